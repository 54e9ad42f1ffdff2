//! From folders of fonts to faces, for characters that the program's own faces lack.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use usvg::fontdb::{Database, FaceInfo, Source, Style, Weight};

use crate::Tools;
use crate::fonts::{Face, Scripts};

/// How deep folders of fonts are searched.
const DEPTH: usize = 6;

/// A set of tools that looks in the folder, then in the system's, when a character is missing.
pub(super) fn tools(folder: Option<&Path>) -> Tools {
    let folders: Vec<PathBuf> = folder.map(Path::to_owned).into_iter().chain(system_folders()).collect();
    Tools::with_further_fonts(Box::new(move |missing| find(&folders, missing)))
}

/// Faces that together have the missing characters, or as many of them as the folders give.
fn find(folders: &[PathBuf], missing: &BTreeSet<char>) -> Vec<Face> {
    let mut missing = missing.clone();
    let mut faces = Vec::new();
    for folder in folders {
        for path in font_files(folder) {
            if missing.is_empty() {
                return faces;
            }
            faces.extend(face_with(&path, &mut missing));
        }
    }
    faces
}

/// The first plain face of a file that has some of the missing characters, which are then no longer missing.
#[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads files")]
fn face_with(path: &Path, missing: &mut BTreeSet<char>) -> Option<Face> {
    let bytes = Arc::new(fs::read(path).ok()?);
    let mut database = Database::new();
    database.load_font_source(Source::Binary(bytes.clone()));
    let plain = |face: &&FaceInfo| face.weight == Weight::NORMAL && face.style == Style::Normal;
    for info in database.faces().filter(plain) {
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = bytes.clone();
        let Some(font) = harfrust::Font::new(shared, info.index) else { continue };
        let has = |c: char| font.charmap().map_unicode(c).is_some_and(|glyph| glyph.to_u32() != 0);
        let left: BTreeSet<char> = missing.iter().copied().filter(|&c| !has(c)).collect();
        if left.len() < missing.len() {
            *missing = left;
            let family = info.families.first().map_or("", |(name, _)| name.as_str());
            return Some(Face {
                // Faces live as long as the program, as the embedded ones do.
                family: Box::leak(family.to_owned().into_boxed_str()),
                scripts: Scripts::Other,
                bold: false,
                italic: false,
                data: Box::leak(bytes.to_vec().into_boxed_slice()),
                index: info.index,
            });
        }
    }
    None
}

/// The font files below a folder, those of serif families first, in the order of their names.
fn font_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    gather(folder, DEPTH, &mut files);
    let serif = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().contains("Serif"));
    files.sort_by_key(|path| (!serif(path), path.clone()));
    files
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            if depth > 0 {
                gather(&path, depth - 1, files);
            }
        } else if path
            .extension()
            .is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
        {
            files.push(path);
        }
    }
}

/// Where systems keep their fonts.
fn system_folders() -> Vec<PathBuf> {
    #[cfg(windows)]
    let folders = ["C:\\Windows\\Fonts"];
    #[cfg(target_os = "macos")]
    let folders = ["/Library/Fonts", "/System/Library/Fonts"];
    #[cfg(not(any(windows, target_os = "macos")))]
    let folders = ["/usr/local/share/fonts", "/usr/share/fonts"];
    folders.into_iter().map(PathBuf::from).collect()
}

#[cfg(test)]
mod tests {
    use super::find;
    use std::path::PathBuf;

    #[test]
    fn only_faces_that_have_a_missing_character_are_taken() {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts"));
        let families = |text: &str| -> Vec<&str> {
            find(&[folder.clone()], &text.chars().collect()).iter().map(|face| face.family).collect()
        };
        assert_eq!(families("aж"), ["Liberation Serif"]);
        assert_eq!(families("aش"), ["Liberation Serif", "Noto Naskh Arabic"]);
        assert_eq!(families("\u{e000}"), [""; 0]);
    }
}
