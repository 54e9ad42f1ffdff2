//! The six official languages of the United Nations, and what each needs: labels, direction, marks.

mod labels;
pub mod new_report;
mod of_text;
mod reference_word;
mod states;

pub use crate::text::{Direction, LanguageTag};
pub use labels::{Labels, Mark, MarkFormat, Marks, NoteMark, Ordinal, QuotationMarks, Statuses};
pub use of_text::{Share, script_of};
pub use reference_word::ReferenceWord;
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

impl LanguageTag {
    /// The official language it is a form of, if any.
    pub fn official(&self) -> Option<Language> {
        Language::from_code(self.as_str())
    }
}

impl From<Language> for LanguageTag {
    fn from(language: Language) -> LanguageTag {
        LanguageTag::of_code(language.code())
    }
}
