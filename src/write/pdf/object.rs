//! Writes the objects of the file (ISO 32000-1, 7.3), each as short as it can be said.

use super::file::Id;
use crate::length::Length;

/// The longest string that ISO 19005-2, 6.1.13 allows, in bytes.
const LONGEST: usize = 32_767;

/// An object, or the content of a stream, on its way into the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    pub(super) bytes: Vec<u8>,
    /// Whether a string in it is longer than the standard allows.
    pub(super) is_too_long: bool,
}

impl Object {
    /// One that begins so.
    pub(super) fn new(start: &str) -> Object {
        Object { bytes: start.as_bytes().to_vec(), is_too_long: false }
    }

    /// What is written the same in any file.
    pub(super) fn say(&mut self, text: &str) -> &mut Object {
        self.bytes.extend_from_slice(text.as_bytes());
        self
    }

    /// A whole number.
    pub(super) fn int(&mut self, value: impl Into<i64>) -> &mut Object {
        let value = value.into();
        if value < 0 {
            self.bytes.push(b'-');
        }
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut rest = value.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(&digits[at..]);
        self
    }

    /// A count.
    pub(super) fn count(&mut self, value: usize) -> &mut Object {
        self.int(i64::try_from(value).unwrap_or(i64::MAX))
    }

    /// Thousandths, as a number with up to three decimal places.
    pub(super) fn thousandths(&mut self, value: i64) -> &mut Object {
        if value < 0 {
            self.bytes.push(b'-');
        }
        let (whole, part) = (value.unsigned_abs() / 1000, value.unsigned_abs() % 1000);
        if whole > 0 || part == 0 {
            self.int(i64::try_from(whole).unwrap_or(i64::MAX));
        }
        if part > 0 {
            let digits = [part / 100, part / 10 % 10, part % 10].map(|digit| b'0' + digit as u8);
            let length = if part % 100 == 0 { 1 } else { 3 - usize::from(part % 10 == 0) };
            self.bytes.push(b'.');
            self.bytes.extend_from_slice(&digits[..length]);
        }
        self
    }

    /// Numbers with up to six decimal places, a space after each; what is not a number is 0.
    pub(super) fn reals(&mut self, values: &[f32]) -> &mut Object {
        for value in values {
            let text = format!("{value:.6}");
            let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { "0" };
            self.say(if matches!(short, "-0" | "") { "0" } else { short }).say(" ");
        }
        self
    }

    /// A curve with one point between its ends, as the same curve with two (8.5.2.2).
    pub(super) fn quadratic(&mut self, from: (f32, f32), over: (f32, f32), to: (f32, f32)) {
        let toward = |end: f32, over: f32| end + (over - end) * 2.0 / 3.0;
        let (one, two) =
            ((toward(from.0, over.0), toward(from.1, over.1)), (toward(to.0, over.0), toward(to.1, over.1)));
        self.reals(&[one.0, one.1, two.0, two.1, to.0, to.1]).say("c\n");
    }

    /// Lengths in points, a space after each.
    pub(super) fn lengths<const N: usize>(&mut self, values: [Length; N]) -> &mut Object {
        for value in values {
            self.thousandths(thousandths_of_pt(value)).say(" ");
        }
        self
    }

    /// A reference to another object.
    pub(super) fn id(&mut self, id: Id) -> &mut Object {
        self.int(id.number()).say(" 0 R")
    }

    /// A text string (7.9.2.2).
    pub(super) fn text(&mut self, text: &str) -> &mut Object {
        if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return self.string(text.as_bytes());
        }
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        self.string(&units.flat_map(u16::to_be_bytes).collect::<Vec<u8>>())
    }

    /// A string of bytes (7.3.4.2).
    pub(super) fn string(&mut self, bytes: &[u8]) -> &mut Object {
        self.is_too_long |= bytes.len() > LONGEST;
        self.bytes.push(b'(');
        for byte in bytes {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend_from_slice(&[b'\\', *byte]),
                // A bare carriage return is read as a line feed.
                b'\r' => self.bytes.extend_from_slice(b"\\r"),
                _ => self.bytes.push(*byte),
            }
        }
        self.bytes.push(b')');
        self
    }

    /// A name (7.3.5).
    pub(super) fn name(&mut self, name: &str) -> &mut Object {
        self.bytes.push(b'/');
        for byte in name.bytes() {
            if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
                self.bytes.push(byte);
            } else {
                self.say(&format!("#{byte:02X}"));
            }
        }
        self
    }
}

/// A length in thousandths of a point, to the nearest: finer than any eye or printer.
pub(super) fn thousandths_of_pt(length: Length) -> i64 {
    // 12.7 EMU.
    (length.to_emu() * 20 + 127).div_euclid(254)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Object};

    fn written(write: impl FnOnce(&mut Object) -> &mut Object) -> String {
        let mut object = Object::default();
        write(&mut object);
        String::from_utf8_lossy(&object.bytes).into_owned()
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let thousandths = [0, 1, -20, 300, 1000, -12_345, 45_600].map(|value| written(|o| o.thousandths(value)));
        assert_eq!(thousandths, ["0", ".001", "-.02", ".3", "1", "-12.345", "45.6"]);
        assert_eq!(written(|o| o.reals(&[0.5, -0.000_000_1, 3.0, f32::NAN])), "0.5 0 3 0 ");
        assert_eq!(written(|o| o.int(-120).int(0)), "-1200");
    }

    #[test]
    fn strings_and_names_keep_every_sign() {
        assert_eq!(written(|o| o.text(r"a(b)\c")), r"(a\(b\)\\c)");
        assert_eq!(written(|o| o.string(b"\r")), "(\\r)");
        assert_eq!(written(|o| o.name("A B/C#")), "/A#20B#2FC#23");
        let mut object = Object::default();
        assert_eq!(object.text("é").bytes, b"(\xFE\xFF\0\xE9)");
        assert!(!object.is_too_long && object.text(&"é".repeat(LONGEST / 2)).is_too_long);
    }
}
