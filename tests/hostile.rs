//! Pictures, drawings, texts, tables, fonts, names, links and records made to do harm, by scripts with a fixed seed. Each
//! ends with a finding or with whole files whose pictures other decoders read; no process dies, takes long, takes much
//! memory, commands the terminal, or writes a file that nobody asked for.
#![cfg(unix)]

mod drawings;
mod folders;
mod fonts;
mod judge;
mod kept;
mod mutator;
mod named;
mod rasters;
mod texts;
mod word_commands;
mod word_files;

use std::fs;
use std::time::{Duration, Instant};

use crate::support::program::Folder;

/// A small generator of numbers (xorshift), so that each run makes the same pictures.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most.max(1)
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// A picture with a name that says what is wrong with it.
pub(crate) struct Hostile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// What a process may take at most, generously: tests run on slow machines and without optimization.
const TIME_FOR_EACH: Duration = Duration::from_secs(20);
const KILOBYTES: u32 = 4_000_000;

/// So many inputs are given to one process.
const TOGETHER: usize = 8;

/// Builds a report for each picture in child processes, so that an abort is seen, and judges what was written.
fn build(pictures: &[Hostile]) -> (usize, usize) {
    let each: Vec<(usize, usize)> = pictures.chunks(TOGETHER).map(build_together).collect();
    (each.iter().map(|(written, _)| written).sum(), each.iter().map(|(_, refused)| refused).sum())
}

fn build_together(pictures: &[Hostile]) -> (usize, usize) {
    let folder = Folder::new();
    for Hostile { name, bytes } in pictures {
        folder.write(&format!("{name}.pic"), bytes);
        let report = format!(
            "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {{name: N}}\nbody:\n  - figure: {{file: {name}.pic, alt: A, caption: C}}\n"
        );
        folder.write(&format!("{name}.yaml"), report);
    }
    // The limit on processor time is for all of them; the other below is for a process that waits.
    let seconds = 3 * TIME_FOR_EACH.as_secs();
    let limits = format!("ulimit -v {KILOBYTES}; ulimit -t {seconds}; exec");
    let start = Instant::now();
    let run = folder.run_under(&limits, [".", "--pdf", "--quiet", "--color", "never", "--jobs", "1"]);
    let said = run.stderr;
    assert!(matches!(run.code, 0 | 1), "{}: {said}", run.code);
    assert!(!said.contains("mistake of the program"), "{said}");
    let most = TIME_FOR_EACH * u32::try_from(pictures.len()).expect("few pictures");
    assert!(start.elapsed() < most, "{:?}", start.elapsed());
    let (mut written, mut refused) = (0, 0);
    for Hostile { name, .. } in pictures {
        let file = |ending: &str| fs::read(folder.join(format!("{name}.{ending}"))).ok();
        match (file("docx"), file("pdf")) {
            (Some(word), Some(pdf)) => {
                judge::word(name, &word);
                judge::pdf(name, &pdf);
                written += 1;
            }
            (None, None) => {
                let codes = ["[F04]", "[F05]", "[F10]", "[F11]", "[T90]"];
                let told = said.split("error").filter(|finding| codes.iter().any(|code| finding.starts_with(code)));
                assert!(told.clone().any(|finding| finding.contains(&format!("`{name}.pic`"))), "{name}: {said}");
                refused += 1;
            }
            (word, pdf) => panic!("{name}: only one file: {} {}", word.is_some(), pdf.is_some()),
        }
    }
    let left = crate::support::sorted(&folder);
    assert_eq!(left.len(), 2 * pictures.len() + 2 * written, "files that nobody asked for: {left:?}");
    (written, refused)
}

#[test]
fn damaged_pictures_of_pixels_are_refused_or_written_whole() {
    let pictures = rasters::all();
    assert!(pictures.len() >= 160, "{}", pictures.len());
    let (written, refused) = build(&pictures);
    assert!(written >= 10 && refused >= 50, "{written} written, {refused} refused");
}

#[test]
fn hostile_drawings_are_refused_or_written_whole() {
    let drawings = drawings::all();
    assert!(drawings.len() >= 100, "{}", drawings.len());
    let (written, refused) = build(&drawings);
    assert!(written >= 20 && refused >= 20, "{written} written, {refused} refused");
}
