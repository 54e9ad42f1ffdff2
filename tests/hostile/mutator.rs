//! Changes inputs by chance, and takes the examples with pictures through all stages, changed again and again.
//!
//! By default for a moment; `HOSTILE_SECONDS=600 cargo test hostile::mutator` does it for ten minutes, and `HOSTILE_SEED`
//! begins elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use assemble::read::DirectionControls;
use assemble::{Request, Target, Tools};

use super::{Numbers, judge, rasters};
use crate::support::root;

/// A changed copy; `words` are put in by chance.
pub(crate) fn mutated(whole: &[u8], numbers: &mut Numbers, words: &[&str]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        let end = (at + 1 + numbers.below(40)).min(bytes.len());
        match numbers.below(9) {
            0 if at < end => bytes[at] ^= 1 << numbers.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].repeat(1 + numbers.below(200));
                bytes.splice(at..at, piece);
            }
            3 => bytes.truncate(at),
            4 => {
                let from = numbers.below(bytes.len());
                let piece = bytes[from..(from + 200).min(bytes.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            5 => {
                let number = numbers.one_of(&["0", "-1", "1e99", "99999999999999999999", "65536", "\u{0}", "é"]);
                let digit = bytes.iter().skip(at).position(u8::is_ascii_digit).map(|found| at + found);
                if let Some(digit) = digit {
                    bytes.splice(digit..=digit, number.bytes());
                }
            }
            _ => {
                let word = numbers.one_of(words);
                bytes.splice(at..at, word.bytes());
            }
        }
    }
    bytes
}

/// What is put into texts and drawings by chance.
const WORDS: [&str; 36] = [
    "\n",
    "\n\n",
    "  ",
    "\t",
    "- ",
    ": ",
    "|",
    "#",
    "`",
    "*",
    "**",
    "[",
    "](",
    ")",
    "^[",
    "]",
    "{lang=ar}",
    "\"",
    "'",
    "&",
    "\\",
    "\u{202e}",
    "\u{200b}",
    "\u{a0}",
    "\u{301}",
    "الحق",
    "权利",
    "\u{1f600}",
    "<g opacity=\".5\">",
    "</g>",
    "<text y=\"9\">x</text>",
    "width: 9999",
    "true",
    "2026-02-30",
    "@fig",
    "\u{0}",
];

/// A report and the files that it names.
type Example = (Vec<u8>, BTreeMap<String, Vec<u8>>);

/// The examples with pictures, and one that has each kind of picture.
fn examples() -> Vec<Example> {
    let read = |path: &str| fs::read(root().join(path)).expect("a file");
    let files = |folder: &str, under: &str, names: &[&str]| -> BTreeMap<String, Vec<u8>> {
        names.iter().map(|name| (format!("{under}{name}"), read(&format!("{folder}/{name}")))).collect()
    };
    let every = ["burden.png", "method.md", "requests.csv", "wells.svg"];
    let figures = ["a.jpg", "b.png", "c.gif", "d.webp", "e.svg"];
    let report: String =
        figures.iter().map(|file| format!("  - figure: {{file: {file}, alt: A, caption: C, width: 5 cm}}\n")).collect();
    let small = image::DynamicImage::new_rgba8(9, 9);
    let pictures = [
        rasters::jpeg(),
        read("tests/pictures/author.png"),
        rasters::coded(&small, image::ImageFormat::Gif),
        rasters::coded(&small, image::ImageFormat::WebP),
        read("specs/examples/every-block/wells.svg"),
    ];
    vec![
        (read("specs/examples/every-block.yaml"), files("specs/examples/every-block", "every-block/", &every)),
        (
            read("tests/reports/tables-and-figures/report.yaml"),
            files("tests/reports/tables-and-figures", "", &["burden.png", "figures.csv", "wells.svg"]),
        ),
        (
            format!("{}body:\n{report}", super::folders::HEAD).into_bytes(),
            figures.map(str::to_owned).into_iter().zip(pictures).collect(),
        ),
    ]
}

/// One changed example through all stages; whether it was written.
fn once(examples: &[Example], seed: u64, tools: &mut Tools) -> bool {
    let mut numbers = Numbers::new(seed);
    let (report, mut files) = numbers.one_of(examples).clone();
    let mut report = report;
    // Mostly one of the files, since a report with a mistake ends early.
    let at = numbers.below(files.len() * 2 + 1);
    match files.values_mut().nth(at / 2) {
        Some(file) => *file = mutated(file, &mut numbers, &WORDS),
        None => report = mutated(&report, &mut numbers, &WORDS),
    }
    let read = |name: &str| files.get(name).cloned().ok_or_else(|| "there is no such file".to_owned());
    let request = Request {
        targets: Target::ALL.into(),
        draft: true,
        controls: DirectionControls::Kept,
        ..Request::new("r.yaml", &report, &read)
    };
    let assembled = assemble::assemble(&request, tools).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    let Some(written) = assembled.files else {
        assert!(!assembled.judged.diagnostics.is_empty(), "seed {seed}: refused without a word");
        return false;
    };
    let name = format!("seed {seed}");
    judge::whole(&name, &written[&Target::Docx], &written[&Target::Pdf]);
    judge::pictures(&name, &written[&Target::Docx]);
    judge::pdf(&name, &written[&Target::Pdf]);
    true
}

fn number_of(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().expect("a number"))
}

#[test]
fn changed_examples_with_pictures_end_with_findings_or_whole_files() {
    let time = Duration::from_secs(number_of("HOSTILE_SECONDS", 2));
    let first = number_of("HOSTILE_SEED", 1);
    // The stack is that of the program.
    let work = move || {
        let examples = examples();
        let mut tools = Tools::new();
        let start = Instant::now();
        let (mut runs, mut written) = (0, 0);
        while runs < 16 || start.elapsed() < time {
            let began = Instant::now();
            let seed = first + runs;
            written += u64::from(once(&examples, seed, &mut tools));
            assert!(began.elapsed() < Duration::from_secs(60), "seed {seed}: {:?}", began.elapsed());
            runs += 1;
        }
        (runs, written)
    };
    let worker = std::thread::Builder::new().stack_size(16 * 1024 * 1024).spawn(work).expect("a thread");
    let (runs, written) = worker.join().expect("what it said is above");
    assert!(runs >= 16 && written >= 1, "{runs} runs, {written} written");
    if time > Duration::from_secs(10) {
        let note = format!("{runs} changed examples, {written} of them written\n");
        std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes()).expect("a place to say so");
    }
}
