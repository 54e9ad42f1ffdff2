//! Finds the list that an author typed in a cell: several lines that begin with the sign of an item.

use super::symbols::place;
use crate::document::{Format, Inline};

/// Parts the signs of items from their words, writes them as dashes, and gives their places; one line alone is not a list.
pub(super) fn part_items(content: &mut Vec<Inline>) -> Vec<usize> {
    let begins = |at: usize| at == 0 || content[at - 1] == Inline::LineBreak;
    let signs: Vec<Option<usize>> =
        content.iter().enumerate().map(|(at, inline)| sign(inline).filter(|_| begins(at))).collect();
    if signs.iter().flatten().count() < 2 {
        return Vec::new();
    }
    let mut items = Vec::new();
    for (inline, sign) in std::mem::take(content).into_iter().zip(signs) {
        match (inline, sign) {
            (Inline::Text { text, format, span }, Some(end)) => {
                items.push(content.len());
                let part = |range: std::ops::Range<usize>| place(span, &text, range);
                content.push(Inline::Text { text: "– ".to_owned(), format: format.clone(), span: part(0..end) });
                let words = &text[end..];
                if !words.is_empty() {
                    content.push(Inline::Text { text: words.to_owned(), format, span: part(end..text.len()) });
                }
            }
            (inline, _) => content.push(inline),
        }
    }
    items
}

/// How many bytes the sign of an item has with the space after it, where words begin with one.
fn sign(inline: &Inline) -> Option<usize> {
    let Inline::Text { text, format: Format { link: None, .. }, .. } = inline else { return None };
    let signs = ["- ", "– ", "• "];
    signs.iter().find(|sign| text.starts_with(**sign)).map(|sign| sign.len())
}

#[cfg(test)]
mod tests {
    use super::part_items;
    use crate::document::sample::words;
    use crate::document::{Inline, plain_text};

    /// The marks and the words of a cell with these lines.
    fn parted(lines: &[&str]) -> (Vec<usize>, String) {
        let mut content = Vec::new();
        for line in lines {
            content.extend([Inline::LineBreak, words(line)]);
        }
        content.remove(0);
        (part_items(&mut content), plain_text(&content))
    }

    #[test]
    fn several_signs_at_the_start_of_lines_are_a_list() {
        assert_eq!(parted(&["- one", "- two"]), (vec![0, 3], "– one – two".into()));
        assert_eq!(
            parted(&["Wells:", "• one", "and more", "– two"]),
            (vec![2, 7], "Wells: – one and more – two".into())
        );
    }

    #[test]
    fn one_sign_or_signs_inside_a_line_are_none() {
        for lines in [&["- 5"][..], &["a - b", "c - d"], &["-5", "-6"], &["- one", "two"]] {
            assert_eq!(parted(lines), (vec![], lines.join(" ")));
        }
    }
}
