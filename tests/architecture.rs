//! The direction of imports under `src/` is that of the table in ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{root, sorted};

/// The table of ARCHITECTURE.md: each stage and what it may use; `None` is everything.
fn allowed() -> BTreeMap<String, Option<BTreeSet<String>>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let names = |cell: &str| -> BTreeSet<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let mut table = BTreeMap::new();
    for row in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let may_use = if cells[1].trim().starts_with("everything") { None } else { Some(names(cells[1])) };
        for stage in names(cells[0]) {
            table.insert(stage, may_use.clone());
        }
    }
    table
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in sorted(folder) {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn each_stage_uses_only_what_the_table_allows() {
    let allowed = allowed();
    let source = root().join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let mut seen = BTreeSet::new();
    for file in files {
        let inside = file.strip_prefix(&source).expect("below src");
        let stage = inside.components().next().expect("a name").as_os_str().to_string_lossy().replace(".rs", "");
        if stage == "lib" || stage == "main" {
            continue;
        }
        let may_use = allowed.get(&stage).unwrap_or_else(|| panic!("ARCHITECTURE.md does not name `{stage}`"));
        seen.insert(stage.clone());
        let text = fs::read_to_string(&file).expect("a source file");
        // Tests inside a stage may look further.
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(&text);
        if inside.to_string_lossy().contains("tests") || inside.to_string_lossy().contains("sample") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let fine = used == stage || may_use.as_ref().is_none_or(|names| names.contains(&used));
                assert!(fine, "{}:{}: `{stage}` may not use `{used}`", inside.display(), number + 1);
            }
        }
    }
    let named: BTreeSet<String> = allowed.into_keys().collect();
    assert_eq!(seen, named, "ARCHITECTURE.md names what is not there, or misses what is");
}

/// A copy for readers has the words of the document: its writer knows nothing of pages, fonts and files. `facts` are the
/// few words that it writes itself, such as the heading of the notes, in six languages; what it needs of the pages is handed
/// over as numbers.
#[test]
fn writers_of_copies_are_short_and_know_the_document_and_its_look_alone() {
    for writer in ["html", "epub.rs", "text.rs", "markup.rs"] {
        let path = root().join("src/write").join(writer);
        let mut files = Vec::new();
        if path.is_dir() {
            rust_files(&path, &mut files)
        } else {
            files.push(path)
        }
        let text: String = files.iter().map(|file| fs::read_to_string(file).expect("a source file")).collect();
        let lines = text.lines().count();
        assert!((100..700).contains(&lines), "{writer} has {lines} lines");
        let names = |before: &str| -> Vec<String> {
            let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            text.split(before).skip(1).map(name).collect()
        };
        for used in names("crate::") {
            assert!(["document", "look", "facts", "error"].contains(&used.as_str()), "{writer} uses {used}");
        }
        // Nor do they reach another writer, or a stage, by way of the folder above; no name stands between `super::super`.
        for used in names("super::") {
            assert!(["", "html", "markup", "places"].contains(&used.as_str()), "{writer} uses {used}");
        }
    }
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let reasons = fs::read_to_string(root().join("docs/dependencies.md")).expect("docs/dependencies.md");
    let mut named = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.contains("dependencies]");
        } else if inside && let Some((name, _)) = line.split_once(" = ") {
            named.insert(format!("| `{name}` |"));
        }
    }
    let rows: BTreeSet<String> = reasons
        .lines()
        .filter(|line| line.starts_with("| `"))
        .filter_map(|line| line.split_inclusive('|').nth(1).map(|cell| format!("|{cell}")))
        .collect();
    assert!(named.len() > 30, "the manifest was not read");
    assert_eq!(named, rows, "docs/dependencies.md and Cargo.toml differ");
}

#[test]
fn no_code_of_ours_is_unsafe_or_runs_while_the_program_is_built() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    assert!(!manifest.lines().any(|line| line.starts_with("build =")) && !root().join("build.rs").exists());
}

/// The files below a folder that start programs.
fn starting(folder: &str) -> Vec<PathBuf> {
    let folder = root().join(folder);
    let mut files = Vec::new();
    rust_files(&folder, &mut files);
    let ways = ["Command::new", "cargo_bin", "CARGO_BIN_EXE"];
    files.retain(|file| {
        let text = fs::read_to_string(file).expect("a source file");
        ways.iter().any(|way| text.contains(way))
    });
    files.iter().map(|file| file.strip_prefix(&folder).expect("below the folder").to_owned()).collect()
}

/// `serve --open` and `man` start what the user asked for; SECURITY.md promises that nothing else does. Tests start the
/// program in one place, so that all run it in the same surroundings and none waits for ever; this file names the ways.
#[test]
fn no_other_program_is_started_but_a_browser_and_a_reader_of_manual_pages() {
    assert_eq!(starting("src"), [Path::new("cli/serve/mod.rs"), Path::new("cli/shell.rs")]);
    assert_eq!(starting("tests"), [Path::new("architecture.rs"), Path::new("support/program.rs")]);
}
