//! PNG: the chunks that are decoded, and a writer that writes pixels and nothing else (PNG, third edition, clause 11).

use std::collections::HashMap;

use image::{DynamicImage, RgbaImage};
use png::{BitDepth, ColorType, Encoder};

use super::Refusal;

const SIGNATURE: &[u8] = &[0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];

/// The last chunk, whole.
const END: &[u8] = &[0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82];

/// What is said of a picture whose end is missing.
const CUT_OFF: &str = "its end is missing";

fn damaged<T>(reason: &str) -> Result<T, Refusal> {
    Err(Refusal::Damaged(reason.to_owned()))
}

/// The chunks that say what the pixels are, in the right number and of the right length; decoders differ in what they do
/// with others. The end is written anew: files are often cut off in it.
pub(super) fn shown(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let Some(mut rest) = bytes.strip_prefix(SIGNATURE) else { return damaged(CUT_OFF) };
    let mut shown = SIGNATURE.to_vec();
    let (mut indexed, mut colours, mut transparent, mut pixels) = (None, 0, false, false);
    loop {
        let Some((length, kind)) = head(rest) else { return damaged(CUT_OFF) };
        if kind == b"IEND" {
            break;
        }
        // Length, kind and checksum are 12 bytes.
        let size = usize::try_from(length).ok().and_then(|length| length.checked_add(12));
        let Some((chunk, after)) = size.and_then(|size| rest.split_at_checked(size)) else { return damaged(CUT_OFF) };
        rest = after;
        let keep = match kind {
            b"IHDR" if indexed.is_some() || length != 13 => return damaged("it says its size twice"),
            b"IHDR" => {
                indexed = Some(chunk[17] == 3);
                true
            }
            _ if indexed.is_none() => return damaged("it does not begin with its size"),
            b"PLTE" if indexed == Some(false) => false,
            b"PLTE" => {
                if colours > 0 || pixels || length == 0 || length % 3 != 0 || length > 768 {
                    return damaged("its palette of colours is not whole");
                }
                colours = length / 3;
                true
            }
            b"tRNS" if transparent || pixels => false,
            b"tRNS" => {
                if indexed == Some(true) && length > colours {
                    return damaged("it has more transparent colours than colours");
                }
                transparent = true;
                true
            }
            b"IDAT" => {
                pixels = true;
                true
            }
            // Turning is told by the camera's data.
            b"eXIf" => true,
            _ => false,
        };
        if keep {
            shown.extend(chunk);
        }
    }
    if indexed == Some(true) && colours == 0 {
        return damaged("its palette of colours is missing");
    }
    shown.extend(END);
    Ok(shown)
}

/// The kinds of all chunks but the last; none if the file is cut off or goes on behind its end.
pub(super) fn chunks(bytes: &[u8]) -> Option<impl Iterator<Item = &[u8; 4]>> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut kinds = Vec::new();
    while rest != END {
        let (length, kind) = head(rest)?;
        rest = rest.get(usize::try_from(length).ok()?.checked_add(12)?..)?;
        kinds.push(kind);
    }
    Some(kinds.into_iter())
}

/// Width and height as the first chunk says them.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, rest) = bytes.get(16..)?.split_first_chunk::<4>()?;
    let (height, _) = rest.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// The length and the kind of a chunk.
fn head(chunk: &[u8]) -> Option<(u32, &[u8; 4])> {
    let length = u32::from_be_bytes(chunk.get(..4)?.try_into().ok()?);
    Some((length, chunk.get(4..8)?.try_into().ok()?))
}

/// Writes pixels in the smallest of the usual forms. What is fully transparent has no colour: programs that erase a part
/// of a picture often keep it.
pub(super) fn write(image: DynamicImage) -> Result<Vec<u8>, Refusal> {
    let mut image = image.into_rgba8();
    for pixel in image.pixels_mut().filter(|pixel| pixel.0[3] == 0) {
        pixel.0 = [0; 4];
    }
    encode(&image).map_err(|error| Refusal::Damaged(error.to_string().to_lowercase()))
}

