//! The copies for readers (HTML, EPUB, plain text) have the words, numbers and notes of the document, in its order.

use std::fs;
use std::io::Read as _;

use assemble::document::text::{for_each_paragraph, words};
use assemble::document::{Block, PartKind, Role};
use assemble::{Judged, Request, Target, Tools};

use crate::paging::random::reports;
use crate::support::{examples, request, root};

/// Elements inside a line: their tags separate no words.
const INLINE: [&str; 7] = ["a", "span", "strong", "em", "sup", "sub", "bdi"];

/// The text of a copy in HTML, without its tags, each run of white space as one space.
fn read_aloud(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            text.push(' ');
        }
        text.push_str(words);
    }
    plain(&text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

/// One space for each run of white space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every paragraph of the report in order, with its number; notes at the end. Lists of contents are left out.
fn expected(judged: &Judged) -> (Vec<String>, Vec<String>) {
    let document = &judged.document;
    let (mut texts, mut notes) = (Vec::new(), Vec::new());
    for_each_paragraph(document, |part, paragraph| {
        if part == PartKind::Contents {
            return;
        }
        let words = plain(&words(paragraph));
        if words.is_empty() {
            return;
        }
        if paragraph.role == Role::Note {
            notes.push(words);
        } else {
            let marker = paragraph.marker.as_ref();
            let marker = marker.map_or_else(String::new, |marker| marker.text.clone() + document.gap_after(marker));
            texts.push(plain(&format!("{marker}{words}")));
        }
    });
    (texts, notes)
}

/// Each of the texts is in `whole`, one after the other. The marks of notes stand between words there.
fn in_order(whole: &str, texts: &[String], name: &str) {
    let mut rest = whole;
    for text in texts {
        let found = find_without_marks(rest, text);
        let Some(end) = found else { panic!("{name}: {text:?} is missing or out of order after {rest:.80}") };
        rest = &rest[end..];
    }
}

/// The end of `text` in `whole`, where marks of notes such as `[1]` or `1,2` may stand between its letters.
fn find_without_marks(whole: &str, text: &str) -> Option<usize> {
    let start: String = text.chars().take(12).collect();
    let mut from = 0;
    loop {
        let at = from + whole[from..].find(&start)?;
        if let Some(end) = matches_at(&whole[at..], text) {
            return Some(at + end);
        }
        from = at + whole[at..].chars().next()?.len_utf8();
    }
}

fn matches_at(whole: &str, text: &str) -> Option<usize> {
    let mut wanted = text.chars().filter(|c| !c.is_whitespace()).peekable();
    for (at, character) in whole.char_indices() {
        let Some(next) = wanted.peek() else { return Some(at) };
        if character == *next {
            wanted.next();
        } else if !(character.is_whitespace() || character.is_ascii_digit() || matches!(character, '[' | ']' | ',')) {
            return None;
        }
    }
    wanted.peek().is_none().then_some(whole.len())
}

fn check(name: &str, request: &Request<'_>) {
    let targets = [Target::Html, Target::Epub, Target::Text].into();
    let request =
        Request { targets, draft: true, allow: request.allow, ..Request::new(name, request.bytes, request.read) };
    let assembled = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
    let Some(files) = assembled.files else { panic!("{name} was refused") };
    let (texts, notes) = expected(&assembled.judged);
    let html = String::from_utf8(files[&Target::Html].clone()).expect("UTF-8");
    in_order(&read_aloud(&html), &[texts.clone(), notes.clone()].concat(), &format!("{name}.html"));
    let mut epub = zip::ZipArchive::new(std::io::Cursor::new(&files[&Target::Epub])).expect("a package");
    let mut text = String::new();
    epub.by_name("EPUB/text.xhtml").expect("the text").read_to_string(&mut text).expect("UTF-8");
    in_order(&read_aloud(&text), &[texts.clone(), notes.clone()].concat(), &format!("{name}.epub"));
    // In the plain text the cells of a table stand after the names of their columns.
    let has_table = assembled.judged.document.parts.iter().flat_map(|part| &part.blocks).any(has_table);
    let text = plain(&String::from_utf8(files[&Target::Text].clone()).expect("UTF-8"));
    if !has_table {
        in_order(&text, &texts, &format!("{name}.txt"));
    }
    in_order(&text, &notes, &format!("{name}.txt"));
    for (at, _) in assembled.judged.document.notes.iter().enumerate() {
        let mark = format!("href=\"#n{}\"", at + 1);
        assert_eq!(html.matches(&mark).count(), 1, "{name}: the mark of note {} is missing", at + 1);
    }
}

fn has_table(block: &Block) -> bool {
    matches!(block, Block::Table(_)) || block.items().iter().flat_map(|item| &item.blocks).any(has_table)
}

#[test]
fn copies_of_the_examples_have_all_words_in_order() {
    for path in examples() {
        request(&path, |request| check(&path.display().to_string(), request));
    }
}

/// The page list of an EPUB has the printed numbers of the PDF's pages, in the order of the text.
#[test]
fn the_pages_of_the_pdf_are_listed_in_the_order_of_the_text() {
    let path = root().join("specs/examples/every-block.yaml");
    for cover in [false, true] {
        let report =
            fs::read_to_string(&path).expect("an example").replace("language:", &format!("cover: {cover}\nlanguage:"));
        let read = |file: &str| fs::read(root().join("specs/examples").join(file)).map_err(|error| error.to_string());
        let targets = [Target::Epub].into();
        let request = Request { targets, ..Request::new("every-block.yaml", report.as_bytes(), &read) };
        let assembled = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
        let bytes = assembled.files.expect("it is accepted").remove(&Target::Epub).expect("an EPUB");
        let mut epub = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
        let mut part = |name: &str| {
            let mut text = String::new();
            epub.by_name(name).expect("a part").read_to_string(&mut text).expect("UTF-8");
            text
        };
        let (text, navigation) = (part("EPUB/text.xhtml"), part("EPUB/nav.xhtml"));
        let last = assembled.judged.pages.pages.iter().filter_map(|page| page.number).max().expect("a number");
        let first = if cover { 1 } else { 2 };
        let numbers = |text: &str, before: &str| -> Vec<u32> {
            let after = text.split(before).skip(1);
            after.map(|rest| rest.split('"').next().and_then(|number| number.parse().ok()).expect("a number")).collect()
        };
        let expected: Vec<u32> = (first..=last).collect();
        assert!(expected.len() > 2);
        assert_eq!(numbers(&navigation, "text.xhtml#page"), expected, "cover: {cover}");
        assert_eq!(numbers(&text, "id=\"page"), expected, "cover: {cover}");
    }
}

#[test]
fn copies_of_random_reports_have_all_words_in_order() {
    for (at, report) in reports(300).iter().enumerate() {
        let read = |path: &str| crate::paging::picture(path).ok_or_else(|| format!("{path} is not there"));
        check(&format!("random{at}"), &Request::new("r.yaml", report.as_bytes(), &read));
    }
}

#[test]
fn a_copy_that_lacks_a_word_is_noticed() {
    let path = examples().remove(0);
    request(&path, |request| {
        let assembled = assemble::assemble(
            &Request { targets: [Target::Text].into(), ..Request::new("r", request.bytes, request.read) },
            &mut Tools::new(),
        );
        let assembled = assembled.expect("our own files are whole");
        let text = plain(&String::from_utf8(assembled.files.expect("files")[&Target::Text].clone()).expect("UTF-8"));
        let (texts, _) = expected(&assembled.judged);
        let last = texts.last().expect("a paragraph");
        let broken = text.replace(last.split(' ').next_back().expect("a word"), "");
        assert!(std::panic::catch_unwind(|| in_order(&broken, &texts, "broken")).is_err());
    });
}

#[test]
fn the_html_copy_loads_nothing_from_outside() {
    for path in examples() {
        let html = request(&path, |request| {
            let request = Request { targets: [Target::Html].into(), ..Request::new("r", request.bytes, request.read) };
            let files = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole").files;
            String::from_utf8(files.expect("files")[&Target::Html].clone()).expect("UTF-8")
        });
        assert!(html.contains("default-src 'none'") && !html.contains("<script"), "{}", path.display());
        for source in html.split("src=\"").skip(1) {
            assert!(source.starts_with("data:image/"), "{}", path.display());
        }
    }
}
