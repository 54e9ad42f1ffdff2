//! T12: from the percentages in the text to whether they are written in one way.

use crate::check::text::prose::{add_once, english, words};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::text::search::has;

const CODE: Code = Code::MixedPercent;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("mixed_percent.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let (mut signs, mut in_words) = (Vec::new(), Vec::new());
    for visit in english(subject) {
        let text = visit.text.words.as_str();
        if !text.contains('%') && !has(text, "percent") && !has(text, "per cent") {
            continue;
        }
        let mut after_figure = false;
        for (at, word) in words(text) {
            let is_number = word.starts_with(|first: char| first.is_ascii_digit());
            let in_full = word == "percent" || (word == "per" && text[at..].starts_with("per cent"));
            if is_number && word.ends_with('%') {
                signs.push(visit.span(at..at + word.len()));
            } else if in_full && after_figure {
                // `Forty percent` at the start of a sentence cannot have the sign, nor can names: `the top ten percent rule`.
                in_words.push(visit.span(at..at + word.len()));
            }
            after_figure = is_number;
        }
    }
    // The rarer of the two is the one to change.
    let (rare, write) = if signs.len() < in_words.len() { (&signs, "per cent") } else { (&in_words, "%") };
    if signs.is_empty() || in_words.is_empty() {
        return;
    }
    let message =
        |_| format!("percentages are written in two ways: {} with %, {} in words", signs.len(), in_words.len());
    let help = format!("use one of them throughout, for instance “{write}”, like most of them here");
    add_once(
        findings,
        CODE,
        rare,
        message,
        &help,
        "United Nations Editorial Manual, numbers, dates and time: per cent or %, one per document",
    );
}
