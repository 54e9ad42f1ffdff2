//! Reads the words in the brackets of a citation as its sources.

use crate::read::ReferencePiece;

/// One source of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item<'t> {
    /// The words before it: `see`.
    pub(super) prefix: &'t str,
    /// Its key or document symbol.
    pub(super) key: &'t str,
    /// The words after it: `para. 12`.
    pub(super) locator: &'t str,
    /// The how-manieth it is among those written.
    pub(super) at: usize,
}

impl Item<'_> {
    /// Whether it is written as a document symbol, which needs no entry: `A/HRC/50/12`.
    pub(super) fn is_symbol(&self) -> bool {
        let mut parts = self.key.split('/');
        let is_organ = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase()) && part.chars().all(is_sign);
        let is_part = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_ascii() && !is_sign(c));
        parts.next().is_some_and(is_organ) && parts.clone().count() >= 1 && parts.all(is_part)
    }
}

/// Whether a sign can stand in a document symbol.
fn is_sign(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '(' | ')' | ' ')
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
    raw.split(';').filter(|part| part.contains('@')).enumerate().filter_map(|(at, part)| item(at, part)).collect()
}

fn item(at: usize, part: &str) -> Option<Item<'_>> {
    let (prefix, rest) = part.split_once('@')?;
    let key = rest[..key_length(rest)].trim_end_matches([':', '.']);
    let locator = rest[key.len()..].trim_start_matches([':', '.', ',', ' ', '\u{A0}']).trim_end();
    Some(Item { prefix: prefix.trim(), key, locator, at })
}

/// The bytes of the key that a text begins with. Of a symbol such as `S/RES/1325 (2000)` the parentheses are a part.
fn key_length(text: &str) -> usize {
    let length = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
    let rest = &text[length..];
    let inside = rest.strip_prefix([' ', '\u{A0}']).and_then(|rest| rest.strip_prefix('(')?.split_once(')'));
    let belongs = |inside: &str| {
        let is_year = inside.len() == 4 && inside.bytes().all(|byte| byte.is_ascii_digit());
        let is_roman = !inside.is_empty() && inside.bytes().all(|byte| b"IVXLC".contains(&byte));
        is_year || is_roman || ["Sect.", "Vol.", "Part"].iter().any(|word| inside.starts_with(word))
    };
    match inside.filter(|(inside, _)| text[..length].contains('/') && belongs(inside)) {
        Some((_, after)) => text.len() - after.len(),
        None => length,
    }
}

#[cfg(test)]
mod tests {
    use super::items;

    #[test]
    fn keys_end_where_their_words_begin() {
        let found =
            |raw: &'static str| items(raw).iter().map(|item| (item.prefix, item.key, item.locator)).collect::<Vec<_>>();
        assert_eq!(found("see @a, para. 3; @b: p. 2"), [("see", "a", "para. 3"), ("", "b", "p. 2")]);
        assert_eq!(found("@S/RES/1325 (2000), para. 3"), [("", "S/RES/1325 (2000)", "para. 3")]);
        assert_eq!(found("@müller:2018"), [("", "müller:2018", "")]);
        let is_symbol = |raw: &'static str| items(raw)[0].is_symbol();
        assert!(
            is_symbol("@A/HRC/50/12") && is_symbol("@GB.999/INS/4") && is_symbol("@A/72/6 (Sect. 7)/Corr.1, para. 2")
        );
        assert!(!is_symbol("@DBLP:conf/foo/Bar99") && !is_symbol("@smith") && !is_symbol("@a/b"));
    }
}
