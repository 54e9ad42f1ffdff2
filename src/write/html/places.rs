//! The ids of a copy: every numbered paragraph, heading and target of a reference can be pointed at.

use std::collections::BTreeMap;

use crate::document::text::{for_each_paragraph, words};
use crate::document::{Block, BookmarkId, ContentId, Document, ListId, Paragraph, PartKind, Role};

/// A heading for lists of contents.
pub(crate) struct Entry {
    /// 1 for headings of parts and of the first level.
    pub(crate) level: u8,
    /// Number and words.
    pub(crate) words: String,
    /// Its id.
    pub(crate) id: String,
}

/// The id of each paragraph that has one, and of each place that is pointed at.
pub(crate) struct Places {
    paragraphs: BTreeMap<ContentId, String>,
    bookmarks: BTreeMap<BookmarkId, String>,
}

impl Places {
    pub(crate) fn new(document: &Document) -> Places {
        let mut places = Places { paragraphs: BTreeMap::new(), bookmarks: BTreeMap::new() };
        for_each_paragraph(document, |_, paragraph| {
            let Some(id) = id(document, paragraph) else { return };
            if let Some(bookmark) = paragraph.bookmark {
                places.bookmarks.insert(bookmark, id.clone());
            }
            places.paragraphs.insert(paragraph.id, id);
        });
        places
    }

    /// The id of a paragraph.
    pub(crate) fn of(&self, paragraph: &Paragraph) -> Option<&str> {
        self.paragraphs.get(&paragraph.id).map(String::as_str)
    }

    /// The id of a place that is pointed at.
    pub(crate) fn of_bookmark(&self, bookmark: BookmarkId) -> Option<&str> {
        self.bookmarks.get(&bookmark).map(String::as_str)
    }
}

/// `p12` for the numbered paragraph 12, which others can cite; the name of the place for what only this report points at.
fn id(document: &Document, paragraph: &Paragraph) -> Option<String> {
    let numbered = paragraph.marker.as_ref().filter(|marker| marker.list == ListId::PARAGRAPHS && marker.level == 0);
    if let Some(marker) = numbered {
        return Some(format!("p{}", marker.number));
    }
    let named = paragraph.bookmark.and_then(|bookmark| document.bookmarks.get(bookmark.0 as usize));
    match (named, paragraph.role) {
        (Some(bookmark), _) => Some(bookmark.name.clone()),
        (None, Role::Heading(_) | Role::PartHeading | Role::AnnexHeading) => Some(format!("h{}", paragraph.id.0)),
        (None, _) => None,
    }
}

/// The headings of a report in order, without that of the table of contents.
pub(crate) fn entries(document: &Document, places: &Places) -> Vec<Entry> {
    let mut entries = Vec::new();
    for part in document.parts.iter().filter(|part| part.kind != PartKind::Contents) {
        for block in &part.blocks {
            let Block::Heading(heading) = block else { continue };
            let paragraph = &heading.paragraph;
            let Some(id) = places.of(paragraph) else { continue };
            let marker = paragraph.marker.as_ref();
            let number = marker.map_or_else(String::new, |marker| marker.text.clone() + document.gap_after(marker));
            let words = format!("{number}{}", words(paragraph));
            entries.push(Entry { level: depth(heading.level, paragraph.role), words, id: id.to_owned() });
        }
    }
    entries
}

/// How deep a heading is below the report's title: 1 for parts and for headings of the first level. Headings in an annex
/// begin at the second level.
pub(crate) fn depth(level: u8, role: Role) -> u8 {
    if matches!(role, Role::PartHeading | Role::AnnexHeading) { 1 } else { level }
}
