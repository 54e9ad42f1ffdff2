//! T18: from the document symbols to those that leave out what stands before them.

use crate::check::text::prose::{add_once, english, english_notes};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity, counted};
use crate::facts::symbol;

const CODE: Code = Code::ShortenedSymbol;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("shortened_symbol.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let mut places = Vec::new();
    for visit in english(subject).chain(english_notes(subject)) {
        let text = visit.text.words.as_str();
        for symbol in symbol::find(text) {
            let rest = text.get(symbol.range.end..).unwrap_or_default();
            let joined = [" and ", ", ", " & "].iter().find_map(|sign| Some((sign.len(), rest.strip_prefix(sign)?)));
            let Some((gap, next)) = joined else { continue };
            let part = ["Add.", "Corr.", "Rev.", "SR."].into_iter().find(|part| {
                next.strip_prefix(part).is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()))
            });
            if let Some(part) = part {
                let start = symbol.range.end + gap;
                places.push(visit.span(start..start + part.len()));
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
