//! The six official languages of the United Nations, and what each needs: labels, direction, marks.

mod labels;
mod states;

pub use labels::{Labels, Mark, MarkFormat, Marks, NoteMark, Ordinal, QuotationMarks, Statuses};
pub(crate) use states::state_named;

/// The scripts there are faces, line rules and lists of letters for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Arabic.
    Arabic,
    /// Chinese.
    Chinese,
    /// Cyrillic.
    Cyrillic,
    /// Latin.
    Latin,
}

/// Makes [`Language`] from its rows: the name of the language, its ISO 639-1 code, its script, and its letter in names of
/// United Nations files. Everything else about a language stands in its file of labels.
macro_rules! languages {
    ($($variant:ident = $name:literal, $code:literal, $script:ident, $letter:literal;)+) => {
        /// An official language of the United Nations.
        #[derive(
            Clone,
            Copy,
            Debug,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            serde::Serialize,
            serde::Deserialize,
            schemars::JsonSchema,
        )]
        #[serde(rename_all = "lowercase")]
        pub enum Language {
            $(
                #[doc = concat!($name, ".")]
                $variant,
            )+
        }

        impl Language {
            /// All, in the English alphabetical order the United Nations uses.
            pub const ALL: [Language; [$($code),+].len()] = [$(Language::$variant),+];

            /// Its English name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Language::$variant => $name,)+
                }
            }

            /// Its ISO 639-1 code.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Language::$variant => $code,)+
                }
            }

            /// Its script.
            pub const fn script(self) -> Script {
                match self {
                    $(Language::$variant => Script::$script,)+
                }
            }

            /// Its letter in names of United Nations files.
            pub const fn letter(self) -> &'static str {
                match self {
                    $(Language::$variant => $letter,)+
                }
            }

            /// Its file of labels.
            const fn labels(self) -> &'static str {
                match self {
                    $(Language::$variant => include_str!(concat!("../../../specs/languages/", $code, ".yaml")),)+
                }
            }
        }
    };
}

languages! {
    Ar = "Arabic", "ar", Arabic, "A";
    Zh = "Chinese", "zh", Chinese, "C";
    En = "English", "en", Latin, "E";
    Fr = "French", "fr", Latin, "F";
    Ru = "Russian", "ru", Cyrillic, "R";
    Es = "Spanish", "es", Latin, "S";
}

impl Language {
    /// From an ISO 639-1 code or a tag that begins with one.
    pub fn from_code(code: &str) -> Option<Language> {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The direction of its script.
    pub const fn direction(self) -> Direction {
        match self.script() {
            Script::Arabic => Direction::RightToLeft,
            Script::Chinese | Script::Cyrillic | Script::Latin => Direction::LeftToRight,
        }
    }
}

/// The direction of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the left.
    LeftToRight,
    /// From the right.
    RightToLeft,
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

    /// The direction of its script: the one that the tag names, else the usual one of the language.
    pub fn direction(&self) -> Direction {
        const LANGUAGES: [&str; 12] = ["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"];
        const SCRIPTS: [&str; 5] = ["Arab", "Hebr", "Nkoo", "Syrc", "Thaa"];
        let mut parts = self.0.split('-');
        let language = parts.next().unwrap_or_default();
        let script = parts.find(|part| part.len() == 4);
        let right_to_left = script.map_or(LANGUAGES.contains(&language), |script| SCRIPTS.contains(&script));
        if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }

    /// The official language it is a form of, if any.
    pub fn official(&self) -> Option<Language> {
        Language::from_code(&self.0)
    }
}

impl From<Language> for LanguageTag {
    fn from(language: Language) -> LanguageTag {
        LanguageTag(language.code().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::LanguageTag;

    #[test]
    fn tags_take_their_canonical_case() {
        let tag = |text| LanguageTag::parse(text).map(|tag| tag.as_str().to_owned());
        assert_eq!(tag("ZH-hans-cn").as_deref(), Some("zh-Hans-CN"));
        assert_eq!(tag("french language"), None);
    }
}
