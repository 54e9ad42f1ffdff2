//! From file names in a report to texts and pictures, all inside the report's folder.

use super::context::Context;
use super::drawing::{Drawing, Refusal};
use super::limits::{self, Consumption, Drawn};
use super::photograph::{self, Fault};
use super::{Clean, ImageFormat, Located, Picture, drawing, raster};
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;

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
                Diagnostic::error(Code::CannotReadFile, path.span, format!("the file `{}` cannot be read: {reason}", path.value))
                    .help("check the spelling of the name, capitals included, and that the file stands in the report's folder"),
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
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let before = &error.as_bytes()[..at];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            context.report(
                Diagnostic::error(
                    Code::NotUtf8,
                    path.span,
                    format!(
                        "the file `{}` is not written in UTF-8: line {line} has a byte that is no letter there",
                        path.value
                    ),
                )
                .help("save it again as UTF-8 (in Excel: `CSV UTF-8`; in an editor: `Save with encoding`)"),
            );
            None
        }
    }
}

/// Reads a picture and gives its index in the report's pictures; one file is read once.
pub(super) fn picture(context: &mut Context<'_>, path: Located<String>) -> Option<usize> {
    if let Some(known) = context.pictures.iter().position(|picture| picture.path.value == path.value) {
        return again(context, known, &path).then_some(known);
    }
    let bytes = bytes(context, &path)?;
    let Some(format) = format_of(&bytes) else {
        context.report(
            Diagnostic::error(
                Code::UnknownPictureKind,
                path.span,
                format!("the file `{}` is not a PNG, JPEG or SVG picture", path.value),
            )
            .help("open it in a picture program and save it as PNG (drawings, screens) or JPEG (photographs)"),
        );
        return None;
    };
    match cleaned(&bytes, format, &mut context.consumption) {
        // Advice about the photograph helps more than what is wrong with its head.
        _ if let Some(finding) = finding(&path, &bytes, format) => {
            context.report(finding);
            None
        }
        Ok(Cleaned { bytes, size: (width, height), drawn }) => {
            if let Some(drawn) = drawn {
                context.consumption.remember_drawing(context.pictures.len(), drawn);
            }
            context.pictures.push(Picture { path, format, bytes, width, height });
            Some(context.pictures.len() - 1)
        }
        Err(Refusal { code, reason, help }) => {
            let message = format!("the picture `{}` {reason}", path.value);
            context.report(Diagnostic::error(code, path.span, message).help(help));
            None
        }
    }
}

/// Whether a picture may be used once more.
fn again(context: &mut Context<'_>, known: usize, path: &Located<String>) -> bool {
    let admitted = context.consumption.admit_again(known);
    if !admitted {
        let message = format!("the picture `{}` {}", path.value, drawing::TOO_OFTEN);
        context.report(Diagnostic::error(Code::UnsafePicture, path.span, message).help(drawing::SAVE_PNG));
    }
    admitted
}

/// What keeps a photograph from being used, whatever its size.
fn finding(path: &Located<String>, bytes: &[u8], format: ImageFormat) -> Option<Diagnostic> {
    let name = &path.value;
    if format != ImageFormat::Jpeg {
        return None;
    }
    Some(match photograph::fault(bytes)? {
        Fault::Turned => Diagnostic::error(
            Code::TurnedPicture,
            path.span,
            format!("the photograph `{name}` stands upright only by a mark in the camera's data, which the files do not carry"),
        )
        .help(
            "open it in a picture program and save it as PNG, or make a screenshot of it; the camera's data are left out since they also tell place, time and owner",
        ),
        Fault::FourColours => Diagnostic::error(
            Code::PictureForPrinters,
            path.span,
            format!("the photograph `{name}` is saved in the colours of a printing press (CMYK), which screens show wrongly"),
        )
        .help("open it in a picture program and save it in RGB colours, as JPEG or PNG"),
    })
}

/// The kind of a picture by its first bytes, whatever its name says.
fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(ImageFormat::Png);
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Some(ImageFormat::Jpeg);
    }
    let start = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{FEFF}').trim_start();
    (start.starts_with('<') && start.contains("<svg")).then_some(ImageFormat::Svg)
}

fn damaged(reason: impl std::fmt::Display) -> Refusal {
    Refusal {
        code: Code::DamagedPicture,
        reason: format!("is damaged: {reason}"),
        help: "open it in a picture program and save it again",
    }
}

/// A picture without metadata, as it goes into the files.
struct Cleaned {
    bytes: Clean,
    size: (u32, u32),
    /// For a drawing what drawing it takes.
    drawn: Option<Drawn>,
}

fn cleaned(bytes: &[u8], format: ImageFormat, consumption: &mut Consumption) -> Result<Cleaned, Refusal> {
    if format == ImageFormat::Svg {
        let Drawing { bytes, size, drawn } = drawing::read(bytes, consumption)?;
        return Ok(Cleaned { bytes, size, drawn: Some(drawn) });
    }
    // How large a picture is stands in its head: it is asked before the rest is touched.
    let size = size_of(bytes, consumption)?;
    let bytes = Clean::new(format, bytes).map_err(damaged)?;
    raster::check(&bytes, format).map_err(damaged)?;
    Ok(Cleaned { bytes, size, drawn: None })
}

fn size_of(bytes: &[u8], consumption: &mut Consumption) -> Result<(u32, u32), Refusal> {
    let size = imagesize::blob_size(bytes).map_err(|error| damaged(error.to_string().to_lowercase()))?;
    let (Ok(width), Ok(height)) = (u32::try_from(size.width), u32::try_from(size.height)) else {
        return Err(damaged("it has no size".to_owned()));
    };
    if width == 0 || height == 0 {
        return Err(damaged("it has no size".to_owned()));
    }
    limits::admit_pixels(consumption, u64::from(width), u64::from(height)).map_err(|reason| Refusal {
        code: Code::TooManyPixels,
        reason,
        help: "make it smaller: 2,000 pixels on a side are enough for a page in print",
    })?;
    Ok((width, height))
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
