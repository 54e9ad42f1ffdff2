//! The commands for those who begin: `new`, `schema`, `completions`, `man`.

use std::fs;

use assemble::facts::profile::Profile;
use serde_json::Value;

use crate::cli::{GOOD, Test};
use crate::support::{examples, judge, root, sorted};

#[test]
fn a_new_report_builds_at_once_and_without_findings_for_every_body() {
    for id in Profile::ids() {
        let folder =
            Test::new().args(&["new", "r.yaml", "--to", id]).stdout("r.yaml\n").stderr("").ends(0, &["r.yaml"]);
        let report = fs::read_to_string(folder.path().join("r.yaml")).expect("the report");
        let lines = Test::new().file("r.yaml", &report).args(&["check", "r.yaml", "--format", "json"]).json(0);
        assert_eq!(lines.len(), 1, "{id}: {lines:?}");
        Test::new().file("r.yaml", &report).args(&["r.yaml", "--pdf"]).ends(0, &["r.docx", "r.pdf", "r.yaml"]);
    }
}

#[test]
fn new_writes_nothing_over_a_file_that_is_there() {
    let folder = Test::new()
        .file("r.yaml", "mine")
        .args(&["new", "r.yaml", "--to", "upr"])
        .stdout("")
        .stderr("error: cannot write r.yaml: it already exists; choose another name\n")
        .ends(2, &["r.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join("r.yaml")).expect("the file"), "mine");
}

#[test]
fn new_for_a_body_that_is_not_known_writes_nothing() {
    Test::new().args(&["new", "r.yaml", "--to", "up"]).stdout("").ends(2, &[]);
}

fn schema() -> Value {
    assemble::read::schema::schema(Profile::ids())
}

/// The reports in documents that start with their body.
fn reports_in(document: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(document)).expect("a document");
    let blocks = text.split("```yaml\n").skip(1).filter_map(|block| block.split("```").next());
    blocks.filter(|yaml| yaml.starts_with("submitted_to:")).map(str::to_owned).collect()
}

#[test]
fn reports_that_can_be_read_are_valid_by_the_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let mut reports: Vec<(String, String)> = Vec::new();
    for folder in sorted(&root().join("tests/reports")) {
        let path = folder.join("report.yaml");
        let readable = judge(&path).verdict != assemble::Verdict::Unreadable;
        if readable {
            reports.push((path.display().to_string(), fs::read_to_string(&path).expect("a report")));
        }
    }
    for path in examples() {
        reports.push((path.display().to_string(), fs::read_to_string(&path).expect("an example")));
    }
    for document in ["README.md", "docs/report-format.md"] {
        reports.extend(reports_in(document).into_iter().map(|report| (document.to_owned(), report)));
    }
    assert!(reports.len() > 8, "there are too few reports");
    for (name, text) in reports {
        let value: Value = serde_saphyr::from_str(&text).expect("YAML");
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

#[test]
fn what_a_reader_would_refuse_is_not_valid_by_the_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let good = reports_in("README.md").remove(0);
    let valid = |text: &str| validator.is_valid(&serde_saphyr::from_str::<Value>(text).expect("YAML"));
    assert!(valid(&good));
    for (from, to) in [
        ("title:", "titel:"),
        ("language: en", "language: de"),
        ("state: NOR", "state: Norway"),
        ("submitted_to: cescr", "submitted_to: cesr"),
        ("status: special", "status: high"),
        ("body: |", "body: {text: words}\nsummary: |"),
    ] {
        let wrong = good.replacen(from, to, 1);
        assert_ne!(wrong, good, "{from}");
        assert!(!valid(&wrong), "{to}");
    }
}

#[test]
fn schema_prints_what_the_library_makes() {
    let mut test = Test::new().args(&["schema"]);
    let output = test.command.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).expect("JSON"), schema());
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let commands = ["check", "count", "outline", "bodies", "explain", "new", "schema", "completions", "man"];
    for arguments in [["completions", "bash"], ["completions", "fish"], ["completions", "zsh"]] {
        let mut test = Test::new().args(&arguments);
        let output = test.command.output().expect("the program runs");
        assert_eq!(output.status.code(), Some(0));
        let script = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(commands.iter().all(|command| script.contains(command)), "{script}");
    }
    let mut test = Test::new().args(&["man"]);
    let page = String::from_utf8(test.command.output().expect("the program runs").stdout).expect("UTF-8");
    assert!(commands.iter().all(|command| page.contains(&format!("assemble\\-{command}"))), "{page}");
    let mut test = Test::new().args(&["man", "count"]);
    let page = String::from_utf8(test.command.output().expect("the program runs").stdout).expect("UTF-8");
    assert!(page.contains("Count the words part by part"), "{page}");
    Test::new()
        .args(&["man", "cuont"])
        .stderr("error: there is no command `cuont`; `assemble --help` lists them\n")
        .ends(2, &[]);
}

#[test]
fn neither_manifest_nor_output_is_written_over_what_is_read_or_written_as_something_else() {
    let named = GOOD.replace("body: |\n  One paragraph.", "body: {file: r.docx}");
    let manifest = |file: &str| {
        let test = Test::new().file("r.yaml", GOOD).file("q.yaml", GOOD);
        test.args(&["r.yaml", "q.yaml", "--pdf", "--manifest", file]).ends(2, &["q.yaml", "r.yaml"])
    };
    for file in ["q.yaml", "./r.yaml", "r.docx", "q.pdf"] {
        let folder = manifest(file);
        assert_eq!(fs::read_to_string(folder.path().join("q.yaml")).expect("a file"), GOOD, "{file}");
    }
    let folder =
        Test::new().file("r.yaml", &named).file("r.docx", "One.\n").args(&["r.yaml"]).ends(2, &["r.docx", "r.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join("r.docx")).expect("a file"), "One.\n");
    let body = GOOD.replace("body: |\n  One paragraph.", "body: {file: b.md}");
    let test = Test::new().file("r.yaml", &body).file("b.md", "One.\n");
    let folder = test.args(&["r.yaml", "--manifest", "b.md"]).ends(2, &["b.md", "r.docx", "r.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join("b.md")).expect("a file"), "One.\n");
}
