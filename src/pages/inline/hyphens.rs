//! Finds where a part of a word may be hyphenated, in its language.

use hypher::Lang;

use super::breaks::After;
use super::shape::{Setting, Shaper};
use crate::text::language::primary;

/// A place to hyphenate: what stands before it with a hyphen, and what comes on the next line.
#[derive(Clone, Copy, Debug)]
pub(super) struct HyphenPoint {
    /// Bytes of the part before the hyphen.
    pub(super) end: u32,
    /// Where the part goes on; farther than `end` where a soft hyphen was typed.
    pub(super) resume: u32,
    /// The part before it and a hyphen, shaped.
    pub(super) prefix: u32,
    /// The rest, shaped.
    pub(super) suffix: u32,
}

/// Letters that stay before a hyphen and that go to the next line: by two letters a reader does not know the word yet.
const LEAST: usize = 3;
const SOFT_HYPHEN: char = '\u{ad}';

/// The hyphenation points of all parts that were asked for.
#[derive(Default)]
pub(super) struct Hyphens {
    points: Vec<HyphenPoint>,
}

impl Hyphens {
    /// The points of a part whose text is `text`, found on first use, as indices for [`Hyphens::point`].
    pub(super) fn of(&mut self, shaper: &mut Shaper<'_>, setting: Setting, part: u32, text: &str) -> (u32, u32) {
        if let Some(known) = shaper.part(part).hyphens {
            return known;
        }
        let first = self.points.len() as u32;
        for (end, resume) in places(text, shaper.language(setting)) {
            let prefix = hyphenated(shaper, setting, &text[..end]);
            let suffix = single(shaper, setting, &text[resume..]);
            if let (Some(prefix), Some(suffix)) = (prefix, suffix) {
                self.points.push(HyphenPoint { end: end as u32, resume: resume as u32, prefix, suffix });
            }
        }
        let found = (first, self.points.len() as u32);
        shaper.set_hyphens(part, found);
        found
    }

    /// A point.
    pub(super) fn point(&self, at: u32) -> HyphenPoint {
        self.points[at as usize]
    }
}

/// The word as one part; `None` where it needs several faces.
pub(super) fn single(shaper: &mut Shaper<'_>, setting: Setting, text: &str) -> Option<u32> {
    let parts = shaper.word(setting, text);
    (parts.len() == 1 && shaper.part(parts.start).after == After::Tied).then_some(parts.start)
}

/// The beginning of a word and a hyphen. The sign U+2010 looks like the typed hyphen but is another glyph: so each of
/// the two has one meaning in the PDF, and its readers can tell a word that was cut from one that has a hyphen.
pub(super) fn hyphenated(shaper: &mut Shaper<'_>, setting: Setting, beginning: &str) -> Option<u32> {
    let own = single(shaper, setting, &format!("{beginning}\u{2010}"));
    own.or_else(|| single(shaper, setting, &format!("{beginning}-")))
}

/// Where `text` may be hyphenated: the byte before the hyphen, the byte after it.
fn places(text: &str, language: &str) -> Vec<(usize, usize)> {
    if text.contains(SOFT_HYPHEN) {
        // The author has decided.
        let inner = |at: usize| at > 0 && at + SOFT_HYPHEN.len_utf8() < text.len();
        let soft = text.match_indices(SOFT_HYPHEN).map(|(at, sign)| (at, at + sign.len()));
        return soft.filter(|&(at, _)| inner(at)).collect();
    }
    let Some(language) = patterns(language) else { return Vec::new() };
    if !is_word(text) {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut start = 0;
    for run in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = run.trim_end_matches(|c: char| !c.is_alphabetic());
        let mut at = start;
        if letters.chars().count() >= LEAST * 2 {
            for syllable in hypher::hyphenate_bounded(letters, language, LEAST, LEAST) {
                at += syllable.len();
                if at < start + letters.len() {
                    places.push((at, at));
                }
            }
        }
        start += run.len();
    }
    places
}

/// Whether hyphenation makes sense: no figures, addresses, symbols, and no abbreviations in capitals.
fn is_word(text: &str) -> bool {
    let sign = |c: char| c.is_numeric() || matches!(c, '/' | '@' | '_' | '\\' | '=' | '#' | '&');
    let inner_stop = text.trim_end_matches(|c: char| !c.is_alphabetic()).contains('.');
    !inner_stop && !text.contains(sign) && text.chars().any(char::is_lowercase)
}

fn patterns(language: &str) -> Option<Lang> {
    match primary(language) {
        "en" => Some(Lang::English),
        "fr" => Some(Lang::French),
        "ru" => Some(Lang::Russian),
        "es" => Some(Lang::Spanish),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::places;

    fn hyphenated(word: &str, language: &str) -> String {
        let mut text = word.to_owned();
        for (end, resume) in places(word, language).into_iter().rev() {
            text.replace_range(end..resume, "-");
        }
        text
    }

    #[test]
    fn words_are_hyphenated_in_their_language_with_their_punctuation() {
        assert_eq!(hyphenated("“implementation),", "en"), "“imple-men-ta-tion),");
        assert_eq!(hyphenated("l’organisation", "fr"), "l’orga-ni-sa-tion");
        assert_eq!(hyphenated("правительство", "ru"), "пра-ви-тель-ство");
        assert_eq!(hyphenated("implementation", "de"), "implementation");
    }

    #[test]
    fn names_in_capitals_figures_and_addresses_are_left_whole() {
        for word in ["UNESCO", "COVID-19", "example.organization", "person/organization", "www_organization"] {
            assert_eq!(hyphenated(word, "en"), word);
        }
    }

    #[test]
    fn three_letters_stay_before_a_hyphen_and_three_go_on() {
        assert_eq!(hyphenated("efforts", "en"), "efforts");
        assert_eq!(hyphenated("countries", "en"), "coun-tries");
        assert_eq!(hyphenated("aparato", "es"), "apa-rato");
    }

    #[test]
    fn a_soft_hyphen_that_was_typed_is_the_only_place() {
        assert_eq!(hyphenated("implemen\u{ad}tation", "en"), "implemen-tation");
    }
}
