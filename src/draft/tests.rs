//! Judging small Word files: how they look, and what they tell of people.

use super::{DraftRequest, JudgedDraft, judge};
use crate::Tools;
use crate::diagnostic::Code;
use crate::read::word::sample::Sample;
use crate::read::word::{ChangesRead, Draft, read};

fn draft(sample: &Sample) -> Draft {
    read(&sample.bytes(), ChangesRead::Accepted).expect("it can be read")
}

fn judged(sample: &Sample, body: &str) -> JudgedDraft {
    let request = DraftRequest { name: "d.docx", body, keys: &[], submitters: &["  - name: N".to_owned()] };
    judge(&draft(sample), &request, &mut Tools::new()).expect("our own data are whole")
}

/// The messages of these codes.
fn said(sample: &Sample, body: &str, codes: &[Code]) -> Vec<String> {
    let found = judged(sample, body).findings.into_iter().filter(|finding| codes.contains(&finding.code));
    found.map(|finding| finding.message).collect()
}

const LOOKS: [Code; 4] = [Code::WordTypeface, Code::WordSize, Code::WordUnderline, Code::WordPages];

fn text(font: &str, half_points: u32, more: &str) -> Sample {
    let run = format!(
        "<w:r><w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\"/>{more}<w:sz w:val=\"{half_points}\"/></w:rPr><w:t>Rents rose.</w:t></w:r>"
    );
    let section = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"300\" w:bottom=\"1417\" w:left=\"1417\"/></w:sectPr>";
    Sample::body(&format!("<w:p>{run}</w:p>{section}"))
}

#[test]
fn typeface_size_and_underlining_are_those_the_body_asks_for() {
    let statement = "hrc-statement";
    assert_eq!(said(&text("Times New Roman", 20, ""), statement, &LOOKS), Vec::<String>::new());
    let found = said(&text("Arial", 23, "<w:u w:val=\"single\"/>"), statement, &LOOKS);
    assert_eq!(
        found,
        [
            "1 paragraph has underlined words, but the body accepts none; this is the first",
            "most of the text is set in Arial, but the body asks for Times New Roman",
            "most of the text has a size of 11.5 points, but the body asks for 10",
        ]
    );
    // The house style of this program is nothing that a body asks for.
    assert_eq!(said(&text("Arial", 23, ""), "generic", &LOOKS), Vec::<String>::new());
}

#[test]
fn what_most_letters_have_decides_and_headings_do_not_count() {
    let run = |font: &str, words: &str| {
        format!(
            "<w:r><w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\"/><w:sz w:val=\"20\"/></w:rPr><w:t>{words}</w:t></w:r>"
        )
    };
    let heading =
        format!("<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>{}</w:p>", run("Arial", &"Heading ".repeat(30)));
    let sample = Sample::body(&format!(
        "{heading}<w:p>{}{}</w:p>",
        run("Arial", "Few words. "),
        run("Times New Roman", &"Many words. ".repeat(10))
    ));
    assert_eq!(said(&sample, "hrc-statement", &[Code::WordTypeface]), Vec::<String>::new());
}

#[test]
fn pages_that_word_counted_are_held_against_the_limit() {
    let app = |pages: u32, program: &str| {
        format!(
            "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Pages>{pages}</Pages><Application>{program}</Application></Properties>"
        )
    };
    let pages = |pages: u32, program: &str| {
        let sample = text("Times New Roman", 24, "").saying("extended", app(pages, program));
        said(&sample, "cescr", &[Code::WordPages])
    };
    assert_eq!(pages(10, "Microsoft Office Word"), Vec::<String>::new());
    assert_eq!(
        pages(40, "Microsoft Office Word"),
        ["Word counted 40 pages when the file was saved, but the body accepts 10"]
    );
    // Of our own files the pages are known.
    assert_eq!(pages(40, "assemble"), Vec::<String>::new());
}

const PRIVACY: [Code; 5] =
    [Code::WordChanges, Code::WordComment, Code::WordPersonal, Code::WordMacros, Code::WordRevisionIds];

#[test]
fn a_file_that_tells_of_nobody_has_no_finding_of_privacy() {
    assert_eq!(said(&Sample::paragraphs(&["Rents rose."]), "generic", &PRIVACY), Vec::<String>::new());
}

#[test]
fn people_who_changed_and_commented_are_named() {
    let insertion = |author: &str| format!("<w:ins w:id=\"1\" w:author=\"{author}\"><w:r><w:t>x </w:t></w:r></w:ins>");
    let body = format!(
        "<w:p w:rsidR=\"00A1\">{}<w:r><w:commentReference w:id=\"0\"/></w:r></w:p>",
        ["Ada", "Bob", "Cem", "Dan", "Ada", ""].map(insertion).concat()
    );
    let comment = "<w:comment w:id=\"0\"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>";
    let found = said(&Sample::body(&body).with("comments", comment), "generic", &PRIVACY);
    assert_eq!(
        found,
        [
            "the file has 1 comment by nobody named",
            "the file has 6 tracked changes by Ada, Bob, Cem and 1 more; it is checked as if all were accepted",
            "the file has the numbers of editing sessions, which show that two files come from one author",
        ]
    );
}

#[test]
fn properties_people_and_programs_are_named() {
    let core = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>Ada</dc:creator><cp:lastModifiedBy>Bob</cp:lastModifiedBy></cp:coreProperties>";
    let app = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Company>Network</Company><Template>C:\\Users\\ada\\Normal.dotm</Template></Properties>";
    let sample = Sample::paragraphs(&["Rents rose."])
        .saying("core", core)
        .saying("extended", app)
        .raw("word/vbaProject.bin", "a program");
    let found = said(&sample, "generic", &PRIVACY);
    assert_eq!(found.len(), 2, "{found:?}");
    for words in ["author “Ada”", "last author “Bob”", "company “Network”", "template “C:\\Users\\ada\\Normal.dotm”"]
    {
        assert!(found[0].contains(words), "{words} in {}", found[0]);
    }
    assert_eq!(found[1], "the file has programs (macros)");
}
