//! M06: from the report's date to whether it is later than the last day of its session.

use crate::check::holds::{LastDay, last_day};
use crate::check::{Findings, Rule, Subject, at_most_warning, finding};
use crate::diagnostic::{Code, Severity};
use crate::facts::profile::long_date;

const CODE: Code = Code::DatePastTheDeadline;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("date_past_the_deadline.md"),
    asked: Some(|profile| {
        let by_days = |days: Option<u32>| days.is_some();
        profile.asks.dates.iter().flatten().filter_map(|figure| figure.value.as_ref()).any(|known| known.date.is_some())
            || profile
                .asks
                .deadlines
                .iter()
                .flatten()
                .filter_map(|one| one.by.value.as_ref())
                .any(|by| by_days(by.days))
    }),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(date) = &subject.facts.date else { return };
    let (deadline, why, severity, source) = match last_day(subject.profile, subject.facts) {
        Some(LastDay::Given(day, figure)) => {
            let session = figure.value.as_ref().map_or("", |known| known.session.as_str());
            (day, format!("the deadline of session {session}"), at_most_warning(figure), subject.profile.cite(figure))
        }
        Some(LastDay::Computed(day, days, deadline)) => (
            day,
            format!("{days} days before the session opens"),
            at_most_warning(&deadline.by),
            subject.profile.cite(&deadline.by),
        ),
        None => return,
    };
    if date.value > deadline {
        let message = format!("the report is dated {}, after {why}, {}", long_date(date.value), long_date(deadline));
        // The date in the report need not be the day it is sent, so this is never an error.
        findings.add(
            finding(CODE, severity, date.span, message)
                .help("check the note of the session: deadlines sometimes move")
                .source(source),
        );
    }
}
