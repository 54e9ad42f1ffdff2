//! Every folder in tests/reports: what its report becomes, stage by stage, as text that a reviewer can read.
//!
//! `UPDATE=1 cargo test reports` writes the files anew; read what it wrote before you commit it.

use std::fs;
use std::path::Path;

use assemble::Tools;
use assemble::diagnostic::{Format, render};

use crate::support::{request, root, sorted};
use crate::word;

#[test]
fn reports_become_what_their_folders_say() {
    let update = std::env::var_os("UPDATE").is_some();
    let folders = sorted(&root().join("tests/reports"));
    assert!(!folders.is_empty());
    let mut faults = Vec::new();
    for folder in folders {
        for (name, text) in results(&folder.join("report.yaml")) {
            let file = folder.join(name);
            let old = fs::read_to_string(&file).ok();
            if old.as_deref() == Some(text.as_str()) {
                continue;
            }
            if update {
                fs::write(&file, &text).expect("a writable folder");
            } else {
                faults.push(format!("{}\n{}", file.display(), first_difference(old.as_deref(), &text)));
            }
        }
    }
    assert!(faults.is_empty(), "{} (UPDATE=1 writes them anew)", faults.join("\n\n"));
}

/// What each stage makes of a report.
fn results(path: &Path) -> Vec<(&'static str, String)> {
    request(path, |request| {
        let mut tools = Tools::new();
        let judged = assemble::judge(request, &mut tools).expect("our own files are whole");
        let findings = render(&judged.diagnostics, &judged.sources, Format::Text, false);
        let assembled = assemble::assemble(request, &mut tools).expect("our own files are whole");
        let mut results = vec![
            ("diagnostics.txt", findings),
            ("document.txt", assemble::document::text::text(&judged.document)),
            ("pages.txt", assemble::pages::describe(&judged.pages, &judged.document)),
            ("pdf-tags.txt", assemble::write::pdf::describe_tags(&judged.document, &judged.pages)),
        ];
        if let Some(files) = assembled.files {
            results.push((
                "document.xml",
                pretty(&word::open(&files[&assemble::Target::Docx]).xml("word/document.xml"), 0),
            ));
        }
        results
    })
}

/// An element as indented lines.
fn pretty(element: &word::Element, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let attributes: String = element
        .attributes
        .iter()
        .filter(|(name, _)| !name.starts_with("xmlns"))
        .map(|(name, value)| format!(" {name}={value:?}"))
        .collect();
    let mut text = format!("{indent}{}{attributes}\n", element.name);
    for child in &element.children {
        match child {
            word::Node::Element(child) => text.push_str(&pretty(child, depth + 1)),
            word::Node::Text(words) => text.push_str(&format!("{indent}  {words:?}\n")),
        }
    }
    text
}

fn first_difference(old: Option<&str>, new: &str) -> String {
    let Some(old) = old else { return "the file is not there".to_owned() };
    for (number, (was, is)) in old.lines().zip(new.lines()).enumerate() {
        if was != is {
            return format!("line {}:\n  was {was}\n  is  {is}", number + 1);
        }
    }
    format!("it had {} lines and has {}", old.lines().count(), new.lines().count())
}
