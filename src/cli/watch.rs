//! `assemble watch`: builds again each time a report, or a file that it names, has other content.

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context as _, bail};
use notify::{Event, EventKind, RecursiveMode, Watcher as _};

use super::args::BuildArguments;
use super::input::{Input, read_whole};
use super::record::sha256;
use super::{Status, build, fonts, print};
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
    let mut tools = fonts::tools(arguments.reading.font_dir.as_deref())?;
    let mut folders = BTreeSet::new();
    let mut files = Hashes::new();
    loop {
        clear();
        match build::build(arguments, &mut tools, build::Ending::Silence) {
            Ok(built) => files = built.read,
            // Where nothing was built yet, there is nothing to wait for.
            Err(failure) if files.is_empty() => return Err(failure),
            Err(failure) => {
                print::complain(&failure);
                look_again(&mut files);
            }
        }
        for folder in files.keys().map(|file| folder_of(file)) {
            // Not the files themselves: one that is saved by renaming is another file afterwards.
            if folders.insert(folder.to_owned()) {
                let context = || format!("cannot watch the folder {}", folder.display());
                watcher.watch(folder, RecursiveMode::NonRecursive).with_context(context)?;
            }
        }
        if arguments.output.format == Format::Text && !arguments.output.quiet {
            print::aside(&format!("\nwatching {}; Ctrl-C ends\n", counted(files.len(), "file", "files")));
        }
        if !wait(&events, &files) {
            return Ok(Status::Done);
        }
    }
}

/// Waits until a file has other content than when it was read; false if nothing will happen any more.
fn wait(events: &Receiver<notify::Result<Event>>, files: &Hashes) -> bool {
    // The first look is for what happened between reading and watching.
    while !changed(files) {
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

/// Reading is no reason to look; we do it ourselves.
fn matters(event: &notify::Result<Event>) -> bool {
    event.as_ref().is_ok_and(|event| !matches!(event.kind, EventKind::Access(_)))
}

fn changed(files: &Hashes) -> bool {
    files.iter().any(|(file, hash)| {
        let mut now = hash_of(file);
        for _ in 0..LOOKS {
            if !now.is_empty() || hash.is_empty() {
                break;
            }
            std::thread::sleep(QUIET);
            now = hash_of(file);
        }
        now != *hash
    })
}

fn look_again(files: &mut Hashes) {
    for (file, hash) in files {
        *hash = hash_of(file);
    }
}

fn hash_of(file: &Path) -> String {
    read_whole(file).map_or(String::new(), |bytes| sha256(&bytes))
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// On a terminal the findings are drawn anew each time.
fn clear() {
    if std::io::stderr().is_terminal() {
        print::aside("\u{1b}[2J\u{1b}[H");
    }
}
