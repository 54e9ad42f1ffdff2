//! The cover page as a file of its own, for uploads that take one beside the text.

use std::fs;

use serde_json::Value;

use crate::support::program::{Folder, Run};
use crate::word;

const REPORT: &str = "\
submitted_to: upr
state: TZA
session: 54
date: 2026-07-01
language: en
title: Housing in the United Republic of Tanzania
keywords: [housing]
submitted_by:
  - name: Example Rights Network
    short_name: ERN
    status: special
    profile: Who we are.
  - name: Tenants Example
    profile: Who they are.
summary: What we say.
body: |
  One paragraph with a note.^[The note.]
";

const MAIN: &str = "ERN_UPR54_TZA_E_Main";
const COVER: &str = "ERN_UPR54_TZA_E_CoverPage.docx";

fn lines(folder: &Folder, name: &str) -> Vec<String> {
    let package = word::open(&folder.read(name));
    package.paragraphs().into_iter().map(|paragraph| paragraph.text).collect()
}

#[test]
fn the_periodic_review_gets_a_cover_page_beside_the_text() {
    let folder = Folder::new().file("u.yaml", REPORT);
    let Run { code, stdout, stderr, .. } = folder.run(["u.yaml", "--portal-names", "--pdf"]);
    assert_eq!((code, stdout), (0, format!("{MAIN}.docx\n{MAIN}.pdf\n{COVER}\n")), "{stderr}");
    let cover = lines(&folder, COVER).join("\n");
    let expected = [
        "Universal Periodic Review",
        "54th session",
        "State under review: United Republic of Tanzania",
        "Housing in the United Republic of Tanzania",
        "Jointly submitted by",
        "Example Rights Network (ERN)",
        "Tenants Example",
        "1 July 2026",
    ];
    for line in expected {
        assert!(cover.contains(line), "{line}: {cover}");
    }
    assert!(!cover.contains("Who we are") && !cover.contains("One paragraph"), "{cover}");
    let package = word::open(&folder.read(COVER));
    let other = ["word/footnotes.xml", "word/header1.xml", "word/footer1.xml"];
    assert!(!package.names.iter().any(|name| other.contains(&name.as_str())), "{:?}", package.names);
}

#[test]
fn it_is_in_the_manifest_and_in_the_summary_and_built_again_only_if_it_must() {
    let folder = Folder::new().file("u.yaml", REPORT);
    folder.write("v.yaml", REPORT.replace("short_name: ERN", "short_name: NET"));
    let arguments = ["u.yaml", "v.yaml", "--portal-names", "--manifest", "m.json", "--format", "json", "--changed"];
    let Run { code, stdout, stderr, .. } = folder.run(arguments);
    assert_eq!(code, 0, "{stderr}");
    let summary: Value = serde_json::from_str(stdout.lines().last().expect("the summary")).expect("JSON");
    assert_eq!(summary["summary"][0]["files"], serde_json::json!([format!("{MAIN}.docx"), COVER]));
    let manifest = folder.text("m.json");
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    let file = &manifest["reports"][0]["files"][1];
    assert_eq!((&file["name"], file["size"].is_u64(), file["sha256"].is_string()), (&COVER.into(), true, true));
    let again = || folder.run(["u.yaml", "--portal-names", "--changed"]).stdout;
    assert_eq!(again(), "");
    fs::remove_file(folder.join(COVER)).expect("the cover page");
    assert_eq!(again(), format!("{MAIN}.docx\n{COVER}\n"));
}

#[test]
fn without_portal_names_and_before_other_bodies_there_is_none() {
    let folder = Folder::new().file("u.yaml", REPORT);
    assert_eq!(folder.run(["u.yaml"]).stdout, "u.docx\n");
    folder.write("u.yaml", REPORT.replace("submitted_to: upr", "submitted_to: crpd"));
    let Run { code, stdout, stderr, .. } = folder.run(["u.yaml", "--portal-names"]);
    assert_eq!((code, stdout.as_str()), (0, "ERN_CRPD_TZA_54_en.docx\n"), "{stderr}");
}

#[test]
fn nothing_is_written_where_one_file_cannot_be_and_a_draft_says_so_on_its_cover_page() {
    let folder = Folder::new().file("u.yaml", REPORT);
    fs::create_dir(folder.join(COVER)).expect("a folder in the way");
    let run = folder.run(["u.yaml", "--portal-names"]);
    run.ends(2, &[COVER, "u.yaml"]);
    assert!(run.stderr.contains(&format!("cannot write {COVER}: a folder has that name")), "{}", run.stderr);
    fs::remove_dir(folder.join(COVER)).expect("the folder");
    assert_eq!(folder.run(["u.yaml", "--portal-names", "--draft"]).code, 0);
    let package = word::open(&folder.read(COVER));
    assert!(package.xml("word/header1.xml").text().contains("DRAFT"));
}
