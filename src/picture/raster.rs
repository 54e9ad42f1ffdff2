//! Turns a picture of pixels upright, into the colours of screens, and makes it no larger than a page needs.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits};

use super::jpeg::Rewritten;
use super::{Allowance, Change, Clean, Cost, ImageFormat, Kept, Refusal, jpeg, png};

/// The most pixels on a side: a page at 300 dots to the inch has 3,508 from top to bottom.
const LARGEST: u32 = 4_096;

/// What a decoder may take besides the pixels themselves.
const DECODER_MEMORY: u64 = 512 * 1024 * 1024;

/// The kinds of pictures of pixels that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Png,
    Jpeg,
    Gif,
    Webp,
}

impl Kind {
    /// The kind of a picture by its first bytes.
    pub(super) fn of(bytes: &[u8]) -> Option<Kind> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Kind::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Kind::Jpeg),
            [b'G', b'I', b'F', b'8', ..] => Some(Kind::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::Webp),
            _ => None,
        }
    }
}

/// Pixels as they stand in a file, and what the file says about them.
pub(super) struct Decoded {
    pub(super) image: DynamicImage,
    pub(super) orientation: Orientation,
    /// Whether they were the colours of a printing press.
    pub(super) printing_colours: bool,
}

/// Decodes a picture whole and writes it anew.
pub(super) fn read(kind: Kind, bytes: &[u8], allowance: &mut Allowance) -> Result<Kept, Refusal> {
    let Decoded { mut image, orientation, printing_colours } = decode(kind, bytes, allowance)?;
    // The decoder takes a mark of the end for the end, wherever it stands.
    let rewritten = if kind == Kind::Jpeg { jpeg::rewritten(bytes) } else { Rewritten::Other };
    if rewritten == Rewritten::Short {
        return Err(Refusal::Damaged("its end is missing".to_owned()));
    }
    let mut changes = Vec::new();
    if printing_colours {
        changes.push(Change::FromPrintingColours);
    }
    if orientation != Orientation::NoTransforms {
        image.apply_orientation(orientation);
        changes.push(Change::Turned);
    }
    if let Some(to) = smaller(image.width(), image.height()) {
        changes.push(Change::Scaled { from: (image.width(), image.height()), to });
        // What is transparent has no share in the colours around it.
        weigh(&mut image, |colour, alpha, most| (colour * alpha + most / 2) / most);
        image = image.thumbnail_exact(to.0, to.1);
        weigh(&mut image, |colour, alpha, most| (colour * most + alpha / 2).checked_div(alpha).unwrap_or(0));
    }
    let (width, height) = (image.width(), image.height());
    // Photographs stay photographs: as PNG they would be ten times as large.
    let is_photograph = kind == Kind::Jpeg || (kind == Kind::Webp && is_lossy(bytes) && !has_alpha(&image));
    let (format, written) = if is_photograph {
        // A photograph that needs no change keeps its quality.
        let written = match rewritten {
            Rewritten::Whole(whole) if changes.is_empty() => whole,
            _ => jpeg::write(&image)?,
        };
        (ImageFormat::Jpeg, written)
    } else {
        (ImageFormat::Png, png::write(image)?)
    };
    let from = match kind {
        Kind::Png | Kind::Jpeg => None,
        Kind::Gif => Some("GIF"),
        Kind::Webp => Some("WebP"),
    };
    changes.extend(from.map(|from| Change::Converted { from, to: if is_photograph { "JPEG" } else { "PNG" } }));
    Ok(Kept { format, bytes: Clean(written.into()), width, height, changes, cost: Cost::default() })
}

fn decode(kind: Kind, bytes: &[u8], allowance: &mut Allowance) -> Result<Decoded, Refusal> {
    match kind {
        Kind::Jpeg => jpeg::decode(bytes, allowance),
        Kind::Png => {
            // A picture that is too large is told so whatever else is wrong with it.
            if let Some((width, height)) = png::size(bytes) {
                admit(width, height, &mut allowance.clone())?;
            }
            pixels(PngDecoder::new(Cursor::new(png::shown(bytes)?)).map_err(damaged)?, allowance)
        }
        Kind::Gif => pixels(GifDecoder::new(Cursor::new(bytes)).map_err(damaged)?, allowance),
        Kind::Webp => pixels(WebPDecoder::new(Cursor::new(bytes)).map_err(damaged)?, allowance),
    }
}

