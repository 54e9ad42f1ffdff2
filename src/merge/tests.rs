//! Merging on Word files whose XML is changed by hand.

use super::{MergeRequest, Merged, OtherFiles, merge};
use crate::copy::{Dates, copy, edited};
use crate::read::word::{ChangesRead, Draft, Package, read};
use crate::{Request, Target, Tools};

const MARKDOWN: &str = "\
submitted_to: generic
language: en
title: Housing for all
date: 2026-01-16
submitted_by:
  - name: Example Network
body: |
  # Renting

  Many tenants pay *more than half* of their income for rent,
  and wait for years.[^1] They see [para. @north].

  The State party has built few homes in the north. {#north}

  It should:

  (a) Build homes;
  (b) Cap rents.

  | City | Homes |
  |---|---|
  | North | 12 |
  | South | 30 |

  : Homes by city

  The last paragraph asks for more homes.

  [^1]: See the annual report, page 12.
";

const BLOCKS: &str = "\
submitted_to: generic
language: en
title: Housing for all
date: 2026-01-16
submitted_by:
  - name: Example Network
body:
  - heading: Renting
  - >-
    Many tenants pay more than half of their income
    for rent, and wait for years.
  - The State party has built few homes.  # a note to myself
  - list: [Build homes, Cap rents]
    style: letters
  - table:
      header: [City, Homes]
      rows:
        - [North, 12]
  - \"It said: “no”.\"
";

fn request<'a>(report: &'a str, read: &'a dyn Fn(&str) -> Result<Vec<u8>, String>) -> Request<'a> {
    Request::new("r.yaml", report.as_bytes(), read)
}

fn nothing(_: &str) -> Result<Vec<u8>, String> {
    Err("there is no such file".to_owned())
}

/// The Word file of a report.
fn word(report: &str) -> Vec<u8> {
    let request = Request { draft: true, ..request(report, &nothing) };
    let assembled = crate::assemble(&request, &mut Tools::new()).expect("our own files are whole");
    let found = &assembled.judged.diagnostics;
    assembled.files.unwrap_or_else(|| panic!("{found:?}"))[&Target::Docx].clone()
}

/// A Word file with other XML: in each part each first text becomes the second.
fn changed(bytes: &[u8], part: &str, changes: &[(&str, &str)]) -> Vec<u8> {
    let mut package = Package::open(bytes).expect("a Word file");
    let tree = package.tree(part).expect("XML").expect("the part");
    let mut edits = Vec::new();
    for (from, to) in changes {
        let at = tree.text().find(from).unwrap_or_else(|| panic!("{from} in {}", tree.text()));
        edits.push((at..at + from.len(), (*to).to_owned()));
    }
    let text = edited(tree.text(), edits);
    copy(bytes, [(part.to_owned(), Some(text.into_bytes()))].into(), Dates::Kept).expect("it is written")
}

fn merged_with(report: &str, edited: &[u8]) -> Merged {
    let theirs = read(edited, ChangesRead::Accepted).expect("a Word file");
    let sent: Option<Draft> =
        (!theirs.changes.is_empty()).then(|| read(edited, ChangesRead::Rejected).expect("a Word file"));
    let report = request(report, &nothing);
    let request = MergeRequest {
        report: &report,
        edited: &theirs,
        edited_name: "e.docx",
        sent: sent.as_ref(),
        is_guessed: true,
        others: OtherFiles::Changed,
    };
    merge(&request, &mut Tools::new()).unwrap_or_else(|error| panic!("{error}"))
}

/// The report after an edit of its Word file, and what was told.
fn after(report: &str, changes: &[(&str, &str)]) -> (String, Vec<String>) {
    let merged = merged_with(report, &changed(&word(report), "word/document.xml", changes));
    let text = merged.files.first().map_or(report.to_owned(), |file| file.after.clone());
    (text, merged.findings.into_iter().map(|found| found.message).collect())
}

/// The edit leads to exactly this change of the report, plain and tracked.
#[track_caller]
fn holds(report: &str, changes: &[(&str, &str)], from: &str, to: &str) {
    let (text, told) = after(report, changes);
    assert_eq!(text, report.replacen(from, to, 1), "{told:?}");
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn a_file_that_nobody_edited_changes_nothing() {
    for report in [MARKDOWN, BLOCKS] {
        let merged = merged_with(report, &word(report));
        assert!(merged.files.is_empty() && merged.carried.is_empty(), "{:?}", merged.carried);
        assert_eq!(merged.findings, []);
    }
}

/// In a text box, in a table in it, and in a text box of a cell.
#[test]
fn the_words_of_a_text_box_are_told_wherever_it_stands() {
    let boxed = |inside: &str| {
        format!(
            "<w:r><w:pict xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></w:r>"
        )
    };
    let words = "<w:p><w:r><w:t>boxed words</w:t></w:r></w:p>";
    let cell = |inside: &str| format!("<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>");
    let in_box = boxed(words);
    let table_in_box = boxed(&format!("{}<w:p/>", cell(words)));
    let box_in_cell = cell(&format!("<w:p>{}</w:p>", boxed(words)));
    for inside in [format!("<w:p>{in_box}</w:p>"), format!("<w:p>{table_in_box}</w:p>"), box_in_cell] {
        let (text, told) = after(MARKDOWN, &[("<w:sectPr", &format!("{inside}<w:sectPr"))]);
        assert_eq!(text, MARKDOWN);
        let boxes = told.iter().filter(|message| message.contains("“boxed words” was put in"));
        assert_eq!(boxes.count(), 1, "{told:?}");
    }
}

#[test]
fn a_letter_that_no_font_has_is_told() {
    let edits = [
        (">The State party has built few homes", ">The State party has built \u{13000} homes"),
        ("for more homes", "for homes"),
    ];
    let (text, told) = after(MARKDOWN, &edits);
    assert_eq!(text, MARKDOWN.replacen("for more homes", "for homes", 1), "{told:?}");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn words_come_back_to_their_place() {
    holds(
        MARKDOWN,
        &[(">The State party has built few homes", ">The State party has built many flats")],
        "few homes",
        "many flats",
    );
    holds(MARKDOWN, &[("asks for more homes", "asks for more")], "asks for more homes", "asks for more");
    holds(MARKDOWN, &[("asks for more homes", "asks again for more homes")], "asks for", "asks again for");
    holds(
        MARKDOWN,
        &[("asks for more homes.", "asks for more homes. It hopes so.")],
        "more homes.\n\n  [^1]",
        "more homes. It hopes so.\n\n  [^1]",
    );
    holds(MARKDOWN, &[(" of their income for rent, and wait", " of their pay for rent, and wait")], "income", "pay");
    holds(
        MARKDOWN,
        &[("of their income for rent, and wait", "of their income for rent and long, and wait")],
        "for rent,",
        "for rent and long,",
    );
    holds(MARKDOWN, &[(">more than half<", ">nearly half<")], "*more than half*", "*nearly half*");
    holds(MARKDOWN, &[("asks for more homes.", "asks for more homes!")], "homes.\n\n  [^1]", "homes!\n\n  [^1]");
    holds(MARKDOWN, &[(">Build homes;<", ">Build many homes;<")], "Build homes", "Build many homes");
    holds(MARKDOWN, &[(">Renting<", ">Renting a home<")], "# Renting", "# Renting a home");
    holds(MARKDOWN, &[(">30<", ">31<")], "| 30 |", "| 31 |");
    holds(
        MARKDOWN,
        &[("asks for more homes", "asks for *more* homes [sic]")],
        "for more homes",
        "for \\*more\\* homes \\[sic\\]",
    );
}

#[test]
fn words_come_back_beside_a_symbol_that_became_a_link() {
    let report = MARKDOWN.replace("few homes in", "few homes (see\n  E/C.12/NOR/CO/6) in");
    holds(&report, &[(") in the north.", ") in the far north.")], "in the north. {", "in the far north. {");
    holds(&report, &[("E/C.12/NOR/CO/6<", "E/C.12/NOR/CO/7<")], "CO/6", "CO/7");
}

#[test]
fn words_come_back_into_lists_of_blocks() {
    holds(
        BLOCKS,
        &[("half of their income for rent, and", "half of their pay and wages for rent, and")],
        "income",
        "pay and wages",
    );
    holds(BLOCKS, &[("income for rent, and", "income on rent, and")], "    for rent", "    on rent");
    holds(
        BLOCKS,
        &[("built few homes", "built few homes: none in the north")],
        "The State party has built few homes.",
        "\"The State party has built few homes: none in the north.\"",
    );
    holds(BLOCKS, &[(">Cap rents<", ">Cap rents, and fines<")], "Cap rents", "\"Cap rents, and fines\"");
    holds(BLOCKS, &[(">12<", ">13<")], "12]", "13]");
    holds(BLOCKS, &[("It said: “no”.", "It said: “yes”, \"yes\".")], "“no”.\"", "“yes”, \\\"yes\\\".\"");
    holds(BLOCKS, &[(">Housing for all<", ">Homes for all<")], "title: Housing", "title: Homes");
}

#[test]
fn notes_come_back() {
    let edited = changed(&word(MARKDOWN), "word/footnotes.xml", &[("page 12", "page 14")]);
    let merged = merged_with(MARKDOWN, &edited);
    assert_eq!(merged.files[0].after, MARKDOWN.replace("page 12", "page 14"));
    assert_eq!(merged.findings, []);
}

/// The XML of the paragraph that holds these words.
fn paragraph(report: &str, words: &str) -> String {
    let bytes = word(report);
    let mut package = Package::open(&bytes).expect("a Word file");
    let tree = package.tree("word/document.xml").expect("XML").expect("the part");
    let at = tree.text().find(words).expect("the words");
    let start = tree.text()[..at].rfind("<w:p>").expect("a paragraph");
    let end = at + tree.text()[at..].find("</w:p>").expect("its end") + "</w:p>".len();
    tree.text()[start..end].to_owned()
}

#[test]
fn paragraphs_are_put_in_and_taken_out() {
    let last = paragraph(MARKDOWN, "The last paragraph");
    let new = format!("{last}{}", last.replace("The last paragraph asks for more homes.", "A new one follows it."));
    holds(MARKDOWN, &[(&last, &new)], "more homes.\n", "more homes.\n\n  A new one follows it.\n");
    let north = paragraph(MARKDOWN, "asks for more homes");
    holds(MARKDOWN, &[(&north, "")], "  The last paragraph asks for more homes.\n\n", "");
    let item = paragraph(MARKDOWN, "Build homes");
    let new = format!("{item}{}", item.replace("Build homes", "Repair homes"));
    holds(MARKDOWN, &[(&item, &new)], "  (b) Cap", "  (b) Repair homes;\n  (c) Cap");
    holds(MARKDOWN, &[(&item, "")], "  (a) Build homes;\n  (b) Cap", "  (a) Cap");
    let heading = paragraph(MARKDOWN, ">Renting<");
    let new = format!("{last}{}", heading.replace("Renting", "Selling"));
    holds(MARKDOWN, &[(&last, &new)], "more homes.\n", "more homes.\n\n  # Selling\n");
}

#[test]
fn paragraphs_take_the_form_of_a_list_of_blocks() {
    let few = paragraph(BLOCKS, "few homes");
    let new = format!("{few}{}", few.replace("The State party has built few homes.", "A new one: it follows."));
    holds(BLOCKS, &[(&few, &new)], "# a note to myself\n", "# a note to myself\n  - \"A new one: it follows.\"\n");
    holds(BLOCKS, &[(&few, "")], "  - The State party has built few homes.  # a note to myself\n", "");
    let item = paragraph(BLOCKS, "Build homes");
    let new = format!("{item}{}", item.replace("Build homes", "Repair homes"));
    holds(BLOCKS, &[(&item, &new)], "[Build homes, ", "[Build homes, Repair homes, ");
    holds(BLOCKS, &[(&item, "")], "[Build homes, ", "[");
}

#[test]
fn what_the_program_makes_is_told_and_stays() {
    let (text, told) = after(MARKDOWN, &[("Submitted by", "Handed in by")]);
    assert_eq!(text, MARKDOWN);
    assert!(told.len() == 1 && told[0].contains("the program itself writes these words"), "{told:?}");
}
