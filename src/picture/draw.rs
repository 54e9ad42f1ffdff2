//! Draws a clean drawing: as shapes for the PDF, and as pixels for readers of Word files that show no drawings.

use resvg::{tiny_skia, usvg};

use super::Clean;
use crate::length::Length;

/// The most pixels on a side: enough for a page at 300 to the inch.
const LARGEST: f32 = 4_000.0;

/// The shapes of a drawing. It holds no text, so no faces are needed, and its pictures were decoded before.
pub fn shapes(drawing: &Clean) -> Result<usvg::Tree, String> {
    let options = usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    usvg::Tree::from_data(drawing, &options).map_err(|reason| reason.to_string())
}

/// A PNG of a drawing, so many pixels to the inch of its drawn width.
pub fn pixels(drawing: &Clean, width: Length, to_the_inch: f32) -> Result<Vec<u8>, String> {
    let tree = shapes(drawing)?;
    let size = tree.size();
    let largest = size.width().max(size.height());
    let scale = (width.to_pt() / 72.0 * to_the_inch / size.width()).min(LARGEST / largest);
    let pixels = |length: f32| ((length * scale).ceil() as u32).clamp(1, LARGEST as u32);
    let mut pixmap = tiny_skia::Pixmap::new(pixels(size.width()), pixels(size.height())).ok_or("it has no size")?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|reason| reason.to_string())
}

#[cfg(test)]
mod tests {
    use super::pixels;
    use crate::length::Length;
    use crate::picture::Clean;

    fn drawing(inside: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">{inside}</svg>")
    }

    fn png(drawing: &str) -> Result<Vec<u8>, String> {
        let drawing = Clean::new(drawing.as_bytes()).map_err(|refusal| format!("{refusal:?}"))?;
        pixels(&drawing, Length::pt(36), 192.0)
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
