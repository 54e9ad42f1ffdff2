//! JPEG (ITU-T T.81): decoded to its end, and written anew.

mod huffman;
mod rewrite;
mod scan;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::raster::{self, Decoded};
use super::{Allowance, Refusal};

pub(super) use rewrite::rewritten;

/// Programs write a progressive picture in about ten passes; each pass is the whole picture once more.
const PASSES: usize = 64;

/// Hardly to be told from the picture it was made from.
const QUALITY: u8 = 92;

/// Decodes a JPEG to its end; what other programs would have to guess is damage.
pub(super) fn decode(bytes: &[u8], allowance: &mut Allowance) -> Result<Decoded, Refusal> {
    let passes = bytes.windows(2).filter(|pair| pair == &[0xFF, 0xDA]).count();
    if passes > PASSES {
        return Err(Refusal::Damaged(format!("it is stored in more than {PASSES} passes")));
    }
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(PASSES);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().map_err(damaged)?;
    let size = decoder
        .dimensions()
        .and_then(|(width, height)| Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?)));
    let Some((width, height)) = size else { return Err(Refusal::Damaged("it does not say its size".to_owned())) };
    raster::admit(width, height, allowance)?;
    let colours = decoder.input_colorspace();
    let grey = colours == Some(ColorSpace::Luma);
    let wanted = if grey { ColorSpace::Luma } else { ColorSpace::RGB };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    let pixels = decoder.decode().map_err(damaged)?;
    let image = if grey {
        GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
    } else {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    };
    let Some(image) = image else { return Err(Refusal::Damaged("its size is not that of its pixels".to_owned())) };
    Ok(Decoded {
        image,
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        printing_colours: matches!(colours, Some(ColorSpace::CMYK | ColorSpace::YCCK)),
    })
}

fn damaged(error: DecodeErrors) -> Refusal {
    let reason = match error {
        DecodeErrors::Unsupported(_) => "it is stored in a way that few programs read".to_owned(),
        DecodeErrors::ExhaustedData | DecodeErrors::IoErrors(_) => "its end is missing".to_owned(),
        error => error.to_string().to_lowercase(),
    };
    Refusal::Damaged(reason)
}

/// Writes pixels as a JPEG.
pub(super) fn write(image: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let written = match image {
        DynamicImage::ImageLuma8(grey) => encoder.encode_image(grey),
        other => encoder.encode_image(&other.to_rgb8()),
    };
    written.map_err(|error| Refusal::Damaged(error.to_string().to_lowercase()))?;
    Ok(bytes)
}
