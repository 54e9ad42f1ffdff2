//! Writes link annotations with a destination and words that say where they lead.

use super::anchors::{Anchor, Anchors};
use super::file::Id;
use super::object::Object;
use super::owner::Slot;
use crate::document::{BookmarkId, Document, LinkId, LinkTarget, NoteId};
use crate::length::Length;
use crate::pages::{self, LinkEnd, Pages, Point};

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination<'a> {
    /// An address outside.
    Address(&'a str),
    /// A place in the file, and the element there.
    Place(pages::Target, Anchor),
}

/// The active areas of one link on one page: one annotation, however many lines it takes.
pub(super) struct Area {
    /// The leaf that names the link.
    pub(super) link: Slot,
    /// Where it leads.
    pub(super) to: LinkEnd,
    /// Its rectangles.
    pub(super) parts: Vec<Rectangle>,
}

/// A rectangle on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rectangle {
    /// Its top left corner.
    pub(super) at: Point,
    pub(super) width: Length,
    pub(super) height: Length,
}

impl Rectangle {
    /// Its edges as the file counts them, from the bottom left corner of a page of this height: left, bottom, right, top.
    pub(super) fn edges(self, page: Length) -> [Length; 4] {
        let Rectangle { at, width, height } = self;
        [at.x, page - at.y - height, at.x + width, page - at.y]
    }
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
        let at = |id| Some((self.bookmark(id)?, Anchor::Bookmark(id)));
        let (place, anchor) = match to {
            LinkEnd::Link(id) => match self.link(id)? {
                LinkTarget::Address(address) => return Some(Destination::Address(address)),
                LinkTarget::Bookmark(id) => at(*id)?,
            },
            LinkEnd::Bookmark(id) => at(id)?,
            LinkEnd::NoteText(id) => (self.note(id)?.0, Anchor::Note(id)),
            LinkEnd::NoteMark(id) => (self.note(id)?.1, Anchor::Mark(id)),
        };
        Some(Destination::Place(place, anchor)).filter(|_| place.page < self.pages.pages.len())
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
pub(super) fn annotation(
    area: &Area,
    destination: Destination<'_>,
    words: &str,
    height: Length,
    places: &Places<'_>,
) -> Object {
    let parts = || area.parts.iter().map(|part| part.edges(height));
    let [left, bottom, right, top] =
        parts().fold([Length::pt(1_000_000); 4], |[l, b, r, t], [left, low, right, high]| {
            let right = if r == Length::pt(1_000_000) { right } else { r.max(right) };
            let top = if t == Length::pt(1_000_000) { high } else { t.max(high) };
            [l.min(left), b.min(low), right, top]
        });
    // ISO 19005-2, 6.5.3: it is printed.
    let mut annotation = Object::new("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
    annotation.lengths([left, bottom, right, top]).say("]");
    if area.parts.len() > 1 {
        annotation.say("/QuadPoints[");
        for [left, bottom, right, top] in parts() {
            annotation.lengths([left, bottom, right, bottom, right, top, left, top]);
        }
        annotation.say("]");
    }
    let place = match destination {
        Destination::Address(address) => {
            annotation.say("/A<</S/URI/URI").string(address.as_bytes()).say(">>");
            address.to_owned()
        }
        Destination::Place(target, anchor) => {
            places.write(target, Some(anchor), &mut annotation);
            format!("{}", target.page + 1)
        }
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    annotation.say("/Contents").text(if words.is_empty() { &place } else { &words });
    annotation
}

/// A page of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    pub(super) id: Id,
    pub(super) height: Length,
    /// How many marks are on it.
    pub(super) marks: usize,
}

/// The pages, as destinations name them.
pub(super) struct Places<'a> {
    pub(super) pages: &'a [Sheet],
    /// The elements, where destinations lead to them.
    pub(super) anchors: Option<&'a Anchors>,
}

impl Places<'_> {
    /// A place as a destination that keeps the reader's magnification (ISO 32000-1, 12.3.2.2). Where it is an element, the
    /// page stays beside it for programs that know pages only (ISO 32000-2, 12.6.4.2).
    pub(super) fn write(&self, target: pages::Target, anchor: Option<Anchor>, object: &mut Object) {
        let Some(sheet) = self.pages.get(target.page).or(self.pages.last()) else { return };
        let at = |id: Id, object: &mut Object| {
            object.say("[").id(id).say("/XYZ ").lengths([target.point.x, sheet.height - target.point.y]).say("0]");
        };
        match self.anchors {
            None => at(sheet.id, object.say("/Dest")),
            Some(anchors) => {
                at(sheet.id, object.say("/A<</S/GoTo/D"));
                at(anchors.end(anchor), object.say("/SD"));
                object.say(">>");
            }
        }
    }
}
