//! Weighs the words of a report: what counts for its body, what does not, and what nobody wrote down.

use serde::Serialize;

use super::count::{Count, PartCount, part_name};
use crate::document::PartKind;
use crate::facts::profile::{Counted, Profile};

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
            let counts = all(conditions.into_iter().map(|condition| condition.and_then(|part| counts(profile, part))));
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

/// The kinds of text of a part, and what must count for them to count; `None` is what no rule speaks of.
fn kinds(part: &PartCount) -> [(&'static str, usize, Vec<Option<Counted>>); 5] {
    let whole = match part.kind {
        PartKind::Cover => Some(Counted::Cover),
        PartKind::Title => Some(Counted::Title),
        PartKind::Profile => Some(Counted::Profile),
        PartKind::Contents => Some(Counted::Contents),
        PartKind::Summary => Some(Counted::Summary),
        PartKind::Body => Some(Counted::Body),
        PartKind::Annex => Some(Counted::Annexes),
        // No rule that was read speaks of a list of sources.
        PartKind::Sources => None,
    };
    [
        ("text", part.text, vec![whole]),
        ("headings", part.headings, vec![whole, Some(Counted::Headings)]),
        ("tables", part.tables, vec![whole, Some(Counted::Tables)]),
        ("captions", part.captions, vec![whole, Some(Counted::Captions)]),
        ("footnotes", part.notes, vec![whole, Some(Counted::Footnotes)]),
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
