//! No word or number in a table is divided in either file where it has room, and tables have the look that both files share.

use assemble::document::{Block, ListItem, Orientation, Role, Table};
use assemble::fonts::Fonts;
use assemble::length::Length;
use assemble::pages::{Item, Origin};
use assemble::{Assembled, Request, Target, Tools};
use proptest::prelude::{Strategy, prop_oneof, proptest};

use crate::paging::seed;
use crate::support::{examples, request, root, sorted};
use crate::word::{self, Element};

/// The width of words in the faces of Times metrics, letter by letter, as Word sets them.
pub(crate) struct Faces {
    plain: harfrust::Font,
    bold: harfrust::Font,
}

impl Faces {
    pub(crate) fn new() -> Faces {
        let fonts = Fonts::embedded();
        let load = |bold| {
            let face = fonts.faces().iter().find(|face| face.bold == bold && !face.italic).expect("a face");
            harfrust::Font::new(face.file.shared(), face.index).expect("our own font")
        };
        Faces { plain: load(false), bold: load(true) }
    }

    /// Nothing where a letter is not in the face.
    fn width(&self, word: &str, bold: bool, size: Length) -> Option<Length> {
        let font = if bold { &self.bold } else { &self.plain };
        let (charmap, shaper) = (font.charmap(), harfrust::ShaperFont::new(font));
        let mut units = 0;
        for letter in word.chars() {
            units += i64::from(shaper.glyph_h_advance(charmap.map_unicode(letter)?));
        }
        Some(size.scale(units, i64::from(font.metrics().units_per_em)))
    }
}

fn tables<'d>(blocks: &'d [Block], all: &mut Vec<&'d Table>) {
    for block in blocks {
        if let Block::Table(table) = block {
            all.push(table);
        }
        for ListItem { blocks: inner } in block.items() {
            tables(inner, all);
        }
    }
}

/// Each word of each cell in the Word file has room in its column; gives the number of words that were measured.
pub(crate) fn assert_whole_in_word(docx: &[u8], faces: &Faces, small: Length, name: &str) -> usize {
    let package = word::open(docx);
    let margin = |element: &Element| {
        let left = element.child("w:tblCellMar")?.child("w:left")?.attribute("w:w")?;
        left.parse::<i64>().ok().map(Length::twips)
    };
    let styles = package.xml("word/styles.xml");
    let style = styles.elements().find(|style| style.attribute("w:styleId") == Some("ReportTable")).expect("a style");
    let usual = margin(style.child("w:tblPr").expect("properties")).expect("white space in cells");
    let mut measured = 0;
    for table in package.xml("word/document.xml").descendants().into_iter().filter(|element| element.name == "w:tbl") {
        let padding = table.child("w:tblPr").and_then(margin).unwrap_or(usual);
        for (at, row) in table.elements().filter(|element| element.name == "w:tr").enumerate() {
            for cell in row.elements().filter(|element| element.name == "w:tc") {
                let width = cell.child("w:tcPr").and_then(|properties| properties.child("w:tcW")?.attribute("w:w"));
                let width = Length::twips(width.and_then(|width| width.parse().ok()).expect("a width")) - padding * 2;
                // Word ends lines at spaces, hyphens and dashes, and where we tell it that it may.
                for word in cell.words().split([' ', '-', '–', '—', '\u{200b}', '\u{ad}']) {
                    let Some(wide) = faces.width(word, at == 0, small) else { continue };
                    assert!(wide <= width, "{name}: “{word}” is {wide:?} wide in a column of {width:?}");
                    measured += 1;
                }
            }
        }
    }
    measured
}

/// No line of a cell on the pages ends inside a word, but with a hyphen; gives the number of line ends that were seen.
fn assert_whole_on_pages(assembled: &Assembled, name: &str) -> usize {
    let judged = &assembled.judged;
    let mut all = Vec::new();
    judged.document.parts.iter().for_each(|part| tables(&part.blocks, &mut all));
    let mut seen = 0;
    for cell in all.iter().flat_map(|table| table.header.iter().chain(table.rows.iter().flatten())) {
        let mut lines: Vec<(Length, String)> = Vec::new();
        for placed in judged.pages.pages.iter().flat_map(|page| &page.items) {
            let (Origin::Inline(id, _), Item::Glyphs(run)) = (placed.origin, &placed.item) else { continue };
            // The marks of notes are smaller, and stand higher.
            if id != cell.paragraph.id || run.size < cell_size(assembled) {
                continue;
            }
            match lines.last_mut() {
                Some((y, text)) if *y == placed.point.y => text.push_str(&run.text),
                _ => lines.push((placed.point.y, run.text.clone())),
            }
        }
        for pair in lines.windows(2) {
            let whole = pair[0].1.ends_with([' ', '-', '–', '—', '/', '.', '\u{ad}', '\u{200b}']);
            assert!(whole, "{name}: a line ends with “{}”, the next is “{}”", pair[0].1, pair[1].1);
            seen += 1;
        }
    }
    seen
}

