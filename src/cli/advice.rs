//! Advice on the upload at the end of a build: once for all reports to which the same is said.

use super::build::Outcome;
use crate::Judged;
use crate::check::upload::upload;

/// What to upload to a body, where and by when, each with its source, or that it is not known to us.
#[derive(PartialEq, Eq)]
pub(super) struct Advice {
    body: String,
    text: String,
}

impl Advice {
    /// The advice on a report; `None` where the report names no body.
    pub(super) fn new(judged: &Judged) -> Option<Advice> {
        let Judged { profile, facts, .. } = judged;
        (!profile.is_generic())
            .then(|| Advice { body: profile.short_name.clone(), text: upload(profile, facts).to_text() })
    }
}

/// The advice on all reports that were written.
pub(super) fn for_people(outcomes: &[Outcome]) -> String {
    let mut groups: Vec<(&Advice, Vec<&str>)> = Vec::new();
    for outcome in outcomes {
        let Some(advice) = &outcome.advice else { continue };
        match groups.iter_mut().find(|(known, _)| *known == advice) {
            Some((_, names)) => names.push(outcome.name()),
            None => groups.push((advice, vec![outcome.name()])),
        }
    }
    groups
        .iter()
        .map(|(advice, names)| format!("\nUpload of {} to {}:\n{}", several(names), advice.body, advice.text))
        .collect()
}

/// `a.yaml, b.yaml, c.yaml and 20 more`.
fn several(names: &[&str]) -> String {
    match names {
        [first, second, third, _, _, ..] => format!("{first}, {second}, {third} and {} more", names.len() - 3),
        names => names.join(", "),
    }
}
