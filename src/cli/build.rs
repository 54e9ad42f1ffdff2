//! Building reports: each is read, assembled and written by itself, several at the same time, and told of in order.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{BuildArguments, OutputArguments, TextTo};
use super::changed::{self, Stamp};
use super::fonts::SystemFonts;
use super::input::{IS_CHANGING, read_beside, without_dot};
use super::output::{self, Destination};
use super::plan::{Job, plan};
use super::record::{Fate, FileRecord, Record, sha256, write_manifest};
use super::summary::Summary;
use super::watch::Hashes;
use super::{STACK, Status, advice, panic, print};
use crate::check::words;
use crate::diagnostic::{Format, Severity, counted, visible_line};
use crate::error::Error;
use crate::{Assembled, Files, Judged, Request, Target, Tools, Verdict};

/// What became of one report: texts only, so that a batch of any size needs little memory.
pub(super) struct Outcome {
    status: Status,
    record: Record,
    /// Findings, ready to print.
    findings: String,
    /// Advice on the upload.
    pub(super) advice: Option<advice::Advice>,
    /// Why nothing was written, where the report is at fault.
    refusal: Option<String>,
    /// What went wrong with the machine, not with the report.
    failure: Option<anyhow::Error>,
    written: Vec<PathBuf>,
    /// The plain text, where it is printed.
    printed: Option<Vec<u8>>,
    /// How long the plain text is.
    text: Option<String>,
    /// The report and the files it names.
    read: Vec<(PathBuf, String)>,
}

/// A build that is over.
pub(super) struct Built {
    /// The highest of all reports.
    pub(super) status: Status,
    /// Every file that was read.
    pub(super) read: Hashes,
}

/// How a build ends for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// With the files line by line, a table of several reports, and advice on the upload.
    Advice,
    /// With one line: more would be said again after each save.
    OneLine,
}

/// Builds all reports and says what became of each.
pub(super) fn run(arguments: &BuildArguments) -> anyhow::Result<Status> {
    let fonts = SystemFonts::new(arguments.reading.font_dir.as_deref())?;
    build(arguments, &mut fonts.tools(), &fonts, Ending::Advice).map(|built| built.status)
}

/// As [`run`]; one report alone is built with these tools.
pub(super) fn build(
    arguments: &BuildArguments,
    tools: &mut Tools,
    fonts: &Arc<SystemFonts>,
    ending: Ending,
) -> anyhow::Result<Built> {
    let jobs = plan(arguments)?;
    let inputs: Vec<PathBuf> = jobs.iter().map(|job| job.input.path()).collect();
    for folder in folders(&jobs) {
        output::sweep(folder, &inputs);
    }
    if let Some(manifest) = &arguments.manifest {
        let places = || jobs.iter().filter_map(|job| job.destination.as_ref().ok());
        let kept = places().filter(|_| arguments.changed).map(Destination::kept);
        let outputs = places().flat_map(Destination::all_files).chain(kept);
        output::refuse_over(manifest, inputs.iter().cloned().chain(outputs))?;
        // The manifest may go into the folder of the outputs, which need not be there yet.
        if let Some(out_dir) = &arguments.out_dir {
            output::make_folder(out_dir)?;
        }
        output::check_place(manifest)?;
    }
    let date = source_date()?;
    let targets = arguments.targets();
    let BuildArguments { draft, allow, comments, portal_names, pdf_standard, .. } = arguments;
    let controls = arguments.reading.controls();
    let options = (&targets, draft, allow, comments, portal_names, pdf_standard.unwrap_or_default(), controls, date);
    let stamp = if arguments.changed { Stamp::new(&options) } else { None };
    let builder = Builder { arguments, targets, date, stamp, fonts, assemble: crate::assemble };
    let outcomes: Vec<Outcome> = match jobs.as_slice() {
        [job] => vec![builder.build(job, tools)],
        jobs => builder.build_all(jobs),
    };
    let status = tell(&outcomes, &arguments.output, ending);
    if let Some(path) = &arguments.manifest {
        output::refuse_over(path, outcomes.iter().flat_map(|outcome| &outcome.read).map(|(read, _)| read.clone()))?;
        write_manifest(path, outcomes.iter().map(|outcome| &outcome.record))?;
    }
    Ok(Built { status, read: outcomes.into_iter().flat_map(|outcome| outcome.read).collect() })
}

fn folders(jobs: &[Job]) -> BTreeSet<&Path> {
    jobs.iter().filter_map(|job| Some(job.destination.as_ref().ok()?.folder())).collect()
}

