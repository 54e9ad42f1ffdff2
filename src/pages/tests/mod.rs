//! Whole documents laid out: what must hold on every page, and the hard cases one by one.

mod invariants;
mod random;
pub(crate) mod seed;

use proptest::bool::ANY;
use proptest::prelude::proptest;

use self::random::Kind;
use super::{Artifact, Item, Origin, Page, Pages, contents_pages, describe, layout};
use crate::document::sample::{everything, listing, report, resolved, text};
use crate::document::text::{for_each_paragraph, words as words_of};
use crate::document::{Block, ContentId, Contents, Document, Orientation, PartKind, Role};
use crate::fonts::Fonts;
use crate::length::Length;
use crate::read::Spec;

/// Lays out and checks what must hold of all pages.
fn checked(document: &Document) -> Pages {
    let pages = layout(document, &Fonts::embedded()).value;
    invariants::check(document, &pages);
    pages
}

/// The pages a paragraph or figure stands on.
fn pages_of(pages: &Pages, id: ContentId) -> Vec<usize> {
    let has = |at: &usize| pages.pages[*at].items.iter().any(|placed| placed.origin.content() == Some(id));
    (0..pages.pages.len()).filter(has).collect()
}

proptest! {
    #![proptest_config(seed::config(48))]

    #[test]
    fn pages_of_any_report_hold_all_of_it_in_order(kinds in random::kinds(), arabic in ANY, contents in ANY) {
        let report = random::report(if arabic { "ar" } else { "en" }, &kinds);
        checked(&resolved(&if contents { random::with_contents(&report) } else { report }));
    }

    #[test]
    fn paragraphs_between_figures_are_never_torn(kinds in random::charts()) {
        checked(&random::document(&kinds));
    }
}

#[test]
fn a_document_without_a_word_has_one_page() {
    // That is what a file becomes that cannot be read.
    let (_, document) = crate::resolved(&Spec::default(), false, &mut vec![]).expect("the rules of no body are there");
    let pages = checked(&document);
    assert_eq!(pages.pages.len(), 1);
    assert_eq!(pages.pages[0].number, Some(1));
}

#[test]
fn a_table_of_forty_pages_repeats_its_head_on_each() {
    let document = random::document(&[Kind::Table { rows: 2000, columns: 3, words: 2, note: false }]);
    let pages = checked(&document);
    assert!(pages.pages.len() >= 40, "{}", pages.pages.len());
    let repeated = |at: usize| {
        let text = invariants::artifact_text(&pages.pages[at]);
        text.contains("head0") && text.contains("head2")
    };
    assert!(!repeated(0), "the first head is not an artifact");
    assert!((1..pages.pages.len()).all(repeated));
}

