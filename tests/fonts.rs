//! The font files are those that fonts/README.md describes.

use std::collections::BTreeMap;
use std::fs;

use sha2::{Digest as _, Sha256};

use crate::support::{root, sorted};

#[test]
fn every_font_file_has_the_digest_that_the_readme_gives() {
    let folder = root().join("fonts");
    let readme = fs::read_to_string(folder.join("README.md")).expect("fonts/README.md");
    let named: BTreeMap<String, String> = readme
        .lines()
        .filter(|line| line.starts_with("| ") && (line.contains(".ttf ") || line.contains(".otf ")))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            (cells[0].to_owned(), cells[1].to_owned())
        })
        .collect();
    let mut found = BTreeMap::new();
    for family in sorted(&folder).into_iter().filter(|path| path.is_dir()) {
        assert!(family.join("LICENSE").exists(), "{} has no LICENSE", family.display());
        for file in sorted(&family) {
            let name = file.strip_prefix(&folder).expect("below fonts").to_string_lossy().into_owned();
            if name.ends_with(".ttf") || name.ends_with(".otf") {
                let digest = Sha256::digest(fs::read(&file).expect("a font"));
                found.insert(name, digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
            }
        }
    }
    assert_eq!(found, named);
    assert!(found.len() >= 4);
}
