//! From a picture as the author has it to one without what cameras, scanners and drawing programs write about people,
//! places and machines: the authors of a report can be at risk.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::{NsReader, Writer};

use crate::document::ImageFormat;

/// The picture without metadata; what shows or colours it stays. Bytes that are no picture of this format come back as
/// they are, for the decoder to refuse.
pub fn without_metadata(format: ImageFormat, bytes: &[u8]) -> Cow<'_, [u8]> {
    let clean = match format {
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::Png => png(bytes),
        ImageFormat::Svg => svg(bytes),
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
        0xE0 => content.starts_with(b"JFIF\0"),
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

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// An SVG without comments, metadata and what drawing programs add in their own names: file names, paths, authors.
fn svg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = NsReader::from_str(std::str::from_utf8(bytes).ok()?);
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let mut skipped = 0_usize;
    loop {
        let event = reader.read_event().ok()?;
        match event {
            Event::Eof => return Some(writer.into_inner()),
            Event::Start(start) if skipped > 0 || !svg_element_shows(&reader, start.name()) => {
                drop(start);
                skipped += 1;
            }
            Event::End(_) if skipped > 0 => skipped -= 1,
            Event::Comment(_) | Event::PI(_) => {}
            _ if skipped > 0 => {}
            Event::Empty(start) if !svg_element_shows(&reader, start.name()) => {}
            Event::Start(start) => writer.write_event(Event::Start(svg_attributes(&reader, &start)?)).ok()?,
            Event::Empty(start) => writer.write_event(Event::Empty(svg_attributes(&reader, &start)?)).ok()?,
            other => writer.write_event(other).ok()?,
        }
    }
}

/// Whether an element is SVG's own and not metadata. One without prefix is kept even where its namespace is given by an
/// entity, as Illustrator does.
fn svg_element_shows(reader: &NsReader<&[u8]>, name: QName<'_>) -> bool {
    let (namespace, local) = reader.resolver().resolve_element(name);
    let own = name.prefix().is_none() || matches!(namespace, ResolveResult::Bound(Namespace(SVG)));
    own && local.as_ref() != "metadata"
}

/// The element with those attributes only that draw something, and without paths of the author's machine.
fn svg_attributes(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Option<BytesStart<'static>> {
    let mut clean = BytesStart::new(start.name().as_ref().to_owned());
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let value: &str = &attribute.value;
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        let prefix = attribute.key.prefix().map(|prefix| prefix.into_inner());
        let shows = match prefix {
            None => true,
            Some("xmlns") => value == SVG || value == XLINK,
            Some("xml") => local.as_ref() != "base",
            Some(_) => matches!(namespace, ResolveResult::Bound(Namespace(XLINK))),
        };
        let leads_to_a_file = local.as_ref() == "href" && !is_inside_or_public(value);
        if !shows || leads_to_a_file {
            continue;
        }
        match embedded_without_metadata(value) {
            Some(picture) => clean.push_attribute((attribute.key.as_ref(), picture.as_str())),
            None => clean.push_attribute(attribute),
        }
    }
    Some(clean)
}

/// A picture that stands in an address of a drawing, without its metadata; `None` for any other value.
fn embedded_without_metadata(value: &str) -> Option<String> {
    let (kind, coded) = value.trim_start().strip_prefix("data:image/")?.split_once(";base64,")?;
    let format = match kind {
        "png" => ImageFormat::Png,
        "jpeg" | "jpg" => ImageFormat::Jpeg,
        _ => return None,
    };
    // Drawing programs break the lines.
    let coded: String = coded.replace("&#10;", "").replace("&#xA;", "").split_whitespace().collect();
    let bytes = STANDARD.decode(coded).ok()?;
    Some(format!("data:image/{kind};base64,{}", STANDARD.encode(without_metadata(format, &bytes))))
}

/// Whether an address is a part of the picture itself or on the public web.
fn is_inside_or_public(address: &str) -> bool {
    ["#", "data:", "https:", "http:"].iter().any(|start| address.starts_with(start))
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

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
    fn a_drawing_loses_paths_and_authors_and_keeps_its_shapes() {
        let drawing = "<!-- by X --><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:i=\"urn:inkscape\" \
            i:export-filename=\"/home/x/a.png\" width=\"2\"><metadata><i:who>X</i:who></metadata><i:view/>\
            <rect width=\"1\" i:label=\"X\"/><image href=\"file:///home/x/b.png\"/><text>a &amp; b</text></svg>";
        let clean = without_metadata(ImageFormat::Svg, drawing.as_bytes());
        assert_eq!(
            std::str::from_utf8(&clean).expect("the drawing is text"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\"><rect width=\"1\"/><image/><text>a &amp; b</text></svg>"
        );
    }

    #[test]
    fn a_picture_in_a_drawing_loses_its_texts() {
        let (start, end) = PIXEL.split_at(33);
        let text = [&8_u32.to_be_bytes()[..], b"tEXtAuthor\0X", &[0; 4]].concat();
        let drawing =
            |png: &[u8]| format!("<svg><image href=\"data:image/png;base64,{}\"/></svg>", STANDARD.encode(png));
        let with = drawing(&[start, &text, end].concat());
        assert_eq!(*without_metadata(ImageFormat::Svg, with.as_bytes()), *drawing(PIXEL).as_bytes());
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
