//! Advice on the upload at the end of a build: in full for one report, one line for each body of several.

use std::collections::BTreeMap;

use super::build::Outcome;
use crate::Judged;
use crate::check::upload::upload;

/// How long, which files, where and by when, or that it is not confirmed.
pub(super) struct Advice {
    body: String,
    look: Option<String>,
    text: String,
}

impl Advice {
    /// The advice on a report; `None` where the report names no body.
    pub(super) fn new(judged: &Judged) -> Option<Advice> {
        let Judged { profile, facts, .. } = judged;
        (!profile.is_generic()).then(|| Advice {
            body: profile.short_name.clone(),
            look: profile.look.clone(),
            text: upload(profile, facts).to_text(),
        })
    }

    /// The block for people.
    pub(super) fn to_text(&self) -> String {
        format!("Before you submit to {}:\n{}", self.body, self.text)
    }
}

/// The advice on all reports that were written.
pub(super) fn for_people(outcomes: &[Outcome]) -> String {
    if let [only] = outcomes {
        return only.advice.as_ref().map_or(String::new(), |advice| format!("\n{}", advice.to_text()));
    }
    let advice = outcomes.iter().filter_map(|outcome| outcome.advice.as_ref());
    let pages: BTreeMap<&str, &str> =
        advice.filter_map(|advice| Some((advice.body.as_str(), advice.look.as_deref()?))).collect();
    let lines: String =
        pages.iter().map(|(body, look)| format!("Before you submit to {body}, look here: {look}\n")).collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}
