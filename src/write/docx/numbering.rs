//! Writes `word/numbering.xml`, and gives each numbered paragraph the list instance that makes Word count as the document does.
//!
//! Word counts by `w:abstractNum`: all its `w:num` go on together, and one with a `w:startOverride` begins anew at its
//! first paragraph. So a list that begins anew takes a new `w:num`, and what is above it in the tree keeps its own.

use super::properties::{Indent, PPr, RPr, TabStop};
use super::styles::{Numbered, StyleId};
use super::xml::Xml;
use crate::document::{Document, ListDefinition, ListId, ListLevel, Marker, NumberFormat};
use crate::error::Error;
use crate::facts::language::Direction;
use crate::length::Length;

/// The most levels a list of Word has.
const LEVELS: usize = 9;

/// The `w:numId` of a list before it ever begins anew.
pub(super) const fn base(list: ListId) -> u32 {
    list.0 + 1
}

/// Counts along with Word through the whole document.
#[derive(Debug)]
pub(super) struct Numbers {
    lists: Vec<Counter>,
    restarts: Vec<Restart>,
}

/// A `w:num` with a level that begins at a number of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Restart {
    list: ListId,
    level: u8,
    start: u32,
}

/// Where the count of one list stands.
#[derive(Clone, Debug)]
struct Counter {
    used: bool,
    depth: usize,
    bullets: [bool; LEVELS],
    /// The instance each level goes on with.
    nums: [u32; LEVELS],
    /// The last number of each level; `None` before the first.
    last: [Option<u32>; LEVELS],
    /// A deeper level was counted before this one began: programs differ on what its first number then is.
    unsure: [bool; LEVELS],
}

impl Numbers {
    /// Nothing counted yet.
    pub(super) fn new(document: &Document) -> Numbers {
        let counter = |(at, list): (usize, &ListDefinition)| {
            let mut bullets = [false; LEVELS];
            for (bullet, level) in bullets.iter_mut().zip(&list.levels) {
                *bullet = matches!(level.format, NumberFormat::Bullet(_));
            }
            Counter {
                used: false,
                depth: list.levels.len().min(LEVELS),
                bullets,
                nums: [base(ListId(at as u32)); LEVELS],
                last: [None; LEVELS],
                unsure: [false; LEVELS],
            }
        };
        Numbers { lists: document.lists.iter().enumerate().map(counter).collect(), restarts: vec![] }
    }

    /// The `w:numId` for the next paragraph of a list.
    ///
    /// A new instance is made where Word's own count would give another number: it counts each level on, and begins anew
    /// after a level above it.
    pub(super) fn next(&mut self, marker: &Marker) -> Result<u32, Error> {
        let level = usize::from(marker.level);
        let fresh = base(ListId(self.lists.len() as u32)) + self.restarts.len() as u32;
        let counter =
            self.lists.get_mut(marker.list.0 as usize).filter(|counter| level < counter.depth).ok_or_else(|| {
                Error::Docx { reason: format!("the list of the number {} is not defined", marker.text) }
            })?;
        counter.used = true;
        let expected = counter.last[level].map_or(1, |last| last + 1);
        let differs = marker.number != expected || counter.unsure[level];
        let restart = !counter.bullets[level] && differs;
        if restart {
            counter.nums[level] = fresh;
            self.restarts.push(Restart { list: marker.list, level: marker.level, start: marker.number });
        }
        for above in 0..level {
            counter.unsure[above] |= counter.last[above].is_none();
        }
        counter.last[level] = Some(marker.number);
        counter.unsure[level] = false;
        for deeper in level + 1..LEVELS {
            counter.last[deeper] = None;
            counter.unsure[deeper] = false;
            counter.nums[deeper] = counter.nums[level];
        }
        Ok(counter.nums[level])
    }

    /// Writes the part.
    pub(super) fn part(&self, document: &Document, numbered: Numbered) -> String {
        let mut xml = Xml::part();
        xml.open("w:numbering", &[("xmlns:w", super::NAMESPACE_W)]);
        // A list that nothing in this report uses is not written.
        let used = |id: &ListId| self.lists.get(id.0 as usize).is_some_and(|counter| counter.used);
        let ids = (0..document.lists.len() as u32).map(ListId);
        for (id, list) in ids.clone().zip(&document.lists).filter(|(id, _)| used(id)) {
            abstract_num(id, list, document.direction, numbered, &mut xml);
        }
        for id in ids.filter(used) {
            num(base(id), id, &mut xml);
            xml.close("w:num");
        }
        for (at, restart) in self.restarts.iter().enumerate() {
            num(base(ListId(self.lists.len() as u32)) + at as u32, restart.list, &mut xml);
            xml.open("w:lvlOverride", &[("w:ilvl", &restart.level.to_string())]);
            xml.val("w:startOverride", &restart.start.to_string());
            xml.close("w:lvlOverride");
            xml.close("w:num");
        }
        xml.close("w:numbering");
        xml.into_string()
    }
}

