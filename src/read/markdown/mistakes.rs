//! What authors paste or type in a text that Markdown does not read as they mean it.

mod almost_table;
mod broken_link;
mod glued_mark;
mod literal;
mod lone_asterisks;
mod lone_underscores;
mod loose_table;
mod missing_line;
mod numbered_notes;
mod other_programs;
mod page_in_line;
mod pasted_message;
mod pasted_page;
mod placeholder;
mod quotes;
mod split_table;
mod star_notes;
mod typed_caption;
mod typed_notes;
mod words;
mod wrong_encoding;

use std::ops::Range;

pub(super) use self::placeholder::lines_to_write_on;
pub(super) use self::typed_notes::is_title as is_notes_title;

use super::Markdown;
use super::numbers::{Meaning, TypedMark};
use crate::diagnostic::{Code, Diagnostic, Fix, Severity};

/// One mistake in a text.
#[derive(Clone, Debug)]
pub(super) struct Mistake {
    code: Code,
    severity: Severity,
    /// Where it stands in the text.
    range: Range<usize>,
    message: String,
    help: String,
    /// What to write where; none where only the author knows.
    edits: Vec<(Range<usize>, String)>,
}

impl Mistake {
    fn error(code: Code, range: Range<usize>, message: impl Into<String>) -> Mistake {
        let severity = Severity::Error;
        Mistake { code, severity, range, message: message.into(), help: String::new(), edits: Vec::new() }
    }

    fn warning(code: Code, range: Range<usize>, message: impl Into<String>) -> Mistake {
        Mistake { severity: Severity::Warning, ..Mistake::error(code, range, message) }
    }

    fn help(mut self, help: impl Into<String>) -> Mistake {
        self.help = help.into();
        self
    }

    fn edit(mut self, range: Range<usize>, replacement: impl Into<String>) -> Mistake {
        self.edits.push((range, replacement.into()));
        self
    }
}

/// A line of a text with its place.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    start: usize,
    /// Without the line end.
    text: &'t str,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(Line { start, text: line.trim_end_matches(['\n', '\r']) });
        start += line.len();
    }
    lines
}

/// Whether one of these ranges, which follow one another, has a part in another range.
fn touches(ranges: &[Range<usize>], other: Range<usize>) -> bool {
    let at = ranges.partition_point(|range| range.end <= other.start);
    ranges.get(at).is_some_and(|range| range.start < other.end)
}

/// The rows of lines between empty ones.
fn paragraphs<'l, 't>(lines: &'l [Line<'t>]) -> impl Iterator<Item = &'l [Line<'t>]> {
    lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty())
}

impl Markdown<'_, '_, '_> {
    /// Names the mistakes of a text of blocks.
    pub(super) fn judge_blocks(&mut self) {
        let text = self.source.text;
        let tables = self.source.tables();
        let lines = lines(text);
        let mut found = almost_table::find(&lines, &tables);
        let is_number = |mark: &&TypedMark| mark.meaning == Meaning::Paragraph;
        let numbers: Vec<usize> = self.source.marks.values().filter(is_number).map(|mark| mark.range.start).collect();
        found.extend(missing_line::find(&lines, &numbers));
        found.extend(typed_caption::find(&lines, &tables));
        found.extend(
            typed_notes::find(text, &lines)
                .or_else(|| numbered_notes::find(text, &lines))
                .or_else(|| star_notes::find(self.source, &lines)),
        );
        found.extend(glued_mark::find(&lines));
        found.extend(other_programs::find_lines(&lines, &tables));
        found.extend(pasted_page::find_numbers(&lines, &tables));
        found.extend(pasted_page::find_divided(text, &lines));
        found.extend(pasted_message::find(&lines, &tables));
        found.extend(page_in_line::find(text));
        self.report_all(found);
        self.judge_words_of_text();
    }

    /// Names the mistakes that stand in the words of any text.
    pub(super) fn judge_words_of_text(&mut self) {
        let text = self.source.text;
        let mut found = placeholder::find(text);
        found.extend(other_programs::find_words(text));
        found.extend(wrong_encoding::find(text));
        found.extend(broken_link::find(self.source));
        found.extend(words::find(text));
        found.extend(quotes::find(text));
        found.extend(lone_asterisks::find(self.source));
        found.extend(lone_underscores::find(self.source));
        self.report_all(found);
    }

    /// Names a meaning after an empty line, `: what is paid`, at `start`. Whether it is one.
    pub(super) fn judge_definition(&mut self, start: usize) -> bool {
        let found = other_programs::definition_apart(self.source.text, start);
        let is_definition = found.is_some();
        self.report_all(found.into_iter().collect());
        is_definition
    }

    fn report_all(&mut self, found: Vec<Mistake>) {
        for mistake in found {
            let Mistake { code, severity, range, message, help, edits } = mistake;
            let edits: Option<Vec<_>> =
                edits.iter().map(|(range, replacement)| Some(self.fix(range.clone(), replacement)?.edits)).collect();
            let fix = edits.map(|edits| Fix::new(edits.concat())).filter(|fix| !fix.edits.is_empty());
            let span = self.span(range);
            self.context.report(Diagnostic { severity, ..Diagnostic::error(code, span, message) }.help(help).fix(fix));
        }
    }
}
