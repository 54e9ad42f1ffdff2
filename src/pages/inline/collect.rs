//! Collects a paragraph's content as one text with formatted ranges, still without glyphs.

use std::borrow::Cow;
use std::ops::Range;

use super::super::placed::{LinkEnd, Origin};
use crate::document::{ContentId, Document, Format, Inline, NoteId, Paragraph, Style, VerticalPosition};
use crate::facts::language::{Direction, LanguageTag};
use crate::source::Span;
use crate::text::language::has_italics;

/// Where a new line begins inside a paragraph: Unicode's line separator, which leaves the direction of the text alone.
pub(super) const NEW_LINE: char = '\u{2028}';

/// A range of the text in one format and with one origin.
#[derive(Clone, Debug)]
pub(super) struct Piece<'d> {
    pub(super) range: Range<usize>,
    pub(super) look: Look<'d>,
    pub(super) tag: Tag,
}

/// How a piece is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look<'d> {
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Whether it is small and stands above the line, as the marks of notes do, or below it.
    pub(super) position: VerticalPosition,
    /// Its spaces neither stretch nor end a line: between a note's number and its text.
    pub(super) tied: bool,
    pub(super) language: &'d str,
}

/// What a piece belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub(super) origin: Origin,
    pub(super) link: Option<LinkEnd>,
    pub(super) note: Option<NoteId>,
    pub(super) span: Span,
}

impl Tag {
    /// Belongs to `origin` and leads nowhere.
    pub(super) fn plain(origin: Origin, span: Span) -> Tag {
        Tag { origin, link: None, note: None, span }
    }
}

/// A paragraph as one text.
#[derive(Clone, Debug)]
pub(super) struct Collected<'d> {
    pub(super) text: String,
    /// In order, without gaps between them.
    pub(super) pieces: Vec<Piece<'d>>,
    /// The format of plain words.
    pub(super) look: Look<'d>,
    pub(super) direction: Direction,
    /// Figures of one width, so that numbers in a table stand below one another.
    pub(super) tabular: bool,
}

impl<'d> Collected<'d> {
    /// Nothing yet, in a language.
    pub(super) fn new(style: &Style, language: &'d str, direction: Direction) -> Collected<'d> {
        let italic = style.italic && has_italics(language);
        let look = Look { bold: style.bold, italic, position: VerticalPosition::Baseline, tied: false, language };
        Collected { text: String::new(), pieces: Vec::new(), look, direction, tabular: false }
    }

    /// A paragraph's words.
    pub(super) fn paragraph(document: &'d Document, paragraph: &'d Paragraph, style: &Style) -> Collected<'d> {
        let mut collected = Collected::empty_for(document, paragraph, style);
        collected.content(document, paragraph);
        collected
    }

