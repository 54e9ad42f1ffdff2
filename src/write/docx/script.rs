//! Turns languages and characters into what Word wants to know of each run: direction, script class and language tag.

use std::ops::Range;

use super::xml::Xml;
use crate::document::Document;
use crate::facts::language::{Direction, Language, LanguageTag};
use crate::text::ScriptClass;
use crate::text::letters::strong;

/// `w:lang`: a tag for each of Word's three classes of script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WordLanguage {
    pub(super) latin: Option<String>,
    pub(super) east_asia: Option<String>,
    pub(super) complex: Option<String>,
}

impl WordLanguage {
    /// The language of a passage, in the attribute of its class of script.
    pub(super) fn of(tag: &LanguageTag) -> WordLanguage {
        let value = Some(word_tag(tag));
        match tag.class() {
            ScriptClass::Latin => WordLanguage { latin: value, ..WordLanguage::default() },
            ScriptClass::EastAsia => WordLanguage { east_asia: value, ..WordLanguage::default() },
            ScriptClass::Complex | ScriptClass::RightToLeft => {
                WordLanguage { complex: value, ..WordLanguage::default() }
            }
        }
    }

    /// The languages of a whole document: its own in its class, a plain choice in the two others.
    pub(super) fn of_document(language: Language) -> WordLanguage {
        let own = WordLanguage::of(&language.into());
        WordLanguage {
            latin: own.latin.or(Some("en-GB".into())),
            east_asia: own.east_asia.or(Some("zh-CN".into())),
            complex: own.complex.or(Some("ar-SA".into())),
        }
    }

    /// Writes the element with its attributes.
    pub(super) fn write(&self, element: &str, xml: &mut Xml) {
        let attributes: Vec<(&str, &str)> =
            [("w:val", &self.latin), ("w:eastAsia", &self.east_asia), ("w:bidi", &self.complex)]
                .into_iter()
                .filter_map(|(name, tag)| Some((name, tag.as_deref()?)))
                .collect();
        xml.empty(element, &attributes);
    }
}

/// The tag with a region where Word's proofing tools need one; United Nations English is spelt the British way.
pub(super) fn word_tag(tag: &LanguageTag) -> String {
    match tag.as_str() {
        "ar" => "ar-SA",
        "en" => "en-GB",
        "es" => "es-ES",
        "fr" => "fr-FR",
        "nb" | "no" => "nb-NO",
        "ru" => "ru-RU",
        "zh" | "zh-Hans" => "zh-CN",
        "zh-Hant" => "zh-TW",
        other => other,
    }
    .to_owned()
}

/// The direction of a paragraph: its own language's, else the document's.
pub(super) fn paragraph_direction(language: Option<&LanguageTag>, document: &Document) -> Direction {
    language.map_or(document.direction, LanguageTag::direction)
}

/// The text cut into pieces of one direction: Word reads the direction of a run from `w:rtl`, not from its letters.
///
/// Signs and spaces between two pieces of one direction go with them, all others with the direction around.
pub(super) fn directions(text: &str, around: Direction) -> Vec<(Range<usize>, Direction)> {
    if around == Direction::LeftToRight && text.is_ascii() && !text.is_empty() {
        return vec![(0..text.len(), around)];
    }
    let mut pieces: Vec<(Range<usize>, Direction)> = vec![];
    // Where the signs begin whose direction the next letter decides.
    let mut open = 0;
    for (at, c) in text.char_indices() {
        // A number goes with the letters before it (UAX #9, W2 and W7).
        // So does the end of what a direction control turns.
        let number = || pieces.last().map(|(_, last)| *last).filter(|_| c.is_numeric() || c == '\u{202c}');
        let Some(direction) = strong(c).or_else(number) else { continue };
        let after = at + c.len_utf8();
        match pieces.last_mut() {
            Some((range, last)) if *last == direction => range.end = after,
            last => {
                let joins_before = last.as_ref().is_some_and(|(_, last)| *last == around);
                if let (Some((range, _)), true) = (last, joins_before) {
                    range.end = at;
                    open = at;
                }
                if direction == around {
                    pieces.push((open..after, direction));
                } else {
                    if open < at {
                        pieces.push((open..at, around));
                    }
                    pieces.push((at..after, direction));
                }
            }
        }
        open = after;
    }
    match pieces.last_mut() {
        Some((range, last)) if *last == around => range.end = text.len(),
        _ if open < text.len() => pieces.push((open..text.len(), around)),
        _ => {}
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{WordLanguage, directions};
    use crate::facts::language::{Direction, Language, LanguageTag};

    fn cut(text: &str, around: Direction) -> Vec<(&str, bool)> {
        directions(text, around).into_iter().map(|(range, d)| (&text[range], d == Direction::RightToLeft)).collect()
    }

    #[test]
    fn signs_between_arabic_words_stay_arabic_and_the_rest_follows_the_paragraph() {
        let text = "the word (حق، السكن) here";
        assert_eq!(cut(text, Direction::LeftToRight), [("the word (", false), ("حق، السكن", true), (") here", false)]);
        assert_eq!(
            cut("المادة 11، E/C.12 ثم", Direction::RightToLeft),
            [("المادة 11، ", true), ("E/C.12", false), (" ثم", true)]
        );
    }

    #[test]
    fn text_of_one_direction_is_one_piece() {
        assert_eq!(cut("(a) plain, 12.", Direction::LeftToRight), [("(a) plain, 12.", false)]);
        assert_eq!(cut("12.", Direction::RightToLeft), [("12.", true)]);
        assert_eq!(cut("", Direction::LeftToRight), []);
        let phone = "\u{202a}+47 22 33\u{202c}";
        assert_eq!(cut(phone, Direction::RightToLeft), [(phone, false)]);
        assert_eq!(cut("ا b", Direction::LeftToRight), [("ا", true), (" b", false)]);
    }

    #[test]
    fn each_language_stands_in_the_attribute_of_its_script() {
        let kashmiri = LanguageTag::parse("ks").map(|tag| WordLanguage::of(&tag));
        assert_eq!(kashmiri.and_then(|language| language.complex).as_deref(), Some("ks"));
        let arabic = WordLanguage::of_document(Language::Ar);
        assert_eq!(arabic.complex.as_deref(), Some("ar-SA"));
        assert_eq!(arabic.latin.as_deref(), Some("en-GB"));
    }
}
