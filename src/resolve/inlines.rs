//! Flattens nested inline markup into a row of pieces, each with its format.

use super::Builder;
use crate::document::{BookmarkId, Format, Inline, LinkId, LinkTarget, NoteId, NoteOrigin, VerticalPosition};
use crate::facts::language::NoteMark;
use crate::read::{self, ReferencePiece};
use crate::source::{Located, Span};
use crate::text::link::uri;

/// What kind of paragraph the pieces stand in: it decides where a link's address is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Running text: the address becomes a note.
    Running,
    /// A cell or caption: the address follows in parentheses.
    Tight,
    /// A heading: the address is not printed, since a heading is read for its words.
    Heading,
    /// A note: the address follows in parentheses, and no note can stand in it.
    Note,
}

impl Builder<'_> {
    /// Flattens `content`.
    pub(super) fn inlines(&mut self, content: &[read::Inline], setting: Setting) -> Vec<Inline> {
        self.inlines_in(content, &Format::default(), setting)
    }

    /// Flattens `content`, which stands in a format as a whole.
    pub(super) fn inlines_in(&mut self, content: &[read::Inline], format: &Format, setting: Setting) -> Vec<Inline> {
        let mut row = Vec::with_capacity(content.len());
        self.flatten(content, format, setting, &mut row);
        match setting {
            Setting::Running | Setting::Tight | Setting::Note => row = self.link_symbols(row),
            // A heading is read for its words, and stands in the contents, where the whole line is a link.
            Setting::Heading => {}
        }
        match self.labels.note_mark {
            NoteMark::After => self.after_punctuation(row),
            NoteMark::Before => self.before_punctuation(row),
            NoteMark::Free => row,
        }
    }

    /// Moves the marks that the program itself adds behind the punctuation that follows the link.
    fn after_punctuation(&self, row: Vec<Inline>) -> Vec<Inline> {
        let mut moved: Vec<Inline> = Vec::with_capacity(row.len());
        for inline in row {
            // Marks that stand together move together.
            let is_mark = |inline: &Inline| matches!(inline, Inline::Note { .. });
            let first = moved.iter().rposition(|inline| !is_mark(inline)).map_or(0, |at| at + 1);
            let added =
                moved[first..].iter().any(|mark| matches!(mark, Inline::Note { note, .. } if self.is_added(*note)));
            match inline {
                Inline::Text { text, format, span } if added => {
                    let after =
                        without_possessive(&text).trim_start_matches(['.', ',', ';', ':', '!', '?', ')', '”', '’']);
                    let signs = &text[..text.len() - after.len()];
                    if !signs.is_empty() {
                        moved.insert(first, Inline::Text { text: signs.to_owned(), format: format.clone(), span });
                    }
                    push_text(&mut moved, after, &format, span);
                }
                other @ (Inline::Text { .. } | Inline::Note { .. } | Inline::Reference { .. } | Inline::LineBreak) => {
                    moved.push(other);
                }
            }
        }
        moved
    }

    /// Moves the marks of citations before the punctuation that they were written after.
    fn before_punctuation(&self, row: Vec<Inline>) -> Vec<Inline> {
        let mut moved: Vec<Inline> = Vec::with_capacity(row.len());
        let mut rest = row.into_iter().peekable();
        while let Some(inline) = rest.next() {
            let is_citation = matches!(&inline, Inline::Note { note, .. } if self.is_citation(*note));
            let sign = match moved.last_mut() {
                Some(Inline::Text { text, format, span }) if is_citation && ends_clause(text, rest.peek()) => {
                    text.pop().map(|sign| (sign, format.clone(), *span))
                }
                _ => None,
            };
            if matches!(moved.last(), Some(Inline::Text { text, .. }) if text.is_empty()) {
                moved.pop();
            }
            moved.push(inline);
            if let Some((sign, format, span)) = sign {
                push_text(&mut moved, sign.encode_utf8(&mut [0; 4]), &format, span);
            }
        }
        moved
    }

    /// Whether the program made the note: for an address, or for a source.
    fn is_added(&self, note: NoteId) -> bool {
        let origin = self.notes.get(note.0 as usize).map(|note| note.origin);
        matches!(origin, Some(NoteOrigin::Link | NoteOrigin::Citation))
    }

    fn is_citation(&self, note: NoteId) -> bool {
        self.notes.get(note.0 as usize).is_some_and(|note| note.origin == NoteOrigin::Citation)
    }

    fn flatten(&mut self, content: &[read::Inline], format: &Format, setting: Setting, row: &mut Vec<Inline>) {
        for inline in content {
            match inline {
                read::Inline::Text(words, span) => push_text(row, words, format, *span),
                read::Inline::Emphasis(content, _) => {
                    self.flatten(content, &Format { emphasis: true, ..format.clone() }, setting, row);
                }
                read::Inline::Strong(content, _) => {
                    self.flatten(content, &Format { strong: true, ..format.clone() }, setting, row);
                }
                read::Inline::Passage { language, content, .. } => {
                    self.flatten(content, &Format { language: Some(language.clone()), ..format.clone() }, setting, row);
                }
                read::Inline::Link { address, content, span } => {
                    let words = read::plain_text(content);
                    let format = Format { link: Some(self.link(address)), ..format.clone() };
                    if words.trim().is_empty() {
                        push_text(row, shown_address(address), &format, *span);
                    } else {
                        self.flatten(content, &format, setting, row);
                        if !is_address(&words, address) {
                            self.print_address(address, format, *span, setting, row);
                        }
                    }
                }
                read::Inline::Note { paragraphs, span } => self.note(paragraphs, *span, format, setting, row),
                read::Inline::Reference { pieces, span } => {
                    if !self.citation(pieces, *span, format, setting, row) {
                        self.reference(pieces, *span, format, row);
                    }
                }
                read::Inline::Mention { key, locator } => self.mention(key, locator, format, setting, row),
                read::Inline::Superscript(words, span) => {
                    let position = VerticalPosition::Superscript;
                    push_text(row, words, &Format { position, ..format.clone() }, *span);
                }
                read::Inline::Subscript(words, span) => {
                    let position = VerticalPosition::Subscript;
                    push_text(row, words, &Format { position, ..format.clone() }, *span);
                }
                read::Inline::LineBreak(_) => row.push(Inline::LineBreak),
            }
        }
    }

    /// A link to an address.
    pub(super) fn link(&mut self, address: &str) -> LinkId {
        self.links.push(LinkTarget::Address(uri(address)));
        LinkId(u32::try_from(self.links.len() - 1).unwrap_or(u32::MAX))
    }

    /// Makes the address visible on paper.
    fn print_address(&mut self, address: &str, format: Format, span: Span, setting: Setting, row: &mut Vec<Inline>) {
        let plain = Format { link: format.link, ..Format::default() };
        match setting {
            Setting::Running => {
                let content = vec![Inline::Text { text: shown_address(address).to_owned(), format: plain, span }];
                self.push_note(NoteOrigin::Link, vec![content], span, row);
            }
            Setting::Tight | Setting::Note => {
                push_text(row, " (", &Format::default(), span);
                push_text(row, shown_address(address), &plain, span);
                push_text(row, ")", &Format::default(), span);
            }
            Setting::Heading => {}
        }
    }

    fn reference(&mut self, pieces: &[ReferencePiece], span: Span, format: &Format, row: &mut Vec<Inline>) {
        let mut pieces = pieces.iter().peekable();
        // A single annex has no number: the author's own word for it becomes the reference.
        let mut word = None;
        let mut before = None;
        while let Some(piece) = pieces.next() {
            match piece {
                ReferencePiece::Text(words, words_span) => {
                    before = last_word(words, *words_span);
                    let only_annex =
                        matches!(pieces.peek(), Some(ReferencePiece::Target(id)) if self.is_only_annex(&id.value));
                    if only_annex && !words.trim().is_empty() {
                        word = Some(words.trim().to_owned());
                    } else {
                        push_text(row, words, format, *words_span);
                    }
                }
                ReferencePiece::Target(id) => {
                    let pending = self.targets.refer(id, word.take(), before.take());
                    let target = BookmarkId(pending);
                    row.push(Inline::Reference { target, text: Vec::new(), format: format.clone(), span });
                }
            }
        }
    }

    fn is_only_annex(&self, id: &str) -> bool {
        match self.spec.annexes.as_slice() {
            [annex] => annex.id.as_ref().is_some_and(|own| own.value == id),
            _ => false,
        }
    }
}

