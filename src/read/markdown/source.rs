//! Reads a Markdown text as the parser's events, with the partners of each start and the notes defined.

use std::cell::OnceCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag};

use super::fences::Fence;
use super::mask::{self, Masked};
use super::numbers::TypedMark;

/// Stands before a text that is only inline, so that no sign at its start begins a block. It is a punctuation mark, so
/// that emphasis can begin after it.
pub(super) const GUARD: &str = ".";

/// A text with its events.
pub(super) struct Source<'t> {
    /// The text the events speak of, as its author typed it.
    pub(super) text: &'t str,
    /// Length of the guard before the author's text.
    pub(super) shift: usize,
    pub(super) events: Vec<(Event<'t>, Range<usize>)>,
    /// For each start, the index of its end; for other events, their own index.
    pub(super) ends: Vec<usize>,
    /// The first definition of each note, by its label in small letters.
    pub(super) notes: BTreeMap<String, usize>,
    /// Later definitions of the same labels.
    pub(super) repeated_notes: Vec<usize>,
    /// The lines that open and close recommendations.
    pub(super) fences: Vec<Fence>,
    /// Numbers and letters typed before paragraphs and items, by where they begin.
    pub(super) marks: BTreeMap<usize, TypedMark>,
    /// The names of files and addresses in links that contain spaces.
    spaced: &'t [Range<usize>],
    /// The labels of links whose addresses were given before.
    pub(super) repeated_labels: &'t [Range<usize>],
    /// Where notes begin that lack the colon after their mark, by label; looked for at the first question.
    without_colon: OnceCell<BTreeMap<&'t str, usize>>,
}

impl<'t> Source<'t> {
    pub(super) fn of_blocks(
        text: &'t str,
        masked: &'t Masked<'t>,
        fences: Vec<Fence>,
        marks: Vec<TypedMark>,
    ) -> Source<'t> {
        let marks = marks.into_iter().map(|mark| (mark.range.start, mark)).collect();
        Source { fences, marks, ..Source::new(text, masked, mask::BLOCKS, 0) }
    }

    /// For a text with [`GUARD`] before it.
    pub(super) fn of_paragraphs(text: &'t str, masked: &'t Masked<'t>) -> Source<'t> {
        Source::new(text, masked, mask::INLINES, GUARD.len())
    }

    fn new(text: &'t str, masked: &'t Masked<'t>, options: Options, shift: usize) -> Source<'t> {
        let parser = Parser::new_ext(&masked.covered, options).into_offset_iter();
        let events: Vec<(Event<'t>, Range<usize>)> =
            parser.map(|(event, range)| (as_typed(event, text.get(range.clone())), range)).collect();
        let mut ends: Vec<usize> = (0..events.len()).collect();
        let mut open = Vec::new();
        let mut notes = BTreeMap::new();
        let mut repeated_notes = Vec::new();
        for (index, (event, _)) in events.iter().enumerate() {
            match event {
                Event::Start(tag) => {
                    open.push(index);
                    if let Tag::FootnoteDefinition(label) = tag {
                        if let Entry::Vacant(place) = notes.entry(label.to_lowercase()) {
                            place.insert(index);
                        } else {
                            repeated_notes.push(index);
                        }
                    }
                }
                Event::End(_) => {
                    if let Some(start) = open.pop() {
                        ends[start] = index;
                    }
                }
                _ => {}
            }
        }
        let (fences, marks) = (Vec::new(), BTreeMap::new());
        let (spaced, repeated_labels) = (masked.spaced.as_slice(), masked.repeated.as_slice());
        let without_colon = OnceCell::new();
        Source {
            text,
            shift,
            events,
            ends,
            notes,
            repeated_notes,
            fences,
            marks,
            spaced,
            repeated_labels,
            without_colon,
        }
    }

    /// Where a line begins with `[^label] `, if the same mark stands before it too.
    pub(super) fn note_without_colon(&self, label: &str) -> Option<usize> {
        self.without_colon.get_or_init(|| notes_without_colon(self.text)).get(label).copied()
    }

    /// Where the tables stand.
    pub(super) fn tables(&self) -> Vec<Range<usize>> {
        let is_table = |event: &Event<'_>| matches!(event, Event::Start(Tag::Table(_)));
        self.events.iter().filter(|(event, _)| is_table(event)).map(|(_, range)| range.clone()).collect()
    }

    /// Where the links and pictures stand, one after another: those inside others are left out.
    pub(super) fn links(&self) -> Vec<Range<usize>> {
        let is_link = |event: &Event<'_>| matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }));
        let mut found: Vec<Range<usize>> = Vec::new();
        for (_, range) in self.events.iter().filter(|(event, _)| is_link(event)) {
            if found.last().is_none_or(|last| last.end <= range.start) {
                found.push(range.clone());
            }
        }
        found
    }

    /// Where a link or picture at `range` leads, which the parser read as `read`.
    pub(super) fn destination<'d>(&'d self, range: &Range<usize>, read: &'d str) -> &'d str {
        let found = self.spaced.iter().rev().find(|place| range.start < place.start && place.end < range.end);
        found.and_then(|place| self.text.get(place.clone())).unwrap_or(read)
    }
}

/// An event with the words that were typed, where the parser read others of the same length.
fn as_typed<'t>(event: Event<'t>, typed: Option<&'t str>) -> Event<'t> {
    let Some(typed) = typed else { return event };
    let same = |text: &CowStr<'_>| text.len() == typed.len();
    match event {
        Event::Text(text) if same(&text) => Event::Text(CowStr::Borrowed(typed)),
        Event::Html(text) if same(&text) => Event::Html(CowStr::Borrowed(typed)),
        Event::InlineHtml(text) if same(&text) => Event::InlineHtml(CowStr::Borrowed(typed)),
        other => other,
    }
}

/// Whether an event belongs to a block rather than to the text inside one.
pub(super) fn is_block(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::Rule => true,
        _ => false,
    }
}
/// No label of a note has more bytes.
const LONGEST_LABEL: usize = 200;

/// The first lines that begin with the mark of a note, without a colon behind it, that stands in the text before.
fn notes_without_colon(text: &str) -> BTreeMap<&str, usize> {
    let (mut seen, mut found) = (BTreeSet::new(), BTreeMap::new());
    for (at, open) in text.match_indices("[^") {
        let inside = &text[at + open.len()..];
        let near = &inside[..inside.floor_char_boundary(LONGEST_LABEL)];
        let Some((label, _)) = near.split_once(']') else { continue };
        let begins = text[..at].ends_with('\n') && inside[label.len() + 1..].starts_with(' ');
        if !seen.insert(label) && begins {
            found.entry(label).or_insert(at);
        }
    }
    found
}
