//! Resolves references: what can be pointed at, what is pointed at, and the bookmarks that both need.

use std::collections::BTreeMap;

use super::Builder;
use crate::diagnostic::{Code, Diagnostic, Fix, did_you_mean};
use crate::document::visit::{self, Changer};
use crate::document::{
    Bookmark, BookmarkId, ContentId, ContentsEntry, Figure, Format, Inline, Note, NumberPlace, Paragraph, Part,
    RefPiece, Role,
};
use crate::facts::language::{Labels, ReferenceWord};
use crate::source::{Located, Span};

/// A correction is suggested only while there are at most this many unknown and known ids.
const ADVISED: usize = 500;

/// What kind of thing a place is; names its bookmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TargetKind {
    Heading,
    Paragraph,
    Table,
    Figure,
    Annex,
    /// A paragraph that only counts: its number is part of references to what stands below it.
    Number,
}

impl TargetKind {
    /// The bookmark's name before its number. Word hides bookmarks that begin with an underscore.
    fn prefix(self) -> &'static str {
        match self {
            TargetKind::Heading => "_Heading",
            TargetKind::Paragraph => "_Paragraph",
            TargetKind::Table => "_Table",
            TargetKind::Figure => "_Figure",
            TargetKind::Annex => "_Annex",
            TargetKind::Number => "_Number",
        }
    }

    /// Whether it has a bookmark without being referred to: the contents and the outline point at it.
    fn always(self) -> bool {
        match self {
            TargetKind::Heading | TargetKind::Annex => true,
            TargetKind::Paragraph | TargetKind::Table | TargetKind::Figure | TargetKind::Number => false,
        }
    }

    /// The word that announces it.
    fn word(self) -> ReferenceWord {
        match self {
            TargetKind::Heading => ReferenceWord::Section,
            TargetKind::Paragraph | TargetKind::Number => ReferenceWord::Paragraph,
            TargetKind::Table => ReferenceWord::Table,
            TargetKind::Figure => ReferenceWord::Figure,
            TargetKind::Annex => ReferenceWord::Annex,
        }
    }

    /// How messages call it.
    fn name(self) -> &'static str {
        match self {
            TargetKind::Heading => "a heading",
            TargetKind::Paragraph | TargetKind::Number => "a paragraph",
            TargetKind::Table => "a table",
            TargetKind::Figure => "a figure",
            TargetKind::Annex => "an annex",
        }
    }

    /// What to do for one that has no number.
    fn remedy(self) -> &'static str {
        match self {
            TargetKind::Table | TargetKind::Figure => "give it a caption: what has a caption has a number",
            TargetKind::Paragraph | TargetKind::Number => {
                "remove `{-}` or `numbered: false`, or refer to a numbered paragraph"
            }
            TargetKind::Heading | TargetKind::Annex => "refer to something that has a number",
        }
    }
}

/// Something that can be pointed at.
struct Target {
    kind: TargetKind,
    /// Its number as references write it; `None` if it has none.
    text: Option<Vec<RefPiece>>,
    /// Where its own number stands.
    number: NumberPlace,
}

/// A reference that waits for its target.
struct Pending {
    id: Located<String>,
    /// Words that stand for the number, where the target needs none.
    words: Option<String>,
    /// The word typed before it.
    before: Option<Located<String>>,
}

/// All targets and references. While building, a bookmark is an index into the targets, and the target of a reference is
/// an index into the pending references; [`settle`] replaces both.
#[derive(Default)]
pub(super) struct Targets {
    targets: Vec<Target>,
    by_id: BTreeMap<String, usize>,
    pending: Vec<Pending>,
}

/// What became of targets and references.
pub(super) struct Resolved {
    /// The bookmarks of the document.
    pub(super) bookmarks: Vec<Bookmark>,
    /// By target: its bookmark, if it needs one.
    marks: Vec<Option<BookmarkId>>,
    /// By reference: its bookmark and text, or what was typed.
    references: Vec<Result<(BookmarkId, Vec<RefPiece>), String>>,
}

impl Targets {
    /// Notes a reference to `id`, and gives its index.
    pub(super) fn refer(
        &mut self,
        id: &Located<String>,
        words: Option<String>,
        before: Option<Located<String>>,
    ) -> u32 {
        self.pending.push(Pending { id: id.clone(), words, before });
        u32::try_from(self.pending.len() - 1).unwrap_or(u32::MAX)
    }