/// The date the files carry if `SOURCE_DATE_EPOCH` is set (seconds since 1970, reproducible-builds.org).
pub(super) fn source_date() -> anyhow::Result<Option<jiff::civil::Date>> {
    #[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads the environment")]
    let Ok(value) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.trim().parse::<i64>().ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let timestamp = seconds
        .with_context(|| format!("SOURCE_DATE_EPOCH is `{value}`; it must be a number of seconds since 1970"))?;
    Ok(Some(jiff::tz::Offset::UTC.to_datetime(timestamp).date()))
}

/// What all jobs of a build share.
struct Builder<'a> {
    arguments: &'a BuildArguments,
    targets: BTreeSet<Target>,
    date: Option<jiff::civil::Date>,
    stamp: Option<Stamp>,
    fonts: &'a Arc<SystemFonts>,
    /// From a report to its files: the library's own way, or in tests one that stops in the middle.
    assemble: Assemble,
}

type Assemble = fn(&Request<'_>, &mut Tools) -> Result<Assembled, Error>;

impl Builder<'_> {
    fn build_all(&self, jobs: &[Job]) -> Vec<Outcome> {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        let threads = self.arguments.jobs.map_or_else(cores, usize::from).min(jobs.len());
        let bar = self.progress(jobs.len());
        let next = AtomicUsize::new(0);
        let places: Vec<(&Job, OnceLock<Outcome>)> = jobs.iter().map(|job| (job, OnceLock::new())).collect();
        // One set of fonts for each thread: sharing them between threads is slower than one thread alone.
        let work = || {
            let mut tools = self.fonts.tools();
            while let Some((job, place)) = places.get(next.fetch_add(1, Ordering::Relaxed)) {
                place.get_or_init(|| self.build(job, &mut tools));
                bar.inc(1);
            }
        };
        thread::scope(|scope| {
            // This thread works too, so that a machine that gives no more threads still builds everything.
            for _ in 1..threads {
                if thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            work();
        });
        bar.finish_and_clear();
        places.into_iter().filter_map(|(_, place)| place.into_inner()).collect()
    }

    /// A bar that is drawn only on a terminal.
    fn progress(&self, reports: usize) -> ProgressBar {
        let output = &self.arguments.output;
        let target = if speaks(output) { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(reports as u64), target);
        match ProgressStyle::with_template("{bar:40} {pos} of {len} reports") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }

    fn build(&self, job: &Job, tools: &mut Tools) -> Outcome {
        let read;
        let bytes = match &job.bytes {
            Some(bytes) => bytes,
            None => match job.input.read() {
                Ok(bytes) => {
                    read = bytes;
                    &read
                }
                Err(failure) => return failed(job, failure),
            },
        };
        let folder = job.input.folder();
        if let (Some(stamp), Ok(destination)) = (&self.stamp, &job.destination)
            && let Some((record, inputs)) = changed::unchanged(stamp, bytes, &folder, destination, &self.targets)
        {
            return up_to_date(record.named(&job.input.name()), read_files(job, bytes, &inputs));
        }
        let inputs = RefCell::new(BTreeMap::<String, String>::new());
        let request = Request {
            name: &job.input.name(),
            bytes,
            read: &|relative| {
                let content = read_beside(&folder, relative).map_err(|error| format!("{error:#}"));
                let hash = content.as_ref().map_or(String::new(), |content| sha256(content));
                // A file that is named twice is one file: else a report could hold two states of it.
                match inputs.borrow_mut().entry(relative.to_owned()).or_insert_with(|| hash.clone()) {
                    first if *first == hash => content,
                    _ => Err(IS_CHANGING.to_owned()),
                }
            },
            targets: self.targets.clone(),
            pdf_standard: self.arguments.pdf_standard.unwrap_or_default(),
            draft: self.arguments.draft,
            comments: self.arguments.comments,
            allow: &self.arguments.allow,
            controls: self.arguments.reading.controls(),
            pictures: None,
            date: self.date,
        };
        let outcome = panic::caught(|| {
            let assembled = (self.assemble)(&request, tools)?;
            let has_place = job.destination.as_ref().is_ok_and(|place| place.cover_page().is_some());
            let cover_page =
                if has_place && assembled.files.is_some() { crate::cover_page(&assembled.judged)? } else { None };
            // What fonts of the machine the text was set in is not hashed, so such a report is built each time.
            let stamp = self.stamp.as_ref().filter(|_| !tools.are_extended());
            let keep = stamp.map(|stamp| (stamp, inputs.borrow().clone()));
            let read = read_files(job, bytes, &inputs.borrow());
            let outcome = self.finish(job, bytes, keep, assembled, cover_page, &read);
            Ok(Outcome { read, ..outcome })
        });
        outcome.unwrap_or_else(|failure| {
            // What a mistake of ours left half done in the tools must not reach the next report.
            *tools = self.fonts.tools();
            let read = read_files(job, bytes, &inputs.borrow());
            Outcome { read, ..failed(job, failure.context(job.input.name())) }
        })
    }

    /// Writes the files, if they may be written.
    fn finish(
        &self,
        job: &Job,
        report: &[u8],
        keep: Option<Keep<'_>>,
        assembled: Assembled,
        cover_page: Option<Vec<u8>>,
        read: &[(PathBuf, String)],
    ) -> Outcome {
        let Assembled { judged, files } = assembled;
        let wants_findings = self.stamp.is_some() || self.arguments.manifest.is_some();
        let mut outcome = Outcome {
            status: Status::Refused,
            record: Record::new(&job.input.path(), &judged, wants_findings),
            findings: print::findings(&judged, &self.arguments.output, &io::stderr()),
            advice: None,
            refusal: None,
            failure: None,
            written: Vec::new(),
            printed: None,
            text: None,
            read: Vec::new(),
        };
        let Some(mut files) = files else {
            return Outcome { refusal: Some(refusal(&judged)), ..outcome };
        };
        outcome.text = files.get(&Target::Text).map(|text| about(&job.input.name(), text));
        if self.arguments.text == Some(TextTo::Output) {
            outcome.printed = files.remove(&Target::Text);
        }
        if files.is_empty() {
            outcome.record.status = Fate::Written;
            return Outcome { status: Status::Done, ..outcome };
        }
        let destination = match &job.destination {
            Ok(destination) => destination,
            Err(reason) => return Outcome { failure: Some(anyhow::anyhow!("{reason}")), ..outcome },
        };
        // A draft is not for the upload.
        if judged.verdict == Verdict::Accepted && !self.arguments.draft && speaks(&self.arguments.output) {
            outcome.advice = advice::Advice::new(&judged);
        }
        let outputs = outputs(destination, files, cover_page);
        let others = || read.iter().map(|(read, _)| read.clone());
        let kept = keep.is_some().then(|| destination.kept());
        let places = outputs.iter().map(|(path, _)| path).chain(&kept);
        let free = places.into_iter().try_for_each(|path| output::refuse_over(path, others()));
        match free.and_then(|()| write(report, keep, destination, outputs, &mut outcome.record)) {
            Ok(written) => Outcome { status: Status::Done, written, ..outcome },
            Err(failure) => {
                outcome.record.status = Fate::Failed;
                outcome.record.files.clear();
                Outcome { status: Status::Failed, failure: Some(failure), advice: None, ..outcome }
            }
        }
    }
}

/// Whether people are told more than the findings.
fn speaks(output: &OutputArguments) -> bool {
    output.format == Format::Text && !output.quiet
}

/// What a later build needs to know besides the outputs: what this one depends on, and the files the report names.
type Keep<'a> = (&'a Stamp, BTreeMap<String, String>);

