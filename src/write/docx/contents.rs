//! Writes the table of contents: a TOC field with its lines as they stand now.

use super::Writer;
use super::block::Surroundings;
use super::inline::{field_begin, field_end, text_runs};
use super::numbering;
use super::properties::{PPr, TabStop};
use super::styles::StyleId;
use crate::document::{Contents, ContentsEntry, Document, Format, Inline, ListId, Paragraph, Role};
use crate::error::Error;
use crate::length::Length;
use crate::look::measures::CONTENTS_TEXT_AT;
use crate::pages::Measures;

/// Headings of three levels and what else has an outline level: summary, annexes.
const INSTRUCTION: &str = "TOC \\o \"1-3\" \\h \\z \\u";

/// Where the words after a number begin in the lines of this level, from the start margin.
pub(super) fn number_tab(document: &Document, measures: &Measures, level: u8) -> Option<Length> {
    numbering::level(document, ListId::HEADINGS, level.saturating_sub(1))?;
    let words_at = measures.contents.get(&level).copied().unwrap_or(CONTENTS_TEXT_AT);
    Some(document.styles.get(Role::ContentsEntry(level)).indent_start + words_at)
}

impl Writer<'_> {
    /// Writes the field in the block that Word shows its "Update table" button on.
    pub(super) fn contents(&mut self, contents: &Contents) -> Result<(), Error> {
        self.xml.raw("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>");
        self.xml.raw("<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>");
        for (at, entry) in contents.entries.iter().enumerate() {
            self.entry(entry, (at == 0).then_some(INSTRUCTION))?;
        }
        // Word itself ends the field in a paragraph of its own; LibreOffice loses the last page number otherwise.
        self.xml.open("w:p", &[]);
        PPr { style: Some(StyleId::SPACER), ..PPr::default() }.write(&mut self.xml);
        if contents.entries.is_empty() {
            field_begin(INSTRUCTION, &mut self.xml);
        }
        field_end(&mut self.xml);
        self.xml.close("w:p");
        self.xml.raw("</w:sdtContent></w:sdt>");
        Ok(())
    }

    /// Takes the room for a number from a line: short words would have their page number at its tab stop, and in Word at the
    /// hanging indent too.
    fn without_number(&self, paragraph: &Paragraph, properties: &mut PPr) {
        let Role::ContentsEntry(level) = paragraph.role else { return };
        let Some(at) = number_tab(self.document, self.given.measures, level).filter(|_| self.plan.numbered.headings)
        else {
            return;
        };
        properties.tabs.push(TabStop { kind: "clear", leader: None, at });
        properties.indent.start = Some(self.document.styles.get(paragraph.role).indent_start);
        properties.indent.first_line = Some(Length::ZERO);
    }

    fn entry(&mut self, entry: &ContentsEntry, first: Option<&str>) -> Result<(), Error> {
        let paragraph = Paragraph { marker: None, ..entry.paragraph.clone() };
        let mut properties = self.paragraph_properties(&paragraph, Surroundings::default())?;
        if entry.paragraph.marker.is_none() {
            self.without_number(&paragraph, &mut properties);
        }
        let line = self.line(&paragraph);
        let format = Format::default();
        let name = self.place_name(entry.target)?;
        self.open_paragraph(&properties);
        if let Some(instruction) = first {
            field_begin(instruction, &mut self.xml);
        }
        self.xml.open("w:hyperlink", &[("w:anchor", name), ("w:history", "1")]);
        if let Some(marker) = &entry.paragraph.marker {
            text_runs(&format!("{}\t", marker.text), &format, line, &mut self.xml);
        }
        for inline in &paragraph.content {
            // Links and marks belong to the heading; Word leaves them out of its contents too.
            match inline {
                Inline::Text { format, .. } | Inline::Reference { format, .. } => {
                    text_runs(&inline.words(), &Format { link: None, ..format.clone() }, line, &mut self.xml);
                }
                Inline::LineBreak => text_runs(" ", &format, line, &mut self.xml),
                Inline::Note { .. } => {}
            }
        }
        text_runs("\t", &format, line, &mut self.xml);
        let page = self.given.contents_pages.get(&entry.target).map(u32::to_string).unwrap_or_default();
        self.field(&format!("PAGEREF {name} \\h"), &page, &format, line);
        self.xml.close("w:hyperlink");
        self.xml.close("w:p");
        Ok(())
    }
}
