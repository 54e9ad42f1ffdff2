//! The Word file and the pages of the PDF say the same: numbers, words, notes, order.

use std::collections::BTreeMap;

use assemble::Judged;
use assemble::document::{ContentId, Document};
use assemble::layout::{Item, Origin, Pages};

use crate::support::{examples, files, judge};
use crate::word;

/// What the pages show of one paragraph.
#[derive(Default)]
struct Shown {
    number: String,
    text: String,
    page: String,
}

/// The paragraphs on the pages in the order in which they begin, and the footnotes in theirs.
fn on_pages(document: &Document, pages: &Pages) -> (Vec<(Option<String>, String)>, Vec<String>) {
    let mut order: Vec<ContentId> = Vec::new();
    let mut shown: BTreeMap<ContentId, Shown> = BTreeMap::new();
    for placed in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Glyphs(run) = &placed.item else { continue };
        let id = match placed.origin {
            Origin::Marker(id) | Origin::Inline(id, _) | Origin::CaptionLabel(id) | Origin::ContentsPage(id) => id,
            Origin::Figure(_) | Origin::Artifact(_) => continue,
        };
        if !shown.contains_key(&id) {
            order.push(id);
        }
        let entry = shown.entry(id).or_default();
        match placed.origin {
            Origin::Marker(_) => entry.number.push_str(&run.text),
            Origin::ContentsPage(_) => entry.page.push_str(&run.text),
            Origin::Inline(..) | Origin::CaptionLabel(_) => entry.text.push_str(&run.text),
            Origin::Figure(_) | Origin::Artifact(_) => {}
        }
    }
    let whole = |shown: &Shown| {
        let page = shown.page.trim_matches(|c: char| c == '.' || c.is_whitespace());
        let number = shown.number.trim();
        // In Word, a line of the contents holds the heading's number as words.
        if !page.is_empty() {
            return (None, plain(&format!("{number} {} {page}", shown.text)));
        }
        (Some(number.to_owned()).filter(|number| !number.is_empty()), plain(&shown.text))
    };
    let of_notes: Vec<Vec<ContentId>> =
        document.notes.iter().map(|note| note.paragraphs.iter().map(|paragraph| paragraph.id).collect()).collect();
    let notes = of_notes
        .iter()
        .map(|ids| ids.iter().map(|id| shown.get(id).map_or(String::new(), |shown| plain(&shown.text))))
        .map(|texts| texts.collect::<Vec<_>>().join(" "))
        .collect();
    let text = order
        .iter()
        .filter(|id| !of_notes.iter().flatten().any(|of_note| of_note == *id))
        .map(|id| whole(&shown[id]))
        .filter(|(number, text)| number.is_some() || !text.is_empty())
        .collect();
    (text, notes)
}

/// Words without the hyphens of line ends and the marks that keep passages in their direction, with single spaces.
fn plain(text: &str) -> String {
    text.replace(['\u{AD}', '\u{200E}', '\u{200F}'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn word_file_and_pages_agree_in_numbers_words_notes_and_order() {
    for path in examples() {
        assert_agreement(&judge(&path), &files(&path).docx, &path.display().to_string());
    }
}

/// The pages of a report and its Word file say the same.
pub(crate) fn assert_agreement(judged: &Judged, docx: &[u8], name: &str) {
    let (expected, expected_notes) = on_pages(&judged.document, &judged.pages);
    let package = word::open(docx);
    let found: Vec<(Option<String>, String)> = package
        .paragraphs()
        .into_iter()
        // The bullet's sign stands in the list definition and is read as a number here as there.
        .map(|paragraph| (paragraph.number.filter(|number| !number.is_empty()), plain(&paragraph.text)))
        .filter(|(number, text)| number.is_some() || !text.is_empty())
        .collect();
    for (at, (word, page)) in found.iter().zip(&expected).enumerate() {
        assert_eq!(word, page, "paragraph {at} of {name}");
    }
    assert_eq!(found.len(), expected.len(), "paragraphs of {name}");
    let notes: Vec<String> = package.notes().iter().map(|note| plain(note)).collect();
    assert_eq!(notes, expected_notes, "notes of {name}");
}
