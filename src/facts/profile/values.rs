//! The values that figures of a profile can take, with the words that people read for them.

use serde::{Deserialize, Serialize};

/// What an organization is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubmitterKind {
    /// A non-governmental organization.
    #[default]
    Ngo,
    /// A national human rights institution.
    Nhri,
    /// A coalition that writes under its own name.
    Coalition,
    /// Children writing for themselves.
    Child,
}

impl SubmitterKind {
    /// The words that a report says it in.
    pub const WORDS: [(&str, SubmitterKind); 4] = [
        ("ngo", SubmitterKind::Ngo),
        ("nhri", SubmitterKind::Nhri),
        ("coalition", SubmitterKind::Coalition),
        ("child", SubmitterKind::Child),
    ];

    /// The word that a report says it in.
    pub fn word(self) -> &'static str {
        SubmitterKind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("ngo", |(word, _)| word)
    }
}

/// Consultative status with the Economic and Social Council (resolution 1996/31).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// General.
    General,
    /// Special.
    Special,
    /// On the roster.
    Roster,
    /// No status.
    None,
}

impl Status {
    /// The words that a report says it in.
    pub const WORDS: [(&str, Status); 4] = [
        ("general", Status::General),
        ("special", Status::Special),
        ("roster", Status::Roster),
        ("none", Status::None),
    ];
}

/// How much of a treaty a report covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// All of it.
    Comprehensive,
    /// Some themes.
    Thematic,
}

impl Scope {
    /// The words that a report says it in.
    pub const WORDS: [(&str, Scope); 2] = [("comprehensive", Scope::Comprehensive), ("thematic", Scope::Thematic)];
}

/// What can count towards a limit or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// The cover page.
    Cover,
    /// The title block.
    Title,
    /// Who the submitters are.
    Profile,
    /// The table of contents.
    Contents,
    /// The executive summary.
    Summary,
    /// The running text of the body: paragraphs, lists, recommendations, quotations.
    Body,
    /// Headings of the summary and the body.
    Headings,
    /// Cells of tables in the summary and the body.
    Tables,
    /// Captions of tables and figures in the summary and the body.
    Captions,
    /// Footnotes, except those of annexes.
    Footnotes,
    /// Annexes with all that is in them.
    Annexes,
}

impl Counted {
    /// Each of them, in the order of a report.
    pub const ALL: [Counted; 11] = [
        Counted::Cover,
        Counted::Title,
        Counted::Profile,
        Counted::Contents,
        Counted::Summary,
        Counted::Body,
        Counted::Headings,
        Counted::Tables,
        Counted::Captions,
        Counted::Footnotes,
        Counted::Annexes,
    ];

    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            Counted::Cover => "cover page",
            Counted::Title => "title block",
            Counted::Profile => "profile of the submitters",
            Counted::Contents => "table of contents",
            Counted::Summary => "summary",
            Counted::Body => "body text",
            Counted::Headings => "headings",
            Counted::Tables => "tables",
            Counted::Captions => "captions",
            Counted::Footnotes => "footnotes",
            Counted::Annexes => "annexes",
        }
    }
}

/// A format of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileFormat {
    /// Word.
    Docx,
    /// PDF.
    Pdf,
    /// Text pasted into a form on the web.
    WebForm,
    /// A picture or a scan.
    Image,
}

impl FileFormat {
    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            FileFormat::Docx => "Word (.docx)",
            FileFormat::Pdf => "PDF",
            FileFormat::WebForm => "text pasted into the web form",
            FileFormat::Image => "pictures or scans",
        }
    }
}

/// How far a body asks for copies that persons with disabilities can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessibleCopies {
    /// Whenever they can be made.
    WheneverPossible,
}

impl AccessibleCopies {
    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            AccessibleCopies::WheneverPossible => "accessible formats whenever possible",
        }
    }
}

/// A way of making words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Emphasis {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined: links, where the body does not forbid it.
    Underline,
}

impl Emphasis {
    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            Emphasis::Bold => "bold",
            Emphasis::Italic => "italics",
            Emphasis::Underline => "underlining",
        }
    }
}

/// Whether something has numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbers {
    /// It must.
    Required,
    /// It may, and does here.
    Optional,
    /// It may not.
    Forbidden,
}

