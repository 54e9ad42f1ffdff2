//! `assemble watch`: builds again each time a report, or a file that it names, has other content.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context as _, bail};
use notify::{Event, EventKind, RecursiveMode, Watcher as _};

use super::args::BuildArguments;
use super::fonts::SystemFonts;
use super::input::{Input, hash_of};
use super::{Status, build, print};
use crate::diagnostic::{Format, counted};

/// An editor writes a file in several steps: so long nothing may happen before it is read.
const QUIET: Duration = Duration::from_millis(30);

/// An editor that saves by renaming takes the file away for a moment: so often it is looked for again.
const LOOKS: usize = 10;

/// Files and the hashes of their content; empty for a file that is not there.
pub(super) type Hashes = BTreeMap<PathBuf, String>;

/// Builds and watches until the program is ended.
pub(super) fn run(arguments: &BuildArguments) -> anyhow::Result<Status> {
    if arguments.reports.iter().any(|path| Input::new(path) == Input::Standard) {
        bail!("standard input (`-`) cannot be watched");
    }
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // The receiver is gone only when the program ends.
        let _ = sender.send(event);
    })
    .context("cannot watch files")?;
    let fonts = SystemFonts::new(arguments.reading.font_dir.as_deref())?;
    let mut tools = fonts.tools();
    let mut watched = BTreeSet::new();
    let mut known = Known::default();
    let mut told = None;
    loop {
        print::new_screen();
        // Listed before the build: a report that comes while it runs is another one.
        known.reports = reports(arguments);
        match build::build(arguments, &mut tools, &fonts, build::Ending::OneLine) {
            Ok(built) => known.files = built.read,
            // Where nothing was built yet, there is nothing to wait for.
            Err(failure) if known.files.is_empty() => return Err(failure),
            Err(failure) => {
                print::complain(&failure);
                known.look_again();
            }
        }
        known.folders = known.nearest_folders(arguments);
        // One that went away and came back is another one.
        watched.retain(|folder| known.folders.contains(folder));
        for folder in &known.folders {
            // Not the files themselves: one that is saved by renaming is another file afterwards.
            if watched.insert(folder.clone()) {
                let context = || format!("cannot watch the folder {}", folder.display());
                watcher.watch(folder, RecursiveMode::NonRecursive).with_context(context)?;
            }
        }
        let files = known.files.len();
        if told.replace(files) != Some(files) && arguments.output.format == Format::Text && !arguments.output.quiet {
            print::aside(&format!("watching {}; Ctrl-C ends\n", counted(files, "file", "files")));
        }
        if !wait(&events, &known, arguments) {
            return Ok(Status::Done);
        }
    }
}

/// The folder, or the nearest one above it that is there: one that appears later is seen from there.
fn nearest(folder: &Path) -> Option<&Path> {
    let above = |folder: &&Path| !folder.as_os_str().is_empty() && folder.is_dir();
    folder.ancestors().find(above).or(Some(Path::new(".")))
}

/// The reports that the arguments name now: one may have come into a folder.
fn reports(arguments: &BuildArguments) -> Vec<Input> {
    Input::all(&arguments.reports, arguments.which()).unwrap_or_default()
}

/// What the last build has read.
#[derive(Default)]
struct Known {
    files: Hashes,
    reports: Vec<Input>,
    /// The folders that are watched for it.
    folders: BTreeSet<PathBuf>,
}

/// Waits until there is another report or a folder to watch, or a file has other content than when it was read; false if
/// nothing will happen any more.
fn wait(events: &Receiver<notify::Result<Event>>, known: &Known, arguments: &BuildArguments) -> bool {
    // The first look is for what happened between reading and watching.
    while !known.changed() && reports(arguments) == known.reports && known.nearest_folders(arguments) == known.folders {
        loop {
            match events.recv() {
                Ok(event) if matters(&event) => break,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        while events.recv_timeout(QUIET).is_ok_and(|event| matters(&event)) {}
    }
    true
}

/// Reading is not a reason to look; we do it ourselves.
fn matters(event: &notify::Result<Event>) -> bool {
    event.as_ref().is_ok_and(|event| !matches!(event.kind, EventKind::Access(_)))
}

impl Known {
    /// The folders of the files and those that were typed, or the nearest above them that are there.
    fn nearest_folders(&self, arguments: &BuildArguments) -> BTreeSet<PathBuf> {
        let of_files = self.files.keys().map(|file| folder_of(file));
        let typed = arguments.reports.iter().filter(|path| path.is_dir()).map(PathBuf::as_path);
        of_files.chain(typed).filter_map(nearest).map(Path::to_owned).collect()
    }

    fn changed(&self) -> bool {
        self.files.iter().any(|(file, known)| {
            let mut now = hash(file);
            for _ in 0..LOOKS {
                // A file that is not there may come back in a moment. A pipe or a folder is there.
                if !now.is_empty() || known.is_empty() || file.exists() {
                    break;
                }
                std::thread::sleep(QUIET);
                now = hash(file);
            }
            now != *known
        })
    }

    fn look_again(&mut self) {
        for (file, known) in &mut self.files {
            *known = hash(file);
        }
    }
}

/// Empty for what is not there, not a file, or too large to be one of a report.
fn hash(file: &Path) -> String {
    hash_of(file).unwrap_or_default()
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
