//! From file names in a report to texts and pictures, all inside the report's folder.

use std::sync::Arc;

use super::codes::{
    CANNOT_READ, DAMAGED_PICTURE, NOT_UTF8, PATH_OUTSIDE, PICTURE_FOR_PRINTERS, TOO_LARGE, TOO_MANY_PIXELS,
    TURNED_PICTURE, UNKNOWN_PICTURE,
};
use super::context::Context;
use super::photograph::{self, Fault};
use super::{ImageFormat, Located, Picture};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// No file may be larger.
pub(super) const FILE_LIMIT: usize = 50 * 1024 * 1024;

/// The bytes of a file beside the report.
fn bytes(context: &mut Context<'_>, path: &Located<String>) -> Option<Vec<u8>> {
    if let Some(reason) = refusal(&path.value) {
        context.report(
            Diagnostic::error(PATH_OUTSIDE, path.span, format!("the file name `{}` {reason}", path.value)).help(
                "put the file into the report's folder, or a folder in it, and write its name from there, for instance `pictures/map.png`",
            ),
        );
        return None;
    }
    match (context.read)(&path.value) {
        Ok(bytes) if bytes.len() > FILE_LIMIT => {
            context.report(too_large(path.span, bytes.len()));
            None
        }
        Ok(bytes) => Some(bytes),
        Err(reason) => {
            context.report(
                Diagnostic::error(CANNOT_READ, path.span, format!("the file `{}` cannot be read: {reason}", path.value))
                    .help("check the spelling of the name, capitals included, and that the file stands in the report's folder"),
            );
            None
        }
    }
}

/// The finding for a file beyond the limit.
pub(super) fn too_large(span: Span, length: usize) -> Diagnostic {
    let megabytes = length / (1024 * 1024);
    Diagnostic::error(TOO_LARGE, span, format!("the file has {megabytes} MB, more than the 50 MB that are read"))
        .help("make pictures smaller, or divide the report")
}

/// Why a file name is not accepted, without looking at any file.
fn refusal(path: &str) -> Option<&'static str> {
    let drive = path.len() >= 2 && path.as_bytes()[1] == b':' && path.as_bytes()[0].is_ascii_alphabetic();
    if path.is_empty() {
        Some("is empty")
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
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let before = &error.as_bytes()[..at];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            context.report(
                Diagnostic::error(
                    NOT_UTF8,
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
        return Some(known);
    }
    let bytes = bytes(context, &path)?;
    let Some(format) = format_of(&bytes) else {
        context.report(
            Diagnostic::error(
                UNKNOWN_PICTURE,
                path.span,
                format!("the file `{}` is not a PNG, JPEG or SVG picture", path.value),
            )
            .help("open it in a picture program and save it as PNG (drawings, screens) or JPEG (photographs)"),
        );
        return None;
    };
    match size_of(&bytes, format) {
        Ok(size) if let Some(finding) = finding(&path, &bytes, format, size) => {
            context.report(finding);
            None
        }
        Ok((width, height)) => {
            context.pictures.push(Picture { path, format, bytes: Arc::from(bytes), width, height });
            Some(context.pictures.len() - 1)
        }
        Err(reason) => {
            context.report(damaged(&path, &reason));
            None
        }
    }
}

fn damaged(path: &Located<String>, reason: &str) -> Diagnostic {
    Diagnostic::error(DAMAGED_PICTURE, path.span, format!("the picture `{}` is damaged: {reason}", path.value))
        .help("open it in a picture program and save it again")
}

/// More pixels than any sheet of paper can show; reading them takes a gigabyte of memory.
const PIXEL_LIMIT: u64 = 120_000_000;

/// What keeps a picture whose size is known from being used.
fn finding(path: &Located<String>, bytes: &[u8], format: ImageFormat, size: (u32, u32)) -> Option<Diagnostic> {
    let name = &path.value;
    let pixels = u64::from(size.0) * u64::from(size.1);
    match format {
        ImageFormat::Svg => return None,
        ImageFormat::Png | ImageFormat::Jpeg if pixels > PIXEL_LIMIT => {
            let millions = pixels / 1_000_000;
            let message =
                format!("the picture `{name}` has {millions} million pixels, more than the 120 million that are read");
            let help = "make it smaller in a picture program: 3,000 pixels a side are enough for a page";
            return Some(Diagnostic::error(TOO_MANY_PIXELS, path.span, message).help(help));
        }
        ImageFormat::Png => return png_is_cut_off(bytes).then(|| damaged(path, CUT_OFF)),
        ImageFormat::Jpeg => {}
    }
    Some(match photograph::fault(bytes)? {
        Fault::CutOff => damaged(path, CUT_OFF),
        Fault::Turned => Diagnostic::error(
            TURNED_PICTURE,
            path.span,
            format!("the photograph `{name}` stands upright only by a mark in the camera's data, which the files do not carry"),
        )
        .help(
            "open it in a picture program and save it as PNG, or make a screenshot of it; the camera's data are left out since they also tell place, time and owner",
        ),
        Fault::FourColours => Diagnostic::error(
            PICTURE_FOR_PRINTERS,
            path.span,
            format!("the photograph `{name}` is saved in the colours of a printing press (CMYK), which screens show wrongly"),
        )
        .help("open it in a picture program and save it in RGB colours, as JPEG or PNG"),
    })
}

const CUT_OFF: &str = "its end is missing";

/// Whether a PNG lacks the chunk that ends it.
fn png_is_cut_off(bytes: &[u8]) -> bool {
    !bytes.windows(4).rev().any(|kind| kind == b"IEND")
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

fn size_of(bytes: &[u8], format: ImageFormat) -> Result<(u32, u32), String> {
    let (width, height) = match format {
        ImageFormat::Png | ImageFormat::Jpeg => {
            let size = imagesize::blob_size(bytes).map_err(|error| error.to_string())?;
            (u32::try_from(size.width), u32::try_from(size.height))
        }
        ImageFormat::Svg => return svg_size(bytes),
    };
    match (width, height) {
        (Ok(width), Ok(height)) if width > 0 && height > 0 => Ok((width, height)),
        _ => Err("it has no size".to_owned()),
    }
}

/// The size of a drawing in user units; nothing that it points at outside itself is opened.
fn svg_size(bytes: &[u8]) -> Result<(u32, u32), String> {
    let mut options = usvg::Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|error| error.to_string())?;
    let whole = |value: f32| value.ceil().clamp(1.0, 1_000_000.0) as u32;
    Ok((whole(tree.size().width()), whole(tree.size().height())))
}

#[cfg(test)]
mod tests {
    use super::{ImageFormat, refusal, size_of};

    #[test]
    fn names_that_could_leave_the_folder_are_refused() {
        for path in ["/etc/passwd", "../x.md", "a/../../x", "C:x", "a\\b.md", "https://example.org/x.png", ""] {
            assert!(refusal(path).is_some(), "{path}");
        }
        assert_eq!(refusal("pictures/map..1.png"), None);
    }

    #[test]
    fn the_size_of_a_drawing_is_read_in_user_units() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80.2"/>"#;
        assert_eq!(size_of(svg, ImageFormat::Svg), Ok((120, 81)));
    }
}
