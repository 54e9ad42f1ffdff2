//! Writes tables: caption above, a header row that repeats, cells that always end in a paragraph.

use super::Writer;
use super::block::Surroundings;
use super::properties::{PPr, TblPr, TcPr, TrPr};
use super::styles::{CELL_MARGIN, StyleId};
use crate::document::{Align, Cell, Column, ColumnWidth, Role, Table, plain_text};
use crate::error::Error;
use crate::facts::language::Direction;
use crate::length::Length;

/// A column as written.
struct Laid {
    align: Align,
    width: Length,
    /// Where decimal signs stand, from the left edge of the cell's text.
    decimal: Option<Length>,
}

impl Laid {
    /// The style of a number in a column of decimals.
    ///
    /// Programs do not agree on decimal tab stops in paragraphs that run to the left. There numbers end at the right: an
    /// indent there does the same, where all of a cell is one number.
    fn decimal_style(&self, style: StyleId, cell: &Cell, direction: Direction, size: Length) -> StyleId {
        match (self.decimal, direction) {
            (None, _) => style,
            (Some(at), Direction::LeftToRight) => style.decimal(at),
            (Some(at), Direction::RightToLeft) if is_number(cell) => {
                let end = at + fraction_width(decimals(cell), size);
                style.ending((self.width - CELL_MARGIN * 2 - end).max(Length::ZERO))
            }
            (Some(_), Direction::RightToLeft) => StyleId::cell(Role::TableCell, Align::End),
        }
    }
}

impl Writer<'_> {
    /// Writes a table.
    pub(super) fn table(&mut self, table: &Table, around: Surroundings) -> Result<(), Error> {
        if let Some(caption) = &table.caption {
            self.caption(caption, around)?;
        }
        let columns = self.columns(table, self.document.page.text_width() - around.indent);
        let right_to_left = table.direction.unwrap_or(self.document.direction) == Direction::RightToLeft;
        self.xml.open("w:tbl", &[]);
        TblPr {
            style: Some(StyleId::TABLE),
            bidi_visual: right_to_left,
            width: Some(columns.iter().map(|column| column.width).sum()),
            indent: Some(around.indent),
            fixed: true,
            first_row_look: true,
            caption: table.caption.as_ref().map(|caption| plain_text(&caption.paragraph.content)),
            ..TblPr::default()
        }
        .write(&mut self.xml);
        self.xml.open("w:tblGrid", &[]);
        for column in &columns {
            self.xml.empty("w:gridCol", &[("w:w", &column.width.to_twips().to_string())]);
        }
        self.xml.close("w:tblGrid");
        self.row(&table.header, &columns, Role::TableHead)?;
        for row in &table.rows {
            self.row(row, &columns, Role::TableCell)?;
        }
        self.xml.close("w:tbl");
        Ok(())
    }

    /// Writes the small empty line below a table.
    pub(super) fn spacer(&mut self) {
        self.xml.open("w:p", &[]);
        PPr { style: Some(StyleId::SPACER), ..PPr::default() }.write(&mut self.xml);
        self.xml.close("w:p");
    }

    fn row(&mut self, cells: &[Cell], columns: &[Laid], role: Role) -> Result<(), Error> {
        self.xml.open("w:tr", &[]);
        TrPr { cant_split: true, header: role == Role::TableHead }.write(&mut self.xml);
        for (at, column) in columns.iter().enumerate() {
            self.xml.open("w:tc", &[]);
            TcPr { width: Some(column.width), ..TcPr::default() }.write(&mut self.xml);
            match cells.get(at) {
                Some(cell) => self.cell(cell, column)?,
                None => {
                    self.xml.open("w:p", &[]);
                    PPr { style: Some(StyleId::of(role)), ..PPr::default() }.write(&mut self.xml);
                    self.xml.close("w:p");
                }
            }
            self.xml.close("w:tc");
        }
        self.xml.close("w:tr");
        Ok(())
    }

    /// The paragraph that a cell ends in, empty or not.
    fn cell(&mut self, cell: &Cell, column: &Laid) -> Result<(), Error> {
        let mut properties = self.paragraph_properties(&cell.paragraph, Surroundings::default())?;
        let mut style = StyleId::cell(cell.paragraph.role, column.align);
        if cell.paragraph.role == Role::TableCell {
            let direction = self.line(&cell.paragraph).direction;
            style = column.decimal_style(style, cell, direction, self.document.styles.get(Role::TableCell).size);
        }
        properties.style = Some(style);
        self.paragraph_with(&cell.paragraph, &properties)
    }

    fn columns(&self, table: &Table, available: Length) -> Vec<Laid> {
        let widths = widths(&table.columns, available);
        let size = self.document.styles.get(Role::TableCell).size;
        let laid = |(at, (column, width)): (usize, (&Column, Length))| {
            let cells = || table.rows.iter().filter_map(|row| row.get(at));
            let decimal = (column.align == Align::Decimal).then(|| {
                let fraction = fraction_width(cells().map(decimals).max().unwrap_or(0), size);
                let least = cells().filter(|cell| is_number(cell)).map(|cell| whole_width(cell, size)).max();
                let last = (width - CELL_MARGIN * 2 - fraction).max(Length::ZERO);
                // Numbers stand at the end of their column: at the left where columns run to the left.
                match table.direction.unwrap_or(self.document.direction) {
                    Direction::LeftToRight => last,
                    Direction::RightToLeft => least.unwrap_or_default().min(last),
                }
            });
            Laid { align: column.align, width, decimal }
        };
        table.columns.iter().zip(widths).enumerate().map(laid).collect()
    }
}

