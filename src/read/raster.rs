//! From the bytes of a PNG or JPEG to why neither file could show it.

use std::io::Cursor;

use super::ImageFormat;

/// Reads a picture as the writers of both files do, so that what would stop them is told to the author.
pub(super) fn check(bytes: &[u8], format: ImageFormat) -> Result<(), String> {
    match format {
        ImageFormat::Png => png(bytes),
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::Svg => Ok(()),
    }
}

/// Reads a PNG row by row to its end, keeping nothing.
fn png(bytes: &[u8]) -> Result<(), String> {
    let plain = |error: png::DecodingError| error.to_string().to_lowercase();
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().map_err(plain)?;
    while reader.next_row().map_err(plain)?.is_some() {}
    Ok(())
}

/// Reads the head of a JPEG; the rest goes into the files as it is.
fn jpeg(bytes: &[u8]) -> Result<(), String> {
    if !bytes.windows(2).any(|pair| pair == [0xFF, 0xDA]) {
        return Err("it has no picture in it".to_owned());
    }
    let mut decoder = zune_jpeg::JpegDecoder::new(Cursor::new(bytes));
    decoder.decode_headers().map_err(|error| error.to_string().to_lowercase())?;
    if decoder.dimensions().is_none() || decoder.input_colorspace().is_none() {
        return Err("it does not say its size or its colours".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::read::ImageFormat;

    const PHOTOGRAPH: &[u8] = include_bytes!("../../tests/pictures/place.jpg");

    #[test]
    fn a_photograph_that_says_its_size_twice_is_refused() {
        assert_eq!(check(PHOTOGRAPH, ImageFormat::Jpeg), Ok(()));
        let frame = PHOTOGRAPH.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
        let length = 2 + usize::from(u16::from_be_bytes([PHOTOGRAPH[frame + 2], PHOTOGRAPH[frame + 3]]));
        let (before, from) = PHOTOGRAPH.split_at(frame);
        let twice = [before, &from[..length], from].concat();
        let refused = check(&twice, ImageFormat::Jpeg).expect_err("two frames");
        assert!(refused.contains("two start of frame markers"), "{refused}");
    }
}
