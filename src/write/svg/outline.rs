//! Makes one path from the glyphs of a word, in the units of its face with y downwards.

use std::fmt::Write as _;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::pages::Shape;

/// The path of a word; empty where its glyphs draw nothing.
pub(super) fn path(face: &Face<'_>, word: &Shape) -> String {
    let mut pen = 0;
    let mut path = Path::default();
    for glyph in &word.glyphs {
        path.origin = (pen + i64::from(glyph.x_offset), i64::from(glyph.y_offset));
        face.outline_glyph(GlyphId(glyph.id), &mut path);
        pen += i64::from(glyph.advance);
    }
    path.text
}

/// Path data: whole units, relative to the point before, which is shorter.
#[derive(Default)]
struct Path {
    text: String,
    origin: (i64, i64),
    at: (i64, i64),
}

impl Path {
    fn point(&self, x: f32, y: f32) -> (i64, i64) {
        (self.origin.0 + x.round() as i64, -(self.origin.1 + y.round() as i64))
    }

    fn add(&mut self, command: char, points: &[(f32, f32)]) {
        self.text.push(command);
        let from = self.at;
        for (index, (x, y)) in points.iter().enumerate() {
            let (x, y) = self.point(*x, *y);
            self.at = (x, y);
            let (x, y) = (x - from.0, y - from.1);
            let before = if index > 0 && x >= 0 { " " } else { "" };
            let between = if y >= 0 { " " } else { "" };
            // Writing into a string does not fail.
            let _ = write!(self.text, "{before}{x}{between}{y}");
        }
    }
}

impl OutlineBuilder for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        let (x, y) = self.at;
        let _ = write!(self.text, "M{x} {y}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add('l', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.add('q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.add('c', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.text.push('z');
    }
}
