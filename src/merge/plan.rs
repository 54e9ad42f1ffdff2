//! What is known of a merge, and which edits are left out until the report says what it should.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::carry::Carry;
use super::comments::{self, Noted};
use super::differences::{Compared, Difference, compare};
use super::places::Places;
use super::proof::{Expected, difference};
use super::side::{Addresses, Side};
use super::tell::Reason;
use super::words::Writer;
use super::{MergeError, MergeRequest};
use crate::Tools;
use crate::Unpaged;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Role;
use crate::import::Setting;
use crate::read::Spec;
use crate::read::word::Draft;
use crate::remedy::Changed;
use crate::source::{FileId, Sources};

/// Of two files of one report, one paragraph in so many is the same at least.
const KIN: usize = 4;
/// So many times a part of the edits is left out; then all are.
const ROUNDS: usize = 12;

/// What is known of a merge before anything is written.
pub(super) struct Plan<'r> {
    pub(super) request: &'r MergeRequest<'r>,
    pub(super) sources: Sources,
    pub(super) spec: Spec,
    /// Our own Word file of the report as it is today.
    pub(super) base: Draft,
    pub(super) ours: Side,
    pub(super) sent: Side,
    pub(super) theirs: Side,
    pub(super) addresses: Addresses,
    pub(super) places: Places,
    pub(super) compared: Compared,
    /// The paragraph of ours that a paragraph as sent is now, and whether it still says the same.
    pub(super) today: BTreeMap<usize, (usize, bool)>,
    /// What was changed in the report since, or in the Word file without a tracked change.
    pub(super) since: Vec<Difference>,
    /// The edits that are left out, and why.
    pub(super) dropped: BTreeMap<usize, Reason>,
    rounds: usize,
}

/// A change in a new file: the file, its bytes, and the number of the edit it belongs to.
pub(super) type Written = (FileId, Range<usize>, Option<usize>);

/// An edit that cannot be carried, by its number, and why.
pub(super) type Blamed = (usize, Reason);

/// One way to carry the edits.
pub(super) struct Round {
    /// The files that change.
    pub(super) texts: Vec<Changed>,
    /// What the report must say then.
    pub(super) expected: Expected,
    /// Why edits are not carried, by their number.
    pub(super) reasons: BTreeMap<usize, Reason>,
    /// Edits of which a part is carried although another is not.
    pub(super) partial: Vec<usize>,
    /// Where each change stands in the new files, with the number of its edit.
    pub(super) written: Vec<Written>,
    pub(super) noted: Vec<Noted>,
}

impl<'r> Plan<'r> {
    pub(super) fn new(request: &'r MergeRequest<'r>, built: Unpaged, base: Draft) -> Result<Plan<'r>, MergeError> {
        let mut addresses = Addresses::default();
        let mut side = |draft| Side::of(draft, &mut addresses);
        let mut ours = side(&base);
        let sent = request.sent.map_or_else(|| ours.clone(), &mut side);
        let theirs = side(request.edited);
        let Unpaged { sources, spec, document, .. } = built;
        let places = Places::find(&document, &sources, &mut ours);
        let compared = compare(&sent, &theirs);
        if compared.pairs.len() * KIN < sent.lines.len().max(theirs.lines.len()) {
            return Err(MergeError::Stranger);
        }
        let (mut today, mut since) = (BTreeMap::new(), Vec::new());
        if request.sent.is_some() {
            let found = compare(&sent, &ours);
            for (a, b) in &found.pairs {
                today.insert(*a, (*b, sent.lines[*a].entry.hash == ours.lines[*b].entry.hash));
            }
            since = found.differences;
        } else {
            today.extend((0..ours.lines.len()).map(|line| (line, (line, true))));
        }
        let (dropped, rounds) = (BTreeMap::new(), 0);
        Ok(Plan {
            request,
            sources,
            spec,
            base,
            ours,
            sent,
            theirs,
            addresses,
            places,
            compared,
            today,
            since,
            dropped,
            rounds,
        })
    }

    /// Leaves an edit out.
    pub(super) fn drop(&mut self, (difference, reason): Blamed) {
        self.rounds += 1;
        self.dropped.entry(difference).or_insert(reason);
        if self.rounds >= ROUNDS {
            for at in 0..self.compared.differences.len() {
                self.dropped.entry(at).or_insert(Reason::NotProven);
            }
        }
    }

    /// Carries all edits but those that were left out.
    pub(super) fn round(&self) -> Round {
        let mut carry = Carry::new(self);
        for at in 0..self.compared.differences.len() {
            carry.difference(at);
        }
        carry.kept_files();
        let (noted, comments) = comments::noted(self);
        carry.finish(comments, noted)
    }

    /// The edit that makes the report one that cannot be read.
    pub(super) fn blame_error(&self, round: &Round, findings: &[Diagnostic]) -> Option<Blamed> {
        let error = findings.iter().find(|found| found.severity == Severity::Error);
        let span = error.map(|error| error.span).unwrap_or_default();
        let at = span.range().start;
        let distance = |range: &Range<usize>| {
            if range.contains(&at) { 0 } else { range.start.abs_diff(at).min(range.end.abs_diff(at)) }
        };
        let near = round.written.iter().filter(|(file, _, owner)| *file == span.file && owner.is_some());
        let found = near.min_by_key(|(_, range, _)| distance(range)).and_then(|(_, _, owner)| *owner);
        let owner = found.or_else(|| round.written.iter().find_map(|(_, _, owner)| *owner))?;
        Some((owner, Reason::NotBuilt(error.map(|error| error.message.clone()).unwrap_or_default())))
    }

    /// The edit with which the report says something else than it should; `None` if all is well.
    pub(super) fn blame_words(&self, round: &Round, again: &Draft) -> Option<Blamed> {
        // The numbers of addresses are those of this merge.
        let mut addresses = Addresses::default();
        let side = Side::of(again, &mut addresses);
        let owner = difference(&round.expected, &side, (&self.ours, &self.theirs, &self.addresses), &addresses)?;
        let any = || (0..self.compared.differences.len()).find(|at| !self.dropped.contains_key(at));
        let owner = owner.filter(|owner| !self.dropped.contains_key(owner)).or_else(any)?;
        Some((owner, Reason::NotProven))
    }

    /// The edit that brings a letter which no font has.
    pub(super) fn new_letters(&self, round: &Round, tools: &mut Tools, again: &Unpaged) -> Option<Blamed> {
        let old: BTreeSet<char> = self.sources.files().iter().flat_map(|file| file.text.chars()).collect();
        let is_old = |c: char| old.contains(&c);
        if round.texts.iter().all(|text| text.after.chars().all(is_old)) {
            return None;
        }
        let findings = crate::missing_letters(again, &is_old, tools);
        (!findings.is_empty()).then(|| self.blame_error(round, &findings)).flatten()
    }

    /// What writes words into a paragraph of ours.
    pub(super) fn writer(&self, ours: Option<usize>) -> Writer<'_> {
        let source = ours.and_then(|ours| self.places.blocks.get(ours)).and_then(Option::as_ref);
        let is_cell = source.is_some_and(|source| source.role.is_table_cell() || source.role.is_table_head());
        let in_note = source.is_some_and(|source| source.role == Role::Note);
        let in_lines = source.is_some_and(|source| self.places.texts[source.text].scalar.has_lines());
        let setting = match (is_cell, in_note) {
            (true, _) if in_lines => Setting::Cell,
            (_, true) => Setting::Note,
            _ => Setting::Line,
        };
        Writer { texts: &self.places.texts, theirs: &self.theirs, addresses: &self.addresses, in_note, setting }
    }
}
