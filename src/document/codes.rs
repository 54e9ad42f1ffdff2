//! The codes of what building a document may find.

/// Codes of `document::build`: code, name, what it means.
pub const CODES: &[(&str, &str, &str)] = &[
    ("D01", "undefined-reference", "a reference names an id that nothing in the report has"),
    ("D02", "duplicate-id", "two things have the same id, so a reference cannot tell them apart"),
    ("D03", "unnumbered-target", "a reference names something that has no number"),
    ("D04", "unnamed-state", "the United Nations list of countries has no name for this code"),
    ("D05", "nested-note", "a note stands inside a note and is set in parentheses"),
    ("D06", "figure-made-smaller", "a figure is too high or too wide for the page and is drawn smaller than asked"),
    ("D07", "symbols-not-linked", "the report has more document symbols than are made links"),
];

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_are_unique_and_sorted() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
