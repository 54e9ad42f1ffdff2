//! Word files on the command line, and round trips: a report that is built, imported and built again says the same.

use std::io::{Cursor, Read as _};

use assemble::document::{PartKind, text};
use assemble::import::{Headings, Numbers, Options, import};
use assemble::read::word::{ChangesRead, read};
use assemble::{Judged, Request, Tools};
use zip::ZipArchive;

use crate::support::program::{Folder, GOOD};
use crate::support::{examples, files, judge};

/// What a report says, paragraph by paragraph: part, number, words.
fn said(judged: &Judged) -> Vec<(PartKind, String, String)> {
    let mut all = Vec::new();
    text::for_each_paragraph(&judged.document, |part, paragraph| {
        let number = paragraph.marker.as_ref().map(|marker| marker.text.clone()).unwrap_or_default();
        let words = text::words(paragraph).split_whitespace().collect::<Vec<_>>().join(" ");
        if part != PartKind::Contents && part != PartKind::Profile && !words.is_empty() {
            // A list of sources comes back as a section of the text.
            let part = if part == PartKind::Sources { PartKind::Body } else { part };
            all.push((part, number, words));
        }
    });
    all
}

/// A Word file as a report, judged.
fn imported(docx: &[u8]) -> (Judged, String) {
    let draft = read(docx, ChangesRead::Accepted).expect("our own files can be read");
    let numbers = Numbers::ByProgram;
    let options = Options { body: None, headings: Headings::All, numbers, folder: "p", keys: &[], submitters: &[] };
    let imported = import(&draft, &options);
    assert_eq!(imported.carried, imported.words, "{:?}", imported.findings);
    let read = |name: &str| {
        let found = imported.pictures.iter().find(|(known, _)| known == name);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| "there is no such file".to_owned())
    };
    let request = Request::new("r.yaml", imported.yaml.as_bytes(), &read);
    (assemble::judge(&request, &mut Tools::new()).expect("our own files are whole"), imported.yaml.clone())
}

#[test]
fn each_example_says_the_same_after_it_was_built_and_imported() {
    for path in examples() {
        let (again, yaml) = imported(&files(&path)[&assemble::Target::Docx]);
        assert_eq!(said(&again), said(&judge(&path)), "{}\n{yaml}", path.display());
    }
}

fn docx() -> Vec<u8> {
    let read = |_: &str| Err(String::new());
    let request = Request::new("r.yaml", GOOD.as_bytes(), &read);
    let assembled = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
    assembled.files.expect("it is accepted")[&assemble::Target::Docx].clone()
}

#[test]
fn a_word_file_becomes_a_report_that_builds_and_nothing_is_written_over() {
    let folder = Folder::new().file("draft.docx", docx());
    assert_eq!(folder.run(["import", "draft.docx"]).code, 0);
    assert!(folder.text("draft.yaml").contains("One paragraph."));
    assert_eq!(folder.run(["draft.yaml", "--quiet", "--out-dir", "out"]).code, 0);
    assert_eq!(folder.run(["import", "draft.docx"]).code, 2, "the report is there already");
    assert_eq!(folder.run(["check", "draft.docx"]).code, 2, "the body is not named");
    let checked = folder.run(["check", "draft.docx", "--to", "cescr", "--comments", "copy.docx"]);
    assert_eq!(checked.code, 0, "{checked:?}");
    assert_eq!(folder.run(["check", "draft.docx", "--to", "cescr", "--comments", "draft.docx"]).code, 2);
    assert!(folder.run(["count", "draft.docx"]).stdout.contains("words count"));
    assert_eq!(folder.run(["outline", "draft.docx"]).code, 0);
    assert_eq!(folder.run(["clean", "draft.docx"]).code, 0);
    assert_eq!(folder.run(["import", "old.doc"]).code, 2);
    assert_only_comments(&folder);
}

/// In the copy with comments each other part is as it was.
fn assert_only_comments(folder: &Folder) {
    let parts = |name: &str| {
        let mut archive = ZipArchive::new(Cursor::new(folder.read(name))).expect("a zip file");
        let all: Vec<(String, Vec<u8>)> = (0..archive.len())
            .map(|at| {
                let mut part = archive.by_index(at).expect("a part");
                let mut bytes = Vec::new();
                part.read_to_end(&mut bytes).expect("its bytes");
                (part.name().to_owned(), bytes)
            })
            .collect();
        all
    };
    let (draft, copy) = (parts("draft.docx"), parts("copy.docx"));
    for (name, bytes) in &draft {
        let same = copy.iter().any(|(other, new)| other == name && new == bytes);
        let may_change = ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"];
        assert!(same || may_change.contains(&name.as_str()), "{name} was changed");
    }
}
