//! A small document with every block, for the unit tests of the stages that read documents.

use super::{
    Block, Clean, ContentId, Document, FooterPiece, Format, Inline, ListDefinition, ListId, ListLevel, Marker,
    Metadata, NumberFormat, PageSetup, Paragraph, Part, PartKind, Role, StyleSheet,
};
use crate::diagnostic::Severity;
use crate::facts::language::{Direction, Language, NoteMark};
use crate::facts::profile::{Profile, Typography};
use crate::length::Length;
use crate::read;
use crate::source::{Sources, Span};
use crate::submission::Submission;

/// A PNG of one grey pixel.
pub(crate) const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0,
    0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// [`PIXEL`], ready to be written.
pub(crate) fn pixel() -> Clean {
    Clean::new(PIXEL).expect("a whole picture")
}

/// Makes paragraphs with fresh ids.
#[derive(Default)]
pub(crate) struct Maker {
    next: u32,
}

impl Maker {
    pub(crate) fn id(&mut self) -> ContentId {
        self.next += 1;
        ContentId(self.next - 1)
    }

    pub(crate) fn paragraph(&mut self, role: Role, text: &str) -> Paragraph {
        let content = if text.is_empty() { vec![] } else { vec![words(text)] };
        Paragraph {
            id: self.id(),
            role,
            marker: None,
            content,
            language: None,
            bookmark: None,
            articles: vec![],
            span: Span::default(),
        }
    }

    pub(crate) fn marked(
        &mut self,
        role: Role,
        list: ListId,
        level: u8,
        number: u32,
        mark: &str,
        text: &str,
    ) -> Paragraph {
        let marker = Some(Marker { list, level, number, text: mark.into() });
        Paragraph { marker, ..self.paragraph(role, text) }
    }
}

/// Words in the paragraph's own format.
pub(crate) fn words(text: &str) -> Inline {
    formatted(text, Format::default())
}

/// Words in a format.
pub(crate) fn formatted(text: &str, format: Format) -> Inline {
    Inline::Text { text: text.into(), format, span: Span::default() }
}

/// The two list definitions every document has.
pub(crate) fn lists() -> Vec<ListDefinition> {
    let level = |format, prefix: &str, suffix: &str, marker_at, text_at, wrap_at| ListLevel {
        format,
        prefix: prefix.into(),
        suffix: suffix.into(),
        marker_at: Length::mm(marker_at),
        text_at: Length::mm(text_at),
        wrap_at: Length::mm(wrap_at),
    };
    vec![
        ListDefinition {
            levels: vec![
                level(NumberFormat::UpperRoman, "", ".", 0, 12, 12),
                level(NumberFormat::UpperLetter, "", ".", 0, 12, 12),
                level(NumberFormat::Decimal, "", ".", 0, 12, 12),
                level(NumberFormat::LowerLetter, "(", ")", 0, 12, 12),
                level(NumberFormat::LowerRoman, "(", ")", 0, 12, 12),
            ],
        },
        ListDefinition {
            levels: vec![
                level(NumberFormat::Decimal, "", ".", 0, 12, 0),
                level(NumberFormat::LowerLetter, "(", ")", 12, 22, 22),
                level(NumberFormat::LowerRoman, "(", ")", 22, 32, 32),
                level(NumberFormat::Bullet('–'), "", "", 32, 40, 40),
            ],
        },
    ]
}

/// A document of the given parts, with the lists of [`lists`] and a plain page.
pub(crate) fn document(maker: Maker, parts: Vec<Part>) -> Document {
    Document {
        language: Language::En,
        note_mark: NoteMark::After,
        direction: Direction::LeftToRight,
        metadata: Metadata {
            title: "A sample".into(),
            authors: vec!["Example Rights Network".into()],
            subject: "Committee on Economic, Social and Cultural Rights".into(),
            keywords: vec!["housing".into()],
            date: Some(jiff::civil::date(2026, 1, 16)),
            identifier: "00112233445566778899aabbccddeeff".into(),
        },
        page: PageSetup {
            width: Length::mm(210),
            height: Length::mm(297),
            margin_top: Length::mm(25),
            margin_bottom: Length::mm(25),
            margin_left: Length::mm(25),
            margin_right: Length::mm(25),
            header_start: "A sample".into(),
            header_end: "China".into(),
            marks: vec![],
            footer: vec![
                FooterPiece::Text("Page ".into()),
                FooterPiece::Page,
                FooterPiece::Text(" of ".into()),
                FooterPiece::Pages,
            ],
        },
        parts,
        notes: vec![],
        links: vec![],
        bookmarks: vec![],
        images: vec![],
        lists: lists(),
        styles: StyleSheet::new(Typography { size: Length::pt(12), note_size: Length::pt(9), line_spacing: 1000 }),
        content_count: maker.next,
    }
}

