//! Finds what a whole report holds more of than any report needs.

use super::context::Context;
use super::limits::{BLOCKS, CELLS, LINE_BREAKS, LINKS, NOTES, PARAGRAPH, SHORT_TEXT};
use super::{Block, Inline, Spec, plain_text};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, counted};
use crate::source::{Located, Span};

const DIVIDE: &str = "divide the report, or submit the data as a separate file";

/// Where a count passed its limit.
#[derive(Debug, Default)]
struct Count {
    count: usize,
    passed_at: Option<Span>,
}

impl Count {
    fn add(&mut self, count: usize, limit: usize, span: Span) {
        self.count += count;
        if self.count > limit && self.passed_at.is_none() {
            self.passed_at = Some(span);
        }
    }
}

#[derive(Debug, Default)]
struct Counts {
    blocks: Count,
    cells: Count,
    notes: Count,
    line_breaks: Count,
    letters: Count,
    short: Count,
    links: Count,
    /// Whether the report names sources.
    has_sources: bool,
}

/// Counts what the report holds. If it is too much, the text is taken away, so that no later stage works on it.
pub(super) fn check(context: &mut Context<'_>, spec: &mut Spec) {
    let mut counts = Counts { has_sources: !spec.references.all().is_empty(), ..Counts::default() };
    counts.short_texts(spec);
    for blocks in spec.summary.iter().chain(&spec.body).map(|located| &located.value) {
        counts.blocks(blocks);
    }
    spec.submission.submitters.iter().for_each(|submitter| counts.blocks.add(1, BLOCKS, submitter.span));
    spec.profiles.iter().for_each(|profile| counts.blocks(&profile.text.value));
    for annex in &spec.annexes {
        counts.blocks.add(1, BLOCKS, annex.span);
        counts.paragraph(&annex.title, annex.span);
        counts.short(plain_text(&annex.title).chars().count(), annex.span);
        counts.blocks(&annex.body);
    }
    let limits = [
        (counts.blocks, BLOCKS, "paragraphs, headings and items"),
        (counts.cells, CELLS, "cells in its tables"),
        (counts.notes, NOTES, "footnotes"),
        (counts.short, SHORT_TEXT, "letters in a title, heading, name, key words or a description"),
        (counts.letters, PARAGRAPH, "letters in one paragraph"),
        (counts.line_breaks, LINE_BREAKS, "line breaks"),
        (counts.links, LINKS, "links"),
    ];
    for (count, limit, what) in limits {
        let Some(span) = count.passed_at else { continue };
        let message = format!(
            "the report has {}, more than the {}",
            counted(count.count, what, what),
            counted(limit, "that is read", "that are read")
        );
        context.report(Diagnostic::error(Code::TooLarge, span, message).help(DIVIDE));
        spec.summary = None;
        spec.body = None;
        spec.annexes.clear();
        spec.profiles.clear();
    }
}

impl Counts {
    fn short_texts(&mut self, spec: &Spec) {
        let length = |text: &Located<String>| text.value.chars().count();
        for text in spec.submission.title.iter().chain(&spec.submission.subtitle) {
            self.short(length(text), text.span);
        }
        // Both files name all submitters, and all key words, in one text.
        let names = spec.submission.submitters.iter().flat_map(|one| one.name.iter().chain(&one.short_name));
        let names = names.fold((0, Span::default()), |(sum, _), name| (sum + length(name) + 2, name.span));
        let words = spec.submission.keywords.iter();
        let words = words.fold((0, Span::default()), |(sum, _), word| (sum + length(word) + 2, word.span));
        for (sum, span) in [names, words] {
            self.short(sum, span);
        }
    }

    /// A text that both files also hold outside the text; the longest is told.
    fn short(&mut self, letters: usize, span: Span) {
        if letters > self.short.count {
            self.short = Count::default();
            self.short.add(letters, SHORT_TEXT, span);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let span = block.span();
        self.blocks.add(1, BLOCKS, span);
        match block {
            Block::Heading { content, .. } => self.short(plain_text(content).chars().count(), span),
            Block::Quotation(quotation) => self.blocks.add(quotation.paragraphs.len(), BLOCKS, span),
            Block::Table(table) => self.cells.add(table.columns().saturating_mul(table.rows.len() + 1), CELLS, span),
            Block::Figure(figure) => self.short(figure.alt.as_deref().unwrap_or_default().chars().count(), span),
            _ => {}
        }
        block.texts().into_iter().for_each(|content| self.paragraph(content, span));
        block.items().iter().for_each(|item| self.blocks(&item.blocks));
    }

    /// The letters of a paragraph count from none, those of notes at it by themselves.
    fn paragraph(&mut self, content: &[Inline], span: Span) {
        let before = std::mem::take(&mut self.letters.count);
        self.inlines(content);
        self.letters.add(0, PARAGRAPH, span);
        // The longest is told.
        self.letters.count = if self.letters.passed_at.is_some() { self.letters.count.max(before) } else { before };
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Emphasis(content, _) | Inline::Strong(content, _) | Inline::Passage { content, .. } => {
                    self.inlines(content);
                }
                Inline::Link { content, span, .. } => {
                    self.links.add(1, LINKS, *span);
                    self.inlines(content);
                }
                Inline::Note { paragraphs, span } => {
                    self.notes.add(1, NOTES, *span);
                    self.blocks.add(paragraphs.len(), BLOCKS, *span);
                    paragraphs.iter().for_each(|content| self.paragraph(content, *span));
                }
                Inline::LineBreak(span) => self.line_breaks.add(1, LINE_BREAKS, *span),
                Inline::Text(text, _) | Inline::Superscript(text, _) | Inline::Subscript(text, _) => {
                    self.letters.count += text.chars().count()
                }
                // It may be a citation, which makes a note.
                Inline::Reference { span, .. } => self.notes.add(usize::from(self.has_sources), NOTES, *span),
                Inline::Mention { key, .. } => self.notes.add(1, NOTES, key.span),
            }
        }
    }
}
