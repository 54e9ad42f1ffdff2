//! L04: sections that are longer than the budget of their heading.

use crate::check::{Findings, Rule, Subject, budget, finding};
use crate::diagnostic::{Code, Severity};

const CODE: Code = Code::SectionOverBudget;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("section_over_budget.md"),
    asked: None,
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    for section in budget::budgets(subject) {
        let (Some(used), Some(over)) = (section.used, section.over()) else { continue };
        let message = format!(
            "the section “{}” has {}, {} more than its budget of {}",
            section.title,
            section.in_words(used),
            over,
            section.budget
        );
        findings.add(
            finding(CODE, Severity::Warning, section.span, message)
                .help("shorten the section, or change its budget: it is your own; `assemble count` shows all budgets"),
        );
    }
}
