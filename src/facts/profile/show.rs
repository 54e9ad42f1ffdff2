//! What people and programs read of profiles: the table of bodies, one body in full, and known dates.

use std::collections::BTreeMap;

use serde::Serialize;

use super::describe::{FigureRow, language_names, long_date};
use super::{Authority, BodyKind, Confidence, Figure, GENERIC, Measure, Profile, Source, condition};
use crate::diagnostic::counted;
use crate::facts::language::Language;

/// The width of the first column: the longest topic.
const TOPIC_WIDTH: usize = 27;

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
    /// How surely we know what a submitter asks first; `null`: nobody has read it.
    pub knowledge: Knowledge,
    /// How many of its own figures are known.
    pub known: usize,
    /// How many of its own figures are not.
    pub unknown: usize,
}

/// How surely the first questions of a submitter are answered.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Knowledge {
    /// How long the text may be.
    pub length: Option<Confidence>,
    /// In which languages.
    pub languages: Option<Confidence>,
    /// In which files.
    pub files: Option<Confidence>,
    /// Where to send it.
    pub place: Option<Confidence>,
    /// By when.
    pub deadline: Option<Confidence>,
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
    /// The official page to read before a text is sent.
    pub look: Option<String>,
    /// Every figure with its source.
    pub figures: Vec<FigureRow>,
}

