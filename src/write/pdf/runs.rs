//! Writes glyph runs as strings in the page's content, widths in ems.

use std::ops::Range;

use krilla::geom::Point as PdfPoint;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::fonts::PdfFonts;
use super::from_the_right;
use super::readings::Readings;
use crate::error::Error;
use crate::pages::{GlyphRun, Point};
use crate::text::letters::is_invisible;

/// Draws glyph runs.
pub(super) struct Pen<'a> {
    fonts: &'a PdfFonts,
    readings: Readings<'a>,
    /// Kept for its allocation.
    letters: Vec<Letter>,
}

/// A glyph on its way into the file, in font units. Its advance includes the gap behind it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    pub(super) id: u16,
    /// Where the pen stands before it, from the left end of the run.
    pub(super) pen: f64,
    pub(super) advance: f64,
    pub(super) x_offset: i32,
    pub(super) y_offset: i32,
    pub(super) text: Range<usize>,
}

impl Letter {
    /// As the PDF library takes it, in ems; the pen moves on to `end`.
    pub(super) fn glyph(&self, end: f64, units: f64) -> KrillaGlyph {
        let ems = |length: f64| (length / units) as f32;
        let (x, y) = (ems(self.x_offset.into()), ems(self.y_offset.into()));
        KrillaGlyph::new(GlyphId::new(self.id.into()), ems(end - self.pen), x, y, 0.0, self.text.clone(), None)
    }
}

impl<'a> Pen<'a> {
    pub(super) fn new(fonts: &'a PdfFonts) -> Pen<'a> {
        Pen { fonts, readings: Readings::new(fonts), letters: Vec::new() }
    }

    /// Draws a run whose base line starts at `at`: the first letter first, also where it is read from the right.
    pub(super) fn draw(&mut self, at: Point, run: &GlyphRun, surface: &mut Surface<'_>) -> Result<(), Error> {
        let font = self.readings.font(run.face, 0)?;
        let units = f64::from(font.units_per_em());
        letters(run, units, &mut self.letters);
        let setting = Setting { at, run, fonts: self.fonts, font, units };
        if is_reversed(&self.letters) {
            from_the_right::draw(&self.letters, &setting, &mut self.readings, surface)
        } else {
            setting.draw(&self.letters, &mut self.readings, surface)
        }
    }
}

/// What a run is drawn with.
pub(super) struct Setting<'a> {
    /// Where its base line starts.
    pub(super) at: Point,
    pub(super) run: &'a GlyphRun,
    pub(super) fonts: &'a PdfFonts,
    pub(super) font: Font,
    pub(super) units: f64,
}

impl Setting<'_> {
    /// Draws letters, those of one copy of the font together: nearly always all.
    pub(super) fn draw(
        &self,
        letters: &[Letter],
        readings: &mut Readings<'_>,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        let (face, size) = (self.run.face, self.run.size.to_pt());
        let mut rest = letters;
        while let Some(first) = rest.first() {
            let copy = readings.copy(face, first.id, text_of(self.run, first)?)?;
            let mut count = 1;
            while let Some(next) = rest.get(count) {
                if readings.copy(face, next.id, text_of(self.run, next)?)? != copy {
                    break;
                }
                count += 1;
            }
            let (some, others) = rest.split_at(count);
            let ends = some.iter().skip(1).map(|next| next.pen).chain(some.last().map(|last| last.pen + last.advance));
            let glyphs: Vec<KrillaGlyph> = some.iter().zip(ends).map(|(one, end)| one.glyph(end, self.units)).collect();
            let start = PdfPoint::from_xy(self.at.x.to_pt() + self.points(first.pen), self.at.y.to_pt());
            surface.draw_glyphs(start, &glyphs, readings.font(face, copy)?, &self.run.text, size, false);
            rest = others;
        }
        Ok(())
    }

    /// Font units as points at the run's size.
    pub(super) fn points(&self, units: f64) -> f32 {
        (units / self.units) as f32 * self.run.size.to_pt()
    }
}

/// The text of a letter.
fn text_of<'r>(run: &'r GlyphRun, letter: &Letter) -> Result<&'r str, Error> {
    run.text.get(letter.text.clone()).ok_or_else(|| {
        let reason = format!("a letter of \"{}\" lies outside its text", run.text);
        Error::Pdf { reasons: vec![reason] }
    })
}

/// The glyphs of a run in visual order.
pub(super) fn letters(run: &GlyphRun, units: f64, letters: &mut Vec<Letter>) {
    letters.clear();
    let size = run.size.to_emu().max(1) as f64;
    let (mut owed, mut pen) = (0.0, 0.0);
    for word in &run.words {
        letters.extend(word.shape.glyphs.iter().map(|shaped| {
            let (start, end) = word.cluster(shaped);
            let text = shown(&run.text, start as usize..end as usize);
            let (x_offset, y_offset) = (shaped.x_offset, shaped.y_offset);
            let letter = Letter { id: shaped.id, pen, advance: shaped.advance.into(), x_offset, y_offset, text };
            pen += letter.advance;
            letter
        }));
        if let (true, Some(last)) = (word.gap != 0, letters.last_mut()) {
            // The file counts in thousandths of an em: whole ones are shorter to write, and what one gap owes the next
            // one gets, so that no word stands farther from its place than half of one.
            let wanted = owed + f64::from(word.gap) / size * 1000.0;
            owed = wanted - wanted.round();
            let gap = wanted.round() / 1000.0 * units;
            last.advance += gap;
            pen += gap;
        }
    }
}

/// The part of a cluster's text that its glyph shows. Joiners, soft hyphens and direction marks have no glyph and belong to
/// the cluster beside them; to name them the file would need a replacement text, at which some readers lose the rest of
/// the paragraph.
fn shown(text: &str, cluster: Range<usize>) -> Range<usize> {
    let Some(letters) = text.get(cluster.clone()).filter(|letters| letters.len() > 1) else { return cluster };
    let rest = letters.trim_start_matches(is_invisible);
    let kept = rest.trim_end_matches(is_invisible);
    let start = cluster.start + letters.len() - rest.len();
    let kept = match kept.chars().next() {
        // Spaces are drawn as one.
        Some(first) if kept.trim().is_empty() => first.len_utf8(),
        _ => kept.len(),
    };
    if kept == 0 { cluster } else { start..start + kept }
}

/// Whether a part of a run is read from the right: the space at the end of a line can stand on the other side of its word.
fn is_reversed(letters: &[Letter]) -> bool {
    letters.windows(2).any(|pair| pair[0].text.start > pair[1].text.start)
}

#[cfg(test)]
mod tests {
    use super::{Letter, letters, shown};
    use crate::fonts::{FaceId, Fonts};
    use crate::length::Length;
    use crate::pages::GlyphRun;
    use crate::write::pdf::typewriter::run;

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
    fn signs_without_a_glyph_are_not_in_the_text_of_their_neighbours() {
        let text = "\u{200E}a\u{AD}\u{200B}é";
        assert_eq!(shown(text, 0..9), 3..4);
        assert_eq!(shown(text, 9..11), 9..11);
        assert_eq!(shown("\u{AD}", 0..2), 0..2, "an added hyphen stays");
        assert_eq!(shown("a  b", 1..3), 1..2, "two spaces are drawn as one");
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
