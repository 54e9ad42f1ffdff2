//! The words of one language that the program itself writes, from `specs/languages/<code>.yaml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::Language;
use super::new_report::NewReport;
use crate::error::Error;
use crate::facts::article::Article;
use crate::facts::citation::CitationWords;
use crate::facts::profile::Status;

/// The words and marks of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The language; set by [`Labels::load`].
    #[serde(skip, default = "english")]
    pub language: Language,
    /// The words of notes that cite sources; set by [`Labels::load`].
    #[serde(skip)]
    pub citations: CitationWords,
    /// Before the name of one submitter.
    pub submitted_by: String,
    /// Before the names of several submitters.
    pub jointly_submitted_by: String,
    /// The line with the key words: `{words}` is their place.
    pub key_words: String,
    /// That one organization supports a statement: `{names}` is its place. The English words are those of the form of the
    /// Human Rights Council, the others ours.
    pub supporter: String,
    /// As [`Labels::supporter`], of several.
    pub supporters: String,
    /// Between the items of a list in a sentence.
    pub list_comma: String,
    /// Between its last two items.
    pub list_and: String,
    /// The heading of the table of contents.
    pub contents: String,
    /// The heading of the executive summary.
    pub summary: String,
    /// The heading of the profile of a single submitter.
    pub profile: String,
    /// `Annex`, where there is only one.
    pub annex: String,
    /// `Annex {number}`, where there are several.
    pub annex_numbered: String,
    /// The numbers of annexes where they are words; Roman numerals where there are none.
    #[serde(default)]
    pub annex_numbers: Vec<String>,
    /// How articles of a treaty are named after a heading; `None` where nobody read how.
    #[serde(default)]
    pub articles: Option<ArticleLabels>,
    /// What stands between an annex's label and its title.
    pub annex_separator: String,
    /// The label of tables.
    pub table: String,
    /// The label of figures.
    pub figure: String,
    /// The label of notes.
    pub note: String,
    /// What stands between a caption's number and its text.
    pub caption_separator: String,
    /// Said above the part of a table on a further page, with `{caption}`: its label and number.
    pub continued: String,
    /// The label of sources of tables and figures.
    pub source: String,
    /// What is between the label of a source, note or address and its text.
    pub label_separator: String,
    /// Words that authors type before a source.
    pub source_words: Vec<String>,
    /// Words that authors type before a note to a table or figure.
    pub note_words: Vec<String>,
    /// The labels of addresses.
    pub contact: ContactLabels,
    /// The running footer, with `{page}` and `{pages}`.
    pub page: String,
    /// What marks a draft.
    pub draft: String,
    /// What marks a report that must not be published.
    pub confidential: String,
    /// The marks around quoted words.
    pub quotation_marks: QuotationMarks,
    /// Words of the copies for readers: HTML, EPUB, plain text.
    pub copies: Copies,
    /// Where the mark of a footnote stands beside a punctuation mark.
    pub note_mark: NoteMark,
    /// The agenda item, with `{number}`.
    pub agenda_item: String,
    /// The session, with `{number}` and perhaps `{ordinal}`.
    pub session: String,
    /// What `{ordinal}` stands for.
    #[serde(default)]
    pub ordinal: Ordinal,
    /// The State under review, with `{state}`.
    pub state_under_review: String,
    /// What kind of submission this is, by stage; a stage without words has none.
    pub stages: BTreeMap<String, String>,
    /// Consultative status with the Economic and Social Council.
    pub status: Statuses,
    /// The date, with `{day}`, `{month}` and `{year}`.
    pub date: String,
    /// How the first day of a month is written, where it is not `1`.
    #[serde(default)]
    pub first_day: Option<String>,
    /// The twelve months, as they stand in a date.
    pub months: [String; 12],
    /// How headings, paragraphs and list items are marked.
    pub marks: Marks,
    /// Phrases by which a text recommends, in small letters; a star stands for any letters at that end of the phrase.
    pub recommending: Vec<String>,
    /// The words of a new report.
    pub new_report: NewReport,
    /// Names of States where the United Nations writes another than the built-in list, by alpha-3 code.
    pub states: BTreeMap<String, String>,
}

/// How articles of a treaty are named, with `{articles}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleLabels {
    /// One article.
    pub one: String,
    /// Several, or a range.
    pub several: String,
}

/// Words of the copies for readers: HTML, EPUB, plain text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copies {
    /// The heading of the notes at the end.
    pub notes: String,
    /// The link that leads over the title block.
    pub skip: String,
    /// The link from a note back to its mark.
    pub back: String,
}

/// Where the mark of a footnote stands beside a punctuation mark (United Nations Editorial Manual, footnotes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteMark {
    /// After it, as in English.
    After,
    /// Before it, as in French and Spanish.
    Before,
    /// No rule was read for this language.
    Free,
}

/// The labels of the addresses of an organization.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactLabels {
    /// Before a telephone number.
    pub phone: String,
    /// Before an e-mail address.
    pub email: String,
    /// Before the address of a website.
    pub website: String,
}

/// The marks around quoted words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotationMarks {
    /// Before them.
    pub open: String,
    /// After them.
    pub close: String,
}

