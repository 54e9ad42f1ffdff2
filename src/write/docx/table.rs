//! Writes tables: caption above, a header row that repeats, cells that always end in a paragraph.

use super::Writer;
use super::block::Surroundings;
use super::caption::Followed;
use super::properties::{PPr, TblPr, TcPr, TrPr};
use super::styles::StyleId;
use crate::document::text::words;
use crate::document::{Align, Cell, Role, Table};
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
    column: usize,
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
        let first = Place { look, row: 0, column: 0, keep_next: false };
        let role = |cells: &[Cell], usual| cells.first().map_or(usual, |cell| cell.paragraph.role);
        self.row(&table.header, role(&table.header, Role::TableHead), first)?;
        for (row, cells) in table.rows.iter().enumerate() {
            let keep_next = look.keeps_with_next(row, table.rows.len());
            self.row(cells, role(cells, Role::TableCell), Place { row, keep_next, ..first })?;
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

    fn row(&mut self, cells: &[Cell], role: Role, first: Place<'_>) -> Result<(), Error> {
        self.xml.open("w:tr", &[]);
        TrPr { cant_split: true, header: role.is_table_head() }.write(&mut self.xml);
        for (at, column) in first.look.columns.iter().enumerate() {
            self.xml.open("w:tc", &[]);
            TcPr { width: Some(column.width), ..TcPr::default() }.write(&mut self.xml);
            match cells.get(at) {
                Some(cell) => self.cell(cell, Place { column: at, ..first })?,
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
    fn cell(&mut self, cell: &Cell, place: Place<'_>) -> Result<(), Error> {
        let mut properties = self.paragraph_properties(&cell.paragraph, Surroundings::default())?;
        let align = place.look.columns.get(place.column).map(|column| column.align).unwrap_or_default();
        let mut style = StyleId::cell(cell.paragraph.role, align);
        if cell.paragraph.role.is_table_cell() {
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
        let Some(at) = self.look.columns.get(self.column).and_then(|column| column.decimal) else { return style };
        let fraction = self.look.fractions.get(&(self.row, self.column)).copied().unwrap_or_default();
        match direction {
            Direction::LeftToRight => style.decimal(at),
            Direction::RightToLeft if is_number(cell) => {
                style.ending((self.look.text_width(self.column, 1) - at - fraction).max(Length::ZERO))
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
