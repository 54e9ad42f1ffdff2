//! L02: from the pages of our PDF to whether they pass the body's measure.

use crate::check::holds::page_limit;
use crate::check::{Findings, Rule, Subject, at_most_warning, finding, limits};
use crate::diagnostic::{Code, Severity, counted};
use crate::document::PartKind;
use crate::facts::profile::{Counted, Measure, Profile};

const CODE: Code = Code::TooManyPages;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
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
        "the PDF has {}, more than the {} that {} allows",
        counted(pages, "page", "pages"),
        counted(allowed as usize, "page", "pages"),
        subject.profile.short_name
    );
    let mut help = vec![format!(
        "pages are counted in our PDF ({}); Word may break them differently",
        page_in_words(subject.profile)
    )];
    if let Some(parts) = uncertain_parts(subject) {
        help.push(format!("all pages are counted; no source says whether {parts} count"));
    }
    help.extend(figure.note.clone());
    // The body counts on a page that nobody described, so this is never an error.
    findings.add(
        finding(CODE, at_most_warning(figure), subject.facts.span(), message)
            .help(help.join("\n"))
            .source(subject.profile.cite(figure)),
    );
}

/// `A4, 12 pt, single line spacing, margins of 25 mm`.
pub(in crate::check) fn page_in_words(profile: &Profile) -> String {
    let asks = &profile.asks;
    let number = |figure: &Option<crate::facts::profile::Figure<u32>>| figure.as_ref().and_then(|figure| figure.value);
    let size = number(&asks.font_size).map(|size| format!("{size} pt"));
    let spacing = match number(&asks.line_spacing) {
        Some(1000) => Some("single line spacing".to_owned()),
        Some(other) => Some(format!("line spacing {}.{:02}", other / 1000, other % 1000 / 10)),
        None => None,
    };
    let margin = number(&asks.margin).map(|margin| format!("margins of {margin} mm"));
    let pieces: Vec<String> =
        std::iter::once("A4".to_owned()).chain([size, spacing, margin].into_iter().flatten()).collect();
    pieces.join(", ")
}

/// `the cover page and annexes`: parts of this report of which nobody wrote down whether their pages count.
fn uncertain_parts(subject: &Subject) -> Option<String> {
    let counts = |part| subject.profile.asks.counts.get(&part).and_then(|figure| figure.value);
    let has = |kind| subject.document.parts.iter().any(|part| part.kind == kind);
    let parts = [
        (PartKind::Cover, Counted::Cover),
        (PartKind::Contents, Counted::Contents),
        (PartKind::Annex, Counted::Annexes),
    ];
    let named: Vec<&str> = parts
        .into_iter()
        .filter(|(kind, part)| has(*kind) && counts(*part) != Some(true))
        .map(|(_, part)| part.label())
        .collect();
    if named.is_empty() { None } else { Some(named.join(" and ")) }
}
