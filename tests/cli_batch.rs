//! Several reports at once: names, summaries, manifests, what is skipped, and what a killed run leaves.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::cli::{BAD, GOOD, Test};
use crate::support::sorted;

const UPR: &str = "\
submitted_to: upr
state: TZA
session: 25
language: en
title: A title
keywords: [housing]
submitted_by:
  - name: Example Rights Network
    short_name: ERN
    profile: Who we are.
summary: What we say.
body: {file: body.md}
";

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("assemble"));
    let output = command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").args(arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a status"), text(output.stdout), text(output.stderr))
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

#[test]
fn a_batch_ends_with_a_table() {
    let csw = GOOD.replace("cescr", "csw").replace("state: NOR\n", "");
    let folder = folder(&[("a.yaml", GOOD), ("b.yaml", BAD), ("c.yaml", &csw)]);
    let (status, stdout, stderr) = run(folder.path(), &[".", "missing.yaml", "--out-dir", "out"]);
    assert_eq!((status, stdout.as_str()), (2, "out/a.docx\nout/c.docx\n"));
    let table = "
report             words  pages  errors  warnings  files
a.yaml                 2      1       0         0  out/a.docx
b.yaml                 -      -       1         0  not written
c.yaml        2 of 1,400      1       0         0  out/c.docx
missing.yaml           -      -       0         0  not written
";
    assert!(stderr.ends_with(table), "{stderr}");
    let (_, _, stderr) = run(folder.path(), &["a.yaml", "c.yaml", "--quiet"]);
    assert_eq!(stderr, "");
}

#[test]
fn the_same_advice_is_given_once_for_all_reports() {
    let names = ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"];
    let folder = folder(&names.map(|name| (name, GOOD)));
    let (_, _, stderr) = run(folder.path(), &["."]);
    assert_eq!(stderr.matches("Before you submit").count(), 1, "{stderr}");
    assert!(stderr.contains("Before you submit to CESCR, look here: https://www.ohchr.org/"), "{stderr}");
}

#[test]
fn a_batch_ends_with_one_object_for_programs() {
    let lines =
        Test::new().file("a.yaml", GOOD).file("b.yaml", BAD).args(&["a.yaml", "b.yaml", "--format", "json"]).json(1);
    let summary = lines.last().expect("a line")["summary"].as_array().expect("a list").clone();
    let names: Vec<&Value> = summary.iter().map(|row| &row["report"]).collect();
    assert_eq!(names, ["a.yaml", "b.yaml"]);
    let fields: Vec<&str> = summary[0].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(fields, ["errors", "files", "limit", "pages", "report", "status", "warnings", "words"]);
    assert_eq!((&summary[0]["status"], &summary[1]["status"]), (&"written".into(), &"refused".into()));
    assert!(lines[..lines.len() - 1].iter().all(|line| line["code"].is_string()));
}

#[test]
fn portal_names_are_those_of_the_body_or_neutral() {
    let folder = folder(&[("u.yaml", UPR), ("body.md", "One paragraph.\n"), ("c.yaml", GOOD)]);
    let (status, stdout, stderr) = run(folder.path(), &["u.yaml", "c.yaml", "--portal-names", "--out-dir", "out"]);
    assert_eq!(
        (status, stdout.as_str()),
        (
            0,
            "out/ERN_UPR25_TZA_E_Main.docx\nout/ERN_UPR25_TZA_E_CoverPage.docx\n\
             out/Example-Rights-Network_CESCR_NOR_78_en.docx\n"
        ),
        "{stderr}"
    );
}

