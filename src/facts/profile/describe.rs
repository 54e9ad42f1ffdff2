//! Describes a [`Profile`] in rows that people read: every figure with its value in words and its source.

use serde::Serialize;

use super::{
    Acronyms, Articles, Authority, Condition, Confidence, Counted, Emphasis, Figure, FileFormat, FileName, Footnotes,
    Measure, Met, Profile, Scope, SessionDate, Source, Status, SubmitterKind, SupporterPlace,
};
use crate::diagnostic::counted;
use crate::facts::language::Language;

/// One figure in words.
#[derive(Clone, Debug, Serialize)]
pub struct FigureRow {
    /// What it is about: `length`, `languages`.
    pub topic: String,
    /// For which submissions it holds; empty: for all.
    pub when: String,
    /// The value in words, or why it is unknown.
    pub value: String,
    /// Whether the value is known.
    pub known: bool,
    /// How far it binds.
    pub authority: Authority,
    /// How surely we know it.
    pub confidence: Confidence,
    /// What else to know.
    pub note: Option<String>,
    /// The key of its source in the file.
    pub source_key: String,
    /// Its source.
    pub source: Option<Source>,
    /// Whether it is both known and unknown: a fault of the file.
    #[serde(skip)]
    pub both: bool,
}

impl Profile {
    /// Every figure, in the order of interest to a submitter.
    pub fn figures(&self) -> Vec<FigureRow> {
        let mut rows = Rows { profile: self, rows: Vec::new() };
        rows.length();
        rows.text();
        rows.look();
        rows.sending();
        rows.rows
    }
}

struct Rows<'a> {
    profile: &'a Profile,
    rows: Vec<FigureRow>,
}

