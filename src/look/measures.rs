//! Distances that both files share, each with its reason.

use crate::length::Length;

/// White space at each side of the text of a cell: two millimetres, in whole twips so that Word has the same.
pub const CELL_PADDING: Length = Length::twips(113);

/// Thickness of the rules above and below the head of a table and at its end.
pub const TABLE_RULE: Length = Length::twips(15);

/// White space before a table without a caption, and after every table.
pub const TABLE_SPACE: Length = Length::pt(8);

/// White space between a table or a caption and the source below it.
pub const BELOW_SPACE: Length = Length::pt(3);

/// The type of a table that is to be small: no smaller is easy to read on paper.
pub const SMALL_TABLE_SIZE: Length = Length::pt(8);

/// Up to how many rows a table stays on one page, where it is at most half a page high.
pub const SMALL_TABLE: usize = 8;

/// From the number of an entry of the contents to its words.
pub const CONTENTS_TEXT_AT: Length = Length::mm(10);

/// The rule beside recommendations begins this far outside their text: six points and its own thickness, as in Word.
pub const SIDE_DISTANCE: Length = Length::tenths_of_pt(75);

/// Thickness of the rule beside recommendations.
pub const SIDE_RULE: Length = Length::tenths_of_pt(15);

/// Distance of the running header from the upper edge of the sheet, and of the footer from the lower: half an inch as in
/// Word, but never in the text.
pub fn running_edge(margin: Length) -> Length {
    (margin / 2).min(Length::pt(36))
}
