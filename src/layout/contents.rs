//! The page numbers of the contents: set them, cut the pages again, until the numbers no longer change.

use std::collections::BTreeMap;

use super::breaks::{Plan, plan};
use super::flow::units;
use super::inline::Engine;
use super::unit::{Flow, Unit};
use crate::diagnostic::Diagnostic;
use crate::document::{BookmarkId, Document};
use crate::length::Length;

/// How often pages are cut before we give up: each pass but the first can only move lines of the contents.
const PASSES: usize = 3;

/// Plans the pages and sets the contents with the numbers of these pages.
pub(super) fn plan_with_contents(
    document: &Document,
    engine: &mut Engine<'_>,
    flow: &mut Flow<'_>,
) -> (Vec<Plan>, Option<Diagnostic>) {
    let height = document.page.text_height();
    let mut plans = plan(flow, height);
    let Some(first) = flow.contents.first() else { return (plans, None) };
    let span = first.entry.paragraph.span;
    let mut numbers = page_numbers(flow, &plans);
    for _ in 1..PASSES {
        if !set(document, engine, flow, &numbers) {
            return (plans, None);
        }
        plans = plan(flow, height);
        let now = page_numbers(flow, &plans);
        if now == numbers {
            return (plans, None);
        }
        numbers = now;
    }
    let message = format!("the page numbers of the contents still change after {PASSES} attempts");
    let warning = Diagnostic::warning("T91", span, message)
        .help("a page number in the contents may be wrong by one: add or remove a page break near the contents");
    (plans, Some(warning))
}

/// The page number of each bookmark.
fn page_numbers(flow: &Flow<'_>, plans: &[Plan]) -> BTreeMap<BookmarkId, u32> {
    let mut numbers = BTreeMap::new();
    let mut number = 0;
    for plan in plans {
        if plan.cover {
            continue;
        }
        number += 1;
        let units = flow.segments.get(plan.segment).and_then(|segment| segment.units.get(plan.units.clone()));
        for (bookmark, _) in units.unwrap_or_default().iter().flat_map(|unit| &unit.targets) {
            numbers.insert(*bookmark, number);
        }
    }
    numbers
}

/// Sets the lines of the contents anew, with numbers; says whether that may move page breaks.
fn set(document: &Document, engine: &mut Engine<'_>, flow: &mut Flow<'_>, numbers: &BTreeMap<BookmarkId, u32>) -> bool {
    let mut moved = false;
    // How many units the slots before have won and lost in this segment.
    let (mut segment_at, mut won, mut lost) = (0, 0, 0);
    for slot in &mut flow.contents {
        if slot.segment != segment_at {
            (segment_at, won, lost) = (slot.segment, 0, 0);
        }
        let page = numbers.get(&slot.entry.target).copied();
        let style = document.styles.get(slot.entry.paragraph.role);
        let lines = engine.contents_entry(document, slot.entry, page, slot.column);
        let mut fresh = units(lines, style, Length::ZERO);
        let Some(segment) = flow.segments.get_mut(slot.segment) else { continue };
        slot.start = slot.start + won - lost;
        let old = &segment.units[slot.start..slot.start + slot.count];
        if let (Some(fresh), Some(old)) = (fresh.first_mut(), old.first()) {
            fresh.before = old.before;
            fresh.targets.clone_from(&old.targets);
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