/// The ending that makes a figure an ordinal.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ordinal {
    /// After 1 itself.
    #[serde(default)]
    pub first: Option<String>,
    /// After figures that end in these figures; of several the longest.
    #[serde(default)]
    pub ends: BTreeMap<String, String>,
    /// After all others.
    pub other: String,
}

/// The kinds of consultative status.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statuses {
    /// General.
    pub general: String,
    /// Special.
    pub special: String,
    /// On the roster.
    pub roster: String,
}

/// How headings, paragraphs and list items are marked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// Where the text after a paragraph's number begins, in millimetres from the margin.
    pub number_tab: i64,
    /// What stands between the parts of a reference such as `24 (a)`.
    pub join: String,
    /// Headings, level 1 to 5.
    pub headings: [Mark; 5],
    /// Numbered paragraphs.
    pub paragraph: Mark,
    /// Lists with letters.
    pub letters: Mark,
    /// Lists with Roman numerals, or what the language has in their place.
    pub roman: Mark,
    /// Lists with numbers.
    pub numbers: Mark,
    /// Lists without order.
    pub bullet: char,
}

/// A number and what stands around it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// How the number is written.
    pub format: MarkFormat,
    /// What stands before it.
    #[serde(default)]
    pub prefix: String,
    /// What stands after it.
    #[serde(default)]
    pub suffix: String,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkFormat {
    /// 1, 2, 3.
    Decimal,
    /// A, B, C.
    UpperLetter,
    /// a, b, c.
    LowerLetter,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// The Arabic alphabet: alif, ba, ta.
    ArabicAlpha,
    /// The Arabic letters in their order as numerals: alif, ba, jim.
    ArabicAbjad,
}

/// The language a file of labels has before [`Labels::load`] sets its own.
const fn english() -> Language {
    Language::En
}

impl Labels {
    /// `articles 1–3 and 5`; `None` where it is not known how articles are named.
    pub fn articles(&self, articles: &[Article]) -> Option<String> {
        let labels = self.articles.as_ref()?;
        let written: Vec<String> = articles.iter().map(ToString::to_string).collect();
        let words: Vec<&str> = written.iter().map(String::as_str).collect();
        let is_one = matches!(articles, [one] if one.numbers().count() == 1);
        let label = if is_one { &labels.one } else { &labels.several };
        Some(label.replace("{articles}", &self.list(&words)))
    }

    /// Words as a list in a sentence: `Tom, Ann and Eve`.
    pub fn list(&self, words: &[&str]) -> String {
        match words {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => format!("{}{}{last}", first.join(&self.list_comma), self.list_and),
        }
    }

    /// The labels of a language, which are read once.
    ///
    /// # Errors
    ///
    /// [`Error::Data`] if the built-in file is damaged.
    pub fn load(language: Language) -> Result<&'static Labels, Error> {
        static READ: [OnceLock<Labels>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
        let read = &READ[language as usize];
        if let Some(labels) = read.get() {
            return Ok(labels);
        }
        let labels = Labels::read(language, language.labels())?;
        Ok(read.get_or_init(|| labels))
    }

    fn read(language: Language, text: &str) -> Result<Labels, Error> {
        let options = serde_saphyr::options! { strict_booleans: true };
        let labels: Labels = serde_saphyr::from_str_with_options(text, options).map_err(|error| Error::Data {
            file: format!("specs/languages/{}.yaml", language.code()),
            reason: error.to_string(),
        })?;
        Ok(Labels { language, citations: CitationWords::load(language)?, ..labels })
    }

    /// `73rd session`; a session that is not a figure stays as it was typed.
    pub fn session(&self, typed: &str) -> String {
        match typed.parse() {
            Ok(number) => self.session.replace("{number}", typed).replace("{ordinal}", self.ordinal.ending(number)),
            Err(_) => typed.to_owned(),
        }
    }

    /// `16 January 2023`.
    pub fn date(&self, date: Date) -> String {
        let month = usize::try_from(date.month()).ok().and_then(|month| self.months.get(month.wrapping_sub(1)));
        let day = match &self.first_day {
            Some(first) if date.day() == 1 => first.clone(),
            _ => date.day().to_string(),
        };
        self.date
            .replace("{day}", &day)
            .replace("{month}", month.map_or("", String::as_str))
            .replace("{year}", &date.year().to_string())
    }

    /// `2nd`, as the language writes it.
    pub fn ordinal(&self, number: u32) -> String {
        format!("{number}{}", self.ordinal.ending(number))
    }

    /// The words for a consultative status; an organization without status has none.
    pub fn status(&self, status: Status) -> Option<&str> {
        match status {
            Status::General => Some(&self.status.general),
            Status::Special => Some(&self.status.special),
            Status::Roster => Some(&self.status.roster),
            Status::None => None,
        }
    }

    /// Whether a text recommends something, in this language.
    pub fn recommends(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.recommending.iter().any(|phrase| has_phrase(&text, phrase))
    }
}

