//! Figures that do not fit: the text after one fills the rest of the page, and the figure begins the next.
//!
//! A figure only moves down, never past another figure, a contents or a forced page break; readers of the tags still meet
//! it where the author wrote it.

use std::collections::BTreeSet;

use super::breaks::{PagePlan, Plan, plan, square};
use super::order::Order;
use super::unit::{Break, Flow, Heights};
use crate::length::Length;

/// White space that is left as it is: three lines.
const SMALL_HOLE: Length = Length::pt(42);
/// How many moves of figures are tried: each time all pages are cut anew. What is left over then stays where it was written.
const MOVES: usize = 100;

/// Plans the pages, with figures moved down where they would leave a hole, as long as that makes the whole better.
pub(super) fn settle(flow: &Flow<'_>, page: Heights) -> Plan {
    let mut best = plan(flow, flow.segments.iter().map(Order::written).collect(), page);
    let mut refused = BTreeSet::new();
    for _ in 0..MOVES {
        let mut holes = best.pages.windows(2).filter_map(|pair| Hole::find(flow, &best, page, &pair[0], &pair[1]));
        let Some(hole) = holes.find(|hole| !refused.contains(&hole.figure)) else { break };
        let tried = plan(flow, hole.filled(flow, &best), page);
        if tried.cost < best.cost {
            best = tried;
        } else {
            refused.insert(hole.figure);
        }
    }
    best
}

/// A figure that leaves a hole, and the text after it that can fill it.
struct Hole {
    /// The segment, and the figure's first unit as written.
    figure: (usize, usize),
    /// Where that stands in the order.
    at: usize,
    /// The place after the text.
    end: usize,
}

impl Hole {
    /// Looks whether a page ends early for the sake of a figure on the next.
    fn find(flow: &Flow<'_>, plan: &Plan, heights: Heights, this: &PagePlan, next: &PagePlan) -> Option<Hole> {
        let notes = &flow.notes;
        let page = heights.of(flow.segments.get(this.segment));
        let white = page - this.height - notes.height(this.notes.start, this.notes.end);
        let start = next.units.start;
        if this.segment != next.segment || this.units.is_empty() || next.units.is_empty() || white < SMALL_HOLE {
            return None;
        }
        let row = plan.row(flow, this.segment)?;
        // A heading may stand above the figure; it stays, and the text comes below it.
        let held = next.units.clone().take_while(|at| matches!(row.unit(*at).after, Break::Avoided(_)));
        let at = (start..=start + held.count()).find(|at| row.get(*at).is_some_and(|unit| unit.figure > 0))?;
        let figure = row.written(at)?;
        let contents = flow.contents.iter().filter(|slot| slot.segment == this.segment);
        if contents.map(|slot| slot.start + slot.count).any(|end| end > figure) {
            return None;
        }
        let height_with_space = |at| row.before(at) + row.unit(at).height;
        let mut height = this.height + (start..at).map(height_with_space).sum();
        let mut note = this.notes.end;
        let (mut best, mut least) = (None, square(white));
        for text in (at + row.unit(at).figure..row.len()).take_while(|text| row.unit(*text).figure == 0) {
            let unit = row.unit(text);
            height += height_with_space(text);
            note = unit.notes.iter().fold(note, |note, mark| note.max(notes.end_of_first(mark.0 as usize + 1)));
            let left = page - height - notes.height(this.notes.start, note);
            if left < Length::ZERO {
                break;
            }
            let in_table = row.get(text + 1).is_some_and(|next| next.head.is_some() && next.head == unit.head);
            if let (Break::Allowed(cost), false) = (unit.after, in_table)
                && cost + square(left) < least
            {
                (best, least) = (Some(text + 1), cost + square(left));
            }
        }
        best.map(|end| Hole { figure: (this.segment, figure), at, end })
    }

    /// The orders with the figure below the text.
    fn filled(&self, flow: &Flow<'_>, plan: &Plan) -> Vec<Order> {
        let mut orders = plan.orders.clone();
        let (segment, _) = self.figure;
        if let (Some(order), Some(segment)) = (orders.get_mut(segment), flow.segments.get(segment)) {
            *order = order.moved(&segment.units, self.at, self.end);
        }
        orders
    }
}
