//! From a picture as the author has it to one without what cameras, scanners and drawing programs write about people,
//! places and machines: the authors of a report can be at risk.

mod drawing;
mod jpeg;
mod png;

use std::ops::Deref;
use std::sync::Arc;

use super::ImageFormat;

/// What is said of a picture whose end is missing.
const CUT_OFF: &str = "its end is missing";

/// The bytes of a picture without metadata; what shows it stays. Cleaning is the one way to make them, so that the
/// writers cannot be given a picture as it was.
#[derive(Clone, Debug)]
pub struct Clean(Arc<[u8]>);

impl Clean {
    /// Cleans a picture, or says why it cannot be: then it is not used at all.
    pub fn new(format: ImageFormat, bytes: &[u8]) -> Result<Clean, &'static str> {
        let clean = match format {
            ImageFormat::Jpeg => jpeg::clean(bytes),
            ImageFormat::Png => png::clean(bytes),
            ImageFormat::Svg => drawing::clean(bytes).ok_or("it, or a picture in it, is not whole"),
        };
        clean.map(|clean| Clean(Arc::from(clean)))
    }
}

impl Deref for Clean {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Clean;
    use crate::document::ImageFormat;

    #[test]
    fn what_cannot_be_cleaned_is_refused() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Svg] {
            for bytes in
                [&b""[..], b"\xFF\xD8", b"\xFF\xD8\xFF\xE1\x00", b"\x89PNG\r\n\x1a\n\xFF\xFF\xFF\xFF", b"<svg><a"]
            {
                assert!(Clean::new(format, bytes).is_err(), "{format:?}: {bytes:?}");
            }
        }
    }
}
