//! Runs that are read from the right, drawn so that the letters are found in order, both by programs that take them in the
//! order of drawing (ISO 32000-1, 14.8.2.3.3) and by those that sort them by place.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::char::is_combining_mark;

use super::content::Content;
use super::object::thousandths_of_pt;
use super::runs::{Letter, Pen, Setting};
use super::shapes;
use crate::error::Error;
use crate::length::Length;

/// How the letters of a cluster come into the file.
#[derive(Debug)]
enum Part {
    /// As glyphs, read as they are seen.
    Plain(Vec<Letter>),
    /// As shapes that cannot be read, and letters for the same text that cannot be seen.
    Apart { seen: Vec<Letter>, read: Vec<Letter> },
}

/// A hundredth of a point: what cannot be seen but decides which of two glyphs stands farther left.
const HAIR: Length = Length::emu(127);

/// Draws a run whose letters are given in visual order.
pub(super) fn draw(
    letters: &[Letter],
    setting: &Setting<'_>,
    pen: &mut Pen<'_>,
    content: &mut Content,
) -> Result<(), Error> {
    let hair = HAIR.to_emu() as f64 / setting.run.size.to_emu().max(1) as f64 * setting.units;
    let (face, fonts) = (setting.run.face, pen.fonts);
    for part in parts(in_reading_order(letters), &setting.run.text, hair, |c| fonts.glyph(face, c)) {
        match part {
            Part::Plain(letters) => pen.string(&letters, setting, content)?,
            Part::Apart { seen, read } => {
                content.invisible(true);
                pen.string(&read, setting, content)?;
                content.invisible(false);
                for letter in seen {
                    let x = thousandths_of_pt(setting.at.x) + setting.points(letter.pen + f64::from(letter.x_offset));
                    let y = setting.at.y - setting.run.size.scale(letter.y_offset.into(), setting.units as i64);
                    let scale = f64::from(setting.run.size.to_pt()) / setting.units;
                    content.draw(&shapes::name(face, letter.id), (x, y), scale, scale);
                    pen.shapes.insert((face, letter.id));
                }
            }
        }
    }
    Ok(())
}

/// The letters with the first one that is read first. Of the glyphs of one letter the left one comes last.
fn in_reading_order(letters: &[Letter]) -> Vec<Letter> {
    let mut letters: Vec<Letter> = letters.iter().rev().cloned().collect();
    // Numbers inside the run are read from the left.
    letters.sort_by_key(|letter| letter.text.start);
    letters
}

/// Takes the clusters apart that are not one glyph for one letter: a letter and its marks in one, or a mark, which stands
/// over its letter and not beside it, where a program that sorts by place looks for it. Each mark, and each letter
/// without a width such as the alif that stands on a lam, goes a hair to the left of what it follows.
fn parts(letters: Vec<Letter>, text: &str, hair: f64, glyph: impl Fn(char) -> Option<u16>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut last = None;
    for cluster in letters.chunk_by(|one, next| one.text == next.text) {
        let read = if is_plain(cluster, text) { None } else { apart(cluster, text, hair, last, &glyph) };
        if let Some(read) = read {
            last = read.last().map(|letter| letter.pen);
            parts.push(Part::Apart { seen: cluster.to_vec(), read });
            continue;
        }
        for letter in cluster {
            let pen = if letter.advance == 0.0 { last.unwrap_or(letter.pen) - hair } else { letter.pen };
            last = Some(pen);
            let letter = Letter { pen, ..letter.clone() };
            match parts.last_mut() {
                Some(Part::Plain(letters)) => letters.push(letter),
                _ => parts.push(Part::Plain(vec![letter])),
            }
        }
    }
    parts
}

/// Whether a cluster is one glyph for one letter, or nothing of a script that is written from the right.
fn is_plain(cluster: &[Letter], text: &str) -> bool {
    let Some(letter) = cluster.first() else { return true };
    let shown = text.get(letter.text.clone()).unwrap_or_default();
    let is_mark = letter.advance == 0.0 && (letter.x_offset, letter.y_offset) != (0, 0);
    let is_one_for_one = cluster.len() == 1 && !is_mark && shown.chars().nth(1).is_none();
    let is_from_the_right = |c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL);
    is_one_for_one || !(shown.contains(is_from_the_right) || shown.chars().all(is_combining_mark))
}

