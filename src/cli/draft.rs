//! Word files on the command line: which input is one, and how it is judged.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use super::args::{ChangesAsked, DraftArguments};
use super::input::Input;
use crate::Tools;
use crate::draft::{DraftRequest, JudgedDraft, judge};
use crate::facts::profile::Profile;
use crate::read::word::{self, ChangesRead, Draft};

/// Whether an input is a Word file, by its first bytes or its name.
pub(super) fn is_draft(input: &Input, bytes: &[u8]) -> bool {
    let by_name = |path: &Path| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| matches!(ending.as_str(), "docx" | "doc" | "docm" | "dotx" | "dot" | "rtf" | "odt"))
    };
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"\xD0\xCF\x11\xE0")
        || matches!(input, Input::File(path) if by_name(path))
}

/// Reads a Word file.
pub(super) fn read(name: &str, bytes: &[u8], changes: ChangesRead) -> anyhow::Result<Draft> {
    word::read(bytes, changes).map_err(|reason| anyhow!("cannot read {name}: {reason}"))
}

/// The way tracked changes are read.
pub(super) fn changes(asked: Option<ChangesAsked>) -> ChangesRead {
    match asked {
        Some(ChangesAsked::Reject) => ChangesRead::Rejected,
        Some(ChangesAsked::Accept | ChangesAsked::Refuse) | None => crate::draft::CHANGES,
    }
}

/// The body that the command line names; one that is not known ends the run.
pub(super) fn body(given: Option<&str>, name: &str) -> anyhow::Result<String> {
    match given {
        Some(id) => super::bodies::profile(id).map(|profile| profile.id),
        None => bail!(
            "{name} is a Word file, which does not say where it goes: add `--to` and one of {}",
            Profile::ids().collect::<Vec<_>>().join(", ")
        ),
    }
}

impl DraftArguments {
    /// The keys of a report that the command line gives.
    pub(super) fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        let mut add = |key: &str, value: &Option<String>| {
            keys.extend(value.as_ref().map(|value| format!("{key}: {}", serde_json::Value::from(value.as_str()))));
        };
        add("state", &self.state);
        add("session", &self.session);
        add("stage", &self.stage);
        keys
    }
}

/// Judges a Word file.
pub(super) fn judged(
    name: &str,
    draft: &Draft,
    body: &str,
    arguments: &DraftArguments,
    tools: &mut Tools,
) -> anyhow::Result<JudgedDraft> {
    let keys = arguments.keys();
    let submitters = arguments.submitters();
    let request = DraftRequest { name, body, keys: &keys, submitters: &submitters };
    Ok(judge(draft, &request, tools)?)
}

/// The file of a copy that is written beside others, never over the Word file itself.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem}{ending}"))
}
