//! Finds the elements that links, bookmarks and other elements lead to (ISO 32000-2, 12.3.2.3 and table 355).

use std::collections::BTreeMap;

use super::file::{File, Id};
use super::structure::Child;
use crate::document::{BookmarkId, ContentId, NoteId, Paragraph};

/// An element that something leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Anchor {
    /// A heading, paragraph or caption with a bookmark.
    Bookmark(BookmarkId),
    /// A heading without one.
    Heading(ContentId),
    /// A note.
    Note(NoteId),
    /// The mark of a note.
    Mark(NoteId),
}

impl Anchor {
    /// That of a heading.
    pub(super) fn of(heading: &Paragraph) -> Anchor {
        heading.bookmark.map_or(Anchor::Heading(heading.id), Anchor::Bookmark)
    }
}

/// The numbers of these elements, known before the elements are written.
#[derive(Debug)]
pub(super) struct Anchors {
    /// The element that holds all.
    pub(super) whole: Id,
    elements: BTreeMap<Anchor, Id>,
}

impl Anchors {
    /// Gives each of these elements its number.
    pub(super) fn new(children: &mut [Child], file: &mut File) -> Anchors {
        let mut anchors = Anchors { whole: file.reserve(), elements: BTreeMap::new() };
        anchors.number(children, file);
        anchors
    }

    fn number(&mut self, children: &mut [Child], file: &mut File) {
        for child in children {
            let Child::Node(node) = child else { continue };
            if let Some(anchor) = node.anchor {
                let id = file.reserve();
                node.id = Some(id);
                self.elements.entry(anchor).or_insert(id);
            }
            self.number(&mut node.children, file);
        }
    }

    /// The number of an element.
    pub(super) fn get(&self, anchor: Anchor) -> Option<Id> {
        self.elements.get(&anchor).copied()
    }

    /// The element a destination leads to; what has none leads to the whole.
    pub(super) fn end(&self, anchor: Option<Anchor>) -> Id {
        anchor.and_then(|anchor| self.get(anchor)).unwrap_or(self.whole)
    }
}
