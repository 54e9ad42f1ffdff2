//! Language tags, and what a language's script decides: direction, class, italics.

/// The direction of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the left.
    LeftToRight,
    /// From the right.
    RightToLeft,
}

/// The classes of script that typesetting and Word tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptClass {
    /// Latin, Cyrillic, Greek and the like.
    Latin,
    /// Chinese, Japanese, Korean.
    EastAsia,
    /// Complex and from left to right: Thai, Tibetan.
    Complex,
    /// From right to left: Arabic, Hebrew.
    RightToLeft,
}

/// The languages whose usual script is not of the class of Latin.
const LANGUAGES: [(ScriptClass, &[&str]); 3] = [
    (ScriptClass::RightToLeft, &["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"]),
    (ScriptClass::EastAsia, &["ja", "ko", "yue", "zh"]),
    (
        ScriptClass::Complex,
        &[
            "as", "bn", "bo", "dz", "gu", "hi", "km", "kn", "lo", "ml", "mr", "my", "ne", "or", "pa", "si", "ta", "te",
            "th",
        ],
    ),
];

/// The scripts (ISO 15924) that a tag can name, by class; all others are of the class of Latin.
const SCRIPTS: [(ScriptClass, &[&str]); 3] = [
    (ScriptClass::RightToLeft, &["Adlm", "Arab", "Aran", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"]),
    (ScriptClass::EastAsia, &["Hang", "Hani", "Hans", "Hant", "Jpan", "Kore"]),
    (
        ScriptClass::Complex,
        &[
            "Beng", "Deva", "Gujr", "Guru", "Khmr", "Knda", "Laoo", "Mlym", "Mymr", "Orya", "Sinh", "Taml", "Telu",
            "Thai", "Tibt",
        ],
    ),
];

/// The primary language of a tag: `zh` of `zh-Hans`.
pub fn primary(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(primary, _)| primary)
}

/// The class of script that a language is written in: that of the script that its tag names, else the usual one.
pub fn class(tag: &str) -> ScriptClass {
    let script = tag.split('-').skip(1).find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic()));
    let (table, name) = match script {
        Some(script) => (&SCRIPTS, script),
        None => (&LANGUAGES, primary(tag)),
    };
    table.iter().find(|(_, names)| names.contains(&name)).map_or(ScriptClass::Latin, |(class, _)| *class)
}

/// The direction of a language.
pub fn direction(tag: &str) -> Direction {
    match class(tag) {
        ScriptClass::RightToLeft => Direction::RightToLeft,
        ScriptClass::Latin | ScriptClass::EastAsia | ScriptClass::Complex => Direction::LeftToRight,
    }
}

/// Whether a language has italics: Arabic and Chinese have none, and emphasis is bold there.
pub fn has_italics(tag: &str) -> bool {
    match class(tag) {
        ScriptClass::Latin | ScriptClass::Complex => true,
        ScriptClass::RightToLeft | ScriptClass::EastAsia => false,
    }
}

/// The language of a passage, a BCP 47 tag in its canonical case: `fr`, `zh-Hans`, `ug`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// From a tag such as `fr` or `zh-Hans`: two or three letters, then parts of two to eight letters or digits.
    pub fn parse(text: &str) -> Option<LanguageTag> {
        let mut tag = String::new();
        for (at, part) in text.split('-').enumerate() {
            let valid = part.chars().all(|c| c.is_ascii_alphanumeric());
            match at {
                0 if (2..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic()) => {
                    tag.push_str(&part.to_ascii_lowercase());
                }
                0 => return None,
                _ if !valid || !(2..=8).contains(&part.len()) => return None,
                _ => {
                    tag.push('-');
                    match part.len() {
                        2 => tag.push_str(&part.to_ascii_uppercase()),
                        4 => {
                            tag.push_str(&part[..1].to_ascii_uppercase());
                            tag.push_str(&part[1..].to_ascii_lowercase());
                        }
                        _ => tag.push_str(&part.to_ascii_lowercase()),
                    }
                }
            }
        }
        Some(LanguageTag(tag))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// From the code of an official language.
    pub(crate) fn of_code(code: &str) -> LanguageTag {
        LanguageTag(code.to_owned())
    }

    /// The class of its script.
    pub fn class(&self) -> ScriptClass {
        class(&self.0)
    }

    /// The direction of its script.
    pub fn direction(&self) -> Direction {
        direction(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{LanguageTag, ScriptClass};

    #[test]
    fn tags_take_their_canonical_case() {
        let tag = |text| LanguageTag::parse(text).map(|tag| tag.as_str().to_owned());
        assert_eq!(tag("ZH-hans-cn").as_deref(), Some("zh-Hans-CN"));
        assert_eq!(tag("french language"), None);
    }

    #[test]
    fn a_script_in_the_tag_decides_before_the_language() {
        let class = |tag| LanguageTag::parse(tag).map(|tag| tag.class());
        assert_eq!(class("ug"), Some(ScriptClass::RightToLeft));
        assert_eq!(class("ks"), Some(ScriptClass::RightToLeft));
        assert_eq!(class("ug-Cyrl"), Some(ScriptClass::Latin));
        assert_eq!(class("sd-Deva"), Some(ScriptClass::Complex));
        assert_eq!(class("az-Arab"), Some(ScriptClass::RightToLeft));
        assert_eq!(class("bo"), Some(ScriptClass::Complex));
        assert_eq!(class("zh-Hant-TW"), Some(ScriptClass::EastAsia));
    }
}
