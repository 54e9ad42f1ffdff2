//! Finds where in the author's file a place in the value of a YAML scalar was typed.

use std::ops::Range;

use granit_parser::ScalarStyle;

use crate::diagnostic::Edit;
use crate::source::{FileId, Span};

/// Where the parts of a value stand in its file.
#[derive(Clone, Debug)]
pub(super) struct Offsets {
    file: FileId,
    /// Sorted by `value`; the first begins at 0.
    pieces: Vec<Piece>,
    source_end: usize,
    /// What stands before a further line of the text; `None` where a line cannot be added just so.
    margin: Option<usize>,
    /// Whether another text can stand there only by rules that are not those of YAML.
    is_fixed: bool,
}

/// From `value` on, the value and the file run in step, unless the file spells these characters otherwise (an escape).
#[derive(Clone, Copy, Debug)]
struct Piece {
    value: usize,
    source: usize,
    in_step: bool,
}

impl Offsets {
    /// A text that stands in the file as it is.
    pub(super) fn straight(file: FileId, source: Range<usize>) -> Offsets {
        let pieces = vec![Piece { value: 0, source: source.start, in_step: true }];
        Offsets { file, pieces, source_end: source.end, margin: Some(0), is_fixed: false }
    }

    /// A cell of a CSV file that stands there as it is.
    pub(super) fn cell(file: FileId, source: Range<usize>) -> Offsets {
        Offsets { is_fixed: true, ..Offsets::straight(file, source) }
    }

    /// The whole of the scalar, for each part of its value: what is left where the two cannot be aligned.
    pub(super) fn whole(file: FileId, source: Range<usize>) -> Offsets {
        let pieces = vec![Piece { value: 0, source: source.start, in_step: false }];
        Offsets { file, pieces, source_end: source.end, margin: None, is_fixed: false }
    }

    /// The places of `value`, the value of the scalar at `range` of `source`.
    pub(super) fn of_scalar(
        file: FileId,
        source: &str,
        range: Range<usize>,
        value: &str,
        style: ScalarStyle,
    ) -> Offsets {
        let Some(text) = source.get(range.clone()) else { return Offsets::whole(file, range) };
        let pieces = match style {
            ScalarStyle::Literal => literal_pieces(text, value),
            ScalarStyle::Folded => block_header_length(text).and_then(|from| aligned_pieces(text, from, value, style)),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => aligned_pieces(text, 1, value, style),
            ScalarStyle::Plain => aligned_pieces(text, 0, value, style),
        };
        match pieces {
            Some(mut pieces) if !pieces.is_empty() => {
                for piece in &mut pieces {
                    piece.source += range.start;
                }
                let margin = (style == ScalarStyle::Literal).then(|| margin(source, &pieces, value));
                Offsets { file, pieces, source_end: range.end, margin, is_fixed: false }
            }
            _ => Offsets::whole(file, range),
        }
    }

