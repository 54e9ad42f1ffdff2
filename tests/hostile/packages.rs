//! Word files made to do harm, given to every command that reads them.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::mutator::mutated;
use super::{Numbers, limited};
use crate::support::{files, root};

/// The parts of a Word file, in their order.
type Parts = Vec<(String, Vec<u8>)>;

/// The parts that can be read.
fn parts(docx: &[u8]) -> Parts {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(docx)) else { return Parts::new() };
    let mut parts = Parts::new();
    for at in 0..archive.len() {
        let Ok(mut file) = archive.by_index(at) else { continue };
        let mut bytes = Vec::new();
        if file.read_to_end(&mut bytes).is_ok() {
            parts.push((file.name().to_owned(), bytes));
        }
    }
    parts
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options).expect("a part");
        writer.write_all(bytes).expect("a part");
    }
    writer.finish().expect("a zip file").into_inner()
}

const WORDS: [&str; 34] = [
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>\u{1b}[2J\u{9b}</w:t>",
    "<w:t>\u{202e}cod</w:t>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tc>",
    "<w:tr>",
    "<w:ins w:id=\"1\" w:author=\"\u{202e}A\">",
    "</w:ins>",
    "<w:del w:id=\"1\" w:author=\"A\">",
    "</w:del>",
    "<w:sdt>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:fldChar w:fldCharType=\"end\"/>",
    "<w:instrText>INCLUDETEXT \"/etc/passwd\"</w:instrText>",
    "<w:footnoteReference w:id=\"-1\"/>",
    "<w:footnoteReference w:id=\"2\"/>",
    "<w:gridSpan w:val=\"99999999\"/>",
    "<w:vMerge/>",
    "<w:vanish/>",
    "<w:br w:type=\"page\"/>",
    "<w:numId w:val=\"9\"/>",
    "<w:ilvl w:val=\"-7\"/>",
    "<w:outlineLvl w:val=\"99\"/>",
    "<w:pStyle w:val=\"Heading1\"/>",
    "<w:sym w:char=\"F0B7\"/>",
    "<w:drawing>",
    "&#0;",
    "&x;",
    " w:val=\"\"",
    "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
];

/// A Word file with another part in the place of one.
fn with(base: &Parts, part: &str, change: impl FnOnce(&str) -> String) -> Vec<u8> {
    let mut parts = base.clone();
    let (_, bytes) = parts.iter_mut().find(|(name, _)| name == part).expect("the part");
    *bytes = change(std::str::from_utf8(bytes).expect("a text")).into_bytes();
    packed(&parts)
}

/// A Word file with this in its body.
fn body(base: &Parts, content: &str) -> Vec<u8> {
    with(base, "word/document.xml", |xml| {
        let at = xml.find("<w:body>").expect("a body") + "<w:body>".len();
        format!("{}{content}{}", &xml[..at], &xml[at..])
    })
}

/// A Word file of an example with this in its body.
pub(crate) fn word_file(content: &str) -> Vec<u8> {
    let whole = &files(&root().join("specs/examples/every-block.yaml"))[&assemble::Target::Docx];
    body(&parts(whole), content)
}

fn word_files() -> Vec<(String, Vec<u8>)> {
    let whole = files(&root().join("specs/examples/every-block.yaml"))[&assemble::Target::Docx].clone();
    let base = parts(&whole);
    let mut numbers = Numbers::new(81);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for number in 0..10 {
        let mut bytes = whole.clone();
        for _ in 0..=numbers.below(9) {
            let at = numbers.below(bytes.len());
            bytes[at] ^= 1 << numbers.below(8);
        }
        files.push((format!("bits-{number}"), bytes));
    }
    for part in ["document", "styles", "numbering", "footnotes", "settings"] {
        let name = format!("word/{part}.xml");
        for number in 0..5 {
            let mut parts = base.clone();
            let (_, bytes) = parts.iter_mut().find(|(known, _)| *known == name).expect("the part");
            *bytes = mutated(bytes, &mut numbers, &WORDS);
            files.push((format!("{part}-{number}"), packed(&parts)));
        }
    }
    let run = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let table = |cells: &str| format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>");
    let entities = "<!DOCTYPE a [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;\">]>";
    let mut add = |name: &str, bytes: Vec<u8>| files.push((name.to_owned(), bytes));
    add("empty", Vec::new());
    add("start", b"PK\x03\x04".to_vec());
    add("cut", whole[..whole.len() / 2].to_vec());
    add("behind", [&whole[..], &[0; 70_000]].concat());
    add("before", [&b"MZ"[..], &whole].concat());
    add("deep", body(&base, &"<w:sdt><w:sdtContent>".repeat(9_000)));
    add("deep-tables", body(&base, &"<w:tbl><w:tr><w:tc>".repeat(3_000)));
    add("deep-closed", body(&base, &format!("{}{}", "<w:ins>".repeat(9_000), "</w:ins>".repeat(9_000))));
    add("controls", body(&base, &run("\u{9b}2J\u{202e}\u{200f}\u{85}\u{2028}x")));
    add("control-references", body(&base, &run("&#27;[2J&#x9b;&#x202e;x")));
    add(
        "entities",
        with(&base, "word/document.xml", |xml| xml.replacen("<w:document", &format!("{entities}<w:document"), 1)),
    );
    add("long-word", body(&base, &run(&"x".repeat(300_000))));
    add("many-paragraphs", body(&base, &run("x").repeat(6_000)));
    add("many-runs", body(&base, &format!("<w:p>{}</w:p>", "<w:r><w:b/><w:t>x</w:t></w:r>".repeat(6_000))));
    add("columns", body(&base, &table(&"<w:tc><w:p/></w:tc>".repeat(5_000))));
    add("span", body(&base, &table("<w:tc><w:tcPr><w:gridSpan w:val=\"2147483647\"/></w:tcPr><w:p/></w:tc>")));
    add(
        "list-level",
        body(
            &base,
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"4294967296\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>",
        ),
    );
    add(
        "note-of-itself",
        with(&base, "word/footnotes.xml", |xml| xml.replace("<w:footnoteRef/>", "<w:footnoteReference w:id=\"1\"/>")),
    );
    add(
        "style-of-itself",
        with(&base, "word/styles.xml", |xml| xml.replace("w:basedOn w:val=\"Normal\"", "w:basedOn w:val=\"Heading1\"")),
    );
    add(
        "changes",
        body(
            &base,
            &format!(
                "<w:p><w:ins w:author=\"\u{1b}]0;x\" w:id=\"1\"><w:r><w:t>in</w:t></w:r></w:ins>{}</w:p>",
                "<w:del w:id=\"2\" w:author=\"\u{202e}B\"><w:r><w:delText>out</w:delText></w:r></w:del>"
            ),
        ),
    );
    add(
        "linked-picture",
        with(&base, "word/_rels/document.xml.rels", |xml| {
            xml.replace("Target=\"media/", "TargetMode=\"External\" Target=\"file:///etc/passwd?")
        }),
    );
    for (name, target) in [
        ("up", "../../../../../../tmp/out.png"),
        ("root", "/../../../etc/passwd"),
        ("controls-in-name", "media/\u{9b}\u{202e}a.png"),
    ] {
        let mut parts = base.clone();
        parts.push((target.trim_start_matches('/').to_owned(), b"\x89PNG".to_vec()));
        let relations = parts.iter_mut().find(|(name, _)| name == "word/_rels/document.xml.rels").expect("relations");
        relations.1 = String::from_utf8_lossy(&relations.1).replace("media/image1.png", target).into_bytes();
        add(name, packed(&parts));
    }
    let mut bomb = base.clone();
    bomb.push(("word/media/bomb.png".to_owned(), vec![0; 60_000_000]));
    bomb.push(("docProps/custom.xml".to_owned(), vec![b' '; 60_000_000]));
    add("bomb", packed(&bomb));
    let many = (0..11_000).map(|number| (format!("word/p{number}.xml"), Vec::new()));
    add("many-parts", packed(&base.iter().cloned().chain(many).collect()));
    for gone in [
        "word/document.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "word/styles.xml",
        "word/_rels/document.xml.rels",
        "word/numbering.xml",
    ] {
        add(&format!("without-{gone}"), packed(&base.iter().filter(|(name, _)| name != gone).cloned().collect()));
    }
    files
}

/// What is done with the files; each writes into the folder `o`, or nothing.
const FIRST: &str = "import d.docx --out o/r.yaml";
const OTHERS: [&str; 6] = [
    "import d.docx --changes accept --out o/a.yaml --format json",
    "check d.docx --to generic --comments o/comments.docx",
    "clean d.docx --changes reject --out o/clean.docx",
    "compare d.docx whole.docx --changes accept --out o/changes.docx",
    "count d.docx --to generic",
    "outline d.docx --to generic",
];

#[test]
fn hostile_word_files_are_refused_or_read_whole() {
    let files = word_files();
    assert!(files.len() >= 60, "{}", files.len());
    let whole = crate::support::files(&root().join("specs/examples/short.yaml"))[&assemble::Target::Docx].clone();
    let (mut read, mut refused) = (0, 0);
    for (at, (name, bytes)) in files.iter().enumerate() {
        // The first command for each, and two of the others in turn.
        let commands = [FIRST, OTHERS[at % OTHERS.len()], OTHERS[(at + 3) % OTHERS.len()]];
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("o")).expect("a folder");
        fs::write(folder.path().join("d.docx"), bytes).expect("a file");
        fs::write(folder.path().join("whole.docx"), &whole).expect("a file");
        let script: String = commands.iter().map(|command| format!("\"$0\" {command}; echo \"ended $?\"\n")).collect();
        let (_, said) = limited(folder.path(), &script, &[]);
        let ends: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("ended ")).collect();
        assert_eq!(ends.len(), commands.len(), "{name}: {said}");
        for (command, end) in commands.iter().zip(&ends) {
            assert!(["0", "1", "2"].contains(end), "{name}: {command}: {end}: {said}");
        }
        assert!(!said.contains("root:"), "{name}: {said}");
        if ends[0] == "2" {
            refused += 1
        } else {
            read += 1
        }
        judge_folder(name, folder.path(), bytes);
    }
    assert!(read >= 20 && refused >= 10, "{read} read, {refused} refused");
}

