//! The faces text is set in: embedded in the program, read on first use, one set for each thread.

use crate::language::Language;

/// A face: an index into [`Fonts::faces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// A face and its file.
#[derive(Clone, Debug)]
pub struct Face {
    /// Family name as Word knows it.
    pub family: &'static str,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// The font file.
    pub data: &'static [u8],
    /// Index in a collection.
    pub index: u32,
}

/// All faces, in the order they are asked for a character.
#[derive(Clone, Debug)]
pub struct Fonts {
    faces: Vec<Face>,
}

macro_rules! face {
    ($family:literal, $file:literal, bold: $bold:literal, italic: $italic:literal) => {
        Face {
            family: $family,
            bold: $bold,
            italic: $italic,
            data: include_bytes!(concat!("../fonts/", $file)),
            index: 0,
        }
    };
}

impl Fonts {
    /// The faces in the program.
    pub fn embedded() -> Fonts {
        Fonts {
            faces: vec![
                face!("Liberation Serif", "liberation-serif/LiberationSerif-Regular.ttf", bold: false, italic: false),
                face!("Liberation Serif", "liberation-serif/LiberationSerif-Bold.ttf", bold: true, italic: false),
                face!("Liberation Serif", "liberation-serif/LiberationSerif-Italic.ttf", bold: false, italic: true),
                face!("Liberation Serif", "liberation-serif/LiberationSerif-BoldItalic.ttf", bold: true, italic: true),
            ],
        }
    }

    /// All faces; a [`FaceId`] is an index into them.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The face with this id.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The faces to try for a character, best first: first those of the wanted weight and slope, then the others.
    pub fn candidates(&self, bold: bool, italic: bool, _language: Language) -> Vec<FaceId> {
        let mut ids: Vec<FaceId> = (0..self.faces.len()).map(|at| FaceId(at as u16)).collect();
        ids.sort_by_key(|id| {
            let face = self.face(*id);
            (face.bold != bold, face.italic != italic)
        });
        ids
    }
}
