//! Documents for the unit tests of the stages that read them: small reports that went through the stages before.

use super::{Block, Clean, Document, Format, Inline, PartKind};
use crate::diagnostic::Severity;
use crate::facts::profile::Profile;
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

/// Words in the paragraph's own format.
pub(crate) fn words(text: &str) -> Inline {
    formatted(text, Format::default())
}

/// Words in a format.
pub(crate) fn formatted(text: &str, format: Format) -> Inline {
    Inline::Text { text: text.into(), format, span: Span::default() }
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
