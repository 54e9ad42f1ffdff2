//! Lines that begin with a dash or bullet right before a word, which Markdown does not read as items.

use super::{Line, Mistake, paragraphs};
use crate::diagnostic::Code;

pub(super) fn find(lines: &[Line<'_>]) -> Vec<Mistake> {
    let mut found = Vec::new();
    for paragraph in paragraphs(lines) {
        for (at, line) in paragraph.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| paragraph.get(before)).map(|line| line.text.trim_end());
            // A wrapped line of prose can begin with a hyphen: `community` / `-based`.
            let may_begin = before.is_none_or(|before| {
                glued(before.trim_start()).is_some() || before.ends_with([':', ';', '.', ',', '：', '；', '。'])
            });
            let words = line.text.trim_start();
            let Some(sign) = glued(words).filter(|_| may_begin) else { continue };
            let start = line.start + line.text.len() - words.len();
            let word = words.split_whitespace().next().unwrap_or(words);
            found.push(
                Mistake::warning(
                    Code::GluedMark,
                    start..start + word.len(),
                    format!("no space follows the `{sign}`, so this is not an item of a list"),
                )
                .help(format!("for an item, write `- {}`; for a text, `\\{word}`", &word[sign.len_utf8()..]))
                .edit(start..start + sign.len_utf8(), "- "),
            );
        }
    }
    found
}

/// The dash or bullet at the start of a line that stands right before a word.
fn glued(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|sign| "-–—•·●▪■➢".contains(*sign))?;
    line[sign.len_utf8()..].starts_with(char::is_alphabetic).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::find;

    fn count(text: &str) -> usize {
        find(&lines(text)).len()
    }

    #[test]
    fn marks_without_a_space_are_found() {
        assert_eq!(count("The State should:\n-build homes\n-cap rents\n"), 2);
        assert_eq!(count("•Build homes\n\n•Cap rents\n"), 2);
    }

    #[test]
    fn hyphens_and_dashes_of_prose_are_left_alone() {
        for text in ["community\n-based work", "*Water* is life", "-5 degrees", "– so", "a -b c", "--", "---\n"] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
