//! Nothing from outside commands the terminal: names of files and folders, arguments, reports, Word files and records.
#![cfg(unix)]

use assemble::diagnostic::is_control;

use crate::support::program::{Folder, GOOD};

/// Characters that command a terminal or turn a text: ESC, BEL, BS, CR, C1 CSI, C1 OSC, a direction override and a mark, a
/// line separator.
const CONTROLS: &str = "\u{1b}[2J\u{7}\u{8}\r\u{9b}2J\u{9d}0;\u{202e}\u{200f}\u{2028}";

/// A Word file of an example with this in its body.
fn word_file(content: &str) -> Vec<u8> {
    let whole = crate::support::files(&crate::support::root().join("specs/examples/every-block.yaml"));
    let package = crate::word::open(&whole[&assemble::Target::Docx]);
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in &package.names {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        let part = String::from_utf8_lossy(package.part(name));
        let put = part.replacen("<w:body>", &format!("<w:body>{content}"), 1);
        let bytes = if name == "word/document.xml" { put.as_bytes() } else { package.part(name) };
        std::io::Write::write_all(&mut writer, bytes).expect("a part");
    }
    writer.finish().expect("a zip file").into_inner()
}

/// Runs the program, for so many seconds at most; everything it prints, in which nothing may be obeyed.
fn printed(folder: &Folder, arguments: &[&str]) -> String {
    // `serve` goes on until it is ended.
    let seconds = if arguments[0] == "serve" { "3" } else { "100" };
    let printed = folder.run_under(&format!("exec timeout {seconds}"), arguments).all();
    let obeyed: Vec<char> = printed.chars().filter(|character| is_control(*character)).collect();
    assert!(obeyed.is_empty(), "{arguments:?}: {obeyed:?} in {printed:?}");
    printed
}

/// A folder with a good report, a bad one and a Word file of this name, and others with plain names.
fn folder(name: &str) -> Folder {
    let bad = GOOD.replace("title:", "titel:").replace("One paragraph.", "One \u{9b}2J \u{202e}paragraph.");
    Folder::new()
        .file(&format!("{name}.yaml"), GOOD)
        .file(&format!("{name}-bad.yaml"), bad)
        .file("other.yaml", GOOD)
        .file(&format!("{name}.docx"), word_file(""))
        .file("plain.docx", word_file(""))
        .file("controls.docx", word_file(WORDS))
        .file("changes.docx", word_file(&WORDS.replace("<w:r>", CHANGE).replace("</w:r>", "</w:r></w:ins>")))
}

/// Paragraphs with controls that XML allows, as a heading and as text.
const WORDS: &str = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>A \u{9b}2J\u{202e}heading</w:t></w:r></w:p>\
    <w:p><w:pPr><w:pStyle w:val=\"\u{9b}style\"/></w:pPr><w:r><w:t>Words \u{9d}0;\u{200f}\u{85} here</w:t></w:r></w:p>";
const CHANGE: &str = "<w:ins w:id=\"1\" w:author=\"\u{9b}2J\u{202e}Author\"><w:r>";

#[test]
fn names_and_arguments_are_shown_as_code_points() {
    let name = &format!("a{CONTROLS}b");
    let (good, bad, word) = (&format!("{name}.yaml"), &format!("{name}-bad.yaml"), &format!("{name}.docx"));
    let option = &format!("--{name}");
    let missing = &format!("{name}/m.json");
    let cases: Vec<Vec<&str>> = vec![
        vec![good, "--pdf", "--html", "--epub", "--text"],
        vec![good, "other.yaml", "--format", "json"],
        vec![good, "nowhere.yaml", bad],
        vec![bad],
        vec!["check", bad, "--format", "json"],
        vec!["check", bad, "--format", "github"],
        vec!["."],
        vec![good, "--out-dir", name],
        vec![good, "--changed"],
        vec![good, "--changed"],
        vec![good, "--manifest", missing],
        vec![good, "--font-dir", name],
        vec![good, "--allow", name],
        vec![good, "--jobs", name],
        vec![good, "--color", name],
        vec![option],
        vec![name],
        vec!["explain", name],
        vec!["bodies", name],
        vec!["states", "--language", name],
        vec!["states", name],
        vec!["schema", name],
        vec!["man", name],
        vec!["completions", name],
        vec!["help", name],
        vec!["serve", name],
        vec!["serve", good, "--port", name],
        vec!["watch", name],
        vec!["new", good, "--to", "cescr"],
        vec!["new", name, "--to", "cescr"],
        vec!["new", "n.yaml", "--to", name],
        vec!["count", good],
        vec!["outline", good],
        vec!["outline", good, bad],
        vec!["fix", bad],
        vec!["fix", good],
        vec!["import", word],
        vec!["import", word],
        vec!["import", word, "--out", "i.yaml", "--format", "json"],
        vec!["import", word, "--out", missing],
        vec!["import", word, "--to", name],
        vec!["import", good],
        vec!["check", word, "--to", "cescr"],
        vec!["check", word, "--to", name],
        vec!["check", word, "--to", "cescr", "--state", name, "--session", name, "--stage", name, "--status", name],
        vec!["check", word, "--to", "cescr", "--comments", word],
        vec!["check", word, "--to", "cescr", "--comments", missing],
        vec!["clean", word],
        vec!["clean", word],
        vec!["clean", word, "--out", word],
        vec!["clean", good],
        vec!["compare", word, "plain.docx"],
        vec!["compare", "controls.docx", word],
        vec!["compare", good, bad],
        vec!["compare", name, name],
    ];
    let folder = folder(name);
    for arguments in cases {
        printed(&folder, &arguments);
    }
}

