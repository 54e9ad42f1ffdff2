//! Units become chunks: runs without a place where a page may end, the steps of the search for page breaks.

use super::footnote::Footnotes;
use super::order::Row;
use super::unit::{Break, Flow, Keep, Unit};
use crate::length::Length;

/// A run of units that stays on one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Chunk {
    /// The unit after its last.
    pub(super) end: usize,
    /// Its height, without the space before it.
    pub(super) height: Length,
    /// The space before it, where it does not begin a page.
    pub(super) before: Length,
    /// What stands before it where it begins a page.
    pub(super) at_top: Length,
    /// What it costs to end a page after it.
    pub(super) cost: u64,
    /// The footnote line up to which all marks have been met at its end.
    pub(super) notes: usize,
    /// Whether a page must begin with it.
    pub(super) begins_page: bool,
    /// Whether it is one line from the middle of a paragraph.
    pub(super) is_line: bool,
    /// Whether a figure that was moved down stands right before it.
    pub(super) after_figure: bool,
}

/// The cost of a page break at a bad place: a mild one costs less than one more page, and one that misleads the reader
/// costs more.
fn relaxed_cost(keep: Keep) -> u64 {
    match keep {
        Keep::Names => 1_000,
        Keep::Word => 2_000,
        Keep::Paragraph => 10_000,
        Keep::Lines => 20_000,
        Keep::Lead => 60_000,
        Keep::Next => 80_000,
    }
}

/// Joins the units of a segment into chunks, none of them higher than a page unless it is one unit.
pub(super) fn chunks(row: Row<'_>, page: Length) -> Vec<Chunk> {
    let mut chunks = Vec::with_capacity(row.len() / 2);
    let mut start = 0;
    for at in 0..row.len() {
        match row.unit(at).after {
            Break::Allowed(cost) => {
                split(row, start, at + 1, cost, page, &mut chunks);
                start = at + 1;
            }
            Break::Avoided(_) if at + 1 == row.len() => split(row, start, at + 1, 0, page, &mut chunks),
            Break::Avoided(_) => {}
        }
    }
    chunks
}

/// Adds the run from `start` to `end`; where it is higher than a page it gives up its weakest reason to stay whole.
fn split(row: Row<'_>, start: usize, end: usize, cost: u64, page: Length, chunks: &mut Vec<Chunk>) {
    if start == end {
        return;
    }
    let first = row.unit(start);
    let height = first.height + (start + 1..end).map(|at| row.before(at) + row.unit(at).height).sum();
    let weakest = (start..end - 1).map(|at| row.unit(at).after).min();
    match weakest {
        Some(Break::Avoided(keep)) if first.at_top + height > page => {
            let mut from = start;
            for at in start..end - 1 {
                if row.unit(at).after == Break::Avoided(keep) {
                    split(row, from, at + 1, relaxed_cost(keep), page, chunks);
                    from = at + 1;
                }
            }
            split(row, from, end, cost, page, chunks);
        }
        Some(Break::Allowed(_) | Break::Avoided(_)) | None => {
            let is_line = end - start == 1 && start > 0 && goes_on(first) && next_words(row, end).is_some_and(goes_on);
            let after_figure = is_line && is_figure_before(row, start);
            let (before, begins_page, at_top) = (row.before(start), row.begins_page(start), first.at_top);
            chunks.push(Chunk { end, height, before, at_top, cost, notes: 0, begins_page, is_line, after_figure });
        }
    }
}

/// Whether a unit is a line that goes on with its paragraph.
fn goes_on(unit: &Unit) -> bool {
    unit.wants_before.is_none() && unit.head.is_none() && unit.figure == 0
}

/// The unit at a place, or the one after the figure that begins there.
fn next_words(row: Row<'_>, at: usize) -> Option<&Unit> {
    row.get(at).and_then(|unit| row.get(at + unit.figure))
}

/// Whether the unit before a place belongs to a figure.
fn is_figure_before(row: Row<'_>, at: usize) -> bool {
    // A figure is its picture, caption, source and note: a few lines.
    const LONGEST: usize = 24;
    (1..=at.min(LONGEST)).any(|back| row.unit(at - back).figure >= back)
}

/// Follows the marks of the footnotes through the document: notes are placed in order, so one whose turn has not come
/// waits for the marks before it.
#[derive(Debug)]
pub(super) struct Marks {
    met: Vec<bool>,
    next: usize,
}

impl Marks {
    /// Before the first mark. Notes without a mark do not hold up the others.
    pub(super) fn new(flow: &Flow<'_>) -> Marks {
        let mut met = vec![true; flow.notes.count()];
        let units = flow.segments.iter().flat_map(|segment| &segment.units);
        for note in units.flat_map(|unit| &unit.notes) {
            if let Some(met) = met.get_mut(note.0 as usize) {
                *met = false;
            }
        }
        Marks { met, next: 0 }
    }

    /// Gives each chunk of the next segment the footnote line up to which all marks have been met.
    pub(super) fn follow(&mut self, row: Row<'_>, chunks: &mut [Chunk], notes: &Footnotes) {
        let mut start = 0;
        for chunk in chunks {
            for note in (start..chunk.end).flat_map(|at| &row.unit(at).notes) {
                if let Some(met) = self.met.get_mut(note.0 as usize) {
                    *met = true;
                }
            }
            while self.met.get(self.next) == Some(&true) {
                self.next += 1;
            }
            chunk.notes = notes.end_of_first(self.next);
            start = chunk.end;
        }
    }
}
