//! The words of notes in the language of the report, and which of them are English for want of its own.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::facts::citation::{Term, Word};
use crate::facts::language::Labels;

/// The words of notes.
pub(super) struct Terms<'a> {
    pub(super) labels: &'a Labels,
    /// English words that were used in a language that has words of its own for them.
    english: RefCell<BTreeSet<String>>,
}

impl<'a> Terms<'a> {
    pub(super) fn new(labels: &'a Labels) -> Terms<'a> {
        Terms { labels, english: RefCell::default() }
    }

    /// A word.
    pub(super) fn term(&self, term: Term) -> &'a str {
        self.used(self.labels.citations.term(term))
    }

    /// A word with something in its place.
    pub(super) fn with(&self, term: Term, place: &str, value: &str) -> String {
        self.term(term).replace(place, value)
    }

    /// Words before a source: `see` in the language, others as they were typed.
    pub(super) fn prefix(&self, typed: &str) -> String {
        match typed.to_lowercase().as_str() {
            "see" => self.term(Term::See).to_owned(),
            "see also" => self.term(Term::SeeAlso).to_owned(),
            _ => typed.to_owned(),
        }
    }

    /// `para. 12`, with the word of the language, dashes in ranges, and one bracket where the language has one.
    pub(super) fn locator(&self, typed: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        for part in typed.split(", ") {
            let first = part.split([' ', '\u{A0}']).next().unwrap_or("");
            let goes_on = first.starts_with(|c: char| c.is_ascii_digit()) || first.starts_with('(');
            match parts.last_mut().filter(|_| goes_on) {
                Some(before) => {
                    before.push_str(", ");
                    before.push_str(part);
                }
                None => parts.push(part.to_owned()),
            }
        }
        parts.iter().map(|part| self.part(part)).collect::<Vec<_>>().join(", ")
    }

    fn part(&self, typed: &str) -> String {
        let (word, rest) = typed.split_once([' ', '\u{A0}']).unwrap_or((typed, ""));
        let rest = self.numbers(rest);
        let form = self.labels.citations.part(word, is_several(&rest)).filter(|_| begins_with_number(&rest));
        let word = match form {
            Some(form) => self.used(form),
            None => word,
        };
        match rest.is_empty() {
            true => word.to_owned(),
            false => format!("{word}{}{rest}", if word.ends_with(['.', 'º']) { '\u{A0}' } else { ' ' }),
        }
    }

    /// `166 and 167` for two that follow each other, `337–339` for more, `2 b)` where letters have one bracket.
    pub(super) fn numbers(&self, typed: &str) -> String {
        let text = self.range(typed).unwrap_or_else(|| dashed(typed));
        if self.labels.citations.has_single_brackets() { with_single_brackets(&text) } else { text }
    }

    fn range(&self, typed: &str) -> Option<String> {
        let (from, to) = typed.split_once(['-', '–'])?;
        let number = |text: &str| text.trim().parse::<u32>().ok();
        let is_next = number(from)?.checked_add(1) == number(to);
        is_next.then(|| self.labels.list(&[from.trim(), to.trim()]))
    }

    /// The English words that were used, for a report in another language.
    pub(super) fn english(&self) -> Vec<String> {
        self.english.borrow().iter().cloned().collect()
    }

    fn used<'w>(&self, word: Word<'w>) -> &'w str {
        if !word.is_own {
            self.english.borrow_mut().insert(without_places(word.text));
        }
        word.text
    }
}

/// Words without what stands for something else: `accessed on` for `accessed on {date}`.
fn without_places(words: &str) -> String {
    words.split_whitespace().filter(|word| !word.starts_with('{')).collect::<Vec<_>>().join(" ")
}

/// Whether what follows a word counts something: `12`, `II`, `A`; not `on water`.
pub(super) fn begins_with_number(text: &str) -> bool {
    let first = text.split([' ', ',', '\u{A0}']).next().unwrap_or("");
    let is_sign = |c: char| c.is_ascii_digit() || "IVXLCivxlc.-–()".contains(c);
    let is_letter = first.len() == 1 && first.starts_with(|c: char| c.is_ascii_uppercase());
    is_letter || (!first.is_empty() && first.chars().all(is_sign)) || first.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether numbers are more than one: `3, 5 and 7`, `II–III`; not `III and annex I`.
pub(super) fn is_several(numbers: &str) -> bool {
    let is_range = numbers.char_indices().any(|(at, c)| c == '–' && is_between_numbers(numbers, at, c));
    let is_list = |sign: &str| {
        numbers.split_once(sign).is_some_and(|(one, other)| ends_in_number(one) && begins_with_number(other))
    };
    is_range || [", ", " and ", " et ", " y ", " & "].into_iter().any(is_list)
}

/// A range of numbers has a dash.
fn dashed(typed: &str) -> String {
    let dash = |(at, c)| if c == '-' && is_between_numbers(typed, at, c) { '–' } else { c };
    typed.char_indices().map(dash).collect()
}

fn is_between_numbers(text: &str, at: usize, c: char) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "IVXLC".contains(c));
    is_digit(text[..at].chars().next_back()) && is_digit(text[at + c.len_utf8()..].chars().next())
}

fn ends_in_number(text: &str) -> bool {
    begins_with_number(text.rsplit([' ', '\u{A0}']).next().unwrap_or(text))
}

/// `8 a) ii)` for `8 (a) (ii)`.
fn with_single_brackets(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let inside = rest[open + 1..].split_once(')').map(|(inside, _)| inside);
        let is_letter = |inside: &str| {
            let is_roman = !inside.is_empty() && inside.bytes().all(|byte| b"ivxl".contains(&byte));
            is_roman || (inside.len() == 1 && inside.bytes().all(|byte| byte.is_ascii_alphabetic()))
        };
        written.push_str(&rest[..open]);
        if !inside.is_some_and(is_letter) {
            written.push('(');
        }
        rest = &rest[open + 1..];
    }
    written.push_str(rest);
    written
}
