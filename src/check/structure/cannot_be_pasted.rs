//! S09: from the tables and pictures of a report to whether its body takes them.

use crate::check::{Findings, Rule, Subject, at_most_warning, finding, knows};
use crate::diagnostic::{Code, Severity, counted};
use crate::document::Block;
use crate::facts::profile::FileFormat;

const CODE: Code = Code::CannotBePasted;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Warning,
    manual: include_str!("cannot_be_pasted.md"),
    asked: Some(|profile| knows(&profile.asks.upload_formats, |formats| formats.as_slice() == [FileFormat::WebForm])),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = &subject.profile.asks.upload_formats else { return };
    if figure.value.as_deref() != Some(&[FileFormat::WebForm]) {
        return;
    }
    let (mut tables, mut pictures, mut first) = (0, 0, None);
    for block in subject.document.parts.iter().flat_map(|part| &part.blocks) {
        let span = match block {
            Block::Table(table) => {
                tables += 1;
                table.span
            }
            Block::Figure(picture) => {
                pictures += 1;
                picture.span
            }
            _ => continue,
        };
        first.get_or_insert(span);
    }
    let Some(first) = first else { return };
    let named = [(tables, "table", "tables"), (pictures, "picture", "pictures")];
    let named: Vec<String> = named
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, more)| counted(count, one, more))
        .collect();
    let message = format!("the report has {}, but the body takes plain text in a web form", named.join(" and "));
    findings.add(
        finding(CODE, at_most_warning(figure), first, message)
            .help("say in sentences what they show: the form keeps words only")
            .source(subject.profile.cite(figure)),
    );
}
