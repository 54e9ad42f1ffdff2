//! From profiles to what people and programs read of them: the table of bodies, and one body in full.

use serde::Serialize;

use super::describe::{FigureRow, language_names};
use super::{Authority, BodyKind, Measure, Profile, Source, condition};
use crate::diagnostic::counted;
use crate::facts::language::Language;

/// The width of the first column: the longest topic.
const TOPIC_WIDTH: usize = 30;

/// One body in the table of bodies.
#[derive(Clone, Debug, Serialize)]
pub struct BodySummary {
    /// Its identifier.
    pub id: String,
    /// Its English name.
    pub name: String,
    /// Its limits in words, or that they are not known.
    pub length: String,
    /// The languages it takes, or that they are not known.
    pub languages: String,
    /// How many of its own figures are known.
    pub known: usize,
    /// How many of its own figures are not.
    pub unknown: usize,
}

/// One body in full.
#[derive(Clone, Debug, Serialize)]
pub struct BodyDetails {
    /// Its identifier.
    pub id: String,
    /// Its English name.
    pub name: String,
    /// Its short name.
    pub short_name: String,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// The stages it distinguishes.
    pub stages: Vec<String>,
    /// Every figure with its source.
    pub figures: Vec<FigureRow>,
}

impl Profile {
    /// The body in one row.
    pub fn summary(&self) -> BodySummary {
        let own: Vec<FigureRow> = self.figures().into_iter().filter(|row| row.authority != Authority::Ours).collect();
        let known = own.iter().filter(|row| row.known).count();
        BodySummary {
            id: self.id.clone(),
            name: self.name(Language::En).to_owned(),
            length: self.length("unknown"),
            languages: match self.asks.languages.as_ref().and_then(|figure| figure.value.as_ref()) {
                Some(languages) if languages.len() == Language::ALL.len() => "all six".to_owned(),
                Some(languages) => language_names(languages),
                None => "unknown".to_owned(),
            },
            known,
            unknown: own.len() - known,
        }
    }

    /// `2,000 words (general status); 500 words (special or roster status)`; what is not known reads as `unknown`.
    pub fn length(&self, unknown: &str) -> String {
        let mut lengths: Vec<String> = Vec::new();
        for limit in self.asks.limits.iter().flatten() {
            let amount = match limit.limit.value {
                Some(Measure::Words(words)) => Some(counted(words as usize, "word", "words")),
                Some(Measure::Unlimited) => Some("no limit".to_owned()),
                None => None,
                // Pages stand beside words only as information.
                Some(Measure::Pages(_)) => continue,
            };
            let when = condition(&limit.when);
            lengths.push(match (amount, when.is_empty(), lengths.is_empty()) {
                (None, true, true) => unknown.to_owned(),
                (None, true, false) => format!("{unknown} else"),
                (None, false, _) => format!("{unknown} ({when})"),
                (Some(amount), true, true) => amount,
                (Some(amount), true, false) => format!("{amount} (else)"),
                (Some(amount), false, _) => format!("{amount} ({when})"),
            });
        }
        lengths.join("; ")
    }

    /// The body in full, for programs.
    pub fn details(&self) -> BodyDetails {
        BodyDetails {
            id: self.id.clone(),
            name: self.name(Language::En).to_owned(),
            short_name: self.short_name.clone(),
            kind: self.kind,
            stages: self.stages.clone(),
            figures: self.figures(),
        }
    }

    /// The body in full, for people: every figure, then the sources by number.
    pub fn to_text(&self) -> String {
        let mut text = format!("{} ({}), profile `{}`\n", self.name(Language::En), self.short_name, self.id);
        if !self.stages.is_empty() {
            text += &format!("stages: {}\n", self.stages.join(", "));
        }
        let mut sources: Vec<(String, Source)> = Vec::new();
        let mut topic = String::new();
        for row in self.figures() {
            let number = row.source.as_ref().map(|source| number_of(&mut sources, &row.source_key, source));
            let shown = if row.topic == topic { "" } else { &row.topic };
            text += &format!("{shown:<TOPIC_WIDTH$}  {}\n", one_row(&row, number));
            if let Some(note) = &row.note {
                text += &format!("{:TOPIC_WIDTH$}  - {note}\n", "");
            }
            topic = row.topic;
        }
        text += "\nsources\n";
        for (index, (_, source)) in sources.iter().enumerate() {
            text += &format!("  [{}] {}\n", index + 1, one_source(source));
        }
        text
    }
}

