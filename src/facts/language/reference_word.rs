//! The words that authors write before a number: `para. 12`, `tableau 3`, `раздел II`.

/// What a word before a number announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceWord {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Section,
    /// A table.
    Table,
    /// A figure.
    Figure,
    /// An annex.
    Annex,
}

/// The words of English, French, Spanish, Russian, Chinese and Arabic, in small letters; the first of a row is written
/// for the others. Those that end in an asterisk go on with endings.
const WORDS: [(ReferenceWord, [&[&str]; 6]); 5] = [
    (
        ReferenceWord::Paragraph,
        [
            &["para.", "para", "paras.", "paras", "paragraph", "paragraphs"],
            &["par.", "par", "paragraphe", "paragraphes"],
            &["párr.", "párr", "párrs.", "párrafo", "párrafos"],
            &["пункт*", "п.", "пп."],
            &["段", "第"],
            &["الفقرة", "فقرة", "الفقرات", "فقرات", "الفقرتان"],
        ],
    ),
    (
        ReferenceWord::Section,
        [
            &["section", "sections", "sect.", "chapter", "chapters"],
            &["section", "sections", "chapitre", "chapitres"],
            &["sección", "secciones", "capítulo", "capítulos"],
            &["раздел*", "глав*"],
            &["节", "章"],
            &["القسم", "الفرع", "الفصل"],
        ],
    ),
    (
        ReferenceWord::Table,
        [
            &["table", "tables"],
            &["tableau", "tableaux"],
            &["cuadro", "cuadros", "tabla", "tablas"],
            &["таблиц*", "табл."],
            &["表"],
            &["الجدول", "جدول", "الجداول"],
        ],
    ),
    (
        ReferenceWord::Figure,
        [
            &["figure", "figures", "fig.", "figs."],
            &["figure", "figures", "fig.", "graphique", "graphiques"],
            &["figura", "figuras", "gráfico", "gráficos"],
            &["рисун*", "рис.", "диаграмм*"],
            &["图"],
            &["الشكل", "شكل", "الأشكال"],
        ],
    ),
    (
        ReferenceWord::Annex,
        [
            &["annex", "annexes", "appendix", "appendices"],
            &["annexe", "annexes"],
            &["anexo", "anexos"],
            &["приложени*"],
            &["附件"],
            &["المرفق", "مرفق", "المرفقات"],
        ],
    ),
];

impl ReferenceWord {
    /// What a word announces, and its language as an index into the rows of words.
    fn find(word: &str) -> Option<(ReferenceWord, usize)> {
        let small = word.to_lowercase();
        let is = |known: &str| match known.strip_suffix('*') {
            Some(stem) => small.starts_with(stem),
            None => small == known,
        };
        WORDS.iter().find_map(|(kind, languages)| {
            let language = languages.iter().position(|words| words.iter().any(|known| is(known)))?;
            Some((*kind, language))
        })
    }

    /// What a word announces.
    pub fn of(word: &str) -> Option<ReferenceWord> {
        ReferenceWord::find(word).map(|(kind, _)| kind)
    }

    /// The word to write in the place of another of the same language.
    pub fn instead_of(self, word: &str) -> Option<String> {
        let (_, language) = ReferenceWord::find(word)?;
        let (_, languages) = WORDS.iter().find(|(kind, _)| *kind == self)?;
        let known = languages.get(language)?.first()?;
        // Words that change their endings are for the author to write.
        let known = known.strip_suffix('*').is_none().then_some(*known)?;
        let mut letters = known.chars();
        let first = letters.next()?;
        let capital = word.starts_with(char::is_uppercase);
        Some(if capital { first.to_uppercase().chain(letters).collect() } else { known.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::ReferenceWord;

    #[test]
    fn words_of_six_languages_are_known_and_replaced_in_their_own() {
        assert_eq!(ReferenceWord::of("Paras."), Some(ReferenceWord::Paragraph));
        assert_eq!(ReferenceWord::of("таблице"), Some(ReferenceWord::Table));
        assert_eq!(ReferenceWord::of("المرفق"), Some(ReferenceWord::Annex));
        assert_eq!(ReferenceWord::of("parable"), None);
        assert_eq!(ReferenceWord::Section.instead_of("Para."), Some("Section".to_owned()));
        assert_eq!(ReferenceWord::Table.instead_of("párr."), Some("cuadro".to_owned()));
        assert_eq!(ReferenceWord::Section.instead_of("пункт"), None);
    }
}
