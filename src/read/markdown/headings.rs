//! Headings that are not written as such: numbers typed before them, and paragraphs in bold or capitals.

use std::collections::BTreeSet;

use super::Markdown;
use super::numbers::{Meaning, PartNumber, number_length, part_number};
use super::tokens::{Token, Words};
use crate::diagnostic::{Code, Diagnostic, Fix, counted};
use crate::read::context::is_id;
use crate::read::{Block, Inline, plain_text};

/// A heading has no more words.
const LONGEST: usize = 14;

/// One without spaces between its words has no more letters.
const LETTERS: usize = 100;

/// One in italics, or with a colon at its end, has no more.
const SHORT: usize = 5;

/// Why a paragraph looks like a heading.
#[derive(Clone, Copy)]
enum Look {
    Bold,
    Italic,
    Capitals,
    /// It begins with the number of a part.
    Part,
    /// So many signs `＃` stand before it.
    WideSigns(u8),
}

/// How a whole paragraph is set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bold,
    Italic,
    Flat,
    Mixed,
}

impl Kind {
    fn of(content: &[Inline]) -> Kind {
        match content {
            [Inline::Strong(..)] => Kind::Bold,
            [Inline::Emphasis(inner, _)] if matches!(inner.as_slice(), [Inline::Strong(..)]) => Kind::Bold,
            [Inline::Emphasis(..)] => Kind::Italic,
            [Inline::Text(..)] => Kind::Flat,
            _ => Kind::Mixed,
        }
    }
}

/// `Source: Ministry`, a day, or words after a table or picture.
fn is_remark(blocks: &[Block], at: usize, text: &str) -> bool {
    let follows =
        matches!(at.checked_sub(1).and_then(|before| blocks.get(before)), Some(Block::Table(_) | Block::Figure(_)));
    follows || text.trim_end_matches([':', '：']).contains(|c: char| matches!(c, ':' | '：') || c.is_numeric())
}

/// The number of the part that a paragraph begins: `Chapter 2: Housing`, `一、导言`.
fn part_of(block: Option<&Block>) -> Option<PartNumber> {
    let Some(Block::Paragraph { content, .. }) = block else { return None };
    part_number(plain_text(content).trim())
}

/// Whether a paragraph is the heading of a part: one of several of a rank in a row is an item.
fn is_part(blocks: &[Block], at: usize, text: &str) -> bool {
    let rank = |at: usize| part_of(blocks.get(at)).map(|number| number.rank);
    let Some(own) = rank(at) else { return false };
    let in_row = rank(at + 1) == Some(own) || at.checked_sub(1).and_then(rank) == Some(own);
    text.chars().count() < LETTERS && !in_row
}

/// The number sign of the keyboards of East Asia, which begins no heading.
const WIDE_SIGN: char = '＃';

fn is_no_letter(c: char) -> bool {
    !c.is_alphanumeric()
}

fn is_followed_by_text(next: Option<&Block>) -> bool {
    let Some(Block::Paragraph { content, .. }) = next else { return false };
    let text = plain_text(content);
    !text.trim_end().ends_with([':', '：'])
}

