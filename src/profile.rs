//! What each United Nations body asks for: data from `specs/bodies`, each figure with its source.

use crate::length::Length;

/// The rules of one body and kind of submission.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its identifier: `cescr`.
    pub id: String,
    /// Page margins, all four.
    pub margin: Length,
    /// Type sizes and spacing.
    pub typography: Typography,
    /// Whether the paragraphs of the body are numbered.
    pub number_paragraphs: bool,
    /// Whether headings are numbered by the United Nations scheme.
    pub number_headings: bool,
    /// Whether paragraph numbers begin anew in each annex.
    pub annexes_restart: bool,
    /// Whether the body asks for a cover page.
    pub cover: bool,
    /// With how many headings a table of contents is made without being asked for; `None`: never.
    pub contents_from_headings: Option<usize>,
}

/// What a profile may say about type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typography {
    /// Size of running text.
    pub size: Length,
    /// Size of footnotes.
    pub note_size: Length,
    /// Line distance in thousandths of single.
    pub line_spacing: u32,
}
