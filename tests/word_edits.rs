//! Edits of Word files as partners make them, on the XML: plain, or tracked.

use std::io::{Cursor, Read as _, Write as _};
use std::ops::Range;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// How an edit is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// The words are others.
    Plain,
    /// The words are marked as taken out and put in.
    Tracked,
}

const TEXT: &str = "word/document.xml";
const WHO: &str = "w:id=\"9001\" w:author=\"Partner\" w:date=\"2026-01-20T00:00:00Z\"";

/// A part of a Word file.
pub(crate) fn part(docx: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).expect("a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// A Word file with other parts, those that it did not have added.
pub(crate) fn with_parts(docx: &[u8], parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).expect("a zip file");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    for name in &names {
        let mut bytes = Vec::new();
        archive.by_name(name).expect("a part").read_to_end(&mut bytes).expect("its bytes");
        let new = parts.iter().find(|(other, _)| other == name);
        writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        writer.write_all(new.map_or(&bytes, |(_, new)| new.as_bytes())).expect("its bytes");
    }
    for (name, text) in parts.iter().filter(|(name, _)| !names.iter().any(|other| other == name)) {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("its bytes");
    }
    writer.finish().expect("a zip file").into_inner()
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The element that begins with `open` around the byte `at`, up to its end.
fn around(xml: &str, at: usize, open: &[&str], close: &str) -> Range<usize> {
    let start = open.iter().filter_map(|open| xml[..at].rfind(open)).max().expect("its start");
    let end = at + xml[at..].find(close).expect("its end") + close.len();
    start..end
}

/// A run cut at the words `old`: what is before, its properties, what is after.
struct Cut {
    range: Range<usize>,
    properties: String,
    before: String,
    after: String,
}

fn cut(xml: &str, old: &str) -> Cut {
    let old = escaped(old);
    let text = xml.match_indices("<w:t").map(|(at, _)| at).find(|at| {
        let rest = &xml[*at..];
        let is_text = rest.starts_with("<w:t>") || rest.starts_with("<w:t ");
        is_text && rest[..rest.find("</w:t>").unwrap_or(0)].contains(&old)
    });
    let text = text.unwrap_or_else(|| panic!("{old} in {xml}"));
    let inside = text + xml[text..].find('>').expect("its end") + 1;
    let end = inside + xml[inside..].find("</w:t>").expect("its end");
    let at = inside + xml[inside..end].find(&old).expect("the words");
    let run = around(xml, text, &["<w:r>", "<w:r "], "</w:r>");
    let properties = xml[run.clone()].find("<w:rPr>").map_or(String::new(), |from| {
        let to = xml[run.clone()].find("</w:rPr>").expect("its end") + "</w:rPr>".len();
        xml[run.start + from..run.start + to].to_owned()
    });
    let keep = |words: &str| {
        if words.is_empty() {
            String::new()
        } else {
            format!("<w:r>{properties}<w:t xml:space=\"preserve\">{words}</w:t></w:r>")
        }
    };
    let (before, after) = (keep(&xml[inside..at]), keep(&xml[at + old.len()..end]));
    Cut { range: run, before, after, properties }
}

fn run(properties: &str, element: &str, words: &str) -> String {
    format!("<w:r>{properties}<w:{element} xml:space=\"preserve\">{}</w:{element}></w:r>", escaped(words))
}

/// The first words `old` of the text become `new`.
pub(crate) fn replace(docx: &[u8], old: &str, new: &str, way: Way) -> Vec<u8> {
    replace_in(docx, TEXT, old, new, way)
}

/// The first words `old` of a part become `new`.
pub(crate) fn replace_in(docx: &[u8], name: &str, old: &str, new: &str, way: Way) -> Vec<u8> {
    let xml = part(docx, name);
    let Cut { range, properties, before, after } = cut(&xml, old);
    let middle = match way {
        Way::Plain if new.is_empty() => String::new(),
        Way::Plain => run(&properties, "t", new),
        Way::Tracked => {
            let gone = format!("<w:del {WHO}>{}</w:del>", run(&properties, "delText", old));
            let come = format!("<w:ins {WHO}>{}</w:ins>", run(&properties, "t", new));
            if new.is_empty() { gone } else { gone + &come }
        }
    };
    let new = format!("{}{before}{middle}{after}{}", &xml[..range.start], &xml[range.end..]);
    with_parts(docx, &[(name, new)])
}

fn paragraph(xml: &str, words: &str) -> Range<usize> {
    let at = xml.find(&escaped(words)).unwrap_or_else(|| panic!("{words} in {xml}"));
    around(xml, at, &["<w:p>", "<w:p "], "</w:p>")
}

/// The properties of a paragraph, with the mark of a tracked change of its end.
fn properties(xml: &str, mark: &str) -> String {
    let own = xml.find("<w:pPr>").map(|from| {
        let to = xml.find("</w:pPr>").expect("its end");
        xml[from + "<w:pPr>".len()..to].to_owned()
    });
    let mut own = own.unwrap_or_default();
    if !mark.is_empty() {
        match own.find("<w:rPr>") {
            Some(at) => own.insert_str(at + "<w:rPr>".len(), mark),
            None => own += &format!("<w:rPr>{mark}</w:rPr>"),
        }
    }
    format!("<w:pPr>{own}</w:pPr>")
}

/// A paragraph of the same form after the one that holds these words.
pub(crate) fn add_after(docx: &[u8], near: &str, new: &str, way: Way) -> Vec<u8> {
    let xml = part(docx, TEXT);
    let range = paragraph(&xml, near);
    let added = match way {
        Way::Plain => format!("<w:p>{}{}</w:p>", properties(&xml[range.clone()], ""), run("", "t", new)),
        Way::Tracked => {
            let own = properties(&xml[range.clone()], &format!("<w:ins {WHO}/>"));
            format!("<w:p>{own}<w:ins {WHO}>{}</w:ins></w:p>", run("", "t", new))
        }
    };
    let new = format!("{}{added}{}", &xml[..range.end], &xml[range.end..]);
    with_parts(docx, &[(TEXT, new)])
}

/// Takes out the paragraph that is these words.
pub(crate) fn remove(docx: &[u8], words: &str, way: Way) -> Vec<u8> {
    let xml = part(docx, TEXT);
    let range = paragraph(&xml, words);
    let gone = match way {
        Way::Plain => String::new(),
        Way::Tracked => {
            let own = properties(&xml[range.clone()], &format!("<w:del {WHO}/>"));
            format!("<w:p>{own}<w:del {WHO}>{}</w:del></w:p>", run("", "delText", words))
        }
    };
    let new = format!("{}{gone}{}", &xml[..range.start], &xml[range.end..]);
    with_parts(docx, &[(TEXT, new)])
}

/// Puts words before the first words of each paragraph of text and notes.
pub(crate) fn mark_all(docx: &[u8], words: &str) -> Vec<u8> {
    let marked = |name: &str| {
        let xml = part(docx, name);
        let mut new = String::new();
        let mut rest = xml.as_str();
        while let Some(at) = rest.find("<w:p>").into_iter().chain(rest.find("<w:p ")).min() {
            let end = at + rest[at..].find("</w:p>").expect("its end");
            let text = rest[at..end].find("<w:t xml:space=\"preserve\">").filter(|text| {
                // A number that Word counts is not a place for words.
                !rest[at..at + text].contains("fldChar") && !rest[at..at + text].contains("footnoteRef/")
                    || name != TEXT && !rest[at..at + text].contains("fldChar")
            });
            let place = text.map_or(end, |text| at + text + "<w:t xml:space=\"preserve\">".len());
            new.push_str(&rest[..place]);
            if text.is_some() {
                new.push_str(words);
            }
            new.push_str(&rest[place..end]);
            rest = &rest[end..];
        }
        new + rest
    };
    let mut parts = vec![(TEXT, marked(TEXT))];
    let archive = ZipArchive::new(Cursor::new(docx)).expect("a zip file");
    if archive.file_names().any(|name| name == "word/footnotes.xml") {
        parts.push(("word/footnotes.xml", marked("word/footnotes.xml")));
    }
    with_parts(docx, &parts)
}

/// Puts the row that holds these words in twice.
pub(crate) fn repeat_row(docx: &[u8], words: &str) -> Vec<u8> {
    let xml = part(docx, TEXT);
    let at = xml.find(words).expect("the words");
    let row = around(&xml, at, &["<w:tr>", "<w:tr "], "</w:tr>");
    let new = format!("{}{}", &xml[..row.end], &xml[row.start..]);
    with_parts(docx, &[(TEXT, new)])
}

/// Makes the first words bold.
pub(crate) fn embolden(docx: &[u8], words: &str) -> Vec<u8> {
    put_bold(docx, words, "", words, "")
}

/// The words `old` become three pieces, the middle one bold.
pub(crate) fn put_bold(docx: &[u8], old: &str, before: &str, bold: &str, after: &str) -> Vec<u8> {
    let xml = part(docx, TEXT);
    let cut = cut(&xml, old);
    let keep = |words: &str| if words.is_empty() { String::new() } else { run(&cut.properties, "t", words) };
    let middle = run("<w:rPr><w:b/></w:rPr>", "t", bold);
    let pieces = format!("{}{}{middle}{}{}", cut.before, keep(before), keep(after), cut.after);
    let new = format!("{}{pieces}{}", &xml[..cut.range.start], &xml[cut.range.end..]);
    with_parts(docx, &[(TEXT, new)])
}

/// Puts a comment at the paragraph that holds these words.
pub(crate) fn comment(docx: &[u8], words: &str, author: &str, text: &str) -> Vec<u8> {
    let xml = part(docx, TEXT);
    let end = paragraph(&xml, words).end - "</w:p>".len();
    let new = format!("{}<w:r><w:commentReference w:id=\"7\"/></w:r>{}", &xml[..end], &xml[end..]);
    let arrows = part(docx, "word/_rels/document.xml.rels");
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let arrow = format!(
        "<Relationship Id=\"rIdComments\" Type=\"{office}/comments\" Target=\"comments.xml\"/></Relationships>"
    );
    let arrows = arrows.replace("</Relationships>", &arrow);
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let lines: Vec<String> = text.lines().map(|line| format!("<w:p>{}</w:p>", run("", "t", line))).collect();
    let comments = format!(
        "<w:comments xmlns:w=\"{space}\"><w:comment w:id=\"7\" w:author=\"{author}\">{}</w:comment></w:comments>",
        lines.concat()
    );
    with_parts(docx, &[(TEXT, new), ("word/_rels/document.xml.rels", arrows), ("word/comments.xml", comments)])
}

/// Takes the first mark of a note out.
pub(crate) fn drop_note(docx: &[u8]) -> Vec<u8> {
    let xml = part(docx, TEXT);
    let at = xml.find("<w:footnoteReference").expect("a note");
    let run = around(&xml, at, &["<w:r>", "<w:r "], "</w:r>");
    let new = format!("{}{}", &xml[..run.start], &xml[run.end..]);
    with_parts(docx, &[(TEXT, new)])
}
