//! What every room of reading shares: the files, the findings, the pictures and the ids met so far.

use std::collections::BTreeMap;

use super::codes::{BAD_ID, DUPLICATE_ID, FORBIDDEN_CHARACTER};
use super::{Located, Picture};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources, Span};

/// Reads the bytes of a file named relative to the report's folder, or says why it cannot.
pub(super) type ReadFile<'a> = &'a dyn Fn(&str) -> Result<Vec<u8>, String>;

/// Lists, quotations, notes and brackets inside one another are read down to this depth.
pub(super) const DEPTH_LIMIT: usize = 64;

/// The state of one reading.
pub(super) struct Context<'a> {
    /// The author's files.
    pub(super) sources: &'a mut Sources,
    /// Reads another of them.
    pub(super) read: ReadFile<'a>,
    /// The findings.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The pictures read.
    pub(super) pictures: Vec<Picture>,
    /// Whether pasted bullets were named already: once is enough.
    pub(super) pasted_bullet_reported: bool,
    ids: BTreeMap<String, Span>,
    line_starts: BTreeMap<FileId, Vec<usize>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(sources: &'a mut Sources, read: ReadFile<'a>) -> Context<'a> {
        Context {
            sources,
            read,
            diagnostics: Vec::new(),
            pictures: Vec::new(),
            pasted_bullet_reported: false,
            ids: BTreeMap::new(),
            line_starts: BTreeMap::new(),
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// `line 12` or `line 12 of body.md`; the lines of a file are looked up once, since there may be many findings.
    pub(super) fn line(&mut self, span: Span) -> String {
        let Some(file) = self.sources.get(span.file) else { return "line 1".to_owned() };
        let starts = self
            .line_starts
            .entry(span.file)
            .or_insert_with(|| file.text.match_indices('\n').map(|(at, _)| at + 1).collect());
        let line = starts.partition_point(|start| *start <= span.start as usize) + 1;
        if span.file == FileId(0) { format!("line {line}") } else { format!("line {line} of {}", file.name) }
    }

    /// Checks an id and that it is new; gives it back if it can be used.
    pub(super) fn declare_id(&mut self, id: Located<String>) -> Option<Located<String>> {
        if !is_id(&id.value) {
            self.report(
                Diagnostic::error(BAD_ID, id.span, format!("`{}` cannot be an id", id.value))
                    .help("an id begins with a letter A to Z and goes on with letters, digits, hyphens and underscores, for instance `water-2`"),
            );
            return None;
        }
        if let Some(first) = self.ids.get(&id.value).copied() {
            let place = self.line(first);
            self.report(
                Diagnostic::error(DUPLICATE_ID, id.span, format!("the id `{}` is given twice", id.value))
                    .help(format!("it was first given in {place}; choose another id for one of them")),
            );
            return None;
        }
        self.ids.insert(id.value.clone(), id.span);
        Some(id)
    }

    /// `text` without characters that may not stand in a report, each of which is reported at `place(range in text)`.
    pub(super) fn clean(&mut self, text: String, place: impl Fn(std::ops::Range<usize>) -> Span) -> String {
        if !text.bytes().any(may_begin_forbidden) {
            return text;
        }
        let mut clean = String::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            match c {
                '\t' | '\u{2028}' | '\u{2029}' => clean.push(' '),
                '\n' => clean.push(c),
                c if is_forbidden(c) => self.report(forbidden(c, place(at..at + c.len_utf8()))),
                c => clean.push(c),
            }
        }
        clean
    }
}

/// Whether `text` is an id: a letter, then letters, digits, `-` and `_`.
pub(super) fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// First bytes of all characters that [`Context::clean`] changes (and of some others): a quick look before a slow one.
fn may_begin_forbidden(byte: u8) -> bool {
    byte < 0x20 || matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xEF)
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' | '\u{FEFF}')
}

/// The finding for one forbidden character.
pub(super) fn forbidden(c: char, span: Span) -> Diagnostic {
    let (name, why) = match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => (
            "a direction control",
            "it can make a text read otherwise than it is written; direction follows from the letters here, and U+200E or U+200F may be used",
        ),
        '\u{FEFF}' => ("a byte-order mark inside the text", "it is invisible and was probably pasted with the text"),
        '\u{FFFE}' | '\u{FFFF}' => ("not a character", "it is the mark of a damaged file"),
        _ => ("a control character", "it is invisible and cannot stand in a Word file"),
    };
    Diagnostic::error(FORBIDDEN_CHARACTER, span, format!("the text contains U+{:04X}, {name}", u32::from(c)))
        .help(format!("delete it: {why}"))
}

#[cfg(test)]
mod tests {
    use super::Context;
    use crate::source::{FileId, Sources, Span};

    #[test]
    fn forbidden_characters_are_named_with_their_place_and_tabs_become_spaces() {
        let mut sources = Sources::default();
        let mut context = Context::new(&mut sources, &|_| Err(String::new()));
        let clean = context.clean("a\tb\u{202E}c\u{200F}\u{1}".to_owned(), |range| Span::new(FileId(0), range));
        assert_eq!(clean, "a bc\u{200F}");
        let found: Vec<(u32, &str)> =
            context.diagnostics.iter().map(|found| (found.span.start, found.message.as_str())).collect();
        assert_eq!(
            found,
            [
                (3, "the text contains U+202E, a direction control"),
                (10, "the text contains U+0001, a control character")
            ]
        );
    }
}
