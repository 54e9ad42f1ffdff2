//! Divides collected text into atoms: parts of words with their widths, spaces, and where a line may end between them.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};

use super::breaks::{After, is_simple, opportunities};
use super::collect::{Collected, NEW_LINE, Piece};
use super::shape::{Setting, Shaper, Wanted};
use crate::document::VerticalPosition;
use crate::facts::language::Direction;
use crate::text::language::direction;
use crate::text::letters::{is_east_asian, runs_left};
use crate::text::ties::tied;

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A part of a word: an index into the shaper's parts.
    Part(u32),
    /// One or several spaces.
    Space,
    /// The end of a line inside the paragraph.
    NewLine,
}

/// A width and how far it can grow and shrink, in EMU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) width: i64,
    pub(super) stretch: i64,
    pub(super) shrink: i64,
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Sums) {
        self.width += other.width;
        self.stretch += other.stretch;
        self.shrink += other.shrink;
    }
}

impl std::ops::Sub for Sums {
    type Output = Sums;
    fn sub(self, other: Sums) -> Sums {
        Sums {
            width: self.width - other.width,
            stretch: self.stretch - other.stretch,
            shrink: self.shrink - other.shrink,
        }
    }
}

/// The first byte of every wide character is this or a greater one.
const WIDE_FROM: u8 = 0xE2;

/// The smallest thing lines are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// Its bytes in the text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its piece.
    pub(super) piece: u32,
    /// Its bidirectional level.
    pub(super) level: u8,
    pub(super) kind: Kind,
    pub(super) after: After,
    /// Width of its glyphs, in EMU.
    pub(super) body: i64,
    /// The space it is, or that follows it between ideographs; gone at a line end.
    pub(super) gap: Sums,
}

impl Atom {
    /// Its bytes in the text.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How the words of a piece are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct PieceSetting {
    pub(super) left_to_right: Setting,
    pub(super) right_to_left: Setting,
    /// The type size in EMU.
    pub(super) size: i64,
    spaces: [Space; 2],
}

pub(super) const NO_BREAK_SPACE: &str = "\u{a0}";

/// The space of a face.
#[derive(Clone, Copy, Debug)]
pub(super) struct Space {
    /// The shaper's part for it.
    pub(super) part: u32,
    /// That of the no-break space: another glyph than that of the space, so that each has one meaning in the PDF.
    pub(super) no_break: u32,
    pub(super) width: i64,
}

impl PieceSetting {
    /// The setting for a bidirectional level: odd ones run to the left.
    pub(super) fn at_level(&self, level: u8) -> Setting {
        if level % 2 == 1 { self.right_to_left } else { self.left_to_right }
    }

    /// The space at a level, from the face of the words beside it, so that they and it are drawn in one go.
    pub(super) fn space_at(&self, level: u8) -> Space {
        self.spaces[usize::from(level % 2)]
    }
}

/// A paragraph ready to be broken.
pub(super) struct Prepared {
    pub(super) atoms: Vec<Atom>,
    /// One for each piece.
    pub(super) settings: Vec<PieceSetting>,
    /// The level of the paragraph itself.
    pub(super) base: u8,
}

/// Cuts `collected` into atoms at the given type size.
pub(super) fn prepare(shaper: &mut Shaper<'_>, collected: &Collected<'_>, size: i64) -> Prepared {
    let levels = levels(collected);
    let base = match collected.direction {
        Direction::LeftToRight => 0,
        Direction::RightToLeft => 1,
    };
    let settings = collected.pieces.iter().map(|piece| piece_setting(shaper, piece, size, collected.tabular)).collect();
    let mut preparing = Preparing {
        shaper,
        text: &collected.text,
        levels,
        word_start: 0,
        prepared: Prepared { atoms: Vec::with_capacity(collected.text.len() / 3), settings, base },
    };
    for (index, piece) in collected.pieces.iter().enumerate() {
        preparing.piece(index, piece);
    }
    preparing.prepared
}

