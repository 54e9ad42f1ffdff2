//! Document symbols: links to the documents, and no more than that.

use super::make::{
    NOWHERE, built, heading, labels, lines, link, note, paragraph, paragraph_of, profile, spec, table, words,
};
use crate::diagnostic::Warned;
use crate::document::text::{for_each_paragraph, text};
use crate::document::{Document, Inline, LinkTarget, Role};
use crate::facts::language::Language;
use crate::read::{self, Automatic, Block};
use crate::resolve::{BuildOptions, build};
use crate::source::{FileId, Span};

const CHINA: &str = "https://docs.un.org/E/C.12/CHN/CO/3";

/// The links of a document: the role of the paragraph, the words, the address.
fn links(document: &Document) -> Vec<(Role, String, String)> {
    let mut links: Vec<(Role, String, String)> = vec![];
    for_each_paragraph(document, |_, paragraph| {
        for inline in &paragraph.content {
            let Inline::Text { text, format, .. } = inline else { continue };
            let Some(link) = format.link else { continue };
            let LinkTarget::Address(address) = &document.links[link.0 as usize] else { continue };
            links.push((paragraph.role, text.clone(), address.clone()));
        }
    });
    links
}

fn linked(report: &read::Spec) -> Vec<(String, String)> {
    links(&built(report).value).into_iter().map(|(_, words, address)| (words, address)).collect()
}

fn pair(words: &str, address: &str) -> (String, String) {
    (words.to_owned(), address.to_owned())
}

#[test]
fn a_symbol_is_a_link_to_its_document_and_needs_no_note() {
    let report = spec(vec![paragraph("See E/C.12/CHN/CO/3, para. 4 (and A/RES/70/1).")]);
    assert_eq!(
        linked(&report),
        [pair("E/C.12/CHN/CO/3", CHINA), pair("A/RES/70/1", "https://docs.un.org/A/RES/70/1"),]
    );
    assert_eq!(lines(&report), ["1. See E/C.12/CHN/CO/3, para. 4 (and A/RES/70/1)."]);
    assert!(built(&report).value.notes.is_empty());
}

#[test]
fn symbols_in_notes_cells_and_captions_are_links_and_those_in_headings_are_not() {
    let mut report = spec(vec![
        heading(1, "What E/C.12/CHN/CO/3 asked for", None),
        paragraph_of(vec![read::Inline::Text("Text".into(), NOWHERE), note("E/C.12/CHN/CO/3, para. 1.")], None),
        Block::Table(table(Some("After E/C.12/CHN/CO/3"), "t", &[&["Source"], &["E/C.12/CHN/CO/3"]])),
    ]);
    report.contents = Automatic::Yes;
    let roles: Vec<Role> = links(&built(&report).value).into_iter().map(|(role, ..)| role).collect();
    assert_eq!(roles, [Role::Note, Role::TableCaption, Role::TableCell]);
}

#[test]
fn the_authors_own_link_around_a_symbol_stays_whole() {
    let own = "https://example.org/copy";
    let report = spec(vec![paragraph_of(vec![link("the text of E/C.12/CHN/CO/3", own)], None)]);
    assert_eq!(linked(&report)[0], pair("the text of E/C.12/CHN/CO/3", own));
    // The note that shows the address is a link as well; nothing else is.
    assert_eq!(linked(&report)[1..], [pair(own, own)]);
}

#[test]
fn a_malformed_symbol_and_one_that_names_no_document_are_no_links() {
    let report = spec(vec![paragraph("E/C/12/LKA/2-4, S/RES/1325, A/HRC/48, and/or 24/7/365")]);
    assert!(linked(&report).is_empty());
}

#[test]
fn a_symbol_with_emphasis_inside_is_one_link_and_a_note_ends_a_symbol() {
    let emphasized = read::Inline::Emphasis(words("CHN"), NOWHERE);
    let pieces =
        vec![read::Inline::Text("E/C.12/".into(), NOWHERE), emphasized, read::Inline::Text("/CO/3".into(), NOWHERE)];
    let document = built(&spec(vec![paragraph_of(pieces, None)])).value;
    assert_eq!(document.links, [LinkTarget::Address(CHINA.to_owned())]);
    assert_eq!(links(&document).len(), 3);
    let marked = vec![
        read::Inline::Text("E/C.12/CHN/CO/3".into(), NOWHERE),
        note("Note."),
        read::Inline::Text("5".into(), NOWHERE),
    ];
    assert_eq!(linked(&spec(vec![paragraph_of(marked, None)])), [pair("E/C.12/CHN/CO/3", CHINA)]);
}

#[test]
fn of_very_many_symbols_the_last_are_no_links_and_that_is_said_once() {
    let many = paragraph(&"E/C.12/GC/4 ".repeat(3_000));
    let Warned { value: document, diagnostics } = built(&spec(vec![many.clone(), many.clone(), many]));
    assert_eq!(links(&document).len(), 5_000);
    let messages: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["only the first 5,000 document symbols are links; those from here on are plain text"]);
    let few = built(&spec(vec![paragraph(&"E/C.12/GC/4 ".repeat(5_000))]));
    assert_eq!((links(&few.value).len(), few.diagnostics.len()), (5_000, 0));
}

#[test]
fn the_document_is_shown_in_the_language_of_the_report() {
    let report = spec(vec![paragraph("Voir S/RES/1325 (2000).")]);
    let document = build(&report, &profile(), labels(Language::Fr), &BuildOptions::default()).value;
    assert_eq!(document.links, [LinkTarget::Address("https://docs.un.org/S/RES/1325(2000)".to_owned())]);
    assert!(text(&document).contains("1. Voir S/RES/1325 (2000).\n"));
}

#[test]
fn pieces_around_a_symbol_know_their_places() {
    let span = |start: usize, end: usize| Span::new(FileId(0), start..end);
    let typed = "See A/71/344 again";
    let place = |inline: read::Inline| {
        let document = built(&spec(vec![paragraph_of(vec![inline], None)])).value;
        let mut spans = vec![];
        for_each_paragraph(&document, |_, paragraph| {
            spans.extend(paragraph.content.iter().filter_map(|inline| match inline {
                Inline::Text { span, .. } if paragraph.role == Role::NumberedParagraph => Some(*span),
                Inline::Text { .. } | Inline::Note { .. } | Inline::Reference { .. } | Inline::LineBreak => None,
            }));
        });
        spans
    };
    let exact = place(read::Inline::Text(typed.into(), span(10, 10 + typed.len())));
    assert_eq!(exact, [span(10, 14), span(14, 22), span(22, 28)]);
    // Written with an escape, the piece is longer in the file than here.
    let escaped = place(read::Inline::Text(typed.into(), span(10, 11 + typed.len())));
    assert_eq!(escaped, [span(10, 29); 3]);
}
