//! Each language has its file of labels, and the embedded faces have every character of it.

use std::collections::BTreeSet;
use std::fs;

use assemble::fonts::Fonts;
use assemble::language::{Labels, Language};

use crate::support::{root, sorted};

/// The characters of a text that no embedded face has.
fn missing(text: &str) -> BTreeSet<char> {
    let fonts: Vec<harfrust::Font> = Fonts::embedded()
        .faces()
        .iter()
        .map(|face| harfrust::Font::new(face.data, face.index).expect("the embedded faces can be read"))
        .collect();
    let has = |c: char| fonts.iter().any(|font| font.charmap().map_unicode(c).is_some_and(|id| id.to_u32() != 0));
    text.chars().filter(|&c| !c.is_control() && !has(c)).collect()
}

#[test]
fn every_file_of_labels_is_a_language_and_every_language_has_one() {
    let files: BTreeSet<String> = sorted(&root().join("specs/languages"))
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    let known: BTreeSet<String> = Language::ALL.iter().map(|language| language.code().to_owned()).collect();
    assert_eq!(files, known, "a file in specs/languages without a row in src/language.rs, or a row without a file");
}

#[test]
fn the_faces_have_every_character_of_the_labels_and_the_names_of_states() {
    for language in Language::ALL {
        Labels::load(language).expect("the labels are whole");
        let labels = fs::read_to_string(root().join(format!("specs/languages/{}.yaml", language.code())));
        let lacking = missing(&labels.expect("a file of labels"));
        assert!(lacking.is_empty(), "{}: no embedded face has {lacking:?}", language.code());
    }
    let states = fs::read_to_string(root().join("specs/languages/states.csv")).expect("the names of States");
    let lacking = missing(&states);
    assert!(lacking.is_empty(), "states.csv: no embedded face has {lacking:?}");
}
