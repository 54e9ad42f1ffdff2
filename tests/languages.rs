//! Each language has its file of labels, and the embedded faces have every character of it.

use std::collections::BTreeSet;
use std::fs;

use assemble::facts::language::{Labels, Language};
use assemble::fonts::Fonts;
use assemble::{Assembled, Request, Tools};

use crate::support::{root, sorted};
use crate::word;

/// The characters of a text that no embedded face has.
fn missing(text: &str) -> BTreeSet<char> {
    let fonts: Vec<harfrust::Font> = Fonts::embedded()
        .faces()
        .iter()
        .map(|face| harfrust::Font::new(face.file.shared(), face.index).expect("the embedded faces can be read"))
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
    assert_eq!(
        files, known,
        "a file in specs/languages without a row in src/facts/language/mod.rs, or a row without a file"
    );
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

fn assembled(yaml: &str) -> Assembled {
    let picture = root().join("specs/examples/every-block/burden.png");
    let read = |_: &str| fs::read(&picture).map_err(|error| error.to_string());
    let bytes = yaml.as_bytes();
    let request = Request { targets: assemble::Target::ALL.into(), ..Request::new("r.yaml", bytes, &read) };
    assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole")
}

const HEAD: &str = "submitted_to: generic\ntitle: A title\nsubmitted_by: [{name: Example Network}]\n";

/// A report with each kind of block in Arabic or French, in a report whose language is the other.
const BLOCKS: &str = "
body:
  - {heading: HEADING, level: 1, language: LANG}
  - {paragraph: \"PARAGRAPH^[NOTE]\", language: LANG}
  - {list: [ITEM, [OTHER, {paragraph: INNER, language: MAIN}]], language: LANG}
  - {recommendations: [ADVICE], lead_in: LEAD, language: LANG}
  - {quote: QUOTE, source: SOURCE, language: LANG}
  - table: {caption: TABLE, header: [HEAD], rows: [[\"CELL^[CELLNOTE]\"]], language: LANG}
  - figure: {file: p.png, alt: ALT, caption: FIGURE, language: LANG}
";

#[test]
fn a_block_in_another_language_has_it_in_both_files() {
    const IN_LANGUAGE: [&str; 14] = [
        "HEADING",
        "PARAGRAPH",
        "NOTE",
        "ITEM",
        "OTHER",
        "ADVICE",
        "LEAD",
        "QUOTE",
        "TABLE",
        "HEAD",
        "CELL",
        "CELLNOTE",
        "FIGURE",
        "ALT",
    ];
    let arabic =
        ["إخطار", "ماء", "سكن", "حق", "بيت", "شتاء", "تقرير", "لجنة", "دولة", "جدول", "رأس", "خلية", "قاعدة", "شكل"];
    let mut yaml = format!("{HEAD}language: fr\n{BLOCKS}").replace("LANG", "ar").replace("MAIN", "fr");
    let mut order: Vec<(&str, &str)> = IN_LANGUAGE.into_iter().zip(arabic).collect();
    // The longest first, since CELLNOTE holds CELL and HEADING holds HEAD.
    order.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    for (name, word) in order {
        yaml = yaml.replace(name, word);
    }
    let made = assembled(&yaml);
    let files = made.files.unwrap_or_else(|| panic!("{:?}", made.judged.diagnostics));
    let package = word::open(&files[&assemble::Target::Docx]);
    for part in ["word/document.xml", "word/footnotes.xml"] {
        let xml = package.xml(part);
        for run in xml.descendants().into_iter().filter(|element| element.name == "w:r") {
            let text = run.text();
            let Some(word) = arabic.iter().find(|word| text.contains(**word)) else { continue };
            let properties = run.child("w:rPr").unwrap_or_else(|| panic!("{word} has no properties"));
            assert!(properties.child("w:rtl").is_some(), "{word} does not run from the right");
            let language = properties.child("w:lang").and_then(|language| language.attribute("w:bidi"));
            assert_eq!(language, Some("ar-SA"), "{word}");
        }
    }
    let xml = package.xml("word/document.xml");
    let right_to_left = |paragraph: &&&&word::Element| {
        paragraph.child("w:pPr").and_then(|properties| properties.child("w:bidi")).is_some()
    };
    let elements = xml.descendants();
    let paragraphs: Vec<_> = elements.iter().filter(|element| element.name == "w:p").collect();
    let turned: Vec<String> = paragraphs.iter().filter(right_to_left).map(|paragraph| paragraph.text()).collect();
    for word in ["إخطار", "ماء", "حق", "بيت", "شتاء", "تقرير", "لجنة", "جدول", "رأس"] {
        assert!(turned.iter().any(|text| text.contains(word)), "{word} stands in a paragraph from the left");
    }
    assert!(!turned.iter().any(|text| text.contains("INNER") || text.contains("SOURCE")), "{turned:?}");
    assert!(elements.iter().any(|element| element.name == "w:bidiVisual"), "the table is not mirrored");
    let tags = assemble::write::pdf::describe_tags(&made.judged.document, &made.judged.pages);
    for word in arabic {
        assert!(tags.contains(word), "{word} is not in the PDF:\n{tags}");
    }
    let said = tags.matches("lang=ar").count();
    assert!(said >= arabic.len() - 1, "{said} elements say Arabic:\n{tags}");
}

#[test]
fn braces_in_markdown_give_headings_and_captions_their_language() {
    let yaml = format!(
        "{HEAD}language: en\nbody: |\n  # الحق في الماء {{lang=ar}}\n\n  One.\n\n  | الماء |\n  |---|\n  | حق |\n\n  : جدول {{#t lang=ar}}\n\n  \
         ![صورة](p.png){{lang=ar}}\n\n  : شكل\n"
    );
    let made = assembled(&yaml);
    assert!(made.files.is_some(), "{:?}", made.judged.diagnostics);
    let tags = assemble::write::pdf::describe_tags(&made.judged.document, &made.judged.pages);
    assert!(tags.matches("lang=ar").count() >= 6, "{tags}");
}

#[test]
fn a_character_that_no_font_has_is_named_at_its_place() {
    // An Egyptian hieroglyph: only the fonts of the program are asked here.
    let yaml =
        format!("{HEAD}language: en\nbody: |\n  The words *and then* a sign\n  in a second line \u{13000} here.\n");
    let made = assembled(&yaml);
    let missing: Vec<_> = made.judged.diagnostics.iter().filter(|found| found.code == "T90").collect();
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].message, "no font has the character “\u{13000}” (U+13000)");
    assert_eq!(made.judged.sources.text(missing[0].span), "\u{13000}");
    assert_eq!(made.judged.sources.line_column(missing[0].span.file, missing[0].span.start), (7, 20));
    assert!(made.files.is_none());
}

#[test]
fn a_text_in_a_script_that_no_font_has_is_six_findings_in_the_order_of_the_text() {
    let yaml = format!(
        "{HEAD}language: en\nbody: |\n  Before {0}{1}{2}{3}.\n\n  After {4}{5}{6}{7}.\n",
        '\u{13007}', '\u{13006}', '\u{13005}', '\u{13004}', '\u{13003}', '\u{13002}', '\u{13001}', '\u{13000}'
    );
    let made = assembled(&yaml);
    let missing: Vec<_> = made.judged.diagnostics.iter().filter(|found| found.code == "T90").collect();
    let places: Vec<&str> = missing.iter().map(|found| made.judged.sources.text(found.span)).collect();
    assert_eq!(places, ["\u{13007}", "\u{13006}", "\u{13005}", "\u{13004}", "\u{13003}", "\u{13002}"]);
    assert!(missing[5].message.contains("3 more characters"), "{}", missing[5].message);
}

#[test]
fn passages_in_arabic_and_chinese_have_no_italics_anywhere() {
    let yaml = format!(
        "{HEAD}language: fr\nbody: |\n  # Le mot [*حق*]{{lang=ar}} et [*水*]{{lang=zh}}\n\n  Un mot [*حق*]{{lang=ar}}, un autre [*水*]{{lang=zh}}.^[Note [*حق*]{{lang=ar}} [*水*]{{lang=zh}}.]\n\n  \
         | A |\n  |---|\n  | [*حق*]{{lang=ar}} [*水*]{{lang=zh}} |\n\n  : Titre [*حق*]{{lang=ar}} [*水*]{{lang=zh}}\n"
    );
    let made = assembled(&yaml);
    let files = made.files.unwrap_or_else(|| panic!("{:?}", made.judged.diagnostics));
    let package = word::open(&files[&assemble::Target::Docx]);
    let mut seen = 0;
    for part in ["word/document.xml", "word/footnotes.xml"] {
        let xml = package.xml(part);
        for run in xml.descendants().into_iter().filter(|element| element.name == "w:r") {
            let text = run.text();
            if !text.contains("حق") && !text.contains('水') {
                continue;
            }
            seen += 1;
            let properties = run.child("w:rPr").expect("properties");
            assert!(properties.child("w:i").is_none() && properties.child("w:iCs").is_none(), "{text}");
            assert!(properties.child("w:b").is_some(), "{text}");
            assert!(properties.child("w:lang").is_some(), "{text}");
        }
    }
    assert!(seen >= 10, "{seen}");
}
