//! Reads a `table` block: its rows are typed in the report or read from a CSV file.

use granit_parser::ScalarStyle;

use super::block_reader::BlockReader;
use super::context::Context;
use super::fields::{self, Fields};
use super::grid::Grid;
use super::node::{Kind, Node};
use super::offsets::Offsets;
use super::{Cell, Table, files, limits, markdown, measures};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, counted};
use crate::source::{FileId, Located, Span};

pub(super) const KEYS: [&str; 12] =
    ["caption", "id", "header", "rows", "csv", "widths", "align", "source", "note", "landscape", "size", "language"];

/// The keys of a cell that goes over others.
pub(super) const CELL_KEYS: [&str; 3] = ["text", "span", "rows"];

type Row = Vec<Cell>;

/// Reads the value of the key `table`.
pub(super) fn table(reader: &mut BlockReader<'_, '_, '_>, node: &Node<'_>) -> Option<Table> {
    let fields = fields::fields(reader.context, node, &KEYS, "a table")?;
    let caption = fields.get("caption").map(|caption| reader.caption(caption));
    let id = reader.id(&fields);
    let (header, rows) = match (fields.get("csv"), fields.get("rows")) {
        (Some(csv), None) => from_csv(reader, &fields, csv)?,
        (Some(csv), Some(_)) => {
            reader.context.report(
                Diagnostic::error(Code::WrongValue, csv.span(), "the table has both `rows` and `csv`")
                    .help("keep one: `rows` for cells typed in the report, `csv` for a file"),
            );
            return None;
        }
        (None, Some(rows)) => from_rows(reader, &fields, rows, node)?,
        (None, None) => {
            reader.context.report(
                Diagnostic::error(Code::MissingKey, node.span(), "the table has no rows")
                    .help("add `rows: [[first, second], [third, fourth]]` or `csv: cases.csv`"),
            );
            return None;
        }
    };
    let language = reader.language(&fields);
    let below = reader.below(&fields);
    let landscape = reader.landscape(&fields);
    let size = fields.get("size").and_then(|node| {
        fields::choice(reader.context, reader.report, node, "`size`", &[("normal", false), ("small", true)])
    });
    let small = size.is_some_and(|size| size.value);
    let columns = header.iter().map(|cell| cell.columns).sum();
    if columns == 0 {
        reader.context.report(
            Diagnostic::error(Code::MissingKey, node.span(), "the table has no columns")
                .help("add `header: [Year, Cases]` with the name of each column"),
        );
        return None;
    }
    if columns > limits::COLUMNS {
        let message = format!("the table has {columns} columns, and Word shows at most {}", limits::COLUMNS);
        reader.context.report(
            Diagnostic::error(Code::TooLarge, node.span(), message)
                .help("divide the table, or exchange its rows and columns; on a printed page, eight columns are many"),
        );
        return None;
    }
    let widths = column_values(reader.context, &fields, "widths", columns, measures::table_width, |wrong| {
        (
            format!("`{wrong}` is not the width of a column"),
            format!("write a share such as `2*`, or {}", measures::LENGTH_FORMS),
        )
    });
    let align = column_values(reader.context, &fields, "align", columns, measures::alignment, |wrong| {
        (format!("a column cannot be aligned `{wrong}`"), "write left, center, right or decimal".to_owned())
    });
    Some(Table { caption, id, header, rows, widths, align, below, landscape, small, language, span: node.span() })
}

fn from_rows(
    reader: &mut BlockReader<'_, '_, '_>,
    fields: &Fields<'_, '_>,
    rows: &Node<'_>,
    node: &Node<'_>,
) -> Option<(Row, Vec<Row>)> {
    let Some(header) = fields.get("header") else {
        reader.context.report(Diagnostic::error(Code::MissingKey, node.span(), "the table has no header").help(
            "add `header: [Year, Cases]` with the name of each column; screen readers read them aloud with each cell",
        ));
        return None;
    };
    let header = header_row(reader, header)?;
    let columns = header.iter().map(|cell| cell.columns).sum();
    let Kind::Sequence(typed) = &rows.kind else {
        fields::wrong_type(reader.context, rows, "`rows`", "a list of rows");
        return None;
    };
    let mut grid = Grid::new(columns);
    for (index, typed_row) in typed.iter().enumerate() {
        let Some(cells) = row(reader, typed_row, &format!("row {}", index + 1)) else { continue };
        if let Err(found) = grid.add(cells) {
            reader.context.report(ragged(index + 1, found, columns, typed_row.span()));
        }
    }
    let (all, found) = grid.finish();
    report_at(reader.context, found, rows.span());
    Some((header, all))
}

/// The header: its cells stand side by side in one row.
fn header_row(reader: &mut BlockReader<'_, '_, '_>, node: &Node<'_>) -> Option<Row> {
    let mut grid = Grid::new(limits::COLUMNS * 2);
    let mut cells = row(reader, node, "the header")?;
    for cell in cells.iter_mut().filter(|cell| cell.rows > 1) {
        reader.context.report(
            Diagnostic::error(Code::RaggedRow, cell.span, "the header has one row, and the cell goes over more")
                .help("leave `rows` out"),
        );
        cell.rows = 1;
    }
    let count = cells.len();
    // That they do not fill all the columns there can be is right.
    let _ = grid.add(cells);
    let mut header = grid.finish().0.pop().unwrap_or_default();
    header.truncate(count);
    Some(header)
}

