//! Text inside a paragraph: a flat row of pieces, each with its format, as both writers and the layout need it.

use std::borrow::Cow;

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
        /// How it reads: `24`, `24 (a)`, `II.A`, each number with the place that it follows.
        text: Vec<RefPiece>,
        /// Its format.
        format: Format,
        /// Where the reference stands.
        span: Span,
    },
    /// A new line inside the paragraph.
    LineBreak,
}

/// A piece of the text of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefPiece {
    /// Words between numbers, or words that stand for a number.
    Words(String),
    /// A number that changes with the paragraph that it is the number of.
    Number {
        /// The paragraph, heading, caption or annex with that number: [`Bookmark::number`](super::Bookmark) says where.
        of: BookmarkId,
        /// The number as it reads now, without the final full stop: `24`, `(a)`, `II`.
        shown: String,
    },
}

impl RefPiece {
    /// The piece as it reads now.
    pub fn as_str(&self) -> &str {
        match self {
            RefPiece::Words(words) | RefPiece::Number { shown: words, .. } => words,
        }
    }
}

impl Inline {
    /// The words as they are read: a new line is a space, and the mark of a note is nothing.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Inline::Text { text, .. } => Cow::Borrowed(text),
            Inline::Reference { text, .. } => match text.as_slice() {
                [piece] => Cow::Borrowed(piece.as_str()),
                pieces => Cow::Owned(pieces.iter().map(RefPiece::as_str).collect()),
            },
            Inline::Note { .. } => Cow::Borrowed(""),
            Inline::LineBreak => Cow::Borrowed(" "),
        }
    }

    /// The format of words and references.
    pub fn format(&self) -> Option<&Format> {
        match self {
            Inline::Text { format, .. } | Inline::Reference { format, .. } => Some(format),
            Inline::Note { .. } | Inline::LineBreak => None,
        }
    }
}

/// The words of a row of inlines, without the marks of notes.
pub fn plain_text(content: &[Inline]) -> String {
    content.iter().map(Inline::words).collect()
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
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address outside, as a URI in ASCII: `https:`, `http:` or `mailto:`.
    Address(String),
    /// A place in this report.
    Bookmark(BookmarkId),
}
