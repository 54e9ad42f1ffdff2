//! Footnotes typed with asterisks that Markdown reads as marks of a list: `rose*.` and below it `* Ministry of Housing`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::source::Source;
use super::literal::literal;
use super::typed_notes::{FORM, without_title};
use super::{Line, Mistake};
use crate::diagnostic::{Code, counted};

/// A row of asterisks before a note, with the white space after it.
struct Note {
    range: Range<usize>,
    count: usize,
    is_item: bool,
}

pub(super) fn find(source: &Source<'_>, lines: &[Line<'_>]) -> Option<Mistake> {
    let text = source.text;
    let notes: Vec<Note> = lines.iter().enumerate().filter_map(|(at, line)| note(line, lines.get(at + 1))).collect();
    let marks: Vec<Range<usize>> =
        literal(source, '*').runs.into_iter().filter(|run| run.len() < 4 && is_mark(text, run)).collect();
    // A list has several items with the same mark.
    let is_list = notes.iter().filter(|note| note.is_item).count() > 1;
    // Where the last note of each number of asterisks stands.
    let mut last = [0; 4];
    for note in notes.iter().filter(|note| !(note.is_item && is_list)) {
        last[note.count] = note.range.start;
    }
    let belongs = |mark: &&Range<usize>| last[mark.len()] > mark.end;
    let marks: Vec<&Range<usize>> = marks.iter().filter(belongs).collect();
    let first = marks.first()?;
    let counts: BTreeSet<usize> = marks.iter().map(|mark| mark.len()).collect();
    let used: Vec<&Note> = notes.iter().filter(|note| counts.contains(&note.count)).collect();
    let shown = &text[(*first).clone()];
    let message = format!("{} typed by hand, here `{shown}`", counted(used.len(), "footnote is", "footnotes are"));
    let number = first.len();
    let mut mistake =
        Mistake::warning(Code::TypedNotes, (*first).clone(), message).help(FORM.replace('1', &number.to_string()));
    // Two marks of one note, or notes in both forms: only the author knows.
    let is_clear = marks.len() == used.len() && !text.contains("[^");
    if !is_clear {
        return Some(mistake);
    }
    for mark in &marks {
        mistake = mistake.edit((*mark).clone(), format!("[^{}]", mark.len()));
    }
    for note in &used {
        mistake = mistake.edit(note.range.clone(), format!("[^{}]: ", note.count));
    }
    Some(match used.first() {
        Some(note) => without_title(mistake, lines, note.range.start),
        None => mistake,
    })
}

/// Whether asterisks follow a word and end it.
fn is_mark(text: &str, run: &Range<usize>) -> bool {
    let (before, after) = (&text[..run.start], &text[run.end..]);
    before.ends_with(|c: char| c.is_alphanumeric() || ".,;:!?)”»\"。，".contains(c))
        && (after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || ".,;:!?)”»\"。，".contains(c)))
}

/// `* Ministry`, `*Ministry`, or an asterisk alone in the line above the note.
fn note(line: &Line<'_>, next: Option<&Line<'_>>) -> Option<Note> {
    let typed = line.text.trim_start();
    let start = line.start + line.text.len() - typed.len();
    let rest = typed.trim_start_matches('*');
    let count = typed.len() - rest.len();
    let words = rest.trim_start();
    if !(1..4).contains(&count) || words.contains('*') {
        return None;
    }
    if words.is_empty() {
        let next = next.filter(|next| !next.is_empty() && !next.text.trim_start().starts_with(['*', '#', '|', '-']))?;
        let margin = next.text.len() - next.text.trim_start().len();
        return Some(Note { range: start..next.start + margin, count, is_item: false });
    }
    let is_item = count == 1 && rest.starts_with([' ', '\t']);
    words.starts_with(char::is_alphanumeric).then(|| Note {
        range: start..start + typed.len() - words.len(),
        count,
        is_item,
    })
}
