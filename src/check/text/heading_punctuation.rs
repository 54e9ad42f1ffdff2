//! T01: from the headings to those that end with a full stop or a colon.

use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Role;

const CODE: Code = Code::HeadingPunctuation;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("heading_punctuation.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    for visit in subject.paragraphs.iter().filter(|visit| visit.place == Place::Heading) {
        if !matches!(visit.paragraph.role, Role::Heading(_)) {
            continue;
        }
        if let Some(sign) = closing_sign(&visit.text.words) {
            findings.add(
                Diagnostic::info(CODE, visit.paragraph.span, format!("the heading ends with “{sign}”"))
                    .help("headings have no full stop or colon at the end"),
            );
        }
    }
}

/// The full stop or colon at the end of a heading that belongs to no abbreviation.
fn closing_sign(heading: &str) -> Option<char> {
    let sign = heading.chars().last()?;
    match sign {
        ':' | '：' | '。' => Some(sign),
        '.' => {
            let word = heading.trim_end_matches('.').rsplit(char::is_whitespace).next().unwrap_or("");
            // `Ltd.`, `etc.`, `U.S.`, `...` keep theirs: short words, words with a stop inside, several stops.
            let abbreviation = word.chars().count() <= 4 || word.contains('.') || heading.ends_with("..");
            (!abbreviation).then_some(sign)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::closing_sign;

    #[test]
    fn abbreviations_questions_and_dots_of_omission_are_left_alone() {
        assert_eq!(closing_sign("Access to water."), Some('.'));
        assert_eq!(closing_sign("Recommendations:"), Some(':'));
        for heading in ["Trade with the U.S.", "Food, water, etc.", "What was done?", "And then...", "Housing", ""] {
            assert_eq!(closing_sign(heading), None, "{heading}");
        }
    }
}
