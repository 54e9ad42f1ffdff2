//! From the words of a report and what its body counts to what counts, what does not, and what nobody wrote down.

use serde::Serialize;

use super::count::{Count, PartCount, part_name};
use crate::document::{PartKind, Submission};
use crate::facts::profile::{Condition, Counted, Figure, Limit, Measure, Profile, Scope, Status, SubmitterKind};

/// The words of a report, weighed for its body.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    /// One row for each kind of text in each part that has words.
    pub rows: Vec<TallyRow>,
    /// Words that count.
    pub counted: usize,
    /// Words of which we do not know whether they count.
    pub uncertain: usize,
    /// Words that do not count.
    pub not_counted: usize,
}

/// The words of one kind of text in one part.
#[derive(Clone, Debug, Serialize)]
pub struct TallyRow {
    /// The part.
    #[serde(serialize_with = "part_name")]
    pub part: PartKind,
    /// What kind of text in it: `text`, `headings`, `tables`, `captions`, `footnotes`.
    pub kind: &'static str,
    /// How many words.
    pub words: usize,
    /// Whether they count; `None`: not known.
    pub counts: Option<bool>,
}

/// Weighs a count.
pub fn tally(count: &Count, profile: &Profile) -> Tally {
    let mut tally = Tally::default();
    for part in &count.parts {
        for (kind, words, conditions) in kinds(part) {
            if words == 0 {
                continue;
            }
            let counts = all(conditions.into_iter().map(|condition| counts(profile, condition)));
            match counts {
                Some(true) => tally.counted += words,
                Some(false) => tally.not_counted += words,
                None => tally.uncertain += words,
            }
            tally.rows.push(TallyRow { part: part.kind, kind, words, counts });
        }
    }
    tally
}

/// The kinds of text of a part, and what must count for them to count.
fn kinds(part: &PartCount) -> [(&'static str, usize, Vec<Counted>); 5] {
    let whole = match part.kind {
        PartKind::Cover => Counted::Cover,
        PartKind::Title => Counted::Title,
        PartKind::Profile => Counted::Profile,
        PartKind::Contents => Counted::Contents,
        PartKind::Summary => Counted::Summary,
        PartKind::Body => Counted::Body,
        PartKind::Annex => Counted::Annexes,
    };
    [
        ("text", part.text, vec![whole]),
        ("headings", part.headings, vec![whole, Counted::Headings]),
        ("tables", part.tables, vec![whole, Counted::Tables]),
        ("captions", part.captions, vec![whole, Counted::Captions]),
        ("footnotes", part.notes, vec![whole, Counted::Footnotes]),
    ]
}

fn counts(profile: &Profile, what: Counted) -> Option<bool> {
    profile.asks.counts.get(&what).and_then(|figure| figure.value)
}

/// What does not count anywhere does not count; what is unknown anywhere is unknown.
fn all(conditions: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let conditions: Vec<Option<bool>> = conditions.collect();
    if conditions.contains(&Some(false)) {
        return Some(false);
    }
    conditions.iter().all(Option::is_some).then_some(true)
}

/// The limit in words that holds for a submission; `None`: nobody wrote one down.
pub(super) fn word_limit<'a>(profile: &'a Profile, facts: &Submission) -> Option<&'a Limit> {
    let pages = |limit: &Limit| matches!(limit.limit.value, Some(Measure::Pages(_)));
    limits(profile).find(|limit| !pages(limit) && holds(&limit.when, facts))
}

/// The limit in pages that holds for a submission.
pub(crate) fn page_limit<'a>(profile: &'a Profile, facts: &Submission) -> Option<(u32, &'a Figure<Measure>)> {
    limits(profile).filter(|limit| holds(&limit.when, facts)).find_map(|limit| match limit.limit.value {
        Some(Measure::Pages(pages)) => Some((pages, &limit.limit)),
        Some(Measure::Words(_) | Measure::Unlimited) | None => None,
    })
}

fn limits(profile: &Profile) -> impl Iterator<Item = &Limit> {
    profile.asks.limits.iter().flatten()
}

/// Whether a condition holds; a submission that does not say what the condition asks for does not meet it.
fn holds(when: &Condition, facts: &Submission) -> bool {
    let kinds: Vec<SubmitterKind> = facts
        .submitters
        .iter()
        .map(|submitter| submitter.kind.as_ref().map_or(SubmitterKind::Ngo, |kind| kind.value))
        .collect();
    let submitter = |allowed: &Vec<SubmitterKind>| !kinds.is_empty() && kinds.iter().all(|kind| allowed.contains(kind));
    let stage = |stages: &Vec<String>| facts.stage.as_ref().is_some_and(|stage| stages.contains(&stage.value));
    // A text that does not say that it is thematic is judged by the limit of the comprehensive one, the larger.
    let scope = facts.scope.as_ref().map_or(Scope::Comprehensive, |scope| scope.value);
    when.submitter.as_ref().is_none_or(submitter)
        && when.joint.is_none_or(|joint| joint == facts.is_joint())
        && when.status.as_ref().is_none_or(|allowed| best_status(facts).is_some_and(|status| allowed.contains(&status)))
        && when.stage.as_ref().is_none_or(stage)
        && when.scope.is_none_or(|wanted| wanted == scope)
}

/// The highest status among the submitters: no body says which limit holds for a mixed joint statement, so the larger one does.
fn best_status(facts: &Submission) -> Option<Status> {
    facts.submitters.iter().filter_map(|submitter| submitter.status.as_ref()).map(|status| status.value).min()
}
