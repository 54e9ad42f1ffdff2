//! The notes of each kind of source, after chapters III and IV of the footnotes part of the United Nations Editorial Manual.
//!
//! Elements stand in a row with commas between; what an entry does not give is left out.

use super::piece::Piece;
use super::terms::Terms;
use super::values::{self, First};
use crate::facts::citation::Term;
use crate::facts::symbol;
use crate::read::{Fact, Source, SourceKind};

/// Adds the place in the source.
pub(super) fn locate(pieces: &mut Vec<Piece>, locator: &str, terms: &Terms<'_>) {
    if !locator.is_empty() {
        pieces.push(Piece::Plain(format!(", {}", terms.locator(locator))));
    }
}

/// Whether a document has a symbol of the United Nations, which names it without its author.
pub(super) fn has_un_symbol(source: &Source) -> bool {
    source.kind == SourceKind::Document
        && symbol::find(&source.title).iter().any(|found| found.range == (0..source.title.len()))
}

/// The elements of a note, with commas between.
pub(super) struct Row<'r> {
    pub(super) pieces: Vec<Piece>,
    terms: &'r Terms<'r>,
    source: &'r Source,
}

impl<'r> Row<'r> {
    pub(super) fn new(source: &'r Source, terms: &'r Terms<'r>) -> Row<'r> {
        Row { pieces: Vec::new(), terms, source }
    }

    pub(super) fn add(&mut self, piece: Piece) {
        if !piece.words().is_empty() {
            if !self.pieces.is_empty() {
                self.pieces.push(Piece::plain(", "));
            }
            self.pieces.push(piece);
        }
    }

    /// Adds words without a comma.
    fn join(&mut self, words: &str) {
        self.pieces.push(Piece::plain(words));
    }

    fn words(&mut self, words: Option<String>) {
        self.add(Piece::Plain(words.unwrap_or_default()));
    }

    pub(super) fn fact(&mut self, fact: Fact) {
        self.add(Piece::plain(self.source.get(fact).unwrap_or_default()));
    }

    /// What it is: as the entry says, or what most are.
    fn kind(&mut self, usual: Term) {
        let kind = self.source.get(Fact::Kind).unwrap_or_else(|| self.terms.term(usual));
        self.add(Piece::plain(kind));
    }

    pub(super) fn italic(&mut self, words: &str) {
        self.add(Piece::Title(words.to_owned()));
    }

    pub(super) fn quoted(&mut self, words: &str) {
        if !words.is_empty() {
            self.add(Piece::Plain(values::quoted(words, self.terms)));
        }
    }

    pub(super) fn authors(&mut self) {
        self.add(Piece::Plain(values::authors(self.source, First::Straight, self.terms)));
    }

    pub(super) fn editors(&mut self) {
        self.add(Piece::Plain(values::editors(self.source, First::Straight, self.terms)));
    }

    fn volume(&mut self) {
        self.words(values::volume(self.source, self.terms));
        self.italic(self.source.get(Fact::VolumeTitle).unwrap_or_default());
    }

    fn number(&mut self) {
        self.words(values::number(self.source, self.terms));
    }

    fn issue(&mut self) {
        self.words(values::issue(self.source, self.terms));
    }

    fn date(&mut self) {
        self.add(Piece::Plain(values::date(self.source, self.terms)));
    }

    /// ` (date)`.
    fn date_in_brackets(&mut self) {
        let date = values::date(self.source, self.terms);
        if !date.is_empty() {
            self.join(&format!(" ({date})"));
        }
    }

    /// ` (City, Publisher, year)`.
    fn imprint(&mut self) {
        let date = values::date(self.source, self.terms);
        let publishers = values::publishers(self.source, ", ");
        let is_to_come = date == "forthcoming";
        let parts = [Some(publishers).filter(|_| !is_to_come), Some(date)];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            self.join(&format!(" ({})", parts.join(", ")));
        }
    }

    /// The pages that an article or chapter takes, unless the note names one.
    fn page(&mut self, locator: &str) {
        if locator.is_empty() {
            self.words(values::page(self.source, self.terms));
        }
    }
}