/// What the commands wrote is whole, and nothing stands elsewhere.
fn judge_folder(name: &str, folder: &Path, bytes: &[u8]) {
    let places = crate::support::sorted(folder);
    assert_eq!(places, ["d.docx", "o", "whole.docx"].map(|place| folder.join(place)), "{name}");
    assert!(fs::read(folder.join("d.docx")).expect("the file") == *bytes, "{name}: the file was changed");
    for path in crate::support::sorted(&folder.join("o")) {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("docx") => judge_copy(bytes, &fs::read(&path).expect("a file")),
            Some("yaml") => assert!(fs::read_to_string(&path).expect("a text").contains("submitted_to"), "{name}"),
            _ => {
                let is_folder_of_pictures = path.is_dir() && path.to_string_lossy().ends_with("-pictures");
                assert!(is_folder_of_pictures, "{name}: {}", path.display());
            }
        }
    }
}

/// Each XML part of a copy is well formed, if it is not the very part of the file.
fn judge_copy(file: &[u8], copy: &[u8]) {
    let whole = crate::word::open(copy);
    let old = parts(file);
    for part in whole.names.iter().filter(|part| part.ends_with(".xml") || part.ends_with(".rels")) {
        if !old.iter().any(|(known, bytes)| known == part && bytes == whole.part(part)) {
            whole.xml(part);
        }
    }
}
