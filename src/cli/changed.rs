//! `--changed`: from a small file beside the outputs to whether a report must be built again.
//!
//! The file holds a hash of all that a build depends on, the hashes of the files that the report names, and what was
//! kept of the report. It holds no time and no name of the machine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::input::{read_beside, read_whole};
use super::output::{self, Destination};
use super::record::{FileRecord, Record, sha256, shown};

/// What a build depends on besides the files of the report.
pub(super) struct Stamp(String);

impl Stamp {
    /// Hashes the program, which holds the fonts, the languages and what the bodies ask for, and the options that
    /// change the outputs. `None` if the program cannot be read: then every report is built.
    pub(super) fn new(options: &impl std::fmt::Debug) -> Option<Stamp> {
        let program = read_whole(&std::env::current_exe().ok()?).ok()?;
        Some(Stamp(sha256(format!("{} {options:?}", sha256(&program)).as_bytes())))
    }

    fn key(&self, report: &[u8], destination: &Destination) -> String {
        // A folder that may name a person is not hashed either: short names can be guessed from a hash.
        let name = shown(&destination.file("docx"));
        sha256(format!("{} {} {name}", self.0, sha256(report)).as_bytes())
    }
}

/// The file beside the outputs.
#[derive(Serialize, Deserialize)]
struct State {
    key: String,
    inputs: BTreeMap<String, String>,
    record: Record,
}

/// What is kept of the last build, and the hashes of the files the report names, if this build would give the same.
pub(super) fn unchanged(
    stamp: &Stamp,
    report: &[u8],
    folder: &Path,
    destination: &Destination,
) -> Option<(Record, BTreeMap<String, String>)> {
    let state: State = serde_json::from_slice(&read_whole(&path(destination)).ok()?).ok()?;
    let same_input =
        |(name, hash): (&String, &String)| read_beside(folder, name).is_ok_and(|bytes| sha256(&bytes) == *hash);
    let same_output = |file: &FileRecord| {
        let name = Path::new(&file.name).file_name().unwrap_or_default();
        read_whole(&destination.folder().join(name)).is_ok_and(|bytes| sha256(&bytes) == file.sha256)
    };
    let same = state.key == stamp.key(report, destination)
        && state.inputs.iter().all(same_input)
        && !state.record.files.is_empty()
        && state.record.files.iter().all(same_output);
    same.then_some((state.record, state.inputs))
}

/// Keeps what a later build needs to know.
pub(super) fn keep(
    stamp: &Stamp,
    report: &[u8],
    inputs: BTreeMap<String, String>,
    destination: &Destination,
    record: &Record,
) -> anyhow::Result<()> {
    let state = State { key: stamp.key(report, destination), inputs, record: record.clone() };
    output::write_over(&path(destination), serde_json::to_string(&state)?.as_bytes())
}

fn path(destination: &Destination) -> PathBuf {
    destination.folder().join(format!(".{}.assemble.json", destination.stem()))
}
