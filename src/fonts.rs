//! The faces text is set in: embedded in the program, read on first use, one set for each thread.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::facts::language::{Language, Script};

/// A face: an index into [`Fonts::faces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// The scripts a family was drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// Latin, Cyrillic, Greek, Hebrew.
    Alphabets,
    /// Arabic.
    Arabic,
    /// Chinese.
    Chinese,
    /// Unknown: a face that was added, asked after all others.
    Other,
}

/// The bytes of a font file, shared by all who read it: a copy costs nothing, and the last one frees them.
#[derive(Clone)]
pub struct FontFile(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl FontFile {
    /// A file that is in the program.
    fn embedded(bytes: &'static [u8]) -> FontFile {
        FontFile(Arc::new(bytes))
    }

    /// A file that was read.
    pub fn new(bytes: Vec<u8>) -> FontFile {
        FontFile(Arc::new(bytes))
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        (*self.0).as_ref()
    }

    /// The bytes, as libraries that share them ask for them.
    pub fn shared(&self) -> Arc<dyn AsRef<[u8]> + Send + Sync> {
        Arc::clone(&self.0)
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes().len())
    }
}

/// A face and its file.
#[derive(Clone, Debug)]
pub struct Face {
    /// Family name as Word knows it.
    pub family: Cow<'static, str>,
    /// What it was drawn for.
    pub scripts: Scripts,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// The font file.
    pub file: FontFile,
    /// Index in a collection.
    pub index: u32,
}

/// All faces, in the order they are asked for a character.
#[derive(Clone, Debug)]
pub struct Fonts {
    faces: Vec<Face>,
}

macro_rules! face {
    ($family:literal, $scripts:ident, $file:literal, bold: $bold:literal, italic: $italic:literal) => {
        Face {
            family: Cow::Borrowed($family),
            scripts: Scripts::$scripts,
            bold: $bold,
            italic: $italic,
            file: FontFile::embedded(include_bytes!(concat!("../fonts/", $file))),
            index: 0,
        }
    };
}

impl Fonts {
    /// The faces in the program. Chinese faces are left out where it was built without the feature `cjk`.
    pub fn embedded() -> Fonts {
        let mut faces = vec![
            face!("Liberation Serif", Alphabets, "liberation-serif/LiberationSerif-Regular.ttf", bold: false, italic: false),
            face!("Liberation Serif", Alphabets, "liberation-serif/LiberationSerif-Bold.ttf", bold: true, italic: false),
            face!("Liberation Serif", Alphabets, "liberation-serif/LiberationSerif-Italic.ttf", bold: false, italic: true),
            face!("Liberation Serif", Alphabets, "liberation-serif/LiberationSerif-BoldItalic.ttf", bold: true, italic: true),
            face!("Noto Naskh Arabic", Arabic, "noto-naskh-arabic/NotoNaskhArabic-Regular.ttf", bold: false, italic: false),
            face!("Noto Naskh Arabic", Arabic, "noto-naskh-arabic/NotoNaskhArabic-Bold.ttf", bold: true, italic: false),
        ];
        if cfg!(feature = "cjk") {
            faces.extend(chinese());
        }
        Fonts { faces }
    }

    /// The same with further faces, which are asked for what no embedded face has.
    #[must_use]
    pub fn with(mut self, further: &[Face]) -> Fonts {
        self.faces.extend_from_slice(further);
        self
    }

    /// Whether there are further faces than the embedded ones.
    pub(crate) fn are_extended(&self) -> bool {
        self.faces.iter().any(|face| face.scripts == Scripts::Other)
    }

    /// All faces; a [`FaceId`] is an index into them.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The face with this id.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The faces to try for a character, best first: those for the script, then the other embedded ones, then those that
    /// were added; among them first those of the wanted weight and slope.
    pub fn candidates(&self, bold: bool, italic: bool, language: Language) -> Vec<FaceId> {
        let own = match language.script() {
            Script::Arabic => Scripts::Arabic,
            Script::Chinese => Scripts::Chinese,
            Script::Cyrillic | Script::Latin => Scripts::Alphabets,
        };
        let mut ids: Vec<FaceId> = (0..self.faces.len()).map(|at| FaceId(at as u16)).collect();
        ids.sort_by_key(|id| {
            let face = self.face(*id);
            let rank = match face.scripts {
                scripts if scripts == own => 0,
                Scripts::Alphabets => 1,
                Scripts::Arabic | Scripts::Chinese => 2,
                Scripts::Other => 3,
            };
            (rank, face.bold != bold, face.italic != italic)
        });
        ids
    }
}

#[cfg(feature = "cjk")]
fn chinese() -> Vec<Face> {
    vec![
        face!("Noto Serif CJK SC", Chinese, "noto-serif-cjk-sc/NotoSerifCJKsc-Regular.otf", bold: false, italic: false),
        face!("Noto Serif CJK SC", Chinese, "noto-serif-cjk-sc/NotoSerifCJKsc-Bold.otf", bold: true, italic: false),
    ]
}

#[cfg(not(feature = "cjk"))]
fn chinese() -> Vec<Face> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::{Fonts, Scripts};
    use crate::facts::language::Language;

    #[test]
    fn the_faces_for_a_script_are_asked_first_and_added_ones_last() {
        let mut added = Fonts::embedded().faces()[0].clone();
        added.scripts = Scripts::Other;
        let fonts = Fonts::embedded().with(&[added]);
        let first = |bold, italic, language| {
            let face = fonts.face(fonts.candidates(bold, italic, language)[0]);
            (face.family.to_string(), face.bold, face.italic)
        };
        assert_eq!(first(true, true, Language::Ru), ("Liberation Serif".to_owned(), true, true));
        assert_eq!(first(true, true, Language::Ar), ("Noto Naskh Arabic".to_owned(), true, false));
        for language in Language::ALL {
            let ids = fonts.candidates(false, false, language);
            assert_eq!(ids.len(), fonts.faces().len());
            assert_eq!(ids.last().map(|id| fonts.face(*id).scripts), Some(Scripts::Other));
        }
    }
}
