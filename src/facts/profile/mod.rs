//! What each United Nations body asks for: data from `specs/bodies`, each figure with its source.

mod asks;
mod describe;
mod figure;
mod file;
mod show;
mod values;

pub use asks::{Asks, Condition, Limit, Measure, StageDeadline};
pub use describe::FigureRow;
pub(crate) use describe::{condition, format_names, language_names, long_date};
pub use figure::{Authority, Confidence, Figure, Source};
pub use show::{BodyDetails, BodySummary, DateRow, Knowledge, bodies_table, dates_table};
pub use values::{
    AccessibleCopies, Acronyms, Articles, Counted, Deadline, Discouraged, Emphasis, FileFormat, FileName, Footnotes,
    Met, Need, Numbers, PartName, PartRule, Requirement, Scope, SessionDate, Status, SubmitterKind, SubmitterOrder,
    SupporterPlace, Term,
};

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::error::Error;
use crate::facts::language::Language;
use crate::length::Length;
use crate::text::search::has;

/// The bodies: identifier and file. A new body is one file in `specs/bodies` and one line here.
const BODIES: &[(&str, &str)] = &[
    ("cat", include_str!("../../../specs/bodies/cat.yaml")),
    ("ccpr", include_str!("../../../specs/bodies/ccpr.yaml")),
    ("ced", include_str!("../../../specs/bodies/ced.yaml")),
    ("cedaw", include_str!("../../../specs/bodies/cedaw.yaml")),
    ("cerd", include_str!("../../../specs/bodies/cerd.yaml")),
    ("cescr", include_str!("../../../specs/bodies/cescr.yaml")),
    ("cmw", include_str!("../../../specs/bodies/cmw.yaml")),
    ("complaint", include_str!("../../../specs/bodies/complaint.yaml")),
    ("cpd", include_str!("../../../specs/bodies/cpd.yaml")),
    ("crc", include_str!("../../../specs/bodies/crc.yaml")),
    ("crpd", include_str!("../../../specs/bodies/crpd.yaml")),
    ("csw", include_str!("../../../specs/bodies/csw.yaml")),
    ("ecosoc-hls", include_str!("../../../specs/bodies/ecosoc-hls.yaml")),
    ("emrip", include_str!("../../../specs/bodies/emrip.yaml")),
    ("generic", include_str!("../../../specs/bodies/generic.yaml")),
    ("hrc-advisory-committee", include_str!("../../../specs/bodies/hrc-advisory-committee.yaml")),
    ("hrc-statement", include_str!("../../../specs/bodies/hrc-statement.yaml")),
    ("minority-forum", include_str!("../../../specs/bodies/minority-forum.yaml")),
    ("nhri-statement", include_str!("../../../specs/bodies/nhri-statement.yaml")),
    ("special-procedures", include_str!("../../../specs/bodies/special-procedures.yaml")),
    ("spt", include_str!("../../../specs/bodies/spt.yaml")),
    (TREATY_BODIES, include_str!("../../../specs/bodies/treaty-bodies.yaml")),
    ("upr", include_str!("../../../specs/bodies/upr.yaml")),
];

/// The house style, which names no body.
const GENERIC: &str = "generic";

/// What the committees under a treaty have in common: profiles extend it, and no report goes to it.
const TREATY_BODIES: &str = "treaty-bodies";

/// The rules of one body and kind of submission.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its identifier: `cescr`.
    pub id: String,
    /// The body's name in the six languages.
    pub names: BTreeMap<Language, String>,
    /// Its short name: `CESCR`.
    pub short_name: String,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Who submits to it, where only some may.
    pub submitter: SubmitterKind,
    /// Whether it reviews one State at a time; elsewhere a State is only what a text is about.
    pub reviews_states: bool,
    /// The stages its procedure distinguishes, as a report writes them.
    pub stages: Vec<String>,
    /// The official page to read before a text is sent.
    pub look: Option<String>,
    /// Page margins, all four.
    pub margin: Length,
    /// Type sizes and spacing.
    pub typography: Typography,
    /// Whether the paragraphs of the body are numbered.
    pub number_paragraphs: bool,
    /// Whether headings are numbered by the United Nations scheme.
    pub number_headings: bool,
    /// Whether the articles that a heading is about are printed after it.
    pub names_articles: bool,
    /// Whether paragraph numbers begin anew in each annex.
    pub annexes_restart: bool,
    /// Whether the body asks for a cover page.
    pub cover: bool,
    /// With how many headings a table of contents is made without being asked for; `None`: never.
    pub contents_from_headings: Option<usize>,
    /// Every figure with its source.
    pub asks: Asks,
    /// The sources the figures name.
    pub sources: BTreeMap<String, Source>,
}

