//! `assemble import`: a report from a Word file, and what was not carried.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Serialize;

use super::args::{ChangesAsked, ImportArguments, PrintFormat};
use super::input::{Input, plain};
use super::{Status, draft, output, print};
use crate::diagnostic::{Code, Format, counted, render};
use crate::import::{Finding, Imported, Numbers, Options, Told, import, show};
use crate::read::word::Draft;

/// What was made, for programs.
#[derive(Serialize)]
struct Made<'a> {
    report: Option<String>,
    language: &'a str,
    words: usize,
    carried: usize,
    pictures: Vec<&'a str>,
    findings: usize,
}

/// Imports one file.
pub(super) fn run(arguments: &ImportArguments) -> anyhow::Result<Status> {
    let input = Input::new(&arguments.file);
    let name = input.name();
    let bytes = input.read()?;
    let read = draft::read(&name, &bytes, draft::changes(arguments.changes))?;
    let target = target(arguments, &input)?;
    if !read.changes.is_empty() && arguments.changes.unwrap_or_default() == ChangesAsked::Refuse {
        tell(&name, &read, &[refusal(&read)], arguments.print.format);
        return Ok(Status::Refused);
    }
    let body = arguments.to.as_deref().map(|id| super::bodies::profile(id).map(|profile| profile.id)).transpose()?;
    let folder = folder(target.as_deref());
    let options = Options {
        body: body.as_deref(),
        headings: arguments.headings,
        numbers: Numbers::ByProgram,
        folder: &folder,
        keys: &[],
        submitters: &[],
    };
    let imported = import(&read, &options);
    match &target {
        Some(path) => write(path, &folder, &imported)?,
        None => print::content(imported.yaml.as_bytes()),
    }
    finish(&name, &read, &imported, target.as_deref(), arguments);
    Ok(Status::Done)
}

/// Where the report goes; `None`: to standard output.
fn target(arguments: &ImportArguments, input: &Input) -> anyhow::Result<Option<PathBuf>> {
    let path = match (&arguments.out, input) {
        (Some(out), _) if out.as_os_str() == "-" => return Ok(None),
        (Some(out), _) => out.clone(),
        (None, Input::File(path)) => draft::beside(path, ".yaml"),
        (None, Input::Standard) => return Ok(None),
    };
    if path.exists() {
        bail!("cannot write {}: it already exists; choose another name with `--out`", path.display());
    }
    Ok(Some(path))
}

/// The folder of the pictures, as the report names it.
fn folder(target: Option<&Path>) -> String {
    let stem = target.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_else(|| "pictures".to_owned());
    let kept: String =
        stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    let kept = kept.trim_matches('.').to_owned();
    if kept.is_empty() { "pictures".to_owned() } else { format!("{kept}-pictures") }
}

/// Writes pictures into a new folder, then the report; what was begun is taken away if something fails.
fn write(path: &Path, folder: &str, imported: &Imported) -> anyhow::Result<()> {
    let beside = path.parent().map(Path::to_owned).unwrap_or_default();
    let pictures = beside.join(folder);
    if imported.pictures.is_empty() {
        return output::write_new(path, imported.yaml.as_bytes());
    }
    let context = || format!("cannot make the folder {} for the pictures", pictures.display());
    fs::create_dir(&pictures)
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => anyhow::anyhow!("it already exists; choose another name with `--out`"),
            _ => plain(error),
        })
        .with_context(context)?;
    let written = imported
        .pictures
        .iter()
        .try_for_each(|(name, bytes)| output::write_new(&beside.join(name), bytes))
        .and_then(|()| output::write_new(path, imported.yaml.as_bytes()));
    if written.is_err() {
        // The folder is ours: nobody else has put anything into it.
        let _ = fs::remove_dir_all(&pictures);
    }
    written
}

/// Why a file with tracked changes is not imported without a word about them.
fn refusal(read: &Draft) -> Finding {
    let count = counted(read.changes.len(), "tracked change", "tracked changes");
    let mut authors: Vec<&str> =
        read.changes.iter().map(|change| change.author.as_str()).filter(|name| !name.is_empty()).collect();
    authors.sort_unstable();
    authors.dedup();
    let more = authors.len().saturating_sub(3);
    authors.truncate(3);
    let by = if authors.is_empty() { String::new() } else { format!(" by {}", authors.join(", ")) };
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("the file has {count}{by}{more}");
    let help =
        "say which text is meant: `--changes accept` takes it with the changes, `--changes reject` as it was before";
    Finding::error(Code::WordChanges, read.changes.first().map(|change| change.place), message, help)
}

fn tell(name: &str, read: &Draft, findings: &[Finding], format: PrintFormat) {
    let told = if format == PrintFormat::Text { Told::ToPeople } else { Told::ToPrograms };
    let (sources, shown) = show(name, read, findings, told);
    match format {
        PrintFormat::Text => {
            print::findings_aside(&render(&shown, &sources, Format::Text, io::IsTerminal::is_terminal(&io::stderr())));
        }
        PrintFormat::Json => print::findings_result(&render(&shown, &sources, Format::Json, false)),
    }
}

fn finish(name: &str, read: &Draft, imported: &Imported, target: Option<&Path>, arguments: &ImportArguments) {
    // Standard output is the report's.
    let format = if target.is_none() { PrintFormat::Text } else { arguments.print.format };
    tell(name, read, &imported.findings, format);
    let words = imported.words;
    let lost = words.saturating_sub(imported.carried);
    match (format, target) {
        (PrintFormat::Json, _) => print::json(&Made {
            report: target.map(|path| path.display().to_string()),
            language: imported.language.code(),
            words,
            carried: imported.carried,
            pictures: imported.pictures.iter().map(|(name, _)| name.as_str()).collect(),
            findings: imported.findings.len(),
        }),
        (PrintFormat::Text, _) => {
            let named = if lost == 0 { String::new() } else { format!(", {lost} told above") };
            print::aside(&format!(
                "{} in the Word file; {}{named}\n",
                counted(words, "word", "words"),
                counted(imported.carried, "carried", "carried")
            ));
            if let Some(path) = target {
                print::result(&(print::name(path) + "\n"));
            }
        }
    }
}
