//! Numbers and letters typed before the words of a heading.

use super::super::marks::readings;
use crate::text::numerals::digit;

/// Chinese numerals.
const HAN: &str = "一二三四五六七八九十";

/// Arabic ordinals that number headings, from the first to the tenth.
const ARABIC_ORDINALS: [&str; 10] = ["أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"];

/// Length of the number at the start of a heading with the white space after it; `None` if it has none.
pub(in crate::read::markdown) fn number_length(text: &str) -> Option<usize> {
    let length = digits(text)
        .or_else(|| capital(text))
        .or_else(|| bracket(text))
        .or_else(|| han(text))
        .or_else(|| arabic_ordinal(text))
        .or_else(|| arabic_letter(text))
        .or_else(|| arabic_part(text))
        .or_else(|| named(text))?;
    let rest = &text[length..];
    let words = rest.trim_start();
    (!words.trim().is_empty()).then_some(text.len() - words.len())
}

/// A number that stands before headings and not before items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read::markdown) struct PartNumber {
    pub(in crate::read::markdown) length: usize,
    /// Parts of a higher rank stand inside those of a lower one.
    pub(in crate::read::markdown) rank: u8,
}

/// The number of a part: `Chapter 2:`, `第一章`, `الفصل الأول`, `一、`, `أولا:`, `（一）`.
pub(in crate::read::markdown) fn part_number(text: &str) -> Option<PartNumber> {
    let of = |rank: u8| move |length: usize| PartNumber { length, rank };
    let chapter = if text.starts_with('第') { han(text) } else { None };
    chapter
        .or_else(|| named(text))
        .or_else(|| arabic_part(text))
        .map(of(0))
        .or_else(|| han(text).or_else(|| arabic_ordinal(text)).map(of(1)))
        .or_else(|| han_bracket(text).map(of(2)))
}

fn separated(rest: &str) -> Option<usize> {
    let (blank, after) = (rest.len() - rest.trim_start_matches(' ').len(), rest.trim_start_matches(' '));
    let sign = after.chars().next()?;
    let end = blank + sign.len_utf8();
    match sign {
        '、' | '．' => Some(end),
        '.' | ')' if blank == 0 => rest[end..].starts_with([' ', '\t', '\u{A0}', '-', '–']).then_some(end).map(|end| {
            // `1.- Introducción`
            end + usize::from(rest[end..].starts_with("- "))
        }),
        '-' | '–' | '—' | ':' | '/' => rest[end..].starts_with([' ', '\u{A0}']).then_some(end),
        _ => None,
    }
}

/// `1.`, `1)`, `1 -`, `2.1`, `2.1.`.
fn digits(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(digit(c).is_some() || c == '.'))?;
    let number = text[..end].trim_end_matches('.');
    let parts: Vec<&str> = number.split('.').collect();
    if parts.iter().any(|part| !(1..=2).contains(&part.chars().count())) {
        return None;
    }
    if parts.len() > 1 {
        let rest = &text[end..];
        // `1.5 million` goes on with a small letter.
        let begins = rest.starts_with([' ', '\t', '\u{A0}']) && !rest.trim_start().starts_with(char::is_lowercase);
        return begins.then_some(end + separated(rest).unwrap_or(0));
    }
    separated(&text[number.len()..]).map(|length| number.len() + length)
}

/// `I.`, `IV -`, `A.`, `B)`.
fn capital(text: &str) -> Option<usize> {
    let name: String = text.chars().take_while(|c| c.is_uppercase()).collect();
    let count = name.chars().count();
    let is_roman = count > 0
        && readings(&name.to_lowercase()).iter().any(|reading| reading.style == crate::read::ListStyle::Roman);
    if count != 1 && !is_roman {
        return None;
    }
    let length = name.len() + separated(&text[name.len()..])?;
    let rest = text[length..].trim_start();
    // The initials of a name, and the parties of a case, are not numbers.
    let mut next = rest.chars();
    let is_initial = next.next().is_some_and(char::is_alphabetic) && next.next() == Some('.') && !is_roman;
    (!is_initial).then_some(length)
}

/// `(a)`, `(1)`, `（一）`.
fn bracket(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['(', '（'])?;
    let opened = text.len() - inner.len();
    let (end, sign) = inner.char_indices().take(6).find(|(_, c)| matches!(c, ')' | '）'))?;
    let name = inner[..end].to_lowercase();
    let is_han = !name.is_empty() && name.chars().all(|c| HAN.contains(c));
    (is_han || !readings(&name).is_empty()).then_some(opened + end + sign.len_utf8())
}

/// `（一）`, which is not an item as `(1)` is.
fn han_bracket(text: &str) -> Option<usize> {
    text.trim_start_matches(['(', '（']).starts_with(|c| HAN.contains(c)).then(|| bracket(text)).flatten()
}

/// `一、`, `第一章`.
fn han(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('第').unwrap_or(text);
    let opened = text.len() - inner.len();
    let length = inner.find(|c: char| !HAN.contains(c) && (opened == 0 || !c.is_ascii_digit()))?;
    let sign = inner[length..].chars().next()?;
    let is_number =
        length > 0 && if opened > 0 { matches!(sign, '章' | '节') } else { matches!(sign, '、' | '．' | '.') };
    is_number.then_some(opened + length + sign.len_utf8())
}