fn write(
    report: &[u8],
    keep: Option<Keep<'_>>,
    destination: &Destination,
    mut outputs: Vec<(PathBuf, Vec<u8>)>,
    record: &mut Record,
) -> anyhow::Result<Vec<PathBuf>> {
    let paths: Vec<PathBuf> = outputs.iter().map(|(path, _)| path.clone()).collect();
    record.status = Fate::Written;
    record.files = outputs.iter().map(|(path, bytes)| FileRecord::new(path, bytes)).collect();
    if let Some((stamp, inputs)) = keep {
        outputs.push(changed::kept(stamp, report, inputs, destination, record)?);
    }
    destination.write(&outputs)?;
    Ok(paths)
}

/// How long a plain text is, as a form counts it.
fn about(name: &str, text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let words = counted(words(&text), "word", "words");
    let characters = counted(text.trim_end().chars().count(), "character", "characters");
    format!("plain text of {name}: {words}, {characters} with spaces\n")
}

/// The files of a report under their names.
fn outputs(destination: &Destination, files: Files, cover_page: Option<Vec<u8>>) -> Vec<(PathBuf, Vec<u8>)> {
    let mut outputs: Vec<(PathBuf, Vec<u8>)> =
        files.into_iter().map(|(target, bytes)| (destination.file(target.ending()), bytes)).collect();
    outputs.extend(destination.cover_page().zip(cover_page));
    outputs
}

