//! Rewrites a line of YAML so that its text is only text.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::place;
use crate::diagnostic::Fix;
use crate::read::{block_reader, report_reader, table_reader, taken};
use crate::source::Span;

/// A text this short is shown in quotes; a longer one after `>-`, which needs no care for what it contains.
const SHORT: usize = 70;

/// Of a long text so many characters are shown.
const SHOWN: usize = 100;

/// The keys of the format that can stand before a text, to tell `title: a: b` from `The case: a: b`.
pub(super) const KEYS: [&[&str]; 12] = [
    &report_reader::KEYS,
    &report_reader::SUBMITTER_KEYS,
    &report_reader::CONTACT_KEYS,
    &report_reader::ANNEX_KEYS,
    &block_reader::BLOCK_KEYS,
    &block_reader::PARAGRAPH_KEYS,
    &block_reader::HEADING_KEYS,
    &block_reader::LIST_KEYS,
    &block_reader::RECOMMENDATION_KEYS,
    &block_reader::QUOTATION_KEYS,
    &block_reader::FIGURE_KEYS,
    &table_reader::KEYS,
];

/// Whether a word is a key of the format.
pub(super) fn is_key(word: &str) -> bool {
    KEYS.iter().any(|keys| keys.contains(&word))
}

/// Whether a word at the start of a line is a key of the report in other letters: `Title`, which is taken for `title`.
fn is_respelled_key(word: &str) -> bool {
    word.len() < 40 && taken::same(word, &report_reader::KEYS).is_some()
}

/// Bytes of a line before a text that do not begin that text.
const FAR: usize = 2_000;

/// A text written so that it is only text.
#[derive(Debug, Default)]
pub(in crate::read) struct Rewritten {
    /// The line with it, shortened where it is long.
    pub(in crate::read) shown: String,
    /// The edit that writes it.
    pub(in crate::read) fix: Option<Fix>,
}

/// The line around a text rewritten so that the text is only text. Of a text inside brackets only itself is shown.
pub(in crate::read) fn rewritten(source: &str, text: Range<usize>) -> Rewritten {
    let itself = || {
        let words = source.get(text.clone()).unwrap_or("");
        let start = text.start + (words.len() - words.trim_start().len());
        let shown = in_quotes(words.trim());
        let fix = Fix::one(place(start, start + words.trim().len()), shown.clone());
        Rewritten { shown, fix: Some(fix) }
    };
    // So far into a line stand only brackets; a line of megabytes is not searched once for each of them.
    let near = source.floor_char_boundary(text.start.saturating_sub(FAR)).min(text.start);
    if near > 0 && !source.get(near..text.start).is_some_and(|before| before.contains('\n')) {
        return itself();
    }
    let mut line = Line::at(source, text.start);
    let before = source.get(line.start + line.indentation..text.start).unwrap_or("");
    if lead_length(before) < before.len() {
        return itself();
    }
    let whole = source.get(line.start + line.indentation..).unwrap_or("").lines().next().unwrap_or("");
    line.lead = before;
    line.text = whole.get(before.len()..).unwrap_or("").trim_end();
    line.rewritten(source)
}

/// The edit that writes a text of several lines after `|`, where its paragraphs stay apart. A text with escapes is left to
/// its author.
pub(in crate::read) fn in_block(source: &str, text: Range<usize>, style: ScalarStyle) -> Option<Fix> {
    let typed = source.get(text.clone())?;
    let inside = match style {
        ScalarStyle::Plain => typed.to_owned(),
        ScalarStyle::SingleQuoted => typed.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'"),
        ScalarStyle::DoubleQuoted => typed.strip_prefix('"')?.strip_suffix('"')?.to_owned(),
        ScalarStyle::Literal | ScalarStyle::Folded => return None,
    };
    let line = Line::at(source, text.start);
    let has_escapes = style == ScalarStyle::DoubleQuoted && inside.contains('\\');
    if has_escapes || line.text_start() != text.start {
        return None;
    }
    let margin = " ".repeat(line.column_of_block());
    let mut written = "|".to_owned();
    for line in inside.trim().lines() {
        written.push('\n');
        if !line.trim().is_empty() {
            written.push_str(&margin);
            written.push_str(line.trim());
        }
    }
    Some(Fix::one(place(text.start, text.end), written))
}

