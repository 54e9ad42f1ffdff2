//! Asterisks that were meant as bold or italics and are printed, since they have no partner.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::super::source::Source;
use super::Mistake;
use crate::diagnostic::Code;

pub(super) fn find(source: &Source<'_>) -> Vec<Mistake> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut emphasized = Emphasized::default();
    let mut code_ends = 0;
    for (at, (event, range)) in source.events.iter().enumerate() {
        if matches!(event, Event::Start(Tag::CodeBlock(_))) {
            code_ends = source.ends[at];
        }
        if matches!(event, Event::Start(Tag::Emphasis | Tag::Strong)) {
            emphasized.by_start.entry(range.start).or_insert(range.end);
            emphasized.by_end.entry(range.end).or_insert(range.start);
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
    runs.into_iter()
        .filter_map(|run| uneven(source.text, &run, &emphasized).or_else(|| mistake(source.text, run)))
        .collect()
}

/// Where bold and italic words begin and end; of several that do so at one place, the outermost.
#[derive(Default)]
struct Emphasized {
    by_start: BTreeMap<usize, usize>,
    by_end: BTreeMap<usize, usize>,
}

/// `**bold*` and `*bold**`: the asterisk that is too few is written at the other end.
fn uneven(text: &str, run: &Range<usize>, emphasized: &Emphasized) -> Option<Mistake> {
    if run.len() != 1 || text[..run.start].ends_with('\\') {
        return None;
    }
    let before = emphasized.by_end.get(&run.start).filter(|start| text[**start..].starts_with('*'));
    let after = emphasized.by_start.get(&run.end).filter(|_| text[run.end..].starts_with('*'));
    let (words, other) = match (before, after) {
        (Some(start), _) => (*start..run.end, *start),
        (None, Some(end)) => (run.start..*end, *end),
        (None, None) => return None,
    };
    let shown = &text[words.clone()];
    let bare = shown.trim_matches('*');
    let is_even = shown.len() - bare.len() == 3 && !bare.contains(['*', '\n']);
    is_even.then(|| {
        let message = format!("the words `{shown}` have two asterisks on one side and one on the other");
        Mistake::warning(Code::LoneAsterisks, words, message)
            .help(format!("for bold, write `**{bare}**`; for italics, `*{bare}*`"))
            .edit(other..other, "*")
    })
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

/// Whether no other such sign stands between the same two gaps. Looks no further than the next sign.
fn is_only(text: &str, run: &Range<usize>, sign: &str, gap: &str) -> bool {
    let (before, after) = (&text[..run.start], &text[run.end..]);
    let is_parted = |between: &str| between.contains(gap);
    before.rfind(sign).is_none_or(|at| is_parted(&before[at..]))
        && after.find(sign).is_none_or(|at| is_parted(&after[..at]))
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
