//! The codes that stand for glyphs in strings. A code has one text (ISO 32000-1, 9.10.3), but the glyph of `(` is also that
//! of a mirrored `)`, and one hyphen serves for several: each glyph has a code for each of its texts.

use std::collections::BTreeMap;

use super::fonts::{advance, parsed};
use crate::error::Error;
use crate::fonts::Face;

/// A code in a string: one byte or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code(u16);

/// The first byte of codes of two bytes where others have one.
const TWO: u16 = 0xC0;

impl Code {
    /// Writes it to a string.
    pub(super) fn write(self, bytes: &mut Vec<u8>) {
        let [high, low] = self.0.to_be_bytes();
        if high > 0 {
            bytes.push(high);
        }
        bytes.push(low);
    }

    /// As hexadecimal digits, for character maps.
    pub(super) fn hexadecimal(self) -> String {
        if self.0 < 256 { format!("<{:02X}>", self.0) } else { format!("<{:04X}>", self.0) }
    }

    /// The number it is counted by.
    pub(super) fn number(self) -> u16 {
        self.0
    }

    /// The code after this one, passing over bytes that strings need a backslash for.
    fn next(self) -> Option<Code> {
        let next = Code(if self.0 == TWO - 1 { TWO << 8 } else { self.0.checked_add(1)? });
        let is_plain = |byte: u8| !matches!(byte, b'(' | b')' | b'\\' | b'\r');
        if next.0.to_be_bytes().into_iter().all(is_plain) { Some(next) } else { next.next() }
    }
}

/// A glyph that is read as a text.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) code: Code,
    pub(super) glyph: u16,
    /// How far the pen moves behind it, in font units.
    pub(super) advance: u16,
    pub(super) text: Box<str>,
}

/// The codes of one face in one file.
pub(super) struct Codes<'a> {
    pub(super) face: &'a Face,
    pub(super) units: f64,
    /// Whether all codes have two bytes: faces in CFF, most of which are Chinese.
    pub(super) is_wide: bool,
    /// In the order of their codes.
    pub(super) readings: Vec<Reading>,
    /// The first reading of each glyph, which is nearly always the one wanted, counted from 1.
    first: Vec<u32>,
    /// The others.
    further: BTreeMap<(u16, Box<str>), usize>,
}

impl<'a> Codes<'a> {
    pub(super) fn new(face: &'a Face, units: u16) -> Codes<'a> {
        let (readings, first, further) = (Vec::new(), Vec::new(), BTreeMap::new());
        let is_wide = parsed(face).is_some_and(|parsed| parsed.tables().cff.is_some());
        Codes { face, units: units.into(), is_wide, readings, first, further }
    }

    /// The first reading of a glyph.
    pub(super) fn first(&self, glyph: u16) -> Option<&Reading> {
        let at = self.first.get(usize::from(glyph)).and_then(|first| first.checked_sub(1))?;
        self.readings.get(usize::try_from(at).ok()?)
    }

    /// A glyph read as this text; none if all codes are taken.
    pub(super) fn get(&mut self, glyph: u16, text: &str) -> Result<Option<&Reading>, Error> {
        let at = match self.first(glyph) {
            Some(first) if *first.text == *text => return Ok(self.first(glyph)),
            Some(_) => self.further.get(&(glyph, text.into())).copied(),
            None => None,
        };
        match at {
            Some(at) => Ok(self.readings.get(at)),
            None => self.add(glyph, text),
        }
    }

    fn add(&mut self, glyph: u16, text: &str) -> Result<Option<&Reading>, Error> {
        may_stand(glyph, text)?;
        let start = Code(if self.is_wide { 0x0101 } else { 1 });
        let code = self.readings.last().map_or(Some(start), |last| last.code.next());
        let (Some(code), Some(parsed)) = (code, parsed(self.face)) else { return Ok(None) };
        let at = self.readings.len();
        let place = usize::from(glyph);
        if self.first.len() <= place {
            self.first.resize(place + 1, 0);
        }
        if self.first[place] == 0 {
            self.first[place] = u32::try_from(at + 1).unwrap_or(0);
        } else {
            self.further.insert((glyph, text.into()), at);
        }
        self.readings.push(Reading { code, glyph, advance: advance(&parsed, glyph), text: text.into() });
        Ok(self.readings.last())
    }
}

/// Refuses what ISO 14289-1, 7.21.7 and 7.21.8, and ISO 19005-2, 6.2.11.7 and 6.2.11.8 refuse.
fn may_stand(glyph: u16, text: &str) -> Result<(), Error> {
    let refused = |reason| Err(Error::Pdf { reasons: vec![reason] });
    if glyph == 0 {
        return refused(format!("no font has a letter for \"{}\"", text.escape_default()));
    }
    for letter in text.chars() {
        let number = u32::from(letter);
        match letter {
            '\0' | '\u{FEFF}' | '\u{FFFE}' => {
                return refused(format!("the text holds the character U+{number:04X}, which may not be in a PDF"));
            }
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => {
                let why = "a character of a private font that others cannot read";
                return refused(format!("the text holds U+{number:04X}, {why}"));
            }
            _ => {}
        }
    }
    if text.is_empty() { refused("a letter stands for no text".to_owned()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{Code, Codes};
    use crate::fonts::Fonts;

    #[test]
    fn each_text_of_a_glyph_has_a_code_of_its_own() {
        let fonts = Fonts::embedded();
        let mut codes = Codes::new(&fonts.faces()[0], 2048);
        let mut code = |glyph, text: &str| codes.get(glyph, text).expect("sound").expect("few").code.number();
        assert_eq!((code(7, "("), code(7, ")"), code(8, ")"), code(7, ")"), code(7, "(")), (1, 2, 3, 2, 1));
    }

    #[test]
    fn strings_need_no_backslash_and_codes_come_to_an_end() {
        let codes: Vec<Code> = std::iter::successors(Some(Code(1)), |code| code.next()).collect();
        let mut bytes = Vec::new();
        codes.iter().for_each(|code| code.write(&mut bytes));
        assert!(!bytes.iter().any(|byte| b"()\\\r".contains(byte)));
        assert_eq!((codes.len(), bytes.len()), (187 + 64 * 252, 187 + 2 * 64 * 252));
        assert_eq!((codes[0].hexadecimal(), codes[187].hexadecimal()), ("<01>".into(), "<C000>".into()));
    }
}
