//! Measures the cells of a table, from which `look` decides the widths of its columns.

use super::inline::Engine;
use crate::document::text::words;
use crate::document::{Align, Cell, Column, Document, Table};
use crate::length::Length;
use crate::look::{Need, Room, TableLook, lay_out};

/// Of the head, no more than this counts as what a column would like: a long head has several lines.
const HEAD: Length = Length::mm(30);

/// Decides the measures of a table that has this much room.
pub(super) fn table_look(document: &Document, engine: &mut Engine<'_>, table: &Table, width: Length) -> TableLook {
    let direction = table.direction.unwrap_or(document.direction);
    let mut needs = Vec::new();
    for (row, cells) in std::iter::once((0, &table.header)).chain(table.rows.iter().enumerate()) {
        for cell in cells {
            let (column, span) = (cell.column, cell.columns);
            needs.push(Need { row, column, span, ..need(document, engine, table, cell) });
        }
    }
    lay_out(&table.columns, &needs, Room { width, direction })
}

fn need(document: &Document, engine: &mut Engine<'_>, table: &Table, cell: &Cell) -> Need {
    let paragraph = &cell.paragraph;
    let (longest, whole) = engine.widths(document, paragraph);
    let head = paragraph.role.is_table_head();
    let is_decimal = |column: &Column| column.align == Align::Decimal && cell.columns == 1 && !head;
    let decimal = table.columns.get(cell.column).is_some_and(is_decimal);
    let one = Need { longest, whole, ..Need::default() };
    if decimal {
        let (before, after) = engine.decimal_widths(document, paragraph);
        let number = words(paragraph).contains(char::is_numeric);
        Need { whole: before + after, fraction: number.then_some(after), ..one }
    } else if head {
        Need { whole: whole.min(HEAD.max(longest)), ..one }
    } else {
        one
    }
}
