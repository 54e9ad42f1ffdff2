//! The order of documents in a note, and what stands between its sources.
//!
//! Editorial Manual, footnotes, chapter III, A: symbols of one body by session and number, bodies by the alphabet, those of a parent
//! body before those of its subsidiary bodies, documents of limited distribution last; supplements first.

use std::cmp::Ordering;

/// Documents whose symbols are these, in their order; a supplement has its symbol or none.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    let rank = |symbol: &str| {
        let parts: Vec<String> = symbol.split('/').map(str::to_owned).collect();
        let first = parts.first().cloned().unwrap_or_default();
        let is_own = parts.get(1).is_none_or(|part| part.starts_with(|c: char| c.is_ascii_digit()) || part == "RES");
        let body = if is_own { String::new() } else { parts[1].clone() };
        let is_limited = parts.iter().any(|part| part.starts_with("L."));
        (first, body, is_limited, parts)
    };
    let (one, other) = (rank(one), rank(other));
    let by_body = (&one.0, &one.1, one.2).cmp(&(&other.0, &other.1, other.2));
    by_body.then_with(|| one.3.iter().map(|part| key(part)).cmp(other.3.iter().map(|part| key(part))))
}

/// A part of a symbol as it is counted: `Corr.` before `Add.`, 9 before 10.
fn key(part: &str) -> (u8, String, u64, String) {
    let letters: String = part.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let digits: String = part[letters.len()..].chars().take_while(char::is_ascii_digit).collect();
    let rest = part[letters.len() + digits.len()..].to_owned();
    let rank = match letters.as_str() {
        "Corr." => 0,
        "Add." => 1,
        _ => 2,
    };
    (rank, letters, digits.parse().unwrap_or(u64::MAX), rest)
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn symbols_stand_as_in_the_examples_of_the_manual() {
        let expected = [
            "A/53/955",
            "A/54/257",
            "A/54/279",
            "A/54/279/Corr.1",
            "A/54/279/Add.1",
            "A/54/793",
            "A/55/57",
            "A/54/L.2",
            "A/C.5/54/2",
            "A/C.5/54/21",
            "E/CN.7/2001/2",
            "E/CN.7/2001/2/Add.1",
            "E/CN.7/2001/16",
            "S/2007/647",
        ];
        let mut sorted: Vec<&str> = expected.into_iter().rev().collect();
        sorted.sort_by(|one, other| compare(one, other));
        assert_eq!(sorted, expected);
    }
}
