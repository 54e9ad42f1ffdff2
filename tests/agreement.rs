//! The Word file and the pages of the PDF say the same: numbers, words, notes, order, links, page numbers.

mod geometry;

use std::collections::{BTreeMap, BTreeSet};

use assemble::Judged;
use assemble::document::text::for_each_paragraph;
use assemble::document::{BookmarkId, ContentId, Document, LinkTarget, Role};
use assemble::pages::{Item, LinkEnd, Origin, Pages};

use crate::support::{examples, files, judge};
use crate::word;

/// What the pages show of one paragraph.
#[derive(Default)]
struct Shown {
    number: String,
    text: String,
    page: String,
    links: BTreeSet<String>,
}

/// A paragraph as both files should have it: number, words, where its links lead.
type Said = (Option<String>, String, BTreeSet<String>);

/// Where an area leads, but between a mark and its note.
fn end(document: &Document, to: LinkEnd) -> Option<String> {
    let place = |bookmark: BookmarkId| document.bookmarks[bookmark.0 as usize].name.clone();
    match to {
        LinkEnd::Link(link) => Some(match &document.links[link.0 as usize] {
            LinkTarget::Address(address) => address.clone(),
            LinkTarget::Bookmark(bookmark) => place(*bookmark),
        }),
        LinkEnd::Bookmark(bookmark) => Some(place(bookmark)),
        LinkEnd::NoteText(_) | LinkEnd::NoteMark(_) => None,
    }
}

/// In which order paragraphs are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As they are drawn.
    Pages,
    /// As they were written: a figure that does not fit is drawn behind the text after it.
    Text,
}

/// The paragraphs on the pages in the order in which they begin, and the footnotes in theirs.
fn on_pages(document: &Document, pages: &Pages, order_of: Order) -> (Vec<Said>, Vec<(String, BTreeSet<String>)>) {
    let mut annexes = BTreeSet::new();
    let mut places: BTreeMap<ContentId, usize> = BTreeMap::new();
    for_each_paragraph(document, |_, paragraph| {
        let next = places.len();
        places.entry(paragraph.id).or_insert(next);
        if paragraph.role == Role::AnnexHeading {
            annexes.insert(paragraph.id);
        }
    });
    let mut order: Vec<ContentId> = Vec::new();
    let mut shown: BTreeMap<ContentId, Shown> = BTreeMap::new();
    for placed in pages.pages.iter().flat_map(|page| &page.items) {
        let id = match placed.origin {
            Origin::Marker(id) | Origin::Inline(id, _) | Origin::CaptionLabel(id) | Origin::ContentsPage(id) => id,
            Origin::Figure(_) | Origin::Artifact(_) => continue,
        };
        if !shown.contains_key(&id) {
            order.push(id);
        }
        let entry = shown.entry(id).or_default();
        let run = match &placed.item {
            Item::Glyphs(run) => run,
            Item::Link { to, .. } => {
                entry.links.extend(end(document, *to));
                continue;
            }
            Item::Rule { .. } | Item::Image { .. } => continue,
        };
        match placed.origin {
            Origin::Marker(_) => entry.number.push_str(&run.text),
            Origin::ContentsPage(_) => entry.page.push_str(&run.text),
            Origin::Inline(..) | Origin::CaptionLabel(_) => entry.text.push_str(&run.text),
            Origin::Figure(_) | Origin::Artifact(_) => {}
        }
    }
    if order_of == Order::Text {
        order.sort_by_key(|id| places.get(id));
    }
    let whole = |id: &ContentId| {
        let shown = &shown[id];
        let page = shown.page.trim_matches(|c: char| c == '.' || c.is_whitespace());
        let number = shown.number.trim();
        // In Word, a line of the contents holds the heading's number as words.
        if !page.is_empty() {
            return (None, plain(&format!("{number} {} {page}", shown.text)), shown.links.clone());
        }
        // The number of an annex is a field among the words.
        if annexes.contains(id) {
            return (None, plain(&format!("{}{}", shown.number, shown.text)), shown.links.clone());
        }
        (Some(number.to_owned()).filter(|number| !number.is_empty()), plain(&shown.text), shown.links.clone())
    };
    let of_notes: Vec<Vec<ContentId>> =
        document.notes.iter().map(|note| note.paragraphs.iter().map(|paragraph| paragraph.id).collect()).collect();
    let notes = of_notes
        .iter()
        .map(|ids| {
            let all: Vec<&Shown> = ids.iter().filter_map(|id| shown.get(id)).collect();
            let text: Vec<String> = all.iter().map(|shown| plain(&shown.text)).collect();
            (text.join(" "), all.iter().flat_map(|shown| shown.links.clone()).collect())
        })
        .collect();
    let text = order
        .iter()
        .filter(|id| !of_notes.iter().flatten().any(|of_note| of_note == *id))
        .map(whole)
        .filter(|(number, text, _)| number.is_some() || !text.is_empty())
        .collect();
    (text, notes)
}

