//! T20: from the words UN in the text to whether they stand for the United Nations.

use crate::check::text::prose::{add_once, english, fixed, inside, words};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity, counted};
use crate::text::search::has;

const CODE: Code = Code::ShortUnitedNations;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("short_united_nations.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let mut places = Vec::new();
    for visit in english(subject) {
        let text = visit.text.words.as_str();
        if !has(text, "UN") && !has(text, "U.N") {
            continue;
        }
        let fixed = fixed(text);
        let words: Vec<(usize, &str)> = words(text).collect();
        for (index, (at, word)) in words.iter().enumerate() {
            // `UN Women`, `UN News` are names.
            let in_a_name = words.get(index + 1).is_some_and(|(_, next)| next.starts_with(char::is_uppercase));
            let is_short = matches!(*word, "UN" | "UN's" | "UN’s" | "U.N");
            let explained = text[..*at].ends_with('(');
            if is_short && !in_a_name && !explained && !inside(&fixed, *at) {
                places.push(visit.span(*at..at + word.len()));
            }
        }
    }
    let message = |count| format!("“UN” is used for “United Nations” {}", counted(count, "time", "times"));
    add_once(
        findings,
        CODE,
        &places,
        message,
        "write “United Nations”",
        "United Nations Correspondence Manual: United Nations is not shortened in running text",
    );
}
