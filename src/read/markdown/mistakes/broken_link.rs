//! Links with a bracket too few, in the wrong order or with a space between: `[x] (address)`, `(x)[address]`, `[x](address`.

mod pictures;

use std::ops::Range;

use super::super::mask::address_in;
use super::super::source::Source;
use super::Mistake;
use crate::diagnostic::Code;
use crate::text::search::{either, places};

/// The words and the address of a link have no more bytes together.
const LONGEST: usize = 2_000;

pub(super) fn find(source: &Source<'_>) -> Vec<Mistake> {
    let text = source.text;
    let links: Vec<Range<usize>> = source.links();
    let in_link = |at: usize| {
        let before = links.partition_point(|link| link.start <= at);
        before.checked_sub(1).is_some_and(|last| links[last].contains(&at))
    };
    let is_free = |at: usize| !in_link(at) && !text[..at].ends_with('\\');
    let mut found = Vec::new();
    for at in either(text, *b"[(").filter(|at| *at >= source.shift && is_free(*at)) {
        let rest = &text[at..text.floor_char_boundary(at + LONGEST)];
        let paragraph = rest.find("\n\n").map_or(rest, |end| &rest[..end]);
        let line = rest.split('\n').next().unwrap_or("");
        let is_picture = text[..at].ends_with('!');
        let mistake = match (text[at..].starts_with('['), is_picture) {
            (true, _) => parted(paragraph, is_picture),
            (false, true) => pictures::exchanged(line),
            (false, false) => exchanged(line),
        };
        found.extend(mistake.map(|mistake| mistake.moved(at)));
        // The sign stands at the start of a word.
        if is_picture && (at == source.shift + 1 || text[..at - 1].ends_with(char::is_whitespace)) {
            found.extend(pictures::without_file(line).map(|end| pictures::lacks_file(text, at - 1..at + end)));
        }
    }
    let closed = places(text, "](").map(|range| range.start);
    found.extend(closed.filter(|at| is_free(*at)).filter_map(|at| unopened(text, at)));
    found
}

/// `word](address)`, whose bracket at `at` nothing opens in its line.
fn unopened(text: &str, at: usize) -> Option<Mistake> {
    let line = text[text.ceil_char_boundary(at.saturating_sub(LONGEST))..at].rsplit('\n').next().unwrap_or("");
    let length = address_length(&text[at + 2..text.floor_char_boundary(at + 2 + LONGEST)])?;
    let end = at + 2 + length;
    let word = line.rsplit(char::is_whitespace).next().unwrap_or("");
    if word.is_empty() || line.contains(['[', ']']) || !text[end..].starts_with(')') {
        return None;
    }
    let start = at - word.len();
    let written = format!("[{word}]({})", &text[at + 2..end]);
    Some(
        Mistake::warning(
            Code::BadLink,
            start..end + 1,
            "the square bracket before the words is missing, so this is not a link",
        )
        .help(format!("write `{written}`, or put the bracket `[` where the words of the link begin"))
        .edit(start..start, "["),
    )
}