impl Numbers {
    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            Numbers::Required => "required",
            Numbers::Optional => "optional",
            Numbers::Forbidden => "forbidden",
        }
    }
}

/// Whether footnotes may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Footnotes {
    /// They may.
    Allowed,
    /// Better not.
    Avoid,
}

/// Something that is better not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Discouraged {
    /// Better not.
    Avoid,
}

/// Whether abbreviations may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Acronyms {
    /// They may.
    Allowed,
    /// Only after they were written in full.
    SpelledOutFirst,
}

/// A part of a report that this program can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartName {
    /// The cover page.
    Cover,
    /// Who the submitters are.
    Profile,
    /// The table of contents.
    Contents,
    /// The executive summary.
    Summary,
    /// Recommendations.
    Recommendations,
    /// Annexes.
    Annexes,
    /// Key words.
    Keywords,
    /// How to reach the submitter.
    Contact,
    /// The agenda item of a statement.
    AgendaItem,
    /// The session.
    Session,
    /// The State under review.
    State,
}

impl PartName {
    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            PartName::Cover => "a cover page",
            PartName::Profile => "a profile of the submitters",
            PartName::Contents => "a table of contents",
            PartName::Summary => "a summary",
            PartName::Recommendations => "recommendations",
            PartName::Annexes => "annexes",
            PartName::Keywords => "key words",
            PartName::Contact => "contact details",
            PartName::AgendaItem => "the agenda item",
            PartName::Session => "the session",
            PartName::State => "the State under review",
        }
    }
}

/// Whether a part must, should or may not be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// It must be there.
    Required,
    /// It should be there.
    Recommended,
    /// It may not be there.
    Forbidden,
}

impl Need {
    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            Need::Required => "required",
            Need::Recommended => "recommended",
            Need::Forbidden => "forbidden",
        }
    }
}

/// A part and whether it must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartRule {
    /// The part.
    pub part: PartName,
    /// Whether it must be there.
    pub need: Need,
}

/// In which order organizations are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubmitterOrder {
    /// General status, then special, then roster.
    ByStatus,
    /// By the alphabet.
    Alphabetical,
}

impl SubmitterOrder {
    /// As it is shown to people.
    pub const fn label(self) -> &'static str {
        match self {
            SubmitterOrder::ByStatus => "general status first, then special, then roster",
            SubmitterOrder::Alphabetical => "alphabetical",
        }
    }
}

/// Words to avoid and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The words to avoid, in lower case.
    pub avoid: String,
    /// The words to write.
    pub write: String,
}

/// The articles of a treaty that a report can speak of.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Articles {
    /// The treaty, as it is called in a sentence.
    pub treaty: String,
    /// The last article of the substantive part.
    pub substantive: u32,
    /// The last article of the treaty, where that was seen.
    #[serde(default)]
    pub last: Option<u32>,
}

/// By when a text must be there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The rule in words.
    pub rule: String,
    /// How many days before the session opens, where the rule is a number of days.
    #[serde(default)]
    pub days: Option<u32>,
}

/// What is known by date of a session.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionDate {
    /// The session, as a report writes it.
    pub session: String,
    /// The last day for a text.
    #[serde(default)]
    pub date: Option<jiff::civil::Date>,
    /// The day the session opens.
    #[serde(default)]
    pub opens: Option<jiff::civil::Date>,
}

/// Where organizations without consultative status that support a statement are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SupporterPlace {
    /// In a footnote to the title, by the sentence of the form.
    TitleFootnote,
}

/// How files are named for the upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileName {
    /// Short name, body, State, session, language: ours where the United Nations assigns its own.
    Neutral,
    /// Short name, UPR and session, State, language letter, `Main` or `CoverPage`.
    Upr,
}

/// Something asked for that is not a figure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// What, in a sentence.
    pub text: String,
    /// Who sees to it.
    pub met: Met,
    /// The rule that looks at it, where one does.
    #[serde(default)]
    pub rule: Option<String>,
    /// At which stages; absent: at each.
    #[serde(default)]
    pub stage: Option<Vec<String>>,
}

/// Who sees to a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    /// A rule looks at it.
    Checked,
    /// The files are always made so.
    BuiltIn,
    /// Only the author can know.
    Yours,
}
