//! The program as a whole process: what it prints, what it writes, how it ends.

use std::fs;

use crate::support::program::{BAD, Folder, GOOD, Run, program};
use crate::support::{examples, names};

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
    Folder::new()
        .file("r.yaml", report)
        .run(["r.yaml"])
        .prints("r.docx\n")
        .says(expected)
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
        let run = Folder::new().run([path.as_os_str(), "--pdf".as_ref(), "--out-dir=.".as_ref()]);
        let said = run.stderr;
        assert!(run.code == 0 && said.contains("Before you submit to CESCR:\n"), "{said}");
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
        let run = Folder::new().file("r.yaml", report).run(["r.yaml"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(run.stderr.contains("warning[L02]: the PDF has 11 pages"), warned, "{}", run.stderr);
    }
}

#[test]
fn a_quiet_build_and_a_draft_explain_no_upload() {
    for option in ["--quiet", "--draft"] {
        Folder::new().file("r.yaml", GOOD).run(["r.yaml", option]).says("").ends(0, &["r.docx", "r.yaml"]);
    }
}

#[test]
fn pdf_is_written_when_asked_for() {
    let folder = Folder::new().file("r.yaml", GOOD);
    folder.run(["r.yaml", "--pdf"]).ends(0, &["r.docx", "r.pdf", "r.yaml"]);
    assert!(folder.read("r.pdf").starts_with(b"%PDF-1.7"));
}

#[test]
fn a_mistake_is_shown_with_its_line_and_nothing_is_written() {
    let folder = Folder::new().file("r.yaml", BAD).file("r.docx", "the old file");
    folder.run(["r.yaml", "--pdf", "--color", "never"]).prints("").ends(1, &["r.docx", "r.yaml"]);
    assert_eq!(folder.text("r.docx"), "the old file");
}

#[test]
fn a_bad_report_does_not_stop_the_others() {
    let folder = Folder::new().file("a.yaml", GOOD).file("b.yaml", BAD).file("c.yaml", GOOD);
    folder
        .run(["a.yaml", "b.yaml", "c.yaml", "missing.yaml", "--out-dir", "out", "--jobs", "2"])
        .prints("out/a.docx\nout/c.docx\n")
        .ends(2, &["a.yaml", "b.yaml", "c.yaml", "out"]);
    assert_eq!(names(&folder.join("out")).len(), 2);
}

#[test]
fn a_report_that_is_not_there_is_said_in_a_sentence() {
    Folder::new()
        .run(["missing.yaml"])
        .prints("")
        .says("error: cannot read missing.yaml: there is no such file\n")
        .ends(2, &[]);
}

#[test]
fn two_reports_with_one_output_are_refused_before_anything_is_written() {
    Folder::new()
        .file("a/r.yaml", GOOD)
        .file("b/R.yaml", GOOD)
        .run(["a/r.yaml", "b/R.yaml", "--out-dir", "out"])
        .says("error: a/r.yaml and b/R.yaml would both write out/R.docx; give one of them another name\n")
        .ends(2, &["a", "b"]);
}

#[test]
fn standard_input_is_named_after_the_title() {
    let folder = Folder::new();
    folder.run_with_input(GOOD, ["-", "--out-dir", "out"]).prints("out/A-title.docx\n").ends(0, &["out"]);
    assert!(folder.join("out/A-title.docx").exists());
}

#[test]
fn standard_input_without_a_folder_is_refused_with_the_remedy() {
    Folder::new()
        .run_with_input(GOOD, ["-"])
        .says(
            "error: a report from standard input has no folder of its own: say where its files go with --out-dir DIR\n",
        )
        .ends(2, &[]);
}

#[test]
fn an_empty_file_is_answered_and_not_built() {
    Folder::new().file("r.yaml", "").run(["r.yaml"]).prints("").ends(1, &["r.yaml"]);
}

#[test]
fn text_that_is_not_utf_8_is_an_error_of_the_report() {
    Folder::new().file("r.yaml", b"title: caf\xe9\n").run(["r.yaml"]).prints("").ends(1, &["r.yaml"]);
}

#[test]
fn findings_for_programs_are_json_on_standard_output() {
    let lines = Folder::new().file("r.yaml", BAD).run(["r.yaml", "--format", "json"]).json(1);
    let unknown = lines.iter().find(|line| line["line"] == 4).expect("a finding on line 4");
    assert_eq!(unknown["column"], 1);
    assert_eq!(unknown["severity"], "error");
    assert_eq!(unknown["file"], "r.yaml");
}

#[test]
fn the_same_report_gives_the_same_bytes_in_another_folder_time_zone_and_home() {
    let first = Folder::new().file("r.yaml", GOOD);
    let mut command = program(&first);
    Run::of(command.args(["r.yaml", "--pdf"]).env("TZ", "Pacific/Auckland").env("HOME", "/nonexistent"))
        .ends(0, &["r.docx", "r.pdf", "r.yaml"]);
    let second = Folder::new().file("deep/er/r.yaml", GOOD);
    let mut command = program(&second);
    command.args(["deep/er/r.yaml", "--pdf", "--out-dir", "."]);
    Run::of(command.env("TZ", "America/Lima").env("USER", "somebody")).ends(0, &["deep", "r.docx", "r.pdf"]);
    for name in ["r.docx", "r.pdf"] {
        assert!(first.read(name) == second.read(name), "{name} differs");
    }
}

