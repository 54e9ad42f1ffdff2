//! Reads a picture: what both files carry of it, what was changed, or why it is not used.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::raster::{self, Kind};
use super::{Allowance, Clean, Cost, ImageFormat, drawing};

/// A picture that can be used.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its kind in the files.
    pub format: ImageFormat,
    /// Its bytes.
    pub bytes: Clean,
    /// Width in pixels (user units for a drawing).
    pub width: u32,
    /// Height in pixels (user units for a drawing).
    pub height: u32,
    /// What the author is told.
    pub changes: Vec<Change>,
    /// What using it once more takes.
    pub cost: Cost,
}

/// What was done to a picture so that both files can show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was turned as the camera's data say.
    Turned,
    /// The colours of a printing press became those of screens.
    FromPrintingColours,
    /// It was made smaller.
    Scaled {
        /// Width and height before, in pixels.
        from: (u32, u32),
        /// Width and height now.
        to: (u32, u32),
    },
    /// It was of a kind that Word files and PDF files do not carry.
    Converted {
        /// The kind it was.
        from: &'static str,
        /// The kind it is now.
        to: &'static str,
    },
}

/// Why a picture is not used. The texts follow its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is of no kind that is read.
    UnknownKind,
    /// It cannot be decoded to its end.
    Damaged(String),
    /// It has too many pixels.
    TooManyPixels(String),
    /// It asks too much of the machine, leads elsewhere, or holds what cannot be drawn as it is meant.
    Unsafe {
        /// What it does.
        reason: String,
        /// What to do.
        help: &'static str,
    },
    /// It has text with characters that no face has.
    MissingGlyphs(BTreeSet<char>),
}

/// Reads a picture of any kind, whatever its name says.
pub fn read(bytes: &[u8], allowance: &mut Allowance) -> Result<Kept, Refusal> {
    if let Some(kind) = Kind::of(bytes) {
        return guarded(|| raster::read(kind, bytes, allowance));
    }
    let text = drawing::text(bytes).ok_or(Refusal::UnknownKind)?;
    guarded(|| drawing::read(&text, allowance))
}

/// A decoder that panics has met a damaged picture; one report's picture must not end a batch.
fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Refusal::Damaged("its parts contradict each other".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::{Refusal, read};
    use crate::picture::Allowance;

    #[test]
    fn what_cannot_be_decoded_to_its_end_is_refused() {
        for bytes in [
            &b"\xFF\xD8\xFF"[..],
            b"\xFF\xD8\xFF\xE1\x00",
            b"\x89PNG\r\n\x1a\n\xFF\xFF\xFF\xFF",
            b"GIF89a",
            b"RIFF\0\0\0\0WEBP",
            b"<svg><a",
        ] {
            let refusal = read(bytes, &mut Allowance::default()).expect_err("it is cut off");
            assert!(matches!(refusal, Refusal::Damaged(_)), "{bytes:?}: {refusal:?}");
        }
        assert_eq!(read(b"", &mut Allowance::default()).expect_err("nothing"), Refusal::UnknownKind);
    }
}
