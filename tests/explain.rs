//! Each code has a page, and the page is its test: the example before has the finding, the one after has not.
//!
//! In an example, `markdown` is the body of a report, `yaml` are keys that stand in place of the usual ones, `report` is a
//! whole report, `word` describes a Word file, with the body that it is judged for. `<<500 words>>` stands for that many words,
//! `\u{378}` for the character of that number.

mod word;

use assemble::check::RULES;
use assemble::diagnostic::Code;
use assemble::draft::{self, DraftRequest};
use assemble::import::{Headings, Numbers, Options, import};
use assemble::read::word::{ChangesRead, read};
use assemble::{Request, Tools, judge};
use image::ImageFormat;

use crate::drawn;

/// Codes without examples, and why.
const WITHOUT_EXAMPLES: [(&str, &str); 8] = [
    ("D07", "needs thousands of document symbols"),
    ("I32", "no Word file is known of which `import` loses a word"),
    ("I10", "needs a table in a cell of a Word file"),
    ("I33", "needs a report and an edited Word file of it"),
    ("I34", "needs a report and an edited Word file of it"),
    ("I35", "needs a report and an edited Word file of it"),
    ("T91", "needs a contents list that never settles"),
    ("T92", "needs a report of half a million lines"),
];

/// The keys that an example need not write.
const USUAL: [(&str, &str); 5] = [
    ("submitted_to", "submitted_to: generic\n"),
    ("language", "language: en\n"),
    ("title", "title: Housing\n"),
    ("submitted_by", "submitted_by: {name: Example Rights Network}\n"),
    ("body", "body: Rents rose.\n"),
];