/// How large a picture is stands in its head: it is asked before the rest is touched.
fn pixels(mut decoder: impl ImageDecoder, allowance: &mut Allowance) -> Result<Decoded, Refusal> {
    let (width, height) = decoder.dimensions();
    admit(width, height, allowance)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(decoder.total_bytes().saturating_add(DECODER_MEMORY));
    decoder.set_limits(limits).map_err(damaged)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok(Decoded { image, orientation, printing_colours: false })
}

/// Counts the pixels of a picture.
pub(super) fn admit(width: u32, height: u32, allowance: &mut Allowance) -> Result<(), Refusal> {
    if width == 0 || height == 0 {
        return Err(Refusal::Damaged("it has no size".to_owned()));
    }
    allowance.admit_pixels(width, height).map_err(Refusal::TooManyPixels)?;
    // Decoded, turned and written; a decoder that finds no memory would end the program.
    let bytes = u64::from(width) * u64::from(height) * 12;
    if usize::try_from(bytes).is_ok_and(|bytes| Vec::<u8>::new().try_reserve_exact(bytes).is_ok()) {
        return Ok(());
    }
    let reason = format!("has {width} × {height} pixels, more than there is memory for on this machine");
    Err(Refusal::TooManyPixels(reason))
}

fn damaged(error: ImageError) -> Refusal {
    Refusal::Damaged(error.to_string().to_lowercase())
}

/// The size of a picture that is larger than a page needs.
fn smaller(width: u32, height: u32) -> Option<(u32, u32)> {
    let largest = width.max(height);
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(LARGEST) / u64::from(largest);
        u32::try_from(side).unwrap_or(LARGEST).max(1)
    };
    (largest > LARGEST).then(|| (scaled(width), scaled(height)))
}

/// Changes the colours of a picture that may be transparent, by `change` of colour, alpha and the most that they can be.
fn weigh(image: &mut DynamicImage, change: impl Fn(u32, u32, u32) -> u32) {
    match image {
        DynamicImage::ImageLumaA8(pixels) => weigh_each(pixels, 2, u8::MAX, change),
        DynamicImage::ImageRgba8(pixels) => weigh_each(pixels, 4, u8::MAX, change),
        DynamicImage::ImageLumaA16(pixels) => weigh_each(pixels, 2, u16::MAX, change),
        DynamicImage::ImageRgba16(pixels) => weigh_each(pixels, 4, u16::MAX, change),
        _ => {}
    }
}

fn weigh_each<S: Copy + Into<u32> + TryFrom<u32>>(
    samples: &mut [S],
    channels: usize,
    most: S,
    change: impl Fn(u32, u32, u32) -> u32,
) {
    for pixel in samples.chunks_exact_mut(channels) {
        let Some((alpha, colours)) = pixel.split_last_mut() else { continue };
        for colour in colours {
            *colour = S::try_from(change((*colour).into(), (*alpha).into(), most.into())).unwrap_or(most);
        }
    }
}

/// Whether some of a picture is transparent.
fn has_alpha(image: &DynamicImage) -> bool {
    image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255)
}

/// Whether a WebP is a photograph: the others have a chunk `VP8L`.
fn is_lossy(webp: &[u8]) -> bool {
    let head = &webp[..webp.len().min(64)];
    head.windows(4).any(|chunk| chunk == b"VP8 ") || !webp.windows(4).any(|chunk| chunk == b"VP8L")
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, Rgba, RgbaImage};

    use super::{LARGEST, smaller};
    use crate::picture::{Allowance, read};

    #[test]
    fn colours_that_nobody_sees_have_no_share_in_a_smaller_picture() {
        let erased = |x: u32| if x.is_multiple_of(2) { Rgba([255, 255, 255, 255]) } else { Rgba([200, 0, 40, 0]) };
        let striped = DynamicImage::ImageRgba8(RgbaImage::from_fn(2 * LARGEST, 2, |x, _| erased(x)));
        let mut png = std::io::Cursor::new(Vec::new());
        striped.write_to(&mut png, image::ImageFormat::Png).expect("it can be written");
        let kept = read(&png.into_inner(), &mut Allowance::default()).expect("a whole picture");
        let small = image::load_from_memory(&kept.bytes).expect("a picture").to_rgba8();
        assert_eq!(small.dimensions(), (LARGEST, 1));
        assert!(small.pixels().all(|pixel| pixel.0[..3] == [255; 3] && (126..=129).contains(&pixel.0[3])));
    }

    #[test]
    fn a_picture_keeps_its_shape_when_it_is_made_smaller() {
        assert_eq!(smaller(LARGEST, 10), None);
        assert_eq!(smaller(8_192, 4_096), Some((4_096, 2_048)));
        assert_eq!(smaller(100_000, 1), Some((4_096, 1)));
    }
}
