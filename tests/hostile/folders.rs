//! Folders of hostile files, built by child processes, and what is judged after each.

use std::ffi::{OsStr, OsString};
use std::fmt::Debug;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use assemble::diagnostic::is_control;

use super::{KILOBYTES, TOGETHER, judge};
use crate::support::program::{Folder, make_pipe};

/// What stands at a place of a folder.
pub(crate) enum Thing {
    File(Vec<u8>),
    Folder,
    Pipe,
    Link(&'static str),
}

/// A hostile input: the files of a folder, one of them a report.
pub(crate) struct Input {
    /// What is wrong with it.
    pub(crate) name: String,
    pub(crate) report: OsString,
    pub(crate) things: Vec<(OsString, Thing)>,
}

impl Input {
    /// A report beside which one file stands.
    pub(crate) fn new(name: &str, report: impl Into<Vec<u8>>, file: (&str, Vec<u8>)) -> Input {
        Input::of_things(name, report, vec![(file.0.into(), Thing::File(file.1))])
    }

    pub(crate) fn of_things(name: &str, report: impl Into<Vec<u8>>, mut things: Vec<(OsString, Thing)>) -> Input {
        things.push(("r.yaml".into(), Thing::File(report.into())));
        Input { name: name.to_owned(), report: "r.yaml".into(), things }
    }
}

/// The keys of a report before its body.
pub(crate) const HEAD: &str = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\n";

/// The processor time that a process may take at most, generously: tests run on slow machines and without optimization.
const PROCESSOR_SECONDS: u32 = 60;

/// Runs the program under these limits; how it ended, and what it said.
pub(crate) fn limited(folder: &Folder, arguments: &[impl AsRef<OsStr> + Debug]) -> (i32, String) {
    let limits = format!("ulimit -v {KILOBYTES}; ulimit -t {PROCESSOR_SECONDS}; ulimit -c 0; exec");
    let run = folder.run_under(&limits, arguments);
    let (code, said) = (run.code, run.all());
    assert!(!said.contains("mistake of the program"), "{arguments:?}: {said}");
    let controls: Vec<char> = said.chars().filter(|character| is_control(*character)).collect();
    assert!(controls.is_empty(), "{arguments:?}: {controls:?} on the terminal: {said}");
    (code, said)
}

pub(crate) fn put(folder: &Path, things: &[(OsString, Thing)]) {
    for (name, thing) in things {
        let place = folder.join(name);
        match thing {
            Thing::File(bytes) => fs::write(place, bytes).expect("a file"),
            Thing::Folder => fs::create_dir(place).expect("a folder"),
            Thing::Pipe => make_pipe(&place),
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
pub(crate) fn build(inputs: &[Input], options: &[&str], judge: impl Fn(&Input, &str, bool)) -> Tally {
    let mut tally = Tally::default();
    for group in inputs.chunks(TOGETHER) {
        let folder = Folder::new();
        let all = ["--pdf", "--quiet", "--color", "never", "--jobs", "1"];
        let mut arguments: Vec<OsString> = all.iter().chain(options).map(Into::into).collect();
        for (at, input) in group.iter().enumerate() {
            let own = folder.join(format!("i{at}"));
            fs::create_dir(&own).expect("a folder");
            put(&own, &input.things);
            arguments.push(Path::new(&format!("i{at}")).join(&input.report).into());
        }
        let (code, said) = limited(&folder, &arguments);
        let names: Vec<&str> = group.iter().map(|input| input.name.as_str()).collect();
        assert!(code <= 2, "{names:?}: exit {code}, {said}");
        for (at, input) in group.iter().enumerate() {
            let written = written(&folder.join(format!("i{at}")), input);
            if written {
                tally.written += 1;
            } else {
                tally.refused += 1;
                assert!(code > 0, "{}: nothing written, and exit 0: {said}", input.name);
            }
            judge(input, &said, written);
        }
        let outside: Vec<_> = crate::support::sorted(&folder);
        assert_eq!(outside.len(), group.len(), "files outside of the reports' folders: {outside:?}");
    }
    tally
}

/// Whether both files of a report were written; what was there before must be as it was, and nothing else be there.
fn written(folder: &Path, input: &Input) -> bool {
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
            true
        }
        (None, None) => {
            assert!(others.is_empty(), "{name}: files that nobody asked for: {others:?}");
            false
        }
        (word, pdf) => panic!("{name}: only one file: {} {}", word.is_some(), pdf.is_some()),
    }
}

/// That a refused report is named with what is wrong: a finding of one of these codes, or a complaint.
pub(crate) fn told(input: &Input, said: &str, codes: &[&str], mention: &str) {
    let findings =
        said.split("error").filter(|finding| codes.iter().any(|code| finding.starts_with(&format!("[{code}]"))));
    assert!(findings.clone().any(|finding| finding.contains(mention)), "{}: {said}", input.name);
}
