//! M09: from the supporters that a report names to whether its body has a place for them.

use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};

const CODE: Code = Code::SupportersNotNamed;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("supporters_not_named.md"),
    asked: None,
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(first) = subject.facts.supporters.first() else { return };
    if subject.profile.asks.supporters.is_some() {
        return;
    }
    let message = format!(
        "`supporters` is not printed: no source says where {} names organizations that support a text",
        subject.profile.short_name
    );
    findings.add(
        Diagnostic::warning(CODE, first.span, message)
            .help("name them in the text, or under `submitted_by:` if they submit it with you"),
    );
}