/// A document with every block and inline.
pub(crate) fn everything() -> Document {
    resolved(EVERYTHING)
}

const EVERYTHING: &str = r#"
submitted_to: cescr
state: CHN
language: en
date: 2026-01-16
title: A sample of every block
subtitle: For the tests
keywords: [housing]
submitted_by: [{name: Example Rights Network}]
contents: true
body: |
  # Housing and water

  Prices rose in all districts that were visited, and the rise was **steepest** where rents are *de facto* free; see
  [the survey](https://example.org/survey).^[E/C.12/CHN/CO/3, para. 47.] The word [logement]{lang=fr} is French, and
  [para. @second] says more.\
  A new line.

  The State party should: {#second}

  (a) Publish rents;

      (i) In towns;

  (b) Limit them.

  ::: recommendations
  We recommend that it:

  - Build houses.
  :::

  > Everyone has the right to adequate housing.
  >
  > — General comment No. 4

  | District | Rent |
  |:---|---:|
  | North | 12.5 |
  | South | 9.25 |

  : Rents by district {widths="2*, 3cm"}

  ![A grey square](pixel.png){width=40mm}

  : A square

  {page_break}

  A paragraph without a number. {-}
annexes:
  - title: List of cases
    body: A case.
"#;

/// A report to a body, in a language, whose text is this Markdown.
pub(crate) fn report(body: &str, language: &str, text: &str) -> String {
    with_body(body, language, "|2", text)
}

/// A report whose text, on further lines, has this sign before it.
fn with_body(body: &str, language: &str, sign: &str, text: &str) -> String {
    let head = format!("submitted_to: {body}\nlanguage: {language}\ntitle: A sample\n");
    let text: String = text.lines().map(|line| format!("  {line}\n")).collect();
    format!(
        "{head}submitted_by: [{{name: Example Rights Network}}]\ncover: false\ncontents: false\nbody: {sign}\n{text}"
    )
}

/// The document of an English report whose text is this Markdown.
pub(crate) fn written(text: &str) -> Document {
    written_in("en", text)
}

/// The same in a language.
pub(crate) fn written_in(language: &str, text: &str) -> Document {
    resolved(&report("generic", language, text))
}

/// A report in a language, whose text is this list of blocks in YAML.
pub(crate) fn listing(language: &str, blocks: &str) -> String {
    with_body("generic", language, "", blocks)
}

/// The document of such a report.
pub(crate) fn listed(language: &str, blocks: &str) -> Document {
    resolved(&listing(language, blocks))
}

/// The document of a report, which went through the stages of any report. It may name `pixel.png` and `disc.svg`.
pub(crate) fn resolved(report: &str) -> Document {
    judged(report).2
}

/// The same with what the report says of itself, and the rules of its body.
pub(crate) fn judged(report: &str) -> (Submission, Profile, Document) {
    let (mut sources, mut found) = (Sources::default(), Vec::new());
    assert!(read::decode("report.yaml", report.as_bytes(), &mut sources).collect_into(&mut found), "{found:#?}");
    let file = |name: &str| match name {
        "pixel.png" => Ok(PIXEL.to_vec()),
        "disc.svg" => Ok(DISC.to_vec()),
        other => Err(format!("{other} is not there")),
    };
    let spec = read::parse(&mut sources, &file, read::DirectionControls::Refused).collect_into(&mut found);
    let (profile, document) = crate::resolved(&spec, false, &mut found).expect("the body is known");
    let errors: Vec<_> = found.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    (spec.submission, profile, document)
}

/// The blocks of the text of a report.
pub(crate) fn text(document: &Document) -> &[Block] {
    let body = document.parts.iter().find(|part| part.kind == PartKind::Body);
    &body.expect("a report has a text").blocks
}

/// A drawing.
const DISC: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><circle cx="10" cy="10" r="9" fill="#369"/></svg>"##;
