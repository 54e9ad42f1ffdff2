//! Underscores that were meant as bold or italics and are printed, since they have no partner: `the _Act was`.

use std::ops::Range;

use super::super::source::Source;
use super::Mistake;
use super::literal::{literal, uneven};
use crate::diagnostic::Code;

pub(super) fn find(source: &Source<'_>) -> Vec<Mistake> {
    let text = source.text;
    let found = literal(source, '_');
    let mut named: Vec<Mistake> = Vec::new();
    let (mut seen, mut is_new) = (0, true);
    for run in &found.runs {
        is_new |= text.get(seen..run.start).is_some_and(|between| between.contains("\n\n"));
        seen = run.end;
        let mistake = uneven(text, run, &found.emphasized, '_').or_else(|| alone(text, run));
        // Once in a paragraph.
        if let Some(mistake) = mistake.filter(|_| is_new) {
            is_new = false;
            named.push(mistake);
        }
    }
    named
}

/// How many bytes on each side of an underscore are looked at.
const LONGEST: usize = 100;

/// An underscore before or after a word, which is not a part of a name of a computer.
fn alone(text: &str, run: &Range<usize>) -> Option<Mistake> {
    let (before, after) = (&text[..run.start], &text[run.end..]);
    // What is longer is a line to write on.
    if run.len() > 2 || before.ends_with('\\') {
        return None;
    }
    let opens = |c: char| c.is_whitespace() || "([“«\"‘—–".contains(c);
    let closes = |c: char| c.is_whitespace() || ".,;:!?)]”»\"’—–".contains(c);
    let is_opening = (before.is_empty() || before.ends_with(opens)) && after.starts_with(char::is_alphabetic);
    let is_closing = (after.is_empty() || after.starts_with(closes)) && before.ends_with(char::is_alphabetic);
    if !(is_opening || is_closing) {
        return None;
    }
    // No word is longer.
    let head = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..];
    let tail = &after[..after.floor_char_boundary(LONGEST)];
    let start = run.start - head.chars().rev().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    let end = run.end + tail.find(char::is_whitespace).unwrap_or(tail.len());
    let word = &text[start..end];
    // `user_`, `_id.txt` and `@_name` are names.
    let is_name = word.contains(['@', '/', '\\', '=', '#', '<', '|'])
        || word.matches('_').count() > run.len()
        || word.chars().any(|c| c.is_ascii_digit())
        || word.trim_end_matches(closes).contains('.');
    if is_name {
        return None;
    }
    let shown = word.trim_matches(|c: char| c != '_' && !c.is_alphanumeric());
    let message = format!("the underscore at `{shown}` has no partner and is printed");
    Some(
        Mistake::warning(Code::LoneAsterisks, run.clone(), message)
            .help("for italics, write one asterisk before and one after the words; otherwise delete it; for a plain sign, write `\\_`")
            .edit(run.clone(), ""),
    )
}
