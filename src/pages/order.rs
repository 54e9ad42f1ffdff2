//! The order in which the units of a segment stand on the pages: as written, but for figures that move down.

use super::unit::{Segment, Unit, space_between};
use crate::length::Length;

/// The order of the units of a segment; the units themselves stay where they were written.
#[derive(Clone, Debug, Default)]
pub(super) struct Order(Vec<Stand>);

/// A unit in its order.
#[derive(Clone, Copy, Debug)]
struct Stand {
    /// Its place among the units as written.
    unit: usize,
    /// The space before it, where it does not begin a page.
    before: Length,
    /// Whether a page must begin with it: a figure that was moved down.
    begins_page: bool,
}

impl Order {
    /// The units as they were written.
    pub(super) fn written(segment: &Segment) -> Order {
        let units = &segment.units;
        let above = std::iter::once(None).chain(units.iter().map(Some));
        let stand = |((unit, own), above)| Stand { unit, before: space_between(above, own), begins_page: false };
        Order(units.iter().enumerate().zip(above).map(stand).collect())
    }

    /// With the units that are put in order.
    pub(super) fn row<'a>(&'a self, units: &'a [Unit]) -> Row<'a> {
        Row { units, stands: &self.0 }
    }

    /// The units in this order, each with the space before it.
    pub(super) fn arranged(&self, mut units: Vec<Unit>) -> impl Iterator<Item = (Length, Unit)> {
        self.0.iter().map(move |stand| (stand.before, std::mem::take(&mut units[stand.unit])))
    }

    /// The order with the figure that begins at a place moved down, below what stands before `end`; there it begins a page.
    pub(super) fn moved(&self, units: &[Unit], figure: usize, end: usize) -> Order {
        let mut order = self.clone();
        let length = self.row(units).unit(figure).figure;
        order.0[figure].begins_page = true;
        order.0[figure..end].rotate_left(length);
        for edge in [figure, end - length, end] {
            let row = order.row(units);
            let above = edge.checked_sub(1).and_then(|above| row.get(above));
            let before = row.get(edge).map_or(Length::ZERO, |unit| space_between(above, unit));
            if let Some(stand) = order.0.get_mut(edge) {
                stand.before = before;
            }
        }
        order
    }
}

/// The units of a segment, read in an order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    units: &'a [Unit],
    stands: &'a [Stand],
}

impl<'a> Row<'a> {
    /// How many there are.
    pub(super) fn len(self) -> usize {
        self.stands.len()
    }

    /// The unit at a place, where there is one.
    pub(super) fn get(self, at: usize) -> Option<&'a Unit> {
        self.units.get(self.written(at)?)
    }

    /// The unit at a place.
    pub(super) fn unit(self, at: usize) -> &'a Unit {
        &self.units[self.stands[at].unit]
    }

    /// Where the unit at a place was written.
    pub(super) fn written(self, at: usize) -> Option<usize> {
        self.stands.get(at).map(|stand| stand.unit)
    }

    /// The space before the unit at a place, where it does not begin a page.
    pub(super) fn before(self, at: usize) -> Length {
        self.stands[at].before
    }

    /// Whether a page must begin with the unit at a place.
    pub(super) fn begins_page(self, at: usize) -> bool {
        self.stands[at].begins_page
    }
}

#[cfg(test)]
mod tests {
    use super::Order;
    use crate::length::Length;
    use crate::pages::unit::{Segment, Unit};

    /// The units of an order, each with the points before it and whether it begins a page.
    fn stands(order: &Order) -> Vec<(usize, Length, bool)> {
        order.0.iter().map(|stand| (stand.unit, stand.before, stand.begins_page)).collect()
    }

    #[test]
    fn a_figure_that_moves_down_takes_its_spaces_along_and_closes_the_gap() {
        let (six, ten) = (Length::pt(6), Length::pt(10));
        let picture = Unit { figure: 2, wants_before: Some(ten), ..Unit::default() };
        let caption = Unit { wants_before: Some(Length::ZERO), wants_after: ten, ..Unit::default() };
        let line = Unit::default();
        let last = Unit { wants_after: six, ..Unit::default() };
        let segment =
            Segment { units: vec![line.clone(), picture, caption, line, last.clone(), last], ..Segment::default() };
        let written = Order::written(&segment);
        let zero = Length::ZERO;
        let as_written = [(0, zero), (1, ten), (2, zero), (3, ten), (4, zero), (5, six)];
        assert_eq!(stands(&written), as_written.map(|(unit, before)| (unit, before, false)));
        let moved = written.moved(&segment.units, 1, 5);
        let moved_down =
            [(0, zero, false), (3, zero, false), (4, zero, false), (1, ten, true), (2, zero, false), (5, ten, false)];
        assert_eq!(stands(&moved), moved_down);
        assert_eq!(stands(&written).len(), moved.row(&segment.units).len());
    }
}
