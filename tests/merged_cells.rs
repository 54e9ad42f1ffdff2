//! Cells over several columns and rows, lines and lists in cells: the same in all files, and in a Word file that comes back.

use assemble::import::{Headings, Numbers, Options, import};
use assemble::pages::{Item, Pages};
use assemble::read::word::{ChangesRead, read};
use assemble::write::pdf::describe_tags;
use assemble::{Assembled, Request, Target, Tools};

use crate::word;

const HEAD: &str = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\n";

const BLOCKS: &str = "\
body:
  - table:
      caption: Wells by valley
      header: [Valley, {text: Wells, span: 2}, Depth]
      rows:
        - [{text: Upper, rows: 2}, dug, 12, 4.5]
        - [drilled, 3, {text: not measured, rows: 2}]
        - [{text: All others together, span: 2}, 41]
        - [Lower, {text: none, span: 2}, 0]
";

const MARKDOWN: &str = "\
body: |
  | Valley | Wells {span=2} | | Depth |
  |---|---|---|---|
  | Upper {rows=2} | dug | 12 | 4.5 |
  | | drilled | 3 | not measured {rows=2} |
  | All others together {span=2} | | 41 | |
  | Lower | none {span=2} | | 0 |
  : Wells by valley
";

fn assembled(body: &str) -> Assembled {
    let report = format!("{HEAD}{body}");
    let read = |_: &str| Err("there is no such file".to_owned());
    let request = Request { targets: Target::ALL.into(), ..Request::new("r.yaml", report.as_bytes(), &read) };
    let assembled = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
    let found: Vec<&str> = assembled.judged.diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert!(found.is_empty(), "{found:?}");
    assembled
}

fn file(assembled: &Assembled, target: Target) -> &[u8] {
    &assembled.files.as_ref().expect("files")[&target]
}

fn text(assembled: &Assembled, target: Target) -> String {
    String::from_utf8(file(assembled, target).to_vec()).expect("UTF-8")
}

/// The places of words on the only page: their left edges and base lines, in points.
fn place(pages: &Pages, words: &str) -> (i64, i64) {
    let found = pages.pages[0].items.iter().find(|placed| match &placed.item {
        Item::Glyphs(run) => run.text.trim() == words,
        _ => false,
    });
    let found = found.unwrap_or_else(|| panic!("{words} stands nowhere"));
    (found.point.x.to_emu() / 12_700, found.point.y.to_emu() / 12_700)
}

#[test]
fn both_forms_make_the_same_files() {
    let (blocks, markdown) = (assembled(BLOCKS), assembled(MARKDOWN));
    for target in [Target::Html, Target::Text] {
        assert_eq!(text(&blocks, target), text(&markdown, target));
    }
    let body = |assembled: &Assembled| {
        String::from_utf8(word::open(file(assembled, Target::Docx)).part("word/document.xml").to_vec()).expect("UTF-8")
    };
    assert_eq!(body(&blocks), body(&markdown));
}

#[test]
fn word_and_screen_readers_are_told_over_what_a_cell_goes() {
    let assembled = assembled(BLOCKS);
    let package = word::open(file(&assembled, Target::Docx));
    let document = package.xml("word/document.xml");
    let rows: Vec<Vec<String>> = document
        .descendants()
        .into_iter()
        .filter(|element| element.name == "w:tr")
        .map(|row| {
            let cells = row.elements().filter(|element| element.name == "w:tc");
            let cell = |cell: &word::Element| {
                let properties = cell.child("w:tcPr").expect("properties");
                let (span, merge) = (properties.value("w:gridSpan"), properties.value("w:vMerge"));
                format!("{}{}{}", cell.words(), span.unwrap_or(""), merge.map_or("", |merge| &merge[..1]))
            };
            cells.map(cell).collect()
        })
        .collect();
    assert_eq!(
        rows,
        [
            vec!["Valley", "Wells2", "Depth"],
            vec!["Upperr", "dug", "12", "4.5"],
            vec!["c", "drilled", "3", "not measuredr"],
            vec!["All others together2", "41", "c"],
            vec!["Lower", "none2", "0"],
        ]
    );
    let html = text(&assembled, Target::Html);
    for cell in [
        "<th scope=\"colgroup\" colspan=\"2\" class=\"center\">Wells</th>",
        "<td rowspan=\"2\">Upper</td>",
        "<td colspan=\"2\">All others together</td>",
    ] {
        assert!(html.contains(cell), "{cell} is not in {html}");
    }
    let tags = describe_tags(&assembled.judged.document, &assembled.judged.pages);
    for line in ["TH columns=2 \"Wells\"", "TD rows=2 \"Upper\"", "TD columns=2 \"All others together\""] {
        assert!(tags.lines().any(|tag| tag.trim() == line), "{line} is not in {tags}");
    }
}

#[test]
fn the_plain_text_says_in_each_row_what_goes_over_it() {
    let text = text(&assembled(BLOCKS), Target::Text);
    let rows = "\
– Valley: Upper; Wells: dug, 12; Depth: 4.5
– Valley: Upper; Wells: drilled, 3; Depth: not measured
– Valley, Wells: All others together; Wells: 41; Depth: not measured
– Valley: Lower; Wells: none; Depth: 0
";
    assert!(text.contains(rows), "{text}");
}

