//! Fills planned pages: units from the top, footnotes at the foot, rules between and beside them.

use std::iter::Peekable;

use super::breaks::{PagePlan, Plan};
use super::footnote::{BELOW_RULE, NoteLine, RULE, RULE_WIDTH};
use super::placed::{Artifact, Ink, Item, LinkEnd, Origin, Page, Pages, Placed, Point, Target};
use super::table::rule;
use super::unit::{Flow, Head, Side, Unit};
use crate::document::{Document, NoteId, Orientation, PageSetup};
use crate::facts::language::Direction;
use crate::length::Length;
use crate::look::measures::{SIDE_RULE, TABLE_RULE};

/// Places the flow on the planned pages; headers and footers come later.
pub(super) fn place(document: &Document, flow: Flow<'_>, plan: &Plan) -> Pages {
    let orientations: Vec<Orientation> = flow.segments.iter().map(|segment| segment.orientation).collect();
    let segments = flow.segments.into_iter().zip(&plan.orders);
    let mut segments: Vec<_> = segments.map(|(segment, order)| order.arranged(segment.units).peekable()).collect();
    let mut notes = flow.notes.into_lines().into_iter();
    let mut placer = Placer {
        setup: document.page.clone(),
        direction: document.direction,
        heads: &flow.heads,
        placed: Pages { measures: flow.measures, ..Pages::default() },
        page: Page::default(),
    };
    let mut number = 0;
    for plan in &plan.pages {
        number += u32::from(!plan.cover);
        let orientation = orientations.get(plan.segment).copied().unwrap_or_default();
        placer.setup = document.page.oriented(orientation);
        (placer.page.number, placer.page.orientation) = ((!plan.cover).then_some(number), orientation);
        // A line is one or two items as a rule.
        placer.page.items.reserve(2 * (plan.units.len() + plan.notes.len()));
        if let Some(units) = segments.get_mut(plan.segment) {
            placer.body(units, plan);
        }
        placer.notes(notes.by_ref().take(plan.notes.len()).collect());
        placer.placed.pages.push(std::mem::take(&mut placer.page));
    }
    placer.placed
}

/// Puts items on pages.
struct Placer<'d> {
    /// The page being filled.
    setup: PageSetup,
    direction: Direction,
    heads: &'d [Head],
    /// The pages that are full, and all targets so far.
    placed: Pages,
    /// What is on it.
    page: Page,
}

/// A rule beside text, still growing.
struct OpenSide {
    side: Side,
    top: Length,
    bottom: Length,
}

