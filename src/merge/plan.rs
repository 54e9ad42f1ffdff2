//! Which edits are carried, and with which changes of the files.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::comments::{self, Noted};
use super::differences::{Compared, Difference, Hunk, compare, hunks};
use super::lists::Lists;
use super::paragraphs::{self, FileChange, Paragraphs};
use super::places::Places;
use super::proof::{Expected, difference};
use super::side::{Addresses, Letter, Look, Side, Sort, text};
use super::tell::{Edit, Reason, Told, place};
use super::words::{Change, Writer};
use super::{MergeRequest, Merged, OtherFiles};
use crate::Judged;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Role;
use crate::import::Setting;
use crate::read::word::Draft;
use crate::read::{self, Spec};
use crate::remedy::Changed;
use crate::source::{FileId, Sources, Span};

/// So many times a part of the edits is left out; then all are.
const ROUNDS: usize = 12;

/// What is known of a merge before anything is written.
pub(super) struct Plan<'r> {
    request: &'r MergeRequest<'r>,
    sources: Sources,
    spec: Spec,
    ours: Side,
    sent: Side,
    theirs: Side,
    addresses: Addresses,
    places: Places,
    compared: Compared,
    /// The paragraph of ours that a paragraph as sent is now, and whether it still says the same.
    today: BTreeMap<usize, (usize, bool)>,
    /// What was changed in the report since, or in the Word file without a tracked change.
    since: Vec<Difference>,
    dropped: BTreeSet<usize>,
    rounds: usize,
}

/// One way to carry the edits.
pub(super) struct Round {
    /// The files that change.
    pub(super) texts: Vec<Changed>,
    /// What the report must say then.
    pub(super) expected: Expected,
    /// Why edits are not carried, by their number.
    reasons: BTreeMap<usize, Reason>,
    /// Where each change stands in the new files, with the number of its edit.
    written: Vec<(FileId, Range<usize>, Option<usize>)>,
    noted: Vec<Noted>,
}

