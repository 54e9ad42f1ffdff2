//! M20: from a body that reviews States to whether the report says which State it is about.

use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};

const CODE: Code = Code::MissingState;

/// The stage at which a text is about no State: comments on a draft that is for all of them.
const WITHOUT_STATE: &str = "general-comment";

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("missing_state.md"),
    asked: Some(|profile| profile.reviews_states),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    // A State that could not be read was reported when it was read.
    if subject.facts.gives("state") || !is_about_a_state(subject) {
        return;
    }
    let message = format!("the report names no State, and {} looks at one State at a time", subject.profile.short_name);
    let mut help =
        "write the State's three letters, for instance `state: NOR`; `assemble states` lists them".to_owned();
    if subject.profile.stages.iter().any(|stage| stage == WITHOUT_STATE) && subject.facts.stage.is_none() {
        help += &format!("\nfor comments on a draft general comment, write `stage: {WITHOUT_STATE}`");
    }
    findings.add(Diagnostic::warning(CODE, subject.facts.span(), message).help(help));
}

/// Whether the stage is one of those at which a State is under review. Of a stage that we do not know, the author knows
/// better.
fn is_about_a_state(subject: &Subject) -> bool {
    let Some(stage) = &subject.facts.stage else { return true };
    stage.value != WITHOUT_STATE && subject.profile.stages.contains(&stage.value)
}
