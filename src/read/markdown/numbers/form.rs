//! The forms in which numbers and letters are typed before a paragraph: `1.`, `1 - `, `1、`, `1.1`, `a.`, `(a)`.

use super::super::marks::{Alphabet, Reading, readings};
use crate::read::ListStyle;
use crate::text::numerals::digit;

/// A mark at the start of a line.
#[derive(Clone, Debug)]
pub(super) struct Form<'t> {
    /// As typed.
    pub(super) typed: &'t str,
    /// Bytes to the text after it.
    pub(super) length: usize,
    /// How much white space follows it.
    pub(super) blank: usize,
    /// The signs around the number.
    signs: Signs,
    /// What stands before the last number: `2.` of `2.1`.
    prefix: &'t str,
    /// Whether its letters are capitals.
    capitals: bool,
    pub(super) readings: Vec<Reading>,
    /// Whether Markdown reads it as the mark of a list.
    pub(super) is_markdown: bool,
    /// Whether authors write it before items of a list too.
    pub(super) may_be_item: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signs {
    Dot,
    Bracket,
    Brackets,
    Dash,
    Comma,
    Dotted,
    Section,
    Stroke,
    Bold,
    Word,
    Degree,
    Circled,
}

impl Form<'_> {
    /// Whether two marks may belong to one row.
    pub(super) fn is_like(&self, other: &Form<'_>) -> bool {
        self.signs == other.signs
            && self.capitals == other.capitals
            && (self.prefix == other.prefix)
            && self.readings.iter().any(|one| other.readings.iter().any(|two| one.is_like(two)))
    }

    /// Whether the mark is the next after another.
    pub(super) fn follows(&self, other: &Form<'_>) -> bool {
        let next = |one: &Reading| other.readings.iter().any(|two| one.is_like(two) && one.ordinal == two.ordinal + 1);
        self.readings.iter().any(next)
    }

    /// Whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        self.readings.iter().all(|reading| reading.style == ListStyle::Numbers)
    }

    /// Whether it has the sign of laws, which are cited at the start of a paragraph too.
    pub(super) fn is_section(&self) -> bool {
        self.signs == Signs::Section
    }

    /// The number, or the place of the letter.
    pub(super) fn ordinal(&self) -> Option<u32> {
        self.readings.first().map(|reading| reading.ordinal)
    }
}

/// The mark at the start of a line, if it has one of the forms.
pub(super) fn form(line: &str) -> Option<Form<'_>> {
    let found = bracketed(line).or_else(|| section(line)).or_else(|| numbered(line)).or_else(|| lettered(line));
    found.or_else(|| bold(line)).or_else(|| worded(line)).or_else(|| circled(line))
}

/// The reading of a number.
fn numbers(ordinal: u32) -> Vec<Reading> {
    vec![Reading { style: ListStyle::Numbers, alphabet: Alphabet::Latin, ordinal }]
}

/// `**1.** Text`.
fn bold(line: &str) -> Option<Form<'_>> {
    let inner = line.strip_prefix("**")?;
    let end = digits(inner);
    let number = value(&inner[..end])?;
    let closing = [".**", ")**", "**.", "**"].into_iter().find(|closing| inner[end..].starts_with(closing))?;
    let typed = &line[..2 + end + closing.len()];
    let after = &line[typed.len()..];
    let begins = after.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() || "«“\"".contains(c));
    (begins && after.starts_with([' ', '\t', '\u{A0}'])).then(|| Form {
        signs: Signs::Bold,
        may_be_item: false,
        ..of(typed, after, numbers(number))
    })
}

/// `Para. 1. Text`: a sentence that speaks of a paragraph has no stop after the number.
fn worded(line: &str) -> Option<Form<'_>> {
    let words = ["Para.", "Para", "Paragraph", "Paragraphe", "Párrafo", "Пункт"];
    let inner = words.iter().find_map(|word| line.strip_prefix(word)?.strip_prefix([' ', '\u{A0}']))?;
    let end = digits(inner);
    let number = value(&inner[..end])?;
    let after = inner[end..].strip_prefix(['.', ':'])?;
    let typed = &line[..line.len() - after.len()];
    after.starts_with([' ', '\t', '\u{A0}']).then(|| Form {
        signs: Signs::Word,
        may_be_item: false,
        ..of(typed, after, numbers(number))
    })
}

