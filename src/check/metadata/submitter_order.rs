//! M04: from the order of the submitters to whether it is the one the body asks for.

use crate::check::{Findings, Rule, Subject, at_most_warning, finding, knows};
use crate::diagnostic::{Code, Severity};
use crate::facts::profile::SubmitterOrder;
use crate::submission::Organization;

const CODE: Code = Code::SubmitterOrder;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("submitter_order.md"),
    asked: Some(|profile| knows(&profile.asks.joint_order, |_| true)),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = &subject.profile.asks.joint_order else { return };
    let Some(order) = figure.value else { return };
    for pair in subject.facts.submitters.windows(2) {
        let [before, after] = pair else { continue };
        let wrong = match order {
            SubmitterOrder::ByStatus => match (&before.status, &after.status) {
                (Some(one), Some(other)) => one.value > other.value,
                (None, _) | (_, None) => false,
            },
            SubmitterOrder::Alphabetical => sorting_key(before) > sorting_key(after),
        };
        if wrong {
            let name = |organization: &Organization| {
                organization.name.as_ref().map_or_else(String::new, |name| name.value.clone())
            };
            let message = format!("{} is listed after {}", name(after), name(before));
            findings.add(
                finding(CODE, at_most_warning(figure), after.span, message)
                    .help(format!("order of joint submitters: {}", order.label()))
                    .source(subject.profile.cite(figure)),
            );
            return;
        }
    }
}

/// Names sort without their article, as in lists of the United Nations.
fn sorting_key(organization: &Organization) -> String {
    let name = organization.name.as_ref().map_or_else(String::new, |name| name.value.to_lowercase());
    name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
}
