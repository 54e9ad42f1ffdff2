//! The program's faces as the PDF library's fonts, each read when its first glyph is drawn.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use krilla::geom::Point;
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};

use crate::error::Error;
use crate::fonts::{Face, FaceId, Fonts};

/// The PDF library's fonts: make one set for each thread and use it for all documents of that thread.
///
/// The library counts references on every run of glyphs, so two threads sharing a set are slower than one thread alone;
/// the cells inside make the set unshareable between threads.
pub struct PdfFonts {
    faces: Vec<Loaded>,
}

/// A face, and what was made of it so far.
struct Loaded {
    face: Face,
    font: OnceCell<Option<Font>>,
    characters: OnceCell<Option<harfrust::Font>>,
}

impl PdfFonts {
    /// A set in which no face has been read yet.
    pub fn new(fonts: &Fonts) -> PdfFonts {
        let loaded = |face: &Face| Loaded { face: face.clone(), font: OnceCell::new(), characters: OnceCell::new() };
        PdfFonts { faces: fonts.faces().iter().map(loaded).collect() }
    }

    /// The font of a face, read at the first call.
    pub(super) fn get(&self, id: FaceId) -> Result<Font, Error> {
        let Some(Loaded { face, font, .. }) = self.faces.get(usize::from(id.0)) else {
            return Err(Error::Font { name: format!("number {}", id.0) });
        };
        match font.get_or_init(|| Font::new(face.file.shared().into(), face.index)) {
            Some(font) => Ok(font.clone()),
            None => Err(Error::Font { name: name(face) }),
        }
    }

    /// A font of the same face that the PDF library takes for another one: it knows fonts apart by their place in a space
    /// of variants too, and this face has none.
    pub(super) fn copy(&self, id: FaceId, number: usize) -> Result<Font, Error> {
        let font = self.get(id)?;
        let Some(Loaded { face, .. }) = self.faces.get(usize::from(id.0)).filter(|_| number > 0) else {
            return Ok(font);
        };
        let place = [(Tag::new(b"COPY"), number as f32)];
        Font::new_variable(face.file.shared().into(), face.index, &place)
            .ok_or_else(|| Error::Font { name: name(face) })
    }

    /// The glyph a face has for a character that stands alone.
    pub(super) fn glyph(&self, id: FaceId, character: char) -> Option<u16> {
        let Loaded { face, characters, .. } = self.faces.get(usize::from(id.0))?;
        let font = characters.get_or_init(|| harfrust::Font::new(face.file.shared(), face.index)).as_ref()?;
        font.charmap().map_unicode(character).and_then(|glyph| u16::try_from(glyph.to_u32()).ok()).filter(|id| *id != 0)
    }
}

/// Whether the PDF library can draw these characters in a face and write the file. It panics on some damaged fonts.
pub fn can_draw(face: &Face, characters: &BTreeSet<char>) -> bool {
    let page = || -> Option<bool> {
        let font = Font::new(face.file.shared().into(), face.index)?;
        let charmap = harfrust::Font::new(face.file.shared(), face.index)?;
        let glyphs: Vec<KrillaGlyph> = characters
            .iter()
            .filter_map(|character| charmap.charmap().map_unicode(*character))
            .map(|glyph| KrillaGlyph::new(GlyphId::new(glyph.to_u32()), 1.0, 0.0, 0.0, 0.0, 0..0, None))
            .collect();
        let mut pdf = krilla::Document::new();
        let mut page = pdf.start_page();
        let mut surface = page.surface();
        surface.draw_glyphs(Point::from_xy(0.0, 0.0), &glyphs, font, "", 10.0, false);
        surface.finish();
        page.finish();
        Some(pdf.finish().is_ok())
    };
    catch_unwind(AssertUnwindSafe(page)).ok().flatten() == Some(true)
}

/// A face's name as a person would say it.
fn name(face: &Face) -> String {
    let weight = if face.bold { " Bold" } else { "" };
    let slope = if face.italic { " Italic" } else { "" };
    format!("{}{weight}{slope}", face.family)
}

#[cfg(test)]
mod tests {
    use super::PdfFonts;
    use crate::error::Error;
    use crate::fonts::{FaceId, Fonts};

    #[test]
    fn only_the_faces_that_are_asked_for_are_read() {
        let fonts = PdfFonts::new(&Fonts::embedded());
        assert!(fonts.get(FaceId(1)).is_ok());
        let read: Vec<bool> = fonts.faces.iter().map(|loaded| loaded.font.get().is_some()).collect();
        assert_eq!(read[..4], [false, true, false, false]);
        assert_eq!(read[4..].iter().filter(|read| **read).count(), 0);
    }

    #[test]
    fn an_unknown_face_is_an_error() {
        let fonts = PdfFonts::new(&Fonts::embedded());
        assert!(matches!(fonts.get(FaceId(99)), Err(Error::Font { .. })));
    }
}
