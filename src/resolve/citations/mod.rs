//! Makes notes from `[@key, para. 12]`, in the style of the United Nations Editorial Manual.

mod form;
mod parse;

use self::form::{Piece, Words};
use self::parse::Item;
use super::Builder;
use super::inlines::{Setting, push_text};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::{Format, Inline, NoteOrigin};
use crate::facts::language::Language;
use crate::read::ReferencePiece;
use crate::source::Span;

/// What was cited so far.
#[derive(Default)]
pub(super) struct Cited {
    /// The keys, each once.
    keys: Vec<String>,
    /// The number of notes after the last citation, and its source if it had only one.
    last: Option<(usize, String)>,
    /// Whether the author was told that some words are in English.
    is_told: bool,
}

impl Builder<'_> {
    /// Adds the note of a citation; whether the brackets were one.
    pub(super) fn citation(
        &mut self,
        pieces: &[ReferencePiece],
        span: Span,
        format: &Format,
        setting: Setting,
        row: &mut Vec<Inline>,
    ) -> bool {
        let raw = parse::written(pieces);
        let items = parse::items(&raw);
        let is_source = |item: &Item<'_>| {
            item.is_symbol() || self.spec.references.iter().any(|source| source.key.value == item.key)
        };
        if !raw.starts_with('@') && !items.iter().any(is_source) {
            return false;
        }
        let places = pieces.iter().filter_map(|piece| match piece {
            ReferencePiece::Target(id) => Some(id.span),
            ReferencePiece::Text(..) => None,
        });
        let places: Vec<Span> = places.collect();
        let words = Words::of(self.labels.language);
        let mut content = Vec::new();
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                content.push(Piece::plain("; "));
            }
            let place = places.get(at).copied().unwrap_or(span);
            content.extend(self.cited(item, items.len() == 1, setting, place, &words));
        }
        form::begin_with_capital(&mut content, setting == Setting::Note);
        if setting == Setting::Note {
            self.push_pieces(&content, format, span, row);
        } else {
            trim_end(row);
            form::end(&mut content);
            let mut note = Vec::new();
            self.push_pieces(&content, &Format::default(), span, &mut note);
            let note = self.link_symbols(note);
            self.push_note(NoteOrigin::Citation, vec![note], span, row);
        }
        let only = match items.as_slice() {
            [item] if setting != Setting::Note => Some(item.key.to_owned()),
            _ => None,
        };
        self.cited.last = only.map(|key| (self.notes.len(), key));
        true
    }

    /// One source of a note.
    fn cited(&mut self, item: &Item<'_>, is_only: bool, setting: Setting, place: Span, words: &Words) -> Vec<Piece> {
        let spec = self.spec;
        let source = spec.references.iter().find(|source| source.key.value == item.key);
        if source.is_none() && !item.is_symbol() {
            let message = format!("`{}` is not among the references", item.key);
            let keys = spec.references.iter().map(|source| source.key.value.as_str());
            let advice = did_you_mean(item.key, keys).map(|key| format!("did you mean `@{key}`? "));
            let help = format!(
                "{}add the source under `references:`; to point at a place in the report, write a word before the sign: `[para. @id]`",
                advice.unwrap_or_default()
            );
            self.diagnostics.push(Diagnostic::error(Code::UnknownCitation, place, message).help(help));
            return Vec::new();
        }
        let is_again = self.cited.keys.iter().any(|key| key == item.key);
        let follows =
            self.cited.last.as_ref().is_some_and(|(count, key)| *count == self.notes.len() && key == item.key);
        if !is_again {
            self.cited.keys.push(item.key.to_owned());
        }
        if self.labels.language != Language::En && source.is_some() && !self.cited.is_told {
            self.cited.is_told = true;
            self.diagnostics.push(
                Diagnostic::info(Code::CitationInEnglish, place, "some words of the notes are in English, such as \"and others\" and \"Available at\"")
                    .help("the words of the United Nations in this language are not known for them; where they must not stand, write the footnote yourself: `^[...]`"),
            );
        }
        let mut pieces = Vec::new();
        let prefix = words.prefix(item.prefix);
        if !prefix.is_empty() {
            pieces.push(Piece::plain(format!("{prefix} ")));
        }
        if follows && is_only && setting != Setting::Note {
            let ibid = words.ibid;
            pieces.push(Piece::plain(if item.locator.is_empty() { ibid.trim_end_matches('.') } else { ibid }));
            form::locate(&mut pieces, item.locator, words);
            return pieces;
        }
        match source {
            None => {
                pieces.push(Piece::plain(item.key));
                form::locate(&mut pieces, item.locator, words);
            }
            Some(source) if is_again => pieces.extend(form::short(source, item.locator, words, self.labels)),
            Some(source) => pieces.extend(form::full(source, item.locator, words, self.labels)),
        }
        pieces
    }

    fn push_pieces(&mut self, pieces: &[Piece], format: &Format, span: Span, row: &mut Vec<Inline>) {
        for piece in pieces {
            match piece {
                Piece::Plain(words) => push_text(row, words, format, span),
                Piece::Title(words) => push_text(row, words, &Format { emphasis: true, ..format.clone() }, span),
                Piece::Address(address) => {
                    let format = Format { link: Some(self.link(address)), ..format.clone() };
                    push_text(row, address, &format, span);
                }
            }
        }
    }

    /// Reports entries that nothing cites, and entries that lack what their note needs.
    pub(super) fn check_references(&mut self) {
        for source in &self.spec.references {
            let (key, span) = (&source.key.value, source.key.span);
            if !self.cited.keys.contains(key) {
                let message = format!("the source `{key}` is not cited");
                let help = format!("cite it where it is used: `[@{key}]`; or delete the entry");
                self.diagnostics.push(Diagnostic::info(Code::UncitedSource, span, message).help(help));
            }
            let missing: Vec<&str> = form::needed(source.kind)
                .iter()
                .filter(|names| names.iter().all(|name| source.get(name).is_none()))
                .filter_map(|names| names.first().copied())
                .collect();
            if !missing.is_empty() {
                let message = format!("the source `{key}` has no {}", missing.join(", no "));
                let help = format!(
                    "add `{}: ...`; the United Nations give it in the note of a source of this kind",
                    missing.join(": ...` and `")
                );
                self.diagnostics.push(Diagnostic::warning(Code::IncompleteSource, span, message).help(help));
            }
        }
    }
}

/// Takes the space before the mark of a note away.
fn trim_end(row: &mut [Inline]) {
    if let Some(Inline::Text { text, .. }) = row.last_mut() {
        text.truncate(text.trim_end_matches([' ', '\u{A0}']).len());
    }
}
