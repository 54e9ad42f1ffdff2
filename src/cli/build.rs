//! Building reports: each is read, assembled and written by itself, several at the same time, and told of in order.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::args::{BuildArguments, OutputArguments};
use super::input::{Input, read_beside};
use super::output::{Destination, refuse_collisions};
use super::{Status, panic, print};
use crate::diagnostic::Format;
use crate::{Request, Tools};

/// What became of one report.
struct Outcome {
    status: Status,
    /// Findings, ready to print.
    findings: String,
    /// What went wrong with the machine, not with the report.
    failure: Option<anyhow::Error>,
    written: Vec<PathBuf>,
}

/// Builds all reports and says what became of each.
pub(super) fn run(arguments: &BuildArguments) -> anyhow::Result<Status> {
    let out_dir = arguments.out_dir.as_deref();
    let inputs: Vec<(Input, Option<Destination>)> = Input::all(&arguments.reports)?
        .into_iter()
        .map(|input| {
            let destination = Destination::of_file(&input, out_dir);
            (input, destination)
        })
        .collect();
    if let Some(folder) = arguments.font_dir.as_deref().filter(|folder| !folder.is_dir()) {
        bail!("{} is not a folder: --font-dir takes a folder with font files", folder.display());
    }
    refuse(&inputs, out_dir)?;
    let date = source_date()?;
    let build = |tools: &mut Tools, (input, destination): &(Input, Option<Destination>)| {
        let job = Job { input, destination: destination.as_ref(), arguments, date };
        panic::caught(|| Ok(job.run(tools))).unwrap_or_else(|failure| {
            // What a mistake of ours left half done in the tools must not reach the next report.
            *tools = Tools::new();
            failed(failure.context(input.name()))
        })
    };
    let tools = || super::fonts::tools(arguments.font_dir.as_deref());
    let outcomes: Vec<Outcome> = if inputs.len() == 1 {
        inputs.iter().map(|input| build(&mut tools(), input)).collect()
    } else {
        // One set of fonts for each thread: sharing them between threads is slower than one thread alone.
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(arguments.jobs.map_or(0, usize::from))
            .build()
            .context("cannot start the jobs")?;
        pool.install(|| inputs.par_iter().map_init(tools, build).collect())
    };
    Ok(outcomes.iter().map(|outcome| tell(outcome, &arguments.output)).max().unwrap_or(Status::Done))
}

/// A report that the program could not build.
fn failed(failure: anyhow::Error) -> Outcome {
    Outcome { status: Status::Failed, findings: String::new(), failure: Some(failure), written: Vec::new() }
}

/// What is refused before anything is read.
fn refuse(inputs: &[(Input, Option<Destination>)], out_dir: Option<&Path>) -> anyhow::Result<()> {
    let standard = inputs.iter().filter(|(input, _)| *input == Input::Standard).count();
    if standard > 1 {
        bail!("standard input (`-`) can be given only once");
    }
    if standard == 1 && out_dir.is_none() {
        bail!("a report from standard input has no folder of its own: say where its files go with --out-dir DIR");
    }
    refuse_collisions(inputs)
}

/// The date the files carry if `SOURCE_DATE_EPOCH` is set (seconds since 1970, reproducible-builds.org).
fn source_date() -> anyhow::Result<Option<jiff::civil::Date>> {
    #[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads the environment")]
    let Ok(value) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.trim().parse::<i64>().ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let timestamp = seconds
        .with_context(|| format!("SOURCE_DATE_EPOCH is `{value}`; it must be a number of seconds since 1970"))?;
    Ok(Some(jiff::tz::Offset::UTC.to_datetime(timestamp).date()))
}

/// One report to build.
struct Job<'a> {
    input: &'a Input,
    destination: Option<&'a Destination>,
    arguments: &'a BuildArguments,
    date: Option<jiff::civil::Date>,
}

impl Job<'_> {
    fn run(&self, tools: &mut Tools) -> Outcome {
        let bytes = match self.input.read() {
            Ok(bytes) => bytes,
            Err(reason) => return failed(reason),
        };
        let folder = self.input.folder();
        let request = Request {
            name: &self.input.name(),
            bytes: &bytes,
            read: &|relative| read_beside(&folder, relative).map_err(|error| format!("{error:#}")),
            pdf: self.arguments.pdf,
            draft: self.arguments.draft,
            date: self.date,
        };
        let assembled = match crate::assemble(&request, tools) {
            Ok(assembled) => assembled,
            Err(error) => return failed(anyhow::Error::new(error).context(self.input.name())),
        };
        let findings = print::findings(&assembled.judged, &self.arguments.output, &io::stderr());
        let Some(files) = assembled.files else {
            return Outcome { status: Status::Refused, findings, failure: None, written: Vec::new() };
        };
        let title_destination;
        let destination = match (self.destination, &self.arguments.out_dir) {
            (Some(destination), _) => destination,
            (None, Some(folder)) => {
                title_destination = Destination::of_title(&assembled.judged.document.metadata.title, folder);
                &title_destination
            }
            (None, None) => return failed(anyhow::anyhow!("{} has no file name", self.input.name())),
        };
        let mut outputs = vec![("docx", files.docx)];
        if let Some(pdf) = files.pdf {
            outputs.push(("pdf", pdf));
        }
        match destination.write(&outputs) {
            Ok(written) => Outcome { status: Status::Done, findings, failure: None, written },
            Err(reason) => Outcome { findings, ..failed(reason) },
        }
    }
}

/// Findings for programs are results and go to standard output; findings for people go to standard error.
fn tell(outcome: &Outcome, output: &OutputArguments) -> Status {
    match output.format {
        Format::Text => {
            print::aside(&outcome.findings);
            if !output.quiet {
                print::result(&outcome.written.iter().map(|path| format!("{}\n", path.display())).collect::<String>());
            }
        }
        Format::Json | Format::Github => print::result(&outcome.findings),
    }
    if let Some(failure) = &outcome.failure {
        print::complain(failure);
    }
    outcome.status
}