impl Placer<'_> {
    /// The text of a page, the next of these units, each with the space before it.
    fn body(&mut self, units: &mut Peekable<impl Iterator<Item = (Length, Unit)>>, plan: &PagePlan) {
        if plan.units.is_empty() {
            return;
        }
        let mut y = self.setup.margin_top;
        if plan.cover {
            // A cover stands a third down from the top of what it leaves free.
            y += ((self.setup.text_height() - plan.height) / 3).max(Length::ZERO);
        }
        if let Some((_, first)) = units.peek() {
            self.repeat_head(first, y);
            y += first.at_top;
        }
        let (mut open_side, mut torn_from, mut last_head) = (None, None, None);
        for (at, (before, unit)) in units.by_ref().take(plan.units.len()).enumerate() {
            if at > 0 {
                y += before;
            }
            let bottom = y + unit.height;
            self.side(&mut open_side, unit.side, y, bottom);
            self.torn(&mut torn_from, unit.torn);
            last_head = unit.head;
            self.unit(unit, y);
            y = bottom;
        }
        self.torn(&mut torn_from, false);
        self.side(&mut open_side, None, y, y);
        let goes_on = units.peek().is_some_and(|(_, next)| next.head == last_head);
        if let Some(head) = last_head.filter(|_| goes_on).and_then(|head| self.heads.get(head)) {
            let x = self.setup.margin_left + head.x;
            self.page.items.push(rule(x, y - TABLE_RULE, head.width));
        }
    }

    fn repeat_head(&mut self, first: &Unit, y: Length) {
        if let Some(head) = first.head.and_then(|head| self.heads.get(head)) {
            let x = self.setup.margin_left;
            self.page.items.extend(head.items.iter().map(|placed| shifted(placed.clone(), x, y)));
        }
    }

    /// Draws the rule beside the units before, where it does not go on here.
    fn side(&mut self, open: &mut Option<OpenSide>, side: Option<Side>, top: Length, bottom: Length) {
        if let Some(current) = open.as_mut().filter(|current| Some(current.side) == side) {
            current.bottom = bottom;
            return;
        }
        let next = side.map(|side| OpenSide { side, top, bottom });
        if let Some(done) = std::mem::replace(open, next) {
            let point = Point { x: self.setup.margin_left + done.side.x, y: done.top };
            self.page.items.push(artifact_rule(point, SIDE_RULE, done.bottom - done.top, Ink::Grey));
        }
    }

    /// Puts the pieces of torn rows in reading order, cell by cell, where they end.
    fn torn(&mut self, from: &mut Option<usize>, torn: bool) {
        if torn {
            from.get_or_insert(self.page.items.len());
        } else if let Some(from) = from.take() {
            self.page.items[from..].sort_by_key(|placed| placed.origin.content());
        }
    }

    fn unit(&mut self, unit: Unit, top: Length) {
        let left = self.setup.margin_left;
        for (bookmark, below) in unit.targets {
            let target = self.target(Point { x: left, y: top + below });
            self.placed.targets.insert(bookmark, target);
        }
        let (x, y) = (left + unit.origin.x, top + unit.origin.y);
        for note in unit.notes {
            let mark = unit.items.iter().find(|placed| leads_to(&placed.item, note));
            let point = mark.map_or(Point { x, y: top }, |mark| Point { x: x + mark.point.x, y: y + mark.point.y });
            let mark = self.target(point);
            // Until its text is placed, the note is where its mark is.
            self.placed.notes.entry(note).or_insert((mark, mark));
        }
        self.page.items.extend(unit.items.into_iter().map(|placed| shifted(placed, x, y)));
    }

    /// A point on the page being filled.
    fn target(&self, point: Point) -> Target {
        Target { page: self.placed.pages.len(), point }
    }

    /// The notes of a page, their last line at the foot of the text block.
    fn notes(&mut self, lines: Vec<NoteLine>) {
        if lines.is_empty() {
            return;
        }
        let spaces: Length = lines.iter().skip(1).map(|line| line.before).sum();
        let height = spaces + lines.iter().map(|line| line.line.height()).sum::<Length>();
        let mut y = self.setup.height - self.setup.margin_bottom - height;
        self.note_rule(y - BELOW_RULE - RULE);
        let left = self.setup.margin_left;
        for (at, NoteLine { line, note, first, before, .. }) in lines.into_iter().enumerate() {
            if at > 0 {
                y += before;
            }
            if first {
                let target = self.target(Point { x: left, y });
                self.placed.notes.entry(note).or_insert((target, target)).0 = target;
            }
            let (base, bottom) = (y + line.ascent, y + line.height());
            self.page.items.extend(line.items.into_iter().map(|placed| shifted(placed, left, base)));
            y = bottom;
        }
    }

    fn note_rule(&mut self, y: Length) {
        let width = RULE_WIDTH.min(self.setup.text_width());
        let x = match self.direction {
            Direction::LeftToRight => self.setup.margin_left,
            Direction::RightToLeft => self.setup.width - self.setup.margin_right - width,
        };
        self.page.items.push(artifact_rule(Point { x, y }, width, RULE, Ink::Black));
    }
}

fn artifact_rule(point: Point, width: Length, height: Length, ink: Ink) -> Placed {
    Placed { point, item: Item::Rule { width, height, ink }, origin: Origin::Artifact(Artifact::Layout) }
}

fn shifted(placed: Placed, x: Length, y: Length) -> Placed {
    Placed { point: Point { x: placed.point.x + x, y: placed.point.y + y }, ..placed }
}

fn leads_to(item: &Item, note: NoteId) -> bool {
    match item {
        Item::Link { to: LinkEnd::NoteText(to), .. } => *to == note,
        Item::Link { .. } | Item::Glyphs(_) | Item::Rule { .. } | Item::Image { .. } => false,
    }
}