impl<'r> Plan<'r> {
    pub(super) fn new(
        request: &'r MergeRequest<'r>,
        judged: Judged,
        mut ours: Side,
        sent: Side,
        theirs: Side,
        addresses: Addresses,
    ) -> Plan<'r> {
        let places = Places::find(&judged.document, &judged.sources, &mut ours);
        let mut again = Sources::default();
        for file in judged.sources.files().iter().take(1) {
            again.add(file.name.clone(), file.text.clone());
        }
        let spec = read::parse(&mut again, request.report.read, request.report.controls).value;
        let compared = compare(&sent, &theirs);
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
        let (dropped, rounds) = (BTreeSet::new(), 0);
        let sources = judged.sources;
        Plan { request, sources, spec, ours, sent, theirs, addresses, places, compared, today, since, dropped, rounds }
    }

    /// Leaves an edit out.
    pub(super) fn drop(&mut self, difference: usize) {
        self.rounds += 1;
        self.dropped.insert(difference);
        if self.rounds >= ROUNDS {
            self.dropped.extend(0..self.compared.differences.len());
        }
    }

    /// Carries all edits but those that were left out.
    pub(super) fn round(&self) -> Round {
        let mut carry = Carry {
            plan: self,
            lists: Lists::of(&self.spec),
            expected: Expected::of(&self.ours),
            edits: Vec::new(),
            reasons: BTreeMap::new(),
        };
        for at in 0..self.compared.differences.len() {
            carry.difference(at);
        }
        carry.kept_files();
        let (noted, comments) = comments::noted(
            self.request.edited,
            &self.theirs,
            &self.compared,
            &self.today,
            &self.places,
            &self.sources,
        );
        carry.finish(comments, noted)
    }

    /// The edit that makes the report one that cannot be read.
    pub(super) fn blame_error(&self, round: &Round, judged: &Judged) -> Option<usize> {
        let error = judged.diagnostics.iter().find(|found| found.severity == Severity::Error);
        let span = error.map(|error| error.span).unwrap_or_default();
        let at = span.range().start;
        let distance = |range: &Range<usize>| {
            if range.contains(&at) { 0 } else { range.start.abs_diff(at).min(range.end.abs_diff(at)) }
        };
        let near = round.written.iter().filter(|(file, _, owner)| *file == span.file && owner.is_some());
        let found = near.min_by_key(|(_, range, _)| distance(range)).and_then(|(_, _, owner)| *owner);
        found.or_else(|| round.written.iter().find_map(|(_, _, owner)| *owner))
    }

    /// The edit with which the report says something else than it should; `None` if all is well.
    pub(super) fn blame_words(&self, round: &Round, again: &Draft) -> Option<usize> {
        // The numbers of addresses are those of this merge.
        let mut addresses = Addresses::default();
        let side = Side::of(again, &mut addresses);
        let owner = difference(&round.expected, &side, (&self.ours, &self.theirs, &self.addresses), &addresses)?;
        let any = || (0..self.compared.differences.len()).find(|at| !self.dropped.contains(at));
        owner.filter(|owner| !self.dropped.contains(owner)).or_else(any)
    }

    /// The result.
    pub(super) fn finished(self, round: Round) -> Merged {
        let mut findings: Vec<Diagnostic> = Vec::new();
        let mut carried = Vec::new();
        for at in 0..self.compared.differences.len() {
            let told = self.told(at, &round);
            match round.reasons.get(&at) {
                Some(_) => findings.push(told.diagnostic()),
                None if self.is_silent(at) => {}
                None => carried.push(told.edit),
            }
        }
        findings.extend(self.boxes());
        findings.extend(self.untold());
        findings.extend(round.noted.iter().map(Noted::diagnostic));
        findings.sort_by_key(|finding| (finding.span.file, finding.span.start));
        Merged { files: round.texts, carried, findings, sources: self.sources }
    }

    /// Whether an edit changed nothing: both made the same, or only a number was counted anew.
    fn is_silent(&self, at: usize) -> bool {
        match &self.compared.differences[at] {
            Difference::Changed { old, new, .. } => {
                let Some((ours, _)) = self.today.get(old) else { return false };
                let (ours, theirs) = (&self.ours.lines[*ours].letters, &self.theirs.lines[*new].letters);
                hunks(ours, theirs).0.iter().all(|hunk| is_counting(&ours[hunk.old.clone()], &theirs[hunk.new.clone()]))
            }
            Difference::Removed { old } => !self.today.contains_key(old),
            _ => false,
        }
    }

    /// An edit as it is told.
    fn told(&self, at: usize, round: &Round) -> Told {
        let (edited, sent) = (self.request.edited, self.request.sent.unwrap_or(self.request.edited));
        let line = |side: &Side, at: &usize| side.lines[*at].text();
        let in_theirs = |at: &usize| place(edited, self.theirs.lines[*at].place);
        let in_sent = |at: &usize| {
            // The file that was sent may be our own, which is not kept.
            if self.request.sent.is_some() {
                place(sent, self.sent.lines[*at].place)
            } else {
                "the place where it stood".to_owned()
            }
        };
        let (old, new) = match &self.compared.differences[at] {
            Difference::Changed { old, new, .. } | Difference::Class { old, new } => (Some(*old), Some(*new)),
            Difference::Look { old, new, .. } => (Some(*old), Some(*new)),
            Difference::Added { new, .. } => (None, Some(*new)),
            Difference::Removed { old } => (Some(*old), None),
            Difference::Table { old, new } => (*old, *new),
        };
        let span = old.and_then(|old| self.today.get(&old)).and_then(|(ours, _)| self.span(*ours));
        let span = span.or_else(|| self.span_near(at));
        let place = new.as_ref().map(in_theirs).or_else(|| old.as_ref().map(in_sent)).unwrap_or_default();
        let (mut old_words, mut new_words) =
            (old.map(|old| line(&self.sent, &old)), new.map(|new| line(&self.theirs, &new)));
        if let Difference::Look { new, letters, .. } = &self.compared.differences[at] {
            let words = text(&self.theirs.lines[*new].letters[letters.clone()]);
            (old_words, new_words) = (Some(words.clone()), Some(words));
        }
        let reason = round.reasons.get(&at).cloned().unwrap_or(Reason::NotProven);
        let ready = new.filter(|_| reason != Reason::Look && reason != Reason::Class).and_then(|new| {
            let letters = &self.theirs.lines[new].letters;
            self.writer(None).markdown(letters, Look::default(), "").ok().filter(|ready| !ready.is_empty())
        });
        Told { edit: Edit { place, old: old_words, new: new_words, span }, reason, ready }
    }

    /// Where a paragraph of ours is typed.
    fn span(&self, ours: usize) -> Option<Span> {
        self.places.blocks.get(ours)?.as_ref()?;
        let first = self.ours.lines[ours].letters.iter().find_map(|letter| letter.typed)?;
        let last = self.ours.lines[ours].letters.iter().rev().find_map(|letter| letter.typed)?;
        let typed = self.places.texts.get(first.text)?;
        let range = typed.scalar.place(first.start..last.end.max(first.end));
        Some(Span::new(typed.file, range))
    }

    /// Where the paragraph before or after an edit is typed.
    fn span_near(&self, at: usize) -> Option<Span> {
        let Difference::Added { after, before, .. } = &self.compared.differences[at] else {
            return None;
        };
        let today =
            |line: &Option<usize>| line.and_then(|line| self.today.get(&line)).and_then(|(ours, _)| self.span(*ours));
        today(after).or_else(|| today(before))
    }

    /// What writes words into a paragraph of ours.
    fn writer(&self, ours: Option<usize>) -> Writer<'_> {
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

    /// Text boxes, which our own files never have.
    fn boxes(&self) -> Vec<Diagnostic> {
        let told = |(id, words): &(crate::read::word::PlaceId, String)| {
            let place = place(self.request.edited, *id);
            let edit = Edit { place, old: None, new: Some(words.clone()), span: None };
            Told { edit, reason: Reason::Box, ready: None }.diagnostic()
        };
        self.theirs.boxes.iter().map(told).collect()
    }

    /// Paragraphs that are not as they were sent, and that no tracked change speaks of.
    fn untold(&self) -> Option<Diagnostic> {
        if !self.request.is_guessed || self.since.is_empty() {
            return None;
        }
        Some(super::tell::untold(&self.since, &self.sent, &self.ours, self.request.sent?, |ours| self.span(ours)))
    }
}

