//! Finds the names of files and addresses in links that contain spaces: `![Rents](chart 1.png)`.

use std::ops::Range;

use super::{Cover, Mask};

/// An address and its title are not longer, in bytes.
const LONGEST: usize = 5_000;

/// Covers them, and gives their places.
pub(super) fn cover(mask: &mut Mask<'_>) -> Vec<Range<usize>> {
    let text = mask.typed;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("](") {
        let start = at + open + 2;
        at = start;
        let Some(end) = closing(&text[start..]).map(|length| start + length) else { continue };
        let length = without_title(&text[start..end]).trim_end().len();
        let destination = &text[start..start + length];
        if destination.contains(' ') && !destination.starts_with([' ', '<']) {
            mask.cover(start..start + length, Cover::Letter);
            found.push(start..start + length);
        }
        at = end;
    }
    found
}

/// Length up to the bracket that closes, on the same line.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// What stands before a title: `map.png "The map"`.
fn without_title(inside: &str) -> &str {
    for (open, close) in [(" \"", '"'), (" '", '\''), (" (", ')')] {
        if let Some(start) = inside.find(open)
            && inside.trim_end().ends_with(close)
            && inside.trim_end().len() > start + 2
        {
            return &inside[..start];
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::super::inlines;

    #[test]
    fn names_with_spaces_are_found_and_titles_are_not_part_of_them() {
        for (text, name) in [
            ("![a](chart 1.png)", "chart 1.png"),
            ("![a](chart (1) b.png)", "chart (1) b.png"),
            ("[a](https://example.org/our report.pdf \"Title\")", "https://example.org/our report.pdf"),
        ] {
            let found = inlines(text).spaced;
            assert_eq!(found.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(), [name]);
        }
        for text in ["![a](chart.png \"A chart\")", "[a](<chart 1.png>)", "[a] (b c)", "[a](b c"] {
            assert!(inlines(text).spaced.is_empty(), "{text}");
        }
    }
}
