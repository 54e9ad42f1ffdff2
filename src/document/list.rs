//! How lists are numbered: definitions that Word counts by, and markers already counted for the PDF.

use super::ListId;
use crate::length::Length;
use crate::text::letters::is_east_asian;

/// The numbers of one list, level by level (at most nine, as in Word).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListDefinition {
    /// The levels, outermost first.
    pub levels: Vec<ListLevel>,
}

/// How one level is counted and where its marker stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLevel {
    /// How the number is written.
    pub format: NumberFormat,
    /// What stands before it: `(`.
    pub prefix: String,
    /// What stands after it: `.` or `)`.
    pub suffix: String,
    /// Where the marker begins, from the start margin.
    pub marker_at: Length,
    /// Where the text begins on the first line, from the start margin.
    pub text_at: Length,
    /// Where the following lines begin, from the start margin: zero for numbered paragraphs, the United Nations way.
    pub wrap_at: Length,
}

impl ListLevel {
    /// What stands between the marker and the text that follows it at once; `None` where the text has a place of its own.
    pub fn gap(&self) -> Option<&'static str> {
        // Chinese marks bring their own room.
        let wide = self.suffix.ends_with(is_east_asian);
        (self.text_at <= self.marker_at).then_some(if wide { "" } else { " " })
    }
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberFormat {
    /// 1, 2, 3.
    Decimal,
    /// A, B, C.
    UpperLetter,
    /// a, b, c.
    LowerLetter,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// 一, 二, 三, as Chinese counts (`w:numFmt` `chineseCounting`).
    Chinese,
    /// The Arabic alphabet, alif, ba, ta (`w:numFmt` `arabicAlpha`).
    ArabicAlpha,
    /// The Arabic letters in their order as numerals, alif, ba, jim (`w:numFmt` `arabicAbjad`).
    ArabicAbjad,
    /// The same sign each time.
    Bullet(char),
}

/// The number before a paragraph or heading, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The list.
    pub list: ListId,
    /// The level in it, 0 the outermost.
    pub level: u8,
    /// The number.
    pub number: u32,
    /// As it is read: `24.`, `(a)`, `–`.
    pub text: String,
}
