//! What setting text asks of a font file: which characters it has, its heights, glyphs for a run of text.

use std::ops::Range;

use harfrust::{
    Buffer, BufferFlags, ClusterLevel, Direction, Feature, Font, Language, Script, ShapeOptions, ShapePlan, ShaperFont,
    Tag,
};
use unicode_normalization::UnicodeNormalization;

use crate::fonts::{FaceId, Fonts};
use crate::pages::run::ShapedGlyph;
use crate::text::letters::is_invisible;

/// What a run of text is, as the shaper needs it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Manner {
    pub(super) right_to_left: bool,
    pub(super) script: Option<Script>,
    pub(super) language: Option<Language>,
    /// Figures of one width, for columns of numbers.
    pub(super) tabular: bool,
}

/// The heights of a face, in its units; all positive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heights {
    pub(super) units_per_em: i64,
    pub(super) ascent: i64,
    pub(super) descent: i64,
    pub(super) gap: i64,
}

/// A face as read.
struct Loaded {
    font: Font,
    heights: Heights,
    plans: Vec<(Manner, ShapePlan)>,
}

/// The faces that were needed so far.
pub(super) struct Faces<'f> {
    fonts: &'f Fonts,
    loaded: Vec<Option<Loaded>>,
    buffer: Option<Buffer>,
}

impl<'f> Faces<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Faces<'f> {
        Faces { fonts, loaded: Vec::new(), buffer: None }
    }

    /// The faces to try, best first.
    pub(super) fn candidates(
        &self,
        bold: bool,
        italic: bool,
        language: crate::facts::language::Language,
    ) -> Vec<FaceId> {
        self.fonts.candidates(bold, italic, language)
    }

    /// The heights of a face; those of a usual one if it cannot be read.
    pub(super) fn heights(&mut self, face: FaceId) -> Heights {
        let usual = Heights { units_per_em: 1000, ascent: 900, descent: 250, gap: 0 };
        self.load(face).map_or(usual, |loaded| loaded.heights)
    }

    /// Whether a face can show these characters, as they are, composed or taken apart.
    pub(super) fn covers(&mut self, face: FaceId, cluster: &str) -> bool {
        let Some(loaded) = self.load(face) else { return false };
        let covered = |c| has(&loaded.font, c);
        cluster.chars().all(covered)
            || (!cluster.is_ascii() && (cluster.nfc().all(covered) || cluster.nfd().all(covered)))
    }

    /// Shapes `range` of `text`, appending to `glyphs`, and gives its width. The letters around the range join its own.
    pub(super) fn shape(
        &mut self,
        face: FaceId,
        manner: &Manner,
        text: &str,
        range: Range<usize>,
        glyphs: &mut Vec<ShapedGlyph>,
    ) -> i32 {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.reset();
        let (before, run, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
        buffer.push_str(run);
        buffer.set_pre_context(before);
        buffer.set_post_context(after);
        buffer.set_direction(manner.direction());
        buffer.set_script(manner.script);
        buffer.set_language(manner.language.clone());
        // A mark above a letter is its own piece of text, so that the letters are copied in their order.
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        let shaped = self.load(face).is_some_and(|loaded| {
            let at = loaded.plan(manner);
            let options = ShapeOptions::new().plan(Some(&loaded.plans[at].1));
            harfrust::shape(&ShaperFont::new(&loaded.font), &mut buffer, options).is_ok()
        });
        let width = if shaped { append(&buffer, run.len(), manner.right_to_left, glyphs) } else { 0 };
        self.buffer = Some(buffer);
        width
    }

    /// The width of glyphs as the face gives it, without kerning.
    pub(super) fn unkerned(&mut self, face: FaceId, glyphs: &[ShapedGlyph]) -> i64 {
        let Some(loaded) = self.load(face) else { return 0 };
        let font = ShaperFont::new(&loaded.font);
        glyphs.iter().map(|glyph| i64::from(font.glyph_h_advance(harfrust::GlyphId::from(glyph.id)))).sum()
    }

    /// The faces that were read.
    #[cfg(test)]
    pub(super) fn read(&self) -> Vec<FaceId> {
        let read = (0..).zip(&self.loaded).filter(|(_, loaded)| loaded.is_some());
        read.map(|(at, _)| FaceId(at)).collect()
    }

    fn load(&mut self, face: FaceId) -> Option<&mut Loaded> {
        let at = usize::from(face.0);
        if self.loaded.len() <= at {
            self.loaded.resize_with(at + 1, || None);
        }
        if self.loaded[at].is_none() {
            let file = self.fonts.faces().get(at)?;
            let font = Font::new(file.file.shared(), file.index)?;
            let heights = heights(&font);
            self.loaded[at] = Some(Loaded { font, heights, plans: Vec::new() });
        }
        self.loaded[at].as_mut()
    }
}

