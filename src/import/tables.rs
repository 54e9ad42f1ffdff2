//! Writes a table of Word as a table of Markdown: one line a row, merged cells as empty ones.

use super::inline::{Inlines, Setting};
use super::tell::Finding;
use crate::diagnostic::{Code, counted};
use crate::read::word::{Cell, Table};

/// The table, or `None` if it has no words. A table of one cell is a box around paragraphs.
pub(super) fn table(inlines: &mut Inlines<'_>, table: &Table) -> Option<String> {
    let columns = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.span).sum::<usize>()).max().unwrap_or(0);
    let has_words = table.rows.iter().flat_map(|row| &row.cells).any(|cell| !is_blank(cell));
    if columns == 0 || !has_words {
        return None;
    }
    let mut merged = 0;
    let mut lines = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let mut cells = Vec::new();
        for cell in &row.cells {
            merged += usize::from(cell.span > 1 && !is_blank(cell)) + usize::from(cell.goes_on);
            let texts: Vec<String> = cell
                .paragraphs
                .iter()
                .map(|paragraph| {
                    let mark =
                        paragraph.number.as_ref().map(|number| number.text.trim().to_owned()).unwrap_or_default();
                    let text = inlines.paragraph(paragraph, 0, Setting::Cell);
                    let mark = super::inline::escape(&mark, Setting::Cell);
                    if text.is_empty() || mark.is_empty() { text } else { format!("{mark} {text}") }
                })
                .filter(|text| !text.is_empty())
                .collect();
            cells.push(texts.join(Setting::Cell.line_break()));
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
    if merged > 0 {
        let cells = counted(merged, "cell", "cells");
        let message = format!("the table has {cells} merged with others, which are separate here");
        inlines.findings.push(Finding::warning(
            Code::WordCells,
            place,
            message,
            "check that each row can be understood by itself",
        ));
    }
    Some(lines.join("\n"))
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
