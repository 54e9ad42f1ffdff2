//! Comparing: a text, a cell and a note end with a mark that is neither put in nor taken out. And files that hold tracked
//! changes already are compared only as it is said.

use std::io::Write as _;

use assemble::compare::{Comparison, EditKind, Moves, compare};
use assemble::read::word::{ChangesRead, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::program::Folder;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const SECTION: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr>";

/// A Word file with this text, and with one footnote.
fn file(body: &str, note: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inside: String| {
        let names = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("<Relationships xmlns=\"{names}\">{inside}</Relationships>")
    };
    let style =
        |id: &str| format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/></w:style>");
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let kinds = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{kind}.document.main+xml\"/>\
         <Override PartName=\"/word/footnotes.xml\" ContentType=\"{kind}.footnotes+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{kind}.styles+xml\"/></Types>"
    );
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", kinds),
        ("_rels/.rels", relations(relation("a", "officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels",
            relations(relation("b", "footnotes", "footnotes.xml") + &relation("c", "styles", "styles.xml")),
        ),
        ("word/styles.xml", format!("<w:styles {W}>{}{}</w:styles>", style("Plain"), style("Other"))),
        ("word/document.xml", format!("<w:document {W}><w:body>{body}{SECTION}</w:body></w:document>")),
        ("word/footnotes.xml", format!("<w:footnotes {W}><w:footnote w:id=\"1\">{note}</w:footnote></w:footnotes>")),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(content.as_bytes()).expect("a part");
    }
    writer.finish().expect("a zip file").into_inner()
}

/// A paragraph in a style.
fn styled(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn p(words: &str) -> String {
    styled("Plain", words)
}

const FIRST: &str = "Many tenants wait for years until a home is found.";
const SECOND: &str = "Nobody knows how many people live without a home.";
const THIRD: &str = "The State party has built few homes since then.";

/// What stands in a part of a comparison, paragraph by paragraph: the change of the mark, and the words with their changes.
fn marks(found: &Comparison, part: &str) -> Vec<(String, String)> {
    let bytes = found.bytes.as_deref().expect("there are differences");
    let package = crate::word::open(bytes);
    let xml = String::from_utf8_lossy(package.part(part)).into_owned();
    let one = |paragraph: &str| {
        let (properties, rest) = paragraph.split_once("</w:pPr>").unwrap_or(("", paragraph));
        let mark = properties.split_once("<w:rPr><w:").map_or("", |(_, rest)| rest);
        let mark = mark.split(' ').next().unwrap_or_default().to_owned();
        let mut words = String::new();
        for tag in rest.split('<').skip(1) {
            let (name, text) = tag.split_once('>').unwrap_or((tag, ""));
            match name.split(' ').next().unwrap_or_default() {
                "w:ins" => words.push('+'),
                "w:del" => words.push('-'),
                "w:moveFrom" | "w:moveTo" => words.push('~'),
                _ => {}
            }
            words.push_str(text);
        }
        (mark, words)
    };
    xml.split("<w:p>").skip(1).map(one).collect()
}

/// The comparison of two texts without notes.
fn compared(old: &str, new: &str) -> Comparison {
    let note = p("A note.");
    compare(&file(old, &note), &file(new, &note), Moves::Found, None).expect("it is proven")
}

fn pair(mark: &str, words: impl Into<String>) -> (String, String) {
    (mark.to_owned(), words.into())
}

#[test]
fn the_mark_before_the_last_paragraphs_is_put_in_or_taken_out_for_the_last_one() {
    let short = p(FIRST);
    let long = short.clone() + &p(SECOND) + &p(THIRD);
    let put_in = marks(&compared(&short, &long), "word/document.xml");
    assert_eq!(put_in, [pair("ins", FIRST), pair("ins", format!("+{SECOND}")), pair("", format!("+{THIRD}"))]);
    let taken_out = marks(&compared(&long, &short), "word/document.xml");
    assert_eq!(taken_out, [pair("del", FIRST), pair("del", format!("-{SECOND}")), pair("", format!("-{THIRD}"))]);
}

#[test]
fn the_last_mark_is_that_of_the_paragraph_that_stays() {
    let (short, long) = (p(FIRST), p(FIRST) + &styled("Other", SECOND));
    let document = |old: &str, new: &str| {
        let bytes = compared(old, new).bytes.expect("there are differences");
        String::from_utf8_lossy(crate::word::open(&bytes).part("word/document.xml")).into_owned()
    };
    let before = |style: &str| format!("<w:pPr><w:pStyle w:val=\"{style}\"></w:pStyle></w:pPr></w:pPrChange></w:pPr>");
    let put_in = document(&short, &long);
    let last = put_in.rsplit("<w:p>").next().unwrap_or_default();
    assert!(last.starts_with("<w:pPr><w:pStyle w:val=\"Other\"/><w:pPrChange "), "{last}");
    assert!(last.contains(&before("Plain")), "{last}");
    let taken_out = document(&long, &short);
    let last = taken_out.rsplit("<w:p>").next().unwrap_or_default();
    assert!(last.starts_with("<w:pPr><w:pStyle w:val=\"Plain\"/><w:pPrChange "), "{last}");
    assert!(last.contains(&before("Other")), "{last}");
}

#[test]
fn a_last_paragraph_that_is_another_is_one_paragraph() {
    let found = marks(&compared(&(p(FIRST) + &p(SECOND)), &(p(FIRST) + &p("Rents rose."))), "word/document.xml");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|(mark, _)| mark.is_empty()), "{found:?}");
    // Where a table stands between, no mark can be given away: the words change their place.
    let table =
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>A cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let found = marks(&compared(&p(FIRST), &(p(FIRST) + table + &p(SECOND))), "word/document.xml");
    assert_eq!(found.last().map(|(mark, _)| mark.as_str()), Some(""), "{found:?}");
}

