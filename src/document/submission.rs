//! What the rules must know of a submission that stands nowhere in the document itself.

use crate::facts::language::Language;
use crate::facts::profile::{PartName, Scope, Status, SubmitterKind};
use crate::read::Spec;
pub use crate::read::{Allowance, Located};
use crate::source::Span;

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
    /// Its consultative status.
    pub status: Option<Located<Status>>,
    /// What it is.
    pub kind: Option<Located<SubmitterKind>>,
    /// Whether it says how to reach it.
    pub contact: bool,
    /// Where it stands.
    pub span: Span,
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

impl From<&Spec> for Submission {
    fn from(spec: &Spec) -> Submission {
        Submission {
            submitted_to: spec.submitted_to.clone(),
            stage: spec.stage.clone(),
            scope: spec.scope.clone(),
            agenda_item: spec.agenda_item.clone(),
            state: spec.state.clone(),
            session: spec.session.clone(),
            misread: spec.misread.clone(),
            session_opens: spec.session_opens.clone(),
            date: spec.date.clone(),
            language: spec.language.clone(),
            title: spec.title.clone(),
            subtitle: spec.subtitle.clone(),
            submitters: spec.submitted_by.iter().map(organization).collect(),
            supporters: spec.supporters.clone(),
            allow: spec.allow.clone(),
            confidential: spec.confidential.clone(),
            keywords: spec.keywords.clone(),
            given: spec.given.clone(),
        }
    }
}

fn organization(submitter: &crate::read::Submitter) -> Organization {
    let contact = &submitter.contact;
    Organization {
        name: submitter.name.clone(),
        short_name: submitter.short_name.clone(),
        status: submitter.status.clone(),
        kind: submitter.kind.clone(),
        contact: [&contact.person, &contact.email, &contact.phone, &contact.address].iter().any(|way| way.is_some()),
        span: submitter.span,
    }
}

#[cfg(test)]
mod tests {
    use super::{Located, Submission};
    use crate::facts::profile::SubmitterKind;
    use crate::read::{Spec, Submitter};
    use crate::source::Span;

    fn at<T>(value: T) -> Option<Located<T>> {
        Some(Located { value, span: Span::default() })
    }

    #[test]
    fn a_coalition_alone_is_a_joint_submission() {
        let submitter = Submitter { kind: at(SubmitterKind::Coalition), ..Submitter::default() };
        let spec = Spec { submitted_by: vec![submitter.clone()], ..Spec::default() };
        assert!(Submission::from(&spec).is_joint());
        let plain = Submitter { kind: at(SubmitterKind::Ngo), ..submitter };
        assert!(!Submission::from(&Spec { submitted_by: vec![plain], ..Spec::default() }).is_joint());
    }
}