pub(crate) fn cell_size(assembled: &Assembled) -> Length {
    assembled.judged.document.styles.get(Role::TableCell).size
}

#[test]
fn no_word_of_a_table_in_an_example_is_divided_in_either_file() {
    let faces = Faces::new();
    let (mut words, mut ends) = (0, 0);
    let reports = sorted(&root().join("tests/reports")).into_iter().map(|folder| folder.join("report.yaml"));
    for path in examples().into_iter().chain(reports) {
        let assembled = request(&path, |request| assemble::assemble(request, &mut Tools::new()).expect("whole files"));
        let Some(files) = &assembled.files else { continue };
        let name = path.display().to_string();
        words += assert_whole_in_word(&files[&Target::Docx], &faces, cell_size(&assembled), &name);
        ends += assert_whole_on_pages(&assembled, &name);
    }
    assert!(words > 100 && ends > 0, "{words} words and {ends} line ends were looked at");
}

/// A cell: a number, a date, a symbol, words, long words.
fn cells() -> impl Strategy<Value = String> {
    let words = ["housing", "not affordable", "A", "Adjara (Autonomous Republic)", "reported", "AVATAR", "Supported"];
    let long = ["institutionalization", "Bundesverfassungsgericht", "and/or", "E/C.12/GEO/CO/3, para. 47"];
    prop_oneof![
        3 => (0..10_000_000_u32).prop_map(|number| number.to_string()),
        2 => (1..999_u32, 0..999_u32).prop_map(|(one, two)| format!("{one},{two:03}.5")),
        1 => (1990..2030_u32).prop_map(|year| format!("{year}-12-31")),
        3 => (0..words.len()).prop_map(move |at| words[at].to_owned()),
        1 => (0..long.len()).prop_map(move |at| long[at].to_owned()),
        1 => (1..30_usize).prop_map(|count| "the families were evicted in winter ".repeat(count).trim().to_owned()),
    ]
}

/// A report with one table, in columns of these widths if any are given.
fn report(rows: &[Vec<String>], widths: Option<&str>) -> String {
    use std::fmt::Write as _;
    let mut yaml =
        "submitted_to: generic\nlanguage: en\ntitle: A table\nsubmitted_by: [{name: A Network}]\nbody:\n  - table:\n"
            .to_owned();
    let list = |cells: &[String]| cells.iter().map(|cell| format!("{cell:?}")).collect::<Vec<_>>().join(", ");
    let _ = writeln!(yaml, "      header: [{}]\n      rows:", list(&rows[0]));
    for row in &rows[1..] {
        let _ = writeln!(yaml, "        - [{}]", list(row));
    }
    if let Some(width) = widths {
        let _ = writeln!(yaml, "      widths: [{}]", vec![width; rows[0].len()].join(", "));
    }
    yaml
}

proptest! {
    #![proptest_config(seed::config(64))]

    #[test]
    fn no_word_of_a_random_table_is_divided_in_either_file_where_it_has_room(
        (columns, cells) in (1..8_usize, proptest::collection::vec(cells(), 56)),
        widths in proptest::option::of(prop_oneof![proptest::strategy::Just("1*"), proptest::strategy::Just("1cm")]),
    ) {
        let rows: Vec<Vec<String>> = cells.chunks_exact(columns).map(<[String]>::to_vec).collect();
        let yaml = report(&rows, widths);
        let request = Request { targets: Target::ALL.into(), ..Request::new("r", yaml.as_bytes(), &|_| Err("no file".into())) };
        let assembled = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
        let files = assembled.files.as_ref().expect("no error");
        if assembled.judged.pages.measures.tables.values().all(|look| look.too_wide.is_none()) {
            assert_whole_in_word(&files[&Target::Docx], &Faces::new(), cell_size(&assembled), &yaml);
            assert_whole_on_pages(&assembled, &yaml);
        }
    }
}

