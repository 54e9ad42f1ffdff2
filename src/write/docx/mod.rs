//! Writes the Word file: styles, numbering, notes and fields as a careful colleague would have made them.
//!
//! Where elements are written: `w:pPr` in `properties/paragraph.rs`, `w:rPr` in `properties/run.rs`, `w:tblPr`, `w:trPr` and
//! `w:tcPr` in `properties/table.rs`, `w:sectPr` in `properties/section.rs`, `w:style` in `styles/sheet.rs`, `w:num` and
//! `w:lvl` in `numbering.rs`, `w:p` in `block.rs`, `w:r` and fields in `inline.rs`, `w:tbl` in `table.rs`, `w:drawing` in
//! `figure.rs`, `w:footnote` in `notes.rs`, `w:comment` in `comments.rs`.

mod block;
mod breaks;
mod caption;
mod comments;
mod contents;
mod figure;
mod frame;
mod inline;
mod isolate;
mod metadata;
mod notes;
mod numbering;
mod package;
mod plan;
mod properties;
mod script;
mod settings;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod theme;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use zip::CompressionMethod;

pub use comments::{Comment, Place};

use breaks::Breaks;
use package::{Part, PartType, Relationships};
use plan::Plan;
use properties::SectPr;
use styles::StyleId;
use xml::Xml;

use crate::document::{BookmarkId, Document, ImageId, NoteId};
use crate::error::Error;
use crate::pages::Measures;

const NAMESPACE_W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const NAMESPACE_R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What the Word file takes from other stages, as plain data.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The page number of each line of the contents; a line that is not here shows none until Word updates the field.
    pub contents_pages: &'a BTreeMap<BookmarkId, u32>,
    /// The number of words, as Word itself counts them: without footnotes.
    pub words: usize,
    /// What is said in the margin.
    pub comments: &'a [Comment],
    /// The measures that both files share.
    pub measures: &'a Measures,
}

/// Writes the document as a Word file.
pub fn write(document: &Document, given: &Given<'_>) -> Result<Vec<u8>, Error> {
    package::zip(&parts(document, given)?, CompressionMethod::Deflated)
}

/// Writes it as a Word file that is read again at once and goes nowhere: to compress it would take time for nothing.
pub(crate) fn write_to_read(document: &Document, given: &Given<'_>) -> Result<Vec<u8>, Error> {
    package::zip(&parts(document, given)?, CompressionMethod::Stored)
}

fn parts(document: &Document, given: &Given<'_>) -> Result<Vec<Part>, Error> {
    let mut writer = Writer::new(document, given);
    let last_known = given.contents_pages.values().copied().max().unwrap_or(1);
    let headers = frame::headers(document, given.measures);
    let header = headers.usual.map(|xml| part(PartType::Header, "header1.xml", xml));
    let first_header = headers.first.map(|xml| part(PartType::Header, "header2.xml", xml));
    let turned_header = headers.turned.map(|xml| part(PartType::Header, "header3.xml", xml));
    let footer = frame::footer(document, last_known).map(|xml| part(PartType::Footer, "footer1.xml", xml));
    let mut link = |part: &Option<Part>, name| part.as_ref().map(|part| writer.relationships.part(part.kind, name));
    let running = frame::Running {
        header: link(&header, "header1.xml"),
        first_header: link(&first_header, "header2.xml"),
        turned_header: link(&turned_header, "header3.xml"),
        footer: link(&footer, "footer1.xml"),
    };
    writer.section = frame::section(document, running);
    let body = writer.body()?;
    let mut relationships = std::mem::take(&mut writer.relationships);
    let notes = writer.notes()?;
    let comments = writer.comments()?;
    let numbered = writer.plan.numbered;
    let mut around = vec![
        part(
            PartType::Styles,
            "styles.xml",
            styles::part(document, numbered, given.measures, &writer.styles, comments.is_some()),
        ),
        part(PartType::Numbering, "numbering.xml", writer.numbers.part(document, numbered)),
        part(PartType::Settings, "settings.xml", settings::part(document, notes.is_some())),
        part(PartType::Fonts, "fontTable.xml", theme::fonts()),
        part(PartType::Theme, "theme/theme1.xml", theme::part()),
    ];
    around.extend(notes);
    around.extend(comments);
    for part in &around {
        relationships.part(part.kind, part.name.trim_start_matches("word/"));
    }
    around.extend(header);
    around.extend(first_header);
    around.extend(turned_header);
    around.extend(footer);
    let mut parts = vec![Part { relationships, ..part(PartType::Document, "document.xml", body) }];
    parts.extend(around);
    parts.extend(writer.media.into_parts());
    parts.extend(metadata::parts(document, given.words));
    Ok(parts)
}

/// A part of the `word` folder that points at nothing.
fn part(kind: PartType, name: &str, xml: String) -> Part {
    Part { name: format!("word/{name}"), kind, bytes: xml.into_bytes(), relationships: Relationships::default() }
}

/// Writes the body and the notes, and gives out every id in them, so that no reference can dangle.
struct Writer<'a> {
    document: &'a Document,
    given: Given<'a>,
    plan: Plan,
    breaks: Breaks,
    /// The first section of the text.
    section: SectPr,
    numbers: numbering::Numbers,
    xml: Xml,
    relationships: Relationships,
    media: figure::Media,
    marked_notes: BTreeSet<NoteId>,
    /// The styles of the paragraphs so far.
    styles: BTreeSet<StyleId>,
    /// The comments that have found their place.
    placed_comments: BTreeSet<usize>,
    next_bookmark: u32,
    next_drawing: u32,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document, given: &Given<'a>) -> Writer<'a> {
        Writer {
            document,
            given: *given,
            plan: Plan::of(document),
            breaks: Breaks::of(document),
            section: SectPr::default(),
            numbers: numbering::Numbers::new(document),
            xml: Xml::default(),
            relationships: Relationships::default(),
            media: figure::Media::default(),
            marked_notes: BTreeSet::new(),
            styles: BTreeSet::new(),
            placed_comments: BTreeSet::new(),
            next_bookmark: 0,
            next_drawing: 1,
        }
    }

    /// The name of a place, if the document marks it.
    fn place_name(&self, bookmark: BookmarkId) -> Result<&'a str, Error> {
        let name = self.document.bookmarks.get(bookmark.0 as usize).map(|bookmark| bookmark.name.as_str());
        name.filter(|_| self.plan.places.contains(&bookmark))
            .ok_or_else(|| Error::Docx { reason: format!("nothing stands at place {}", bookmark.0) })
    }

    fn image(&self, image: ImageId) -> Result<&'a crate::document::Image, Error> {
        let found = self.document.images.get(image.0 as usize);
        found.ok_or_else(|| Error::Docx { reason: format!("there is no picture {}", image.0) })
    }
}
