//! Makes the table of contents from the headings of a report.

use super::Builder;
use super::blocks::paragraph;
use super::inlines::push_text;
use crate::document::{
    Block, BookmarkId, Contents, ContentsEntry, Format, Inline, Marker, Orientation, Paragraph, Part, PartKind, Role,
};
use crate::read::Automatic;
use crate::source::Span;

/// The deepest level of headings that the contents list.
const DEEPEST: u8 = 3;

/// A heading as the contents will list it.
pub(super) struct Entry {
    level: u8,
    marker: Option<Marker>,
    content: Vec<Inline>,
    target: BookmarkId,
    span: Span,
}

impl Entry {
    /// The words of a heading without notes, links and line breaks.
    pub(super) fn new(level: u8, marker: Option<Marker>, content: &[Inline], target: BookmarkId, span: Span) -> Entry {
        let mut words = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Text { text, format, span } => {
                    push_text(&mut words, text, &Format { link: None, ..format.clone() }, *span);
                }
                Inline::Reference { .. } => words.push(inline.clone()),
                Inline::LineBreak => push_text(&mut words, " ", &Format::default(), span),
                Inline::Note { .. } => {}
            }
        }
        Entry { level, marker, content: words, target, span }
    }
}

impl Builder<'_> {
    /// The contents, if the author or the body asks for them.
    pub(super) fn contents(&mut self) -> Option<Part> {
        // The summary has an entry, but a report is not long for having one.
        let headings = self.entries.iter().filter(|entry| (1..=DEEPEST).contains(&entry.level)).count();
        let wanted = match self.spec.contents {
            Automatic::Yes => true,
            Automatic::No => false,
            Automatic::Auto => self.profile.contents_from_headings.is_some_and(|least| headings >= least),
        };
        if !wanted || self.entries.is_empty() {
            return None;
        }
        let span = self.spec.body.as_ref().map(|body| body.span).unwrap_or_default();
        let heading = self.part_heading(&self.labels.contents, span);
        let entries = std::mem::take(&mut self.entries);
        let entries = entries.into_iter().filter(|entry| entry.level <= DEEPEST).map(|entry| ContentsEntry {
            paragraph: Paragraph {
                marker: entry.marker,
                ..paragraph(Role::ContentsEntry(entry.level.max(1)), entry.content, entry.span)
            },
            target: entry.target,
        });
        let contents = Block::Contents(Contents { entries: entries.collect() });
        Some(Part {
            kind: PartKind::Contents,
            blocks: vec![Block::Heading(heading), contents],
            new_page: false,
            orientation: Orientation::Portrait,
            span,
        })
    }
}
