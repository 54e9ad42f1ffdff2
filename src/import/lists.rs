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

/// The lists as blocks of Markdown, each with its place.
pub(super) fn written(items: &[ListItem]) -> Vec<(String, PlaceId)> {
    let is_plain = items.iter().all(|item| {
        let fits = match item.style {
            Style::Letters => item.depth == 0,
            Style::Roman => item.depth == 1 || item.depth == 0 && items.iter().all(|item| item.style == Style::Roman),
            Style::Numbers => {
                item.depth == 0 && item.value < 100 && items.iter().all(|item| item.style == Style::Numbers)
            }
            Style::Bullets => false,
        };
        fits && item.more.is_empty() && !item.text.contains("\n\n")
    });
    if is_plain {
        let line = |item: &ListItem| (format!("{} {}", mark(item), item.text), item.place);
        return items.iter().map(line).collect();
    }
    let mut lines = Vec::new();
    for item in items {
        let indent = "  ".repeat(item.depth);
        let lead = match item.style {
            Style::Bullets => "- ".to_owned(),
            // A long list of numbers has marks of three figures, which are not read as marks.
            Style::Numbers if item.value > 99 => "- ".to_owned(),
            _ => format!("- {} ", mark(item)),
        };
        let text = indented(&item.text, &format!("{indent}  "));
        lines.push((format!("{indent}{lead}{text}"), item.place));
        for (text, place) in &item.more {
            lines.push((format!("{indent}  {}", indented(text, &format!("{indent}  "))), *place));
        }
    }
    lines
}

/// Later lines of a text, further in.
fn indented(text: &str, indent: &str) -> String {
    text.replace('\n', &format!("\n{indent}"))
}
