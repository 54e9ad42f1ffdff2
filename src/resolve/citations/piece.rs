//! The pieces of a note or of an entry of the list.

/// A piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Plain(String),
    /// A title in italics.
    Title(String),
    /// A web address.
    Address(String),
}

impl Piece {
    pub(super) fn plain(words: impl Into<String>) -> Piece {
        Piece::Plain(words.into())
    }

    pub(super) fn words(&self) -> &str {
        match self {
            Piece::Plain(words) | Piece::Title(words) | Piece::Address(words) => words,
        }
    }
}

/// A note ends with a full stop.
pub(super) fn end(pieces: &mut Vec<Piece>) {
    if pieces.last().is_some_and(|piece| !piece.words().ends_with('.')) {
        pieces.push(Piece::plain("."));
    }
}

/// A note begins with a capital.
pub(super) fn begin_with_capital(pieces: &mut [Piece]) {
    let Some(Piece::Plain(words)) = pieces.first_mut() else { return };
    let mut rest = words.chars();
    if let Some(first) = rest.next() {
        *words = first.to_uppercase().chain(rest).collect();
    }
}
