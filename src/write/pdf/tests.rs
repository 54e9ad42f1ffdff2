//! Tests of the stage with pages set by the [`super::typewriter`].

use super::typewriter::pages;
use super::{PdfFonts, PdfStandard, describe_tags, write};
use crate::document::sample::{everything, listed, report, resolved, written, written_in};
use crate::document::{Clean, ContentId, Document, Image, ImageFormat, PartKind};
use crate::error::Error;
use crate::fonts::Fonts;
use crate::pages::{Origin, Pages, layout};

const EVERYTHING: &str = include_str!("everything.txt");

fn pdf(document: &Document) -> Result<Vec<u8>, Error> {
    written_on(document, &pages(document))
}

fn written_on(document: &Document, pages: &Pages) -> Result<Vec<u8>, Error> {
    write(document, pages, &PdfFonts::new(&Fonts::embedded()), PdfStandard::Ua1A2a)
}

fn sound(document: &Document) -> Vec<u8> {
    pdf(document).expect("the document is sound")
}

/// The tags of the text of a report.
fn text_tags(document: &Document) -> String {
    let body = document.parts.iter().position(|part| part.kind == PartKind::Body).expect("a report has a text");
    let tags = describe_tags(document, &pages(document));
    let parts = tags.split("Part\n").skip(1);
    parts.skip(body).take(1).map(|part| format!("Part\n{part}")).collect()
}

fn reasons(result: Result<Vec<u8>, Error>) -> Vec<String> {
    match result {
        Err(Error::Pdf { reasons }) => reasons,
        Err(other) => panic!("{other}"),
        Ok(_) => vec![],
    }
}

#[test]
fn every_block_becomes_the_tags_a_reader_expects() {
    let document = everything();
    assert_eq!(describe_tags(&document, &pages(&document)), EVERYTHING);
}

#[test]
fn the_library_finds_no_fault_and_two_runs_give_the_same_bytes() {
    let document = everything();
    let fonts = PdfFonts::new(&Fonts::embedded());
    let again = |document: &Document, pages: &Pages| {
        write(document, pages, &fonts, PdfStandard::Ua1A2a).expect("the document is sound")
    };
    let first = again(&document, &pages(&document));
    again(&arabic(), &layout(&arabic(), &Fonts::embedded()).value);
    assert_eq!(first, again(&document, &pages(&document)), "what was written before leaves no trace");
    assert_eq!(first, sound(&document));
}

#[test]
fn a_report_without_date_headings_or_identifier_still_becomes_a_file() {
    let mut document = written("Only this.");
    assert_eq!(document.metadata.date, None);
    document.metadata.identifier = String::new();
    assert_eq!(reasons(pdf(&document)), [""; 0]);
}

#[test]
fn no_heading_level_is_skipped_whatever_the_author_wrote() {
    let document = written("## a {-}\n#### b {-}\n#### c {-}\n### d {-}\n# e {-}\n##### f {-}");
    let tags = text_tags(&document);
    assert_eq!(tags, "Part\n  H1 \"a\"\n  H2 \"b\"\n  H2 \"c\"\n  H2 \"d\"\n  H1 \"e\"\n  H2 \"f\"\n");
}

#[test]
fn lines_of_the_contents_nest_by_level() {
    let report = report("generic", "en", "# 1\n## 2\n### 3\n## 2\n# 1");
    let document = resolved(&report.replace("contents: false", "contents: true"));
    let tags = describe_tags(&document, &pages(&document));
    let shape: Vec<(usize, &str)> = tags
        .lines()
        .map(|line| (line.len() - line.trim_start().len(), line.trim_start()))
        .filter(|(_, element)| element.starts_with("TOC"))
        .collect();
    let expected =
        [(2, "TOC"), (4, "TOCI"), (4, "TOC"), (6, "TOCI"), (6, "TOC"), (8, "TOCI"), (6, "TOCI"), (4, "TOCI")];
    assert_eq!(shape, expected);
}

