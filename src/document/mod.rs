//! What the report says, with everything decided: the contract between reading, layout, the two writers and the rules.
//!
//! Numbers, labels and cross-reference texts are resolved, every block keeps its place in the author's file, and one
//! [`StyleSheet`] tells both writers how each role looks. Only page numbers stay open.

mod block;
mod inline;
mod list;
pub mod number;
#[cfg(test)]
pub(crate) mod sample;
pub mod text;
pub mod visit;

pub use block::{
    Block, Caption, Cell, Clean, Contents, ContentsEntry, Figure, Heading, Image, ImageFormat, List, ListItem, Note,
    NoteOrigin, Paragraph, Quotation, Recommendations, RowCell, Table,
};
pub use inline::{Format, Inline, LinkTarget, RefPiece, VerticalPosition, plain_text};
pub use list::{ListDefinition, ListLevel, Marker, NumberFormat};

use std::ops::Range;

use crate::facts::language::{Direction, Language, NoteMark};
use crate::length::Length;
pub use crate::look::{Align, Column, ColumnWidth, LINK_COLOUR, Orientation, Role, Style, StyleSheet};
use crate::source::Span;

/// A paragraph or figure, anything that puts content on a page. Unique in the document, in reading order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId(pub u32);

/// A footnote: an index into [`Document::notes`]. Its number is one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);

/// A link: an index into [`Document::links`]. Neighbouring inlines with the same id are one link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// A place that can be pointed at: an index into [`Document::bookmarks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookmarkId(pub u32);

/// A picture: an index into [`Document::images`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId(pub u32);

/// A list definition: an index into [`Document::lists`]. [`ListId::HEADINGS`] and [`ListId::PARAGRAPHS`] always exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u32);

impl ListId {
    /// The headings: I. / A. / 1. / (a) / (i).
    pub const HEADINGS: ListId = ListId(0);
    /// The numbered paragraphs and their sub-paragraphs: 1. / (a) / (i) / bullet.
    pub const PARAGRAPHS: ListId = ListId(1);
}

/// A whole report, resolved.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its main language.
    pub language: Language,
    /// Where the marks of notes stand in it.
    pub note_mark: NoteMark,
    /// The direction of its main language.
    pub direction: Direction,
    /// What the file says about itself.
    pub metadata: Metadata,
    /// Page size, margins, header and footer.
    pub page: PageSetup,
    /// The parts in reading order.
    pub parts: Vec<Part>,
    /// Footnotes in the order of their marks.
    pub notes: Vec<Note>,
    /// Link targets.
    pub links: Vec<LinkTarget>,
    /// Places that are pointed at.
    pub bookmarks: Vec<Bookmark>,
    /// Pictures.
    pub images: Vec<Image>,
    /// How lists are numbered, level by level.
    pub lists: Vec<ListDefinition>,
    /// How each role looks.
    pub styles: StyleSheet,
    /// Number of [`ContentId`]s given out: all are below it.
    pub content_count: u32,
}

impl Document {
    /// What is read between a marker and the text after it.
    pub fn gap_after(&self, marker: &Marker) -> &'static str {
        let level = self.lists.get(marker.list.0 as usize).and_then(|list| list.levels.get(usize::from(marker.level)));
        level.and_then(ListLevel::gap).unwrap_or(" ")
    }
}

/// What the file says about itself. Nothing here comes from the machine or its user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The report's title.
    pub title: String,
    /// The submitting organizations, the authors of the file.
    pub authors: Vec<String>,
    /// For instance `Committee on ..., 73rd session, China`.
    pub subject: String,
    /// Key words.
    pub keywords: Vec<String>,
    /// The report's own date, year-month-day; files carry it instead of the clock's.
    pub date: Option<jiff::civil::Date>,
    /// 32 hexadecimal digits made from the input, the same for the same input.
    pub identifier: String,
}

/// Page size, margins, header and footer, the same for every page but the cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSetup {
    /// Width of the sheet.
    pub width: Length,
    /// Height of the sheet.
    pub height: Length,
    /// Space above the text; the header stands in it.
    pub margin_top: Length,
    /// Space below the text; the footer stands in it.
    pub margin_bottom: Length,
    /// Space at the left.
    pub margin_left: Length,
    /// Space at the right.
    pub margin_right: Length,
    /// Running header at the start of the line: the title, cut where there is no room for it.
    pub header_start: String,
    /// Running header at the end of the line: the State under review.
    pub header_end: String,
    /// DRAFT, CONFIDENTIAL, in the document's language: in the middle of the header.
    pub marks: Vec<String>,
    /// The footer, for instance `Page ` x ` of ` y.
    pub footer: Vec<FooterPiece>,
}

impl PageSetup {
    /// The same page, turned or not.
    pub fn oriented(&self, orientation: Orientation) -> PageSetup {
        match orientation {
            Orientation::Portrait => self.clone(),
            Orientation::Landscape => PageSetup { width: self.height, height: self.width, ..self.clone() },
        }
    }

    /// Width of the text block.
    pub fn text_width(&self) -> Length {
        self.width - self.margin_left - self.margin_right
    }

    /// Height of the text block.
    pub fn text_height(&self) -> Length {
        self.height - self.margin_top - self.margin_bottom
    }
}

/// A piece of the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FooterPiece {
    /// Words.
    Text(String),
    /// The number of this page.
    Page,
    /// The number of pages.
    Pages,
}

/// A place that can be pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// Its name in Word: letters, digits, underscores, at most 40 characters, unique.
    pub name: String,
    /// Where the number stands that references to it show.
    pub number: NumberPlace,
}

/// Where the number of a place stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberPlace {
    /// It has no number of its own.
    None,
    /// Before the paragraph, as its [`Marker`].
    Marker,
    /// In the label of a caption or of an annex, where a sequence counts it.
    Label,
    /// Among the words: these bytes of the paragraph's first inline.
    Words(Range<usize>),
    /// The words of the whole paragraph stand for it, those of a heading without number.
    Paragraph,
}

/// A part of the report; limits are counted part by part.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which part.
    pub kind: PartKind,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Whether it begins on a new page.
    pub new_page: bool,
    /// How its pages are turned.
    pub orientation: Orientation,
    /// Where it stands in the author's file.
    pub span: Span,
}

/// The kinds of parts, in their usual order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// A page of its own, without header and footer.
    Cover,
    /// The title block.
    Title,
    /// Who the submitters are.
    Profile,
    /// The table of contents.
    Contents,
    /// The executive summary.
    Summary,
    /// The numbered text.
    #[default]
    Body,
    /// An annex.
    Annex,
    /// The list of sources at the end.
    Sources,
}