fn num(id: u32, list: ListId, xml: &mut Xml) {
    xml.open("w:num", &[("w:numId", &id.to_string())]);
    xml.val("w:abstractNumId", &list.0.to_string());
}

fn abstract_num(id: ListId, list: &ListDefinition, direction: Direction, numbered: Numbered, xml: &mut Xml) {
    xml.open("w:abstractNum", &[("w:abstractNumId", &id.0.to_string())]);
    // Lists of one `w:nsid` run into each other when text is pasted between files.
    xml.val("w:nsid", &format!("{:08X}", 0x2A51_0000 + id.0));
    xml.val("w:multiLevelType", "multilevel");
    xml.val("w:tmpl", &format!("{:08X}", 0x2A52_0000 + id.0));
    for (at, level) in list.levels.iter().take(LEVELS).enumerate() {
        level_definition(at as u8, level, linked_style(id, at as u8, numbered), direction, xml);
    }
    xml.close("w:abstractNum");
}

/// The style whose paragraphs have this level's number.
fn linked_style(list: ListId, level: u8, numbered: Numbered) -> Option<StyleId> {
    use crate::document::Role;
    let style = match (list, level) {
        (ListId::HEADINGS, 0..=4) if numbered.headings => StyleId::of(Role::Heading(level + 1)),
        (ListId::PARAGRAPHS, 0) if numbered.paragraphs => StyleId::of(Role::NumberedParagraph),
        (ListId::PARAGRAPHS, _) if numbered.paragraphs => StyleId::sub_paragraph(level),
        _ => return None,
    };
    (numbered.level_of(style) == Some((list, level))).then_some(style)
}

/// In a paragraph that runs to the left, Word takes the justification `left` of a number for its leading edge, as in a
/// paragraph's own `w:jc`, and LibreOffice for the left of the page, which puts the number outside the margin. Both centre
/// a number alike, so it is centred this far inside: half of a number such as `112-`.
const HALF_NUMBER: Length = Length::pt(10);

fn level_definition(at: u8, level: &ListLevel, style: Option<StyleId>, direction: Direction, xml: &mut Xml) {
    xml.open("w:lvl", &[("w:ilvl", &at.to_string())]);
    xml.val("w:start", "1");
    xml.val("w:numFmt", number_format(level.format));
    if let Some(style) = style {
        xml.val("w:pStyle", &style.text());
    }
    let after = match level.gap() {
        None => "tab",
        Some("") => "nothing",
        Some(_) => "space",
    };
    xml.val("w:suff", after);
    xml.val("w:lvlText", &level_text(at, level));
    let (justification, marker_at) = match direction {
        Direction::LeftToRight => ("left", level.marker_at),
        Direction::RightToLeft => ("center", level.marker_at + HALF_NUMBER),
    };
    xml.val("w:lvlJc", justification);
    let tab = TabStop { kind: "left", leader: None, at: level.text_at };
    PPr {
        tabs: if level.gap().is_none() { vec![tab] } else { vec![] },
        indent: Indent { start: Some(level.wrap_at), end: None, first_line: Some(marker_at - level.wrap_at) },
        ..PPr::default()
    }
    .write(xml);
    let rtl = (direction == Direction::RightToLeft).then_some(true);
    RPr { rtl, ..RPr::default() }.write(xml);
    xml.close("w:lvl");
}

fn level_text(at: u8, level: &ListLevel) -> String {
    match level.format {
        NumberFormat::Bullet(sign) => format!("{}{sign}{}", level.prefix, level.suffix),
        NumberFormat::Decimal
        | NumberFormat::UpperLetter
        | NumberFormat::LowerLetter
        | NumberFormat::UpperRoman
        | NumberFormat::LowerRoman
        | NumberFormat::Chinese
        | NumberFormat::ArabicAlpha
        | NumberFormat::ArabicAbjad => format!("{}%{}{}", level.prefix, at + 1, level.suffix),
    }
}

