//! Finds the leaf of the structure tree that what an item draws belongs to.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::ContentId;
use crate::pages::{Artifact, Origin};

/// A leaf of the structure tree: content that is marked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// The number of a paragraph, heading or note.
    Marker(ContentId),
    /// Inlines of a paragraph that are read as one, named by the index of the first.
    Words(ContentId, u32),
    /// The label and number of a caption.
    CaptionLabel(ContentId),
    /// The dots and page number of a line of the contents.
    ContentsPage(ContentId),
    /// A figure.
    Figure(ContentId),
}

/// Who an item belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A leaf of the structure tree.
    Slot(Slot),
    /// It is not read aloud (an artifact).
    Artifact(Artifact),
}

/// Where an inline belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The first inline of those read as one with it.
    pub(super) group: u32,
    /// The first inline of the link it stands in, else the same as `group`.
    pub(super) link: u32,
}

/// The way from the pages back to the structure tree.
#[derive(Debug, Default)]
pub(super) struct Owners {
    places: BTreeMap<ContentId, Vec<Place>>,
    contents: BTreeSet<ContentId>,
    words: BTreeMap<Slot, String>,
}

impl Owners {
    /// Notes where each inline of a paragraph belongs.
    pub(super) fn add_paragraph(&mut self, id: ContentId, places: Vec<Place>) {
        self.places.insert(id, places);
    }

    /// Notes a line of the contents: all of it is one link.
    pub(super) fn add_contents_line(&mut self, id: ContentId, inlines: usize) {
        self.places.insert(id, vec![Place { group: 0, link: 0 }; inlines]);
        self.contents.insert(id);
    }

    /// Notes the words of a link, by the leaf that names it.
    pub(super) fn add_words(&mut self, link: Slot, words: String) {
        self.words.insert(link, words);
    }

    /// The words of a link.
    pub(super) fn words(&self, link: Slot) -> &str {
        self.words.get(&link).map_or("", String::as_str)
    }

    /// Who an item belongs to; `None` for an inline the paragraph does not have.
    pub(super) fn owner(&self, origin: Origin) -> Option<Owner> {
        Some(match origin {
            Origin::Marker(id) => Owner::Slot(Slot::Marker(id)),
            Origin::Inline(id, index) => Owner::Slot(Slot::Words(id, self.place(id, index)?.group)),
            Origin::CaptionLabel(id) => Owner::Slot(Slot::CaptionLabel(id)),
            Origin::ContentsPage(id) => Owner::Slot(Slot::ContentsPage(id)),
            Origin::Figure(id) => Owner::Slot(Slot::Figure(id)),
            Origin::Artifact(kind) => Owner::Artifact(kind),
        })
    }

    /// The leaf that names the link an active area belongs to.
    pub(super) fn link(&self, origin: Origin) -> Option<Slot> {
        match origin {
            Origin::Marker(id) | Origin::Inline(id, _) | Origin::ContentsPage(id) if self.contents.contains(&id) => {
                Some(Slot::ContentsPage(id))
            }
            Origin::Marker(id) => Some(Slot::Marker(id)),
            Origin::Inline(id, index) => Some(Slot::Words(id, self.place(id, index)?.link)),
            Origin::ContentsPage(_) | Origin::CaptionLabel(_) | Origin::Figure(_) | Origin::Artifact(_) => None,
        }
    }

    fn place(&self, id: ContentId, index: u32) -> Option<Place> {
        self.places.get(&id)?.get(usize::try_from(index).ok()?).copied()
    }
}
