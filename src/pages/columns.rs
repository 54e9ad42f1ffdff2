//! The columns of a table: lengths and shares become widths in which the longest words have room.

use super::inline::Engine;
use crate::document::{Align, Column, ColumnWidth, Document, Table};
use crate::facts::language::Direction;
use crate::length::Length;

/// White space at both sides of a cell's text.
const PADDING: Length = Length::mm(2);

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its left edge, from the left of the text block.
    pub(super) x: Length,
    /// Its width, without the white space beside it.
    pub(super) width: Length,
    /// Where its cells stand.
    pub(super) align: Align,
    /// Where the decimal signs stand, from its left edge.
    pub(super) decimal: Option<Length>,
}

/// Places the columns of a table side by side, the first at the start.
pub(super) fn places(
    document: &Document,
    engine: &mut Engine<'_>,
    table: &Table,
    x: Length,
    width: Length,
) -> Vec<Place> {
    let direction = table.direction.unwrap_or(document.direction);
    let needs = needs(document, engine, table);
    let least: Vec<Length> = needs.iter().map(Need::width).collect();
    let mut from_start = Length::ZERO;
    let mut places = vec![];
    let widths = widths(&table.columns, &least, width);
    for ((column, need), column_width) in table.columns.iter().zip(&needs).zip(widths) {
        let left = match direction {
            Direction::LeftToRight => from_start,
            Direction::RightToLeft => width - from_start - column_width,
        };
        from_start += column_width;
        let padding = PADDING.min(column_width / 4);
        let inner = column_width - padding * 2;
        let decimal = (column.align == Align::Decimal).then(|| need.decimal(inner, direction));
        places.push(Place { x: x + left + padding, width: inner, align: column.align, decimal });
    }
    places
}

/// What the cells of a column need.
#[derive(Clone, Copy, Debug, Default)]
struct Need {
    /// The longest piece without a place to break.
    longest: Length,
    /// The most before a decimal sign.
    before: Length,
    /// The most from a decimal sign on.
    after: Length,
}

impl Need {
    /// The width the column must have.
    fn width(&self) -> Length {
        self.longest.max(self.before + self.after) + PADDING * 2
    }

    /// Where the decimal signs stand, from the left: the longest fraction ends at the end of the column.
    fn decimal(&self, width: Length, direction: Direction) -> Length {
        match direction {
            Direction::LeftToRight => (width - self.after).max(Length::ZERO),
            Direction::RightToLeft => self.before.min(width),
        }
    }
}

fn needs(document: &Document, engine: &mut Engine<'_>, table: &Table) -> Vec<Need> {
    let mut needs = vec![Need::default(); table.columns.len()];
    for (head, row) in std::iter::once((true, &table.header)).chain(table.rows.iter().map(|row| (false, row))) {
        for ((need, column), cell) in needs.iter_mut().zip(&table.columns).zip(row) {
            if column.align == Align::Decimal && !head {
                let (before, after) = engine.decimal_widths(document, &cell.paragraph);
                need.before = need.before.max(before);
                need.after = need.after.max(after);
            } else if matches!(column.width, ColumnWidth::Share(_)) {
                need.longest = need.longest.max(engine.widths(document, &cell.paragraph).0);
            }
        }
    }
    needs
}

/// The width of each column: lengths as written, the rest by shares, but no share narrower than `least` while others
/// can give. Together they never pass `total`.
fn widths(columns: &[Column], least: &[Length], total: Length) -> Vec<Length> {
    let fixed: Length = columns.iter().filter_map(|column| length(column.width)).sum();
    let shares: i64 = columns.iter().map(|column| share(column.width)).sum();
    // Where lengths leave nothing to the shares, all are made smaller so that the shares get a quarter.
    let most_fixed = if shares > 0 { total.scale(3, 4) } else { total };
    let fixed_room = fixed.min(most_fixed);
    let shared = share_widths(columns, least, total - fixed_room);
    columns
        .iter()
        .zip(shared)
        .map(|(column, shared)| match column.width {
            ColumnWidth::Fixed(length) if fixed > most_fixed => length.scale(fixed_room.to_emu(), fixed.to_emu()),
            ColumnWidth::Fixed(length) => length,
            ColumnWidth::Share(_) => shared,
        })
        .collect()
}

/// Divides `room` among the columns with shares.
fn share_widths(columns: &[Column], least: &[Length], room: Length) -> Vec<Length> {
    let shares: Vec<i64> = columns.iter().map(|column| share(column.width)).collect();
    // Columns of a given length take no part.
    let least: Vec<Length> =
        least.iter().zip(&shares).map(|(least, share)| if *share > 0 { *least } else { Length::ZERO }).collect();
    let needed: Length = least.iter().copied().sum();
    if needed >= room {
        // Not all can have what they need: each gets its part of the need.
        return least.iter().map(|least| least.scale(room.to_emu(), needed.to_emu().max(1))).collect();
    }
    // Columns whose share is too small get what they need; the others divide what is then left, and so on.
    let mut widened = vec![false; columns.len()];
    loop {
        let taken: Length = least.iter().zip(&widened).filter(|(_, widened)| **widened).map(|(least, _)| *least).sum();
        let left: i64 = shares.iter().zip(&widened).filter(|(_, widened)| !**widened).map(|(share, _)| *share).sum();
        let width = |at: usize| {
            if widened[at] { least[at] } else { (room - taken).scale(shares[at], left.max(1)) }
        };
        match (0..columns.len()).find(|&at| shares[at] > 0 && !widened[at] && width(at) < least[at]) {
            Some(narrow) => widened[narrow] = true,
            None => return (0..columns.len()).map(width).collect(),
        }
    }
}

fn length(width: ColumnWidth) -> Option<Length> {
    match width {
        ColumnWidth::Fixed(length) => Some(length),
        ColumnWidth::Share(_) => None,
    }
}

/// A share; a share of nothing counts as the smallest.
fn share(width: ColumnWidth) -> i64 {
    match width {
        ColumnWidth::Fixed(_) => 0,
        ColumnWidth::Share(share) => i64::from(share.max(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::widths;
    use crate::document::{Align, Column, ColumnWidth};
    use crate::length::Length;

    const MM: fn(i64) -> Length = Length::mm;

    fn columns(widths: &[ColumnWidth]) -> Vec<Column> {
        widths.iter().map(|&width| Column { width, align: Align::Start }).collect()
    }

    #[test]
    fn shares_divide_what_lengths_leave() {
        let columns = columns(&[ColumnWidth::Fixed(MM(40)), ColumnWidth::Share(2000), ColumnWidth::Share(1000)]);
        assert_eq!(widths(&columns, &[MM(0); 3], MM(160)), [MM(40), MM(80), MM(40)]);
    }

    #[test]
    fn a_share_narrower_than_its_longest_word_takes_from_the_others() {
        let columns = columns(&[ColumnWidth::Share(1000); 3]);
        assert_eq!(widths(&columns, &[MM(80), MM(10), MM(10)], MM(150)), [MM(80), MM(35), MM(35)]);
    }

    #[test]
    fn words_that_cannot_all_fit_get_room_by_their_length() {
        let columns = columns(&[ColumnWidth::Share(1000); 2]);
        assert_eq!(widths(&columns, &[MM(300), MM(100)], MM(160)), [MM(120), MM(40)]);
    }

    #[test]
    fn lengths_beyond_the_text_width_are_made_smaller() {
        let columns = columns(&[ColumnWidth::Fixed(MM(200)), ColumnWidth::Fixed(MM(120))]);
        assert_eq!(widths(&columns, &[MM(0); 2], MM(160)), [MM(100), MM(60)]);
    }
}
