//! The plain text of a [`Document`], and its paragraphs one by one in reading order.

use super::visit::{self, Place, Visitor, notes_of};
use super::{Block, Caption, Document, Inline, Paragraph, PartKind, plain_text};

/// Calls `visit` with each paragraph in reading order: captions and cells in place, and each note after the paragraph
/// that holds its mark.
pub fn for_each_paragraph<'d>(document: &'d Document, visit: impl FnMut(PartKind, &'d Paragraph)) {
    let mut each = Each { document, kind: PartKind::Body, visit };
    for part in &document.parts {
        each.kind = part.kind;
        visit::part(part, &mut each);
    }
}

/// The words of a paragraph, without its number and without note marks.
pub fn words(paragraph: &Paragraph) -> String {
    plain_text(&paragraph.content)
}

/// Whether a paragraph announces what comes next: it ends in a colon, so the two stay on one page.
pub fn announces(paragraph: &Paragraph) -> bool {
    words(paragraph).trim_end().ends_with([':', '：'])
}

/// The whole document as plain text: one paragraph a line with its number, note marks and notes as `[1]`, a row of a
/// table a line with tabs between its cells.
pub fn text(document: &Document) -> String {
    let mut text = String::new();
    for_each_piece(document, |piece| text.push_str(piece));
    text
}

/// Calls `sink` with the pieces of [`text`] one after the other.
pub(crate) fn for_each_piece(document: &Document, sink: impl FnMut(&str)) {
    let mut lines = Lines { document, sink, row: Vec::new() };
    visit::document(document, &mut lines);
}

struct Each<'d, F> {
    document: &'d Document,
    kind: PartKind,
    visit: F,
}

impl<'d, F: FnMut(PartKind, &'d Paragraph)> Visitor<'d> for Each<'d, F> {
    fn paragraph(&mut self, _: Place, paragraph: &'d Paragraph) {
        (self.visit)(self.kind, paragraph);
        for note in notes_of(self.document, paragraph) {
            note.paragraphs.iter().for_each(|paragraph| (self.visit)(self.kind, paragraph));
        }
    }
}

struct Lines<'d, F> {
    document: &'d Document,
    sink: F,
    /// The cells of a row that have been written.
    row: Vec<&'d Paragraph>,
}

impl<'d, F: FnMut(&str)> Visitor<'d> for Lines<'d, F> {
    fn paragraph(&mut self, place: Place, paragraph: &'d Paragraph) {
        if place == Place::Table {
            if !self.row.is_empty() {
                (self.sink)("\t");
            }
            self.content(paragraph);
            self.row.push(paragraph);
        } else {
            self.line("", paragraph);
        }
    }

    fn caption(&mut self, caption: &'d Caption) {
        self.line(&caption.lead(), &caption.paragraph);
    }

    fn block(&mut self, block: &'d Block) {
        if let Block::Figure(figure) = block {
            (self.sink)(&figure.alternative_text);
            (self.sink)("\n");
        }
    }

    fn end_of_row(&mut self) {
        (self.sink)("\n");
        for cell in std::mem::take(&mut self.row) {
            self.notes(cell);
        }
    }
}

impl<'d, F: FnMut(&str)> Lines<'d, F> {
    fn line(&mut self, start: &str, paragraph: &'d Paragraph) {
        (self.sink)(start);
        if let Some(marker) = &paragraph.marker {
            (self.sink)(&marker.text);
            (self.sink)(self.document.gap_after(marker));
        }
        self.content(paragraph);
        (self.sink)("\n");
        self.notes(paragraph);
    }

    fn content(&mut self, paragraph: &Paragraph) {
        for inline in &paragraph.content {
            match inline {
                Inline::Note { note, .. } => self.note_mark(note.0 + 1),
                Inline::Text { .. } | Inline::Reference { .. } | Inline::LineBreak => (self.sink)(&inline.words()),
            }
        }
    }

    fn notes(&mut self, paragraph: &'d Paragraph) {
        for note in notes_of(self.document, paragraph) {
            self.note_mark(note.number);
            for paragraph in &note.paragraphs {
                (self.sink)(" ");
                self.content(paragraph);
            }
            (self.sink)("\n");
        }
    }

    fn note_mark(&mut self, number: u32) {
        (self.sink)("[");
        (self.sink)(&number.to_string());
        (self.sink)("]");
    }
}

#[cfg(test)]
mod tests {
    use super::{for_each_paragraph, text, words};
    use crate::document::{PartKind, Role, sample};

    #[test]
    fn text_has_numbers_notes_captions_and_rows_in_reading_order() {
        let text = text(&sample::everything());
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.contains(&"3. We recommend that it:"));
        assert!(lines.contains(&"(i) In towns;"));
        assert!(lines.contains(&"Table 1. Rents by district"));
        assert!(lines.contains(&"North\t12.5"));
        let note = lines.iter().position(|line| *line == "[1] E/C.12/CHN/CO/3, para. 47.");
        let mark = lines.iter().position(|line| line.contains("the survey.[1] The word"));
        assert_eq!(note, mark.map(|at| at + 1));
    }

    #[test]
    fn paragraphs_come_with_their_part_and_notes_after_their_mark() {
        let document = sample::everything();
        let mut seen = vec![];
        for_each_paragraph(&document, |kind, paragraph| seen.push((kind, paragraph.role, words(paragraph))));
        let note = seen.iter().position(|(_, role, _)| *role == Role::Note).expect("there is a note");
        assert_eq!(seen[note].0, PartKind::Body);
        assert!(seen[note - 1].2.starts_with("Prices rose"));
        assert_eq!(seen.last().map(|(kind, ..)| *kind), Some(PartKind::Annex));
    }
}
