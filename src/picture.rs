//! From a picture as the author has it to one without what cameras, scanners and drawing programs write about people,
//! places and machines: the authors of a report can be at risk.

mod drawing;
mod raster;

use std::borrow::Cow;

use crate::document::ImageFormat;

pub use raster::Drawings;

/// The picture without metadata; what shows or colours it stays. Bytes that are no picture of this format come back as
/// they are, for the decoder to refuse.
pub fn without_metadata(format: ImageFormat, bytes: &[u8]) -> Cow<'_, [u8]> {
    let clean = match format {
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::Png => png(bytes),
        ImageFormat::Svg => drawing::clean(bytes),
    };
    match clean {
        Some(clean) if clean != bytes => Cow::Owned(clean),
        Some(_) | None => Cow::Borrowed(bytes),
    }
}

/// A JPEG with only the segments that decoding needs, up to its end: programs hide previews and names behind it.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut clean = vec![0xFF, 0xD8];
    loop {
        rest = rest.strip_prefix(&[0xFF])?;
        while let Some(after) = rest.strip_prefix(&[0xFF]) {
            rest = after;
        }
        let (&marker, after) = rest.split_first()?;
        rest = after;
        if marker == 0xD9 {
            clean.extend([0xFF, marker]);
            return Some(clean);
        }
        let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
        let segment = rest.get(..length).filter(|segment| segment.len() >= 2)?;
        rest = &rest[length..];
        if jpeg_segment_shows(marker, &segment[2..]) {
            clean.extend([0xFF, marker]);
            clean.extend(segment);
        }
        if marker == 0xDA {
            let scan = scan_length(rest);
            clean.extend(&rest[..scan]);
            rest = &rest[scan..];
            if rest.is_empty() {
                return Some(clean);
            }
        }
    }
}

/// Whether a segment bears on how the picture looks: of the application segments only the JFIF header, the colour
/// profile and Adobe's colour transform do. APP1 is EXIF and XMP, APP13 Photoshop's, APP11 tells who edited.
fn jpeg_segment_shows(marker: u8, content: &[u8]) -> bool {
    match marker {
        // A thumbnail in it may show what was cut off: only the plain form stays.
        0xE0 => content.starts_with(b"JFIF\0") && content.len() <= 14,
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        0xEE => content.starts_with(b"Adobe"),
        0xE1 | 0xE3..=0xED | 0xEF | 0xFE => false,
        _ => true,
    }
}

/// How many bytes of coded picture follow: up to a marker that is neither a stuffed zero nor a restart.
fn scan_length(rest: &[u8]) -> usize {
    let end = rest.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF));
    end.unwrap_or(rest.len())
}

/// The chunks of a PNG that bear on how it looks; the rest is text, dates, thumbnails and programs' private notes.
const PNG_CHUNKS: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
    b"hIST", b"sPLT", b"pHYs",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const SIGNATURE: &[u8] = &[0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut clean = SIGNATURE.to_vec();
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
        let kind: &[u8; 4] = rest.get(4..8)?.try_into().ok()?;
        // Length, kind and checksum are 12 bytes.
        let size = usize::try_from(length).ok()?.checked_add(12)?;
        let (chunk, after) = rest.split_at_checked(size)?;
        if PNG_CHUNKS.contains(&kind) {
            clean.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(clean);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {

    use super::without_metadata;
    use crate::document::ImageFormat;
    use crate::document::sample::PIXEL;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).expect("the segments are short").to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    }

    #[test]
    fn a_jpeg_loses_its_camera_data_and_what_follows_its_end() {
        let kept = [
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x01"),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01profile"),
            segment(0xDB, &[1, 2, 3]),
            segment(0xDA, &[1]),
            vec![1, 0xFF, 0x00, 2, 0xFF, 0xD0, 3, 0xFF, 0xD9],
        ];
        let mut with = kept.to_vec();
        with.insert(1, segment(0xE1, b"Exif\0\0GPS"));
        with.insert(2, segment(0xE2, b"MPF\0second picture"));
        with.insert(5, segment(0xFE, b"made by"));
        with.push(b"trailer".to_vec());
        assert_eq!(*without_metadata(ImageFormat::Jpeg, &with.concat()), kept.concat());
    }

    #[test]
    fn a_png_loses_its_texts() {
        let (start, end) = PIXEL.split_at(33);
        let text = [&8_u32.to_be_bytes()[..], b"tEXtAuthor\0X", &[0; 4]].concat();
        assert_eq!(*without_metadata(ImageFormat::Png, &[start, &text, end, b"trailer"].concat()), *PIXEL);
    }

    #[test]
    fn other_bytes_come_back_unchanged() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png] {
            for bytes in [&b""[..], b"\xFF\xD8", b"\xFF\xD8\xFF\xE1\x00", b"\x89PNG\r\n\x1a\n\xFF\xFF\xFF\xFF"] {
                assert_eq!(*without_metadata(format, bytes), *bytes);
            }
        }
        assert_eq!(*without_metadata(ImageFormat::Svg, b"<svg><a"), *b"<svg><a");
    }

    #[test]
    fn a_clean_picture_is_not_copied() {
        assert!(matches!(without_metadata(ImageFormat::Png, PIXEL), std::borrow::Cow::Borrowed(_)));
    }
}
