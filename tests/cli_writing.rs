//! The commands for those who begin: `new`, `schema`, `completions`, `man`.

use std::fs;

use assemble::diagnostic::Code;
use assemble::facts::language::new_report::{SESSION, STATE};
use assemble::facts::language::{Labels, Language};
use assemble::facts::profile::Profile;
use assemble::report::new;
use assemble::{Request, Tools, Verdict};
use serde_json::Value;

use crate::support::program::{Folder, GOOD};
use crate::support::{examples, judge, root, sorted};

/// A new report for a body, as the program writes it.
fn new_report(id: &str, more: &[&str]) -> String {
    let arguments = [&["new", "r.yaml", "--to", id], more].concat();
    let folder = Folder::new();
    folder.run(&arguments).prints("r.yaml\n").says("").ends(0, &["r.yaml"]);
    folder.text("r.yaml")
}

/// The codes and messages of the findings, in the order of the report, and whether files would be written.
fn findings(report: &str, tools: &mut Tools) -> (Vec<(Code, String)>, bool) {
    let read = |_: &str| Err("there is no such file".to_owned());
    let request = Request::new("r.yaml", report.as_bytes(), &read);
    let judged = assemble::judge(&request, tools).expect("our own files are whole");
    let is_written = judged.verdict == Verdict::Accepted;
    (judged.diagnostics.into_iter().map(|found| (found.code, found.message)).collect(), is_written)
}

/// What is found where nothing is wrong but that words are still to be written.
const TO_WRITE: [Code; 2] = [Code::NotYetWritten, Code::UnknownState];

/// A sentence that an author writes.
fn written(language: Language) -> &'static str {
    match language {
        Language::Ar => "ارتفعت الإيجارات بنسبة 23 في المائة.",
        Language::Zh => "房租上涨了百分之二十三。",
        Language::En => "Rents rose by 23 per cent.",
        Language::Fr => "Les loyers ont augmenté de 23 %.",
        Language::Ru => "Арендная плата выросла на 23 процента.",
        Language::Es => "Los alquileres subieron un 23 %.",
    }
}

/// The words of a new report in a language, and what an author might write in their place.
fn filled_in(report: &str, language: Language) -> String {
    let words = &Labels::load(language).expect("the built-in file is whole").new_report;
    let mut report = report.replace(&format!("state: {STATE}"), "state: NOR");
    report = report.replace(&format!("session: {SESSION} "), "session: 79 ");
    // Longer words first: some hold others.
    let sentences = words.sentences().filter(|sentence| !sentence.contains('@'));
    for sentence in sentences.chain(words.whole_paragraphs()) {
        report = report.replace(sentence, written(language));
    }
    for value in [&words.title, &words.subtitle, &words.name, &words.short_name] {
        report = report.replace(&format!(": {value}"), ": Example");
    }
    for word in &words.key_words {
        report = report.replace(word, "rents");
    }
    report.replace(&words.email, "office@example.org")
}

#[test]
fn a_new_report_says_what_is_still_to_be_written_and_builds_once_it_is() {
    let mut tools = Tools::new();
    for id in Profile::ids() {
        let report = new_report(id, &[]);
        let (found, is_written) = findings(&report, &mut tools);
        assert!(!is_written && found.len() > 6, "{id}: {found:?}");
        assert!(found.iter().all(|(code, _)| TO_WRITE.contains(code)), "{id}: {found:?}");
        let language = new::usual_language(&Profile::load(id).expect("it can be read").expect("it is there"));
        let report = filled_in(&report, language);
        let lines = Folder::new().file("r.yaml", &report).run(["check", "r.yaml", "--format", "json"]).json(0);
        assert_eq!(lines.len(), 1, "{id}: {lines:?}\n{report}");
        Folder::new().file("r.yaml", &report).run(["r.yaml", "--pdf"]).ends(0, &["r.docx", "r.pdf", "r.yaml"]);
    }
}

