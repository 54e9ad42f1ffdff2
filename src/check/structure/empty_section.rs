//! S08: from the headings to those with nothing under them.

use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Block, Heading, Role};

const CODE: Code = Code::EmptySection;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Warning, manual: include_str!("empty_section.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    for part in &subject.document.parts {
        let mut last: Option<&Heading> = None;
        for block in &part.blocks {
            match block {
                Block::Heading(heading) => {
                    if let Some(empty) = last.filter(|before| before.level >= heading.level) {
                        report(empty, findings);
                    }
                    last = Some(heading);
                }
                Block::PageBreak(_) => {}
                _ => last = None,
            }
        }
        if let Some(empty) = last {
            report(empty, findings);
        }
    }
}

fn report(heading: &Heading, findings: &mut Findings) {
    // The heading of the contents, of a profile or an annex is ours; what is missing there was reported by the reader.
    if !matches!(heading.paragraph.role, Role::Heading(_)) {
        return;
    }
    findings.add(
        Diagnostic::warning(CODE, heading.paragraph.span, "there is no text under this heading")
            .help("write its text or delete the heading"),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::messages;

    #[test]
    fn a_heading_over_a_subheading_is_not_empty() {
        assert!(messages(&RULE, "generic", "# One\n## Two\ntext").is_empty());
        assert_eq!(messages(&RULE, "generic", "# One\n# Two\ntext\n## Three").len(), 2);
    }
}
