//! Runs that are read from the right, drawn so that the letters are found in order, both by programs that take them in the
//! order of drawing (ISO 32000-1, 14.8.2.3.3) and by those that sort them by place.

use krilla::geom::{Point as PdfPoint, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{Font, KrillaGlyph};
use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::char::is_combining_mark;

use super::fonts::PdfFonts;
use super::readings::Readings;
use super::runs::{Letter, text_of};
use crate::error::Error;
use crate::layout::{GlyphRun, Point};
use crate::length::Length;

/// What a run is drawn with.
pub(super) struct Setting<'a> {
    /// Where its base line starts.
    pub(super) at: Point,
    pub(super) run: &'a GlyphRun,
    pub(super) fonts: &'a PdfFonts,
    pub(super) font: Font,
    pub(super) units: f64,
}

/// A letter and where the pen stands before it, from the left end of its run.
#[derive(Clone, Debug)]
struct Placed {
    pen: f64,
    letter: Letter,
}

/// How the letters of a cluster come into the file.
#[derive(Debug)]
enum Part {
    /// As glyphs, read as they are seen.
    Plain(Vec<Placed>),
    /// As shapes that cannot be read, and letters for the same text that cannot be seen.
    Apart { seen: Vec<Placed>, read: Vec<Placed> },
}

/// A hundredth of a point: what cannot be seen but decides which of two glyphs stands farther left.
const HAIR: Length = Length::emu(127);

/// Draws a run whose letters are given in visual order.
pub(super) fn draw(
    letters: &[Letter],
    setting: &Setting<'_>,
    readings: &mut Readings<'_>,
    surface: &mut Surface<'_>,
) -> Result<(), Error> {
    let hair = HAIR.to_emu() as f64 / setting.run.size.to_emu().max(1) as f64 * setting.units;
    let glyph = |c: char| setting.fonts.glyph(setting.run.face, c);
    for part in parts(in_reading_order(letters), &setting.run.text, hair, glyph) {
        match part {
            Part::Plain(letters) => setting.draw(&letters, readings, surface)?,
            Part::Apart { seen, read } => {
                let fill = surface.get_fill().cloned();
                surface.set_fill(Some(Fill { opacity: NormalizedF32::ZERO, ..Fill::default() }));
                let drawn = setting.draw(&read, readings, surface);
                surface.set_fill(fill);
                drawn?;
                seen.iter().for_each(|placed| setting.draw_shape(placed, surface));
            }
        }
    }
    Ok(())
}

impl Setting<'_> {
    /// Draws letters as glyphs, those of one copy of the font together.
    fn draw(&self, letters: &[Placed], readings: &mut Readings<'_>, surface: &mut Surface<'_>) -> Result<(), Error> {
        let mut copies = Vec::with_capacity(letters.len());
        for Placed { letter, .. } in letters {
            copies.push(readings.copy(self.run.face, letter.id, text_of(self.run, letter)?)?);
        }
        let mut at = 0;
        for same in copies.chunk_by(|one, next| one == next) {
            let some = &letters[at..at + same.len()];
            at += same.len();
            let (Some(first), Some(copy)) = (some.first(), same.first()) else { continue };
            let ends = some.iter().skip(1).map(|next| next.pen).chain([0.0]);
            let glyphs: Vec<KrillaGlyph> =
                some.iter().zip(ends).map(|(one, end)| one.letter.glyph(end - one.pen, self.units)).collect();
            let start = PdfPoint::from_xy(self.at.x.to_pt() + self.points(first.pen), self.at.y.to_pt());
            let font = readings.font(self.run.face, *copy)?;
            surface.draw_glyphs(start, &glyphs, font, &self.run.text, self.run.size.to_pt(), false);
        }
        Ok(())
    }

    /// Draws the mere shape of a letter, in a group: the same shape comes into the file once.
    fn draw_shape(&self, placed: &Placed, surface: &mut Surface<'_>) {
        let letter = Letter { x_offset: 0, y_offset: 0, ..placed.letter.clone() };
        let x = self.at.x.to_pt() + self.points(placed.pen + f64::from(placed.letter.x_offset));
        let y = self.at.y.to_pt() - self.points(placed.letter.y_offset.into());
        let size = self.run.size.to_pt();
        surface.push_transform(&Transform::from_translate(x, y));
        surface.push_isolated();
        let glyph = [letter.glyph(0.0, self.units)];
        surface.draw_glyphs(PdfPoint::from_xy(0.0, 0.0), &glyph, self.font.clone(), &self.run.text, size, true);
        surface.pop();
        surface.pop();
    }

    /// Font units as points at the run's size.
    fn points(&self, units: f64) -> f32 {
        (units / self.units) as f32 * self.run.size.to_pt()
    }
}

