//! L03: from the words that count, and those of which we do not know, to how little is left.

use crate::check::length::too_many_words::{grouped, measure};
use crate::check::{Findings, Rule, Subject, finding, limits};
use crate::diagnostic::{Code, Severity, counted};
use crate::facts::profile::Measure;

const CODE: Code = Code::NearTheLimit;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Info,
    manual: include_str!("near_the_limit.md"),
    asked: Some(|profile| limits(profile, |measure| matches!(measure, Measure::Words(_)))),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(measured) = measure(subject) else { return };
    let (words, uncertain, allowed) = (measured.tally.counted, measured.tally.uncertain, measured.allowed());
    if words > allowed {
        return;
    }
    let message = if words + uncertain > allowed {
        format!(
            "{} count, and no source says whether {} more do; with them, the report would be {} over the limit",
            counted(words, "word", "words"),
            grouped(uncertain),
            grouped(words + uncertain - allowed)
        )
    // The last twentieth is where a late correction breaks the limit.
    } else if words * 20 > allowed * 19 {
        format!("{} of {} are used", grouped(words), counted(allowed, "word", "words"))
    } else {
        return;
    };
    findings.add(
        finding(CODE, Severity::Info, subject.facts.span(), message)
            .help("`assemble count` shows what counts, part by part")
            .source(subject.profile.cite(&measured.limit.limit)),
    );
}
