//! Writes the text of a paragraph: runs, notes, links and fields.

use std::borrow::Cow;
use std::ops::Range;

use super::Writer;
use super::comments::Cut;
use super::isolate::{Mark, marks};
use super::properties::{Fonts, RPr};
use super::script::{WordLanguage, directions};
use super::styles::StyleId;
use super::xml::Xml;
use crate::document::{BookmarkId, Format, Inline, LinkId, LinkTarget, NoteId, NumberPlace, RefPiece};
use crate::error::Error;
use crate::facts::language::{Direction, Language, LanguageTag};
use crate::look::addresses;
use crate::text::ScriptClass;
use crate::text::language::has_italics;
use crate::text::letters::is_east_asian;
use crate::text::search::has;
use crate::text::ties::tied;

/// What the runs of a paragraph share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) direction: Direction,
    /// The paragraph's language where it is not the document's.
    pub(super) language: Option<&'a LanguageTag>,
    /// The document's.
    pub(super) document: Language,
    /// Whether the paragraph's style is italic.
    pub(super) italic: bool,
}

impl Writer<'_> {
    /// Writes a row of inlines with the marks in them; neighbours of one link are one `w:hyperlink`.
    pub(super) fn inlines(&mut self, content: &[Inline], mut cuts: Vec<Cut>, line: Line<'_>) -> Result<(), Error> {
        // In a stable order: a comment on the same words as another ends where that begins.
        cuts.sort_by_key(|cut| (cut.inline, cut.at));
        let pieces: Vec<(u32, &Inline)> = (0..).zip(content).collect();
        let isolating = marks(content, line.direction);
        let tied = tied_spaces(content, line);
        let mut after_note = false;
        for group in pieces.chunk_by(|(_, a), (_, b)| link(a).is_some() && link(a) == link(b)) {
            let linked = group.first().and_then(|(_, inline)| link(inline));
            if let Some(id) = linked {
                self.open_link(id)?;
            }
            for (at, inline) in group {
                let is_note = matches!(inline, Inline::Note { .. });
                if is_note && after_note {
                    self.raised(",");
                }
                after_note = is_note;
                let own: Vec<&Cut> = cuts.iter().filter(|cut| cut.inline == *at).collect();
                let around = isolating.get(*at as usize).copied().unwrap_or_default();
                self.direction_marks(around.before);
                let tied = tied.get(*at as usize).map_or(&[][..], Vec::as_slice);
                self.cut_inline(inline, &own, tied, line)?;
                self.direction_marks(around.after);
            }
            if linked.is_some() {
                self.xml.close("w:hyperlink");
            }
        }
        Ok(())
    }

    /// Writes invisible direction marks, each in a run of its own direction.
    fn direction_marks(&mut self, marks: [Option<Mark>; 2]) {
        for mark in marks.into_iter().flatten() {
            let rtl = (mark.direction() == Direction::RightToLeft).then_some(true);
            run(mark.sign(), &RPr { rtl, ..RPr::default() }, &mut self.xml);
        }
    }

    /// Writes an inline with marks inside its text, or around it where it is not text; `tied` are its spaces at which no line
    /// ends.
    fn cut_inline(&mut self, inline: &Inline, cuts: &[&Cut], tied: &[usize], line: Line<'_>) -> Result<(), Error> {
        let Inline::Text { text, format, .. } = inline else {
            let (before, after): (Vec<&Cut>, Vec<&Cut>) = cuts.iter().partition(|cut| cut.at == 0);
            before.iter().for_each(|cut| self.xml.raw(&cut.xml));
            self.inline(inline, tied, line)?;
            after.iter().for_each(|cut| self.xml.raw(&cut.xml));
            return Ok(());
        };
        let mut from = 0;
        for cut in cuts {
            let to = text.floor_char_boundary(cut.at);
            text_runs(&tie(text, from..to, tied), format, line, &mut self.xml);
            self.xml.raw(&cut.xml);
            from = to.max(from);
        }
        text_runs(&tie(text, from..text.len(), tied), format, line, &mut self.xml);
        Ok(())
    }

    fn inline(&mut self, inline: &Inline, tied: &[usize], line: Line<'_>) -> Result<(), Error> {
        match inline {
            Inline::Text { text, format, .. } => {
                text_runs(&tie(text, 0..text.len(), tied), format, line, &mut self.xml);
            }
            Inline::Note { note, .. } => self.note_mark(*note)?,
            Inline::Reference { target, text, format, .. } => self.reference(*target, text, format, tied, line)?,
            Inline::LineBreak => self.xml.raw("<w:r><w:br/></w:r>"),
        }
        Ok(())
    }

    fn open_link(&mut self, id: LinkId) -> Result<(), Error> {
        match self.document.links.get(id.0 as usize) {
            Some(LinkTarget::Address(address)) => {
                let id = self.relationships.address(address);
                self.xml.open("w:hyperlink", &[("r:id", &id), ("w:history", "1")]);
            }
            Some(LinkTarget::Bookmark(bookmark)) => {
                let name = self.place_name(*bookmark)?;
                self.xml.open("w:hyperlink", &[("w:anchor", name), ("w:history", "1")]);
            }
            None => return Err(Error::Docx { reason: format!("there is no link {}", id.0) }),
        }
        Ok(())
    }

    fn note_mark(&mut self, note: NoteId) -> Result<(), Error> {
        let refused = |reason: &str| Err(Error::Docx { reason: format!("note {}: {reason}", note.0 + 1) });
        if self.document.notes.get(note.0 as usize).is_none() {
            return refused("there is no such note");
        }
        if !self.marked_notes.insert(note) {
            return refused("a note has one mark");
        }
        self.xml.open("w:r", &[]);
        RPr { style: Some(StyleId::NOTE_MARK), ..RPr::default() }.write(&mut self.xml);
        self.xml.empty("w:footnoteReference", &[("w:id", &super::notes::word_id(note).to_string())]);
        self.xml.close("w:r");
        Ok(())
    }

    /// A sign between two marks of notes, which would else be read as one number.
    fn raised(&mut self, sign: &str) {
        self.xml.open("w:r", &[]);
        RPr { style: Some(StyleId::NOTE_MARK), ..RPr::default() }.write(&mut self.xml);
        self.xml.leaf("w:t", &[], sign);
        self.xml.close("w:r");
    }

    /// A reference: each number is a field, and what has no number is a link to its place.
    fn reference(
        &mut self,
        target: BookmarkId,
        text: &[RefPiece],
        format: &Format,
        tied: &[usize],
        line: Line<'_>,
    ) -> Result<(), Error> {
        let numbers = text.iter().any(|piece| matches!(piece, RefPiece::Number { .. }));
        let link = !numbers && format.link.is_none();
        if link {
            let name = self.place_name(target)?;
            self.xml.open("w:hyperlink", &[("w:anchor", name), ("w:history", "1")]);
        }
        let mut start = 0;
        for piece in text {
            match piece {
                RefPiece::Words(words) => {
                    let own: Vec<usize> = tied.iter().filter_map(|at| at.checked_sub(start)).collect();
                    text_runs(&tie(words, 0..words.len(), &own), format, line, &mut self.xml);
                    start += words.len();
                }
                RefPiece::Number { of, shown } => {
                    let instruction = self.number_of(*of)?;
                    self.field(&instruction, shown, format, line);
                    start += shown.len();
                }
            }
        }
        if link {
            self.xml.close("w:hyperlink");
        }
        Ok(())
    }

    /// The instruction of a field that shows the number of a place (ECMA-376 Part 1, 17.16.5.51): `\n` asks for the number
    /// of the paragraph at its own level, without it the field repeats the text of the bookmark.
    fn number_of(&self, bookmark: BookmarkId) -> Result<String, Error> {
        let name = self.place_name(bookmark)?;
        match self.document.bookmarks.get(bookmark.0 as usize).map(|bookmark| &bookmark.number) {
            Some(NumberPlace::Marker) => Ok(format!("REF {name} \\n \\h")),
            Some(NumberPlace::Label | NumberPlace::Words(_) | NumberPlace::Paragraph) => Ok(format!("REF {name} \\h")),
            Some(NumberPlace::None) | None => {
                Err(Error::Docx { reason: format!("the place {name} has no number to refer to") })
            }
        }
    }

    /// A field with its result as it stands now.
    pub(super) fn field(&mut self, instruction: &str, result: &str, format: &Format, line: Line<'_>) {
        field(instruction, result, format, line, &mut self.xml);
    }
}

