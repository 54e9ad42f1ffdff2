//! The program as a whole process: what it prints, what it writes, how it ends.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

use crate::support::{examples, root, sorted};

pub(crate) const GOOD: &str = "\
submitted_to: cescr
state: NOR
session: 78
language: en
title: A title
submitted_by:
  - name: Example Rights Network
    status: special
body: |
  One paragraph.
";

pub(crate) const BAD: &str = "\
submitted_to: cescr
state: NOR
language: en
titel: A title
submitted_by:
  - name: Example Rights Network
body: |
  One paragraph.
";

/// A run of the program in a folder of its own.
pub(crate) struct Test {
    pub(crate) folder: TempDir,
    pub(crate) command: Command,
    stdout: Option<String>,
    stderr: Option<String>,
}

impl Test {
    pub(crate) fn new() -> Test {
        let folder = TempDir::new().expect("a folder");
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("assemble"));
        command.current_dir(folder.path()).env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR");
        Test { folder, command, stdout: None, stderr: None }
    }

    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Test {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    pub(crate) fn args(mut self, args: &[&str]) -> Test {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Test {
        self.command.env(name, value);
        self
    }

    pub(crate) fn stdin(mut self, text: &str) -> Test {
        self.command.write_stdin(text.to_owned());
        self
    }

    pub(crate) fn stdout(mut self, text: &str) -> Test {
        self.stdout = Some(text.to_owned());
        self
    }

    pub(crate) fn stderr(mut self, text: &str) -> Test {
        self.stderr = Some(text.to_owned());
        self
    }

    /// Runs, expects this exit status, and gives the lines of standard output as JSON.
    pub(crate) fn json(mut self, status: i32) -> Vec<serde_json::Value> {
        let output = self.command.output().expect("the program runs");
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        let stderr = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(status), "stdout:\n{stdout}\nstderr:\n{stderr}");
        stdout.lines().map(|line| serde_json::from_str(line).expect("a JSON value")).collect()
    }

    /// Runs, and expects this exit status, these texts and exactly these files in the folder.
    pub(crate) fn ends(mut self, status: i32, files: &[&str]) -> TempDir {
        let output = self.command.output().expect("the program runs");
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        let stderr = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(status), "stdout:\n{stdout}\nstderr:\n{stderr}");
        if let Some(expected) = &self.stdout {
            assert_eq!(&stdout, expected);
        }
        if let Some(expected) = &self.stderr {
            assert_eq!(&stderr, expected);
        }
        let found: Vec<String> = sorted(self.folder.path())
            .iter()
            .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
            .collect();
        assert_eq!(found, files, "stderr:\n{stderr}");
        self.folder
    }
}

#[test]
fn a_report_becomes_a_word_file_beside_it_and_the_upload_is_explained() {
    let expected = "
Before you submit to SPT:
  Length: not confirmed. Look here before you submit: https://www.ohchr.org/en/treaty-bodies
  Files: not confirmed; look on the same page.
  Where: not confirmed; look on the same page.
  By when: not confirmed; look on the same page.
";
    let report = GOOD.replace("cescr", "spt");
    Test::new()
        .file("r.yaml", report)
        .args(&["r.yaml"])
        .stdout("r.docx\n")
        .stderr(expected)
        .ends(0, &["r.docx", "r.yaml"]);
}

#[test]
fn a_build_for_the_body_of_the_examples_ends_with_at_most_six_lines() {
    let mut tried = 0;
    for path in examples() {
        let text = fs::read_to_string(&path).expect("an example");
        if !text.contains("\nsubmitted_to: cescr\n") {
            continue;
        }
        let folder = TempDir::new().expect("a folder");
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("assemble"));
        let output = command.arg(&path).arg("--pdf").arg("--out-dir").arg(folder.path()).output().expect("it runs");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.success() && said.contains("Before you submit to CESCR:\n"), "{said}");
        assert!(said.lines().count() <= 6, "{}: {said}", path.display());
        tried += 1;
    }
    assert!(tried > 1, "there are too few examples for the body");
}