/// What a profile may say about type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typography {
    /// Size of running text.
    pub size: Length,
    /// Size of footnotes.
    pub note_size: Length,
    /// Line distance in thousandths of single.
    pub line_spacing: u32,
}

/// A kind of body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyKind {
    /// A committee of independent experts that reviews States under a treaty.
    TreatyBody,
    /// The Universal Periodic Review.
    PeriodicReview,
    /// The Human Rights Council and its subsidiary bodies.
    Council,
    /// The Economic and Social Council and its commissions.
    EconomicAndSocial,
    /// Any other.
    Other,
}

impl Profile {
    /// Whether it is the house style, which names no body.
    pub fn is_generic(&self) -> bool {
        self.id == GENERIC
    }

    /// The identifiers of all bodies, in the order of the alphabet.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        BODIES.iter().map(|(id, _)| *id).filter(|id| *id != TREATY_BODIES)
    }

    /// The profile of a body; `None` if there is no such body.
    pub fn load(id: &str) -> Result<Option<Profile>, Error> {
        if id == TREATY_BODIES { Ok(None) } else { file::load(id, BODIES) }
    }

    /// The identifier of the one body that has this name or short name, whatever its capitals.
    pub fn named(name: &str) -> Option<String> {
        let name = name.to_lowercase();
        // `CEDAW Committee`, `UN CESCR`.
        let words: Vec<&str> =
            name.split_whitespace().filter(|word| !matches!(*word, "the" | "un" | "committee")).collect();
        let name = match words.as_slice() {
            [word] => (*word).to_owned(),
            _ => name.clone(),
        };
        let is_named = |profile: &Profile| {
            profile.short_name.to_lowercase() == name || profile.names.values().any(|own| own.to_lowercase() == name)
        };
        let mut named = Profile::all().iter().filter(|profile| is_named(profile));
        named.next().filter(|_| named.next().is_none()).map(|profile| profile.id.clone())
    }

    /// The identifiers of the bodies that are addressed by this name. Only the files that have it are read.
    pub(crate) fn addressed(name: &str, language: Language) -> Vec<&'static str> {
        let is_addressed = |id: &&str| {
            Profile::load(id).ok().flatten().is_some_and(|profile| profile.addressee(language) == Some(name))
        };
        BODIES.iter().filter(|(_, file)| has(file, name)).map(|(id, _)| *id).filter(is_addressed).collect()
    }

    /// All bodies, read once in a run.
    pub(crate) fn all() -> &'static [Profile] {
        static ALL: OnceLock<Vec<Profile>> = OnceLock::new();
        ALL.get_or_init(|| Profile::ids().filter_map(|id| Profile::load(id).ok().flatten()).collect())
    }

    /// The body's name in a language.
    pub fn name(&self, language: Language) -> &str {
        self.names.get(&language).map_or(&self.short_name, |name| name)
    }

    /// The name to write on a report; `None` where no body is meant.
    pub fn addressee(&self, language: Language) -> Option<&str> {
        (self.id != GENERIC).then(|| self.name(language))
    }

    /// The emphasis that the body does not accept.
    pub fn forbidden_emphasis(&self) -> &[Emphasis] {
        self.asks.forbidden_emphasis.as_ref().and_then(|figure| figure.value.as_deref()).unwrap_or_default()
    }

    /// The source of a figure.
    pub fn source<T>(&self, figure: &Figure<T>) -> Option<&Source> {
        self.sources.get(&figure.source)
    }

    /// The source of a figure in one line: title, date, day read, confidence. The address is the official one; that of
    /// a copy is shown by `assemble bodies` only.
    pub fn cite<T>(&self, figure: &Figure<T>) -> String {
        let Some(source) = self.source(figure) else { return figure.source.clone() };
        let binding = figure.authority.label();
        let confidence = figure.confidence.label();
        let own = source.symbol.as_deref().or(source.url.as_deref()).map(|place| format!(", {place}"));
        let confirm = || self.look.as_deref().map(|look| format!("; confirm at {look}"));
        let place = own.or_else(confirm).unwrap_or_default();
        format!("{} ({}), read {}{place}; {binding}; confidence {confidence}", source.title, source.date, source.read)
    }
}

#[cfg(test)]
mod tests;
