//! Writes `word/footnotes.xml`: the two separators Word needs, then the notes that are marked in the text.

use super::block::Surroundings;
use super::package::{Part, PartType, Relationships};
use super::properties::RPr;
use super::styles::StyleId;
use super::xml::Xml;
use super::{NAMESPACE_R, NAMESPACE_W, Writer};
use crate::document::{Inline, NoteId, Paragraph};
use crate::error::Error;

/// The ids of the separators, which the settings name.
pub(super) const SEPARATORS: [&str; 2] = ["-1", "0"];

/// The id of a note in Word: they begin at 1, after the separators.
pub(super) fn word_id(note: NoteId) -> u32 {
    note.0 + 1
}

impl Writer<'_> {
    /// Writes the part, if the text has notes.
    pub(super) fn notes(&mut self) -> Result<Option<Part>, Error> {
        if self.marked_notes.is_empty() {
            return Ok(None);
        }
        self.xml = Xml::part();
        self.xml.open("w:footnotes", &[("xmlns:w", NAMESPACE_W), ("xmlns:r", NAMESPACE_R)]);
        for (id, kind) in SEPARATORS.into_iter().zip(["separator", "continuationSeparator"]) {
            self.separator(id, kind);
        }
        let document = self.document;
        for note in self.marked_notes.clone() {
            if let Some(text) = document.notes.get(note.0 as usize) {
                self.note(note, &text.paragraphs)?;
            }
        }
        self.xml.close("w:footnotes");
        let xml = std::mem::take(&mut self.xml).into_string();
        let relationships: Relationships = std::mem::take(&mut self.relationships);
        Ok(Some(Part { relationships, ..super::part(PartType::Notes, "footnotes.xml", xml) }))
    }

    fn separator(&mut self, id: &str, kind: &str) {
        self.xml.open("w:footnote", &[("w:type", kind), ("w:id", id)]);
        self.xml.open("w:p", &[]);
        self.xml.open("w:r", &[]);
        self.xml.empty(&format!("w:{kind}"), &[]);
        self.xml.close("w:r");
        self.xml.close("w:p");
        self.xml.close("w:footnote");
    }

    fn note(&mut self, id: NoteId, paragraphs: &[Paragraph]) -> Result<(), Error> {
        if paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.content)
            .any(|inline| matches!(inline, Inline::Note { .. }))
        {
            return Err(Error::Docx { reason: format!("note {}: Word has no notes inside notes", id.0 + 1) });
        }
        self.xml.open("w:footnote", &[("w:id", &word_id(id).to_string())]);
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let properties = self.paragraph_properties(paragraph, Surroundings::default())?;
            self.open_paragraph(&properties);
            if at == 0 {
                self.note_number();
            }
            self.inlines(&paragraph.content, vec![], self.line(paragraph))?;
            self.xml.close("w:p");
        }
        if paragraphs.is_empty() {
            self.xml.open("w:p", &[]);
            self.note_number();
            self.xml.close("w:p");
        }
        self.xml.close("w:footnote");
        Ok(())
    }

    fn note_number(&mut self) {
        self.xml.open("w:r", &[]);
        RPr { style: Some(StyleId::NOTE_MARK), ..RPr::default() }.write(&mut self.xml);
        self.xml.empty("w:footnoteRef", &[]);
        self.xml.close("w:r");
        self.xml.raw("<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
    }
}
