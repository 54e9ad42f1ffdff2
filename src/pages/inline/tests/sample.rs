//! Paragraphs that went through the stages of any report.

use crate::document::sample::{listing, report, resolved};
use crate::document::text::for_each_paragraph;
use crate::document::{Document, Paragraph, Role};

/// A paragraph and the document that it stands in.
pub(super) struct Sample {
    pub(super) document: Document,
    pub(super) paragraph: Paragraph,
}

impl Sample {
    /// The last paragraph of a report that has this role.
    pub(super) fn of(report: &str, role: Role) -> Sample {
        let document = resolved(report);
        let mut last = None;
        for_each_paragraph(&document, |_, paragraph| last = Some(paragraph).filter(|one| one.role == role).or(last));
        let paragraph = last.expect("the report has a paragraph of this role").clone();
        Sample { document, paragraph }
    }
}

/// An English text in this role.
pub(super) fn prose(role: Role, text: &str) -> Sample {
    prose_in("en", role, text)
}

/// A text in this role and a language, in an English report; a title has the language of its report.
pub(super) fn prose_in(language: &str, role: Role, text: &str) -> Sample {
    let text = format!("\"{text}\"");
    let block = match role {
        Role::NumberedParagraph => format!("paragraph: {text}, language: {language}"),
        Role::Paragraph => format!("paragraph: {text}, numbered: false, language: {language}"),
        Role::Heading(level) => format!("heading: {text}, level: {level}, numbered: false, language: {language}"),
        Role::TableHead => format!("table: {{header: [{text}], rows: [[A cell]], language: {language}}}"),
        Role::TableCell => format!("table: {{header: [A head], rows: [[{text}]], language: {language}}}"),
        Role::Title => return Sample::of(&report("generic", "en", "A text.").replace("A sample", &text), role),
        _ => panic!("a text cannot ask for {role:?}"),
    };
    Sample::of(&listing("en", &format!("- {{{block}}}")), role)
}