    /// Finds the target of each reference, and names the bookmarks that are needed.
    pub(super) fn resolve(&mut self, labels: &Labels, diagnostics: &mut Vec<Diagnostic>) -> Resolved {
        let mut needed: Vec<bool> = self.targets.iter().map(|target| target.kind.always()).collect();
        let mut found = Vec::with_capacity(self.pending.len());
        for pending in &self.pending {
            let reference = self.find(pending, labels, diagnostics);
            if let Some((index, text)) = &reference {
                needed[*index] = true;
                numbers_in(text).for_each(|number| needed[number.0 as usize] = true);
            }
            found.push(reference);
        }
        let mut bookmarks = Vec::new();
        let mut counts: BTreeMap<TargetKind, u32> = BTreeMap::new();
        let mut marks = Vec::with_capacity(needed.len());
        for (target, needed) in self.targets.iter().zip(needed) {
            marks.push(needed.then(|| {
                let count = counts.entry(target.kind).or_default();
                *count += 1;
                let name = format!("{}{count}", target.kind.prefix());
                bookmarks.push(Bookmark { name, number: target.number.clone() });
                BookmarkId(u32::try_from(bookmarks.len() - 1).unwrap_or(u32::MAX))
            }));
        }
        let mark = |index: usize| marks.get(index).copied().flatten();
        let references = found.into_iter().zip(&self.pending).map(|(reference, pending)| {
            let bookmark = reference.and_then(|(index, text)| Some((mark(index)?, settled(text, mark))));
            bookmark.ok_or_else(|| pending.id.value.clone())
        });
        let references = references.collect();
        Resolved { bookmarks, marks, references }
    }

    /// The target of a reference, and the reference's text.
    fn find(
        &self,
        pending: &Pending,
        labels: &Labels,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(usize, Vec<RefPiece>)> {
        let Located { value: id, span } = &pending.id;
        let known = self.by_id.get(id).and_then(|index| Some((*index, self.targets.get(*index)?)));
        let Some((index, target)) = known else {
            // After so many, advice would take longer than all else.
            let candidates = if diagnostics.len() < ADVISED { ADVISED } else { 0 };
            let message = format!("nothing in the report has the id `{id}`");
            let found = Diagnostic::error(Code::UndefinedReference, *span, message);
            // Behind an escape the place is that of a longer text.
            let is_exact = span.range().len() == id.len() + 1;
            diagnostics.push(match did_you_mean(id, self.by_id.keys().map(String::as_str).take(candidates)) {
                Some(near) => {
                    let fix = is_exact.then(|| Fix::one(*span, format!("@{near}")));
                    found.help(format!("did you mean `@{near}`?")).fix(fix)
                }
                None => found.help(format!("write `{{#{id}}}` at the end of the paragraph or heading that is meant")),
            });
            return None;
        };
        if let Some(before) = &pending.before
            && ReferenceWord::of(&before.value).is_some_and(|word| word != target.kind.word())
        {
            diagnostics.push(wrong_word(before, id, target.kind));
        }
        let text = match (&pending.words, &target.text, target.kind) {
            (Some(words), ..) => vec![RefPiece::Words(words.clone())],
            (None, Some(text), _) => text.clone(),
            (None, None, TargetKind::Annex) => vec![RefPiece::Words(labels.annex.clone())],
            (None, None, kind) => {
                let message = format!("`@{id}` has no number to refer to");
                diagnostics.push(Diagnostic::error(Code::UnnumberedTarget, *span, message).help(kind.remedy()));
                return None;
            }
        };
        Some((index, text))
    }

    /// Adds a target, and gives its index as the bookmark that it may get.
    fn add(&mut self, target: Target) -> Option<BookmarkId> {
        let index = self.targets.len();
        self.targets.push(target);
        u32::try_from(index).ok().map(BookmarkId)
    }
}

/// The paragraphs whose numbers a reference shows.
fn numbers_in(text: &[RefPiece]) -> impl Iterator<Item = BookmarkId> {
    text.iter().filter_map(|piece| match piece {
        RefPiece::Number { of, .. } => Some(*of),
        RefPiece::Words(_) => None,
    })
}

/// The pieces with the bookmarks of the document in place of targets.
fn settled(text: Vec<RefPiece>, mark: impl Fn(usize) -> Option<BookmarkId>) -> Vec<RefPiece> {
    let piece = |piece| match piece {
        RefPiece::Number { of, shown } => match mark(of.0 as usize) {
            Some(of) => RefPiece::Number { of, shown },
            None => RefPiece::Words(shown),
        },
        words @ RefPiece::Words(_) => words,
    };
    text.into_iter().map(piece).collect()
}

/// The finding for `para. @rents` where `@rents` is a table.
fn wrong_word(before: &Located<String>, id: &str, kind: TargetKind) -> Diagnostic {
    let word = &before.value;
    let message = format!("`@{id}` is {}, but the word before it is `{word}`", kind.name());
    let found = Diagnostic::warning(Code::WrongReferenceWord, before.span, message);
    match kind.word().instead_of(word) {
        Some(right) => found.help(format!("write `[{right} @{id}]`")).replace(before.span, right),
        None => found.help(format!("write the word for {}, or refer to something else", kind.name())),
    }
}

impl Builder<'_> {
    /// Registers a place that can be pointed at; `None` if nothing ever will.
    pub(super) fn define(&mut self, kind: TargetKind, id: Option<&Located<String>>, number: Own) -> Option<BookmarkId> {
        if id.is_none() && !kind.always() {
            return None;
        }
        let (text, place) = match number {
            Own::None => (None, NumberPlace::None),
            Own::Number { shown, at } => {
                let of = BookmarkId(u32::try_from(self.targets.targets.len()).ok()?);
                (Some(vec![RefPiece::Number { of, shown }]), at)
            }
            Own::Below(text) => (Some(text), NumberPlace::None),
        };
        let target = self.targets.add(Target { kind, text, number: place })?;
        id.iter().for_each(|id| self.name(id, target));
        Some(target)
    }

