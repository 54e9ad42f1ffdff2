//! Captions of tables and pictures: which paragraphs are some, and what of them is label and number.

use crate::facts::language::Labels;
use crate::read::word::Paragraph;

/// What a paragraph is the caption of, by its style: a `table` or a `figure`. Our own styles have further words.
pub(super) fn caption_of(paragraph: &Paragraph) -> Option<&'static str> {
    let style = paragraph.style.as_str();
    if style.starts_with("figure caption") {
        Some("figure")
    } else if style == "caption" || style.starts_with("table caption") {
        Some("table")
    } else {
        None
    }
}

/// The label and number at the start of a caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CaptionLabel {
    /// The number.
    pub(super) number: String,
    /// How many characters both take, with what stands after them.
    pub(super) length: usize,
}

/// The label and number of a caption, `Table 12. `, in any of these languages.
pub(super) fn caption_label(text: &str, all: &[&Labels]) -> Option<CaptionLabel> {
    let words = text.trim_start();
    let numbered = |label: &String| {
        let rest = words.strip_prefix(label.as_str())?.trim_start();
        let is_digit = |c: &char| c.is_ascii_digit() || "IVXLC".contains(*c);
        let number: String = rest.chars().take_while(is_digit).collect();
        let after = &rest[number.len()..];
        let is_whole = !number.is_empty() && !after.starts_with(|c: char| c.is_ascii_alphanumeric());
        is_whole.then_some((number, after))
    };
    let (number, after) = all.iter().flat_map(|labels| [&labels.table, &labels.figure]).find_map(numbered)?;
    let is_space = |c: char| c.is_whitespace() || c == '\u{A0}';
    let spaced = after.trim_start_matches(is_space);
    // One sign parts them; a second belongs to the title.
    let title =
        spaced.strip_prefix(['.', ':', '–', '—', '-', '：', '．']).unwrap_or(spaced).trim_start_matches(is_space);
    Some(CaptionLabel { number, length: text.chars().count() - title.chars().count() })
}

#[cfg(test)]
mod tests {
    use super::{CaptionLabel, caption_label};
    use crate::facts::language::{Labels, Language};

    #[test]
    fn labels_of_captions_are_found_with_their_numbers() {
        let languages = [Language::En, Language::Fr, Language::Zh];
        let all = languages.map(|language| Labels::load(language).expect("it is whole"));
        let label = |number: &str, length| Some(CaptionLabel { number: number.to_owned(), length });
        assert_eq!(caption_label("Table 12. Rents", &all), label("12", 10));
        assert_eq!(caption_label("Tableau 1 : Loyers", &all), label("1", 12));
        assert_eq!(caption_label("表 2　租金", &all), label("2", 4));
        assert_eq!(caption_label("Tables of rents", &all), None);
        assert_eq!(caption_label("Table 3rd", &all), None);
    }
}