#[test]
fn a_last_paragraph_that_moves_leaves_its_mark() {
    let (old, new) = (p(FIRST) + &p(SECOND) + &p(THIRD), p(THIRD) + &p(FIRST) + &p(SECOND));
    let there = compared(&old, &new);
    assert_eq!(there.differences.iter().map(|one| one.kind).collect::<Vec<_>>(), [EditKind::ParagraphMoved]);
    let found = marks(&there, "word/document.xml");
    let wanted =
        [pair("moveTo", format!("~{THIRD}")), pair("", FIRST), pair("del", SECOND), pair("", format!("~{THIRD}"))];
    assert_eq!(found, wanted);
    let back = marks(&compared(&new, &old), "word/document.xml");
    assert_eq!(back[2..], [pair("ins", SECOND), pair("", format!("~{THIRD}"))]);
}

#[test]
fn cells_and_notes_end_as_the_text_does() {
    let row = |cell: &str| format!("<w:tr><w:tc>{cell}</w:tc><w:tc>{}</w:tc></w:tr>", p("Twelve homes were built"));
    let table = |rows: &str| format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>{}", p(SECOND));
    let (short, long) = (row(&p(FIRST)), row(&(p(FIRST) + &p("North"))));
    let put_in = marks(&compared(&table(&short), &table(&long)), "word/document.xml");
    assert_eq!(put_in[..2], [pair("ins", FIRST), pair("", "+North")]);
    let taken_out = marks(&compared(&table(&long), &table(&short)), "word/document.xml");
    assert_eq!(taken_out[..2], [pair("del", FIRST), pair("", "-North")]);
    // Of a row that goes, all marks go but the last of each cell.
    let gone = marks(
        &compared(&table(&(short + &row(&(p(THIRD) + &p("East"))))), &table(&row(&p(FIRST)))),
        "word/document.xml",
    );
    assert_eq!(gone[2..4], [pair("del", format!("-{THIRD}")), pair("", "-East")]);
    let text =
        format!("<w:p><w:r><w:t>Words</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>{}", p(FIRST));
    let (one, two) = (file(&text, &p(SECOND)), file(&text, &(p(SECOND) + &p("East"))));
    let put_in = compare(&one, &two, Moves::Found, None).expect("it is proven");
    assert_eq!(marks(&put_in, "word/footnotes.xml"), [pair("ins", SECOND), pair("", "+East")]);
    let taken_out = compare(&two, &one, Moves::Found, None).expect("it is proven");
    assert_eq!(marks(&taken_out, "word/footnotes.xml"), [pair("del", SECOND), pair("", "-East")]);
}

