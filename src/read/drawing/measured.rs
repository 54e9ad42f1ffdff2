//! From a drawing as it is read to what drawing it takes: pictures, areas, dashes, letters, and how far it reaches.

use std::sync::Arc;

use usvg::fontdb;

use super::{Refusal, SAVE_PLAIN, SAVE_PNG, refused};
use crate::fonts::Fonts;
use crate::read::limits::{self, Consumption, Drawn};
use crate::read::{ImageFormat, raster};

/// So many dashes of a line are as much work as a shape.
const DASHES: f64 = 10.0;

/// Each colour of a run of colours is asked for at each pixel: so many are as much work as the area once more.
const COLOURS: f64 = 20.0;

/// A pattern is drawn on a sheet of its own, which may be larger than the drawing so many times.
const PATTERN: f64 = 4.0;

/// Nothing outside the drawing is opened; its letters are measured in one face, whatever it names.
pub(super) fn options() -> usvg::Options<'static> {
    let mut options = usvg::Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    if let Some(face) = Fonts::embedded().faces().first() {
        let mut database = fontdb::Database::new();
        database.load_font_source(fontdb::Source::Binary(face.file.shared()));
        database.set_serif_family(face.family.as_ref());
        options.font_family = face.family.to_string();
        options.fontdb = Arc::new(database);
    }
    options
}

/// What drawing it once takes; its pictures are counted with all others.
pub(super) fn measure(tree: &usvg::Tree, consumption: &mut Consumption) -> Result<Drawn, Refusal> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let before = consumption.pixels();
    let mut measure = Measure {
        area: f64::from(width) * f64::from(height),
        height: f64::from(height),
        reach: limits::REACH * width.max(height),
        sheets: 0.0,
        dashes: 0.0,
        consumption,
    };
    measure.group(tree.root(), 1.0)?;
    let (sheets, dashes) = (measure.sheets, measure.dashes);
    Ok(Drawn { shapes: (dashes / DASHES) as u64, sheets, pixels: consumption.pixels() - before })
}

/// What was measured so far. Groups in patterns are drawn `scale` times as large as they say.
struct Measure<'c> {
    area: f64,
    height: f64,
    reach: f32,
    sheets: f64,
    dashes: f64,
    consumption: &'c mut Consumption,
}

