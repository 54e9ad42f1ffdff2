//! `assemble merge`: the edits of a Word file go back into the report it was built from.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use serde::Serialize;

use super::args::{ChangesAsked, ChangesMerged, MergeArguments, PrintFormat};
use super::fonts::SystemFonts;
use super::input::{self, Input};
use super::output::{self, Replaced};
use super::word_side::{SideOptions, word_side};
use super::{Status, build, draft, fix, print};
use crate::diagnostic::{Diagnostic, Format, Severity, counted, render};
use crate::merge::{Edit, MergeError, MergeRequest, Merged, OtherFiles, merge};
use crate::read::word::{ChangesRead, Draft};
use crate::{Request, Tools};

/// What was merged, for programs.
#[derive(Serialize)]
struct Told<'a> {
    report: String,
    edited: String,
    files: Vec<String>,
    tracked_changes: usize,
    carried: Vec<Carried<'a>>,
    findings: usize,
}

/// An edit that was carried.
#[derive(Serialize)]
struct Carried<'a> {
    #[serde(flatten)]
    edit: &'a Edit,
    line: Option<usize>,
}

/// Merges one file into one report.
pub(super) fn run(arguments: &MergeArguments) -> anyhow::Result<Status> {
    let report = Input::new(&arguments.report);
    let edited = Input::new(&arguments.edited);
    let target = target(arguments, &report)?;
    let bytes = report.read()?;
    let edited_bytes = edited.read()?;
    let (name, edited_name) = (report.name(), edited.name());
    let rejects = arguments.changes == Some(ChangesMerged::Reject);
    let theirs =
        draft::read(&edited_name, &edited_bytes, if rejects { ChangesRead::Rejected } else { ChangesRead::Accepted })?;
    let mut tools = SystemFonts::new(arguments.reading.font_dir.as_deref())?.tools();
    let sent = match &arguments.base {
        Some(path) => match base(path, arguments, &mut tools)? {
            Some(sent) => Some(sent),
            None => return Ok(Status::Refused),
        },
        // Without its tracked changes the file is most probably what was sent.
        None if !rejects && !theirs.changes.is_empty() => {
            Some(draft::read(&edited_name, &edited_bytes, ChangesRead::Rejected)?)
        }
        None => None,
    };
    let folder = report.folder();
    let read = |path: &str| input::read_beside(&folder, path).map_err(|failure| format!("{failure:#}"));
    let date = build::source_date()?;
    let request = Request { controls: arguments.reading.controls(), date, ..Request::new(&name, &bytes, &read) };
    let merge_request = MergeRequest {
        report: &request,
        edited: &theirs,
        edited_name: &edited_name,
        sent: sent.as_ref(),
        is_guessed: arguments.base.is_none(),
        others: if target.is_some() { OtherFiles::Kept } else { OtherFiles::Changed },
    };
    let merged = match merge(&merge_request, &mut tools) {
        Ok(merged) => merged,
        Err(MergeError::Report { findings, sources }) => {
            let errors: Vec<Diagnostic> =
                findings.into_iter().filter(|found| found.severity == Severity::Error).collect();
            print::findings_aside(&render(&errors, &sources, Format::Text, false));
            return Ok(Status::Refused);
        }
        Err(error) => return Err(anyhow!("cannot merge {edited_name} into {name}: {error}")),
    };
    let files = write(&merged, arguments, target.as_deref(), &report)?;
    tell(&merged, &theirs, arguments, files, (name, edited_name));
    let is_refused = merged.findings.iter().any(|found| found.severity == Severity::Error);
    Ok(if is_refused { Status::Refused } else { Status::Done })
}

/// The file that was sent, as it is read.
fn base(path: &Path, arguments: &MergeArguments, tools: &mut Tools) -> anyhow::Result<Option<Draft>> {
    let input = Input::new(path);
    let (controls, changes) = (arguments.reading.controls(), ChangesAsked::Refuse);
    let options = SideOptions { controls, changes, date: build::source_date()? };
    let Some(side) = word_side(&input, &options, tools)? else { return Ok(None) };
    side.draft.map_or_else(|| draft::read(&input.name(), &side.bytes, ChangesRead::Accepted), Ok).map(Some)
}