#[test]
fn two_notes_may_go_where_the_new_file_has_no_style_for_their_marks() {
    let report = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\nbody: Words.^[One.]^[Two.]\n";
    let new = file(&p(FIRST), &p("A note."));
    let there = compare(&crate::compare::word(report), &new, Moves::Found, None);
    assert!(there.is_ok_and(|found| found.bytes.is_some()));
}

/// A paragraph in which somebody has taken a word out and put another in.
fn tracked() -> Vec<u8> {
    let who = "w:id=\"1\" w:author=\"Partner\"";
    let body = format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">Rents rose by </w:t></w:r><w:del {who}><w:r><w:delText>half</w:delText></w:r></w:del>\
         <w:ins {who}><w:r><w:t>nine</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> per cent.</w:t></w:r></w:p>"
    );
    file(&body, &p("A note."))
}

fn plain(word: &str) -> Vec<u8> {
    file(&p(&format!("Rents rose by {word} per cent.")).replace("Plain", ""), &p("A note."))
}

#[test]
fn a_file_with_tracked_changes_is_compared_as_it_is_said() {
    let words = |bytes: &[u8], changes| {
        let draft = read(bytes, changes).expect("it is a Word file");
        draft.paragraphs().map(|one| one.text().trim().to_owned()).collect::<Vec<_>>().join("|")
    };
    for (changes, own) in [("accept", "nine"), ("reject", "half")] {
        // The file is the old text, then the new one.
        for is_old in [true, false] {
            let (old, new) = if is_old { (tracked(), plain("six")) } else { (plain("six"), tracked()) };
            let (was, is) = if is_old { (own, "six") } else { ("six", own) };
            let folder = Folder::new().file("old.docx", old).file("new.docx", new);
            let args = ["compare", "old.docx", "new.docx", "--changes", changes];
            folder.run(args).ends(0, &["new.changes.docx", "new.docx", "old.docx"]);
            let bytes = folder.read("new.changes.docx");
            assert_eq!(words(&bytes, ChangesRead::Accepted), format!("Rents rose by {is} per cent."));
            assert_eq!(words(&bytes, ChangesRead::Rejected), format!("Rents rose by {was} per cent."));
            let draft = read(&bytes, ChangesRead::Accepted).expect("it is a Word file");
            assert!(draft.changes.iter().all(|change| change.author == "assemble"), "{:?}", draft.changes);
        }
        // Both files hold the same text then.
        let folder = Folder::new().file("old.docx", tracked()).file("new.docx", plain(own));
        let args = ["compare", "old.docx", "new.docx", "--changes", changes];
        folder.run(args).says("the two texts have the same words\n").ends(0, &["new.docx", "old.docx"]);
    }
}

#[test]
fn a_file_with_tracked_changes_is_refused_without_a_word_about_them() {
    for more in [&[][..], &["--changes", "refuse"]] {
        for (old, new, name) in [(tracked(), plain("six"), "old.docx"), (plain("six"), tracked(), "new.docx")] {
            let said = format!(
                "error: {name} holds 2 tracked changes: say which text is meant, `--changes accept` for the text with the \
                 changes, `--changes reject` for the text as it was before\n"
            );
            let folder = Folder::new().file("old.docx", old).file("new.docx", new);
            let args = [&["compare", "old.docx", "new.docx"], more].concat();
            folder.run(args).says(&said).ends(1, &["new.docx", "old.docx"]);
        }
    }
}
