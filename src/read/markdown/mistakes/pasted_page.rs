//! What is left of the pages that a text was copied from: page numbers, and words divided at the ends of lines.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;

use super::{Line, Mistake, paragraphs};
use crate::diagnostic::Code;

/// The words before the number of a page.
const PAGE: [&str; 9] = ["page", "página", "pagina", "pág.", "страница", "стр.", "الصفحة", "صفحة", "第"];

/// The words between the number of a page and that of all.
pub(super) const OF: [&str; 9] = ["of", "/", "de", "sur", "из", "من", "页", "页，共", "|"];

/// Words after a hyphen that stays: `short- and long-term`.
const JOINS: [&str; 14] = ["and", "or", "to", "nor", "as", "et", "ou", "y", "e", "o", "u", "и", "или", "but"];

/// The first parts of words that have a hyphen.
const HYPHENATED: [&str; 56] = [
    "non", "self", "well", "long", "short", "high", "low", "socio", "post", "pre", "anti", "ex", "inter", "multi",
    "semi", "vice", "so", "cross", "decision", "day", "peut", "demi", "sous", "soi", "celui", "half", "two", "three",
    "mid", "full", "part", "far", "fact", "evidence", "rights", "first", "under", "follow", "face", "child", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "est", "dit", "quatre", "из", "по", "кое",
    "во", "юго",
];

/// The last parts of words that have a hyphen.
const HYPHENATED_ENDS: [&str; 16] = [
    "à",
    "ci",
    "là",
    "il",
    "elle",
    "on",
    "ils",
    "elles",
    "même",
    "mêmes",
    "dessus",
    "dessous",
    "то",
    "либо",
    "нибудь",
    "таки",
];

