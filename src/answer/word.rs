//! What the page asks of a Word draft: its findings and count, a copy with the findings as comments, a copy without what it
//! says of people and machines, and the report that it becomes.

use serde::Deserialize;
use serde_json::{Value, json};

use super::offsets::Offsets;
use super::{File, Message, ReadBeside, judged};
use crate::Tools;
use crate::copy::{clean, with_comments};
use crate::diagnostic::Diagnostic;
use crate::draft::{self, DraftRequest};
use crate::facts::profile::Profile;
use crate::import::{Finding, Headings, Numbers, Options, Told, import, show};
use crate::read::word::{self, ChangesRead, Draft};
use crate::source::Origin;

/// A Word draft and what is wanted of it.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The name of the Word file among the files.
    file: String,
    /// What is wanted.
    kind: Kind,
    /// The body it goes to; empty where it is not known yet.
    #[serde(default)]
    submitted_to: String,
    /// The State under review.
    #[serde(default)]
    state: String,
    /// The session.
    #[serde(default)]
    session: String,
    /// Which text is meant where the file holds tracked changes.
    #[serde(default)]
    changes: Changes,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// Findings, count, checklist.
    Check,
    /// A copy with the findings as comments.
    Marked,
    /// A copy without what it says of people and machines.
    Clean,
    /// A report.
    Import,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Changes {
    /// The text with the changes.
    #[default]
    Accept,
    /// The text as it was before.
    Reject,
}

/// Answers.
pub(super) fn answer(asked: &Asked, tools: &mut Tools, read: ReadBeside<'_>) -> Result<Message, String> {
    let bytes = read(&asked.file)?;
    let changes = match asked.changes {
        Changes::Accept => ChangesRead::Accepted,
        Changes::Reject => ChangesRead::Rejected,
    };
    let stem = asked.file.rsplit_once('.').map_or(asked.file.as_str(), |(stem, _)| stem);
    if asked.kind == Kind::Clean {
        let cleaned = clean(&bytes, changes).map_err(|error| error.to_string())?;
        let says = json!({ "taken": cleaned.taken, "left": cleaned.left });
        return Ok(Message::new(says, vec![File { name: format!("{stem}.clean.docx"), bytes: cleaned.bytes }]));
    }
    let draft = word::read(&bytes, changes).map_err(|error| error.to_string())?;
    if asked.kind == Kind::Import {
        return imported(asked, stem, &draft);
    }
    let keys = asked.keys();
    let body = if asked.submitted_to.is_empty() { "generic" } else { &asked.submitted_to };
    let request = DraftRequest { name: &asked.file, body, keys: &keys, submitters: &[] };
    let judged = draft::judge(&draft, &request, tools).map_err(|error| error.to_string())?;
    if asked.kind == Kind::Marked {
        let remarks = draft::remarks(&draft, &judged.findings);
        let bytes = with_comments(&bytes, &remarks).map_err(|error| error.to_string())?;
        return Ok(Message::new(json!({}), vec![File { name: format!("{stem}.checked.docx"), bytes }]));
    }
    let findings = findings(&asked.file, &draft, &judged.findings);
    let mut says = judged::judged(&judged.judged);
    says["findings"] = json!(findings);
    says["changes"] = json!(draft.changes.len());
    Ok(Message::new(says, Vec::new()))
}

impl Asked {
    /// The keys of a report that the form gives.
    fn keys(&self) -> Vec<String> {
        let key = |key: &str, value: &str| (!value.is_empty()).then(|| format!("{key}: {}", Value::from(value)));
        [key("state", &self.state), key("session", &self.session)].into_iter().flatten().collect()
    }
}

fn imported(asked: &Asked, stem: &str, draft: &Draft) -> Result<Message, String> {
    let known = Profile::ids().find(|id| *id == asked.submitted_to);
    let keys = asked.keys();
    let folder = format!("{}-pictures", plain(stem));
    let options = Options {
        body: known,
        headings: Headings::All,
        numbers: Numbers::ByProgram,
        folder: &folder,
        keys: &keys,
        submitters: &[],
    };
    let made = import(draft, &options);
    let findings = findings(&asked.file, draft, &made.findings);
    let mut files = vec![File { name: format!("{}.yaml", plain(stem)), bytes: made.yaml.into_bytes() }];
    files.extend(made.pictures.into_iter().map(|(name, bytes)| File { name, bytes }));
    Ok(Message::new(json!({ "findings": findings, "words": made.words, "carried": made.carried }), files))
}

/// Findings with the places that people find in Word.
fn findings(name: &str, draft: &Draft, findings: &[Finding]) -> Vec<Value> {
    let (sources, shown) = show(name, draft, findings, Told::ToPeople);
    let offsets = Offsets::new(&sources);
    let one = |found: &Diagnostic| {
        let mut value = judged::finding(found, &sources, &offsets);
        let file = sources.get(found.span.file);
        value["words"] = json!(file.map(|file| &file.text));
        if let Some(Origin::Word(Some(place))) = file.map(|file| &file.origin) {
            value["place"] = json!(place.words);
        }
        value
    };
    shown.iter().map(one).collect()
}

/// A name for files that every system takes.
fn plain(stem: &str) -> String {
    let kept: String =
        stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    let kept = kept.trim_matches('.').to_owned();
    if kept.is_empty() { "report".to_owned() } else { kept }
}
