//! T15: from the large numbers in the text to those whose groups are not set apart by commas.

use crate::check::text::prose::{add_once, english};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity, counted};

const CODE: Code = Code::ThousandsForm;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("thousands_form.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let mut places = Vec::new();
    for visit in english(subject) {
        for range in spaced_numbers(&visit.text.words) {
            places.push(visit.span(range));
        }
    }
    let message =
        |count| format!("{} between the thousands", counted(count, "number has a space", "numbers have a space"));
    add_once(
        findings,
        CODE,
        &places,
        message,
        "write a comma: 10,000",
        "United Nations Editorial Manual, numbers, dates and time: a comma sets thousands apart",
    );
}

/// `12 000`: up to three digits, then groups of three, all apart by a space; not after `+` (a telephone number), and
/// not `000` alone.
fn spaced_numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let digits = digits_at(bytes, at);
        if digits == 0 {
            at += 1;
            continue;
        }
        let (start, mut end, mut groups) = (at, at + digits, 0);
        while let Some(space) = space_at(text, end)
            && digits_at(bytes, end + space) == 3
        {
            end += space + 3;
            groups += 1;
        }
        let before = text[..start].trim_end();
        let plain_before = !text[..start].ends_with(['+', '-', '–', '/', '.', ',', '('])
            && !before.ends_with(|last: char| last.is_ascii_digit());
        // `in 2020 300 people` is two numbers; a first group of one to three digits and a last group `000` are not.
        if groups > 0 && digits <= 3 && plain_before && text[start..end].ends_with("00") {
            found.push(start..end);
        }
        at = end.max(at + digits);
    }
    found
}

fn digits_at(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The length of the space at a place, if there is one.
fn space_at(text: &str, at: usize) -> Option<usize> {
    let space = text.get(at..)?.chars().next()?;
    matches!(space, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}').then(|| space.len_utf8())
}
