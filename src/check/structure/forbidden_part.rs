//! S04: from the parts that are there to those the body does not want.

use crate::check::structure::missing_part::is_there;
use crate::check::{Findings, Rule, Subject, at_most_warning, finding, has_part, knows, severity};
use crate::diagnostic::{Code, Severity, counted};
use crate::document::PartKind;
use crate::facts::profile::{Footnotes, Need, PartName};
use crate::source::Span;

const CODE: Code = Code::ForbiddenPart;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("forbidden_part.md"),
    asked: Some(|profile| {
        has_part(profile, Need::Forbidden) || knows(&profile.asks.footnotes, |notes| *notes == Footnotes::Avoid)
    }),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    for figure in subject.profile.asks.parts.iter().flatten() {
        let Some(rule) = figure.value else { continue };
        if rule.need == Need::Forbidden && is_there(subject, rule.part) {
            let message = format!("the report has {}, which the body does not accept", rule.part.label());
            findings.add(
                finding(CODE, severity(figure), place(subject, rule.part), message)
                    .help("take it away")
                    .source(subject.profile.cite(figure)),
            );
        }
    }
    footnotes(subject, findings);
}

fn footnotes(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = &subject.profile.asks.footnotes else { return };
    let Some(first) = subject.document.notes.first() else { return };
    if figure.value != Some(Footnotes::Avoid) {
        return;
    }
    let notes = counted(subject.document.notes.len(), "footnote", "footnotes");
    findings.add(
        finding(
            CODE,
            at_most_warning(figure),
            first.span,
            format!("the report has {notes}, which the body does not want"),
        )
        .help("name the source in the text, in parentheses")
        .source(subject.profile.cite(figure)),
    );
}

fn place(subject: &Subject, part: PartName) -> Span {
    let kind = match part {
        PartName::Cover => PartKind::Cover,
        PartName::Profile => PartKind::Profile,
        PartName::Contents => PartKind::Contents,
        PartName::Summary => PartKind::Summary,
        PartName::Annexes => PartKind::Annex,
        PartName::Recommendations
        | PartName::Keywords
        | PartName::Contact
        | PartName::AgendaItem
        | PartName::Session
        | PartName::State => return subject.facts.span(),
    };
    let part = subject.document.parts.iter().find(|part| part.kind == kind);
    part.map_or(subject.facts.span(), |part| part.span)
}
