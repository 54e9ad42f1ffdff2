//! T14: from the dates in the text to those that do not go day, month, year.

use crate::check::text::prose::{add_once, english, english_notes, words};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity, counted};
use crate::text::search::has;

const CODE: Code = Code::DateForm;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("date_form.md"), asked: None, check };

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn check(subject: &Subject, findings: &mut Findings) {
    let mut places = Vec::new();
    for visit in english(subject).chain(english_notes(subject)) {
        if !MONTHS.iter().any(|month| has(&visit.text.words, month)) {
            continue;
        }
        let words: Vec<(usize, &str)> = words(&visit.text.words).collect();
        for three in words.windows(3) {
            let [(start, one), (middle, two), (last, three)] = three else { continue };
            let month_first = MONTHS.contains(one) && is_day(two) && is_year(three);
            let with_ending = is_day_with_ending(one) && MONTHS.contains(two) && is_year(three);
            // `5 May 2020 3`: what stands between must be one space or comma.
            let near = last - start <= one.len() + two.len() + 4 && middle > start;
            if (month_first || with_ending) && near {
                places.push(visit.span(*start..last + three.len()));
            }
        }
    }
    let message = |count| format!("{} not written day, month, year", counted(count, "date is", "dates are"));
    add_once(
        findings,
        CODE,
        &places,
        message,
        "write for instance 12 January 2026",
        "United Nations Editorial Manual, numbers, dates and time: 12 January 2026",
    );
}

fn is_day(word: &str) -> bool {
    word.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

/// `3rd`, `21st`.
fn is_day_with_ending(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| word.strip_suffix(ending).is_some_and(is_day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))
}
