//! M05: from a wish for confidentiality to whether the body can grant it.

use crate::check::{Findings, Rule, Subject, finding, knows, severity};
use crate::diagnostic::{Code, Severity};

const CODE: Code = Code::ConfidentialNotPossible;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("confidential_not_possible.md"),
    asked: Some(|profile| knows(&profile.asks.confidential, |possible| !possible)),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(wish) = subject.facts.confidential.as_ref().filter(|wish| wish.value) else { return };
    let Some(figure) = &subject.profile.asks.confidential else { return };
    if figure.value != Some(false) {
        return;
    }
    let message =
        format!("{} does not accept confidential texts: names and text are published", subject.profile.short_name);
    let help = figure.note.clone().unwrap_or_else(|| "write `confidential: false`, or do not submit".to_owned());
    findings.add(finding(CODE, severity(figure), wish.span, message).help(help).source(subject.profile.cite(figure)));
}
