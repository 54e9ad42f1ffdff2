//! What a Word file tells of people who may be at risk: changes, comments, names, traces of editing.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, counted};
use crate::import::Finding;
use crate::read::word::Draft;

pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    changes(draft, findings);
    comments(draft, findings);
    properties(draft, findings);
}

/// Names in a sentence: `Ada, Bob and 3 more`.
fn names(all: impl Iterator<Item = String>) -> String {
    let all: BTreeSet<String> = all.filter(|name| !name.trim().is_empty()).collect();
    let shown: Vec<&str> = all.iter().take(3).map(String::as_str).collect();
    match all.len() {
        0 => "nobody named".to_owned(),
        1..=3 => shown.join(", "),
        more => format!("{} and {} more", shown.join(", "), more - 3),
    }
}

fn changes(draft: &Draft, findings: &mut Vec<Finding>) {
    if draft.changes.is_empty() {
        return;
    }
    let authors = names(draft.changes.iter().map(|change| change.author.clone()));
    let count = counted(draft.changes.len(), "tracked change", "tracked changes");
    let message = format!("the file has {count} by {authors}; it is checked as if all were accepted");
    let help = "accept or reject them in Word (Review), or with `assemble clean --changes accept`: whoever gets the file can read what was deleted";
    let first = draft.changes.first().map(|change| change.place);
    findings.push(Finding::warning(Code::WordChanges, first, message, help));
}

fn comments(draft: &Draft, findings: &mut Vec<Finding>) {
    if draft.comments.is_empty() {
        return;
    }
    let authors = names(draft.comments.iter().map(|comment| comment.author.clone()));
    let count = counted(draft.comments.len(), "comment", "comments");
    let message = format!("the file has {count} by {authors}");
    let help = "answer and delete them in Word (Review), or remove them with `assemble clean`";
    let first = draft.comments.iter().find_map(|comment| comment.place);
    findings.push(Finding::warning(Code::WordComment, first, message, help));
}

fn properties(draft: &Draft, findings: &mut Vec<Finding>) {
    let properties = &draft.properties;
    if !properties.personal.is_empty() {
        let mut seen = BTreeMap::new();
        for (name, value) in &properties.personal {
            let short: String = value.chars().take(40).collect();
            seen.entry(name.as_str()).or_insert(short);
        }
        let all: Vec<String> = seen.iter().take(6).map(|(name, value)| format!("{name} “{value}”")).collect();
        let more = seen.len().saturating_sub(6);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("the file names who made it: {}{more}", all.join(", "));
        let help = "remove them with `assemble clean`, or in Word: File, Info, Inspect Document";
        findings.push(Finding::warning(Code::WordPersonal, None, message, help));
    }
    if properties.has_macros {
        let help = "save it as a Word document without macros (.docx)";
        findings.push(Finding::warning(Code::WordMacros, None, "the file has programs (macros)", help));
    }
    if properties.has_revision_ids {
        let message = "the file has the numbers of editing sessions, which show that two files come from one author";
        let help = "remove them with `assemble clean`";
        findings.push(Finding::info(Code::WordRevisionIds, None, message, help));
    }
}
