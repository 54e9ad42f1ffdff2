//! Finds the places in a word where a line may end (Unicode line breaking, UAX 14, with our additions).

use crate::text::letters::is_east_asian;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use crate::look::addresses;

/// Whether a line may end after a piece of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// No.
    Tied,
    /// Yes, at no cost: between ideographs.
    Free,
    /// Yes, after a hyphen that was typed.
    Hyphen,
    /// Yes, after a dash.
    Dash,
    /// Yes, but better not: after a stroke between words.
    Symbol,
    /// The same in an address, where Word ends a line too.
    Address,
    /// Only where no other line end will do: in a document symbol, which readers look for whole.
    DocumentSymbol,
    /// Only if the word is wider than the column.
    Emergency,
}

/// Whether a word holds only signs between which no line may end, so that [`opportunities`] need not be asked.
pub(super) fn is_simple(word: &str) -> bool {
    let simple = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ',' | '.' | ';' | ':' | '\'' | '"' | '(' | ')' | '%' => true,
        '“' | '”' | '‘' | '’' | '«' | '»' => true,
        '\0'..='\u{bf}' => false,
        _ => c < '\u{590}' && c.is_alphabetic(),
    };
    let body = word.trim_end_matches(['!', '?']);
    body.chars().all(simple)
}

/// The places in `word` where a line may end, as byte offsets of what follows, in order.
pub(super) fn opportunities(word: &str) -> Vec<(usize, After)> {
    let mut places: Vec<usize> = LineSegmenter::new_auto(LineBreakOptions::default()).segment_str(word).collect();
    places.extend(word.char_indices().map(|(at, _)| at).filter(|&at| may_break_beside_quote(word, at)));
    let address = addresses::is_address(word);
    if address {
        places.extend(addresses::breaks(word));
    }
    places.sort_unstable();
    places.dedup();
    places.into_iter().filter_map(|at| Some((at, kind(word, at, address)?))).collect()
}

/// What kind of place `at` is, if a line may really end there.
fn kind(word: &str, at: usize, address: bool) -> Option<After> {
    let before = word.get(..at)?.chars().next_back()?;
    let after = word.get(at..)?.chars().next()?;
    // A dash does not begin a line; a soft hyphen is a matter of hyphenation, not a sign that stands there.
    if matches!(after, '–' | '—') && !is_east_asian(before) || before == '\u{ad}' {
        return None;
    }
    Some(match before {
        _ if address => After::Address,
        '-' | '\u{2010}' => After::Hyphen,
        '–' | '—' => After::Dash,
        '/' if in_document_symbol(word, at) => After::DocumentSymbol,
        '/' | '.' | '_' | '?' | '&' | '=' | '\\' => After::Symbol,
        _ => After::Free,
    })
}

/// Whether `at` is inside a document symbol, such as `E/C.12/CHN/CO/3`: capitals and figures with two strokes at least.
fn in_document_symbol(word: &str, at: usize) -> bool {
    let belongs = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '.' | '-');
    let (before, after) = word.split_at(at);
    let around = before.chars().rev().take_while(belongs).chain(after.chars().take_while(belongs));
    around.filter(|c| *c == '/').count() > 1
}

/// Chinese uses the curly quotation marks of the West, which UAX 14 ties to both neighbours; after an ideograph
/// or a full-width sign that does not open itself the opening one may begin a line, and before an ideograph the closing one
/// may end it.
fn may_break_beside_quote(word: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (word.get(..at), word.get(at..)) else { return false };
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let ideograph = |c: char| is_east_asian(c) && c.is_alphabetic();
    let opens = matches!(before, '（' | '【' | '《' | '〈' | '「' | '『' | '〔');
    (is_east_asian(before) && !opens && matches!(after, '“' | '‘')) || (matches!(before, '”' | '’') && ideograph(after))
}

#[cfg(test)]
mod tests {
    use super::{After, is_simple, opportunities};

    fn cut(word: &str) -> Vec<&str> {
        let places = opportunities(word);
        let mut ends: Vec<usize> = places.iter().map(|(at, _)| *at).collect();
        ends.push(word.len());
        let mut start = 0;
        ends.into_iter().map(|end| &word[std::mem::replace(&mut start, end)..end]).collect()
    }

    #[test]
    fn document_symbols_break_after_slashes_only() {
        assert_eq!(cut("E/C.12/CHN/CO/3"), ["E/", "C.12/", "CHN/", "CO/3"]);
    }

    #[test]
    fn strokes_of_document_symbols_are_told_from_those_between_words() {
        let kinds = |word| opportunities(word).into_iter().map(|(_, after)| after).collect::<Vec<_>>();
        assert_eq!(kinds("(E/C.12/GC/20)."), [After::DocumentSymbol; 2]);
        assert_eq!(kinds("and/or"), [After::Symbol]);
        assert_eq!(kinds("见CRC/C/GC/25"), [After::Free, After::DocumentSymbol, After::DocumentSymbol]);
        assert!(kinds("https://docs.un.org/A/RES/70/1").iter().all(|kind| *kind == After::Address));
    }

    #[test]
    fn addresses_break_after_their_signs_but_not_between_two() {
        assert_eq!(cut("https://example.org/a_b?c=1"), ["https://", "example.", "org/", "a_", "b?", "c=", "1"]);
        assert_eq!(cut("office@example.org"), ["office@", "example.", "org"]);
    }

    #[test]
    fn dashes_end_a_line_and_never_begin_one() {
        assert_eq!(cut("water—and"), ["water—", "and"]);
        assert_eq!(cut("non-discrimination"), ["non-", "discrimination"]);
        assert_eq!(cut("2023-01-16"), ["2023-01-16"]);
    }

    #[test]
    fn chinese_lines_neither_begin_with_closing_nor_end_with_opening_signs() {
        assert_eq!(cut("住房，水（包括）。"), ["住", "房，", "水", "（包", "括）。"]);
        assert_eq!(cut("称“住房”权"), ["称", "“住", "房”", "权"]);
        assert_eq!(cut("说：“水”（“河”）"), ["说：", "“水”（“河”）"]);
    }

    #[test]
    fn a_soft_hyphen_is_left_to_hyphenation() {
        assert_eq!(cut("hou\u{ad}sing"), ["hou\u{ad}sing"]);
    }

    #[test]
    fn simple_words_have_no_opportunities() {
        for word in ["(housing),", "“l’Etat”", "12.5", "Комитет", "What?!", "person(s)", "50%"] {
            assert!(is_simple(word), "{word}");
            assert_eq!(opportunities(word), [], "{word}");
        }
        for word in ["a-b", "a/b", "a—b", "水", "what?so", "a\u{2009}b"] {
            assert!(!is_simple(word), "{word}");
        }
    }
}
