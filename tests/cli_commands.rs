//! The commands that write nothing: what they print for people, the fields they give to programs, how they end.

use serde_json::Value;

use crate::support::program::{BAD, Folder, GOOD};
use crate::support::{root, sorted};

const STATEMENT: &str = "\
submitted_to: csw
session: 70
language: en
title: A title
submitted_by:
  - name: Example Rights Network
    status: special
body: |
  # Housing

  Rents rose by a third.^[A note.] {articles=3}

  # Recommendations

  ::: recommendations
  - build;
  - repair.
  :::
";

fn fields(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn check_prints_findings_then_the_checklist_and_writes_nothing() {
    let expected = "\
warning[S04]: the report has 1 footnote, which the body does not want
  --> r.yaml:11:25
   |
11 |   Rents rose by a third.^[A note.] {articles=3}
   |                         ^^^^^^^^^^
   |
   = help: name the source in the text, in parentheses
   = source: Written and oral statements (UN-Women, older state of the page) (2014), read 2026-11-24, \
http://www.unwomen.org/en/csw/ngo-participation/written-and-oral-statements; advisory; confidence high

What only you can know:
  [ ] each organization gives one statement of its own; it may join others (binding)
  [ ] nothing is said twice: repetitive text is deleted (binding)
  [ ] supporters are named at the end (binding)

Before you submit to CSW:
  Length: at most 1,500 words.
  Files: text pasted into the web form (`--text` writes it).
  Where: CSO-Net only; e-mail is refused.
  By when: the date in the call; the session’s note decides: \
https://www.unwomen.org/en/csw/ngo-participation/written-and-oral-statements

r.yaml: no errors, 1 warning
";
    Folder::new().file("r.yaml", STATEMENT).run(["check", "r.yaml"]).prints(expected).says("").ends(0, &["r.yaml"]);
}

#[test]
fn direction_controls_are_errors_unless_they_are_asked_for() {
    let report = GOOD.replace("One paragraph.", "Text \u{202E}turned\u{202C} and \u{2066}apart\u{2069}.");
    let test = || Folder::new().file("r.yaml", &report);
    test().run(["check", "r.yaml", "--quiet"]).ends(1, &["r.yaml"]);
    test().run(["r.yaml", "--pdf"]).ends(1, &["r.yaml"]);
    test().run(["check", "r.yaml", "--direction-controls"]).ends(0, &["r.yaml"]);
    test().run(["count", "r.yaml", "--direction-controls"]).ends(0, &["r.yaml"]);
    test().run(["r.yaml", "--pdf", "--direction-controls"]).ends(0, &["r.docx", "r.pdf", "r.yaml"]);
}

#[test]
fn check_ends_with_1_for_an_error_and_with_2_for_a_report_that_is_not_there() {
    Folder::new().file("r.yaml", BAD).run(["check", "r.yaml"]).ends(1, &["r.yaml"]);
    Folder::new()
        .file("r.yaml", GOOD)
        .run(["check", "missing.yaml", "r.yaml", "--quiet"])
        .prints("")
        .says("error: cannot read missing.yaml: there is no such file\n")
        .ends(2, &["r.yaml"]);
}

#[test]
fn check_gives_programs_the_findings_and_then_one_object_for_the_report() {
    let lines = Folder::new().file("r.yaml", STATEMENT).run(["check", "r.yaml", "--format", "json"]).json(0);
    assert_eq!(lines.len(), 2);
    let finding =
        ["code", "column", "end_column", "end_line", "file", "fix", "help", "line", "message", "severity", "source"];
    assert_eq!(fields(&lines[0]), finding);
    assert_eq!(fields(&lines[1]), ["body", "checklist", "errors", "report", "warnings"]);
    assert_eq!(fields(&lines[1]["checklist"][0]), ["authority", "source", "text"]);
    assert_eq!((&lines[1]["errors"], &lines[1]["warnings"]), (&0.into(), &1.into()));
}

#[test]
fn a_folder_stands_for_its_reports_by_name() {
    let lines = Folder::new()
        .file("in/b.yaml", GOOD)
        .file("in/a.yaml", GOOD)
        .file("in/deep/c.yaml", GOOD)
        .file("in/notes.txt", "no report")
        .run(["check", "in", "--format", "json"])
        .json(0);
    let names: Vec<&str> = lines.iter().filter_map(|line| line["report"].as_str()).collect();
    assert_eq!(names, ["in/a.yaml", "in/b.yaml"]);
    Folder::new()
        .file("in/notes.txt", "no report")
        .run(["in"])
        .says("error: the folder in has no reports: their names end in .yaml or .yml\n")
        .ends(2, &["in"]);
}

#[test]
fn count_shows_what_counts_what_does_not_and_what_is_left() {
    let expected = "\
part       kind          words  counts
title      text             27  no
body       text              7  yes
body       headings          2  yes
body       footnotes         2  not known

9 words count; for 2 more words no source says whether they count
Length: at most 1,500 words.
1,391 words left; the body fills 100 of the limit itself
1 page in our PDF; Word may break them differently

sections, longest first
       8  Housing
       3  Recommendations
plain text (--text): 44 words, 305 characters
";
    Folder::new().file("r.yaml", STATEMENT).run(["count", "r.yaml"]).prints(expected).says("").ends(0, &["r.yaml"]);
}

#[test]
fn count_and_outline_print_errors_instead_of_half_a_report() {
    for command in ["count", "outline"] {
        Folder::new().file("r.yaml", BAD).run([command, "r.yaml"]).prints("").ends(1, &["r.yaml"]);
    }
}

#[test]
fn count_has_stable_fields() {
    let lines = Folder::new().file("r.yaml", STATEMENT).run(["count", "r.yaml", "--format", "json"]).json(0);
    let count = &lines[0];
    let expected = [
        "body",
        "budgets",
        "counted",
        "left",
        "limit",
        "no_limit",
        "not_counted",
        "page_limit",
        "pages",
        "rows",
        "sections",
        "text",
        "uncertain",
    ];
    assert_eq!(fields(count), expected);
    assert_eq!(fields(&count["limit"]), ["authority", "confidence", "reserved", "source", "words"]);
    assert_eq!(fields(&count["rows"][0]), ["counts", "kind", "part", "words"]);
    assert_eq!(fields(&count["sections"][0]), ["articles", "title", "words"]);
    assert_eq!(count["left"], 1391);
}

#[test]
fn outline_shows_headings_numbers_articles_and_recommendations() {
    let report = STATEMENT.replace("csw", "cescr").replace("session: 70\n", "session: 70\nstate: NOR\n");
    let expected = "\
A title
  I. Housing  para. 1  art. 3
  II. Recommendations  paras. 2–3
    * 2: build;
    * 3: repair.
";
    Folder::new().file("r.yaml", &report).run(["outline", "r.yaml"]).prints(expected).says("").ends(0, &["r.yaml"]);
    let lines = Folder::new().file("r.yaml", &report).run(["outline", "r.yaml", "--format", "json"]).json(0);
    assert_eq!(fields(&lines[0]), ["parts", "title"]);
    assert_eq!(fields(&lines[0]["parts"][0]), ["part", "sections"]);
    let section = &lines[0]["parts"][0]["sections"][0];
    assert_eq!(
        fields(section),
        ["articles", "level", "named_articles", "number", "paragraphs", "recommendations", "title"]
    );
    let recommendation = &lines[0]["parts"][0]["sections"][1]["recommendations"][0];
    assert_eq!(fields(recommendation), ["number", "text"]);
}

#[test]
fn outline_gives_each_recommendation_the_number_that_the_files_give_it() {
    let blocks = "\
body:
  - heading: Housing
    level: 1
  - Rents rose.
  - recommendations: [build, repair]
    lead_in: \"The State should:\"
  - recommendations: [pay, plan]
";
    let report = GOOD.replace("body: |\n  One paragraph.\n", blocks);
    let expected = "\
A title
  I. Housing  paras. 1–4
    * 2 (a): build
    * 2 (b): repair
    * 3: pay
    * 4: plan
";
    Folder::new().file("r.yaml", &report).run(["outline", "r.yaml"]).prints(expected).says("").ends(0, &["r.yaml"]);
}

#[test]
fn bodies_has_stable_fields_for_all_and_for_one() {
    let lines = Folder::new().run(["bodies", "--format", "json"]).json(0);
    let bodies = lines[0].as_array().expect("a list");
    assert_eq!(bodies.len(), sorted(&root().join("specs/bodies")).len() - 1, "all but what the treaty bodies share");
    assert_eq!(fields(&bodies[0]), ["id", "knowledge", "known", "languages", "length", "name", "unknown"]);
    let lines = Folder::new().run(["bodies", "cedaw", "--format", "json"]).json(0);
    assert_eq!(fields(&lines[0]), ["figures", "id", "kind", "look", "name", "short_name", "stages"]);
    let expected = ["authority", "confidence", "known", "note", "source", "source_key", "topic", "value", "when"];
    assert_eq!(fields(&lines[0]["figures"][0]), expected);
}

#[test]
fn dates_of_sessions_are_listed_for_all_and_for_one() {
    let lines = Folder::new().run(["bodies", "--dates", "--format", "json"]).json(0);
    let rows = lines[0].as_array().expect("a list");
    assert_eq!(fields(&rows[0]), ["body", "confidence", "deadline", "opens", "session", "source"]);
    assert!(rows.iter().any(|row| row["body"] == "cescr" && row["deadline"] == "2023-08-28"));
    let lines = Folder::new().run(["bodies", "upr", "--dates", "--format", "json"]).json(0);
    assert!(lines[0].as_array().expect("a list").iter().all(|row| row["body"] == "upr"));
}

#[test]
fn a_body_that_is_not_known_is_answered_with_the_nearest() {
    let run = Folder::new().run(["bodies", "cesr"]);
    assert_eq!(run.code, 2);
    let start = "error: there is no body `cesr`: did you mean `cescr`? the bodies are cat, ";
    assert!(run.stderr.starts_with(start), "{}", run.stderr);
}

#[test]
fn explain_prints_the_page_of_a_rule_without_its_cases_and_the_page_of_any_other_code() {
    let stdout = Folder::new().run(["explain", "too-many-words"]).stdout;
    assert!(stdout.starts_with("# too-many-words (L01)\n\n## What it checks\n"), "{stdout}");
    assert!(!stdout.contains("## Cases"), "{stdout}");
    let stdout = Folder::new().run(["explain", "y11"]).stdout;
    assert!(stdout.starts_with("# unknown-key (Y11)\n\n## What it checks\n"), "{stdout}");
    assert!(stdout.contains("## Before") && stdout.contains("## How to fix") && !stdout.contains("(Y12)"), "{stdout}");
    Folder::new()
        .run(["explain", "L0"])
        .says("error: there is no code `L0`: did you mean `L01`? `assemble explain` lists all codes\n")
        .ends(2, &[]);
    let lines = Folder::new().run(["explain", "L01", "--format", "json"]).json(0);
    assert_eq!(fields(&lines[0]), ["code", "manual", "name", "severity", "summary"]);
}

/// A report with articles and budgets on headings, in Markdown and as a list of blocks.
const SECTIONS: [&str; 2] = [
    "body: |
  # Housing {articles=5 (e), 1-3 budget=6}

  Rents rose by a third.

  ## Heat

  It is dear. {articles=7}

  ## Light {articles=6 budget=1 page}

  It is dear.

  # Water

  Wells are dry.
",
    "body:
  - {heading: Housing, articles: [5 (e), 1-3], budget: 6}
  - Rents rose by a third.
  - {heading: Heat, level: 2}
  - {paragraph: It is dear., articles: 7}
  - {heading: Light, level: 2, articles: [6], budget: 1 page}
  - It is dear.
  - {heading: Water}
  - Wells are dry.
",
];

#[test]
fn articles_and_budgets_on_headings_hold_for_what_is_below_them() {
    for body in SECTIONS {
        let report = format!("submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {{name: N}}\n{body}");
        let run = |command: &str| Folder::new().file("r.yaml", &report).run([command, "r.yaml"]).stdout;
        let outline = "  I. Housing  para. 1  arts. 1–3, 5 (e)\n    A. Heat  para. 2  art. 7\n    B. Light  para. 3  art. 6\n  II. Water  para. 4\n";
        assert!(run("outline").ends_with(outline), "{}", run("outline"));
        let count = "      14  Housing  arts. 5 (e), 1–3\n       4  Water\n\nbudgets of sections\n      14 of 6 words  Housing  too long\n     0.1 of 1 page  Light\n";
        assert!(run("count").contains(count), "{}", run("count"));
        let found = "warning[L04]: the section “Housing” has 14 words, 8 more than its budget of 6\n";
        assert!(run("check").contains(found) && !run("check").contains("“Light”"), "{}", run("check"));
    }
}
