//! Paragraphs become lines: a first version with fixed advances, to be replaced.

use super::line::Line;
use super::pages::{Glyph, GlyphRun, Item, LinkEnd, Origin, Placed, Point};
use crate::diagnostic::Diagnostic;
use crate::document::{Align, Caption, ContentsEntry, Document, Inline, NoteId, Paragraph, Style};
use crate::fonts::{FaceId, Fonts};
use crate::length::Length;

#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) width: Length,
    pub(super) align: Option<Align>,
    pub(super) decimal: Option<Length>,
}

pub(super) struct Engine<'f>(std::marker::PhantomData<&'f Fonts>);

struct Piece {
    text: String,
    origin: Origin,
    note: Option<NoteId>,
}

impl<'f> Engine<'f> {
    pub(super) fn new(_: &'f Fonts) -> Engine<'f> {
        Engine(std::marker::PhantomData)
    }

    fn pieces(paragraph: &Paragraph) -> Vec<Piece> {
        let mut pieces = vec![];
        if let Some(marker) = &paragraph.marker {
            pieces.push(Piece { text: format!("{} ", marker.text), origin: Origin::Marker(paragraph.id), note: None });
        }
        for (at, inline) in (0..).zip(&paragraph.content) {
            let origin = Origin::Inline(paragraph.id, at);
            match inline {
                Inline::Text { text, .. } | Inline::Reference { text, .. } => {
                    for word in text.split_inclusive(' ') {
                        pieces.push(Piece { text: word.into(), origin, note: None });
                    }
                }
                Inline::Note { note, .. } => {
                    pieces.push(Piece { text: (note.0 + 1).to_string(), origin, note: Some(*note) })
                }
                Inline::LineBreak => pieces.push(Piece { text: "\n".into(), origin, note: None }),
            }
        }
        pieces
    }

    fn run(text: &str, size: Length) -> GlyphRun {
        let glyphs = text
            .char_indices()
            .map(|(at, c)| Glyph {
                id: 1,
                advance: size / 2,
                x_offset: Length::ZERO,
                y_offset: Length::ZERO,
                start: at as u32,
                end: (at + c.len_utf8()) as u32,
            })
            .collect();
        GlyphRun { face: FaceId(0), size, text: text.into(), glyphs }
    }

    fn set(pieces: Vec<Piece>, style: &Style, width: Length) -> Vec<Line> {
        let fresh =
            || Line { ascent: style.size, descent: style.size / 5, items: vec![], notes: vec![], hyphenated: false };
        let mut lines = vec![fresh()];
        let mut x = Length::ZERO;
        for piece in pieces {
            let w = style.size / 2 * piece.text.trim_end().chars().count() as i64;
            if x > Length::ZERO && (x + w > width || piece.text == "\n") {
                lines.push(fresh());
                x = Length::ZERO;
            }
            let line = lines.last_mut().expect("one");
            if piece.text != "\n" {
                let point = Point { x, y: Length::ZERO };
                line.items.push(Placed {
                    point,
                    item: Item::Glyphs(Self::run(&piece.text, style.size)),
                    origin: piece.origin,
                });
                if let Some(note) = piece.note {
                    line.notes.push(note);
                    let item = Item::Link { width: w, height: style.size, to: LinkEnd::NoteText(note) };
                    let point = Point { x, y: -style.size };
                    line.items.push(Placed { point, item, origin: piece.origin });
                }
                x += style.size / 2 * piece.text.chars().count() as i64;
            }
        }
        lines
    }

    pub(super) fn paragraph(&mut self, document: &Document, paragraph: &Paragraph, column: Column) -> Vec<Line> {
        Self::set(Self::pieces(paragraph), document.styles.get(paragraph.role), column.width)
    }

    pub(super) fn caption(&mut self, document: &Document, caption: &Caption, column: Column) -> Vec<Line> {
        let mut pieces = vec![Piece {
            text: format!("{} {}{}", caption.label, caption.number, caption.separator),
            origin: Origin::CaptionLabel(caption.paragraph.id),
            note: None,
        }];
        pieces.extend(Self::pieces(&caption.paragraph));
        Self::set(pieces, document.styles.get(caption.paragraph.role), column.width)
    }

    pub(super) fn contents_entry(
        &mut self,
        document: &Document,
        entry: &ContentsEntry,
        page: Option<u32>,
        column: Column,
    ) -> Vec<Line> {
        let mut pieces = Self::pieces(&entry.paragraph);
        if let Some(page) = page {
            pieces.push(Piece {
                text: format!(" … {page}"),
                origin: Origin::ContentsPage(entry.paragraph.id),
                note: None,
            });
        }
        Self::set(pieces, document.styles.get(entry.paragraph.role), column.width)
    }

    pub(super) fn note(
        &mut self,
        document: &Document,
        paragraph: &Paragraph,
        note: Option<NoteId>,
        column: Column,
    ) -> Vec<Line> {
        let mut pieces = vec![];
        if let Some(note) = note {
            pieces.push(Piece { text: format!("{} ", note.0 + 1), origin: Origin::Marker(paragraph.id), note: None });
        }
        pieces.extend(Self::pieces(paragraph));
        Self::set(pieces, document.styles.get(paragraph.role), column.width)
    }

    pub(super) fn words(&mut self, _: &Document, text: &str, style: &Style, origin: Origin) -> (Line, Length) {
        let width = style.size / 2 * text.chars().count() as i64;
        let mut lines = Self::set(vec![Piece { text: text.into(), origin, note: None }], style, width);
        (lines.remove(0), width)
    }

    pub(super) fn widths(&mut self, document: &Document, paragraph: &Paragraph) -> (Length, Length) {
        let half = document.styles.get(paragraph.role).size / 2;
        let pieces = Self::pieces(paragraph);
        let counts = || pieces.iter().map(|piece| piece.text.chars().count() as i64);
        (half * counts().max().unwrap_or(0), half * counts().sum::<i64>())
    }

    pub(super) fn decimal_widths(&mut self, document: &Document, paragraph: &Paragraph) -> (Length, Length) {
        (self.widths(document, paragraph).1, Length::ZERO)
    }

    pub(super) fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        vec![]
    }
}
