//! From a Markdown text to the parser's events, with the partners of each start and the notes defined.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::fences::Fence;

/// Stands before a text that is only inline, so that no sign at its start begins a block. It is a punctuation mark, so
/// that emphasis can begin after it.
pub(super) const GUARD: &str = ".";

/// A text with its events.
pub(super) struct Source<'t> {
    /// The text the events speak of.
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
}

impl<'t> Source<'t> {
    pub(super) fn of_blocks(text: &'t str, fences: Vec<Fence>) -> Source<'t> {
        Source::new(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES, 0, fences)
    }

    /// For a text with [`GUARD`] before it.
    pub(super) fn of_paragraphs(text: &'t str) -> Source<'t> {
        Source::new(text, Options::ENABLE_FOOTNOTES, GUARD.len(), Vec::new())
    }

    fn new(text: &'t str, options: Options, shift: usize, fences: Vec<Fence>) -> Source<'t> {
        let events: Vec<(Event<'t>, Range<usize>)> = Parser::new_ext(text, options).into_offset_iter().collect();
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
        Source { text, shift, events, ends, notes, repeated_notes, fences }
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