/// The bidirectional level of each byte, if the text has any that runs to the left.
fn levels(collected: &Collected<'_>) -> Option<Vec<Level>> {
    // Below U+0590 no character runs to the left, and all of those are encoded with these first bytes or greater ones.
    let suspect = |byte: u8| matches!(byte, 0xD6..=0xDF | 0xE0 | 0xE2 | 0xEF..);
    let right_to_left = collected.direction == Direction::RightToLeft;
    let mixed = || collected.text.bytes().any(suspect) && collected.text.chars().any(runs_left);
    if !right_to_left && !mixed() {
        return None;
    }
    let base = if right_to_left { Level::rtl() } else { Level::ltr() };
    let foreign = |piece: &Piece<'_>| direction(piece.look.language) != collected.direction;
    if !collected.pieces.iter().any(foreign) {
        return Some(ParagraphBidiInfo::new(&collected.text, Some(base)).levels);
    }
    // A passage in a language of the other direction is isolated (UAX 9, 2.4.2), so that its signs stay with it. The
    // isolates are only there while the levels are found: what is drawn and copied is the text.
    let (opening, closing) = if right_to_left { ("\u{2066}", "\u{2069}") } else { ("\u{2067}", "\u{2069}") };
    let mut isolated = String::with_capacity(collected.text.len() + 12);
    let mut own = Vec::with_capacity(collected.text.len() + 12);
    let mut add = |text: &str, is_own: bool| {
        isolated.push_str(text);
        own.resize(isolated.len(), is_own);
    };
    for group in collected.pieces.chunk_by(|one, next| foreign(one) == foreign(next)) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let text = &collected.text[first.range.start..last.range.end];
        if foreign(first) {
            add(opening, false);
            add(text, true);
            add(closing, false);
        } else {
            add(text, true);
        }
    }
    let levels = ParagraphBidiInfo::new(&isolated, Some(base)).levels;
    Some(levels.into_iter().zip(own).filter_map(|(level, own)| own.then_some(level)).collect())
}

fn piece_setting(shaper: &mut Shaper<'_>, piece: &Piece<'_>, size: i64, tabular: bool) -> PieceSetting {
    let look = piece.look;
    let mut setting = |right_to_left| {
        shaper.setting(&Wanted {
            bold: look.bold,
            italic: look.italic,
            tabular,
            right_to_left,
            language: look.language,
        })
    };
    let (left_to_right, right_to_left) = (setting(false), setting(true));
    let size = if look.position == VerticalPosition::Baseline { size } else { small_size(size) };
    let spaces = [space(shaper, left_to_right, size), space(shaper, right_to_left, size)];
    PieceSetting { left_to_right, right_to_left, size, spaces }
}

/// The size of letters above or below the line: small enough to fit into it, large enough to be read at 9 pt.
pub(super) fn small_size(size: i64) -> i64 {
    size * 13 / 20
}

fn space(shaper: &mut Shaper<'_>, setting: Setting, size: i64) -> Space {
    let part = shaper.word(setting, " ").start;
    let no_break = shaper.word(setting, NO_BREAK_SPACE).start;
    Space { part, no_break, width: shaper.part(part).width_at(size) }
}

struct Preparing<'a, 'f> {
    shaper: &'a mut Shaper<'f>,
    text: &'a str,
    levels: Option<Vec<Level>>,
    /// Where the word that is being read began, in whatever piece.
    word_start: usize,
    prepared: Prepared,
}