/// The words that name a part of a text before its number.
const PARTS: [&str; 14] = [
    "part",
    "chapter",
    "section",
    "partie",
    "chapitre",
    "parte",
    "capítulo",
    "capitulo",
    "sección",
    "seccion",
    "часть",
    "глава",
    "раздел",
    "title",
];

/// `Part I:`, `Chapter 2 -`, `Раздел 1.`
fn named(text: &str) -> Option<usize> {
    let (word, rest) = text.split_once([' ', '\u{A0}'])?;
    if !PARTS.contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let number = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    let name = number.to_lowercase();
    let is_number = !name.is_empty() && name.len() < 6 && !readings(&name).is_empty();
    let from = text.len() - rest.len() + number.len();
    // French sets a space before the colon.
    let after = text[from..].trim_start_matches(['\u{A0}', '\u{202F}']);
    // Alone in its line, it is the whole heading.
    let end = text.len() - after.len() + if after.is_empty() { 0 } else { separated(after)? };
    // The parts of a treaty are named with its articles.
    let of_a_treaty = text[end..].trim_start().to_lowercase().starts_with("art");
    (is_number && !of_a_treaty).then_some(end)
}

/// `أولا -`, `أولا:`.
fn arabic_ordinal(text: &str) -> Option<usize> {
    let end = arabic_word(text)?;
    let stem = text[..end].trim_end_matches(['\u{64B}', 'ا']).trim_end_matches('\u{64B}');
    if ARABIC_ORDINALS.contains(&stem) { separated(&text[end..]).map(|length| end + length) } else { None }
}

/// The words that name a part of a text in Arabic.
const ARABIC_PARTS: [&str; 5] = ["الفصل", "الباب", "القسم", "الجزء", "المبحث"];

/// `الفصل الأول`, `الفصل الثاني: السكن`.
fn arabic_part(text: &str) -> Option<usize> {
    let (word, rest) = text.split_once(' ')?;
    let number = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    if !ARABIC_PARTS.contains(&word) || !ARABIC_ORDINALS.contains(&number.strip_prefix("ال")?) {
        return None;
    }
    let after = &rest[number.len()..];
    let separator = if after.is_empty() { 0 } else { separated(after)? };
    Some(text.len() - after.len() + separator)
}

/// `أ-`.
fn arabic_letter(text: &str) -> Option<usize> {
    let end = arabic_word(text)?;
    let word = &text[..end];
    let is_letter = word.chars().count() == 1
        && readings(word).iter().any(|reading| reading.alphabet == super::super::marks::Alphabet::Arabic);
    if is_letter { separated(&text[end..]).map(|length| end + length) } else { None }
}

fn arabic_word(text: &str) -> Option<usize> {
    text.find(|c: char| !c.is_alphabetic() && c != '\u{64B}')
}

#[cfg(test)]
mod tests {
    use super::{number_length, part_number};

    #[test]
    fn numbers_of_parts_are_told_from_those_of_items() {
        for (text, rank) in [
            ("Chapter 1: Housing", 0),
            ("Chapitre 1", 0),
            ("Capítulo 1", 0),
            ("Глава 1. Жилье", 0),
            ("第一章", 0),
            ("الفصل الأول", 0),
            ("الفصل الثاني: السكن", 0),
            ("一、导言", 1),
            ("أولاً: مقدمة", 1),
            ("（一）概况", 2),
        ] {
            let number = part_number(text);
            assert_eq!(number.map(|number| number.rank), Some(rank), "{text}");
            assert!(number.is_some_and(|number| text.is_char_boundary(number.length)), "{text}");
        }
        for text in ["(a) Rents", "(1) Rents", "1. Rents", "Chapter 1 of the Act", "الفصل في النزاع", "Section", "第一"]
        {
            assert_eq!(part_number(text), None, "{text}");
        }
    }

    #[test]
    fn typed_numbers_are_found_in_any_form() {
        for (text, rest) in [
            ("1. Introduction", "Introduction"),
            ("2.1 Water", "Water"),
            ("2.1. Water", "Water"),
            ("3 - Rents", "Rents"),
            ("1.- Introducción", "Introducción"),
            ("I. Introduction", "Introduction"),
            ("IV) Health", "Health"),
            ("A. Rents", "Rents"),
            ("Б. Жилье", "Жилье"),
            ("(a) Rents", "Rents"),
            ("一、导言", "导言"),
            ("（二）住房", "住房"),
            ("第一章 导言", "导言"),
            ("أولا - مقدمة", "مقدمة"),
            ("أولاً: مقدمة", "مقدمة"),
            ("أ- السكن", "السكن"),
            ("Part I: Housing", "Housing"),
            ("Chapter 2 - Health", "Health"),
            ("Section B. Water", "Water"),
            ("Chapitre 2 : Le logement", "Le logement"),
            ("Раздел 1. Жилье", "Жилье"),
        ] {
            assert_eq!(number_length(text).map(|length| &text[length..]), Some(rest), "{text}");
        }
    }

    #[test]
    fn words_and_figures_of_a_heading_are_no_numbers() {
        for text in [
            "A. B. v. Norway",
            "2024: a year of eviction",
            "1325 (2000)",
            "3 years of delay",
            "90-day limit",
            "I was there",
            "Article 11",
            "第十一条",
            "1.",
            "UN. reform",
            "1.5 million",
            "مقدمة",
            "Part I: articles 1 to 6",
            "Section 5 of the Act",
            "Part of the problem: rents",
        ] {
            assert_eq!(number_length(text), None, "{text}");
        }
    }
}
