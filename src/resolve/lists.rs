//! Makes list definitions from list styles, and counted markers, with Word's own counting followed beside ours.

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

/// The list definitions of a document, and how far each has been counted.
pub(super) struct Counters {
    /// The definitions.
    pub(super) definitions: Vec<ListDefinition>,
    /// The styles of each definition's levels; those of the first two are not looked up.
    paths: Vec<Vec<ListStyle>>,
    /// What Word has counted, by definition and level.
    counted: Vec<[u32; LEVELS]>,
    /// How many definitions come before those of the author's own lists.
    fixed: usize,
}

impl Counters {
    pub(super) fn new(definitions: Vec<ListDefinition>) -> Counters {
        Counters {
            paths: vec![Vec::new(); definitions.len()],
            counted: vec![[0; LEVELS]; definitions.len()],
            fixed: definitions.len(),
            definitions,
        }
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
                self.counted.push([0; LEVELS]);
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

    /// The marker `number`, with the word whether Word would count otherwise.
    pub(super) fn mark(&mut self, list: ListId, level: u8, number: u32) -> Marker {
        let (format, text) = match self.level(list, level) {
            Some(ListLevel { format, prefix, suffix, .. }) => {
                (*format, format!("{prefix}{}{suffix}", format_number(number, *format)))
            }
            None => (NumberFormat::Decimal, number.to_string()),
        };
        let restart = match self.counted.get_mut(list.0 as usize) {
            Some(counted) => counts_otherwise(counted, usize::from(level), number),
            None => false,
        };
        Marker { list, level, number, text, restart: restart && !matches!(format, NumberFormat::Bullet(_)) }
    }
}

/// Counts `level` on as Word does (a level begins anew after any outer one) and says whether that gives another number.
fn counts_otherwise(counted: &mut [u32; LEVELS], level: usize, number: u32) -> bool {
    let level = level.min(LEVELS - 1);
    // Programs differ on whether a level has begun when an inner one came first, so that its start is always said.
    let entered_from_within = counted[level] == 0 && counted[level + 1..].iter().any(|inner| *inner > 0);
    let differs = counted[level].saturating_add(1) != number;
    counted[level] = number;
    counted[level + 1..].fill(0);
    differs || entered_from_within
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
        let marks = Labels::load(Language::En).expect("the built-in file is whole").marks;
        let mut counters = Counters::new(item_list_definitions(&marks));
        assert_eq!(counters.place(&[Letters], &marks), (ListId::PARAGRAPHS, 1));
        assert_eq!(counters.place(&[Letters, Roman, Bullets], &marks), (ListId::PARAGRAPHS, 3));
        assert_eq!(counters.place(&[Bullets], &marks), (ListId(2), 0));
        assert_eq!(counters.place(&[Bullets, Letters], &marks), (ListId(2), 1));
        assert_eq!(counters.place(&[Bullets, Roman], &marks), (ListId(3), 1));
        assert_eq!(counters.place(&[Bullets], &marks), (ListId(2), 0));
        assert_eq!(counters.place(&[Numbers], &marks), (ListId(4), 0));
        assert_eq!(counters.place(&[Bullets; 12], &marks).1, 8);
        assert_eq!(counters.definitions.len(), 6);
    }

    #[test]
    fn restarts_are_said_only_where_word_would_count_on() {
        let marks = Labels::load(Language::En).expect("the built-in file is whole").marks;
        let mut counters = Counters::new(item_list_definitions(&marks));
        let mut restart = |level, number| counters.mark(ListId::PARAGRAPHS, level, number).restart;
        assert!(!restart(0, 1));
        assert!(!restart(1, 1));
        assert!(!restart(1, 2));
        assert!(restart(1, 1), "a second list below the same paragraph");
        assert!(!restart(0, 2));
        assert!(!restart(1, 1), "a list below a new paragraph");
        assert!(restart(0, 1), "an annex");
        assert!(!restart(3, 1), "bullets do not count");
        assert!(!restart(3, 1), "bullets do not count");
    }
}
