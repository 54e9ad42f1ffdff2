//! The limits that keep a hostile file from eating the machine, each of which stands in docs/limits.md, and what is
//! counted while files are read.

use super::context::Context;
use super::offsets::Offsets;
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, counted};
use crate::picture::Allowance;
use crate::source::Span;

const MIB: usize = 1024 * 1024;

/// No file may be larger.
pub(super) const FILE: usize = 50 * MIB;

/// No report, Markdown or CSV file may be larger: about a million words, so that a report of 6,000 paragraphs is read.
pub const TEXT: usize = 8 * MIB;

/// All texts of a report together.
const ALL_TEXTS: usize = 8 * MIB;

/// All files that a report names together.
const ALL_FILES: usize = 200 * MIB;

/// How many files a report may name.
const FILE_COUNT: usize = 1_000;

/// Punctuation of ASCII, which may mean something in Markdown, and line ends: the reader needs some 300 bytes for each, and
/// for a list inside a list 800. A report of 6,000 paragraphs has about 240,000.
pub(super) const SIGNS: usize = 1_000_000;

/// Values of a YAML file: its lists, groups of keys, keys and texts. The reader needs some 500 bytes for each.
pub(super) const VALUES: usize = 500_000;

/// Lists, quotations, notes, brackets and YAML values inside one another are read down to this depth.
pub(super) const DEPTH: usize = 64;

/// How many values may come from YAML's marks and aliases.
pub(super) const ALIASED_VALUES: usize = 100_000;

/// How many bytes of text may come from them.
pub(super) const ALIASED_TEXT: usize = 2 * MIB;

/// How many bytes of text may come from notes that several marks point at.
pub(super) const REPEATED_NOTES: usize = MIB;

/// Paragraphs, headings, items, tables, figures: about 1,500 pages.
pub(super) const BLOCKS: usize = 20_000;

/// Letters of a paragraph: as many as twenty pages, since the work on a paragraph grows faster than its length.
pub(super) const PARAGRAPH: usize = 100_000;

/// Letters of a title, heading, name or description of a picture, and of all names and all key words together: PDF/A
/// allows no string of more than 32,767 bytes (ISO 19005-2, 6.1.13), and each letter can need four.
pub(super) const SHORT_TEXT: usize = 5_000;

/// Sources of a report, cited or not: the library of an organization has some thousands.
pub(super) const SOURCES: usize = 20_000;

/// Cells of all tables.
pub(super) const CELLS: usize = 50_000;

/// Columns of a table: Word shows no more.
pub(super) const COLUMNS: usize = 63;

/// Footnotes.
pub(super) const NOTES: usize = 10_000;

/// Line breaks inside paragraphs: each makes a line, as a short paragraph does.
pub(super) const LINE_BREAKS: usize = 20_000;

/// Links.
pub(super) const LINKS: usize = 5_000;

/// Characters of a word.
pub(super) const WORD: usize = 2_000;

/// Combining marks on one letter.
pub(super) const MARKS: usize = 30;

/// Candidates among which a misspelt name of the author's own is looked for.
pub(super) const CANDIDATES: usize = 500;

/// Findings about one report.
pub(super) const FINDINGS: usize = 500;

/// What was read so far, of each kind.
#[derive(Debug, Default)]
pub(super) struct Consumption {
    files: usize,
    bytes: usize,
    text: usize,
    signs: usize,
    repeated_notes: usize,
    cells: usize,
    /// What all pictures may take.
    pub(super) pictures: Allowance,
}

fn megabytes(bytes: usize) -> String {
    if bytes < 10 * MIB {
        format!("{}.{} MB", bytes / MIB, bytes % MIB * 10 / MIB)
    } else {
        format!("{} MB", bytes / MIB)
    }
}

/// Counts a file named in the report; whether it may be used.
pub(super) fn admit_file(context: &mut Context<'_>, length: usize, span: Span) -> bool {
    context.consumption.files += 1;
    context.consumption.bytes = context.consumption.bytes.saturating_add(length);
    let (message, help) = if length > FILE {
        (format!("the file has {}, more than the {} that are read", megabytes(length), megabytes(FILE)), SMALLER)
    } else if context.consumption.files > FILE_COUNT {
        (format!("the report names more than {}", counted(FILE_COUNT, "file", "files")), "name fewer files")
    } else if context.consumption.bytes > ALL_FILES {
        (format!("the files of the report have more than {} together", megabytes(ALL_FILES)), SMALLER)
    } else {
        return true;
    };
    context.report(Diagnostic::error(Code::TooLarge, span, message).help(help));
    false
}

const SMALLER: &str = "make pictures smaller: 2,000 pixels on a side are enough for a page in print";

/// Counts a text; whether it may be read.
pub(super) fn admit_text(context: &mut Context<'_>, length: usize, span: Span) -> bool {
    context.consumption.text = context.consumption.text.saturating_add(length);
    let message = if length > TEXT {
        format!("the text has {}, more than the {} that are read", megabytes(length), megabytes(TEXT))
    } else if context.consumption.text > ALL_TEXTS {
        format!("the texts of the report have more than {} together", megabytes(ALL_TEXTS))
    } else {
        return true;
    };
    context.report(
        Diagnostic::error(Code::TooLarge, span, message).help(
            "divide the report; if it has so few words, something else was pasted into it, a picture for instance",
        ),
    );
    false
}

/// Counts the signs of a text of Markdown; whether it may be read.
pub(super) fn admit_signs(context: &mut Context<'_>, text: &str, offsets: &Offsets) -> bool {
    let before = context.consumption.signs;
    context.consumption.signs = before.saturating_add(text.bytes().filter(is_sign).count());
    if context.consumption.signs <= SIGNS {
        return true;
    }
    let last = text.bytes().enumerate().filter(|(_, byte)| is_sign(byte)).nth(SIGNS.saturating_sub(before));
    let at = last.map_or(0, |(at, _)| at);
    let message =
        format!("the text has more than {}", counted(SIGNS, "punctuation mark", "punctuation marks and line ends"));
    context.report(Diagnostic::error(Code::TooLarge, offsets.span(at..at + 1), message).help(
        "divide the report; if its text has so few marks, something else was pasted into it, a picture for instance",
    ));
    false
}

/// Whether a byte may begin or end something in Markdown.
fn is_sign(byte: &u8) -> bool {
    *byte == b'\n' || byte.is_ascii_punctuation()
}

/// Counts the text of a note that another mark points at too; whether it may be repeated.
pub(super) fn admit_repeated_note(context: &mut Context<'_>, length: usize, span: Span) -> bool {
    context.consumption.repeated_notes = context.consumption.repeated_notes.saturating_add(length);
    if context.consumption.repeated_notes <= REPEATED_NOTES {
        return true;
    }
    let message = format!("notes that several marks point at make more than {} of text", megabytes(REPEATED_NOTES));
    context.report(
        Diagnostic::error(Code::TooLarge, span, message)
            .help("give each mark a short note of its own, `^[See note 1.]`"),
    );
    false
}

/// Counts a record of a CSV file; whether the next may be read. Short lines make many more cells than a report can hold.
pub(super) fn admit_record(context: &mut Context<'_>, cells: usize, span: Span) -> bool {
    context.consumption.cells = context.consumption.cells.saturating_add(cells);
    if context.consumption.cells <= CELLS {
        return true;
    }
    let message = format!("the CSV files of the report have more than {}", counted(CELLS, "cell", "cells"));
    context.report(
        Diagnostic::error(Code::TooLarge, span, message)
            .help("show what matters in the report, and submit the data as a separate file"),
    );
    false
}
