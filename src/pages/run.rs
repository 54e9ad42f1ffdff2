//! Runs of glyphs: words with shared shapes, so that a page needs a few bytes for a word and not forty for a letter.

use std::sync::Arc;

use crate::fonts::FaceId;
use crate::length::Length;

/// Glyphs of one face and size on one base line, from left to right.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// The type size.
    pub size: Length,
    /// How far the pen moves from its first glyph to its end.
    pub width: Length,
    /// The text they show, in logical order; a hyphen added at a line end is U+00AD here.
    pub text: String,
    /// The words and spaces in visual order.
    pub words: Vec<Word>,
}

impl GlyphRun {
    /// The glyphs in visual order.
    pub fn glyphs(&self) -> impl Iterator<Item = Glyph> {
        self.words.iter().flat_map(|word| word.glyphs(self.size))
    }
}

/// A glyph. Advance and offsets are lengths on the page, not font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its index in the face.
    pub id: u16,
    /// How far the pen moves.
    pub advance: Length,
    /// How far it is drawn from the pen, to the right.
    pub x_offset: Length,
    /// How far it is drawn from the pen, upwards.
    pub y_offset: Length,
    /// First byte of its cluster in the run's text.
    pub start: u32,
    /// Byte after its cluster.
    pub end: u32,
}

/// A word, a part of one, or spaces.
#[derive(Clone, Debug)]
pub struct Word {
    /// Its glyphs.
    pub shape: Arc<Shape>,
    /// Its first byte in the run's text.
    pub start: u32,
    /// Its bytes there, without an added hyphen.
    pub length: u32,
    /// Whether its last glyph is an added hyphen, whose text follows its own.
    pub hyphen: bool,
    /// Room behind its last glyph: what justifies the line.
    pub gap: i32,
}

/// What stands in a text for a hyphen that was added.
pub(super) const ADDED_HYPHEN: &str = "\u{ad}";

/// The glyphs of a word, in font units: shaped once, whatever the size.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Font units to the em.
    pub units_per_em: i64,
    /// Bytes of the text that was shaped.
    pub length: u32,
    /// The glyphs in visual order.
    pub glyphs: Vec<ShapedGlyph>,
}

/// A glyph in the units of its face; its cluster as bytes of the shaped text.
#[derive(Clone, Copy, Debug)]
pub struct ShapedGlyph {
    /// Its index in the face.
    pub id: u16,
    /// How far the pen moves.
    pub advance: i32,
    /// How far it is drawn from the pen, to the right.
    pub x_offset: i32,
    /// How far it is drawn from the pen, upwards.
    pub y_offset: i32,
    /// First byte of its cluster.
    pub start: u32,
    /// Byte after its cluster.
    pub end: u32,
}

impl Word {
    /// Its glyphs at a type size.
    fn glyphs(&self, size: Length) -> impl Iterator<Item = Glyph> {
        let emu = move |units: i64| to_emu(units, size.to_emu(), self.shape.units_per_em);
        let offset = move |units: i32| if units == 0 { Length::ZERO } else { Length::emu(emu(i64::from(units))) };
        let last = self.shape.glyphs.len().saturating_sub(1);
        let (mut units, mut drawn) = (0, 0);
        self.shape.glyphs.iter().enumerate().map(move |(at, shaped)| {
            // Advances are rounded together, so that a word is as wide as it was measured.
            units += i64::from(shaped.advance);
            let advance = emu(units) - drawn;
            drawn += advance;
            let gap = if at == last { i64::from(self.gap) } else { 0 };
            let (start, end) = self.cluster(shaped);
            Glyph {
                id: shaped.id,
                advance: Length::emu(advance + gap),
                x_offset: offset(shaped.x_offset),
                y_offset: offset(shaped.y_offset),
                start,
                end,
            }
        })
    }

    /// The bytes of a glyph's cluster in the run's text. Several spaces are drawn as one, so the last cluster reaches to
    /// the end of the word.
    pub fn cluster(&self, shaped: &ShapedGlyph) -> (u32, u32) {
        let own = self.length;
        let (start, end) = if self.hyphen && shaped.start >= own {
            (own, own + ADDED_HYPHEN.len() as u32)
        } else {
            (shaped.start.min(own), if shaped.end == self.shape.length { own } else { shaped.end.min(own) })
        };
        (self.start + start, self.start + end)
    }
}

/// Font units as EMU at a type size, to the nearest.
pub(super) fn to_emu(units: i64, size: i64, units_per_em: i64) -> i64 {
    let product = units * size + units_per_em / 2;
    // Most faces have 2,048 units to the em, and shifting is several times quicker than dividing.
    if units_per_em == 2048 { product >> 11 } else { product.div_euclid(units_per_em) }
}
