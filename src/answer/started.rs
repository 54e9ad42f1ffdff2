//! Makes a new report from a form, and changes the head of a report that is there.

use serde::Deserialize;
use serde_json::json;

use super::offsets::Offsets;
use super::{File, Message, language};
use crate::Request;
use crate::facts::profile::Profile;
use crate::report::new::{self, Beginning};
use crate::report::set::{self, Change, Field, SubmitterKey, TopKey};
use crate::source::{FileId, Sources, Span};
use crate::submission::Submission;

/// What a person says before the first word of a report.
#[derive(Deserialize)]
pub(super) struct Start {
    /// The name of the file to be.
    report: String,
    /// The body.
    submitted_to: String,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    session: String,
    language: String,
    #[serde(default)]
    title: String,
    /// The names of the submitters.
    #[serde(default)]
    submitters: Vec<String>,
}

/// A report to fill in, with what the form says.
pub(super) fn report(start: &Start) -> Result<Message, String> {
    let profile = Profile::load(&start.submitted_to).map_err(|error| error.to_string())?;
    let profile = profile.ok_or_else(|| format!("there is no body `{}`", start.submitted_to))?;
    let language = language(&start.language)?;
    let beginning = Beginning { language: Some(language), ..Beginning::new(&profile, &start.report) };
    let mut text = new::report(&beginning).map_err(|error| error.to_string())?;
    let mut fields: Vec<(Field, &str)> = [
        (TopKey::Stage, &start.stage),
        (TopKey::State, &start.state),
        (TopKey::Session, &start.session),
        (TopKey::Title, &start.title),
    ]
    .into_iter()
    .map(|(key, value)| (Field::Top(key), value.trim()))
    .collect();
    let names = start.submitters.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    for (submitter, name) in names.enumerate() {
        fields.push((Field::Submitter { submitter, key: SubmitterKey::Name }, name));
    }
    for (field, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        let change = change(&start.report, text.as_bytes(), &field, value)?;
        text.replace_range(change.range, &change.text);
    }
    Ok(Message::new(json!({}), vec![File { name: start.report.clone(), bytes: text.into_bytes() }]))
}

/// The change of a report that gives a field a value, as the page's editor takes it.
pub(super) fn changed(name: &str, bytes: &[u8], field: &Field, value: &str) -> Result<Message, String> {
    let change = change(name, bytes, field, value)?;
    let mut sources = Sources::default();
    let file = sources.add(name, String::from_utf8_lossy(bytes));
    let (from, to) = Offsets::new(&sources).range(Span::new(file, change.range));
    Ok(Message::new(json!({ "at": [FileId::default().0, from, to], "text": change.text }), Vec::new()))
}

fn change(name: &str, bytes: &[u8], field: &Field, value: &str) -> Result<Change, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "the text is not UTF-8".to_owned())?;
    // Files beside the report have no say in what a form shows.
    let read = |_: &str| Err("it is not asked for".to_owned());
    let (_, facts): (Profile, Submission) =
        crate::facts(&Request::new(name, bytes, &read)).map_err(|error| error.to_string())?;
    set::set(text, &facts, field, value)
}
