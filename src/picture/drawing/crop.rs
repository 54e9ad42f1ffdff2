//! Takes away what a drawing does not show of a photograph: what a clip or a mask hides, and what lies outside.

use image::{DynamicImage, Rgba};
use resvg::tiny_skia::Pixmap;
use usvg::{Image, Transform};

use super::clip::Over;
use super::geometry::{holds, matrix};
use super::write::{Place, Writer, document};
use super::{Refusal, damaged};
use crate::picture::{jpeg, png};

/// Pixels beside those that are shown have a part in them where a picture is stretched.
const BESIDE: u32 = 2;

/// Each clip or mask over a picture is drawn on a sheet of its pixels: so many pixels are a step.
const COVERED: f64 = 6_000.0;

/// The bytes of a picture without the pixels that are not shown; none if all are shown.
pub(super) fn cut<'t>(
    image: &'t Image,
    bytes: &[u8],
    kind: &str,
    place: &Place<'t>,
    writer: &mut Writer<'_>,
) -> Result<Option<Vec<u8>>, Refusal> {
    if place.over.is_empty() && holds(place.visible, image.abs_bounding_box()) {
        return Ok(None);
    }
    let shown = shown(image, place, writer)?;
    let mut pixels = image::load_from_memory(bytes).map_err(damaged)?;
    if (pixels.width(), pixels.height()) != (shown.width(), shown.height()) {
        return Err(damaged("a picture in it has another size than it says"));
    }
    let seen: Vec<bool> = shown.pixels().iter().map(|pixel| pixel.alpha() > 0).collect();
    let seen = widened(&seen, shown.width(), shown.height());
    if seen.iter().all(|seen| *seen) {
        return Ok(None);
    }
    if kind == "jpeg" {
        let mut opaque = pixels.to_rgb8();
        for (pixel, _) in opaque.pixels_mut().zip(&seen).filter(|(_, seen)| !**seen) {
            pixel.0 = [255; 3];
        }
        pixels = DynamicImage::ImageRgb8(opaque);
        return jpeg::write(&pixels).map(Some);
    }
    let mut clear = pixels.into_rgba8();
    for (pixel, _) in clear.pixels_mut().zip(&seen).filter(|(_, seen)| !**seen) {
        *pixel = Rgba([0; 4]);
    }
    png::write(DynamicImage::ImageRgba8(clear)).map(Some)
}

/// What can be seen of a picture, pixel by pixel: all that lies over it is drawn over a sheet of its size.
fn shown<'t>(image: &'t Image, place: &Place<'t>, writer: &mut Writer<'_>) -> Result<Pixmap, Refusal> {
    let (width, height) = (image.size().width(), image.size().height());
    let none = || damaged("a picture in it has no size");
    let back = image.abs_transform().invert().ok_or_else(none)?;
    let bounds = place.visible;
    writer.budget.spend(place.over.len() as f64 * f64::from(width) * f64::from(height) / COVERED)?;
    let mut own = Writer::new(writer.view(), &mut *writer.budget);
    // The measures of the drawing, turned so that the picture's pixels are those of the sheet.
    let mut sheet = format!("<g{}>", matrix("transform", back));
    let mut groups = 1;
    let plain = place.inside(place.scale, own.view());
    for (turned, over) in &place.over {
        let forth = matrix("transform", *turned);
        let undone = matrix("transform", turned.invert().unwrap_or(Transform::identity()));
        let hides = match over {
            Over::Clip(clip) => format!("clip-path=\"url(#{})\"", own.clip(clip, Transform::identity(), &plain)?),
            Over::Mask(mask) => format!("mask=\"url(#{})\"", own.mask(mask, &plain)?),
            Over::Shape(path) => format!("clip-path=\"url(#{})\"", own.shape(path)?),
        };
        sheet.push_str(&format!("<g{forth} {hides}><g{undone}>"));
        groups += 2;
    }
    let (left, top) = (bounds.left(), bounds.top());
    sheet.push_str(&format!("<path d=\"M{left} {top}h{}v{}H{left}Z\"/>", bounds.width(), bounds.height()));
    sheet.push_str(&"</g>".repeat(groups));
    let drawing = document((width, height), &own.definitions, &sheet);
    let tree = usvg::Tree::from_str(&drawing, &usvg::Options::default()).map_err(damaged)?;
    let mut pixmap = Pixmap::new(width as u32, height as u32).ok_or_else(none)?;
    resvg::render(&tree, resvg::tiny_skia::Transform::identity(), &mut pixmap.as_mut());
    Ok(pixmap)
}

/// The pixels that are seen, and those beside them: first along the rows, then along the columns.
fn widened(seen: &[bool], width: u32, height: u32) -> Vec<bool> {
    let (across, down, beside) = (width as usize, height as usize, BESIDE as usize);
    let mut rows = vec![false; seen.len()];
    for (row, line) in seen.chunks(across).enumerate() {
        for (at, _) in line.iter().enumerate().filter(|(_, seen)| **seen) {
            rows[row * across + at.saturating_sub(beside)..row * across + (at + beside + 1).min(across)].fill(true);
        }
    }
    let mut all = rows.clone();
    for row in 0..down {
        for other in row.saturating_sub(beside)..(row + beside + 1).min(down) {
            for at in 0..across {
                all[row * across + at] |= rows[other * across + at];
            }
        }
    }
    all
}
