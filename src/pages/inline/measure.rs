//! Measures the widths that tables and the contents need.

use super::super::line::Line;
use super::super::placed::{Item, Placed};
use super::super::run::Glyph;
use super::Engine;
use super::breaks::After;
use super::collect::Collected;
use super::prepare::{Kind, Prepared};
use super::shape::Shaper;
use crate::document::{Document, Paragraph};
use crate::facts::language::Direction;
use crate::fonts::FaceId;
use crate::length::Length;
use crate::text::language::primary;

impl Engine<'_> {
    /// The width of the longest piece of a paragraph that is never divided, and of the whole on one line, in whichever of the
    /// two files it is wider: Word sets letters without kerning.
    pub(in crate::pages) fn widths(&mut self, document: &Document, paragraph: &Paragraph) -> (Length, Length) {
        let style = document.styles.get(paragraph.role);
        let collected = Collected::paragraph(document, paragraph, style);
        let (prepared, _) = self.prepare(&collected, style);
        let (longest, whole) = widths(&mut self.shaper, &prepared);
        (Length::emu(longest), Length::emu(whole))
    }

    /// The widths before and after the place where the paragraph's number is aligned: its decimal sign, or its end.
    pub(in crate::pages) fn decimal_widths(&mut self, document: &Document, paragraph: &Paragraph) -> (Length, Length) {
        let style = document.styles.get(paragraph.role);
        let collected = Collected::paragraph(document, paragraph, style);
        let (line, width) = self.one_line(&collected, style);
        let before = width_before(&line, decimal_at(&collected));
        (before, width - before)
    }
}

/// The longest unbreakable width and the longest line without any break but those asked for.
fn widths(shaper: &mut Shaper<'_>, prepared: &Prepared) -> (i64, i64) {
    let (mut longest, mut widest, mut unit, mut line) = (0, 0, 0, 0);
    for (at, atom) in prepared.atoms.iter().enumerate() {
        match atom.kind {
            Kind::NewLine => (unit, line) = (0, 0),
            Kind::Part(part) => {
                let size = prepared.settings.get(atom.piece as usize).map_or(0, |setting| setting.size);
                let body = atom.body.max(shaper.unkerned(part, size));
                unit += body;
                line += body;
                (longest, widest) = (longest.max(unit), widest.max(line));
                line += atom.gap.width;
                let space_follows = prepared.atoms.get(at + 1).is_some_and(|next| next.kind == Kind::Space);
                unit = if is_whole(atom.after) || space_follows { unit + atom.gap.width } else { 0 };
            }
            Kind::Space => {
                line += atom.gap.width;
                unit = if atom.after == After::Free { 0 } else { unit + atom.gap.width };
            }
        }
    }
    (longest, widest)
}

/// Whether a column is made wide enough, where it can be, to hold what stands before and after such a place on one line:
/// document symbols, and words with strokes, after which Word does not end a line.
fn is_whole(after: After) -> bool {
    match after {
        After::Tied | After::Symbol | After::DocumentSymbol | After::Emergency => true,
        After::Free | After::Hyphen | After::Dash | After::Address => false,
    }
}

/// The face in which most of the text is.
pub(super) fn main_face(shaper: &Shaper<'_>, prepared: &Prepared) -> Option<FaceId> {
    let mut bytes: Vec<(FaceId, usize)> = Vec::new();
    for atom in &prepared.atoms {
        if let Kind::Part(part) = atom.kind {
            let face = shaper.part(part).face;
            let length = atom.range().len();
            match bytes.iter_mut().find(|(known, _)| *known == face) {
                Some((_, count)) => *count += length,
                None => bytes.push((face, length)),
            }
        }
    }
    bytes.into_iter().max_by_key(|&(face, count)| (count, std::cmp::Reverse(face))).map(|(face, _)| face)
}

/// Left and right end of an item of a line.
pub(super) fn extent(placed: &Placed) -> Option<(Length, Length)> {
    let width = match &placed.item {
        Item::Glyphs(run) => run.width,
        Item::Rule { width, .. } | Item::Image { width, .. } | Item::Link { width, .. } => *width,
    };
    Some((placed.point.x, placed.point.x + width))
}

/// How far the items of a line reach, from the start side of a column.
pub(super) fn used(line: &Line, direction: Direction, column: Length) -> Length {
    let extents = || line.items.iter().filter_map(extent);
    match direction {
        Direction::LeftToRight => extents().map(|(_, right)| right).max().unwrap_or_default(),
        Direction::RightToLeft => column - extents().map(|(left, _)| left).min().unwrap_or(column),
    }
}

/// Moves a line so that its number is aligned at `decimal`, as far as the column has room.
pub(super) fn align_decimal(line: &mut Line, collected: &Collected<'_>, decimal: Length, column: Length) {
    let extents = || line.items.iter().filter_map(extent);
    let left = extents().map(|(left, _)| left).min().unwrap_or_default();
    let right = extents().map(|(_, right)| right).max().unwrap_or_default();
    let wanted = decimal - width_before(line, decimal_at(collected));
    let x = wanted.min(column - (right - left)).max(Length::ZERO);
    for placed in &mut line.items {
        placed.point.x += x - left;
    }
}

/// Where in the text a number is aligned: at its decimal sign, else after its last digit; where there is no number, at
/// its end.
fn decimal_at(collected: &Collected<'_>) -> usize {
    let text = &collected.text;
    let sign = match primary(collected.look.language) {
        "en" | "zh" => '.',
        // With European digits Arabic text takes the point.
        "ar" if !text.contains('٫') => '.',
        "ar" => '٫',
        _ => ',',
    };
    let Some((last, digit)) = text.char_indices().rfind(|(_, c)| c.is_numeric()) else { return text.len() };
    let end = last + digit.len_utf8();
    // Only a sign between digits: a full stop at the end is none.
    text[..last].rfind(sign).filter(|&at| text[at + sign.len_utf8()..end].chars().all(char::is_numeric)).unwrap_or(end)
}

/// The width of a line's glyphs whose text stands before `offset`.
fn width_before(line: &Line, offset: usize) -> Length {
    let mut begin = 0;
    let mut width = Length::ZERO;
    for placed in &line.items {
        if let Item::Glyphs(run) = &placed.item {
            let before = |glyph: &Glyph| begin + (glyph.start as usize) < offset;
            width += run.glyphs().filter(before).map(|glyph| glyph.advance).sum();
            begin += run.text.len();
        }
    }
    width
}
