//! T03: from the marks of footnotes to those on the wrong side of the punctuation.

use std::collections::BTreeMap;

use crate::check::walk::Text;
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Severity};
use crate::document::{NoteId, NoteOrigin};
use crate::facts::language::{Labels, Language, NoteMark};
use crate::source::Span;

const CODE: Code = Code::FootnoteMarkPlace;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("footnote_mark_place.md"), asked: None, check };

/// On which side of the punctuation a mark stands.
#[derive(Clone, Copy)]
enum Side {
    After,
    Before,
}

fn check(subject: &Subject, findings: &mut Findings) {
    let own = (subject.document.language, side(subject.document.note_mark));
    let mut sides: BTreeMap<Language, Option<Side>> = BTreeMap::from([own]);
    for visit in &subject.paragraphs {
        for &(at, note, span) in &visit.text.marks {
            if is_address(subject, note) {
                continue;
            }
            let language =
                visit.language(at.saturating_sub(1)).map_or(Some(subject.document.language), |tag| tag.official());
            let side = language.and_then(|language| *sides.entry(language).or_insert_with(|| side_in(language)));
            let Some(side) = side else { continue };
            let (before, after) = visit.text.words.split_at(at);
            let found = match side {
                Side::After => after
                    .starts_with([',', '.', ';', ':'])
                    .then_some("before the punctuation; in English it belongs after it"),
                Side::Before => ends_with_punctuation(before)
                    .then_some("after the punctuation; in French and Spanish it belongs before it"),
            };
            if let Some(what) = found {
                findings.add(
                    Diagnostic::info(CODE, span, format!("the footnote mark is {what}"))
                        .help("move the mark to the other side of the punctuation")
                        .fix(moved(&visit.text, at, span, side))
                        .source("United Nations Editorial Manual, footnotes (undated), read 2026-11-24"),
                );
            }
        }
    }
}

/// The remedy: the sign at the other side of the mark, where both stand in the file as they are read.
fn moved(text: &Text<'_>, at: usize, mark: Span, side: Side) -> Option<Fix> {
    let (before, after) = text.words.split_at(at);
    let (sign, range, goes_to) = match side {
        Side::After => (after.chars().next()?, at..at + 1, mark.start as usize),
        Side::Before => (before.chars().next_back()?, at.checked_sub(1)?..at, mark.end as usize),
    };
    let typed = text.span(range)?;
    let is_beside = typed.start == mark.end || typed.end == mark.start;
    let is_typed = sign.is_ascii() && typed.range().len() == 1 && typed.file == mark.file && is_beside;
    let edits = vec![Edit::new(Span::new(mark.file, goes_to..goes_to), sign), Edit::new(typed, "")];
    is_typed.then(|| Fix::new(edits))
}

/// Whether the program made a note to show the address of a link: its mark stands where the link ends.
fn is_address(subject: &Subject, note: NoteId) -> bool {
    subject
        .document
        .notes
        .get(note.0 as usize)
        .is_some_and(|note| matches!(note.origin, NoteOrigin::Link | NoteOrigin::Citation))
}

/// What the language's file of labels says; where no rule was read, there is nothing to say.
fn side_in(language: Language) -> Option<Side> {
    side(Labels::load(language).ok()?.note_mark)
}

fn side(mark: NoteMark) -> Option<Side> {
    match mark {
        NoteMark::After => Some(Side::After),
        NoteMark::Before => Some(Side::Before),
        NoteMark::Free => None,
    }
}

/// Whether a sign that is not a part of an abbreviation ends the text: `etc.` keeps its stop before the mark.
fn ends_with_punctuation(text: &str) -> bool {
    match text.chars().last() {
        Some(',' | ';' | ':') => true,
        Some('.') => {
            let word = text.trim_end_matches('.').rsplit(char::is_whitespace).next().unwrap_or("");
            word.chars().count() > 4 && !word.contains('.') && !text.ends_with("..")
        }
        Some(_) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::found;
    use crate::document::sample::report;

    fn count(language: &str, text: &str) -> usize {
        found(&RULE, &report("generic", language, text)).len()
    }

    #[test]
    fn the_mark_stands_after_the_sign_in_english_and_before_it_in_french_and_spanish() {
        assert_eq!(count("en", "Rents rose.^[A note.] They fell."), 0);
        assert_eq!(count("en", "Rents rose^[A note.]. They fell."), 1);
        assert_eq!(count("fr", "Les loyers ont augmenté^[A note.]."), 0);
        assert_eq!(count("fr", "Les loyers ont augmenté.^[A note.]"), 1);
        assert_eq!(count("es", "Los alquileres subieron,^[A note.] dijo."), 1);
        assert_eq!(count("fr", "Logement, eau, etc.^[A note.]"), 0);
        assert_eq!(count("zh", "租金上涨^[A note.]。"), 0);
    }

    #[test]
    fn a_mark_inside_a_sentence_is_left_alone() {
        assert_eq!(count("en", "A survey^[A note.] says (2020)^[A note.] so^[A note.]"), 0);
    }
}
