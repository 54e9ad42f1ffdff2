//! Turns languages and characters into what Word wants to know of each run: direction, script class and language tag.

use std::ops::Range;

use super::xml::Xml;
use crate::document::Document;
use crate::facts::language::{Direction, Language, LanguageTag};

/// `w:lang`: a tag for each of Word's three classes of script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WordLanguage {
    pub(super) latin: Option<String>,
    pub(super) east_asia: Option<String>,
    pub(super) complex: Option<String>,
}

/// Word's classes of script: which font and which language attribute a run takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScriptClass {
    Latin,
    EastAsia,
    /// Complex and from left to right: Thai, Tibetan.
    Complex,
    /// Complex and from right to left.
    RightToLeft,
}

impl WordLanguage {
    /// The language of a passage, in the attribute of its class of script.
    pub(super) fn of(tag: &LanguageTag) -> WordLanguage {
        let value = Some(word_tag(tag));
        match class(tag) {
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

/// The class of script a language is written in.
pub(super) fn class(tag: &LanguageTag) -> ScriptClass {
    let mut parts = tag.as_str().split('-');
    let primary = parts.next().unwrap_or_default();
    let script = parts.find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic()));
    match (primary, script) {
        (_, Some("Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo")) => ScriptClass::RightToLeft,
        (_, Some("Hans" | "Hant" | "Jpan" | "Kore")) => ScriptClass::EastAsia,
        (_, Some("Latn" | "Cyrl")) => ScriptClass::Latin,
        ("ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi", _) => ScriptClass::RightToLeft,
        ("ja" | "ko" | "zh" | "yue", _) => ScriptClass::EastAsia,
        (
            "as" | "bn" | "bo" | "dz" | "gu" | "hi" | "km" | "kn" | "lo" | "ml" | "mr" | "my" | "ne" | "or" | "pa"
            | "si" | "ta" | "te" | "th",
            _,
        ) => ScriptClass::Complex,
        _ => ScriptClass::Latin,
    }
}

/// The direction of a paragraph: its own language's, else the document's.
pub(super) fn paragraph_direction(language: Option<&LanguageTag>, document: &Document) -> Direction {
    match language.map(class) {
        Some(ScriptClass::RightToLeft) => Direction::RightToLeft,
        Some(ScriptClass::Latin | ScriptClass::EastAsia | ScriptClass::Complex) => Direction::LeftToRight,
        None => document.direction,
    }
}

/// Whether a character belongs to the Chinese, Japanese or Korean scripts or their punctuation.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
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

/// The direction of a letter, or of what an embedding turns; signs, spaces and digits have none of their own.
pub(super) fn strong(c: char) -> Option<Direction> {
    match c {
        '\u{660}'..='\u{66c}' | '\u{6dd}' | '\u{6f0}'..='\u{6f9}' => None,
        '\u{202b}' | '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{200f}' => {
            Some(Direction::RightToLeft)
        }
        '\u{200e}' | '\u{202a}' => Some(Direction::LeftToRight),
        _ if c.is_alphabetic() => Some(Direction::LeftToRight),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ScriptClass, WordLanguage, class, directions};
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
        let tag = |text| LanguageTag::parse(text).map(|tag| class(&tag));
        assert_eq!(tag("ug"), Some(ScriptClass::RightToLeft));
        assert_eq!(tag("ug-Cyrl"), Some(ScriptClass::Latin));
        assert_eq!(tag("bo"), Some(ScriptClass::Complex));
        let arabic = WordLanguage::of_document(Language::Ar);
        assert_eq!(arabic.complex.as_deref(), Some("ar-SA"));
        assert_eq!(arabic.latin.as_deref(), Some("en-GB"));
    }
}
