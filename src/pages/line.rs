//! A set line: what breaking a paragraph gives and what filling pages takes.

use super::placed::Placed;
use crate::document::NoteId;
use crate::length::Length;

/// A line of text, set and placed relative to the start of its own base line.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// From the top of the line to its base line, leading included.
    pub(super) ascent: Length,
    /// From the base line to the bottom of the line, leading included.
    pub(super) descent: Length,
    /// Its items: x from the left edge of the column, y from the base line (negative is above).
    pub(super) items: Vec<Placed>,
    /// The footnotes whose marks stand on it, in order.
    pub(super) notes: Vec<NoteId>,
    /// Whether it ends in a broken word.
    pub(super) hyphenated: bool,
}

impl Line {
    /// Its height.
    pub(super) fn height(&self) -> Length {
        self.ascent + self.descent
    }
}