    /// Registers a paragraph or heading with a marker: its number may be part of a reference.
    pub(super) fn define_marked(&mut self) -> Option<BookmarkId> {
        self.targets.add(Target { kind: TargetKind::Number, text: None, number: NumberPlace::Marker })
    }

    /// Gives a paragraph or heading with a marker its kind, its id and the text of references to it.
    pub(super) fn refer_to(
        &mut self,
        target: BookmarkId,
        kind: TargetKind,
        id: Option<&Located<String>>,
        text: Vec<RefPiece>,
    ) {
        if let Some(known) = self.targets.targets.get_mut(target.0 as usize) {
            known.kind = kind;
            known.text = Some(text).filter(|text| !text.is_empty());
        }
        id.iter().for_each(|id| self.name(id, target));
    }

    fn name(&mut self, id: &Located<String>, target: BookmarkId) {
        if self.targets.by_id.contains_key(&id.value) {
            self.diagnostics.push(
                Diagnostic::error(Code::DuplicateId, id.span, format!("the id `{}` is given twice", id.value))
                    .help("give each paragraph, heading, table, figure and annex an id of its own"),
            );
        } else {
            self.targets.by_id.insert(id.value.clone(), target.0 as usize);
        }
    }
}

/// The number of a place that has no marker.
pub(super) enum Own {
    /// It has none.
    None,
    /// A number, or words that stand for it.
    Number {
        /// As references show it.
        shown: String,
        /// Where it stands.
        at: NumberPlace,
    },
    /// It goes by the number of the paragraph or item that it belongs to.
    Below(Vec<RefPiece>),
}

/// Gives every paragraph its id in reading order, its final bookmark and the texts of its references; says how many ids
/// were given.
pub(super) fn settle(parts: &mut [Part], notes: &mut [Note], resolved: &Resolved) -> u32 {
    let mut settle = Settle { notes, resolved, next: 0 };
    for part in parts {
        visit::change(&mut part.blocks, &mut settle);
    }
    settle.next
}

struct Settle<'a> {
    notes: &'a mut [Note],
    resolved: &'a Resolved,
    next: u32,
}

impl Changer for Settle<'_> {
    /// The paragraph, then the notes whose marks it holds.
    fn paragraph(&mut self, paragraph: &mut Paragraph) {
        self.single(paragraph);
        for inline in &paragraph.content {
            let Inline::Note { note, .. } = inline else { continue };
            let at = note.0 as usize;
            let Some(note) = self.notes.get_mut(at) else { continue };
            let mut paragraphs = std::mem::take(&mut note.paragraphs);
            paragraphs.iter_mut().for_each(|paragraph| self.single(paragraph));
            self.notes[at].paragraphs = paragraphs;
        }
    }

    fn figure(&mut self, figure: &mut Figure) {
        figure.id = self.id();
    }

    fn entry(&mut self, entry: &mut ContentsEntry) {
        entry.target = self.bookmark(entry.target).unwrap_or(entry.target);
    }
}

impl Settle<'_> {
    fn single(&mut self, paragraph: &mut Paragraph) {
        paragraph.id = self.id();
        paragraph.bookmark = paragraph.bookmark.and_then(|mark| self.bookmark(mark));
        let entry = matches!(paragraph.role, Role::ContentsEntry(_));
        for inline in &mut paragraph.content {
            if let Inline::Reference { target, text, format, span } = inline {
                match self.resolved.references.get(target.0 as usize) {
                    Some(Ok((mark, words))) if !entry => {
                        *target = *mark;
                        text.clone_from(words);
                    }
                    // The contents point at the heading, not at what the heading speaks of.
                    Some(Ok((_, pieces))) => {
                        let words = pieces.iter().map(RefPiece::as_str).collect();
                        *inline = words_of(words, format.clone(), *span);
                    }
                    Some(Err(words)) => *inline = words_of(words.clone(), format.clone(), *span),
                    None => *inline = words_of(String::new(), format.clone(), *span),
                }
            }
        }
    }

    fn id(&mut self) -> ContentId {
        self.next += 1;
        ContentId(self.next - 1)
    }

    fn bookmark(&self, target: BookmarkId) -> Option<BookmarkId> {
        self.resolved.marks.get(target.0 as usize).copied().flatten()
    }
}

fn words_of(text: String, format: Format, span: Span) -> Inline {
    Inline::Text { text, format, span }
}
