//! Takes out what the program put into its own Word file so that no line ends there: no-break spaces.

use std::borrow::Cow;

use crate::read::word::Piece;
use crate::text::ties::tied;

const NO_BREAK: char = '\u{A0}';

/// The pieces of a paragraph with plain spaces wherever the program ties words by itself; `language` is that of words that do
/// not say theirs.
pub(crate) fn untied<'p>(pieces: Cow<'p, [Piece]>, language: &str) -> Cow<'p, [Piece]> {
    if !pieces.iter().any(|piece| matches!(piece, Piece::Text { text, .. } if text.contains(NO_BREAK))) {
        return pieces;
    }
    let shown = |piece: &Piece| match piece {
        // A note and a break part the words beside them.
        Piece::Note(_) | Piece::Picture(_) | Piece::PageBreak => String::new(),
        Piece::LineBreak | Piece::Tab => " ".to_owned(),
        Piece::Text { .. } | Piece::Reference { .. } => piece.text().to_owned(),
    };
    let whole: String = pieces.iter().map(shown).collect();
    let mut start = 0;
    let mut all = pieces.into_owned();
    for piece in &mut all {
        let length = shown(piece).len();
        if let Piece::Text { text, look, .. } = piece
            && text.contains(NO_BREAK)
        {
            let tag = look.tag().unwrap_or(language);
            let is_tied = |at: usize| tied(&whole[..at], &whole[at + NO_BREAK.len_utf8()..], tag);
            let sign = |(at, sign)| if sign == NO_BREAK && is_tied(start + at) { ' ' } else { sign };
            *text = text.char_indices().map(sign).collect();
        }
        start += length;
    }
    Cow::Owned(all)
}
