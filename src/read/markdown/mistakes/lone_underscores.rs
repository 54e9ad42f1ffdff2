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
    let mut last = 0;
    for run in &found.runs {
        let mistake = uneven(text, run, &found.emphasized, '_').or_else(|| alone(text, run));
        // Once in a paragraph.
        let is_new = named.is_empty() || text[last..run.start].contains("\n\n");
        if let Some(mistake) = mistake.filter(|_| is_new) {
            last = run.end;
            named.push(mistake);
        }
    }
    named
}

/// An underscore before or after a word, which is no part of a name of a computer.
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
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let start = text.ceil_char_boundary(start);
    let end = run.end + after.find(char::is_whitespace).unwrap_or(after.len());
    let word = &text[start..end];
    // `user_`, `_id.txt` and `@_name` are names.
    let is_name = word.contains(['@', '/', '\\', '=', '#', '<', '|'])
        || word.matches('_').count() > run.len()
        || word.chars().any(|c| c.is_ascii_digit())
        || word.trim_end_matches(closes).contains('.');
    if !(is_opening || is_closing) || is_name {
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
