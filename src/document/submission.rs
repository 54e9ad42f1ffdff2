//! From the [`Spec`] to what the rules must know of a submission that stands nowhere in the document itself.

use crate::facts::language::Language;
use crate::facts::profile::{Scope, Status, SubmitterKind};
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
            scope: located(spec.scope.as_ref(), scope),
            agenda_item: spec.agenda_item.clone(),
            state: spec.state.clone(),
            session: spec.session.clone(),
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
        }
    }
}

fn organization(submitter: &crate::read::Submitter) -> Organization {
    let contact = &submitter.contact;
    Organization {
        name: submitter.name.clone(),
        short_name: submitter.short_name.clone(),
        status: located(submitter.status.as_ref(), status),
        kind: located(submitter.kind.as_ref(), kind),
        contact: [&contact.person, &contact.email, &contact.phone, &contact.address].iter().any(|way| way.is_some()),
        span: submitter.span,
    }
}

fn located<T>(text: Option<&Located<String>>, read: impl Fn(&str) -> Option<T>) -> Option<Located<T>> {
    let text = text?;
    Some(Located { value: read(&text.value)?, span: text.span })
}

// A word that is none of these was reported by the reader; here it counts as not said.

fn scope(word: &str) -> Option<Scope> {
    match word {
        "comprehensive" => Some(Scope::Comprehensive),
        "thematic" => Some(Scope::Thematic),
        _ => None,
    }
}

fn status(word: &str) -> Option<Status> {
    match word {
        "general" => Some(Status::General),
        "special" => Some(Status::Special),
        "roster" => Some(Status::Roster),
        "none" => Some(Status::None),
        _ => None,
    }
}

fn kind(word: &str) -> Option<SubmitterKind> {
    match word {
        "ngo" => Some(SubmitterKind::Ngo),
        "nhri" => Some(SubmitterKind::Nhri),
        "coalition" => Some(SubmitterKind::Coalition),
        "child" => Some(SubmitterKind::Child),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Located, Submission};
    use crate::facts::profile::{Status, SubmitterKind};
    use crate::read::{Spec, Submitter};
    use crate::source::Span;

    fn at<T>(value: T) -> Option<Located<T>> {
        Some(Located { value, span: Span::default() })
    }

    #[test]
    fn a_coalition_alone_is_a_joint_submission_and_an_unknown_status_is_not_said() {
        let submitter =
            Submitter { kind: at("coalition".to_owned()), status: at("senior".to_owned()), ..Submitter::default() };
        let spec = Spec { submitted_by: vec![submitter.clone()], ..Spec::default() };
        let submission = Submission::from(&spec);
        assert!(submission.is_joint());
        assert_eq!(submission.submitters[0].status, None);
        let plain = Submitter { kind: at("ngo".to_owned()), status: at("roster".to_owned()), ..submitter };
        let submission = Submission::from(&Spec { submitted_by: vec![plain], ..Spec::default() });
        assert!(!submission.is_joint());
        assert_eq!(submission.submitters[0].status, at(Status::Roster));
        assert_eq!(submission.submitters[0].kind, at(SubmitterKind::Ngo));
    }
}
