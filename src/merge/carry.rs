//! From the differences to the changes of the files.

use std::collections::BTreeMap;
use std::ops::Range;

use super::OtherFiles;
use super::comments::Noted;
use super::differences::{Difference, Hunk, hunks};
use super::lists::Lists;
use super::paragraphs::{self, FileChange, Paragraphs};
use super::plan::{Plan, Round, Written};
use super::proof::Expected;
use super::side::{Letter, Sort};
use super::tell::Reason;
use super::words::Change;
use crate::remedy::Changed;
use crate::source::FileId;

/// Whether only a number was counted anew.
pub(super) fn is_counting(old: &[Letter], new: &[Letter]) -> bool {
    let counts =
        |letter: &Letter| letter.sort == Sort::Counted || letter.sign.is_alphanumeric() || ".()".contains(letter.sign);
    !old.is_empty()
        && !new.is_empty()
        && old.iter().all(|letter| letter.sort == Sort::Counted)
        && new.len() < 12
        && new.iter().all(counts)
}

/// A round that is being made.
pub(super) struct Carry<'p, 'r> {
    plan: &'p Plan<'r>,
    lists: Lists,
    expected: Expected,
    edits: Vec<(usize, paragraphs::Edit)>,
    reasons: BTreeMap<usize, Reason>,
    partial: Vec<usize>,
}

impl<'p, 'r> Carry<'p, 'r> {
    pub(super) fn new(plan: &'p Plan<'r>) -> Carry<'p, 'r> {
        let (lists, expected) = (Lists::of(&plan.spec), Expected::of(&plan.ours));
        Carry { plan, lists, expected, edits: Vec::new(), reasons: BTreeMap::new(), partial: Vec::new() }
    }

    /// Carries a difference, or says why not.
    pub(super) fn difference(&mut self, at: usize) {
        let plan = self.plan;
        let differences = &plan.compared.differences;
        let result = match &differences[at] {
            Difference::Look { .. } => Err(Reason::Look),
            Difference::Class { .. } => Err(Reason::Class),
            Difference::Table { .. } => Err(Reason::Table),
            _ if plan.dropped.contains_key(&at) => Err(plan.dropped[&at].clone()),
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
        let mut refused = None;
        for hunk in hunks {
            let (old, new) = (&letters[hunk.old.clone()], &theirs[hunk.new.clone()]);
            if is_counting(old, new) {
                continue;
            }
            match writer.changes(letters, hunk.old.clone(), new) {
                Ok(found) => {
                    changes.extend(found);
                    carried.push(hunk);
                }
                Err(reason) => refused = refused.or(Some(reason)),
            }
        }
        self.expected.change(ours, &carried, (letters, theirs), at);
        self.edits.extend(changes.into_iter().map(|change| (at, paragraphs::Edit::Text(change))));
        match refused {
            None => Ok(()),
            Some(reason) => {
                if !carried.is_empty() {
                    self.partial.push(at);
                }
                Err(reason)
            }
        }
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
        // A paragraph that was moved takes its own typing with it.
        let moved = plan.compared.differences.iter().find_map(|other| match other {
            Difference::Removed { old } if plan.sent.lines[*old].entry.hash == hash => plan.today.get(old),
            _ => None,
        });
        let moved = moved.filter(|(_, is_same)| *is_same).map(|(ours, _)| *ours);
        let edit = self.paragraphs(|paragraphs| paragraphs.add(&writer, new, after, before, moved))?;
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
    pub(super) fn kept_files(&mut self) {
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
        self.partial.retain(|at| !elsewhere.contains_key(at));
        for (at, file) in elsewhere {
            let name = self.plan.sources.get(file).map(|file| file.name.clone()).unwrap_or_default();
            self.expected.undo(at);
            self.reasons.insert(at, Reason::OtherFile(name));
        }
    }

    /// The new files.
    pub(super) fn finish(mut self, comments: Vec<FileChange>, noted: Vec<Noted>) -> Round {
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
        Round { texts, expected: self.expected, reasons: self.reasons, partial: self.partial, written, noted }
    }
}

impl Plan<'_> {
    /// The files with changes, and where these stand in them.
    fn applied(&self, mut all: Vec<(FileChange, Option<usize>)>) -> (Vec<Changed>, Vec<Written>) {
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
            // The same words stand in two places of the Word file, and were edited in both.
            Some((last, said, of)) if *last == range && *said == words && *of != owner => {}
            Some((last, said, _)) if range.start < last.end => {
                last.end = last.end.max(range.end);
                said.push_str(&words);
            }
            _ => joined.push((range, words, owner)),
        }
    }
    joined
}
