//! The thread that answers: fonts and the last report belong to one thread, and questions wait for one another.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::{Value, json};

use super::disk::Site;
use super::watching::Watcher;
use crate::answer::{Message, Responder};
use crate::cli::fonts::SystemFonts;
use crate::cli::panic;
use crate::read::DirectionControls;

/// A question and where its answer goes.
type Asked = (Vec<u8>, Sender<Vec<u8>>);

/// The way to the thread.
pub(super) struct Library {
    questions: Mutex<Sender<Asked>>,
}

/// What only the program can answer, because it knows the disk.
#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
enum OfDisk {
    /// The text of a report; without a name, which reports there are.
    Open {
        #[serde(default)]
        report: Option<String>,
    },
    /// Writes a report, unless it has changed since it was read.
    Write {
        report: String,
        /// The version that was read.
        expects: String,
    },
}

impl Library {
    /// Starts the thread.
    pub(super) fn start(
        site: Site,
        font_dir: Option<PathBuf>,
        controls: DirectionControls,
        watcher: Watcher,
    ) -> anyhow::Result<Library> {
        let fonts = SystemFonts::new(font_dir.as_deref())?;
        let (questions, asked) = mpsc::channel::<Asked>();
        let fresh = move || Responder::new(fonts.tools()).reading(controls);
        std::thread::Builder::new()
            .name("library".to_owned())
            .spawn(move || {
                let mut responder = fresh();
                for (question, answer) in asked {
                    let made = panic::caught(|| Ok(reply(&question, &site, &watcher, &mut responder)));
                    let bytes = made.unwrap_or_else(|failure| {
                        // What a mistake of ours left half done must not reach the next question.
                        responder = fresh();
                        Message::error(format!("{failure:#}")).write()
                    });
                    // Whoever asked may be gone.
                    let _ = answer.send(bytes);
                }
            })
            .context("cannot start a thread")?;
        Ok(Library { questions: Mutex::new(questions) })
    }

    /// Asks, and waits for the answer.
    pub(super) fn ask(&self, question: Vec<u8>) -> Vec<u8> {
        let (sender, answer) = mpsc::channel();
        let sent = self.questions.lock().map(|questions| questions.send((question, sender)).is_ok());
        match (sent, answer.recv()) {
            (Ok(true), Ok(answer)) => answer,
            _ => Message::error("the program is ending").write(),
        }
    }
}

fn reply(question: &[u8], site: &Site, watcher: &Watcher, responder: &mut Responder) -> Vec<u8> {
    let message = match Message::read(question) {
        Ok(message) => message,
        Err(error) => return Message::error(error).write(),
    };
    let of_disk = serde_json::from_value(Value::Object(message.says.clone()));
    let answer = match of_disk {
        Ok(OfDisk::Open { report }) => open(site, report.as_deref(), watcher),
        Ok(OfDisk::Write { report, expects }) => write(site, &report, &expects, &message),
        Err(_) => {
            let answer = responder.answer(message, &|name| site.read(name).map_err(|error| format!("{error:#}")));
            watcher.watch(responder.named().map(|name| site.path(name)).collect());
            Ok(answer)
        }
    };
    answer.unwrap_or_else(|failure| Message::error(format!("{failure:#}"))).write()
}

fn open(site: &Site, report: Option<&str>, watcher: &Watcher) -> anyhow::Result<Message> {
    let Some(name) = report else {
        return Ok(Message::new(
            json!({ "name": site.single(), "reports": site.reports()?, "version": "" }),
            Vec::new(),
        ));
    };
    let (file, version) = site.open(name)?;
    watcher.watch(vec![site.path(name)]);
    Ok(Message::new(json!({ "name": name, "reports": [], "version": version }), vec![file]))
}

fn write(site: &Site, name: &str, expects: &str, message: &Message) -> anyhow::Result<Message> {
    let file = message.files.iter().find(|file| file.name == name).context("the report did not come")?;
    let answer = match site.write(name, expects, &file.bytes)? {
        Some(version) => json!({ "version": version }),
        None => json!({ "changed": true }),
    };
    Ok(Message::new(answer, Vec::new()))
}
