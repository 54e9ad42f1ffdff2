//! Places the glyphs of a chosen line: alignment, visual order, one run for each face and origin.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::super::line::Line;
use super::super::placed::{Item, LinkEnd, Placed, Point};
use super::super::run::{ADDED_HYPHEN, GlyphRun, Word, to_emu};
use super::choose::LineRange;
use super::collect::Collected;
use super::hyphens::hyphenated;
use super::prepare::{Kind, NO_BREAK_SPACE, Prepared, Sums};
use super::shape::Shaper;
use crate::document::{Align, VerticalPosition};
use crate::fonts::FaceId;
use crate::length::Length;

/// Where a line stands and how high it is, in EMU.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Width of the column.
    pub(super) column: i64,
    /// From the column's start side to the line.
    pub(super) start: i64,
    /// Room for the line.
    pub(super) width: i64,
    pub(super) align: Align,
    /// Type size.
    pub(super) size: i64,
    pub(super) heights: LineHeights,
}

/// The heights of a line and of the letters on it, in EMU.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineHeights {
    /// With the leading.
    pub(super) ascent: i64,
    pub(super) descent: i64,
    /// Of the letters, for active areas.
    pub(super) letters_above: i64,
    pub(super) letters_below: i64,
}

/// What is drawn in one go: a part of a word or spaces.
struct Stroke {
    text: Range<usize>,
    piece: usize,
    level: u8,
    part: u32,
    is_space: bool,
    face: FaceId,
    /// Whether a hyphen is added that the text does not have.
    hyphen: bool,
    body: i64,
    gap: Sums,
}

impl Stroke {
    fn advance(&self) -> i64 {
        self.body + self.gap.width
    }

    /// Bytes of text in its run.
    fn length(&self) -> usize {
        self.text.len() + if self.hyphen { ADDED_HYPHEN.len() } else { 0 }
    }
}

/// Sets a line.
pub(super) fn set_line(
    shaper: &mut Shaper<'_>,
    collected: &Collected<'_>,
    prepared: &Prepared,
    range: &LineRange,
    frame: &Frame,
) -> Line {
    let mut strokes = strokes(shaper, collected, prepared, range);
    let gaps_end = trim(&mut strokes);
    let natural: i64 = strokes.iter().map(Stroke::advance).sum();
    let slack = frame.width - natural;
    let justified = frame.align == Align::Justify && !range.open;
    if justified || slack < 0 {
        spread(&mut strokes[..gaps_end], slack);
    }
    let width: i64 = strokes.iter().map(Stroke::advance).sum();
    let left = left_edge(frame, prepared.base, width);
    let notes = notes(&strokes, collected);
    Line {
        ascent: Length::emu(frame.heights.ascent),
        descent: Length::emu(frame.heights.descent),
        items: items(shaper, collected, prepared, &strokes, left, frame),
        notes,
        hyphenated: range.tail.is_some() || ends_in_hyphen(&strokes, collected, range),
    }
}

fn ends_in_hyphen(strokes: &[Stroke], collected: &Collected<'_>, range: &LineRange) -> bool {
    !range.open && strokes.last().is_some_and(|last| collected.text[last.text.clone()].ends_with(['-', '\u{2010}']))
}

/// The strokes of a line in logical order.
fn strokes(shaper: &mut Shaper<'_>, collected: &Collected<'_>, prepared: &Prepared, range: &LineRange) -> Vec<Stroke> {
    let mut strokes = Vec::with_capacity(range.end.saturating_sub(range.first));
    for (at, atom) in prepared.atoms.iter().enumerate().take(range.end).skip(range.first) {
        let setting = &prepared.settings[atom.piece as usize];
        let head = range.head.filter(|_| at == range.first);
        let tail = range.tail.filter(|_| at + 1 == range.end);
        let space = setting.space_at(atom.level);
        let mut stroke = Stroke {
            text: atom.range(),
            piece: atom.piece as usize,
            level: atom.level,
            part: space.part,
            is_space: true,
            face: FaceId(0),
            hyphen: false,
            body: atom.body,
            gap: atom.gap,
        };
        match atom.kind {
            Kind::Space => {
                if collected.text[atom.range()].starts_with(NO_BREAK_SPACE) {
                    stroke.part = space.no_break;
                }
            }
            Kind::NewLine => continue,
            Kind::Part(whole) => {
                let mut part = whole;
                if let Some(point) = head {
                    stroke.text.start += point.resume as usize;
                    part = point.suffix;
                }
                if let Some(point) = tail {
                    stroke.text.end = atom.start as usize + point.end as usize;
                    stroke.hyphen = true;
                    part = match head {
                        // Cut on both lines: in a column so narrow the middle is shaped for itself.
                        Some(_) => {
                            let middle = &collected.text[stroke.text.clone()];
                            hyphenated(shaper, setting.at_level(atom.level), middle).unwrap_or(point.prefix)
                        }
                        None => point.prefix,
                    };
                    stroke.gap = Sums::default();
                }
                if part != whole {
                    stroke.body = shaper.part(part).width_at(setting.size);
                }
                (stroke.part, stroke.is_space) = (part, false);
            }
        }
        stroke.face = shaper.part(stroke.part).face;
        strokes.push(stroke);
    }
    strokes
}

