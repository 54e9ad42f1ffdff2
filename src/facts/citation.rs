//! From `specs/citations/<code>.yaml` to the words of notes and of the list of sources in one language.
//!
//! English is whole. Another language has what a source shows for it and takes the rest from English; whoever uses a word can see
//! which it is, so that the author is told.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::error::Error;
use crate::facts::language::Language;

/// A word of notes, or words with the place of what they need in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Before a source of which only a part is meant.
    See,
    /// Before a further one.
    SeeAlso,
    /// For the only source of the note before.
    Ibid,
    /// For all authors but the first, where there are more than three.
    AndOthers,
    /// Before the number of a volume.
    Volume,
    /// Before several.
    Volumes,
    /// Before the number of an issue or of a paper.
    Number,
    /// Before several.
    Numbers,
    /// Before a page.
    Page,
    /// Before several.
    Pages,
    /// The edition of a book, `{edition}`.
    Edition,
    /// After the name of an editor.
    Editor,
    /// After several.
    Editors,
    /// Before the book of a chapter.
    In,
    /// The author of the Treaty Series.
    UnitedNations,
    /// The Treaty Series.
    TreatySeries,
    /// A publication of the United Nations.
    Publication,
    /// The records of a `{body}`.
    Records,
    /// A supplement of the records, `{number}`.
    Supplement,
    /// A resolution, `{number}` of a `{body}`.
    Resolution,
    /// Before the number of a letter of special procedures.
    Communication,
    /// Before the symbol of a document of another organization.
    Document,
    /// What a court gave, where the entry does not say.
    Judgment,
    /// What a thesis is, where the entry does not say.
    Dissertation,
    /// Before the person who was asked, `{who}`.
    Interview,
    /// What a letter is, where the entry does not say.
    Letter,
    /// What a speech is, where the entry does not say.
    Statement,
    /// What a film is, where the entry does not say.
    Video,
    /// Before an address.
    AvailableAt,
    /// Before the address of a database of letters.
    AvailableFrom,
    /// When a page without date was read, `{date}`.
    Accessed,
}

/// One language's file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    heading: String,
    #[serde(default)]
    terms: BTreeMap<Term, String>,
    #[serde(default)]
    parts: Vec<Part>,
    letters: Option<String>,
}

/// A kind of part of a source, such as paragraphs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    typed: Vec<String>,
    one: String,
    several: Option<String>,
}

/// The words of notes and of the list of sources in one language.
#[derive(Clone, Debug, Default)]
pub struct CitationWords {
    own: File,
    /// Nothing for English, whose own words are all.
    english: Option<Box<File>>,
}

/// A word, and whether a source shows it for the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'w> {
    /// The word.
    pub text: &'w str,
    /// Whether it is the language's own.
    pub is_own: bool,
}

impl CitationWords {
    /// The words of a language.
    ///
    /// # Errors
    ///
    /// [`Error::Data`] if a built-in file is damaged.
    pub fn load(language: Language) -> Result<CitationWords, Error> {
        let own = read(language)?;
        let english = if language == Language::En { None } else { Some(Box::new(read(Language::En)?)) };
        Ok(CitationWords { own, english })
    }

    /// The heading of the list of sources.
    pub fn heading(&self) -> &str {
        &self.own.heading
    }

    /// Whether sub-paragraphs have one bracket, `b)`, and not two.
    pub fn has_single_brackets(&self) -> bool {
        self.own.letters.as_deref() == Some("b)")
    }

