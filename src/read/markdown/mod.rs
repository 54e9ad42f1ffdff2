//! Reads Markdown as blocks: CommonMark with tables and notes, and on top of it what reports need.

mod attributes;
mod blocks;
mod captions;
mod fences;
mod figures;
mod headings;
mod inlines;
mod links;
mod lists;
mod marks;
mod mask;
mod mistakes;
mod notes;
mod numbers;
mod paragraphs;
mod recommendations;
mod references;
mod source;
mod tables;
mod tokens;
mod words;

use std::collections::BTreeMap;

use self::source::Source;
use super::context::Context;
use super::offsets::Offsets;
use super::{Block, Inline, Item, limits};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::source::Span;

pub(super) use self::captions::doubled_label;
pub(super) use self::figures::missing_alt;
pub(super) use self::lists::judge_marks;
pub(crate) use self::marks::begins_with_bullet;
pub use self::marks::following_mark;

/// Where a text leads that is nothing but an address: it is a link without any marks.
pub(crate) fn address_of(text: &str) -> Option<String> {
    mask::address_in(text).filter(|found| found.range == (0..text.len())).map(|found| found.target)
}

/// Reads a text of blocks.
pub(super) fn blocks(context: &mut Context<'_>, text: &str, offsets: &Offsets) -> Vec<Block> {
    if !limits::admit_signs(context, text, offsets) {
        return Vec::new();
    }
    let text = &*context.with_word_signs(text, |at| offsets.span(at..at + 1));
    let (prepared, fences) = fences::prepare(text);
    let marks = numbers::find(text, &fences);
    let masked =
        mask::blocks(text, prepared, marks.iter().map(|mark| mark.range.start..mark.range.start + mark.length));
    let source = Source::of_blocks(text, &masked, fences, marks);
    let mut markdown = Markdown::new(context, &source, offsets);
    let blocks = markdown.read_blocks(0..source.events.len(), true);
    markdown.judge_typed_numbers();
    markdown.judge_bullets();
    markdown.judge_pseudo_headings(&blocks);
    markdown.judge_blocks();
    markdown.finish();
    blocks
}

/// Reads a text that is a part of a block: a heading, a cell, a caption. Signs at its start have no meaning.
pub(super) fn inlines(context: &mut Context<'_>, text: &str, offsets: &Offsets) -> Vec<Inline> {
    let mut paragraphs = paragraphs(context, text, offsets);
    if paragraphs.len() > 1 {
        context.report(
            Diagnostic::error(
                Code::MisplacedBlock,
                offsets.span(0..text.trim_end().len()),
                "the text has several paragraphs, but only one is possible here",
            )
            .help("delete the empty line, or write `\\` at the end of a line to begin a new one"),
        );
    }
    if paragraphs.is_empty() { Vec::new() } else { paragraphs.swap_remove(0) }
}

/// Reads a cell of a table: its lines stay.
pub(super) fn cell(context: &mut Context<'_>, text: &str, offsets: &Offsets) -> Vec<Inline> {
    if !limits::admit_signs(context, text, offsets) {
        return Vec::new();
    }
    let text = context.with_word_signs(text, |at| offsets.span(at..at + 1));
    let prepared = format!("{}{text}", source::GUARD);
    let masked = mask::inlines(&prepared);
    let source = Source::of_paragraphs(&prepared, &masked);
    let mut markdown = Markdown::new(context, &source, offsets);
    markdown.lines = Lines::Stay;
    let paragraphs = markdown.flat_paragraphs(0..source.events.len(), "in a cell");
    markdown.judge_words_of_text();
    markdown.finish();
    let end = offsets.span(text.len()..text.len());
    let mut content: Vec<Inline> = Vec::new();
    for paragraph in paragraphs {
        if !content.is_empty() {
            content.push(Inline::LineBreak(end));
        }
        content.extend(paragraph);
    }
    content
}

/// Reads an item of a list that stands on one line: a mark typed at its start is taken off.
pub(super) fn item(context: &mut Context<'_>, text: &str, offsets: &Offsets) -> Item {
    let text = if limits::admit_signs(context, text, offsets) { text } else { "" };
    let text = context.with_word_signs(text, |at| offsets.span(at..at + 1));
    let prepared = format!("{}{text}", source::GUARD);
    let masked = mask::inlines(&prepared);
    let source = Source::of_paragraphs(&prepared, &masked);
    let mut markdown = Markdown::new(context, &source, offsets);
    let item = markdown.short_item(0..source.events.len());
    markdown.judge_words_of_text();
    markdown.finish();
    item
}

/// Reads a text of one or more paragraphs and nothing else.
pub(super) fn paragraphs(context: &mut Context<'_>, text: &str, offsets: &Offsets) -> Vec<Vec<Inline>> {
    if !limits::admit_signs(context, text, offsets) {
        return Vec::new();
    }
    let text = context.with_word_signs(text, |at| offsets.span(at..at + 1));
    let prepared = format!("{}{text}", source::GUARD);
    let masked = mask::inlines(&prepared);
    let source = Source::of_paragraphs(&prepared, &masked);
    let mut markdown = Markdown::new(context, &source, offsets);
    let paragraphs = markdown.flat_paragraphs(0..source.events.len(), "here");
    markdown.judge_words_of_text();
    markdown.finish();
    paragraphs
}

/// What the ends of lines in a text mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lines {
    /// They are spaces.
    Flow,
    /// They stay, as in a cell; a backslash before a space begins a line too.
    Stay,
}

/// The reading of one text.
struct Markdown<'c, 'a, 't> {
    context: &'c mut Context<'a>,
    source: &'t Source<'t>,
    offsets: &'t Offsets,
    /// How often each note was pointed at.
    uses: BTreeMap<String, usize>,
    in_note: bool,
    in_link: bool,
    /// What the ends of lines mean, and a backslash before a space.
    lines: Lines,
    /// HTML tags that were reported and not closed yet.
    open_html: usize,
    /// Lines `::: word` that were reported and not closed yet.
    unknown_fences: usize,
    /// Bullets pasted from a word processor, with the white space after them.
    bullets: Vec<std::ops::Range<usize>>,
    depth: usize,
    depth_reported: bool,
}

impl<'c, 'a, 't> Markdown<'c, 'a, 't> {
    fn new(context: &'c mut Context<'a>, source: &'t Source<'t>, offsets: &'t Offsets) -> Markdown<'c, 'a, 't> {
        Markdown {
            context,
            source,
            offsets,
            uses: BTreeMap::new(),
            in_note: false,
            in_link: false,
            lines: Lines::Flow,
            open_html: 0,
            unknown_fences: 0,
            bullets: Vec::new(),
            depth: 0,
            depth_reported: false,
        }
    }

    /// The place of a range of the prepared text.
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let shift = self.source.shift;
        self.offsets.span(range.start.saturating_sub(shift)..range.end.saturating_sub(shift))
    }

    /// The remedy that writes `replacement` for a range of the prepared text; further lines of it are indented like the
    /// text. `None` where the author's file spells that range in another way.
    fn fix(&self, range: std::ops::Range<usize>, replacement: &str) -> Option<Fix> {
        let shift = self.source.shift;
        let range = range.start.saturating_sub(shift)..range.end.saturating_sub(shift);
        self.offsets.edit(range, replacement).map(|edit| Fix::new(vec![edit]))
    }
}
