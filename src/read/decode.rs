//! From the report's bytes to its text, or to the place where it stops being text.

use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Warned};
use crate::source::{Sources, Span};

/// Adds the report to `sources` as their first file. The value is whether it can be read; if not, what stands in
/// `sources` serves only to show the place.
pub fn decode(name: &str, bytes: &[u8], sources: &mut Sources) -> Warned<bool> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => {
            sources.add(name, text);
            return Warned::new(true, Vec::new());
        }
        Err(error) => error,
    };
    let valid = &bytes[..error.valid_up_to()];
    // What follows is replaced, so that the line can be printed; places before it stay right.
    let file = sources.add(name, String::from_utf8_lossy(bytes));
    let span = Span::new(file, valid.len()..valid.len() + 1);
    let utf_16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let message = if utf_16 {
        "the report is written in UTF-16, not in UTF-8".to_owned()
    } else {
        format!("the report is not written in UTF-8: it contains the byte {:02X} here", bytes[valid.len()])
    };
    let help = "save it again as UTF-8; editors have this under `Save as`, `Encoding`";
    Warned::new(false, vec![Diagnostic::error(Code::NotUtf8, span, message).help(help)])
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::source::Sources;

    #[test]
    fn the_place_of_the_first_wrong_byte_is_told() {
        let mut sources = Sources::default();
        let read = decode("r.yaml", b"a: 1\nb: caf\xe9\n", &mut sources);
        assert!(!read.value);
        let span = read.diagnostics[0].span;
        assert_eq!(sources.line_column(span.file, span.start), (2, 7));
        assert_eq!(read.diagnostics[0].message, "the report is not written in UTF-8: it contains the byte E9 here");
    }

    #[test]
    fn utf_16_is_called_by_its_name() {
        let read = decode("r.yaml", b"\xff\xfea\0", &mut Sources::default());
        assert_eq!(read.diagnostics[0].message, "the report is written in UTF-16, not in UTF-8");
    }
}