/// A glyph for each character of a cluster, letters spread over its width from the right, or nothing if the face has none
/// for one of them.
fn apart(
    cluster: &[Letter],
    text: &str,
    hair: f64,
    mut last: Option<f64>,
    glyph: impl Fn(char) -> Option<u16>,
) -> Option<Vec<Letter>> {
    let range = cluster.first()?.text.clone();
    let shown = text.get(range.clone())?;
    let left = cluster.iter().map(|letter| letter.pen).fold(f64::INFINITY, f64::min);
    let width: f64 = cluster.iter().map(|letter| letter.advance).sum();
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
        let text = start..start + c.len_utf8();
        read.push(Letter { id: glyph(c)?, pen, advance: 0.0, x_offset: 0, y_offset: 0, text });
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use super::{Part, in_reading_order, parts};
    use crate::fonts::{FaceId, Fonts, Scripts};
    use crate::length::Length;
    use crate::write::pdf::PdfFonts;
    use crate::write::pdf::runs::{Letter, letters};
    use crate::write::pdf::typewriter::run;

    const UNITS: f64 = 1000.0;
    const HAIR: f64 = 1.0;

    fn naskh() -> FaceId {
        let fonts = Fonts::embedded();
        let at = fonts.faces().iter().position(|face| face.scripts == Scripts::Arabic).expect("a face for Arabic");
        FaceId(u16::try_from(at).expect("few faces"))
    }

    fn reading_order(face: FaceId, text: &str) -> Vec<Letter> {
        let mut visual = vec![];
        letters(&run(&Fonts::embedded(), face, Length::pt(12), text), UNITS, &mut visual);
        in_reading_order(&visual)
    }

    fn parts_of(text: &str) -> Vec<Part> {
        let fonts = PdfFonts::new(&Fonts::embedded());
        parts(reading_order(naskh(), text), text, HAIR, |c| fonts.glyph(naskh(), c))
    }

    /// What is read, in the order of drawing, each with its place.
    fn read(parts: &[Part]) -> Vec<&Letter> {
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
        assert!(letters.is_sorted_by_key(|letter| letter.text.start));
        for (letter, next) in letters.iter().zip(&letters[1..]) {
            assert_eq!(next.pen + next.advance, letter.pen, "the next letter ends where this one starts");
        }
        assert_eq!(letters.last().map(|last| last.pen), Some(0.0));
    }

    #[test]
    fn a_number_is_read_from_the_left() {
        let mut letters = reading_order(FaceId(0), "אב12");
        // As it stands on the page: the number at the left, its digits from the left.
        letters.sort_by_key(|letter| letter.text.start);
        letters.rotate_left(2);
        letters[2..].reverse();
        assert!(in_reading_order(&letters).is_sorted_by_key(|letter| letter.text.start));
    }

    #[test]
    fn whether_by_drawing_or_by_place_marks_are_read_after_their_letters() {
        for text in ["كَتَبَ", "متكلَّم", "لَا", "إِنَّ", "لِلَّٰهِ", "اللَّائِقِ"]
        {
            let parts = parts_of(text);
            let read = read(&parts);
            let drawn: String = read.iter().map(|letter| &text[letter.text.clone()]).collect();
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
        assert_eq!(&seen[0], &whole[1]);
        assert_ne!(seen[0].x_offset, 0);
        assert_eq!((read[0].pen, read[0].x_offset), (letters[0].pen - HAIR, 0));
    }

    #[test]
    fn a_mark_without_a_glyph_of_its_own_stays_as_it_is_seen() {
        let text = "بَ";
        let parts = parts(reading_order(naskh(), text), text, HAIR, |_| None);
        assert!(matches!(parts.as_slice(), [Part::Plain(letters)] if letters.len() == 2), "{parts:?}");
    }
}
