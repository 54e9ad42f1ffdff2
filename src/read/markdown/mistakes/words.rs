//! Words that stand twice, and marks of other programs between the words.

use std::ops::Range;

use super::super::mask::address_in;
use super::Mistake;
use crate::diagnostic::Code;
use crate::text::search::has;

/// Short words that never stand twice, in the languages with spaces between words.
const SMALL: [&str; 66] = [
    "the", "of", "to", "and", "an", "for", "on", "are", "with", "by", "as", "at", "from", "this", "or", "be", "has",
    "have", "is", "was", "were", "we", "they", "our", "not", "it", "which", "its", "their", "le", "la", "les", "de",
    "du", "des", "et", "dans", "pour", "par", "sur", "une", "qui", "aux", "ce", "el", "los", "las", "del", "y", "en",
    "por", "con", "una", "al", "se", "и", "на", "с", "по", "для", "от", "из", "في", "من", "على", "إلى",
];

/// Other words of so many letters do not stand twice either.
const LONG: usize = 5;

pub(super) fn find(text: &str) -> Vec<Mistake> {
    let mut found = doubled(text);
    found.extend(foreign(text));
    found
}

fn doubled(text: &str) -> Vec<Mistake> {
    let mut found = Vec::new();
    // The same word one after the other, so far.
    let mut run: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let trimmed = word.trim_end();
        // Punctuation may follow the last of them.
        let bare = trimmed.trim_end_matches(|c: char| !c.is_alphanumeric());
        let range = at..at + bare.len();
        at += word.len();
        if trimmed.is_empty() {
            continue;
        }
        let goes_on = run.last().is_some_and(|before| {
            is_same_word(&text[before.clone()], bare)
                && text[before.end..range.start].trim().is_empty()
                && is_same_paragraph(&text[before.end..range.start])
        });
        if !goes_on {
            found.extend(mistake(text, &run));
            run.clear();
        }
        run.push(range);
    }
    found.extend(mistake(text, &run));
    found
}

/// A word that stands twice, not more often: that is on purpose.
fn mistake(text: &str, run: &[Range<usize>]) -> Option<Mistake> {
    let [first, second] = run else { return None };
    let word = &text[second.clone()];
    is_never_doubled(word).then(|| {
        Mistake::warning(Code::DoubledWord, first.start..second.end, format!("the word `{word}` is written twice"))
            .help("delete one of the two")
            .edit(first.end..second.end, "")
    })
}

/// Whether two words are the same; the first may begin a sentence.
fn is_same_word(first: &str, second: &str) -> bool {
    let mut letters = first.chars();
    let small = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters);
    first == second || small.eq(second.chars())
}

fn is_same_paragraph(between: &str) -> bool {
    between.matches('\n').count() < 2
}

fn is_never_doubled(word: &str) -> bool {
    word.chars().all(char::is_lowercase) && (SMALL.contains(&word) || word.chars().count() >= LONG)
        // Arabic has no small letters.
        || SMALL.contains(&word)
}

/// Marks that other programs read.
fn foreign(text: &str) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = between(text, "~~")
        .into_iter()
        .map(|(range, inside)| {
            mark(
                range,
                "`~~` strikes words out in other programs",
                "delete the words that are struck out, or only the signs `~~`",
            )
            .edit_to(inside)
        })
        .collect();
    let is_heading = |range: &Range<usize>| is_whole_line(text, range);
    found.extend(between(text, "==").into_iter().filter(|(range, _)| !is_heading(range)).map(|(range, inside)| {
        mark(range, "`==` marks words in other programs", "write `**words**` for bold, or delete the signs `==`")
            .edit_to(&format!("**{inside}**"))
    }));
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let typed = line.trim();
        let range = start..start + typed.len();
        at += line.len();
        if !typed.starts_with(['\\', '[', '{', '#', '-', '*', '+']) {
            continue;
        }
        let small = typed.to_ascii_lowercase();
        if matches!(small.as_str(), "\\newpage" | "\\pagebreak" | "\\clearpage") {
            let message = format!("`{typed}` is a command of another program");
            found.push(
                mark(range, &message, "for a new page, write `{page_break}` in a paragraph of its own")
                    .edit_to("{page_break}"),
            );
        } else if matches!(small.as_str(), "[toc]" | "[[toc]]" | "[[_toc_]]" | "\\tableofcontents" | "{{toc}}") {
            let message = format!("`{typed}` is a table of contents in other programs");
            found.push(
                mark(range, &message, "delete it, and write `contents: true` at the top of the report").edit_to(""),
            );
        } else if typed.starts_with('#') && typed.ends_with('\\') && !typed.ends_with("\\\\") {
            found.push(broken_heading(text, range.end - 1));
        } else if let Some(task) = task(typed) {
            let range = start + task.start..start + task.end;
            found.push(mark(range, "`[ ]` and `[x]` are boxes in other programs", "delete the brackets").edit_to(""));
        }
    }
    found
}

