//! Lets broken rules pass that the author allows, and records them.
//!
//! Only findings of rules go through here: what cannot be read or drawn cannot be let pass.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::submission::Submission;

/// A broken rule that the author let pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    /// The code of the rule.
    pub code: String,
    /// What the rule says.
    pub finding: String,
    /// Why it may pass, in the author's words.
    pub reason: String,
}

/// Makes errors of rules that may pass notes with the reason; `also` are those that the command line lets pass.
pub fn allow(broken: &mut Vec<Diagnostic>, facts: &Submission, also: &[Code]) -> Vec<Allowed> {
    let mut passed = Vec::new();
    for found in broken.iter_mut().filter(|found| found.severity == Severity::Error && found.code.is_rule()) {
        let Some(reason) = reason(found.code, facts, also) else { continue };
        found.severity = Severity::Info;
        let note = format!("allowed: {reason}");
        found.help = Some(match found.help.take() {
            Some(help) => format!("{note}\n{help}"),
            None => note,
        });
        passed.push(Allowed { code: found.code.as_str().to_owned(), finding: found.message.clone(), reason });
    }
    for allowance in &facts.allow {
        let code = allowance.code.value;
        if passed.iter().all(|passed| passed.code != code.as_str()) {
            broken.push(
                Diagnostic::info(
                    Code::UnusedAllowance,
                    allowance.code.span,
                    format!("`allow` names {code}, but the report does not break a binding rule of that code"),
                )
                .help("delete the entry"),
            );
        }
    }
    passed
}

/// Why a rule may pass; the report's own words first.
fn reason(code: Code, facts: &Submission, also: &[Code]) -> Option<String> {
    let own = facts.allow.iter().find(|allowance| allowance.code.value == code);
    let on_the_line = || also.contains(&code).then(|| format!("by `--allow {code}`"));
    own.map(|allowance| allowance.reason.clone()).or_else(on_the_line)
}