/// The whole note of a source.
pub(super) fn full(source: &Source, locator: &str, terms: &Terms<'_>) -> Vec<Piece> {
    let mut row = Row::new(source, terms);
    match source.kind {
        SourceKind::Document
        | SourceKind::Supplement
        | SourceKind::Communication
        | SourceKind::Resolution
        | SourceKind::Treaty => of_the_united_nations(&mut row),
        SourceKind::Case | SourceKind::Law => legal(&mut row, locator),
        SourceKind::Article | SourceKind::Newspaper | SourceKind::Chapter | SourceKind::Paper | SourceKind::Thesis => {
            part(&mut row, locator)
        }
        SourceKind::Book | SourceKind::Report | SourceKind::Publication => whole(&mut row, locator),
        SourceKind::Web
        | SourceKind::Database
        | SourceKind::Interview
        | SourceKind::Letter
        | SourceKind::Speech
        | SourceKind::Video => other(&mut row),
    }
    locate(&mut row.pieces, locator, terms);
    address(&mut row);
    row.pieces
}

/// Where it is found. The day it was read is given where the page has no date.
fn address(row: &mut Row<'_>) {
    let (source, terms) = (row.source, row.terms);
    let Some(url) = source.get(Fact::Url) else { return };
    // A letter of special procedures is found in the database that its pattern names.
    row.join(&match source.kind {
        SourceKind::Communication => format!(", {} ", terms.term(Term::AvailableFrom)),
        _ => format!("{}{} ", values::stop(row.pieces.last().map(Piece::words)), terms.term(Term::AvailableAt)),
    });
    row.pieces.push(Piece::Address(url.to_owned()));
    if let Some(accessed) = source.get(Fact::Accessed).filter(|_| !values::is_dated(source)) {
        let date = values::written_date(accessed, terms);
        row.join(&format!(" ({})", terms.with(Term::Accessed, "{date}", &date)));
    }
}

