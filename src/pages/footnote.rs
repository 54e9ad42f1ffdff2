//! Footnotes as one row of lines, in the order of their marks; a page takes the next lines that have room at its foot.

use super::inline::{Column, Engine};
use super::line::Line;
use crate::document::{Document, NoteId, Role};
use crate::length::Length;

/// White space between the text and the rule above the notes.
pub(super) const ABOVE_RULE: Length = Length::pt(8);
/// Thickness of that rule.
pub(super) const RULE: Length = Length::tenths_of_pt(5);
/// White space between that rule and the first note.
pub(super) const BELOW_RULE: Length = Length::pt(4);
/// Length of that rule, cut to the text width: two inches, as word processors draw it.
pub(super) const RULE_WIDTH: Length = Length::mm(50);

/// A line of a footnote.
#[derive(Clone, Debug)]
pub(super) struct NoteLine {
    /// The line.
    pub(super) line: Line,
    /// Its note.
    pub(super) note: NoteId,
    /// Whether it is the first line of its note.
    pub(super) first: bool,
    /// The space before it, where it is not the first on its page.
    pub(super) before: Length,
    /// Whether a page may begin with it: not with the second or last line of a paragraph, nor inside a word.
    may_begin: bool,
}

/// All footnotes.
#[derive(Clone, Debug, Default)]
pub(super) struct Footnotes {
    lines: Vec<NoteLine>,
    /// The height of all lines before each, spaces included; one more than lines.
    sums: Vec<Length>,
    /// Note by note the line after its last.
    ends: Vec<usize>,
}

/// What of the notes a page takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// The line after the last it takes.
    pub(super) end: usize,
    /// Their height with the rule; nothing if it takes none.
    pub(super) height: Length,
    /// How well it went.
    pub(super) outcome: Outcome,
}

/// How the notes of a page came to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All stand on it, whole.
    Whole,
    /// The last goes on on the next page.
    Continued,
    /// At least one could not begin where its mark stands, or those from earlier pages got no room.
    Late,
}

impl Footnotes {
    /// Sets all notes of a document.
    pub(super) fn new(document: &Document, engine: &mut Engine<'_>) -> Footnotes {
        let column = Column { width: document.page.text_width(), align: None, decimal: None };
        let mut notes = Footnotes { lines: vec![], sums: vec![Length::ZERO], ends: vec![] };
        for (at, note) in (0..).zip(&document.notes) {
            let first_line = notes.lines.len();
            for (place, paragraph) in note.paragraphs.iter().enumerate() {
                let mark = (place == 0).then_some(NoteId(at));
                let lines = engine.note(document, paragraph, mark, column);
                notes.add(NoteId(at), lines, document.styles.get(Role::Note).space_after);
            }
            if let Some(line) = notes.lines.get_mut(first_line) {
                line.first = true;
            }
            notes.ends.push(notes.lines.len());
        }
        notes
    }

    fn add(&mut self, note: NoteId, lines: Vec<Line>, space: Length) {
        let count = lines.len();
        let mut hyphenated = false;
        for (at, line) in lines.into_iter().enumerate() {
            let before = if at == 0 { space } else { Length::ZERO };
            let may_begin = at == 0 || (at >= 2 && at + 2 <= count && !hyphenated);
            let sum = self.sums.last().copied().unwrap_or_default() + before + line.height();
            hyphenated = line.hyphenated;
            self.sums.push(sum);
            self.lines.push(NoteLine { line, note, first: false, before, may_begin });
        }
    }

    /// How many lines they have.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line after the last of the first `count` notes.
    pub(super) fn end_of_first(&self, count: usize) -> usize {
        count.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or_default()
    }

    /// How many notes there are.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// The lines themselves, to be placed.
    pub(super) fn into_lines(self) -> Vec<NoteLine> {
        self.lines
    }

    /// The height of the lines from `start` to `end` with the rule above them.
    pub(super) fn height(&self, start: usize, end: usize) -> Length {
        match self.lines.get(start) {
            Some(line) if start < end => {
                ABOVE_RULE + RULE + BELOW_RULE + self.sums[end] - self.sums[start] - line.before
            }
            _ => Length::ZERO,
        }
    }

    /// As many of the lines from `start` to `end` as have room; the marks of those from `fresh` on stand on this page.
    pub(super) fn take(&self, start: usize, fresh: usize, end: usize, room: Length) -> Taken {
        let whole = self.height(start, end);
        if whole <= room {
            return Taken { end, height: whole, outcome: Outcome::Whole };
        }
        let fits = (start..end).rev().find(|&cut| self.height(start, cut) <= room).unwrap_or(start);
        let cut = (start + 1..=fits).rev().find(|&cut| self.lines[cut].may_begin).unwrap_or(fits);
        let begun = self.lines[cut.max(fresh)..end].iter().all(|line| !line.first);
        let outcome = if begun && cut > start { Outcome::Continued } else { Outcome::Late };
        Taken { end: cut, height: self.height(start, cut), outcome }
    }

    /// The lines a page of notes alone takes: at least one, so that every note comes to an end.
    pub(super) fn take_page(&self, start: usize, room: Length) -> usize {
        self.take(start, self.len(), self.len(), room).end.max(start + 1).min(self.len())
    }
}