impl Loaded {
    fn plan(&mut self, manner: &Manner) -> usize {
        if let Some(at) = self.plans.iter().position(|(known, _)| known == manner) {
            return at;
        }
        let features = [Feature::new(Tag::new(b"tnum"), 1, ..)];
        let features = if manner.tabular { &features[..] } else { &[] };
        let plan = ShapePlan::new(&self.font, manner.direction(), manner.script, manner.language.as_ref(), features);
        self.plans.push((manner.clone(), plan));
        self.plans.len() - 1
    }
}

impl Manner {
    fn direction(&self) -> Direction {
        if self.right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }
}

/// Whether a font has a character, or the shaper makes it from another one.
fn has(font: &Font, c: char) -> bool {
    let charmap = font.charmap();
    let mapped = |c: char| charmap.map_unicode(c).is_some_and(|glyph| glyph.to_u32() != 0);
    match c {
        _ if is_invisible(c) || mapped(c) => true,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => mapped(' '),
        '\u{2011}' => mapped('\u{2010}'),
        _ => false,
    }
}

fn heights(font: &Font) -> Heights {
    let metrics = font.metrics();
    let units_per_em = i64::from(metrics.units_per_em);
    match metrics.hhea_line {
        Some(line) => Heights {
            units_per_em,
            ascent: line.ascender.to_bits() >> 16,
            descent: -(line.descender.to_bits() >> 16),
            gap: line.line_gap.to_bits() >> 16,
        },
        None => Heights { units_per_em, ascent: units_per_em * 9 / 10, descent: units_per_em / 4, gap: 0 },
    }
}

/// Copies the buffer's glyphs, in visual order, with the bytes each cluster covers, and gives their width.
fn append(buffer: &Buffer, length: usize, right_to_left: bool, glyphs: &mut Vec<ShapedGlyph>) -> i32 {
    let first = glyphs.len();
    let mut width = 0;
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        // What the face lacks was taken out before; the sign for a missing glyph is never drawn.
        let Some(id) = u16::try_from(info.glyph_id).ok().filter(|&id| id != 0) else { continue };
        glyphs.push(ShapedGlyph {
            id,
            advance: position.x_advance,
            x_offset: position.x_offset,
            y_offset: position.y_offset,
            start: info.cluster,
            end: info.cluster,
        });
        width += position.x_advance;
    }
    let mut close = Cluster { start: u32::MAX, end: length as u32 };
    let new = &mut glyphs[first..];
    if right_to_left {
        new.iter_mut().for_each(|glyph| close.end_of(glyph));
    } else {
        new.iter_mut().rev().for_each(|glyph| close.end_of(glyph));
    }
    width
}

/// Walks glyphs from the end of the text to its beginning: a cluster ends where the one after it begins.
struct Cluster {
    start: u32,
    end: u32,
}

impl Cluster {
    fn end_of(&mut self, glyph: &mut ShapedGlyph) {
        if glyph.start != self.start {
            if self.start != u32::MAX {
                self.end = self.start;
            }
            self.start = glyph.start;
        }
        glyph.end = self.end;
    }
}