#[test]
fn the_date_of_the_files_obeys_source_date_epoch() {
    let folder = Folder::new().file("r.yaml", GOOD);
    Run::of(program(&folder).arg("r.yaml").env("SOURCE_DATE_EPOCH", "86400")).ends(0, &["r.docx", "r.yaml"]);
    let package = crate::word::open(&folder.read("r.docx"));
    let core = String::from_utf8(package.part("docProps/core.xml").to_vec()).expect("UTF-8");
    assert!(core.contains("1970-01-02T00:00:00Z"), "{core}");
}

#[test]
fn a_folder_that_cannot_be_made_is_said_and_loses_nothing() {
    Folder::new()
        .file("r.yaml", GOOD)
        .file("out", "a file, not a folder")
        .run(["r.yaml", "--out-dir", "out/deep"])
        .prints("")
        .ends(2, &["out", "r.yaml"]);
}

#[test]
fn a_draft_says_so_on_each_page() {
    let folder = Folder::new().file("r.yaml", GOOD);
    folder.run(["r.yaml", "--draft"]).ends(0, &["r.docx", "r.yaml"]);
    let package = crate::word::open(&folder.read("r.docx"));
    let header = package.names.iter().find(|name| name.starts_with("word/header")).expect("a header");
    assert!(package.xml(header).text().contains("DRAFT"));
}

#[test]
fn bad_arguments_end_with_2_and_help_with_0() {
    Folder::new().run(["--pfd"]).prints("").ends(2, &[]);
    Folder::new().run(["--help"]).says("").ends(0, &[]);
    Folder::new().run(["--version"]).prints(concat!("assemble ", env!("CARGO_PKG_VERSION"), "\n")).ends(0, &[]);
}

#[test]
fn comments_stand_in_the_word_file_at_the_words_they_speak_of_and_only_when_asked_for() {
    let report = "submitted_to: csw\nlanguage: en\ntitle: Statement on housing\nsubmitted_by:\n  - {name: Example Rights \
                  Network, status: special, kind: ngo}\nbody: |\n  The Council and UNDP met.\n";
    let built = |args: &[&str]| {
        let folder = Folder::new().file("r.yaml", report);
        folder.run(args).ends(0, &["r.docx", "r.yaml"]);
        crate::word::open(&folder.read("r.docx"))
    };
    assert!(!built(&["r.yaml"]).names.iter().any(|name| name.contains("comments")));
    let package = built(&["r.yaml", "--comments"]);
    let comments = package.xml("word/comments.xml");
    let finding = comments.elements().find(|comment| comment.text().contains("T09")).expect("the finding");
    assert_eq!(finding.attribute("w:author"), Some("assemble"));
    assert_eq!(finding.attribute("w:date"), None, "the clock is nobody's business");
    assert!(finding.text().contains("UNDP is used before it is spelled out"), "{}", finding.text());
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
    let folder = Folder::copy_of("specs/examples");
    let Run { code, stdout, stderr, .. } = folder.run(["short.yaml"]);
    assert_eq!((code, stdout.as_str()), (0, "short.docx\n"));
    assert!(stderr.lines().count() <= 6 && stderr.contains("  Length: at most 10 pages"), "{stderr}");
    let quiet = folder.run(["short.yaml", "--quiet"]);
    assert_eq!((quiet.code, quiet.all().as_str()), (0, ""));
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
    let run = Folder::new().file("r.yaml", too_long()).run(["r.yaml"]);
    assert_eq!(run.code, 1);
    let last = run.stderr.lines().last().expect("a line");
    assert_eq!(
        last,
        "Nothing was written: a binding rule is broken (L01). To see the pages, use `--draft`. If the body has agreed, \
         use `--allow L01`."
    );
    let run = Folder::new().file("r.yaml", "title: A\n").run(["r.yaml"]);
    assert!(run.stderr.ends_with("Nothing was written. Correct the errors above first.\n"), "{}", run.stderr);
}

#[test]
fn the_author_lets_a_rule_pass_on_the_command_line_or_in_the_report_and_the_manifest_says_so() {
    Folder::new().file("r.yaml", too_long()).run(["r.yaml", "--allow", "L01"]).ends(0, &["r.docx", "r.yaml"]);
    let reason = "the secretariat agreed on 3 March";
    let report = format!("{}allow:\n  - {{code: L01, reason: {reason}}}\n", too_long());
    let folder = Folder::new().file("r.yaml", report);
    folder.run(["r.yaml", "--manifest", "m.json"]).ends(0, &["m.json", "r.docx", "r.yaml"]);
    let manifest = folder.text("m.json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let record = &manifest["reports"][0];
    assert_eq!((&record["allowed"][0]["code"], &record["allowed"][0]["reason"]), (&"L01".into(), &reason.into()));
    assert_eq!((&record["errors"], &record["findings"][0]["severity"]), (&0.into(), &"info".into()));
    let help = record["findings"][0]["help"].as_str().expect("a text");
    assert!(help.starts_with("allowed: the secretariat agreed on 3 March\n"), "{help}");
}

#[test]
fn the_manifest_is_not_written_over_what_changed_keeps() {
    let folder = Folder::new().file("r.yaml", GOOD);
    folder.run(["r.yaml", "--changed", "--manifest", ".r.assemble.json"]).ends(2, &["r.yaml"]);
    folder.run(["r.yaml", "--manifest", ".r.assemble.json"]).ends(0, &[".r.assemble.json", "r.docx", "r.yaml"]);
}

#[test]
fn only_a_rule_can_be_let_pass() {
    for code in ["Y11", "A01", "T90", "L99"] {
        Folder::new().file("r.yaml", too_long()).run(["r.yaml", "--allow", code]).ends(2, &["r.yaml"]);
    }
    Folder::new().file("r.yaml", too_long()).run(["r.yaml", "--allow", "M02"]).ends(1, &["r.yaml"]);
}
