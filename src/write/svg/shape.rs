//! The shapes that pages refer to: words of one face, whatever their size, and pictures. Same shape, same name.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::outline;
use crate::document::{Document, ImageFormat, ImageId};
use crate::fonts::{FaceId, Fonts};
use crate::pages;

/// The name of a shape: made from what it is, so that a reader who has it need not be sent it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeName(u64);

impl fmt::Display for ShapeName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "s{:x}", self.0)
    }
}

impl ShapeName {
    /// From its text.
    pub fn parse(text: &str) -> Option<ShapeName> {
        u64::from_str_radix(text.strip_prefix('s')?, 16).ok().map(ShapeName)
    }
}

/// What a shape shows.
#[derive(Clone, Debug)]
pub(super) enum Shape<'s> {
    /// A word of a face.
    Word(FaceId, &'s Arc<pages::Shape>),
    /// A picture of the report.
    Picture(ImageId),
}

/// A shape that a page refers to.
enum Known {
    Word(FaceId, Arc<pages::Shape>),
    Picture(ImageId),
}

/// All shapes of a report.
pub struct Shapes<'d> {
    document: &'d Document,
    fonts: &'d Fonts,
    known: BTreeMap<ShapeName, Known>,
    /// The names of words by the place of their glyphs in memory, which many words share.
    words: BTreeMap<(FaceId, usize), ShapeName>,
}

impl fmt::Debug for Shapes<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Shapes").field("known", &self.known.len()).finish_non_exhaustive()
    }
}

impl<'d> Shapes<'d> {
    pub(super) fn new(document: &'d Document, fonts: &'d Fonts) -> Shapes<'d> {
        Shapes { document, fonts, known: BTreeMap::new(), words: BTreeMap::new() }
    }

    /// The name of a shape, which is known from now on.
    pub(super) fn name(&mut self, shape: Shape<'_>) -> ShapeName {
        match shape {
            Shape::Word(face, word) => {
                // The shape is kept as long as its place is a key.
                let place = (face, Arc::as_ptr(word) as usize);
                if let Some(name) = self.words.get(&place) {
                    return *name;
                }
                let name = word_name(face, word);
                self.words.insert(place, name);
                self.known.entry(name).or_insert_with(|| Known::Word(face, Arc::clone(word)));
                name
            }
            Shape::Picture(image) => {
                let mut hasher = DefaultHasher::new();
                if let Some(image) = self.document.images.get(image.0 as usize) {
                    image.bytes.hash(&mut hasher);
                }
                let name = ShapeName(hasher.finish());
                self.known.entry(name).or_insert(Known::Picture(image));
                name
            }
        }
    }

    /// Shapes as elements with their names as ids; what is not known to this report is left out.
    pub fn elements(&self, names: impl IntoIterator<Item = ShapeName>) -> String {
        let mut faces: BTreeMap<FaceId, Option<ttf_parser::Face<'_>>> = BTreeMap::new();
        let mut out = String::new();
        for name in names {
            match self.known.get(&name) {
                Some(Known::Word(id, word)) => {
                    let face = faces.entry(*id).or_insert_with(|| {
                        let face = self.fonts.face(*id);
                        ttf_parser::Face::parse(face.file.bytes(), face.index).ok()
                    });
                    let path = face.as_ref().map(|face| outline::path(face, word)).unwrap_or_default();
                    out += &format!("<path id=\"{name}\" d=\"{path}\"/>");
                }
                Some(Known::Picture(image)) => {
                    let address = self.address(*image).unwrap_or_default();
                    out += &format!(
                        "<image id=\"{name}\" width=\"1\" height=\"1\" preserveAspectRatio=\"none\" href=\"{address}\"/>"
                    );
                }
                None => {}
            }
        }
        out
    }

    /// A picture as an address that holds it.
    fn address(&self, image: ImageId) -> Option<String> {
        let image = self.document.images.get(image.0 as usize)?;
        let kind = match image.format {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpeg",
            ImageFormat::Svg => "svg+xml",
        };
        Some(format!("data:image/{kind};base64,{}", STANDARD.encode(&*image.bytes)))
    }
}

fn word_name(face: FaceId, word: &pages::Shape) -> ShapeName {
    let mut hasher = DefaultHasher::new();
    face.hash(&mut hasher);
    for glyph in &word.glyphs {
        (glyph.id, glyph.advance, glyph.x_offset, glyph.y_offset).hash(&mut hasher);
    }
    ShapeName(hasher.finish())
}
