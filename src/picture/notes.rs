//! Whether a picture says more than it shows: what cameras and programs write beside the pixels.

use super::png;
use super::raster::Kind;

/// Whether a PNG, a JPEG or a drawing carries texts, times, places, names or other data of cameras and programs.
pub fn says_more(bytes: &[u8]) -> bool {
    match Kind::of(bytes) {
        Some(Kind::Png) => png::chunks(bytes).is_none_or(|mut chunks| chunks.any(|kind| !is_about_pixels(kind))),
        Some(Kind::Jpeg) => jpeg(bytes),
        Some(Kind::Gif | Kind::Webp) => true,
        None => {
            let text = String::from_utf8_lossy(bytes);
            ["<!--", "<metadata", "<title", "<desc", "sodipodi:", "inkscape:", " id=", " data-"]
                .iter()
                .any(|mark| text.contains(mark))
        }
    }
}

/// The chunks of a PNG that say nothing but numbers about its pixels (PNG, third edition, clause 11).
fn is_about_pixels(kind: &[u8; 4]) -> bool {
    matches!(
        kind,
        b"IHDR" | b"PLTE" | b"IDAT" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"sBIT" | b"bKGD" | b"hIST" | b"pHYs"
    )
}

/// Whether a JPEG has segments of programs, comments, or anything behind its end (ITU-T T.81, annex B).
fn jpeg(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xFF, marker, first, second, ..] = rest {
        let Some((segment, after)) = rest.split_at_checked(2 + usize::from(u16::from_be_bytes([*first, *second])))
        else {
            return true;
        };
        let content = segment.get(4..).unwrap_or_default();
        match marker {
            0xE0 if content.starts_with(b"JFIF\0") && content.len() == 14 => {}
            0xEE if content.starts_with(b"Adobe") && content.len() == 12 => {}
            0xE0..=0xEF | 0xFE => return true,
            0xDA => return behind_scan(after),
            _ => {}
        }
        rest = after;
    }
    true
}

/// Whether something other than pixels follows the first scan.
fn behind_scan(bytes: &[u8]) -> bool {
    let markers = bytes.windows(2).enumerate().filter(|(_, pair)| pair[0] == 0xFF);
    for (at, pair) in markers {
        match pair[1] {
            0xE0..=0xEF | 0xFE => return true,
            0xD9 => return bytes[at + 2..].iter().any(|byte| *byte != 0),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::says_more;
    use crate::document::sample::PIXEL;
    use crate::picture::Clean;

    const PHOTOGRAPH: &[u8] = include_bytes!("../../tests/pictures/place.jpg");
    const AUTHOR: &[u8] = include_bytes!("../../tests/pictures/author.png");

    #[test]
    fn only_what_stands_beside_the_pixels_says_more() {
        assert!(!says_more(PIXEL));
        assert!(says_more(AUTHOR) && says_more(PHOTOGRAPH));
        for picture in [AUTHOR, PHOTOGRAPH] {
            let clean = Clean::new(picture).expect("a whole picture");
            assert!(!says_more(&clean));
            assert!(says_more(&[&clean, &b"behind"[..]].concat()));
        }
        let clean = Clean::new(PHOTOGRAPH).expect("a whole picture");
        for segment in [&b"\xFF\xFE\0\x06text"[..], b"\xFF\xE1\0\x08Exif\0\0", b"\xFF\xE0\0\x08JFXX\0\x10"] {
            assert!(says_more(&[&clean[..2], segment, &clean[2..]].concat()), "{segment:?}");
        }
        assert!(says_more(b"<svg><!-- name --></svg>") && !says_more(b"<svg><path d=\"M0 0\"/></svg>"));
    }
}
