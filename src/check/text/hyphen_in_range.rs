//! T13: from ranges of numbers to those with a hyphen.

use crate::check::text::prose::{add_once, english, english_notes, fixed, inside, words};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity, counted};

const CODE: Code = Code::HyphenInRange;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("hyphen_in_range.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let mut places = Vec::new();
    for visit in english(subject).chain(english_notes(subject)) {
        let text = visit.text.words.as_str();
        if !has_range(text) {
            continue;
        }
        let fixed = fixed(text);
        for (at, word) in words(text).filter(|(at, word)| is_range(word) && !inside(&fixed, *at)) {
            // `No. 12-15` and `Law 3-2020` may be names, `5-29 to 5-30` are pages of a chapter.
            let (before, after) = (text[..at].trim_end(), text[at + word.len()..].trim_start());
            let named = before.ends_with("No.") || before.ends_with("Nos.") || before.ends_with("Law");
            let between = before.ends_with(" to") || after.starts_with("to ");
            if !named && !between {
                places.push(visit.span(at..at + word.len()));
            }
        }
    }
    let message = |count| counted(count, "range of numbers has a hyphen", "ranges of numbers have a hyphen");
    add_once(
        findings,
        CODE,
        &places,
        message,
        "write a dash without spaces: 12–14",
        "United Nations Editorial Manual, numbers, dates and time: a range has an en dash",
    );
}

/// Whether a hyphen stands between two digits.
fn has_range(text: &str) -> bool {
    text.as_bytes().windows(3).any(|three| three[1] == b'-' && three[0].is_ascii_digit() && three[2].is_ascii_digit())
}

/// `14-18`, `2019-2023`: two numbers of at most four digits, the second larger.
fn is_range(word: &str) -> bool {
    let Some((from, to)) = word.split_once('-') else { return false };
    let number = |text: &str| {
        let is_plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_plain && !text.starts_with('0') { text.parse::<u32>().ok() } else { None }
    };
    matches!((number(from), number(to)), (Some(from), Some(to)) if from < to)
}
