//! T10: from the text to page and paragraph numbers of a draft State report.

use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject, at_most_warning, finding, knows};
use crate::diagnostic::{Code, Severity};

const CODE: Code = Code::DraftReportReference;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("draft_report_reference.md"),
    asked: Some(|profile| knows(&profile.asks.draft_report_references, |_| true)),
    check,
};

const DRAFTS: [&str; 8] = [
    "draft state report",
    "draft report of the state",
    "draft initial report",
    "draft periodic report",
    "projet de rapport de l’état",
    "projet de rapport initial",
    "proyecto de informe del estado",
    "borrador del informe del estado",
];

const NUMBERS: [&str; 7] = ["para. ", "paras. ", "paragraph ", "paragraphs ", "page ", "pages ", "p. "];

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = &subject.profile.asks.draft_report_references else { return };
    if figure.value.is_none() {
        return;
    }
    for visit in subject.paragraphs.iter().filter(|visit| visit.place != Place::Contents) {
        let words = visit.text.words.to_lowercase();
        // Capital letters that change their length would shift the place; then the paragraph is pointed at.
        let same_length = words.len() == visit.text.words.len();
        let sentence = |at: usize| words[at..].split(". ").next().unwrap_or("");
        for draft in DRAFTS {
            let Some(at) = words.find(draft) else { continue };
            if !has_number(sentence(at)) {
                continue;
            }
            let span = if same_length { visit.span(at..at + draft.len()) } else { visit.paragraph.span };
            findings.add(
                finding(
                    CODE,
                    at_most_warning(figure),
                    span,
                    "a page or paragraph of a draft State report is cited".to_owned(),
                )
                .help("name the section or the subject: the numbers change in the final report")
                .source(subject.profile.cite(figure)),
            );
            break;
        }
    }
}

/// Whether the sentence has a page or paragraph with its number; its abbreviations end the sentence too early, which is silence.
fn has_number(sentence: &str) -> bool {
    NUMBERS.iter().any(|word| {
        sentence
            .match_indices(word)
            .any(|(at, _)| sentence[at + word.len()..].starts_with(|c: char| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::messages;

    #[test]
    fn a_draft_is_cited_by_number_only_where_the_body_asks_not_to() {
        let line = "The draft State report, paragraph 14, says so.";
        assert_eq!(messages(&RULE, "crpd", line).len(), 1);
        assert!(messages(&RULE, "cescr", line).is_empty());
        assert!(messages(&RULE, "crpd", "The draft State report says so. See paragraph 14 of the law.").is_empty());
    }
}