impl Measure<'_> {
    fn group(&mut self, group: &usvg::Group, scale: f64) -> Result<(), Refusal> {
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            self.group(path.root(), scale)?;
            clip = path.clip_path();
        }
        let mut mask = group.mask();
        while let Some(sheet) = mask {
            self.group(sheet.root(), scale)?;
            mask = sheet.mask();
        }
        for node in group.children() {
            let own = node.abs_layer_bounding_box().map_or(0.0, |bounds| self.covered(bounds.to_rect(), scale));
            self.sheets += own;
            match node {
                usvg::Node::Group(group) => self.group(group, scale)?,
                usvg::Node::Path(path) => self.path(path, own, scale)?,
                usvg::Node::Image(image) => self.image(image)?,
                usvg::Node::Text(text) => self.text(text, scale)?,
            }
        }
        Ok(())
    }

    /// How often a piece covers the drawing.
    fn covered(&self, bounds: usvg::Rect, scale: f64) -> f64 {
        (f64::from(bounds.width()) * f64::from(bounds.height()) * scale * scale / self.area).min(1.0)
    }

    /// Coordinates far from the drawing are not drawn, and numbers of any size stop the computer that draws.
    fn reaches(&self, far: impl IntoIterator<Item = f32>) -> Result<(), Refusal> {
        if far.into_iter().all(|value| value.abs() <= self.reach) {
            return Ok(());
        }
        refused("reaches more than 10,000 times its size beyond itself", SAVE_PLAIN)
    }

    fn within(&self, bounds: usvg::Rect) -> Result<(), Refusal> {
        self.reaches([bounds.left(), bounds.top(), bounds.right(), bounds.bottom()])
    }

    fn path(&mut self, path: &usvg::Path, own: f64, scale: f64) -> Result<(), Refusal> {
        self.within(path.abs_bounding_box())?;
        self.within(path.abs_stroke_bounding_box())?;
        // Each row of pixels that a line crosses is work: twenty lines from top to bottom are as much as a sheet.
        self.sheets += crossings(path, scale, self.height) / 20.0;
        if let Some(fill) = path.fill() {
            self.paint(fill.paint(), path, own, scale)?;
        }
        let Some(stroke) = path.stroke() else { return Ok(()) };
        self.reaches([stroke.width().get() * largest(path.abs_transform())])?;
        if let Some(dashes) = stroke.dasharray() {
            let round: f64 = dashes.iter().map(|dash| f64::from(*dash)).sum();
            self.dashes += length(path) / round * dashes.len() as f64;
        }
        self.paint(stroke.paint(), path, own, scale)
    }

    fn paint(&mut self, paint: &usvg::Paint, path: &usvg::Path, own: f64, scale: f64) -> Result<(), Refusal> {
        let colours = match paint {
            usvg::Paint::Color(_) => 0,
            usvg::Paint::LinearGradient(gradient) => gradient.stops().len(),
            usvg::Paint::RadialGradient(gradient) => gradient.stops().len(),
            usvg::Paint::Pattern(pattern) => {
                let inner = scale * f64::from(largest(path.abs_transform().pre_concat(pattern.transform())));
                let (width, height) = (f64::from(pattern.rect().width()), f64::from(pattern.rect().height()));
                let sheets = width * height * inner * inner / self.area;
                if sheets.is_nan() || sheets > PATTERN {
                    return refused("has a pattern more than four times as large as itself", SAVE_PNG);
                }
                self.sheets += sheets;
                return self.group(pattern.root(), inner);
            }
        };
        self.sheets += own * colours as f64 / COLOURS;
        Ok(())
    }

    fn text(&mut self, text: &usvg::Text, scale: f64) -> Result<(), Refusal> {
        self.within(text.abs_bounding_box())?;
        let scale_of_text = scale * f64::from(largest(text.abs_transform()));
        for span in text.layouted() {
            let side = f64::from(span.font_size.get()) * scale_of_text;
            self.sheets += (side * side / self.area).min(1.0) * span.positioned_glyphs.len() as f64;
        }
        self.group(text.flattened(), scale)
    }

    fn image(&mut self, image: &usvg::Image) -> Result<(), Refusal> {
        self.within(image.abs_bounding_box())?;
        let (bytes, format) = match image.kind() {
            usvg::ImageKind::PNG(bytes) => (bytes, ImageFormat::Png),
            usvg::ImageKind::JPEG(bytes) => (bytes, ImageFormat::Jpeg),
            usvg::ImageKind::GIF(_) | usvg::ImageKind::WEBP(_) | usvg::ImageKind::SVG(_) => {
                return refused("holds a picture that is not PNG or JPEG", SAVE_PNG);
            }
        };
        let Ok(size) = imagesize::blob_size(bytes) else { return refused("holds a damaged picture", SAVE_PNG) };
        limits::admit_pixels(self.consumption, size.width as u64, size.height as u64)
            .or_else(|reason| refused(format!("holds a picture that {reason}"), SAVE_PNG))?;
        raster::check(bytes, format).or_else(|reason| refused(format!("holds a damaged picture: {reason}"), SAVE_PNG))
    }
}

/// How much longer a line may become at most.
fn largest(transform: usvg::Transform) -> f32 {
    let (x, y) = transform.get_scale();
    x.abs().max(y.abs())
}

/// How often a line goes from the top of the drawing to its bottom or back, its ways added up.
fn crossings(path: &usvg::Path, scale: f64, height: f64) -> f64 {
    let turned = path.abs_transform();
    let down = |point: &usvg::tiny_skia_path::Point| {
        (f64::from(turned.ky) * f64::from(point.x) + f64::from(turned.sy) * f64::from(point.y)) * scale
    };
    let points = path.data().points();
    points.windows(2).map(|pair| (down(&pair[1]) - down(&pair[0])).abs().min(height) / height).sum()
}

/// The length of a line in its own units, along its corners.
fn length(path: &usvg::Path) -> f64 {
    let points = path.data().points();
    points.windows(2).map(|pair| f64::from(pair[0].distance(pair[1]))).sum()
}
