//! S03: from the paragraphs of the body to those without a number where the body asks for one.

use crate::check::{Findings, Rule, Subject, finding, knows, severity};
use crate::diagnostic::{Code, Severity, counted};
use crate::document::{Block, PartKind, Role};
use crate::facts::profile::{Authority, Numbers};

const CODE: Code = Code::UnnumberedParagraph;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("unnumbered_paragraph.md"),
    asked: Some(|profile| knows(&profile.asks.paragraph_numbers, |numbers| *numbers == Numbers::Required)),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = &subject.profile.asks.paragraph_numbers else { return };
    if figure.value != Some(Numbers::Required) {
        return;
    }
    // Only what stands in the body itself: a paragraph inside a list or a quotation has its place already.
    let body = subject.document.parts.iter().filter(|part| part.kind == PartKind::Body).flat_map(|part| &part.blocks);
    let bare: Vec<_> = body
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            _ => None,
        })
        .filter(|paragraph| paragraph.role == Role::Paragraph && paragraph.marker.is_none())
        .collect();
    let Some(first) = bare.first() else { return };
    // Where the body only recommends numbers, a few paragraphs without one are meant; a text without numbers is not.
    let numbered = subject.paragraphs.iter().filter(|visit| visit.paragraph.role == Role::NumberedParagraph).count();
    if figure.authority == Authority::Advisory && bare.len() <= numbered {
        return;
    }
    let message = match bare.len() {
        1 => "a paragraph has no number, but the body asks for numbered paragraphs".to_owned(),
        more => format!(
            "{} have no number, but the body asks for numbered paragraphs; this is the first",
            counted(more, "paragraph", "paragraphs")
        ),
    };
    findings.add(
        finding(CODE, severity(figure), first.span, message)
            .help("remove `{-}` or `numbered: false`")
            .source(subject.profile.cite(figure)),
    );
}