/// What is known by date of one session of one body.
#[derive(Clone, Debug, Serialize)]
pub struct DateRow {
    /// The body's identifier.
    pub body: String,
    /// The session.
    pub session: String,
    /// The last day for a text.
    pub deadline: Option<jiff::civil::Date>,
    /// The day it opens.
    pub opens: Option<jiff::civil::Date>,
    /// How surely we know it.
    pub confidence: Confidence,
    /// Who says so, in one line.
    pub source: String,
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
            knowledge: self.knowledge(),
            known,
            unknown: own.len() - known,
        }
    }

    fn knowledge(&self) -> Knowledge {
        let asks = &self.asks;
        // Conditions come first in the files, so the last that is known is the one for most submissions.
        let limits = asks.limits.iter().flatten().rev().find_map(|limit| sure(Some(&limit.limit)));
        let deadlines = asks.deadlines.iter().flatten().rev().find_map(|deadline| sure(Some(&deadline.by)));
        Knowledge {
            length: limits,
            languages: sure(asks.languages.as_ref()),
            files: sure(asks.upload_formats.as_ref()),
            place: sure(asks.channel.as_ref()),
            deadline: deadlines,
        }
    }

    /// `2,000 words (general status); 500 words (special or roster status)`; `unknown` stands for what is not known.
    pub fn length(&self, unknown: &str) -> String {
        let mut lengths: Vec<String> = Vec::new();
        let mut has_words = false;
        for limit in self.asks.limits.iter().flatten() {
            let amount = match limit.limit.value {
                Some(Measure::Words(words)) => {
                    has_words = true;
                    counted(words as usize, "word", "words")
                }
                // Pages beside words are information.
                Some(Measure::Pages(_)) if has_words => continue,
                Some(Measure::Pages(pages)) => counted(pages as usize, "page", "pages"),
                Some(Measure::Unlimited) => "no limit".to_owned(),
                None => unknown.to_owned(),
            };
            let when = condition(&limit.when);
            lengths.push(match (when.is_empty(), lengths.is_empty()) {
                (true, true) => amount,
                (true, false) => format!("{amount} (else)"),
                (false, _) => format!("{amount} ({when})"),
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
            look: self.look.clone(),
            figures: self.figures(),
        }
    }

    /// What is known by date of its sessions.
    pub fn date_rows(&self) -> Vec<DateRow> {
        let row = |figure: &Figure<super::SessionDate>| {
            let known = figure.value.as_ref()?;
            Some(DateRow {
                body: self.id.clone(),
                session: known.session.clone(),
                deadline: known.date,
                opens: known.opens,
                confidence: figure.confidence,
                source: self.cite(figure),
            })
        };
        self.asks.dates.iter().flatten().filter_map(row).collect()
    }

    /// The body in full, for people: what is known, what is not and where to look, then the sources by number.
    pub fn to_text(&self) -> String {
        let mut text = format!("{} ({})\n", self.name(Language::En), self.short_name);
        let stages =
            if self.stages.is_empty() { String::new() } else { format!("; stages: {}", self.stages.join(", ")) };
        text += &format!("In a report: `submitted_to: {}`{stages}\n", self.id);
        if let Some(look) = &self.look {
            text += &format!("Read this page before you submit: {look}\n");
        }
        text.push('\n');
        let general = self.general_sources();
        let (mut sources, mut topic) = (Vec::new(), String::new());
        let (known, unknown): (Vec<FigureRow>, Vec<FigureRow>) = self.figures().into_iter().partition(|row| row.known);
        for row in known.iter().filter(|row| !general.contains_key(&row.source_key)) {
            let number = row.source.as_ref().map(|source| number_of(&mut sources, &row.source_key, source));
            let shown = if row.topic == topic { "" } else { &row.topic };
            text += &format!("{shown:<TOPIC_WIDTH$} {}\n", one_row(row, number));
            if let Some(note) = &row.note {
                text += &format!("{:TOPIC_WIDTH$}   ({note})\n", "");
            }
            topic.clone_from(&row.topic);
        }
        text += &not_confirmed(&unknown);
        if !general.is_empty() {
            text += "\nWhat this program does for every body: `assemble bodies generic`.\n";
        }
        if !sources.is_empty() {
            text += "\nSources\n";
        }
        for (index, (_, source)) in sources.iter().enumerate() {
            text += &format!("  [{}] {}\n", index + 1, one_source(source));
        }
        text
    }

    /// The sources of the house style, where this is not the house style itself.
    fn general_sources(&self) -> BTreeMap<String, Source> {
        let generic = if self.id == GENERIC { None } else { Profile::load(GENERIC).ok().flatten() };
        generic.map(|generic| generic.sources).unwrap_or_default()
    }
}

fn sure<T>(figure: Option<&Figure<T>>) -> Option<Confidence> {
    figure.filter(|figure| figure.value.is_some()).map(|figure| figure.confidence)
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

/// `at most 15 pages (a joint submission); should, medium confidence [2]`.
fn one_row(row: &FigureRow, number: Option<usize>) -> String {
    let when = if row.when.is_empty() { String::new() } else { format!("{}: ", row.when) };
    let number = number.map(|number| format!(" [{number}]")).unwrap_or_default();
    let force = match row.authority {
        Authority::Binding => Some("must".to_owned()),
        Authority::Advisory => Some("should".to_owned()),
        Authority::Unstated | Authority::Informative | Authority::Ours => None,
    };
    let sure = match row.confidence {
        Confidence::High => None,
        Confidence::Medium | Confidence::Low => Some(format!("{} confidence", row.confidence.label())),
    };
    let weight: Vec<String> = force.into_iter().chain(sure).collect();
    let weight = if weight.is_empty() { String::new() } else { format!("; {}", weight.join(", ")) };
    format!("{when}{}{weight}{number}", row.value)
}

/// What nobody has read, each reason once.
fn not_confirmed(unknown: &[FigureRow]) -> String {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for row in unknown {
        let reason = row.value.trim_start_matches("unknown: ");
        let topic = if row.when.is_empty() { row.topic.clone() } else { format!("{} ({})", row.topic, row.when) };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, topics)) => topics.push(topic),
            None => reasons.push((reason, vec![topic])),
        }
    }
    let mut text = if reasons.is_empty() { String::new() } else { "\nNot confirmed\n".to_owned() };
    for (reason, topics) in reasons {
        text += &format!("  {}: {reason}\n", topics.join(", "));
    }
    text
}

fn one_source(source: &Source) -> String {
    let place =
        source.symbol.as_deref().or(source.url.as_deref()).map(|place| format!("\n      {place}")).unwrap_or_default();
    let copy = source.copy.as_deref().map(|copy| format!("\n      as copied at {copy}")).unwrap_or_default();
    let partial = if source.partial { "; only a part of it could be read" } else { "" };
    format!("{}; {}; read {}{partial}{place}{copy}", source.title, source.date, source.read)
}

