//! Counts the words of a document as Microsoft Word counts them, part by part (`docs/word-count.md`).

use serde::Serialize;

use super::walk::{Place, Visit};
use crate::document::{Document, PartKind, Role};
use crate::source::Span;
use crate::text::letters::{has_no_spaces, is_invisible, is_no_break_space};

/// The words of a text as Word counts them: what stands between white space, and each East Asian character by itself.
pub fn words(text: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    for character in text.chars() {
        if character.is_ascii_graphic() {
            count += usize::from(!inside);
            inside = true;
        } else if is_separator(character) {
            inside = false;
        } else if has_no_spaces(character) {
            inside = false;
            count += 1;
        } else if !inside && !is_no_break_space(character) && !is_invisible(character) {
            inside = true;
            count += 1;
        }
    }
    count
}

/// White space ends a word; a no-break space does not, it binds what belongs together.
fn is_separator(character: char) -> bool {
    character.is_whitespace() && !is_no_break_space(character)
}

/// The words of a report.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Count {
    /// Its parts in order.
    pub parts: Vec<PartCount>,
}

/// The words of one part. Numbers of paragraphs and headings and marks of notes are in none of them.
#[derive(Clone, Debug, Serialize)]
pub struct PartCount {
    /// Which part.
    #[serde(serialize_with = "part_name")]
    pub kind: PartKind,
    /// Running text: paragraphs, lists, recommendations, quotations, lines of a title block or of the contents.
    pub text: usize,
    /// Headings.
    pub headings: usize,
    /// Cells of tables.
    pub tables: usize,
    /// Captions with their labels and numbers; sources and notes of tables and figures.
    pub captions: usize,
    /// Footnotes whose marks stand in this part.
    pub notes: usize,
    /// What stands under each heading of the first level, with that heading and its footnotes.
    pub sections: Vec<SectionCount>,
    /// Where it stands in the author's file.
    #[serde(skip)]
    pub span: Span,
}

/// The words under a heading of the first level.
#[derive(Clone, Debug, Serialize)]
pub struct SectionCount {
    /// The heading.
    pub title: String,
    /// Its words and all under it.
    pub words: usize,
    /// The treaty articles that the heading names: `11`, `5 (a)`.
    pub articles: Vec<String>,
    /// Where the heading stands.
    #[serde(skip)]
    pub span: Span,
}

impl PartCount {
    /// All words of the part.
    pub fn total(&self) -> usize {
        self.text + self.headings + self.tables + self.captions + self.notes
    }
}

/// The name of a part in our JSON and messages.
pub(crate) const fn part_label(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Cover => "cover",
        PartKind::Title => "title",
        PartKind::Profile => "profile",
        PartKind::Contents => "contents",
        PartKind::Summary => "summary",
        PartKind::Body => "body",
        PartKind::Annex => "annex",
        PartKind::Sources => "sources",
    }
}

pub(crate) fn part_name<S: serde::Serializer>(kind: &PartKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(part_label(*kind))
}

/// Counts the words of a report.
pub fn count(document: &Document) -> Count {
    counted(document, &super::walk::paragraphs(document))
}

pub(super) fn counted(document: &Document, paragraphs: &[Visit]) -> Count {
    let part = |part: &crate::document::Part| PartCount {
        kind: part.kind,
        text: 0,
        headings: 0,
        tables: 0,
        captions: 0,
        notes: 0,
        sections: Vec::new(),
        span: part.span,
    };
    let mut parts: Vec<PartCount> = document.parts.iter().map(part).collect();
    for visit in paragraphs {
        let Some(part) = parts.get_mut(visit.part_index) else { continue };
        let words = words(&visit.text.words);
        match visit.place {
            Place::Text | Place::Item | Place::Recommendation | Place::Quotation | Place::Contents => {
                part.text += words
            }
            Place::Heading => part.headings += words,
            Place::Table => part.tables += words,
            Place::Caption | Place::Below => part.captions += words,
            Place::Note => part.notes += words,
        }
        if visit.place == Place::Heading && visit.paragraph.role == Role::Heading(1) {
            let title = visit.text.words.clone();
            let articles = visit.paragraph.articles.iter().map(ToString::to_string).collect();
            part.sections.push(SectionCount { title, words: 0, articles, span: visit.paragraph.span });
        }
        if let Some(section) = part.sections.last_mut() {
            section.words += words;
        }
    }
    Count { parts }
}

#[cfg(test)]
mod tests {
    use super::{count, words};
    use crate::document::{PartKind, sample};

    #[test]
    fn hyphens_slashes_and_dashes_without_spaces_do_not_divide_words() {
        assert_eq!(words("a well-known and/or follow-up"), 4);
        assert_eq!(words("rights—all of them"), 3);
        assert_eq!(words("2020–2023"), 1);
    }

    #[test]
    fn signs_between_spaces_are_words() {
        assert_eq!(words("rights – all of them"), 5);
        assert_eq!(words("A & B / C"), 5);
    }

    #[test]
    fn numbers_symbols_and_addresses_are_one_word_each() {
        assert_eq!(words("1,500 3.5 % E/C.12/CHN/CO/3 https://example.org/a?b=c office@example.org"), 6);
        assert_eq!(words("30 June 2003"), 3);
    }

    #[test]
    fn a_no_break_space_binds_and_line_ends_and_tabs_divide() {
        assert_eq!(words("logement\u{A0}: 5\u{202F}000"), 2);
        assert_eq!(words("one\ntwo\tthree"), 3);
        assert_eq!(words(" \u{200B} \n"), 0);
    }

    #[test]
    fn chinese_counts_by_the_character_with_its_full_width_punctuation() {
        assert_eq!(words("适足住房权。"), 6);
        assert_eq!(words("第3条和第11条"), 7);
        assert_eq!(words("参见E/C.12/CHN/CO/3，第47段"), 7);
    }

    #[test]
    fn arabic_counts_what_stands_between_spaces_with_its_clitics() {
        assert_eq!(words("وبالحق في السكن اللائق"), 4);
        assert_eq!(words("الحق، والسكن."), 2);
    }

    #[test]
    fn numbers_of_paragraphs_and_marks_of_notes_do_not_count() {
        let count = count(&sample::everything());
        let body = count.parts.iter().find(|part| part.kind == PartKind::Body).expect("the sample has a body");
        assert_eq!(body.headings, words("Housing and water"));
        // The address of the link is printed in a note of its own.
        assert_eq!(body.notes, words("https://example.org/survey.") + words("E/C.12/CHN/CO/3, para. 47."));
        assert_eq!(body.captions, words("Table 1. Rents by district") + words("Figure 1. A square"));
        assert_eq!(body.tables, 6);
        assert_eq!(body.sections.len(), 1);
        assert_eq!(body.sections[0].words, body.total());
    }

    proptest::proptest! {
        #[test]
        fn two_texts_with_a_space_between_have_the_words_of_both(one in ".{0,40}", other in ".{0,40}") {
            proptest::prop_assert_eq!(words(&format!("{one} {other}")), words(&one) + words(&other));
        }
    }
}
