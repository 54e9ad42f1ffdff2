//! A report as the author wrote it.

use super::{Block, Inline, References};
use crate::diagnostic::Code;
use crate::facts::language::Language;
use crate::facts::profile::{PartName, Scope, Status, SubmitterKind};
use crate::picture::Kept;
use crate::source::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// A whole report, as written. Required values that were missing were reported and stand here as empty.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// The body's identifier.
    pub submitted_to: Option<Located<String>>,
    /// The stage of the body's procedure.
    pub stage: Option<Located<String>>,
    /// Comprehensive or thematic.
    pub scope: Option<Located<Scope>>,
    /// The agenda item of a statement.
    pub agenda_item: Option<Located<u32>>,
    /// The State under review, ISO 3166-1 alpha-3, checked.
    pub state: Option<Located<String>>,
    /// The session, as typed.
    pub session: Option<Located<String>>,
    /// What was typed and not understood, which was said at its place.
    pub misread: Vec<PartName>,
    /// The day the session opens.
    pub session_opens: Option<Located<jiff::civil::Date>>,
    /// The date of the report.
    pub date: Option<Located<jiff::civil::Date>>,
    /// The language.
    pub language: Option<Located<Language>>,
    /// The title.
    pub title: Option<Located<String>>,
    /// The title as it is in the running header.
    pub short_title: Option<Located<String>>,
    /// The subtitle.
    pub subtitle: Option<Located<String>>,
    /// The submitting organizations.
    pub submitted_by: Vec<Submitter>,
    /// Organizations without consultative status that support the statement, by name.
    pub supporters: Vec<Located<String>>,
    /// Binding rules that the author lets pass.
    pub allow: Vec<Allowance>,
    /// Whether the text must not be published.
    pub confidential: Option<Located<bool>>,
    /// Key words.
    pub keywords: Vec<Located<String>>,
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
    /// The keys that have a value, also where it could not be read.
    pub given: Vec<&'static str>,
}

/// A binding rule that the author lets pass, and why.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The rule.
    pub code: Located<Code>,
    /// Why, in the author's words.
    pub reason: String,
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

/// A submitting organization.
#[derive(Clone, Debug, Default)]
pub struct Submitter {
    /// Its full name.
    pub name: Option<Located<String>>,
    /// Its short name.
    pub short_name: Option<Located<String>>,
    /// Its consultative status with the Economic and Social Council.
    pub status: Option<Located<Status>>,
    /// What it is.
    pub kind: Option<Located<SubmitterKind>>,
    /// How to reach it.
    pub contact: Contact,
    /// Who it is.
    pub profile: Option<Located<Vec<Block>>>,
    /// Where it stands.
    pub span: Span,
}

/// How to reach an organization.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// A person.
    pub person: Option<Located<String>>,
    /// An e-mail address.
    pub email: Option<Located<String>>,
    /// A telephone number, as typed.
    pub phone: Option<Located<String>>,
    /// A postal address.
    pub address: Option<Located<String>>,
    /// A web site.
    pub website: Option<Located<String>>,
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