#[test]
fn every_code_has_a_page_with_an_example_before_and_one_after() {
    let mut tools = Tools::new();
    let mut failures = String::new();
    for code in Code::ALL.iter().copied().filter(|code| !RULES.iter().any(|rule| rule.code == *code)) {
        let Some(page) = code.page() else {
            failures += &format!(
                "{} ({code}) has no page. Add a section `# {} ({code})` to the file of its letter in src/diagnostic/pages, \
                 with What it checks, Why, Before, After, How to fix, like the sections around it.\n",
                code.name(),
                code.name()
            );
            continue;
        };
        if WITHOUT_EXAMPLES.iter().any(|(known, _)| code == *known) {
            continue;
        }
        for (part, wanted) in [("Before", true), ("After", false)] {
            let found = example(page, part).map(|example| example.found(&mut tools));
            match found {
                None => failures += &format!("{code}: the page has no example under `## {part}`\n"),
                Some(found) if found.contains(&code) != wanted => {
                    failures += &format!("{code}: the example under `## {part}` gives {found:?}\n");
                }
                Some(_) => {}
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// An example of a page.
enum Example {
    Report(String),
    /// The description of a Word file, and the body it goes to.
    Word(String, String),
}

/// The example under a heading of the page.
fn example(page: &str, part: &str) -> Option<Example> {
    let (_, rest) = page.split_once(&format!("\n## {part}\n\n"))?;
    let fence: String = rest.chars().take_while(|character| *character == '`').collect();
    let (kind, rest) = rest[fence.len()..].split_once('\n')?;
    let (text, _) = rest.split_once(&format!("\n{fence}\n"))?;
    let text = expanded(&format!("{text}\n"));
    let (kind, body) = kind.split_once(' ').unwrap_or((kind, "generic"));
    match kind {
        "report" => Some(Example::Report(text)),
        "yaml" => Some(Example::Report(with_usual_keys(&text))),
        "markdown" => {
            let indented: String = text
                .lines()
                .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") })
                .collect();
            Some(Example::Report(with_usual_keys(&format!("body: |\n{indented}"))))
        }
        "word" => Some(Example::Word(text, body.to_owned())),
        _ => None,
    }
}

fn with_usual_keys(keys: &str) -> String {
    let is_there = |key: &str| keys.lines().any(|line| line.starts_with(&format!("{key}:")));
    let usual: String = USUAL.iter().filter(|(key, _)| !is_there(key)).map(|(_, line)| *line).collect();
    usual + keys
}

/// The example with its words and characters.
fn expanded(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some((before, rest)) = text.split_once("<<") {
        let (count, after) = rest.split_once(" words>>").expect("a number of words");
        let words = vec!["word"; count.parse().expect("a number")].join(" ");
        text = format!("{before}{words}{after}");
    }
    while let Some((before, rest)) = text.split_once("\\u{") {
        let (digits, after) = rest.split_once('}').expect("a number in braces");
        let number = u32::from_str_radix(digits, 16).expect("a hexadecimal number");
        text = format!("{before}{}{after}", char::from_u32(number).expect("a character"));
    }
    text
}

impl Example {
    fn found(&self, tools: &mut Tools) -> Vec<Code> {
        match self {
            Example::Report(report) => {
                let request = Request::new("example.yaml", report.as_bytes(), &|name| file(name));
                let judged = judge(&request, tools).expect("our own data are whole");
                judged.diagnostics.iter().map(|found| found.code).collect()
            }
            Example::Word(description, body) => of_word(description, body, tools),
        }
    }
}

/// What `import` and `check` say of a Word file.
fn of_word(description: &str, body: &str, tools: &mut Tools) -> Vec<Code> {
    let bytes = word::file(description, &drawn::coded(&drawn::grey(8, 4), ImageFormat::Png));
    let draft = read(&bytes, ChangesRead::Accepted).expect("it can be read");
    let (headings, numbers) = (Headings::All, Numbers::ByProgram);
    let options = Options { body: None, headings, numbers, folder: "pictures", keys: &[], submitters: &[] };
    let imported = import(&draft, &options);
    let request = DraftRequest { name: "example.docx", body, keys: &[], submitters: &[] };
    let judged = draft::judge(&draft, &request, tools).expect("our own data are whole");
    imported.findings.iter().chain(&judged.findings).map(|found| found.code).collect()
}

/// The files that the examples name.
fn file(name: &str) -> Result<Vec<u8>, String> {
    let png = || drawn::coded(&drawn::grey(8, 4), ImageFormat::Png);
    match name {
        "map.png" => Ok(png()),
        "map.bmp" => Ok(b"BM\x46\x00\x00\x00\x00\x00\x00\x00".to_vec()),
        "map.webp" => Ok(drawn::coded(&drawn::grey(8, 4), ImageFormat::WebP)),
        "map.svg" => Ok(SVG.replace("SCRIPT", "").into_bytes()),
        "script.svg" => Ok(SVG.replace("SCRIPT", "<script>alert(1)</script>").into_bytes()),
        "damaged.png" => Ok(png()[..30].to_vec()),
        "huge.png" => Ok(drawn::huge(60_000)),
        "large.png" => Ok(drawn::coded(&drawn::grey(5_000, 10), ImageFormat::Png)),
        "from-camera.jpg" => Ok(drawn::turned_photograph()),
        "for-printers.jpg" => Ok(drawn::printed()),
        "latin-1.md" => Ok(b"Les loyers ont augment\xe9.\n".to_vec()),
        "utf-8.md" => Ok("Les loyers ont augmenté.\n".as_bytes().to_vec()),
        "with-keys.md" => Ok(b"---\ntitle: Rents\n---\n\nRents rose.\n".to_vec()),
        "without-keys.md" => Ok(b"Rents rose.\n".to_vec()),
        "rents.csv" => Ok(b"District,Rent\nNorth,12.5\n".to_vec()),
        "empty.csv" => Ok(Vec::new()),
        "sources.bib" => Ok(BIB.replace("KIND", "report").into_bytes()),
        "patents.bib" => Ok(BIB.replace("KIND", "patent").into_bytes()),
        _ => Err("there is no such file".to_owned()),
    }
}

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20' viewBox='0 0 40 20'>SCRIPT\
                   <rect width='40' height='20' fill='#888888'/></svg>";

const BIB: &str = "@online{survey, title = {Rental survey}, date = {2025-12-01}}
                   @KIND{roof, title = {A roof that folds}, author = {Muster, Ana}, year = {2093}}";
