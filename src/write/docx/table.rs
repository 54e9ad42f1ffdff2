//! Writes tables: caption above, a header row that repeats, cells that always end in a paragraph.

use super::Writer;
use super::block::Surroundings;
use super::caption::Followed;
use super::properties::{Merge, PPr, TblPr, TcPr, TrPr};
use super::styles::StyleId;
use crate::document::text::words;
use crate::document::{Align, Cell, RowCell, Table};
use crate::error::Error;
use crate::facts::language::Direction;
use crate::length::Length;
use crate::look::TableLook;
use crate::look::measures::CELL_PADDING;

/// Where a cell is.
#[derive(Clone, Copy)]
struct Place<'l> {
    look: &'l TableLook,
    row: usize,
    /// Whether the next row is on the same page.
    keep_next: bool,
}

impl Writer<'_> {
    /// Writes a table.
    pub(super) fn table(&mut self, table: &Table, around: Surroundings) -> Result<(), Error> {
        if let Some(caption) = &table.caption {
            self.caption(caption, Followed::No, around)?;
        }
        let look = self.given.measures.tables.get(&table.id());
        let look = look.ok_or_else(|| Error::Docx { reason: "the columns of a table are not measured".into() })?;
        let right_to_left = table.direction.unwrap_or(self.document.direction) == Direction::RightToLeft;
        self.xml.open("w:tbl", &[]);
        TblPr {
            style: Some(StyleId::TABLE),
            bidi_visual: right_to_left,
            width: Some(look.width()),
            indent: Some(around.indent),
            fixed: true,
            cell_margin: (look.padding != CELL_PADDING).then_some(look.padding),
            first_row_look: true,
            caption: table.caption.as_ref().map(|caption| words(&caption.paragraph)),
            ..TblPr::default()
        }
        .write(&mut self.xml);
        self.xml.open("w:tblGrid", &[]);
        for column in &look.columns {
            self.xml.empty("w:gridCol", &[("w:w", &column.width.to_twips().to_string())]);
        }
        self.xml.close("w:tblGrid");
        let head: Vec<RowCell<'_>> = table.header.iter().map(|cell| RowCell { cell, begins: true }).collect();
        self.row(&head, Place { look, row: 0, keep_next: false })?;
        for row in 0..table.rows.len() {
            let keep_next = look.keeps_with_next(row, table.rows.len()) || table.is_joined_below(row);
            self.row(&table.row_with_above(row), Place { look, row, keep_next })?;
        }
        self.xml.close("w:tbl");
        table.below.iter().try_for_each(|below| self.paragraph(below, around))
    }

    /// Writes the small empty line below a table.
    pub(super) fn spacer(&mut self) {
        self.xml.open("w:p", &[]);
        PPr { style: Some(StyleId::SPACER), ..PPr::default() }.write(&mut self.xml);
        self.xml.close("w:p");
    }

    fn row(&mut self, cells: &[RowCell<'_>], place: Place<'_>) -> Result<(), Error> {
        self.xml.open("w:tr", &[]);
        let header = cells.first().is_some_and(|one| one.cell.paragraph.role.is_table_head());
        TrPr { cant_split: true, header }.write(&mut self.xml);
        for RowCell { cell, begins } in cells.iter().copied() {
            self.xml.open("w:tc", &[]);
            let width = place.look.text_width(cell.column, cell.columns) + place.look.padding * 2;
            let merge = match (cell.rows, begins) {
                (..=1, _) => None,
                (_, true) => Some(Merge::Begins),
                (_, false) => Some(Merge::GoesOn),
            };
            TcPr { width: Some(width), columns: cell.columns, merge, ..TcPr::default() }.write(&mut self.xml);
            if begins {
                self.cell(cell, place)?;
            } else {
                self.xml.open("w:p", &[]);
                let style = StyleId::of(cell.paragraph.role);
                let style = if place.keep_next { style.lead_in() } else { style };
                PPr { style: Some(style), ..PPr::default() }.write(&mut self.xml);
                self.xml.close("w:p");
            }
            self.xml.close("w:tc");
        }
        self.xml.close("w:tr");
        Ok(())
    }

    /// The paragraph that a cell ends in, empty or not.
    fn cell(&mut self, cell: &Cell, place: Place<'_>) -> Result<(), Error> {
        let mut properties = self.paragraph_properties(&cell.paragraph, Surroundings::default())?;
        let mut style = StyleId::cell(
            cell.paragraph.role,
            place.look.align(cell.column, cell.columns, cell.paragraph.role.is_table_head()),
        );
        if cell.paragraph.role.is_table_cell() && cell.columns == 1 {
            style = place.decimal_style(style, cell, self.line(&cell.paragraph).direction);
        }
        properties.style = Some(if place.keep_next { style.lead_in() } else { style });
        self.paragraph_with(&cell.paragraph, &properties)
    }
}

impl Place<'_> {
    /// The style of a number in a column of decimals.
    ///
    /// Programs do not agree on decimal tab stops in paragraphs that run to the left. There numbers end at the right: an
    /// indent there does the same, where all of a cell is one number.
    fn decimal_style(self, style: StyleId, cell: &Cell, direction: Direction) -> StyleId {
        let Some(at) = self.look.columns.get(cell.column).and_then(|column| column.decimal) else { return style };
        let fraction = self.look.fractions.get(&(self.row, cell.column)).copied().unwrap_or_default();
        match direction {
            Direction::LeftToRight => style.decimal(at),
            Direction::RightToLeft if is_number(cell) => {
                style.ending((self.look.text_width(cell.column, 1) - at - fraction).max(Length::ZERO))
            }
            Direction::RightToLeft => StyleId::cell(cell.paragraph.role, Align::End),
        }
    }
}

/// Whether a cell holds a number, or the dash of one that is not known, and nothing else.
fn is_number(cell: &Cell) -> bool {
    let sign = |c: char| matches!(c, '.' | ',' | '٫' | '٬' | ' ' | '\u{a0}' | '\u{202f}' | '-' | '−' | '–' | '+');
    words(&cell.paragraph).chars().all(|c| c.is_numeric() || sign(c))
}
