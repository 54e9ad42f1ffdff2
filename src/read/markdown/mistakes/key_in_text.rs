//! Keys of the report that slipped into a text, for instance since their line is indented.

use super::{Line, Mistake};
use crate::diagnostic::Code;
use crate::read::report_reader::KEYS;

pub(super) fn find(lines: &[Line<'_>]) -> Vec<Mistake> {
    lines.iter().filter_map(mistake).collect()
}

fn mistake(line: &Line<'_>) -> Option<Mistake> {
    let (key, value) = line.text.split_once(':')?;
    let value = value.trim();
    let is_value = value.is_empty()
        || matches!(value, "|" | ">" | "|-" | ">-" | "true" | "false" | "auto")
        || value.starts_with(['[', '{'])
        || value.starts_with("# ")
        || value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !KEYS.contains(&key) || !is_value {
        return None;
    }
    Some(
        Mistake::error(
            Code::KeyInText,
            line.start..line.start + key.len() + 1,
            format!("the key `{key}` stands inside a text, which prints it"),
        )
        .help(format!("begin the line `{key}:` at the left edge of the file, and the lines that belong to it as far to the left; for a text, write `{key}\\:`")),
    )
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::find;

    #[test]
    fn keys_are_found_and_words_that_are_keys_are_not() {
        for text in ["annexes:\n- title: A", "summary: |\n  Ours.", "date: 2026-01-31", "contents: true", "keywords: [a, b]"] {
            assert_eq!(find(&lines(text)).len(), 1, "{text}");
        }
        for text in ["Summary: it rains.", "state: we ask", "Annexes:", "title: The law", "the body: it"] {
            assert_eq!(find(&lines(text)).len(), 0, "{text}");
        }
    }
}