/// `①`.
fn circled(line: &str) -> Option<Form<'_>> {
    let sign = line.chars().next().filter(|c| ('①'..='⑳').contains(c))?;
    let after = &line[sign.len_utf8()..];
    let ordinal = u32::from(sign) - u32::from('①') + 1;
    let typed = &line[..sign.len_utf8()];
    (!after.trim().is_empty()).then(|| Form { signs: Signs::Circled, ..of(typed, after, numbers(ordinal)) })
}

/// `(a)Text`, without the space that [`super::super::marks::parse`] asks for.
fn bracketed(line: &str) -> Option<Form<'_>> {
    let inner = line.strip_prefix('(')?;
    let name = &inner[..inner.char_indices().take(6).find(|(_, c)| *c == ')')?.0];
    let after = &inner[name.len() + 1..];
    let readings = readings(name);
    if readings.is_empty() || !after.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) {
        return None;
    }
    let typed = &line[..name.len() + 2];
    Some(Form { signs: Signs::Brackets, may_be_item: true, ..of(typed, after, readings) })
}

/// `§ 3 `, `¶3 `: the sign of laws before a paragraph of the report.
fn section(line: &str) -> Option<Form<'_>> {
    let rest = line.strip_prefix(['§', '¶'])?;
    let inner = rest.trim_start_matches([' ', '\u{A0}']);
    let end = digits(inner);
    let number = value(&inner[..end])?;
    let dot = usize::from(inner[end..].starts_with(['.', ':']));
    let typed = &line[..line.len() - inner.len() + end + dot];
    let after = &line[typed.len()..];
    let begins =
        after.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() || "«“\"*".contains(c));
    let readings = numbers(number);
    (begins && after.starts_with([' ', '\t', '\u{A0}'])).then(|| Form {
        signs: Signs::Section,
        may_be_item: false,
        ..of(typed, after, readings)
    })
}

/// A form with the most common signs.
fn of<'t>(typed: &'t str, after: &'t str, readings: Vec<Reading>) -> Form<'t> {
    let blank = after.len() - after.trim_start().len();
    let length = typed.len() + blank;
    let (signs, may_be_item) = (Signs::Dot, true);
    Form { typed, length, blank, signs, prefix: "", capitals: false, readings, is_markdown: false, may_be_item }
}

fn numbered(line: &str) -> Option<Form<'_>> {
    let digits = digits(line);
    let number = value(&line[..digits])?;
    let rest = &line[digits..];
    let letter = |after: &str| after.trim_start().starts_with(|c: char| !c.is_ascii_digit());
    let spaced = |after: &str| after.starts_with([' ', '\t', '\u{A0}']);
    if let Some(form) = dotted(line) {
        return Some(form);
    }
    for (signs, dash) in [
        (Signs::Dash, " - "),
        (Signs::Dash, " – "),
        (Signs::Dash, " — "),
        (Signs::Dash, "- "),
        (Signs::Dash, "– "),
        (Signs::Dash, ".- "),
        (Signs::Stroke, "/ "),
    ] {
        if let Some(after) = rest.strip_prefix(dash)
            && after.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() || "«“\"*".contains(c))
        {
            let typed = line[..digits + dash.len()].trim_end();
            let after = &line[typed.len()..];
            return Some(Form { signs, may_be_item: false, ..of(typed, after, numbers(number)) });
        }
    }
    if let Some(form) = degree(line, digits, number) {
        return Some(form);
    }
    let sign = rest.chars().next()?;
    let typed = &line[..digits + sign.len_utf8()];
    let after = &line[typed.len()..];
    let is_western = line.as_bytes().first().is_some_and(u8::is_ascii_digit);
    match sign {
        '.' | ')' if spaced(after) && letter(after) => {
            let signs = if sign == '.' { Signs::Dot } else { Signs::Bracket };
            Some(Form { signs, is_markdown: is_western, ..of(typed, after, numbers(number)) })
        }
        '.' if after.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) => {
            Some(of(typed, after, numbers(number)))
        }
        '、' | '．' if letter(after) => {
            Some(Form { signs: Signs::Comma, may_be_item: false, ..of(typed, after, numbers(number)) })
        }
        _ => None,
    }
}

