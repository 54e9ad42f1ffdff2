//! T08: from the title, the headings and what the report calls itself to words the body asks to avoid.

use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject, at_most_warning, finding};
use crate::diagnostic::{Code, Severity};
use crate::document::PartKind;

const CODE: Code = Code::DiscouragedTerm;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("discouraged_term.md"),
    asked: Some(|profile| profile.asks.terms.is_some()),
    check,
};

/// Words by which a report speaks of itself; the name of somebody else's report keeps its words.
const OWN: [&str; 5] = ["this", "our", "the present", "the following", "the current"];

fn check(subject: &Subject, findings: &mut Findings) {
    for figure in subject.profile.asks.terms.iter().flatten() {
        let Some(term) = &figure.value else { continue };
        for visit in subject.paragraphs.iter().filter(|visit| !matches!(visit.place, Place::Contents | Place::Note)) {
            let words = visit.text.words.to_ascii_lowercase();
            let names_itself = visit.place == Place::Heading
                || matches!(visit.part.kind, PartKind::Title | PartKind::Cover)
                || OWN.iter().any(|own| words.contains(&format!("{own} {}", term.avoid)));
            let Some(at) = words.find(&term.avoid).filter(|_| names_itself) else { continue };
            let message = format!("the body asks authors to avoid “{}”", term.avoid);
            findings.add(
                finding(CODE, at_most_warning(figure), visit.span(at..at + term.avoid.len()), message)
                    .help(format!("write “{}”", term.write))
                    .source(subject.profile.cite(figure)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::messages;

    #[test]
    fn the_report_of_somebody_else_keeps_its_name() {
        assert_eq!(messages(&RULE, "crc", "This shadow report speaks of schools.").len(), 1);
        assert_eq!(messages(&RULE, "crc", "# A Shadow Report\nText.").len(), 1);
        assert!(messages(&RULE, "crc", "The Shadow Report 2019 of another network says so.").is_empty());
        assert!(messages(&RULE, "cedaw", "This shadow report speaks of schools.").is_empty());
    }
}