/// The widths of the columns: lengths as given, the rest by shares; made smaller in proportion where they do not fit.
fn widths(columns: &[Column], available: Length) -> Vec<Length> {
    let fixed: Length = columns
        .iter()
        .filter_map(|column| match column.width {
            ColumnWidth::Fixed(width) => Some(width),
            ColumnWidth::Share(_) => None,
        })
        .sum();
    let shares: i64 = columns
        .iter()
        .filter_map(|column| match column.width {
            ColumnWidth::Fixed(_) => None,
            ColumnWidth::Share(share) => Some(i64::from(share)),
        })
        .sum();
    // Where the lengths leave nothing, a share still gets a tenth of the width each.
    let least = available.scale(columns.len().min(5) as i64, 10);
    let left = if shares == 0 { Length::ZERO } else { (available - fixed).max(least) };
    let wanted: Vec<Length> = columns
        .iter()
        .map(|column| match column.width {
            ColumnWidth::Fixed(width) => width,
            ColumnWidth::Share(share) => left.scale(i64::from(share), shares.max(1)),
        })
        .collect();
    let total: Length = wanted.iter().copied().sum();
    if total <= available || total == Length::ZERO {
        return wanted;
    }
    wanted.into_iter().map(|width| width.scale(available.to_emu(), total.to_emu())).collect()
}

/// Room for the decimal sign and the digits after it: a digit is half an em wide in Times, the sign a quarter.
fn fraction_width(digits: usize, size: Length) -> Length {
    if digits == 0 { Length::ZERO } else { size.scale(2 * digits as i64 + 1, 4) }
}

/// Room for what stands before the decimal sign of a number, and a little more: its signs are no wider than half an em.
fn whole_width(cell: &Cell, size: Length) -> Length {
    let text = plain_text(&cell.paragraph.content);
    let fraction = match decimals(cell) {
        0 => 0,
        digits => digits + 1,
    };
    let signs = text.trim().chars().count().saturating_sub(fraction);
    size.scale(signs as i64 + 1, 2)
}

/// Whether a cell holds a number, or the dash of one that is not known, and nothing else.
fn is_number(cell: &Cell) -> bool {
    let text = plain_text(&cell.paragraph.content);
    let sign = |c: char| matches!(c, '.' | ',' | '٫' | '٬' | ' ' | '\u{a0}' | '\u{202f}' | '-' | '−' | '–' | '+');
    text.chars().all(|c| c.is_numeric() || sign(c))
}

/// The number of digits after the decimal sign of a cell.
fn decimals(cell: &Cell) -> usize {
    let text = plain_text(&cell.paragraph.content);
    let fraction = text.rsplit_once(['.', ',', '٫']).map_or("", |(_, fraction)| fraction);
    fraction.chars().take_while(|c| c.is_numeric()).count()
}

#[cfg(test)]
mod tests {
    use super::widths;
    use crate::document::{Align, Column, ColumnWidth};
    use crate::length::Length;

    fn columns(widths: &[ColumnWidth]) -> Vec<Column> {
        widths.iter().map(|&width| Column { width, align: Align::Start }).collect()
    }

    #[test]
    fn shares_divide_what_the_lengths_leave() {
        let table = columns(&[ColumnWidth::Share(2000), ColumnWidth::Fixed(Length::mm(30)), ColumnWidth::Share(1000)]);
        assert_eq!(widths(&table, Length::mm(150)), [Length::mm(80), Length::mm(30), Length::mm(40)]);
    }

    #[test]
    fn columns_that_are_too_wide_fit_in_the_end() {
        let table = columns(&[ColumnWidth::Fixed(Length::mm(200)), ColumnWidth::Share(1000)]);
        let found = widths(&table, Length::mm(160));
        assert!(found.iter().all(|width| *width > Length::mm(10)), "{found:?}");
        assert!(found.iter().copied().sum::<Length>() <= Length::mm(160) + Length::emu(1));
        assert_eq!(widths(&columns(&[]), Length::mm(160)), []);
    }
}
