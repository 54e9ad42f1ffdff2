//! Reads the words in braces after a text, `{#water lang=fr}`: an id and its companions.

use std::ops::Range;

/// What stands in braces; ranges count from the opening brace's successor.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// `#water`, without the sign.
    pub(super) id: Option<(String, Range<usize>)>,
    /// `-`: no number.
    pub(super) unnumbered: bool,
    /// `lang=fr`: key, value and the place of both.
    pub(super) values: Vec<(String, String, Range<usize>)>,
    /// Words that are none of these.
    pub(super) strange: Vec<(String, Range<usize>)>,
}

/// Reads the words between braces; `None` if they are prose that happens to stand in braces.
pub(super) fn parse(inside: &str) -> Option<Attributes> {
    let mut attributes = Attributes::default();
    for range in words(inside) {
        let word = &inside[range.clone()];
        if let Some(id) = word.strip_prefix('#') {
            attributes.id = Some((id.to_owned(), range));
        } else if let Some(id) = attributes.id.as_mut().filter(|id| id.0.is_empty()) {
            // `{# water}`.
            *id = (word.to_owned(), range);
        } else if matches!(word, "-" | "–" | "—" | ".unnumbered") {
            attributes.unnumbered = true;
        } else if let Some((key, value)) = word.split_once('=') {
            let value = value.trim_matches(['"', '\'', '“', '”', '„', '«', '»']);
            attributes.values.push((key.to_owned(), value.to_owned(), range));
        } else if let Some(value) = attributes.values.last_mut().filter(|value| goes_on(&value.0, &value.1, word)) {
            value.1 = format!("{} {word}", value.1);
            value.2.end = range.end;
        } else {
            attributes.strange.push((word.to_owned(), range));
        }
    }
    let is_meant = attributes.id.is_some() || attributes.unnumbered || !attributes.values.is_empty();
    is_meant.then_some(attributes)
}

impl Attributes {
    /// `{#my id}`: the id with hyphens for its spaces, if all that is not understood are words right after it.
    pub(super) fn parted_id(&self) -> Option<String> {
        let (id, place) = self.id.as_ref()?;
        let mut end = place.end;
        let mut whole = id.clone();
        for (word, range) in &self.strange {
            if range.start != end + 1 || !is_of_id(word) || KEYS.contains(&word.as_str()) {
                return None;
            }
            whole.push('-');
            whole.push_str(word);
            end = range.end;
        }
        (!self.strange.is_empty()).then_some(whole)
    }
}

/// The keys that lack their value where they stand alone.
const KEYS: [&str; 12] = [
    "lang",
    "language",
    "articles",
    "article",
    "budget",
    "widths",
    "width",
    "align",
    "alt",
    "landscape",
    "small",
    "unnumbered",
];

fn is_of_id(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Whether a word belongs to the value before it, which has a space: `articles=5 (a), 12`, `budget=2 pages`.
fn goes_on(key: &str, value: &str, word: &str) -> bool {
    match key {
        "articles" | "article" => {
            word.starts_with('(') || value.ends_with(',') && word.starts_with(|c: char| c.is_ascii_digit())
        }
        "budget" => matches!(word, "word" | "words" | "page" | "pages"),
        _ => false,
    }
}

/// The words of a text; white space inside quotation marks does not part them.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        if matches!(c, '"' | '“' | '”') {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            if let Some(start) = start.take() {
                words.push(start..at);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(start) = start {
        words.push(start..text.len());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn ids_dashes_and_values_may_be_mixed_and_prose_is_left_alone() {
        let found = parse("- #water lang=fr widths=\"2*, 3cm\"").expect("attributes");
        assert_eq!(found.id, Some(("water".to_owned(), 2..8)));
        assert!(found.unnumbered);
        assert_eq!(found.values[1], ("widths".to_owned(), "2*, 3cm".to_owned(), 17..33));
        assert_eq!(parse("sic"), None);
        assert_eq!(parse("# water").and_then(|found| found.id), Some(("water".to_owned(), 2..7)));
        let found = parse("articles=5 (a), 12 budget=2 pages #rents").expect("attributes");
        let values: Vec<&str> = found.values.iter().map(|(_, value, _)| value.as_str()).collect();
        assert_eq!((values, found.strange.len()), (vec!["5 (a), 12", "2 pages"], 0));
    }
}
