//! Reads the bytes of a file as text, or finds the place where they stop being text.

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, WINDOWS_1256};

use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Fix, Warned};
use crate::source::{Sources, Span};

/// The bytes of a file as text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// What is to be said of how it is written.
    pub(super) encoding: Written,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// In UTF-8.
    Utf8,
    /// In UTF-16, which can be told from all else.
    Utf16,
    /// In an older encoding, as it seems; the first letter that is not UTF-8 stands here.
    Older(&'static Encoding, usize),
}

/// Adds the report to `sources` as their first file. The value is whether it can be read; if not, what stands in
/// `sources` serves only to show the place.
pub fn decode(name: &str, bytes: &[u8], sources: &mut Sources) -> Warned<bool> {
    let Some(Decoded { text, encoding }) = text_of(bytes, language_of(bytes)) else {
        let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        // What follows is replaced, so that the line can be printed; places before it stay right.
        let file = sources.add(name, String::from_utf8_lossy(bytes));
        let span = Span::new(file, valid..valid + 1);
        let byte = bytes.get(valid).copied().unwrap_or_default();
        let message = format!("the report is not written in UTF-8: it contains the byte {byte:02X} here");
        let help = "save it again as UTF-8; editors have this under `Save as`, `Encoding`";
        return Warned::new(false, vec![Diagnostic::error(Code::NotUtf8, span, message).help(help)]);
    };
    let file = sources.add(name, text.as_str());
    let found = match encoding {
        Written::Utf8 => None,
        Written::Utf16 => Some(in_utf_16(Span::new(file, 0..1), "the report")),
        Written::Older(older, at) => {
            let length = text[at..].chars().next().map_or(1, char::len_utf8);
            Some(in_older(Span::new(file, at..at + length), "the report", older, line_at(&text, at)))
        }
    };
    Warned::new(true, found.into_iter().collect())
}

/// The note on a file in UTF-16.
pub(super) fn in_utf_16(place: Span, what: &str) -> Diagnostic {
    Diagnostic::info(Code::NotUtf8, place, format!("{what} is written in UTF-16, and is read so"))
        .help("`assemble fix` writes it in UTF-8, which all programs read")
        .fix(Fix::default())
}

/// The finding for a file in an older encoding; `line` is the line of the first such letter, as it is read.
pub(super) fn in_older(place: Span, what: &str, encoding: &'static Encoding, line: &str) -> Diagnostic {
    let line: String = line.trim().chars().take(60).collect();
    let name = encoding.name();
    let message =
        format!("{what} is not written in UTF-8, and seems to be written in {name}; so read, it has the line `{line}`");
    Diagnostic::error(Code::NotUtf8, place, message)
        .help("if the line is right, `assemble fix` writes the file in UTF-8; else open it in an editor as what it is, and save it as UTF-8 (in Excel: `CSV UTF-8`)")
        .fix(Fix::default())
}

/// The line around an offset.
pub(super) fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next().unwrap_or("")
}

/// The text of a file in a language, where it can be told how it is written.
pub(super) fn text_of(bytes: &[u8], language: &str) -> Option<Decoded> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => {
            return (!is_bare_utf_16(bytes))
                .then(|| Decoded { text: text.to_owned(), encoding: Written::Utf8 })
                .or_else(|| utf_16(bytes));
        }
        Err(error) => error,
    };
    if let Some(decoded) = utf_16(bytes) {
        return Some(decoded);
    }
    let encoding = older(bytes, language)?;
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let is_text = !has_errors && !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    let at = error.valid_up_to();
    // Places before the first such letter are the same in both; the letter itself may begin before, in Chinese.
    let at = if text.is_char_boundary(at) { at } else { 0 };
    is_text.then(|| Decoded { text: text.into_owned(), encoding: Written::Older(encoding, at) })
}

/// A text in UTF-16, with its mark or so plain that it can be nothing else.
fn utf_16(bytes: &[u8]) -> Option<Decoded> {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ if is_bare_utf_16(bytes) => UTF_16LE,
        _ => return None,
    };
    let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
    (!has_errors).then(|| Decoded { text: text.into_owned(), encoding: Written::Utf16 })
}

