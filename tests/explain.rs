//! Each code has a page, and the page is its test: the example before has the finding, the one after has not.
//!
//! In an example, `markdown` is the body of a report, `yaml` are keys that stand in place of the usual ones, `report` is a
//! whole report. `<<500 words>>` stands for so many words, `\u{378}` for the character of that number.

use assemble::check::RULES;
use assemble::diagnostic::Code;
use assemble::{Request, Tools, judge};

/// Codes without examples, and why.
const WITHOUT_EXAMPLES: [(&str, &str); 8] = [
    ("D04", "nearly every code has a name"),
    ("D07", "needs thousands of document symbols"),
    ("F07", "needs a photograph"),
    ("F08", "needs a photograph"),
    ("F09", "needs a photograph"),
    ("Y26", "needs a Markdown file beside the report"),
    ("T91", "needs a contents list that never settles"),
    ("T92", "needs a report of a size that nobody writes"),
];

/// From these numbers on, the pages of a letter are still to be written; where there is one, it is tested like the others.
const TO_BE_WRITTEN: [&str; 9] = ["C01", "D20", "F11", "I01", "M20", "T93", "W22", "Y23", "A03"];

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
            let later = TO_BE_WRITTEN.iter().any(|first| first[..1] == code.as_str()[..1] && *first <= code.as_str());
            if later && code.as_str() != "Y90" {
                continue;
            }
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
            let found = example(page, part).map(|report| found(&report, &mut tools));
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

/// The report of the example under a heading of the page.
fn example(page: &str, part: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("\n## {part}\n\n"))?;
    let fence: String = rest.chars().take_while(|character| *character == '`').collect();
    let (kind, rest) = rest[fence.len()..].split_once('\n')?;
    let (text, _) = rest.split_once(&format!("\n{fence}\n"))?;
    let text = expanded(&format!("{text}\n"));
    match kind {
        "report" => Some(text),
        "yaml" => Some(with_usual_keys(&text)),
        "markdown" => {
            let indented: String = text
                .lines()
                .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") })
                .collect();
            Some(with_usual_keys(&format!("body: |\n{indented}")))
        }
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

fn found(report: &str, tools: &mut Tools) -> Vec<Code> {
    let request = Request::new("example.yaml", report.as_bytes(), &|name| file(name));
    let judged = judge(&request, tools).expect("our own data are whole");
    judged.diagnostics.iter().map(|found| found.code).collect()
}

/// The files that the examples name.
fn file(name: &str) -> Result<Vec<u8>, String> {
    let png = || png(8, 4);
    match name {
        "map.png" => Ok(png()),
        "map.bmp" => Ok(b"BM\x46\x00\x00\x00\x00\x00\x00\x00".to_vec()),
        "map.svg" => Ok(SVG.replace("SCRIPT", "").into_bytes()),
        "script.svg" => Ok(SVG.replace("SCRIPT", "<script>alert(1)</script>").into_bytes()),
        "damaged.png" => Ok(png()[..30].to_vec()),
        "latin-1.md" => Ok(b"Les loyers ont augment\xe9.\n".to_vec()),
        "utf-8.md" => Ok("Les loyers ont augmenté.\n".as_bytes().to_vec()),
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

/// A grey picture of that size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("it can be written");
    writer.write_image_data(&vec![128; (width * height) as usize]).expect("it can be written");
    writer.finish().expect("it can be written");
    bytes
}