#[test]
fn a_report_that_lacks_what_the_name_needs_is_refused_and_two_with_one_name_too() {
    let without_session = UPR.replace("session: 25\n", "");
    let folder = folder(&[("u.yaml", &without_session), ("body.md", "One.\n"), ("c.yaml", GOOD), ("d.yaml", GOOD)]);
    let (status, _, stderr) = run(folder.path(), &["u.yaml", "--portal-names"]);
    assert_eq!(status, 1);
    assert!(
        stderr.ends_with(
            "error: the files of u.yaml cannot be named for the upload to UPR: the report must say the name of the \
             submitter, and the State and session where the body reviews States\n"
        ),
        "{stderr}"
    );
    let (status, _, stderr) = run(folder.path(), &["c.yaml", "d.yaml", "--portal-names"]);
    assert_eq!(status, 2);
    let name = "Example-Rights-Network_CESCR_NOR_78_en.docx";
    assert_eq!(stderr, format!("error: c.yaml and d.yaml would both write {name}; give one of them another name\n"));
    assert_eq!(sorted(folder.path()).len(), 4, "nothing was written");
}

#[test]
fn a_manifest_says_what_was_made_and_nothing_of_the_machine() {
    let folder = folder(&[("u.yaml", UPR), ("body.md", "One paragraph.\n"), ("b.yaml", BAD)]);
    let report = folder.path().join("u.yaml").display().to_string();
    let (status, _, _) = run(folder.path(), &[&report, "b.yaml", "--pdf", "--manifest", "m.json", "--out-dir", "out"]);
    assert_eq!(status, 1);
    let text = fs::read_to_string(folder.path().join("m.json")).expect("the manifest");
    assert!(!text.contains(&folder.path().display().to_string()), "{text}");
    let manifest: Value = serde_json::from_str(&text).expect("JSON");
    let fields = |value: &Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(fields(&manifest), ["program", "reports", "version"]);
    let first = &manifest["reports"][0];
    let expected = [
        "allowed",
        "body",
        "errors",
        "files",
        "findings",
        "language",
        "pages",
        "report",
        "session",
        "stage",
        "state",
        "status",
        "submitters",
        "title",
        "warnings",
        "words",
    ];
    assert_eq!(fields(first), expected);
    assert_eq!(fields(&first["words"]), ["counted", "limit", "not_counted", "uncertain"]);
    assert_eq!(fields(&first["submitters"][0]), ["kind", "name", "short_name", "status"]);
    assert_eq!(
        (&first["report"], &first["status"], &first["session"]),
        (&"u.yaml".into(), &"written".into(), &"25".into())
    );
    assert_eq!(first["words"]["limit"], 2815);
    let files = first["files"].as_array().expect("a list");
    assert_eq!(files.len(), 2);
    for file in files {
        let bytes = fs::read(folder.path().join(file["name"].as_str().expect("a name"))).expect("the file");
        assert_eq!(file["size"], bytes.len());
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(file["sha256"], hash);
    }
    let second = &manifest["reports"][1];
    assert_eq!((&second["status"], second["findings"][0]["code"].is_string()), (&"refused".into(), true));
    assert_eq!(second["findings"][0]["file"], "b.yaml");
}

#[test]
fn what_would_come_out_the_same_is_skipped_and_all_else_is_built() {
    let folder = folder(&[("u.yaml", UPR), ("body.md", "One paragraph.\n")]);
    let path = |name: &str| folder.path().join(name);
    let read = |name: &str| fs::read(path(name)).expect("the file");
    let build = || run(folder.path(), &["u.yaml", "--changed"]);
    assert_eq!(build().1, "u.docx\n");
    let first = read("u.docx");
    let (status, stdout, stderr) = build();
    assert_eq!((status, stdout.as_str(), stderr.as_str()), (0, "", "u.yaml is up to date\n"));
    // A touched or missing output.
    fs::write(path("u.docx"), "touched").expect("the file");
    assert_eq!(build().1, "u.docx\n");
    assert!(read("u.docx") == first);
    fs::remove_file(path("u.docx")).expect("the file");
    assert_eq!(build().1, "u.docx\n");
    // Another option, an included file, the report.
    assert_eq!(run(folder.path(), &["u.yaml", "--changed", "--pdf"]).1, "u.docx\nu.pdf\n");
    fs::write(path("body.md"), "Another paragraph.\n").expect("the file");
    assert_eq!(build().1, "u.docx\n");
    let changed = read("u.docx");
    assert!(changed != first);
    fs::write(path("u.yaml"), UPR.replace("A title", "Another title")).expect("the report");
    assert_eq!(build().1, "u.docx\n");
    // A mistake is said each time, and the way back needs no build.
    fs::write(path("u.yaml"), UPR.replace("title:", "titel:")).expect("the report");
    assert_eq!((build().0, build().0), (1, 1));
    // The same as a build of everything.
    fs::write(path("u.yaml"), UPR).expect("the report");
    assert_eq!(build().1, "u.docx\n");
    assert_eq!(run(folder.path(), &["u.yaml", "--out-dir", "full"]).0, 0);
    assert!(read("u.docx") == read("full/u.docx"));
}

