//! Reads footnote marks and definitions as notes, and quotations and notes as plain paragraphs.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Markdown;
use super::inlines::push_text;
use super::links::raw_html;
use super::source::is_block;
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, counted};
use crate::read::Inline;
use crate::read::limits;

impl<'t> Markdown<'_, '_, 't> {
    /// The note that a mark `[^1]` points at.
    pub(super) fn note_reference(&mut self, label: &str, place: Range<usize>, content: &mut Vec<Inline>) {
        let label = label.to_lowercase();
        let Some(definition) = self.source.notes.get(&label).copied() else { return };
        let span = self.span(place.clone());
        if self.in_note {
            self.note_in_note(place);
            return;
        }
        let uses = self.uses.entry(label.clone()).or_insert(0);
        *uses += 1;
        let uses = *uses;
        if uses > 1 {
            let times = counted(uses, "time", "times");
            self.context.report(
                Diagnostic::warning(Code::NoteUsedTwice, span, format!("the note `[^{label}]` is used {times}"))
                    .help("each mark gets a footnote of its own with the same text; to shorten it, write a note such as `^[See note 1.]`"),
            );
        }
        let length = self.source.events[definition].1.len();
        if uses > 1 && !limits::admit_repeated_note(self.context, length, span) {
            return;
        }
        self.space_before_note(place.start, content);
        self.in_note = true;
        let mut paragraphs = self.flat_paragraphs(definition + 1..self.source.ends[definition], "in a footnote");
        self.in_note = false;
        if paragraphs.is_empty() {
            paragraphs.push(Vec::new());
        }
        content.push(Inline::Note { paragraphs, span });
    }

    /// Says what was defined but not used.
    pub(super) fn finish(&mut self) {
        for (label, index) in &self.source.notes {
            if !self.uses.contains_key(label) {
                let span = self.note_label_span(*index, label);
                self.context.report(
                    Diagnostic::warning(
                        Code::UnusedNote,
                        span,
                        format!("the note `[^{label}]` is defined, but no mark points at it"),
                    )
                    .help(format!("write `[^{label}]` where the note belongs, or delete the note")),
                );
            }
        }
        for index in &self.source.repeated_notes {
            let Event::Start(Tag::FootnoteDefinition(label)) = &self.source.events[*index].0 else { continue };
            let span = self.note_label_span(*index, label);
            let first = self.source.notes.get(&label.to_lowercase()).copied().unwrap_or(*index);
            let first = self.note_label_span(first, label);
            let place = self.context.line(first);
            self.context.report(
                Diagnostic::error(Code::NoteDefinedTwice, span, format!("the note `[^{label}]` is defined twice"))
                    .help(format!("it was first defined in {place}; give one of them another mark")),
            );
        }
        for range in self.source.repeated_labels {
            let label = self.source.text.get(range.clone()).unwrap_or_default();
            let message = format!("the address of `{label}` is given twice, and every link leads to the first");
            self.context
                .report(Diagnostic::error(Code::BadLink, self.span(range.clone()), message).help(
                    "give one of the two another label, here and in the link that is meant, or delete this line",
                ));
        }
    }

    fn note_label_span(&self, index: usize, label: &str) -> crate::source::Span {
        let start = self.source.events[index].1.start;
        self.span(start..start + label.len() + 3)
    }

    /// Events that may hold only paragraphs: of a note, of a quotation, of a text that is part of a block. Lists become
    /// paragraphs with their marks as typed; other blocks are named and left out.
    pub(super) fn flat_paragraphs(&mut self, events: Range<usize>, place: &str) -> Vec<Vec<Inline>> {
        let mut paragraphs = Vec::new();
        let mut index = events.start;
        while index < events.end {
            let (event, range) = &self.source.events[index];
            let end = self.source.ends[index];
            if !is_block(event) {
                let last = self.inline_end(index, events.end);
                let tokens = self.tokens(index..last);
                paragraphs.push(self.inlines(&tokens));
                index = last;
                continue;
            }
            match event {
                Event::Start(Tag::Paragraph) => {
                    let tokens = self.tokens(index + 1..end);
                    let words = self.inlines(&tokens);
                    if !words.is_empty() {
                        paragraphs.push(words);
                    }
                }
                Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => {
                    let inner = self.deeper(range.clone(), |this| this.flat_paragraphs(index + 1..end, place));
                    paragraphs.extend(inner.unwrap_or_default());
                }
                Event::Start(Tag::Item) => {
                    let mut inner = self
                        .deeper(range.clone(), |this| this.flat_paragraphs(index + 1..end, place))
                        .unwrap_or_default();
                    self.prepend_item_mark(range.clone(), &mut inner);
                    paragraphs.append(&mut inner);
                }
                Event::Start(Tag::FootnoteDefinition(_)) => {}
                Event::Start(Tag::HtmlBlock) => {
                    let html = self.source.text.get(range.clone()).unwrap_or("");
                    let span = self.span(range.start..range.start + html.trim_end().len());
                    self.context.report(raw_html(html, span));
                }
                _ => self.misplaced(event, range.clone(), place),
            }
            index = end + 1;
        }
        paragraphs
    }

    fn prepend_item_mark(&self, range: Range<usize>, paragraphs: &mut [Vec<Inline>]) {
        let typed = self.source.text.get(range.clone()).unwrap_or("").trim_start();
        let mark = typed.split_whitespace().next().unwrap_or("");
        let shown = if matches!(mark, "-" | "*" | "+") { "– ".to_owned() } else { format!("{mark} ") };
        let span = self.span(range.start..range.start + mark.len());
        if let Some(first) = paragraphs.first_mut() {
            let mut marked = Vec::new();
            push_text(&mut marked, &shown, span);
            marked.append(first);
            *first = marked;
        }
    }

    /// The index after a run of inline events.
    pub(super) fn inline_end(&self, start: usize, limit: usize) -> usize {
        let mut index = start;
        while index < limit && !is_block(&self.source.events[index].0) {
            index = self.source.ends[index] + 1;
        }
        index
    }

    fn misplaced(&mut self, event: &Event<'_>, range: Range<usize>, place: &str) {
        let what = match event {
            Event::Start(Tag::Heading { .. }) => "a heading",
            Event::Start(Tag::Table(_)) => "a table",
            Event::Start(Tag::CodeBlock(_)) => "text indented by four spaces or more, or program code,",
            Event::Rule => "a horizontal line",
            _ => "a block of this kind",
        };
        let text = self.source.text.get(range.clone()).unwrap_or("");
        let span = self.span(range.start..range.start + text.trim_end().len());
        self.context.report(
            Diagnostic::error(Code::MisplacedBlock, span, format!("{what} cannot stand {place}")).help(
                "use only paragraphs; put a backslash before a sign that has a meaning in Markdown, for instance `\\#`",
            ),
        );
    }
}
