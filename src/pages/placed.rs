//! The placed form: pages with positioned items, each knowing which part of the document it draws.

use std::collections::BTreeMap;

use super::run::GlyphRun;
use crate::document::{BookmarkId, ContentId, ImageId, LinkId, NoteId};
use crate::length::Length;
use crate::look::{Orientation, TableLook};
use crate::source::Span;

/// A point on a page, from the top left corner; y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// From the left edge.
    pub x: Length,
    /// From the top edge.
    pub y: Length,
}

/// The whole document, placed.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// Where each bookmark came to stand: index of the page and point of its first line's top.
    pub targets: BTreeMap<BookmarkId, Target>,
    /// Where each note's text begins, and where its mark stands, for links both ways.
    pub notes: BTreeMap<NoteId, (Target, Target)>,
    /// The characters that no face has, each with the piece of text that it first stands in, in the order of their places.
    pub missing: Vec<(char, Span)>,
    /// What both files share.
    pub measures: Measures,
}

/// What was decided with the fonts, once for both files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// Of each table, by [`Table::id`](crate::document::Table::id).
    pub tables: BTreeMap<ContentId, TableLook>,
    /// The drawn width and height of each figure, by its id.
    pub figures: BTreeMap<ContentId, (Length, Length)>,
    /// By level of the contents: from the start of a number to the words after it.
    pub contents: BTreeMap<u8, Length>,
    /// The title in the running header, as far as there is room.
    pub header_start: String,
    /// The State in the running header, as far as there is room.
    pub header_end: String,
}

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Index of the page, from 0.
    pub page: usize,
    /// The place on it.
    pub point: Point,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The number printed on it and shown by readers; the cover has none.
    pub number: Option<u32>,
    /// How it is turned.
    pub orientation: Orientation,
    /// The items in reading order: text block first, then footnotes; header and footer are artifacts.
    pub items: Vec<Placed>,
}

/// An item and its place: for glyphs the start of the base line, for the rest the top left corner.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The place.
    pub point: Point,
    /// The item.
    pub item: Item,
    /// What it draws.
    pub origin: Origin,
}

/// What can stand on a page.
#[derive(Clone, Debug)]
pub enum Item {
    /// Glyphs of one face on one base line.
    Glyphs(GlyphRun),
    /// A filled rectangle.
    Rule {
        /// Its width.
        width: Length,
        /// Its height.
        height: Length,
        /// Its colour.
        ink: Ink,
    },
    /// A picture.
    Image {
        /// Which.
        image: ImageId,
        /// Drawn width.
        width: Length,
        /// Drawn height.
        height: Length,
    },
    /// An active area over what was drawn just before.
    Link {
        /// Its width.
        width: Length,
        /// Its height.
        height: Length,
        /// Where it leads.
        to: LinkEnd,
    },
}

/// The colour of a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// As the text.
    #[default]
    Black,
    /// Half of that, beside recommendations.
    Grey,
}

/// Where an active area leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// The document's link.
    Link(LinkId),
    /// A place in the report: cross references and the contents.
    Bookmark(BookmarkId),
    /// From the mark to the note.
    NoteText(NoteId),
    /// From the note back to its mark.
    NoteMark(NoteId),
}

/// What an item draws: the way back to the document, for tags and messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The marker of a paragraph, heading or note: its number.
    Marker(ContentId),
    /// A piece of a paragraph: an index into its `content`.
    Inline(ContentId, u32),
    /// The label and number of a caption.
    CaptionLabel(ContentId),
    /// The dots and page number of a line of the contents.
    ContentsPage(ContentId),
    /// A figure.
    Figure(ContentId),
    /// Nothing a reader reads: rules, headers, footers, repeated table heads.
    Artifact(Artifact),
}

impl Origin {
    /// The paragraph or figure; nothing for artifacts.
    pub fn content(self) -> Option<ContentId> {
        match self {
            Origin::Marker(id)
            | Origin::Inline(id, _)
            | Origin::CaptionLabel(id)
            | Origin::ContentsPage(id)
            | Origin::Figure(id) => Some(id),
            Origin::Artifact(_) => None,
        }
    }
}

/// The kinds of artifact (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Artifact {
    /// The running header.
    Header,
    /// The running footer.
    Footer,
    /// Rules and repeated table heads.
    Layout,
}

/// The page number of each bookmark, for the contents in Word: plain data, so that the writer need not know pages.
pub fn contents_pages(pages: &Pages) -> BTreeMap<BookmarkId, u32> {
    pages
        .targets
        .iter()
        .filter_map(|(bookmark, target)| Some((*bookmark, pages.pages.get(target.page)?.number?)))
        .collect()
}

/// The number of the page on which each piece of content begins: plain data, for lists of pages.
pub fn first_pages(pages: &Pages) -> BTreeMap<ContentId, u32> {
    let mut first = BTreeMap::new();
    for page in &pages.pages {
        let Some(number) = page.number else { continue };
        for content in page.items.iter().filter_map(|placed| placed.origin.content()) {
            first.entry(content).or_insert(number);
        }
    }
    first
}

/// Whether the first of the items stands in the active area of the author's own link: areas follow what they cover.
pub(crate) fn stands_in_link(items: &[Placed]) -> bool {
    let Some((first, rest)) = items.split_first() else { return false };
    let next = rest.iter().find(|placed| !matches!(placed.item, Item::Glyphs(_)));
    let Some(Placed { point, item: Item::Link { width, height, to: LinkEnd::Link(_) }, .. }) = next else {
        return false;
    };
    let (right, bottom) = (point.x + *width, point.y + *height);
    point.x <= first.point.x && first.point.x < right && point.y <= first.point.y && first.point.y <= bottom
}
