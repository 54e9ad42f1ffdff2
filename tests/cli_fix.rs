//! `assemble fix` and `assemble fix --diff`: what is written, what is shown, and that nothing is lost when it fails.

use crate::support::program::Folder;

const BROKEN: &str = "\
submitted_to: generic
Language: english
title: Water: a right
submitted_by: {name: N}
body: |
  # 1. Wells

  They are dry, as para. @one says. {#one}
";

const MENDED: &str = "\
submitted_to: generic
language: en
title: 'Water: a right'
submitted_by: {name: N}
body: |
  # Wells

  They are dry, as [para. @one] says. {#one}
";

#[test]
fn fix_writes_the_remedies_and_a_second_run_finds_nothing_to_do() {
    let folder = Folder::new().file("r.yaml", BROKEN);
    folder
        .run(["fix", "r.yaml"])
        .prints("r.yaml\n")
        .says("r.yaml: 5 findings fixed; left: 0 errors, 0 warnings\n")
        .ends(0, &["r.yaml"]);
    assert_eq!(folder.text("r.yaml"), MENDED);
    Folder::new()
        .file("r.yaml", MENDED)
        .run(["fix", "r.yaml"])
        .prints("")
        .says("r.yaml: 0 findings fixed; left: 0 errors, 0 warnings\n")
        .ends(0, &["r.yaml"]);
}

#[test]
fn fix_with_diff_shows_the_lines_and_writes_nothing() {
    let diff = "\
--- r.yaml
+++ r.yaml
@@ -1,8 +1,8 @@
 submitted_to: generic
-Language: english
-title: Water: a right
+language: en
+title: 'Water: a right'
 submitted_by: {name: N}
 body: |
-  # 1. Wells
+  # Wells
 
-  They are dry, as para. @one says. {#one}
+  They are dry, as [para. @one] says. {#one}
";
    let folder = Folder::new().file("r.yaml", BROKEN);
    folder
        .run(["fix", "--diff", "r.yaml"])
        .prints(diff)
        .says("r.yaml: 5 findings can be fixed; left: 0 errors, 0 warnings\n")
        .ends(0, &["r.yaml"]);
    assert_eq!(folder.text("r.yaml"), BROKEN);
}

#[test]
fn a_diff_of_a_file_without_a_last_line_end_says_so() {
    let report = BROKEN.replace("body: |\n  # 1. Wells\n\n  They are dry, as para. @one says. {#one}\n", "body: Dry.");
    let diff = "\
--- r.yaml
+++ r.yaml
@@ -1,5 +1,5 @@
 submitted_to: generic
-Language: english
-title: Water: a right
+language: en
+title: 'Water: a right'
 submitted_by: {name: N}
 body: Dry.
\\ No newline at end of file
";
    Folder::new().file("r.yaml", report).run(["fix", "--diff", "r.yaml"]).prints(diff).ends(0, &["r.yaml"]);
}

#[test]
fn a_markdown_file_that_the_report_names_is_fixed_too() {
    let report = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\nbody: text/body.md\n";
    let folder = Folder::new()
        .file("in/r.yaml", report)
        .file("in/text/body.md", "# 1. Wells\r\n\r\nThey are in the the valley.\r\n");
    folder.run(["fix", "in/r.yaml"]).prints("in/r.yaml\nin/text/body.md\n").ends(0, &["in"]);
    assert_eq!(folder.text("in/r.yaml"), report.replace("text/body.md", "{file: text/body.md}"));
    assert_eq!(folder.text("in/text/body.md"), "# Wells\r\n\r\nThey are in the valley.\r\n");
}

#[test]
fn what_no_program_can_know_is_left_and_the_status_says_so() {
    let report = BROKEN.replace("para. @one", "[para. @lost]");
    let folder = Folder::new().file("r.yaml", report);
    folder
        .run(["fix", "r.yaml"])
        .prints("r.yaml\n")
        .says("r.yaml: 4 findings fixed; left: 1 error, 0 warnings\n")
        .ends(1, &["r.yaml"]);
    assert!(folder.text("r.yaml").contains("[para. @lost]"));
}

#[test]
fn a_report_from_standard_input_is_shown_and_not_written() {
    let refused = "error: a report from standard input cannot be changed; add --diff, or name the file\n";
    Folder::new().run_with_input(BROKEN, ["fix", "-"]).prints("").says(refused).ends(2, &[]);
    Folder::new().run_with_input(BROKEN, ["fix", "--diff", "-", "--quiet"]).says("").ends(0, &[]);
}

/// A limit on the size of files is what a full disk is: the write fails in the middle.
#[cfg(unix)]
#[test]
fn where_the_disk_is_full_the_file_stays_as_it_was() {
    let folder = Folder::new().file("r.yaml", BROKEN);
    folder.run_under("trap '' XFSZ; ulimit -f 0; exec", ["fix", "r.yaml"]).ends(2, &["r.yaml"]);
    assert_eq!(folder.text("r.yaml"), BROKEN);
}

#[test]
fn files_in_other_encodings_are_written_in_utf_8() {
    let utf_16: Vec<u8> = BROKEN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = Folder::new().file("r.yaml", [&[0xFF, 0xFE], utf_16.as_slice()].concat());
    folder
        .run(["fix", "r.yaml"])
        .prints("r.yaml\n")
        .says("r.yaml: 6 findings fixed; left: 0 errors, 0 warnings\n")
        .ends(0, &["r.yaml"]);
    assert_eq!(folder.text("r.yaml"), MENDED);

    let report = b"submitted_to: generic\nlanguage: fr\ntitle: L\x92eau\nsubmitted_by: {name: N}\nbody: {file: b.md}\n";
    let folder = Folder::new().file("r.yaml", report).file("b.md", b"Les \xe9coles.\r\n");
    folder
        .run(["fix", "r.yaml"])
        .prints("r.yaml\nb.md\n")
        .says("r.yaml: 2 findings fixed; left: 0 errors, 0 warnings\n")
        .ends(0, &["b.md", "r.yaml"]);
    assert!(folder.text("r.yaml").contains("title: L’eau\n"));
    assert_eq!(folder.text("b.md"), "Les écoles.\r\n");
}