    /// The place of a range of the value.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.start(range.start);
        let end = if range.end > range.start { self.end(range.end) } else { start };
        Span::new(self.file, start..end.max(start))
    }

    /// The edit that writes `replacement` for a range of the value; `None` where the file spells that range otherwise
    /// (by escapes, or folded), or where the replacement cannot stand as it is.
    pub(super) fn edit(&self, range: Range<usize>, replacement: &str) -> Option<Edit> {
        let span = self.span(range.clone());
        let first = self.pieces.get(self.piece_at(range.start))?;
        let last = self.pieces.get(self.piece_at(range.end.saturating_sub(1).max(range.start)))?;
        let in_step = first.in_step && last.in_step;
        let is_whole = self.margin.is_some() || span.end - span.start == u32::try_from(range.len()).ok()?;
        let (margin, may_stand) = match self.margin {
            Some(margin) => (margin, true),
            None => (0, !replacement.contains(['\n', '\'', '"', '\\', '#', ':'])),
        };
        let typed = replacement.replace('\n', &format!("\n{}", " ".repeat(margin)));
        // A line that holds nothing needs no indentation.
        let typed = typed.replace(&format!("\n{}\n", " ".repeat(margin)), "\n\n");
        (in_step && is_whole && may_stand && !self.is_fixed).then(|| Edit::new(span, typed))
    }

    /// The byte of the value that stands at a byte of the file.
    pub(super) fn value_at(&self, source: usize) -> usize {
        let at = self.pieces.partition_point(|piece| piece.source <= source).saturating_sub(1);
        let Some(piece) = self.pieces.get(at) else { return 0 };
        let next = self.pieces.get(at + 1).map_or(usize::MAX, |next| next.value);
        let offset = if piece.in_step { source.saturating_sub(piece.source) } else { 0 };
        (piece.value + offset).min(next)
    }

    /// What of the file is replaced where `words` are put in the place of a range of the value.
    pub(super) fn source_range(&self, source: &str, range: Range<usize>, words: &str) -> Range<usize> {
        let start = self.start(range.start);
        if range.is_empty() {
            return start..start;
        }
        let end = self.end(range.end);
        let has_lines = self.margin.is_some() && source.get(..end).is_some_and(|before| before.ends_with('\n'));
        let begins = |value: usize| self.pieces.binary_search_by_key(&value, |piece| piece.value).is_ok();
        match begins(range.start) {
            // Whole lines go with their indentation.
            true if has_lines && words.is_empty() => {
                source.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)..end
            }
            // What is left of two lines stands on one.
            _ if has_lines && !words.ends_with('\n') && begins(range.end) => start..self.start(range.end).max(end),
            _ => start..end.max(start),
        }
    }

    /// Words as they are typed in a text of lines; `goes_on`: others follow them on their last line.
    pub(super) fn lines(&self, words: &str, end_of_line: &str, goes_on: bool) -> String {
        let margin = " ".repeat(self.margin.unwrap_or(0));
        let mut typed = String::with_capacity(words.len());
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                typed.push_str(end_of_line);
                // A line that holds nothing needs no indentation.
                typed.push_str(if line.is_empty() { "" } else { &margin });
            }
            typed.push_str(line);
        }
        if goes_on && words.ends_with('\n') {
            typed.push_str(&margin);
        }
        typed
    }

    fn piece_at(&self, value: usize) -> usize {
        self.pieces.partition_point(|piece| piece.value <= value).saturating_sub(1)
    }

    fn piece_end(&self, at: usize) -> usize {
        self.pieces.get(at + 1).map_or(self.source_end, |next| next.source)
    }

    fn start(&self, value: usize) -> usize {
        let at = self.piece_at(value);
        let Some(piece) = self.pieces.get(at) else { return self.source_end };
        if piece.in_step { (piece.source + (value - piece.value)).min(self.piece_end(at)) } else { piece.source }
    }

    fn end(&self, value: usize) -> usize {
        let at = self.piece_at(value.saturating_sub(1));
        let Some(piece) = self.pieces.get(at) else { return self.source_end };
        if piece.in_step { (piece.source + (value - piece.value)).min(self.piece_end(at)) } else { self.piece_end(at) }
    }
}

/// Length of the first line of a block scalar (`|`, `>-`), its line break included.
fn block_header_length(text: &str) -> Option<usize> {
    if text.starts_with(['|', '>']) { text.find('\n').map(|at| at + 1) } else { Some(0) }
}

/// The indentation of a literal block scalar: that of its first line with words.
fn margin(source: &str, pieces: &[Piece], value: &str) -> usize {
    let has_words = |piece: &&Piece| value.get(piece.value..).is_some_and(|rest| !rest.starts_with('\n'));
    let first = pieces.iter().find(has_words).map_or(0, |piece| piece.source);
    first - source.get(..first).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// A literal block scalar: line by line, each without its indentation.
fn literal_pieces(text: &str, value: &str) -> Option<Vec<Piece>> {
    let mut source_at = block_header_length(text)?;
    let mut value_at = 0;
    let mut pieces = Vec::new();
    for value_line in value.split_inclusive('\n') {
        let rest = text.get(source_at..)?;
        let source_line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        let words = value_line.strip_suffix('\n').unwrap_or(value_line);
        let typed = source_line.strip_suffix('\r').unwrap_or(source_line);
        let indentation = typed.len().checked_sub(words.len())?;
        if !words.is_empty() && !typed.ends_with(words) {
            return None;
        }
        pieces.push(Piece { value: value_at, source: source_at + indentation, in_step: true });
        value_at += value_line.len();
        source_at += source_line.len() + 1;
    }
    Some(pieces)
}

/// The other styles: character by character, over folded line breaks and escapes.
fn aligned_pieces(text: &str, from: usize, value: &str, style: ScalarStyle) -> Option<Vec<Piece>> {
    let mut aligner = Aligner { text, value, source_at: from, value_at: 0, pieces: Vec::new(), style };
    if style == ScalarStyle::Folded {
        aligner.skip_source_while(|c| c.is_whitespace());
        aligner.skip_value_whitespace();
        aligner.pieces.push(Piece { value: 0, source: aligner.source_at, in_step: false });
    }
    aligner.mark(true);
    while aligner.value_at < value.len() {
        aligner.step()?;
    }
    Some(aligner.pieces)
}

struct Aligner<'t> {
    text: &'t str,
    value: &'t str,
    source_at: usize,
    value_at: usize,
    pieces: Vec<Piece>,
    style: ScalarStyle,
}

