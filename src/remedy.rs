//! Applies the remedies that a program can apply, and reads the report again until none is left.

use std::collections::{BTreeMap, BTreeSet};

use crate::Judged;
use crate::Request;
use crate::Tools;
use crate::diagnostic::{self, Code, Diagnostic, Fix};
use crate::error::Error;
use crate::judge;
use crate::source::FileId;

/// A remedy can bring another mistake to light, most of all in broken YAML. After so many rounds it is enough.
const MOST_ROUNDS: usize = 200;

/// A report after its remedies.
pub struct Remedied {
    /// The files that change.
    pub files: Vec<Changed>,
    /// What was remedied, in the order it was done. Places are those of the files at that time.
    pub remedied: Vec<Diagnostic>,
    /// The report as it is judged with the changes.
    pub judged: Judged,
}

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its name in the report; `None` is the report itself.
    pub name: Option<String>,
    /// Its bytes as they were.
    pub before: Vec<u8>,
    /// Its text as it is to be.
    pub after: String,
}

/// Applies the remedies of all findings until none is left. Nothing is written: the files are changed in memory.
pub fn remedy(request: &Request<'_>, tools: &mut Tools) -> Result<Remedied, Error> {
    let mut files: BTreeMap<Option<String>, Changed> = BTreeMap::new();
    let mut remedied = Vec::new();
    let mut round = 0;
    loop {
        let report = files.get(&None).map_or(request.bytes, |changed| changed.after.as_bytes());
        let read = |name: &str| match files.get(&Some(name.to_owned())) {
            Some(changed) => Ok(changed.after.clone().into_bytes()),
            None => (request.read)(name),
        };
        let judged =
            judge(&Request { bytes: report, read: &read, targets: request.targets.clone(), ..*request }, tools)?;
        let (mut applied, mut texts) = applied(&judged);
        if round == 0 {
            recode(request, &judged, &mut applied, &mut texts);
        }
        if texts.is_empty() || round >= MOST_ROUNDS {
            return Ok(Remedied { files: files.into_values().filter(Changed::is_changed).collect(), remedied, judged });
        }
        round += 1;
        remedied.extend(applied);
        for (name, after) in texts {
            if let Some(known) = files.get_mut(&name) {
                known.after = after;
                continue;
            }
            let before = match &name {
                None => request.bytes.to_vec(),
                Some(name) => (request.read)(name).unwrap_or_default(),
            };
            files.insert(name.clone(), Changed { name, before, after });
        }
    }
}

impl Changed {
    fn is_changed(&self) -> bool {
        self.before != self.after.as_bytes()
    }
}

/// Adds the files that are written in UTF-8 although they were not: their texts are what was read.
fn recode(
    request: &Request<'_>,
    judged: &Judged,
    applied: &mut Vec<Diagnostic>,
    texts: &mut Vec<(Option<String>, String)>,
) {
    let is_recoding =
        |found: &&Diagnostic| found.code == Code::NotUtf8 && found.fix.as_ref().is_some_and(|fix| fix.edits.is_empty());
    let found: Vec<Diagnostic> = judged.diagnostics.iter().filter(is_recoding).cloned().collect();
    if found.is_empty() {
        return;
    }
    applied.extend(found);
    for (at, file) in judged.sources.files().iter().enumerate() {
        let name = (at > 0).then(|| file.name.clone());
        let bytes = match &name {
            None => Ok(request.bytes.to_vec()),
            Some(name) => (request.read)(name),
        };
        let is_other = bytes.is_ok_and(|bytes| bytes != file.text.as_bytes());
        if is_other && !texts.iter().any(|(known, _)| *known == name) {
            texts.push((name, file.text.clone()));
        }
    }
}

/// The findings whose remedies are applied together, and the new texts of the files.
fn applied(judged: &Judged) -> (Vec<Diagnostic>, Vec<(Option<String>, String)>) {
    let sources = &judged.sources;
    // A file that is named twice stands twice among the sources: one of them is changed.
    let mut names = BTreeSet::new();
    let first: BTreeSet<FileId> = (0..sources.files().len())
        .filter_map(|at| u16::try_from(at).ok().map(FileId))
        .filter(|id| sources.get(*id).is_some_and(|file| names.insert((*id == FileId(0), file.name.clone()))))
        .collect();
    let is_possible = |fix: &Fix| fix.edits.iter().all(|edit| first.contains(&edit.span.file));
    let mut found = Vec::new();
    for diagnostic in &judged.diagnostics {
        if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| is_possible(fix)) {
            found.push((diagnostic, fix));
        }
    }
    let fixes: Vec<&Fix> = found.iter().map(|(_, fix)| *fix).collect();
    let (taken, texts) = diagnostic::apply(sources, &fixes);
    let changed = texts.into_iter().filter(|(id, text)| sources.get(*id).is_some_and(|file| file.text != *text));
    let named = changed.map(|(id, text)| {
        let name = (id != FileId(0)).then(|| sources.get(id).map_or(String::new(), |file| file.name.clone()));
        (name, text)
    });
    (taken.into_iter().map(|at| found[at].0.clone()).collect(), named.collect())
}
