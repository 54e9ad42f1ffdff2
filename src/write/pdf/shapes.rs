//! Glyphs as mere shapes, for letters that are seen in one place and read in another.

use ttf_parser::{GlyphId, OutlineBuilder};

use super::file::{File, Id};
use super::fonts::parsed;
use super::object::Object;
use crate::fonts::{Face, FaceId};

/// The name of a shape in the resources.
pub(super) fn name(face: FaceId, glyph: u16) -> String {
    format!("G{}.{glyph}", face.0)
}

/// Writes a shape as a form in font units (ISO 32000-1, 8.10).
pub(super) fn write(face: &Face, glyph: u16, file: &mut File) -> Id {
    let mut outline = Outline::default();
    let bounds = parsed(face).and_then(|parsed| parsed.outline_glyph(GlyphId(glyph), &mut outline));
    let edges = bounds.map_or([0; 4], |bounds| [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]);
    let mut entries = Object::new("/Type/XObject/Subtype/Form/BBox[");
    for edge in edges {
        entries.int(edge).say(" ");
    }
    outline.path.say("f");
    let id = file.reserve();
    file.stream(id, entries.say("]"), &outline.path.bytes);
    id
}

/// An outline as a path.
#[derive(Default)]
struct Outline {
    path: Object,
    at: (f32, f32),
}

impl Outline {
    fn add(&mut self, points: &[(f32, f32)], operator: &str) {
        for (x, y) in points {
            self.path.reals(&[*x, *y]);
        }
        self.at = points.last().copied().unwrap_or(self.at);
        self.path.say(operator).say("\n");
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(&[(x, y)], "m");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(&[(x, y)], "l");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.quadratic(self.at, (x1, y1), (x, y));
        self.at = (x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.add(&[(x1, y1), (x2, y2), (x, y)], "c");
    }

    fn close(&mut self) {
        self.path.say("h\n");
    }
}
