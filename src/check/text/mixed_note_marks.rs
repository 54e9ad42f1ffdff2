//! T04: from a text with footnotes to marks of notes that were typed by hand beside them.

use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};

const CODE: Code = Code::MixedNoteMarks;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Warning, manual: include_str!("mixed_note_marks.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    // A text without a real footnote may number its sources by hand as it likes.
    if subject.document.notes.is_empty() {
        return;
    }
    for visit in subject.paragraphs.iter().filter(|visit| !matches!(visit.place, Place::Note | Place::Contents)) {
        for (start, mark) in typed_marks(&visit.text.words) {
            findings.add(
                Diagnostic::warning(
                    CODE,
                    visit.span(start..start + mark.len()),
                    format!("“{mark}” looks like a footnote mark that was typed by hand"),
                )
                .help("write a footnote: `[^1]` in the text and `[^1]: The note.` on a line of its own"),
            );
        }
    }
}

/// `[2]` and `[iv]` directly after a word or its punctuation.
fn typed_marks(text: &str) -> Vec<(usize, &str)> {
    let mut marks = Vec::new();
    for (start, _) in text.match_indices('[') {
        let Some(length) = text[start..].find(']') else { continue };
        let mark = &text[start..=start + length];
        let inside = &mark[1..mark.len() - 1];
        let number = (1..=3).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_digit());
        let roman = (1..=5).contains(&inside.len()) && inside.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
        let follows_a_word = text[..start].chars().last().is_some_and(|before| {
            before.is_alphabetic() || matches!(before, '.' | ',' | ';' | ':' | '”' | '"' | '’' | ')' | ']')
        });
        if (number || roman) && follows_a_word {
            marks.push((start, mark));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::typed_marks;

    #[test]
    fn only_numbers_in_brackets_that_cling_to_a_word_are_marks() {
        let marks = |text| typed_marks(text).into_iter().map(|(_, mark)| mark).collect::<Vec<_>>();
        assert_eq!(marks("Rents rose.[2] They fell[iv] again."), ["[2]", "[iv]"]);
        assert!(marks("He said [sic] that [2] of them, in [2020], [six]").is_empty());
        assert!(marks("an open [").is_empty());
    }
}
