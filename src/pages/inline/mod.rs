//! Sets paragraphs: words are shaped, lines chosen for the paragraph as a whole, glyphs placed.

mod breaks;
mod choose;
mod collect;
mod faces;
mod finalize;
mod hyphens;
mod linebreak;
mod measure;
mod prepare;
mod shape;
#[cfg(test)]
mod tests;

pub use self::shape::missing_glyphs;

use self::choose::{Aim, LineRange, choose};
use self::collect::{Collected, Look, Tag};
use self::finalize::{Frame, LineHeights, set_line};
use self::hyphens::Hyphens;
use self::prepare::{Prepared, prepare};
use self::shape::{Shaper, Wanted};
use super::line::Line;
use super::placed::{Item, LinkEnd, Origin, Placed, Point};
use super::run::to_emu;
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::document::{Align, Caption, ContentsEntry, Document, ListLevel, Marker, NoteId, Paragraph, Style};
use crate::facts::language::Direction;
use crate::fonts::Fonts;
use crate::length::Length;
use crate::source::Span;

/// Sets paragraphs in lines and remembers the words it has shaped.
pub(super) struct Engine<'f> {
    shaper: Shaper<'f>,
    hyphens: Hyphens,
    /// The lines set so far.
    lines: usize,
    /// Where they became too many.
    full_at: Option<Span>,
}

/// What a paragraph is set into.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Column {
    /// Its width.
    pub(super) width: Length,
    /// Where lines stand, instead of where the style says: for table cells.
    pub(super) align: Option<Align>,
    /// For [`Align::Decimal`]: where the decimal sign stands, from the column's left edge.
    pub(super) decimal: Option<Length>,
}

/// Where the lines of a paragraph begin and end, from the edges of the column, in EMU.
#[derive(Clone, Copy, Debug)]
struct Indents {
    first: i64,
    rest: i64,
    end: i64,
}

/// What is repeated between an entry of the contents and its page.
const DOT: &str = " .";

/// No report has more lines: they fill ten thousand pages. A word in a narrow column of a table is a line too.
const LINES: usize = 500_000;

