//! The plain text of a report: UTF-8 for web forms, mail and braille.
//!
//! Numbers stand before their paragraphs as in the other files, an empty line stands between paragraphs, the mark of a
//! note is `[1]`, and the notes stand at the end. A table is a list of its rows, each cell after the name of its column.

use crate::document::{
    Block, Caption, Cell, Contents, Document, Figure, Inline, ListItem, Paragraph, Part, PartKind, Quotation, RowCell,
    Table,
};
use crate::facts::language::Labels;

/// The text of a report, with a line end at its end.
pub fn write(document: &Document, labels: &Labels) -> String {
    let mut text = Writer { document, labels, text: String::new(), indent: 0 };
    if !document.page.marks.is_empty() {
        text.line(&document.page.marks.join(" · "));
        text.end();
    }
    for part in &document.parts {
        text.part(part);
    }
    text.notes();
    text.text
}

struct Writer<'a> {
    document: &'a Document,
    labels: &'a Labels,
    text: String,
    /// How many steps the lines are indented.
    indent: usize,
}

/// One step of indentation.
const STEP: &str = "    ";

impl Writer<'_> {
    fn part(&mut self, part: &Part) {
        match part.kind {
            // A form has no pages, so a list of page numbers says nothing there.
            PartKind::Contents => {}
            PartKind::Cover
            | PartKind::Title
            | PartKind::Profile
            | PartKind::Summary
            | PartKind::Body
            | PartKind::Annex
            | PartKind::Sources => self.blocks(&part.blocks),
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph("", paragraph),
                Block::Heading(heading) => self.paragraph("", &heading.paragraph),
                Block::List(list) => self.items(&list.items),
                Block::Recommendations(recommendations) => {
                    if let Some(lead_in) = &recommendations.lead_in {
                        self.paragraph("", lead_in);
                    }
                    self.items(&recommendations.items);
                }
                Block::Quotation(quotation) => self.quotation(quotation),
                Block::Table(table) => self.table(table),
                Block::Figure(figure) => self.figure(figure),
                Block::Contents(Contents { .. }) | Block::PageBreak(_) => {}
            }
        }
    }

    fn items(&mut self, items: &[ListItem]) {
        self.indent += 1;
        for item in items {
            self.blocks(&item.blocks);
        }
        self.indent -= 1;
    }

    fn quotation(&mut self, quotation: &Quotation) {
        self.indent += 1;
        for paragraph in quotation.paragraphs.iter().chain(&quotation.source) {
            self.paragraph("", paragraph);
        }
        self.indent -= 1;
    }

    fn table(&mut self, table: &Table) {
        self.caption(table.caption.as_ref());
        let names: Vec<String> = table.header.iter().map(|cell| self.cell(cell)).collect();
        for row in 0..table.rows.len() {
            // Cells under one name of the head are said together.
            let mut named: Vec<String> = Vec::new();
            let mut last = String::new();
            for RowCell { cell, .. } in table.row_with_above(row) {
                let (name, words) = (self.names_over(table, cell), self.cell(cell));
                match named.last_mut() {
                    _ if words.is_empty() => continue,
                    Some(before) if name == last && !name.is_empty() => before.push_str(&format!(", {words}")),
                    _ if name.is_empty() => named.push(words),
                    _ => named.push(format!("{name}: {words}")),
                }
                last = name;
            }
            self.line(&format!("– {}", named.join("; ")));
        }
        if table.rows.is_empty() {
            self.line(&names.join("; "));
        }
        self.end();
        if let Some(below) = &table.below {
            self.paragraph("", below);
        }
    }

    /// The words of the head over a cell, over all its columns.
    fn names_over(&self, table: &Table, cell: &Cell) -> String {
        let meets = |head: &&Cell| head.column < cell.column + cell.columns && cell.column < head.column + head.columns;
        let names = table.header.iter().filter(meets).map(|head| self.cell(head));
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn cell(&self, cell: &Cell) -> String {
        self.content(&cell.paragraph).replace('\n', " ")
    }

    fn figure(&mut self, figure: &Figure) {
        self.line(&format!("[{}: {}]", self.labels.figure, figure.alternative_text));
        self.end();
        self.caption(figure.caption.as_ref());
        if let Some(below) = &figure.below {
            self.paragraph("", below);
        }
    }

    fn caption(&mut self, caption: Option<&Caption>) {
        if let Some(caption) = caption {
            let start = caption.lead();
            self.paragraph(&start, &caption.paragraph);
        }
    }

    fn paragraph(&mut self, start: &str, paragraph: &Paragraph) {
        let marker = paragraph.marker.as_ref();
        // A number that has a place of its own on the page needs a space here.
        let marker =
            marker.map_or_else(String::new, |marker| format!("{}{}", marker.text, self.document.gap_after(marker)));
        let words = format!("{start}{marker}{}", self.content(paragraph));
        if !words.trim().is_empty() {
            self.line(&words);
            self.end();
        }
    }

    fn content(&self, paragraph: &Paragraph) -> String {
        let mut text = String::new();
        for inline in &paragraph.content {
            match inline {
                Inline::Note { note, .. } => text.push_str(&format!("[{}]", note.0 + 1)),
                Inline::LineBreak => text.push('\n'),
                Inline::Text { .. } | Inline::Reference { .. } => text.push_str(&inline.words()),
            }
        }
        text
    }

    fn notes(&mut self) {
        if self.document.notes.is_empty() {
            return;
        }
        self.line(&self.labels.copies.notes.clone());
        self.end();
        for note in &self.document.notes {
            let words: Vec<String> = note.paragraphs.iter().map(|paragraph| self.content(paragraph)).collect();
            self.line(&format!("[{}] {}", note.number, words.join("\n")));
            self.end();
        }
    }

    /// Lines at the indentation of this place.
    fn line(&mut self, words: &str) {
        for line in words.lines() {
            self.text.push_str(&STEP.repeat(self.indent));
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// The empty line after a paragraph.
    fn end(&mut self) {
        self.text.push('\n');
    }
}