/// Why a paragraph looks like a heading, if it does.
fn look_of_heading(blocks: &[Block], at: usize) -> Option<Look> {
    let Some(Block::Paragraph { content, .. }) = blocks.get(at) else { return None };
    let text = plain_text(content);
    let text = text.trim();
    let words = text.split_whitespace().count();
    let is_followed = matches!(
        blocks.get(at + 1),
        Some(Block::Paragraph { .. } | Block::List { .. } | Block::Table(_) | Block::Quotation(_))
    );
    let kind = Kind::of(content);
    // With a colon at its end it may lead to what follows: a list, a table.
    let leads = text.ends_with([':', '：']);
    let is_title = leads && kind != Kind::Flat && words <= SHORT && is_followed_by_text(blocks.get(at + 1));
    let ends_open = !is_title
        && text.ends_with([
            '.', '!', '?', ':', ';', ',', '。', '：', '！', '？', '؟', '؛', '،', '，', '；', '"', '”', '»',
        ]);
    // A longer text in italics is a quotation or a title of something else.
    let is_italic = kind == Kind::Italic
        && words <= SHORT
        && text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && !is_remark(blocks, at, text);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    // The head of a page of a pasted document, with its symbol, is not a heading.
    let is_symbol = |word: &str| word.contains('/') && word.contains(|c: char| c.is_ascii_digit());
    let in_capitals = kind == Kind::Flat
        && !text.split_whitespace().any(is_symbol)
        && capitals > 6
        && !text.chars().any(char::is_lowercase)
        && (words > 1 || capitals > 7);
    if kind == Kind::Flat && text.starts_with(WIDE_SIGN) && !text.contains('\n') {
        let signs = text.chars().take_while(|c| *c == WIDE_SIGN).take(5).count();
        return u8::try_from(signs).ok().map(Look::WideSigns);
    }
    if !is_followed || ends_open || !(1..=LONGEST).contains(&words) {
        return None;
    }
    match kind {
        Kind::Bold => Some(Look::Bold),
        Kind::Italic => is_italic.then_some(Look::Italic),
        Kind::Flat if in_capitals => Some(Look::Capitals),
        Kind::Flat => is_part(blocks, at, text).then_some(Look::Part),
        Kind::Mixed => None,
    }
}

