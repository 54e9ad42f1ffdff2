//! `--changed`: from a small file beside the outputs to whether a report must be built again.
//!
//! The file holds a hash of all that a build depends on, the hashes of the files that the report names, and what was
//! kept of the report. It holds no time and no name of the machine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::input::{hash_of, read_beside, read_record};
use super::output::Destination;
use super::record::{FileRecord, Record, sha256};
use crate::Target;

/// What a build depends on besides the files of the report.
pub(super) struct Stamp(String);

impl Stamp {
    /// Hashes the program, which holds the fonts, the languages and what the bodies ask for, and the options that
    /// change the outputs. `None` if the program cannot be read: then every report is built.
    pub(super) fn new(options: &impl std::fmt::Debug) -> Option<Stamp> {
        let program = hash_of(&std::env::current_exe().ok()?).ok()?;
        Some(Stamp(sha256(format!("{program} {options:?}").as_bytes())))
    }

    fn key(&self, report: &[u8], destination: &Destination) -> String {
        // A folder that may name a person is not hashed either: short names can be guessed from a hash.
        let file = destination.file("docx");
        let name = file.file_name().unwrap_or_default().to_string_lossy();
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

/// What is kept of the last build, and the hashes of the files the report names, if this build would write the same
/// files with the same names.
pub(super) fn unchanged(
    stamp: &Stamp,
    report: &[u8],
    folder: &Path,
    destination: &Destination,
    targets: &BTreeSet<Target>,
) -> Option<(Record, BTreeMap<String, String>)> {
    let state: State = serde_json::from_slice(&read_record(&destination.kept()).ok()?).ok()?;
    let same_input =
        |(name, hash): (&String, &String)| read_beside(folder, name).is_ok_and(|bytes| sha256(&bytes) == *hash);
    let recorded = |path: &PathBuf| {
        let is_it = |file: &&FileRecord| Path::new(&file.name).file_name() == path.file_name();
        let file = state.record.files.iter().find(is_it)?;
        let same = hash_of(path).is_ok_and(|hash| hash == file.sha256);
        same.then(|| FileRecord { name: path.display().to_string(), ..file.clone() })
    };
    let outputs = targets.iter().map(|target| destination.file(target.ending())).chain(destination.cover_page());
    let found: Vec<Option<FileRecord>> = outputs.map(|path| recorded(&path)).collect();
    // A cover page is written only where the report has one.
    let wanted = targets.len();
    let same = state.key == stamp.key(report, destination)
        && state.inputs.iter().all(same_input)
        && found.iter().take(wanted).all(Option::is_some)
        && state.record.files.len() == found.iter().flatten().count();
    let files = found.into_iter().flatten().collect();
    same.then_some((Record { files, ..state.record }, state.inputs))
}

/// What a later build needs to know: the file beside the outputs and its content.
pub(super) fn kept(
    stamp: &Stamp,
    report: &[u8],
    inputs: BTreeMap<String, String>,
    destination: &Destination,
    record: &Record,
) -> anyhow::Result<(PathBuf, Vec<u8>)> {
    let record = record.beside(destination.folder());
    let state = State { key: stamp.key(report, destination), inputs, record };
    Ok((destination.kept(), serde_json::to_vec(&state)?))
}
