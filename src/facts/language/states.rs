//! The name of a State in one language, as the United Nations writes it.

use super::{Labels, Language};

/// Everyday names of countries and areas in the six languages, by alpha-3 code.
const STATES: &str = include_str!("../../../specs/languages/states.csv");

impl Labels {
    /// The name of a State, by its ISO 3166-1 alpha-3 code, as the United Nations writes it.
    pub fn state(&self, code: &str) -> Option<String> {
        self.states.get(code).cloned().or_else(|| everyday_name(STATES, code, self.language.code()))
    }
}

/// The code of the State that has this name, in small letters, in one of the six languages.
pub(crate) fn state_named(name: &str) -> Option<String> {
    let is_same = |other: &str| other.to_lowercase() == name;
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(STATES.as_bytes());
    let mut rows = reader.records().flatten();
    if let Some(row) = rows.find(|row| row.iter().skip(1).any(is_same)) {
        return row.get(0).map(str::to_owned);
    }
    Language::ALL
        .into_iter()
        .filter_map(|language| Labels::load(language).ok())
        .find_map(|labels| labels.states.iter().find(|(_, official)| is_same(official)).map(|(code, _)| code.clone()))
}

impl Labels {
    /// Each State's code and name in this language, as the United Nations writes it.
    pub fn state_names(&self) -> Vec<(&'static str, String)> {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(STATES.as_bytes());
        let language = self.language.code();
        let column = reader.headers().ok().and_then(|names| names.iter().position(|name| name == language));
        let everyday: std::collections::BTreeMap<String, String> = reader
            .records()
            .filter_map(|row| {
                let row = row.ok()?;
                Some((row.get(0)?.to_owned(), row.get(column?)?.to_owned()))
            })
            .collect();
        let name = |code: &'static str| self.states.get(code).or_else(|| everyday.get(code)).cloned();
        let codes = crate::facts::country::alpha_3_codes();
        codes.filter_map(|code| Some((code, name(code)?))).filter(|(_, name)| !name.is_empty()).collect()
    }
}

/// The name in the column `language` of the row that begins with `code`; an empty field is not a name.
fn everyday_name(table: &str, code: &str, language: &str) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(table.as_bytes());
    let column = reader.headers().ok()?.iter().position(|name| name == language)?;
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).ok()? {
        if row.get(0) == Some(code) {
            return row.get(column).filter(|name| !name.is_empty()).map(str::to_owned);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{STATES, everyday_name};
    use crate::facts::country::alpha_3_codes;
    use crate::facts::language::{Labels, Language};

    fn labels() -> [&'static Labels; 6] {
        Language::ALL.map(|language| Labels::load(language).expect("the built-in file is whole"))
    }

    #[test]
    fn every_code_that_a_report_may_have_has_a_name_in_every_language() {
        assert_eq!(alpha_3_codes().count(), 249);
        for labels in labels() {
            let nameless: Vec<&str> = alpha_3_codes().filter(|code| labels.state(code).is_none()).collect();
            assert!(nameless.is_empty(), "{:?} {nameless:?}", labels.language);
        }
    }

    #[test]
    fn a_name_that_one_language_lacks_is_no_name() {
        let table = "alpha3,fr,en\nNOR,,Norway\n";
        assert_eq!(everyday_name(table, "NOR", "en").as_deref(), Some("Norway"));
        for (code, language) in [("NOR", "fr"), ("NOR", "ru"), ("XXX", "en"), ("alpha3", "en")] {
            assert_eq!(everyday_name(table, code, language), None, "{code} {language}");
        }
    }

    #[test]
    fn the_built_in_list_names_the_codes_of_reports_and_no_others() {
        let rows = STATES.lines().filter(|line| !line.starts_with('#')).skip(1);
        assert!(rows.filter_map(|row| row.split(',').next()).eq(alpha_3_codes()));
    }

    #[test]
    fn a_language_names_a_state_anew_only_where_the_united_nations_does() {
        let codes: BTreeSet<&str> = alpha_3_codes().collect();
        for labels in labels() {
            for (code, name) in &labels.states {
                assert!(codes.contains(code.as_str()), "{:?} {code}", labels.language);
                let everyday = everyday_name(STATES, code, labels.language.code());
                assert_ne!(everyday.as_ref(), Some(name), "{:?} {code} is already in the list", labels.language);
            }
        }
    }

    #[test]
    fn no_two_states_share_a_name() {
        for labels in labels() {
            let names: BTreeSet<String> = alpha_3_codes().filter_map(|code| labels.state(code)).collect();
            assert_eq!(names.len(), 249, "{:?}", labels.language);
        }
    }

    #[test]
    fn names_are_written_out() {
        for labels in labels() {
            for name in alpha_3_codes().filter_map(|code| labels.state(code)) {
                for short in ["&", "St. ", "о-в", "Св.", "SAR", "САР", "R.A.S.", "RAE ", "U.S.", "EE. UU."] {
                    assert!(!name.contains(short), "{:?} {name}", labels.language);
                }
            }
        }
    }

    #[test]
    fn states_have_their_united_nations_names_in_all_languages() {
        let expected = [
            ("NOR", ["النرويج", "挪威", "Norway", "Norvège", "Норвегия", "Noruega"]),
            (
                "IRN",
                [
                    "إيران (جمهورية - الإسلامية)",
                    "伊朗伊斯兰共和国",
                    "Iran (Islamic Republic of)",
                    "Iran (République islamique d’)",
                    "Иран (Исламская Республика)",
                    "Irán (República Islámica del)",
                ],
            ),
            (
                "COD",
                [
                    "جمهورية الكونغو الديمقراطية",
                    "刚果民主共和国",
                    "Democratic Republic of the Congo",
                    "République démocratique du Congo",
                    "Демократическая Республика Конго",
                    "República Democrática del Congo",
                ],
            ),
            ("COG", ["الكونغو", "刚果", "Congo", "Congo", "Конго", "Congo"]),
            (
                "PSE",
                [
                    "دولة فلسطين",
                    "巴勒斯坦国",
                    "State of Palestine",
                    "État de Palestine",
                    "Государство Палестина",
                    "Estado de Palestina",
                ],
            ),
            (
                "TWN",
                [
                    "مقاطعة تايوان الصينية",
                    "中国台湾省",
                    "Taiwan, Province of China",
                    "Province chinoise de Taiwan",
                    "Китайская провинция Тайвань",
                    "Provincia china de Taiwán",
                ],
            ),
            ("VNM", ["فييت نام", "越南", "Viet Nam", "Viet Nam", "Вьетнам", "Viet Nam"]),
            ("TUR", ["تركيا", "土耳其", "Türkiye", "Türkiye", "Турция", "Türkiye"]),
        ];
        for (code, names) in expected {
            assert_eq!(labels().map(|labels| labels.state(code)), names.map(|name| Some(name.to_owned())), "{code}");
        }
    }
}
