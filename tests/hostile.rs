//! Inputs made to do harm, by scripts with a fixed seed: pictures, drawings, texts, tables, fonts, names, links, records
//! and Word files. Each ends with a finding or with whole files; no process dies, takes long, takes much memory, commands
//! the terminal, or writes a file that nobody asked for.
#![cfg(unix)]

mod drawings;
mod fonts;
mod judge;
mod kept;
mod mutator;
mod named;
pub(crate) mod packages;
mod rasters;
mod texts;
mod word_commands;
mod word_files;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use assemble::diagnostic::is_control;

/// A small generator of numbers (xorshift), so that each run makes the same inputs.
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

/// What stands at a place of a folder.
pub(crate) enum Thing {
    File(Vec<u8>),
    Folder,
    Pipe,
    Link(&'static str),
}

/// A hostile input: the files of a folder, one of them a report.
pub(crate) struct Hostile {
    /// What is wrong with it.
    pub(crate) name: String,
    pub(crate) report: OsString,
    pub(crate) things: Vec<(OsString, Thing)>,
}

impl Hostile {
    /// A report beside which one file stands.
    pub(crate) fn new(name: &str, report: impl Into<Vec<u8>>, file: (&str, Vec<u8>)) -> Hostile {
        Hostile::of_things(name, report, vec![(file.0.into(), Thing::File(file.1))])
    }

