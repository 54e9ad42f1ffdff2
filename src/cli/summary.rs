//! Shows what is kept of several reports: a table for people and one object for programs.

use serde::Serialize;

use super::record::{Fate, Record};
use crate::diagnostic::{counted, visible_line};

/// The last object of a batch.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    summary: Vec<Row<'a>>,
}

/// One report of a batch.
#[derive(Serialize)]
struct Row<'a> {
    report: &'a str,
    status: Fate,
    words: Option<usize>,
    limit: Option<u32>,
    pages: Option<usize>,
    errors: usize,
    warnings: usize,
    files: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn new(record: &'a Record) -> Row<'a> {
        Row {
            report: &record.report,
            status: record.status,
            // A report that could not be read has no words, rather than none.
            words: record.pages.map(|_| record.words.counted),
            limit: record.words.limit,
            pages: record.pages,
            errors: record.errors,
            warnings: record.warnings,
            files: record.files.iter().map(|file| file.name.as_str()).collect(),
        }
    }

    fn cells(&self) -> [String; 6] {
        let number = |number: Option<usize>| number.map_or("-".to_owned(), grouped);
        let words = match (self.words, self.limit) {
            (Some(words), Some(limit)) => format!("{} of {}", grouped(words), grouped(limit as usize)),
            (words, _) => number(words),
        };
        let names = visible_line(&self.files.join(", ")).into_owned();
        let files = match self.status {
            Fate::Written => names,
            Fate::UpToDate => format!("{names} (up to date)"),
            Fate::Refused | Fate::Failed => "not written".to_owned(),
        };
        [
            visible_line(self.report).into_owned(),
            words,
            number(self.pages),
            grouped(self.errors),
            grouped(self.warnings),
            files,
        ]
    }
}

fn grouped(number: usize) -> String {
    counted(number, "", "").trim_end().to_owned()
}

impl<'a> Summary<'a> {
    /// The summary of a batch, in its order.
    pub(super) fn new(records: impl Iterator<Item = &'a Record>) -> Summary<'a> {
        Summary { summary: records.map(Row::new).collect() }
    }

    /// In one line: the files of one report, or how many reports of several were written.
    pub(super) fn to_line(&self) -> String {
        let of = |fate: Fate| self.summary.iter().filter(|row| row.status == fate).count();
        let written = match self.summary.as_slice() {
            [row] if row.status == Fate::Written => row.files.join(", "),
            [row] if row.status == Fate::UpToDate => format!("{} is up to date", row.report),
            [row] => format!("{}: nothing was written", row.report),
            rows => {
                let numbers = [
                    (of(Fate::Written), "written"),
                    (of(Fate::UpToDate), "up to date"),
                    (of(Fate::Refused) + of(Fate::Failed), "not written"),
                ];
                let numbers = numbers.into_iter().filter(|(number, _)| *number > 0);
                let numbers: Vec<String> = numbers.map(|(number, what)| format!("{number} {what}")).collect();
                format!("{}: {}", counted(rows.len(), "report", "reports"), numbers.join(", "))
            }
        };
        let found = |number: usize, one, many| (number > 0).then(|| format!("; {}", counted(number, one, many)));
        let errors = found(self.summary.iter().map(|row| row.errors).sum(), "error", "errors");
        let warnings = found(self.summary.iter().map(|row| row.warnings).sum(), "warning", "warnings");
        format!("{written}{}{}\n", errors.unwrap_or_default(), warnings.unwrap_or_default())
    }

    /// As a table for people.
    pub(super) fn to_text(&self) -> String {
        let head = ["report", "words", "pages", "errors", "warnings", "files"].map(str::to_owned);
        let rows: Vec<[String; 6]> = std::iter::once(head).chain(self.summary.iter().map(Row::cells)).collect();
        let mut widths = [0; 6];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let [report, words, pages, errors, warnings, _] = widths;
        let line = |[a, b, c, d, e, f]: &[String; 6]| {
            format!("{a:report$}  {b:>words$}  {c:>pages$}  {d:>errors$}  {e:>warnings$}  {f}\n")
        };
        rows.iter().map(line).collect()
    }
}
