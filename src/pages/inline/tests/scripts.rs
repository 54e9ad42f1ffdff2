//! Words of several scripts, and characters of none that is known.

use super::super::Engine;
use super::sample::{Sample, prose, prose_in};
use super::{PROSE, column, content, edges, runs, set, width};
use crate::document::Role;
use crate::document::sample::report;
use crate::fonts::Fonts;
use crate::length::Length;
use crate::pages::missing_glyphs;

#[test]
fn right_to_left_paragraphs_are_mirrored() {
    let lines = set(&prose_in("he", Role::NumberedParagraph, "שלום עולם"), column(100));
    let placed: Vec<_> = runs(&lines[0]).map(|(run, x, _)| (run.text.as_str(), x, x + width(run))).collect();
    assert_eq!((placed[0].0, placed[0].2), ("1.", Length::mm(100)));
    assert_eq!((placed[1].0, placed[1].2), ("שלום עולם", Length::mm(88)));
}

#[test]
fn hebrew_inside_latin_is_drawn_from_the_right_and_kept_in_logical_order() {
    let lines = set(&prose(Role::Paragraph, "one אבג דה two"), column(100));
    assert_eq!(content(&lines), "one אבג דה two");
    let placed: Vec<_> = runs(&lines[0]).map(|(run, x, _)| (run, x)).collect();
    let texts: Vec<_> = placed.iter().map(|(run, _)| run.text.as_str()).collect();
    assert_eq!(texts, ["one ", "אבג דה", " two"]);
    assert!(placed[0].1 < placed[1].1 && placed[1].1 < placed[2].1);
    let starts: Vec<u32> = placed[1].0.glyphs().map(|glyph| glyph.start).collect();
    let mut descending = starts.clone();
    descending.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(starts, descending);
    assert!(placed[1].0.glyphs().all(|glyph| {
        placed[1]
            .0
            .text
            .get(glyph.start as usize..glyph.end as usize)
            .is_some_and(|cluster| cluster.chars().count() == 1)
    }));
}

#[test]
fn latin_inside_hebrew_keeps_its_own_order() {
    let lines = set(&prose_in("he", Role::Paragraph, "אבג one two דה"), column(100));
    let placed: Vec<_> = runs(&lines[0]).map(|(run, x, _)| (run.text.as_str(), x)).collect();
    assert_eq!(placed.iter().map(|(text, _)| *text).collect::<Vec<_>>(), ["אבג ", "one two", " דה"]);
    assert!(placed[0].1 > placed[1].1 && placed[1].1 > placed[2].1);
}

#[test]
fn a_character_no_face_has_is_reported_once_and_left_out() {
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let sample = prose(Role::Paragraph, "The sign \u{13000} is \u{13000}\u{200d}\u{fe0f}.");
    let lines = engine.paragraph(&sample.document, &sample.paragraph, column(100));
    let found = missing_glyphs(&engine.take_missing());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, "T90");
    assert_eq!(found[0].message, "no font has the character “\u{13000}” (U+13000)");
    assert!(lines.iter().flat_map(runs).all(|(run, ..)| run.glyphs().all(|glyph| glyph.id != 0)));
}

#[test]
fn of_many_characters_that_no_face_has_five_are_reported_alone_and_the_others_together() {
    let fonts = Fonts::embedded();
    let found = |count: u32| {
        let mut engine = Engine::new(&fonts);
        let text: String = (0..count).filter_map(|number| char::from_u32(0x13000 + number)).collect();
        let sample = prose(Role::Paragraph, &text);
        engine.paragraph(&sample.document, &sample.paragraph, column(100));
        missing_glyphs(&engine.take_missing())
    };
    assert_eq!(found(5).len(), 5);
    let six = found(6);
    assert_eq!(six.len(), 6);
    assert_eq!(six[5].message, "no font has the character “\u{13005}” (U+13005)");
    let seven = found(7);
    assert_eq!(seven.len(), 6);
    assert_eq!(seven[5].message, "no font has 2 more characters of the text: “\u{13005}”, “\u{13006}”");
    assert_eq!((seven[5].code.as_str(), &seven[5].help), ("T90", &seven[0].help));
    let many = found(27);
    assert_eq!(many.len(), 6);
    assert!(many[5].message.starts_with("no font has 22 more characters of the text: “\u{13005}”, "));
    assert!(many[5].message.ends_with(", “\u{13018}” and 2 others"), "{}", many[5].message);
}

