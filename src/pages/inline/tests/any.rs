//! Any paragraph in any column.

use proptest::prelude::*;

use super::super::Engine;
use super::sample::{Sample, prose_in};
use super::{column, content, edges, runs, set};
use crate::document::{Inline, Paragraph, Role};
use crate::fonts::Fonts;
use crate::length::Length;

fn a_word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-z]{1,14}[,.;]?",
        2 => "[A-Z][a-z]{2,20}-[a-z]{3,12}",
        1 => "https://[a-z]{3,10}\\.org/[a-z]{2,20}/[a-z0-9]{2,60}",
        1 => "[A-Z]/[A-Z]\\.[0-9]{1,2}/[A-Z]{3}/CO/[0-9]",
        1 => "[а-я]{2,16}",
        1 => "[א-ת]{2,9}",
        1 => "[(«“][a-zé]{2,9}[»”)]",
        1 => "[a-z]{20,90}",
        1 => "[a-z]{2,5}\u{a0}[0-9]{1,5}",
        1 => "([a-zж0-9%/!·]\u{a0}){2,60}[a-z]",
        1 => "[a-z]{4,8}\u{ad}[a-z]{4,8}",
        1 => "[a-z]{1,4}\u{301}[a-z]{0,4}",
    ]
}

/// Words between the marks of formats.
fn a_piece() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec!["", "", "*", "**", "***"]);
    let words = prop_oneof![
        6 => prop::collection::vec(a_word(), 1..25).prop_map(|words| words.join(" ")),
        1 => "[a-z]{1,9}\\^[a-z0-9]{1,5}\\^[a-z]",
        1 => "[A-Z]{1,3}~[0-9]{1,3}~",
    ];
    (words, marks, any::<bool>()).prop_map(|(words, marks, french)| {
        let words = format!("{marks}{words}{marks}");
        if french { format!("[{words}]{{lang=fr}}") } else { words }
    })
}

/// A role, a language and a text in Markdown.
fn a_paragraph() -> impl Strategy<Value = (Role, &'static str, String)> {
    let pieces = prop::collection::vec((a_piece(), any::<bool>()), 1..5);
    let roles = prop::sample::select(vec![Role::Paragraph, Role::Heading(1), Role::Title, Role::TableCell]);
    let languages = prop::sample::select(vec!["en", "he"]);
    (pieces, roles, languages).prop_map(|(pieces, role, language)| {
        // What begins with a word is no item of a list.
        let mut text = "Words ".to_owned();
        for (piece, glued) in pieces {
            text.push_str(&piece);
            text.push_str(if glued { "" } else { " " });
        }
        // A heading of more letters is refused.
        let text = text.chars().take(4_000).collect();
        (role, language, text)
    })
}

pub(super) fn source(paragraph: &Paragraph) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.replace('\u{ad}', ""),
        Inline::Note { .. } | Inline::Reference { .. } | Inline::LineBreak => String::new(),
    };
    paragraph.content.iter().map(text).collect()
}

proptest! {
    #![proptest_config(crate::pages::tests::seed::config(96))]

    #[test]
    fn all_words_are_set_in_order_and_inside_the_column((role, language, text) in a_paragraph(), width in 12i64..170) {
        let sample = prose_in(language, role, &text);
        let lines = set(&sample, column(width));
        prop_assert_eq!(content(&lines), source(&sample.paragraph));
        for line in &lines {
            let (left, right) = edges(line);
            prop_assert!(left >= Length::ZERO && right <= Length::mm(width), "{:?} to {:?} in {}", left, right, width);
            for (run, ..) in runs(line) {
                for glyph in run.glyphs() {
                    prop_assert!(run.text.get(glyph.start as usize..glyph.end as usize).is_some_and(|text| !text.is_empty()));
                }
            }
        }
    }

    #[test]
    fn the_same_words_are_set_the_same_by_a_warm_engine((role, language, text) in a_paragraph(), width in 12i64..170) {
        let Sample { document, paragraph } = prose_in(language, role, &text);
        let fonts = Fonts::embedded();
        let mut engine = Engine::new(&fonts);
        let first = engine.paragraph(&document, &paragraph, column(width));
        let second = engine.paragraph(&document, &paragraph, column(width));
        prop_assert_eq!(format!("{:?}", first), format!("{:?}", second));
    }
}
