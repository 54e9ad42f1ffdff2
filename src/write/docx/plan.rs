//! Reads the document once before writing: which places exist, which of them are pointed at, which lists are used.

use std::collections::BTreeSet;

use super::styles::Numbered;
use crate::document::visit::{self, Place, Visitor};
use crate::document::{Block, BookmarkId, Document, Inline, LinkTarget, ListId, Paragraph, RefPiece, Role};

/// What is known before the first element is written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The places that a paragraph marks.
    pub(super) places: BTreeSet<BookmarkId>,
    /// The places that something points at: no others are written.
    pub(super) pointed: BTreeSet<BookmarkId>,
    pub(super) numbered: Numbered,
}

impl Visitor<'_> for Plan {
    fn paragraph(&mut self, place: Place, paragraph: &Paragraph) {
        if place != Place::Contents {
            self.text(paragraph);
        }
    }

    fn block(&mut self, block: &Block) {
        if let Block::Contents(contents) = block {
            self.pointed.extend(contents.entries.iter().map(|entry| entry.target));
        }
    }
}

impl Plan {
    /// Reads the document.
    pub(super) fn of(document: &Document) -> Plan {
        let mut plan = Plan::default();
        visit::document(document, &mut plan);
        document.notes.iter().flat_map(|note| &note.paragraphs).for_each(|paragraph| plan.references(paragraph));
        plan.pointed.extend(document.links.iter().filter_map(|link| match link {
            LinkTarget::Bookmark(bookmark) => Some(*bookmark),
            LinkTarget::Address(_) => None,
        }));
        plan
    }

    fn text(&mut self, paragraph: &Paragraph) {
        self.places.extend(paragraph.bookmark);
        self.references(paragraph);
        if let Some(marker) = paragraph.marker.as_ref().filter(|_| paragraph.role != Role::AnnexHeading) {
            self.numbered.headings |= matches!(paragraph.role, Role::Heading(_));
            self.numbered.paragraphs |= marker.list == ListId::PARAGRAPHS;
        }
    }

    /// The places that the references of a paragraph lead to or take numbers from.
    fn references(&mut self, paragraph: &Paragraph) {
        for inline in &paragraph.content {
            let Inline::Reference { target, text, .. } = inline else { continue };
            self.pointed.insert(*target);
            self.pointed.extend(text.iter().filter_map(|piece| match piece {
                RefPiece::Number { of, .. } => Some(*of),
                RefPiece::Words(_) => None,
            }));
        }
    }
}
