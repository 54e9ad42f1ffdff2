//! T06: from the document symbols in the text to those with a typing error.

use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::facts::symbol::{self, is_state};

const CODE: Code = Code::MalformedSymbol;

/// Where the grammar is from.
pub(in crate::check) const GRAMMAR: &str =
    "Dag Hammarskjöld Library, document symbols (http://research.un.org/en/docs/symbols), read 2026-11-24";

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Warning, manual: include_str!("malformed_symbol.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    for visit in subject.paragraphs.iter().filter(|visit| visit.place != Place::Contents) {
        for found in symbol::find(&visit.text.words) {
            let written = &visit.text.words[found.range.clone()];
            let span = visit.span(found.range.clone());
            if let Some(correct) = found.correct {
                findings.add(
                    Diagnostic::warning(CODE, span, format!("“{written}” is not a valid document symbol"))
                        .help(format!("write {correct}"))
                        .source(GRAMMAR),
                );
            } else if let Some(code) = found.state.filter(|code| !is_state(code)) {
                findings.add(
                    Diagnostic::info(CODE, span, format!("{code} in “{written}” is not an ISO 3166-1 code"))
                        .help("older documents have such codes; in a newer one, check the three letters of the State")
                        .source(GRAMMAR),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::messages;

    #[test]
    fn a_symbol_with_an_error_is_reported_and_a_right_one_is_not() {
        let text = "See E/C/12/LKA/2-4 and E/C.12/LKA/CO/5.";
        assert_eq!(messages(&RULE, "cescr", text), ["“E/C/12/LKA/2-4” is not a valid document symbol"]);
        assert_eq!(messages(&RULE, "cedaw", "CEDAW/C/UK/3"), ["UK in “CEDAW/C/UK/3” is not an ISO 3166-1 code"]);
    }
}
