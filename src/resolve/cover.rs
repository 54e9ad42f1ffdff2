//! Makes the cover page a document of its own, for uploads that want one beside the text.

use super::page::identifier;
use crate::document::{Document, PageSetup, Part, PartKind};

/// The cover page: the title block, without header and footer except for marks such as DRAFT. `None` if there is none.
pub fn cover_page(document: &Document) -> Option<Document> {
    let first = document.parts.first().filter(|part| match part.kind {
        PartKind::Cover | PartKind::Title => !part.blocks.is_empty(),
        PartKind::Profile
        | PartKind::Contents
        | PartKind::Summary
        | PartKind::Body
        | PartKind::Annex
        | PartKind::Sources => false,
    })?;
    let mut cover = Document {
        parts: vec![Part { kind: PartKind::Cover, new_page: false, ..first.clone() }],
        page: PageSetup {
            header_start: String::new(),
            header_end: String::new(),
            footer: Vec::new(),
            ..document.page.clone()
        },
        // A title block has neither notes nor links nor pictures, and nothing points into it.
        notes: Vec::new(),
        links: Vec::new(),
        bookmarks: Vec::new(),
        images: Vec::new(),
        ..document.clone()
    };
    cover.metadata.identifier = identifier(&cover);
    Some(cover)
}
