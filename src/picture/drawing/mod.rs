//! Cleans an SVG drawing. What it asks of the machine and of other files is judged before it is
//! parsed; then `usvg` parses it, and what can be seen is written anew: paths, and pictures cut to what is shown of them.
//! Text becomes outlines, so both files show the same letters and neither holds a word that nobody sees.

mod clip;
mod cost;
mod crop;
mod geometry;
mod paint;
mod style;
mod survey;
mod svg;
#[cfg(test)]
mod tests;
mod write;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use usvg::fontdb;

use self::cost::Budget;
use self::survey::Survey;
use super::raster::{self, Kind};
use super::{Allowance, Clean, Cost, ImageFormat, Kept, Refusal};
use crate::fonts::Fonts;

/// Bytes of a drawing.
const LARGEST: usize = 10 * 1024 * 1024;

const SAVE_PLAIN: &str = "save it as plain SVG (in Inkscape: `Plain SVG`; in Illustrator: without `Preserve Illustrator Editing Capabilities`), or as PNG";
const SAVE_PNG: &str = "save it as PNG";
const OUTLINE: &str = "turn its text into outlines (in Inkscape: `Path`, `Object to Path`), or save it as PNG";
const EFFECTS: &str = "has effects such as shadows or blur, which are not drawn";
const EMBED: &str = "embed the picture in the drawing (in Inkscape: `Extensions`, `Images`, `Embed Images`), or save the drawing as PNG";

fn refused<T>(reason: impl Into<String>, help: &'static str) -> Result<T, Refusal> {
    Err(Refusal::Unsafe { reason: reason.into(), help })
}

fn damaged(reason: impl ToString) -> Refusal {
    Refusal::Damaged(reason.to_string().to_lowercase())
}

/// The text of a drawing; none if these are not the bytes of one.
pub(super) fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let wide = |little: bool| {
        let units = bytes[2..].chunks_exact(2).map(|pair| {
            let pair = [pair[0], pair[1]];
            if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
        });
        char::decode_utf16(units).collect::<Result<String, _>>().ok().map(Cow::Owned)
    };
    let text = match bytes {
        [0xFF, 0xFE, ..] => wide(true)?,
        [0xFE, 0xFF, ..] => wide(false)?,
        _ => Cow::Borrowed(std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{FEFF}')),
    };
    let start = text.trim_start();
    (start.starts_with('<') && (start.contains("<svg") || start.contains(":svg"))).then_some(text)
}

/// Judges a drawing, and writes what it shows.
pub(super) fn read(text: &str, allowance: &mut Allowance) -> Result<Kept, Refusal> {
    if text.len() > LARGEST {
        return refused("is larger than the 10 MB that are read of a drawing", SAVE_PNG);
    }
    let mut parsing = Budget::default();
    Survey::of(text, &mut parsing)?.spend(&mut parsing)?;
    let before = allowance.pixels();
    let inside = Inside { allowance: Mutex::new(allowance.clone()), refusal: Mutex::new(None) };
    let tree = {
        let options = inside.options();
        // The declaration may name another encoding than that of the text as it is now.
        let text =
            text.split_once("?>").filter(|_| text.trim_start().starts_with("<?xml")).map_or(text, |(_, rest)| rest);
        usvg::Tree::from_str(text, &options)
    };
    let Inside { allowance: counted, refusal } = inside;
    *allowance = counted.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(refusal) = refusal.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(refusal);
    }
    let tree = tree.map_err(damaged)?;
    let mut drawing = Budget::default();
    let written = write::write(&tree, &mut drawing)?;
    if !written.missing.is_empty() {
        return Err(Refusal::MissingGlyphs(written.missing));
    }
    let steps = parsing.steps() + drawing.steps();
    let cost = Cost::new(steps, allowance.pixels() - before);
    // Its pictures are counted already.
    if !allowance.admit(Cost::new(steps, 0)) {
        return refused(TOGETHER, SAVE_PNG);
    }
    let (width, height) = whole(tree.size().width(), tree.size().height());
    Ok(Kept {
        format: ImageFormat::Svg,
        bytes: Clean(written.svg.into_bytes().into()),
        width,
        height,
        changes: Vec::new(),
        cost,
    })
}

/// A drawing may be of any size, since it is scaled to the page: both sides by one factor, so that it keeps its form. One that is
/// smaller than a letter is in other units, such as degrees or kilometres.
fn whole(width: f32, height: f32) -> (u32, u32) {
    let larger = width.max(height);
    let factor = match larger {
        ..16.0 => 1_000.0 / larger.max(f32::MIN_POSITIVE),
        1_000_000.0.. => 1_000_000.0 / larger,
        _ => 1.0,
    };
    let side = |value: f32| (value * factor).ceil().clamp(1.0, 1_000_000.0) as u32;
    (side(width), side(height))
}

const TOGETHER: &str = "takes, with the drawings before it, more work to draw than the drawings of a report may";

/// The pictures inside a drawing: each is decoded and written anew before `usvg` sees it.
struct Inside {
    allowance: Mutex<Allowance>,
    refusal: Mutex<Option<Refusal>>,
}

impl Inside {
    /// Nothing outside the drawing is opened, and its text is set in the program's own faces.
    fn options(&self) -> usvg::Options<'_> {
        usvg::Options {
            font_family: Fonts::embedded().faces().first().map_or(String::new(), |face| face.family.to_string()),
            fontdb: faces(),
            image_href_resolver: usvg::ImageHrefResolver {
                resolve_data: Box::new(|_, bytes, _| self.picture(&bytes)),
                resolve_string: Box::new(|_, _| None),
            },
            ..usvg::Options::default()
        }
    }

    fn picture(&self, bytes: &[u8]) -> Option<usvg::ImageKind> {
        let mut allowance = self.allowance.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = match Kind::of(bytes) {
            Some(kind) => raster::read(kind, bytes, &mut allowance),
            None => Err(Refusal::Damaged("it is no PNG, JPEG, GIF or WebP".to_owned())),
        };
        match kept {
            Ok(Kept { format: ImageFormat::Jpeg, bytes, .. }) => Some(usvg::ImageKind::JPEG(Arc::new(bytes.to_vec()))),
            Ok(kept) => Some(usvg::ImageKind::PNG(Arc::new(kept.bytes.to_vec()))),
            Err(refusal) => {
                let refusal = match refusal {
                    Refusal::Damaged(reason) => Refusal::Damaged(format!("of a picture in it, {reason}")),
                    other => other,
                };
                self.refusal.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(refusal);
                None
            }
        }
    }
}

/// The program's own faces, whatever family a drawing names.
fn faces() -> Arc<fontdb::Database> {
    static FACES: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let fonts = Fonts::embedded();
        let mut database = fontdb::Database::new();
        for face in fonts.faces() {
            database.load_font_source(fontdb::Source::Binary(face.file.shared()));
        }
        let family = fonts.faces().first().map_or("", |face| face.family.as_ref());
        database.set_serif_family(family);
        database.set_sans_serif_family(family);
        database.set_monospace_family(family);
        database.set_cursive_family(family);
        database.set_fantasy_family(family);
        Arc::new(database)
    };
    Arc::clone(FACES.get_or_init(load))
}

/// What a drawing shows, written anew.
struct Written {
    svg: String,
    /// Characters that no face has.
    missing: BTreeSet<char>,
}