impl Rows<'_> {
    fn add<T>(&mut self, topic: &str, when: String, figure: &Figure<T>, words: impl Fn(&T) -> String) {
        let value = match (&figure.value, &figure.unknown) {
            (Some(value), _) => words(value),
            (None, Some(reason)) => format!("unknown: {reason}"),
            (None, None) => String::new(),
        };
        self.rows.push(FigureRow {
            topic: topic.to_owned(),
            when,
            value,
            known: figure.value.is_some(),
            authority: figure.authority,
            confidence: figure.confidence,
            note: figure.note.clone(),
            source_key: figure.source.clone(),
            source: self.profile.source(figure).cloned(),
            both: figure.value.is_some() && figure.unknown.is_some(),
        });
    }

    fn maybe<T>(&mut self, topic: &str, figure: Option<&Figure<T>>, words: impl Fn(&T) -> String) {
        if let Some(figure) = figure {
            self.add(topic, String::new(), figure, words);
        }
    }

    fn length(&mut self) {
        let asks = &self.profile.asks;
        for limit in asks.limits.iter().flatten() {
            self.add("length", condition(&limit.when), &limit.limit, |measure| match measure {
                Measure::Words(words) => format!("at most {}", counted(*words as usize, "word", "words")),
                Measure::Pages(pages) => format!("at most {}", counted(*pages as usize, "page", "pages")),
                Measure::Unlimited => "no limit".to_owned(),
            });
            if let Some(reserved) = &limit.reserved {
                self.add("length, kept free", condition(&limit.when), reserved, |words| {
                    counted(*words as usize, "word", "words")
                });
            }
        }
        for part in Counted::ALL {
            if let Some(figure) = asks.counts.get(&part) {
                self.add("counting", part.label().to_owned(), figure, |counts| {
                    if *counts { "counts" } else { "does not count" }.to_owned()
                });
            }
        }
    }

    fn text(&mut self) {
        let asks = &self.profile.asks;
        self.maybe("languages", asks.languages.as_ref(), |languages| language_names(languages));
        self.maybe("languages preferred", asks.preferred_languages.as_ref(), |languages| language_names(languages));
        for figure in asks.parts.iter().flatten() {
            self.add("parts", String::new(), figure, |rule| format!("{}: {}", rule.part.label(), rule.need.label()));
        }
        self.maybe("first page", asks.cover_fields.as_ref(), |fields| fields.join(", "));
        self.maybe("order of joint submitters", asks.joint_order.as_ref(), |order| order.label().to_owned());
        self.maybe("consultative status", asks.status_needed.as_ref(), |needed| {
            if *needed { "each organization needs it" } else { "not needed" }.to_owned()
        });
        self.maybe("supporters without status", asks.supporters.as_ref(), |place| match place {
            SupporterPlace::TitleFootnote => "in a footnote to the title, made from `supporters`".to_owned(),
        });
        self.maybe("abbreviations", asks.acronyms.as_ref(), |acronyms| {
            match acronyms {
                Acronyms::Allowed => "allowed",
                Acronyms::SpelledOutFirst => "only after they were spelled out",
            }
            .to_owned()
        });
        for figure in asks.terms.iter().flatten() {
            self.add("words to avoid", String::new(), figure, |term| {
                format!("“{}”: write “{}”", term.avoid, term.write)
            });
        }
        self.maybe("numbers of a draft State report", asks.draft_report_references.as_ref(), |_| {
            "avoid them".to_owned()
        });
        self.maybe("articles", asks.articles.as_ref(), articles);
        self.maybe("articles in the text", asks.named_articles.as_ref(), |named| {
            if *named { "named; those given with a heading are printed after it" } else { "need not be named" }
                .to_owned()
        });
        self.maybe("footnotes", asks.footnotes.as_ref(), |footnotes| {
            match footnotes {
                Footnotes::Allowed => "allowed",
                Footnotes::Avoid => "avoid them",
            }
            .to_owned()
        });
    }

    fn look(&mut self) {
        let asks = &self.profile.asks;
        self.maybe("typeface", asks.font.as_ref(), String::clone);
        self.maybe("type size", asks.font_size.as_ref(), |size| format!("{size} pt"));
        self.maybe("footnote size", asks.note_size.as_ref(), |size| format!("{size} pt"));
        self.maybe("line spacing", asks.line_spacing.as_ref(), |spacing| match spacing % 1000 {
            0 => (spacing / 1000).to_string(),
            rest => format!("{}.{:03}", spacing / 1000, rest).trim_end_matches('0').to_owned(),
        });
        self.maybe("margins", asks.margin.as_ref(), |margin| format!("{margin} mm"));
        self.maybe("emphasis forbidden", asks.forbidden_emphasis.as_ref(), |kinds| {
            kinds.iter().map(|kind: &Emphasis| kind.label()).collect::<Vec<_>>().join(", ")
        });
        self.maybe("paragraph numbers", asks.paragraph_numbers.as_ref(), |numbers| numbers.label().to_owned());
        self.maybe("heading numbers", asks.heading_numbers.as_ref(), |numbers| numbers.label().to_owned());
        self.maybe("paragraph numbers in annexes", asks.annexes_restart.as_ref(), |restart| {
            if *restart { "begin anew" } else { "go on" }.to_owned()
        });
        self.maybe("cover page", asks.cover.as_ref(), |cover| if *cover { "yes" } else { "no" }.to_owned());
        self.maybe("table of contents", asks.contents_from_headings.as_ref(), |headings| {
            format!("made from {} on", counted(*headings, "heading", "headings"))
        });
    }

    fn sending(&mut self) {
        let asks = &self.profile.asks;
        self.maybe("formats", asks.upload_formats.as_ref(), |formats| format_names(formats));
        self.maybe("formats refused", asks.refused_formats.as_ref(), |formats| format_names(formats));
        self.maybe("accessible copies", asks.accessible_copies.as_ref(), |copies| copies.label().to_owned());
        self.maybe("confidential texts", asks.confidential.as_ref(), |possible| {
            if *possible { "possible" } else { "not possible" }.to_owned()
        });
        self.maybe("publication", asks.publication.as_ref(), String::clone);
        for deadline in asks.deadlines.iter().flatten() {
            self.add("deadline", condition(&deadline.when), &deadline.by, |by| by.rule.clone());
        }
        for figure in asks.dates.iter().flatten() {
            self.add("session dates", String::new(), figure, session_dates);
        }
        self.maybe("where to send", asks.channel.as_ref(), String::clone);
        self.maybe("file names", asks.file_name.as_ref(), |name| {
            match name {
                FileName::Neutral => "short name, body, State, session, language",
                FileName::Upr => "short name, UPR and session, State, language letter, Main or CoverPage",
            }
            .to_owned()
        });
        for figure in &asks.requirements {
            let stages = figure.value.as_ref().and_then(|value| value.stage.clone());
            let when = condition(&Condition { stage: stages, ..Condition::default() });
            let topic = match figure.value.as_ref().map(|requirement| requirement.met) {
                Some(Met::Yours) | None => "for you to see to",
                Some(Met::Checked | Met::BuiltIn) => "also",
            };
            self.add(topic, when, figure, |requirement| match (requirement.met, &requirement.rule) {
                (Met::Checked, Some(rule)) => format!("{} (checked: {rule})", requirement.text),
                (Met::Checked, None) => format!("{} (checked)", requirement.text),
                (Met::BuiltIn, _) => format!("{} (always so)", requirement.text),
                (Met::Yours, _) => requirement.text.clone(),
            });
        }
    }
}

