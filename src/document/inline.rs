//! Text inside a paragraph: a flat row of pieces, each with its format, as both writers and the layout need it.

use super::{BookmarkId, LinkId, NoteId};
use crate::facts::language::LanguageTag;
use crate::source::Span;

/// One piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words in one format.
    Text {
        /// The words, never empty.
        text: String,
        /// Their format.
        format: Format,
        /// Where they stand in the author's file.
        span: Span,
    },
    /// The mark of a footnote.
    Note {
        /// The footnote.
        note: NoteId,
        /// Where the mark stands.
        span: Span,
    },
    /// A number that follows its target: a field in Word, a link in the PDF.
    Reference {
        /// The paragraph, heading, table or annex pointed at.
        target: BookmarkId,
        /// Its number as it stands, without the final full stop: `24`, `24 (a)`, `II`.
        text: String,
        /// Its format.
        format: Format,
        /// Where the reference stands.
        span: Span,
    },
    /// A new line inside the paragraph.
    LineBreak,
}

/// How words are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// A language other than the paragraph's.
    pub language: Option<LanguageTag>,
    /// The link they belong to.
    pub link: Option<LinkId>,
    /// Whether they are small and stand above or below the line.
    pub position: VerticalPosition,
}

/// Where letters stand in their line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerticalPosition {
    /// On the base line.
    #[default]
    Baseline,
    /// Small, above it: `10^th^`.
    Superscript,
    /// Small, below it: `H~2~O`.
    Subscript,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address outside: `https:`, `http:` or `mailto:`.
    Address(String),
    /// A place in this report.
    Bookmark(BookmarkId),
}
