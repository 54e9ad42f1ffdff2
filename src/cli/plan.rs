//! Plans the jobs of a build: what is read, where the files go, and what is refused beforehand.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::args::BuildArguments;
use super::input::{Input, read_beside, without_dot};
use super::output::{Destination, refuse_collisions, refuse_over};
use crate::Request;
use crate::check::upload::{PortalFile, portal_name, wants_cover_page};

/// One report to build.
pub(super) struct Job {
    /// The report.
    pub(super) input: Input,
    /// Its bytes, where they can be read only once.
    pub(super) bytes: Option<Vec<u8>>,
    /// Where its files go, or why that is not known.
    pub(super) destination: Result<Destination, String>,
}

/// The jobs of a build; nothing has been written when one is refused.
pub(super) fn plan(arguments: &BuildArguments) -> anyhow::Result<Vec<Job>> {
    let out_dir = arguments.out_dir.as_deref();
    let inputs = Input::all(&arguments.reports, arguments.which())?;
    let standard = inputs.iter().filter(|input| **input == Input::Standard).count();
    if standard > 1 {
        bail!("standard input (`-`) can be given only once");
    }
    if standard == 1 && out_dir.is_none() && !arguments.only_prints() {
        bail!("a report from standard input has no folder of its own: say where its files go with --out-dir DIR");
    }
    let jobs = inputs.into_iter().map(|input| job(input, arguments)).collect::<anyhow::Result<Vec<Job>>>()?;
    refuse_collisions(jobs.iter().filter_map(|job| Some((&job.input, job.destination.as_ref().ok()?))))?;
    refuse_over_named_files(&jobs, arguments)?;
    Ok(jobs)
}

/// Refuses outputs of a batch that would replace a report, or a file that a report of the batch names. That a report
/// names the place of its own outputs is found when it is built.
fn refuse_over_named_files(jobs: &[Job], arguments: &BuildArguments) -> anyhow::Result<()> {
    let kept = |destination: &Destination| arguments.changed.then(|| destination.kept());
    let destinations = jobs.iter().filter_map(|job| job.destination.as_ref().ok());
    // What is not there yet cannot be an input.
    let outputs: Vec<PathBuf> = destinations
        .flat_map(|destination| destination.all_files().chain(kept(destination)))
        .filter(|path| path.exists())
        .collect();
    if outputs.is_empty() {
        return Ok(());
    }
    for output in &outputs {
        refuse_over(output, jobs.iter().map(|job| job.input.path()))?;
    }
    if jobs.len() == 1 {
        return Ok(());
    }
    let names: Vec<String> =
        outputs.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned()).collect();
    for job in jobs {
        let named = named_files(job, &names, arguments)?;
        for output in &outputs {
            refuse_over(output, named.iter().cloned())?;
        }
    }
    Ok(())
}

/// The files that a report names. Of a report in whose text none of `outputs` appears, and which has no other texts
/// that could name one, it is not asked.
fn named_files(job: &Job, outputs: &[String], arguments: &BuildArguments) -> anyhow::Result<Vec<PathBuf>> {
    let read;
    let bytes = match &job.bytes {
        Some(bytes) => bytes,
        None => match job.input.read() {
            Ok(bytes) => {
                read = bytes;
                &read
            }
            // The build itself will say why it cannot be read.
            Err(_) => return Ok(Vec::new()),
        },
    };
    let text = String::from_utf8_lossy(bytes);
    let has_texts = text.contains("file:") || text.contains("\\x") || text.contains("\\u");
    if !has_texts && !outputs.iter().any(|name| text.contains(name.as_str())) {
        return Ok(Vec::new());
    }
    let folder = job.input.folder();
    let named = RefCell::new(Vec::new());
    let read = |relative: &str| {
        named.borrow_mut().push(without_dot(folder.join(relative)));
        let is_text = relative.ends_with(".md") || relative.ends_with(".markdown") || relative.ends_with(".txt");
        if is_text { read_beside(&folder, relative).map_err(|error| format!("{error:#}")) } else { Err(String::new()) }
    };
    let name = job.input.name();
    let request = Request { controls: arguments.reading.controls(), ..Request::new(&name, bytes, &read) };
    crate::facts(&request)?;
    Ok(named.take())
}

fn job(input: Input, arguments: &BuildArguments) -> anyhow::Result<Job> {
    let out_dir = arguments.out_dir.as_deref();
    let bytes = if input == Input::Standard { Some(input.read()?) } else { None };
    let of_file = Destination::of_file(&input, out_dir);
    let destination = match of_file {
        Some(destination) if !arguments.portal_names => Ok(destination),
        of_file => named(&input, bytes.as_deref(), of_file, arguments)?,
    };
    Ok(Job { input, bytes, destination })
}

/// A name that the report itself gives: that of the upload, or its title.
fn named(
    input: &Input,
    bytes: Option<&[u8]>,
    of_file: Option<Destination>,
    arguments: &BuildArguments,
) -> anyhow::Result<Result<Destination, String>> {
    let read;
    let bytes = match (bytes, &of_file) {
        (Some(bytes), _) => bytes,
        (None, of_file) => match input.read() {
            Ok(bytes) => {
                read = bytes;
                &read
            }
            // The build itself will say why it cannot be read.
            Err(_) => return Ok(of_file.clone().ok_or_else(|| format!("{} has no file name", input.name()))),
        },
    };
    let folder = input.folder();
    let name = input.name();
    let read = |relative: &str| read_beside(&folder, relative).map_err(|error| format!("{error:#}"));
    let request = Request { controls: arguments.reading.controls(), ..Request::new(&name, bytes, &read) };
    let (profile, facts) = crate::facts(&request)?;
    let out_dir: &Path = arguments.out_dir.as_deref().unwrap_or(&folder);
    if !arguments.portal_names {
        let title = facts.title.as_ref().map_or("", |title| &title.value);
        return Ok(Ok(Destination::of_title(title, out_dir)));
    }
    let cover_page =
        if wants_cover_page(&profile) { portal_name(&profile, &facts, PortalFile::CoverPage) } else { None };
    Ok(match portal_name(&profile, &facts, PortalFile::Main) {
        Some(name) => Ok(Destination::named(out_dir, name, cover_page)),
        None => Err(format!(
            "the files of {} cannot be named for the upload to {}: the report must say the name of the submitter, and the State and session where the body reviews States",
            input.name(),
            profile.short_name
        )),
    })
}