impl Preparing<'_, '_> {
    fn piece(&mut self, index: usize, piece: &Piece<'_>) {
        let bytes = self.text.as_bytes();
        let Range { start: mut at, end } = piece.range.clone();
        while at < end {
            let rest = &bytes[at..end];
            let length = if rest[0] == b' ' {
                let length = rest.iter().take_while(|&&byte| byte == b' ').count();
                self.space(index, piece, at..at + length);
                length
            } else if rest.starts_with(b"\xC2\xA0") {
                self.space(index, piece, at..at + 2);
                2
            } else if rest.starts_with(b"\xE2\x80\xA8") {
                self.push(Atom { kind: Kind::NewLine, ..self.atom(index, at..at + NEW_LINE.len_utf8()) });
                NEW_LINE.len_utf8()
            } else {
                let length = word_length(rest);
                self.levels_of_word(index, piece, at..at + length);
                at += length;
                continue;
            };
            at += length;
            self.word_start = at;
        }
    }

    fn atom(&self, piece: usize, range: Range<usize>) -> Atom {
        let level = self.levels.as_ref().and_then(|levels| levels.get(range.start)).map_or(0, Level::number);
        Atom {
            start: range.start as u32,
            end: range.end as u32,
            piece: piece as u32,
            level,
            kind: Kind::Space,
            after: After::Tied,
            body: 0,
            gap: Sums::default(),
        }
    }

    fn push(&mut self, atom: Atom) {
        self.prepared.atoms.push(atom);
    }

    fn space(&mut self, index: usize, piece: &Piece<'_>, range: Range<usize>) {
        let level = self.atom(index, range.clone()).level;
        let width = self.prepared.settings[index].space_at(level).width;
        let no_break = self.text.as_bytes()[range.start] != b' ';
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        let after_space = if no_break || piece.look.tied || tied(before, after, piece.look.language) {
            After::Tied
        } else {
            After::Free
        };
        // A word space may grow by half of itself, and by more at a cost, and shrink by a third.
        let (stretch, shrink) = if piece.look.tied { (0, 0) } else { (width / 2, width / 3) };
        let gap = Sums { width, stretch, shrink };
        self.push(Atom { after: after_space, gap, ..self.atom(index, range) });
    }

    /// A word or a piece of one, cut where the direction changes.
    fn levels_of_word(&mut self, index: usize, piece: &Piece<'_>, range: Range<usize>) {
        let Some(levels) = &self.levels else { return self.word(index, piece, range) };
        let cuts: Vec<usize> = range.clone().skip(1).filter(|&at| levels[at] != levels[at - 1]).collect();
        let mut start = range.start;
        for end in cuts.into_iter().chain([range.end]) {
            self.word(index, piece, start..end);
            start = end;
        }
    }

    fn word(&mut self, index: usize, piece: &Piece<'_>, range: Range<usize>) {
        let word = &self.text[range.clone()];
        let level = self.atom(index, range.clone()).level;
        let setting = self.prepared.settings[index].at_level(level);
        self.junction(piece, range.clone());
        if level % 2 == 1 && self.joins(&range) {
            let parts = self.shaper.word_in_context(setting, self.text, range.clone());
            self.parts(index, piece, range.start, parts);
        } else if word.bytes().any(|byte| byte >= WIDE_FROM) && word.contains(is_east_asian) {
            // A text without spaces is one word; its pieces repeat, not the whole.
            let mut start = 0;
            for (at, after) in opportunities(word).into_iter().chain([(word.len(), After::Tied)]) {
                let parts = self.shaper.word(setting, &word[start..at]);
                self.parts(index, piece, range.start + start, parts);
                self.end_of_segment(index, after);
                start = at;
            }
        } else {
            let parts = self.shaper.word(setting, word);
            self.parts(index, piece, range.start, parts);
        }
    }

    /// Whether letters stand right before or after a range, so that its own letters may join them.
    fn joins(&self, range: &Range<usize>) -> bool {
        self.text[..range.start].chars().next_back().is_some_and(char::is_alphabetic)
            || self.text[range.end..].chars().next().is_some_and(char::is_alphabetic)
    }