/// Whether only a number was counted anew.
fn is_counting(old: &[Letter], new: &[Letter]) -> bool {
    let counts =
        |letter: &Letter| letter.sort == Sort::Counted || letter.sign.is_alphanumeric() || ".()".contains(letter.sign);
    !old.is_empty()
        && !new.is_empty()
        && old.iter().all(|letter| letter.sort == Sort::Counted)
        && new.len() < 12
        && new.iter().all(counts)
}

/// A round that is being made.
struct Carry<'p, 'r> {
    plan: &'p Plan<'r>,
    lists: Lists,
    expected: Expected,
    edits: Vec<(usize, paragraphs::Edit)>,
    reasons: BTreeMap<usize, Reason>,
}

impl Carry<'_, '_> {
    /// Carries a difference, or says why not.
    fn difference(&mut self, at: usize) {
        let plan = self.plan;
        let differences = &plan.compared.differences;
        let is_dropped = plan.dropped.contains(&at);
        let result = match &differences[at] {
            Difference::Look { .. } => Err(Reason::Look),
            Difference::Class { .. } => Err(Reason::Class),
            Difference::Table { .. } => Err(Reason::Table),
            _ if is_dropped => Err(Reason::NotProven),
            Difference::Changed { old, new, .. } => self.changed(at, *old, *new),
            Difference::Removed { old } => self.removed(at, *old),
            Difference::Added { after, before, new } => self.added(at, *new, *after, *before),
        };
        if let Err(reason) = result {
            self.reasons.insert(at, reason);
        }
    }

