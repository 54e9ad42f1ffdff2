//! Asterisks that were meant as bold or italics and are printed, since they have no partner.

use std::ops::Range;

use super::super::source::Source;
use super::Mistake;
use super::literal::{is_only, literal, uneven};
use crate::diagnostic::Code;
use crate::text::numerals::digit;

pub(super) fn find(source: &Source<'_>) -> Vec<Mistake> {
    let found = literal(source, '*');
    let uneven = |run: &Range<usize>| uneven(source.text, run, &found.emphasized, '*');
    found.runs.iter().filter_map(|run| uneven(run).or_else(|| mistake(source.text, run.clone()))).collect()
}

/// `is *Rents rose.`: one asterisk before a word inside a line, and no other in the paragraph.
fn alone(text: &str, run: &Range<usize>) -> Option<Mistake> {
    let (before, after) = (&text[..run.start], &text[run.end..]);
    let stands = before.ends_with([' ', '(', '“']) && after.starts_with(char::is_alphabetic);
    if !stands || !is_only(text, run, "*", "\n\n") {
        return None;
    }
    let start = before.rfind("\n\n").map_or(0, |at| at + 2);
    let end = after.find("\n\n").map_or(text.len(), |at| run.end + at);
    let is_item = before[before.rfind('\n').map_or(0, |at| at + 1)..].trim().is_empty();
    if is_item || text[start..end].contains('|') {
        return None;
    }
    let word = after.split_whitespace().next().unwrap_or("");
    Some(
        Mistake::warning(
            Code::LoneAsterisks,
            run.clone(),
            format!("the asterisk at `*{word}` has no partner and is printed"),
        )
        .help("for italics, write one asterisk before and one after the words; otherwise delete it")
        .edit(run.clone(), ""),
    )
}

fn mistake(text: &str, run: Range<usize>) -> Option<Mistake> {
    let before = text[..run.start].chars().next_back();
    let after = text[run.end..].chars().next();
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let opens = is_blank(before) && !is_blank(after);
    if run.len() == 1 {
        return alone(text, &run);
    }
    // Two, not more: `A***` hides a name.
    if run.len() != 2 || before == Some('\\') || is_blank(before) && is_blank(after) {
        return None;
    }
    let is_digit = |c: Option<char>| c.and_then(digit).is_some();
    if is_digit(before) && is_digit(after) {
        return None;
    }
    let alone = is_only(text, &run, "**", "\n");
    // `word**` alone may be the mark of a note.
    if alone && !opens {
        return None;
    }
    let shown = text[run.start..].split_whitespace().next().unwrap_or("**");
    let shown = if opens { shown } else { text[..run.end].rsplit(char::is_whitespace).next().unwrap_or("**") };
    Some(
        Mistake::warning(Code::LoneAsterisks, run.clone(), format!("the asterisks at `{shown}` have no partner and are printed"))
            .help("write two before and two after the words in bold, without a space between and in the same paragraph; otherwise delete them")
            .edit(run, ""),
    )
}