/// Whether nothing else stands in the line.
fn is_whole_line(text: &str, range: &Range<usize>) -> bool {
    let blank = [' ', '\t', '\r'];
    let (before, after) = (text[..range.start].trim_end_matches(blank), text[range.end..].trim_start_matches(blank));
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// `# Heading\`, whose backslash at `at` was to begin a new line of the heading.
fn broken_heading(text: &str, at: usize) -> Mistake {
    let rest = &text[at + 1..];
    let next = rest.trim_start_matches(' ').strip_prefix('\n').map(|next| next.trim_start_matches(' '));
    let joined = next.filter(|next| !next.is_empty() && !next.starts_with(['\n', '#', '|', '-', '>']));
    let message = "`\\` at the end of a heading would begin a new line of it in another program";
    let mistake = mark(at..at + 1, message, "write the heading on one line");
    match joined {
        Some(next) => mistake.edit(at..text.len() - next.len(), " "),
        None => mistake.edit(at..at + 1, ""),
    }
}

pub(super) fn mark(range: Range<usize>, message: &str, help: &str) -> Mistake {
    Mistake::warning(Code::ForeignMark, range, format!("{message}; here it is printed as typed")).help(help)
}

impl Mistake {
    /// With the remedy to write something else for the whole.
    pub(super) fn edit_to(self, replacement: &str) -> Mistake {
        let range = self.range.clone();
        self.edit(range, replacement)
    }
}

/// `- [ ] words`: the brackets and the space after them.
fn task(line: &str) -> Option<Range<usize>> {
    let inner = line.strip_prefix(['-', '*', '+'])?.trim_start();
    let start = line.len() - inner.len();
    let is_task = ["[ ] ", "[x] ", "[X] "].iter().any(|task| inner.starts_with(task));
    is_task.then_some(start..start + 4)
}

/// Words between two of the same signs in one line.
pub(super) fn between<'t>(text: &'t str, sign: &str) -> Vec<(Range<usize>, &'t str)> {
    let mut found = Vec::new();
    if !has(text, sign) {
        return found;
    }
    let mut at = 0;
    while let Some(open) = text[at..].find(sign).map(|open| at + open) {
        let from = open + sign.len();
        at = from;
        let Some(length) = text[from..].find(sign) else { break };
        let inside = &text[from..from + length];
        if inside.contains('\n') {
            continue;
        }
        let repeated = sign.chars().next().is_some_and(|c| inside.starts_with(c) || text[..open].ends_with(c));
        let in_address = text[..open].rsplit(char::is_whitespace).next().is_some_and(|word| address_in(word).is_some());
        if !repeated && !in_address && !inside.is_empty() && inside.trim() == inside {
            at = from + length + sign.len();
            found.push((open..at, inside));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::find;

    fn fixed(text: &str) -> String {
        let mut fixed = text.to_owned();
        for mistake in find(text).into_iter().rev() {
            for (range, replacement) in mistake.edits {
                fixed.replace_range(range, &replacement);
            }
        }
        fixed
    }

    #[test]
    fn words_that_stand_twice_are_written_once() {
        assert_eq!(fixed("in the the house"), "in the house");
        assert_eq!(fixed("of the\nthe housing housing, too"), "of the housing, too");
        assert_eq!(fixed("The the rent is is high."), "The rent is high.");
    }

    #[test]
    fn words_that_may_stand_twice_are_left_alone() {
        for text in [
            "he had had it",
            "nous nous sommes",
            "that that is",
            "Baden Baden",
            "the\n\nthe",
            "the, the",
            "a b a b",
            "housing housing housing",
            "| the | the |",
        ] {
            assert_eq!(fixed(text), text);
        }
    }

    #[test]
    fn marks_of_other_programs_get_the_mark_for_here() {
        assert_eq!(fixed("a ~~b c~~ d ==e== f"), "a b c d **e** f");
        assert_eq!(fixed("\\newpage\n\n[TOC]\n\n- [ ] a\n"), "{page_break}\n\n\n\n- a\n");
        for text in ["====", "a == b == c", "https://example.org/?a==b==c", "~~~", "[TOC] and"] {
            assert_eq!(fixed(text), text);
        }
    }
}
