//! T19: from the headings to whether their words begin with capitals.

use crate::check::text::prose::{add_once, words};
use crate::check::walk::Place;
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::facts::language::Language;

const CODE: Code = Code::HeadingCapitals;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("heading_capitals.md"), asked: None, check };

/// The headings that decide: fewer may all be names.
const LEAST: usize = 3;

fn check(subject: &Subject, findings: &mut Findings) {
    if subject.document.language != Language::En {
        return;
    }
    let headings: Vec<_> = subject
        .paragraphs
        .iter()
        .filter(|visit| visit.place == Place::Heading && visit.language(0).is_none())
        .filter_map(|visit| Some((visit.paragraph.span, is_capitalized(&visit.text.words)?)))
        .collect();
    let places: Vec<_> = headings.iter().filter(|(_, capitals)| *capitals).map(|(span, _)| *span).collect();
    // Names have capitals too, so a few such headings say nothing.
    if places.len() < LEAST || places.len() * 4 < headings.len() * 3 {
        return;
    }
    let message = |count| format!("the words of {count} headings begin with capitals");
    add_once(
        findings,
        CODE,
        &places,
        message,
        "write a capital for the first word and for names only: “Right to adequate housing”",
        "United Nations Editorial Manual, headings: capitals as in a sentence",
    );
}

/// Whether all long words after the first begin with a capital; `None` if there are fewer than two.
fn is_capitalized(heading: &str) -> Option<bool> {
    let later: Vec<&str> =
        words(heading).skip(1).map(|(_, word)| word).filter(|word| word.chars().count() > 4).collect();
    let capitals = later.iter().all(|word| word.starts_with(char::is_uppercase));
    let shouted = heading.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    (later.len() > 1 && !shouted).then_some(capitals)
}