#[test]
fn a_batch_gives_the_bytes_of_single_builds() {
    let names: Vec<String> = (0..12).map(|number| format!("r{number}.yaml")).collect();
    let folder = TempDir::new().expect("a folder");
    for (number, name) in names.iter().enumerate() {
        let text = GOOD.replace("One paragraph.", &format!("Paragraph {number}.\n\n  Another."));
        fs::write(folder.path().join(name), text).expect("a report");
    }
    assert_eq!(run(folder.path(), &[".", "--pdf", "--out-dir", "batch", "--jobs", "3"]).0, 0);
    for name in &names {
        assert_eq!(run(folder.path(), &[name, "--pdf", "--out-dir", "single"]).0, 0);
    }
    for path in sorted(&folder.path().join("single")) {
        let other = folder.path().join("batch").join(path.file_name().expect("a name"));
        assert!(fs::read(&path).expect("a file") == fs::read(other).expect("a file"), "{}", path.display());
    }
}

#[test]
fn a_run_sweeps_what_a_killed_one_left_but_not_what_is_in_use() {
    let folder =
        folder(&[("r.yaml", GOOD), (".assemble-deadDEADdead.part", "half"), (".assemble-aliveALIVE12.part", "half")]);
    let alive = fs::File::open(folder.path().join(".assemble-aliveALIVE12.part")).expect("the file");
    alive.lock().expect("a lock");
    assert_eq!(run(folder.path(), &["r.yaml"]).0, 0);
    assert!(!folder.path().join(".assemble-deadDEADdead.part").exists());
    assert!(folder.path().join(".assemble-aliveALIVE12.part").exists());
}

#[test]
fn a_killed_batch_leaves_whole_files_and_the_next_run_clears_up() {
    let folder = TempDir::new().expect("a folder");
    for number in 0..8 {
        fs::write(folder.path().join(format!("r{number}.yaml")), GOOD).expect("a report");
    }
    for round in 0..10 {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("assemble"))
            .current_dir(folder.path())
            .args([".", "--pdf", "--quiet", "--out-dir", "out"])
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        std::thread::sleep(Duration::from_millis(40 + 35 * round));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        for path in sorted(folder.path()).iter().filter(|path| path.is_dir()).flat_map(|out| sorted(out)) {
            let bytes = fs::read(&path).expect("a file");
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("pdf") => assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "{}", path.display()),
                Some("docx") => drop(crate::word::open(&bytes)),
                _ => {}
            }
        }
    }
    assert_eq!(run(folder.path(), &[".", "--pdf", "--out-dir", "out"]).0, 0);
    let out = sorted(&folder.path().join("out"));
    assert_eq!(out.len(), 16, "{out:?}");
}