/// `1°) x`, `1.- x`, `1º X`: after the degree alone a small letter goes on with an ordinal number.
fn degree(line: &str, digits: usize, number: u32) -> Option<Form<'_>> {
    let rest = &line[digits..];
    let sign = ["°)", "º)", ".-", "°", "º"].into_iter().find(|sign| rest.starts_with(sign))?;
    let after = &rest[sign.len()..];
    let words = after.trim_start();
    let begins =
        words.starts_with(|c: char| c.is_alphabetic() && (sign.len() > 2 || sign == ".-" || !c.is_lowercase()));
    let typed = &line[..digits + sign.len()];
    (begins && after.starts_with([' ', '\t', '\u{A0}']))
        .then(|| Form { signs: Signs::Degree, ..of(typed, after, numbers(number)) })
}

/// `2.1 `, `2.1.3. `.
fn dotted(line: &str) -> Option<Form<'_>> {
    let end = line.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let typed = &line[..end];
    let after = &line[end..];
    let parts: Vec<&str> = typed.trim_end_matches('.').split('.').collect();
    let (last, before) = parts.split_last()?;
    let is_small = |part: &&str| {
        (1..=2).contains(&part.len()) && part.parse::<u32>().is_ok_and(|number| (1..=30).contains(&number))
    };
    // `1.5 million` goes on with a small letter.
    let begins =
        after.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() || "«“\"*".contains(c));
    if before.is_empty() || !before.iter().all(is_small) || !after.starts_with([' ', '\t']) || !begins {
        return None;
    }
    let ordinal = value(last)?;
    let prefix = &typed[..typed.trim_end_matches('.').len() - last.len()];
    let readings = numbers(ordinal);
    Some(Form { signs: Signs::Dotted, prefix, may_be_item: false, ..of(typed, after, readings) })
}

/// `a. `, `IV. `, `б. `.
fn lettered(line: &str) -> Option<Form<'_>> {
    let name = &line[..line.char_indices().take(6).find(|(_, c)| matches!(c, '.' | ')'))?.0];
    let sign = line[name.len()..].chars().next()?;
    // In Spanish a dash may follow: `a.- `.
    let dash = usize::from(sign == '.' && line[name.len() + 1..].starts_with("- "));
    let typed = &line[..name.len() + 1 + dash];
    let after = &line[typed.len()..];
    if !after.starts_with([' ', '\t', '\u{A0}'])
        || after.trim().is_empty()
        || name.starts_with(|c: char| c.is_numeric())
    {
        return None;
    }
    let capitals = name.chars().all(char::is_uppercase);
    // `a) ` is read without looking at its neighbours.
    if sign == ')' && !capitals {
        return None;
    }
    let small = name.to_lowercase();
    let readings = readings(if capitals { &small } else { name });
    if readings.is_empty() {
        return None;
    }
    let signs = if sign == '.' { Signs::Dot } else { Signs::Bracket };
    Some(Form { signs, capitals, ..of(typed, after, readings) })
}

/// Length of the digits at the start, at most three.
fn digits(line: &str) -> usize {
    let digits: Vec<char> = line.chars().take_while(|c| digit(*c).is_some()).collect();
    if digits.len() > 3 { 0 } else { digits.iter().map(|c| c.len_utf8()).sum() }
}

/// The number that digits of any script write.
fn value(digits: &str) -> Option<u32> {
    let number = digits.chars().try_fold(0u32, |number, c| Some(number * 10 + digit(c)?))?;
    (number > 0).then_some(number)
}
