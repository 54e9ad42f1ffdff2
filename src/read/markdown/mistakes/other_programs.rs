//! Lists, headings, formulas and marks that other programs read: `Term` / `: text`, `(@) text`, `== Heading ==`, `$x^2$`.

use std::ops::Range;

use super::words::{between, mark};
use super::{Line, Mistake, paragraphs, touches};
use crate::text::search::{has, places};

/// A term has no more words.
const LONGEST_TERM: usize = 8;

/// What means something at the start of a line, or in a line of its own.
pub(super) fn find_lines(lines: &[Line<'_>], tables: &[Range<usize>]) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = lines.iter().filter_map(heading).collect();
    found.extend(examples(lines));
    for paragraph in paragraphs(lines) {
        let in_table = |line: &Line<'_>| touches(tables, line.start..line.end());
        if !paragraph.iter().any(in_table) {
            found.extend(definitions(paragraph));
        }
    }
    found
}

/// What means something between words.
pub(super) fn find_words(text: &str) -> Vec<Mistake> {
    let mut found = formulas(text);
    found.extend(arrows(text));
    found.extend(wiki_links(text));
    for (sign, kind, written) in [("'''", "bold", "**"), ("''", "italic", "*")] {
        let marked = between(text, sign).into_iter().filter(|(range, _)| {
            // Minutes and inches.
            !text[..range.start].ends_with(|c: char| c.is_alphanumeric())
        });
        found.extend(marked.map(|(range, inside)| {
            let written = format!("{written}{inside}{written}");
            mark(range, &format!("`{sign}` makes {kind} words in other programs"), &format!("write `{written}`"))
                .edit_to(&written)
        }));
    }
    found
}

/// `== Heading ==`.
fn heading(line: &Line<'_>) -> Option<Mistake> {
    let typed = line.text.trim();
    let signs = typed.len() - typed.trim_start_matches('=').len();
    let words = typed.get(signs..typed.len().checked_sub(signs)?)?;
    let is_even = typed.ends_with(&"=".repeat(signs)) && !words.starts_with('=') && !words.ends_with('=');
    if !(2..=6).contains(&signs) || !is_even || !words.contains(char::is_alphabetic) {
        return None;
    }
    let start = line.start + line.text.len() - line.text.trim_start().len();
    let written = format!("{} {}", "#".repeat(signs - 1), words.trim());
    let message = "signs `=` around a line make it a heading in other programs";
    Some(mark(start..start + typed.len(), message, &format!("write `{written}`")).edit_to(&written))
}

/// `(@) text`, which other programs count.
fn examples(lines: &[Line<'_>]) -> Option<Mistake> {
    let example = |line: &Line<'_>| -> Option<Range<usize>> {
        let inner = line.text.strip_prefix("(@")?;
        let length = inner.find(')')?;
        let is_name = inner[..length].chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        (is_name && inner[length + 1..].starts_with(' ')).then(|| line.start..line.start + length + 3)
    };
    let marks: Vec<Range<usize>> = lines.iter().filter_map(example).collect();
    let first = marks.first()?.clone();
    let message = "`(@)` counts examples in other programs";
    let mut found = mark(first, message, "write `1. `, `2. ` and so on before the examples");
    for (at, range) in marks.into_iter().enumerate() {
        found = found.edit(range, format!("{}.", at + 1));
    }
    Some(found)
}

/// `Term` and below it `: its meaning`.
fn definitions(lines: &[Line<'_>]) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = Vec::new();
    for (at, pair) in lines.windows(2).enumerate() {
        let (term, below) = (pair[0], pair[1]);
        let words = term.text.trim();
        let Some(text) = meaning(below.text).filter(|text| !text.is_empty()) else { continue };
        let is_term = (1..=LONGEST_TERM).contains(&words.split_whitespace().count())
            && meaning(term.text).is_none()
            && !words.starts_with(['|', '!', '#', '-', ':', '>'])
            && !words.ends_with(['.', ';', ':', ',', '|']);
        if !is_term {
            continue;
        }
        let bold = if words.contains('*') { format!("{words}:") } else { format!("**{words}:**") };
        let written = format!("{bold} {text}");
        // Each is a paragraph of its own.
        let before = if at == 0 { "" } else { "\n" };
        let message = "`: ` below a term gives its meaning in other programs";
        found.push(
            mark(below.start..below.end(), message, &format!("write `{written}`"))
                .edit(term.start..below.end(), format!("{before}{written}")),
        );
    }
    found
}

/// The finding for a meaning at `start` that is parted from its term by an empty line.
pub(in crate::read::markdown) fn definition_apart(text: &str, start: usize) -> Option<Mistake> {
    let line_at = |end: usize| {
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        Line { start, text: &text[start..end] }
    };
    let own = line_at(start).start;
    let below = Line { start: own, text: text[own..].lines().next().unwrap_or_default() };
    let gap = text[..own].trim_end();
    if gap.is_empty() || text[gap.len()..own].matches('\n').count() < 2 {
        return None;
    }
    let term = line_at(gap.len());
    let before = term.start.checked_sub(1).map(line_at);
    let is_alone = before.is_none_or(|before| before.is_empty() || before.text.starts_with('#'));
    definitions(&[term, below]).into_iter().next().filter(|_| is_alone)
}

/// `->` and its like, which are printed as two signs. A text with notes of web pages, `<!-- -->`, has others of the kind.
fn arrows(text: &str) -> Option<Mistake> {
    let mut found: Option<Mistake> = None;
    if has(text, "<!--") {
        return None;
    }
    for (shape, arrow) in [("<->", "↔"), ("<=>", "⇔"), ("->", "→"), ("=>", "⇒"), ("<-", "←")] {
        let (first, shaft) = (shape.starts_with('<'), if shape.contains('=') { '=' } else { '-' });
        for at in places(text, shape).map(|range| range.start) {
            let head = at + shape.len();
            // `-->` has a longer shaft.
            let start = if first { at } else { at - (text[..at].len() - text[..at].trim_end_matches(shaft).len()) };
            let end = if shape.ends_with('>') {
                head
            } else {
                head + (text[head..].len() - text[head..].trim_start_matches(shaft).len())
            };
            let (before, after) = (&text[..start], &text[end..]);
            let stands = |c: char| c.is_whitespace() || c.is_alphanumeric() || "()“”\"".contains(c);
            let is_free =
                (before.is_empty() || before.ends_with(stands)) && (after.is_empty() || after.starts_with(stands));
            // `<-5` is less than a negative number.
            let is_other = !shape.ends_with('>') && !after.starts_with(' ');
            if !is_free || is_other {
                continue;
            }
            let margin = before.trim_end_matches([' ', '\t']);
            let begins = margin.is_empty() || margin.ends_with('\n');
            let written = if begins && after.starts_with(' ') { "-" } else { arrow };
            let shown = &text[start..end];
            let mistake = found.take().unwrap_or_else(|| {
                let help = format!("write `{arrow}`, or say it in words; for an item of a list, write `- `");
                mark(start..end, &format!("`{shown}` is an arrow in other programs"), &help)
            });
            found = Some(mistake.edit(start..end, written));
        }
    }
    found
}

/// `[[Housing]]` and `[[Housing|words]]`.
fn wiki_links(text: &str) -> Vec<Mistake> {
    let mut found = Vec::new();
    for at in places(text, "[[").map(|range| range.start) {
        let Some(length) = text[at + 2..].find(['[', ']', '\n']) else { continue };
        let inside = &text[at + 2..at + 2 + length];
        let Some(after) = text[at + 2 + length..].strip_prefix("]]") else { continue };
        let is_other = inside.contains(['@', '^']) || after.starts_with(['(', '[', ':', '{']);
        if is_other || text[..at].ends_with(['\\', '[']) || !inside.contains(char::is_alphabetic) {
            continue;
        }
        let range = at..at + inside.len() + 4;
        let message = format!("`[[{inside}]]` makes a link in other programs");
        if let Some(before) = text[..at].strip_suffix('!') {
            let help = format!("write `![what it shows]({inside})` in a paragraph of its own");
            found.push(mark(before.len()..range.end, "`![[ ]]` shows a picture in other programs", &help));
            continue;
        }
        let words = inside.rsplit('|').next().unwrap_or(inside).trim();
        let help = format!("write `[{words}](https://example.org)` with the address, or only the words: `{words}`");
        found.push(mark(range, &message, &help).edit_to(words));
    }
    found
}

/// What follows `: ` at the start of a line.
fn meaning(line: &str) -> Option<&str> {
    line.strip_prefix(':').filter(|rest| rest.starts_with([' ', '\t'])).map(str::trim)
}

/// `$x^2 + y$` and `$$x$$`; sums of money have no such signs.
fn formulas(text: &str) -> Vec<Mistake> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('$').map(|open| at + open) {
        let sign = if text[open..].starts_with("$$") { "$$" } else { "$" };
        at = open + sign.len();
        let Some(length) = text[at..].find(sign) else { continue };
        let inside = &text[at..at + length];
        if inside.is_empty() || inside.contains('\n') {
            continue;
        }
        let end = at + length + sign.len();
        let is_tight = inside.trim() == inside && !text[end..].starts_with(|c: char| c.is_ascii_digit());
        let follows_word = text[..open].ends_with(|c: char| c.is_alphanumeric() || c == '\\');
        if is_tight && !follows_word && inside.contains(['\\', '^', '_', '=', '{']) {
            found.push(mark(
                open..end,
                &format!("`{sign}` encloses formulas in other programs"),
                "write the formula in plain signs, for instance `x^2^ + y`, or put a picture of it in a paragraph of its own",
            ));
            at = end;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::{find_lines, find_words};

    fn fixed(text: &str) -> String {
        let mut edits: Vec<_> = find_lines(&lines(text), &[]).into_iter().flat_map(|found| found.edits).collect();
        edits.extend(find_words(text).into_iter().flat_map(|found| found.edits));
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut fixed = text.to_owned();
        edits.into_iter().for_each(|(range, words)| fixed.replace_range(range, &words));
        fixed
    }

    #[test]
    fn marks_of_other_programs_get_those_of_this_one() {
        assert_eq!(fixed("== Rents ==\nThey rose.\n"), "# Rents\nThey rose.\n");
        assert_eq!(fixed("a '''bold''' and ''italic'' word"), "a **bold** and *italic* word");
        assert_eq!(fixed("(@) One.\n\n(@two) Two.\n"), "1. One.\n\n2. Two.\n");
        assert_eq!(
            fixed("Rent\n: what is paid\nWage\n: what is earned"),
            "**Rent:** what is paid\n\n**Wage:** what is earned"
        );
        assert_eq!(fixed("wells -> pumps --> taps"), "wells → pumps → taps");
        assert_eq!(fixed("-> wells\n=> pumps\n"), "- wells\n- pumps\n");
        assert_eq!(fixed("see [[Wells]] and [[Pumps|the page]]"), "see Wells and the page");
        assert_eq!(find_words("is $x^2 + y$ and $$a=b$$").len(), 2);
    }

    #[test]
    fn words_and_money_are_left_alone() {
        for text in [
            "====",
            "a == b",
            "from $5 to $6, then US$5 = A$7",
            "it cost $5_000",
            "5'' and 6''",
            "the tenants' and owners' rights",
            "A sentence.\n: caption",
            "5 >= 3, x <= y and x <-5",
            "[[para. @x]] and [[1]](https://example.org)",
            "(@rents) said",
        ] {
            let text = text.replace("(@rents) said", "@rents (said)");
            assert_eq!(fixed(&text), text);
            assert!(find_words(&text).is_empty(), "{text}");
        }
    }
}
