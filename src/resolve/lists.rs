//! Makes list definitions from list styles, and counted markers.

use crate::document::number::format_number;
use crate::document::{ListDefinition, ListId, ListLevel, Marker, NumberFormat};
use crate::facts::language::{Labels, Mark, MarkFormat, Marks};
use crate::length::Length;
use crate::read::ListStyle;

/// Levels in a list definition (ECMA-376 Part 1, 17.9.6).
const LEVELS: usize = 9;

/// The place of the annexes' definition, after those that every document has.
const ANNEXES: u8 = 2;

/// The styles below a numbered paragraph that count as its sub-paragraphs.
const SUBPARAGRAPHS: [ListStyle; 3] = [ListStyle::Letters, ListStyle::Roman, ListStyle::Bullets];

/// The list definitions of a document.
pub(super) struct Counters {
    /// The definitions.
    pub(super) definitions: Vec<ListDefinition>,
    /// The styles of each definition's levels; those of the first two are not looked up.
    paths: Vec<Vec<ListStyle>>,
    /// How many definitions come before those of the author's own lists.
    fixed: usize,
}

impl Counters {
    pub(super) fn new(definitions: Vec<ListDefinition>) -> Counters {
        Counters { paths: vec![Vec::new(); definitions.len()], fixed: definitions.len(), definitions }
    }

    /// The definition and level for the innermost list of `path`, made if there is none.
    ///
    /// Lists that only go letters, Roman, bullets are sub-paragraphs; all others get a definition of their own.
    pub(super) fn place(&mut self, path: &[ListStyle], marks: &Marks) -> (ListId, u8) {
        let path = &path[..path.len().min(LEVELS)];
        if SUBPARAGRAPHS.starts_with(path) {
            return (ListId::PARAGRAPHS, level(path.len()));
        }
        let own = || self.paths.iter().enumerate().skip(self.fixed);
        let known = own().find(|(_, known)| known.starts_with(path));
        let index = match known.or_else(|| own().find(|(_, known)| path.starts_with(known))) {
            Some((index, _)) => index,
            None => {
                self.paths.push(Vec::new());
                self.definitions.push(ListDefinition { levels: Vec::new() });
                self.paths.len() - 1
            }
        };
        if self.paths[index].len() < path.len() {
            let levels = path.iter().enumerate().map(|(depth, style)| list_level(*style, depth, marks));
            self.definitions[index].levels = levels.collect();
            self.paths[index] = path.to_vec();
        }
        (ListId(u32::try_from(index).unwrap_or(u32::MAX)), level(path.len().saturating_sub(1)))
    }

    /// The list of the annexes, if they are counted.
    pub(super) fn annexes(&self) -> Option<ListId> {
        (self.fixed > usize::from(ANNEXES)).then_some(ListId(u32::from(ANNEXES)))
    }

    /// The format of a level.
    pub(super) fn format(&self, list: ListId, level: u8) -> NumberFormat {
        self.level(list, level).map_or(NumberFormat::Decimal, |level| level.format)
    }

    fn level(&self, list: ListId, level: u8) -> Option<&ListLevel> {
        self.definitions.get(list.0 as usize).and_then(|definition| definition.levels.get(usize::from(level)))
    }

    /// The marker of a number.
    pub(super) fn mark(&self, list: ListId, level: u8, number: u32) -> Marker {
        let text = match self.level(list, level) {
            Some(ListLevel { format, prefix, suffix, .. }) => {
                format!("{prefix}{}{suffix}", format_number(number, *format))
            }
            None => number.to_string(),
        };
        Marker { list, level, number, text }
    }
}

/// A level as Word stores it.
fn level(depth: usize) -> u8 {
    u8::try_from(depth).unwrap_or(u8::MAX)
}

/// The definitions that every document has, [`ListId::HEADINGS`] and [`ListId::PARAGRAPHS`].
pub(super) fn item_list_definitions(marks: &Marks) -> Vec<ListDefinition> {
    let tab = Length::mm(marks.number_tab);
    let headings = marks.headings.iter().map(|mark| level_of(mark, Length::ZERO, Length::mm(12), Length::mm(12)));
    let paragraph = level_of(&marks.paragraph, Length::ZERO, tab, Length::ZERO);
    let below = SUBPARAGRAPHS.iter().enumerate().map(|(depth, style)| list_level(*style, depth, marks));
    vec![
        ListDefinition { levels: headings.collect() },
        ListDefinition { levels: std::iter::once(paragraph).chain(below).collect() },
    ]
}

