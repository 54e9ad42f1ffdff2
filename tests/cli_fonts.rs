//! `--font-dir` as a whole process: which characters it supplies, and what is said of folders and files that are not fonts.

use std::fs;
use std::io::Read as _;

use crate::support::program::{Folder, GOOD};
use crate::support::root;

/// A letter of the Caucasian Albanian script, which the program's own fonts lack.
const RARE: char = '\u{10530}';

fn report() -> String {
    GOOD.replace("One paragraph.", &format!("The name {RARE} in a paragraph."))
}

/// A font that has one character, drawn as the A of a font of the program: its table of characters is replaced.
pub(crate) fn font_with(character: char) -> Vec<u8> {
    let mut font = fs::read(root().join("fonts/liberation-serif/LiberationSerif-Regular.ttf")).expect("a font");
    let mut table = Vec::new();
    // OpenType 1.9, cmap: one subtable of format 12 for platform 3, encoding 10, with one group.
    let glyph_of_a = 36_u32;
    for number in [0_u16, 1, 3, 10] {
        table.extend(number.to_be_bytes());
    }
    table.extend(12_u32.to_be_bytes());
    table.extend([0, 12, 0, 0]);
    for number in [28, 0, 1, u32::from(character), u32::from(character), glyph_of_a] {
        table.extend(number.to_be_bytes());
    }
    let at = u32::try_from(font.len()).expect("a small font").to_be_bytes();
    let length = u32::try_from(table.len()).expect("a small table").to_be_bytes();
    font.extend(table);
    let record = font.windows(4).position(|tag| tag == b"cmap").expect("a table of characters");
    font[record + 8..record + 12].copy_from_slice(&at);
    font[record + 12..record + 16].copy_from_slice(&length);
    font
}

#[test]
fn a_folder_of_fonts_supplies_a_character_and_files_that_are_none_are_passed_over() {
    let folder = Folder::new()
        .file("r.yaml", report())
        .file("fonts/a-bad-Serif.ttf", "no font")
        .file("fonts/b-Serif.otf", "")
        .file("fonts/deep/c-Serif.ttf", font_with(RARE))
        .file("fonts/readme.txt", "words");
    folder
        .run(["r.yaml", "--pdf", "--quiet", "--font-dir", "fonts"])
        .says("")
        .ends(0, &["fonts", "r.docx", "r.pdf", "r.yaml"]);
    let pdf = folder.read("r.pdf");
    let with = faces(&pdf);
    // The four bytes of the character's name and weight: one more face than the report has without the character.
    let folder = Folder::new().file("r.yaml", GOOD);
    folder.run(["r.yaml", "--pdf", "--quiet"]).says("").ends(0, &["r.docx", "r.pdf", "r.yaml"]);
    let without = faces(&folder.read("r.pdf"));
    assert!(with.len() > without.len(), "{with:?} {without:?}");
    assert!(with.iter().all(|face| face.contains("Liberation")), "a font of the system came first: {with:?}");
}

/// The names of the faces in a PDF, each with its tag.
fn faces(pdf: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    for stream in crate::privacy::streams(pdf) {
        let mut inflated = Vec::new();
        // What describes a face is packed with other objects.
        let _ = flate2::read::ZlibDecoder::new(stream).read_to_end(&mut inflated);
        let text = String::from_utf8_lossy(&inflated);
        let found = text.match_indices("/FontName").map(|(at, key)| text[at + key.len()..].chars().take(40).collect());
        names.extend(found.collect::<Vec<String>>());
    }
    names.sort();
    names
}

#[test]
fn a_folder_that_is_not_there_is_refused() {
    for name in ["nowhere", "r.yaml"] {
        Folder::new()
            .file("r.yaml", report())
            .run(["r.yaml", "--font-dir", name])
            .says(&format!("error: {name} is not a folder: --font-dir takes a folder with font files\n"))
            .ends(2, &["r.yaml"]);
    }
}