impl Aligner<'_> {
    fn mark(&mut self, in_step: bool) {
        self.pieces.push(Piece { value: self.value_at, source: self.source_at, in_step });
    }

    fn skip_source_while(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = &self.text[self.source_at..];
        self.source_at += rest.find(|c: char| !wanted(c)).unwrap_or(rest.len());
    }

    fn skip_value_whitespace(&mut self) {
        let rest = &self.value[self.value_at..];
        self.value_at += rest.find(|c: char| !matches!(c, ' ' | '\n' | '\t')).unwrap_or(rest.len());
    }

    fn step(&mut self) -> Option<()> {
        let rest = self.text.get(self.source_at..)?;
        let typed = rest.chars().next();
        let wanted = self.value[self.value_at..].chars().next()?;
        match typed {
            Some('\\') if self.style == ScalarStyle::DoubleQuoted => self.escape(wanted),
            Some('\'') if self.style == ScalarStyle::SingleQuoted && rest.starts_with("''") => self.spelled(2, wanted),
            Some(' ' | '\t' | '\r' | '\n') => self.whitespace(),
            Some(c) if c == wanted => {
                self.source_at += c.len_utf8();
                self.value_at += c.len_utf8();
                Some(())
            }
            // A block scalar at the end of a file has a line break that was not typed.
            None if self.value[self.value_at..].trim().is_empty() => {
                self.value_at = self.value.len();
                Some(())
            }
            _ => None,
        }
    }

    /// `length` bytes of the file stand for one character of the value.
    fn spelled(&mut self, length: usize, wanted: char) -> Option<()> {
        self.mark(false);
        self.source_at += length;
        self.value_at += wanted.len_utf8();
        self.mark(true);
        Some(())
    }

    fn escape(&mut self, wanted: char) -> Option<()> {
        let mut characters = self.text[self.source_at..].chars().skip(1);
        match characters.next()? {
            '\r' | '\n' => {
                self.source_at += 1;
                self.skip_source_while(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
                self.mark(true);
                Some(())
            }
            'x' => self.spelled(4, wanted),
            // A character beyond U+FFFF may be typed as two surrogates.
            'u' if u32::from(wanted) > 0xFFFF => self.spelled(12, wanted),
            'u' => self.spelled(6, wanted),
            'U' => self.spelled(10, wanted),
            other => self.spelled(1 + other.len_utf8(), wanted),
        }
    }

    fn whitespace(&mut self) -> Option<()> {
        let start = self.source_at;
        self.skip_source_while(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
        let run = &self.text[start..self.source_at];
        let breaks = run.matches('\n').count();
        if breaks == 0 {
            self.value_at = self.value[self.value_at..].strip_prefix(run).map(|_| self.value_at + run.len())?;
            return Some(());
        }
        self.source_at = start;
        self.mark(false);
        self.source_at = start + run.len();
        if self.style == ScalarStyle::Folded {
            self.skip_value_whitespace();
        } else {
            // One line break is folded into a space; of several, the first is left out.
            self.value_at += breaks.saturating_sub(1).max(1);
        }
        if self.value_at > self.value.len() || !self.value.is_char_boundary(self.value_at) {
            return None;
        }
        self.mark(true);
        Some(())
    }
}