/// `text` in quotes that do not end inside it.
fn in_quotes(text: &str) -> String {
    quoted(text).unwrap_or_else(|| format!("'{}'", text.replace('\'', "''")))
}

/// The words that are meant by a text that begins with a quotation mark: those inside, if the marks are YAML's own.
fn without_outer_quotes(text: &str) -> &str {
    let Some(sign) = text.chars().next().filter(|sign| matches!(sign, '"' | '\'')) else { return text };
    let inside = &text[1..];
    if let Some(inner) = inside.strip_suffix(sign).filter(|inner| !inner.is_empty()) {
        // `"No" or "yes"`: the text itself has quotations at both ends.
        let is_two = inner.matches(sign).count() == 2
            && inner.split(sign).nth(1).is_some_and(|between| between.starts_with(' ') && between.ends_with(' '));
        return if is_two { text } else { inner };
    }
    let is_apostrophe = |at: usize| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        letter(inside[..at].chars().next_back()) && letter(inside[at + 1..].chars().next())
    };
    let closing = inside.match_indices(sign).find(|(at, _)| !is_apostrophe(*at));
    // `'Tis so`, `'90s`: an apostrophe begins the word.
    let first = inside.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let is_elision =
        sign == '\'' && (ELIDED.contains(&first.as_str()) || first.starts_with(|c: char| c.is_ascii_digit()));
    if closing.is_none() && !is_elision { inside } else { text }
}

/// English words that begin with an apostrophe.
const ELIDED: [&str; 8] = ["tis", "twas", "twere", "til", "em", "cause", "round", "n"];

/// A line cut into its indentation, the dashes and keys of YAML, and the text after them.
pub(super) struct Line<'s> {
    /// Offset of its first character.
    pub(super) start: usize,
    pub(super) indentation: usize,
    /// The dashes and known keys: `- paragraph: `.
    pub(super) lead: &'s str,
    pub(super) text: &'s str,
}

impl<'s> Line<'s> {
    pub(super) fn at(source: &'s str, offset: usize) -> Line<'s> {
        let offset = offset.min(source.len());
        let start = source.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let rest = source.get(start..).unwrap_or("");
        let whole = rest.lines().next().unwrap_or("");
        let trimmed = whole.trim_start_matches([' ', '\t']);
        let indentation = whole.len() - trimmed.len();
        let lead_length = lead_length(trimmed);
        Line { start, indentation, lead: &trimmed[..lead_length], text: trimmed[lead_length..].trim_end() }
    }

    pub(super) fn text_start(&self) -> usize {
        self.start + self.indentation + self.lead.len()
    }

    pub(super) fn span(&self) -> Span {
        place(self.text_start(), self.text_start() + self.text.len())
    }

    /// Where the lines of the text begin if it is written below `|` or `>-`.
    fn column_of_block(&self) -> usize {
        let after_dash = self.lead.ends_with("- ") || self.lead.is_empty();
        self.indentation + if after_dash { self.lead.len().max(2) } else { last_key_start(self.lead) + 2 }
    }

    /// The lines that continue the text: those indented deeper than the line, empty ones between them included.
    fn further_lines<'t>(&self, source: &'t str) -> Vec<&'t str> {
        let mut lines = Vec::new();
        let mut last = 0;
        for line in source.get(self.start..).unwrap_or("").lines().skip(1) {
            let trimmed = line.trim_start_matches(' ');
            let is_empty = trimmed.trim().is_empty();
            let is_deeper = line.len() - trimmed.len() > self.indentation;
            if !is_empty && (!is_deeper || lead_length(trimmed) > 0) {
                break;
            }
            lines.push(line);
            if !is_empty {
                last = lines.len();
            }
        }
        lines.truncate(last);
        lines
    }

    /// The line with its text written so that it is only text.
    pub(super) fn rewritten(&self, source: &str) -> Rewritten {
        let further = self.further_lines(source);
        let start = self.text_start();
        let end = match further.last() {
            Some(last) => last.as_ptr() as usize - source.as_ptr() as usize + last.trim_end().len(),
            None => start + self.text.len(),
        };
        let margin = " ".repeat(self.indentation);
        let text =
            std::iter::once(self.text).chain(further.iter().map(|line| line.trim())).collect::<Vec<_>>().join(" ");
        let meant = without_outer_quotes(&text);
        if meant.chars().count() <= SHORT && !further.iter().any(|line| line.trim().is_empty()) {
            let written = in_quotes(meant);
            let fix = Fix::one(place(start, end), written.clone());
            return Rewritten { shown: format!("{margin}{}{written}", self.lead), fix: Some(fix) };
        }
        let margin_of_text = " ".repeat(self.column_of_block());
        let shown = shortened(meant);
        let mut written = ">-".to_owned();
        let lines = if further.is_empty() { vec![meant] } else { [&[self.text], further.as_slice()].concat() };
        for line in lines {
            written.push('\n');
            if !line.trim().is_empty() {
                written.push_str(&margin_of_text);
                written.push_str(line.trim());
            }
        }
        let fix = Fix::one(place(start, end), written);
        Rewritten { shown: format!("{margin}{}>-\n{margin_of_text}{shown}", self.lead), fix: Some(fix) }
    }
}