/// The bodies as a table for people.
pub fn bodies_table(bodies: &[BodySummary]) -> String {
    let mark = |confidence: Option<Confidence>| confidence.map_or("-", Confidence::label);
    let width = bodies.iter().map(|body| body.id.chars().count()).max().unwrap_or(0);
    let mut text = format!("{:width$}  length  langs   files   where   by when  limit\n", "id");
    for body in bodies {
        let Knowledge { length, languages, files, place, deadline } = body.knowledge;
        text += &format!(
            "{:width$}  {:<6}  {:<6}  {:<6}  {:<6}  {:<7}  {}\n",
            body.id,
            mark(length),
            mark(languages),
            mark(files),
            mark(place),
            mark(deadline),
            body.length
        );
    }
    text + "\nHow well each body is known: high, read on its own page; medium, read elsewhere; low, old or a fragment; \
            -, not confirmed.\n`assemble bodies ID` shows every figure of a body with its source; `assemble bodies --dates` \
            the dates of sessions.\n"
}

/// What is known by date, for people.
pub fn dates_table(rows: &[DateRow]) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or("-".to_owned(), long_date);
    let width = |cell: fn(&DateRow) -> &str, head: &str| {
        rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or(0).max(head.len())
    };
    let (body, session) = (width(|row| &row.body, "body"), width(|row| &row.session, "session"));
    let mut text = format!("{:body$}  {:session$}  {:<17}  {:<17}  source\n", "body", "session", "deadline", "opens");
    for row in rows {
        text += &format!(
            "{:body$}  {:session$}  {:<17}  {:<17}  {}\n",
            row.body,
            row.session,
            day(row.deadline),
            day(row.opens),
            row.source
        );
    }
    text + "\nDeadlines move: the note of the session decides.\n"
}

#[cfg(test)]
mod tests {
    use super::bodies_table;
    use crate::facts::profile::Profile;

    fn profile(id: &str) -> Profile {
        Profile::load(id).expect("it can be read").expect("it is registered")
    }

    #[test]
    fn a_body_in_full_names_its_page_what_is_known_and_what_is_not() {
        let text = profile("cescr").to_text();
        assert!(text.contains("Read this page before you submit: https://www.ohchr.org/"), "{text}");
        assert!(text.contains("at most 10 pages; should, medium confidence ["), "{text}");
        let (known, unknown) = text.split_once("\nNot confirmed\n").expect("something is not confirmed");
        assert!(known.contains("length ") && unknown.contains("counting (footnotes), counting (annexes)"), "{text}");
        assert_eq!(text.matches("Human Rights Consortium Scotland, naming").count(), 1, "one source, once: {text}");
    }

    #[test]
    fn a_copy_is_named_as_a_copy_and_nowhere_else() {
        let text = profile("hrc-statement").to_text();
        assert!(text.contains("as copied at https://muhaz.org/"), "{text}");
        let hosts = [
            "un-icc.cloud",
            "studylib",
            "scribd",
            "docsbay",
            "muhaz",
            "ddevloper",
            "doksi",
            "europeancourt.org",
            "nmsrv",
        ];
        for id in Profile::ids() {
            let profile = profile(id);
            let rows = profile.figures();
            assert!(!rows.is_empty());
            for source in rows.iter().filter_map(|row| row.source.as_ref()) {
                let own = format!("{:?} {:?} {}", source.url, profile.look, source.title);
                assert!(hosts.iter().all(|host| !own.contains(host)), "{id}: {own}");
            }
        }
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
        for field in ["id", "name", "length", "languages", "knowledge", "known", "unknown"] {
            assert!(summary.get(field).is_some(), "{field}: {summary}");
        }
        let figure = &json["figures"][1];
        for field in ["topic", "when", "value", "known", "authority", "confidence", "note", "source_key", "source"] {
            assert!(figure.get(field).is_some(), "{field}: {figure}");
        }
        assert_eq!(figure["when"], "a joint submission");
        assert_eq!(figure["value"], "at most 6,600 words");
        assert_eq!(figure["source"]["read"], "2026-11-26");
    }
}
