//! Makes notes from `[@key, para. 12]` and `@key`, in the style of the United Nations Editorial Manual, and the list of sources.

mod checks;
mod form;
mod list;
mod order;
mod parse;
mod piece;
mod short;
mod terms;
mod values;

use std::collections::BTreeSet;

use self::parse::Item;
use self::piece::Piece;
use self::terms::Terms;
use super::Builder;
use super::blocks::paragraph;
use super::inlines::{Setting, push_text};
use crate::diagnostic::{Code, Diagnostic, counted, did_you_mean};
use crate::document::{Block, Format, Inline, NoteOrigin, Orientation, Part, PartKind, Role};
use crate::read::{Fact, ReferencePiece, Source, SourceKind};
use crate::source::{Located, Span};

/// The letters of all notes of citations together, and of one: entries have long titles, and are cited as often as one likes.
const MOST_LETTERS: usize = 2_000_000;
const MOST_LETTERS_OF_NOTE: usize = 100_000;

/// A correction is suggested only while there are at most this many names of sources.
const CANDIDATES: usize = 500;

/// What was cited so far.
pub(super) struct Cited<'a> {
    terms: Terms<'a>,
    /// The keys, each once.
    keys: BTreeSet<String>,
    /// The number of notes after the last citation, and its source if it had only one.
    last: Option<(usize, String)>,
    /// Where a source is first cited.
    first: Option<Span>,
    /// The letters of all notes.
    letters: usize,
}

impl<'a> Cited<'a> {
    pub(super) fn new(labels: &'a crate::facts::language::Labels) -> Cited<'a> {
        Cited { terms: Terms::new(labels), keys: BTreeSet::new(), last: None, first: None, letters: 0 }
    }
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
        let is_source =
            |item: &Item<'_>| item.is_symbol() || is_see(item.prefix) || self.spec.references.get(item.key).is_some();
        if !raw.starts_with('@') && !items.iter().any(is_source) {
            return false;
        }
        let place = |piece: &ReferencePiece| match piece {
            ReferencePiece::Target(id) => Some(id.span),
            ReferencePiece::Text(..) => None,
        };
        let places: Vec<Span> = pieces.iter().filter_map(place).collect();
        let items = self.in_order(items);
        let content = self.content(&items, &places, span, setting);
        let is_only = items.len() == 1;
        self.put(content, span, format, setting, row);
        let only = items.first().filter(|_| is_only && setting != Setting::Note).map(|item| item.key.to_owned());
        self.cited.last = only.map(|key| (self.notes.len(), key));
        true
    }

    /// `@key` in a sentence: the name stands there, and the note follows it. In a note the words of the note stand alone.
    pub(super) fn mention(
        &mut self,
        key: &Located<String>,
        locator: &str,
        format: &Format,
        setting: Setting,
        row: &mut Vec<Inline>,
    ) {
        let item = Item { prefix: "", key: &key.value, locator, at: 0 };
        let Some(source) = self.spec.references.get(&key.value).filter(|_| setting != Setting::Note) else {
            let content = self.content(&[item], &[key.span], key.span, setting);
            return self.put(content, key.span, format, setting, row);
        };
        let (mut name, has_note) = short::name(source, &self.cited.terms);
        if !has_note {
            form::locate(&mut name, locator, &self.cited.terms);
            self.cite(&key.value, key.span);
        }
        self.push_pieces(&name, format, key.span, row);
        if has_note {
            let content = self.content(&[item], &[key.span], key.span, setting);
            self.put(content, key.span, format, setting, row);
            self.cited.last = Some((self.notes.len(), key.value.clone()));
        }
    }