#[test]
fn every_kind_of_file_is_written_recorded_and_kept_by_a_batch() {
    let folder = folder(&[("a.yaml", GOOD), ("b.yaml", GOOD)]);
    let endings = ["docx", "pdf", "html", "epub", "txt"];
    let arguments =
        [".", "--pdf", "--html", "--epub", "--text", "--changed", "--out-dir", "out", "--manifest", "out/m.json"];
    let (status, stdout, stderr) = run(folder.path(), &arguments);
    assert_eq!(status, 0);
    assert!(stderr.contains("plain text of b.yaml: 35 words, 255 characters with spaces\n"), "{stderr}");
    let path = |name: &str| folder.path().join("out").join(name);
    let named: Vec<String> =
        ["a", "b"].iter().flat_map(|stem| endings.map(|ending| format!("out/{stem}.{ending}\n"))).collect();
    assert_eq!(stdout, named.concat());
    let manifest = fs::read(path("m.json")).expect("the manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    for (at, stem) in ["a", "b"].into_iter().enumerate() {
        let files = manifest["reports"][at]["files"].as_array().expect("a list");
        assert_eq!(files.len(), endings.len());
        for (file, ending) in files.iter().zip(endings) {
            let name = format!("out/{stem}.{ending}");
            let bytes = fs::read(folder.path().join(&name)).expect("a file");
            // The manifest names the file alone: no folder of the machine stands in it.
            let alone = format!("{stem}.{ending}");
            assert_eq!((&file["name"], &file["size"]), (&Value::from(alone), &Value::from(bytes.len())));
            let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(file["sha256"], hash);
        }
    }
    // Nothing to do; then one copy is missing, one is touched, and another kind is no longer wanted.
    let (_, stdout, stderr) = run(folder.path(), &arguments);
    assert!(stdout.is_empty() && stderr.contains("b.yaml is up to date"), "{stdout}{stderr}");
    fs::remove_file(path("a.epub")).expect("the file");
    fs::write(path("b.txt"), "other").expect("the file");
    assert_eq!(run(folder.path(), &arguments).1, named.concat());
    let fewer = [".", "--html", "--changed", "--out-dir", "out"];
    assert_eq!(run(folder.path(), &fewer).1, "out/a.docx\nout/a.html\nout/b.docx\nout/b.html\n");
}

#[test]
fn portal_names_and_refusals_hold_for_every_kind_of_file() {
    let folder = folder(&[("r.yaml", GOOD)]);
    let arguments = ["r.yaml", "--pdf", "--html", "--epub", "--text", "--portal-names"];
    let (status, stdout, _) = run(folder.path(), &arguments);
    let stem = "Example-Rights-Network_CESCR_NOR_78_en";
    let expected: String = ["docx", "pdf", "html", "epub", "txt"].map(|ending| format!("{stem}.{ending}\n")).concat();
    assert_eq!((status, stdout), (0, expected));
    fs::write(folder.path().join("r.yaml"), BAD).expect("the report");
    let before: Vec<_> = sorted(folder.path()).into_iter().map(|path| fs::read(path).expect("a file")).collect();
    assert_eq!(run(folder.path(), &["r.yaml", "--html", "--epub", "--text", "--draft"]).0, 1);
    let after: Vec<_> = sorted(folder.path()).into_iter().map(|path| fs::read(path).expect("a file")).collect();
    assert!(before == after, "a refused report leaves all files as they were");
}

