//! S06: from the headings to those that divide a section into one part only.

use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Role;
use crate::source::Span;

const CODE: Code = Code::SingleSubheading;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("single_subheading.md"), asked: None, check };

/// The subheadings that stand under one heading.
struct Open {
    level: u8,
    first: Option<(Span, String)>,
    children: usize,
}

fn check(subject: &Subject, findings: &mut Findings) {
    for index in 0..subject.document.parts.len() {
        let mut open: Vec<Open> = Vec::new();
        for visit in subject.paragraphs.iter().filter(|visit| visit.part_index == index) {
            let Role::Heading(level) = visit.paragraph.role else { continue };
            while open.last().is_some_and(|parent| parent.level >= level) {
                close(open.pop(), findings);
            }
            // A heading that skips a level was reported as such.
            if let Some(parent) = open.last_mut().filter(|parent| parent.level + 1 == level) {
                parent.children += 1;
                parent.first.get_or_insert((visit.paragraph.span, visit.text.words.clone()));
            }
            open.push(Open { level, first: None, children: 0 });
        }
        while let Some(last) = open.pop() {
            close(Some(last), findings);
        }
    }
}

fn close(section: Option<Open>, findings: &mut Findings) {
    let Some(Open { first: Some((span, title)), children: 1, .. }) = section else { return };
    findings.add(
        Diagnostic::info(CODE, span, format!("“{title}” is the only subheading of its section"))
            .help("a section is divided into two parts or not at all: add a second subheading or remove this one")
            .source("United Nations Editorial Manual, headings: no level has a single subheading"),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::messages;

    #[test]
    fn a_second_subheading_at_the_same_level_makes_it_right() {
        let single = "# Housing\n## Rents\na\n# Work\nb";
        assert_eq!(messages(&RULE, "generic", single), ["“Rents” is the only subheading of its section"]);
        assert!(messages(&RULE, "generic", "# Housing\n## Rents\na\n## Water\nb\n# Work").is_empty());
        assert!(messages(&RULE, "generic", "# Housing\na").is_empty());
    }
}