impl<'f> Engine<'f> {
    /// Without any words yet.
    pub(super) fn new(fonts: &'f Fonts) -> Engine<'f> {
        Engine { shaper: Shaper::new(fonts), hyphens: Hyphens::default(), lines: 0, full_at: None }
    }

    /// Sets a paragraph with its marker. The x of items is from the column's left edge. There is always a line: an empty
    /// paragraph gives an empty one of its style's height.
    pub(super) fn paragraph(&mut self, document: &Document, paragraph: &Paragraph, column: Column) -> Vec<Line> {
        let style = document.styles.get(paragraph.role);
        let level = paragraph.marker.as_ref().and_then(|marker| level_of(document, marker));
        if let (Some(marker), Some(gap), Align::Center) =
            (&paragraph.marker, level.and_then(ListLevel::gap), style.align)
        {
            // In the middle of the line the marker goes with the words.
            let mut collected = Collected::empty_for(document, paragraph, style);
            let tag = Tag::plain(Origin::Marker(paragraph.id), paragraph.span);
            collected.push(&format!("{}{gap}", marker.text), collected.look, tag);
            collected.content(document, paragraph);
            return self.set(&collected, style, indents(style, None), column);
        }
        let collected = Collected::paragraph(document, paragraph, style);
        let marker_at = level.map_or(style.indent_start, |level| level.marker_at);
        let marker = paragraph.marker.as_ref().map(|marker| self.marker(paragraph, marker, style, &collected));
        let mut indents = indents(style, level);
        if let Some((_, width)) = &marker {
            let space = self.space(&collected, style);
            indents.first = indents.first.max((marker_at + *width).to_emu() + space);
        }
        let mut lines = self.set(&collected, style, indents, column);
        if let (Some((marker, width)), Some(first)) = (marker, lines.first_mut()) {
            put_marker(first, marker, start_x(collected.direction, marker_at, width, column.width));
        }
        lines
    }

    /// Sets a caption: label and number, then its words.
    pub(super) fn caption(&mut self, document: &Document, caption: &Caption, column: Column) -> Vec<Line> {
        let paragraph = &caption.paragraph;
        let style = document.styles.get(paragraph.role);
        let mut collected = Collected::empty_for(document, paragraph, style);
        let tag = Tag::plain(Origin::CaptionLabel(paragraph.id), paragraph.span);
        let look = collected.look;
        collected.push(&caption.label, look, tag);
        collected.push(" ", Look { tied: true, ..look }, tag);
        collected.push(&format!("{}{}", caption.number, caption.separator), look, tag);
        collected.content(document, paragraph);
        self.set(&collected, style, indents(style, None), column)
    }

    /// How much room the number of an entry of the contents needs, with a space after it.
    pub(super) fn contents_number(&mut self, document: &Document, entry: &ContentsEntry) -> Length {
        let paragraph = &entry.paragraph;
        let style = document.styles.get(paragraph.role);
        let collected = Collected::paragraph(document, paragraph, style);
        let Some(marker) = &paragraph.marker else { return Length::ZERO };
        let (_, width) = self.marker(paragraph, marker, style, &collected);
        width + Length::emu(self.space(&collected, style))
    }

    /// Sets an entry of the contents: its number, its words so far from it, and, once it is known, the page after a row of
    /// dots.
    pub(super) fn contents_entry(
        &mut self,
        document: &Document,
        entry: &ContentsEntry,
        words_at: Length,
        page: Option<u32>,
        column: Column,
    ) -> Vec<Line> {
        let paragraph = &entry.paragraph;
        let style = document.styles.get(paragraph.role);
        let collected = Collected::paragraph(document, paragraph, style);
        let marker = paragraph.marker.as_ref().map(|marker| self.marker(paragraph, marker, style, &collected));
        let marker_at = style.indent_start;
        let text_at = if marker.is_some() { marker_at + words_at } else { marker_at };
        let (first, end) = (text_at.to_emu(), style.indent_end.to_emu());
        let mut lines = self.set(&collected, style, Indents { first, rest: first, end }, column);
        if let (Some(page), Some(last)) = (page, lines.last_mut()) {
            self.leader(last, &collected, style, paragraph, page, column.width);
        }
        if let (Some((marker, width)), Some(first)) = (marker, lines.first_mut()) {
            put_marker(first, marker, start_x(collected.direction, marker_at, width, column.width));
        }
        for line in &mut lines {
            cover(line, LinkEnd::Bookmark(entry.target));
        }
        lines
    }

    /// Sets a paragraph of a note. `note` is given for its first paragraph, which begins with the note's number.
    pub(super) fn note(
        &mut self,
        document: &Document,
        paragraph: &Paragraph,
        note: Option<NoteId>,
        column: Column,
    ) -> Vec<Line> {
        let style = document.styles.get(paragraph.role);
        let mut collected = Collected::empty_for(document, paragraph, style);
        if let Some(note) = note {
            collected.note_number(document, note, paragraph.id, paragraph.span);
        }
        collected.content(document, paragraph);
        self.set(&collected, style, indents(style, None), column)
    }

    /// Sets words on one line, for header and footer, and gives their width.
    pub(super) fn words(&mut self, document: &Document, text: &str, style: &Style, origin: Origin) -> (Line, Length) {
        let mut collected = Collected::new(style, document.language.code(), document.direction);
        collected.push(text, collected.look, Tag::plain(origin, Span::default()));
        self.one_line(&collected, style)
    }

    /// The characters that no face has.
    pub(super) fn take_missing(&mut self) -> Vec<(char, Span)> {
        self.shaper.take_missing()
    }

    /// What was found on the way.
    pub(super) fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        self.full_at.take().map(too_many_lines).into_iter().collect()
    }

    /// A marker on a line that begins at zero, and its width.
    fn marker(
        &mut self,
        paragraph: &Paragraph,
        marker: &Marker,
        style: &Style,
        text: &Collected<'_>,
    ) -> (Line, Length) {
        let mut collected = text.emptied();
        collected.push(&marker.text, collected.look, Tag::plain(Origin::Marker(paragraph.id), paragraph.span));
        self.one_line(&collected, style)
    }