/// For each inline the bytes of its spaces at which no line ends, the same as on the pages. Word is told by no-break spaces.
fn tied_spaces(content: &[Inline], line: Line<'_>) -> Vec<Vec<usize>> {
    let whole: String = content.iter().map(Inline::words).collect();
    let mut start = 0;
    let of = |inline: &Inline| {
        let own = inline.format().and_then(|format| format.language.as_ref()).or(line.language);
        let language = own.map_or(line.document.code(), LanguageTag::as_str);
        let (words, from) = (inline.words(), start);
        start += words.len();
        let is_tied = |at: &usize| tied(&whole[..from + at], &whole[from + at + 1..], language);
        words.match_indices(' ').map(|(at, _)| at).filter(is_tied).collect()
    };
    content.iter().map(of).collect()
}

/// A piece of a text, with no-break spaces for the tied ones.
fn tie<'t>(text: &'t str, piece: Range<usize>, tied: &[usize]) -> Cow<'t, str> {
    let Some(words) = text.get(piece.clone()) else { return Cow::Borrowed("") };
    if !tied.iter().any(|at| piece.contains(at)) {
        return Cow::Borrowed(words);
    }
    let sign = |(at, sign)| if sign == ' ' && tied.contains(&(piece.start + at)) { '\u{a0}' } else { sign };
    Cow::Owned(words.char_indices().map(sign).collect())
}

