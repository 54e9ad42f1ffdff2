//! Makes reports of any shape, which go through the stages of any report.

use proptest::prelude::{Just, Strategy, any, prop_oneof};

use crate::document::Document;
use crate::document::sample::{listing, resolved};

/// A block to be made.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Paragraph {
        words: usize,
        notes: Vec<usize>,
    },
    Heading,
    List {
        items: usize,
        words: usize,
    },
    Recommendations {
        items: usize,
        words: usize,
    },
    Table {
        rows: usize,
        columns: usize,
        words: usize,
        note: bool,
    },
    /// A square: so high in millimetres, if it is not wider than the text and not higher than two thirds of it.
    Figure {
        height: i64,
    },
    PageBreak,
}

/// Any row of blocks; a report without any is refused.
pub(super) fn kinds() -> impl Strategy<Value = Vec<Kind>> {
    let notes = proptest::collection::vec(prop_oneof![8 => 1..40usize, 1 => 100..1500usize], 0..3);
    let kind = prop_oneof![
        6 => (1..250usize, notes).prop_map(|(words, notes)| Kind::Paragraph { words, notes }),
        3 => Just(Kind::Heading),
        2 => (1..6usize, 1..60usize).prop_map(|(items, words)| Kind::List { items, words }),
        1 => (1..5usize, 1..60usize).prop_map(|(items, words)| Kind::Recommendations { items, words }),
        2 => (1..60usize, 1..5usize, 1..12usize, any::<bool>())
            .prop_map(|(rows, columns, words, note)| Kind::Table { rows, columns, words, note }),
        1 => (10..160i64).prop_map(|height| Kind::Figure { height }),
        1 => Just(Kind::PageBreak),
    ];
    proptest::collection::vec(kind, 1..40)
}

/// Figures of any height between paragraphs, as in a report with many charts.
pub(super) fn charts() -> impl Strategy<Value = Vec<Kind>> {
    let kind = prop_oneof![
        4 => (20..250usize).prop_map(|words| Kind::Paragraph { words, notes: vec![] }),
        1 => Just(Kind::Heading),
        2 => (30..160i64).prop_map(|height| Kind::Figure { height }),
    ];
    proptest::collection::vec(kind, 10..50)
}

/// The document of an English report with these blocks.
pub(super) fn document(kinds: &[Kind]) -> Document {
    resolved(&report("en", kinds))
}

/// The same after a table of contents.
pub(super) fn document_with_contents(kinds: &[Kind]) -> Document {
    resolved(&with_contents(&report("en", kinds)))
}

/// A report after its table of contents.
pub(super) fn with_contents(report: &str) -> String {
    report.replace("contents: false", "contents: true")
}

/// A report with these blocks, in a language.
pub(super) fn report(language: &str, kinds: &[Kind]) -> String {
    let words = Words(if language == "ar" { &ARABIC } else { &ENGLISH });
    let blocks: String = kinds.iter().map(|kind| format!("- {}\n", words.block(kind))).collect();
    listing(language, &blocks)
}

/// All short enough for any column.
const ENGLISH: [&str; 7] = ["housing", "is", "not", "affordable", "in", "the", "districts"];
const ARABIC: [&str; 7] = ["السكن", "في", "لا", "المناطق", "يكون", "من", "متاحا"];

/// Writes blocks with these words.
struct Words(&'static [&'static str; 7]);

impl Words {
    /// A block of a report in YAML.
    fn block(&self, kind: &Kind) -> String {
        match kind {
            Kind::Paragraph { words, notes } => {
                let notes = notes.iter().map(|note| self.note(*note) + " and more words after the mark of the note.");
                format!("\"{}{}\"", self.text(*words), notes.collect::<String>())
            }
            Kind::Heading => format!("heading: {}", self.text(4)),
            Kind::List { items, words } => format!("list: {}", self.items(*items, *words)),
            Kind::Recommendations { items, words } => {
                format!("recommendations: {}\n  lead_in: {}", self.items(*items, *words), self.text(5))
            }
            Kind::Table { rows, columns, words, note } => self.table(*rows, *columns, *words, *note),
            Kind::Figure { height } => {
                let (caption, source) = (self.text(6), self.text(5));
                format!(
                    "figure: {{file: pixel.png, alt: A grey square, width: {height}mm, caption: {caption}, source: {source}}}"
                )
            }
            Kind::PageBreak => "page_break: true".to_owned(),
        }
    }

    fn note(&self, words: usize) -> String {
        format!("^[{}]", self.text(words))
    }

    /// Items of two paragraphs.
    fn items(&self, count: usize, words: usize) -> String {
        row((0..count).map(|_| format!("[{}, {}]", self.text(words), self.text(words / 2 + 1))))
    }

    fn table(&self, rows: usize, columns: usize, words: usize, note: bool) -> String {
        let noted = |is_noted: bool, length| if is_noted { self.note(length) } else { String::new() };
        let head = row((0..columns).map(|at| format!("\"head{at}{}\"", noted(note && at == 0, 9))));
        let cell = |row: usize, at: usize| {
            let words = self.text(if at == 0 { words } else { 1 });
            format!("\"{words}{}\"", noted(note && row == 0, 12))
        };
        let rows = row((0..rows).map(|line| row((0..columns).map(|at| cell(line, at)))));
        let (caption, widths) = (self.text(6), row((0..columns).map(|_| "\"1*\"".to_owned())));
        format!("table: {{caption: {caption}, widths: {widths}, header: {head}, rows: {rows}}}")
    }

    /// So many words.
    fn text(&self, words: usize) -> String {
        let text: Vec<&str> = (0..words).map(|at| self.0[(at * 5 + words) % self.0.len()]).collect();
        text.join(" ") + "."
    }
}

/// A list in one line of YAML.
fn row(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}