/// The number of a source in the list at the end, which it joins if it is new.
fn number_of(sources: &mut Vec<(String, Source)>, key: &str, source: &Source) -> usize {
    match sources.iter().position(|(known, _)| known == key) {
        Some(index) => index + 1,
        None => {
            sources.push((key.to_owned(), source.clone()));
            sources.len()
        }
    }
}

fn one_row(row: &FigureRow, number: Option<usize>) -> String {
    let when = if row.when.is_empty() { String::new() } else { format!("{}: ", row.when) };
    let number = number.map(|number| format!(" [{number}]")).unwrap_or_default();
    let weight = match (row.known, row.authority) {
        (false, Authority::Ours) => String::new(),
        (false, _) => "; look there".to_owned(),
        (true, Authority::Ours) => format!(" ({})", row.authority.label()),
        (true, authority) => format!(" ({}, confidence {})", authority.label(), row.confidence.label()),
    };
    format!("{when}{}{weight}{number}", row.value)
}

fn one_source(source: &Source) -> String {
    let place =
        source.symbol.as_deref().or(source.url.as_deref()).map(|place| format!("\n      {place}")).unwrap_or_default();
    let partial = if source.partial { "; only a part of it could be read" } else { "" };
    format!("{}; {}; read {}{partial}{place}", source.title, source.date, source.read)
}

/// The bodies as a table for people.
pub fn bodies_table(bodies: &[BodySummary]) -> String {
    let width = |cell: fn(&BodySummary) -> &str, head: &str| {
        bodies.iter().map(|body| cell(body).chars().count()).max().unwrap_or(0).max(head.len())
    };
    let (id, languages) = (width(|body| &body.id, "id"), width(|body| &body.languages, "languages"));
    let mut text = format!("{:id$}  {:languages$}  length\n", "id", "languages");
    for body in bodies {
        text += &format!("{:id$}  {:languages$}  {}\n", body.id, body.languages, body.length);
    }
    text + "\n`assemble bodies ID` shows every figure of a body with its source, its date, and how surely we know it\n"
}

#[cfg(test)]
mod tests {
    use super::bodies_table;
    use crate::facts::profile::Profile;

    fn profile(id: &str) -> Profile {
        Profile::load(id).expect("it can be read").expect("it is registered")
    }

    #[test]
    fn cescr_says_plainly_that_the_length_is_not_known_and_where_to_look() {
        let text = profile("cescr").to_text();
        let line = text.lines().find(|line| line.starts_with("length ")).expect("the length is named");
        assert!(line.contains("  unknown: ") && line.ends_with("; look there [1]"), "{text}");
        assert!(text.contains("[1] Guidelines for civil society"), "{text}");
        assert_eq!(profile("cescr").summary().length, "unknown");
    }

    #[test]
    fn the_table_has_one_line_for_each_body_and_shows_limits_with_their_conditions() {
        let bodies: Vec<_> = Profile::ids().map(|id| profile(id).summary()).collect();
        let table = bodies_table(&bodies);
        for id in Profile::ids() {
            assert_eq!(table.lines().filter(|line| line.split(' ').next() == Some(id)).count(), 1, "{id}");
        }
        assert!(table.contains("2,000 words (general status); 500 words (special or roster status)"), "{table}");
    }

    #[test]
    fn the_json_of_a_body_has_the_fields_that_scripts_rely_on() {
        let json = serde_json::to_value(profile("cedaw").details()).expect("it can be written");
        let summary = serde_json::to_value(profile("cedaw").summary()).expect("it can be written");
        for field in ["id", "name", "length", "languages", "known", "unknown"] {
            assert!(summary.get(field).is_some(), "{field}: {summary}");
        }
        let figure = &json["figures"][1];
        for field in ["topic", "when", "value", "known", "authority", "confidence", "note", "source_key", "source"] {
            assert!(figure.get(field).is_some(), "{field}: {figure}");
        }
        assert_eq!(figure["when"], "a joint submission");
        assert_eq!(figure["value"], "at most 6,600 words");
        assert_eq!(figure["source"]["read"], "2026-11-24");
    }
}
