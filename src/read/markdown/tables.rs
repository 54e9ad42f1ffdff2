//! Reads pipe tables, their caption line included.

use std::ops::Range;

use pulldown_cmark::{Alignment as PipeAlignment, Event, Tag};

use super::tokens::{Taken, Token};
use super::{Lines, Markdown};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, counted};
use crate::read::grid::Grid;
use crate::read::table_reader::{MOST_MERGED, over_nothing, report_at};
use crate::read::{Alignment, Below, Block, Cell, Table, TableWidth, limits, measures};
use crate::source::{Located, Span};

impl<'t> Markdown<'_, '_, 't> {
    /// A table at `index` of the events.
    pub(super) fn table(&mut self, index: usize, alignments: &[PipeAlignment]) -> Block {
        let range = self.source.events[index].1.clone();
        let mut table = Table {
            caption: None,
            id: None,
            header: Vec::new(),
            rows: Vec::new(),
            widths: Vec::new(),
            align: pipe_alignments(alignments),
            below: Below::default(),
            landscape: false,
            small: false,
            language: None,
            span: self.trimmed_span(range),
        };
        let mut at = index + 1;
        let mut grid = Grid::new(alignments.len());
        while at < self.source.ends[index] {
            let end = self.source.ends[at];
            match &self.source.events[at].0 {
                Event::Start(Tag::TableHead) => table.header = self.header(at + 1..end),
                Event::Start(Tag::TableRow) => self.row(at, alignments.len(), &mut table, &mut grid),
                _ => {}
            }
            at = end + 1;
        }
        let (rows, found) = grid.finish();
        table.rows = rows;
        report_at(self.context, found, table.span);
        if table.columns() > limits::COLUMNS {
            let message =
                format!("the table has {} columns, and Word shows at most {}", table.columns(), limits::COLUMNS);
            self.context.report(
                Diagnostic::error(Code::TooLarge, table.span, message).help(
                    "divide the table, or exchange its rows and columns; on a printed page, eight columns are many",
                ),
            );
        }
        Block::Table(table)
    }

    /// The header: its cells stand in one row.
    fn header(&mut self, events: Range<usize>) -> Vec<Cell> {
        let mut cells = self.cells(events);
        for cell in cells.iter_mut().filter(|cell| cell.rows > 1) {
            self.context.report(
                Diagnostic::error(Code::RaggedRow, cell.span, "the header has one row, and the cell goes over more")
                    .help("take `rows` away"),
            );
            cell.rows = 1;
        }
        let mut grid = Grid::new(cells.len());
        let lost = grid.add_whole(cells);
        self.report_lost(lost);
        grid.finish().0.pop().unwrap_or_default()
    }

    /// Says what stands where another cell goes.
    fn report_lost(&mut self, places: Vec<Span>) {
        for place in places {
            self.context.report(
                Diagnostic::error(Code::RaggedRow, place, "another cell goes over this one, and it is not empty")
                    .help("leave it empty, or take `span` or `rows` of the other cell away"),
            );
        }
    }

    fn row(&mut self, index: usize, columns: usize, table: &mut Table, grid: &mut Grid) {
        let (range, end) = (self.source.events[index].1.clone(), self.source.ends[index]);
        let typed = self.source.text.get(range.clone()).unwrap_or("").trim();
        // A caption right below the table is a row to the Markdown parser.
        if typed.starts_with(": ") && end + 1 == self.table_end(index) {
            let start = range.start + self.source.text.get(range.clone()).map_or(0, |t| t.len() - t.trim_start().len());
            let mut caption = vec![Block::Table(std::mem::replace(table, empty_table(table.span)))];
            let tokens = self.caption_row_tokens(index + 1..end);
            self.caption(tokens, start, &mut caption);
            if let Some(Block::Table(whole)) = caption.pop() {
                *table = whole;
            }
            return;
        }
        let found = cell_count(typed);
        if found != columns && !typed.contains('|') {
            let span = self.trimmed_span(range.clone());
            let fix = self.fix(range.start..range.start, "\n");
            self.context.report(
                Diagnostic::error(Code::RaggedRow, span, "the line is read as a row of the table above it")
                    .help("put an empty line before it; for a row, write `|` between its cells")
                    .fix(fix),
            );
        } else if found != columns {
            let span = self.trimmed_span(range);
            let number = grid.len() + 1;
            let cells = counted(found, "cell", "cells");
            self.context.report(
                Diagnostic::error(
                    Code::RaggedRow,
                    span,
                    format!("row {number} of the table has {cells}, but the header has {columns}"),
                )
                .help("write one cell for each column, empty ones as `| |`; a `|` inside a cell is written `\\|`"),
            );
        }
        let mut cells = self.cells(index + 1..end);
        cells.resize(columns, Cell::default());
        let lost = grid.add_whole(cells);
        self.report_lost(lost);
    }

    /// The index of the end of the table that a row belongs to, if the row is its last.
    fn table_end(&self, row: usize) -> usize {
        let next = self.source.ends[row] + 1;
        match self.source.events.get(next) {
            Some((Event::End(_), _)) => next,
            _ => usize::MAX,
        }
    }

