//! Where pages and sections begin, read from the document before the first element is written.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::visit::{self, Place, Visitor};
use crate::document::{Block, ContentId, Document, Orientation, Paragraph, Recommendations, Table};

/// A section of the Word file: pages that are turned in one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// Whether another one is before it; a cover does not count.
    pub(super) goes_on: bool,
    pub(super) orientation: Orientation,
}

/// Where pages and sections begin. A place is the first paragraph or figure after it.
#[derive(Debug, Default)]
pub(super) struct Breaks {
    pages: BTreeSet<ContentId>,
    /// The section that ends before a place.
    sections: BTreeMap<ContentId, Section>,
    /// The section at the end of the text.
    pub(super) last: Section,
    /// The last paragraph of a cover that other pages follow.
    pub(super) end_of_cover: Option<ContentId>,
    /// The text ends with a page break.
    pub(super) after_all: bool,
}

impl Breaks {
    /// Reads the document.
    pub(super) fn of(document: &Document) -> Breaks {
        let has_cover = super::frame::has_cover(document);
        let mut reader = Reader::default();
        for (at, part) in document.parts.iter().enumerate() {
            // After a cover the section begins the page already.
            reader.new_page |= part.new_page && at > 0 && !(at == 1 && has_cover);
            reader.part = part.orientation;
            visit::part(part, &mut reader);
            if at == 0 && has_cover {
                let last = part.blocks.last();
                reader.breaks.end_of_cover = last.and_then(|block| match block {
                    Block::Paragraph(paragraph) => Some(paragraph.id),
                    _ => None,
                });
                reader.is_filled = false;
            }
        }
        Breaks { after_all: reader.new_page, ..reader.breaks }
    }

    /// Whether a paragraph or figure begins a page.
    pub(super) fn begins_page(&self, id: ContentId) -> bool {
        self.pages.contains(&id)
    }

    /// The section that ends before a block. Before a list it is its first block that says so.
    pub(super) fn end_before(&self, block: &Block) -> Option<Section> {
        self.sections.get(&first(block)?).copied()
    }
}

/// What is written first of a block, if it is not another block.
fn first(block: &Block) -> Option<ContentId> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph.id),
        Block::Heading(heading) => Some(heading.paragraph.id),
        Block::Recommendations(Recommendations { lead_in, .. }) => lead_in.as_ref().map(|paragraph| paragraph.id),
        Block::Quotation(quotation) => {
            quotation.paragraphs.first().or(quotation.source.as_ref()).map(|paragraph| paragraph.id)
        }
        Block::Table(table) => Some(table.caption.as_ref().map_or_else(|| table.id(), |caption| caption.paragraph.id)),
        Block::Figure(figure) => Some(figure.id),
        Block::Contents(contents) => contents.entries.first().map(|entry| entry.paragraph.id),
        Block::List(_) | Block::PageBreak(_) => None,
    }
}

/// Goes through the text.
#[derive(Default)]
struct Reader {
    breaks: Breaks,
    /// How the pages of the part are turned.
    part: Orientation,
    /// How they are turned for the block.
    block: Orientation,
    /// Whether anything is in the section yet.
    is_filled: bool,
    /// What comes next begins a page.
    new_page: bool,
}

impl Reader {
    fn reach(&mut self, id: ContentId) {
        let section = &mut self.breaks.last;
        if self.is_filled && section.orientation != self.block {
            self.breaks.sections.insert(id, *section);
            section.goes_on = true;
        } else if self.new_page {
            self.breaks.pages.insert(id);
        }
        section.orientation = self.block;
        (self.is_filled, self.new_page) = (true, false);
    }
}

impl Visitor<'_> for Reader {
    fn block(&mut self, block: &Block) {
        self.block = match block {
            Block::Table(Table { orientation: Orientation::Landscape, .. }) => Orientation::Landscape,
            _ => self.part,
        };
        match block {
            Block::Figure(figure) => self.reach(figure.id),
            Block::PageBreak(_) => self.new_page = true,
            _ => {}
        }
    }

    fn paragraph(&mut self, _: Place, paragraph: &Paragraph) {
        self.reach(paragraph.id);
    }
}
