//! The contents: their lines, and their page numbers: set them, cut the pages again, until the numbers no longer change.

use std::collections::BTreeMap;

use super::breaks::Plan;
use super::floats::settle;
use super::flow::{Gatherer, units};
use super::inline::{Column, Engine};
use super::unit::{Flow, Heights, Keep, Slot, Unit};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{BookmarkId, Contents, ContentsEntry, Document, Role};
use crate::length::Length;
use crate::look::measures::CONTENTS_TEXT_AT;
use crate::source::Span;

/// How often pages are cut before we give up: each pass but the first can only move lines of the contents.
const PASSES: usize = 3;

/// The page number of each bookmark.
type Numbers = BTreeMap<BookmarkId, u32>;

impl<'d> Gatherer<'d, '_, '_> {
    /// The lines of the contents, whose page numbers come later.
    pub(super) fn contents(&mut self, contents: &'d Contents) {
        let column = Column { width: self.width(), align: None, decimal: None };
        self.measure_contents(contents);
        for (at, entry) in contents.entries.iter().enumerate() {
            let style = self.document.styles.get(entry.paragraph.role);
            let level = contents_level(entry);
            let words_at = self.flow.measures.contents.get(&level).copied().unwrap_or(CONTENTS_TEXT_AT);
            let lines = self.engine.contents_entry(self.document, entry, words_at, None, column);
            let units = units(lines, style, Length::ZERO);
            let slot = Slot {
                entry,
                column,
                words_at,
                segment: self.flow.segments.len(),
                start: self.count(),
                count: units.len(),
            };
            self.flow.contents.push(slot);
            self.add(units, style.space_before, style.space_after, entry.paragraph.bookmark);
            // Neither the first line nor the last is alone on a page.
            if at == 0 || at + 2 == contents.entries.len() {
                self.keep_last(Keep::Lines);
            }
        }
    }

    /// Decides where the words of each level of the contents begin: behind its widest number.
    fn measure_contents(&mut self, contents: &'d Contents) {
        for entry in &contents.entries {
            let needed = self.engine.contents_number(self.document, entry);
            // Rounded up to what Word can write.
            let needed = Length::twips(needed.to_emu() / Length::twips(1).to_emu() + 1);
            let at = self.flow.measures.contents.entry(contents_level(entry)).or_insert(CONTENTS_TEXT_AT);
            *at = (*at).max(needed);
        }
    }
}

/// The level of an entry of the contents.
fn contents_level(entry: &ContentsEntry) -> u8 {
    match entry.paragraph.role {
        Role::ContentsEntry(level) => level,
        _ => 1,
    }
}

/// Plans the pages and sets the contents with the numbers of these pages.
pub(super) fn plan_with_contents(
    document: &Document,
    engine: &mut Engine<'_>,
    flow: &mut Flow<'_>,
) -> (Plan, Option<Diagnostic>) {
    let height = Heights::new(&document.page);
    let mut plan = settle(flow, height);
    let Some(first) = flow.contents.first() else { return (plan, None) };
    let span = first.entry.paragraph.span;
    let numbers = page_numbers(flow, &plan);
    let stable = until_stable(numbers, |numbers| {
        set(document, engine, flow, numbers).then(|| {
            plan = settle(flow, height);
            page_numbers(flow, &plan)
        })
    });
    (plan, (!stable).then(|| unstable(span)))
}

/// Repeats a pass, which gives new numbers or says that no line has moved, until the numbers are those it was given;
/// says whether they ever were.
fn until_stable(mut numbers: Numbers, mut pass: impl FnMut(&Numbers) -> Option<Numbers>) -> bool {
    for _ in 1..PASSES {
        match pass(&numbers) {
            Some(now) if now != numbers => numbers = now,
            Some(_) | None => return true,
        }
    }
    false
}

fn unstable(span: Span) -> Diagnostic {
    let message = format!("the page numbers of the contents still change after {PASSES} attempts");
    Diagnostic::warning(Code::UnstableContents, span, message)
        .help("a page number in the contents may be wrong by one: add or remove a page break near the contents")
}

/// The page number of each bookmark.
fn page_numbers(flow: &Flow<'_>, plan: &Plan) -> Numbers {
    let mut numbers = BTreeMap::new();
    let mut number = 0;
    for page in &plan.pages {
        if page.cover {
            continue;
        }
        number += 1;
        let row = plan.row(flow, page.segment);
        let units = page.units.clone().filter_map(|at| row?.get(at));
        for (bookmark, _) in units.flat_map(|unit| &unit.targets) {
            numbers.insert(*bookmark, number);
        }
    }
    numbers
}

/// Sets the lines of the contents anew, with numbers; says whether that may move page breaks.
fn set(document: &Document, engine: &mut Engine<'_>, flow: &mut Flow<'_>, numbers: &Numbers) -> bool {
    let mut moved = false;
    // How many units the entries before this one have added and removed in this segment.
    let (mut segment_at, mut won, mut lost) = (0, 0, 0);
    for slot in &mut flow.contents {
        if slot.segment != segment_at {
            (segment_at, won, lost) = (slot.segment, 0, 0);
        }
        let page = numbers.get(&slot.entry.target).copied();
        let style = document.styles.get(slot.entry.paragraph.role);
        let lines = engine.contents_entry(document, slot.entry, slot.words_at, page, slot.column);
        let mut fresh = units(lines, style, Length::ZERO);
        let Some(segment) = flow.segments.get_mut(slot.segment) else { continue };
        slot.start = slot.start + won - lost;
        let old = &segment.units[slot.start..slot.start + slot.count];
        if let (Some(fresh), Some(old)) = (fresh.first_mut(), old.first()) {
            fresh.wants_before = old.wants_before;
            fresh.targets.clone_from(&old.targets);
        }
        if let (Some(fresh), Some(old)) = (fresh.last_mut(), old.last()) {
            (fresh.wants_after, fresh.after) = (old.wants_after, old.after);
        }
        let same = |(old, fresh): (&Unit, &Unit)| old.height == fresh.height && old.after == fresh.after;
        moved |= old.len() != fresh.len() || !old.iter().zip(&fresh).all(same);
        let end = slot.start + slot.count;
        (won, lost) = (won + fresh.len(), lost + slot.count);
        slot.count = fresh.len();
        segment.units.splice(slot.start..end, fresh);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::{Numbers, unstable, until_stable};
    use crate::document::BookmarkId;
    use crate::source::Span;

    fn on_page(page: u32) -> Numbers {
        Numbers::from([(BookmarkId(0), page)])
    }

    /// How many passes it takes, and whether the numbers settle, when each pass gives the next of these pages.
    fn passes(pages: &[Option<u32>]) -> (usize, bool) {
        let mut passes = 0;
        let stable = until_stable(on_page(1), |_| {
            passes += 1;
            pages[passes - 1].map(on_page)
        });
        (passes, stable)
    }

    #[test]
    fn contents_whose_lines_do_not_move_are_set_once_more_and_no_oftener() {
        assert_eq!(passes(&[None]), (1, true));
        assert_eq!(passes(&[Some(1)]), (1, true));
        assert_eq!(passes(&[Some(2), Some(2)]), (2, true));
    }

    #[test]
    fn numbers_that_change_in_every_pass_are_given_up_with_a_warning() {
        assert_eq!(passes(&[Some(2), Some(3)]), (2, false));
        let warning = unstable(Span::default());
        assert_eq!(warning.code, "T91");
        assert_eq!(warning.message, "the page numbers of the contents still change after 3 attempts");
    }
}
