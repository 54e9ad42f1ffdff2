//! Any paragraph in any column.

use proptest::prelude::*;

use super::super::Engine;
use super::{column, content, document, edges, prose, runs, set};
use crate::document::sample::formatted;
use crate::document::{Format, Inline, Paragraph, Role, VerticalPosition};
use crate::facts::language::LanguageTag;
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

fn a_format() -> impl Strategy<Value = Format> {
    let positions = [VerticalPosition::Baseline, VerticalPosition::Superscript, VerticalPosition::Subscript];
    let position = prop::sample::select(positions.to_vec());
    (any::<bool>(), any::<bool>(), any::<bool>(), position).prop_map(|(strong, emphasis, french, position)| Format {
        strong,
        emphasis,
        language: french.then(|| LanguageTag::parse("fr")).flatten(),
        link: None,
        position,
    })
}

fn a_paragraph() -> impl Strategy<Value = Paragraph> {
    let piece = (prop::collection::vec(a_word(), 1..25), a_format(), any::<bool>());
    let roles = prop::sample::select(vec![Role::Paragraph, Role::Heading(1), Role::Title, Role::TableCell]);
    (prop::collection::vec(piece, 1..5), roles, any::<bool>()).prop_map(|(pieces, role, hebrew)| {
        let mut paragraph = prose(role, "");
        for (words, format, glued) in pieces {
            let space = if glued { "" } else { " " };
            paragraph.content.push(formatted(&format!("{}{space}", words.join(" ")), format));
        }
        paragraph.language = hebrew.then(|| LanguageTag::parse("he")).flatten();
        paragraph
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
    fn all_words_are_set_in_order_and_inside_the_column(paragraph in a_paragraph(), width in 12i64..170) {
        let lines = set(&paragraph, column(width));
        prop_assert_eq!(content(&lines), source(&paragraph));
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
    fn the_same_words_are_set_the_same_by_a_warm_engine(paragraph in a_paragraph(), width in 12i64..170) {
        let fonts = Fonts::embedded();
        let mut engine = Engine::new(&fonts);
        let first = engine.paragraph(&document(), &paragraph, column(width));
        let second = engine.paragraph(&document(), &paragraph, column(width));
        prop_assert_eq!(format!("{:?}", first), format!("{:?}", second));
    }
}
