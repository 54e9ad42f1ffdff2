//! The codes of what reading can find: a name in the code, and one table with a sentence for each.

pub(super) const NOT_YAML: &str = "Y01";
pub(super) const PROSE_TAKEN_FOR_YAML: &str = "Y02";
pub(super) const TAB_IN_INDENTATION: &str = "Y03";
pub(super) const UNCLOSED_QUOTE: &str = "Y04";
pub(super) const TEXT_AFTER_HASH: &str = "Y05";
pub(super) const SEVERAL_DOCUMENTS: &str = "Y06";
pub(super) const EXPLICIT_TAG: &str = "Y07";
pub(super) const BAD_ALIAS: &str = "Y08";
pub(super) const TOO_LARGE: &str = "Y09";
pub(super) const DUPLICATE_KEY: &str = "Y10";
pub(super) const UNKNOWN_KEY: &str = "Y11";
pub(super) const MISSING_KEY: &str = "Y12";
pub(super) const WRONG_TYPE: &str = "Y13";
pub(super) const WRONG_VALUE: &str = "Y14";
pub(super) const UNKNOWN_STATE: &str = "Y15";
pub(super) const BAD_BLOCK: &str = "Y16";
pub(super) const RAGGED_ROW: &str = "Y17";
pub(super) const COLUMN_COUNT: &str = "Y18";
pub(super) const DUPLICATE_ID: &str = "Y19";
pub(super) const BAD_ID: &str = "Y20";
pub(super) const CITATION: &str = "Y21";
pub(super) const FORBIDDEN_CHARACTER: &str = "Y22";
pub(super) const RAW_HTML: &str = "W01";
pub(super) const HEADING_TOO_DEEP: &str = "W02";
pub(super) const HEADING_WITHOUT_SPACE: &str = "W03";
pub(super) const UNDERLINED_HEADING: &str = "W04";
pub(super) const UNKNOWN_NOTE: &str = "W05";
pub(super) const UNUSED_NOTE: &str = "W06";
pub(super) const NOTE_IN_NOTE: &str = "W07";
pub(super) const NOTE_USED_TWICE: &str = "W08";
pub(super) const NOTE_DEFINED_TWICE: &str = "W09";
pub(super) const BAD_LINK: &str = "W10";
pub(super) const IMAGE_IN_TEXT: &str = "W11";
pub(super) const CODE: &str = "W12";
pub(super) const RULE: &str = "W13";
pub(super) const MARKS_OUT_OF_ORDER: &str = "W14";
pub(super) const TYPED_NUMBERS: &str = "W15";
pub(super) const PASTED_BULLET: &str = "W16";
pub(super) const BAD_ATTRIBUTE: &str = "W17";
pub(super) const BAD_FENCE: &str = "W18";
pub(super) const MISPLACED_BLOCK: &str = "W19";
pub(super) const CAPTION_ALONE: &str = "W20";
pub(super) const MARKS_IN_PLAIN_TEXT: &str = "W21";
pub(super) const PATH_OUTSIDE: &str = "F01";
pub(super) const CANNOT_READ: &str = "F02";
pub(super) const NOT_UTF8: &str = "F03";
pub(super) const UNKNOWN_PICTURE: &str = "F04";
pub(super) const DAMAGED_PICTURE: &str = "F05";
pub(super) const BAD_CSV: &str = "F06";
pub(super) const TURNED_PICTURE: &str = "F07";
pub(super) const PICTURE_FOR_PRINTERS: &str = "F08";
pub(super) const TOO_MANY_PIXELS: &str = "F09";
pub(super) const UNSAFE_PICTURE: &str = "F10";
pub(super) const MISSING_ALT_TEXT: &str = "A01";