    pub(crate) fn of_things(name: &str, report: impl Into<Vec<u8>>, mut things: Vec<(OsString, Thing)>) -> Hostile {
        things.push(("r.yaml".into(), Thing::File(report.into())));
        Hostile { name: name.to_owned(), report: "r.yaml".into(), things }
    }
}

/// The keys of a report before its body.
pub(crate) const HEAD: &str = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\n";

/// So many inputs are given to one process.
const TOGETHER: usize = 8;

/// What a process may take at most, generously: tests run on slow machines and without optimization. Processor time is
/// that of the process alone; the other is for one that waits.
const PROCESSOR_SECONDS: u32 = 60;
const WAIT: Duration = Duration::from_secs(300);
const KILOBYTES: u32 = 4_000_000;

/// Runs a script with the program as `$0` under these limits; what it said, and how it ended.
pub(crate) fn limited(folder: &Path, script: &str, arguments: &[OsString]) -> (i32, String) {
    let limits = format!("ulimit -v {KILOBYTES}; ulimit -t {PROCESSOR_SECONDS}; ulimit -c 0; {script}");
    let start = Instant::now();
    let output = Command::new("sh")
        .arg("-c")
        .arg(limits)
        .arg(assert_cmd::cargo::cargo_bin!("assemble"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .stdin(Stdio::null())
        .output()
        .expect("sh");
    assert!(start.elapsed() < WAIT, "{arguments:?}: {:?}", start.elapsed());
    let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
    let code = output.status.code().unwrap_or_else(|| panic!("{arguments:?}: {:?} {said}", output.status));
    assert!(!said.contains("mistake of the program"), "{arguments:?}: {said}");
    let controls: Vec<char> = said.chars().filter(|character| is_control(*character)).collect();
    assert!(controls.is_empty(), "{arguments:?}: {controls:?} on the terminal: {said}");
    (code, said)
}

fn put(folder: &Path, things: &[(OsString, Thing)]) {
    for (name, thing) in things {
        let place = folder.join(name);
        match thing {
            Thing::File(bytes) => fs::write(place, bytes).expect("a file"),
            Thing::Folder => fs::create_dir(place).expect("a folder"),
            Thing::Pipe => assert!(Command::new("mkfifo").arg(place).status().expect("mkfifo").success()),
            Thing::Link(to) => std::os::unix::fs::symlink(to, place).expect("a link"),
        }
    }
}

/// How many inputs were written and how many refused.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) written: usize,
    pub(crate) refused: usize,
}

/// Builds the reports in child processes, so that an abort is seen, and judges after each what was said and written.
pub(crate) fn build(inputs: &[Hostile], options: &[&str], judge: impl Fn(&Hostile, &str, Option<Written>)) -> Tally {
    let mut tally = Tally::default();
    for group in inputs.chunks(TOGETHER) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut arguments: Vec<OsString> = options.iter().map(Into::into).collect();
        for (at, input) in group.iter().enumerate() {
            let own = folder.path().join(format!("i{at}"));
            fs::create_dir(&own).expect("a folder");
            put(&own, &input.things);
            arguments.push(Path::new(&format!("i{at}")).join(&input.report).into());
        }
        let script = "exec \"$0\" --pdf --quiet --color never --jobs 1 \"$@\"";
        let (code, said) = limited(folder.path(), script, &arguments);
        let names: Vec<&str> = group.iter().map(|input| input.name.as_str()).collect();
        assert!(code <= 2, "{names:?}: exit {code}, {said}");
        for (at, input) in group.iter().enumerate() {
            let written = written(&folder.path().join(format!("i{at}")), input);
            match &written {
                Some(_) => tally.written += 1,
                None => {
                    tally.refused += 1;
                    assert!(code > 0, "{}: nothing written, and exit 0: {said}", input.name);
                }
            }
            judge(input, &said, written);
        }
        let outside: Vec<_> = crate::support::sorted(folder.path());
        assert_eq!(outside.len(), group.len(), "files outside of the reports' folders: {outside:?}");
    }
    tally
}

/// The two files of a report.
pub(crate) struct Written {
    pub(crate) word: Vec<u8>,
    pub(crate) pdf: Vec<u8>,
}

/// The outputs of a report; what was there before must be as it was, and nothing else be there.
fn written(folder: &Path, input: &Hostile) -> Option<Written> {
    let stem = Path::new(&input.report).file_stem().unwrap_or(OsStr::new("")).to_string_lossy().into_owned();
    let path = |ending: &str| folder.join(format!("{stem}.{ending}"));
    let read =
        |ending: &str| fs::metadata(path(ending)).ok()?.is_file().then(|| fs::read(path(ending)).expect("a file"));
    let name = &input.name;
    for (thing, content) in &input.things {
        if let Thing::File(bytes) = content {
            let now = fs::read(folder.join(thing)).unwrap_or_else(|error| panic!("{name}: {thing:?}: {error}"));
            assert!(now == *bytes, "{name}: {thing:?} was changed");
        }
    }
    let mut others = crate::support::sorted(folder);
    let was_there = |path: &Path| {
        input.things.iter().any(|(thing, _)| path.file_name().is_some_and(|name| name.as_bytes() == thing.as_bytes()))
    };
    others.retain(|path| !was_there(path));
    match (read("docx"), read("pdf")) {
        (Some(word), Some(pdf)) => {
            assert_eq!(others, [path("docx"), path("pdf")], "{name}");
            judge::whole(name, &word, &pdf);
            Some(Written { word, pdf })
        }
        (None, None) => {
            assert!(others.is_empty(), "{name}: files that nobody asked for: {others:?}");
            None
        }
        (word, pdf) => panic!("{name}: only one file: {} {}", word.is_some(), pdf.is_some()),
    }
}

/// That a refused report is named with what is wrong: a finding of one of these codes, or a complaint.
pub(crate) fn told(input: &Hostile, said: &str, codes: &[&str], mention: &str) {
    let findings =
        said.split("error").filter(|finding| codes.iter().any(|code| finding.starts_with(&format!("[{code}]"))));
    assert!(findings.clone().any(|finding| finding.contains(mention)), "{}: {said}", input.name);
}

/// A report of one figure.
pub(crate) fn figure(name: &str, picture: Vec<u8>) -> Hostile {
    let file = format!("{name}.pic");
    let report = format!("{HEAD}body:\n  - figure: {{file: {file}, alt: A, caption: C}}\n");
    Hostile::new(name, report, (&file, picture))
}

fn build_pictures(pictures: &[Hostile]) -> Tally {
    build(pictures, &[], |input, said, written| match written {
        Some(Written { word, pdf }) => {
            judge::word(&input.name, &word);
            judge::pdf(&input.name, &pdf);
        }
        None => told(input, said, &["F04", "F05", "F10", "F11", "T90"], &format!("`{}.pic`", input.name)),
    })
}

#[test]
fn damaged_pictures_of_pixels_are_refused_or_written_whole() {
    let pictures = rasters::all();
    assert!(pictures.len() >= 160, "{}", pictures.len());
    let Tally { written, refused } = build_pictures(&pictures);
    assert!(written >= 10 && refused >= 50, "{written} written, {refused} refused");
}

#[test]
fn hostile_drawings_are_refused_or_written_whole() {
    let drawings = drawings::all();
    assert!(drawings.len() >= 90, "{}", drawings.len());
    let Tally { written, refused } = build_pictures(&drawings);
    assert!(written >= 20 && refused >= 20, "{written} written, {refused} refused");
}
