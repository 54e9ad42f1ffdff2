//! Writes a table of Word as a table of Markdown: one line a row; a merged cell says over what it goes, and leaves that empty.

use super::escape::Setting;
use super::inline::Inlines;
use super::tell::Finding;
use crate::diagnostic::{Code, counted};
use crate::read::word::{Cell, Row, Table};

/// The table, or `None` if it has no words. A table of one cell is a box around paragraphs.
pub(super) fn table(inlines: &mut Inlines<'_>, table: &Table) -> Option<String> {
    let columns = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.span).sum::<usize>()).max().unwrap_or(0);
    let has_words = table.rows.iter().flat_map(|row| &row.cells).any(|cell| !is_blank(cell));
    if columns == 0 || !has_words {
        return None;
    }
    let mut separate = 0;
    let mut lines = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let mut cells = Vec::new();
        for cell in &row.cells {
            let rows = rows_below(table, at, cells.len(), cell);
            // The head of a table is one row.
            separate += usize::from(at == 0 && rows > 1);
            let rows = if at == 0 { 1 } else { rows };
            let texts: Vec<String> = cell
                .paragraphs
                .iter()
                .map(|paragraph| {
                    let mark = paragraph.number.as_ref().map(|number| mark(&number.text)).unwrap_or_default();
                    let text = inlines.paragraph(paragraph, 0, Setting::Cell);
                    let mark = super::escape::escape(&mark, Setting::Cell);
                    if text.is_empty() || mark.is_empty() { text } else { format!("{mark} {text}") }
                })
                .filter(|text| !text.is_empty())
                .collect();
            // What a part of a merged cell holds below its first row, Word does not show.
            let text = texts.join(Setting::Cell.line_break());
            cells.push(format!("{text}{}", over(cell.span, rows)).trim_start().to_owned());
            cells.extend((1..cell.span).map(|_| String::new()));
        }
        cells.resize(columns, String::new());
        lines.push(format!("| {} |", cells.join(" | ")));
        if at == 0 {
            lines.push(rule(table, columns));
        }
    }
    // A table needs a row under its head.
    if table.rows.len() == 1 {
        lines.push(format!("|{}", "  |".repeat(columns)));
    }
    let place = Some(table.place);
    if separate > 0 {
        let cells = counted(separate, "cell", "cells");
        let message = format!("the head of the table has {cells} over several rows, which are separate here");
        let help = "check that the first row names each column by itself";
        inlines.findings.push(Finding::warning(Code::WordCells, place, message, help));
    }
    Some(lines.join("\n"))
}

/// Over how many rows a cell goes that begins in a column of a row.
fn rows_below(table: &Table, row: usize, column: usize, cell: &Cell) -> usize {
    let goes_on = |row: &Row| {
        let mut at = 0;
        let same = row.cells.iter().find(|other| {
            let is_there = at == column;
            at += other.span;
            is_there
        });
        same.is_some_and(|other| other.goes_on && other.span == cell.span && is_blank(other))
    };
    let below = table.rows.iter().skip(row + 1).take_while(|row| goes_on(row)).count();
    if cell.goes_on { 1 } else { 1 + below }
}

/// What is written behind the words of a cell that goes over others.
fn over(columns: usize, rows: usize) -> String {
    match (columns, rows) {
        (1, 1) => String::new(),
        (columns, 1) => format!(" {{span={columns}}}"),
        (1, rows) => format!(" {{rows={rows}}}"),
        (columns, rows) => format!(" {{span={columns} rows={rows}}}"),
    }
}

/// The mark of an item in a cell as it is typed: the bullets of symbol typefaces are not letters of a report.
fn mark(number: &str) -> String {
    number.trim().replace(|c| matches!(c, '\u{E000}'..='\u{F8FF}'), "•")
}

fn is_blank(cell: &Cell) -> bool {
    cell.paragraphs.iter().all(crate::read::word::Paragraph::is_blank)
}

/// The line under the head, with the alignment that most cells of a column have.
fn rule(table: &Table, columns: usize) -> String {
    let mut counts = vec![(0, 0, 0); columns];
    for row in table.rows.iter().skip(1) {
        let mut at = 0;
        for cell in &row.cells {
            if let (Some(count), 1, Some(first)) = (counts.get_mut(at), cell.span, cell.paragraphs.first()) {
                match first.look.align.as_str() {
                    "right" | "end" | "decimal" => count.2 += 1,
                    "center" => count.1 += 1,
                    _ => count.0 += 1,
                }
            }
            at += cell.span;
        }
    }
    let sign = |(left, center, right): &(usize, usize, usize)| {
        if right > left && right > center {
            " ---: |"
        } else if center > left {
            " :---: |"
        } else {
            " --- |"
        }
    };
    format!("|{}", counts.iter().map(sign).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn bullets_of_symbol_typefaces_can_be_typed() {
        assert_eq!(mark("\u{F0B7}"), "•");
        assert_eq!(mark(" (a) "), "(a)");
    }
}
