//! Reads the events inside a paragraph as tokens that know which of their characters were escaped, and so mean nothing.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::Markdown;
use super::attributes::{self, Attributes};
use crate::source::Span;

/// A piece of a paragraph.
#[derive(Clone, Debug)]
pub(super) enum Token<'t> {
    /// Words.
    Text(Words<'t>),
    /// The end of a line.
    Soft(Range<usize>),
    /// The end of a line that is kept.
    Hard(Range<usize>),
    /// An event that is not text: the start of an emphasis, a note mark, code.
    Node(usize),
}

/// Words with their place.
#[derive(Clone, Debug)]
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    pub(super) range: Range<usize>,
    /// So many bytes at the start were escaped or come from an entity: they begin no construct.
    pub(super) literal: usize,
}

impl<'t> Words<'t> {
    /// Whether each byte stands in the text as it is.
    pub(super) fn is_in_step(&self) -> bool {
        self.text.len() == self.range.len()
    }

    /// The words from byte `at` on.
    pub(super) fn from(&self, at: usize) -> Words<'t> {
        let start = if self.is_in_step() { self.range.start + at } else { self.range.start };
        Words {
            text: self.text.get(at..).unwrap_or(""),
            range: start..self.range.end,
            literal: self.literal.saturating_sub(at),
        }
    }

    /// The words before byte `at`.
    pub(super) fn until(&self, at: usize) -> Words<'t> {
        let end = if self.is_in_step() { self.range.start + at } else { self.range.end };
        Words { text: self.text.get(..at).unwrap_or(self.text), range: self.range.start..end, literal: self.literal }
    }
}

/// The words in braces taken from the end of a text.
pub(super) struct Taken {
    pub(super) attributes: Attributes,
    /// Offset of the first byte after the opening brace.
    base: usize,
    /// The place of the braces and what they hold.
    pub(super) range: Range<usize>,
}

impl Taken {
    /// The place of a word in the braces.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.base + range.start..self.base + range.end
    }
}

