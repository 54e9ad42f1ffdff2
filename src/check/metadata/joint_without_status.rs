//! M03: from the submitters to those without the consultative status that the body asks for.

use crate::check::{Findings, Rule, Subject, at_most_warning, finding, knows, severity};
use crate::diagnostic::{Code, Severity};
use crate::facts::profile::{Status, SubmitterKind};
use crate::submission::Organization;

const CODE: Code = Code::JointWithoutStatus;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("joint_without_status.md"),
    asked: Some(|profile| knows(&profile.asks.status_needed, |needed| *needed)),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = subject.profile.asks.status_needed.as_ref().filter(|figure| figure.value == Some(true)) else {
        return;
    };
    for organization in subject.facts.submitters.iter().filter(|organization| is_ngo(organization)) {
        let name = organization.name.as_ref().map_or("the submitter", |name| name.value.as_str());
        let note = figure.note.as_deref().map(|note| format!("\n{note}")).unwrap_or_default();
        let found = match &organization.status {
            None => finding(
                CODE,
                at_most_warning(figure),
                organization.span,
                format!("the consultative status of {name} is not given, but this body asks for it"),
            )
            .help("write `status: general`, `special`, `roster` or `none`; the word limit depends on it"),
            Some(status) if status.value == Status::None => finding(
                CODE,
                severity(figure),
                status.span,
                format!("{name} has no consultative status, which this body asks for"),
            )
            .help(format!("remove it from `submitted_by:`{note}")),
            Some(_) => continue,
        };
        findings.add(found.source(subject.profile.cite(figure)));
    }
}

/// National institutions and children have no consultative status and need none.
fn is_ngo(organization: &Organization) -> bool {
    match organization.kind.as_ref().map(|kind| kind.value) {
        None | Some(SubmitterKind::Ngo | SubmitterKind::Coalition) => true,
        Some(SubmitterKind::Nhri | SubmitterKind::Child) => false,
    }
}
