//! Looks for words in texts. Most texts have none of them, so that all depends on passing over the others quickly.

use std::ops::Range;

use memchr::memmem::{self, Finder};

/// Whether a text has `wanted` in it.
pub(crate) fn has(text: &str, wanted: &str) -> bool {
    memmem::find(text.as_bytes(), wanted.as_bytes()).is_some()
}

/// Where `wanted` stands, one after the other.
pub(crate) fn places<'a>(text: &'a str, wanted: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    memmem::find_iter(text.as_bytes(), wanted.as_bytes()).map(|at| at..at + wanted.len())
}

/// Words that every text is searched for. What finds them is made once: for a short text, making it takes longer than looking.
pub(crate) struct Sought(Vec<Finder<'static>>);

impl Sought {
    pub(crate) fn new(words: &[impl AsRef<str>]) -> Sought {
        Sought(words.iter().map(|word| Finder::new(word.as_ref()).into_owned()).collect())
    }

    /// Where they stand: all places of the first word, then those of the next.
    pub(crate) fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let of_one = |word: &'a Finder<'static>| word.find_iter(text.as_bytes()).map(|at| at..at + word.needle().len());
        self.0.iter().flat_map(of_one)
    }
}

/// Where one of two signs stands.
pub(crate) fn either<'a>(text: &'a str, [one, other]: [u8; 2]) -> impl Iterator<Item = usize> + 'a {
    debug_assert!(one.is_ascii() && other.is_ascii());
    memchr::memchr2_iter(one, other, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{Sought, either, has, places};

    #[test]
    fn words_are_found_one_word_after_the_other() {
        let found: Vec<_> = Sought::new(&["b", "ab", "—"]).places("ab—ab").collect();
        assert_eq!(found, [1..2, 6..7, 0..2, 5..7, 2..5]);
    }

    proptest! {
        #[test]
        fn the_same_places_are_found_as_by_looking_at_each(text in "[ab—é\n]{0,40}", wanted in "[ab—]{1,3}") {
            let found: Vec<usize> = places(&text, &wanted).map(|range| range.start).collect();
            let expected: Vec<usize> = text.match_indices(&wanted).map(|(at, _)| at).collect();
            assert_eq!(has(&text, &wanted), !expected.is_empty());
            assert_eq!(found, expected);
            let signs: Vec<usize> = text.match_indices(['a', '\n']).map(|(at, _)| at).collect();
            assert_eq!(either(&text, [b'a', b'\n']).collect::<Vec<_>>(), signs);
        }
    }
}
