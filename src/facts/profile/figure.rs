//! A figure of a profile: a value, or that it is unknown, with the authority behind it.

use serde::{Deserialize, Serialize};

/// One thing that a body asks for, with who says so and how surely we know it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure<T> {
    /// What is asked for; `None`: nobody has read it, see [`Figure::unknown`].
    #[serde(default = "Option::default")]
    pub value: Option<T>,
    /// Why it is not known and where to look; an unknown figure never fails a report.
    #[serde(default)]
    pub unknown: Option<String>,
    /// The key of its source in [`super::Profile::sources`].
    pub source: String,
    /// How far it binds.
    pub authority: Authority,
    /// How surely we know it.
    pub confidence: Confidence,
    /// What a reader of the figure should know besides.
    #[serde(default)]
    pub note: Option<String>,
}

/// How far a figure binds the submitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// The body does not accept or consider a text that breaks it.
    Binding,
    /// The body recommends or requests it.
    Advisory,
    /// The source states it and does not say whether it binds.
    Unstated,
    /// A fact that is good to know and asks for nothing.
    Informative,
    /// The choice of this program where no body gives a figure.
    Ours,
}

impl Authority {
    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            Authority::Binding => "binding",
            Authority::Advisory => "advisory",
            Authority::Unstated => "the source does not say whether it is binding",
            Authority::Informative => "information",
            Authority::Ours => "our choice",
        }
    }
}

/// How surely we know a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A fragment, an inference, or long out of date.
    Low,
    /// Read on another page that names the body's note, or on an old page of the body.
    Medium,
    /// Read on the body's own page.
    High,
}

impl Confidence {
    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// A document or page that says what a body asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title, and who published it where that is not the body.
    pub title: String,
    /// Who says so, as it stands in a sentence: `an NGO network quoting the Committee’s note`; absent: the title does.
    #[serde(default)]
    pub who: Option<String>,
    /// Its own address; our own choices have none.
    #[serde(default)]
    pub url: Option<String>,
    /// The address of the copy that was read, where that was not its own: a staging server, a library of copies.
    #[serde(default)]
    pub copy: Option<String>,
    /// Its symbol, where it is a document of the United Nations and was read without an address.
    #[serde(default)]
    pub symbol: Option<String>,
    /// Its date as the source gives it: `undated` is an answer.
    pub date: String,
    /// The day it was read, year-month-day.
    pub read: String,
    /// Whether only a part of it could be read.
    #[serde(default)]
    pub partial: bool,
}
