//! Reads the words in the brackets of a citation as its sources.

use crate::read::ReferencePiece;

/// One source of a citation.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item<'t> {
    /// The words before it: `see`.
    pub(super) prefix: &'t str,
    /// Its key or document symbol.
    pub(super) key: &'t str,
    /// The words after it: `para. 12`.
    pub(super) locator: &'t str,
}

impl Item<'_> {
    /// Whether it is a document symbol, which needs no entry.
    pub(super) fn is_symbol(&self) -> bool {
        self.key.contains('/')
    }
}

/// The words as they were written.
pub(super) fn written(pieces: &[ReferencePiece]) -> String {
    let mut raw = String::new();
    for piece in pieces {
        match piece {
            ReferencePiece::Text(words, _) => raw.push_str(words),
            ReferencePiece::Target(id) => {
                raw.push('@');
                raw.push_str(&id.value);
            }
        }
    }
    raw.trim().to_owned()
}

/// The sources, in the order written.
pub(super) fn items(raw: &str) -> Vec<Item<'_>> {
    let item = |part: &'_ str| -> Option<(usize, usize)> {
        let start = part.find('@')?;
        let rest = &part[start + 1..];
        let length = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
        Some((start, start + 1 + length))
    };
    raw.split(';')
        .filter_map(|part| {
            let (start, end) = item(part)?;
            Some(Item {
                prefix: part[..start].trim(),
                key: part[start + 1..end].trim_end_matches([':', '.']),
                locator: part[end..].trim_start_matches(',').trim(),
            })
        })
        .collect()
}
