//! A date written otherwise than year, month, day with hyphens, but so that it can be only one day.

use std::str::FromStr;

use jiff::civil::Date;

/// The months of the languages that write them as words, in order.
const MONTHS: [[&str; 12]; 5] = [
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
];

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
    let separators = [' ', ',', '.', '/', '-', '年', '月', '日', '\u{A0}'];
    let words: Vec<String> = digits.to_lowercase().split(separators).map(str::to_owned).collect();
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.is_empty() && !BETWEEN.contains(word)).collect();
    let [one, two, three] = words.as_slice() else { return None };
    let number = |word: &str| word.parse::<i16>().ok();
    let (year, month, day) = match (month(one), month(two)) {
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

/// The number of the month, also where it is shortened.
fn month(word: &str) -> Option<i16> {
    let is_month = |name: &&str| *name == word || word.chars().count() > 2 && name.is_ascii() && name.starts_with(word);
    let mut found = MONTHS.iter().filter_map(|names| names.iter().position(is_month));
    let first = found.next()?;
    let is_clear = word.chars().all(char::is_alphabetic) && found.all(|other| other == first);
    is_clear.then(|| i16::try_from(first + 1).ok())?
}

/// A digit of Arabic script or of full width as one of ours.
fn western(c: char) -> char {
    let code = u32::from(c);
    let digit = match c {
        '\u{660}'..='\u{669}' => code - 0x660,
        '\u{6F0}'..='\u{6F9}' => code - 0x6F0,
        '０'..='９' => code - u32::from('０'),
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
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
        ] {
            assert_eq!(date(typed).map(|date| date.to_string()).as_deref(), Some("2026-01-16"), "{typed}");
        }
        for typed in ["1/2/2026", "01-02-2026", "January 2026", "2026", "30.2.2026", "soon", "16.01.26", "ju 4 2026"] {
            assert_eq!(date(typed), None, "{typed}");
        }
        assert_eq!(date("1er mars 2026").map(|date| date.to_string()).as_deref(), Some("2026-03-01"));
    }
}