    fn changed(&mut self, at: usize, old: usize, new: usize) -> Result<(), Reason> {
        let plan = self.plan;
        let (ours, is_same) = *plan.today.get(&old).ok_or(Reason::Conflict)?;
        let (letters, theirs) = (&plan.ours.lines[ours].letters, &plan.theirs.lines[new].letters);
        let (hunks, _) = hunks(letters, theirs);
        if hunks.is_empty() {
            return Ok(());
        }
        if !is_same {
            return Err(Reason::Conflict);
        }
        let writer = plan.writer(Some(ours));
        let mut changes: Vec<Change> = Vec::new();
        let mut carried: Vec<Hunk> = Vec::new();
        for hunk in hunks {
            let (old, new) = (&letters[hunk.old.clone()], &theirs[hunk.new.clone()]);
            if is_counting(old, new) {
                continue;
            }
            changes.extend(writer.changes(letters, hunk.old.clone(), new)?);
            carried.push(hunk);
        }
        self.expected.change(ours, &carried, theirs, at);
        self.edits.extend(changes.into_iter().map(|change| (at, paragraphs::Edit::Text(change))));
        Ok(())
    }

    fn removed(&mut self, at: usize, old: usize) -> Result<(), Reason> {
        let plan = self.plan;
        let Some((ours, is_same)) = plan.today.get(&old).copied() else { return Ok(()) };
        if !is_same {
            return Err(Reason::Conflict);
        }
        let edit = self.paragraphs(|paragraphs| paragraphs.remove(ours))?;
        self.expected.remove(ours, at);
        self.edits.push((at, edit));
        Ok(())
    }

    fn added(&mut self, at: usize, new: usize, after: Option<usize>, before: Option<usize>) -> Result<(), Reason> {
        let plan = self.plan;
        let today = |line: Option<usize>| line.and_then(|line| plan.today.get(&line)).map(|(ours, _)| *ours);
        let (after, before) = (today(after), today(before));
        let hash = plan.theirs.lines[new].entry.hash;
        // Both put the same in.
        let is_there = plan
            .since
            .iter()
            .any(|other| matches!(other, Difference::Added { new, .. } if plan.ours.lines[*new].entry.hash == hash));
        if is_there {
            return Ok(());
        }
        let writer = plan.writer(None);
        let edit = self.paragraphs(|paragraphs| paragraphs.add(&writer, new, after, before))?;
        self.expected.add(new, after, before, at);
        self.edits.push((at, edit));
        Ok(())
    }