/// The file to write; `None` where nothing is written, or the report itself is.
fn target(arguments: &MergeArguments, report: &Input) -> anyhow::Result<Option<PathBuf>> {
    let target = match (&arguments.out, report) {
        (Some(out), _) => out.clone(),
        (None, Input::Standard) if arguments.in_place => {
            bail!("a report from standard input cannot be written over; use `--out` or `--diff`")
        }
        (None, _) if arguments.in_place || arguments.diff => return Ok(None),
        (None, Input::File(path)) => draft::beside(path, ".merged.yaml"),
        (None, Input::Standard) => bail!("name the file to write with `--out`: the report comes from standard input"),
    };
    if target.exists() {
        bail!("cannot write {}: it is there already; choose another name with `--out`", target.display());
    }
    output::refuse_over(&target, [arguments.report.clone(), arguments.edited.clone()])?;
    Ok(Some(target))
}

/// Writes or shows what changed; the names of the files that were written.
fn write(
    merged: &Merged,
    arguments: &MergeArguments,
    target: Option<&Path>,
    report: &Input,
) -> anyhow::Result<Vec<String>> {
    let folder = report.folder();
    let path = |name: &Option<String>| name.as_ref().map_or_else(|| report.path(), |name| folder.join(name));
    if arguments.diff {
        let shown: String = merged.files.iter().map(|changed| fix::diff(changed, &path(&changed.name))).collect();
        if arguments.print.format == PrintFormat::Text {
            print::result(&shown);
        }
        return Ok(Vec::new());
    }
    if let Some(target) = target {
        let own = merged.files.iter().find(|changed| changed.name.is_none());
        if let Some(changed) = own {
            output::write_new(target, changed.after.as_bytes())?;
        }
        return Ok(own.map(|_| target.display().to_string()).into_iter().collect());
    }
    let replaced = merged.files.iter().map(|changed| Replaced {
        path: path(&changed.name),
        before: &changed.before,
        after: changed.after.as_bytes(),
    });
    output::replace_all(replaced)?;
    Ok(merged.files.iter().map(|changed| fix::shown(&path(&changed.name))).collect())
}

fn tell(merged: &Merged, theirs: &Draft, arguments: &MergeArguments, files: Vec<String>, names: (String, String)) {
    let (report, edited) = names;
    match arguments.print.format {
        PrintFormat::Json => {
            print::findings_result(&render(&merged.findings, &merged.sources, Format::Json, false));
            let line = |edit: &Edit| edit.span.map(|span| merged.sources.line_column(span.file, span.start).0);
            let carried = merged.carried.iter().map(|edit| Carried { edit, line: line(edit) }).collect();
            let (tracked_changes, findings) = (theirs.changes.len(), merged.findings.len());
            print::json(&Told { report, edited, files, tracked_changes, carried, findings });
        }
        PrintFormat::Text => {
            let colour = io::stderr().is_terminal();
            print::findings_aside(&render(&merged.findings, &merged.sources, Format::Text, colour));
            print::aside(&summary(merged, theirs, arguments, &edited));
            print::result(&files.iter().map(|file| format!("{file}\n")).collect::<String>());
        }
    }
}

/// How tracked changes were read, and how much was carried.
fn summary(merged: &Merged, theirs: &Draft, arguments: &MergeArguments, edited: &str) -> String {
    let mut text = String::new();
    if !theirs.changes.is_empty() {
        let count = counted(theirs.changes.len(), "tracked change", "tracked changes");
        let (how, other) = match arguments.changes {
            Some(ChangesMerged::Reject) => ("rejected", "accept"),
            Some(ChangesMerged::Accept) | None => ("accepted", "reject"),
        };
        text += &format!("{edited} holds {count}, read as {how}; `--changes {other}` reads them the other way\n");
    }
    let is_told = |found: &&Diagnostic| found.severity != Severity::Info;
    let told = merged.findings.iter().filter(is_told).count();
    if merged.carried.is_empty() && merged.files.is_empty() && told == 0 {
        return text + "nothing to carry: the Word file says what the report says\n";
    }
    let not_carried = if told > 0 { format!(", {told} not carried, see above") } else { String::new() };
    text + &format!("{}{not_carried}\n", counted(merged.carried.len(), "edit carried", "edits carried"))
}