fn failed(job: &Job, failure: anyhow::Error) -> Outcome {
    Outcome {
        status: Status::Failed,
        record: Record::failed(&job.input.path()),
        findings: String::new(),
        advice: None,
        refusal: None,
        failure: Some(failure),
        written: Vec::new(),
        printed: None,
        text: None,
        read: vec![(job.input.path(), String::new())],
    }
}

fn up_to_date(record: Record, read: Vec<(PathBuf, String)>) -> Outcome {
    Outcome {
        status: Status::Done,
        record: Record { status: Fate::UpToDate, ..record },
        findings: String::new(),
        advice: None,
        refusal: None,
        failure: None,
        written: Vec::new(),
        printed: None,
        text: None,
        read,
    }
}

/// The report and the files it names, with the hashes of what was read.
fn read_files(job: &Job, report: &[u8], inputs: &BTreeMap<String, String>) -> Vec<(PathBuf, String)> {
    let folder = job.input.folder();
    let named = inputs.iter().map(|(name, hash)| (without_dot(folder.join(name)), hash.clone()));
    std::iter::once((job.input.path(), sha256(report))).chain(named).collect()
}

/// That nothing was written, and what the author can do.
fn refusal(judged: &Judged) -> String {
    if judged.verdict == Verdict::Unreadable {
        return "Nothing was written. Correct the errors above first.\n".to_owned();
    }
    let broken = judged.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let codes: BTreeSet<&str> = broken.map(|found| found.code.as_str()).collect();
    let allow: Vec<String> = codes.iter().map(|code| format!("--allow {code}")).collect();
    format!(
        "Nothing was written: a binding rule is broken ({}). To see the pages, use `--draft`. If the body has agreed, \
         use `{}`.\n",
        codes.into_iter().collect::<Vec<_>>().join(", "),
        allow.join(" ")
    )
}

/// Says what became of the reports, in their order, then of all of them together.
fn tell(outcomes: &[Outcome], output: &OutputArguments, ending: Ending) -> Status {
    for outcome in outcomes {
        tell_one(outcome, output, ending);
    }
    let summary = Summary::new(outcomes.iter().map(|outcome| &outcome.record));
    match output.format {
        Format::Text if !output.quiet => match ending {
            Ending::Advice => {
                print::aside(&advice::for_people(outcomes));
                if outcomes.len() > 1 {
                    print::aside(&format!("\n{}", summary.to_text()));
                }
            }
            Ending::OneLine => print::result(&summary.to_line()),
        },
        Format::Json if outcomes.len() > 1 => print::json(&summary),
        Format::Text | Format::Json | Format::Github => {}
    }
    outcomes.iter().map(|outcome| outcome.status).max().unwrap_or(Status::Done)
}

/// Findings for programs are results and go to standard output; findings for people go to standard error.
fn tell_one(outcome: &Outcome, output: &OutputArguments, ending: Ending) {
    match output.format {
        Format::Text => {
            print::findings_aside(&outcome.findings);
            // The text that was asked for is not a message.
            if let Some(text) = &outcome.printed {
                print::content(text);
            }
            if !output.quiet && ending == Ending::Advice {
                print::aside(outcome.refusal.as_deref().unwrap_or_default());
                print::result(&outcome.written.iter().map(|path| print::name(path) + "\n").collect::<String>());
                print::aside(outcome.text.as_deref().unwrap_or_default());
                print::aside(&still(&outcome.record));
            }
        }
        Format::Json | Format::Github => print::findings_result(&outcome.findings),
    }
    if let Some(failure) = &outcome.failure {
        print::complain(failure);
    }
}

/// That a report was passed over, and what was found when it was built.
fn still(record: &Record) -> String {
    let report = visible_line(&record.report);
    match (record.status, record.warnings) {
        (Fate::UpToDate, 0) => format!("{report} is up to date\n"),
        (Fate::UpToDate, warnings) => {
            let warnings = counted(warnings, "warning", "warnings");
            format!("{report} is up to date; {warnings}, see `assemble check`\n")
        }
        (Fate::Written | Fate::Refused | Fate::Failed, _) => String::new(),
    }
}

#[cfg(test)]
mod tests;