#[test]
fn a_link_whose_place_never_came_to_a_page_gives_way_to_its_words() {
    let document = written("See [para. @later]. {-}\n\nLater. {#later}");
    let mut pages = pages(&document);
    pages.targets.clear();
    let tags = describe_tags(&document, &pages);
    assert!(tags.contains("Part\n  P\n    \"See para. \"\n    Reference \"1\"\n"), "{tags}");
    assert_eq!(reasons(written_on(&document, &pages)), [""; 0]);
}

#[test]
fn a_note_marked_twice_stands_after_each_of_its_marks() {
    let document = written("Once[^a]\n\nAgain[^a]\n\n[^a]: The note.");
    let tags = text_tags(&document);
    assert_eq!(tags.matches("Note\n").count(), 2);
    assert!(["Once", "The note.", "Again"].map(|words| tags.find(words)).is_sorted(), "{tags}");
    assert!(tags.rfind("The note.") > tags.find("Again"), "{tags}");
    assert_eq!(reasons(pdf(&document)), [""; 0]);
}

#[test]
fn empty_cells_keep_their_place_and_the_note_of_a_cell_stays_in_it() {
    let table = "- table: {language: fr, header: ['', Rent], rows: [['', '1^[The note.]']]}";
    let tags = text_tags(&listed("en", table));
    let expected = "
    THead
      TR
        TH lang=fr
        TH lang=fr \"Rent\"
    TBody
      TR
        TD lang=fr
        TD lang=fr
          \"1\"
          Reference
            Link
              \"1\"
              -> page 1
          Note
            Lbl
              Link
                \"1 \"
                -> page 1
            P lang=fr \"The note.\"
";
    assert_eq!(tags, format!("Part\n  Table{expected}"));
}

#[test]
fn what_has_no_place_in_the_reading_order_is_refused_and_named() {
    let document = everything();
    let mut pages = pages(&document);
    pages.pages[0].items[1].origin = Origin::Marker(ContentId(999));
    let reasons = reasons(written_on(&document, &pages));
    assert_eq!(reasons, ["Marker(ContentId(999)) on page 1 has no place in the reading order"]);
}

#[test]
fn a_letter_no_font_has_is_named() {
    let document = written("Plain and 水");
    assert_eq!(reasons(pdf(&document)), [r#"no font has a letter for "\u{6c34}""#]);
}

#[test]
fn no_pages_are_an_error() {
    let result = write(&everything(), &Pages::default(), &PdfFonts::new(&Fonts::embedded()), PdfStandard::Ua1A2a);
    assert_eq!(reasons(result), ["there are no pages"]);
}

#[test]
fn a_right_to_left_document_is_written() {
    assert_eq!(reasons(written_on(&arabic(), &layout(&arabic(), &Fonts::embedded()).value)), [""; 0]);
}

fn arabic() -> Document {
    written_in("ar", "# السكن\n\nالحق في السكن اللائق (المادة 11).")
}

#[test]
fn a_photograph_and_a_drawing_come_into_the_file_without_their_metadata() {
    let mut document = everything();
    let jpeg = jpeg();
    for (format, bytes) in [(ImageFormat::Jpeg, jpeg), (ImageFormat::Svg, SVG.as_bytes().to_vec())] {
        let bytes = Clean::new(&bytes).expect("a picture");
        document.images = vec![Image { format, bytes, width: 10, height: 10 }];
        let file = sound(&document);
        assert!(!file.windows(6).any(|window| window == b"Exif\0\0"));
    }
}

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><!-- Exif -->\
    <rect width='5' height='5' fill='#888'/><text y='9' font-size='3' font-family='Arial'>Map 水</text></svg>";

/// A photograph of one grey point with a place in its EXIF segment.
fn jpeg() -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).expect("the segments are short").to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    };
    let code = |class: u8| [&[class, 1][..], &[0; 15], &[0]].concat();
    [
        vec![0xFF, 0xD8],
        segment(0xE1, b"Exif\0\0place"),
        segment(0xDB, &[&[0_u8][..], &[1; 64]].concat()),
        segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        segment(0xC4, &code(0x00)),
        segment(0xC4, &code(0x10)),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        vec![0x3F, 0xFF, 0xD9],
    ]
    .concat()
}