/// Takes the width from spaces at both ends; gives the index after the last stroke whose gap can still grow.
fn trim(strokes: &mut [Stroke]) -> usize {
    for stroke in strokes.iter_mut().take_while(|stroke| stroke.is_space) {
        stroke.gap = Sums::default();
    }
    for at in (0..strokes.len()).rev() {
        strokes[at].gap = Sums::default();
        if !strokes[at].is_space {
            return at;
        }
    }
    0
}

/// Distributes what a line lacks or has too much over its gaps, to the last unit.
fn spread(strokes: &mut [Stroke], slack: i64) {
    let give = |gap: &Sums| if slack > 0 { gap.stretch } else { gap.shrink };
    let total: i64 = strokes.iter().map(|stroke| give(&stroke.gap)).sum();
    if total == 0 {
        return;
    }
    // A line that was accepted needs no more than all its gaps can give up; they never vanish.
    let slack = slack.max(-total);
    let (mut sum, mut given) = (0, 0);
    for stroke in strokes.iter_mut().filter(|stroke| give(&stroke.gap) > 0) {
        sum += give(&stroke.gap);
        let share = slack * sum / total;
        stroke.gap.width += share - given;
        given = share;
    }
}

/// The x of the line's left end.
fn left_edge(frame: &Frame, base: u8, width: i64) -> i64 {
    let slack = (frame.width - width).max(0);
    let before = match frame.align {
        Align::Start | Align::Justify => 0,
        Align::Center => slack / 2,
        Align::End | Align::Decimal => slack,
    };
    if base == 1 { frame.column - frame.start - before - width } else { frame.start + before }
}

fn notes(strokes: &[Stroke], collected: &Collected<'_>) -> Vec<crate::document::NoteId> {
    let begins = |stroke: &Stroke| {
        let piece = &collected.pieces[stroke.piece];
        piece.tag.note.filter(|_| piece.range.start == stroke.text.start)
    };
    strokes.iter().filter_map(begins).collect()
}

/// Strokes that are drawn as one run of glyphs.
struct Run {
    /// Which, in logical order.
    strokes: Range<usize>,
    /// Whether they stand from right to left.
    reversed: bool,
    /// The left end.
    x: i64,
    width: i64,
}

/// The items of a line in logical order: runs of glyphs, each link after the runs it covers.
fn items(
    shaper: &Shaper<'_>,
    collected: &Collected<'_>,
    prepared: &Prepared,
    strokes: &[Stroke],
    left: i64,
    frame: &Frame,
) -> Vec<Placed> {
    let mut runs = runs(strokes, prepared, left);
    if prepared.base == 1 || strokes.iter().any(|stroke| stroke.level > 0) {
        runs.sort_by_key(|run| run.strokes.start);
    }
    let mut placed = Vec::with_capacity(runs.len() + 1);
    let mut link: Option<Active> = None;
    for run in &runs {
        let piece_at = strokes[run.strokes.start].piece;
        let piece = &collected.pieces[piece_at];
        let size = prepared.settings[piece_at].size;
        let lift = lift(piece.look.position, frame.size);
        if let Some(done) = link.take_if(|known| Some(known.to) != piece.tag.link) {
            placed.push(done.placed());
        }
        let origin = piece.tag.origin;
        let glyphs = Item::Glyphs(glyph_run(shaper, collected, strokes, run, size));
        placed.push(Placed { point: Point { x: Length::emu(run.x), y: Length::emu(-lift) }, item: glyphs, origin });
        if let Some(to) = piece.tag.link {
            let above = to_emu(frame.heights.letters_above, size, frame.size) + lift;
            let below = to_emu(frame.heights.letters_below, size, frame.size) - lift;
            let area = Active { to, origin, left: run.x, right: run.x + run.width, above, below };
            link = Some(link.map_or(area, |known| known.joined(area)));
        }
    }
    placed.extend(link.map(Active::placed));
    placed
}

