//! From a JPEG to one with only the segments that decoding needs (ITU-T T.81, annex B).

use super::CUT_OFF;

/// What is said of a JPEG whose parts do not follow each other as they must.
const DAMAGED: &str = "a piece in the middle of it cannot be read";

/// The picture up to its end: programs hide previews and names behind it.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8]).ok_or(DAMAGED)?;
    let mut clean = vec![0xFF, 0xD8];
    let mut scanned = false;
    loop {
        let (marker, after) = next_marker(rest, scanned)?;
        match marker {
            0xD9 => {
                clean.extend([0xFF, marker]);
                return Ok(clean);
            }
            // They stand alone, and mean nothing outside a scan.
            0x01 | 0xD0..=0xD7 => {
                rest = after;
                continue;
            }
            0x00 | 0xD8 => return Err(DAMAGED),
            _ => {}
        }
        let segment = segment(after)?;
        rest = &after[segment.len()..];
        if shows(marker, &segment[2..]) {
            clean.extend([0xFF, marker]);
            clean.extend(segment);
        }
        if marker == 0xDA {
            let (scan, after) = rest.split_at(scan_length(rest));
            clean.extend(scan);
            rest = after;
            scanned = true;
        }
    }
}

/// The next marker and what follows it. Before the picture begins, stray bytes are passed over as decoders do; after
/// that they are a part of it that nobody can see.
fn next_marker(rest: &[u8], scanned: bool) -> Result<(u8, &[u8]), &'static str> {
    let stray = rest.iter().position(|byte| *byte == 0xFF).ok_or(CUT_OFF)?;
    if scanned && stray > 0 {
        return Err(DAMAGED);
    }
    let fill = rest[stray..].iter().position(|byte| *byte != 0xFF).ok_or(CUT_OFF)?;
    let (marker, after) = rest[stray + fill..].split_first().ok_or(CUT_OFF)?;
    Ok((*marker, after))
}

/// A segment, which begins with its length.
fn segment(bytes: &[u8]) -> Result<&[u8], &'static str> {
    let [first, second, ..] = *bytes else { return Err(CUT_OFF) };
    let length = usize::from(u16::from_be_bytes([first, second]));
    if length < 2 {
        return Err(DAMAGED);
    }
    bytes.get(..length).ok_or(CUT_OFF)
}

/// Whether a segment bears on how the picture looks: frames, tables and scans do, and of the application segments the
/// plain JFIF header and Adobe's colour transform. All else may tell of people: APP1 is EXIF and XMP, APP2 a colour
/// profile with the name of a screen, APP13 Photoshop's, APP11 tells who edited.
fn shows(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xC0..=0xC7 | 0xC9..=0xCF | 0xDA..=0xDD => true,
        // A thumbnail in it may show what was cut off.
        0xE0 => content.starts_with(b"JFIF\0") && content.len() <= 14,
        0xEE => content.starts_with(b"Adobe") && content.len() <= 12,
        _ => false,
    }
}

/// How many bytes of coded picture follow: up to a marker that is neither a stuffed zero nor a restart.
fn scan_length(rest: &[u8]) -> usize {
    let end = rest.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF));
    end.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::{CUT_OFF, DAMAGED, clean};

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).expect("the segments are short").to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    }

    /// The parts of a clean picture.
    fn parts() -> Vec<Vec<u8>> {
        vec![
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x01"),
            segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01"),
            segment(0xDB, &[1, 2, 3]),
            segment(0xDA, &[1]),
            vec![1, 0xFF, 0x00, 2, 0xFF, 0xD0, 3],
            vec![0xFF, 0xD9],
        ]
    }

    /// The clean picture with something put before one of its parts.
    fn with(at: usize, piece: &[u8]) -> Vec<u8> {
        let mut parts = parts();
        parts.insert(at, piece.to_vec());
        parts.concat()
    }

    #[test]
    fn camera_data_colour_profiles_and_what_follows_the_end_are_lost() {
        let kept = parts().concat();
        assert_eq!(clean(&kept).as_deref(), Ok(&kept[..]));
        for marker in (0x02..=0xBF).chain(0xDE..=0xEF).chain(0xF0..=0xFE).chain([0xC8]) {
            assert_eq!(clean(&with(1, &segment(marker, b"secret"))).as_deref(), Ok(&kept[..]), "{marker:x}");
        }
        for (at, piece) in [
            (2, segment(0xE2, b"ICC_PROFILE\0\x01\x01profile")),
            (3, segment(0xEE, b"Adobe and who owns it")),
            (6, segment(0xFE, b"made by")),
            (7, b"trailer".to_vec()),
        ] {
            assert_eq!(clean(&with(at, &piece)).as_deref(), Ok(&kept[..]), "{piece:?}");
        }
    }

    #[test]
    fn stray_bytes_and_lone_markers_before_the_picture_hide_nothing() {
        let exif = segment(0xE1, b"Exif\0\0GPS");
        for stray in [&[0][..], &[0, 0], &[0xFF, 0x01], &[0xFF, 0xD0], &[0xFF, 0xFF]] {
            for piece in [[stray, &exif].concat(), [&exif, stray].concat()] {
                assert_eq!(clean(&with(1, &piece)), Ok(parts().concat()), "{stray:?}");
            }
        }
    }

    #[test]
    fn a_damaged_byte_in_the_picture_is_refused_and_not_passed_on() {
        let mut parts = parts();
        parts.insert(1, segment(0xE1, b"Exif\0\0GPS"));
        parts[6] = vec![1, 0xFF, 0xE5, 0, 3, 7, 8, 9];
        assert_eq!(clean(&parts.concat()), Err(DAMAGED));
    }

    #[test]
    fn the_end_of_a_thumbnail_is_not_the_end_of_the_picture() {
        let whole = with(1, &segment(0xE1, b"Exif\0\0\xFF\xD8\xFF\xD9"));
        for end in 2..whole.len() {
            assert_eq!(clean(&whole[..end]), Err(CUT_OFF), "{end}");
        }
    }
}