    /// Nothing yet, in the language and direction of a paragraph.
    pub(super) fn empty_for(document: &'d Document, paragraph: &'d Paragraph, style: &Style) -> Collected<'d> {
        let (language, direction) = match &paragraph.language {
            Some(tag) => (tag.as_str(), tag.direction()),
            None => (document.language.code(), document.direction),
        };
        let tabular = paragraph.role.is_table_head() || paragraph.role.is_table_cell();
        Collected { tabular, ..Collected::new(style, language, direction) }
    }

    /// Nothing yet, in the same look and direction.
    pub(super) fn emptied(&self) -> Collected<'d> {
        Collected { text: String::new(), pieces: Vec::new(), ..*self }
    }

    /// Appends words in a format.
    pub(super) fn push(&mut self, text: &str, look: Look<'d>, tag: Tag) {
        let start = self.text.len();
        self.text.push_str(&without_controls(text));
        self.push_range(start, look, tag);
    }

    /// Appends a paragraph's content.
    pub(super) fn content(&mut self, document: &Document, paragraph: &'d Paragraph) {
        let mut after_note = None;
        for (index, inline) in (0..).zip(&paragraph.content) {
            let origin = Origin::Inline(paragraph.id, index);
            let previous = after_note.take();
            match inline {
                Inline::Text { text, format, span } => {
                    let link = format.link.map(LinkEnd::Link);
                    self.push(text, self.formatted(format), Tag { link, ..Tag::plain(origin, *span) });
                }
                Inline::Reference { target, format, span, .. } => {
                    let link = Some(LinkEnd::Bookmark(*target));
                    self.push(&inline.words(), self.formatted(format), Tag { link, ..Tag::plain(origin, *span) });
                }
                Inline::Note { note, span } => {
                    if let Some(previous) = previous {
                        self.note_comma(previous);
                    }
                    self.note_mark(document, *note, Tag::plain(origin, *span));
                    after_note = Some(Tag::plain(origin, *span));
                }
                Inline::LineBreak => {
                    // The space hangs over the margin; without it the words around the new line would be read as one.
                    let start = self.text.len();
                    self.text.push(' ');
                    self.text.push(NEW_LINE);
                    self.push_range(start, self.look, Tag::plain(origin, paragraph.span));
                }
            }
        }
    }

    /// The number of a note before its own text, as a raised mark and a space.
    pub(super) fn note_number(&mut self, document: &Document, note: NoteId, id: ContentId, span: Span) {
        let tag = Tag::plain(Origin::Marker(id), span);
        let number = number_of(document, note);
        self.push(&number, self.raised(), Tag { link: Some(LinkEnd::NoteMark(note)), ..tag });
        self.push(" ", Look { tied: true, ..self.look }, tag);
    }

    fn note_mark(&mut self, document: &Document, note: NoteId, tag: Tag) {
        let number = number_of(document, note);
        self.push(&number, self.raised(), Tag { link: Some(LinkEnd::NoteText(note)), note: Some(note), ..tag });
    }

    /// Two marks side by side would read as one number.
    fn note_comma(&mut self, tag: Tag) {
        self.push(",", self.raised(), tag);
    }

    /// The marks of notes are upright and light, whatever stands before them.
    fn raised(&self) -> Look<'d> {
        Look { position: VerticalPosition::Superscript, italic: false, ..self.look }
    }

    fn formatted(&self, format: &'d Format) -> Look<'d> {
        let tag = format.language.as_ref();
        let language = tag.map_or(self.look.language, LanguageTag::as_str);
        // Arabic and Chinese have no italics: there emphasis is bold.
        let upright = !has_italics(language);
        Look {
            bold: self.look.bold || format.strong || (format.emphasis && upright),
            italic: !upright && self.look.italic != format.emphasis,
            position: format.position,
            language,
            ..self.look
        }
    }

    fn push_range(&mut self, start: usize, look: Look<'d>, tag: Tag) {
        if start < self.text.len() {
            self.pieces.push(Piece { range: start..self.text.len(), look, tag });
        }
    }
}

fn number_of(document: &Document, note: NoteId) -> String {
    let number = document.notes.get(note.0 as usize).map_or(note.0.saturating_add(1), |note| note.number);
    number.to_string()
}

/// Tabs, line ends and the other control characters become spaces: a line ends where [`Inline::LineBreak`] says.
fn without_controls(text: &str) -> Cow<'_, str> {
    let control = |c: char| c.is_control() || matches!(c, NEW_LINE | '\u{2029}');
    // All of them begin with one of these bytes in UTF-8; the quick look spares most texts the slow one.
    let suspect = text.bytes().any(|byte| byte < 0x20 || matches!(byte, 0x7F | 0xC2 | 0xE2));
    if suspect && text.contains(control) { Cow::Owned(text.replace(control, " ")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::{Collected, without_controls};
    use crate::document::{Block, Role, sample};

    #[test]
    fn tabs_and_line_ends_become_spaces_and_other_signs_stay() {
        assert_eq!(without_controls("a\tb\r\nc\u{85}d"), "a b  c d");
        assert_eq!(without_controls("“é” \u{a0}"), "“é” \u{a0}");
    }

    #[test]
    fn neighbouring_note_marks_have_a_comma_between_them() {
        let document = sample::written("Rents rose.^[One.]^[Two.]");
        let [Block::Paragraph(paragraph)] = sample::text(&document) else { panic!("one paragraph") };
        let collected = Collected::paragraph(&document, paragraph, document.styles.get(Role::Paragraph));
        assert_eq!(collected.text, "Rents rose.1,2");
        assert_eq!(collected.pieces.iter().filter_map(|piece| piece.tag.note).count(), 2);
    }
}
