//! Writes glyph runs as strings in the page's content.

use std::collections::BTreeSet;
use std::ops::Range;

use super::codes::Codes;
use super::content::Content;
use super::fonts::PdfFonts;
use super::from_the_right;
use super::object::thousandths_of_pt;
use crate::error::Error;
use crate::fonts::FaceId;
use crate::pages::{GlyphRun, Point};
use crate::text::letters::is_invisible;

/// Draws glyph runs.
pub(super) struct Pen<'a> {
    pub(super) fonts: &'a PdfFonts,
    /// What was drawn of each face, by its number.
    pub(super) faces: Vec<Option<Codes<'a>>>,
    /// The glyphs that were drawn as mere shapes.
    pub(super) shapes: BTreeSet<(FaceId, u16)>,
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

/// What a run is drawn with.
pub(super) struct Setting<'r> {
    /// Where its base line starts.
    pub(super) at: Point,
    pub(super) run: &'r GlyphRun,
    pub(super) units: f64,
}

impl<'a> Pen<'a> {
    pub(super) fn new(fonts: &'a PdfFonts) -> Pen<'a> {
        Pen { fonts, faces: Vec::new(), shapes: BTreeSet::new(), letters: Vec::new() }
    }

    /// The codes of a face.
    fn codes(&mut self, face: FaceId) -> Result<&mut Codes<'a>, Error> {
        let at = usize::from(face.0);
        if self.faces.len() <= at {
            self.faces.resize_with(at + 1, || None);
        }
        match &mut self.faces[at] {
            Some(codes) => Ok(codes),
            none => {
                let (face, units) = self.fonts.get(face)?;
                Ok(none.insert(Codes::new(face, units)))
            }
        }
    }

    /// Draws a run whose base line starts at `at`: the first letter first, also where it is read from the right.
    pub(super) fn draw(&mut self, at: Point, run: &GlyphRun, content: &mut Content) -> Result<(), Error> {
        let setting = Setting { at, run, units: self.codes(run.face)?.units };
        let mut drawn = std::mem::take(&mut self.letters);
        letters(run, setting.units, &mut drawn);
        let done = if is_reversed(&drawn) {
            from_the_right::draw(&drawn, &setting, self, content)
        } else {
            self.string(&drawn, &setting, content)
        };
        self.letters = drawn;
        done
    }

    /// Draws letters as one string.
    pub(super) fn string(
        &mut self,
        letters: &[Letter],
        setting: &Setting<'_>,
        content: &mut Content,
    ) -> Result<(), Error> {
        let Setting { at, run, units } = setting;
        let Some(first) = letters.first() else { return Ok(()) };
        let codes = self.codes(run.face)?;
        let mut cursor = first.pen + f64::from(first.x_offset);
        let x = thousandths_of_pt(at.x) + setting.points(cursor);
        content.begin(run.face, thousandths_of_pt(run.size), x, at.y);
        for cluster in letters.chunk_by(|one, next| one.text == next.text) {
            let text = text_of(run, cluster)?;
            // Several glyphs show it together; or the face has more readings than there are codes.
            let is_apart = cluster.len() > 1 || codes.get(cluster[0].id, text)?.is_none();
            if is_apart {
                content.said(Some(text));
            }
            for letter in cluster {
                if is_apart && codes.first(letter.id).is_none() {
                    codes.get(letter.id, text)?;
                }
                let reading = if is_apart { codes.first(letter.id) } else { codes.get(letter.id, text)? };
                let Some(reading) = reading else { continue };
                content.rise(setting.points(letter.y_offset.into()));
                // Whole thousandths of an em: what one place is off the next one makes good.
                let place = letter.pen + f64::from(letter.x_offset);
                if place != cursor {
                    let back = ((cursor - place) * 1000.0 / units).round();
                    if back != 0.0 {
                        content.back(back as i64);
                        cursor -= back * units / 1000.0;
                    }
                }
                content.glyph(reading.code);
                cursor += f64::from(reading.advance);
            }
            if is_apart {
                content.said(None);
            }
        }
        content.end();
        Ok(())
    }
}

impl Setting<'_> {
    /// Font units as thousandths of a point at the run's size.
    pub(super) fn points(&self, units: f64) -> i64 {
        (units / self.units * self.run.size.to_emu() as f64 / 12.7).round() as i64
    }
}

/// The text that a cluster of letters shows.
fn text_of<'r>(run: &'r GlyphRun, cluster: &[Letter]) -> Result<&'r str, Error> {
    let text = cluster.first().and_then(|first| run.text.get(first.text.clone()));
    text.ok_or_else(|| Error::Pdf { reasons: vec![format!("a letter of \"{}\" lies outside its text", run.text)] })
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
            // The file counts in thousandths of an em, and whole ones are shorter to write. The rounding error is carried to
            // the next gap, so that no word is more than half of one away from its place.
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
