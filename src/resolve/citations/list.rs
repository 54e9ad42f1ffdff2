//! The list of sources: its entries and their order, after chapter X, C of the footnotes part of the United Nations Editorial Manual.
//!
//! The main elements are sentences: author, title, where it was published. Sources that chapter X does not show (cases, laws,
//! treaties, theses) have the elements of their notes.

use unicode_normalization::UnicodeNormalization as _;

use super::form;
use super::piece::{self, Piece};
use super::terms::Terms;
use super::values::{self, First};
use crate::facts::citation::Term;
use crate::read::{Fact, Source, SourceKind};

/// What stands for the same author once more.
const SAME_AUTHOR: &str = "__________";

/// Words at the start of a name or title that do not count in its order.
const ARTICLES: [&str; 12] = ["the", "a", "an", "le", "la", "les", "l’", "el", "los", "las", "un", "une"];

/// An entry of the list.
pub(super) struct Entry<'s> {
    pub(super) source: &'s Source,
    pub(super) pieces: Vec<Piece>,
}

/// Whether a source stands in the list: letters and interviews only where readers can find them, documents only where their title
/// is given, since the symbol in the note is enough.
pub(super) fn belongs(source: &Source) -> bool {
    match source.kind {
        SourceKind::Interview | SourceKind::Letter => source.get(Fact::Url).is_some(),
        SourceKind::Document => source.get(Fact::Title).is_some(),
        SourceKind::Resolution | SourceKind::Supplement | SourceKind::Communication => false,
        _ => true,
    }
}

/// The entries in their order.
pub(super) fn entries<'s>(sources: &[&'s Source], terms: &Terms<'_>) -> Vec<Entry<'s>> {
    let mut sorted: Vec<(String, String, &Source)> = sources
        .iter()
        .map(|source| {
            let leading = leading(source, terms);
            let title = sorted_by(source.get(Fact::Title).unwrap_or(&source.title));
            (sorted_by(if leading.is_empty() { &title } else { &leading }), title, *source)
        })
        .collect();
    sorted.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    let mut before = String::new();
    let mut entries = Vec::with_capacity(sorted.len());
    for (_, _, source) in sorted {
        let leading = leading(source, terms);
        let shown = if !leading.is_empty() && leading == before { SAME_AUTHOR.to_owned() } else { leading.clone() };
        before = leading;
        entries.push(Entry { source, pieces: entry(source, shown, terms) });
    }
    entries
}

/// The words by which a text is put in order: small letters without marks, without an article before.
fn sorted_by(text: &str) -> String {
    // A comma ends a name: `United Nations, Security Council` stands before `United Nations Children’s Fund`.
    let plain: String = text.nfd().filter(|c| c.is_alphanumeric() || c.is_whitespace() || *c == ',').collect();
    let plain = plain.to_lowercase().replace(',', "\u{1}");
    let first = plain.split_whitespace().next().unwrap_or_default();
    match ARTICLES.contains(&first) {
        true => plain[plain.find(first).unwrap_or(0) + first.len()..].trim().to_owned(),
        false => plain.trim().to_owned(),
    }
}

/// The author, the editor or the organization that an entry begins with.
fn leading(source: &Source, terms: &Terms<'_>) -> String {
    let by = match (source.authors.is_empty(), source.kind) {
        (_, SourceKind::Case) => source.get(Fact::Court).unwrap_or_default().to_owned(),
        (_, SourceKind::Law) => source.get(Fact::Country).unwrap_or_default().to_owned(),
        (true, SourceKind::Document | SourceKind::Publication) => terms.term(Term::UnitedNations).to_owned(),
        (true, SourceKind::Book | SourceKind::Report) => values::editors(source, First::Inverted, terms),
        _ => values::authors(source, First::Inverted, terms),
    };
    let body = source.get(Fact::Body).filter(|_| source.kind == SourceKind::Document);
    let country = source.get(Fact::Country).filter(|_| matches!(source.kind, SourceKind::Report | SourceKind::Book));
    let parts = [country, Some(by.as_str()), body];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The sentences of an entry.
struct Sentences<'r> {
    pieces: Vec<Piece>,
    terms: &'r Terms<'r>,
    source: &'r Source,
}

impl Sentences<'_> {
    /// Begins a sentence.
    fn begin(&mut self, piece: Piece) {
        if piece.words().is_empty() {
            return;
        }
        if let Some(last) = self.pieces.last() {
            let is_ended = last.words().ends_with(['.', '?', '!']);
            self.pieces.push(Piece::plain(if is_ended { " " } else { ". " }));
        }
        self.pieces.push(piece);
    }

    /// Goes on with a comma.
    fn add(&mut self, piece: Piece) {
        if !piece.words().is_empty() {
            self.pieces.push(Piece::plain(", "));
            self.pieces.push(piece);
        }
    }

    fn plain(&mut self, words: impl Into<String>) {
        self.begin(Piece::Plain(words.into()));
    }

    fn fact(&self, fact: Fact) -> &str {
        self.source.get(fact).unwrap_or_default()
    }

    fn volume(&mut self) {
        self.add(Piece::Plain(values::volume(self.source, self.terms).unwrap_or_default()));
        self.add(Piece::Title(self.fact(Fact::VolumeTitle).to_owned()));
    }

    fn edition(&mut self) {
        self.add(Piece::Plain(values::edition(self.source, self.terms).unwrap_or_default()));
    }

    /// `Leiden: Sample House, 2094`.
    fn imprint(&mut self) {
        let date = values::date(self.source, self.terms);
        let publishers = if date == "forthcoming" { String::new() } else { values::publishers(self.source, ": ") };
        self.plain(joined(&[&publishers, &date]));
    }
}

