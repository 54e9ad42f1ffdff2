//! The shortened notes of sources, and their names in a sentence.

use super::form::{Row, full, has_un_symbol, locate, of_the_united_nations};
use super::piece::Piece;
use super::terms::Terms;
use super::values::{self, First};
use crate::read::{Fact, Source, SourceKind};

/// The shortened note of a source that was cited before. A document, a law or a treaty is named as before.
pub(super) fn short(source: &Source, locator: &str, terms: &Terms<'_>) -> Vec<Piece> {
    let mut row = Row::new(source, terms);
    let name = source.get(Fact::Short);
    let title = name.unwrap_or_else(|| source.title.split(": ").next().unwrap_or_default());
    match (source.kind, name) {
        (SourceKind::Supplement, _) if source.get(Fact::Symbol).is_some() => row.fact(Fact::Symbol),
        (SourceKind::Document | SourceKind::Resolution | SourceKind::Communication, _) => {
            of_the_united_nations(&mut row)
        }
        (
            SourceKind::Treaty | SourceKind::Law | SourceKind::Interview | SourceKind::Speech | SourceKind::Database,
            Some(name),
        ) => {
            row.add(Piece::plain(name));
        }
        (
            SourceKind::Treaty
            | SourceKind::Law
            | SourceKind::Interview
            | SourceKind::Speech
            | SourceKind::Database
            | SourceKind::Supplement,
            _,
        ) => return full(source, locator, terms),
        (SourceKind::Case, _) => row.italic(name.unwrap_or(&source.title)),
        (SourceKind::Book | SourceKind::Report | SourceKind::Publication, _) => {
            row.fact(Fact::Country);
            row.authors();
            if source.authors.is_empty() {
                row.editors();
            }
            row.italic(title);
        }
        _ => {
            row.authors();
            row.quoted(title);
        }
    }
    locate(&mut row.pieces, locator, terms);
    row.pieces
}

/// The name by which a sentence calls a source, and whether a note says more than the name does.
pub(super) fn name(source: &Source, terms: &Terms<'_>) -> (Vec<Piece>, bool) {
    let mut row = Row::new(source, terms);
    let has_note = match source.kind {
        SourceKind::Document if source.authors.is_empty() || has_un_symbol(source) => {
            row.add(Piece::plain(source.title.as_str()));
            false
        }
        SourceKind::Resolution | SourceKind::Communication => {
            of_the_united_nations(&mut row);
            source.get(Fact::Url).is_some()
        }
        SourceKind::Supplement => {
            match source.get(Fact::Symbol) {
                Some(symbol) => row.add(Piece::plain(symbol)),
                None => of_the_united_nations(&mut row),
            }
            false
        }
        SourceKind::Treaty => {
            row.add(Piece::plain(source.title.as_str()));
            source.get(Fact::Volume).is_some()
        }
        SourceKind::Law => {
            row.add(Piece::plain(source.title.as_str()));
            true
        }
        SourceKind::Case => {
            row.italic(&source.title);
            true
        }
        _ if !source.authors.is_empty() => {
            row.authors();
            true
        }
        _ if !source.editors.is_empty() => {
            row.add(Piece::Plain(values::people(&source.editors, false, First::Straight, terms)));
            true
        }
        SourceKind::Book | SourceKind::Report | SourceKind::Publication => {
            row.italic(&source.title);
            true
        }
        SourceKind::Interview => {
            row.add(Piece::plain(source.title.as_str()));
            true
        }
        SourceKind::Speech if source.get(Fact::Title).is_none() => {
            row.add(Piece::plain(source.title.as_str()));
            true
        }
        _ => {
            row.quoted(source.get(Fact::Title).unwrap_or(&source.title));
            true
        }
    };
    (row.pieces, has_note)
}