/// Reports what was found in a table; what has no place of its own stands at the place of the rows.
pub(super) fn report_at(context: &mut Context<'_>, found: Vec<Diagnostic>, place: Span) {
    for diagnostic in found {
        let span = if diagnostic.span == Span::default() { place } else { diagnostic.span };
        context.report(Diagnostic { span, ..diagnostic });
    }
}

/// How many columns or rows a cell goes over.
fn count(context: &mut Context<'_>, fields: &Fields<'_, '_>, key: &str) -> usize {
    let Some(node) = fields.get(key) else { return 1 };
    let Some(number) = fields::number(context, node, &format!("`{key}`")) else { return 1 };
    match usize::try_from(number.value) {
        Ok(count @ 1..=MOST_MERGED) => count,
        _ => {
            context.report(over_nothing(key, number.span));
            1
        }
    }
}

/// No cell goes over more columns or rows.
pub(super) const MOST_MERGED: usize = 10_000;

/// The finding for a number of columns or rows that no cell can go over.
pub(super) fn over_nothing(key: &str, span: Span) -> Diagnostic {
    let what = if key == "rows" { "rows" } else { "columns" };
    Diagnostic::error(Code::WrongValue, span, format!("a cell goes over 1 to {MOST_MERGED} {what}"))
        .help(format!("write for instance 2, or leave `{key}` out"))
}

fn ragged(number: usize, found: usize, columns: usize, span: crate::source::Span) -> Diagnostic {
    let cells = counted(found, "cell", "cells");
    Diagnostic::error(
        Code::RaggedRow,
        span,
        format!("row {number} of the table has {cells}, but the header has {columns}"),
    )
    .help("write one cell for each column, an empty one as \"\"; a cell that contains a comma is put in quotes")
}

fn row(reader: &mut BlockReader<'_, '_, '_>, node: &Node<'_>, what: &str) -> Option<Row> {
    let Kind::Sequence(cells) = &node.kind else {
        fields::wrong_type(reader.context, node, what, "a list of cells such as `[2019, 14]`");
        return None;
    };
    Some(cells.iter().map(|cell| table_cell(reader, cell)).collect())
}

/// A cell: its words, or `{text: ..., span: 2}`.
fn table_cell(reader: &mut BlockReader<'_, '_, '_>, node: &Node<'_>) -> Cell {
    let Some(fields) = merged(reader.context, node) else {
        return Cell { content: reader.cell(node), span: node.span(), ..Cell::default() };
    };
    let content = fields.get("text").map(|text| reader.cell(text)).unwrap_or_default();
    let (columns, rows) = (count(reader.context, &fields, "span"), count(reader.context, &fields, "rows"));
    Cell { content, columns, rows, span: node.span(), ..Cell::default() }
}

/// The keys of a cell that goes over others; `None` for any other text with a colon.
fn merged<'n, 's>(context: &mut Context<'_>, node: &'n Node<'s>) -> Option<Fields<'n, 's>> {
    let Kind::Mapping(pairs) = &node.kind else { return None };
    let is_key = |key: &Node<'_>| matches!(&key.kind, Kind::Scalar { text, .. } if CELL_KEYS.contains(&text.as_ref()));
    if !pairs.iter().any(|(key, _)| is_key(key)) {
        return None;
    }
    fields::fields(context, node, &CELL_KEYS, "a cell")
}

fn column_values<T>(
    context: &mut Context<'_>,
    fields: &Fields<'_, '_>,
    key: &str,
    columns: usize,
    parse: impl Fn(&str) -> Option<T>,
    complaint: impl Fn(&str) -> (String, String),
) -> Vec<T> {
    let Some(node) = fields.get(key) else { return Vec::new() };
    let items = fields::items(node);
    let mut values = Vec::new();
    for item in items {
        let text = match &item.kind {
            Kind::Scalar { text, .. } => text.as_ref(),
            Kind::Sequence(_) | Kind::Mapping(_) => "",
        };
        match parse(text.trim()) {
            Some(value) => values.push(value),
            None => {
                let (message, help) = complaint(text);
                context.report(Diagnostic::error(Code::WrongValue, item.span(), message).help(help));
            }
        }
    }
    if items.len() != columns {
        let (found, columns) = (items.len(), counted(columns, "column", "columns"));
        context.report(
            Diagnostic::error(
                Code::ColumnCount,
                node.span(),
                format!("`{key}` has {}, the table has {columns}", counted(found, "entry", "entries")),
            )
            .help(format!("write one entry of `{key}` for each column, or leave `{key}` out")),
        );
        return Vec::new();
    }
    if values.len() == columns { values } else { Vec::new() }
}