#[test]
fn what_is_to_be_written_is_named_sentence_by_sentence_in_six_languages() {
    let mut tools = Tools::new();
    for language in Language::ALL {
        let words = &Labels::load(language).expect("the built-in file is whole").new_report;
        let report = new_report("generic", &["--language", language.code(), "--state", "NOR", "--session", "79"]);
        let (found, is_written) = findings(&report, &mut tools);
        let expected = [&words.title, &words.name, &words.short_name].into_iter().chain(&words.profile).chain([
            &words.about,
            &words.happened,
            &words.first,
            &words.second,
        ]);
        let expected: Vec<(Code, String)> = expected
            .map(|words| (Code::NotYetWritten, format!("`{words}` stands where your own words belong")))
            .collect();
        assert_eq!(found, expected, "{language:?}");
        assert!(!is_written);
        let (found, is_written) = findings(&filled_in(&report, language), &mut tools);
        assert!(found.is_empty() && is_written, "{language:?}: {found:?}");
    }
}

/// A report in which the number sign of these lines is taken away.
fn without_signs(report: &str, wanted: impl Fn(usize, &str) -> bool) -> String {
    let without =
        |(at, line): (usize, &str)| if wanted(at, line) { line.replacen('#', "", 1) } else { line.to_owned() };
    report.lines().enumerate().map(without).map(|line| line + "\n").collect()
}

/// What is there to be used works at once, and a note is a note still.
#[test]
fn the_number_sign_of_any_line_can_be_taken_away() {
    let mut tools = Tools::new();
    for id in Profile::ids() {
        let report = new_report(id, &[]);
        let is_unused = |line: &str| line.trim_start().starts_with('#') && !line.trim_start().starts_with("##");
        check_without_signs(
            id,
            &without_signs(&report, |_, line| is_unused(line) && !line.starts_with("  #")),
            &mut tools,
        );
        if !["cedaw", "cescr", "csw", "hrc-statement", "upr"].contains(&id) {
            continue;
        }
        let signs = report.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with('#'));
        let signs: Vec<usize> = signs.map(|(at, _)| at).collect();
        assert!(signs.len() > 12, "{id}: {signs:?}");
        for wanted in signs {
            check_without_signs(id, &without_signs(&report, |at, _| at == wanted), &mut tools);
        }
    }
}

/// Nothing is found but what is to be written, and what the body itself says of the line.
fn check_without_signs(id: &str, report: &str, tools: &mut Tools) {
    let (found, _) = findings(report, tools);
    for (code, message) in found {
        let is_of_the_body = ["M05", "S04"].contains(&code.as_str());
        assert!(TO_WRITE.contains(&code) || is_of_the_body, "{id}: {code} {message}\n{report}");
    }
}

#[test]
fn new_writes_nothing_over_a_file_that_is_there() {
    let folder = Folder::new().file("r.yaml", "mine");
    folder
        .run(["new", "r.yaml", "--to", "upr"])
        .prints("")
        .says("error: cannot write r.yaml: it already exists; choose another name\n")
        .ends(2, &["r.yaml"]);
    assert_eq!(folder.text("r.yaml"), "mine");
}

/// Where nobody can be asked, nothing waits for an answer.
#[test]
fn new_in_a_pipe_asks_nothing() {
    for (arguments, said) in [
        (&["new"][..], "error: name the file and the body: `assemble new report.yaml --to cescr`\n"),
        (&["new", "r.yaml"], "error: name the body: `assemble new r.yaml --to cescr`; `assemble bodies` lists them\n"),
        (
            &["new", "r.yaml", "--to", "cescr", "--state", "Atlantis"],
            "error: there is no State Atlantis; `assemble states` lists the codes\n",
        ),
        (
            &["new", "r.yaml", "--to", "cescr", "--language", "de"],
            "error: there is no language de: write ar, zh, en, fr, ru or es\n",
        ),
        (&["new", "r.yaml", "--to", "cescr", "--session", "7: x"], "error: 7: x is not a session: write its number\n"),
    ] {
        Folder::new().run_with_input("cescr\n", arguments).prints("").says(said).ends(2, &[]);
    }
}

