//! Tables whose lines are parted by empty ones, or drawn with other bars: `｜` and `¦`.

use std::ops::Range;

use super::super::tables::cell_count;
use super::almost_table::{dash_row, is_dash_row};
use super::{Line, Mistake, paragraphs, touches};
use crate::diagnostic::Code;

/// Rows with empty lines between them.
pub(super) fn find(lines: &[Line<'_>], tables: &[Range<usize>]) -> Vec<Mistake> {
    let all: Vec<&[Line<'_>]> = paragraphs(lines).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let columns = columns(all[at]);
        let goes_on =
            |next: &&&[Line<'_>]| next.len() == 1 && self::columns(next) == columns && !is_table(next, tables);
        let more = all[at + 1..].iter().take_while(goes_on).count();
        if columns.is_some() && more > 0 && (all[at].len() == 1 || is_table(all[at], tables)) {
            found.push(mistake(&all[at..=at + more]));
        }
        at += 1 + more;
    }
    found
}

/// The number of cells in each line, where all lines are rows of a table.
fn columns(lines: &[Line<'_>]) -> Option<usize> {
    let is_row = |line: &Line<'_>| line.text.trim().starts_with('|') && line.text.trim().ends_with('|');
    let first = lines.first().filter(|_| lines.iter().all(is_row))?;
    Some(cell_count(first.text.trim())).filter(|columns| *columns > 1)
}

fn is_table(lines: &[Line<'_>], tables: &[Range<usize>]) -> bool {
    lines.iter().any(|line| touches(tables, line.start..line.end()))
}

fn mistake(parts: &[&[Line<'_>]]) -> Mistake {
    let ends = |lines: &[Line<'_>]| lines.last().map_or(0, Line::end);
    let (first, last) = (parts[0][0].start, ends(parts[parts.len() - 1]));
    let mut mistake =
        Mistake::error(Code::AlmostTable, first..last, "empty lines stand between the rows, so they are not one table")
            .help("delete the empty lines between the rows of a table");
    for pair in parts.windows(2) {
        mistake = mistake.edit(ends(pair[0])..pair[1][0].start, "\n");
    }
    let rows: Vec<&Line<'_>> = parts.iter().flat_map(|lines| lines.iter()).collect();
    if rows.iter().any(|row| is_dash_row(row.text)) {
        return mistake;
    }
    // Without a line of dashes it is not a table yet.
    let row = dash_row(cell_count(rows[0].text.trim()));
    let end = rows[0].end();
    let help = format!("{}, and write a line of dashes below the first:\n{row}", mistake.help);
    mistake.help(help).edit(end..end, format!("\n{row}"))
}

/// Rows drawn with bars that are not those of a table.
pub(super) fn other_bars(lines: &[Line<'_>]) -> Option<Mistake> {
    let sign =
        ['｜', '¦', '│'].into_iter().find(|sign| lines.iter().all(|line| line.text.matches(*sign).count() > 1))?;
    let (first, last) = (lines.first()?, lines.last().filter(|_| lines.len() > 1)?);
    let message = format!("the bar `{sign}` does not make a table");
    let mut mistake = Mistake::error(Code::AlmostTable, first.start..last.end(), message)
        .help("write the bar `|`, and a line of dashes below the names of the columns");
    for line in lines {
        for (at, bar) in line.text.match_indices(sign) {
            mistake = mistake.edit(line.start + at..line.start + at + bar.len(), "|");
        }
    }
    let second = lines.get(1)?.text.replace(sign, "|");
    if is_dash_row(&second) {
        return Some(mistake);
    }
    let row = dash_row(cell_count(first.text.replace(sign, "|").trim()));
    Some(mistake.edit(first.end()..first.end(), format!("\n{row}")))
}
