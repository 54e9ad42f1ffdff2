//! From the arguments of a build to its jobs: what is read, where the files go, and what is refused beforehand.

use std::path::Path;

use anyhow::bail;

use super::args::BuildArguments;
use super::input::{Input, read_beside};
use super::output::{Destination, refuse_collisions};
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
    let inputs = Input::all(&arguments.reports)?;
    let standard = inputs.iter().filter(|input| **input == Input::Standard).count();
    if standard > 1 {
        bail!("standard input (`-`) can be given only once");
    }
    if standard == 1 && out_dir.is_none() {
        bail!("a report from standard input has no folder of its own: say where its files go with --out-dir DIR");
    }
    let jobs = inputs.into_iter().map(|input| job(input, arguments)).collect::<anyhow::Result<Vec<Job>>>()?;
    refuse_collisions(jobs.iter().filter_map(|job| Some((&job.input, job.destination.as_ref().ok()?))))?;
    Ok(jobs)
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
