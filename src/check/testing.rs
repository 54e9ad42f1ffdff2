//! Small reports for the unit tests of rules.

use super::{Findings, Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::document::sample::{judged, report};

/// What one rule says of a report.
pub(super) fn found(rule: &Rule, report: &str) -> Vec<Diagnostic> {
    let (facts, profile, document) = judged(report);
    let mut findings = Findings::default();
    (rule.check)(&Subject::new(&document, None, &profile, &facts), &mut findings);
    findings.0
}

/// The messages of one rule on an English report to a body, written in Markdown.
pub(super) fn messages(rule: &Rule, body: &str, text: &str) -> Vec<String> {
    found(rule, &report(body, "en", text)).into_iter().map(|diagnostic| diagnostic.message).collect()
}