#[test]
fn the_schema_is_installed_beside_reports_and_named_in_them() {
    let line = "# yaml-language-server: $schema=report.schema.json\n";
    let folder = Folder::new().file("r.yaml", GOOD).file("sub/q.yaml", GOOD).file("other.yaml", "a: 1\n");
    folder
        .run(["schema", "--install"])
        .prints("report.schema.json\nr.yaml: its first line names the schema\n")
        .ends(0, &["other.yaml", "r.yaml", "report.schema.json", "sub"]);
    let read = |name: &str| folder.text(name);
    assert_eq!(read("r.yaml"), format!("{line}{GOOD}"));
    assert_eq!((read("other.yaml").as_str(), read("sub/q.yaml").as_str()), ("a: 1\n", GOOD));
    assert_eq!(serde_json::from_str::<Value>(&read("report.schema.json")).expect("JSON"), schema());
    // A second time, with an older schema in place: the report stays, and the schema is new.
    let old = read("report.schema.json").replace("\"csw\",", "");
    let folder = Folder::new().file("r.yaml", read("r.yaml")).file("report.schema.json", old);
    folder
        .run(["schema", "--install", "r.yaml"])
        .prints("report.schema.json\nr.yaml: names a schema already\n")
        .ends(0, &["r.yaml", "report.schema.json"]);
    let text = folder.text("report.schema.json");
    assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), schema());
    let folder = Folder::new().file("r.yaml", GOOD).file("report.schema.json", "{\"mine\": 1}");
    folder
        .run(["schema", "--install", "r.yaml"])
        .says("error: report.schema.json is there already, and is not a schema of reports; nothing was written\n")
        .ends(2, &["r.yaml", "report.schema.json"]);
    assert_eq!(folder.text("r.yaml"), GOOD);
}

#[test]
fn new_for_a_body_that_is_not_known_writes_nothing() {
    Folder::new().run(["new", "r.yaml", "--to", "up"]).prints("").ends(2, &[]);
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
    let run = Folder::new().run(["schema"]);
    assert_eq!(run.code, 0);
    assert_eq!(serde_json::from_str::<Value>(&run.stdout).expect("JSON"), schema());
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let commands = ["check", "count", "outline", "bodies", "explain", "new", "schema", "completions", "man"];
    for arguments in [["completions", "bash"], ["completions", "fish"], ["completions", "zsh"]] {
        let run = Folder::new().run(arguments);
        assert_eq!(run.code, 0);
        let script = run.stdout;
        assert!(commands.iter().all(|command| script.contains(command)), "{script}");
    }
    let page = Folder::new().run(["man"]).stdout;
    assert!(commands.iter().all(|command| page.contains(&format!("assemble\\-{command}"))), "{page}");
    let page = Folder::new().run(["man", "count"]).stdout;
    assert!(page.contains("Count the words part by part"), "{page}");
    Folder::new()
        .run(["man", "cuont"])
        .says("error: there is no command `cuont`; `assemble --help` lists them\n")
        .ends(2, &[]);
}

#[test]
fn neither_manifest_nor_output_is_written_over_what_is_read_or_written_as_something_else() {
    let named = GOOD.replace("body: |\n  One paragraph.", "body: {file: r.docx}");
    for file in ["q.yaml", "./r.yaml", "r.docx", "q.pdf"] {
        let folder = Folder::new().file("r.yaml", GOOD).file("q.yaml", GOOD);
        folder.run(["r.yaml", "q.yaml", "--pdf", "--manifest", file]).ends(2, &["q.yaml", "r.yaml"]);
        assert_eq!(folder.text("q.yaml"), GOOD, "{file}");
    }
    let folder = Folder::new().file("r.yaml", &named).file("r.docx", "One.\n");
    folder.run(["r.yaml"]).ends(2, &["r.docx", "r.yaml"]);
    assert_eq!(folder.text("r.docx"), "One.\n");
    let body = GOOD.replace("body: |\n  One paragraph.", "body: {file: b.md}");
    let folder = Folder::new().file("r.yaml", &body).file("b.md", "One.\n");
    folder.run(["r.yaml", "--manifest", "b.md"]).ends(2, &["b.md", "r.docx", "r.yaml"]);
    assert_eq!(folder.text("b.md"), "One.\n");
}
