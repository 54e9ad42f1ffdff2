//! Keeps the words of lines such as `[Judge]: Guilty.`, which Markdown takes for the definition of a link.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use super::{Cover, Mask};

/// Each line covered may make a definition of the next one; a text has no more such rows.
const ROUNDS: usize = 8;

/// Covers the bracket of each definition that leads to no address, or that no link uses.
pub(super) fn cover(mask: &mut Mask<'_>, options: Options) {
    for _ in 0..ROUNDS {
        if !mask.covered.contains("]:") {
            return;
        }
        let parser = Parser::new_ext(&mask.covered, options);
        let defined: Vec<(String, usize, bool)> = parser
            .reference_definitions()
            .iter()
            .map(|(label, found)| (label.to_lowercase(), found.span.start, is_address(&found.dest)))
            .collect();
        if defined.is_empty() {
            return;
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
            return;
        }
        for start in text {
            let bracket = mask.typed[start..].find('[').map_or(start, |at| start + at);
            mask.cover(bracket..bracket + 1, Cover::Letter);
        }
    }
}

/// Whether a link can lead there.
fn is_address(target: &str) -> bool {
    target.contains("://") || target.starts_with("mailto:") || target.starts_with("www.") || target.contains(['/', '@'])
}