    /// A word.
    pub fn term(&self, term: Term) -> Word<'_> {
        // Several are counted with the word for one where only that is known.
        let one = match term {
            Term::Numbers => Some(Term::Number),
            Term::Volumes => Some(Term::Volume),
            _ => None,
        };
        let own = self.own.terms.get(&term).or_else(|| self.own.terms.get(&one.filter(|_| self.english.is_some())?));
        match own {
            Some(text) => Word { text, is_own: true },
            None => {
                let english = self.english.as_ref().and_then(|file| file.terms.get(&term));
                Word { text: english.map_or("", String::as_str), is_own: false }
            }
        }
    }

    /// The form in which a note names a part of a source, for one or several; `None` for a word that names none, or of which no
    /// such form is known.
    pub fn part(&self, typed: &str, is_several: bool) -> Option<Word<'_>> {
        let typed = typed.trim_end_matches('.').to_lowercase();
        let english = self.english.as_deref().unwrap_or(&self.own);
        let part = english.parts.iter().find(|part| part.typed.contains(&typed))?;
        let own = self.own.parts.iter().find(|own| own.typed.iter().any(|form| part.typed.contains(form)));
        let form = |part: &'_ Part| if is_several { part.several.is_some() } else { true };
        match own.filter(|own| form(own)) {
            Some(own) => Some(Word { text: chosen(own, is_several), is_own: true }),
            None if form(part) => Some(Word { text: chosen(part, is_several), is_own: self.english.is_none() }),
            None => None,
        }
    }
}

/// Whether a word names a part of a source in some language, such as `para.`.
pub fn names_part(typed: &str) -> bool {
    static PARTS: LazyLock<Vec<Part>> = LazyLock::new(|| read(Language::En).map(|file| file.parts).unwrap_or_default());
    let typed = typed.trim_end_matches('.').to_lowercase();
    // The whole words that stand in notes as they are.
    matches!(typed.as_str(), "annex" | "annexe" | "anexo" | "table" | "figure")
        || PARTS.iter().any(|part| part.typed.contains(&typed))
}

fn chosen(part: &Part, is_several: bool) -> &str {
    part.several.as_deref().filter(|_| is_several).unwrap_or(&part.one)
}

fn read(language: Language) -> Result<File, Error> {
    let text = match language {
        Language::Ar => include_str!("../../specs/citations/ar.yaml"),
        Language::En => include_str!("../../specs/citations/en.yaml"),
        Language::Es => include_str!("../../specs/citations/es.yaml"),
        Language::Fr => include_str!("../../specs/citations/fr.yaml"),
        Language::Ru => include_str!("../../specs/citations/ru.yaml"),
        Language::Zh => include_str!("../../specs/citations/zh.yaml"),
    };
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| Error::Data {
        file: format!("specs/citations/{}.yaml", language.code()),
        reason: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::{CitationWords, Term, Word};
    use crate::facts::language::Language;

    fn words(language: Language) -> CitationWords {
        CitationWords::load(language).expect("the built-in file is whole")
    }

    #[test]
    fn english_has_every_word_and_the_others_their_own() {
        let english = words(Language::En);
        // The last of them: a new one stands in the file too.
        assert_eq!(english.own.terms.len(), Term::Accessed as usize + 1);
        assert!(english.own.terms.values().all(|word| !word.is_empty()));
        for language in Language::ALL {
            assert!(!words(language).heading().is_empty(), "{language:?}");
        }
        assert_eq!(words(Language::Fr).term(Term::See), Word { text: "voir", is_own: true });
        assert_eq!(words(Language::Fr).term(Term::AndOthers), Word { text: "and others", is_own: false });
        assert_eq!(words(Language::Es).term(Term::Numbers), Word { text: "núm.", is_own: true });
        assert_eq!(words(Language::Ru).term(Term::See), Word { text: "see", is_own: false });
    }

    #[test]
    fn parts_of_a_source_are_named_in_the_language() {
        let english = words(Language::En);
        assert_eq!(english.part("paragraph", false).map(|word| word.text), Some("para."));
        assert_eq!(english.part("párr.", true).map(|word| word.text), Some("paras."));
        assert_eq!(english.part("chap.", true), None, "no source shows a form for several chapters");
        assert_eq!(english.part("annex", false), None);
        assert_eq!(words(Language::Es).part("paras.", true), Some(Word { text: "párr.", is_own: true }));
        assert_eq!(words(Language::Fr).part("sect.", false), Some(Word { text: "sect.", is_own: false }));
    }
}