impl<'t> Markdown<'_, '_, 't> {
    /// Says that a heading has a number typed by hand.
    pub(super) fn judge_heading_number(&mut self, tokens: &[Token<'t>]) {
        let Some(Token::Text(words)) = tokens.first() else { return };
        self.typed_heading_number(words);
    }

    fn typed_heading_number(&mut self, words: &Words<'t>) {
        let line = self.source.text.get(words.range.start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let Some(length) = number_length(line).filter(|_| words.literal == 0 && words.is_in_step()) else { return };
        let range = words.range.start..words.range.start + length;
        let typed = line[..length].trim_end();
        let rest = line[length..].trim();
        let rest = rest.split(" {").next().unwrap_or(rest);
        self.context.report(
            Diagnostic::warning(
                Code::TypedHeadingNumber,
                self.span(range.start..range.start + typed.len()),
                format!("the heading begins with the typed number `{typed}`; the program numbers headings itself where the body has them numbered"),
            )
            .help(format!("remove the number: `{rest}`; a heading without a number ends with `{{-}}`"))
            .fix(self.fix(range, "")),
        );
    }

    /// `# Wages #wages`: an id that lacks its braces. One that repeats no word of the heading may be a hashtag.
    pub(super) fn judge_id_without_braces(&mut self, tokens: &[Token<'t>]) {
        let Some(Token::Text(words)) = tokens.last() else { return };
        let text = words.text.trim_end();
        let Some((before, id)) = text.rsplit_once(" #") else { return };
        let at = before.len() + 1;
        let small = id.to_lowercase();
        let heading = before.to_lowercase();
        let named: BTreeSet<&str> = heading.split(is_no_letter).collect();
        let is_named = |part: &str| part.len() > 1 && named.contains(part);
        if !words.is_in_step() || words.literal > at || !is_id(id) || !small.split(['-', '_']).any(is_named) {
            return;
        }
        let range = words.range.start + at..words.range.start + text.len();
        let message = format!("`#{id}` is printed as typed: an id stands in braces");
        let finding = Diagnostic::warning(Code::BadAttribute, self.span(range.clone()), message)
            .help(format!("write `{{#{id}}}`; to print the sign, write `\\#{id}`"))
            .fix(self.fix(range, &format!("{{#{id}}}")));
        self.context.report(finding);
    }

    /// Says that paragraphs have numbers typed by hand, which were left out.
    pub(super) fn judge_typed_numbers(&mut self) {
        let numbers: Vec<_> = self.source.marks.values().filter(|mark| mark.meaning == Meaning::Paragraph).collect();
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return };
        let text = self.source.text;
        let typed =
            |mark: &super::numbers::TypedMark| text[mark.range.start..mark.range.start + mark.length].to_owned();
        let message = if numbers.len() == 1 {
            format!("the paragraph begins with the typed number `{}`, which is left out", typed(first))
        } else {
            format!(
                "{} begin with typed numbers, `{}` to `{}`, which are left out",
                counted(numbers.len(), "paragraph", "paragraphs"),
                typed(first),
                typed(last)
            )
        };
        let mut fix = Some(Fix::default());
        for mark in &numbers {
            // A paragraph on the next line needs the empty line that its number stood for.
            let before = text[..mark.range.start].trim_end_matches(' ');
            let follows =
                before.ends_with('\n') && !before.ends_with("\n\n") && !before.trim_end_matches('\n').is_empty();
            let edit = self.fix(mark.range.clone(), if follows { "\n" } else { "" });
            fix = fix.zip(edit).map(|(all, one)| Fix::new([all.edits, one.edits].concat()));
        }
        let span = self.span(first.range.start..first.range.start + first.length);
        self.context.report(
            Diagnostic::warning(Code::TypedNumbers, span, message)
                .help("the program numbers paragraphs itself: remove the typed number at the start of each paragraph; for a list, end the words before it with a colon; to point at a paragraph, write `{#id}` at its end and `[para. @id]`")
                .fix(fix),
        );
    }

    /// Says which paragraphs in bold or capitals look like headings.
    pub(super) fn judge_pseudo_headings(&mut self, blocks: &[Block]) {
        let mut section: Option<u8> = None;
        let mut found: Vec<(usize, Look)> = Vec::new();
        let mut last = 0;
        for at in 0..=blocks.len() {
            let Some(Block::Heading { level, .. }) = blocks.get(at) else {
                if at < blocks.len() {
                    found.extend(look_of_heading(blocks, at).map(|look| (at, look)));
                    continue;
                }
                self.report_pseudo_headings(blocks, &found, section, last);
                break;
            };
            self.report_pseudo_headings(blocks, &found, section, last);
            found.clear();
            last = at + 1;
            section = Some(*level);
        }
    }

    fn report_pseudo_headings(&mut self, blocks: &[Block], found: &[(usize, Look)], section: Option<u8>, first: usize) {
        let mut ranks = BTreeSet::new();
        for (at, look) in found {
            let Some(Block::Paragraph { content, span, .. }) = blocks.get(*at) else { continue };
            let text = plain_text(content);
            let text = text.trim();
            let unnumbered = &text[number_length(text).unwrap_or(0)..];
            let words = unnumbered.trim_start_matches(WIDE_SIGN).trim().trim_end_matches([':', '：']).trim_end();
            let part = part_number(text);
            // A section does not have one part only.
            let level = match (look, section) {
                (Look::WideSigns(signs), _) => *signs,
                (_, None) => 1,
                (_, Some(level)) if found.len() == 1 && *at > first => level,
                (_, Some(level)) => (level + 1).min(5),
            };
            // Those of a lower rank before it stand around it.
            let around = part.map_or(0, |part| ranks.range(..part.rank).count());
            ranks.extend(part.map(|part| part.rank));
            let level = (level + u8::try_from(around).unwrap_or(0)).min(5);
            let how = match look {
                Look::Bold => " in bold",
                Look::Italic => " in italics",
                Look::Capitals => " in capitals",
                Look::Part => "",
                Look::WideSigns(_) => " with the sign `＃`",
            };
            let typed = |part: PartNumber| format!(" with the typed number `{}`", text[..part.length].trim_end());
            let number = part.map(typed).unwrap_or_default();
            // Where the number is the whole heading, it stays in the place of the program's.
            let is_number = part.is_some_and(|part| part.length == text.len());
            let mark = if is_number { " {-}" } else { "" };
            let written = format!("{} {words}{mark}", "#".repeat(usize::from(level)));
            let lonely = !matches!(look, Look::WideSigns(_)) && section.is_some() && found.len() == 1 && *at == first;
            // What the file holds there is exactly the paragraph.
            let typed = self.context.sources.get(span.file).and_then(|file| file.text.get(span.range())).unwrap_or("");
            let is_plain =
                !typed.contains(['\n', '[', '\\', '{', '&']) && typed.trim_matches(['*', '_']).trim() == text;
            let finding = Diagnostic::warning(
                Code::PseudoHeading,
                *span,
                format!("the paragraph{how}{number} looks like a heading, but is set as a paragraph"),
            )
            .help(format!("for a heading, write `{written}`; a sentence ends with a full stop"));
            self.context.report(if is_plain && !lonely { finding.replace(*span, written) } else { finding });
        }
    }
}