#[test]
fn a_report_of_eleven_pages_to_a_body_of_ten_is_warned_of_and_written() {
    let page = "  {page_break}\n\n  Rents rose.\n\n";
    for (breaks, warned) in [(9, false), (10, true)] {
        let report = format!("{GOOD}\n{}", page.repeat(breaks));
        let mut test = Test::new().file("r.yaml", report).args(&["r.yaml"]);
        let output = test.command.output().expect("it runs");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.success(), "{said}");
        assert_eq!(said.contains("warning[L02]: the PDF has 11 pages"), warned, "{said}");
    }
}

#[test]
fn a_quiet_build_and_a_draft_explain_no_upload() {
    for option in ["--quiet", "--draft"] {
        Test::new().file("r.yaml", GOOD).args(&["r.yaml", option]).stderr("").ends(0, &["r.docx", "r.yaml"]);
    }
}

#[test]
fn pdf_is_written_when_asked_for() {
    let folder = Test::new().file("r.yaml", GOOD).args(&["r.yaml", "--pdf"]).ends(0, &["r.docx", "r.pdf", "r.yaml"]);
    assert!(fs::read(folder.path().join("r.pdf")).expect("the PDF").starts_with(b"%PDF-1.7"));
}

#[test]
fn a_mistake_is_shown_with_its_line_and_nothing_is_written() {
    let folder = Test::new()
        .file("r.yaml", BAD)
        .file("r.docx", "the old file")
        .args(&["r.yaml", "--pdf", "--color", "never"])
        .stdout("")
        .ends(1, &["r.docx", "r.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join("r.docx")).expect("the old file"), "the old file");
}

#[test]
fn a_bad_report_does_not_stop_the_others() {
    let folder = Test::new()
        .file("a.yaml", GOOD)
        .file("b.yaml", BAD)
        .file("c.yaml", GOOD)
        .args(&["a.yaml", "b.yaml", "c.yaml", "missing.yaml", "--out-dir", "out", "--jobs", "2"])
        .stdout("out/a.docx\nout/c.docx\n")
        .ends(2, &["a.yaml", "b.yaml", "c.yaml", "out"]);
    let written: Vec<PathBuf> = sorted(&folder.path().join("out"));
    assert_eq!(written.len(), 2);
}

#[test]
fn a_report_that_is_not_there_is_said_in_a_sentence() {
    Test::new()
        .args(&["missing.yaml"])
        .stdout("")
        .stderr("error: cannot read missing.yaml: there is no such file\n")
        .ends(2, &[]);
}

#[test]
fn two_reports_with_one_output_are_refused_before_anything_is_written() {
    Test::new()
        .file("a/r.yaml", GOOD)
        .file("b/R.yaml", GOOD)
        .args(&["a/r.yaml", "b/R.yaml", "--out-dir", "out"])
        .stderr("error: a/r.yaml and b/R.yaml would both write out/R.docx; give one of them another name\n")
        .ends(2, &["a", "b"]);
}

#[test]
fn standard_input_is_named_after_the_title() {
    let folder =
        Test::new().stdin(GOOD).args(&["-", "--out-dir", "out"]).stdout("out/A-title.docx\n").ends(0, &["out"]);
    assert!(folder.path().join("out/A-title.docx").exists());
}

#[test]
fn standard_input_without_a_folder_is_refused_with_the_remedy() {
    Test::new()
        .stdin(GOOD)
        .args(&["-"])
        .stderr(
            "error: a report from standard input has no folder of its own: say where its files go with --out-dir DIR\n",
        )
        .ends(2, &[]);
}

#[test]
fn an_empty_file_is_answered_and_not_built() {
    Test::new().file("r.yaml", "").args(&["r.yaml"]).stdout("").ends(1, &["r.yaml"]);
}

#[test]
fn text_that_is_not_utf_8_is_an_error_of_the_report() {
    Test::new().file("r.yaml", b"title: caf\xe9\n").args(&["r.yaml"]).stdout("").ends(1, &["r.yaml"]);
}

#[test]
fn findings_for_programs_are_json_on_standard_output() {
    let lines = Test::new().file("r.yaml", BAD).args(&["r.yaml", "--format", "json"]).json(1);
    let unknown = lines.iter().find(|line| line["line"] == 4).expect("a finding on line 4");
    assert_eq!(unknown["column"], 1);
    assert_eq!(unknown["severity"], "error");
    assert_eq!(unknown["file"], "r.yaml");
}

#[test]
fn the_same_report_gives_the_same_bytes_in_another_folder_time_zone_and_home() {
    let first = Test::new()
        .file("r.yaml", GOOD)
        .args(&["r.yaml", "--pdf"])
        .env("TZ", "Pacific/Auckland")
        .env("HOME", "/nonexistent")
        .ends(0, &["r.docx", "r.pdf", "r.yaml"]);
    let second = Test::new()
        .file("deep/er/r.yaml", GOOD)
        .args(&["deep/er/r.yaml", "--pdf", "--out-dir", "."])
        .env("TZ", "America/Lima")
        .env("USER", "somebody")
        .ends(0, &["deep", "r.docx", "r.pdf"]);
    for name in ["r.docx", "r.pdf"] {
        let read = |folder: &TempDir| fs::read(folder.path().join(name)).expect("the file");
        assert!(read(&first) == read(&second), "{name} differs");
    }
}

#[test]
fn the_date_of_the_files_obeys_source_date_epoch() {
    let folder = Test::new()
        .file("r.yaml", GOOD)
        .args(&["r.yaml"])
        .env("SOURCE_DATE_EPOCH", "86400")
        .ends(0, &["r.docx", "r.yaml"]);
    let package = crate::word::open(&fs::read(folder.path().join("r.docx")).expect("the file"));
    let core = String::from_utf8(package.part("docProps/core.xml").to_vec()).expect("UTF-8");
    assert!(core.contains("1970-01-02T00:00:00Z"), "{core}");
}

#[test]
fn a_folder_that_cannot_be_made_is_said_and_loses_nothing() {
    Test::new()
        .file("r.yaml", GOOD)
        .file("out", "a file, not a folder")
        .args(&["r.yaml", "--out-dir", "out/deep"])
        .stdout("")
        .ends(2, &["out", "r.yaml"]);
}

#[test]
fn a_draft_says_so_on_each_page() {
    let folder = Test::new().file("r.yaml", GOOD).args(&["r.yaml", "--draft"]).ends(0, &["r.docx", "r.yaml"]);
    let package = crate::word::open(&fs::read(folder.path().join("r.docx")).expect("the file"));
    let header = package.names.iter().find(|name| name.starts_with("word/header")).expect("a header");
    assert!(package.xml(header).text().contains("DRAFT"));
}

#[test]
fn bad_arguments_end_with_2_and_help_with_0() {
    Test::new().args(&["--pfd"]).stdout("").ends(2, &[]);
    Test::new().args(&["--help"]).stderr("").ends(0, &[]);
    Test::new().args(&["--version"]).stdout(concat!("assemble ", env!("CARGO_PKG_VERSION"), "\n")).ends(0, &[]);
}

#[test]
fn comments_stand_in_the_word_file_at_the_words_they_speak_of_and_only_when_asked_for() {
    let report = "submitted_to: csw\nlanguage: en\ntitle: Statement on housing\nsubmitted_by:\n  - {name: Example Rights \
                  Network, status: special, kind: ngo}\nbody: |\n  The Council and UNDP met.\n";
    let built = |args: &[&str]| {
        let folder = Test::new().file("r.yaml", report).args(args).ends(0, &["r.docx", "r.yaml"]);
        crate::word::open(&fs::read(folder.path().join("r.docx")).expect("the file"))
    };
    assert!(!built(&["r.yaml"]).names.iter().any(|name| name.contains("comments")));
    let package = built(&["r.yaml", "--comments"]);
    let comments = package.xml("word/comments.xml");
    let finding = comments.elements().find(|comment| comment.text().contains("T09")).expect("the finding");
    assert_eq!(finding.attribute("w:author"), Some("assemble"));
    assert_eq!(finding.attribute("w:date"), None, "the clock is nobody's business");
    assert!(finding.text().contains("UNDP is not written in full before"), "{}", finding.text());
    let id = finding.attribute("w:id");
    let mut inside = false;
    let mut words = String::new();
    for element in package.xml("word/document.xml").descendants() {
        match element.name.as_str() {
            "w:commentRangeStart" if element.attribute("w:id") == id => inside = true,
            "w:commentRangeEnd" if element.attribute("w:id") == id => inside = false,
            "w:t" if inside => words.push_str(&element.text()),
            _ => {}
        }
    }
    assert_eq!(words, "UNDP");
}

#[test]
fn a_build_for_cescr_ends_with_at_most_six_lines_and_quiet_with_none() {
    let report = std::fs::read_to_string(root().join("specs/examples/short.yaml")).expect("it is there");
    let run = |arguments: &[&str]| {
        let mut test = Test::new().file("r.yaml", &report).args(arguments);
        let output = test.command.output().expect("the program runs");
        assert!(output.status.success());
        (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (stdout, stderr) = run(&["r.yaml"]);
    assert_eq!(stdout, "r.docx\n");
    assert!(stderr.lines().count() <= 6 && stderr.contains("  Length: at most 10 pages"), "{stderr}");
    assert_eq!(run(&["r.yaml", "--quiet"]), (String::new(), String::new()));
}

/// A statement that is one word too long for the high-level segment.
pub(crate) fn too_long() -> String {
    let body = ["word"; 501].join(" ");
    format!(
        "submitted_to: ecosoc-hls\nlanguage: en\ntitle: A title\nsubmitted_by:\n  - {{name: Example, status: special}}\n\
         body: |\n  {body}\n"
    )
}

#[test]
fn a_refused_build_says_that_nothing_was_written_and_what_the_author_can_do() {
    let mut test = Test::new().file("r.yaml", too_long()).args(&["r.yaml"]);
    let output = test.command.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    let last = stderr.lines().last().expect("a line");
    assert_eq!(
        last,
        "Nothing was written: a binding rule is broken (L01). To see the pages, use `--draft`. If the body has agreed, \
         use `--allow L01`."
    );
    let unreadable = "title: A\n".to_owned();
    let mut test = Test::new().file("r.yaml", unreadable).args(&["r.yaml"]);
    let stderr = String::from_utf8(test.command.output().expect("the program runs").stderr).expect("UTF-8");
    assert!(stderr.ends_with("Nothing was written. Correct the errors above first.\n"), "{stderr}");
}

#[test]
fn the_author_lets_a_rule_pass_on_the_command_line_or_in_the_report_and_the_manifest_says_so() {
    Test::new().file("r.yaml", too_long()).args(&["r.yaml", "--allow", "L01"]).ends(0, &["r.docx", "r.yaml"]);
    let reason = "the secretariat agreed on 3 March";
    let report = format!("{}allow:\n  - {{code: L01, reason: {reason}}}\n", too_long());
    let folder = Test::new()
        .file("r.yaml", report)
        .args(&["r.yaml", "--manifest", "m.json"])
        .ends(0, &["m.json", "r.docx", "r.yaml"]);
    let manifest = fs::read_to_string(folder.path().join("m.json")).expect("it is there");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let record = &manifest["reports"][0];
    assert_eq!((&record["allowed"][0]["code"], &record["allowed"][0]["reason"]), (&"L01".into(), &reason.into()));
    assert_eq!((&record["errors"], &record["findings"][0]["severity"]), (&0.into(), &"info".into()));
    let help = record["findings"][0]["help"].as_str().expect("a text");
    assert!(help.starts_with("allowed: the secretariat agreed on 3 March\n"), "{help}");
}

#[test]
fn only_a_rule_can_be_let_pass() {
    for code in ["Y11", "A01", "T90", "L99"] {
        Test::new().file("r.yaml", too_long()).args(&["r.yaml", "--allow", code]).ends(2, &["r.yaml"]);
    }
    Test::new().file("r.yaml", too_long()).args(&["r.yaml", "--allow", "M02"]).ends(1, &["r.yaml"]);
}
