//! Reads the document once before writing: which places exist, which of them are pointed at, which lists are used.

use std::collections::BTreeSet;

use super::styles::Numbered;
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

impl Plan {
    /// Reads the document.
    pub(super) fn of(document: &Document) -> Plan {
        let mut plan = Plan::default();
        document.parts.iter().for_each(|part| plan.blocks(&part.blocks));
        document.notes.iter().flat_map(|note| &note.paragraphs).for_each(|paragraph| plan.references(paragraph));
        plan.pointed.extend(document.links.iter().filter_map(|link| match link {
            LinkTarget::Bookmark(bookmark) => Some(*bookmark),
            LinkTarget::Address(_) => None,
        }));
        plan
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let Block::Contents(contents) = block {
                self.pointed.extend(contents.entries.iter().map(|entry| entry.target));
                continue;
            }
            block.paragraphs().into_iter().for_each(|paragraph| self.paragraph(paragraph));
            block.items().iter().for_each(|item| self.blocks(&item.blocks));
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
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
