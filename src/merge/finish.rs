//! What comes of a merge: the files, what was carried, and what is told.

use super::Merged;
use super::carry::is_counting;
use super::comments::Noted;
use super::differences::{Difference, hunks};
use super::plan::{Plan, Round};
use super::side::{Letter, Look, Side, text};
use super::tell::{Edit, Reason, Told, place};
use crate::diagnostic::Diagnostic;
use crate::import::losses;
use crate::read::word::{LossKind, PlaceId};
use crate::source::{FileId, PlaceInWord, Span};

impl Plan<'_> {
    /// The result.
    pub(super) fn finished(mut self, round: Round) -> Merged {
        let mut findings: Vec<Diagnostic> = Vec::new();
        let mut carried = Vec::new();
        for at in 0..self.compared.differences.len() {
            let told = self.told(at, &round);
            let is_told = round.reasons.contains_key(&at);
            if is_told {
                let id = self.place_of(at);
                findings.push(told.diagnostic(|| self.in_word(id)));
            }
            if !self.is_silent(at) && (!is_told || round.partial.contains(&at)) {
                carried.push(told.edit);
            }
        }
        findings.extend(self.untold());
        findings.extend(round.noted.iter().map(Noted::diagnostic));
        findings.extend(self.contents());
        findings.extend(self.others());
        findings.sort_by_key(|finding| (finding.span.file, finding.span.start));
        Merged { files: round.texts, carried, findings, sources: self.sources }
    }

    /// A paragraph of the Word file as a place.
    pub(super) fn in_word(&mut self, id: Option<PlaceId>) -> Span {
        let place = id.and_then(|id| self.request.edited.places.get(id.0));
        let text = place.map_or(String::new(), |place| place.text.replace(['\n', '\r'], " "));
        let in_word = place.map(|place| PlaceInWord {
            paragraph: place.paragraph,
            number: place.number.clone(),
            heading: place.heading.clone(),
            words: place.to_string(),
        });
        let length = text.len();
        let file = self.sources.add_of_word(self.request.edited_name, text, in_word);
        Span::new(file, 0..length)
    }

    /// Where an edit stands in the Word file; `None` for what is gone.
    fn place_of(&self, at: usize) -> Option<PlaceId> {
        let line = match &self.compared.differences[at] {
            Difference::Changed { new, .. }
            | Difference::Class { new, .. }
            | Difference::Look { new, .. }
            | Difference::Added { new, .. } => Some(*new),
            Difference::Removed { .. } => None,
            Difference::Table { new, .. } => new.first().copied(),
        };
        line.map(|line| self.theirs.lines[line].place)
    }

    /// What else the Word file has and our own never have: text boxes, hidden words, charts.
    fn others(&mut self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (id, words) in self.theirs.boxes.clone() {
            let edit = Edit { place: String::new(), old: None, new: Some(words), span: None };
            let told = Told { edit, reason: Reason::Box, ready: None };
            found.push(told.diagnostic(|| self.in_word(Some(id))));
        }
        let mut lost = Vec::new();
        losses(self.request.edited, &mut lost);
        let is_new = |kind: LossKind| {
            let count = |draft: &crate::read::word::Draft| draft.losses.iter().filter(|loss| loss.kind == kind).count();
            count(self.request.edited) > count(&self.base)
        };
        const KINDS: [LossKind; 9] = [
            LossKind::HiddenText,
            LossKind::Placeholder,
            LossKind::NoteMark,
            LossKind::UnusedNote,
            LossKind::Chart,
            LossKind::Diagram,
            LossKind::Object,
            LossKind::LinkedPicture,
            LossKind::NotRead,
        ];
        let places: Vec<PlaceId> = self
            .request
            .edited
            .losses
            .iter()
            .filter(|loss| KINDS.contains(&loss.kind) && is_new(loss.kind))
            .map(|loss| loss.place)
            .collect();
        for finding in lost.into_iter().filter(|finding| finding.place.is_some_and(|place| places.contains(&place))) {
            let span = self.in_word(finding.place);
            found.push(Diagnostic::warning(finding.code, span, finding.message).help(finding.help));
        }
        found
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
        let (edited, sent) = (self.request.edited, self.request.sent.unwrap_or(&self.base));
        let line = |side: &Side, at: &usize| side.lines[*at].text();
        let in_theirs = |at: &usize| place(edited, self.theirs.lines[*at].place);
        let in_sent = |at: &usize| place(sent, self.sent.lines[*at].place);
        let (old, new) = match &self.compared.differences[at] {
            Difference::Changed { old, new, .. } | Difference::Class { old, new } => (Some(*old), Some(*new)),
            Difference::Look { old, new, .. } => (Some(*old), Some(*new)),
            Difference::Added { new, .. } => (None, Some(*new)),
            Difference::Removed { old } => (Some(*old), None),
            Difference::Table { old, new } => (old.first().copied(), new.first().copied()),
        };
        let span = old.and_then(|old| self.today.get(&old)).and_then(|(ours, _)| self.span(*ours));
        let span = span.or_else(|| self.span_near(at));
        let place = new.as_ref().map(in_theirs).or_else(|| old.as_ref().map(in_sent)).unwrap_or_default();
        let (mut old_words, mut new_words) =
            (old.map(|old| line(&self.sent, &old)), new.map(|new| line(&self.theirs, &new)));
        if let Difference::Table { old, new } = &self.compared.differences[at] {
            old_words = row(&self.sent, old);
            new_words = row(&self.theirs, new);
        }
        // A new paragraph that is not carried takes its notes with it.
        if let (Difference::Added { new, .. }, Some(words)) = (&self.compared.differences[at], &mut new_words) {
            for note in notes(&self.theirs, *new) {
                *words += &format!(" [{note}]");
            }
        }
        if let Difference::Look { new, letters, .. } = &self.compared.differences[at] {
            let words = text(&self.theirs.lines[*new].letters[letters.clone()]);
            (old_words, new_words) = (Some(words.clone()), Some(words));
        }
        let mut reason = round.reasons.get(&at).cloned().unwrap_or(Reason::NotProven);
        let mut span = span;
        if let Reason::OtherForm { from, file } = &mut reason {
            let named = self.sources.get(from.file).filter(|_| from.file != FileId(0));
            (*file, span) = (named.map(|named| named.name.clone()), Some(*from));
        }
        let ready = new.filter(|_| reason != Reason::Look && reason != Reason::Class).and_then(|new| {
            let letters = &self.theirs.lines[new].letters;
            self.writer(None).markdown(letters, Look::default(), "").ok().filter(|ready| !ready.is_empty())
        });
        let ready = if reason == Reason::Table { new_words.clone() } else { ready };
        Told { edit: Edit { place, old: old_words, new: new_words, span }, reason, ready }
    }

    /// Where a paragraph of ours is typed.
    pub(super) fn span(&self, ours: usize) -> Option<Span> {
        self.places.blocks.get(ours)?.as_ref()?;
        let first = self.ours.lines[ours].letters.iter().find_map(Letter::typed)?;
        let last = self.ours.lines[ours].letters.iter().rev().find_map(Letter::typed)?;
        let typed = self.places.texts.get(first.text())?;
        let range = typed.scalar.place(first.range().start..last.range().end.max(first.range().end));
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

    /// Paragraphs that are not as they were sent, and that no tracked change speaks of.
    fn untold(&self) -> Option<Diagnostic> {
        if !self.request.is_guessed || self.since.is_empty() {
            return None;
        }
        Some(super::tell::untold(&self.since, &self.sent, &self.ours, self.request.sent?, |ours| self.span(ours)))
    }
}

/// The words of the notes of a paragraph.
fn notes(side: &Side, line: usize) -> impl Iterator<Item = String> + '_ {
    let marks = side.lines[line].letters.iter().filter_map(Letter::note);
    let words = |lines: &Vec<usize>| lines.iter().map(|line| side.lines[*line].text()).collect::<Vec<_>>().join(" ");
    marks.filter_map(|note| side.notes.get(note)).map(words).filter(|words| !words.is_empty())
}

/// A row or cell of a table as it is typed.
fn row(side: &Side, lines: &[usize]) -> Option<String> {
    let cells: Vec<String> = lines.iter().map(|line| side.lines[*line].text()).collect();
    (!cells.is_empty()).then(|| format!("| {} |", cells.join(" | ")))
}