/// A text without the `’s` that it begins with, which belongs to the word before the mark.
fn without_possessive(text: &str) -> &str {
    let rest = ["’s", "'s"].iter().find_map(|end| text.strip_prefix(end));
    rest.filter(|rest| !rest.starts_with(char::is_alphanumeric)).unwrap_or(text)
}

/// Whether a text ends in a sign that is not a part of an abbreviation, seen from what follows the mark after it.
fn ends_clause(text: &str, next: Option<&Inline>) -> bool {
    let after = match next {
        Some(Inline::Text { text, .. }) => text.trim_start().chars().next(),
        Some(Inline::Note { .. }) | Some(Inline::LineBreak) | None => None,
        Some(Inline::Reference { .. }) => return false,
    };
    match text.chars().next_back() {
        Some(',' | ';' | ':') => true,
        Some('.') => !text.ends_with("..") && after.is_none_or(char::is_uppercase),
        Some(_) | None => false,
    }
}

/// The last word before a reference.
fn last_word(words: &str, span: Span) -> Option<Located<String>> {
    let typed = words.trim_end();
    let word = typed.rsplit([' ', '\u{A0}', '(']).next().filter(|word| !word.is_empty())?;
    let start = usize::try_from(span.start).ok()? + typed.len() - word.len();
    // Where the file spells the words otherwise, their place is not known.
    let is_known =
        usize::try_from(span.end - span.start).is_ok_and(|length| length <= words.len() && length >= typed.len());
    if !is_known {
        return None;
    }
    Some(Located { value: word.to_owned(), span: Span::new(span.file, start..start + word.len()) })
}

