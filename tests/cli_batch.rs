//! Several reports at once: names, summaries, manifests, what is skipped, and what a killed run leaves.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::support::program::{BAD, Folder, GOOD, Run};
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

#[test]
fn a_batch_ends_with_a_table() {
    let csw = GOOD.replace("cescr", "csw").replace("state: NOR\n", "");
    let folder = Folder::new().file("a.yaml", GOOD).file("b.yaml", BAD).file("c.yaml", &csw);
    let Run { code, stdout, stderr, .. } = folder.run([".", "missing.yaml", "--out-dir", "out"]);
    assert_eq!((code, stdout.as_str()), (2, "out/a.docx\nout/c.docx\n"));
    let table = "
report             words  pages  errors  warnings  files
a.yaml                 2      1       0         0  out/a.docx
b.yaml                 -      -       1         0  not written
c.yaml        2 of 1,400      1       0         0  out/c.docx
missing.yaml           -      -       0         0  not written
";
    assert!(stderr.ends_with(table), "{stderr}");
    let Run { stderr, .. } = folder.run(["a.yaml", "c.yaml", "--quiet"]);
    assert_eq!(stderr, "");
}

#[test]
fn the_same_advice_is_given_once_for_all_reports() {
    let names = ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"];
    let folder = names.into_iter().fold(Folder::new(), |folder, name| folder.file(name, GOOD));
    let stderr = folder.run(["."]).stderr;
    assert_eq!(stderr.matches("Before you submit").count(), 1, "{stderr}");
    assert!(stderr.contains("Before you submit to CESCR, look here: https://www.ohchr.org/"), "{stderr}");
}

#[test]
fn a_batch_ends_with_one_object_for_programs() {
    let lines =
        Folder::new().file("a.yaml", GOOD).file("b.yaml", BAD).run(["a.yaml", "b.yaml", "--format", "json"]).json(1);
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
    let folder = Folder::new().file("u.yaml", UPR).file("body.md", "One paragraph.\n").file("c.yaml", GOOD);
    let Run { code, stdout, stderr, .. } = folder.run(["u.yaml", "c.yaml", "--portal-names", "--out-dir", "out"]);
    assert_eq!(
        (code, stdout.as_str()),
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
    let folder = Folder::new()
        .file("u.yaml", &without_session)
        .file("body.md", "One.\n")
        .file("c.yaml", GOOD)
        .file("d.yaml", GOOD);
    let Run { code, stderr, .. } = folder.run(["u.yaml", "--portal-names"]);
    assert_eq!(code, 1);
    assert!(
        stderr.ends_with(
            "error: the files of u.yaml cannot be named for the upload to UPR: the report must say the name of the \
             submitter, and the State and session where the body reviews States\n"
        ),
        "{stderr}"
    );
    let Run { code, stderr, .. } = folder.run(["c.yaml", "d.yaml", "--portal-names"]);
    assert_eq!(code, 2);
    let name = "Example-Rights-Network_CESCR_NOR_78_en.docx";
    assert_eq!(stderr, format!("error: c.yaml and d.yaml would both write {name}; give one of them another name\n"));
    assert_eq!(sorted(&folder).len(), 4, "nothing was written");
}

#[test]
fn a_manifest_says_what_was_made_and_nothing_of_the_machine() {
    let folder = Folder::new().file("u.yaml", UPR).file("body.md", "One paragraph.\n").file("b.yaml", BAD);
    let report = folder.join("u.yaml").display().to_string();
    let Run { code, .. } = folder.run([&report, "b.yaml", "--pdf", "--manifest", "m.json", "--out-dir", "out"]);
    assert_eq!(code, 1);
    let text = folder.text("m.json");
    assert!(!text.contains(&folder.display().to_string()), "{text}");
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
        let bytes = folder.read(file["name"].as_str().expect("a name"));
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
    let folder = Folder::new().file("u.yaml", UPR).file("body.md", "One paragraph.\n");
    let read = |name: &str| folder.read(name);
    let build = || folder.run(["u.yaml", "--changed"]);
    assert_eq!(build().stdout, "u.docx\n");
    let first = read("u.docx");
    let Run { code, stdout, stderr, .. } = build();
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, "", "u.yaml is up to date\n"));
    // A touched or missing output.
    folder.write("u.docx", "touched");
    assert_eq!(build().stdout, "u.docx\n");
    assert!(read("u.docx") == first);
    fs::remove_file(folder.join("u.docx")).expect("the file");
    assert_eq!(build().stdout, "u.docx\n");
    // Another option, an included file, the report.
    assert_eq!(folder.run(["u.yaml", "--changed", "--pdf"]).stdout, "u.docx\nu.pdf\n");
    folder.write("body.md", "Another paragraph.\n");
    assert_eq!(build().stdout, "u.docx\n");
    let changed = read("u.docx");
    assert!(changed != first);
    folder.write("u.yaml", UPR.replace("A title", "Another title"));
    assert_eq!(build().stdout, "u.docx\n");
    // A mistake is said each time, and the way back needs no build.
    folder.write("u.yaml", UPR.replace("title:", "titel:"));
    assert_eq!((build().code, build().code), (1, 1));
    // The same as a build of everything.
    folder.write("u.yaml", UPR);
    assert_eq!(build().stdout, "u.docx\n");
    assert_eq!(folder.run(["u.yaml", "--out-dir", "full"]).code, 0);
    assert!(read("u.docx") == read("full/u.docx"));
}