/// A watching program, ended with the test.
struct Watcher(Child);

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until a file has other bytes than these.
fn wait_for_other(path: &Path, old: &[u8]) -> Vec<u8> {
    let start = Instant::now();
    loop {
        if let Ok(bytes) = fs::read(path)
            && bytes != old
        {
            return bytes;
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{} stays as it was", path.display());
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn watch_builds_again_when_the_report_or_a_file_it_names_is_saved() {
    let folder = folder(&[("u.yaml", UPR), ("body.md", "One paragraph.\n")]);
    let path = |name: &str| folder.path().join(name);
    let child = Command::new(assert_cmd::cargo::cargo_bin!("assemble"))
        .current_dir(folder.path())
        .args(["watch", "u.yaml", "--out-dir", "out"])
        .stdout(Stdio::null())
        .stderr(fs::File::create(path("said")).expect("a file"))
        .spawn()
        .expect("it runs");
    let _watcher = Watcher(child);
    let docx = path("out/u.docx");
    let first = wait_for_other(&docx, b"");
    // Written in place.
    fs::write(path("body.md"), "Another paragraph.\n").expect("the file");
    let second = wait_for_other(&docx, &first);
    // Saved by renaming, twice, because the file is another one afterwards.
    fs::write(path("new"), UPR.replace("A title", "Another title")).expect("the file");
    fs::rename(path("new"), path("u.yaml")).expect("it can be renamed");
    let third = wait_for_other(&docx, &second);
    fs::write(path("new"), UPR).expect("the file");
    fs::rename(path("u.yaml"), path("u.yaml~")).expect("it can be renamed");
    fs::rename(path("new"), path("u.yaml")).expect("it can be renamed");
    let fourth = wait_for_other(&docx, &third);
    assert!(fourth == second);
    // Advice on the upload would be said again after each save.
    let said = fs::read_to_string(path("said")).expect("what was said");
    assert!(said.contains("watching ") && !said.contains("Before you submit"), "{said}");
}

#[test]
fn watch_builds_every_kind_of_file_and_says_one_line_for_each_build() {
    let folder = folder(&[("u.yaml", UPR), ("body.md", "One paragraph.\n")]);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("assemble"))
        .current_dir(folder.path())
        .args(["watch", "u.yaml", "--pdf", "--html", "--epub", "--text"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut errors = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut watcher = Watcher(child);
    let mut line = || lines.next().expect("a line").expect("text");
    let files = ["u.docx", "u.pdf", "u.html", "u.epub", "u.txt"];
    let read = || files.map(|file| fs::read(folder.path().join(file)).expect("the file"));
    assert_eq!(line(), files.join(", "));
    let first = read();
    fs::write(folder.path().join("body.md"), "Another paragraph.\n").expect("the file");
    assert_eq!(line(), files.join(", "));
    for ((file, before), after) in files.iter().zip(first).zip(read()) {
        assert!(before != after, "{file} stays as it was");
    }
    fs::write(folder.path().join("body.md"), "").expect("the file");
    assert_eq!(line(), "u.yaml: nothing was written; 1 error");
    watcher.0.kill().expect("it can be killed");
    let mut said = String::new();
    errors.read_to_string(&mut said).expect("text");
    assert!(said.starts_with("watching 2 files; Ctrl-C ends\nerror["), "{said}");
    assert_eq!(said.matches("watching").count(), 1, "{said}");
}

#[test]
fn standard_input_cannot_be_watched() {
    Test::new()
        .args(&["watch", "-", "--out-dir", "out"])
        .stderr("error: standard input (`-`) cannot be watched\n")
        .ends(2, &[]);
}

#[test]
fn a_report_is_built_again_when_its_file_of_sources_has_changed() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("sources")).expect("a folder");
    let report =
        GOOD.replace("body:", "references: sources/all.bib\nbody:").replace("One paragraph.", "Rents rose [@rent].");
    fs::write(path("r.yaml"), &report).expect("a report");
    let bib = |year: &str| format!("@book{{rent, author = {{Muster, Ana}}, title = {{Rent}}, date = {{{year}}}}}\n");
    fs::write(path("sources/all.bib"), bib("2094")).expect("a file of sources");
    let build = || run(folder.path(), &["r.yaml", "--changed"]);
    assert_eq!(build().1, "r.docx\n");
    let first = fs::read(path("r.docx")).expect("the file");
    assert_eq!(build().2, "r.yaml is up to date\n");
    fs::write(path("sources/all.bib"), bib("2095")).expect("a file of sources");
    assert_eq!(build().1, "r.docx\n");
    assert!(fs::read(path("r.docx")).expect("the file") != first);
    fs::remove_file(path("sources/all.bib")).expect("the file");
    let (status, _, stderr) = build();
    assert!(status == 1 && stderr.contains("F02") && stderr.contains("sources/all.bib"), "{stderr}");
}
