//! Rows without any bar at their ends: `Year | Rents`, columns made by spaces, cells parted by semicolons.

use super::almost_table::{dash_row, pipe_table};
use super::missing_line::begins_item;
use super::{Line, Mistake};
use crate::diagnostic::Code;
use crate::text::letters::has_no_spaces;

/// A cell with more words is prose.
const LONGEST_CELL: usize = 8;

/// Between semicolons stand parts of sentences too.
const LONGEST_PART: usize = 4;

/// `Year | Rents`: at least two lines with as many bars between their words.
pub(super) fn bars(lines: &[Line<'_>]) -> Option<Mistake> {
    let cells = |line: &Line<'_>| split(line.text, "|");
    let rows = rows(lines, "|")?;
    if !rows.iter().all(|line| has_even_bars(line.text) && is_row(&cells(line), LONGEST_CELL)) {
        return None;
    }
    let (first, last) = (rows.first()?, rows.last()?);
    let row = dash_row(cells(first).len());
    Some(
        Mistake::error(
            Code::AlmostTable,
            first.start..last.end(),
            "the lines with `|` are not read as a table: the line of dashes is missing",
        )
        .help(format!("write a line of dashes below the names of the columns:\n{row}"))
        .edit(first.start..last.end(), set_apart(lines, rows, &table(rows, &cells))),
    )
}

/// Whether each bar has a space on both sides, or on none: `of |x| it` is not a row.
fn has_even_bars(line: &str) -> bool {
    line.match_indices('|').all(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + 1..].chars().next();
        let is_blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
        before != Some('\\') && is_blank(before) == is_blank(after)
    })
}

