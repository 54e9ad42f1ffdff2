//! Signs of emphasis that are printed, since Markdown does not read them as marks.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::super::source::Source;
use super::Mistake;
use crate::diagnostic::Code;

/// The printed runs of a sign, and the words that are emphasized.
pub(super) struct Literal {
    pub(super) runs: Vec<Range<usize>>,
    pub(super) emphasized: Emphasized,
}

/// Where bold and italic words begin and end; of several that do so at one place, the outermost.
#[derive(Default)]
pub(super) struct Emphasized {
    by_start: BTreeMap<usize, usize>,
    by_end: BTreeMap<usize, usize>,
}

/// Where `sign` is printed.
pub(super) fn literal(source: &Source<'_>, sign: char) -> Literal {
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
        if at < code_ends || text.len() != range.len() || range.start < source.shift {
            continue;
        }
        // Signs around a typed number were read with it.
        let is_taken =
            |at: &usize| source.marks.range(..=*at).next_back().is_some_and(|(_, mark)| mark.range.contains(at));
        for at in text.match_indices(sign).map(|(at, _)| range.start + at).filter(|at| !is_taken(at)) {
            match runs.last_mut() {
                Some(run) if run.end == at => run.end += 1,
                _ => runs.push(at..at + 1),
            }
        }
    }
    Literal { runs, emphasized }
}

/// `**bold*` and `*bold**`: the sign that is too few is written at the other end.
pub(super) fn uneven(text: &str, run: &Range<usize>, emphasized: &Emphasized, sign: char) -> Option<Mistake> {
    if run.len() != 1 || text[..run.start].ends_with('\\') {
        return None;
    }
    let before = emphasized.by_end.get(&run.start).filter(|start| text[**start..].starts_with(sign));
    let after = emphasized.by_start.get(&run.end).filter(|_| text[run.end..].starts_with(sign));
    let (words, other) = match (before, after) {
        (Some(start), _) => (*start..run.end, *start),
        (None, Some(end)) => (run.start..*end, *end),
        (None, None) => return None,
    };
    let shown = &text[words.clone()];
    let bare = shown.trim_matches(sign);
    let is_even = shown.len() - bare.len() == 3 && !bare.contains([sign, '\n']);
    let name = if sign == '*' { "asterisk" } else { "underscore" };
    is_even.then(|| {
        let message = format!("the words `{shown}` have two {name}s on one side and one on the other");
        Mistake::warning(Code::LoneAsterisks, words, message)
            .help(format!("for bold, write `**{bare}**`; for italics, `*{bare}*`"))
            .edit(other..other, sign)
    })
}

/// Whether no other such sign stands between the same two gaps. Looks no further than the next sign.
pub(super) fn is_only(text: &str, run: &Range<usize>, sign: &str, gap: &str) -> bool {
    let (before, after) = (&text[..run.start], &text[run.end..]);
    let is_parted = |between: &str| between.contains(gap);
    before.rfind(sign).is_none_or(|at| is_parted(&before[at..]))
        && after.find(sign).is_none_or(|at| is_parted(&after[..at]))
}
