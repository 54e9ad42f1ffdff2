//! S01: from the parts that are there to those the body asks for.

use crate::check::{Findings, Rule, Subject, finding, has_part, severity};
use crate::diagnostic::{Code, Severity};
use crate::document::{Block, PartKind};
use crate::facts::language::Labels;
use crate::facts::profile::{Figure, Need, PartName, PartRule};

const CODE: Code = Code::MissingPart;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("missing_part.md"),
    asked: Some(|profile| has_part(profile, Need::Required) || has_part(profile, Need::Recommended)),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    for figure in subject.profile.asks.parts.iter().flatten() {
        let Some(rule) = figure.value else { continue };
        if is_there(subject, rule.part) || subject.facts.misread.contains(&rule.part) {
            continue;
        }
        let (severity, message) = match rule.need {
            Need::Required => {
                (severity(figure), format!("the report lacks {}, which the body requires", rule.part.label()))
            }
            // A part that is only recommended is the author's choice.
            Need::Recommended => {
                (Severity::Info, format!("the report lacks {}, which the body recommends", rule.part.label()))
            }
            Need::Forbidden => continue,
        };
        findings.add(
            finding(CODE, severity, subject.facts.span(), message)
                .help(help(rule, figure))
                .source(subject.profile.cite(figure)),
        );
    }
}

fn help(rule: PartRule, figure: &Figure<PartRule>) -> String {
    let write = match rule.part {
        PartName::Cover => "write `cover: true`",
        PartName::Profile => "write who you are under `profile:` of each submitter",
        PartName::Contents => "write `contents: true`",
        PartName::Summary => "write it under `summary:`",
        PartName::Recommendations => "write them as `recommendations:`, or say plainly what the State should do",
        PartName::Annexes => "write them under `annexes:`",
        PartName::Keywords => "write `keywords: [housing, education]`",
        PartName::Contact => "write `contact:` with `email:` or `phone:` under the submitter",
        PartName::AgendaItem => "write `agenda_item: 3`, with the number of the item",
        PartName::Session => "write `session: 55`, with the number of the session",
        PartName::State => "write `state:` with its three-letter code, such as CHN",
    };
    figure.note.as_ref().map_or(write.to_owned(), |note| format!("{write}\n{note}"))
}

pub(in crate::check) fn is_there(subject: &Subject, part: PartName) -> bool {
    let document_part = |kind: PartKind| subject.document.parts.iter().any(|part| part.kind == kind);
    match part {
        PartName::Cover => document_part(PartKind::Cover),
        PartName::Profile => document_part(PartKind::Profile),
        PartName::Contents => document_part(PartKind::Contents),
        PartName::Summary => document_part(PartKind::Summary),
        PartName::Annexes => document_part(PartKind::Annex),
        PartName::Recommendations => recommends(subject),
        PartName::Keywords => subject.facts.gives("keywords"),
        PartName::Contact => subject.facts.submitters.iter().any(|submitter| submitter.contact.is_given()),
        PartName::AgendaItem => subject.facts.gives("agenda_item"),
        PartName::Session => subject.facts.gives("session"),
        PartName::State => subject.facts.gives("state"),
    }
}

/// Whether the report recommends: by a block of recommendations, or by saying so in its language.
fn recommends(subject: &Subject) -> bool {
    let blocks = subject.document.parts.iter().flat_map(|part| &part.blocks);
    if blocks.into_iter().any(|block| matches!(block, Block::Recommendations(_))) {
        return true;
    }
    Labels::load(subject.document.language)
        .is_ok_and(|labels| subject.paragraphs.iter().any(|visit| labels.recommends(&visit.text.words)))
}
