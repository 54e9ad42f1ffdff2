//! The language that a text is in, by its script and its commonest words.

use super::{Language, Script};

/// The commonest words of the languages that share the Latin letters, in small letters.
const COMMON: [(Language, &[&str]); 3] = [
    (Language::En, &["the", "of", "and", "to", "in", "that", "for", "is"]),
    (Language::Fr, &["les", "des", "et", "le", "du", "que", "dans", "une", "est"]),
    (Language::Es, &["los", "las", "el", "del", "y", "que", "en", "por", "una", "es"]),
];

/// In each of the three, more than one word in twelve is among its commonest.
const RARITY: usize = 12;

/// How the letters and words of a text are divided among the languages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    /// Letters in the scripts of [`SCRIPTS`].
    letters: [usize; 4],
    words: usize,
    /// The commonest words of each language of [`COMMON`].
    common: [usize; 3],
}

const SCRIPTS: [Script; 4] = [Script::Arabic, Script::Chinese, Script::Cyrillic, Script::Latin];

impl Share {
    /// Counts a text too. No word goes on from one text to the next.
    pub fn add(&mut self, text: &str) {
        for letter in text.chars().filter(|c| c.is_alphabetic()) {
            let at = match letter {
                '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' => 0,
                '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => 1,
                '\u{400}'..='\u{52F}' => 2,
                'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' => 3,
                _ => continue,
            };
            self.letters[at] += 1;
        }
        for word in text.split_whitespace() {
            self.words += 1;
            let word = word.to_lowercase();
            for (count, (_, common)) in self.common.iter_mut().zip(&COMMON) {
                *count += usize::from(common.contains(&word.as_str()));
            }
        }
    }

    /// The words counted.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The script that most letters have, and its letters.
    pub fn script(&self) -> Option<(Script, usize)> {
        let counts = SCRIPTS.into_iter().zip(self.letters).filter(|(_, count)| *count > 0);
        counts.max_by_key(|(_, count)| *count)
    }

    /// The letters of all scripts.
    pub fn letters(&self) -> usize {
        self.letters.iter().sum()
    }

    /// How many of the words are among the commonest of a language in Latin letters.
    pub fn common(&self, language: Language) -> usize {
        COMMON.iter().zip(self.common).find(|((of, _), _)| *of == language).map_or(0, |(_, count)| count)
    }

    /// The language: of the script, or whose commonest words are there in their usual number.
    pub fn language(&self) -> Option<Language> {
        match self.script()?.0 {
            Script::Arabic => Some(Language::Ar),
            Script::Chinese => Some(Language::Zh),
            Script::Cyrillic => Some(Language::Ru),
            Script::Latin => {
                let most = self.common.into_iter().max().filter(|most| most * RARITY > self.words)?;
                COMMON.iter().zip(self.common).find(|(_, count)| *count == most).map(|((language, _), _)| *language)
            }
        }
    }
}

/// The script that most letters of a text have.
pub fn script_of(text: &str) -> Option<Script> {
    let mut share = Share::default();
    share.add(text);
    share.script().map(|(script, _)| script)
}

#[cfg(test)]
mod tests {
    use super::{Share, script_of};
    use crate::facts::language::{Language, Script};

    #[test]
    fn a_text_is_known_by_its_letters_and_its_commonest_words() {
        for (text, language) in [
            ("Rents rose in all the towns of the north", Some(Language::En)),
            ("Les loyers ont augmenté dans les villes du nord", Some(Language::Fr)),
            ("Los alquileres subieron en las ciudades del norte", Some(Language::Es)),
            ("Арендная плата выросла", Some(Language::Ru)),
            ("房租上涨", Some(Language::Zh)),
            ("ارتفعت الإيجارات", Some(Language::Ar)),
            ("Mieten stiegen stark", None),
            ("12, 14", None),
        ] {
            let mut share = Share::default();
            share.add(text);
            assert_eq!(share.language(), language, "{text}");
        }
        assert_eq!(script_of("Rents in Бишкек"), Some(Script::Latin));
    }
}