fn number_format(format: NumberFormat) -> &'static str {
    match format {
        NumberFormat::Decimal => "decimal",
        NumberFormat::UpperLetter => "upperLetter",
        NumberFormat::LowerLetter => "lowerLetter",
        NumberFormat::UpperRoman => "upperRoman",
        NumberFormat::LowerRoman => "lowerRoman",
        NumberFormat::Chinese => "chineseCounting",
        NumberFormat::ArabicAlpha => "arabicAlpha",
        NumberFormat::ArabicAbjad => "arabicAbjad",
        NumberFormat::Bullet(_) => "bullet",
    }
}

/// Where the following lines of an item begin, from the start margin; later paragraphs of the item stand there too.
pub(super) fn wrap_at(document: &Document, list: ListId, depth: u8) -> Length {
    level(document, list, depth).map_or(Length::ZERO, |level| level.wrap_at)
}

/// The definition of a level, if the document has it.
pub(super) fn level(document: &Document, list: ListId, depth: u8) -> Option<&ListLevel> {
    document.lists.get(list.0 as usize)?.levels.get(usize::from(depth))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::{Numbers, base};
    use crate::document::{ListId, Marker, sample};

    const LIST: ListId = ListId::PARAGRAPHS;

    fn next(numbers: &mut Numbers, level: u8, number: u32) -> u32 {
        let marker = Marker { list: LIST, level, number, text: String::new() };
        numbers.next(&marker).expect("the sample has four levels")
    }

    fn nums(markers: &[(u8, u32)]) -> Vec<u32> {
        let mut numbers = Numbers::new(&sample::everything());
        markers.iter().map(|&(level, number)| next(&mut numbers, level, number)).collect()
    }

    #[test]
    fn a_list_in_order_stays_on_its_base_instance() {
        assert_eq!(nums(&[(0, 1), (1, 1), (2, 1), (1, 2), (0, 2), (1, 1)]), [base(LIST); 6]);
    }

    #[test]
    fn items_after_a_restart_share_its_instance_and_the_level_above_keeps_its_own() {
        assert_eq!(nums(&[(0, 1), (1, 1), (1, 1), (2, 1), (1, 2), (0, 2), (1, 1)]), [2, 2, 3, 3, 3, 2, 2]);
    }

    #[test]
    fn paragraphs_of_an_annex_that_begin_anew_keep_their_instance_for_all_levels() {
        assert_eq!(nums(&[(0, 1), (0, 1), (1, 1), (1, 1), (0, 2), (1, 1)]), [2, 3, 3, 4, 3, 3]);
    }

    #[test]
    fn a_number_that_word_would_not_reach_by_counting_is_set() {
        assert_eq!(nums(&[(0, 1), (0, 5), (0, 6)]), [2, 3, 3]);
    }

    #[test]
    fn a_level_counted_before_the_one_above_it_leaves_no_doubt_about_the_next_number() {
        assert_eq!(nums(&[(1, 1), (0, 1), (1, 1)]), [2, 3, 3]);
    }

    #[test]
    fn bullets_never_need_an_instance_of_their_own() {
        assert_eq!(nums(&[(0, 1), (3, 1), (3, 1), (3, 7)]), [2; 4]);
    }

    proptest! {
        #[test]
        fn word_counts_to_the_same_numbers(markers in vec((0_u8..3, 1_u32..4), 0..30)) {
            let mut numbers = Numbers::new(&sample::everything());
            // A level counts on over all instances, until a level above it is counted; an instance sets its level once.
            let mut counts = [0_u32; 3];
            let mut begun = BTreeSet::new();
            for (level, number) in markers {
                let instance = next(&mut numbers, level, number);
                let own = numbers.restarts.iter().enumerate().find(|(at, restart)| {
                    base(ListId(numbers.lists.len() as u32)) + *at as u32 == instance && restart.level == level
                });
                let at = usize::from(level);
                counts[at] = match own {
                    Some((_, restart)) if begun.insert(instance) => restart.start,
                    _ => counts[at] + 1,
                };
                counts[at + 1..].fill(0);
                prop_assert_eq!(counts[at], number);
            }
        }
    }

    #[test]
    fn a_level_that_is_not_defined_is_refused() {
        let marker = Marker { list: LIST, level: 4, number: 1, text: "x".into() };
        assert!(Numbers::new(&sample::everything()).next(&marker).is_err());
    }
}