/// Every code of this stage with its name and one sentence, sorted by code.
pub const CODES: &[(&str, &str, &str)] = &[
    (MISSING_ALT_TEXT, "missing-alt-text", "A picture has no alternative text for readers who do not see it."),
    (PATH_OUTSIDE, "path-outside-folder", "A file is named in a way that could leave the report's folder."),
    (CANNOT_READ, "cannot-read-file", "A file that the report names cannot be read."),
    (NOT_UTF8, "not-utf-8", "A text file is not written in UTF-8."),
    (UNKNOWN_PICTURE, "unknown-picture-kind", "A picture is not a PNG, JPEG or SVG file."),
    (DAMAGED_PICTURE, "damaged-picture", "A picture is damaged: its size cannot be read, or it is cut off."),
    (BAD_CSV, "bad-csv", "A CSV file cannot be read as a table."),
    (TURNED_PICTURE, "turned-picture", "A photograph stands upright only by a mark in the camera's data."),
    (PICTURE_FOR_PRINTERS, "picture-for-printers", "A photograph is saved in the colours of a printing press (CMYK)."),
    (TOO_MANY_PIXELS, "too-many-pixels", "A picture has more pixels than are read."),
    (UNSAFE_PICTURE, "unsafe-picture", "A picture asks too much of the machine, or leads to another place."),
    (RAW_HTML, "raw-html", "The text contains HTML, which is not read."),
    (
        HEADING_TOO_DEEP,
        "heading-too-deep",
        "A heading has more than five number signs, and headings have five levels: I., A., 1., (a), (i).",
    ),
    (HEADING_WITHOUT_SPACE, "heading-without-space", "A line begins with number signs but no space follows them."),
    (
        UNDERLINED_HEADING,
        "underlined-heading",
        "A line of hyphens or equals signs turns the text above it into a heading.",
    ),
    (UNKNOWN_NOTE, "unknown-note", "A footnote mark has no footnote."),
    (UNUSED_NOTE, "unused-note", "A footnote is defined but no mark points at it."),
    (NOTE_IN_NOTE, "note-in-note", "A footnote contains another footnote."),
    (NOTE_USED_TWICE, "note-used-twice", "Two marks point at one footnote."),
    (NOTE_DEFINED_TWICE, "note-defined-twice", "One footnote mark is defined twice."),
    (BAD_LINK, "bad-link", "A link does not lead to a web page or an e-mail address."),
    (IMAGE_IN_TEXT, "image-in-text", "A picture stands inside a sentence."),
    (CODE, "code", "The text contains program code, which is set as ordinary text."),
    (RULE, "horizontal-rule", "The text contains a horizontal line, which is left out."),
    (MARKS_OUT_OF_ORDER, "marks-out-of-order", "The marks typed before list items are not in sequence."),
    (TYPED_NUMBERS, "typed-numbers", "Paragraph numbers were typed by hand."),
    (PASTED_BULLET, "pasted-bullet", "A list uses bullets pasted from a word processor."),
    (BAD_ATTRIBUTE, "bad-attribute", "The words in braces after a text are not understood."),
    (BAD_FENCE, "bad-fence", "A block of recommendations is not opened or closed properly."),
    (MISPLACED_BLOCK, "misplaced-block", "A block stands where it cannot stand."),
    (CAPTION_ALONE, "caption-alone", "A caption line stands neither after a table nor after a picture."),
    (
        MARKS_IN_PLAIN_TEXT,
        "marks-in-plain-text",
        "The title or subtitle has marks of Markdown, which are printed as typed.",
    ),
    (NOT_YAML, "not-yaml", "The file cannot be read as YAML."),
    (PROSE_TAKEN_FOR_YAML, "prose-taken-for-yaml", "A text contains or begins with a sign that has a meaning in YAML."),
    (TAB_IN_INDENTATION, "tab-in-indentation", "A line is indented with a tab."),
    (UNCLOSED_QUOTE, "unclosed-quote", "A quotation mark is opened and never closed."),
    (TEXT_AFTER_HASH, "text-after-hash", "YAML takes the end of a text for a comment."),
    (SEVERAL_DOCUMENTS, "several-documents", "The file holds more than one YAML document."),
    (EXPLICIT_TAG, "explicit-tag", "A value begins with an exclamation mark, which has a meaning in YAML."),
    (BAD_ALIAS, "bad-alias", "A value begins with an asterisk or an ampersand, which have a meaning in YAML."),
    (TOO_LARGE, "too-large", "Something is larger, longer, deeper or more than is read: see docs/limits.md."),
    (DUPLICATE_KEY, "duplicate-key", "A key is given twice."),
    (UNKNOWN_KEY, "unknown-key", "A key is not known at this place."),
    (MISSING_KEY, "missing-key", "A key that every report needs is missing."),
    (WRONG_TYPE, "wrong-type", "A value is of another kind than is expected."),
    (WRONG_VALUE, "wrong-value", "A value is not one of those that are accepted."),
    (UNKNOWN_STATE, "unknown-state", "The State is not named by its ISO 3166-1 alpha-3 code."),
    (BAD_BLOCK, "bad-block", "A block has no kind or several kinds."),
    (RAGGED_ROW, "ragged-row", "A row of a table has more or fewer cells than the header."),
    (COLUMN_COUNT, "column-count", "Widths or alignments are not as many as the columns."),
    (DUPLICATE_ID, "duplicate-id", "Two places have the same id."),
    (BAD_ID, "bad-id", "An id contains characters that ids cannot have."),
    (CITATION, "citations-not-built", "Citations from a list of references are not supported yet."),
    (
        FORBIDDEN_CHARACTER,
        "forbidden-character",
        "The text contains an invisible character that can corrupt or disguise it.",
    ),
];

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_and_names_are_unique_and_sorted() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0), "not sorted");
        let mut names: Vec<&str> = CODES.iter().map(|row| row.1).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "a name stands twice");
    }

    #[test]
    fn every_named_code_stands_in_the_table() {
        let this = include_str!("codes.rs");
        let named = this.lines().filter_map(|line| line.strip_prefix("pub(super) const ")?.split('"').nth(1));
        let codes: Vec<&str> = named.collect();
        assert_eq!(codes.len(), CODES.len());
        assert!(codes.iter().all(|code| CODES.iter().any(|row| row.0 == *code)));
    }
}
