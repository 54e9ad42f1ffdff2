//! Takes the indentation from paragraphs that Markdown would take for program code.

use super::Mask;

/// An indentation of so many columns makes program code.
const CODE: usize = 4;

/// No-break and ideographic spaces, which come with text from the web: an empty line of them is an empty line, and those
/// before the first words of a paragraph are not printed.
pub(super) fn blank(mask: &mut Mask<'_>) {
    let text = mask.typed;
    let is_strange = |c: char| c.is_whitespace() && !c.is_ascii();
    if !text.contains(is_strange) {
        return;
    }
    let (mut at, mut is_free) = (0, true);
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        let blank = &line[..line.len() - words.len()];
        let margin = blank.trim_end_matches(['\n', '\r']);
        if margin.contains(is_strange) && (words.is_empty() || is_free) {
            // So many spaces would make program code: the last one ends a line.
            let last = if words.is_empty() || margin.len() < CODE { " " } else { "\n" };
            let signs = format!("{}{last}", " ".repeat(margin.len() - 1));
            mask.replace(at..at + margin.len(), &signs);
        }
        is_free = words.is_empty();
        at += line.len();
    }
}

/// The last blank of the indentation becomes a line end, so that the text begins at the margin. Lines that belong to an
/// item of a list or a note stay.
pub(super) fn straighten(mask: &mut Mask<'_>) {
    let text = mask.typed;
    if !text.contains("    ") && !text.contains('\t') {
        return;
    }
    let mut state = State::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(cut) = state.cut(line) {
            mask.replace(at + cut..at + cut + 1, "\n");
        }
        at += line.len();
    }
}

/// What the lines so far mean for the next.
struct State {
    /// An empty line, a heading or nothing stands before.
    is_free: bool,
    /// An item or a note goes on in indented lines.
    in_container: bool,
    in_fence: bool,
    /// Bytes of the indentation that is taken away.
    margin: Option<usize>,
}

impl Default for State {
    fn default() -> State {
        State { is_free: true, in_container: false, in_fence: false, margin: None }
    }
}

impl State {
    /// Which byte of the line becomes a line end.
    fn cut(&mut self, line: &str) -> Option<usize> {
        let words = line.trim_start_matches([' ', '\t']);
        let (bytes, columns) = (line.len() - words.len(), columns(&line[..line.len() - words.len()]));
        if words.trim().is_empty() {
            self.is_free = true;
            return None;
        }
        if columns < CODE {
            self.margin = None;
            if words.starts_with("```") || words.starts_with("~~~") {
                self.in_fence = !self.in_fence;
            }
            if begins_container(words) {
                self.in_container = true;
            } else if self.is_free && columns == 0 {
                self.in_container = false;
            }
            self.is_free = words.starts_with('#') && !self.in_container;
            return None;
        }
        if self.in_fence || self.in_container {
            self.is_free = false;
            return None;
        }
        let margin = *self.margin.get_or_insert(bytes);
        let begins = self.is_free || begins_container(words);
        self.is_free = false;
        (begins && margin > 0).then(|| margin.min(bytes) - 1)
    }
}

fn columns(blank: &str) -> usize {
    blank.bytes().fold(0, |columns, byte| if byte == b'\t' { (columns / 4 + 1) * 4 } else { columns + 1 })
}

/// Whether a line begins an item of a list, a note or a quotation.
pub(in crate::read::markdown) fn begins_container(words: &str) -> bool {
    let after_digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = words.len() - after_digits.len();
    let is_number = (1..=9).contains(&digits) && after_digits.starts_with(['.', ')']);
    let follows = if is_number { &after_digits[1..] } else { words.get(1..).unwrap_or("") };
    let is_mark = is_number || words.starts_with(['-', '*', '+']);
    let is_note = words.starts_with("[^") && words.contains("]:");
    is_note || words.starts_with('>') || is_mark && follows.starts_with([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::blocks;

    fn covered(text: &str) -> String {
        blocks(text, Cow::Borrowed(text), std::iter::empty()).covered.into_owned()
    }

    #[test]
    fn indented_paragraphs_begin_at_the_margin() {
        assert_eq!(covered("One.\n\n      Two,\n      too.\n"), "One.\n\n     \nTwo,\n      too.\n");
        assert_eq!(covered("# One\n\tTwo.\n"), "# One\n\nTwo.\n");
        assert_eq!(covered("a:\n\n    - b\n    - c\n      - d\n"), "a:\n\n   \n- b\n   \n- c\n   \n  - d\n");
    }

    #[test]
    fn lines_of_items_and_notes_stay() {
        for text in ["- One.\n\n    Two.\n", "[^1]: One.\n\n    Two.\n", "1.  One.\n\n    Two.\n", "One\n    two.\n"] {
            assert_eq!(covered(text), text);
        }
    }
}
