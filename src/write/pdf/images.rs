//! The document's pictures, each put into the file once: JPEG and PNG as they are stored, drawings as what they draw.

use std::collections::BTreeMap;

use image::ImageFormat::Png;

use super::content::Content;
use super::drawing;
use super::file::{File, Id};
use super::links::Rectangle;
use super::object::Object;
use crate::document::{Document, ImageFormat, ImageId};
use crate::error::Error;
use crate::length::Length;
use crate::picture::{self, Clean};

/// How finely a drawing is painted that cannot be drawn as lines, in pixels to the inch.
const FINE: f32 = 300.0;

/// A picture in the file.
struct Written {
    id: Id,
    /// Its width and height in its own units.
    size: (f64, f64),
}

/// The pictures drawn so far.
pub(super) struct Images<'a> {
    document: &'a Document,
    ready: BTreeMap<ImageId, Written>,
}

impl<'a> Images<'a> {
    pub(super) fn new(document: &'a Document) -> Images<'a> {
        Images { document, ready: BTreeMap::new() }
    }

    /// Draws a picture into a rectangle.
    pub(super) fn draw(
        &mut self,
        id: ImageId,
        into: Rectangle,
        content: &mut Content,
        file: &mut File,
    ) -> Result<(), Error> {
        if !self.ready.contains_key(&id) {
            self.ready.insert(id, self.write(id, into.width, file)?);
        }
        if let Some(Written { size: (width, height), .. }) = self.ready.get(&id) {
            let corner = (super::object::thousandths_of_pt(into.at.x), into.at.y + into.height);
            let points = |length: Length| length.to_emu() as f64 / 12_700.0;
            content.draw(&format!("I{}", id.0), corner, points(into.width) / width, points(into.height) / height);
        }
        Ok(())
    }

    /// Names the pictures in the resources.
    pub(super) fn name(&self, resources: &mut Object) {
        for (id, written) in &self.ready {
            resources.say("/I").int(id.0).say(" ").id(written.id);
        }
    }

    fn write(&self, id: ImageId, width: Length, file: &mut File) -> Result<Written, Error> {
        let image = usize::try_from(id.0).ok().and_then(|index| self.document.images.get(index));
        let image = image.ok_or_else(|| damaged(id, "it is not part of the report"))?;
        let written = match image.format {
            ImageFormat::Png | ImageFormat::Jpeg => {
                pixels(&image.bytes, file).map(|id| Written { id, size: (1.0, 1.0) })
            }
            ImageFormat::Svg => shapes(&image.bytes, width, file),
        };
        written.map_err(|reason| damaged(id, &reason))
    }
}

/// Puts a drawing into the file.
fn shapes(drawing: &Clean, width: Length, file: &mut File) -> Result<Written, String> {
    let tree = picture::shapes(drawing)?;
    match drawing::write(&tree, file) {
        Some(id) => Ok(Written { id, size: (tree.size().width().into(), tree.size().height().into()) }),
        None => Ok(Written { id: pixels(&picture::pixels(drawing, width, FINE)?, file)?, size: (1.0, 1.0) }),
    }
}

/// Puts a JPEG or PNG into the file.
pub(super) fn pixels(bytes: &[u8], file: &mut File) -> Result<Id, String> {
    if bytes.starts_with(&[0xFF, 0xD8]) { jpeg(bytes, file) } else { png(bytes, file) }
}

/// What a dictionary of a picture says (ISO 32000-1, 8.9.5).
fn entries(width: u32, height: u32, colours: &str) -> Object {
    let mut entries = Object::new("/Type/XObject/Subtype/Image/BitsPerComponent 8/Width ");
    entries.int(width).say("/Height ").int(height).say("/ColorSpace").say(colours);
    entries
}

/// A JPEG goes into the file as it is (7.4.8).
fn jpeg(bytes: &[u8], file: &mut File) -> Result<Id, String> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xFF, marker, high, low, after @ ..] = rest {
        if let (0xC0..=0xC2, [8, a, b, c, d, colours, ..]) = (marker, after) {
            let [height, width] = [[*a, *b], [*c, *d]].map(|side| u32::from(u16::from_be_bytes(side)));
            let space = match colours {
                1 => "/DeviceGray",
                3 => "/DeviceRGB",
                _ => return Err("it uses print colours (CMYK); save it in RGB".to_owned()),
            };
            let id = file.reserve();
            file.stored(id, entries(width, height, space).say("/Filter/DCTDecode"), bytes);
            return Ok(id);
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        rest = rest.get(length + 2..).unwrap_or_default();
    }
    Err("it does not say its size".to_owned())
}

/// The rows of a PNG go into the file as they are (7.4.4.4); where it is transparent, its colours and that apart.
fn png(bytes: &[u8], file: &mut File) -> Result<Id, String> {
    let id = file.reserve();
    let mut rest = bytes.get(8..).unwrap_or_default();
    let (mut head, mut palette, mut data, mut is_transparent) = (None, Object::default(), Vec::new(), false);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let Some((kind, after)) = after.split_first_chunk::<4>() else { break };
        let Some((chunk, after)) = after.split_at_checked(length) else { break };
        match (kind, chunk) {
            (b"IHDR", [a, b, c, d, e, f, g, h, 8, kind @ (0 | 2 | 3), 0, 0, 0]) => {
                head = Some((u32::from_be_bytes([*a, *b, *c, *d]), u32::from_be_bytes([*e, *f, *g, *h]), *kind));
            }
            (b"PLTE", colours) => {
                palette
                    .say("[/Indexed/DeviceRGB ")
                    .count((colours.len() / 3).saturating_sub(1))
                    .string(colours)
                    .say("]");
            }
            (b"tRNS", _) => is_transparent = true,
            (b"IDAT", part) => data.extend_from_slice(part),
            _ => {}
        }
        rest = after.get(4..).unwrap_or_default();
    }
    let Some((width, height, kind)) = head.filter(|_| !is_transparent) else { return transparent(bytes, id, file) };
    let mut entries = match kind {
        0 => entries(width, height, "/DeviceGray"),
        2 => entries(width, height, "/DeviceRGB"),
        _ => {
            let mut entries = entries(width, height, "");
            entries.bytes.append(&mut palette.bytes);
            entries
        }
    };
    entries.say("/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns ").int(width);
    file.stored(id, entries.say(if kind == 2 { "/Colors 3>>" } else { ">>" }), &data);
    Ok(id)
}

/// Puts a transparent picture into the file (11.6.5.3).
fn transparent(bytes: &[u8], id: Id, file: &mut File) -> Result<Id, String> {
    let image = image::load_from_memory_with_format(bytes, Png).map_err(|reason| reason.to_string())?.into_rgba8();
    let (width, height) = image.dimensions();
    let alpha: Vec<u8> = image.pixels().map(|pixel| pixel.0[3]).collect();
    let colours: Vec<u8> = image.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2]]).collect();
    let mask = file.reserve();
    file.stream(mask, &entries(width, height, "/DeviceGray"), &alpha);
    file.stream(id, entries(width, height, "/DeviceRGB").say("/SMask ").id(mask), &colours);
    Ok(id)
}

fn damaged(id: ImageId, reason: &str) -> Error {
    Error::Pdf { reasons: vec![format!("picture {} cannot be used: {reason}", id.0.saturating_add(1))] }
}