    /// The width of a space in a paragraph's own look.
    fn space(&mut self, collected: &Collected<'_>, style: &Style) -> i64 {
        let Look { bold, italic, language, .. } = collected.look;
        let right_to_left = collected.direction == Direction::RightToLeft;
        let wanted = Wanted { bold, italic, tabular: false, right_to_left, language };
        let setting = self.shaper.setting(&wanted);
        let part = self.shaper.word(setting, " ").start;
        self.shaper.part(part).width_at(style.size.to_emu())
    }

    fn one_line(&mut self, collected: &Collected<'_>, style: &Style) -> (Line, Length) {
        let (prepared, heights) = self.prepare(collected, style);
        let width = prepared.atoms.iter().map(|atom| atom.body + atom.gap.width).sum();
        let range = LineRange { first: 0, head: None, end: prepared.atoms.len(), tail: None, open: true };
        let frame = Frame { column: width, start: 0, width, align: Align::Start, size: style.size.to_emu(), heights };
        (set_line(&mut self.shaper, collected, &prepared, &range, &frame), Length::emu(width))
    }

    fn prepare(&mut self, collected: &Collected<'_>, style: &Style) -> (Prepared, LineHeights) {
        let prepared = prepare(&mut self.shaper, collected, style.size.to_emu());
        let heights = self.heights(collected, style, &prepared);
        (prepared, heights)
    }

    /// Sets collected text in a column.
    fn set(&mut self, collected: &Collected<'_>, style: &Style, indents: Indents, column: Column) -> Vec<Line> {
        if self.full_at.is_some() {
            // Nothing is written of such a report.
            return vec![Line { ascent: style.size, ..Line::default() }];
        }
        let (mut prepared, heights) = self.prepare(collected, style);
        let column_width = column.width.to_emu();
        let align = column.align.unwrap_or(style.align);
        let width = |start: i64| (column_width - start - indents.end).max(0);
        let aim = Aim {
            first: width(indents.first),
            rest: width(indents.rest),
            justified: align == Align::Justify,
            balanced: align == Align::Center,
            hyphenate: style.hyphenate,
            size: style.size.to_emu(),
        };
        let ranges = choose(&mut self.shaper, &mut self.hyphens, &collected.text, &mut prepared, &aim);
        self.lines += ranges.len();
        if self.lines > LINES {
            self.full_at = Some(collected.pieces.first().map_or(Span::default(), |piece| piece.tag.span));
        }
        let mut lines = Vec::with_capacity(ranges.len());
        for (at, range) in ranges.iter().enumerate() {
            let start = if at == 0 { indents.first } else { indents.rest };
            let frame =
                Frame { column: column_width, start, width: width(start), align, size: style.size.to_emu(), heights };
            lines.push(set_line(&mut self.shaper, collected, &prepared, range, &frame));
        }
        if let (Align::Decimal, Some(decimal), [line]) = (align, column.decimal, &mut lines[..]) {
            measure::align_decimal(line, collected, decimal, column.width);
        }
        lines
    }

    /// The height of the lines of a paragraph: that of the face most of it is in, so that one word in another face does
    /// not push two lines apart, and no less than that of its language, so that cells side by side have one base line.
    fn heights(&mut self, collected: &Collected<'_>, style: &Style, prepared: &Prepared) -> LineHeights {
        let Look { bold, italic, language, .. } = collected.look;
        let right_to_left = collected.direction == Direction::RightToLeft;
        let setting = self.shaper.setting(&Wanted { bold, italic, tabular: false, right_to_left, language });
        let usual = self.shaper.main_face(setting);
        let most = measure::main_face(&self.shaper, prepared).unwrap_or(usual);
        let size = style.size.to_emu();
        let [(above, below, gap), (least_above, least_below, least_gap)] = [most, usual].map(|face| {
            let heights = self.shaper.heights(face);
            let emu = |units: i64| to_emu(units, size, heights.units_per_em);
            (emu(heights.ascent), emu(heights.descent), emu(heights.gap))
        });
        let (above, below, gap) = (above.max(least_above), below.max(least_below), gap.max(least_gap));
        let single = above + below + gap;
        // Word adds what a line spacing other than single gives above the line.
        let more = single * (i64::from(style.line_spacing) - 1000) / 1000;
        LineHeights { ascent: above + more, descent: below + gap, letters_above: above, letters_below: below }
    }