/// A table from a CSV file: its first record is the header, unless the report gives one.
fn from_csv(reader: &mut BlockReader<'_, '_, '_>, fields: &Fields<'_, '_>, node: &Node<'_>) -> Option<(Row, Vec<Row>)> {
    let header = match fields.get("header") {
        Some(header) => Some(header_row(reader, header)?),
        None => None,
    };
    let path = fields::text(reader.context, reader.report, node, "`csv`")?;
    let text = files::text(reader.context, &path)?;
    let file = reader.context.sources.add(path.value.clone(), text.clone());
    let (header, rows) = records(reader.context, &text, file, header, &path)?;
    Some((header, rows))
}

fn records(
    context: &mut Context<'_>,
    text: &str,
    file: FileId,
    mut header: Option<Row>,
    path: &Located<String>,
) -> Option<(Row, Vec<Row>)> {
    let base = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    // Excel reads the sign between the cells from a first line `sep=;`, which is none of the table.
    let (named, base) = match named_delimiter(&text[base..]) {
        Some((sign, length)) => (Some(sign), base + length),
        None => (None, base),
    };
    let body = &text[base..];
    let sign = named.unwrap_or_else(|| delimiter(body));
    let mut csv =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(sign).from_reader(body.as_bytes());
    let (mut grid, mut number): (Option<Grid>, usize) = (None, 0);
    let mut record = csv::StringRecord::new();
    loop {
        match csv.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) if limits::admit_record(context, record.len(), path.span) => {}
            Ok(true) => return None,
            Err(error) => {
                context.report(
                    Diagnostic::error(
                        Code::BadCsv,
                        path.span,
                        format!("the file `{}` cannot be read as a table: {error}", path.value),
                    )
                    .help("save it again as CSV"),
                );
                return None;
            }
        }
        let start = base + record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let end = base + usize::try_from(csv.position().byte()).unwrap_or(0);
        let line = text.get(start..end).unwrap_or("");
        let from = start;
        let start = start + (line.len() - line.trim_start().len());
        let offsets = Offsets::whole(file, start..(start + line.trim().len()).min(text.len()));
        let places = cell_places(line, sign);
        let is_known = places.len() == record.len();
        let mut cells: Row = Vec::with_capacity(record.len());
        for (column, cell) in record.iter().enumerate() {
            let cell = cell.trim();
            let place = places.get(column).filter(|_| is_known).map(|place| from + place.start..from + place.end);
            let own =
                place.filter(|place| text.get(place.clone()) == Some(cell)).map(|place| Offsets::cell(file, place));
            let content = markdown::cell(context, cell, own.as_ref().unwrap_or(&offsets));
            cells.push(Cell { content, column, span: offsets.span(0..1), ..Cell::default() });
        }
        match &header {
            None => header = Some(cells),
            Some(header) => {
                let columns = header.iter().map(|cell| cell.columns).sum();
                let grid = grid.get_or_insert_with(|| Grid::new(columns));
                number += 1;
                if let Err(found) = grid.add(cells) {
                    context.report(ragged(number, found, columns, offsets.span(0..1)));
                }
            }
        }
    }
    let Some(header) = header else {
        context.report(
            Diagnostic::error(Code::BadCsv, path.span, format!("the file `{}` is empty", path.value))
                .help("its first line must contain the names of the columns"),
        );
        return None;
    };
    Some((header, grid.map(|grid| grid.finish().0).unwrap_or_default()))
}

/// Where the words of the cells of a record stand, without quotes and the spaces around them.
fn cell_places(record: &str, sign: u8) -> Vec<std::ops::Range<usize>> {
    let mut places = Vec::new();
    let mut start = 0;
    let mut is_quoted = false;
    let end = record.trim_end_matches(['\n', '\r']).len();
    let mut add = |range: std::ops::Range<usize>| {
        let cell = &record[range.clone()];
        let inner = cell.trim().strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell).trim();
        let at = range.start + cell.find(inner).unwrap_or(0);
        places.push(at..at + inner.len());
    };
    for (at, byte) in record.bytes().enumerate().take(end) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if byte == sign && !is_quoted => {
                add(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    add(start.min(end)..end);
    places
}

/// The sign in a first line `sep=;`, and the length of that line.
fn named_delimiter(text: &str) -> Option<(u8, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let sign = line.trim_end_matches(['\n', '\r']).trim_matches('"').strip_prefix("sep=")?;
    match sign.as_bytes() {
        [sign] if sign.is_ascii() && *sign != b'"' => Some((*sign, line.len())),
        _ => None,
    }
}

/// A spreadsheet of a language with a decimal comma writes semicolons between the cells.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    let count = |sign: char| first.matches(sign).count();
    if count('\t') > count(',').max(count(';')) {
        b'\t'
    } else if count(';') > count(',') {
        b';'
    } else {
        b','
    }
}

/// The text of a cell as typed: a number, a date, `true` and `null` are only text.
pub(super) fn cell_text<'n>(node: &'n Node<'_>) -> Option<(&'n str, ScalarStyle)> {
    match &node.kind {
        Kind::Scalar { text, style } => Some((text, *style)),
        Kind::Sequence(_) | Kind::Mapping(_) => None,
    }
}