/// The definition that counts several annexes; `None` for one annex, which has no number, and where the language counts
/// them in words that no program counts in.
pub(super) fn annex_definition(annexes: usize, labels: &Labels) -> Option<ListDefinition> {
    let format = match labels.annex_numbers.as_slice() {
        [] => NumberFormat::UpperRoman,
        words => {
            let chinese = (1..).zip(words).all(|(number, word)| format_number(number, NumberFormat::Chinese) == *word);
            chinese.then_some(NumberFormat::Chinese)?
        }
    };
    let (prefix, after) = labels.annex_numbered.split_once("{number}")?;
    let level = ListLevel {
        format,
        prefix: prefix.to_owned(),
        suffix: format!("{after}{}", labels.annex_separator.trim_end()),
        marker_at: Length::ZERO,
        text_at: Length::ZERO,
        wrap_at: Length::ZERO,
    };
    (annexes > 1).then(|| ListDefinition { levels: vec![level] })
}

/// The level of a list in `depth` other lists: one step of 10 mm further in for each, from where the text of numbered
/// paragraphs begins (our choice; no body gives one).
fn list_level(style: ListStyle, depth: usize, marks: &Marks) -> ListLevel {
    let marker_at = Length::mm(marks.number_tab) + Length::mm(10) * i64::try_from(depth).unwrap_or(0);
    let text_at = marker_at + Length::mm(10);
    match style {
        ListStyle::Letters => level_of(&marks.letters, marker_at, text_at, text_at),
        ListStyle::Roman => level_of(&marks.roman, marker_at, text_at, text_at),
        ListStyle::Numbers => level_of(&marks.numbers, marker_at, text_at, text_at),
        ListStyle::Bullets => {
            let text_at = marker_at + Length::mm(8);
            ListLevel {
                format: NumberFormat::Bullet(marks.bullet),
                prefix: String::new(),
                suffix: String::new(),
                marker_at,
                text_at,
                wrap_at: text_at,
            }
        }
    }
}

fn level_of(mark: &Mark, marker_at: Length, text_at: Length, wrap_at: Length) -> ListLevel {
    let format = match mark.format {
        MarkFormat::Decimal => NumberFormat::Decimal,
        MarkFormat::UpperLetter => NumberFormat::UpperLetter,
        MarkFormat::LowerLetter => NumberFormat::LowerLetter,
        MarkFormat::UpperRoman => NumberFormat::UpperRoman,
        MarkFormat::LowerRoman => NumberFormat::LowerRoman,
        MarkFormat::ArabicAlpha => NumberFormat::ArabicAlpha,
        MarkFormat::ArabicAbjad => NumberFormat::ArabicAbjad,
    };
    ListLevel { format, prefix: mark.prefix.clone(), suffix: mark.suffix.clone(), marker_at, text_at, wrap_at }
}

#[cfg(test)]
mod tests {
    use super::{Counters, item_list_definitions};
    use crate::document::ListId;
    use crate::facts::language::{Labels, Language};
    use crate::read::ListStyle::{Bullets, Letters, Numbers, Roman};

    #[test]
    fn paths_share_definitions_where_one_begins_the_other() {
        let marks = &Labels::load(Language::En).expect("the built-in file is whole").marks;
        let mut counters = Counters::new(item_list_definitions(marks));
        assert_eq!(counters.place(&[Letters], marks), (ListId::PARAGRAPHS, 1));
        assert_eq!(counters.place(&[Letters, Roman, Bullets], marks), (ListId::PARAGRAPHS, 3));
        assert_eq!(counters.place(&[Bullets], marks), (ListId(2), 0));
        assert_eq!(counters.place(&[Bullets, Letters], marks), (ListId(2), 1));
        assert_eq!(counters.place(&[Bullets, Roman], marks), (ListId(3), 1));
        assert_eq!(counters.place(&[Bullets], marks), (ListId(2), 0));
        assert_eq!(counters.place(&[Numbers], marks), (ListId(4), 0));
        assert_eq!(counters.place(&[Bullets; 12], marks).1, 8);
        assert_eq!(counters.definitions.len(), 6);
    }
}
