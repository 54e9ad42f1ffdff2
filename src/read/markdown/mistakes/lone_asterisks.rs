//! Asterisks that were meant as bold or italics and are printed, since they have no partner.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::super::source::Source;
use super::Mistake;
use crate::diagnostic::Code;

pub(super) fn find(source: &Source<'_>) -> Vec<Mistake> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut code_ends = 0;
    for (at, (event, range)) in source.events.iter().enumerate() {
        if matches!(event, Event::Start(Tag::CodeBlock(_))) {
            code_ends = source.ends[at];
        }
        let Event::Text(text) = event else { continue };
        if at < code_ends {
            continue;
        }
        if text.len() != range.len() || range.start < source.shift {
            continue;
        }
        for at in text.match_indices('*').map(|(at, _)| range.start + at) {
            match runs.last_mut() {
                Some(run) if run.end == at => run.end += 1,
                _ => runs.push(at..at + 1),
            }
        }
    }
    runs.into_iter().filter_map(|run| mistake(source.text, run)).collect()
}

fn mistake(text: &str, run: Range<usize>) -> Option<Mistake> {
    let before = text[..run.start].chars().next_back();
    let after = text[run.end..].chars().next();
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let opens = is_blank(before) && !is_blank(after);
    // Two, not more: `A***` hides a name.
    if run.len() != 2 || before == Some('\\') || is_blank(before) && is_blank(after) {
        return None;
    }
    let line = text[..run.start].rfind('\n').map_or(0, |newline| newline + 1)
        ..text[run.end..].find('\n').map_or(text.len(), |end| run.end + end);
    let alone = text[line].matches("**").count() == 1;
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