/// Where the last key of `- heading: ` begins.
fn last_key_start(lead: &str) -> usize {
    lead.trim_end().rfind(' ').map_or(0, |space| space + 1)
}

/// `text` in the quotes that need no escapes, if there are such.
pub(super) fn quoted(text: &str) -> Option<String> {
    if !text.contains('\'') {
        Some(format!("'{text}'"))
    } else if !text.contains(['"', '\\']) {
        Some(format!("\"{text}\""))
    } else {
        None
    }
}

/// Length of the dashes and known keys at the start of a line.
pub(super) fn lead_length(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        if let Some(after) = rest.strip_prefix("- ") {
            at += 2 + (after.len() - after.trim_start_matches(' ').len());
            continue;
        }
        match rest.split_once(": ") {
            Some((key, after)) if is_key(key) || at == 0 && is_respelled_key(key) => {
                at += key.len() + 2 + (after.len() - after.trim_start_matches(' ').len());
            }
            _ => return at,
        }
    }
}

/// The start of a text.
pub(super) fn shortened(text: &str) -> String {
    let shown: String = text.chars().take(SHOWN).collect();
    if text.chars().count() > SHOWN { format!("{shown}…") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::rewritten;

    #[test]
    fn a_short_text_is_rewritten_in_the_quotes_it_does_not_contain() {
        assert_eq!(rewritten("  - Noted: yes\n", 4..14).shown, "  - 'Noted: yes'");
        assert_eq!(rewritten("title: It's: so\n", 7..15).shown, "title: \"It's: so\"");
    }

    #[test]
    fn a_text_inside_brackets_is_shown_alone_and_a_dash_stays_a_part_of_its_text() {
        assert_eq!(rewritten("rows: [[1, x: y]]\n", 11..15).shown, "'x: y'");
        assert_eq!(rewritten("- - dash\n", 2..8).shown, "- '- dash'");
    }

    #[test]
    fn a_text_of_several_lines_is_rewritten_whole_after_a_folding_sign() {
        let source = "body:\n  - heading: The Committee noted: a long sentence that goes on for a while and\n      then ends here.\n    level: 1\n";
        assert_eq!(
            rewritten(source, 19..60).shown,
            "  - heading: >-\n      The Committee noted: a long sentence that goes on for a while and then ends here."
        );
    }
}