/// The letters with their places, the first one that is read first. Of the glyphs of one letter the left one comes last.
fn in_reading_order(letters: &[Letter]) -> Vec<Placed> {
    let mut pen = 0.0;
    let mut placed: Vec<Placed> = Vec::with_capacity(letters.len());
    for letter in letters {
        placed.push(Placed { pen, letter: letter.clone() });
        pen += letter.advance;
    }
    placed.reverse();
    // Numbers inside the run are read from the left.
    placed.sort_by_key(|placed| placed.letter.text.start);
    placed
}

/// Takes the clusters apart that are not one glyph for one letter: a letter and its marks in one, or a mark, which stands
/// over its letter and not beside it, where a program that sorts by place looks for it. Each mark, and each letter
/// without a width such as the alif that stands on a lam, goes a hair to the left of what it follows.
fn parts(letters: Vec<Placed>, text: &str, hair: f64, glyph: impl Fn(char) -> Option<u16>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut last = None;
    for cluster in letters.chunk_by(|one, next| one.letter.text == next.letter.text) {
        let read = if is_plain(cluster, text) { None } else { apart(cluster, text, hair, last, &glyph) };
        if let Some(read) = read {
            last = read.last().map(|letter| letter.pen);
            parts.push(Part::Apart { seen: cluster.to_vec(), read });
            continue;
        }
        for placed in cluster {
            let pen = if placed.letter.advance == 0.0 { last.unwrap_or(placed.pen) - hair } else { placed.pen };
            last = Some(pen);
            let placed = Placed { pen, letter: placed.letter.clone() };
            match parts.last_mut() {
                Some(Part::Plain(letters)) => letters.push(placed),
                _ => parts.push(Part::Plain(vec![placed])),
            }
        }
    }
    parts
}

/// Whether a cluster is one glyph for one letter, or nothing of a script that is written from the right.
fn is_plain(cluster: &[Placed], text: &str) -> bool {
    let Some(Placed { letter, .. }) = cluster.first() else { return true };
    let shown = text.get(letter.text.clone()).unwrap_or_default();
    let is_mark = letter.advance == 0.0 && (letter.x_offset, letter.y_offset) != (0, 0);
    let is_one_for_one = cluster.len() == 1 && !is_mark && shown.chars().nth(1).is_none();
    let is_from_the_right = |c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL);
    is_one_for_one || !(shown.contains(is_from_the_right) || shown.chars().all(is_combining_mark))
}

