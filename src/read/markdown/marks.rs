//! Recognizes a list mark in the first signs of a line: `(a)`, `(iv)`, `(2)`, `b)`, `(б)`, `(ج)` or a pasted bullet.

use crate::read::ListStyle;
use crate::text::letters::has_no_spaces;
use crate::text::numerals::{self, roman};

/// A mark and the ways it can be read: `(i)` is a letter or a number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark<'t> {
    /// As typed.
    pub(super) typed: &'t str,
    /// Bytes to the text after it.
    pub(super) length: usize,
    /// The readings, the likelier first.
    pub(super) readings: Vec<Reading>,
}

/// One way to read a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The kind of list.
    pub(super) style: ListStyle,
    /// The letters.
    pub(super) alphabet: Alphabet,
    /// From 1; 0 for bullets.
    pub(super) ordinal: u32,
}

/// The letters of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// a to z, and roman and decimal numbers.
    Latin,
    /// Without the letters that are not counted by.
    Cyrillic,
    /// In the order of abjad, as the United Nations counts in Arabic.
    Arabic,
    /// A pasted bullet, which has no order.
    Bullet,
}

/// Signs that stand before items and mean nothing else.
const BULLETS: &str = "•·▪●◦○■□▫◻◼◾◆◇❖➢➤►▶▸‣⁃∙✓✔☐☑★☆→⇒➔➜\u{F0B7}\u{F0A7}\u{F0D8}\u{F0FC}";

impl Reading {
    /// Whether two readings belong to one kind of list.
    pub(super) fn is_like(&self, other: &Reading) -> bool {
        self.style == other.style && self.alphabet == other.alphabet
    }
}

/// The mark at the start of a line.
pub(super) fn parse(line: &str) -> Option<Mark<'_>> {
    bullet(line).or_else(|| lettered(line))
}

/// Whether a line begins with a bullet that somebody typed or pasted.
pub(crate) fn begins_with_bullet(line: &str) -> bool {
    bullet(line).is_some()
}

fn bullet(line: &str) -> Option<Mark<'_>> {
    let sign = line.chars().next()?;
    let after = &line[sign.len_utf8()..];
    let blank = after.starts_with([' ', '\t', '\u{A0}']);
    let follows = match sign {
        '§' => blank && !after.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        // The quotation mark that closes in French stands before items too.
        '–' | '—' | '»' | '›' => blank,
        // The bullet of the second level in Word.
        'o' => after.starts_with('\t') || blank && after.trim_start().starts_with(char::is_alphabetic),
        sign => blank && BULLETS.contains(sign),
    };
    let spaces = after.len() - after.trim_start().len();
    let reading = Reading { style: ListStyle::Bullets, alphabet: Alphabet::Bullet, ordinal: 0 };
    follows.then(|| Mark { typed: &line[..sign.len_utf8()], length: sign.len_utf8() + spaces, readings: vec![reading] })
}

fn lettered(line: &str) -> Option<Mark<'_>> {
    let inner = line.strip_prefix(['(', '（']).unwrap_or(line);
    let opened = line.len() - inner.len();
    let name_length = inner.char_indices().take(9).find(|(_, c)| matches!(c, ')' | '）')).map(|(at, _)| at)?;
    let name = &inner[..name_length];
    let closing = inner[name_length..].chars().next()?;
    let end = opened + name_length + closing.len_utf8();
    let after = &line[end..];
    let next = after.chars().next()?;
    // Chinese needs no space after the mark.
    if !next.is_whitespace() && (opened == 0 || !has_no_spaces(next)) {
        return None;
    }
    let small = name.to_lowercase();
    let is_capital = opened > 0 && name.chars().all(char::is_uppercase);
    let readings = readings(if is_capital { &small } else { name });
    // `1)` without the opening bracket is a Markdown list already, `12)` may be the end of a bracket.
    if readings.is_empty() || (opened == 0 && name.starts_with(|c: char| c.is_numeric())) {
        return None;
    }
    Some(Mark { typed: &line[..end], length: end + (after.len() - after.trim_start().len()), readings })
}

/// The ways to read a number or letter.
pub(super) fn readings(name: &str) -> Vec<Reading> {
    let reading = |style, alphabet, ordinal| Reading { style, alphabet, ordinal };
    let mut readings = Vec::new();
    if let Ok(number) = name.parse::<u32>()
        && name.len() <= 2
    {
        readings.push(reading(ListStyle::Numbers, Alphabet::Latin, number));
        return readings;
    }
    let roman = (1..50).find(|number| roman(*number) == name);
    if name.chars().count() > 1
        && let Some(number) = roman
    {
        readings.push(reading(ListStyle::Roman, Alphabet::Latin, number));
        return readings;
    }
    let name = name.trim_matches('\u{640}');
    for alphabet in [Alphabet::Latin, Alphabet::Cyrillic, Alphabet::Arabic] {
        if let Some(ordinal) = letter_ordinal(name, alphabet) {
            readings.push(reading(ListStyle::Letters, alphabet, ordinal));
        }
    }
    if let Some(number) = roman {
        readings.push(reading(ListStyle::Roman, Alphabet::Latin, number));
    }
    readings
}