#[test]
fn no_name_begins_a_line_of_its_own() {
    let name = "a\n::error::b";
    let folder = folder(name);
    let report = format!("{name}.yaml");
    let bad = format!("{name}-bad.yaml");
    for arguments in [
        vec![report.as_str(), "other.yaml"],
        vec![bad.as_str(), "other.yaml", "--format", "github"],
        vec![report.as_str(), "--out-dir", name],
        vec!["check", bad.as_str()],
        vec!["check", report.as_str()],
        vec![name],
        vec!["explain", name],
        vec!["count", report.as_str(), "other.yaml"],
        vec!["import", report.as_str()],
        vec!["fix", bad.as_str()],
        vec!["clean", "changes.docx", "--out", name],
        vec!["clean", "plain.docx", "--out", name],
        vec!["compare", "plain.docx", "controls.docx", "--out", name],
    ] {
        let printed = printed(&folder, &arguments);
        assert!(!printed.lines().any(|line| line.starts_with("::error::b")), "{arguments:?}: {printed}");
    }
}

#[test]
fn words_and_authors_of_word_files_are_shown_as_code_points() {
    let folder = folder("a");
    for file in ["controls.docx", "changes.docx"] {
        for arguments in [
            vec!["import", file],
            vec!["import", file, "--out", "i.yaml", "--changes", "accept"],
            vec!["import", file, "--out", "j.yaml", "--changes", "reject", "--format", "json"],
            vec!["check", file, "--to", "cescr"],
            vec!["check", file, "--to", "cescr", "--format", "json"],
            vec!["check", file, "--to", "cescr", "--format", "github"],
            vec!["check", file, "--to", "cescr", "--changes", "reject"],
            vec!["outline", file, "--to", "cescr"],
            vec!["outline", file, "--to", "cescr", "--format", "json"],
            vec!["count", file, "--to", "cescr"],
            vec!["clean", file],
            vec!["clean", file, "--changes", "accept", "--out", "k.docx", "--format", "json"],
            vec!["compare", file, "plain.docx"],
            vec!["compare", "plain.docx", file, "--changes", "accept", "--out", "l.docx"],
            vec!["compare", "plain.docx", file, "--changes", "accept", "--out", "m.docx", "--format", "json"],
            vec!["i.yaml"],
            vec!["fix", "i.yaml", "--diff"],
        ] {
            printed(&folder, &arguments);
        }
    }
}

#[test]
fn a_record_that_was_changed_is_not_printed() {
    let folder = folder("r");
    printed(&folder, &["r.yaml", "other.yaml", "--changed"]);
    let mut changed = folder.text(".r.assemble.json");
    for text in ["r.yaml", "A title", "r.docx", "cescr"] {
        changed = changed.replace(&format!("\"{text}\""), &format!(r#""\u001b]0;\u009b\u202e/{text}""#));
    }
    folder.write(".r.assemble.json", changed);
    for format in ["text", "json"] {
        let printed = printed(&folder, &["r.yaml", "other.yaml", "--changed", "--format", format]);
        assert!(printed.contains("r.yaml is up to date") || printed.contains("up-to-date"), "{printed}");
        assert!(!printed.contains("]0;"), "{printed:?}");
    }
}
