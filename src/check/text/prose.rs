//! What the editorial rules share: running text in English, and what to leave alone in it.

use std::ops::Range;

use crate::check::walk::{Place, Visit};
use crate::check::{Findings, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::facts::language::Language;
use crate::facts::symbol;

/// The running text in English: paragraphs, items, recommendations. Quotations keep their own form, tables theirs.
pub(super) fn english<'a>(subject: &'a Subject<'a>) -> impl Iterator<Item = &'a Visit<'a>> {
    visits(subject, |place| matches!(place, Place::Text | Place::Item | Place::Recommendation))
}

/// The footnotes in English.
pub(super) fn english_notes<'a>(subject: &'a Subject<'a>) -> impl Iterator<Item = &'a Visit<'a>> {
    visits(subject, |place| place == Place::Note)
}

fn visits<'a>(subject: &'a Subject<'a>, wanted: fn(Place) -> bool) -> impl Iterator<Item = &'a Visit<'a>> {
    let is_english = subject.document.language == Language::En;
    subject.paragraphs.iter().filter(move |visit| is_english && wanted(visit.place) && visit.language(0).is_none())
}

/// What is an address, a document symbol or a part of one: its letters and digits follow other rules.
pub(super) fn fixed(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = symbol::find(text).into_iter().map(|symbol| symbol.range).collect();
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let end = start + word.len();
        if word.contains(['/', '@']) || word.contains("www.") {
            ranges.push(start..end);
        }
        start = end;
    }
    ranges
}

/// Whether a byte stands in one of the ranges.
pub(super) fn inside(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.iter().any(|range| range.contains(&at))
}

/// The words of a text with their places, without the signs around them.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(char::is_whitespace).filter_map(|word| {
        let word = word.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '%');
        (!word.is_empty()).then(|| (word.as_ptr() as usize - text.as_ptr() as usize, word))
    })
}

/// One finding for the whole report at its first place.
pub(super) fn add_once(
    findings: &mut Findings,
    code: Code,
    places: &[crate::source::Span],
    message: impl Fn(usize) -> String,
    help: &str,
    source: &str,
) {
    let Some(first) = places.first() else { return };
    let finding = Diagnostic::info(code, *first, message(places.len())).help(help).source(source);
    debug_assert_eq!(finding.severity, Severity::Info);
    findings.add(finding);
}
