//! The document's pictures as the PDF library's, each decoded once.

use std::collections::BTreeMap;

use krilla::Data;
use krilla::geom::Size;
use krilla::image::Image as PdfImage;
use krilla::surface::Surface;
use krilla_svg::{SurfaceExt, SvgSettings};

use crate::document::{Document, Image, ImageFormat, ImageId};
use crate::error::Error;
use crate::picture;

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
    ready: BTreeMap<ImageId, Drawable>,
}

impl<'a> Images<'a> {
    pub(super) fn new(document: &'a Document) -> Images<'a> {
        Images { document, ready: BTreeMap::new() }
    }

    /// Draws a picture with its top left corner at the surface's origin.
    pub(super) fn draw(&mut self, id: ImageId, size: Size, surface: &mut Surface<'_>) -> Result<(), Error> {
        if !self.ready.contains_key(&id) {
            self.ready.insert(id, self.read(id)?);
        }
        match self.ready.get(&id) {
            Some(Drawable::Raster(image)) => surface.draw_image(image.clone(), size),
            Some(Drawable::Vector(tree)) => {
                surface
                    .draw_svg(tree, size, SvgSettings::default())
                    .ok_or_else(|| damaged(id, "it cannot be drawn"))?;
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
            ImageFormat::Svg => match picture::shapes(&image.bytes) {
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

fn damaged(id: ImageId, reason: &str) -> Error {
    Error::Pdf { reasons: vec![format!("picture {} cannot be used: {reason}", id.0.saturating_add(1))] }
}
