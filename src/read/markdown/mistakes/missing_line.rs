//! Lines right after an item of a list, which are read as a part of the item.

use super::super::mask::begins_container;
use super::super::{marks, numbers};
use super::{Line, Mistake, paragraphs};
use crate::diagnostic::Code;

/// Nobody wraps lines at fewer letters.
const NARROW: usize = 50;

/// `numbers` are the places of the numbers typed before paragraphs.
pub(super) fn find(lines: &[Line<'_>], numbers: &[usize]) -> Vec<Mistake> {
    let mut found = Vec::new();
    for paragraph in paragraphs(lines) {
        let width = paragraph.iter().map(|line| line.text.chars().count()).max().unwrap_or(0).max(NARROW);
        let mut in_item = false;
        for (at, line) in paragraph.iter().enumerate() {
            if begins_item(line.text) {
                in_item = !numbers.contains(&line.start);
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| paragraph.get(before));
            let Some(before) = before.filter(|_| in_item) else { continue };
            if ends(before.text) && begins(line.text) && is_on_purpose(before.text, line.text, width) {
                found.push(
                    Mistake::warning(
                        Code::MissingEmptyLine,
                        line.start..line.end(),
                        "the line is read as a part of the item above it",
                    )
                    .help("put an empty line before it if it begins a paragraph; if it belongs to the item, begin it with two spaces")
                    .edit(line.start..line.start, "\n"),
                );
                in_item = false;
            }
        }
    }
    found
}

/// Whether a line begins an item, a table, a caption, a note or a heading.
pub(super) fn begins_item(text: &str) -> bool {
    let is_quotation = text.starts_with('>');
    !is_quotation && begins_container(text) && !text.starts_with("[^")
        || marks::parse(text).is_some()
        || numbers::is_mark(text)
}

/// Whether a line ends a sentence or a clause, or is a title in capitals.
fn ends(text: &str) -> bool {
    let text = text.trim_end();
    let in_capitals = !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() > 3;
    text.ends_with(['.', ';', '!', '?', '。', '；', '！', '？', '؟', '؛']) || in_capitals
}

/// Whether a line begins a sentence.
fn begins(text: &str) -> bool {
    // An indented line belongs to the item.
    let first = text.chars().next();
    let is_meant =
        first.is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase() || matches!(c, '“' | '«' | '"' | '*'));
    is_meant && !text.starts_with("[^")
}

/// Whether the line before was ended though the first word of the next had room in it.
fn is_on_purpose(before: &str, line: &str, width: usize) -> bool {
    let first = line.split_whitespace().next().map_or(0, |word| word.chars().count());
    before.trim_end().chars().count() + 1 + first <= width
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::find;

    #[test]
    fn a_paragraph_that_begins_right_after_an_item_is_found() {
        for text in [
            "- build houses;\n- repair schools.\nFurther text that follows.\n",
            "(a) build houses;\n(b) repair schools.\nFurther text that follows.\n",
            "- ECONOMIC GROWTH\n140.8 Ratify the protocol.\n",
        ] {
            assert_eq!(find(&lines(text), &[]).len(), 1, "{text}");
        }
    }

    #[test]
    fn items_that_are_wrapped_are_left_alone() {
        for text in [
            "- build houses. They are needed in all\n  districts. This is long.\n",
            "- build houses in all of the districts of the city.\nThey are needed there.\n",
            "- build houses;\n- repair schools.\n\nFurther text.\n",
            "- build houses and\nrepair schools of the district.\n",
        ] {
            assert_eq!(find(&lines(text), &[]).len(), 0, "{text}");
        }
    }
}