    fn paragraphs<T>(&mut self, then: impl FnOnce(&mut Paragraphs<'_>) -> T) -> T {
        let plan = self.plan;
        let (base, places, sources) = (&plan.ours, &plan.places, &plan.sources);
        then(&mut Paragraphs { base, places, sources, lists: &mut self.lists })
    }

    /// Edits in files that stay as they are.
    fn kept_files(&mut self) {
        if self.plan.request.others == OtherFiles::Changed {
            return;
        }
        let file = |edit: &paragraphs::Edit| match edit {
            paragraphs::Edit::Text(change) => self.plan.places.texts[change.text].file,
            paragraphs::Edit::File(change) => change.file,
        };
        let elsewhere: BTreeMap<usize, FileId> =
            self.edits.iter().map(|(at, edit)| (*at, file(edit))).filter(|(_, file)| *file != FileId(0)).collect();
        self.edits.retain(|(at, _)| !elsewhere.contains_key(at));
        for (at, file) in elsewhere {
            let name = self.plan.sources.get(file).map(|file| file.name.clone()).unwrap_or_default();
            self.expected.undo(at, &self.plan.ours);
            self.reasons.insert(at, Reason::OtherFile(name));
        }
    }

    /// The new files.
    fn finish(mut self, comments: Vec<FileChange>, noted: Vec<Noted>) -> Round {
        let plan = self.plan;
        let mut all: Vec<(FileChange, Option<usize>)> = comments.into_iter().map(|change| (change, None)).collect();
        let mut by_text: BTreeMap<usize, Vec<(Range<usize>, String, usize)>> = BTreeMap::new();
        for (at, edit) in std::mem::take(&mut self.edits) {
            match edit {
                paragraphs::Edit::File(change) => all.push((change, Some(at))),
                paragraphs::Edit::Text(change) => {
                    by_text.entry(change.text).or_default().push((change.range, change.words, at));
                }
            }
        }
        for (index, changes) in by_text {
            let text = &plan.places.texts[index];
            let source = plan.sources.get(text.file).map_or("", |file| file.text.as_str());
            let changes = joined(changes);
            let plain: Vec<(Range<usize>, String)> =
                changes.iter().map(|(range, words, _)| (range.clone(), words.clone())).collect();
            let retyped = text.scalar.retyped(source, &plain);
            let owners = changes.iter().map(|(_, _, owner)| *owner).chain(std::iter::repeat(changes[0].2));
            for ((range, words), owner) in retyped.into_iter().zip(owners) {
                all.push((FileChange { file: text.file, range, words }, Some(owner)));
            }
        }
        for (span, mark) in self.lists.new_marks() {
            all.push((FileChange { file: span.file, range: span.range(), words: mark }, None));
        }
        let (texts, written) = plan.applied(all);
        Round { texts, expected: self.expected, reasons: self.reasons, written, noted }
    }
}

impl Plan<'_> {
    /// The files with changes, and where these stand in them.
    #[expect(clippy::type_complexity, reason = "it is taken apart at once")]
    fn applied(
        &self,
        mut all: Vec<(FileChange, Option<usize>)>,
    ) -> (Vec<Changed>, Vec<(FileId, Range<usize>, Option<usize>)>) {
        all.sort_by_key(|(change, _)| (change.file, change.range.start, change.range.end));
        let (mut texts, mut written) = (Vec::new(), Vec::new());
        for (at, file) in self.sources.files().iter().enumerate() {
            let Ok(id) = u16::try_from(at).map(FileId) else { break };
            let own = all.iter().filter(|(change, _)| change.file == id);
            let mut after = String::with_capacity(file.text.len());
            let mut from = 0;
            for (change, owner) in own {
                // What overlaps was taken out already.
                let start = change.range.start.max(from);
                after.push_str(file.text.get(from..start).unwrap_or(""));
                written.push((id, after.len()..after.len() + change.words.len(), *owner));
                after.push_str(&change.words);
                from = change.range.end.max(start);
            }
            after.push_str(file.text.get(from..).unwrap_or(""));
            if after != file.text {
                let before = match id {
                    FileId(0) => self.request.report.bytes.to_vec(),
                    _ => file.text.clone().into_bytes(),
                };
                texts.push(Changed { name: (id != FileId(0)).then(|| file.name.clone()), before, after });
            }
        }
        (texts, written)
    }
}

/// Changes in order, those that take out the same words joined.
fn joined(mut changes: Vec<(Range<usize>, String, usize)>) -> Vec<(Range<usize>, String, usize)> {
    changes.sort_by_key(|(range, ..)| (range.start, range.end));
    let mut joined: Vec<(Range<usize>, String, usize)> = Vec::new();
    for (range, words, owner) in changes {
        match joined.last_mut() {
            Some((last, said, _)) if range.start < last.end => {
                last.end = last.end.max(range.end);
                said.push_str(&words);
            }
            _ => joined.push((range, words, owner)),
        }
    }
    joined
}