    fn caption_row_tokens(&self, events: Range<usize>) -> Vec<Token<'t>> {
        let mut tokens = Vec::new();
        let mut at = events.start;
        while at < events.end {
            let end = self.source.ends[at];
            tokens.extend(self.tokens(at + 1..end));
            at = end + 1;
        }
        tokens
    }

    fn cells(&mut self, events: Range<usize>) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut at = events.start;
        while at < events.end {
            let end = self.source.ends[at];
            let mut tokens = self.tokens(at + 1..end);
            let taken = self.take_attributes(&mut tokens);
            let lines = std::mem::replace(&mut self.lines, Lines::Stay);
            let content = self.inlines(&tokens);
            self.lines = lines;
            let span = self.trimmed_span(self.source.events[at].1.clone());
            let mut cell = Cell { content, span, ..Cell::default() };
            if let Some(taken) = taken {
                self.cell_attributes(&taken, &mut cell);
            }
            cells.push(cell);
            at = end + 1;
        }
        cells
    }

    /// Reads `span=` and `rows=` into a cell.
    fn cell_attributes(&mut self, taken: &Taken, cell: &mut Cell) {
        for (key, value, range) in &taken.attributes.values {
            let span = self.span(taken.place(range));
            let count = match key.as_str() {
                "span" => &mut cell.columns,
                "rows" => &mut cell.rows,
                _ => {
                    self.unknown_attribute(key, span, &["span", "rows"]);
                    continue;
                }
            };
            match value.parse::<usize>() {
                Ok(number @ 1..=MOST_MERGED) => *count = number,
                _ => self.context.report(over_nothing(key, span)),
            }
        }
        if let Some((id, range)) = &taken.attributes.id {
            let span = self.span(taken.place(range));
            self.context.report(
                Diagnostic::error(Code::BadAttribute, span, format!("a cell cannot have the id `{id}`"))
                    .help(format!("write `{{#{id}}}` after the caption of the table")),
            );
        }
        self.strange_words(taken);
    }

    /// Reads `widths=`, `landscape=`, `size=` and `lang=` of a caption into the table.
    pub(super) fn caption_attributes(&mut self, taken: &Taken, table: &mut Table) {
        for (key, value, range) in &taken.attributes.values {
            let span = self.span(taken.place(range));
            if matches!(key.as_str(), "lang" | "language") {
                table.language = self.language(value, span);
                continue;
            }
            if key == "landscape" {
                match value.as_str() {
                    "true" | "yes" => table.landscape = true,
                    "false" | "no" => table.landscape = false,
                    _ => self.context.report(
                        Diagnostic::error(Code::BadAttribute, span, format!("`{value}` is neither true nor false"))
                            .help("write `landscape=true`, or leave it out"),
                    ),
                }
                continue;
            }
            if key == "size" {
                match value.as_str() {
                    "small" => table.small = true,
                    "normal" => table.small = false,
                    _ => self.context.report(
                        Diagnostic::error(Code::BadAttribute, span, format!("`{value}` is not a size of type"))
                            .help("write `size=small`, or leave it out"),
                    ),
                }
                continue;
            }
            if key != "widths" {
                self.unknown_attribute(key, span, &["widths", "landscape", "size", "lang"]);
                continue;
            }
            let widths: Option<Vec<TableWidth>> = value.split(',').map(measures::table_width).collect();
            match widths {
                Some(widths) if widths.len() == table.columns() => table.widths = widths,
                Some(widths) => {
                    let (given, columns) = (widths.len(), table.columns());
                    self.context.report(
                        Diagnostic::error(
                            Code::ColumnCount,
                            span,
                            format!(
                                "{} for {}",
                                counted(given, "width", "widths"),
                                counted(columns, "column", "columns")
                            ),
                        )
                        .help("write one width for each column, separated by commas"),
                    );
                }
                None => self.context.report(
                    Diagnostic::error(Code::BadAttribute, span, format!("`{value}` are not widths of columns"))
                        .help("write lengths or shares, separated by commas: `widths=\"2*,3cm\"`"),
                ),
            }
        }
    }

    /// The id among attributes, checked.
    pub(super) fn attribute_id(&mut self, taken: &Taken) -> Option<Located<String>> {
        let (value, range) = taken.attributes.id.clone()?;
        let span = self.span(taken.place(&range));
        self.context.declare_id(Located { value, span })
    }

    /// The place of a range without white space at its end.
    pub(super) fn trimmed_span(&self, range: Range<usize>) -> Span {
        let text = self.source.text.get(range.clone()).unwrap_or("");
        self.span(range.start..range.start + text.trim_end().len())
    }
}

fn empty_table(span: Span) -> Table {
    Table {
        caption: None,
        id: None,
        header: Vec::new(),
        rows: Vec::new(),
        widths: Vec::new(),
        align: Vec::new(),
        below: Below::default(),
        landscape: false,
        small: false,
        language: None,
        span,
    }
}

fn pipe_alignments(alignments: &[PipeAlignment]) -> Vec<Alignment> {
    if alignments.iter().all(|alignment| *alignment == PipeAlignment::None) {
        return Vec::new();
    }
    let alignment = |alignment: &PipeAlignment| match alignment {
        PipeAlignment::None | PipeAlignment::Left => Alignment::Left,
        PipeAlignment::Center => Alignment::Center,
        PipeAlignment::Right => Alignment::Right,
    };
    alignments.iter().map(alignment).collect()
}

/// Cells of a row as typed: parted by `|` without a backslash, the outer ones left out.
pub(super) fn cell_count(row: &str) -> usize {
    let inner = row.strip_prefix('|').unwrap_or(row);
    let mut count = 1;
    let mut escaped = false;
    let mut ends_with_bar = false;
    for c in inner.chars() {
        ends_with_bar = c == '|' && !escaped;
        if ends_with_bar {
            count += 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if ends_with_bar { count - 1 } else { count }
}

#[cfg(test)]
mod tests {
    use super::cell_count;

    #[test]
    fn cells_are_counted_as_typed() {
        assert_eq!(cell_count("| a | b |"), 2);
        assert_eq!(cell_count("a | b | c"), 3);
        assert_eq!(cell_count("| a \\| b | |"), 2);
    }
}
