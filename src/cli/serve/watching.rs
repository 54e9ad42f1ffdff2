//! Tells all open pages when a report, or a file that it names, has other content.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Context as _;
use notify::{Event, EventKind, RecursiveMode, Watcher as _};

use super::disk::Site;
use crate::cli::input;

/// An editor writes a file in several steps: so long nothing may happen before it is read.
const QUIET: Duration = Duration::from_millis(10);

/// An editor that saves by renaming takes the file away for a moment: so often it is looked for again.
const LOOKS: usize = 20;

/// Everybody who wants news.
#[derive(Clone, Default)]
pub(super) struct Listeners {
    all: Arc<Mutex<Vec<Sender<()>>>>,
}

impl Listeners {
    /// Another one.
    pub(super) fn add(&self) -> Receiver<()> {
        let (sender, news) = mpsc::channel();
        if let Ok(mut all) = self.all.lock() {
            all.push(sender);
        }
        news
    }

    /// Tells all; those who are gone are forgotten.
    fn tell(&self) {
        if let Ok(mut all) = self.all.lock() {
            all.retain(|listener| listener.send(()).is_ok());
        }
    }
}

/// What the watching thread hears.
enum Heard {
    Disk(notify::Result<Event>),
    Watch(Vec<PathBuf>),
}

/// The way to the watching thread.
pub(super) struct Watcher {
    sender: Sender<Heard>,
}

impl Watcher {
    /// Watches these files too.
    pub(super) fn watch(&self, files: Vec<PathBuf>) {
        // The thread ends with the program.
        let _ = self.sender.send(Heard::Watch(files));
    }
}

/// Starts the thread.
pub(super) fn start(site: Site, listeners: Listeners) -> anyhow::Result<Watcher> {
    let (sender, heard) = mpsc::channel();
    let from_disk = sender.clone();
    let mut watcher = notify::recommended_watcher(move |event| {
        let _ = from_disk.send(Heard::Disk(event));
    })
    .context("cannot watch files")?;
    if let Some(report) = site.single() {
        let _ = sender.send(Heard::Watch(vec![site.path(report)]));
    }
    let work = move || {
        let mut files = BTreeMap::<PathBuf, String>::new();
        let mut folders: Vec<PathBuf> = Vec::new();
        while let Ok(first) = heard.recv() {
            let mut is_news = false;
            let mut next = Some(first);
            while let Some(one) = next {
                match one {
                    Heard::Disk(event) => is_news |= matters(&event),
                    Heard::Watch(wanted) => {
                        for file in wanted.into_iter().filter(|file| !files.contains_key(file)).collect::<Vec<_>>() {
                            let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
                            let folder = folder.unwrap_or(Path::new(".")).to_owned();
                            // A folder that is not there yet is watched once the file is read from it.
                            if !folders.contains(&folder) && watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok()
                            {
                                folders.push(folder);
                            }
                            let hash = hash_of(&file);
                            files.insert(file, hash);
                        }
                    }
                }
                next = match heard.recv_timeout(QUIET) {
                    Ok(one) => Some(one),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return,
                };
            }
            if is_news && has_changed(&mut files) {
                listeners.tell();
            }
        }
    };
    std::thread::Builder::new().name("watching".to_owned()).spawn(work).context("cannot start a thread")?;
    Ok(Watcher { sender })
}

/// Reading is not a reason to look; we do it ourselves.
fn matters(event: &notify::Result<Event>) -> bool {
    event.as_ref().is_ok_and(|event| !matches!(event.kind, EventKind::Access(_)))
}

/// Whether a file has other content than before, which is noted.
fn has_changed(files: &mut BTreeMap<PathBuf, String>) -> bool {
    let mut changed = false;
    for (file, hash) in files {
        let mut now = hash_of(file);
        for _ in 0..LOOKS {
            if !now.is_empty() || hash.is_empty() {
                break;
            }
            std::thread::sleep(QUIET);
            now = hash_of(file);
        }
        changed |= now != *hash;
        *hash = now;
    }
    changed
}

fn hash_of(file: &Path) -> String {
    input::hash_of(file).unwrap_or_default()
}