/// How far letters stand above their line at a type size.
fn lift(position: VerticalPosition, size: i64) -> i64 {
    match position {
        VerticalPosition::Baseline => 0,
        VerticalPosition::Superscript => size / 3,
        VerticalPosition::Subscript => -size / 8,
    }
}

/// An active area.
#[derive(Clone, Copy)]
struct Active {
    to: LinkEnd,
    origin: super::super::placed::Origin,
    left: i64,
    right: i64,
    above: i64,
    below: i64,
}

impl Active {
    fn joined(self, other: Active) -> Active {
        Active {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            above: self.above.max(other.above),
            below: self.below.max(other.below),
            ..self
        }
    }

    fn placed(self) -> Placed {
        let item = Item::Link {
            width: Length::emu(self.right - self.left),
            height: Length::emu(self.above + self.below),
            to: self.to,
        };
        Placed { point: Point { x: Length::emu(self.left), y: Length::emu(-self.above) }, item, origin: self.origin }
    }
}

/// The strokes in visual order (UAX 9, rule L2).
fn visual_order(strokes: &[Stroke], base: u8) -> Vec<usize> {
    // Rule L1: spaces at the end of a line have the level of the paragraph.
    let text_end = strokes.iter().rposition(|stroke| !stroke.is_space).map_or(0, |last| last + 1);
    let level = |(at, stroke): (usize, &Stroke)| {
        let number = if at < text_end { stroke.level } else { base };
        Level::new(number).unwrap_or(Level::ltr())
    };
    let levels: Vec<Level> = strokes.iter().enumerate().map(level).collect();
    BidiInfo::reorder_visual(&levels)
}

/// Gathers strokes that stand side by side, follow one another in the text and share face and piece.
fn runs(strokes: &[Stroke], prepared: &Prepared, left: i64) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut pen = left;
    let mut add = |at: usize| {
        let stroke = &strokes[at];
        let advance = stroke.advance();
        let joins = |run: &&mut Run| {
            let first = &strokes[run.strokes.start];
            let (after, before) = (run.strokes.end == at, run.strokes.start == at + 1);
            let beside = if run.strokes.len() == 1 {
                after || before
            } else if run.reversed {
                before
            } else {
                after
            };
            beside && first.face == stroke.face && first.piece == stroke.piece
        };
        match runs.last_mut().filter(joins) {
            Some(run) => {
                run.reversed = at < run.strokes.start;
                run.strokes = run.strokes.start.min(at)..run.strokes.end.max(at + 1);
                run.width += advance;
            }
            None => runs.push(Run { strokes: at..at + 1, reversed: false, x: pen, width: advance }),
        }
        pen += advance;
    };
    if prepared.base == 0 && strokes.iter().all(|stroke| stroke.level == 0) {
        (0..strokes.len()).for_each(&mut add);
    } else {
        visual_order(strokes, prepared.base).into_iter().for_each(&mut add);
    }
    runs
}

fn glyph_run(shaper: &Shaper<'_>, collected: &Collected<'_>, strokes: &[Stroke], run: &Run, size: i64) -> GlyphRun {
    let strokes = &strokes[run.strokes.clone()];
    let length: usize = strokes.iter().map(Stroke::length).sum();
    let mut text = String::with_capacity(length);
    for stroke in strokes {
        text.push_str(&collected.text[stroke.text.clone()]);
        if stroke.hyphen {
            text.push_str(ADDED_HYPHEN);
        }
    }
    let mut words = Vec::with_capacity(strokes.len());
    let mut begin = if run.reversed { length } else { 0 };
    let mut add = |stroke: &Stroke| {
        if run.reversed {
            begin -= stroke.length();
        }
        words.push(word(shaper, stroke, begin, size));
        if !run.reversed {
            begin += stroke.length();
        }
    };
    if run.reversed {
        strokes.iter().rev().for_each(&mut add)
    } else {
        strokes.iter().for_each(&mut add)
    }
    let face = strokes.first().map_or(FaceId(0), |stroke| stroke.face);
    GlyphRun { face, size: Length::emu(size), width: Length::emu(run.width), text, words }
}

/// A stroke as a word whose text begins at `begin` in its run.
fn word(shaper: &Shaper<'_>, stroke: &Stroke, begin: usize, size: i64) -> Word {
    let part = shaper.part(stroke.part);
    Word {
        shape: Arc::clone(&part.shape),
        start: begin as u32,
        length: stroke.text.len() as u32,
        hyphen: stroke.hyphen,
        gap: (stroke.advance() - part.width_at(size)) as i32,
    }
}