/// Columns that are kept apart by spaces, each by two or more.
pub(super) fn spaces(lines: &[Line<'_>]) -> Option<Mistake> {
    let cells = |line: &Line<'_>| split(line.text, "  ");
    let rows = rows(lines, "  ")?;
    // Some authors write two spaces after a sentence.
    let ends_sentence = |cell: &String| cell.ends_with(['.', '!', '?', ':', ';', '…']);
    let is_even = rows.iter().all(|line| {
        let cells = cells(line);
        is_row(&cells, LONGEST_CELL) && !cells.iter().any(ends_sentence) && cells.iter().all(|cell| is_written(cell))
    });
    let is_meant = rows.len() > 2 || cells(rows.first()?).len() > 2 || has_figures(rows, &cells);
    (is_even && is_meant)
        .then(|| joined(lines, rows, &cells, "wide spaces between their words", "one space for each of them"))?
}

/// Rows of a file of values: `Year; Rents`.
pub(super) fn semicolons(lines: &[Line<'_>]) -> Option<Mistake> {
    let cells = |line: &Line<'_>| split(line.text, ";");
    let rows = rows(lines, ";")?;
    let is_even = rows.iter().all(|line| {
        let cells = cells(line);
        is_row(&cells, LONGEST_PART) && !cells.iter().any(|cell| cell.ends_with(['.', ',', ':']))
    });
    let is_meant = has_figures(rows, &cells);
    (is_even && is_meant)
        .then(|| joined(lines, rows, &cells, "semicolons between their words", "each line as a paragraph or an item"))?
}

/// Rows of a file of values with commas, which no space follows: `2020,5`.
pub(super) fn commas(lines: &[Line<'_>]) -> Option<Mistake> {
    let cells = |line: &Line<'_>| split(line.text, ",");
    let rows = rows(lines, ",")?;
    let is_even = rows.iter().all(|line| !line.text.contains(", ") && is_row(&cells(line), LONGEST_PART));
    let is_meant = rows.len() > 2 && has_figures(rows, &cells);
    (is_even && is_meant).then(|| joined(lines, rows, &cells, "commas between their words", "a space after each"))?
}

/// The words between two of a sign, as often as it stands there.
fn split(text: &str, sign: &str) -> Vec<String> {
    parts(text, sign).map(str::to_owned).collect()
}

fn parts<'t>(text: &'t str, sign: &'t str) -> impl Iterator<Item = &'t str> {
    text.trim().split(sign).map(str::trim).filter(move |part| sign != "  " || !part.is_empty())
}

/// The lines of a paragraph that are the rows of a table: all from the first of them on, each with as many cells.
fn rows<'l, 't>(lines: &'l [Line<'t>], sign: &str) -> Option<&'l [Line<'t>]> {
    let count = |line: &Line<'_>| parts(line.text, sign).count();
    // A typed caption may stand before them.
    let from = lines.iter().take(2).position(|line| count(line) > 1)?;
    let rows = &lines[from..];
    let columns = count(rows.first()?);
    let is_table = rows.len() > 1 && rows.iter().all(|line| count(line) == columns);
    (is_table && !rows.iter().any(|line| begins_item(line.text) || line.text.starts_with('>'))).then_some(rows)
}

fn is_row(cells: &[String], longest: usize) -> bool {
    cells.iter().all(|cell| !cell.is_empty() && words(cell) <= longest)
}

/// Words, or pairs of signs in scripts without spaces.
fn words(cell: &str) -> usize {
    cell.split_whitespace().count() + cell.chars().filter(|c| has_no_spaces(*c)).count() / 2
}

/// Not the dots that lead to a page in a table of contents.
fn is_written(cell: &str) -> bool {
    cell.contains(char::is_alphanumeric) && !cell.contains("...") && !cell.contains("___")
}

/// Whether a column below its name has figures only.
fn has_figures(rows: &[Line<'_>], cells: &impl Fn(&Line<'_>) -> Vec<String>) -> bool {
    let below: Vec<Vec<String>> = rows.iter().skip(1).map(cells).collect();
    let is_figure = |cell: &String| {
        let cell = cell.trim_start_matches(['+', '-', '−', '$', '€', '£', '~', '<', '>', '≈']);
        cell.starts_with(|c: char| c.is_numeric())
    };
    let columns = below.first().map_or(0, Vec::len);
    (0..columns).any(|column| below.iter().all(|row| row.get(column).is_some_and(is_figure)))
}

fn table(rows: &[Line<'_>], cells: &impl Fn(&Line<'_>) -> Vec<String>) -> String {
    pipe_table(&rows.iter().map(cells).collect::<Vec<_>>())
}

/// A table stands between empty lines.
fn set_apart(lines: &[Line<'_>], rows: &[Line<'_>], table: &str) -> String {
    if rows.len() < lines.len() { format!("\n{table}") } else { table.to_owned() }
}

fn joined(
    lines: &[Line<'_>],
    rows: &[Line<'_>],
    cells: &impl Fn(&Line<'_>) -> Vec<String>,
    what: &str,
    otherwise: &str,
) -> Option<Mistake> {
    let (first, last) = (rows.first()?, rows.last()?);
    let written = table(rows, cells);
    let shown: Vec<&str> = written.lines().take(3).collect();
    let more = if written.lines().count() > 3 { "\n…" } else { "" };
    Some(
        Mistake::warning(
            Code::TabbedRows,
            first.start..last.end(),
            format!("the lines have {what} and are joined into one paragraph"),
        )
        .help(format!("for a table, write:\n{}{more}\notherwise write {otherwise}", shown.join("\n")))
        .edit(first.start..last.end(), set_apart(lines, rows, &written)),
    )
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::{bars, commas, semicolons, spaces};

    fn fixed(text: &str) -> Option<String> {
        let lines = lines(text);
        let mut fixed = text.to_owned();
        let found =
            bars(&lines).or_else(|| spaces(&lines)).or_else(|| semicolons(&lines)).or_else(|| commas(&lines))?;
        for (range, replacement) in found.edits.into_iter().rev() {
            fixed.replace_range(range, &replacement);
        }
        Some(fixed)
    }

    #[test]
    fn rows_of_any_form_become_a_table() {
        let table = "| Year | Rents |\n|---|---|\n| 2020 | 5 |";
        for text in ["Year | Rents\n2020 | 5", "Year  Rents\n2020    5", "Year; Rents\n2020; 5", "Year;Rents\n2020;5"] {
            assert_eq!(fixed(text).as_deref(), Some(table), "{text}");
        }
        assert_eq!(fixed("Year|Rents\n2020|5").as_deref(), Some(table));
        assert_eq!(fixed("Year,Rents\n2020,5\n2021,6"), Some(format!("{table}\n| 2021 | 6 |")));
        assert_eq!(fixed("Rents\nYear | Rents\n2020 | 5"), Some(format!("Rents\n\n{table}")));
    }

    #[test]
    fn prose_lists_and_lines_by_chance_are_left_alone() {
        for text in [
            "Rents rose.  Wages fell.\nPrices rose.  Nothing else.",
            "Either | or.",
            "Name |x| of it\nand |y| too",
            "Rents of 2019,\nof 2020,5\nand more, 7",
            "We thank them; they came\nfrom afar; we wept.",
            "1.  One  two\n2.  Two  three",
            "Adopted in 2019;\namended in 2021;",
            "See A/HRC/1; A/HRC/2\nand A/HRC/3; A/HRC/4",
            "Introduction  ......  3\nHousing  ......  5",
        ] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }
}