fn link(inline: &Inline) -> Option<LinkId> {
    inline.format().and_then(|format| format.link)
}

/// Writes a complex field (ECMA-376 Part 1, 17.16.18): instruction, then the result that is shown until it is updated.
pub(super) fn field(instruction: &str, result: &str, format: &Format, line: Line<'_>, xml: &mut Xml) {
    field_begin(instruction, xml);
    text_runs(result, format, line, xml);
    field_end(xml);
}

/// The begin of a field, its instruction, and the mark after which its result stands.
pub(super) fn field_begin(instruction: &str, xml: &mut Xml) {
    xml.raw("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>");
    xml.leaf("w:instrText", &[("xml:space", "preserve")], &format!(" {instruction} "));
    xml.raw("</w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
}

/// The end of a field.
pub(super) fn field_end(xml: &mut Xml) {
    xml.raw("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
}

/// Writes words, one run for each direction in them.
pub(super) fn text_runs(text: &str, format: &Format, line: Line<'_>, xml: &mut Xml) {
    let own = format.language.as_ref();
    let around = own.map_or(line.direction, LanguageTag::direction);
    let language = own.or(line.language);
    let tag = language.map_or(line.document.code(), LanguageTag::as_str);
    // Where there are no italics, emphasis is bold.
    let upright = !has_italics(tag);
    // Emphasis among italics is upright.
    let italic = !upright && format.emphasis != line.italic;
    let east_asian = !text.is_ascii() && text.chars().any(is_east_asian)
        || language.is_some_and(|tag| tag.class() == ScriptClass::EastAsia);
    for (range, direction) in directions(text, around) {
        let words = text.get(range).unwrap_or_default();
        let properties = RPr {
            style: format.link.map(|_| StyleId::HYPERLINK),
            fonts: (east_asian && !words.is_ascii()).then_some(Fonts::EastAsiaHint),
            bold: (format.strong || (format.emphasis && upright)).then_some(true),
            italic: (italic != line.italic).then_some(italic),
            rtl: (direction == Direction::RightToLeft).then_some(true),
            position: format.position,
            complex: own.is_some_and(|tag| tag.class() == ScriptClass::Complex),
            language: language.map(WordLanguage::of),
            ..RPr::default()
        };
        run(words, &properties, xml);
    }
}

/// Writes a run; signs that have an element of their own in Word become that element.
fn run(words: &str, properties: &RPr, xml: &mut Xml) {
    xml.open("w:r", &[]);
    properties.write(xml);
    for piece in words.split_inclusive(sign_element_of) {
        let sign = piece.chars().next_back().and_then(|c| Some((c, sign_element(c)?)));
        let plain = sign.map_or(piece, |(c, _)| piece.strip_suffix(c).unwrap_or(piece));
        if !plain.is_empty() {
            xml.leaf("w:t", &[("xml:space", "preserve")], &breakable(plain));
        }
        if let Some((_, element)) = sign {
            xml.empty(element, &[]);
        }
    }
    xml.close("w:r");
}

/// The longest address, in letters, that gets no break places: about a third of a line.
const LONGEST_WHOLE_ADDRESS: usize = 28;

/// Word ends no line inside an address. A long one gets marks of no width where a line may end, after the same signs as on
/// the pages. A short one moves to the next line as a word does, and stays free of marks for whoever copies it.
fn breakable(words: &str) -> Cow<'_, str> {
    if !addresses::SIGNS.iter().any(|sign| has(words, sign)) {
        return Cow::Borrowed(words);
    }
    let mut text = String::with_capacity(words.len() + 16);
    for word in words.split_inclusive(' ') {
        let mut from = 0;
        if addresses::is_address(word) && word.chars().count() > LONGEST_WHOLE_ADDRESS {
            for at in addresses::breaks(word) {
                text.push_str(&word[from..at]);
                text.push('\u{200b}');
                from = at;
            }
        }
        text.push_str(&word[from..]);
    }
    Cow::Owned(text)
}

fn sign_element_of(c: char) -> bool {
    sign_element(c).is_some()
}

fn sign_element(c: char) -> Option<&'static str> {
    match c {
        '\u{ad}' => Some("w:softHyphen"),
        // Word sets the letter U+2011 in another face, since Times New Roman has none.
        '\u{2011}' => Some("w:noBreakHyphen"),
        '\t' => Some("w:tab"),
        '\n' => Some("w:br"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, text_runs};
    use crate::document::Format;
    use crate::facts::language::{Direction, Language, LanguageTag};
    use crate::write::docx::xml::Xml;

    fn written(text: &str, language: Option<&str>) -> String {
        let format = Format { language: language.and_then(LanguageTag::parse), ..Format::default() };
        written_among(text, &format, false)
    }

    fn written_among(text: &str, format: &Format, italic: bool) -> String {
        let mut xml = Xml::default();
        let line = Line { direction: Direction::LeftToRight, language: None, document: Language::En, italic };
        text_runs(text, format, line, &mut xml);
        xml.into_string()
    }

    #[test]
    fn in_an_italic_heading_emphasis_and_arabic_words_are_upright() {
        let arabic = Format { language: LanguageTag::parse("ar"), ..Format::default() };
        let emphasis = Format { emphasis: true, ..Format::default() };
        assert!(written_among("حق", &arabic, true).contains("<w:i w:val=\"0\"/>"));
        assert!(written_among("word", &emphasis, true).contains("<w:i w:val=\"0\"/>"));
        assert!(!written_among("word", &Format::default(), true).contains("w:i "));
    }

    #[test]
    fn arabic_words_in_english_text_are_right_to_left_runs() {
        let xml = written("right (حق) here", None);
        assert_eq!(xml.matches("<w:r>").count(), 3);
        assert!(xml.contains("<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">حق</w:t></w:r>"), "{xml}");
    }

    #[test]
    fn a_passage_says_its_language_in_the_attribute_of_its_script() {
        assert!(written("logement", Some("fr")).contains("<w:lang w:val=\"fr-FR\"/>"));
        assert!(written("住房", Some("zh")).contains("<w:lang w:eastAsia=\"zh-CN\"/>"));
        assert!(written("حق", Some("ar")).contains("<w:rtl/><w:lang w:bidi=\"ar-SA\"/>"));
    }

    #[test]
    fn hyphens_that_are_not_plain_become_words_own() {
        let xml = written("non\u{2011}state co\u{ad}operate", None);
        assert!(xml.contains(">non</w:t><w:noBreakHyphen/><w:t xml:space=\"preserve\">state co</w:t><w:softHyphen/>"));
    }
}