    /// Decides about a line end where a word goes on in another piece or direction.
    fn junction(&mut self, piece: &Piece<'_>, range: Range<usize>) {
        let continues = self.word_start < range.start;
        if !continues || piece.look.position != VerticalPosition::Baseline {
            return;
        }
        let word = &self.text[self.word_start..range.end];
        if is_simple(word) {
            return;
        }
        let at = range.start - self.word_start;
        let after = opportunities(word).into_iter().find(|(place, _)| *place == at).map(|(_, after)| after);
        if let (Some(after), Some(last)) = (after, self.prepared.atoms.len().checked_sub(1)) {
            let last_piece = self.prepared.atoms[last].piece as usize;
            self.end_of_segment(last_piece, after);
        }
    }

    /// Ends a segment: a line may end here, and between two scripts or two ideographs there is room to give.
    fn end_of_segment(&mut self, index: usize, after: After) {
        let size = self.prepared.settings[index].size;
        let text = self.text;
        let Some(last) = self.prepared.atoms.last_mut() else { return };
        last.after = after;
        let before = text[last.range()].chars().next_back();
        let next = text[last.end as usize..].chars().next();
        let (Some(before), Some(next)) = (before, next) else { return };
        if after != After::Tied {
            last.gap = gap_between(before, next, size);
        }
    }

    fn parts(&mut self, index: usize, piece: &Piece<'_>, start: usize, parts: Range<u32>) {
        let size = self.prepared.settings[index].size;
        let mut at = start;
        for part in parts {
            let known = self.shaper.part(part);
            let (length, after, body) = (known.length as usize, known.after, known.width_at(size));
            if known.missing {
                self.shaper.report_missing(&self.text[at..at + length], piece.tag.span);
            }
            self.push(Atom { kind: Kind::Part(part), after, body, ..self.atom(index, at..at + length) });
            at += length;
        }
    }
}

/// The room between two neighbours at least one of which is an ideograph.
fn gap_between(before: char, after: char, size: i64) -> Sums {
    match (is_east_asian(before), is_east_asian(after)) {
        // Closing and opening signs fill half of their square: two of them share one empty half (W3C clreq, 3.1.6).
        (true, true) if closes(before) && opens(after) => Sums { width: -size / 2, stretch: size / 8, shrink: 0 },
        // A quotation mark after a full-width sign has its ink in the right half of its square.
        (true, false) if closes(before) && matches!(after, '“' | '‘') => {
            Sums { width: -size / 2, stretch: size / 8, shrink: 0 }
        }
        // Beside one of them the empty half can give a little.
        (true, true) if closes(before) || opens(after) => Sums { width: 0, stretch: size / 12, shrink: size / 4 },
        (true, true) => Sums { width: 0, stretch: size / 12, shrink: 0 },
        // A quarter of an em between ideographs and Latin letters or figures, where none is typed (W3C clreq, 3.2.2).
        (true, false) | (false, true) if before.is_alphanumeric() && after.is_alphanumeric() => {
            Sums { width: size / 4, stretch: size / 8, shrink: size / 8 }
        }
        (true, false) | (false, true) | (false, false) => Sums::default(),
    }
}

/// Full-width signs whose right half is empty.
fn closes(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '）' | '】' | '》' | '〉' | '」' | '』' | '〕' | '！' | '？')
}

/// Full-width signs whose left half is empty.
fn opens(c: char) -> bool {
    matches!(c, '（' | '【' | '《' | '〈' | '「' | '『' | '〔')
}

/// Length in bytes of the word at the beginning of `rest`: up to a space, a no-break space or a line end.
fn word_length(rest: &[u8]) -> usize {
    let ends = |at: usize| match rest[at] {
        b' ' => true,
        0xC2 => rest.get(at + 1) == Some(&0xA0),
        0xE2 => rest[at..].starts_with(b"\xE2\x80\xA8"),
        _ => false,
    };
    (0..rest.len()).find(|&at| ends(at)).unwrap_or(rest.len())
}
