//! From a [`Document`] to plain text and to its paragraphs one by one, in reading order: for counting, rules and tests.

use super::{Block, Caption, Document, Inline, ListItem, Paragraph, PartKind, Table, plain_text};

/// Calls `visit` with each paragraph in reading order: captions and cells in place, and each note after the paragraph
/// that holds its mark.
pub fn for_each_paragraph<'d>(document: &'d Document, mut visit: impl FnMut(PartKind, &'d Paragraph)) {
    for part in &document.parts {
        let mut walk = Walk { document, kind: part.kind, visit: &mut visit };
        walk.blocks(&part.blocks);
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
    let mut lines = Lines { document, sink };
    for part in &document.parts {
        lines.blocks(&part.blocks);
    }
}

struct Walk<'d, 'f, F> {
    document: &'d Document,
    kind: PartKind,
    visit: &'f mut F,
}

impl<'d, F: FnMut(PartKind, &'d Paragraph)> Walk<'d, '_, F> {
    fn blocks(&mut self, blocks: &'d [Block]) {
        for block in blocks {
            block.paragraphs().into_iter().for_each(|paragraph| self.paragraph(paragraph));
            block.items().iter().for_each(|item| self.blocks(&item.blocks));
        }
    }

    fn paragraph(&mut self, paragraph: &'d Paragraph) {
        (self.visit)(self.kind, paragraph);
        for note in notes_of(self.document, paragraph) {
            for paragraph in &note.paragraphs {
                (self.visit)(self.kind, paragraph);
            }
        }
    }
}

/// The notes whose marks a paragraph holds.
fn notes_of<'d>(document: &'d Document, paragraph: &'d Paragraph) -> impl Iterator<Item = &'d super::Note> {
    paragraph.content.iter().filter_map(|inline| match inline {
        Inline::Note { note, .. } => document.notes.get(note.0 as usize),
        Inline::Text { .. } | Inline::Reference { .. } | Inline::LineBreak => None,
    })
}

struct Lines<'d, F> {
    document: &'d Document,
    sink: F,
}

impl<'d, F: FnMut(&str)> Lines<'d, F> {
    fn blocks(&mut self, blocks: &'d [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph("", paragraph),
                Block::Heading(heading) => self.paragraph("", &heading.paragraph),
                Block::List(list) => self.items(&list.items),
                Block::Recommendations(recommendations) => {
                    recommendations.lead_in.iter().for_each(|paragraph| self.paragraph("", paragraph));
                    self.items(&recommendations.items);
                }
                Block::Quotation(quotation) => {
                    quotation
                        .paragraphs
                        .iter()
                        .chain(&quotation.source)
                        .for_each(|paragraph| self.paragraph("", paragraph));
                }
                Block::Table(table) => self.table(table),
                Block::Figure(figure) => {
                    (self.sink)(&figure.alternative_text);
                    (self.sink)("\n");
                    self.caption(figure.caption.as_ref());
                }
                Block::Contents(contents) => {
                    contents.entries.iter().for_each(|entry| self.paragraph("", &entry.paragraph));
                }
                Block::PageBreak(_) => {}
            }
        }
    }

    fn items(&mut self, items: &'d [ListItem]) {
        for item in items {
            self.blocks(&item.blocks);
        }
    }

    fn table(&mut self, table: &'d Table) {
        self.caption(table.caption.as_ref());
        for row in std::iter::once(&table.header).chain(&table.rows) {
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    (self.sink)("\t");
                }
                self.content(&cell.paragraph);
            }
            (self.sink)("\n");
            row.iter().for_each(|cell| self.notes(&cell.paragraph));
        }
    }

    fn caption(&mut self, caption: Option<&'d Caption>) {
        if let Some(caption) = caption {
            let start = format!("{} {}{}", caption.label, caption.number, caption.separator);
            self.paragraph(&start, &caption.paragraph);
        }
    }

    fn paragraph(&mut self, start: &str, paragraph: &'d Paragraph) {
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
