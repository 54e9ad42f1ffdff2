//! Writes paragraphs with marks of lists as lists of Markdown, one in the other.

use crate::read::word::{Number, NumberFormat, PlaceId};
use crate::text::numerals::{LATIN, roman};

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Letters,
    Roman,
    Numbers,
    Bullets,
}

impl Style {
    /// The style of a mark; `None` if nothing is shown.
    pub(super) fn of(number: &Number) -> Option<Style> {
        Some(match number.format {
            NumberFormat::Letters => Style::Letters,
            NumberFormat::Roman => Style::Roman,
            // Arabic has no Roman numerals; in their place stand figures in quotation marks.
            NumberFormat::Decimal if number.text.trim().starts_with(['\'', '‘', '’']) => Style::Roman,
            NumberFormat::Decimal => Style::Numbers,
            NumberFormat::Bullet => Style::Bullets,
            NumberFormat::Nothing => return None,
        })
    }
}

/// An item.
#[derive(Clone, Debug)]
pub(super) struct ListItem {
    pub(super) style: Style,
    pub(super) depth: usize,
    pub(super) value: u32,
    pub(super) text: String,
    pub(super) place: PlaceId,
    /// Later paragraphs of the item.
    pub(super) more: Vec<(String, PlaceId)>,
}

/// How deep a list may stand.
const DEEPEST: usize = 8;

/// The lists that are open while a run of items is read.
#[derive(Debug, Default)]
pub(super) struct Depths {
    open: Vec<(String, usize, i32)>,
}

impl Depths {
    /// How deep an item stands: below an item of a higher level of its list, or of another list that begins further out.
    pub(super) fn of(&mut self, number: &Number, indent: i32) -> usize {
        let own = |list: &(String, usize, i32)| list.0 == number.list;
        let at = match self.open.iter().rposition(own) {
            Some(at) if self.open[at].1 < number.level => at + 1,
            Some(mut at) => {
                while at > 0 && self.open[at].1 > number.level && self.open[at - 1].0 == number.list {
                    at -= 1;
                }
                at
            }
            None => self.open.iter().position(|(_, _, other)| *other >= indent).unwrap_or(self.open.len()),
        };
        // Nobody nests lists deeper.
        let at = at.min(DEEPEST);
        self.open.truncate(at);
        self.open.push((number.list.clone(), number.level, indent));
        at
    }
}

/// The mark as it is typed in a report; the program writes it anew in the report's language.
fn mark(item: &ListItem) -> String {
    let value = item.value.max(1);
    match item.style {
        Style::Letters => {
            let at = (value - 1) as usize;
            let letter = LATIN[at % LATIN.len()];
            format!("({})", std::iter::repeat_n(letter, (at / LATIN.len() + 1).min(2)).collect::<String>())
        }
        Style::Roman => format!("({})", roman(value)),
        Style::Numbers => format!("({value})"),
        Style::Bullets => "-".to_owned(),
    }
}

/// What follows a list: what is not text can be taken for a part of its last item, unless the items have bullets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A paragraph, a heading, or nothing.
    Text,
    /// Anything else.
    Other,
}

/// The lists as blocks of Markdown, each with its place.
pub(super) fn written(items: &[ListItem], next: Next) -> Vec<(String, PlaceId)> {
    let lists = apart(items);
    if let [only] = lists.as_slice()
        && next == Next::Text
        && is_plain(only)
    {
        let line = |item: &ListItem| (format!("{} {}", mark(item), item.text), item.place);
        return only.iter().map(line).collect();
    }
    let mut lines = Vec::new();
    // Lists right after one another are told apart by their bullets.
    for (list, bullet) in lists.into_iter().zip(['-', '*'].into_iter().cycle()) {
        for item in list {
            let indent = "  ".repeat(item.depth);
            let lead = match item.style {
                Style::Bullets => format!("{bullet} "),
                // A long list of numbers has marks of three figures, which are not read as marks.
                Style::Numbers if item.value > 99 => format!("{bullet} "),
                _ => format!("{bullet} {} ", mark(item)),
            };
            let text = indented(&item.text, &format!("{indent}  "));
            lines.push((format!("{indent}{lead}{text}"), item.place));
            for (text, place) in &item.more {
                lines.push((format!("{indent}  {}", indented(text, &format!("{indent}  "))), *place));
            }
        }
    }
    lines
}

/// Runs of items of one list: another begins where the marks are of another kind, or are counted anew.
fn apart(items: &[ListItem]) -> Vec<&[ListItem]> {
    let mut lists = Vec::new();
    let mut from = 0;
    let mut last: Option<&ListItem> = None;
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.depth == 0) {
        let begins =
            |last: &ListItem| last.style != item.style || item.style != Style::Bullets && item.value <= last.value;
        if last.is_some_and(begins) {
            lists.push(&items[from..at]);
            from = at;
        }
        last = Some(item);
    }
    lists.push(&items[from..]);
    lists
}

/// Whether a list can be written as paragraphs with marks: numbers, or letters with Roman numerals below them.
fn is_plain(items: &[ListItem]) -> bool {
    let outer = items.first().map(|first| first.style);
    items.iter().all(|item| {
        let fits = match (item.depth, item.style) {
            (0, Style::Bullets) => false,
            (0, Style::Numbers) => outer == Some(Style::Numbers) && item.value < 100,
            (0, style) => Some(style) == outer,
            (1, style) => style == Style::Roman && outer == Some(Style::Letters),
            _ => false,
        };
        fits && item.more.is_empty() && !item.text.contains("\n\n")
    }) && items.first().is_some_and(|first| first.depth == 0)
}

/// Later lines of a text, further in.
fn indented(text: &str, indent: &str) -> String {
    text.replace('\n', &format!("\n{indent}"))
}

#[cfg(test)]
mod tests {
    use super::{ListItem, Next, Style, written};
    use crate::read::word::PlaceId;

    fn item(style: Style, value: u32) -> ListItem {
        let (text, place) = (format!("item {value}"), PlaceId(0));
        ListItem { style, depth: 0, value, text, place, more: Vec::new() }
    }

    fn lines(items: &[ListItem]) -> Vec<String> {
        written(items, Next::Text).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn lists_that_begin_anew_are_told_apart() {
        let again = [item(Style::Letters, 1), item(Style::Letters, 2), item(Style::Letters, 1)];
        assert_eq!(lines(&again), ["- (a) item 1", "- (b) item 2", "* (a) item 1"]);
        let other = [item(Style::Numbers, 1), item(Style::Bullets, 0)];
        assert_eq!(lines(&other), ["- (1) item 1", "* item 0"]);
        assert_eq!(lines(&again[..2]), ["(a) item 1", "(b) item 2"]);
        assert_eq!(written(&again[..1], Next::Other)[0].0, "- (a) item 1");
    }
}
