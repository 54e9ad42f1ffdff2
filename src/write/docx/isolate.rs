//! Finds where a passage in a language of the other direction needs direction marks to keep its signs with it.
//!
//! Word knows the direction of a passage from `w:rtl`. LibreOffice and others go by the letters alone (UAX #9), so that
//! quotation marks and exclamation marks at the ends of a passage would go with the words around it. The isolates of UAX #9
//! would say it in one sign each, but older versions of Word draw them as boxes; U+200E and U+200F are known everywhere.
//! A passage that itself holds words of the paragraph's direction would still fall apart at them: it is embedded, by U+202A or
//! U+202B before it and U+202C behind it, which are as old.

use crate::document::{Inline, plain_text};
use crate::facts::language::{Direction, LanguageTag};
use crate::text::letters::strong;

/// The marks to write at both ends of an inline, in the order of writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) before: [Option<Mark>; 2],
    pub(super) after: [Option<Mark>; 2],
}

/// A sign that is not seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It counts as a letter of a direction.
    Letter(Direction),
    /// It begins an embedded passage of a direction.
    Open(Direction),
    /// It ends one.
    Close(Direction),
}

impl Mark {
    pub(super) fn direction(self) -> Direction {
        match self {
            Mark::Letter(direction) | Mark::Open(direction) | Mark::Close(direction) => direction,
        }
    }

    pub(super) fn sign(self) -> &'static str {
        match self {
            Mark::Letter(Direction::LeftToRight) => "\u{200e}",
            Mark::Letter(Direction::RightToLeft) => "\u{200f}",
            Mark::Open(Direction::LeftToRight) => "\u{202a}",
            Mark::Open(Direction::RightToLeft) => "\u{202b}",
            Mark::Close(_) => "\u{202c}",
        }
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
            let text = plain_text(passage);
            // A letter or number next to the passage would join it, were no letter of the paragraph's direction between.
            let joins = |c: Option<char>| c.is_some_and(|c| strong(c) != Some(around)).then_some(Mark::Letter(around));
            let (before, after) = (plain_text(&content[..start]), plain_text(&content[end..]));
            let open = text.chars().next().is_some_and(|c| strong(c) != Some(own));
            let close = text.chars().next_back().is_some_and(|c| strong(c) != Some(own) && !c.is_numeric());
            let (open, close) = match text.chars().any(|c| strong(c) == Some(around)) {
                true => (Some(Mark::Open(own)), Some(Mark::Close(own))),
                false => (open.then_some(Mark::Letter(own)), close.then_some(Mark::Letter(own))),
            };
            all[start].before = [joins(before.chars().rev().find(|&c| decides(c))), open];
            all[end - 1].after = [close, joins(after.chars().find(|&c| decides(c)))];
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
    inline.format().and_then(|format| format.language.as_ref()).map_or(around, LanguageTag::direction)
}

#[cfg(test)]
mod tests {
    use super::{Mark, marks};
    use crate::document::Format;
    use crate::document::sample::formatted;
    use crate::facts::language::{Direction, LanguageTag};

    /// The text with its marks as `<` (from the left) and `>` (from the right), embedded passages in `{<` and `}`.
    fn marked(pieces: &[(&str, Option<&str>)], around: Direction) -> String {
        let content: Vec<_> = pieces
            .iter()
            .map(|(text, language)| {
                formatted(text, Format { language: language.and_then(LanguageTag::parse), ..Format::default() })
            })
            .collect();
        let signs = |row: [Option<Mark>; 2]| row.into_iter().flatten().map(Mark::sign).collect::<String>();
        let text: String = content
            .iter()
            .zip(marks(&content, around))
            .map(|(inline, at)| signs(at.before) + &inline.words() + &signs(at.after))
            .collect();
        let shown = [('\u{200e}', "<"), ('\u{200f}', ">"), ('\u{202a}', "{<"), ('\u{202b}', "{>"), ('\u{202c}', "}")];
        shown.into_iter().fold(text, |text, (sign, shown)| text.replace(sign, shown))
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
    fn a_passage_that_holds_words_of_the_direction_around_it_is_embedded() {
        let pieces = [("The name is ", None), ("شبكة WHO وشركاؤها", Some("ar")), (" 2025", None)];
        assert_eq!(marked(&pieces, Direction::LeftToRight), "The name is {>شبكة WHO وشركاؤها}< 2025");
        let pieces = [("قال إن ", None), ("“the word ماء means water”", Some("en")), (" في النص", None)];
        assert_eq!(marked(&pieces, Direction::RightToLeft), "قال إن {<“the word ماء means water”} في النص");
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
        assert_eq!(found[0].before, [None, Some(Mark::Letter(Direction::LeftToRight))]);
    }
}
