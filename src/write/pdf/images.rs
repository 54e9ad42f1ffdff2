//! From the document's pictures to the PDF library's, each decoded once.

use std::collections::BTreeMap;

use krilla::Data;
use krilla::geom::Size;
use krilla::image::Image as PdfImage;
use krilla::surface::Surface;
use krilla_svg::{SurfaceExt, SvgSettings};

use super::fonts::PdfFonts;
use crate::document::{Document, Image, ImageFormat, ImageId};
use crate::error::Error;

/// A picture ready to be drawn.
enum Drawable {
    /// Pixels.
    Raster(PdfImage),
    /// Lines and text.
    Vector(Box<usvg::Tree>),
}

/// The pictures drawn so far.
pub(super) struct Images<'a> {
    document: &'a Document,
    fonts: &'a PdfFonts,
    ready: BTreeMap<ImageId, Drawable>,
}

impl<'a> Images<'a> {
    pub(super) fn new(document: &'a Document, fonts: &'a PdfFonts) -> Images<'a> {
        Images { document, fonts, ready: BTreeMap::new() }
    }

    /// Draws a picture with its top left corner at the surface's origin.
    pub(super) fn draw(&mut self, id: ImageId, size: Size, surface: &mut Surface<'_>) -> Result<(), Error> {
        if !self.ready.contains_key(&id) {
            self.ready.insert(id, self.read(id)?);
        }
        match self.ready.get(&id) {
            Some(Drawable::Raster(image)) => surface.draw_image(image.clone(), size),
            Some(Drawable::Vector(tree)) => {
                let settings = SvgSettings { embed_text: !lacks_glyphs(tree.root()), ..SvgSettings::default() };
                if surface.draw_svg(tree, size, settings).is_none() {
                    return Err(damaged(id, "it cannot be drawn"));
                }
            }
            None => {}
        }
        Ok(())
    }

    fn read(&self, id: ImageId) -> Result<Drawable, Error> {
        let image = usize::try_from(id.0).ok().and_then(|index| self.document.images.get(index));
        let image = image.ok_or_else(|| damaged(id, "it is not part of the report"))?;
        let raster =
            |image: Result<PdfImage, String>| image.map(Drawable::Raster).map_err(|reason| damaged(id, &reason));
        match image.format {
            ImageFormat::Png => raster(PdfImage::from_png(data(image), false)),
            ImageFormat::Jpeg => raster(PdfImage::from_jpeg(data(image), false)),
            ImageFormat::Svg => match self.fonts.drawings().read(&image.bytes) {
                Ok(tree) => Ok(Drawable::Vector(Box::new(tree))),
                Err(reason) => Err(damaged(id, &reason)),
            },
        }
    }
}

/// The bytes to embed: JPEG goes into the file as it is.
fn data(image: &Image) -> Data {
    image.bytes.to_vec().into()
}

/// Whether a picture holds text that no face has letters for: it is then drawn as shapes, since a missing letter must
/// not be written as text (ISO 14289-1, 7.21.8).
fn lacks_glyphs(group: &usvg::Group) -> bool {
    group.children().iter().any(|node| match node {
        usvg::Node::Group(group) => lacks_glyphs(group),
        usvg::Node::Text(text) => {
            text.layouted().iter().flat_map(|span| &span.positioned_glyphs).any(|glyph| glyph.id.0 == 0)
        }
        usvg::Node::Path(_) | usvg::Node::Image(_) => false,
    })
}

fn damaged(id: ImageId, reason: &str) -> Error {
    Error::Pdf { reasons: vec![format!("picture {} cannot be used: {reason}", id.0.saturating_add(1))] }
}
