//! From glyph runs to strings in the page's content: widths in ems, words in reading order.

use std::ops::Range;

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
    /// Kept for their allocations.
    letters: Vec<Letter>,
    glyphs: Vec<KrillaGlyph>,
}

/// A glyph on its way into the file. Its advance is in font units and includes the gap behind it.
struct Letter {
    id: u16,
    advance: f64,
    x_offset: i32,
    y_offset: i32,
    text: Range<usize>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(fonts: &'a PdfFonts) -> Pen<'a> {
        Pen { fonts, letters: Vec::new(), glyphs: Vec::new() }
    }

    /// Draws a run whose base line starts at `at`: the first letter first, also where it is read from the right.
    pub(super) fn draw(&mut self, at: Point, run: &GlyphRun, surface: &mut Surface<'_>) -> Result<(), Error> {
        let font = self.fonts.get(run.face)?;
        let units = f64::from(font.units_per_em());
        letters(run, units, &mut self.letters);
        if self.letters.iter().any(|letter| run.text.get(letter.text.clone()).is_none()) {
            let reason = format!("a letter of \"{}\" lies outside its text", run.text);
            return Err(Error::Pdf { reasons: vec![reason] });
        }
        let mut start = at.x.to_pt();
        if is_reversed(&self.letters) {
            start += put_in_reading_order(&mut self.letters, run.size, units) * run.size.to_pt();
        }
        let ems = |length: f64| (length / units) as f32;
        self.glyphs.clear();
        self.glyphs.extend(self.letters.iter().map(|letter| {
            let (x, y) = (ems(letter.x_offset.into()), ems(letter.y_offset.into()));
            let id = GlyphId::new(u32::from(letter.id));
            KrillaGlyph::new(id, ems(letter.advance), x, y, 0.0, letter.text.clone(), None)
        }));
        let start = PdfPoint::from_xy(start, at.y.to_pt());
        surface.draw_glyphs(start, &self.glyphs, font, &run.text, run.size.to_pt(), false);
        Ok(())
    }
}

/// The glyphs of a run in visual order.
fn letters(run: &GlyphRun, units: f64, letters: &mut Vec<Letter>) {
    letters.clear();
    let size = run.size.to_emu().max(1) as f64;
    let mut owed = 0.0;
    for word in &run.words {
        letters.extend(word.shape.glyphs.iter().map(|shaped| {
            let (start, end) = word.cluster(shaped);
            let text = start as usize..end as usize;
            let (x_offset, y_offset) = (shaped.x_offset, shaped.y_offset);
            Letter { id: shaped.id, advance: shaped.advance.into(), x_offset, y_offset, text }
        }));
        if let (true, Some(last)) = (word.gap != 0, letters.last_mut()) {
            // The file counts in thousandths of an em: whole ones are shorter to write, and what one gap owes the next
            // one gets, so that no word stands farther from its place than half of one.
            let wanted = owed + f64::from(word.gap) / size * 1000.0;
            owed = wanted - wanted.round();
            last.advance += wanted.round() / 1000.0 * units;
        }
    }
}

/// Whether a run is read from the right.
fn is_reversed(letters: &[Letter]) -> bool {
    matches!((letters.first(), letters.last()), (Some(first), Some(last)) if first.text.start > last.text.start)
}

/// A hundredth of a point: what cannot be seen but decides which of two glyphs stands farther left.
const HAIR: Length = Length::emu(127);

/// Puts the glyphs of a run that is read from the right in order, the first letter first, and gives where that one
/// stands from the run's left end, in ems.
///
/// They are drawn in this order, so that programs which read the letters aloud or copy them in the order of drawing get
/// the words (ISO 32000-1, 14.8.2.3.3). Others sort them by place: a letter without a width of its own, such as the alif
/// that stands on a lam, goes a hair to the left, that is, after the letter it belongs to.
fn put_in_reading_order(letters: &mut Vec<Letter>, size: Length, units: f64) -> f32 {
    let hair = HAIR.to_emu() as f64 / size.to_emu().max(1) as f64 * units;
    let mut pen = 0.0;
    let mut placed: Vec<(f64, Letter)> = Vec::with_capacity(letters.len());
    for letter in letters.drain(..) {
        let place = if letter.advance == 0.0 { pen - hair } else { pen };
        pen += letter.advance;
        placed.push((place, letter));
    }
    placed.reverse();
    // Numbers inside the run are read from the left.
    placed.sort_by_key(|(_, letter)| letter.text.start);
    let places: Vec<f64> = placed.iter().map(|(place, _)| *place).collect();
    let next = places.iter().skip(1).chain(places.last());
    letters
        .extend(placed.into_iter().zip(next).map(|((place, letter), next)| Letter { advance: next - place, ..letter }));
    (places.first().copied().unwrap_or_default() / units) as f32
}

#[cfg(test)]
mod tests {
    use super::{Letter, letters, put_in_reading_order};
    use crate::fonts::{FaceId, Fonts};
    use crate::layout::GlyphRun;
    use crate::length::Length;
    use crate::pdf::typewriter::run;

    const SIZE: Length = Length::pt(12);

    fn run_of(text: &str) -> GlyphRun {
        run(&Fonts::embedded(), FaceId(0), SIZE, text)
    }

    fn letters_of(run: &GlyphRun) -> Vec<Letter> {
        let mut found = vec![];
        letters(run, 2048.0, &mut found);
        found
    }

    #[test]
    fn letters_read_from_the_right_are_drawn_first_letter_first_each_in_its_place() {
        let visual = letters_of(&run_of("אב גדה ו"));
        let width: f64 = visual.iter().map(|letter| letter.advance).sum();
        let first = visual.last().map_or(0.0, |letter| width - letter.advance);
        let mut drawn = letters_of(&run_of("אב גדה ו"));
        let start = put_in_reading_order(&mut drawn, SIZE, 2048.0);
        assert_eq!(drawn.len(), visual.len());
        assert_eq!(f64::from(start) * 2048.0, first);
        // Each next letter stands to the left, the last one at the left end.
        assert!(drawn.iter().rev().skip(1).all(|letter| letter.advance < 0.0));
        assert_eq!(drawn.iter().map(|letter| letter.advance).sum::<f64>(), -first);
    }

    #[test]
    fn a_number_inside_a_run_from_the_right_is_read_from_the_left() {
        let mut letters = letters_of(&run_of("אב12"));
        // As it stands on the page: the number at the left, its digits from the left.
        letters.sort_by_key(|letter| letter.text.start);
        letters.rotate_left(2);
        letters[2..].reverse();
        put_in_reading_order(&mut letters, SIZE, 2048.0);
        assert!(letters.is_sorted_by_key(|letter| letter.text.start));
    }

    #[test]
    fn gaps_are_whole_thousandths_of_an_em_and_their_sum_is_kept() {
        let mut run = run_of("a");
        let gap = 12_345;
        run.words[0].gap = gap;
        run.words = vec![run.words[0].clone(); 100];
        let plain = letters_of(&run_of("a"))[0].advance;
        let (mut drawn, mut wanted) = (0.0, 0.0);
        for letter in letters_of(&run) {
            let thousandths = (letter.advance - plain) / 2048.0 * 1000.0;
            assert!((thousandths - thousandths.round()).abs() < 1e-9, "{thousandths}");
            drawn += thousandths;
            wanted += f64::from(gap) / SIZE.to_emu() as f64 * 1000.0;
            assert!((drawn - wanted).abs() < 0.501, "{drawn} and not {wanted}");
        }
    }
}