    /// Puts dots and a page number at the end of a line of the contents. The dots of all entries stand in columns.
    fn leader(
        &mut self,
        line: &mut Line,
        collected: &Collected<'_>,
        style: &Style,
        paragraph: &Paragraph,
        page: u32,
        width: Length,
    ) {
        let tag = Tag::plain(Origin::ContentsPage(paragraph.id), paragraph.span);
        let mut plain = |text: &str| {
            let mut plain = collected.emptied();
            plain.push(text, plain.look, tag);
            self.one_line(&plain, style)
        };
        let (number, number_width) = plain(&page.to_string());
        let step = plain(DOT).1.max(Length::emu(1));
        let used = measure::used(line, collected.direction, width);
        // Whole steps, counted from the end, behind the number and half a step at least; whatever the line leaves is filled.
        let steps = |room: Length| room.to_emu() / step.to_emu();
        let skipped = steps(number_width + step + step / 2);
        let count = steps(width - used - step) - skipped;
        let (dots, dots_width) = plain(&DOT.repeat(usize::try_from(count).unwrap_or(0)));
        let dots_at = width - step * skipped - dots_width;
        move_into(line, dots, start_x(collected.direction, dots_at, dots_width, width));
        move_into(line, number, start_x(collected.direction, width - number_width, number_width, width));
    }
}

fn too_many_lines(span: Span) -> Diagnostic {
    let message = format!("from here on the report fills more than {}", counted(LINES, "line", "lines"));
    Diagnostic::error(Code::TooManyLines, span, message)
        .help("make the narrow columns of tables wider, or divide the report, or submit the data as a separate file")
}

/// The level a marker belongs to, if the document defines it.
fn level_of<'d>(document: &'d Document, marker: &Marker) -> Option<&'d ListLevel> {
    document.lists.get(marker.list.0 as usize)?.levels.get(usize::from(marker.level))
}

fn indents(style: &Style, level: Option<&ListLevel>) -> Indents {
    let (first, rest) = match level {
        Some(level) => (level.text_at, level.wrap_at),
        None => (style.indent_start + style.first_line, style.indent_start),
    };
    Indents { first: first.to_emu(), rest: rest.to_emu(), end: style.indent_end.to_emu() }
}

/// The x of something `width` wide that stands `at` from the start side of a column.
fn start_x(direction: Direction, at: Length, width: Length, column: Length) -> Length {
    match direction {
        Direction::LeftToRight => at,
        Direction::RightToLeft => column - at - width,
    }
}

/// Puts a marker's items before those of the line, moved to `x`.
fn put_marker(line: &mut Line, mut marker: Line, x: Length) {
    for placed in &mut marker.items {
        placed.point.x += x;
    }
    marker.items.append(&mut line.items);
    line.items = marker.items;
}

/// Puts another line's items after those of the line, moved to `x`.
fn move_into(line: &mut Line, other: Line, x: Length) {
    for mut placed in other.items {
        placed.point.x += x;
        line.items.push(placed);
    }
}

/// Makes a whole line active.
fn cover(line: &mut Line, to: LinkEnd) {
    let spans = || line.items.iter().filter_map(measure::extent);
    let (Some(left), Some(right)) = (spans().map(|span| span.0).min(), spans().map(|span| span.1).max()) else {
        return;
    };
    let Some(origin) = line.items.last().map(|placed| placed.origin) else { return };
    let item = Item::Link { width: right - left, height: line.height(), to };
    line.items.push(Placed { point: Point { x: left, y: -line.ascent }, item, origin });
}
