//! Findings as comments.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::super::{Comment, Given, Place};
use super::values;
use crate::document::{Inline, sample};
use crate::error::Error;
use crate::fonts::Fonts;

/// The parts of the sample with comments.
fn commented(comments: &[Comment]) -> Result<(String, String), Error> {
    let pages = BTreeMap::new();
    let measures = crate::pages::layout(&sample::everything(), &Fonts::embedded()).value.measures;
    let given = Given { contents_pages: &pages, words: 1, comments, measures: &measures };
    let bytes = super::super::write(&sample::everything(), &given)?;
    let mut package = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut read = |name: &str| {
        let mut text = String::new();
        package.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
        text
    };
    Ok((read("word/document.xml"), read("word/comments.xml")))
}

#[test]
fn comments_stand_around_the_words_they_speak_of_and_carry_no_date() {
    let sample = sample::everything();
    let mut ids = vec![];
    crate::document::text::for_each_paragraph(&sample, |_, paragraph| {
        if paragraph
            .content
            .first()
            .is_some_and(|inline| matches!(inline, Inline::Text { text, .. } if text.starts_with("Prices")))
        {
            ids.push(paragraph.id);
        }
    });
    let comment =
        |words| Comment { place: Place { content: ids[0], words }, lines: vec!["One.".into(), "Two.".into()] };
    let (body, part) = commented(&[comment(Some((0, 7..11))), comment(None)]).expect("both have their place");
    let word = body
        .split("<w:commentRangeStart w:id=\"0\"/>")
        .nth(1)
        .and_then(|rest| rest.split("<w:commentRangeEnd w:id=\"0\"/>").next());
    assert_eq!(word, Some("<w:r><w:t xml:space=\"preserve\">rose</w:t></w:r>"));
    for id in ["0", "1"] {
        for element in ["w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"] {
            assert_eq!(
                values(&body, element, "w:id").iter().filter(|known| **known == id).count(),
                1,
                "{element} {id}"
            );
        }
    }
    assert_eq!(values(&part, "w:comment", "w:author"), ["assemble", "assemble"]);
    assert!(!part.contains("w:date"));
    let nowhere = Place { content: crate::document::ContentId(9_999), words: None };
    assert!(commented(&[Comment { place: nowhere, lines: vec![] }]).is_err());
}
