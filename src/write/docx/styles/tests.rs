//! The gallery is whole, and its styles look as the stylesheet says.

use std::collections::{BTreeMap, BTreeSet};

use super::{Numbered, PARAGRAPH_STYLES, StyleId, part};
use crate::document::{Align, Document, LINK_COLOUR, Role, Style, sample};
use crate::length::Length;
use crate::pages::Measures;

#[test]
fn every_role_and_variant_has_a_defined_style() {
    let defined = |id: StyleId| PARAGRAPH_STYLES.iter().any(|style| style.id == id);
    for role in Role::ALL {
        assert!(defined(StyleId::of(*role)), "{role:?}");
        for align in [Align::Start, Align::Center, Align::End, Align::Justify, Align::Decimal] {
            assert!(defined(StyleId::cell(*role, align)), "{role:?} {align:?}");
        }
    }
    for level in 0..9 {
        assert!(defined(StyleId::sub_paragraph(level)) && defined(StyleId::list_continue(level)), "{level}");
    }
}

#[test]
fn a_style_comes_after_the_one_it_is_based_on() {
    for (at, style) in PARAGRAPH_STYLES.iter().enumerate() {
        let before = PARAGRAPH_STYLES[..at].iter().any(|other| other.id.base == style.based_on);
        assert!(before || style.based_on == "Normal", "{}", style.name);
    }
}

#[test]
fn headings_carry_no_number_in_a_report_that_numbers_none() {
    let document = sample::everything();
    let none = BTreeSet::new();
    let numbered = part(&document, Numbered { headings: true, paragraphs: true }, &Measures::default(), &none, false);
    let plain = part(&document, Numbered::default(), &Measures::default(), &none, true);
    assert!(numbered.contains("<w:numId w:val=\"1\"/>"));
    assert!(!plain.contains("<w:numPr>"));
}

/// What a style says with all that it is based on: attribute or element by name.
fn resolved(styles: &str, id: &str) -> BTreeMap<String, String> {
    let open = format!("w:styleId=\"{id}\">");
    let own = styles.split(&open).nth(1).and_then(|rest| rest.split("</w:style>").next()).expect("a style");
    let parent = own.split("<w:basedOn w:val=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut said = parent.map(|parent| resolved(styles, parent)).unwrap_or_default();
    for element in own.split('<').skip(1).filter(|element| !element.starts_with('/')) {
        let name = element.split([' ', '/', '>']).next().unwrap_or_default();
        let attributes: Vec<&str> = element.split('"').collect();
        if !element.contains('"') {
            said.insert(name.to_owned(), "1".to_owned());
        }
        for pair in attributes.chunks_exact(2) {
            let key = pair[0].rsplit(' ').next().unwrap_or_default().trim_end_matches('=');
            let key = if key == "w:val" { name.to_owned() } else { format!("{name} {key}") };
            said.insert(key, pair[1].to_owned());
        }
    }
    said
}

/// What Word is told of a look that comes from the stylesheet, whatever list the style belongs to.
fn told(said: &BTreeMap<String, String>, document: &Document) -> Style {
    let number = |key: &str| said.get(key).map_or(0, |value| value.parse::<i64>().expect("a number"));
    let on = |key: &str| said.get(key).is_some_and(|value| value != "0");
    let size = said.get("w:sz").map(|size| Length::twips(size.parse::<i64>().expect("half points") * 10));
    Style {
        size: size.unwrap_or(document.styles.get(Role::Paragraph).size),
        bold: on("w:b"),
        italic: on("w:i"),
        align: match said.get("w:jc").map(String::as_str) {
            Some("center") => Align::Center,
            Some("right") => Align::End,
            Some("both") => Align::Justify,
            _ => Align::Start,
        },
        space_before: Length::twips(number("w:spacing w:before")),
        space_after: Length::twips(number("w:spacing w:after")),
        line_spacing: said.get("w:spacing w:line").map_or(1000, |line| {
            u32::try_from(line.parse::<u64>().expect("a line distance") * 1000 / 240).expect("few lines")
        }),
        indent_start: Length::twips(number("w:ind w:left")),
        indent_end: Length::twips(number("w:ind w:right")),
        first_line: Length::twips(number("w:ind w:firstLine") - number("w:ind w:hanging")),
        keep_with_next: on("w:keepNext"),
        keep_together: on("w:keepLines"),
        hyphenate: !on("w:suppressAutoHyphens"),
        side_rule: said.contains_key("w:pBdr"),
    }
}

#[test]
fn word_styles_say_what_the_stylesheet_of_the_pdf_says() {
    let document = sample::everything();
    let styles = part(&document, Numbered::default(), &Measures::default(), &BTreeSet::new(), false);
    for role in Role::ALL {
        let told = told(&resolved(&styles, &StyleId::of(*role).text()), &document);
        let mut wanted = document.styles.get(*role).clone();
        for length in [
            &mut wanted.space_before,
            &mut wanted.space_after,
            &mut wanted.indent_start,
            &mut wanted.indent_end,
            &mut wanted.first_line,
        ] {
            *length = Length::twips(length.to_twips());
        }
        if matches!(role, Role::ContentsEntry(_)) {
            // The tab stop of the page numbers stands where the indent would end.
            wanted.indent_end = Length::ZERO;
        }
        if *role == Role::Footer {
            wanted.align = Align::Center;
        }
        assert_eq!(told, wanted, "{role:?}");
    }
}

#[test]
fn links_have_the_colour_of_the_pdf_and_are_underlined() {
    let styles = part(&sample::everything(), Numbered::default(), &Measures::default(), &BTreeSet::new(), false);
    let said = resolved(&styles, "Hyperlink");
    let [red, green, blue] = LINK_COLOUR;
    assert_eq!(said.get("w:color"), Some(&format!("{red:02X}{green:02X}{blue:02X}")));
    assert_eq!(said.get("w:u").map(String::as_str), Some("single"));
}
