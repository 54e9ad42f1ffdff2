//! T02: from the formats of words to the emphasis that the body does not accept.

use crate::check::{Findings, Rule, Subject, at_most_warning, finding};
use crate::diagnostic::{Code, Severity, counted};
use crate::document::{Format, PartKind};
use crate::facts::profile::Emphasis;

const CODE: Code = Code::EmphasisForbidden;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("emphasis_forbidden.md"),
    asked: Some(|profile| !profile.forbidden_emphasis().is_empty()),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = &subject.profile.asks.forbidden_emphasis else { return };
    for &emphasis in figure.value.iter().flatten() {
        let has: fn(&Format) -> bool = match emphasis {
            Emphasis::Bold => |format| format.strong,
            Emphasis::Italic => |format| format.emphasis,
            // There is no way to write it.
            Emphasis::Underline => continue,
        };
        // Title block and cover are made by us; their look is not a choice of the author.
        let written = subject.paragraphs.iter().filter(|visit| match visit.part.kind {
            // What the program writes is not a choice of the author either.
            PartKind::Cover | PartKind::Title | PartKind::Contents | PartKind::Sources => false,
            PartKind::Profile | PartKind::Summary | PartKind::Body | PartKind::Annex => true,
        });
        let mut places = written.flat_map(|visit| &visit.text.pieces).filter(|piece| has(piece.format));
        let Some(first) = places.next() else { continue };
        let count = counted(places.count() + 1, "passage is", "passages are");
        let message = format!("{count} in {}, which the body does not accept", emphasis.label());
        findings.add(
            finding(CODE, at_most_warning(figure), first.span, message)
                .help("remove the asterisks; use quotation marks if needed")
                .source(subject.profile.cite(figure)),
        );
    }
}