/// Page numbers of a text of blocks.
pub(super) fn find_numbers(lines: &[Line<'_>], tables: &[Range<usize>]) -> Vec<Mistake> {
    let mut found = Vec::new();
    for paragraph in paragraphs(lines) {
        for (at, line) in paragraph.iter().enumerate() {
            let in_table = tables.iter().any(|table| table.start < line.end() && line.start < table.end);
            // In a text of many paragraphs.
            let is_alone = paragraph.len() == 1 && lines.len() > 2;
            let typed = line.text.trim();
            if in_table || !(is_page(typed) || is_alone && is_number(typed)) {
                continue;
            }
            // A line between others goes with its end.
            let end = paragraph.get(at + 1).map_or(line.end(), |next| next.start);
            found.push(
                Mistake::warning(
                    Code::PastedPage,
                    line.start..line.end(),
                    format!("`{typed}` looks like the number of a page that the text was copied from"),
                )
                .help("delete it: the program numbers the pages")
                .edit(line.start..end, ""),
            );
        }
    }
    found
}

/// `Page 3 of 12`, `3 | Page`, `第 3 页`.
fn is_page(line: &str) -> bool {
    // Four short words.
    const LONGEST: usize = 80;
    if line.len() > LONGEST {
        return false;
    }
    let small = line.trim_matches(['*', '_', '-', '–', '—', ' ', '|']).to_lowercase();
    let is_sign = |c: char| matches!(c, '/' | '|' | '第' | '页');
    let spaced: String = small
        .chars()
        .flat_map(|c| if is_sign(c) { [' ', c, ' '] } else { [c, '\0', '\0'] })
        .filter(|c| *c != '\0')
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let is_digits = |word: &&str| word.len() < 4 && word.chars().all(|c| c.is_ascii_digit());
    let is_page = |word: &&str| PAGE.contains(word);
    match words.as_slice() {
        [page, number] => is_page(page) && is_digits(number),
        [page, number, of] if *of == "页" => is_page(page) && is_digits(number),
        [number, sign, page] => *sign == "|" && is_digits(number) && is_page(page),
        [page, number, of, all] => is_page(page) && is_digits(number) && OF.contains(of) && is_digits(all),
        _ => false,
    }
}

/// A number alone in a paragraph, with dashes or without: `3`, `– 3 –`, `3/12`.
fn is_number(line: &str) -> bool {
    let bare =
        line.strip_prefix('-').and_then(|bare| bare.strip_suffix('-')).unwrap_or(line).trim_matches(['–', '—', ' ']);
    let is_short =
        |part: &str| (1..4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()) && !part.starts_with('0');
    let parts: Vec<&str> = bare.split('/').map(str::trim).collect();
    parts.len() < 3 && parts.iter().all(|part| is_short(part))
}

/// Words that are divided by a hyphen at the end of a line.
pub(super) fn find_divided(text: &str, lines: &[Line<'_>]) -> Vec<Mistake> {
    // The words of the text, each with its hyphens, and their parts.
    let words = LazyCell::new(|| text.split(|c: char| !is_of_word(c)).collect::<HashSet<_>>());
    let parts = LazyCell::new(|| text.split(|c: char| !c.is_alphabetic()).collect::<HashSet<_>>());
    let stands = |word: &str| words.contains(word) || parts.contains(word);
    let mut found: Vec<Mistake> = lines.windows(2).filter_map(|pair| divided(pair[0], pair[1], stands)).collect();
    found.extend(text.match_indices("- ").filter_map(|(at, _)| joined_line(text, at, stands)));
    found
}

fn is_of_word(c: char) -> bool {
    c.is_alphabetic() || c == '-'
}

/// `ade- quate`, where the line was joined with the next: only if the whole word stands in the text too.
fn joined_line(text: &str, at: usize, stands: impl Fn(&str) -> bool) -> Option<Mistake> {
    let (before, after) = (&text[..at], &text[at + 2..]);
    let first = &before[last_word(before)..];
    let second = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
    let whole = format!("{first}{second}");
    let is_divided = first.chars().count() > 1
        && first.ends_with(char::is_lowercase)
        && second.starts_with(char::is_lowercase)
        && !JOINS.contains(&second)
        && stands(&whole);
    is_divided.then(|| {
        Mistake::warning(
            Code::PastedPage,
            at - first.len()..at + 2 + second.len(),
            format!("the word `{whole}` is divided: `{first}- {second}`"),
        )
        .help(format!("write `{whole}`"))
        .edit(at..at + 2, "")
    })
}

/// Where the last word of a text begins.
fn last_word(text: &str) -> usize {
    text.len() - text.chars().rev().take_while(|c| is_of_word(*c)).map(char::len_utf8).sum::<usize>()
}

fn divided(line: Line<'_>, next: Line<'_>, stands: impl Fn(&str) -> bool) -> Option<Mistake> {
    let above = line.text.trim_end();
    let hyphen = above.chars().next_back().filter(|c| matches!(c, '-' | '¬' | '\u{2010}' | '\u{AD}'))?;
    let before = &above[..above.len() - hyphen.len_utf8()];
    let first = &before[last_word(before)..];
    let below = next.text.trim_start();
    let second = &below[..below.find(|c: char| !c.is_alphabetic()).unwrap_or(below.len())];
    let is_divided = first.chars().filter(|c| c.is_alphabetic()).count() > 1
        && first.ends_with(char::is_lowercase)
        && second.starts_with(char::is_lowercase)
        && !JOINS.contains(&second)
        && !before.starts_with(['|', '#']);
    if !is_divided {
        return None;
    }
    let (joined, hyphenated) = (format!("{first}{second}"), format!("{first}-{second}"));
    let keeps = stands(&hyphenated) || HYPHENATED.contains(&first.to_lowercase().as_str()) || first.contains('-');
    let keeps = (keeps || HYPHENATED_ENDS.contains(&second)) && !stands(&joined);
    let (written, other) = if keeps { (&hyphenated, &joined) } else { (&joined, &hyphenated) };
    let from = line.start + before.len();
    let start = next.start + next.text.len() - below.len();
    Some(
        Mistake::warning(
            Code::PastedPage,
            from - first.len()..line.start + above.len(),
            format!("a word is divided at the end of the line, so it is printed as `{first}- {second}`"),
        )
        .help(format!("write it on one line: `{written}`, or `{other}` if that is meant"))
        .edit(from..start, if keeps { "-" } else { "" }),
    )
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::{find_divided, find_numbers};

    fn fixed(text: &str) -> String {
        let lines = lines(text);
        let mut fixed = text.to_owned();
        let mut found = find_numbers(&lines, &[]);
        found.extend(find_divided(text, &lines));
        found.sort_by_key(|mistake| std::cmp::Reverse(mistake.range.start));
        for (range, words) in found.into_iter().flat_map(|mistake| mistake.edits) {
            fixed.replace_range(range, &words);
        }
        fixed
    }

    #[test]
    fn numbers_of_pages_are_found() {
        for text in ["Page 3 of 12", "*Page 3*", "3 | Page", "Página 3 de 12", "第 3 页", "Page 3/12"] {
            assert_eq!(fixed(text), "", "{text}");
        }
        for text in ["3", "-3-", "– 4 –", "3/12"] {
            assert_eq!(fixed(&format!("Rents.\n\n{text}\n\nWages.")), "Rents.\n\n\n\nWages.", "{text}");
        }
        assert_eq!(fixed("Rents rose\nPage 3 of 12\nin May."), "Rents rose\nin May.");
    }

    #[test]
    fn divided_words_are_joined() {
        assert_eq!(fixed("is ade-\nquate in it"), "is adequate in it");
        assert_eq!(fixed("is ade- quate and adequate"), "is adequate and adequate");
        assert_eq!(fixed("c’est-\nà-dire"), "c’est-à-dire");
        assert_eq!(fixed("a long-\nterm plan"), "a long-term plan");
    }

    #[test]
    fn other_numbers_and_hyphens_are_left_alone() {
        for text in [
            "2024",
            "Page 3 shows it",
            "3 years",
            "short-\nand long-term",
            "the rent- house",
            "5-\n6",
            "the -\nword",
            "Rents\n3\nrose",
        ] {
            assert_eq!(fixed(text), text, "{text}");
        }
    }
}