/// `b` is 2; after the last letter they are doubled: `aa` is 27.
fn letter_ordinal(name: &str, alphabet: Alphabet) -> Option<u32> {
    let mut letters = name.chars();
    let first = letters.next()?;
    let count = 1 + letters.clone().count();
    if count > 2 || letters.any(|letter| letter != first) {
        return None;
    }
    // Alif is typed with or without its hamza.
    let first = if first == 'ا' { 'أ' } else { first };
    let alphabet = alphabet_letters(alphabet);
    let position = alphabet.iter().position(|letter| *letter == first)?;
    u32::try_from(position + 1 + (count - 1) * alphabet.len()).ok()
}

fn alphabet_letters(alphabet: Alphabet) -> &'static [char] {
    match alphabet {
        Alphabet::Latin => &numerals::LATIN,
        Alphabet::Cyrillic => &numerals::CYRILLIC,
        Alphabet::Arabic => &numerals::ABJAD,
        Alphabet::Bullet => &[],
    }
}

/// The mark that is due at `ordinal`, for messages.
pub(super) fn written(reading: Reading, ordinal: u32) -> String {
    let name = match reading.style {
        ListStyle::Letters => {
            let letters = alphabet_letters(reading.alphabet);
            let at = (ordinal.max(1) - 1) as usize;
            let letter = letters.get(at % letters.len().max(1)).copied().unwrap_or('?');
            std::iter::repeat_n(letter, at / letters.len().max(1) + 1).collect()
        }
        ListStyle::Roman => roman(ordinal),
        ListStyle::Numbers => ordinal.to_string(),
        ListStyle::Bullets => return "•".to_owned(),
    };
    format!("({name})")
}

/// The mark at `ordinal` of a list that begins with the mark `first`, with the brackets of `like`.
pub fn following_mark(first: &str, like: &str, ordinal: usize) -> Option<String> {
    let text = format!("{first} x");
    let readings = parse(&text)?.readings;
    let reading = readings.iter().find(|reading| reading.ordinal == 1).or(readings.first())?;
    let due = written(*reading, u32::try_from(ordinal).ok()?);
    let name = due.trim_matches(['(', ')']);
    let is_sign = |c: char| matches!(c, '(' | ')' | '（' | '）' | '.');
    let start = like.len() - like.trim_start_matches(is_sign).len();
    let end = like.trim_end_matches(is_sign).len();
    let is_capital = like.get(start..end)?.chars().all(char::is_uppercase);
    let name = if is_capital { name.to_uppercase() } else { name.to_owned() };
    Some(format!("{}{name}{}", &like[..start], &like[end..]))
}

#[cfg(test)]
mod tests {
    use super::{Alphabet, following_mark, parse, written};
    use crate::read::ListStyle;

    fn read(line: &str) -> Vec<(ListStyle, u32)> {
        parse(line).map_or_else(Vec::new, |mark| mark.readings.iter().map(|r| (r.style, r.ordinal)).collect())
    }

    #[test]
    fn marks_of_six_languages_are_read() {
        assert_eq!(read("(b) x"), [(ListStyle::Letters, 2)]);
        assert_eq!(read("c) x"), [(ListStyle::Letters, 3)]);
        assert_eq!(read("(i) x"), [(ListStyle::Letters, 9), (ListStyle::Roman, 1)]);
        assert_eq!(read("(iv) x"), [(ListStyle::Roman, 4)]);
        assert_eq!(read("(aa) x"), [(ListStyle::Letters, 27)]);
        assert_eq!(read("(12) x"), [(ListStyle::Numbers, 12)]);
        assert_eq!(read("(в) x"), [(ListStyle::Letters, 3)]);
        assert_eq!(read("(ج) x"), [(ListStyle::Letters, 3)]);
        assert_eq!(read("（a）水"), [(ListStyle::Letters, 1)]);
        assert_eq!(read("(B) x"), [(ListStyle::Letters, 2)]);
        for line in ["•\tx", "o x", "§ x", "» x", "➢ x", "■ x", "— x"] {
            assert_eq!(read(line), [(ListStyle::Bullets, 0)], "{line}");
        }
    }

    #[test]
    fn brackets_of_prose_are_no_marks() {
        for line in ["(see) x", "(2019) x", "(a)x", "(do) x", "on) x", "12) x", "(a)", "o", "–x", "§ 5 x"] {
            assert_eq!(read(line), [], "{line}");
        }
    }

    #[test]
    fn a_list_counts_on_with_the_brackets_of_its_author() {
        let next = |first: &str, like: &str, ordinal| following_mark(first, like, ordinal).expect("a mark");
        assert_eq!(next("(a)", "(c)", 4), "(d)");
        assert_eq!(next("(i)", "(i)", 2), "(ii)");
        assert_eq!(next("a)", "b)", 3), "c)");
        assert_eq!(next("(A)", "(A)", 2), "(B)");
    }

    #[test]
    fn a_mark_is_written_as_it_is_read() {
        for line in ["(b) ", "(aa) ", "(xiv) ", "(в) ", "(7) "] {
            let line = format!("{line}x");
            let mark = parse(&line).expect("a mark");
            assert_eq!(written(mark.readings[0], mark.readings[0].ordinal), mark.typed);
        }
        assert_eq!(parse("(ب) x").map(|mark| mark.readings[0].alphabet), Some(Alphabet::Arabic));
    }
}
