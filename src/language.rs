//! The six official languages of the United Nations, and what each needs: labels, direction, marks.

mod labels;
mod states;

pub use labels::{Labels, Mark, MarkFormat, Marks, NoteMark, Ordinal, QuotationMarks, Statuses};

/// An official language of the United Nations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Arabic.
    Ar,
    /// Chinese.
    Zh,
    /// English.
    En,
    /// French.
    Fr,
    /// Russian.
    Ru,
    /// Spanish.
    Es,
}

impl Language {
    /// All six, in the English alphabetical order the United Nations uses.
    pub const ALL: [Language; 6] = [Language::Ar, Language::Zh, Language::En, Language::Fr, Language::Ru, Language::Es];

    /// Its ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Ar => "ar",
            Language::Zh => "zh",
            Language::En => "en",
            Language::Fr => "fr",
            Language::Ru => "ru",
            Language::Es => "es",
        }
    }

    /// From an ISO 639-1 code or a tag that begins with one.
    pub fn from_code(code: &str) -> Option<Language> {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The direction of its script.
    pub const fn direction(self) -> Direction {
        match self {
            Language::Ar => Direction::RightToLeft,
            Language::Zh | Language::En | Language::Fr | Language::Ru | Language::Es => Direction::LeftToRight,
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
