//! Keeps the words of lines such as `[Judge]: Guilty.`, which Markdown takes for the definition of a link.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use super::{Cover, Mask};

/// Each line covered may make a definition of the next one; a text has no more such rows.
const ROUNDS: usize = 8;

/// So many blocks may stand in one another.
const NEAR: usize = 8;

/// Covers the bracket of each definition that leads to no address, or that no link uses. Gives the labels that are defined
/// anew: the parser drops these lines.
pub(super) fn cover(mask: &mut Mask<'_>, options: Options) -> Vec<Range<usize>> {
    for _ in 0..ROUNDS {
        if !mask.covered.contains("]:") {
            return Vec::new();
        }
        let parser = Parser::new_ext(&mask.covered, options);
        let defined: Vec<(String, usize, bool)> = parser
            .reference_definitions()
            .iter()
            .map(|(label, found)| (label.to_lowercase(), found.span.start, is_address(&found.dest)))
            .collect();
        if defined.is_empty() {
            return Vec::new();
        }
        let used: BTreeSet<String> = parser
            .filter_map(|event| match event {
                Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })
                    if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) =>
                {
                    Some(id.to_lowercase())
                }
                _ => None,
            })
            .collect();
        let text: Vec<usize> = defined
            .into_iter()
            .filter(|(label, _, is_address)| !is_address || !used.contains(label))
            .map(|(_, start, _)| start)
            .collect();
        if text.is_empty() {
            return repeated(&mask.covered, options);
        }
        for start in text {
            let bracket = mask.typed[start..].find('[').map_or(start, |at| start + at);
            mask.cover(bracket..bracket + 1, Cover::Letter);
        }
    }
    Vec::new()
}

/// The labels, with their brackets, of definitions that come after another of the same label: they stand in no block.
fn repeated(text: &str, options: Options) -> Vec<Range<usize>> {
    let parser = Parser::new_ext(text, options);
    let first: BTreeMap<String, Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(label, found)| (label.to_lowercase(), found.span.clone()))
        .collect();
    let mut blocks = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        let holds_words = matches!(
            event,
            Event::Start(
                Tag::Paragraph
                    | Tag::Heading { .. }
                    | Tag::CodeBlock(_)
                    | Tag::HtmlBlock
                    | Tag::Table(_)
                    | Tag::Link { .. }
            )
        );
        // In a tight list the words stand in the item itself.
        if holds_words || matches!(event, Event::Text(_)) {
            blocks.push(range);
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '>']);
        let start = at + line.len() - bare.len();
        at += line.len();
        let Some(label) = bare.strip_prefix('[').and_then(|rest| rest.split_once("]:")).map(|(label, _)| label) else {
            continue;
        };
        let is_later = first.get(&label.to_lowercase()).is_some_and(|first| !first.contains(&start));
        let before = blocks.partition_point(|block: &Range<usize>| block.start <= start);
        // A table is long, and its rows come after its start.
        let is_in_block = blocks[..before].iter().rev().take(NEAR).any(|block| block.contains(&start));
        if is_later && !is_in_block {
            found.push(start..start + label.len() + 2);
        }
    }
    found
}

/// Whether a link can lead there.
fn is_address(target: &str) -> bool {
    target.contains("://") || target.starts_with("mailto:") || target.starts_with("www.") || target.contains(['/', '@'])
}

#[cfg(test)]
mod tests {
    use super::super::inlines;

    #[test]
    fn a_second_address_of_a_label_is_found_and_a_line_of_a_paragraph_is_not() {
        let repeated = |text: &str| -> Vec<usize> {
            super::super::blocks(text, text.into(), std::iter::empty())
                .repeated
                .iter()
                .map(|range| range.start)
                .collect()
        };
        let first = "See [a][1].\n\n[1]: https://a.example/\n";
        assert_eq!(repeated(&format!("{first}[1]: https://b.example/\n")), [first.len()]);
        assert_eq!(repeated(&format!("{first}\n> [A]: https://a.example/\n")), Vec::<usize>::new());
        let long = "*a* b ".repeat(20);
        assert_eq!(repeated(&format!("{long}\n[1]: so it is.\n\n{first}")), Vec::<usize>::new());
        assert_eq!(inlines(first).repeated, []);
    }
}
