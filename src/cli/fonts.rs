//! Fonts of the machine, for characters that the program's own faces lack.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use anyhow::bail;
use usvg::fontdb::{Database, FaceInfo, Source, Style, Weight};

use super::input::read_font;
use crate::Tools;
use crate::fonts::{Face, FontFile, Scripts};
use crate::write::pdf::can_draw;

/// How deep the folder of `--font-dir` is searched.
const DEPTH: usize = 6;

/// The fonts of the machine: listed when the first character is missing, read when they are needed, kept for all
/// reports of a run.
pub(super) struct SystemFonts {
    folder: Option<PathBuf>,
    listed: OnceLock<Vec<Listed>>,
    /// What was read: the file, or `None` where it cannot be used.
    read: Mutex<BTreeMap<PathBuf, Option<FontFile>>>,
}

/// A plain face of a file.
struct Listed {
    path: PathBuf,
    index: u32,
    family: String,
}

impl SystemFonts {
    /// The fonts of this folder, then those of the system and of the user.
    pub(super) fn new(folder: Option<&Path>) -> anyhow::Result<Arc<SystemFonts>> {
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            bail!("{} is not a folder: --font-dir takes a folder with font files", folder.display());
        }
        let (folder, listed, read) = (folder.map(Path::to_owned), OnceLock::new(), Mutex::default());
        Ok(Arc::new(SystemFonts { folder, listed, read }))
    }

    /// A set of tools that asks these fonts when a character is missing.
    pub(super) fn tools(self: &Arc<SystemFonts>) -> Tools {
        let fonts = Arc::clone(self);
        Tools::with_further_fonts(Box::new(move |missing| fonts.find(missing)))
    }

    /// Faces that together have the missing characters, or as many of them as there are.
    fn find(&self, missing: &BTreeSet<char>) -> Vec<Face> {
        let mut missing = missing.clone();
        let mut faces = Vec::new();
        for listed in self.listed.get_or_init(|| list(self.folder.as_deref())) {
            if missing.is_empty() {
                break;
            }
            faces.extend(self.face_with(listed, &mut missing));
        }
        faces
    }

    /// The face, if it has some of the missing characters; these are then no longer missing.
    fn face_with(&self, listed: &Listed, missing: &mut BTreeSet<char>) -> Option<Face> {
        let file = self.file(&listed.path)?;
        let font = harfrust::Font::new(file.shared(), listed.index)?;
        let has = |c: &char| font.charmap().map_unicode(*c).is_some_and(|glyph| glyph.to_u32() != 0);
        let found: BTreeSet<char> = missing.iter().copied().filter(has).collect();
        if found.is_empty() {
            return None;
        }
        let family = Cow::Owned(listed.family.clone());
        let face = Face { family, scripts: Scripts::Other, bold: false, italic: false, file, index: listed.index };
        // A damaged font is passed over, as if it were not there.
        if !can_draw(&face, &found) {
            return None;
        }
        missing.retain(|character| !found.contains(character));
        Some(face)
    }

    fn file(&self, path: &Path) -> Option<FontFile> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(path.to_owned()).or_insert_with(|| Some(FontFile::new(read_font(path).ok()?))).clone()
    }
}

/// The plain faces: those of the folder first, and in each of both groups serif families before others, in the order
/// of their files.
fn list(folder: Option<&Path>) -> Vec<Listed> {
    let mut own = Database::new();
    let mut files = Vec::new();
    if let Some(folder) = folder {
        gather(folder, DEPTH, &mut BTreeSet::new(), &mut files);
    }
    files.sort();
    for file in &files {
        if let Ok(bytes) = read_font(file) {
            own.load_font_source(Source::SharedFile(file.clone(), Arc::new(bytes)));
        }
    }
    let mut system = Database::new();
    system.load_system_fonts();
    [own, system].iter().flat_map(plain_faces).collect()
}

fn plain_faces(database: &Database) -> Vec<Listed> {
    let plain = |face: &&FaceInfo| face.weight == Weight::NORMAL && face.style == Style::Normal;
    let listed = |face: &FaceInfo| {
        let path = match &face.source {
            Source::File(path) | Source::SharedFile(path, _) => path.clone(),
            Source::Binary(_) => return None,
        };
        let family = face.families.first().map_or_else(String::new, |(name, _)| name.clone());
        Some(Listed { path, index: face.index, family })
    };
    let mut faces: Vec<Listed> = database.faces().filter(plain).filter_map(listed).collect();
    let serif = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().contains("Serif"));
    faces.sort_by_cached_key(|face| (!serif(&face.path), face.path.clone(), face.index));
    faces
}

/// The font files below a folder. Each folder is entered once, whatever links lead to it.
fn gather(folder: &Path, depth: usize, seen: &mut BTreeSet<PathBuf>, files: &mut Vec<PathBuf>) {
    let is_new = folder.canonicalize().is_ok_and(|real| seen.insert(real));
    let (true, Ok(entries)) = (is_new, fs::read_dir(folder)) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            if depth > 0 {
                gather(&path, depth - 1, seen, files);
            }
        } else if path
            .extension()
            .is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
        {
            files.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SystemFonts;
    use std::path::Path;

    #[test]
    fn only_faces_that_have_a_missing_character_are_taken() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts"));
        let fonts = SystemFonts::new(Some(folder)).expect("a folder");
        let families = |text: &str| -> Vec<String> {
            fonts.find(&text.chars().collect()).iter().map(|face| face.family.to_string()).collect()
        };
        assert_eq!(families("aж"), ["Liberation Serif"]);
        assert_eq!(families("aش"), ["Liberation Serif", "Noto Naskh Arabic"]);
        assert_eq!(families("\u{e000}"), [""; 0]);
    }
}