/// Whether each second byte at the start is nothing, as in Latin letters in UTF-16.
fn is_bare_utf_16(bytes: &[u8]) -> bool {
    let start = bytes.get(..16.min(bytes.len() / 2 * 2)).unwrap_or(&[]);
    start.len() >= 8 && start.chunks(2).all(|pair| pair[0] != 0 && pair[1] == 0)
}

/// The older encoding that bytes with letters beyond ASCII are in, as the language and the letters show. A text of Cyrillic
/// letters has long rows of them, mostly small ones; in the West such a letter stands alone.
fn older(bytes: &[u8], language: &str) -> Option<&'static Encoding> {
    if bytes.contains(&0) {
        return None;
    }
    let longest = bytes.split(|byte| *byte < 0xC0).map(<[u8]>::len).max().unwrap_or(0);
    let (small, large) = (
        bytes.iter().filter(|byte| **byte >= 0xE0).count(),
        bytes.iter().filter(|byte| (0xC0..0xE0).contains(*byte)).count(),
    );
    match language {
        "ar" => Some(WINDOWS_1256),
        "zh" => Some(GB18030),
        // Where the letters of the lower row are the many, it is KOI8, or something else.
        _ if longest > 2 => (small > large).then_some(WINDOWS_1251),
        "ru" => None,
        _ => Some(WINDOWS_1252),
    }
}

/// The language that a report says it is in, read from its bytes.
pub(super) fn language_of(bytes: &[u8]) -> &str {
    let value = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).find_map(|line| line.strip_prefix(b"language:"));
    let value = value.and_then(|value| std::str::from_utf8(value).ok()).map_or("", str::trim);
    value.get(..2).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::{Decoded, Written, decode, text_of};
    use crate::source::Sources;

    fn read(bytes: &[u8]) -> (bool, String, Vec<String>) {
        let mut sources = Sources::default();
        let read = decode("r.yaml", bytes, &mut sources);
        let text = sources.files()[0].text.clone();
        (read.value, text, read.diagnostics.into_iter().map(|found| found.message).collect())
    }

    #[test]
    fn the_place_of_the_first_wrong_byte_is_told() {
        let mut sources = Sources::default();
        let read = decode("r.yaml", b"a: 1\nb: caf\xe9\0\n", &mut sources);
        assert!(!read.value);
        let span = read.diagnostics[0].span;
        assert_eq!(sources.line_column(span.file, span.start), (2, 7));
        assert_eq!(read.diagnostics[0].message, "the report is not written in UTF-8: it contains the byte E9 here");
    }

    #[test]
    fn utf_16_is_read() {
        for bytes in [&b"\xff\xfea\0:\0 \0b\0\n\0"[..], b"\xfe\xff\0a\0:\0 \0b\0\n", b"a\0:\0 \0b\0\n\0"] {
            let (is_text, text, found) = read(bytes);
            assert_eq!((is_text, text.as_str()), (true, "a: b\n"));
            assert_eq!(found, ["the report is written in UTF-16, and is read so"]);
        }
    }

    #[test]
    fn older_encodings_are_told_by_their_letters_and_the_language() {
        let (is_text, text, found) = read(b"language: en\ntitle: Caf\xe9 \x93x\x94\n");
        assert!(is_text && text == "language: en\ntitle: Café “x”\n");
        assert!(
            found[0].ends_with("seems to be written in windows-1252; so read, it has the line `title: Café “x”`"),
            "{found:?}"
        );
        let cyrillic = b"title: \xc4\xee\xea\xeb\xe0\xe4\n";
        let Some(Decoded { text, encoding: Written::Older(encoding, 7) }) = text_of(cyrillic, "en") else {
            panic!("{:?}", text_of(cyrillic, "en"))
        };
        assert_eq!((text.as_str(), encoding.name()), ("title: Доклад\n", "windows-1251"));
    }

    #[test]
    fn what_can_be_two_encodings_is_not_guessed() {
        // Small letters in KOI8-R.
        assert_eq!(text_of(b"\xc4\xcf\xcb\xcc\xc1\xc4", "ru"), None);
        assert_eq!(text_of(b"PK\x03\x04\0\xe9", "en"), None);
    }
}
