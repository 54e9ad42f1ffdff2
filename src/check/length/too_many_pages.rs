//! L02: from the pages of our PDF to whether they pass the body's measure.

use crate::check::tally::page_limit;
use crate::check::{Findings, Rule, Subject, finding, limits, severity};
use crate::diagnostic::{Code, Severity, counted};
use crate::facts::profile::Measure;

const CODE: Code = Code::TooManyPages;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("too_many_pages.md"),
    asked: Some(|profile| limits(profile, |measure| matches!(measure, Measure::Pages(_)))),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(pages) = subject.pages else { return };
    let Some((allowed, figure)) = page_limit(subject.profile, subject.facts) else { return };
    let pages = pages.pages.len();
    if pages <= allowed as usize {
        return;
    }
    let message = format!(
        "the PDF has {}, more than the {} that {} names",
        counted(pages, "page", "pages"),
        counted(allowed as usize, "page", "pages"),
        subject.profile.short_name
    );
    let mut help = "pages are counted in our PDF; Word may break them otherwise".to_owned();
    if let Some(note) = &figure.note {
        help = format!("{help}\n{note}");
    }
    findings.add(
        finding(CODE, severity(figure), subject.facts.span(), message).help(help).source(subject.profile.cite(figure)),
    );
}
