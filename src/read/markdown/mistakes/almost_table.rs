//! Lines that are meant as a table and are not read as one.

use std::ops::Range;

use super::super::tables::cell_count;
use super::{Line, Mistake, loose_table, paragraphs, split_table, touches};
use crate::diagnostic::{Code, counted};
use crate::text::search::places;

pub(super) fn find(lines: &[Line<'_>], tables: &[Range<usize>]) -> Vec<Mistake> {
    let mut found = split_table::find(lines, tables);
    let named: Vec<Range<usize>> = found.iter().map(|mistake| mistake.range.clone()).collect();
    let mut in_code = false;
    for paragraph in paragraphs(lines).filter(|lines| !touches(&named, lines[0].start..lines[0].end())) {
        let opens = paragraph.iter().filter(|line| line.text.trim_start().starts_with("```")).count();
        let is_code = in_code || opens > 0;
        in_code ^= opens % 2 == 1;
        if is_code {
            continue;
        }
        let free: Vec<Line<'_>> =
            paragraph.iter().copied().filter(|line| !touches(tables, line.start..line.end())).collect();
        let loose = || {
            // A table has a row below the names of its columns.
            if free.len() < 2 {
                return None;
            }
            let bars = loose_table::bars(&free).or_else(|| tabs(&free));
            let columns = bars.or_else(|| loose_table::spaces(&free)).or_else(|| loose_table::semicolons(&free));
            columns.or_else(|| loose_table::commas(&free))
        };
        found.extend(
            split_table::other_bars(&free)
                .or_else(|| grid(&free))
                .or_else(|| dashes(&free))
                .or_else(|| bars(&free))
                .or_else(loose),
        );
    }
    found
}

/// `| a | b |` without the line of dashes.
fn bars(lines: &[Line<'_>]) -> Option<Mistake> {
    let is_row = |line: &&Line<'_>| {
        let text = line.text.trim();
        text.starts_with('|') && text.len() > 1 || places(text, " | ").count() > 1
    };
    let rows: Vec<&Line<'_>> = lines.iter().skip_while(|line| !is_row(line)).take_while(is_row).collect();
    let (first, last) = (rows.first()?, rows.last()?);
    let columns = cell_count(first.text.trim());
    let range = first.start..last.end();
    if rows.iter().all(|line| cell_count(line.text.trim()) < 2) {
        return (rows.len() > 1).then(|| line_block(&rows));
    }
    if rows.len() < 2 && !(first.text.trim().starts_with('|') && first.text.trim().ends_with('|')) {
        return None;
    }
    let row = dash_row(columns);
    if let Some(dashes) = rows.get(1).filter(|line| is_dash_row(line.text)) {
        let (given, wanted) = (cell_count(dashes.text.trim()), counted(columns, "cell", "cells"));
        let dashed = counted(given, "cell", "cells");
        let margin = dashes.text.len() - dashes.text.trim_start().len();
        return Some(
            Mistake::error(
                Code::AlmostTable,
                dashes.start + margin..dashes.end(),
                format!("the line of dashes has {dashed}, the line above has {wanted}, so this is not a table"),
            )
            .help(format!("write a cell of dashes for each column:\n{row}"))
            .edit(dashes.start + margin..dashes.end(), row),
        );
    }
    if rows.len() < 2 {
        let empty = format!("|{}", " |".repeat(columns));
        return Some(
            Mistake::error(Code::AlmostTable, range, "a line with `|` alone is not read as a table").help(format!(
                "write a line of dashes and the rows below it; if it is not a table, put a backslash before each `|`:\n{row}\n{empty}"
            )),
        );
    }
    Some(
        Mistake::error(
            Code::AlmostTable,
            range,
            "the lines with `|` are not read as a table: the line of dashes is missing",
        )
        .help(format!("write a line of dashes below the names of the columns:\n{row}"))
        .edit(first.end()..first.end(), format!("\n{row}")),
    )
}

/// Lines that begin with `|` and have no cells: other programs keep them apart.
fn line_block(rows: &[&Line<'_>]) -> Mistake {
    let first = rows[0];
    let last = rows[rows.len() - 1];
    let mut mistake = Mistake::error(
        Code::AlmostTable,
        first.start..last.end(),
        "the lines begin with `|`, which is printed as typed",
    )
    .help("remove the `|`; to keep the lines apart, end each but the last with a backslash `\\`");
    for line in rows {
        let text = line.text.trim_start();
        let start = line.start + line.text.len() - text.len();
        let words = text.trim_start_matches('|').trim_start();
        mistake = mistake.edit(start..start + text.len() - words.len(), "");
        if line.start != last.start {
            mistake = mistake.edit(line.end()..line.end(), "\\");
        }
    }
    mistake
}

pub(super) fn dash_row(columns: usize) -> String {
    format!("|{}", "---|".repeat(columns.max(1)))
}

pub(super) fn is_dash_row(text: &str) -> bool {
    let text = text.trim();
    text.contains('-') && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// A pipe table from rows of cells.
pub(super) fn pipe_table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    for row in rows {
        let mut line = String::from("|");
        for at in 0..columns {
            let cell = row.get(at).map_or("", String::as_str).trim();
            line.push_str(&format!(" {} |", cell.replace('|', "\\|")));
        }
        lines.push(line);
        if lines.len() == 1 {
            lines.push(dash_row(columns));
        }
    }
    lines.join("\n")
}

/// The finding for a table in another form.
fn converted(range: Range<usize>, what: &str, rows: &[Vec<String>]) -> Mistake {
    let table = pipe_table(rows);
    let shown: Vec<&str> = table.lines().take(3).collect();
    let more = if table.lines().count() > 3 { "\n…" } else { "" };
    Mistake::error(Code::AlmostTable, range.clone(), format!("{what} is not read as a table"))
        .help(format!("write it with `|` between the cells and a line of dashes:\n{}{more}", shown.join("\n")))
        .edit(range, table)
}

/// `+---+---+`.
fn grid(lines: &[Line<'_>]) -> Option<Mistake> {
    let is_rule = |text: &str| {
        let text = text.trim();
        text.len() > 2 && text.starts_with('+') && text.ends_with('+') && text.chars().all(|c| "+-=:".contains(c))
    };
    let from = lines.iter().position(|line| is_rule(line.text))?;
    let is_part = |line: &&Line<'_>| is_rule(line.text) || line.text.trim().starts_with('|');
    let part: Vec<&Line<'_>> = lines[from..].iter().take_while(is_part).collect();
    let last = part.last()?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut is_new = true;
    for line in &part {
        if is_rule(line.text) {
            is_new = true;
            continue;
        }
        let cells = line.text.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned());
        if is_new {
            rows.push(cells.collect());
            is_new = false;
        } else if let Some(row) = rows.last_mut() {
            // A cell of several lines.
            for (before, cell) in row.iter_mut().zip(cells) {
                if !cell.is_empty() {
                    before.push(' ');
                    before.push_str(&cell);
                }
            }
        }
    }
    let margin = lines[from].text.len() - lines[from].text.trim_start().len();
    (!rows.is_empty())
        .then(|| converted(lines[from].start + margin..last.end(), "a table drawn with `+` and `-`", &rows))
}

/// Columns below groups of dashes: `----  ---`.
fn dashes(lines: &[Line<'_>]) -> Option<Mistake> {
    let groups = |text: &str| -> Vec<usize> {
        let is_dashes = text.chars().all(|c| matches!(c, '-' | ' ')) && text.contains("-- ");
        let starts = text.char_indices().filter(|(at, c)| *c == '-' && (*at == 0 || text.as_bytes()[at - 1] == b' '));
        if is_dashes { starts.map(|(at, _)| at).collect() } else { Vec::new() }
    };
    let rule = lines.iter().position(|line| groups(line.text).len() > 1)?;
    let starts = groups(lines[rule].text);
    let from = rule.saturating_sub(1);
    let cells = |line: &Line<'_>| -> Vec<String> {
        let letters: Vec<char> = line.text.chars().collect();
        let ends = starts.iter().skip(1).copied().chain([usize::MAX]);
        let cell = |(start, end): (usize, usize)| {
            letters.iter().skip(start).take(end - start).collect::<String>().trim().to_owned()
        };
        // Numbers stand at the right of their column, so the first reaches to the margin.
        starts.iter().enumerate().map(|(at, start)| if at == 0 { 0 } else { *start }).zip(ends).map(cell).collect()
    };
    let rows: Vec<Vec<String>> = lines[from..]
        .iter()
        .enumerate()
        .filter(|(at, line)| from + at != rule && groups(line.text).is_empty())
        .map(|(_, line)| cells(line))
        .collect();
    let last = lines.last()?;
    (rows.len() > 1)
        .then(|| converted(lines[from].start..last.end(), "a table with dashes below the names of its columns", &rows))
}

/// Rows pasted from a spreadsheet.
fn tabs(lines: &[Line<'_>]) -> Option<Mistake> {
    let cells = |line: &Line<'_>| -> Vec<String> {
        line.text.trim_end().split('\t').map(|cell| cell.trim().to_owned()).collect()
    };
    let is_row = |line: &&Line<'_>| {
        let cells = cells(line);
        let is_item = cells[0].chars().count() < 5 && cells[0].ends_with(['.', ')', '-', '•', '*', '+', '–', 'o']);
        cells.len() > 1 && cells.iter().filter(|cell| !cell.is_empty()).count() > 1 && !cells[0].is_empty() && !is_item
    };
    let rows: Vec<&Line<'_>> = lines.iter().skip_while(|line| !is_row(line)).take_while(is_row).collect();
    let (first, last) = (rows.first()?, rows.last()?);
    if rows.len() < 2 || rows.iter().any(|line| cells(line).len() != cells(first).len()) {
        return None;
    }
    let table: Vec<Vec<String>> = rows.iter().map(|line| cells(line)).collect();
    let written = pipe_table(&table);
    let shown: Vec<&str> = written.lines().take(3).collect();
    let more = if written.lines().count() > 3 { "\n…" } else { "" };
    // A table stands between empty lines.
    let before = if first.start == lines.first()?.start { "" } else { "\n" };
    let after = if last.start == lines.last()?.start { "" } else { "\n" };
    Some(
        Mistake::warning(
            Code::TabbedRows,
            first.start..last.end(),
            "the lines have tabs between their words and are joined into one paragraph",
        )
        .help(format!("for a table, write:\n{}{more}\notherwise write spaces for the tabs", shown.join("\n")))
        .edit(first.start..last.end(), format!("{before}{written}{after}")),
    )
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::find;

    fn fixed(text: &str) -> Option<String> {
        let mut fixed = text.to_owned();
        let found = find(&lines(text), &[]).pop()?;
        for (range, replacement) in found.edits.into_iter().rev() {
            fixed.replace_range(range, &replacement);
        }
        Some(fixed)
    }

    #[test]
    fn each_form_is_written_as_a_pipe_table() {
        let table = "| Year | Count |\n|---|---|\n| 2024 | 5 |";
        for text in [
            "| Year | Count |\n| 2024 | 5 |",
            "| Year | Count |\n|---|\n| 2024 | 5 |",
            "+------+-------+\n| Year | Count |\n+======+=======+\n| 2024 | 5     |\n+------+-------+",
            "Year  Count\n----  -----\n2024  5",
            "Year\tCount\n2024\t5",
        ] {
            assert_eq!(fixed(text).as_deref(), Some(table), "{text}");
        }
    }

    #[test]
    fn words_with_bars_and_tabs_are_left_alone() {
        for text in
            ["Either | or.", "1.\tOne\n2.\tTwo", "a\tb", "- - -", "Name |x| of it", "```\n| a | b |\n| 1 | 2 |\n```"]
        {
            assert_eq!(fixed(text), None, "{text}");
        }
    }
}
