//! The program's faces as PDF fonts need them, each read when its first glyph is drawn.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use subsetter::{GlyphRemapper, subset};
use ttf_parser::{GlyphId, Permissions};

use crate::error::Error;
use crate::fonts::{Face, FaceId, Fonts};

/// The faces of a thread: make one set for each thread and use it for all documents of that thread.
pub struct PdfFonts {
    faces: Vec<Loaded>,
}

/// A face, and what was read of it so far.
struct Loaded {
    face: Face,
    units: OnceCell<Option<u16>>,
    characters: OnceCell<Option<harfrust::Font>>,
}

impl PdfFonts {
    /// A set in which no face has been read yet.
    pub fn new(fonts: &Fonts) -> PdfFonts {
        let loaded = |face: &Face| Loaded { face: face.clone(), units: OnceCell::new(), characters: OnceCell::new() };
        PdfFonts { faces: fonts.faces().iter().map(loaded).collect() }
    }

    /// A face that may be embedded, and its units to the em.
    pub(super) fn get(&self, id: FaceId) -> Result<(&Face, u16), Error> {
        let Some(Loaded { face, units, .. }) = self.faces.get(usize::from(id.0)) else {
            return Err(Error::Font { name: format!("number {}", id.0) });
        };
        match units.get_or_init(|| Some(parsed(face)?.units_per_em())) {
            Some(units) => Ok((face, *units)),
            None => Err(damaged(face)),
        }
    }

    /// The glyph a face has for a character that stands alone.
    pub(super) fn glyph(&self, id: FaceId, character: char) -> Option<u16> {
        let Loaded { face, characters, .. } = self.faces.get(usize::from(id.0))?;
        let font = characters.get_or_init(|| harfrust::Font::new(face.file.shared(), face.index)).as_ref()?;
        font.charmap().map_unicode(character).and_then(|glyph| u16::try_from(glyph.to_u32()).ok()).filter(|id| *id != 0)
    }
}

/// A face whose licence allows to embed it, ready to be asked.
pub(super) fn parsed(face: &Face) -> Option<ttf_parser::Face<'_>> {
    let parsed = ttf_parser::Face::parse(face.file.bytes(), face.index).ok()?;
    Some(parsed).filter(|parsed| parsed.permissions() != Some(Permissions::Restricted))
}

/// How far the pen moves behind a glyph, as the font says it.
pub(super) fn advance(parsed: &ttf_parser::Face<'_>, glyph: u16) -> u16 {
    parsed.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)
}

/// A font of these glyphs alone, and the number each has in it. Of a damaged font there is none.
pub(super) fn part(face: &Face, glyphs: impl Iterator<Item = u16>) -> Option<(Vec<u8>, GlyphRemapper)> {
    let mut numbers = GlyphRemapper::new();
    glyphs.for_each(|glyph| {
        numbers.remap(glyph);
    });
    // What reads the font trusts it in places.
    let font = catch_unwind(AssertUnwindSafe(|| subset(face.file.bytes(), face.index, &numbers)));
    Some((font.ok()?.ok()?, numbers))
}

/// Whether these characters can be drawn in a face, and the face embedded.
pub fn can_draw(face: &Face, characters: &BTreeSet<char>) -> bool {
    let embedded = || {
        let parsed = parsed(face)?;
        let charmap = harfrust::Font::new(face.file.shared(), face.index)?;
        let glyphs = characters.iter().filter_map(|character| charmap.charmap().map_unicode(*character));
        let glyphs = glyphs.map(|glyph| u16::try_from(glyph.to_u32()).ok()).collect::<Option<Vec<u16>>>()?;
        let is_inside = glyphs.iter().all(|glyph| *glyph < parsed.number_of_glyphs());
        part(face, glyphs.into_iter()).filter(|_| is_inside)
    };
    embedded().is_some()
}

/// That a face cannot be embedded, with its name as a person would say it.
pub(super) fn damaged(face: &Face) -> Error {
    let weight = if face.bold { " Bold" } else { "" };
    let slope = if face.italic { " Italic" } else { "" };
    Error::Font { name: format!("{}{weight}{slope}", face.family) }
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
        let read: Vec<bool> = fonts.faces.iter().map(|loaded| loaded.units.get().is_some()).collect();
        assert_eq!(read[..4], [false, true, false, false]);
        assert_eq!(read[4..].iter().filter(|read| **read).count(), 0);
    }

    #[test]
    fn an_unknown_face_is_an_error() {
        let fonts = PdfFonts::new(&Fonts::embedded());
        assert!(matches!(fonts.get(FaceId(99)), Err(Error::Font { .. })));
    }
}
