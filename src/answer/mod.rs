//! Answers what the page asks: one message in, one message out, the same in a browser and behind `assemble serve`.

mod built;
mod judged;
mod lists;
mod message;
mod offsets;
mod places;
mod started;
#[cfg(test)]
mod tests;
mod word;

pub use message::{File, Message};

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher as _};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::facts::language::Language;
use crate::picture::Known;
use crate::read::DirectionControls;
use crate::report::set::Field;
use crate::{Judged, Request, Tools};

/// Reads a file beside the report, or says why not.
pub type ReadBeside<'r> = &'r dyn Fn(&str) -> Result<Vec<u8>, String>;

/// What the page can ask.
#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
enum Question {
    /// What a form offers: bodies, States, languages, keys.
    Lists,
    /// A new report from a form.
    Start(started::Start),
    /// What is to be said of a report, and its pages.
    Judge(Shown),
    /// Pages alone.
    Pages(Shown),
    /// Files to keep.
    Build(built::Wanted),
    /// What is said of a Word draft, or what becomes of it.
    Word(word::Asked),
    /// The change of the text that gives a field a value.
    Set {
        /// The name of the report.
        report: String,
        /// Which field.
        field: Field,
        /// The value; empty takes it out.
        value: String,
    },
}

/// A report and which of its pages the page shows.
#[derive(Deserialize)]
struct Shown {
    /// The name of the report among the files.
    report: String,
    /// The first page that is shown, from 0, and the one after the last.
    #[serde(default)]
    show: (usize, usize),
    /// The marks of the pages that are drawn already; empty for one that is not.
    #[serde(default)]
    have: Vec<String>,
    /// The names of the shapes that are there already.
    #[serde(default)]
    shapes: Vec<String>,
}

/// Answers questions, and keeps between them what takes long to make.
pub struct Responder {
    tools: Tools,
    last: Option<Last>,
    /// The pictures of the reports that were judged last.
    pictures: Known,
    controls: DirectionControls,
}

/// The report that was judged last.
struct Last {
    report: u64,
    /// The files that it named, and what they held.
    beside: BTreeMap<String, u64>,
    judged: Judged,
}

impl Responder {
    /// A responder for one page or several.
    pub fn new(tools: Tools) -> Responder {
        Responder { tools, last: None, pictures: Known::default(), controls: DirectionControls::Refused }
    }

    /// The same with another way to read controls of the text's direction.
    #[must_use]
    pub fn reading(self, controls: DirectionControls) -> Responder {
        Responder { controls, ..self }
    }

    /// Answers a question. What cannot be answered is said in the field `error` of the answer.
    pub fn answer(&mut self, question: Message, read: ReadBeside<'_>) -> Message {
        let Message { says, files } = question;
        let asked = serde_json::from_value(Value::Object(says)).map_err(|error| error.to_string());
        let beside = |name: &str| match files.iter().find(|file| file.name == name) {
            Some(file) => Ok(file.bytes.clone()),
            None => read(name),
        };
        asked.and_then(|asked| self.reply(asked, &beside)).unwrap_or_else(Message::error)
    }

    fn reply(&mut self, question: Question, read: ReadBeside<'_>) -> Result<Message, String> {
        match question {
            Question::Lists => lists::lists(),
            Question::Start(start) => started::report(&start),
            Question::Judge(shown) => {
                let (judged, tools) = self.judged(&shown.report, read)?;
                let mut answer = judged::judged(judged);
                answer["pages"] = judged::pages(judged, tools, &shown);
                Ok(Message::new(answer, Vec::new()))
            }
            Question::Pages(shown) => {
                let (judged, tools) = self.judged(&shown.report, read)?;
                Ok(Message::new(json!({ "pages": judged::pages(judged, tools, &shown) }), Vec::new()))
            }
            Question::Build(wanted) => built::files(&wanted, self.controls, &mut self.tools, read),
            Question::Word(asked) => word::answer(&asked, &mut self.tools, read),
            Question::Set { report, field, value } => {
                let bytes = read(&report)?;
                started::changed(&report, &bytes, &field, &value)
            }
        }
    }

    /// The report of that name, judged now or before.
    fn judged(&mut self, name: &str, read: ReadBeside<'_>) -> Result<(&Judged, &Tools), String> {
        let bytes = read(name)?;
        let report = hash(&(name, &bytes));
        let is_same = |last: &Last| {
            last.report == report && last.beside.iter().all(|(name, content)| hash(&read(name)) == *content)
        };
        if !self.last.as_ref().is_some_and(is_same) {
            // The largest that is kept goes before its like comes.
            self.last = None;
            let beside = RefCell::new(BTreeMap::new());
            let noted = |name: &str| {
                let content = read(name);
                beside.borrow_mut().insert(name.to_owned(), hash(&content));
                content
            };
            self.pictures.begin();
            let known = Some(&self.pictures);
            let request = Request { controls: self.controls, pictures: known, ..Request::new(name, &bytes, &noted) };
            let judged = crate::judge(&request, &mut self.tools).map_err(|error| error.to_string())?;
            self.last = Some(Last { report, beside: beside.take(), judged });
        }
        match &self.last {
            Some(last) => Ok((&last.judged, &self.tools)),
            None => Err("there is no report".to_owned()),
        }
    }

    /// The files that the report judged last named.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.last.iter().flat_map(|last| last.beside.keys().map(String::as_str))
    }
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The language of that code, or why there is none.
fn language(code: &str) -> Result<Language, String> {
    Language::ALL
        .into_iter()
        .find(|language| language.code() == code)
        .ok_or_else(|| format!("there is no language `{code}`"))
}