/// Adds words, to the last piece if it has the same format.
pub(super) fn push_text(row: &mut Vec<Inline>, words: &str, format: &Format, span: Span) {
    if words.is_empty() {
        return;
    }
    if let Some(Inline::Text { text, format: last, span: place }) = row.last_mut()
        && last == format
    {
        text.push_str(words);
        *place = place.to(span);
        return;
    }
    row.push(Inline::Text { text: words.to_owned(), format: format.clone(), span });
}

/// A paragraph's content that is only `words`.
pub(super) fn plain(words: &str, span: Span) -> Vec<Inline> {
    let mut row = Vec::new();
    push_text(&mut row, words, &Format::default(), span);
    row
}

/// The address as it is printed.
fn shown_address(address: &str) -> &str {
    address.strip_prefix("mailto:").unwrap_or(address)
}

/// Whether the words of a link already show its address, if perhaps without its scheme.
fn is_address(words: &str, address: &str) -> bool {
    fn bare(text: &str) -> &str {
        let text = text.trim();
        let schemes = ["https://", "http://", "mailto:"];
        let text = schemes.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
        text.strip_suffix('/').unwrap_or(text)
    }
    bare(words).eq_ignore_ascii_case(bare(address))
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn words_that_are_the_address_need_no_note() {
        assert!(is_address("https://example.org/", "https://example.org"));
        assert!(is_address("example.org/a", "https://example.org/a"));
        assert!(is_address("office@example.org", "mailto:office@example.org"));
        assert!(!is_address("the survey", "https://example.org"));
    }
}
