//! Writes link annotations with a destination and words that say where they lead.

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Quadrilateral};

use super::owner::Slot;
use crate::document::{BookmarkId, Document, LinkId, LinkTarget, NoteId};
use crate::pages::{self, LinkEnd, Pages};

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination<'a> {
    /// An address outside.
    Address(&'a str),
    /// A place in the file.
    Place(pages::Target),
}

/// The active areas of one link on one page: one annotation, however many lines it takes.
pub(super) struct Area {
    /// The leaf that names the link.
    pub(super) link: Slot,
    /// Where it leads.
    pub(super) to: LinkEnd,
    /// Its rectangles.
    pub(super) quads: Vec<Quadrilateral>,
}

/// Finds where links lead.
#[derive(Clone, Copy)]
pub(super) struct Destinations<'a> {
    pub(super) document: &'a Document,
    pub(super) pages: &'a Pages,
}

impl<'a> Destinations<'a> {
    /// Where a link leads; `None` if the place never came to a page.
    pub(super) fn find(self, to: LinkEnd) -> Option<Destination<'a>> {
        let place = match to {
            LinkEnd::Link(id) => match self.link(id)? {
                LinkTarget::Address(address) => return Some(Destination::Address(address)),
                LinkTarget::Bookmark(id) => self.bookmark(*id)?,
            },
            LinkEnd::Bookmark(id) => self.bookmark(id)?,
            LinkEnd::NoteText(id) => self.note(id)?.0,
            LinkEnd::NoteMark(id) => self.note(id)?.1,
        };
        Some(Destination::Place(place)).filter(|_| place.page < self.pages.pages.len())
    }

    /// The place of a bookmark.
    pub(super) fn bookmark(self, id: BookmarkId) -> Option<pages::Target> {
        self.pages.targets.get(&id).copied().filter(|target| target.page < self.pages.pages.len())
    }

    fn link(self, id: LinkId) -> Option<&'a LinkTarget> {
        self.document.links.get(usize::try_from(id.0).ok()?)
    }

    fn note(self, id: NoteId) -> Option<(pages::Target, pages::Target)> {
        self.pages.notes.get(&id).copied()
    }
}

/// The annotation of an area. Its words are the link's own, or the address (ISO 14289-1, 7.18.5).
pub(super) fn annotation(quads: Vec<Quadrilateral>, destination: Destination<'_>, words: &str) -> Annotation {
    let (target, place) = match destination {
        Destination::Address(address) => {
            (Target::Action(Action::Link(LinkAction::new(address.to_owned()))), address.to_owned())
        }
        Destination::Place(target) => (Target::Destination(xyz(target).into()), format!("{}", target.page + 1)),
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = if words.is_empty() { place } else { words };
    Annotation::new_link(LinkAnnotation::new_with_quad_points(quads, target), Some(said))
}

/// A place as a destination that keeps the reader's magnification.
pub(super) fn xyz(target: pages::Target) -> XyzDestination {
    XyzDestination::new(target.page, Point::from_xy(target.point.x.to_pt(), target.point.y.to_pt()))
}
