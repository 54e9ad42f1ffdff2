//! Reads a `table` block: its rows are typed in the report or read from a CSV file.

use granit_parser::ScalarStyle;

use super::block_reader::BlockReader;
use super::context::Context;
use super::fields::{self, Fields};
use super::node::{Kind, Node};
use super::offsets::Offsets;
use super::{Inline, Located, Table, files, limits, markdown, measures};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, counted};
use crate::source::FileId;

pub(super) const KEYS: [&str; 12] =
    ["caption", "id", "header", "rows", "csv", "widths", "align", "source", "note", "landscape", "size", "language"];

type Row = Vec<Vec<Inline>>;

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
    let columns = header.len();
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
    let header = row(reader, header, "the header")?;
    let Kind::Sequence(typed) = &rows.kind else {
        fields::wrong_type(reader.context, rows, "`rows`", "a list of rows");
        return None;
    };
    let mut all = Vec::new();
    for (index, typed_row) in typed.iter().enumerate() {
        let Some(mut cells) = row(reader, typed_row, &format!("row {}", index + 1)) else { continue };
        if cells.len() != header.len() {
            reader.context.report(ragged(index + 1, cells.len(), header.len(), typed_row.span()));
            cells.resize(header.len(), Vec::new());
        }
        all.push(cells);
    }
    Some((header, all))
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
    Some(cells.iter().map(|cell| reader.cell(cell)).collect())
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
        Some(header) => Some(row(reader, header, "the header")?),
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
    let mut rows = Vec::new();
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
        for (at, cell) in record.iter().enumerate() {
            let cell = cell.trim();
            let place = places.get(at).filter(|_| is_known).map(|place| from + place.start..from + place.end);
            let own =
                place.filter(|place| text.get(place.clone()) == Some(cell)).map(|place| Offsets::cell(file, place));
            cells.push(markdown::cell(context, cell, own.as_ref().unwrap_or(&offsets)));
        }
        match &header {
            None => header = Some(cells),
            Some(header) => {
                if cells.len() != header.len() {
                    context.report(ragged(rows.len() + 1, cells.len(), header.len(), offsets.span(0..1)));
                    cells.resize(header.len(), Vec::new());
                }
                rows.push(cells);
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
    Some((header, rows))
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