#[test]
fn a_note_longer_than_a_page_goes_on_and_ends() {
    let document = random::document(&[
        Kind::Paragraph { words: 60, notes: vec![3, 1800, 4] },
        Kind::Paragraph { words: 900, notes: vec![] },
        Kind::Paragraph { words: 40, notes: vec![5] },
    ]);
    let pages = checked(&document);
    let long = pages_of(&pages, document.notes[1].paragraphs[0].id);
    assert!(long.len() >= 3, "{long:?}");
    assert_eq!(long[0], 0, "it begins on the page of its mark");
    assert!(long.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{long:?}");
}

#[test]
fn a_long_note_at_the_very_end_gets_pages_of_its_own() {
    let document = random::document(&[Kind::Paragraph { words: 10, notes: vec![4000] }]);
    let pages = checked(&document);
    assert!(pages.pages.len() >= 3);
    assert!(pages.pages.iter().all(|page| !page.items.is_empty()));
}

#[test]
fn a_paragraph_longer_than_a_page_is_cut_between_lines() {
    let document = random::document(&[Kind::Paragraph { words: 3000, notes: vec![] }]);
    assert!(checked(&document).pages.len() >= 4);
}

#[test]
fn a_row_higher_than_a_page_is_torn_between_lines_and_read_cell_by_cell() {
    let document = random::document(&[
        Kind::Paragraph { words: 20, notes: vec![] },
        Kind::Table { rows: 2, columns: 2, words: 900, note: true },
        Kind::Paragraph { words: 20, notes: vec![] },
    ]);
    assert!(checked(&document).pages.len() >= 3);
}

#[test]
fn headings_a_head_and_a_first_row_of_nearly_a_page_stay_together() {
    let text = Kind::Paragraph { words: 100, notes: vec![] };
    let table = |words| Kind::Table { rows: 3, columns: 2, words, note: false };
    for words in (260..460).step_by(3) {
        checked(&random::document(&[text.clone(), table(words)]));
        checked(&random::document(&[text.clone(), Kind::Heading, table(words)]));
        checked(&random::document(&[text.clone(), Kind::Heading, Kind::Heading, table(words)]));
    }
}

#[test]
fn a_row_that_fits_a_page_is_never_torn() {
    let document = random::document(&[
        Kind::Paragraph { words: 300, notes: vec![] },
        Kind::Table { rows: 6, columns: 2, words: 150, note: false },
    ]);
    let pages = checked(&document);
    let torn = (0..document.content_count).filter(|id| {
        let cell = invariants::paragraphs(&document)
            .iter()
            .any(|paragraph| paragraph.id == ContentId(*id) && paragraph.role == Role::TableCell);
        cell && pages_of(&pages, ContentId(*id)).len() > 1
    });
    assert_eq!(torn.count(), 0);
}

#[test]
fn a_heading_before_a_picture_of_a_whole_page_gives_up_its_place() {
    // A figure is at most as high as two thirds of a page that stands upright.
    let words = "A map of the north. ".repeat(14);
    let annex = format!(
        "annexes:\n  - title: Maps\n    landscape: true\n    body:\n      - heading: The north\n      \
        - figure: {{file: pixel.png, alt: A grey square, width: 160mm, caption: {words}}}\n"
    );
    let pages = checked(&resolved(&(listing("en", "- A text.") + &annex)));
    let page = &pages.pages[2];
    assert_eq!((pages.pages.len(), page.orientation), (3, Orientation::Landscape));
    assert_eq!(page.items.iter().filter(|placed| matches!(placed.item, Item::Image { .. })).count(), 1);
}

/// The page and place of each picture.
fn pictures(pages: &Pages) -> Vec<(usize, Length)> {
    let on = |(at, page): (usize, &Page)| {
        let images = page.items.iter().filter(|placed| matches!(placed.item, Item::Image { .. }));
        images.map(|placed| (at, placed.point.y)).collect::<Vec<_>>()
    };
    pages.pages.iter().enumerate().flat_map(on).collect()
}

/// The base line of the last line of text on a page.
fn last_line(document: &Document, page: &Page) -> Length {
    invariants::body_lines(document, page).last().map(|(y, _)| *y).expect("a page has lines")
}

#[test]
fn text_fills_the_page_that_a_figure_does_not_fit_and_the_figure_begins_the_next() {
    for words in (300..450).step_by(10) {
        let document = random::document(&[
            Kind::Paragraph { words, notes: vec![] },
            Kind::Figure { height: 160 },
            Kind::Paragraph { words: 150, notes: vec![4] },
            Kind::Heading,
            Kind::Paragraph { words: 400, notes: vec![] },
        ]);
        let pages = checked(&document);
        assert_eq!(pictures(&pages), [(1, document.page.margin_top)], "{words} words");
        let foot = document.page.height - document.page.margin_bottom;
        let last = last_line(&document, &pages.pages[0]);
        assert!(foot - last < Length::mm(40), "{words} words: {last:?}");
    }
}

#[test]
fn figures_that_move_down_keep_their_order() {
    let text = |words| Kind::Paragraph { words, notes: vec![] };
    for words in (320..440).step_by(20) {
        let figure = Kind::Figure { height: 150 };
        let document =
            random::document(&[text(words), figure.clone(), text(60), figure.clone(), text(60), figure, text(300)]);
        let pages: Vec<usize> = pictures(&checked(&document)).into_iter().map(|(page, _)| page).collect();
        assert_eq!(pages, [1, 2, 3], "{words} words");
    }
}

#[test]
fn a_figure_before_a_page_break_begins_a_page_and_nothing_passes_it() {
    let text = |words| Kind::Paragraph { words, notes: vec![] };
    let document = random::document(&[text(400), Kind::Figure { height: 160 }, Kind::PageBreak, text(100)]);
    let pages = checked(&document);
    assert_eq!(pictures(&pages), [(1, document.page.margin_top)]);
    assert_eq!(pages.pages.len(), 3);
}

#[test]
fn contents_name_the_page_a_heading_comes_to_when_a_figure_moves_below_it() {
    let text = |words| Kind::Paragraph { words, notes: vec![] };
    let kinds = [text(300), Kind::Figure { height: 150 }, Kind::Heading, text(300)];
    let document = random::document_with_contents(&kinds);
    let pages = checked(&document);
    for entry in &contents(&document).entries {
        let number = contents_pages(&pages)[&entry.target];
        let drawn = words(&pages.pages[0], Origin::ContentsPage(entry.paragraph.id));
        assert!(drawn.ends_with(&number.to_string()), "{drawn}");
    }
    assert_eq!(pictures(&pages).len(), 1);
    assert_eq!(pictures(&pages)[0].1, document.page.margin_top);
}

#[test]
fn a_last_page_with_a_line_or_two_takes_lines_from_the_page_before() {
    for words in (400..520).step_by(4) {
        let document =
            random::document(&[Kind::Paragraph { words, notes: vec![] }, Kind::Paragraph { words: 6, notes: vec![] }]);
        let pages = checked(&document);
        if let [_, .., last] = pages.pages.as_slice() {
            assert!(invariants::body_lines(&document, last).len() >= 3, "{words} words");
        }
    }
}

/// The table of contents of a report that has one.
fn contents(document: &Document) -> &Contents {
    let mut blocks = document.parts.iter().flat_map(|part| &part.blocks);
    let contents = blocks.find_map(|block| if let Block::Contents(contents) = block { Some(contents) } else { None });
    contents.expect("there are contents")
}

/// The words of a page that stand at this origin.
fn words(page: &Page, origin: Origin) -> String {
    let of = page.items.iter().filter(|placed| placed.origin == origin);
    of.filter_map(|placed| match &placed.item {
        Item::Glyphs(run) => Some(run.text.as_str()),
        Item::Rule { .. } | Item::Image { .. } | Item::Link { .. } => None,
    })
    .collect()
}

#[test]
fn the_contents_name_the_pages_of_their_headings() {
    let chapter = [Kind::Heading, Kind::Paragraph { words: 100, notes: vec![] }];
    let kinds: Vec<Kind> = chapter.iter().cycle().take(240).cloned().collect();
    // Contents of several pages, so that their own length moves all headings.
    let document = random::document_with_contents(&kinds);
    let pages = layout(&document, &Fonts::embedded());
    assert!(pages.diagnostics.iter().all(|diagnostic| diagnostic.code != "T91"), "{:?}", pages.diagnostics);
    let numbers = contents_pages(&pages.value);
    let contents = contents(&document);
    assert_eq!(contents.entries.len(), 120);
    for entry in &contents.entries {
        let id = entry.paragraph.id;
        let page = &pages.value.pages[pages_of(&pages.value, id)[0]];
        let drawn = words(page, Origin::ContentsPage(id));
        let drawn = drawn.trim_start_matches(|c: char| !c.is_ascii_digit());
        assert_eq!(drawn, numbers[&entry.target].to_string());
    }
    let first = contents.entries.iter().map(|entry| numbers[&entry.target]).min();
    assert!(first.is_some_and(|first| first >= 3), "the contents fill two pages and more");
}

#[test]
fn a_cover_stands_alone_without_header_footer_and_number() {
    let document = resolved(&report("generic", "en", "A text.").replace("cover: false", "cover: true"));
    let pages = layout(&document, &Fonts::embedded()).value;
    let numbers: Vec<Option<u32>> = pages.pages.iter().map(|page| page.number).collect();
    assert_eq!(numbers, [None, Some(1)]);
    assert!(pages.pages[0].items.iter().all(|placed| placed.origin.content().is_some()));
    assert_eq!(words(&pages.pages[1], Origin::Artifact(Artifact::Footer)), "Page 1 of 1");
    assert!(pages.pages[0].items[0].point.y > document.page.height / 4);
}

#[test]
fn a_long_title_stays_whole_and_the_names_of_many_organizations_go_on_on_the_next_page() {
    let names: String = (0..60).map(|at| format!("{{name: Organization {at}}}, ")).collect();
    let report = report("generic", "en", "A text.").replace("{name: Example Rights Network}", &names);
    let document = resolved(&report.replace("A sample", "Long words of a title ".repeat(20).trim_end()));
    let pages = checked(&document);
    let mut names = vec![];
    for_each_paragraph(&document, |part, paragraph| {
        if paragraph.role == Role::Title {
            assert_eq!(pages_of(&pages, paragraph.id), [0], "the title");
        } else if part == PartKind::Title && words_of(paragraph).starts_with("Organization") {
            names.push(paragraph.id);
        }
    });
    assert_eq!(names.len(), 60);
    assert_eq!(pages_of(&pages, names[0]), [0], "the first name");
    assert_eq!(pages_of(&pages, names[59]), [1], "the last name");
    let names_on_the_first = names.iter().filter(|id| pages_of(&pages, **id) == [0]).count();
    assert!(names_on_the_first > 20, "{names_on_the_first}");
}

#[test]
fn the_first_column_stands_at_the_right_in_arabic() {
    let x_of_head = |language: &str, at: usize| {
        let table = Kind::Table { rows: 1, columns: 2, words: 1, note: false };
        let document = resolved(&random::report(language, &[table]));
        let [Block::Table(table)] = text(&document) else { panic!("a table stands alone") };
        let id = table.header[at].paragraph.id;
        let pages = layout(&document, &Fonts::embedded()).value;
        let placed = pages.pages[0].items.iter().find(|placed| placed.origin.content() == Some(id));
        placed.map(|placed| placed.point.x).expect("the head is drawn")
    };
    assert!(x_of_head("en", 0) < x_of_head("en", 1));
    assert!(x_of_head("ar", 0) > x_of_head("ar", 1));
}

#[test]
fn the_rule_beside_recommendations_goes_on_over_pages() {
    let document = random::document(&[Kind::Recommendations { items: 30, words: 60 }]);
    let pages = checked(&document);
    assert!(pages.pages.len() >= 2);
    for page in &pages.pages {
        let rules = page.items.iter().filter_map(|placed| match placed.item {
            Item::Rule { width, height, .. } if height > width => Some((placed.point.y, placed.point.y + height)),
            Item::Rule { .. } | Item::Glyphs(_) | Item::Image { .. } | Item::Link { .. } => None,
        });
        let rules: Vec<(Length, Length)> = rules.collect();
        let [(top, bottom)] = rules[..] else { panic!("one rule a page: {rules:?}") };
        assert!(top >= document.page.margin_top);
        assert!(bottom <= document.page.height - document.page.margin_bottom);
        let (last, _) = *invariants::body_lines(&document, page).last().expect("a page has lines");
        assert!(bottom > last);
    }
}

#[test]
fn pages_of_every_block_are_as_expected() {
    let document = everything();
    let found = describe(&checked(&document), &document);
    let expected = include_str!("everything.txt");
    assert_eq!(found, expected, "the pages are now:\n{found}");
}
