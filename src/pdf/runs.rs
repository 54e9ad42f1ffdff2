//! From glyph runs to strings in the page's content: widths in ems, words in reading order.

use krilla::geom::Point as PdfPoint;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

use super::fonts::PdfFonts;
use crate::error::Error;
use crate::layout::{GlyphRun, Point};
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

    /// Draws a run whose base line starts at `at`: the first letter first, also where it is read from the right.
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
        let mut start = at.x;
        if is_reversed(run) {
            let places = places_in_reading_order(run);
            start += places.first().map(|(_, place)| *place).unwrap_or_default();
            let next = places.iter().skip(1).chain(places.last());
            let moved = places.iter().zip(next).filter_map(|((at, place), (_, next))| {
                let mut glyph = self.glyphs.get(*at)?.clone();
                glyph.x_advance = ems.of(*next - *place);
                Some(glyph)
            });
            self.glyphs = moved.collect();
        }
        let start = PdfPoint::from_xy(start.to_pt(), at.y.to_pt());
        surface.draw_glyphs(start, &self.glyphs, font, &run.text, run.size.to_pt(), false);
        Ok(())
    }
}

/// Whether a run is read from the right.
fn is_reversed(run: &GlyphRun) -> bool {
    matches!((run.glyphs.first(), run.glyphs.last()), (Some(first), Some(last)) if first.start > last.start)
}

/// A hundredth of a point: what cannot be seen but decides which of two glyphs stands farther left.
const HAIR: Length = Length::emu(127);

/// The glyphs of a run that is read from the right, the first letter first, and where each stands from the run's left end.
///
/// They are drawn in this order, so that programs which read the letters aloud or copy them in the order of drawing get
/// the words (ISO 32000-1, 14.8.2.3.3). Others sort them by place: a letter without a width of its own, such as the alif
/// that stands on a lam, goes a hair to the left, that is, after the letter it belongs to.
fn places_in_reading_order(run: &GlyphRun) -> Vec<(usize, Length)> {
    let mut pen = Length::ZERO;
    let mut places: Vec<(usize, Length)> = Vec::with_capacity(run.glyphs.len());
    for (at, glyph) in run.glyphs.iter().enumerate() {
        let hair = if glyph.advance == Length::ZERO { HAIR } else { Length::ZERO };
        places.push((at, pen - hair));
        pen += glyph.advance;
    }
    places.reverse();
    // Numbers inside the run are read from the left.
    places.sort_by_key(|(at, _)| run.glyphs[*at].start);
    places
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
    use super::{Ems, places_in_reading_order};
    use crate::fonts::{FaceId, Fonts};
    use crate::length::Length;
    use crate::pdf::typewriter::run;

    #[test]
    fn letters_read_from_the_right_are_drawn_first_letter_first_each_in_its_place() {
        let run = run(&Fonts::embedded(), FaceId(0), Length::pt(12), "אב גדה ו");
        let width: Length = run.glyphs.iter().map(|glyph| glyph.advance).sum();
        let places: Vec<Length> = places_in_reading_order(&run).into_iter().map(|(_, place)| place).collect();
        assert_eq!(places.len(), run.glyphs.len());
        assert_eq!(places.first().copied(), run.glyphs.last().map(|glyph| width - glyph.advance));
        assert_eq!(places.last(), Some(&Length::ZERO));
        assert!(places.is_sorted_by(|one, next| one > next));
    }

    #[test]
    fn a_number_inside_a_run_from_the_right_is_read_from_the_left() {
        let mut run = run(&Fonts::embedded(), FaceId(0), Length::pt(12), "אב12");
        // As it stands on the page: the number at the left, its digits from the left.
        let order = [2, 3, 1, 0];
        let mut letters = run.glyphs.clone();
        letters.sort_by_key(|glyph| glyph.start);
        run.glyphs = order.iter().map(|&at: &usize| letters[at]).collect();
        let read: Vec<u32> = places_in_reading_order(&run).iter().map(|(at, _)| run.glyphs[*at].start).collect();
        assert!(read.is_sorted(), "{read:?}");
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
