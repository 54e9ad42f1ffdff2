//! Copies pictures without what cameras and programs write into them: place, owner, time and names of files.

use std::borrow::Cow;

/// A JPEG without its application and comment segments, but for the colour profile and Adobe's colour transform.
///
/// Bytes that are not a JPEG come back as they are.
pub(super) fn clean_jpeg(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(mut at) = bytes.starts_with(&[0xff, 0xd8]).then_some(2) else { return Cow::Borrowed(bytes) };
    let mut clean = vec![0xff, 0xd8];
    loop {
        match bytes.get(at..at + 2) {
            // Fill bytes may stand before a marker (ITU-T T.81, B.1.1.2).
            Some([0xff, 0xff]) => at += 1,
            // Markers without a length.
            Some([0xff, marker @ (0x01 | 0xd0..=0xd7)]) => {
                clean.extend([0xff, *marker]);
                at += 2;
            }
            // From the first scan on there is only the picture; nothing after its end is kept.
            Some([0xff, 0xda]) => {
                clean.extend(scans(&bytes[at..]));
                return Cow::Owned(clean);
            }
            Some([0xff, marker]) => {
                let Some(segment) = segment(bytes, at) else { return Cow::Borrowed(bytes) };
                if keeps_segment(*marker, &segment[4..]) {
                    clean.extend(segment);
                }
                at += segment.len();
            }
            _ => return Cow::Borrowed(bytes),
        }
    }
}

/// Marker, length and data of the segment at a place.
fn segment(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
    bytes.get(at..at + 2 + length).filter(|_| length >= 2)
}

fn keeps_segment(marker: u8, data: &[u8]) -> bool {
    match marker {
        // JFIF: the resolution. A thumbnail in it may show what was cut off, so only the plain form stays.
        0xe0 => data.starts_with(b"JFIF\0") && data.len() == 14,
        0xe2 => data.starts_with(b"ICC_PROFILE\0"),
        0xee => data.starts_with(b"Adobe") && data.len() == 12,
        0xe1 | 0xe3..=0xed | 0xef | 0xfe => false,
        _ => true,
    }
}

/// The scans up to the end of the picture. Progressive pictures have tables between scans; segments that tell things do not pass here either.
fn scans(bytes: &[u8]) -> Vec<u8> {
    let mut kept = vec![];
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, bytes.get(at + 1)) {
            (0xff, Some(0xd9)) => break,
            (0xff, Some(0x00 | 0xd0..=0xd7)) => {
                kept.extend([0xff, bytes[at + 1]]);
                at += 2;
            }
            (0xff, Some(0xff)) => at += 1,
            (0xff, Some(&marker)) => {
                let Some(segment) = segment(bytes, at) else { break };
                if keeps_segment(marker, &segment[4..]) {
                    kept.extend(segment);
                }
                at += segment.len();
            }
            _ => {
                kept.push(byte);
                at += 1;
            }
        }
    }
    kept.extend([0xff, 0xd9]);
    kept
}

/// A PNG without its text, time and camera chunks, and without what follows its end.
///
/// Bytes that are not a PNG come back as they are.
pub(super) fn clean_png(bytes: &[u8]) -> Cow<'_, [u8]> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let Some(mut rest) = bytes.strip_prefix(SIGNATURE) else { return Cow::Borrowed(bytes) };
    let mut clean = SIGNATURE.to_vec();
    while let Some((chunk, kind, after)) = chunk(rest) {
        if keeps_chunk(kind) {
            clean.extend(chunk);
        }
        if kind == b"IEND" {
            return Cow::Owned(clean);
        }
        rest = after;
    }
    Cow::Borrowed(bytes)
}

/// The first chunk, its kind, and what follows it.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let (chunk, after) = bytes.split_at_checked(length.checked_add(12)?)?;
    Some((chunk, &chunk[4..8], after))
}

/// Chunks that draw stay: the critical ones, and the known ones for colour, transparency and resolution. Unknown ones may tell anything.
fn keeps_chunk(kind: &[u8]) -> bool {
    const DRAWS: [&[u8]; 11] =
        [b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs", b"mDCV", b"cLLI"];
    kind.first().is_some_and(u8::is_ascii_uppercase) || DRAWS.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::{clean_jpeg, clean_png};
    use crate::document::sample::PIXEL;

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = (data.len() as u16 + 2).to_be_bytes();
        [&[0xff, marker][..], &length, data].concat()
    }

    #[test]
    fn a_jpeg_keeps_its_picture_and_colours_and_loses_camera_and_comment() {
        let jfif = segment(0xe0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\0\0");
        let icc = segment(0xe2, b"ICC_PROFILE\0\x01\x01profile");
        let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\x01");
        let table = segment(0xdb, b"table");
        let scan = [segment(0xda, b"head"), vec![1, 2, 0xff, 0x00, 0xff, 0xd0, 3]].concat();
        let told = [segment(0xe1, b"Exif\0\0GPS"), segment(0xed, b"Photoshop"), segment(0xfe, b"by me")].concat();
        let between = segment(0xfe, b"again");
        let second = segment(0xc4, b"more");
        let end = [0xff, 0xd9];
        let start = [0xff, 0xd8];
        let file = [&start[..], &jfif, &told, &icc, &adobe, &table, &scan, &between, &second, &scan, &end, b"trailer"];
        let clean = [&start[..], &jfif, &icc, &adobe, &table, &scan, &second, &scan, &end].concat();
        assert_eq!(clean_jpeg(&file.concat()).as_ref(), clean);
    }

    #[test]
    fn a_png_loses_text_time_and_unknown_chunks() {
        let chunk = |kind: &[u8], data: &[u8]| [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat();
        let (head, rest) = PIXEL.split_at(8 + 25);
        let kept = chunk(b"pHYs", &[0; 9]);
        let told = [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"prVW"].map(|kind| chunk(kind, b"me")).concat();
        let file = [head, &told, &kept, rest, b"after the end"].concat();
        assert_eq!(clean_png(&file).as_ref(), [head, &kept, rest].concat());
    }

    #[test]
    fn damaged_pictures_come_back_as_they_are_and_never_stop_the_program() {
        for end in 0..PIXEL.len() {
            assert_eq!(clean_png(&PIXEL[..end]).as_ref(), &PIXEL[..end]);
        }
        for bytes in
            [&[0xff, 0xd8, 0xff][..], &[0xff, 0xd8, 0xff, 0xe1, 0, 1], &[0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0]]
        {
            assert_eq!(clean_jpeg(bytes).as_ref(), bytes);
        }
    }
}