/// Whether a text has a phrase as whole words; a star at an end of the phrase stands for any letters there.
fn has_phrase(text: &str, phrase: &str) -> bool {
    let (open_start, open_end) = (phrase.starts_with('*'), phrase.ends_with('*'));
    let words = phrase.trim_matches('*');
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    !words.is_empty()
        && text.match_indices(words).any(|(at, words)| {
            let (before, after) = (&text[..at], &text[at + words.len()..]);
            (open_start || !letter(before.chars().next_back())) && (open_end || !letter(after.chars().next()))
        })
}

impl Ordinal {
    /// The ending after `number`.
    fn ending(&self, number: u32) -> &str {
        let written = number.to_string();
        let ends = self.ends.iter().filter(|(end, _)| written.ends_with(end.as_str()));
        let longest = ends.max_by_key(|(end, _)| end.len()).map(|(_, ending)| ending);
        self.first.as_ref().filter(|_| number == 1).or(longest).unwrap_or(&self.other)
    }
}

#[cfg(test)]
mod tests {
    use super::Labels;
    use crate::facts::language::Language;

    fn labels(language: Language) -> &'static Labels {
        Labels::load(language).expect("the built-in file is whole")
    }

    #[test]
    fn every_language_has_every_label_and_names_every_stage() {
        let english = labels(Language::En);
        for language in Language::ALL {
            let labels = labels(language);
            assert_eq!(labels.language, language);
            assert!(labels.stages.keys().eq(english.stages.keys()), "{language:?}");
        }
    }

    #[test]
    fn a_label_that_a_file_lacks_is_named() {
        let whole = Language::Fr.labels();
        let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        let optional = ["annex_numbers", "articles", "first_day", "ordinal"];
        for line in whole.lines().filter(is_key) {
            let key = line.split(':').next().expect("a key before the colon");
            let mut inside = false;
            let without: String = whole
                .lines()
                .filter(|line| {
                    inside = line.starts_with(&format!("{key}:")) || (inside && line.starts_with(' '));
                    !inside
                })
                .flat_map(|line| [line, "\n"])
                .collect();
            match Labels::read(Language::Fr, &without) {
                Ok(_) => assert!(optional.contains(&key), "{key} is missing and nobody says so"),
                Err(error) => assert!(error.to_string().contains(&format!("`{key}`")), "{key}: {error}"),
            }
        }
        let more = format!("{whole}colour: rouge\n");
        assert!(Labels::read(Language::Fr, &more).is_err_and(|error| error.to_string().contains("colour")));
    }

    #[test]
    fn every_pattern_holds_its_places() {
        for language in Language::ALL {
            let labels = labels(language);
            let patterns: [(&str, &[&str]); 10] = [
                (&labels.continued, &["{caption}"]),
                (&labels.page, &["{page}", "{pages}"]),
                (&labels.annex_numbered, &["{number}"]),
                (&labels.agenda_item, &["{number}"]),
                (&labels.key_words, &["{words}"]),
                (&labels.supporter, &["{names}"]),
                (&labels.supporters, &["{names}"]),
                (&labels.session, &["{number}"]),
                (&labels.state_under_review, &["{state}"]),
                (&labels.date, &["{day}", "{month}", "{year}"]),
            ];
            for (pattern, places) in patterns {
                for place in places {
                    assert!(pattern.contains(place), "{language:?} {pattern}");
                }
                assert_eq!(pattern.matches('{').count(), places.len() + usize::from(pattern.contains("{ordinal}")));
            }
        }
    }

    #[test]
    fn sessions_and_dates_are_written_as_each_language_writes_them() {
        let date = jiff::civil::date(2023, 1, 16);
        let written = Language::ALL.map(|language| {
            let labels = labels(language);
            (labels.session("73"), labels.date(date))
        });
        let expected = [
            ("الدورة 73", "16 كانون الثاني/يناير 2023"),
            ("第73届会议", "2023年1月16日"),
            ("73rd session", "16 January 2023"),
            ("73e session", "16 janvier 2023"),
            ("73-я сессия", "16 января 2023 года"),
            ("73er período de sesiones", "16 de enero de 2023"),
        ];
        assert_eq!(written, expected.map(|(session, date)| (session.to_owned(), date.to_owned())));
    }

    #[test]
    fn ordinals_know_the_teens_and_the_first() {
        let english = labels(Language::En);
        let endings = ["1", "2", "3", "4", "11", "12", "13", "21", "111"].map(|typed| english.session(typed));
        let expected = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th"];
        assert_eq!(endings, expected.map(|ordinal| format!("{ordinal} session")));
        assert_eq!(labels(Language::Fr).session("1"), "1re session");
        assert_eq!(labels(Language::Fr).date(jiff::civil::date(2023, 5, 1)), "1er mai 2023");
        let spanish = labels(Language::Es);
        let endings = ["1", "2", "3", "11", "13", "21", "30", "73", "101", "111"].map(|typed| spanish.session(typed));
        let expected = ["1er", "2º", "3er", "11º", "13er", "21er", "30º", "73er", "101er", "111º"];
        assert_eq!(endings, expected.map(|ordinal| format!("{ordinal} período de sesiones")));
        assert_eq!(english.session("resumed 2023"), "resumed 2023");
    }
}
