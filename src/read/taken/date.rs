//! A date written otherwise than year, month, day with hyphens, but so that it can be only one day.

use std::str::FromStr;

use jiff::civil::Date;

use crate::facts::language::{Labels, Language};
use crate::text::numerals::digit;

/// Names of months that our own words for dates do not have.
const ALSO: [(&str, i16); 2] = [("يونيو", 6), ("يوليو", 7)];

/// Words between the parts of a date.
const BETWEEN: [&str; 6] = ["le", "de", "del", "of", "г", "года"];

/// The day that is meant.
pub(in crate::read) fn date(typed: &str) -> Option<Date> {
    let day_of_time = typed.split_once('T').map_or(typed, |(day, _)| day);
    let is_plain = day_of_time.len() == 10 && day_of_time.chars().all(|c| c.is_ascii_digit() || c == '-');
    if is_plain && day_of_time != typed {
        return Date::from_str(day_of_time).ok();
    }
    if typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::from_str(typed).ok().filter(|date| date.year() > 1900);
    }
    let digits: String = typed.chars().map(western).collect();
    let months = months();
    let text = with_month(digits.to_lowercase(), &months);
    let separators = [' ', ',', '.', '/', '-', '年', '月', '日', '\u{A0}'];
    let words: Vec<String> = text.split(separators).map(str::to_owned).collect();
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.is_empty() && !BETWEEN.contains(word)).collect();
    let [one, two, three] = words.as_slice() else { return None };
    let number = |word: &str| word.parse::<i16>().ok();
    let (year, month, day) = match (month(one, &months), month(two, &months)) {
        (Some(month), _) => (number(three)?, month, day(two)?),
        (_, Some(month)) => (number(three)?, month, day(one)?),
        _ if one.len() == 4 => (number(one)?, number(two)?, number(three)?),
        // `13/2/2026` is a day and a month; `1/2/2026` is either. With full stops the day is first.
        _ if number(one)? > 12 || digits.contains('.') && three.len() == 4 => {
            (number(three)?, number(two)?, number(one)?)
        }
        _ => return None,
    };
    let small = |number: i16| i8::try_from(number).ok();
    // A year of two digits is none.
    Date::new(year, small(month)?, small(day)?).ok().filter(|date| date.year() > 1900)
}

/// `16`, `16th`, `1er`.
fn day(word: &str) -> Option<i16> {
    let number = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ending = &word[number.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "ª").then(|| number.parse().ok())?
}

/// The names of the months in small letters, with their numbers, the longest first. In Arabic each has two.
fn months() -> Vec<(String, i16)> {
    let mut months: Vec<(String, i16)> = ALSO.map(|(name, number)| (name.to_owned(), number)).to_vec();
    for labels in Language::ALL.into_iter().filter_map(|language| Labels::load(language).ok()) {
        for (number, name) in (1..).zip(&labels.months) {
            let name = name.to_lowercase();
            if name.starts_with(char::is_alphabetic) {
                months.extend(name.split('/').filter(|part| *part != name).map(|part| (part.to_owned(), number)));
                months.push((name, number));
            }
        }
    }
    months.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    months
}

/// A date whose month is written as a sign and a number, where it has the name of one.
fn with_month(text: String, months: &[(String, i16)]) -> String {
    let stands = |name: &str| {
        let (before, after) = text.split_once(name)?;
        (!before.ends_with(char::is_alphabetic) && !after.starts_with(char::is_alphabetic)).then_some((before, after))
    };
    let found = months.iter().find_map(|(name, number)| Some((stands(name)?, number)));
    found.map(|((before, after), number)| format!("{before} {MONTH}{number} {after}")).unwrap_or(text)
}

/// The sign before the number of a month that was written as a word.
const MONTH: char = '#';

/// The number of the month, also where its name is shortened.
fn month(word: &str, months: &[(String, i16)]) -> Option<i16> {
    if let Some(number) = word.strip_prefix(MONTH) {
        return number.parse().ok();
    }
    let is_short = word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic());
    let mut found = months.iter().filter(|(name, _)| is_short && name.starts_with(word)).map(|(_, number)| *number);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// A digit of another script as one of ours.
fn western(c: char) -> char {
    digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn a_date_is_taken_where_it_can_be_one_day_only() {
        for typed in [
            "16 January 2026",
            "20260116",
            "January 16, 2026",
            "16.1.2026",
            "2026/01/16",
            "16/01/2026",
            "16-01-2026",
            "2026-1-16",
            "2026-01-16T10:00:00Z",
            "16th January 2026",
            "Jan 16 2026",
            "January 16th, 2026",
            "le 16 janvier 2026",
            "16 de enero de 2026",
            "16 января 2026 г.",
            "2026年1月16日",
            "١٦ يناير ٢٠٢٦",
            "16 كانون الثاني/يناير 2026",
            "16 كانون الثاني 2026",
        ] {
            assert_eq!(date(typed).map(|date| date.to_string()).as_deref(), Some("2026-01-16"), "{typed}");
        }
        for typed in ["1/2/2026", "01-02-2026", "January 2026", "2026", "30.2.2026", "soon", "16.01.26", "ju 4 2026"] {
            assert_eq!(date(typed), None, "{typed}");
        }
        assert_eq!(date("1er mars 2026").map(|date| date.to_string()).as_deref(), Some("2026-03-01"));
    }
}