#[test]
fn chinese_fills_lines_without_spaces() {
    let Sample { document, paragraph } =
        Sample::of(&report("generic", "zh", "住房权，水2023年。 {-}"), Role::Paragraph);
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let collected = super::super::Collected::paragraph(&document, &paragraph, document.styles.get(Role::Paragraph));
    let (prepared, _) = engine.prepare(&collected, document.styles.get(Role::Paragraph));
    let end = |atom: &super::super::prepare::Atom| &collected.text[atom.range()];
    let free: String =
        prepared
            .atoms
            .iter()
            .map(|atom| {
                if atom.after == super::super::breaks::After::Free {
                    format!("{}|", end(atom))
                } else {
                    end(atom).into()
                }
            })
            .collect();
    assert_eq!(free, "住|房|权，|水|2023|年。");
    let spaced = |sign: &str| prepared.atoms.iter().find(|atom| end(atom) == sign).map(|atom| atom.gap.width);
    assert_eq!(spaced("水"), Some(Length::pt(3).to_emu()));
    assert_eq!(spaced("住"), Some(0));
}

#[test]
fn a_french_passage_in_arabic_keeps_its_signs_at_its_own_ends() {
    let words = "عنوانه [« Avis ! »]{lang=fr}، ولا تُذكر {-}";
    let lines = set(&Sample::of(&report("generic", "ar", words), Role::Paragraph), column(160));
    let mut visual: Vec<_> = runs(&lines[0]).collect();
    visual.sort_by_key(|(_, x, _)| *x);
    let seen: String = visual
        .iter()
        .flat_map(|(run, ..)| run.glyphs().map(|glyph| &run.text[glyph.start as usize..glyph.end as usize]))
        .collect();
    assert!(seen.contains("« Avis ! »"), "{seen}");
}

#[test]
fn english_text_reads_no_face_of_another_script() {
    let fonts = Fonts::embedded();
    let mut engine = Engine::new(&fonts);
    let sample = prose(Role::Paragraph, PROSE);
    engine.paragraph(&sample.document, &sample.paragraph, column(160));
    let families: Vec<&str> =
        engine.shaper.faces.read().into_iter().map(|face| fonts.face(face).family.as_ref()).collect();
    assert_eq!(families, ["Liberation Serif"]);
}

#[test]
fn arabic_words_of_a_line_are_one_run_in_logical_order() {
    let sample = prose_in("ar", Role::Paragraph, "لا أحد يُخبرنا بالأمر");
    let fonts = Fonts::embedded();
    let lines = Engine::new(&fonts).paragraph(&sample.document, &sample.paragraph, column(160));
    assert_eq!(content(&lines), "لا أحد يُخبرنا بالأمر");
    let families: Vec<&str> = runs(&lines[0]).map(|(run, ..)| fonts.face(run.face).family.as_ref()).collect();
    assert_eq!(families, ["Noto Naskh Arabic"]);
    // Each letter and each mark is one piece of text, also where lam and alif are joined.
    let pieces = runs(&lines[0]).flat_map(|(run, ..)| run.glyphs().map(|glyph| glyph.end - glyph.start));
    assert!(pieces.into_iter().all(|length| length <= 2));
}

#[test]
fn emphasis_is_bold_where_a_script_has_no_italics() {
    let fonts = Fonts::embedded();
    for (language, text) in [("ar", "استثناء"), ("zh", "例外")] {
        let sample = prose(Role::Paragraph, &format!("[*{text}*]{{lang={language}}}"));
        let lines = Engine::new(&fonts).paragraph(&sample.document, &sample.paragraph, column(160));
        assert!(runs(&lines[0]).all(|(run, ..)| fonts.face(run.face).bold), "{language}");
    }
}

#[test]
fn chinese_signs_share_the_empty_half_between_them() {
    for text in ["住房，（水）。", "说：“水好。”"] {
        let sample = prose_in("zh", Role::Paragraph, text);
        let (left, right) = edges(&set(&sample, column(160))[0]);
        let size = sample.document.styles.get(Role::Paragraph).size;
        assert_eq!((right - left).to_emu(), size.to_emu() * 13 / 2, "{text}");
    }
}
