//! Finds where a passage in a language of the other direction needs direction marks to keep its signs with it.
//!
//! Word knows the direction of a passage from `w:rtl`. LibreOffice and others go by the letters alone (UAX #9), so that
//! quotation marks and exclamation marks at the ends of a passage would go with the words around it. The isolates of UAX #9
//! would say it in one sign each, but older versions of Word draw them as boxes; U+200E and U+200F are known everywhere.

use super::script::strong;
use crate::document::Inline;
use crate::language::{Direction, LanguageTag};

/// The directions of the marks to write at both ends of an inline, in the order of writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) before: [Option<Direction>; 2],
    pub(super) after: [Option<Direction>; 2],
}

/// The mark that counts as a letter of a direction and is not seen.
pub(super) fn sign(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "\u{200e}",
        Direction::RightToLeft => "\u{200f}",
    }
}

/// The marks at each inline of a paragraph that runs in the direction `around`.
pub(super) fn marks(content: &[Inline], around: Direction) -> Vec<Marks> {
    let mut all = vec![Marks::default(); content.len()];
    let mut start = 0;
    for passage in content.chunk_by(|one, next| direction(one, around) == direction(next, around)) {
        let end = start + passage.len();
        let own = passage.first().map_or(around, |first| direction(first, around));
        if own != around {
            let text: String = passage.iter().map(words).collect();
            let outside = |row: &[Inline]| row.iter().map(words).collect::<String>();
            // A letter or number next to the passage would join it, were no letter of the paragraph's direction between.
            let joins = |c: Option<char>| c.is_some_and(|c| strong(c) != Some(around)).then_some(around);
            let (before, after) = (outside(&content[..start]), outside(&content[end..]));
            let open = text.chars().next().is_some_and(|c| strong(c) != Some(own));
            let close = text.chars().next_back().is_some_and(|c| strong(c) != Some(own) && !c.is_numeric());
            all[start].before = [joins(before.chars().rev().find(|&c| decides(c))), open.then_some(own)];
            all[end - 1].after = [close.then_some(own), joins(after.chars().find(|&c| decides(c)))];
        }
        start = end;
    }
    all
}

/// Whether a character has a direction or takes part in finding one.
fn decides(c: char) -> bool {
    strong(c).is_some() || c.is_numeric()
}

fn direction(inline: &Inline, around: Direction) -> Direction {
    match inline {
        Inline::Text { format, .. } | Inline::Reference { format, .. } => {
            format.language.as_ref().map_or(around, LanguageTag::direction)
        }
        Inline::Note { .. } | Inline::LineBreak => around,
    }
}

fn words(inline: &Inline) -> &str {
    match inline {
        Inline::Text { text, .. } | Inline::Reference { text, .. } => text,
        Inline::Note { .. } | Inline::LineBreak => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{marks, sign, words};
    use crate::document::Format;
    use crate::document::sample::formatted;
    use crate::language::{Direction, LanguageTag};

    /// The text with its marks as `<` (from the left) and `>` (from the right).
    fn marked(pieces: &[(&str, Option<&str>)], around: Direction) -> String {
        let content: Vec<_> = pieces
            .iter()
            .map(|(text, language)| {
                formatted(text, Format { language: language.and_then(LanguageTag::parse), ..Format::default() })
            })
            .collect();
        let signs = |row: [Option<Direction>; 2]| row.into_iter().flatten().map(sign).collect::<String>();
        let text: String = content
            .iter()
            .zip(marks(&content, around))
            .map(|(inline, at)| signs(at.before) + words(inline) + &signs(at.after))
            .collect();
        text.replace('\u{200e}', "<").replace('\u{200f}', ">")
    }

    #[test]
    fn signs_at_the_ends_of_a_passage_stay_with_it() {
        let pieces = [("عنوانه ", None), ("« Avis ! »", Some("fr")), ("، ولا", None)];
        assert_eq!(marked(&pieces, Direction::RightToLeft), "عنوانه <« Avis ! »<، ولا");
        let pieces = [("The notice ", None), ("(إخطار!)", Some("ar")), (" says", None)];
        assert_eq!(marked(&pieces, Direction::LeftToRight), "The notice >(إخطار!)> says");
    }

    #[test]
    fn a_passage_that_begins_and_ends_in_letters_needs_no_mark() {
        let pieces = [("انظر ", None), ("Rapport annuel, p. 24", Some("fr")), ("، الصادر", None)];
        assert_eq!(marked(&pieces, Direction::RightToLeft), "انظر Rapport annuel, p. 24، الصادر");
        assert_eq!(marked(&[("Le mot ", None), ("le", Some("fr"))], Direction::LeftToRight), "Le mot le");
    }

    #[test]
    fn letters_of_its_direction_beside_a_passage_do_not_join_it() {
        let pieces = [("الرمز CRC/C: ", None), ("Avis", Some("fr")), (" (2025)", None)];
        assert_eq!(marked(&pieces, Direction::RightToLeft), "الرمز CRC/C: >Avis> (2025)");
    }

    #[test]
    fn emphasis_does_not_cut_a_passage_in_two() {
        let french = LanguageTag::parse("fr");
        let content = [
            formatted("« Avis ", Format { language: french.clone(), ..Format::default() }),
            formatted("urgent", Format { language: french, strong: true, ..Format::default() }),
        ];
        let found = marks(&content, Direction::RightToLeft);
        assert_eq!((found[0].after, found[1].before), ([None, None], [None, None]));
        assert_eq!(found[0].before, [None, Some(Direction::LeftToRight)]);
    }
}
