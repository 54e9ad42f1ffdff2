//! S07: from the paragraphs of the body to those with a number where the body wants none.

use crate::check::{Findings, Rule, Subject, finding, knows, severity};
use crate::diagnostic::{Code, Severity, counted};
use crate::document::{PartKind, Role};
use crate::facts::profile::Numbers;

const CODE: Code = Code::NumbersForbidden;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("numbers_forbidden.md"),
    asked: Some(|profile| knows(&profile.asks.paragraph_numbers, |numbers| *numbers == Numbers::Forbidden)),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = &subject.profile.asks.paragraph_numbers else { return };
    if figure.value != Some(Numbers::Forbidden) {
        return;
    }
    let mut numbered = subject.paragraphs.iter().filter(|visit| {
        visit.part.kind == PartKind::Body
            && visit.paragraph.role == Role::NumberedParagraph
            && visit.paragraph.marker.is_some()
    });
    let Some(first) = numbered.next() else { return };
    let count = counted(numbered.count() + 1, "paragraph has a number", "paragraphs have numbers");
    findings.add(
        finding(CODE, severity(figure), first.paragraph.span, format!("{count}, but the body wants none"))
            .help("remove `numbered: true`")
            .source(subject.profile.cite(figure)),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::found;
    use crate::document::sample::report;

    #[test]
    fn numbers_are_refused_where_the_body_says_so_only() {
        let numbered = "- {paragraph: a, numbered: true}\n- {paragraph: b, numbered: true}";
        let found = |body| found(&RULE, &report(body, "en", numbered).replace("body: |2", "body:"));
        let messages: Vec<String> = found("csw").into_iter().map(|diagnostic| diagnostic.message).collect();
        assert_eq!(messages, ["2 paragraphs have numbers, but the body wants none"]);
        assert!(found("cescr").is_empty());
    }
}