    /// Documents that are cited together stand in the order of the United Nations, supplements first.
    fn in_order<'t>(&self, mut items: Vec<Item<'t>>) -> Vec<Item<'t>> {
        let of = |item: &Item<'t>| -> Option<(u8, String)> {
            match self.spec.references.get(item.key) {
                Some(source) if source.kind == SourceKind::Supplement => {
                    Some((0, source.get(Fact::Symbol).unwrap_or_default().to_owned()))
                }
                Some(source) => (source.kind == SourceKind::Document).then(|| (1, source.title.clone())),
                None => item.is_symbol().then(|| (1, item.key.to_owned())),
            }
        };
        let has_own_words = items.iter().skip(1).any(|item| !item.prefix.is_empty());
        let keys: Option<Vec<(u8, String)>> = items.iter().map(of).collect();
        let Some(keys) = keys.filter(|_| !has_own_words && items.len() > 1) else { return items };
        let prefix = items[0].prefix;
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by(|one, other| {
            keys[*one].0.cmp(&keys[*other].0).then_with(|| order::compare(&keys[*one].1, &keys[*other].1))
        });
        items = order.into_iter().map(|at| Item { prefix: "", ..items[at].clone() }).collect();
        items[0].prefix = prefix;
        items
    }

    /// The words of a note.
    fn content(&mut self, items: &[Item<'_>], places: &[Span], span: Span, setting: Setting) -> Vec<Piece> {
        let mut content = Vec::new();
        let are_documents = items.iter().all(|item| match self.spec.references.get(item.key) {
            Some(source) => source.kind == SourceKind::Document,
            None => item.is_symbol(),
        });
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                content.push(Piece::plain(self.between(items, at, are_documents)));
            }
            let place = places.get(item.at).copied().unwrap_or(span);
            content.extend(self.words(item, items.len() == 1, setting, place));
        }
        let letters: usize = content.iter().map(|piece| piece.words().len()).sum();
        self.cited.letters += letters;
        if letters > MOST_LETTERS_OF_NOTE || self.cited.letters > MOST_LETTERS {
            // Told once: from here on there is no more.
            if self.cited.letters - letters <= MOST_LETTERS {
                let (what, most) = if letters > MOST_LETTERS_OF_NOTE {
                    ("a note", MOST_LETTERS_OF_NOTE)
                } else {
                    ("the notes", MOST_LETTERS)
                };
                let message =
                    format!("{what} of the sources would have more than {}", counted(most, "letter", "letters"));
                let help = "shorten the titles of the sources, or cite fewer of them";
                self.diagnostics.push(Diagnostic::error(Code::TooLarge, span, message).help(help));
            }
            return vec![Piece::plain("…")];
        }
        if setting != Setting::Note {
            piece::begin_with_capital(&mut content);
            piece::end(&mut content);
        }
        content
    }

    /// What stands before a further source: of documents a comma, and `and` before the last; else a semicolon.
    fn between(&self, items: &[Item<'_>], at: usize, are_documents: bool) -> String {
        let terms = &self.cited.terms;
        let before = &items[at - 1];
        let is_divided = items.iter().any(|item| terms::is_several(item.locator) || item.locator.contains(','));
        let has_words = items.iter().skip(1).any(|item| !item.prefix.is_empty());
        if !are_documents || is_divided || has_words {
            return "; ".to_owned();
        }
        let labels = terms.labels;
        if at + 1 < items.len() {
            return labels.list_comma.clone();
        }
        let comma = if before.locator.is_empty() { "" } else { labels.list_comma.trim_end() };
        format!("{comma}{}", labels.list_and)
    }

    /// One source of a note.
    fn words(&mut self, item: &Item<'_>, is_only: bool, setting: Setting, place: Span) -> Vec<Piece> {
        let spec = self.spec;
        let source = spec.references.get(item.key);
        if source.is_none() && !item.is_symbol() {
            self.unknown(item.key, place);
            return Vec::new();
        }
        let follows =
            self.cited.last.as_ref().is_some_and(|(count, key)| *count == self.notes.len() && key == item.key);
        let is_again = !self.cite(item.key, place);
        let terms = &self.cited.terms;
        let mut pieces = Vec::new();
        let prefix = terms.prefix(item.prefix);
        if !prefix.is_empty() {
            pieces.push(Piece::plain(format!("{prefix} ")));
        }
        // A symbol is written out each time.
        let has_symbol =
            source.is_none_or(|source| matches!(source.kind, SourceKind::Document | SourceKind::Supplement));
        match source {
            Some(_) if follows && is_only && !has_symbol && setting != Setting::Note => {
                let ibid = terms.term(crate::facts::citation::Term::Ibid);
                pieces.push(Piece::plain(if item.locator.is_empty() { ibid.trim_end_matches('.') } else { ibid }));
                form::locate(&mut pieces, item.locator, terms);
            }
            Some(source) if is_again => pieces.extend(short::short(source, item.locator, terms)),
            Some(source) => pieces.extend(form::full(source, item.locator, terms)),
            None => {
                pieces.push(Piece::plain(item.key));
                form::locate(&mut pieces, item.locator, terms);
            }
        }
        pieces
    }

    /// Remembers that a source is cited; whether for the first time.
    fn cite(&mut self, key: &str, place: Span) -> bool {
        self.cited.first.get_or_insert(place);
        !self.cited.keys.contains(key) && self.cited.keys.insert(key.to_owned())
    }

    fn unknown(&mut self, key: &str, place: Span) {
        let message = format!("`{key}` is not among the references");
        let keys = self.spec.references.all().iter().map(|source| source.key.value.as_str());
        let advice = did_you_mean(key, keys.take(CANDIDATES)).map(|key| format!("did you mean `@{key}`? "));
        let help = format!(
            "{}add the source under `references:`; to point at a place in the report, write a word before the sign: `[para. @id]`",
            advice.unwrap_or_default()
        );
        self.diagnostics.push(Diagnostic::error(Code::UnknownCitation, place, message).help(help));
    }

    /// Makes a note of words, or puts them where they stand in another note.
    fn put(&mut self, content: Vec<Piece>, span: Span, format: &Format, setting: Setting, row: &mut Vec<Inline>) {
        if setting == Setting::Note {
            return self.push_pieces(&content, format, span, row);
        }
        trim_end(row);
        let mut note = Vec::new();
        self.push_pieces(&content, &Format::default(), span, &mut note);
        let note = self.link_symbols(note);
        self.push_note(NoteOrigin::Citation, vec![note], span, row);
    }

    fn push_pieces(&mut self, pieces: &[Piece], format: &Format, span: Span, row: &mut Vec<Inline>) {
        for piece in pieces {
            match piece {
                Piece::Plain(words) => push_text(row, words, format, span),
                Piece::Title(words) => {
                    push_text(row, words, &Format { emphasis: !format.emphasis, ..format.clone() }, span)
                }
                Piece::Address(address) => {
                    let format = Format { link: Some(self.link(address)), ..format.clone() };
                    push_text(row, address, &format, span);
                }
            }
        }
    }

    /// The list of sources at the end, where the report asks for it.
    pub(super) fn sources(&mut self) -> Option<Part> {
        let spec = self.spec;
        let place = spec.bibliography.as_ref().filter(|wanted| wanted.value)?.span;
        let is_listed = |source: &&Source| self.cited.keys.contains(&source.key.value) && list::belongs(source);
        let sources: Vec<&Source> = spec.references.all().iter().filter(is_listed).collect();
        if sources.is_empty() {
            return None;
        }
        self.check_names(&sources, place);
        self.place = super::Place::new(PartKind::Sources);
        let heading = self.part_heading(self.labels.citations.heading(), place);
        self.list_part(&heading);
        let mut blocks = vec![Block::Heading(heading)];
        for entry in list::entries(&sources, &self.cited.terms) {
            let span = entry.source.key.span;
            let mut row = Vec::new();
            self.push_pieces(&entry.pieces, &Format::default(), span, &mut row);
            let row = self.link_symbols(row);
            blocks.push(Block::Paragraph(paragraph(Role::ListedSource, row, span)));
        }
        Some(Part { kind: PartKind::Sources, blocks, new_page: false, orientation: Orientation::Portrait, span: place })
    }
}

/// Whether words before a source say that a part of it is meant.
fn is_see(prefix: &str) -> bool {
    ["see", "see also", "voir", "véase"]
        .iter()
        .any(|word| prefix.eq_ignore_ascii_case(word) || prefix.to_lowercase() == **word)
}

/// Takes the space before the mark of a note away.
fn trim_end(row: &mut Vec<Inline>) {
    if let Some(Inline::Text { text, .. }) = row.last_mut() {
        text.truncate(text.trim_end_matches([' ', '\u{A0}']).len());
        if text.is_empty() {
            row.pop();
        }
    }
}
