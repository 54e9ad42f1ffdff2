//! The paragraphs of a [`Document`] in reading order, each with its text, place and the way back to the author's file.

use std::ops::Range;

pub(super) use crate::document::visit::Place;
use crate::document::visit::{self, Visitor, notes_of};
use crate::document::{Block, Caption, Document, Format, Inline, NoteId, Paragraph, Part};
use crate::facts::language::LanguageTag;
use crate::source::Span;
use crate::submission::Budget;

/// A paragraph and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Visit<'a> {
    /// The part; a footnote belongs to the part of its mark.
    pub(super) part: &'a Part,
    /// Its index among the parts.
    pub(super) part_index: usize,
    /// Where it stands in the part.
    pub(super) place: Place,
    /// The paragraph.
    pub(super) paragraph: &'a Paragraph,
    /// How long its section may be, if it is a heading with a budget.
    pub(super) budget: Option<Budget>,
    /// Its text.
    pub(super) text: Text<'a>,
}

/// The words of a paragraph, with label and number of a caption, without marks of notes.
#[derive(Clone, Debug, Default)]
pub(super) struct Text<'a> {
    /// The words; a line break is `\n`.
    pub(super) words: String,
    /// The pieces they came from, in order.
    pub(super) pieces: Vec<Piece<'a>>,
    /// The marks of notes: before which byte of `words` each stands.
    pub(super) marks: Vec<(usize, NoteId, Span)>,
}

/// A piece of text in one format.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// Where it stands in the author's file.
    pub(super) span: Span,
    /// Its format.
    pub(super) format: &'a Format,
}

impl Text<'_> {
    /// The place in the author's file of a range of the text: exact where the piece stands there as it is here.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let first = self.pieces.iter().find(|piece| piece.range.end > range.start)?;
        let last = self.pieces.iter().rev().find(|piece| piece.range.start < range.end)?;
        let start =
            exact(first).map_or(first.span.start, |base| base.saturating_add(offset(range.start, first.range.start)));
        let end = exact(last).map_or(last.span.end, |base| base.saturating_add(offset(range.end, last.range.start)));
        Some(if first.span.file == last.span.file { Span { start, end, ..first.span } } else { first.span })
    }
}

/// Where the piece begins, if its text was written letter by letter as it stands.
fn exact(piece: &Piece) -> Option<u32> {
    (piece.span.range().len() == piece.range.len()).then_some(piece.span.start)
}

fn offset(at: usize, start: usize) -> u32 {
    u32::try_from(at.saturating_sub(start)).unwrap_or(u32::MAX)
}

impl Visit<'_> {
    /// The place in the author's file of a range of the text, else of the paragraph.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.text.span(range).unwrap_or(self.paragraph.span)
    }

    /// The language of the byte `at`: of the piece, else of the paragraph; `None`: the document's.
    pub(super) fn language(&self, at: usize) -> Option<&LanguageTag> {
        let piece = self.text.pieces.iter().find(|piece| piece.range.contains(&at));
        piece.and_then(|piece| piece.format.language.as_ref()).or(self.paragraph.language.as_ref())
    }
}

/// Every paragraph in reading order; a footnote follows the paragraph with its mark.
pub(super) fn paragraphs(document: &Document) -> Vec<Visit<'_>> {
    let mut walk = Walk { document, part: None, visits: Vec::new(), budget: None };
    for (index, part) in document.parts.iter().enumerate() {
        walk.part = Some((index, part));
        visit::part(part, &mut walk);
    }
    walk.visits
}

struct Walk<'a> {
    document: &'a Document,
    part: Option<(usize, &'a Part)>,
    visits: Vec<Visit<'a>>,
    /// The budget of the heading that comes next.
    budget: Option<Budget>,
}

impl<'a> Visitor<'a> for Walk<'a> {
    fn block(&mut self, block: &'a Block) {
        if let Block::Heading(heading) = block {
            self.budget = heading.budget;
        }
    }

    fn paragraph(&mut self, place: Place, paragraph: &'a Paragraph) {
        self.visit(place, paragraph, String::new());
    }

    fn caption(&mut self, caption: &'a Caption) {
        self.visit(Place::Caption, &caption.paragraph, caption.lead());
    }
}

impl<'a> Walk<'a> {
    fn visit(&mut self, place: Place, paragraph: &'a Paragraph, label: String) {
        let Some((part_index, part)) = self.part else { return };
        let budget = self.budget.take();
        self.visits.push(Visit { part, part_index, place, paragraph, budget, text: text(paragraph, label) });
        // A note holds no other note; the reader has said so.
        for paragraph in notes_of(self.document, paragraph).flat_map(|note| &note.paragraphs) {
            let text = text(paragraph, String::new());
            self.visits.push(Visit { part, part_index, place: Place::Note, paragraph, budget: None, text });
        }
    }
}

fn text(paragraph: &Paragraph, label: String) -> Text<'_> {
    let mut text = Text { words: label, ..Text::default() };
    for inline in &paragraph.content {
        let start = text.words.len();
        let (format, span) = match inline {
            Inline::Text { format, span, .. } | Inline::Reference { format, span, .. } => (format, *span),
            Inline::Note { note, span } => {
                text.marks.push((start, *note, *span));
                continue;
            }
            Inline::LineBreak => {
                text.words.push('\n');
                continue;
            }
        };
        text.words.push_str(&inline.words());
        text.pieces.push(Piece { range: start..text.words.len(), span, format });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Place, paragraphs};
    use crate::document::{Block, sample};

    #[test]
    fn every_paragraph_is_met_once_and_notes_follow_their_marks() {
        let document = sample::everything();
        let visits = paragraphs(&document);
        let mut ids: Vec<u32> = visits.iter().map(|visit| visit.paragraph.id.0).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), visits.len());
        // The figure's own id is the only one that is not a paragraph.
        assert_eq!(ids.len() + 1, document.content_count as usize);
        let note = visits.iter().position(|visit| visit.place == Place::Note).expect("the sample has a note");
        assert_eq!(visits[note - 1].text.marks.len(), 2);
        assert!(visits.iter().any(|visit| visit.text.words == "Table 1. Rents by district"));
    }

    #[test]
    fn a_range_of_the_text_leads_to_the_same_letters_in_the_file() {
        let report = sample::report("generic", "en", r"One word, **all** \& more.");
        let document = sample::resolved(&report);
        let [Block::Paragraph(paragraph)] = sample::text(&document) else { panic!("one paragraph") };
        let text = super::text(paragraph, String::new());
        assert_eq!(text.words, "One word, all & more.");
        let written = |range| text.span(range).map(|span| &report[span.range()]);
        assert_eq!(written(4..8), Some("word"));
        // The last piece was written with a byte more than it has: an escape.
        assert_eq!(written(4..20), Some(r"word, **all** \& more."));
        assert_eq!(written(16..20), Some(r" \& more."));
    }
}
