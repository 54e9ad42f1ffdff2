//! Reads the texts and pictures that a report names, all inside the report's folder.

use super::context::Context;
use super::decode::{self, Decoded, Written};
use super::{Picture, limits};
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::picture::{self, Change, Refusal};
use crate::source::{FileId, Located};

/// The bytes of a file beside the report.
fn bytes(context: &mut Context<'_>, path: &Located<String>) -> Option<Vec<u8>> {
    if let Some(reason) = refusal(&path.value) {
        context.report(
            Diagnostic::error(Code::PathOutsideFolder, path.span, format!("the file name `{}` {reason}", path.value)).help(
                "put the file into the report's folder, or a folder in it, and write its name from there, for instance `pictures/map.png`",
            ),
        );
        return None;
    }
    let read = (context.read)(&path.value).or_else(|reason| {
        // A name copied from an address: `chart%201.png`.
        let plain = without_percents(&path.value).filter(|plain| refusal(plain).is_none());
        plain.map_or(Err(reason.clone()), |plain| (context.read)(&plain).map_err(|_| reason))
    });
    match read {
        Ok(bytes) => limits::admit_file(context, bytes.len(), path.span).then_some(bytes),
        Err(reason) => {
            context.report(
                Diagnostic::error(
                    Code::CannotReadFile,
                    path.span,
                    format!("the file `{}` cannot be read: {reason}", path.value),
                )
                .help("check the spelling of the name, capitals included, and that the file is in the report's folder"),
            );
            None
        }
    }
}

/// A name with the signs that `%20` and its like stand for; `None` if it has none.
fn without_percents(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.filter(|_| *first == b'%').and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|plain| plain != name)
}

/// Why a file name is not accepted, without looking at any file.
fn refusal(path: &str) -> Option<&'static str> {
    let drive = path.len() >= 2 && path.as_bytes()[1] == b':' && path.as_bytes()[0].is_ascii_alphabetic();
    if path.is_empty() {
        Some("is empty")
    } else if path.starts_with("data:") {
        Some("is a picture written as text")
    } else if path.contains("://") {
        Some("is an address on the internet; nothing is fetched from there")
    } else if path.contains('\\') {
        Some("contains a backslash; folders are separated by `/`")
    } else if path.starts_with('/') || drive {
        Some("begins at the root of the disk")
    } else if path.split('/').any(|part| part == "..") {
        Some("leads out of the report's folder by `..`")
    } else if path.contains('\0') {
        Some("contains a control character")
    } else {
        None
    }
}

/// The text of a file beside the report, without a byte-order mark's influence on offsets: the mark stays in.
pub(super) fn text(context: &mut Context<'_>, path: &Located<String>) -> Option<String> {
    let bytes = bytes(context, path)?;
    if !limits::admit_text(context, bytes.len(), path.span) {
        return None;
    }
    let what = format!("the file `{}`", path.value);
    let report = context.sources.get(FileId(0)).map_or("", |file| file.text.as_str());
    let Some(Decoded { text, encoding }) = decode::text_of(&bytes, decode::language_of(report.as_bytes())) else {
        let valid = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("{what} is not written in UTF-8: line {line} contains a byte that is not valid UTF-8");
        context.report(
            Diagnostic::error(Code::NotUtf8, path.span, message)
                .help("save it again as UTF-8 (in Excel: `CSV UTF-8`; in an editor: `Save with encoding`)"),
        );
        return None;
    };
    match encoding {
        Written::Utf8 => {}
        Written::Utf16 => context.report(decode::in_utf_16(path.span, &what)),
        Written::Older(older, at) => {
            context.report(decode::in_older(path.span, &what, older, decode::line_at(&text, at)));
        }
    }
    Some(text)
}

