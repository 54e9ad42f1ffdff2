//! Figures that do not fit: the text after one fills the rest of the page, and the figure begins the next.
//!
//! A figure only moves down, never past another figure, a contents or a forced page break; readers of the tags still meet
//! it where the author wrote it.

use super::breaks::{Plan, plan, square};
use super::unit::{Break, Flow, Heights, Unit, set_space};
use crate::length::Length;

/// White space that is left as it is: three lines.
const SMALL_HOLE: Length = Length::pt(42);
/// How often figures are moved: each time all pages are cut anew. What is left over then stays where it was written.
const MOVES: usize = 100;

/// A figure that was moved down, so that it can be put back.
#[derive(Clone, Debug)]
pub(super) struct Moved {
    segment: usize,
    /// Its first unit, counted from the end of the segment: what stands before figures may change its length.
    from_end: usize,
    /// Its units.
    length: usize,
    /// How many units now stand before it that followed it.
    passed: usize,
    /// Whether it began a page before.
    began_page: bool,
}

/// Cuts the flow into pages and moves figures down where they would leave a hole.
pub(super) fn settle(flow: &mut Flow<'_>, page: Heights) -> Vec<Plan> {
    let mut plans = plan(flow, page);
    for _ in 0..MOVES {
        let Some(found) = plans.windows(2).find_map(|pair| Hole::find(flow, page, &pair[0], &pair[1])) else { break };
        found.fill(flow);
        plans = plan(flow, page);
    }
    plans
}

/// Puts all figures back to their places.
pub(super) fn undo(flow: &mut Flow<'_>) {
    while let Some(moved) = flow.moved.pop() {
        let Some(segment) = flow.segments.get_mut(moved.segment) else { continue };
        let figure = segment.units.len() - moved.from_end;
        let text = figure - moved.passed;
        segment.units[figure].begins_page = moved.began_page;
        segment.units[text..figure + moved.length].rotate_right(moved.length);
        let figure = text;
        for edge in [figure, figure + moved.length, figure + moved.length + moved.passed] {
            set_space(&mut segment.units, edge);
        }
    }
}

/// A figure that leaves a hole, and the text after it that can fill it.
struct Hole {
    segment: usize,
    figure: usize,
    /// The unit after the text.
    end: usize,
}

impl Hole {
    /// Looks whether a page ends early for the sake of a figure on the next.
    fn find(flow: &Flow<'_>, heights: Heights, this: &Plan, next: &Plan) -> Option<Hole> {
        let notes = &flow.notes;
        let page = heights.of(flow.segments.get(this.segment));
        let white = page - this.height - notes.height(this.notes.start, this.notes.end);
        let start = next.units.start;
        if this.segment != next.segment || this.units.is_empty() || next.units.is_empty() || white < SMALL_HOLE {
            return None;
        }
        let units = &flow.segments.get(this.segment)?.units;
        // A heading may stand above the figure; it stays, and the text comes below it.
        let held = units[start..next.units.end].iter().take_while(|unit| matches!(unit.after, Break::Avoided(_)));
        let figure = (start..=start + held.count()).find(|at| units.get(*at).is_some_and(|unit| unit.figure > 0))?;
        let contents = flow.contents.iter().filter(|slot| slot.segment == this.segment);
        if contents.map(|slot| slot.start + slot.count).any(|end| end > figure) {
            return None;
        }
        let mut height = this.height + stacked(&units[start..figure]);
        let mut note = this.notes.end;
        let (mut best, mut least) = (None, square(white));
        let after = figure + units[figure].figure;
        for (at, unit) in units.iter().enumerate().skip(after).take_while(|(_, unit)| unit.figure == 0) {
            height += unit.before + unit.height;
            note = unit.notes.iter().fold(note, |note, mark| note.max(notes.end_of_first(mark.0 as usize + 1)));
            let left = page - height - notes.height(this.notes.start, note);
            if left < Length::ZERO {
                break;
            }
            let in_table = units.get(at + 1).is_some_and(|next| next.head.is_some() && next.head == unit.head);
            if let (Break::Allowed(cost), false) = (unit.after, in_table)
                && cost + square(left) < least
            {
                (best, least) = (Some(at + 1), cost + square(left));
            }
        }
        best.map(|end| Hole { segment: this.segment, figure, end })
    }

    /// Moves the figure below the text.
    fn fill(self, flow: &mut Flow<'_>) {
        let Some(segment) = flow.segments.get_mut(self.segment) else { return };
        let units = &mut segment.units;
        let length = units[self.figure].figure;
        let passed = self.end - self.figure - length;
        let began_page = std::mem::replace(&mut units[self.figure].begins_page, true);
        units[self.figure..self.end].rotate_left(length);
        let moved_to = self.figure + passed;
        for edge in [self.figure, moved_to, moved_to + length] {
            set_space(units, edge);
        }
        let from_end = units.len() - moved_to;
        flow.moved.push(Moved { segment: self.segment, from_end, length, passed, began_page });
    }
}

fn stacked(units: &[Unit]) -> Length {
    units.iter().map(|unit| unit.before + unit.height).sum()
}
