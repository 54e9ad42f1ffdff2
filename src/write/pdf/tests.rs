//! Tests of the stage with pages set by the [`super::typewriter`].

use super::typewriter::pages;
use super::{PdfFonts, PdfStandard, describe_tags, write};
use crate::document::sample::{Maker, document, everything, words};
use crate::document::{
    Block, BookmarkId, Clean, ContentId, Contents, ContentsEntry, Document, Format, Heading, Image, ImageFormat,
    Inline, Note, NoteId, NoteOrigin, Part, PartKind, RefPiece, Role, Table,
};
use crate::error::Error;
use crate::facts::language::{Direction, Language, LanguageTag};
use crate::fonts::Fonts;
use crate::pages::{Origin, Pages};
use crate::source::Span;

const EVERYTHING: &str = include_str!("everything.txt");

fn pdf(document: &Document) -> Result<Vec<u8>, Error> {
    write(document, &pages(document), &PdfFonts::new(&Fonts::embedded()), PdfStandard::Ua1A2a)
}

fn written(document: &Document) -> Vec<u8> {
    pdf(document).expect("the document is sound")
}

fn body(blocks: Vec<Block>) -> Vec<Part> {
    vec![Part {
        kind: PartKind::Body,
        blocks,
        new_page: false,
        orientation: crate::document::Orientation::Portrait,
        span: Span::default(),
    }]
}

fn heading(make: &mut Maker, level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, paragraph: make.paragraph(Role::Heading(level), text), budget: None })
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
    let again = |document: &Document| {
        write(document, &pages(document), &fonts, PdfStandard::Ua1A2a).expect("the document is sound")
    };
    let first = again(&document);
    again(&hebrew());
    assert_eq!(first, again(&document), "what was written before leaves no trace");
    assert_eq!(first, written(&document));
}

#[test]
fn a_report_without_date_headings_or_identifier_still_becomes_a_file() {
    let mut make = Maker::default();
    let paragraph = make.paragraph(Role::Paragraph, "Only this.");
    let mut document = document(make, body(vec![Block::Paragraph(paragraph)]));
    document.metadata.date = None;
    document.metadata.identifier = String::new();
    assert_eq!(reasons(pdf(&document)), [""; 0]);
}

#[test]
fn no_heading_level_is_skipped_whatever_the_author_wrote() {
    let mut make = Maker::default();
    let blocks = [(2, "a"), (4, "b"), (4, "c"), (3, "d"), (1, "e"), (5, "f")]
        .map(|(level, text)| heading(&mut make, level, text));
    let document = document(make, body(blocks.to_vec()));
    let tags = describe_tags(&document, &pages(&document));
    assert_eq!(tags, "Part\n  H1 \"a\"\n  H2 \"b\"\n  H2 \"c\"\n  H2 \"d\"\n  H1 \"e\"\n  H2 \"f\"\n");
}

#[test]
fn lines_of_the_contents_nest_by_level() {
    let mut make = Maker::default();
    let entries = [1, 2, 3, 2, 1].map(|level| ContentsEntry {
        paragraph: make.paragraph(Role::ContentsEntry(level), "line"),
        target: BookmarkId(0),
    });
    let document = document(make, body(vec![Block::Contents(Contents { entries: entries.to_vec() })]));
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
    let mut make = Maker::default();
    let mut paragraph = make.paragraph(Role::Paragraph, "");
    paragraph.content = vec![
        words("See "),
        Inline::Reference {
            target: BookmarkId(7),
            text: vec![RefPiece::Words("9".into())],
            format: Format::default(),
            span: Span::default(),
        },
    ];
    let document = document(make, body(vec![Block::Paragraph(paragraph)]));
    assert_eq!(describe_tags(&document, &pages(&document)), "Part\n  P\n    \"See \"\n    Reference \"9\"\n");
    assert_eq!(reasons(pdf(&document)), [""; 0]);
}

