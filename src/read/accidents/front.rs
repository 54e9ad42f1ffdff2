//! A Markdown file in the place of a report: keys, and below them prose without `body: |`.

use super::place;
use super::rows::{Row, RowKind, is_header, is_prose};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::read::report_reader;

/// Keys between lines `---`, as at the start of a Markdown file, and the text below them.
pub(super) fn front_matter(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let is_mark = |row: &Row<'_>| row.kind == RowKind::Other && matches!(row.whole.trim_end(), "---" | "...");
    let first = rows.iter().position(|row| row.kind == RowKind::Other)?;
    let from = if is_mark(&rows[first]) { first + 1 } else { first };
    let mark = from + rows[from..].iter().position(is_mark)?;
    let text = &rows[mark + 1..];
    let has_text = text.iter().find(|row| row.kind != RowKind::Blank).is_some_and(|row| report_key(row).is_none());
    if !has_text || !keys_without_body(&rows[..mark]) {
        return None;
    }
    let row = &rows[mark];
    let span = place(row.start, row.start + row.whole.trim_end().len());
    let mut edits = vec![Edit::new(span, "body: |")];
    edits.extend(indented(text));
    Some(
        Diagnostic::error(
            Code::SeveralDocuments,
            span,
            "the text stands below the keys, as in a Markdown file, and is not read",
        )
        .help("write `body: |` in the place of this line, and put two spaces before each line below it")
        .fix(Fix::new(edits)),
    )
}

/// The same without a line between the keys and the text. The parser gave up at the row `failed`.
pub(super) fn text_without_key(rows: &[Row<'_>], failed: usize) -> Option<Diagnostic> {
    let is_lost = |row: &Row<'_>| row.indentation() == 0 && row.kind == RowKind::Other && is_prose(row.words());
    let lost = rows.iter().position(|row| is_lost(row) && row.key.is_none()).filter(|lost| *lost <= failed)?;
    // A heading of the text is a comment to YAML.
    let above = rows[..lost].iter().rev().take_while(|row| matches!(row.kind, RowKind::Blank | RowKind::Comment));
    let first = lost - above.count();
    let first = first + rows[first..].iter().position(|row| row.kind != RowKind::Blank)?;
    let is_apart = first.checked_sub(1).is_some_and(|above| rows[above].kind == RowKind::Blank);
    let text = &rows[first..];
    if !is_apart || !keys_without_body(&rows[..first]) || text.iter().any(|row| report_key(row).is_some()) {
        return None;
    }
    let row = &rows[first];
    let mut edits = vec![Edit::new(place(row.start, row.start), "body: |\n")];
    edits.extend(indented(text));
    let message = "the text stands below the keys, and no key says that it is the body";
    Some(
        Diagnostic::error(Code::NotYaml, place(row.start, row.end()), message)
            .help("write `body: |` on a line above it, and put two spaces before each of its lines")
            .fix(Fix::new(edits)),
    )
}

/// A text of one key that goes on at the margin of the next line: `title: The right to housing` / `in the valley`.
pub(super) fn continued(rows: &[Row<'_>], failed: usize) -> Option<Diagnostic> {
    let row = rows.get(failed).filter(|row| row.kind == RowKind::Other && row.indentation() == 0)?;
    let above = rows.get(failed.checked_sub(1)?)?;
    let value = above.key.filter(|key| key.column == 0)?.value;
    let is_text = value.starts_with(char::is_alphanumeric) && !is_header(value) && !value.contains(" #");
    if !is_text || row.words().contains(':') || !row.words().starts_with(char::is_alphanumeric) {
        return None;
    }
    let name = above.key?.name;
    let message = format!("the line goes on with the text of `{name}`, but is not indented");
    Some(
        Diagnostic::error(Code::NotYaml, place(row.start, row.end()), message)
            .help(format!("put two spaces before it:\n  {}", super::shortened(row.words())))
            .replace(place(row.start, row.start), "  "),
    )
}

/// Whether lines have keys of a report at the margin, but not its text.
fn keys_without_body(rows: &[Row<'_>]) -> bool {
    rows.iter().any(|row| report_key(row).is_some()) && rows.iter().all(|row| report_key(row) != Some("body"))
}

/// The key of a report at the margin.
fn report_key(row: &Row<'_>) -> Option<&'static str> {
    let key = row.key.filter(|key| row.kind == RowKind::Other && key.column == 0 && !row.is_item())?;
    report_reader::KEYS.contains(&key.name).then_some(key.name)
}

/// The edits that move lines to the right, the first of them to two spaces.
fn indented<'r>(rows: &'r [Row<'_>]) -> impl Iterator<Item = Edit> + 'r {
    let mut lines = rows.iter().filter(|row| row.kind != RowKind::Blank);
    let first = lines.next().map(|row| Edit::new(place(row.start, row.start + row.indentation()), "  "));
    first.into_iter().chain(lines.map(|row| Edit::new(place(row.start, row.start), "  ")))
}
