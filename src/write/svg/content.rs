//! What the paragraphs and figures of a report are, for those who hear a page.

use std::collections::BTreeMap;

use super::escaped;
use crate::document::visit::{self, Place, Visitor};
use crate::document::{Block, ContentId, Document, Paragraph, Role};

/// What each paragraph and figure is.
pub(super) struct Contents<'d> {
    known: BTreeMap<ContentId, What<'d>>,
}

enum What<'d> {
    Paragraph(&'d Paragraph),
    Figure(&'d str),
}

impl<'d> Visitor<'d> for Contents<'d> {
    fn block(&mut self, block: &'d Block) {
        if let Block::Figure(figure) = block {
            self.known.insert(figure.id, What::Figure(&figure.alternative_text));
        }
    }

    fn paragraph(&mut self, _: Place, paragraph: &'d Paragraph) {
        self.known.insert(paragraph.id, What::Paragraph(paragraph));
    }
}

impl<'d> Contents<'d> {
    pub(super) fn of(document: &'d Document) -> Contents<'d> {
        let mut contents = Contents { known: BTreeMap::new() };
        visit::document(document, &mut contents);
        for paragraph in document.notes.iter().flat_map(|note| &note.paragraphs) {
            contents.known.insert(paragraph.id, What::Paragraph(paragraph));
        }
        contents
    }

    /// The attributes that say what it is.
    pub(super) fn role(&self, id: ContentId) -> String {
        match self.known.get(&id) {
            Some(What::Figure(alternative)) => format!(" role=\"img\" aria-label=\"{}\"", escaped(alternative)),
            Some(What::Paragraph(paragraph)) => {
                let language = match &paragraph.language {
                    Some(language) => format!(" lang=\"{}\"", language.as_str()),
                    None => String::new(),
                };
                // The page shows the report below headings of its own.
                let level = match paragraph.role {
                    Role::Title => Some(3),
                    Role::PartHeading | Role::AnnexHeading => Some(4),
                    Role::Heading(level) => Some((level + 3).min(6)),
                    _ => None,
                };
                match level {
                    Some(level) => format!(" role=\"heading\" aria-level=\"{level}\"{language}"),
                    None => format!(" role=\"paragraph\"{language}"),
                }
            }
            None => String::new(),
        }
    }
}