impl<'t> Markdown<'_, '_, 't> {
    /// The tokens of a row of events, those inside nested elements left out.
    pub(super) fn tokens(&self, events: Range<usize>) -> Vec<Token<'t>> {
        let mut tokens = Vec::new();
        let mut last_end = None;
        let mut index = events.start;
        while index < events.end {
            let (event, range) = &self.source.events[index];
            match event {
                Event::Text(text) => {
                    if let Some(words) = self.words(text, range.clone(), last_end) {
                        tokens.push(Token::Text(words));
                    }
                }
                Event::SoftBreak => tokens.push(Token::Soft(range.clone())),
                Event::HardBreak => tokens.push(Token::Hard(range.clone())),
                _ => tokens.push(Token::Node(index)),
            }
            last_end = Some(range.end);
            index = self.source.ends[index] + 1;
        }
        tokens
    }

    fn words(&self, text: &'t CowStr<'t>, range: Range<usize>, last_end: Option<usize>) -> Option<Words<'t>> {
        let text: &'t str = text;
        let in_step = text.len() == range.len();
        let follows = last_end == Some(range.start);
        let escaped = !follows && range.start > 0 && self.source.text.as_bytes().get(range.start - 1) == Some(&b'\\');
        let literal = match (in_step, escaped) {
            (false, _) => text.len(),
            (true, true) => text.chars().next().map_or(0, char::len_utf8),
            (true, false) => 0,
        };
        let words = Words { text, range, literal };
        if words.range.start < self.source.shift {
            let words = words.from(self.source.shift - words.range.start);
            let blank = words.text.len() - words.text.trim_start().len();
            let words = words.from(blank);
            return (!words.text.is_empty()).then_some(words);
        }
        Some(words)
    }

    /// Takes `{...}` from the end of a text, if it is meant as attributes.
    pub(super) fn take_attributes(&self, tokens: &mut Vec<Token<'t>>) -> Option<Taken> {
        while matches!(tokens.last(), Some(Token::Soft(_) | Token::Hard(_))) {
            tokens.pop();
        }
        let Some(Token::Text(last)) = tokens.last() else { return None };
        // The braces may stand before the final stop too.
        let whole = last.text.trim_end();
        let trimmed = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '。', '；', '：', '؟', '؛']);
        if !trimmed.ends_with('}') || !last.is_in_step() || last.literal >= trimmed.len() {
            return None;
        }
        let end = last.range.start + trimmed.len();
        let stop = (whole.len() > trimmed.len()).then(|| last.from(trimmed.len()).until(whole.len() - trimmed.len()));
        let start = token_start(tokens.first()?, self)?;
        let open = start + self.source.text.get(start..end)?.rfind('{')?;
        let before = self.source.text.get(start..open)?;
        let inside = self.source.text.get(open + 1..end - 1)?;
        // A backslash before the first words belongs to no token.
        let is_escaped = self.source.text[..open].ends_with('\\');
        if is_escaped || inside.contains('\n') {
            return None;
        }
        let attributes = attributes::parse(inside)?;
        let only_language = attributes.id.is_none()
            && !attributes.unnumbered
            && attributes.values.iter().all(|(key, ..)| key == "lang" || key == "language");
        if before.ends_with(']') && only_language {
            return None;
        }
        if !self.cut(tokens, open) {
            return None;
        }
        tokens.extend(stop.map(Token::Text));
        Some(Taken { attributes, base: open + 1, range: open..end })
    }

    /// Drops all from offset `at` on; not if an element begins there or spans it.
    fn cut(&self, tokens: &mut Vec<Token<'t>>, at: usize) -> bool {
        let Some(first) = tokens.iter().position(|token| token_end(token, self) > at) else { return false };
        if tokens[first..].iter().any(|token| !matches!(token, Token::Text(_))) {
            return false;
        }
        let kept = match &tokens[first] {
            Token::Text(words) if words.range.start < at => Some(words.until(at - words.range.start)),
            _ => None,
        };
        tokens.truncate(first);
        if let Some(words) = kept {
            tokens.push(Token::Text(words));
        }
        while let Some(Token::Text(words)) = tokens.last_mut() {
            let length = words.text.trim_end().len();
            *words = words.until(length);
            if length > 0 {
                break;
            }
            tokens.pop();
        }
        while matches!(tokens.last(), Some(Token::Soft(_) | Token::Hard(_))) {
            tokens.pop();
        }
        true
    }

    /// The place of a row of tokens.
    pub(super) fn tokens_span(&self, tokens: &[Token<'t>]) -> Span {
        let start = tokens.first().and_then(|token| token_start(token, self)).unwrap_or(0);
        let end = tokens.last().map_or(start, |token| token_end(token, self));
        self.span(start..end)
    }

    /// What the author typed for a row of tokens.
    pub(super) fn typed(&self, tokens: &[Token<'t>]) -> &'t str {
        let start = tokens.first().and_then(|token| token_start(token, self)).unwrap_or(0);
        let end = tokens.last().map_or(start, |token| token_end(token, self));
        self.source.text.get(start..end).unwrap_or("").trim()
    }
}

fn token_start(token: &Token<'_>, markdown: &Markdown<'_, '_, '_>) -> Option<usize> {
    Some(match token {
        Token::Text(words) => words.range.start,
        Token::Soft(range) | Token::Hard(range) => range.start,
        Token::Node(index) => markdown.source.events.get(*index)?.1.start,
    })
}

fn token_end(token: &Token<'_>, markdown: &Markdown<'_, '_, '_>) -> usize {
    match token {
        Token::Text(words) => words.range.end,
        Token::Soft(range) | Token::Hard(range) => range.end,
        Token::Node(index) => markdown.source.events.get(*index).map_or(0, |event| event.1.end),
    }
}

/// Cuts a paragraph into its lines; each keeps the break at its end.
pub(super) fn lines<'t>(tokens: Vec<Token<'t>>) -> Vec<Vec<Token<'t>>> {
    let mut lines = vec![Vec::new()];
    for token in tokens {
        let ends = matches!(token, Token::Soft(_) | Token::Hard(_));
        if let Some(line) = lines.last_mut() {
            line.push(token);
        }
        if ends {
            lines.push(Vec::new());
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// A line without the break at its end.
pub(super) fn without_break<'l, 't>(line: &'l [Token<'t>]) -> &'l [Token<'t>] {
    match line.split_last() {
        Some((Token::Soft(_) | Token::Hard(_), rest)) => rest,
        _ => line,
    }
}

/// The words a line begins with, if they are words and not escaped.
pub(super) fn first_words<'l, 't>(line: &'l [Token<'t>]) -> Option<&'l Words<'t>> {
    match line.first() {
        Some(Token::Text(words)) if words.literal == 0 && words.is_in_step() => Some(words),
        _ => None,
    }
}

/// Drops `length` bytes from the start of a line.
pub(super) fn drop_start(line: &mut Vec<Token<'_>>, length: usize) {
    if let Some(Token::Text(words)) = line.first_mut() {
        *words = words.from(length);
        if words.text.is_empty() {
            line.remove(0);
        }
    }
}

/// Where a row of tokens that begins with words starts.
pub(super) fn tokens_start(tokens: &[Token<'_>]) -> usize {
    match tokens.first() {
        Some(Token::Text(words)) => words.range.start,
        Some(Token::Soft(range) | Token::Hard(range)) => range.start,
        Some(Token::Node(_)) | None => 0,
    }
}
