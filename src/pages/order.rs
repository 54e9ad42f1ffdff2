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