#[test]
fn the_pages_have_each_cell_at_its_place() {
    let pages = assembled(BLOCKS).judged.pages;
    let at = |words| place(&pages, words);
    assert_eq!(at("Upper").0, at("Lower").0);
    assert_eq!(at("All others together").0, at("Upper").0);
    assert_eq!(at("none").0, at("dug").0);
    assert_eq!(at("Upper").1, at("dug").1);
    assert_eq!(at("not measured").1, at("drilled").1);
    let distances = [("dug", "drilled"), ("drilled", "41"), ("41", "Lower")].map(|(one, two)| at(two).1 - at(one).1);
    assert!(distances.iter().all(|distance| (distance - distances[0]).abs() <= 1), "{distances:?}");
    // A head over two columns stands in their middle.
    assert!(at("Wells").0 > at("dug").0);
}

#[test]
fn a_cell_of_many_lines_makes_its_rows_higher_and_keeps_them_on_one_page() {
    let words = "word ".repeat(120);
    let filler = "Filler. ".repeat(380);
    let body = format!(
        "body:\n  - {filler}\n  - table:\n      header: [a, b]\n      widths: [4cm, 4cm]\n      rows:\n        - [{{text: {words}, rows: 3}}, one]\n        - [two]\n        - [three]\n        - [four, five]\n"
    );
    let pages = assembled(&body).judged.pages;
    let on = |words: &str| {
        let has = |item: &Item| matches!(item, Item::Glyphs(run) if run.text.trim() == words);
        let page = pages.pages.iter().position(|page| page.items.iter().any(|placed| has(&placed.item)));
        page.unwrap_or_else(|| panic!("{words} stands nowhere"))
    };
    assert_eq!((on("one"), on("two")), (on("two"), on("three")));
    let y = |words: &str| {
        let page = &pages.pages[on(words)];
        let found =
            page.items.iter().find(|placed| matches!(&placed.item, Item::Glyphs(run) if run.text.trim() == words));
        found.expect("it was found before").point.y
    };
    // The last of the three rows has the room that the long cell needs.
    assert!(on("four") > on("three") || y("four") - y("three") > (y("three") - y("two")) * 3);
}

#[test]
fn lines_and_items_of_a_cell_stay_apart() {
    let blocks = "\
body:
  - table:
      header: [a, b]
      rows:
        - - |
            first line
            second line
          - |
            - one
            - two
";
    let markdown = "body: |\n  | a | b |\n  |---|---|\n  | first line<br>second line | - one<br>- two |\n";
    for body in [blocks, markdown] {
        let assembled = assembled(body);
        let pages = &assembled.judged.pages;
        assert!(place(pages, "second line").1 > place(pages, "first line").1);
        assert_eq!(place(pages, "one").0, place(pages, "two").0);
        let html = text(&assembled, Target::Html);
        assert!(html.contains("<td>first line<br/>second line</td><td>– one<br/>– two</td>"), "{html}");
    }
}

/// The tags of the row of a table with this cell, in one line.
fn tags_of(cell: &str) -> String {
    let judged = assembled(&format!("body: |\n  | a | b |\n  |---|---|\n  | {cell} | 5 |\n")).judged;
    let tags = describe_tags(&judged.document, &judged.pages);
    let (_, row) = tags.split_once("TR\n        TD").expect("a table has a row");
    row.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim_start().to_owned()
}

#[test]
fn a_list_in_a_cell_is_a_list_to_screen_readers() {
    let item = |words: &str| format!("LI Lbl \"– \" LBody P {words}");
    let list = format!("L Bullet('–') {} {} TD \"5\"", item("\"one \""), item("\"two\""));
    assert_eq!(tags_of("- one<br>- two"), list);
    assert_eq!(tags_of("• one<br>• two"), list);
    let note = "Reference Link \"1 \" -> page 1 Note Lbl Link \"1 \" -> page 1 P \"By year.\"";
    let link = "Link \"three\" -> https://example.org/a";
    let items = [
        item("\"one or more \""),
        item(&format!("\"two,\" {note}")),
        item(&format!("{link} \" (\" Link \"https://example.org/a\" -> https://example.org/a \")\"")),
    ];
    assert_eq!(
        tags_of("Wells:<br>- **one** or<br>more<br>- two,^[By year.]<br>- [three](https://example.org/a)"),
        format!("P \"Wells: \" L Bullet('–') {} TD \"5\"", items.join(" "))
    );
    assert_eq!(tags_of("- one"), "\"- one\" TD \"5\"");
}

#[test]
fn merged_cells_come_back_from_word() {
    let built = assembled(BLOCKS);
    let draft = read(file(&built, Target::Docx), ChangesRead::Accepted).expect("our own file");
    let numbers = Numbers::ByProgram;
    let options = Options { body: None, headings: Headings::All, numbers, folder: "p", keys: &[], submitters: &[] };
    let imported = import(&draft, &options);
    let table = "\
  | Valley | Wells {span=2} |  | Depth |";
    assert!(imported.yaml.contains(table), "{}", imported.yaml);
    for row in [
        "| Upper {rows=2} | dug | 12 | 4.5 |",
        "|  | drilled | 3 | not measured {rows=2} |",
        "| All others together {span=2} |  | 41 |  |",
    ] {
        assert!(imported.yaml.contains(row), "{row} is not in {}", imported.yaml);
    }
}