/// Words without the hyphens of line ends and the marks that keep passages in their direction, with single spaces.
fn plain(text: &str) -> String {
    text.replace(['\u{AD}', '\u{200B}', '\u{200E}', '\u{200F}'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn word_file_and_pages_agree_in_numbers_words_notes_and_order() {
    for path in examples() {
        assert_agreement(&judge(&path), &files(&path)[&assemble::Target::Docx], &path.display().to_string());
    }
}

/// The pages of a report and its Word file say the same.
pub(crate) fn assert_agreement(judged: &Judged, docx: &[u8], name: &str) {
    assert_agreement_in(Order::Pages, judged, docx, name);
}

/// The same, in an order.
pub(crate) fn assert_agreement_in(order: Order, judged: &Judged, docx: &[u8], name: &str) {
    let (expected, expected_notes) = on_pages(&judged.document, &judged.pages, order);
    let package = word::open(docx);
    let found: Vec<Said> = package
        .paragraphs()
        .into_iter()
        // The bullet's sign stands in the list definition and is read as a number here as there.
        .map(|paragraph| {
            (paragraph.number.filter(|number| !number.is_empty()), plain(&paragraph.text), paragraph.links)
        })
        .filter(|(number, text, _)| number.is_some() || !text.is_empty())
        .collect();
    for (at, (word, page)) in found.iter().zip(&expected).enumerate() {
        assert_eq!(word, page, "paragraph {at} of {name}");
    }
    assert_eq!(found.len(), expected.len(), "paragraphs of {name}");
    let notes: Vec<_> = package.notes().into_iter().map(|(text, links)| (plain(&text), links)).collect();
    assert_eq!(notes, expected_notes, "notes of {name}");
    geometry::assert_geometry(&judged.document, &judged.pages, &package, name);
}

#[test]
fn page_numbers_in_the_contents_of_the_word_file_are_those_of_the_pdf() {
    let mut seen = 0;
    for path in examples() {
        let judged = judge(&path);
        // The page on which each place is drawn, found by its paragraph and not by what the contents were told.
        let mut places: BTreeMap<ContentId, &str> = BTreeMap::new();
        for_each_paragraph(&judged.document, |_, paragraph| {
            if let Some(bookmark) = paragraph.bookmark {
                places.insert(paragraph.id, &judged.document.bookmarks[bookmark.0 as usize].name);
            }
        });
        let mut drawn: BTreeMap<&str, String> = BTreeMap::new();
        for page in judged.pages.pages.iter().rev() {
            for placed in &page.items {
                if let Origin::Inline(id, _) = placed.origin
                    && let (Some(name), Some(number)) = (places.get(&id), page.number)
                {
                    drawn.insert(name, number.to_string());
                }
            }
        }
        for (place, shown) in
            word::open(&files(&path)[&assemble::Target::Docx]).paragraphs().into_iter().flat_map(|found| found.pages)
        {
            assert_eq!(drawn.get(place.as_str()), Some(&shown), "{place} of {}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 10, "the examples have contents");
}
