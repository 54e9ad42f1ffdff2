//! T18: from the document symbols to those that leave out what stands before them.

use crate::check::text::prose::{add_once, english, english_notes};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity, counted};
use crate::facts::symbol;

const CODE: Code = Code::ShortenedSymbol;

/// What stands between the symbols of a series.
const JOINTS: [&str; 3] = [" and ", ", ", " & "];
/// The parts that a symbol ends with, before their number.
const PARTS: [&str; 4] = ["Add.", "Corr.", "Rev.", "SR."];

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("shortened_symbol.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let mut places = Vec::new();
    for visit in english(subject).chain(english_notes(subject)) {
        let text = visit.text.words.as_str();
        for symbol in symbol::find(text) {
            let rest = text.get(symbol.range.end..).unwrap_or_default();
            let Some((gap, next)) = JOINTS.iter().find_map(|sign| Some((sign.len(), rest.strip_prefix(sign)?))) else {
                continue;
            };
            let shortened = named_part(next).or_else(|| bare_number(text.get(symbol.range.clone())?, next));
            if let Some(length) = shortened {
                let start = symbol.range.end + gap;
                places.push(visit.span(start..start + length));
            }
        }
    }
    let message =
        |count| format!("{} shortened in a series", counted(count, "document symbol is", "document symbols are"));
    add_once(
        findings,
        CODE,
        &places,
        message,
        "write each in full, so that it can be found: A/HRC/99/45 and A/HRC/99/45/Corr.1",
        "United Nations Editorial Manual, footnotes, chapter III: symbols are written out in full",
    );
}

/// The length of `Corr.` in “A/HRC/99/45 and Corr.1”.
fn named_part(next: &str) -> Option<usize> {
    let is_number = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
    PARTS.into_iter().find(|part| next.strip_prefix(part).is_some_and(is_number)).map(str::len)
}

/// The length of `12` in “E/C.12/2099/SR.11 and 12”. A number before a word, as in “and 12 others”, and one that does not
/// count on, are something else.
fn bare_number(symbol: &str, next: &str) -> Option<usize> {
    let (_, last) = symbol.rsplit_once('/')?;
    let number: u32 = PARTS.into_iter().find_map(|part| last.strip_prefix(part))?.parse().ok()?;
    let length = next.find(|character: char| !character.is_ascii_digit()).unwrap_or(next.len());
    let counts_on = next.get(..length)?.parse::<u32>().is_ok_and(|following| following > number);
    let ends = next.get(length..)?.trim_start_matches(' ').chars().next().is_none_or(|after| ".,;:)]".contains(after));
    (counts_on && ends).then_some(length)
}
