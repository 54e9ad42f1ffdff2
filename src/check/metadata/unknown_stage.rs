//! M07: from the stage of the procedure to whether the body has such a stage.

use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};

const CODE: Code = Code::UnknownStage;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("unknown_stage.md"),
    asked: Some(|profile| !profile.stages.is_empty()),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(stage) = &subject.facts.stage else { return };
    let stages = &subject.profile.stages;
    // Where we know no stages, the author knows better.
    if stages.is_empty() || stages.contains(&stage.value) {
        return;
    }
    let known = stages.join(", ");
    let help = match did_you_mean(&stage.value, stages.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `{meant}`? the stages here are {known}"),
        None => format!("the stages here are {known}"),
    };
    let message = format!("`{}` is not a known stage of {}", stage.value, subject.profile.short_name);
    findings.add(Diagnostic::warning(CODE, stage.span, message).help(help));
}
