//! M06: from the report's date to whether it is later than a deadline we know by date.

use crate::check::{Findings, Rule, Subject, at_most_warning, finding};
use crate::diagnostic::{Code, Severity};

const CODE: Code = Code::DatePastTheDeadline;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("date_past_the_deadline.md"),
    asked: Some(|profile| profile.asks.dates.is_some()),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let (Some(date), Some(session)) = (&subject.facts.date, &subject.facts.session) else { return };
    for figure in subject.profile.asks.dates.iter().flatten() {
        let Some(known) = figure.value.as_ref().filter(|known| same_session(&known.session, &session.value)) else {
            continue;
        };
        let Ok(deadline) = known.date.parse::<jiff::civil::Date>() else { continue };
        if date.value > deadline {
            let message = format!(
                "the report is dated {}, after the deadline of session {}, {deadline}",
                date.value, known.session
            );
            // The date in the report need not be the day it is sent, so this is never an error.
            findings.add(
                finding(CODE, at_most_warning(figure), date.span, message)
                    .help("check the note of the session: deadlines are moved at times")
                    .source(subject.profile.cite(figure)),
            );
        }
    }
}

/// `54`, `054` and `54th session` are one session.
fn same_session(one: &str, other: &str) -> bool {
    let number = |text: &str| {
        let digits: String =
            text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').to_owned()
    };
    !number(one).is_empty() && number(one) == number(other)
}

#[cfg(test)]
mod tests {
    use super::same_session;

    #[test]
    fn a_session_is_known_by_its_number() {
        assert!(same_session("54", "54th session"));
        assert!(same_session("54", "054"));
        assert!(!same_session("54", "154"));
        assert!(!same_session("54", "January"));
    }
}
