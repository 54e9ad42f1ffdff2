//! Reports of any size for the tests: headings, numbered paragraphs, lists, notes, tables, links, as people write them.

use std::fmt::Write;

/// A source of numbers that is the same on every run (xorshift, Marsaglia 2003).
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) fn new(seed: u64) -> Numbers {
        Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

const WORDS: [&str; 48] = [
    "the",
    "of",
    "and",
    "in",
    "to",
    "a",
    "was",
    "for",
    "municipal",
    "housing",
    "water",
    "tenants",
    "evictions",
    "information",
    "authorities",
    "compensation",
    "notwithstanding",
    "children",
    "responsibility",
    "law",
    "court",
    "decision",
    "women",
    "rent",
    "percentage",
    "recommendation",
    "school",
    "unaccompanied",
    "electricity",
    "districts",
    "report",
    "interviewed",
    "administration",
    "never",
    "published",
    "waited",
    "Northern",
    "Ministry",
    "indigenous",
    "persons",
    "with",
    "disabilities",
    "access",
    "free",
    "legal",
    "aid",
    "institutionalization",
    "monitoring",
];

/// A sentence of so many words.
pub(super) fn sentence(numbers: &mut Numbers, words: usize) -> String {
    let mut sentence = String::from("In");
    for _ in 0..words {
        sentence.push(' ');
        // Every second word is one of the short ones, as in prose.
        let among = if numbers.below(2) == 0 { 8 } else { WORDS.len() };
        sentence.push_str(WORDS[numbers.below(among)]);
    }
    sentence + "."
}

/// The head of a report, up to its body.
pub(super) fn head(title: &str) -> String {
    format!(
        "submitted_to: generic\nlanguage: en\ntitle: {title}\nsubmitted_by:\n  - name: Example Rights Network\n    \
         profile: |\n      The Network helps tenants.\nbody: |\n"
    )
}

/// A report of so many numbered paragraphs, with a heading every six, a list every five, a table every twelve.
pub(super) fn report(paragraphs: usize) -> String {
    let mut numbers = Numbers::new(paragraphs as u64);
    let mut body = String::new();
    let mut notes = String::new();
    for at in 0..paragraphs {
        if at % 6 == 0 {
            let level = if at % 18 == 0 { "#" } else { "##" };
            let _ = write!(body, "{level} About {} in part {at}\n\n", WORDS[10 + numbers.below(6)]);
        }
        for _ in 0..2 + numbers.below(4) {
            let length = 8 + numbers.below(25);
            body.push_str(&sentence(&mut numbers, length));
            body.push(' ');
        }
        if at % 3 == 0 {
            let _ = write!(body, "More is in a [study](https://example.org/{at}).[^{at}]");
            let length = 5 + numbers.below(40);
            let _ = write!(notes, "[^{at}]: {}\n\n", sentence(&mut numbers, length));
        }
        if at % 5 == 4 {
            body.push_str("The measures were:");
            for mark in ["(a)", "(b)", "(c)"] {
                let length = 3 + numbers.below(30);
                let _ = write!(body, "\n\n{mark} {}", sentence(&mut numbers, length));
            }
        }
        body.push_str("\n\n");
        if at % 12 == 7 {
            table(&mut body, &mut numbers, at);
        }
    }
    body.push_str(&notes);
    head("A report on housing") + &indented(&body)
}

fn table(body: &mut String, numbers: &mut Numbers, at: usize) {
    body.push_str("| District | Cases | Share |\n|---|--:|--:|\n");
    for row in 0..3 + numbers.below(12) {
        let _ = writeln!(body, "| District {row} | {} | {}.{row} |", numbers.below(900), numbers.below(99));
    }
    let _ = write!(body, "\n: Cases by district in part {at}\n\n");
}

/// Text as a block scalar of the report.
pub(super) fn indented(text: &str) -> String {
    let mut indented = String::with_capacity(text.len() + text.len() / 20);
    for line in text.lines() {
        if !line.is_empty() {
            indented.push_str("  ");
            indented.push_str(line);
        }
        indented.push('\n');
    }
    indented
}