/// A report with this body, taken through all stages.
fn assembled(body: &str) -> Assembled {
    let yaml =
        format!("submitted_to: generic\nlanguage: en\ntitle: A table\nsubmitted_by: [{{name: A Network}}]\n{body}");
    let read = |name: &str| std::fs::read(root().join("tests/pictures").join(name)).map_err(|error| error.to_string());
    let request = Request { targets: Target::ALL.into(), ..Request::new("r", yaml.as_bytes(), &read) };
    assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole")
}

fn codes(assembled: &Assembled) -> Vec<&'static str> {
    assembled.judged.diagnostics.iter().map(|found| found.code.as_str()).collect()
}

#[test]
fn a_turned_table_is_on_a_page_of_its_own_that_is_turned_in_both_files() {
    let made = assembled(
        "body:\n  - paragraph: Before.\n  - page_break: true\n\
         \x20 - table: {caption: Wide, landscape: true, header: [A, B], rows: [['1', '2']]}\n\
         \x20 - page_break: true\n  - paragraph: After.\n\
         annexes:\n  - title: Wide too\n    landscape: true\n    body: Words.\n",
    );
    let turned: Vec<bool> =
        made.judged.pages.pages.iter().map(|page| page.orientation == Orientation::Landscape).collect();
    assert_eq!(turned, [false, true, false, true]);
    let files = made.files.as_ref().expect("no error");
    let package = word::open(&files[&Target::Docx]);
    let body = package.xml("word/document.xml");
    let sections = body.descendants().into_iter().filter(|element| element.name == "w:sectPr");
    let sizes = sections.map(|section| section.child("w:pgSz").expect("a size").attribute("w:orient").is_some());
    assert_eq!(sizes.collect::<Vec<_>>(), turned);
    // A section begins a page already, so the author's breaks there add none.
    assert!(!body.descendants().iter().any(|element| element.name == "w:pageBreakBefore"));
    let header = package.xml("word/header3.xml");
    let tabs: Vec<&str> = header
        .descendants()
        .into_iter()
        .filter(|element| element.name == "w:tab")
        .filter_map(|tab| tab.attribute("w:val"))
        .collect();
    assert_eq!(tabs, ["clear", "right"]);
}

#[test]
fn a_table_that_is_too_wide_is_named_and_fits_when_the_remedy_is_followed() {
    let columns = 8;
    let row = |word: &str| format!("[{}]", vec![word; columns].join(", "));
    let body = |more: &str| {
        format!(
            "body:\n  - table:\n      header: {}\n      rows:\n        - {}\n{more}",
            row("Administration"),
            row("x")
        )
    };
    let made = assembled(&body(""));
    let found = made.judged.diagnostics.iter().find(|found| found.code == "T93").expect("a finding");
    assert!(found.help.as_ref().is_some_and(|help| help.contains("landscape: true")), "{found:?}");
    assert!(!codes(&assembled(&body("      landscape: true\n"))).contains(&"T93"));
}

#[test]
fn a_source_typed_after_a_figure_or_table_is_printed_under_it_on_its_page() {
    let made = assembled(
        "body: |\n  One.\n\n  ![A picture](author.png)\n  : What it shows\n\n  Source: Ministry. {-}\n\n  \
         | A | B |\n  |---|---|\n  | 1 | 2 |\n\n  Source: Survey.\n\n  Two.\n",
    );
    let mut below = Vec::new();
    assemble::document::text::for_each_paragraph(&made.judged.document, |_, paragraph| {
        if paragraph.role == Role::Source {
            below.push(assemble::document::text::words(paragraph));
        }
    });
    assert_eq!(below, ["Source: Ministry.", "Source: Survey."]);
    // The second was typed as a paragraph with a number, which it has lost.
    assert_eq!(codes(&made).iter().filter(|code| **code == "D21").count(), 1);
}

#[test]
fn a_table_without_rows_is_named_and_makes_sound_files() {
    let made = assembled("body: |\n  | A | B |\n  |---|---|\n");
    assert!(codes(&made).contains(&"D20"));
    assert!(made.files.is_some_and(|files| files[&Target::Pdf].starts_with(b"%PDF")));
}

#[test]
fn a_line_may_end_in_a_cell() {
    let made = assembled("body: |\n  | A | B |\n  |---|---|\n  | 2024<br>(first half) | 2 |\n");
    assert!(codes(&made).is_empty(), "{:?}", codes(&made));
    let files = made.files.expect("no error");
    let body = word::open(&files[&Target::Docx]).xml("word/document.xml");
    assert_eq!(body.descendants().into_iter().filter(|element| element.name == "w:br").count(), 1);
}
