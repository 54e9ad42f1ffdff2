//! Small reports for the unit tests of rules.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::document::sample::{Maker, document, words};
use crate::document::{
    Block, Document, Heading, Inline, List, ListId, ListItem, Note, NoteId, NoteOrigin, NumberFormat, Part, PartKind,
    Role,
};
use crate::facts::language::{Labels, Language};
use crate::facts::profile::Profile;
use crate::source::Span;
use crate::submission::Submission;

/// A body of paragraphs, headings (`# `, `## `) and bullets (`- `, `(a) `); `[^]` is the mark of a footnote.
pub(super) fn report(lines: &[&str]) -> Document {
    let mut make = Maker::default();
    let mut notes = Vec::new();
    let mut blocks = Vec::new();
    let mut number = 0;
    for line in lines {
        let level = line.chars().take_while(|character| *character == '#').count() as u8;
        let mut block = if level > 0 {
            let paragraph = make.paragraph(Role::Heading(level), "");
            Block::Heading(Heading { level, paragraph, budget: None })
        } else if line.starts_with("- ") || line.starts_with("(") {
            Block::Paragraph(make.paragraph(Role::ListItem, ""))
        } else {
            number += 1;
            Block::Paragraph(make.marked(Role::NumberedParagraph, ListId::PARAGRAPHS, 0, number, "1.", ""))
        };
        let text = line.trim_start_matches(['#', '-', ' ']).trim_start_matches("(a) ");
        let content = content(text, &mut make, &mut notes);
        match &mut block {
            Block::Paragraph(paragraph) => paragraph.content = content,
            Block::Heading(heading) => heading.paragraph.content = content,
            other => panic!("no such block here: {other:?}"),
        }
        match (line.starts_with("- "), line.starts_with("("), blocks.last_mut()) {
            (true, _, Some(Block::List(List { items, format: NumberFormat::Bullet(_), .. })))
            | (_, true, Some(Block::List(List { items, format: NumberFormat::LowerLetter, .. }))) => {
                items.push(ListItem { blocks: vec![block] });
            }
            (true, ..) => blocks.push(list(NumberFormat::Bullet('•'), block)),
            (_, true, _) => blocks.push(list(NumberFormat::LowerLetter, block)),
            _ => blocks.push(block),
        }
    }
    let part = Part {
        kind: PartKind::Body,
        blocks,
        new_page: false,
        orientation: crate::document::Orientation::Portrait,
        span: Span::default(),
    };
    Document { notes, ..document(make, vec![part]) }
}

fn list(format: NumberFormat, block: Block) -> Block {
    Block::List(List { items: vec![ListItem { blocks: vec![block] }], format, span: Span::default() })
}

fn content(text: &str, make: &mut Maker, notes: &mut Vec<Note>) -> Vec<Inline> {
    let mut content = Vec::new();
    for (at, piece) in text.split("[^]").enumerate() {
        if at > 0 {
            let note = NoteId(notes.len() as u32);
            let number = note.0 + 1;
            notes.push(Note {
                number,
                paragraphs: vec![make.paragraph(Role::Note, "A note.")],
                span: Span::default(),
                origin: NoteOrigin::Author,
            });
            content.push(Inline::Note { note, span: Span::default() });
        }
        if !piece.is_empty() {
            content.push(words(piece));
        }
    }
    content
}

/// What one rule says of a report in a language to a body.
pub(super) fn found_in(
    rule: &Rule,
    body: &str,
    language: Language,
    facts: &Submission,
    lines: &[&str],
) -> Vec<Diagnostic> {
    let profile = Profile::load(body).expect("it can be read").expect("it is registered");
    let note_mark = Labels::load(language).expect("the built-in file is whole").note_mark;
    let document = Document { language, note_mark, ..report(lines) };
    let mut findings = super::Findings::default();
    (rule.check)(&Subject::new(&document, None, &profile, facts), &mut findings);
    findings.0
}

/// The messages of one rule on an English report without further facts.
pub(super) fn messages(rule: &Rule, body: &str, lines: &[&str]) -> Vec<String> {
    let found = found_in(rule, body, Language::En, &Submission::default(), lines);
    found.into_iter().map(|diagnostic| diagnostic.message).collect()
}
