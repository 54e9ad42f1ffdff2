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

pub(super) use rewrite::{Rewritten, rewritten};

/// Programs write a progressive picture in about ten passes; each pass is the whole picture once more.
const PASSES: usize = 64;

/// Hardly to be told from the picture it was made from.
const QUALITY: u8 = 92;

/// Decodes a JPEG to its end; what other programs would have to guess is damage.
pub(super) fn decode(bytes: &[u8], allowance: &mut Allowance) -> Result<Decoded, Refusal> {
    let (passes, end) = layout(bytes);
    if passes > PASSES {
        return Err(Refusal::Damaged(format!("it is stored in more than {PASSES} passes")));
    }
    // What stands behind the end is no part of it: the film of a telephone's moving photograph, for instance.
    let bytes = &bytes[..end];
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
    let orientation = camera(bytes).and_then(Orientation::from_exif_chunk);
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

/// How many passes a picture has, and where it ends: behind the mark of its end, or with the file.
fn layout(bytes: &[u8]) -> (usize, usize) {
    let (mut passes, mut at) = (0, 2);
    while let Some([0xFF, marker]) = bytes.get(at..at + 2) {
        match marker {
            0xD9 => return (passes, at + 2),
            // Any number of them may stand before a marker (annex B.1.1.2).
            0xFF => {
                at += 1;
                continue;
            }
            _ => {}
        }
        let Some([first, second]) = bytes.get(at + 2..at + 4) else { break };
        at += 2 + usize::from(u16::from_be_bytes([*first, *second]));
        if *marker == 0xDA {
            passes += 1;
            at += coded(bytes.get(at..).unwrap_or_default());
        }
    }
    (passes, bytes.len())
}

/// How long the coded values of a pass are: up to a marker that is not one of restart. A zero after a byte of ones says that it
/// is a value.
fn coded(bytes: &[u8]) -> usize {
    let is_marker = |at: &usize| !matches!(bytes.get(at + 1), None | Some(0 | 0xD0..=0xD7 | 0xFF));
    memchr::memchr_iter(0xFF, bytes).find(is_marker).unwrap_or(bytes.len())
}

/// What the camera wrote about itself, of which only the orientation is used.
fn camera(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.get(2..)?;
    while let [0xFF, marker, first, second, ..] = rest {
        if *marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*first, *second]));
        match marker {
            0xE1 if rest[4..].starts_with(b"Exif\0\0") => return rest.get(10..length + 2),
            0xDA => return None,
            _ => rest = rest.get(length + 2..)?,
        }
    }
    None
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

#[cfg(test)]
mod tests {
    use image::metadata::Orientation;

    use super::{Rewritten, decode, rewritten};
    use crate::picture::{Allowance, Change, ImageFormat, Refusal, read};

    const PHOTOGRAPH: &[u8] = include_bytes!("../../tests/pictures/place.jpg");

    fn pixels(jpeg: &[u8]) -> Vec<u8> {
        let decoded = decode(jpeg, &mut Allowance::default()).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        decoded.image.into_bytes()
    }

    /// A photograph with this after its first marker.
    fn with(segment: &[u8]) -> Vec<u8> {
        [&PHOTOGRAPH[..2], segment, &PHOTOGRAPH[2..]].concat()
    }

    fn photograph(width: u32, height: u32) -> Vec<u8> {
        let image =
            image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(7 * x) as u8, (5 * y) as u8, (x * y) as u8]));
        super::write(&image::DynamicImage::ImageRgb8(image)).expect("it can be written")
    }

    #[test]
    fn an_ordinary_photograph_is_rewritten_without_loss() {
        for jpeg in [PHOTOGRAPH.to_vec(), photograph(64, 48), photograph(33, 17), photograph(1, 1)] {
            let Rewritten::Whole(anew) = rewritten(&jpeg) else { panic!("it is an ordinary one") };
            assert_eq!(pixels(&anew), pixels(&jpeg));
            assert_eq!(rewritten(&anew), Rewritten::Whole(anew), "written anew, nothing changes");
        }
    }

    #[test]
    fn what_stood_beside_the_picture_is_gone() {
        let clean = read(PHOTOGRAPH, &mut Allowance::default()).expect("a whole picture").bytes.to_vec();
        let hidden = |marker: u8| [&[0xFF, marker, 0, 8][..], b"Secret"].concat();
        for dirty in [with(&hidden(0xE1)), with(&hidden(0xFE)), with(&hidden(0xED)), [PHOTOGRAPH, b"Secret"].concat()] {
            assert_eq!(read(&dirty, &mut Allowance::default()).expect("a whole picture").bytes.to_vec(), clean);
        }
        assert!(!clean.windows(6).any(|word| word == b"Secret" || word == b"Camera"));
    }

    #[test]
    fn a_photograph_that_lies_on_its_side_is_turned() {
        // The camera's data with one entry: orientation 6, a quarter turn (Exif 2.3, 4.6.4).
        let turned = b"\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let lying = photograph(20, 10);
        let marked = [&lying[..2], turned, &lying[2..]].concat();
        assert_eq!(
            decode(&marked, &mut Allowance::default()).ok().map(|it| it.orientation),
            Some(Orientation::Rotate90)
        );
        let kept = read(&marked, &mut Allowance::default()).expect("a whole picture");
        assert_eq!((kept.width, kept.height, kept.changes), (10, 20, vec![Change::Turned]));
        assert_eq!(kept.format, ImageFormat::Jpeg);
    }

    #[test]
    fn what_stands_behind_the_end_and_before_a_marker_does_not_count() {
        let film = [PHOTOGRAPH, &[0xFF, 0xDA].repeat(100)].concat();
        assert_eq!(pixels(&film), pixels(PHOTOGRAPH));
        assert_eq!(pixels(&with(&[0xFF])), pixels(PHOTOGRAPH));
        assert_eq!(super::camera(&with(b"\xFF\xFF\xE1\0\x0AExif\0\0MM")), Some(&b"MM"[..]));
    }

    #[test]
    fn damage_that_others_would_have_to_guess_around_is_refused() {
        let frame = PHOTOGRAPH.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
        let length = 2 + usize::from(u16::from_be_bytes([PHOTOGRAPH[frame + 2], PHOTOGRAPH[frame + 3]]));
        let (before, from) = PHOTOGRAPH.split_at(frame);
        let twice = [before, &from[..length], from].concat();
        let many = with(&[0xFF, 0xDA, 0, 2].repeat(100));
        let cut = PHOTOGRAPH[..PHOTOGRAPH.len() - 20].to_vec();
        let ended = [&cut[..], &[0xFF, 0xD9]].concat();
        for damaged in [twice, many, cut, ended] {
            let refusal = read(&damaged, &mut Allowance::default()).expect_err("it is damaged");
            assert!(matches!(refusal, Refusal::Damaged(_)), "{refusal:?}");
        }
    }
}
