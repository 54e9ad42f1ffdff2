//! S05: from the levels of headings to those that skip a level.

use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{PartKind, Role};

const CODE: Code = Code::HeadingJump;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Warning, manual: include_str!("heading_jump.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    for (index, part) in subject.document.parts.iter().enumerate() {
        // The heading of an annex stands above those in it, so they may begin at either level.
        let mut above = if part.kind == PartKind::Annex { 1 } else { 0 };
        for visit in subject.paragraphs.iter().filter(|visit| visit.part_index == index) {
            let Role::Heading(level) = visit.paragraph.role else { continue };
            if level > above + 1 {
                let message = match above {
                    0 => format!("the first heading has level {level}"),
                    above => format!("a heading of level {level} follows one of level {above}"),
                };
                let signs = "#".repeat(usize::from(above) + 1);
                findings.add(
                    Diagnostic::warning(CODE, visit.paragraph.span, message)
                        .help(format!("write `{signs}` in Markdown, `level: {}` in a block", above + 1))
                        .source("PDF/UA-1 (ISO 14289-1), 7.4.2: heading levels are not skipped"),
                );
            }
            above = level;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::messages;

    #[test]
    fn only_a_step_down_of_more_than_one_level_is_a_jump() {
        assert_eq!(
            messages(&RULE, "generic", "# One\na\n### Three\nb\n# One\nc"),
            ["a heading of level 3 follows one of level 1"]
        );
        assert!(messages(&RULE, "generic", "# One\n## Two\n### Three\nb\n# One\nc").is_empty());
    }
}