/// Documents, resolutions and treaties.
pub(super) fn of_the_united_nations(row: &mut Row<'_>) {
    let (source, terms) = (row.source, row.terms);
    match source.kind {
        SourceKind::Communication => {
            row.add(Piece::Plain(format!("{} {}", terms.term(Term::Communication), source.title)))
        }
        SourceKind::Resolution => row.add(Piece::Plain(resolution(source, terms))),
        SourceKind::Supplement => {
            let records = terms.with(Term::Records, "{body}", source.get(Fact::Body).unwrap_or_default());
            let number = terms.with(Term::Supplement, "{number}", &source.title);
            let parts = [Some(records.as_str()), source.get(Fact::Session), Some(number.as_str())];
            row.italic(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
            if let Some(symbol) = source.get(Fact::Symbol) {
                row.join(&format!(" ({symbol})"));
            }
        }
        SourceKind::Treaty if source.get(Fact::Volume).is_some() => {
            row.add(Piece::plain(terms.term(Term::UnitedNations)));
            row.italic(terms.term(Term::TreatySeries));
            row.volume();
            row.number();
        }
        // The symbol of another organization says less without its name.
        SourceKind::Document if !source.authors.is_empty() && !has_un_symbol(source) => {
            row.authors();
            row.add(Piece::Plain(format!("{} {}", terms.term(Term::Document), source.title)));
        }
        _ => row.add(Piece::plain(source.title.as_str())),
    }
}

/// `General Assembly resolution 99/123`, in the order of the language.
fn resolution(source: &Source, terms: &Terms<'_>) -> String {
    let body = source.get(Fact::Body).unwrap_or_default();
    let words = terms.with(Term::Resolution, "{number}", &source.title).replace("{body}", body);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cases and laws.
fn legal(row: &mut Row<'_>, locator: &str) {
    let source = row.source;
    match (source.kind, source.get(Fact::CourtReport)) {
        (SourceKind::Case, Some(report)) => {
            let names = [Some(source.title.as_str()), source.get(Fact::Kind), Some(report)];
            row.italic(&names.into_iter().flatten().collect::<Vec<_>>().join(", "));
            row.page(locator);
        }
        (SourceKind::Case, None) => {
            row.fact(Fact::Court);
            row.italic(&source.title);
            row.fact(Fact::Number);
            row.kind(Term::Judgment);
            row.date();
        }
        _ => {
            row.fact(Fact::Country);
            row.add(Piece::plain(source.title.as_str()));
            row.fact(Fact::Number);
            row.date_in_brackets();
            gazette(row);
        }
    }
}

/// The journal in which a law was published.
fn gazette(row: &mut Row<'_>) {
    let Some(gazette) = row.source.get(Fact::Gazette) else { return };
    row.italic(gazette);
    row.volume();
    row.issue();
    if let Some(date) = row.source.get(Fact::GazetteDate) {
        row.join(&format!(" ({})", values::written_date(date, row.terms)));
    }
}

/// What is published as a part of something else, and papers.
fn part(row: &mut Row<'_>, locator: &str) {
    let (source, terms) = (row.source, row.terms);
    row.authors();
    row.quoted(&source.title);
    match source.kind {
        SourceKind::Article => {
            row.italic(source.get(Fact::Journal).unwrap_or_default());
            row.volume();
            row.issue();
            // The date stands in parentheses where there is an issue number.
            if source.get(Fact::Issue).is_some() {
                row.date_in_brackets()
            } else {
                row.date()
            }
            row.page(locator);
        }
        SourceKind::Newspaper => {
            row.italic(source.get(Fact::Journal).unwrap_or_default());
            if let Some(place) = source.get(Fact::Place) {
                row.join(&format!(" ({place})"));
            }
            row.date();
        }
        SourceKind::Chapter => {
            let book = source.get(Fact::Book).unwrap_or_default();
            if !book.is_empty() {
                row.join(&format!(", {} ", terms.term(Term::In)));
                row.pieces.push(Piece::Title(book.to_owned()));
            }
            row.words(values::edition(source, terms));
            row.volume();
            row.editors();
            row.imprint();
            row.page(locator);
        }
        SourceKind::Paper => {
            row.fact(Fact::Series);
            row.number();
            row.imprint();
        }
        _ => {
            row.kind(Term::Dissertation);
            row.fact(Fact::University);
            row.date();
        }
    }
}

/// Books and reports.
fn whole(row: &mut Row<'_>, locator: &str) {
    let (source, terms) = (row.source, row.terms);
    row.fact(Fact::Country);
    row.authors();
    if source.authors.is_empty() {
        row.editors();
    }
    row.italic(&source.title);
    row.words(values::edition(source, terms));
    row.volume();
    row.fact(Fact::Series);
    if source.kind == SourceKind::Publication {
        let parts = [terms.term(Term::Publication).to_owned(), values::date(source, terms)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        row.join(&format!(" ({})", parts.join(", ")));
    } else {
        row.imprint();
    }
    row.page(locator);
}

/// Web pages and what is not published.
fn other(row: &mut Row<'_>) {
    let (source, terms) = (row.source, row.terms);
    row.authors();
    match source.kind {
        SourceKind::Database => {
            row.quoted(&source.title);
            row.fact(Fact::Series);
            return;
        }
        SourceKind::Interview => {
            row.add(Piece::Plain(terms.with(Term::Interview, "{who}", &source.title)));
            row.fact(Fact::Place);
        }
        SourceKind::Speech => {
            row.fact(Fact::Role);
            row.quoted(source.get(Fact::Title).unwrap_or_default());
            let kind = if source.title.is_empty() { terms.term(Term::Statement) } else { &source.title };
            row.add(Piece::plain(kind));
            row.fact(Fact::Event);
            row.fact(Fact::Place);
        }
        SourceKind::Letter => {
            row.fact(Fact::Body);
            row.quoted(&source.title);
            row.kind(Term::Letter);
        }
        SourceKind::Video => {
            row.quoted(&source.title);
            row.kind(Term::Video);
        }
        _ => {
            row.quoted(&source.title);
            row.fact(Fact::Kind);
        }
    }
    row.date();
}
