//! From a drawing (SVG) to shapes for the PDF, and to pixels for readers of Word files that show no drawings.

use std::cell::OnceCell;
use std::sync::Arc;

use resvg::{tiny_skia, usvg};
use usvg::fontdb;

use crate::document::Clean;
use crate::fonts::{Face, Fonts};
use crate::length::Length;

/// The most pixels on a side: enough for a page at 300 to the inch.
const LARGEST: f32 = 4_000.0;

/// Reads drawings; their text is set in the program's own faces.
#[derive(Debug)]
pub struct Drawings {
    faces: Vec<Face>,
    database: OnceCell<Arc<fontdb::Database>>,
}

impl Drawings {
    /// Faces are read at the first drawing.
    pub fn new(fonts: &Fonts) -> Drawings {
        Drawings { faces: fonts.faces().to_vec(), database: OnceCell::new() }
    }

    /// The shapes and words of a drawing.
    pub fn read(&self, drawing: &Clean) -> Result<usvg::Tree, String> {
        usvg::Tree::from_data(drawing, &self.options()).map_err(|reason| reason.to_string())
    }

    /// A PNG of a drawing, 192 pixels to the inch of its drawn width.
    pub fn png(&self, drawing: &Clean, width: Length) -> Result<Vec<u8>, String> {
        let tree = self.read(drawing)?;
        let size = tree.size();
        let largest = size.width().max(size.height());
        let scale = (width.to_pt() / 72.0 * 192.0 / size.width()).min(LARGEST / largest);
        let pixels = |length: f32| ((length * scale).ceil() as u32).clamp(1, LARGEST as u32);
        let mut pixmap = tiny_skia::Pixmap::new(pixels(size.width()), pixels(size.height())).ok_or("it has no size")?;
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        pixmap.encode_png().map_err(|reason| reason.to_string())
    }

    /// Our faces only, and never another file.
    fn options(&self) -> usvg::Options<'static> {
        usvg::Options {
            font_family: self.family().to_owned(),
            fontdb: Arc::clone(self.database.get_or_init(|| Arc::new(self.load()))),
            image_href_resolver: usvg::ImageHrefResolver {
                // The pictures in a clean drawing are clean.
                resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
                resolve_string: Box::new(|_, _| None),
            },
            ..usvg::Options::default()
        }
    }

    fn family(&self) -> &str {
        self.faces.first().map_or("", |face| &face.family)
    }

    fn load(&self) -> fontdb::Database {
        let mut database = fontdb::Database::new();
        for face in &self.faces {
            database.load_font_source(fontdb::Source::Binary(face.file.shared()));
        }
        let family = self.family();
        database.set_serif_family(family);
        database.set_sans_serif_family(family);
        database.set_monospace_family(family);
        database.set_cursive_family(family);
        database.set_fantasy_family(family);
        database
    }
}

#[cfg(test)]
mod tests {
    use super::Drawings;
    use crate::document::{Clean, ImageFormat};
    use crate::fonts::Fonts;
    use crate::length::Length;

    fn drawing(inside: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">{inside}</svg>")
    }

    fn png(drawing: &str) -> Result<Vec<u8>, String> {
        let drawing = Clean::new(ImageFormat::Svg, drawing.as_bytes())?;
        Drawings::new(&Fonts::embedded()).png(&drawing, Length::pt(36))
    }

    #[test]
    fn the_picture_has_two_pixels_for_each_ninety_sixth_of_an_inch() {
        let png = png(&drawing("<rect width=\"20\" height=\"10\" fill=\"#f00\"/>")).expect("it has a size");
        assert_eq!(&png[16..24], [0, 0, 0, 96, 0, 0, 0, 48]);
    }

    #[test]
    fn words_are_drawn_in_whatever_face_the_drawing_names() {
        let empty = png(&drawing("")).expect("it has a size");
        for face in ["serif", "Arial", "No Such Face, sans-serif"] {
            let words = drawing(&format!("<text x=\"1\" y=\"9\" font-size=\"9\" font-family=\"{face}\">Well</text>"));
            assert_ne!(png(&words).expect("it has a size"), empty, "{face}");
        }
    }

    #[test]
    fn what_is_no_drawing_is_an_error() {
        assert!(png("<p/>").is_err());
    }
}
