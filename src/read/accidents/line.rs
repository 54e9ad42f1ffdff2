//! From a line of YAML to the same line rewritten, so that its text is only text.

use std::ops::Range;

use super::place;
use crate::read::{block_reader, report_reader, table_reader};
use crate::source::Span;

/// A text this short is shown in quotes; a longer one after `>-`, which needs no care for what it contains.
const SHORT: usize = 70;

/// Of a long text so many characters are shown.
const SHOWN: usize = 100;

/// The keys of the format that can stand before a text, to tell `title: a: b` from `The case: a: b`.
const KEYS: [&[&str]; 12] = [
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

/// Bytes of a line before a text that do not begin that text.
const FAR: usize = 2_000;

/// The line around a text rewritten so that the text is only text. Of a text inside brackets only itself is shown.
pub(in crate::read) fn rewritten(source: &str, text: Range<usize>) -> String {
    let itself = || {
        let words = source.get(text.clone()).unwrap_or("").trim();
        quoted(words).unwrap_or_else(|| format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\"")))
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

    /// The text with the lines that continue it: those indented deeper than the line, up to an empty one.
    fn whole_text(&self, source: &str) -> String {
        let mut text = self.text.to_owned();
        for line in source.get(self.start..).unwrap_or("").lines().skip(1) {
            let trimmed = line.trim_start_matches(' ');
            let deeper = line.len() - trimmed.len() > self.indentation;
            if !deeper || trimmed.is_empty() || lead_length(trimmed) > 0 || text.len() > 4 * SHOWN {
                break;
            }
            text.push(' ');
            text.push_str(trimmed.trim_end());
        }
        text
    }

    pub(super) fn rewritten(&self, source: &str) -> String {
        let text = self.whole_text(source);
        let margin = " ".repeat(self.indentation);
        if text.chars().count() <= SHORT
            && let Some(quoted) = quoted(&text)
        {
            return format!("{margin}{}{quoted}", self.lead);
        }
        let column = self.indentation
            + if self.lead.ends_with("- ") || self.lead.is_empty() {
                self.lead.len().max(2)
            } else {
                last_key_start(self.lead) + 2
            };
        let shown: String = text.chars().take(SHOWN).collect();
        let more = if text.chars().count() > SHOWN { "…" } else { "" };
        format!("{margin}{}>-\n{}{shown}{more}", self.lead, " ".repeat(column))
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
            Some((key, after)) if is_key(key) => {
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
        assert_eq!(rewritten("  - Noted: yes\n", 4..14), "  - 'Noted: yes'");
        assert_eq!(rewritten("title: It's: so\n", 7..15), "title: \"It's: so\"");
    }

    #[test]
    fn a_text_inside_brackets_is_shown_alone_and_a_dash_stays_a_part_of_its_text() {
        assert_eq!(rewritten("rows: [[1, x: y]]\n", 11..15), "'x: y'");
        assert_eq!(rewritten("- - dash\n", 2..8), "- '- dash'");
    }

    #[test]
    fn a_text_of_several_lines_is_rewritten_whole_after_a_folding_sign() {
        let source = "body:\n  - heading: The Committee noted: a long sentence that goes on for a while and\n      then ends here.\n    level: 1\n";
        assert_eq!(
            rewritten(source, 19..60),
            "  - heading: >-\n      The Committee noted: a long sentence that goes on for a while and then ends here."
        );
    }
}
