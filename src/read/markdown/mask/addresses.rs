//! Finds web and e-mail addresses typed without marks.

use std::ops::Range;

use super::{Cover, Mask};

/// An address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read::markdown) struct Address {
    /// Where it stands.
    pub(in crate::read::markdown) range: Range<usize>,
    /// Where the link leads.
    pub(in crate::read::markdown) target: String,
}

/// The beginnings of web addresses.
const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// Covers the signs in addresses, so that `_` and `*` stay in them.
pub(super) fn cover(mask: &mut Mask<'_>) {
    let text = mask.typed;
    let mut at = 0;
    while let Some(found) = address_in(&text[at..]) {
        let range = at + found.range.start..at + found.range.end;
        at = range.end;
        if !stands_in_marks(&text[..range.start]) {
            mask.cover(range, Cover::Letter);
        }
    }
}

/// Whether what stands before an address makes it the target of a link: `](`, `<`, or the label of a definition.
fn stands_in_marks(before: &str) -> bool {
    let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
    let trimmed = line.trim_end();
    let is_definition = trimmed.ends_with("]:") && trimmed.starts_with('[') && !trimmed.starts_with("[^");
    let opens = before.trim_end_matches("mailto:");
    is_definition || opens.ends_with("](") || opens.ends_with('<') || opens.ends_with("](<")
}

/// The first address in a text.
pub(in crate::read::markdown) fn address_in(text: &str) -> Option<Address> {
    let mut from = 0;
    loop {
        let at = from + next_candidate(text.get(from..)?)?;
        let rest = &text[at..];
        if let Some(start) = STARTS.iter().find(|start| starts_with(rest, start)) {
            if let Some(found) = web(text, at, start) {
                return Some(found);
            }
            from = at + start.len();
        } else if let Some(found) = mail(text, at, from) {
            return Some(found);
        } else {
            from = at + 1;
        }
    }
}

/// Where an address could begin, or the `@` of one could stand.
fn next_candidate(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|at| match bytes[*at] {
        b'@' => true,
        b'h' | b'H' | b'w' | b'W' => STARTS.iter().any(|start| {
            let end = at + start.len();
            bytes.get(*at..end).is_some_and(|part| part.eq_ignore_ascii_case(start.as_bytes()))
        }),
        _ => false,
    })
}

fn starts_with(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|part| part.eq_ignore_ascii_case(start.as_bytes()))
}

fn web(text: &str, at: usize, start: &str) -> Option<Address> {
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '/' | '.' | '-' | '_')) {
        return None;
    }
    let rest = &text[at..];
    let end = rest.find(|c: char| !may_stand(c)).unwrap_or(rest.len());
    let length = trimmed_length(&rest[..end]);
    let host = rest.get(start.len()..length)?.split(['/', '?', '#']).next()?;
    if !host.contains('.') && start != "www." || host.is_empty() || host.starts_with('.') || host.ends_with('.') {
        return None;
    }
    let shown = &rest[..length];
    let target = if start == "www." { format!("https://{shown}") } else { shown.to_owned() };
    Some(Address { range: at..at + length, target })
}

/// Whether a character can stand in an address. Scripts without spaces end it.
fn may_stand(c: char) -> bool {
    match c {
        '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^' | '[' | ']' => false,
        c if c.is_ascii() => c.is_ascii_graphic(),
        '\u{2E80}'..='\u{FFFF}' | '\u{20000}'..='\u{3FFFF}' | '\u{0E00}'..='\u{0EFF}' => false,
        c => c.is_alphanumeric(),
    }
}

/// Length without the punctuation of the sentence around.
fn trimmed_length(address: &str) -> usize {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']);
        let closes_more = shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if closes_more { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == address.len() {
            return address.len();
        }
        address = shorter;
    }
}

/// `name@host`, whose `@` stands at `at`; it does not begin before `from`.
fn mail(text: &str, at: usize, from: usize) -> Option<Address> {
    if !text[at..].starts_with('@') {
        return None;
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    let before = &text[from..at];
    let name = &before[before.trim_end_matches(is_name).len()..];
    let name = name.trim_start_matches(['.', '_', '+', '-']);
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let after = &text[at + 1..];
    let host = &after[..after.find(|c| !is_host(c)).unwrap_or(after.len())];
    let host = host.trim_end_matches(['.', '-']);
    let ends_well =
        host.rsplit('.').next().is_some_and(|last| last.len() > 1 && last.bytes().all(|b| b.is_ascii_alphabetic()));
    if name.is_empty() || !host.contains('.') || !ends_well || host.starts_with('.') || host.contains("..") {
        return None;
    }
    let start = at - name.len();
    let shown = &text[start..at + 1 + host.len()];
    Some(Address { range: start..at + 1 + host.len(), target: format!("mailto:{shown}") })
}

#[cfg(test)]
mod tests {
    use super::address_in;

    fn found(text: &str) -> Option<(&str, String)> {
        address_in(text).map(|address| (&text[address.range], address.target))
    }

    #[test]
    fn an_address_ends_before_the_punctuation_of_its_sentence() {
        for (text, shown) in [
            ("see https://example.org/a_b_.", "https://example.org/a_b"),
            ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
            ("见https://example.org/页。", "https://example.org/"),
            ("**https://example.org**", "https://example.org"),
            ("https://example.org/*a*/2024, and", "https://example.org/*a*/2024"),
            ("HTTPS://Example.org/?a=1&b=2%2F", "HTTPS://Example.org/?a=1&b=2%2F"),
            ("https://ru.example.org/wiki/Право", "https://ru.example.org/wiki/Право"),
        ] {
            assert_eq!(found(text).map(|found| found.0), Some(shown), "{text}");
        }
    }

    #[test]
    fn addresses_without_a_scheme_get_one() {
        assert_eq!(found("at www.ohchr.org."), Some(("www.ohchr.org", "https://www.ohchr.org".to_owned())));
        assert_eq!(found("to a_b@example.org."), Some(("a_b@example.org", "mailto:a_b@example.org".to_owned())));
    }

    #[test]
    fn words_that_only_look_alike_are_no_addresses() {
        for text in ["@ohchr", "[para. @water]", "a@b", "https://", "http://x", "www.", "see x@1.2", "https and www"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
