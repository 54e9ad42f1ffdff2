//! Small Word files as reports: lists as other programs write them.

use super::{Headings, Numbers, Options, import};
use crate::read::word::sample::Sample;
use crate::read::word::{ChangesRead, read};

/// The body of the report, line by line.
fn body(sample: &Sample) -> Vec<String> {
    let draft = read(&sample.bytes(), ChangesRead::Accepted).expect("it can be read");
    let numbers = Numbers::ByProgram;
    let options = Options { body: None, headings: Headings::All, numbers, folder: "p", keys: &[], submitters: &[] };
    let imported = import(&draft, &options);
    assert_eq!(imported.carried, imported.words, "{:?}", imported.findings);
    let body = imported.yaml.split_once("body: |\n").map_or("", |(_, body)| body);
    body.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Paragraphs without a number (0), with a bullet (1) or with a bullet that shows nothing (2).
fn items(all: &[(u8, &str)]) -> Sample {
    const NUMBERING: &str = r#"
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>
  <w:pPr><w:ind w:left="720" w:hanging="480"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/>
  <w:pPr><w:ind w:left="720" w:hanging="480"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>"#;
    let item = |(number, words): &(u8, &str)| {
        let properties =
            format!("<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr></w:pPr>");
        let properties = if *number == 0 { String::new() } else { properties };
        format!("<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    Sample::body(&all.iter().map(item).collect::<String>()).with("numbering", NUMBERING)
}

const BEFORE: (u8, &str) =
    (0, "Rents rose by a third in the two largest cities, and nobody knows how many people left them.");

#[test]
fn a_bullet_that_shows_nothing_is_a_later_paragraph_of_its_item() {
    let found = body(&items(&[BEFORE, (1, "First"), (2, "More of the first"), (1, "Second")]));
    assert_eq!(found[1..], ["  - First", "    More of the first", "  - Second"], "{found:?}");
}

#[test]
fn an_item_that_begins_with_a_bullet_of_its_own_keeps_it() {
    let found = body(&items(&[BEFORE, (1, "☐ Not yet"), (1, "o bien aquí"), (1, "— a dash"), (1, "Plain")]));
    assert_eq!(
        found[1..],
        ["  - &#x2610; Not yet", "  - &#x6F; bien aquí", "  - &#x2014; a dash", "  - Plain"],
        "{found:?}"
    );
}
