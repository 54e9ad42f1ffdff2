//! Covers signs that Markdown would take for marks though their author did not mean them so.
//!
//! The parser reads the covered text, which has the same length; everything else reads what the author typed. So the
//! places stay right, and the signs stay in the report.

mod addresses;
mod definitions;
mod destinations;
mod emphasis;
mod margins;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Options;

pub(super) use self::addresses::address_in;
pub(super) use self::margins::begins_container;

/// What the parser reads of a text of blocks.
pub(super) const BLOCKS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES);

/// What it reads of a text that is a part of a block.
pub(super) const INLINES: Options = Options::ENABLE_FOOTNOTES;

/// What the parser reads instead of the author's text.
pub(super) struct Mask<'t> {
    /// What the author typed.
    typed: &'t str,
    /// The same with covered signs.
    covered: Cow<'t, str>,
}

/// The kind of sign that is put in the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cover {
    /// A letter.
    Letter,
    /// A sign of punctuation.
    Punctuation,
}

impl Cover {
    /// A sign of this kind that takes `length` bytes.
    fn sign(self, length: usize) -> char {
        match (self, length) {
            (Cover::Letter, 1) => 'x',
            (Cover::Letter, 2) => 'é',
            (Cover::Letter, 3) => '中',
            (Cover::Letter, _) => '\u{10400}',
            (Cover::Punctuation, 1) => '.',
            (Cover::Punctuation, 2) => '§',
            (Cover::Punctuation, 3) => '。',
            (Cover::Punctuation, _) => '\u{10100}',
        }
    }
}

/// A text with covered signs.
pub(super) struct Masked<'t> {
    /// What the parser reads.
    pub(super) covered: Cow<'t, str>,
    /// The names of files and addresses in links that contain spaces.
    pub(super) spaced: Vec<Range<usize>>,
    /// The labels of links whose addresses were given before.
    pub(super) repeated: Vec<Range<usize>>,
}

/// Covers a text of blocks; `taken` are the marks that are read by other means.
pub(super) fn blocks<'t>(
    typed: &'t str,
    prepared: Cow<'t, str>,
    taken: impl Iterator<Item = Range<usize>>,
) -> Masked<'t> {
    let mut mask = Mask { typed, covered: prepared };
    margins::straighten(&mut mask);
    margins::blank(&mut mask);
    for range in taken {
        mask.cover(range, Cover::Letter);
    }
    mask.signs(BLOCKS)
}

/// Covers a text that is a part of a block.
pub(super) fn inlines(typed: &str) -> Masked<'_> {
    Mask { typed, covered: Cow::Borrowed(typed) }.signs(INLINES)
}

impl<'t> Mask<'t> {
    fn signs(mut self, options: Options) -> Masked<'t> {
        for line in super::mistakes::lines_to_write_on(self.typed) {
            self.cover(line, Cover::Letter);
        }
        let spaced = destinations::cover(&mut self);
        addresses::cover(&mut self);
        emphasis::cover(&mut self);
        let repeated = definitions::cover(&mut self, options);
        Masked { covered: self.covered, spaced, repeated }
    }

    /// Covers a range.
    fn cover(&mut self, range: Range<usize>, cover: Cover) {
        let Some(before) = self.typed.get(range.clone()) else { return };
        let signs: String = before.chars().map(|c| if c == '\n' { c } else { cover.sign(c.len_utf8()) }).collect();
        self.replace(range, &signs);
    }

    /// Puts a text of the same length in the place of another.
    fn replace(&mut self, range: Range<usize>, signs: &str) {
        if signs.len() == range.len()
            && self.covered.is_char_boundary(range.start)
            && self.covered.is_char_boundary(range.end)
        {
            self.covered.to_mut().replace_range(range, signs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{blocks, inlines};
    use std::borrow::Cow;

    #[test]
    fn the_covered_text_has_the_length_of_the_typed_one() {
        for text in ["的**《公约》**已", "see https://example.org/é_*", "![a](b c.png)", "a\n\n    b\n", "12*34*5"]
        {
            assert_eq!(inlines(text).covered.len(), text.len(), "{text}");
            assert_eq!(blocks(text, Cow::Borrowed(text), std::iter::empty()).covered.len(), text.len(), "{text}");
        }
    }
}
