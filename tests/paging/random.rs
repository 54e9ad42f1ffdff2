//! Random reports through all stages: whatever the author writes, each word stands on the pages once and in order.

use proptest::prelude::{Strategy, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::checked;
use super::make::{Numbers, head, indented, sentence};

/// A block and the words it must bring to the page.
#[derive(Clone, Debug)]
enum Kind {
    Paragraph(usize),
    Noted(usize, usize),
    Heading,
    List(usize, usize),
    Table(usize, usize),
    Quotation(usize),
    /// Width and height in pixels.
    Figure(usize, usize),
}

fn kinds() -> impl Strategy<Value = Vec<Kind>> {
    let kind = prop_oneof![
        5 => (1..200usize).prop_map(Kind::Paragraph),
        2 => (1..60usize, 1..300usize).prop_map(|(words, note)| Kind::Noted(words, note)),
        2 => proptest::strategy::Just(Kind::Heading),
        2 => (1..6usize, 1..60usize).prop_map(|(items, words)| Kind::List(items, words)),
        2 => (1..40usize, 1..30usize).prop_map(|(rows, words)| Kind::Table(rows, words)),
        1 => (1..120usize).prop_map(Kind::Quotation),
        2 => (20..700usize, 20..900usize).prop_map(|(width, height)| Kind::Figure(width, height)),
    ];
    proptest::collection::vec(kind, 1..30)
}

/// The report's Markdown, and its words in the order of the text, without those of notes.
fn written(kinds: &[Kind], seed: u64) -> (String, Vec<String>) {
    let mut numbers = Numbers::new(seed);
    let (mut body, mut words) = (String::new(), Vec::new());
    let mut text = |length: usize, words: &mut Vec<String>| {
        let text = sentence(&mut numbers, length);
        words.extend(text.split(' ').map(str::to_owned));
        text
    };
    for kind in kinds {
        match *kind {
            Kind::Paragraph(length) => body += &text(length, &mut words),
            Kind::Noted(length, note) => {
                body += &text(length, &mut words);
                body += &format!("^[{}]", text(note, &mut Vec::new()));
            }
            Kind::Heading => {
                words.extend(["Water", "and", "housing"].map(str::to_owned));
                body += "# Water and housing";
            }
            Kind::List(items, length) => {
                body += &text(3, &mut words);
                for _ in 0..items {
                    body += &format!("\n\n- {}", text(length, &mut words));
                }
                // A list ends where a paragraph without mark begins.
            }
            Kind::Table(rows, length) => {
                words.extend(["District", "What"].map(str::to_owned));
                body += "| District | What |\n|---|---|\n";
                for _ in 0..rows {
                    body += &format!("| {} | {} |\n", text(1, &mut words), text(length, &mut words));
                }
            }
            Kind::Quotation(length) => body += &format!("> {}", text(length, &mut words)),
            Kind::Figure(width, height) => {
                body += &format!("![A drawing]({width}x{height}.svg)\n\n: {}", text(6, &mut words));
            }
        }
        body += "\n\n";
    }
    (head("A random report") + &indented(&body), words)
}

/// So many random reports, the same each time.
pub(crate) fn reports(count: u64) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let report = |seed| written(&kinds().new_tree(&mut runner).expect("kinds").current(), seed).0;
    (0..count).map(report).collect()
}

proptest! {
    #![proptest_config(super::seed::config(24))]

    #[test]
    fn every_word_that_was_written_stands_on_the_pages_once_and_in_order(kinds in kinds(), seed in 0..u64::MAX) {
        let (yaml, words) = written(&kinds, seed);
        let judged = checked(&yaml);
        let mut found = Vec::new();
        assemble::document::text::for_each_paragraph(&judged.document, |part, paragraph| {
            let body = part == assemble::document::PartKind::Body && paragraph.role != assemble::document::Role::Note;
            if body {
                found.extend(assemble::document::text::words(paragraph).split_whitespace().map(str::to_owned));
            }
        });
        // That the pages hold the document's words is one of the things that `checked` looks at.
        prop_assert_eq!(found, words);
    }
}