#[test]
fn a_note_marked_twice_stands_once() {
    let mut make = Maker::default();
    let mark = Inline::Note { note: NoteId(0), span: Span::default() };
    let mut once = make.paragraph(Role::Paragraph, "");
    once.content = vec![words("Once"), mark.clone()];
    let mut again = once.clone();
    again.id = make.id();
    let note = make.paragraph(Role::Note, "The note.");
    let mut document = document(make, body(vec![Block::Paragraph(once), Block::Paragraph(again)]));
    document.notes =
        vec![Note { number: 1, paragraphs: vec![note], span: Span::default(), origin: NoteOrigin::Author }];
    let mut pages = pages(&document);
    let tags = describe_tags(&document, &pages);
    assert_eq!(tags.matches("Note\n").count(), 1);
    assert!(tags.find("The note.") < tags.rfind("Once"), "{tags}");
    // The typewriter sets the note once for each mark; a layout sets it once.
    let items = &mut pages.pages[0].items;
    let is_note = |origin| matches!(origin, Origin::Marker(_));
    let second = items.iter().rposition(|placed| is_note(placed.origin)).expect("the note was set");
    items.truncate(second - 1);
    assert!(write(&document, &pages, &PdfFonts::new(&Fonts::embedded()), PdfStandard::Ua1A2a).is_ok());
}

#[test]
fn empty_cells_keep_their_place_and_the_note_of_a_cell_stays_in_it() {
    let mut make = Maker::default();
    let mut cells = make.row(Role::TableCell, &["", "1"]);
    cells[1].paragraph.content.push(Inline::Note { note: NoteId(0), span: Span::default() });
    cells[1].paragraph.language = LanguageTag::parse("fr");
    let header = make.row(Role::TableHead, &["", "Rent"]);
    let table = Table {
        number: None,
        caption: None,
        direction: None,
        columns: vec![],
        header,
        rows: vec![cells],
        ..Table::default()
    };
    let note = make.paragraph(Role::Note, "The note.");
    let mut document = document(make, body(vec![Block::Table(table)]));
    document.notes =
        vec![Note { number: 1, paragraphs: vec![note], span: Span::default(), origin: NoteOrigin::Author }];
    let tags = describe_tags(&document, &pages(&document));
    let expected = "
    THead
      TR
        TH
        TH \"Rent\"
    TBody
      TR
        TD
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
            P \"The note.\"
";
    assert_eq!(tags, format!("Part\n  Table{expected}"));
}

#[test]
fn what_has_no_place_in_the_reading_order_is_refused_and_named() {
    let document = everything();
    let mut pages = pages(&document);
    pages.pages[0].items[1].origin = Origin::Marker(ContentId(999));
    let reasons = reasons(write(&document, &pages, &PdfFonts::new(&Fonts::embedded()), PdfStandard::Ua1A2a));
    assert_eq!(reasons, ["Marker(ContentId(999)) on page 1 has no place in the reading order"]);
}

#[test]
fn a_letter_no_font_has_is_named() {
    let mut make = Maker::default();
    let paragraph = make.paragraph(Role::Paragraph, "Plain and 水");
    let document = document(make, body(vec![Block::Paragraph(paragraph)]));
    assert_eq!(reasons(pdf(&document)), [r#"no font has a letter for "\u{6c34}""#]);
}

#[test]
fn no_pages_are_an_error() {
    let result = write(&everything(), &Pages::default(), &PdfFonts::new(&Fonts::embedded()), PdfStandard::Ua1A2a);
    assert_eq!(reasons(result), ["there are no pages"]);
}

#[test]
fn a_right_to_left_document_is_written() {
    assert_eq!(reasons(pdf(&hebrew())), [""; 0]);
}

/// Hebrew stands in for Arabic: the face has its letters, and its runs go the same way.
fn hebrew() -> Document {
    let mut make = Maker::default();
    let blocks =
        vec![heading(&mut make, 1, "שלום עולם"), Block::Paragraph(make.paragraph(Role::Paragraph, "הזכות לדיור"))];
    let mut document = document(make, body(blocks));
    document.language = Language::Ar;
    document.direction = Direction::RightToLeft;
    document
}

#[test]
fn a_photograph_and_a_drawing_come_into_the_file_without_their_metadata() {
    let mut document = everything();
    let jpeg = jpeg();
    for (format, bytes) in [(ImageFormat::Jpeg, jpeg), (ImageFormat::Svg, SVG.as_bytes().to_vec())] {
        let bytes = Clean::new(&bytes).expect("a picture");
        document.images = vec![Image { format, bytes, width: 10, height: 10 }];
        let file = written(&document);
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