#[test]
fn a_batch_gives_the_bytes_of_single_builds() {
    let names: Vec<String> = (0..12).map(|number| format!("r{number}.yaml")).collect();
    let folder = Folder::new();
    for (number, name) in names.iter().enumerate() {
        let text = GOOD.replace("One paragraph.", &format!("Paragraph {number}.\n\n  Another."));
        folder.write(name, text);
    }
    assert_eq!(folder.run([".", "--pdf", "--out-dir", "batch", "--jobs", "3"]).code, 0);
    for name in &names {
        assert_eq!(folder.run([name, "--pdf", "--out-dir", "single"]).code, 0);
    }
    for path in sorted(&folder.join("single")) {
        let other = folder.join("batch").join(path.file_name().expect("a name"));
        assert!(fs::read(&path).expect("a file") == fs::read(other).expect("a file"), "{}", path.display());
    }
}

#[test]
fn a_run_sweeps_what_a_killed_one_left_but_not_what_is_in_use() {
    let folder = Folder::new()
        .file("r.yaml", GOOD)
        .file(".assemble-deadDEADdead.part", "half")
        .file(".assemble-aliveALIVE12.part", "half");
    let alive = fs::File::open(folder.join(".assemble-aliveALIVE12.part")).expect("the file");
    alive.lock().expect("a lock");
    assert_eq!(folder.run(["r.yaml"]).code, 0);
    assert!(!folder.join(".assemble-deadDEADdead.part").exists());
    assert!(folder.join(".assemble-aliveALIVE12.part").exists());
}

#[test]
fn a_killed_batch_leaves_whole_files_and_the_next_run_clears_up() {
    let folder = Folder::new();
    for number in 0..8 {
        folder.write(&format!("r{number}.yaml"), GOOD);
    }
    for round in 0..10 {
        let child = folder.start([".", "--pdf", "--quiet", "--out-dir", "out"]);
        std::thread::sleep(Duration::from_millis(40 + 35 * round));
        child.kill();
        for path in sorted(&folder).iter().filter(|path| path.is_dir()).flat_map(|out| sorted(out)) {
            let bytes = fs::read(&path).expect("a file");
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("pdf") => assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "{}", path.display()),
                Some("docx") => drop(crate::word::open(&bytes)),
                _ => {}
            }
        }
    }
    assert_eq!(folder.run([".", "--pdf", "--out-dir", "out"]).code, 0);
    let out = sorted(&folder.join("out"));
    assert_eq!(out.len(), 16, "{out:?}");
}

#[test]
fn every_kind_of_file_is_written_recorded_and_kept_by_a_batch() {
    let folder = Folder::new().file("a.yaml", GOOD).file("b.yaml", GOOD);
    let endings = ["docx", "pdf", "html", "epub", "txt"];
    let arguments =
        [".", "--pdf", "--html", "--epub", "--text", "--changed", "--out-dir", "out", "--manifest", "out/m.json"];
    let Run { code, stdout, stderr, .. } = folder.run(arguments);
    assert_eq!(code, 0);
    assert!(stderr.contains("plain text of b.yaml: 35 words, 255 characters with spaces\n"), "{stderr}");
    let named: Vec<String> =
        ["a", "b"].iter().flat_map(|stem| endings.map(|ending| format!("out/{stem}.{ending}\n"))).collect();
    assert_eq!(stdout, named.concat());
    let manifest: Value = serde_json::from_str(&folder.text("out/m.json")).expect("JSON");
    for (at, stem) in ["a", "b"].into_iter().enumerate() {
        let files = manifest["reports"][at]["files"].as_array().expect("a list");
        assert_eq!(files.len(), endings.len());
        for (file, ending) in files.iter().zip(endings) {
            let name = format!("out/{stem}.{ending}");
            let bytes = folder.read(&name);
            // The manifest names the file alone: no folder of the machine stands in it.
            let alone = format!("{stem}.{ending}");
            assert_eq!((&file["name"], &file["size"]), (&Value::from(alone), &Value::from(bytes.len())));
            let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(file["sha256"], hash);
        }
    }
    // Nothing to do; then one copy is missing, one is touched, and another kind is no longer wanted.
    let Run { stdout, stderr, .. } = folder.run(arguments);
    assert!(stdout.is_empty() && stderr.contains("b.yaml is up to date"), "{stdout}{stderr}");
    fs::remove_file(folder.join("out/a.epub")).expect("the file");
    folder.write("out/b.txt", "other");
    assert_eq!(folder.run(arguments).stdout, named.concat());
    let fewer = [".", "--html", "--changed", "--out-dir", "out"];
    assert_eq!(folder.run(fewer).stdout, "out/a.docx\nout/a.html\nout/b.docx\nout/b.html\n");
}

