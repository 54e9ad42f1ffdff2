//! The words of a new report: `assemble new` writes them, and what is left of them is found again.

use serde::Deserialize;

/// The session of a new report. A year, a number or a word would be one that can be meant.
pub const SESSION: &str = "XX";

/// The State of a new report: ISO 3166-1 leaves this code to its users, so no State has it.
pub const STATE: &str = "XXX";

/// The words of a new report in one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: String,
    /// The name of the organization.
    pub name: String,
    /// Its short name.
    pub short_name: String,
    /// Its address.
    pub email: String,
    /// What it is, sentence by sentence.
    pub profile: Vec<String>,
    /// The summary, sentence by sentence.
    pub summary: Vec<String>,
    /// The first paragraph.
    pub about: String,
    /// The first heading.
    pub facts: String,
    /// What stands under it.
    pub happened: String,
    /// The second heading.
    pub recommendations: String,
    /// The line before the recommendations.
    pub lead_in: String,
    /// The first of them.
    pub first: String,
    /// The last of them.
    pub second: String,
    /// Key words.
    pub key_words: Vec<String>,
    /// The title of an annex.
    pub annex_title: String,
    /// Its text.
    pub annex: String,
}

impl NewReport {
    /// Sentences that nobody else writes: they are found wherever they stand.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        let longer = self.profile.iter().chain(&self.summary);
        longer.chain([&self.about, &self.happened, &self.email, &self.annex]).map(String::as_str)
    }

    /// Words that are left over only where a paragraph or heading has no others.
    pub fn whole_paragraphs(&self) -> [&str; 3] {
        [&self.first, &self.second, &self.annex_title]
    }
}