fn encode(image: &RgbaImage) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, image.width(), image.height());
    encoder.set_depth(BitDepth::Eight);
    let opaque = image.pixels().all(|pixel| pixel.0[3] == 255);
    let grey = image.pixels().all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2]);
    let data: Vec<u8> = if grey && opaque {
        encoder.set_color(ColorType::Grayscale);
        image.pixels().map(|pixel| pixel.0[0]).collect()
    } else if let Some(Palette { colours, places }) = palette(image) {
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(colours.iter().flat_map(|colour| [colour[0], colour[1], colour[2]]).collect::<Vec<_>>());
        if !opaque {
            encoder.set_trns(colours.iter().map(|colour| colour[3]).collect::<Vec<_>>());
        }
        places
    } else if opaque {
        encoder.set_color(ColorType::Rgb);
        image.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2]]).collect()
    } else {
        encoder.set_color(ColorType::Rgba);
        image.as_raw().clone()
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

/// The colours of a picture of few colours, and the place of each pixel's among them.
struct Palette {
    colours: Vec<[u8; 4]>,
    places: Vec<u8>,
}

fn palette(image: &RgbaImage) -> Option<Palette> {
    let mut known: HashMap<[u8; 4], u8> = HashMap::new();
    let mut palette = Palette { colours: Vec::new(), places: Vec::with_capacity(image.as_raw().len() / 4) };
    for pixel in image.pixels() {
        let place = match known.get(&pixel.0) {
            Some(place) => *place,
            None => {
                let place = u8::try_from(palette.colours.len()).ok()?;
                known.insert(pixel.0, place);
                palette.colours.push(pixel.0);
                place
            }
        };
        palette.places.push(place);
    }
    Some(palette)
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, RgbaImage};

    use super::{CUT_OFF, shown, write};
    use crate::document::sample::PIXEL;
    use crate::picture::{Clean, Refusal};

    fn with(kind: &[u8; 4]) -> Vec<u8> {
        let (start, end) = PIXEL.split_at(33);
        [start, &8_u32.to_be_bytes()[..], kind, b"Author\0X", &[0; 4], end].concat()
    }

    #[test]
    fn texts_colour_profiles_and_what_follows_the_end_are_lost() {
        let clean = Clean::new(PIXEL).expect("a whole picture").to_vec();
        for kind in [b"tEXt", b"iCCP", b"sPLT", b"tIME", b"prVt", b"pHYs", b"bKGD", b"PLTE"] {
            let dirty = [&with(kind)[..], b"trailer"].concat();
            assert_eq!(Clean::new(&dirty).expect("a whole picture").to_vec(), clean, "{kind:?}");
        }
    }

    #[test]
    fn a_picture_cut_in_its_last_chunk_is_read_and_one_cut_before_it_is_refused() {
        let whole = with(b"tEXt");
        for missing in 0..=4 {
            assert_eq!(shown(&whole[..whole.len() - missing]).as_deref(), Ok(PIXEL), "{missing}");
        }
        for end in 8..whole.len() - 4 {
            assert_eq!(shown(&whole[..end]), Err(Refusal::Damaged(CUT_OFF.to_owned())), "{end}");
        }
    }

    #[test]
    fn colours_nobody_sees_are_cleared_and_all_that_is_seen_comes_back() {
        let colours = [[9, 8, 7, 0], [255, 0, 0, 255], [1, 2, 3, 128]];
        for width in [3_u32, 40] {
            // Many colours need another form than few.
            let image = RgbaImage::from_fn(width, 40, |x, y| {
                if width == 3 { image::Rgba(colours[x as usize]) } else { image::Rgba([x as u8, y as u8, 0, x as u8]) }
            });
            let written = write(DynamicImage::ImageRgba8(image.clone())).expect("it can be written");
            let back = image::load_from_memory(&written).expect("it can be read").to_rgba8();
            for (x, y, pixel) in image.enumerate_pixels() {
                let expected = if pixel.0[3] == 0 { [0; 4] } else { pixel.0 };
                assert_eq!(back.get_pixel(x, y).0, expected, "{x} {y}");
            }
        }
    }
}