/// An entry that begins with these words.
fn entry(source: &Source, leading: String, terms: &Terms<'_>) -> Vec<Piece> {
    let mut row = Sentences { pieces: Vec::new(), terms, source };
    match source.kind {
        SourceKind::Case | SourceKind::Law | SourceKind::Treaty => as_in_a_note(&mut row),
        SourceKind::Book | SourceKind::Report | SourceKind::Publication | SourceKind::Chapter => {
            row.plain(leading);
            book(&mut row);
            address(&mut row);
        }
        SourceKind::Article | SourceKind::Newspaper | SourceKind::Paper | SourceKind::Thesis => {
            row.plain(leading);
            row.plain(source.title.as_str());
            article(&mut row);
            address(&mut row);
        }
        _ => {
            row.plain(leading);
            other(&mut row);
            address(&mut row);
        }
    }
    piece::end(&mut row.pieces);
    row.pieces
}

/// What chapter X does not show: the elements of the note. A treaty has its title before them.
fn as_in_a_note(row: &mut Sentences<'_>) {
    if row.source.kind == SourceKind::Treaty && row.source.get(Fact::Volume).is_some() {
        row.plain(row.source.title.as_str());
    }
    let mut note = form::full(row.source, "", row.terms).into_iter();
    if let Some(first) = note.next() {
        row.begin(first);
    }
    row.pieces.extend(note);
}

/// Books, and chapters in them.
fn book(row: &mut Sentences<'_>) {
    let (source, terms) = (row.source, row.terms);
    match source.kind {
        SourceKind::Chapter => {
            row.plain(source.title.as_str());
            if let Some(book) = source.get(Fact::Book) {
                row.plain(format!("{} ", capital(terms.term(Term::In))));
                row.pieces.push(Piece::Title(book.to_owned()));
                row.edition();
                row.volume();
                row.add(Piece::Plain(values::editors(source, First::Straight, terms)));
            }
        }
        _ => {
            row.begin(Piece::Title(source.title.clone()));
            row.edition();
            row.volume();
            row.plain(row.fact(Fact::Series).to_owned());
        }
    }
    let date = values::date(source, terms);
    match source.kind {
        // Not said where the United Nations is given as the author.
        SourceKind::Publication if source.authors.is_empty() => row.plain(date),
        SourceKind::Publication => row.plain(joined(&[terms.term(Term::Publication), &date])),
        _ => row.imprint(),
    }
}

/// Articles and papers, after their title.
fn article(row: &mut Sentences<'_>) {
    let (source, terms) = (row.source, row.terms);
    let date = values::date(source, terms);
    match source.kind {
        SourceKind::Article => {
            row.begin(Piece::Title(row.fact(Fact::Journal).to_owned()));
            row.volume();
            match values::issue(source, terms) {
                Some(issue) if !date.is_empty() => row.add(Piece::Plain(format!("{issue} ({date})"))),
                issue => row.add(Piece::Plain(joined(&[issue.as_deref().unwrap_or_default(), &date]))),
            }
            row.add(Piece::Plain(values::page(source, terms).unwrap_or_default()));
        }
        SourceKind::Newspaper => {
            row.begin(Piece::Title(row.fact(Fact::Journal).to_owned()));
            if let Some(place) = source.get(Fact::Place) {
                row.pieces.push(Piece::Plain(format!(" ({place})")));
            }
            row.add(Piece::Plain(date));
        }
        SourceKind::Paper => {
            row.plain(row.fact(Fact::Series).to_owned());
            row.add(Piece::Plain(values::number(source, terms).unwrap_or_default()));
            row.imprint();
        }
        _ => {
            let kind = source.get(Fact::Kind).unwrap_or_else(|| terms.term(Term::Dissertation));
            row.plain(joined(&[kind, row.fact(Fact::University), &date]));
        }
    }
}

/// Documents, web pages, and what was said or filmed.
fn other(row: &mut Sentences<'_>) {
    let (source, terms) = (row.source, row.terms);
    let date = values::date(source, terms);
    match source.kind {
        SourceKind::Document => {
            row.plain(row.fact(Fact::Title).to_owned());
            row.plain(date);
            row.plain(source.title.as_str());
        }
        SourceKind::Database => {
            row.plain(source.title.as_str());
            row.plain(row.fact(Fact::Series).to_owned());
        }
        SourceKind::Speech => {
            row.plain(row.fact(Fact::Title).to_owned());
            let kind = if source.title.is_empty() { terms.term(Term::Statement) } else { &source.title };
            row.plain(joined(&[&capital(kind), row.fact(Fact::Event)]));
            row.plain(joined(&[row.fact(Fact::Place), &date]));
        }
        SourceKind::Interview => {
            let words = terms.with(Term::Interview, "{who}", &source.title);
            row.plain(joined(&[&words, row.fact(Fact::Place), &date]));
        }
        _ => {
            let usual = if source.kind == SourceKind::Video { terms.term(Term::Video) } else { "" };
            let kind = source.get(Fact::Kind).unwrap_or(usual);
            row.plain(joined(&[&source.title, kind, &date]));
        }
    }
}

/// Words with commas between them.
fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Where it is found, and the day it was read where it has no date.
fn address(row: &mut Sentences<'_>) {
    let (source, terms) = (row.source, row.terms);
    let Some(url) = source.get(Fact::Url) else { return };
    row.plain(format!("{} ", terms.term(Term::AvailableAt)));
    row.pieces.push(Piece::Address(url.to_owned()));
    if let Some(accessed) = source.get(Fact::Accessed).filter(|_| !values::is_dated(source)) {
        let date = values::written_date(accessed, terms);
        row.pieces.push(Piece::plain(". "));
        row.pieces.push(Piece::Plain(capital(&terms.with(Term::Accessed, "{date}", &date))));
    }
}

fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
