//! What a report says of itself: to whom it goes, from whom, and when. It is read once, and the rules read it too.

use crate::diagnostic::Code;
use crate::facts::language::Language;
use crate::facts::profile::{PartName, Scope, Status, SubmitterKind};
use crate::source::{Located, Span};

/// The facts of a submission, each with its place in the author's file.
#[derive(Clone, Debug, Default)]
pub struct Submission {
    /// The body's identifier as written.
    pub submitted_to: Option<Located<String>>,
    /// The stage of the body's procedure.
    pub stage: Option<Located<String>>,
    /// Comprehensive or thematic.
    pub scope: Option<Located<Scope>>,
    /// The agenda item of a statement.
    pub agenda_item: Option<Located<u32>>,
    /// The State under review, ISO 3166-1 alpha-3.
    pub state: Option<Located<String>>,
    /// The session, as typed.
    pub session: Option<Located<String>>,
    /// What was typed and not understood: it is not missing.
    pub misread: Vec<PartName>,
    /// The day the session opens.
    pub session_opens: Option<Located<jiff::civil::Date>>,
    /// The date of the report.
    pub date: Option<Located<jiff::civil::Date>>,
    /// The language.
    pub language: Option<Located<Language>>,
    /// The title.
    pub title: Option<Located<String>>,
    /// The subtitle.
    pub subtitle: Option<Located<String>>,
    /// The submitting organizations, in the order written.
    pub submitters: Vec<Organization>,
    /// Organizations without consultative status that support the statement.
    pub supporters: Vec<Located<String>>,
    /// Binding rules that the author lets pass.
    pub allow: Vec<Allowance>,
    /// Whether the text must not be published.
    pub confidential: Option<Located<bool>>,
    /// Key words.
    pub keywords: Vec<Located<String>>,
    /// The keys that the report gives a value, also where it could not be read.
    pub given: Vec<&'static str>,
}

/// A submitting organization.
#[derive(Clone, Debug, Default)]
pub struct Organization {
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

/// A binding rule that the author lets pass, and why.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The rule.
    pub code: Located<Code>,
    /// Why, in the author's words.
    pub reason: String,
}

/// How long a section may be, by the author's own wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// So many words, with headings and footnotes.
    Words(u32),
    /// So many pages, in tenths.
    Pages(u32),
}

impl Submission {
    /// Whether several organizations or a coalition submit.
    pub fn is_joint(&self) -> bool {
        let coalition = |organization: &Organization| {
            organization.kind.as_ref().is_some_and(|kind| kind.value == SubmitterKind::Coalition)
        };
        self.submitters.len() > 1 || self.submitters.iter().any(coalition)
    }

    /// The stage; a text that names none is one for the session.
    pub fn stage_or_session(&self) -> &str {
        self.stage.as_ref().map_or("session", |stage| stage.value.as_str())
    }

    /// Whether the report gives a key a value. What could not be read was reported, and is not reported as missing too.
    pub fn gives(&self, key: &str) -> bool {
        self.given.contains(&key)
    }

    /// The place that a message about the whole submission points at.
    pub fn span(&self) -> Span {
        self.submitted_to.as_ref().map(|located| located.span).unwrap_or_default()
    }
}

impl Contact {
    /// Whether there is a way to reach the organization; a web site alone is none.
    pub fn is_given(&self) -> bool {
        [&self.person, &self.email, &self.phone, &self.address].iter().any(|way| way.is_some())
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::profile::SubmitterKind;
    use crate::source::{Located, Span};
    use crate::submission::{Organization, Submission};

    #[test]
    fn a_coalition_alone_is_a_joint_submission() {
        let is_joint = |kind: SubmitterKind| {
            let kind = Some(Located { value: kind, span: Span::default() });
            let submitters = vec![Organization { kind, ..Organization::default() }];
            Submission { submitters, ..Submission::default() }.is_joint()
        };
        assert!(is_joint(SubmitterKind::Coalition));
        assert!(!is_joint(SubmitterKind::Ngo));
    }
}
