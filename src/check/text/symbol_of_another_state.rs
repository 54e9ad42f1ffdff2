//! T07: from the document symbols in the text to those of a State other than the one under review.

use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::facts::symbol::{self, is_state};

const CODE: Code = Code::SymbolOfAnotherState;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Info,
    manual: include_str!("symbol_of_another_state.md"),
    asked: None,
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(reviewed) = &subject.facts.state else { return };
    for visit in subject.paragraphs.iter().filter(|visit| visit.place != Place::Contents) {
        for found in symbol::find(&visit.text.words) {
            let Some(state) = found.state.filter(|state| is_state(state) && !is_same(state, &reviewed.value)) else {
                continue;
            };
            let written = &visit.text.words[found.range.clone()];
            let message = format!("{written} is a document on {state}; the report is on {}", reviewed.value);
            findings.add(
                Diagnostic::info(CODE, visit.span(found.range), message)
                    .help("fine if you mean to compare; otherwise correct the three letters"),
            );
        }
    }
}

/// Hong Kong and Macao report with China and have codes of their own.
fn is_same(state: &str, reviewed: &str) -> bool {
    state == reviewed || (reviewed == "CHN" && matches!(state, "HKG" | "MAC"))
}
