//! A report as the author wrote it.

use super::{Block, Inline, References};
use crate::picture::Kept;
use crate::source::{Located, Span};
use crate::submission::Submission;

/// A whole report, as written. Required values that were missing were reported and stand here as empty.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// What it says of itself.
    pub submission: Submission,
    /// The title as it is in the running header.
    pub short_title: Option<Located<String>>,
    /// Who the submitters are, in their order; those that say nothing of themselves are left out.
    pub profiles: Vec<SubmitterProfile>,
    /// Whether there is a cover page.
    pub cover: Automatic,
    /// Whether there is a table of contents.
    pub contents: Automatic,
    /// The executive summary, and the place of its key.
    pub summary: Option<Located<Vec<Block>>>,
    /// The body, and the place of its key.
    pub body: Option<Located<Vec<Block>>>,
    /// The annexes.
    pub annexes: Vec<Annex>,
    /// The sources that citations name.
    pub references: References,
    /// Whether the sources are listed at the end.
    pub bibliography: Option<Located<bool>>,
    /// Pictures that the figures use.
    pub pictures: Vec<Picture>,
}

/// `auto`, `true` or `false`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Automatic {
    /// What the body asks for.
    #[default]
    Auto,
    /// Yes.
    Yes,
    /// No.
    No,
}

/// Who a submitter is, in its own words.
#[derive(Clone, Debug)]
pub struct SubmitterProfile {
    /// The submitter: an index into [`Submission::submitters`].
    pub submitter: usize,
    /// The text, and the place of its key.
    pub text: Located<Vec<Block>>,
}

/// An annex.
#[derive(Clone, Debug)]
pub struct Annex {
    /// Whether its pages are turned.
    pub landscape: bool,
    /// Its title.
    pub title: Vec<Inline>,
    /// Its id for references.
    pub id: Option<Located<String>>,
    /// Its text.
    pub body: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// A picture file as read.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its path as written.
    pub path: Located<String>,
    /// What of it can be used.
    pub kept: Kept,
}
