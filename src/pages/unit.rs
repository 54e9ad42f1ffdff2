//! The pieces pages are filled with: each paragraph, table and figure becomes a row of units that are never torn.

use super::footnote::Footnotes;
use super::inline::Column;
use super::line::Line;
use super::placed::{Measures, Placed, Point};
use crate::diagnostic::Diagnostic;
use crate::document::{BookmarkId, ContentsEntry, NoteId, Orientation, PageSetup};
use crate::length::Length;

/// A line, a table row or a picture, with what must be known of it to fill a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    /// Its height, without the space before it.
    pub(super) height: Length,
    /// Where it begins a block: the space the block wants before it.
    pub(super) wants_before: Option<Length>,
    /// The space its block wants after it, where it is the last of one.
    pub(super) wants_after: Length,
    /// What stands before it where it begins a page: nothing, a title's space, a repeated table head.
    pub(super) at_top: Length,
    /// Where the origin of its items lies, from the left of the text block and from its own top.
    pub(super) origin: Point,
    /// Its items.
    pub(super) items: Vec<Placed>,
    /// The footnotes whose marks stand in it.
    pub(super) notes: Vec<NoteId>,
    /// The bookmarks in it, with their distance from its top.
    pub(super) targets: Vec<(BookmarkId, Length)>,
    /// Whether a page may end after it.
    pub(super) after: Break,
    /// The table it is a row of: an index into [`Flow::heads`].
    pub(super) head: Option<usize>,
    /// Whether it is one piece of a row that is too high for a page.
    pub(super) torn: bool,
    /// The rule beside it.
    pub(super) side: Option<Side>,
    /// For the first unit of a figure that may be moved down: how many units the figure has.
    pub(super) figure: usize,
}

/// The space between a unit and the one above it. Between two blocks the larger wish counts; a line that goes on with its
/// paragraph has none, unless a figure came between them.
pub(super) fn space_between(above: Option<&Unit>, unit: &Unit) -> Length {
    unit.wants_before.unwrap_or_default().max(above.map_or(Length::ZERO, |above| above.wants_after))
}

/// The height of units that stand below each other at the top of a page.
pub(super) fn stacked(units: &[Unit]) -> Length {
    let spaces: Length = units.windows(2).map(|pair| space_between(Some(&pair[0]), &pair[1])).sum();
    spaces + units.iter().map(|unit| unit.height).sum()
}

impl Unit {
    /// A line, `x` from the left of the text block.
    pub(super) fn line(line: Line, x: Length) -> Unit {
        Unit {
            height: line.height(),
            origin: Point { x, y: line.ascent },
            after: if line.hyphenated { Break::Avoided(Keep::Word) } else { Break::default() },
            items: line.items,
            notes: line.notes,
            ..Unit::default()
        }
    }

    /// Keeps it on one page with the next unit, unless a stronger reason does so already.
    pub(super) fn keep(&mut self, keep: Keep) {
        self.after = self.after.max(Break::Avoided(keep));
    }
}

/// Whether a page may end after a unit. The order is the order of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// It may, at this cost beside the space left over.
    Allowed(u64),
    /// It may not, unless the whole would be higher than a page.
    Avoided(Keep),
}

impl Default for Break {
    fn default() -> Break {
        Break::Allowed(0)
    }
}

/// Why two units stay on one page. The first is given up first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// The lines of a title block that is higher than a page: the names of many organizations.
    Names,
    /// A broken word.
    Word,
    /// A heading or the lead-in of a list, and what follows.
    Lead,
    /// A paragraph that is to stay whole.
    Paragraph,
    /// Two lines of a paragraph at the foot of a page and two at the top.
    Lines,
    /// What cannot be read apart: a caption and its table or picture, a table's head and its first row, a source.
    Next,
}

/// A vertical rule beside units of one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side {
    /// Its left edge, from the left of the text block.
    pub(super) x: Length,
    /// Which block it belongs to: rules of two blocks do not join.
    pub(super) block: usize,
}

/// The head of a table as it is drawn again at the top of each further page.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// Its height; nothing where it is too high to be repeated.
    pub(super) height: Length,
    /// Its items from the left of the text block and its own top, all artifacts.
    pub(super) items: Vec<Placed>,
    /// The table's left edge, from the left of the text block.
    pub(super) x: Length,
    /// The table's width.
    pub(super) width: Length,
}

/// The units between two forced page breaks.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    /// Whether it is the cover: no number, no header, no footer.
    pub(super) cover: bool,
    /// How its pages are turned.
    pub(super) orientation: Orientation,
    /// The units in reading order.
    pub(super) units: Vec<Unit>,
}

/// The heights of the text on upright and on turned pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heights {
    pub(super) portrait: Length,
    pub(super) landscape: Length,
}

impl Heights {
    pub(super) fn new(setup: &PageSetup) -> Heights {
        let height = |orientation| setup.oriented(orientation).text_height();
        Heights { portrait: height(Orientation::Portrait), landscape: height(Orientation::Landscape) }
    }

    /// The height on the pages of a segment.
    pub(super) fn of(self, segment: Option<&Segment>) -> Length {
        match segment.map(|segment| segment.orientation).unwrap_or_default() {
            Orientation::Portrait => self.portrait,
            Orientation::Landscape => self.landscape,
        }
    }
}

/// The lines of one entry of the contents, which are set anew when its page is known.
#[derive(Clone, Debug)]
pub(super) struct Slot<'d> {
    /// The entry.
    pub(super) entry: &'d ContentsEntry,
    /// The column it is set in.
    pub(super) column: Column,
    /// From its number to its words.
    pub(super) words_at: Length,
    /// The segment it stands in.
    pub(super) segment: usize,
    /// Its first unit there.
    pub(super) start: usize,
    /// How many units it has.
    pub(super) count: usize,
}

/// The whole document before it is cut into pages.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow<'d> {
    /// Its segments, none of them empty.
    pub(super) segments: Vec<Segment>,
    /// The heads of its tables.
    pub(super) heads: Vec<Head>,
    /// Its footnotes.
    pub(super) notes: Footnotes,
    /// The entries of its contents.
    pub(super) contents: Vec<Slot<'d>>,
    /// What was found on the way.
    pub(super) found: Vec<Diagnostic>,
    /// What was decided of its tables and figures.
    pub(super) measures: Measures,
}