/// `[x] (address)` and `[x](address`, at the start of a text.
fn parted(line: &str, is_picture: bool) -> Option<Mistake> {
    let close = line[1..].find(['[', ']']).map(|close| close + 1).filter(|close| line[*close..].starts_with(']'))?;
    let words = &line[1..close];
    if words.trim().is_empty() || words.starts_with('^') {
        return None;
    }
    let rest = &line[close + 1..];
    if let Some(found) = pictures::with_sign_between(words, rest) {
        return Some(found);
    }
    let spaces = rest.len() - rest.trim_start_matches([' ', '\u{A0}']).len();
    // The address may stand in the next line.
    let newline =
        rest[spaces..].strip_prefix('\n').map_or(0, |next| 1 + next.len() - next.trim_start_matches(' ').len());
    let blank = spaces + newline;
    let inside = rest[blank..].strip_prefix('(')?;
    let length = if is_picture { pictures::file_length(inside)? } else { address_length(inside)? };
    let start = close + 1 + blank;
    let end = start + 1 + length;
    let what = if is_picture { "picture" } else { "link" };
    let address = &inside[..length];
    let sign = if is_picture { "!" } else { "" };
    let words = words.replace('\n', " ");
    let help = format!("write `{sign}[{words}]({address})`, without a space between the brackets");
    if blank > 0 && line[end..].starts_with(')') {
        let message = format!("a space stands between the brackets, so this is not a {what}");
        return Some(
            Mistake::warning(Code::BadLink, 0..end + 1, message).help(help).edit(close + 1..close + 1 + blank, ""),
        );
    }
    // Where a bracket follows, the address goes on.
    let goes_on = line[end..].split('\n').next().is_some_and(|rest| rest.contains(')'));
    (!is_picture && blank == 0 && !goes_on).then(|| {
        Mistake::warning(Code::BadLink, 0..end, "the round bracket after the address is missing, so this is not a link")
            .help(help)
            .edit(end..end, ")")
    })
}

/// `(x)[address]`, at the start of a line.
fn exchanged(line: &str) -> Option<Mistake> {
    let close = line[1..].find(['(', ')']).map(|close| close + 1).filter(|close| line[*close..].starts_with(')'))?;
    let words = &line[1..close];
    let inside = line[close + 1..].strip_prefix('[')?;
    let length = address_length(inside)?;
    let end = close + 2 + length;
    if words.trim().is_empty() || !line[end..].starts_with(']') {
        return None;
    }
    let address = &inside[..length];
    let written = format!("[{words}]({address})");
    Some(
        Mistake::warning(Code::BadLink, 0..end + 1, "the brackets are exchanged, so this is not a link")
            .help(format!("write `{written}`: the words in square brackets, the address in round ones"))
            .edit(0..end + 1, written),
    )
}

/// The length of the address that a text begins with.
fn address_length(text: &str) -> Option<usize> {
    let word = &text[..text.find(char::is_whitespace).unwrap_or(text.len())];
    address_in(word).filter(|found| found.range.start == 0).map(|found| found.range.end)
}

impl Mistake {
    /// The same, in a text that begins so many bytes before.
    fn moved(mut self, by: usize) -> Mistake {
        let shift = |range: &Range<usize>| range.start + by..range.end + by;
        self.range = shift(&self.range);
        for (range, _) in &mut self.edits {
            *range = shift(range);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{exchanged, parted, unopened};

    fn fixed(line: &str) -> Option<String> {
        let found = if line.starts_with('(') { exchanged(line)? } else { parted(line, line.contains(".png"))? };
        let mut fixed = line.to_owned();
        found.edits.into_iter().rev().for_each(|(range, words)| fixed.replace_range(range, &words));
        Some(fixed)
    }

    #[test]
    fn links_that_are_nearly_right_are_mended() {
        let link = "[the report](https://example.org/a) says";
        for line in ["[the report] (https://example.org/a) says", "(the report)[https://example.org/a] says"] {
            assert_eq!(fixed(line).as_deref(), Some(link), "{line}");
        }
        assert_eq!(fixed("[x]\n(https://example.org/a) b").as_deref(), Some("[x](https://example.org/a) b"));
        let text = "the report](https://example.org/a) says";
        assert_eq!(unopened(text, 10).expect("a finding").edits, [(4..4, "[".to_owned())]);
        assert_eq!(fixed("[x](https://example.org/a.").as_deref(), Some("[x](https://example.org/a)."));
        assert_eq!(fixed("[Rents] (chart 1.png)").as_deref(), Some("[Rents](chart 1.png)"));
    }

    #[test]
    fn brackets_of_prose_are_left_alone() {
        for line in ["[sic] (see above)", "[^1] (https://example.org)", "(a)[b]", "[x](y", "[a] and (b)", "()[x]"] {
            assert_eq!(fixed(line), None, "{line}");
        }
    }
}