#[test]
fn portal_names_and_refusals_hold_for_every_kind_of_file() {
    let folder = Folder::new().file("r.yaml", GOOD);
    let arguments = ["r.yaml", "--pdf", "--html", "--epub", "--text", "--portal-names"];
    let Run { code, stdout, .. } = folder.run(arguments);
    let stem = "Example-Rights-Network_CESCR_NOR_78_en";
    let expected: String = ["docx", "pdf", "html", "epub", "txt"].map(|ending| format!("{stem}.{ending}\n")).concat();
    assert_eq!((code, stdout), (0, expected));
    folder.write("r.yaml", BAD);
    let before: Vec<_> = sorted(&folder).into_iter().map(|path| fs::read(path).expect("a file")).collect();
    assert_eq!(folder.run(["r.yaml", "--html", "--epub", "--text", "--draft"]).code, 1);
    let after: Vec<_> = sorted(&folder).into_iter().map(|path| fs::read(path).expect("a file")).collect();
    assert!(before == after, "a refused report leaves all files as they were");
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
    let folder = Folder::new().file("u.yaml", UPR).file("body.md", "One paragraph.\n");
    let path = |name: &str| folder.join(name);
    let watcher = folder.start(["watch", "u.yaml", "--out-dir", "out"]);
    let docx = path("out/u.docx");
    let first = wait_for_other(&docx, b"");
    // Written in place.
    folder.write("body.md", "Another paragraph.\n");
    let second = wait_for_other(&docx, &first);
    // Saved by renaming, twice, because the file is another one afterwards.
    folder.write("new", UPR.replace("A title", "Another title"));
    fs::rename(path("new"), path("u.yaml")).expect("it can be renamed");
    let third = wait_for_other(&docx, &second);
    folder.write("new", UPR);
    fs::rename(path("u.yaml"), path("u.yaml~")).expect("it can be renamed");
    fs::rename(path("new"), path("u.yaml")).expect("it can be renamed");
    let fourth = wait_for_other(&docx, &third);
    assert!(fourth == second);
    // Advice on the upload would be said again after each save.
    let said = watcher.kill();
    assert!(said.contains("watching ") && !said.contains("Before you submit"), "{said}");
}

#[test]
fn watch_builds_every_kind_of_file_and_says_one_line_for_each_build() {
    let folder = Folder::new().file("u.yaml", UPR).file("body.md", "One paragraph.\n");
    let mut watcher = folder.start(["watch", "u.yaml", "--pdf", "--html", "--epub", "--text"]);
    let files = ["u.docx", "u.pdf", "u.html", "u.epub", "u.txt"];
    let read = || files.map(|file| folder.read(file));
    assert_eq!(watcher.line(), files.join(", "));
    let first = read();
    folder.write("body.md", "Another paragraph.\n");
    assert_eq!(watcher.line(), files.join(", "));
    for ((file, before), after) in files.iter().zip(first).zip(read()) {
        assert!(before != after, "{file} stays as it was");
    }
    folder.write("body.md", "");
    assert_eq!(watcher.line(), "u.yaml: nothing was written; 1 error");
    let said = watcher.kill();
    assert!(said.starts_with("watching 2 files; Ctrl-C ends\nerror["), "{said}");
    assert_eq!(said.matches("watching").count(), 1, "{said}");
}

#[test]
fn standard_input_cannot_be_watched() {
    Folder::new()
        .run(["watch", "-", "--out-dir", "out"])
        .says("error: standard input (`-`) cannot be watched\n")
        .ends(2, &[]);
}

#[test]
fn a_report_is_built_again_when_its_file_of_sources_has_changed() {
    let folder = Folder::new();
    let report =
        GOOD.replace("body:", "references: sources/all.bib\nbody:").replace("One paragraph.", "Rents rose [@rent].");
    folder.write("r.yaml", &report);
    let bib = |year: &str| format!("@book{{rent, author = {{Muster, Ana}}, title = {{Rent}}, date = {{{year}}}}}\n");
    folder.write("sources/all.bib", bib("2094"));
    let build = || folder.run(["r.yaml", "--changed"]);
    assert_eq!(build().stdout, "r.docx\n");
    let first = folder.read("r.docx");
    assert_eq!(build().stderr, "r.yaml is up to date\n");
    folder.write("sources/all.bib", bib("2095"));
    assert_eq!(build().stdout, "r.docx\n");
    assert!(folder.read("r.docx") != first);
    fs::remove_file(folder.join("sources/all.bib")).expect("the file");
    let Run { code, stderr, .. } = build();
    assert!(code == 1 && stderr.contains("F02") && stderr.contains("sources/all.bib"), "{stderr}");
}