/// Reads a picture and gives its index in the report's pictures; one file is read once.
pub(super) fn picture(context: &mut Context<'_>, path: Located<String>) -> Option<usize> {
    if let Some(known) = context.pictures.iter().position(|picture| picture.path.value == path.value) {
        return again(context, known, &path).then_some(known);
    }
    let bytes = bytes(context, &path)?;
    let allowance = &mut context.consumption.pictures;
    let read = match context.known {
        Some(known) => known.read(&bytes, allowance),
        None => picture::read(&bytes, allowance),
    };
    match read {
        Ok(kept) => {
            for change in &kept.changes {
                context.report(changed(&path, change));
            }
            context.pictures.push(Picture { path, kept });
            Some(context.pictures.len() - 1)
        }
        Err(refusal) => {
            context.report(refused(&path, &refusal));
            None
        }
    }
}

/// Whether a picture may be used once more.
fn again(context: &mut Context<'_>, known: usize, path: &Located<String>) -> bool {
    let cost = context.pictures[known].kept.cost;
    let admitted = context.consumption.pictures.admit(cost);
    if !admitted {
        let message = format!(
            "the picture `{}` takes, with the drawings before it, more work to draw than the drawings of a report may",
            path.value
        );
        context.report(Diagnostic::error(Code::UnsafePicture, path.span, message).help("save it as PNG"));
    }
    admitted
}

/// Why a picture is not used, and what to do.
fn refused(path: &Located<String>, refusal: &Refusal) -> Diagnostic {
    let name = &path.value;
    let (code, reason, help) = match refusal {
        Refusal::UnknownKind => (
            Code::UnknownPictureKind,
            "is not a PNG, JPEG, GIF, WebP or SVG picture".to_owned(),
            "open it in a picture program and save it as PNG (drawings, screens) or JPEG (photographs)",
        ),
        Refusal::Damaged(reason) => (
            Code::DamagedPicture,
            format!("is damaged: {reason}"),
            "open it in a picture program and save it again, or take a screenshot of it",
        ),
        Refusal::TooManyPixels(reason) => (
            Code::TooManyPixels,
            reason.clone(),
            "make it smaller: 2,000 pixels on a side are enough for a page in print",
        ),
        Refusal::Unsafe { reason, help } => (Code::UnsafePicture, reason.clone(), *help),
        Refusal::MissingGlyphs(missing) => {
            let shown: Vec<String> =
                missing.iter().take(10).map(|sign| format!("{sign} (U+{:04X})", u32::from(*sign))).collect();
            (
                Code::MissingGlyph,
                format!("has characters that no font of the program has: {}", shown.join(", ")),
                "turn its text into outlines (in Inkscape: `Path`, `Object to Path`), or save it as PNG",
            )
        }
    };
    Diagnostic::error(code, path.span, format!("the picture `{name}` {reason}")).help(help)
}

/// What was done to a picture.
fn changed(path: &Located<String>, change: &Change) -> Diagnostic {
    let name = &path.value;
    let (code, message) = match change {
        Change::Turned => {
            (Code::TurnedPicture, format!("the photograph `{name}` was turned upright, as the camera recorded it"))
        }
        Change::FromPrintingColours => (
            Code::PictureForPrinters,
            format!(
                "the photograph `{name}` has the colours of a printing press (CMYK), which became those of screens"
            ),
        ),
        Change::Scaled { from, to } => (
            Code::PictureMadeSmaller,
            format!(
                "the picture `{name}` has {} × {} pixels and was made smaller, to {} × {}",
                from.0, from.1, to.0, to.1
            ),
        ),
        Change::Converted { from, to } => {
            (Code::PictureConverted, format!("the picture `{name}` is a {from} and is written to the files as {to}"))
        }
    };
    Diagnostic::info(code, path.span, message)
}

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn names_that_could_leave_the_folder_are_refused() {
        for path in ["/etc/passwd", "../x.md", "a/../../x", "C:x", "a\\b.md", "https://example.org/x.png", ""] {
            assert!(refusal(path).is_some(), "{path}");
        }
        assert_eq!(refusal("pictures/map..1.png"), None);
    }
}