/// A glyph for each character of a cluster, letters spread over its width from the right, or nothing if the face has none
/// for one of them.
fn apart(
    cluster: &[Placed],
    text: &str,
    hair: f64,
    mut last: Option<f64>,
    glyph: impl Fn(char) -> Option<u16>,
) -> Option<Vec<Placed>> {
    let range = cluster.first()?.letter.text.clone();
    let shown = text.get(range.clone())?;
    let left = cluster.iter().map(|placed| placed.pen).fold(f64::INFINITY, f64::min);
    let width: f64 = cluster.iter().map(|placed| placed.letter.advance).sum();
    let letters = shown.chars().filter(|c| !is_combining_mark(*c)).count() as f64;
    let mut before = 0.0;
    let mut read = Vec::new();
    for (at, c) in shown.char_indices() {
        let pen = if is_combining_mark(c) {
            last.unwrap_or(left) - hair
        } else {
            before += 1.0;
            left + width * (letters - before) / letters
        };
        last = Some(pen);
        let start = range.start + at;
        let letter =
            Letter { id: glyph(c)?, advance: 0.0, x_offset: 0, y_offset: 0, text: start..start + c.len_utf8() };
        read.push(Placed { pen, letter });
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use super::{Part, Placed, in_reading_order, parts};
    use crate::fonts::{FaceId, Fonts, Scripts};
    use crate::length::Length;
    use crate::pdf::PdfFonts;
    use crate::pdf::runs::letters;
    use crate::pdf::typewriter::run;

    const UNITS: f64 = 1000.0;
    const HAIR: f64 = 1.0;

    fn naskh() -> FaceId {
        let fonts = Fonts::embedded();
        let at = fonts.faces().iter().position(|face| face.scripts == Scripts::Arabic).expect("a face for Arabic");
        FaceId(u16::try_from(at).expect("few faces"))
    }

    fn reading_order(face: FaceId, text: &str) -> Vec<Placed> {
        let mut visual = vec![];
        letters(&run(&Fonts::embedded(), face, Length::pt(12), text), UNITS, &mut visual);
        in_reading_order(&visual)
    }

    fn parts_of(text: &str) -> Vec<Part> {
        let fonts = PdfFonts::new(&Fonts::embedded());
        parts(reading_order(naskh(), text), text, HAIR, |c| fonts.glyph(naskh(), c))
    }

    /// What is read, in the order of drawing, each with its place.
    fn read(parts: &[Part]) -> Vec<&Placed> {
        let letters = parts.iter().flat_map(|part| match part {
            Part::Plain(letters) | Part::Apart { read: letters, .. } => letters,
        });
        letters.collect()
    }

    #[test]
    fn letters_are_drawn_first_letter_first_each_in_its_place() {
        let parts = parts_of("بيت كبير");
        let [Part::Plain(letters)] = parts.as_slice() else { panic!("one part: {parts:?}") };
        assert_eq!(letters.len(), 8);
        assert!(letters.is_sorted_by_key(|placed| placed.letter.text.start));
        for (letter, next) in letters.iter().zip(&letters[1..]) {
            assert_eq!(next.pen + next.letter.advance, letter.pen, "the next letter ends where this one starts");
        }
        assert_eq!(letters.last().map(|last| last.pen), Some(0.0));
    }

    #[test]
    fn a_number_is_read_from_the_left() {
        let mut letters = reading_order(FaceId(0), "אב12");
        // As it stands on the page: the number at the left, its digits from the left.
        letters.sort_by_key(|placed| placed.letter.text.start);
        letters.rotate_left(2);
        letters[2..].reverse();
        let visual: Vec<_> = letters.into_iter().map(|placed| placed.letter).collect();
        assert!(in_reading_order(&visual).is_sorted_by_key(|placed| placed.letter.text.start));
    }

    #[test]
    fn whether_by_drawing_or_by_place_marks_are_read_after_their_letters() {
        for text in ["كَتَبَ", "متكلَّم", "لَا", "إِنَّ", "لِلَّٰهِ", "اللَّائِقِ"]
        {
            let parts = parts_of(text);
            let read = read(&parts);
            let drawn: String = read.iter().map(|placed| &text[placed.letter.text.clone()]).collect();
            assert_eq!(drawn, text);
            assert!(read.windows(2).all(|pair| pair[1].pen < pair[0].pen), "{text}: {read:?}");
        }
    }

    #[test]
    fn a_mark_is_seen_where_the_shaper_put_it() {
        let text = "بَ";
        let parts = parts_of(text);
        let [Part::Plain(letters), Part::Apart { seen, read }] = parts.as_slice() else { panic!("{parts:?}") };
        let whole = reading_order(naskh(), text);
        assert_eq!((letters.len(), seen.len(), read.len()), (1, 1, 1));
        assert_eq!((seen[0].pen, &seen[0].letter), (whole[1].pen, &whole[1].letter));
        assert_ne!(seen[0].letter.x_offset, 0);
        assert_eq!((read[0].pen, read[0].letter.x_offset), (letters[0].pen - HAIR, 0));
    }

    #[test]
    fn a_mark_without_a_glyph_of_its_own_stays_as_it_is_seen() {
        let text = "بَ";
        let parts = parts(reading_order(naskh(), text), text, HAIR, |_| None);
        assert!(matches!(parts.as_slice(), [Part::Plain(letters)] if letters.len() == 2), "{parts:?}");
    }
}
