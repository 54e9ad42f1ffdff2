//! From a PNG to one with only the chunks that bear on how it looks (PNG, third edition, clause 11).

use super::CUT_OFF;

const SIGNATURE: &[u8] = &[0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];

/// The last chunk, whole.
const END: &[u8] = &[0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82];

/// What is kept; the rest is text, dates, thumbnails, programs' private notes, names of palettes, and colour profiles,
/// which name screens and scanners.
const CHUNKS: [&[u8; 4]; 11] =
    [b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"sBIT", b"bKGD", b"pHYs"];

/// The picture up to its end, which is written anew: files are often cut off in it.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(CUT_OFF)?;
    let mut clean = SIGNATURE.to_vec();
    loop {
        let (length, kind) = head(rest).ok_or(CUT_OFF)?;
        if kind == b"IEND" {
            clean.extend(END);
            return Ok(clean);
        }
        // Length, kind and checksum are 12 bytes.
        let size = usize::try_from(length).ok().and_then(|length| length.checked_add(12)).ok_or(CUT_OFF)?;
        let (chunk, after) = rest.split_at_checked(size).ok_or(CUT_OFF)?;
        if CHUNKS.contains(&kind) {
            clean.extend(chunk);
        }
        rest = after;
    }
}

/// The length and the kind of a chunk.
fn head(chunk: &[u8]) -> Option<(u32, &[u8; 4])> {
    let length = u32::from_be_bytes(chunk.get(..4)?.try_into().ok()?);
    Some((length, chunk.get(4..8)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{CUT_OFF, clean};
    use crate::document::sample::PIXEL;

    fn with(kind: &[u8; 4]) -> Vec<u8> {
        let (start, end) = PIXEL.split_at(33);
        [start, &8_u32.to_be_bytes()[..], kind, b"Author\0X", &[0; 4], end].concat()
    }

    #[test]
    fn texts_colour_profiles_and_what_follows_the_end_are_lost() {
        assert_eq!(clean(PIXEL).as_deref(), Ok(PIXEL));
        for kind in [b"tEXt", b"eXIf", b"iCCP", b"sPLT", b"tIME", b"prVt"] {
            assert_eq!(clean(&[&with(kind)[..], b"trailer"].concat()).as_deref(), Ok(PIXEL), "{kind:?}");
        }
    }

    #[test]
    fn a_picture_cut_in_its_last_chunk_is_cleaned_and_one_cut_before_it_is_refused() {
        let whole = with(b"eXIf");
        for missing in 0..=4 {
            assert_eq!(clean(&whole[..whole.len() - missing]).as_deref(), Ok(PIXEL), "{missing}");
        }
        for end in 8..whole.len() - 4 {
            assert_eq!(clean(&whole[..end]), Err(CUT_OFF), "{end}");
        }
    }
}
