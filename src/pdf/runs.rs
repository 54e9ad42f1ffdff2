//! From glyph runs to strings in the page's content: widths in ems, words in reading order.

use krilla::geom::Point as PdfPoint;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

use super::fonts::PdfFonts;
use crate::error::Error;
use crate::layout::{Glyph, GlyphRun, Point};
use crate::length::Length;

/// Draws glyph runs.
pub(super) struct Pen<'a> {
    fonts: &'a PdfFonts,
    /// Kept for its allocation.
    glyphs: Vec<KrillaGlyph>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(fonts: &'a PdfFonts) -> Pen<'a> {
        Pen { fonts, glyphs: Vec::new() }
    }

    /// Draws a run whose base line starts at `at`: in one piece, or word by word where it is read from the right.
    pub(super) fn draw(&mut self, at: Point, run: &GlyphRun, surface: &mut Surface<'_>) -> Result<(), Error> {
        let font = self.fonts.get(run.face)?;
        let ems = Ems::new(run.size, font.units_per_em());
        self.glyphs.clear();
        for glyph in &run.glyphs {
            let range = glyph.start as usize..glyph.end as usize;
            if run.text.get(range.clone()).is_none() {
                let reason = format!("a letter of \"{}\" lies outside its text", run.text);
                return Err(Error::Pdf { reasons: vec![reason] });
            }
            let (advance, x, y) = (ems.of(glyph.advance), ems.of(glyph.x_offset), ems.of(glyph.y_offset));
            let id = GlyphId::new(u32::from(glyph.id));
            self.glyphs.push(KrillaGlyph::new(id, advance, x, y, 0.0, range, None));
        }
        let pieces = if is_reversed(run) { words_from_the_right(run) } else { vec![(0, run.glyphs.len())] };
        for (first, last) in pieces {
            let before: Length = run.glyphs[..first].iter().map(|glyph| glyph.advance).sum();
            let start = PdfPoint::from_xy((at.x + before).to_pt(), at.y.to_pt());
            surface.draw_glyphs(start, &self.glyphs[first..last], font.clone(), &run.text, run.size.to_pt(), false);
        }
        Ok(())
    }
}

/// Whether a run is read from the right.
fn is_reversed(run: &GlyphRun) -> bool {
    matches!((run.glyphs.first(), run.glyphs.last()), (Some(first), Some(last)) if first.start > last.start)
}

/// The words of a run that is read from the right, first word first, each with the space before it, as ranges of its
/// glyphs. ISO 32000-1, 14.8.2.3.3: letters may be shown in reverse within a string, but the strings stand in reading
/// order and hold no space inside.
fn words_from_the_right(run: &GlyphRun) -> Vec<(usize, usize)> {
    let is_space = |glyph: &Glyph| run.text.get(glyph.start as usize..glyph.end as usize) == Some(" ");
    let mut end = 0;
    let words = run.glyphs.split_inclusive(is_space).map(|word| {
        let start = end;
        end += word.len();
        (start, end)
    });
    let mut words: Vec<(usize, usize)> = words.collect();
    words.reverse();
    words
}

/// Turns lengths into parts of the type size.
struct Ems {
    size: f64,
    units: f64,
}

impl Ems {
    fn new(size: Length, units_per_em: f32) -> Ems {
        Ems { size: size.to_emu().max(1) as f64, units: f64::from(units_per_em) }
    }

    /// A length in ems. A whole font unit was meant where the length is one but for rounding to EMU; without this nearly
    /// every glyph would be followed by a correction, and the file twice as large.
    fn of(&self, length: Length) -> f32 {
        let units = length.to_emu() as f64 * self.units / self.size;
        let whole = units.round();
        let one_emu = self.units / self.size;
        let units = if (units - whole).abs() <= one_emu { whole } else { units };
        (units / self.units) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::{Ems, words_from_the_right};
    use crate::fonts::{FaceId, Fonts};
    use crate::length::Length;
    use crate::pdf::typewriter::run;

    #[test]
    fn the_words_of_a_hebrew_run_are_drawn_in_reading_order() {
        let run = run(&Fonts::embedded(), FaceId(0), Length::pt(12), "אב גדה ו");
        let words = words_from_the_right(&run).into_iter().map(|(first, last)| {
            let glyphs = &run.glyphs[first..last];
            glyphs.iter().rev().map(|glyph| &run.text[glyph.start as usize..glyph.end as usize]).collect::<String>()
        });
        assert_eq!(words.collect::<Vec<_>>(), ["אב", " גדה", " ו"]);
    }

    #[test]
    fn advances_rounded_to_emu_are_whole_font_units_again() {
        let size = Length::tenths_of_pt(95);
        let ems = Ems::new(size, 2048.0);
        for units in 0..2048_i64 {
            let advance = size.scale(units, 2048);
            assert_eq!(ems.of(advance), units as f32 / 2048.0);
        }
    }

    #[test]
    fn a_stretched_space_keeps_its_width() {
        let size = Length::pt(12);
        let advance = size.scale(5123, 20480);
        let kept = f64::from(Ems::new(size, 2048.0).of(advance)) * size.to_emu() as f64;
        assert!((kept - advance.to_emu() as f64).abs() < 1.0);
    }
}