/// A condition in words; empty if it holds for all.
pub(crate) fn condition(when: &Condition) -> String {
    let mut words = Vec::new();
    if let Some(kinds) = &when.submitter {
        words.push(list(kinds, |kind| match kind {
            SubmitterKind::Ngo => "a non-governmental organization",
            SubmitterKind::Nhri => "a national human rights institution",
            SubmitterKind::Coalition => "a coalition",
            SubmitterKind::Child => "children",
        }));
    }
    match when.joint {
        Some(true) => words.push("a joint submission".to_owned()),
        Some(false) => words.push("one organization".to_owned()),
        None => {}
    }
    if let Some(statuses) = &when.status {
        let names = list(statuses, |status| match status {
            Status::General => "general",
            Status::Special => "special",
            Status::Roster => "roster",
            Status::None => "no",
        });
        words.push(format!("{names} status"));
    }
    if let Some(stages) = &when.stage {
        words.push(format!("stage {}", stages.join(" or ")));
    }
    match when.scope {
        Some(Scope::Comprehensive) => words.push("comprehensive".to_owned()),
        Some(Scope::Thematic) => words.push("thematic".to_owned()),
        None => {}
    }
    words.join(", ")
}

/// `session 74: 28 August 2023 (opens 25 September 2023)`.
fn session_dates(known: &SessionDate) -> String {
    let opens = known.opens.map(|day| format!("opens {}", long_date(day)));
    let text = match (known.date.map(long_date), opens) {
        (Some(date), Some(opens)) => format!("{date} ({opens})"),
        (date, opens) => date.or(opens).unwrap_or_default(),
    };
    format!("session {}: {text}", known.session)
}

/// `28 August 2023`.
pub(crate) fn long_date(date: jiff::civil::Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn list<T>(values: &[T], word: impl Fn(&T) -> &'static str) -> String {
    values.iter().map(word).collect::<Vec<_>>().join(" or ")
}

fn articles(articles: &Articles) -> String {
    let last = articles.last.map_or("the last article is not known to us".to_owned(), |last| format!("of {last}"));
    format!("{}: articles 1 to {} ({last})", articles.treaty, articles.substantive)
}

/// `English, French`.
pub(crate) fn language_names(languages: &[Language]) -> String {
    languages.iter().map(|language| language.name()).collect::<Vec<_>>().join(", ")
}

/// `Word (.docx), PDF`.
pub(crate) fn format_names(formats: &[FileFormat]) -> String {
    formats.iter().map(|format| format.label()).collect::<Vec<_>>().join(", ")
}
