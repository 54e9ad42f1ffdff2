//! What each glyph is read as. In a PDF font a glyph has one text (ISO 32000-1, 9.10.3), but the glyph of `(` is also that of
//! a mirrored `)`, and one hyphen serves for several. A second text takes a second copy of the font with those glyphs alone:
//! a replacement text (`ActualText`) would do too, but some readers lose the rest of the paragraph at it.

use krilla::text::Font;

use super::fonts::PdfFonts;
use crate::error::Error;
use crate::fonts::FaceId;

/// The copies of each face in one file.
pub(super) struct Readings<'a> {
    fonts: &'a PdfFonts,
    /// By the number of the face.
    faces: Vec<Vec<Copy>>,
}

/// A copy of a face: its font, and what each glyph is read as, by the number of the glyph.
struct Copy {
    font: Font,
    texts: Vec<Option<Box<str>>>,
}

/// No glyph has so many texts in an honest report. Where there are more, the PDF library helps itself with a replacement
/// text.
const COPIES: usize = 8;

impl<'a> Readings<'a> {
    pub(super) fn new(fonts: &'a PdfFonts) -> Readings<'a> {
        Readings { fonts, faces: Vec::new() }
    }

    /// The font of a copy of a face; the first copy is the face itself.
    pub(super) fn font(&mut self, face: FaceId, copy: usize) -> Result<Font, Error> {
        let at = usize::from(face.0);
        if self.faces.len() <= at {
            self.faces.resize_with(at + 1, Vec::new);
        }
        let copies = &mut self.faces[at];
        while copies.len() <= copy {
            let font = self.fonts.copy(face, copies.len())?;
            copies.push(Copy { font, texts: Vec::new() });
        }
        Ok(copies[copy].font.clone())
    }

    /// The copy of a face in which a glyph is read as this text.
    pub(super) fn copy(&mut self, face: FaceId, glyph: u16, text: &str) -> Result<usize, Error> {
        // Nearly always the first.
        let first = self.faces.get(usize::from(face.0)).and_then(|copies| copies.first());
        match first.and_then(|first| first.texts.get(usize::from(glyph))) {
            Some(Some(known)) if **known == *text => Ok(0),
            _ => self.find(face, glyph, text),
        }
    }

    fn find(&mut self, face: FaceId, glyph: u16, text: &str) -> Result<usize, Error> {
        for at in 0..COPIES {
            if self.faces.get(usize::from(face.0)).is_none_or(|copies| copies.len() <= at) {
                self.font(face, at)?;
            }
            let texts = &mut self.faces[usize::from(face.0)][at].texts;
            let glyph = usize::from(glyph);
            match texts.get(glyph) {
                Some(Some(known)) if **known == *text => return Ok(at),
                Some(Some(_)) => continue,
                Some(None) => {}
                None => texts.resize(glyph + 1, None),
            }
            texts[glyph] = Some(text.into());
            return Ok(at);
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{COPIES, Readings};
    use crate::fonts::{FaceId, Fonts};
    use crate::write::pdf::PdfFonts;

    #[test]
    fn each_text_of_a_glyph_has_a_copy_of_its_own_until_they_are_too_many() {
        let fonts = PdfFonts::new(&Fonts::embedded());
        let mut readings = Readings::new(&fonts);
        let mut copy = |glyph, text: &str| readings.copy(FaceId(0), glyph, text).expect("the face can be read");
        assert_eq!((copy(7, "("), copy(7, ")"), copy(8, ")"), copy(7, ")"), copy(7, "(")), (0, 1, 0, 1, 0));
        let copies: Vec<usize> = (0..20).map(|n| copy(9, &n.to_string())).collect();
        assert_eq!(copies[..COPIES], [0, 1, 2, 3, 4, 5, 6, 7]);
        assert!(copies[COPIES..].iter().all(|copy| *copy == 0));
        assert_ne!(readings.font(FaceId(0), 0).ok(), readings.font(FaceId(0), 1).ok());
    }
}
