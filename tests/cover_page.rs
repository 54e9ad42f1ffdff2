//! The cover page as a file of its own, for uploads that take one beside the text.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::sorted;
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

fn folder(text: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("u.yaml"), text).expect("a report");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("assemble"));
    let output = command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").args(arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a status"), text(output.stdout), text(output.stderr))
}

fn lines(folder: &Path, name: &str) -> Vec<String> {
    let package = word::open(&fs::read(folder.join(name)).expect("the file"));
    package.paragraphs().into_iter().map(|paragraph| paragraph.text).collect()
}

#[test]
fn the_periodic_review_gets_a_cover_page_beside_the_text() {
    let folder = folder(REPORT);
    let (status, stdout, stderr) = run(folder.path(), &["u.yaml", "--portal-names", "--pdf"]);
    assert_eq!((status, stdout), (0, format!("{MAIN}.docx\n{MAIN}.pdf\n{COVER}\n")), "{stderr}");
    let cover = lines(folder.path(), COVER).join("\n");
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
    let package = word::open(&fs::read(folder.path().join(COVER)).expect("the file"));
    let other = ["word/footnotes.xml", "word/header1.xml", "word/footer1.xml"];
    assert!(!package.names.iter().any(|name| other.contains(&name.as_str())), "{:?}", package.names);
}

#[test]
fn it_is_in_the_manifest_and_in_the_summary_and_built_again_only_if_it_must() {
    let folder = folder(REPORT);
    fs::write(folder.path().join("v.yaml"), REPORT.replace("short_name: ERN", "short_name: NET")).expect("a report");
    let arguments = ["u.yaml", "v.yaml", "--portal-names", "--manifest", "m.json", "--format", "json", "--changed"];
    let (status, stdout, stderr) = run(folder.path(), &arguments);
    assert_eq!(status, 0, "{stderr}");
    let summary: Value = serde_json::from_str(stdout.lines().last().expect("the summary")).expect("JSON");
    assert_eq!(summary["summary"][0]["files"], serde_json::json!([format!("{MAIN}.docx"), COVER]));
    let manifest = fs::read_to_string(folder.path().join("m.json")).expect("the manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    let file = &manifest["reports"][0]["files"][1];
    assert_eq!((&file["name"], file["size"].is_u64(), file["sha256"].is_string()), (&COVER.into(), true, true));
    let again = || run(folder.path(), &["u.yaml", "--portal-names", "--changed"]).1;
    assert_eq!(again(), "");
    fs::remove_file(folder.path().join(COVER)).expect("the cover page");
    assert_eq!(again(), format!("{MAIN}.docx\n{COVER}\n"));
}

#[test]
fn without_portal_names_and_before_other_bodies_there_is_none() {
    let folder = folder(REPORT);
    assert_eq!(run(folder.path(), &["u.yaml"]).1, "u.docx\n");
    fs::write(folder.path().join("u.yaml"), REPORT.replace("submitted_to: upr", "submitted_to: crpd"))
        .expect("a report");
    let (status, stdout, stderr) = run(folder.path(), &["u.yaml", "--portal-names"]);
    assert_eq!((status, stdout.as_str()), (0, "ERN_CRPD_TZA_54_en.docx\n"), "{stderr}");
}

#[test]
fn nothing_is_written_where_one_file_cannot_be_and_a_draft_says_so_on_its_cover_page() {
    let folder = folder(REPORT);
    fs::create_dir(folder.path().join(COVER)).expect("a folder in the way");
    let (status, _, stderr) = run(folder.path(), &["u.yaml", "--portal-names"]);
    assert_eq!(status, 2);
    assert!(stderr.contains(&format!("cannot write {COVER}: a folder has that name")), "{stderr}");
    assert_eq!(sorted(folder.path()).len(), 2, "the report and the folder");
    fs::remove_dir(folder.path().join(COVER)).expect("the folder");
    assert_eq!(run(folder.path(), &["u.yaml", "--portal-names", "--draft"]).0, 0);
    let package = word::open(&fs::read(folder.path().join(COVER)).expect("the file"));
    assert!(package.xml("word/header1.xml").text().contains("DRAFT"));
}
