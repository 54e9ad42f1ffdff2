//! Tests of the drawings, on reports that go through the real stages.

use super::{Sheet, write};
use crate::{Request, Tools};

fn sheets(report: &str) -> (Vec<Sheet>, String) {
    let mut tools = Tools::new();
    let read = |_: &str| Err("there is no such file".to_owned());
    let judged =
        crate::judge(&Request::new("r.yaml", report.as_bytes(), &read), &mut tools).expect("our files are whole");
    let (sheets, shapes) = write(&judged.document, &judged.pages, &tools.fonts);
    let used = sheets.iter().flat_map(|sheet| sheet.shapes.clone()).collect::<std::collections::BTreeSet<_>>();
    let elements = shapes.elements(used);
    (sheets, elements)
}

/// The texts of a page, in the order in which they are read.
fn texts(svg: &str) -> Vec<&str> {
    svg.split("<text ")
        .skip(1)
        .filter_map(|rest| rest.split_once('>')?.1.split_once("</text>").map(|(text, _)| text))
        .collect()
}

fn report(language: &str, body: &str) -> String {
    format!(
        "submitted_to: generic\nlanguage: {language}\ntitle: T & <T>\nsubmitted_by:\n  - name: N\nbody: |\n  {body}\n"
    )
}

#[test]
fn the_words_of_a_page_can_be_read_in_their_order() {
    let (sheets, _) = sheets(&report("en", "# Housing\n\n  Rents *rose* in the capital."));
    let words = texts(&sheets[0].svg).join("|");
    assert!(words.contains("T &amp; &lt;T&gt;"), "{words}");
    assert!(words.contains("Rents |rose| in the capital."), "{words}");
    assert!(sheets[0].svg.contains("role=\"heading\" aria-level=\"4\""));
}

#[test]
fn a_word_has_one_shape_wherever_it_stands() {
    let (sheets, elements) = sheets(&report("en", "word and word\n\n  # word"));
    let once = elements.matches("<path ").count();
    assert_eq!(
        once,
        elements
            .split("id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    );
    let uses = sheets[0].svg.matches("<use ").count();
    assert!(uses > once, "{uses} uses of {once} shapes");
    assert!(!elements.contains("d=\"\""), "a space is not drawn: {elements}");
}

#[test]
fn each_paragraph_is_a_line_of_the_drawing() {
    let (sheets, _) = sheets(&report("en", "First.\n\n  Second."));
    let lines: Vec<&str> = sheets[0].svg.lines().collect();
    let [opening, groups @ .., closing] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(opening.starts_with("<svg ") && *closing == "</svg>");
    assert!(groups.iter().all(|group| group.starts_with("<g ") && group.ends_with("</g>")), "{groups:?}");
    assert!(groups.iter().any(|group| group.contains("First.") && !group.contains("Second.")));
}

#[test]
fn arabic_is_read_from_the_right() {
    let (sheets, _) = sheets(&report("ar", "ارتفعت الإيجارات"));
    let svg = &sheets[0].svg;
    let at = svg.find("ارتفعت").expect("the word is there");
    let element = &svg[svg[..at].rfind("<text").expect("an element")..at];
    assert!(element.contains("direction=\"rtl\""), "{element}");
}

#[test]
fn a_piece_on_several_lines_says_how_much_of_it_stands_before() {
    let long = "word ".repeat(60);
    let (sheets, _) = sheets(&report("en", &format!("First {long}last.")));
    let svg = &sheets[0].svg;
    let before: Vec<usize> = svg
        .split("data-i=\"0\" data-n=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .filter(|letters| *letters > 0)
        .collect();
    assert!(before.len() >= 3 && before.is_sorted(), "{before:?}");
}
