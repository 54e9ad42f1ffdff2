//! Every bad input in tests/bad: what the author is told, and that nothing worse happens.
//!
//! A case is `=== name`, the input, a line `>>> found`, and what is found. `\u{202E}` in an input stands for that character.
//! Where a remedy is left to the author, a line `>>> corrected` and the mended input follow: see `remedies.rs`.
//! `UPDATE=1 cargo test bad` writes the findings anew; read each as somebody who sees the program for the first time.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use assemble::{Request, Tools};

use crate::support::program::Folder;
use crate::support::{root, sorted};

/// The keys that every report has, before a body.
const HEAD: &str = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\n";

/// Of many findings so many stand in a case.
const SHOWN: usize = 3;

/// No small input takes so long, even in a build that is not optimized on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// One bad input.
pub(crate) struct Case {
    pub(crate) name: String,
    /// As it stands in the file.
    pub(crate) typed: String,
    expected: String,
    /// What the author makes of it by hand, doing what the findings say.
    pub(crate) corrected: Option<String>,
}

pub(crate) fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for case in format!("{text}\n").split("\n=== ").skip(1) {
        let case = format!("{case}\n");
        let (name, rest) = case.split_once('\n').expect("a name and an input");
        let (typed, expected) =
            rest.split_once("\n>>> found\n").unwrap_or_else(|| panic!("no line >>> found in {name}"));
        let (expected, corrected) = match expected.split_once("\n>>> corrected\n") {
            Some((expected, corrected)) => (format!("{expected}\n"), Some(corrected.trim_end_matches('\n'))),
            None => (expected.to_owned(), None),
        };
        let corrected = corrected.map(str::to_owned);
        cases.push(Case { name: name.to_owned(), typed: typed.to_owned(), expected, corrected });
    }
    cases
}

/// The report of a case: groups of Markdown and of blocks give only the body.
pub(crate) fn report(group: &str, typed: &str) -> String {
    let mut text = String::new();
    let mut rest = typed;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (code, after) = after.split_once('}').expect("a closed \\u{");
        text.push_str(before);
        text.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character"));
        rest = after;
    }
    text.push_str(rest);
    text.push('\n');
    match group {
        "markdown" | "characters" | "pasted" => {
            let body: String = text.split_inclusive('\n').map(|line| format!("  {line}")).collect();
            format!("{HEAD}body: |\n{body}")
        }
        "blocks" => format!("{HEAD}{text}"),
        _ => text,
    }
}

/// Exit status and findings.
fn result(report: &str, tools: &mut Tools) -> String {
    let read = |_: &str| Err("there is no such file".to_owned());
    let request = Request { targets: assemble::Target::ALL.into(), ..Request::new("r.yaml", report.as_bytes(), &read) };
    let began = Instant::now();
    let assembled = assemble::assemble(&request, tools).expect("no input is our own fault");
    assert!(began.elapsed() < LONGEST, "{report}");
    let mut text = format!("exit {}\n", i32::from(assembled.files.is_none()));
    for (number, found) in assembled.judged.diagnostics.iter().enumerate() {
        if number == SHOWN {
            let _ = writeln!(text, "and {} more", assembled.judged.diagnostics.len() - SHOWN);
            break;
        }
        let (line, column) = assembled.judged.sources.line_column(found.span.file, found.span.start);
        let severity = format!("{:?}", found.severity).to_lowercase();
        let _ = writeln!(text, "{severity}[{}] {line}:{column}: {}", found.code, found.message);
        for help in found.help.iter().flat_map(|help| help.lines()) {
            let _ = writeln!(text, "  {help}");
        }
    }
    text
}

pub(crate) fn groups() -> Vec<PathBuf> {
    sorted(&root().join("tests/bad"))
}

pub(crate) fn group_name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn every_bad_input_is_answered_as_its_case_says() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut tools = Tools::new();
    let (mut count, mut faults) = (0, Vec::new());
    for path in groups() {
        let group = group_name(&path);
        let text = fs::read_to_string(&path).expect("a group of cases");
        let mut written = text.split("\n=== ").next().expect("a first line").to_owned();
        for case in cases(&text) {
            count += 1;
            let found = result(&report(&group, &case.typed), &mut tools);
            if found.trim_end() != case.expected.trim_end() {
                faults.push(format!("{group}, {}\nwas\n{}\nis\n{found}", case.name, case.expected));
            }
            let _ = write!(written, "\n=== {}\n{}\n>>> found\n{}", case.name, case.typed, found.trim_end());
            if let Some(corrected) = case.corrected {
                let _ = write!(written, "\n>>> corrected\n{corrected}");
            }
        }
        if update {
            fs::write(&path, written + "\n").expect("a writable folder");
        }
    }
    assert!(count >= 200, "there are only {count} bad inputs");
    assert!(update || faults.is_empty(), "{} (UPDATE=1 writes them anew)", faults.join("\n\n"));
}

#[test]
fn bad_inputs_leave_no_stray_files_and_end_within_the_contract() {
    let folder = Folder::new();
    let (mut names, mut outputs, mut elsewhere) = (Vec::new(), Vec::new(), BTreeSet::new());
    for path in groups() {
        let group = group_name(&path);
        for (number, case) in cases(&fs::read_to_string(&path).expect("a group of cases")).into_iter().enumerate() {
            // Which letters a machine's own fonts have is not for a test to know.
            if case.expected.contains("error[T90]") {
                continue;
            }
            let name = format!("{group}-{number}.yaml");
            folder.write(&name, report(&group, &case.typed));
            if case.expected.starts_with("exit 0") {
                outputs.push(format!("{group}-{number}.docx"));
            }
            // The program may find a font on this machine that has the character which its own fonts lack.
            if case.expected.contains("T90") {
                elsewhere.insert(format!("{group}-{number}.docx"));
            }
            names.push(name);
        }
    }
    let arguments = ["--format", "json"].into_iter().chain(names.iter().map(String::as_str));
    assert_eq!(folder.run(arguments).says("").code, 1);
    let found: BTreeSet<String> = crate::support::names(&folder).into_iter().collect();
    let expected: BTreeSet<String> = names.into_iter().chain(outputs).collect();
    let more: Vec<&String> = found.difference(&expected).filter(|name| !elsewhere.contains(*name)).collect();
    let fewer: Vec<&String> = expected.difference(&found).collect();
    assert!(more.is_empty() && fewer.is_empty(), "more: {more:?}, fewer: {fewer:?}");
}
