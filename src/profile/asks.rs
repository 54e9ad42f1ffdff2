//! The kinds of things a body asks for, as the files in `specs/bodies` write them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::figure::Figure;
use crate::language::Language;

/// What a body asks for, figure by figure; what is absent here is not mentioned by any source we read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asks {
    /// Limits of length, the first whose condition holds is the one that counts (one for words, one for pages).
    pub limits: Option<Vec<Limit>>,
    /// Which words count.
    pub counts: BTreeMap<Counted, Figure<bool>>,
    /// The languages that are accepted.
    pub languages: Option<Figure<Vec<Language>>>,
    /// The languages that are preferred among them.
    pub preferred_languages: Option<Figure<Vec<Language>>>,
    /// The formats to upload.
    pub upload_formats: Option<Figure<Vec<FileFormat>>>,
    /// The formats that are refused.
    pub refused_formats: Option<Figure<Vec<FileFormat>>>,
    /// The typeface asked for.
    pub font: Option<Figure<String>>,
    /// Size of running text in points.
    pub font_size: Option<Figure<u32>>,
    /// Size of footnotes in points.
    pub note_size: Option<Figure<u32>>,
    /// Line distance in thousandths of single.
    pub line_spacing: Option<Figure<u32>>,
    /// Page margins in millimetres.
    pub margin: Option<Figure<u32>>,
    /// Emphasis that may not be used.
    pub forbidden_emphasis: Option<Figure<Vec<Emphasis>>>,
    /// Whether paragraphs have numbers.
    pub paragraph_numbers: Option<Figure<Numbers>>,
    /// Whether headings have numbers by the United Nations scheme.
    pub heading_numbers: Option<Figure<Numbers>>,
    /// Whether paragraph numbers begin anew in each annex.
    pub annexes_restart: Option<Figure<bool>>,
    /// Whether footnotes may be used.
    pub footnotes: Option<Figure<Footnotes>>,
    /// Whether there is a cover page.
    pub cover: Option<Figure<bool>>,
    /// What the first page names.
    pub cover_fields: Option<Figure<Vec<String>>>,
    /// With how many headings a table of contents is made without being asked for.
    pub contents_from_headings: Option<Figure<usize>>,
    /// Parts that are required, recommended or forbidden.
    pub parts: Option<Vec<Figure<PartRule>>>,
    /// In which order the organizations of a joint submission are named.
    pub joint_order: Option<Figure<SubmitterOrder>>,
    /// Whether each organization needs consultative status.
    pub status_needed: Option<Figure<bool>>,
    /// Whether abbreviations may be used.
    pub acronyms: Option<Figure<Acronyms>>,
    /// Words to avoid.
    pub terms: Option<Vec<Figure<Term>>>,
    /// Whether pages and paragraphs of a draft State report are cited.
    pub draft_report_references: Option<Figure<Discouraged>>,
    /// Whether a text may be confidential.
    pub confidential: Option<Figure<bool>>,
    /// What becomes public.
    pub publication: Option<Figure<String>>,
    /// The articles of the treaty that a report can speak of.
    pub articles: Option<Figure<Articles>>,
    /// By when, as a rule in words.
    pub deadline: Option<Figure<String>>,
    /// Deadlines that are known by date.
    pub dates: Option<Vec<Figure<SessionDate>>>,
    /// Where to send it.
    pub channel: Option<Figure<String>>,
    /// How the files are named.
    pub file_name: Option<Figure<FileName>>,
    /// What else is asked, and who sees to it; those of an extended profile hold as well.
    pub requirements: Vec<Figure<Requirement>>,
}

impl Asks {
    /// These figures, and those of `parent` where these say nothing.
    pub(super) fn inherit(self, parent: Asks) -> Asks {
        let mut counts = parent.counts;
        counts.extend(self.counts);
        Asks {
            limits: self.limits.or(parent.limits),
            counts,
            languages: self.languages.or(parent.languages),
            preferred_languages: self.preferred_languages.or(parent.preferred_languages),
            upload_formats: self.upload_formats.or(parent.upload_formats),
            refused_formats: self.refused_formats.or(parent.refused_formats),
            font: self.font.or(parent.font),
            font_size: self.font_size.or(parent.font_size),
            note_size: self.note_size.or(parent.note_size),
            line_spacing: self.line_spacing.or(parent.line_spacing),
            margin: self.margin.or(parent.margin),
            forbidden_emphasis: self.forbidden_emphasis.or(parent.forbidden_emphasis),
            paragraph_numbers: self.paragraph_numbers.or(parent.paragraph_numbers),
            heading_numbers: self.heading_numbers.or(parent.heading_numbers),
            annexes_restart: self.annexes_restart.or(parent.annexes_restart),
            footnotes: self.footnotes.or(parent.footnotes),
            cover: self.cover.or(parent.cover),
            cover_fields: self.cover_fields.or(parent.cover_fields),
            contents_from_headings: self.contents_from_headings.or(parent.contents_from_headings),
            parts: self.parts.or(parent.parts),
            joint_order: self.joint_order.or(parent.joint_order),
            status_needed: self.status_needed.or(parent.status_needed),
            acronyms: self.acronyms.or(parent.acronyms),
            terms: self.terms.or(parent.terms),
            draft_report_references: self.draft_report_references.or(parent.draft_report_references),
            confidential: self.confidential.or(parent.confidential),
            publication: self.publication.or(parent.publication),
            articles: self.articles.or(parent.articles),
            deadline: self.deadline.or(parent.deadline),
            dates: self.dates.or(parent.dates),
            channel: self.channel.or(parent.channel),
            file_name: self.file_name.or(parent.file_name),
            requirements: self.requirements.into_iter().chain(parent.requirements).collect(),
        }
    }
}

/// A limit of length and when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// For which submissions.
    #[serde(default)]
    pub when: Condition,
    /// How much.
    pub limit: Figure<Measure>,
    /// Words that the body adds itself, such as a cover page made by its form.
    #[serde(default)]
    pub reserved: Option<Figure<u32>>,
}

/// How much a text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// At most so many words.
    Words(u32),
    /// At most so many pages.
    Pages(u32),
    /// As much as one likes.
    Unlimited,
}

/// For which submissions something holds; what is absent does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Condition {
    /// The kinds of submitter.
    pub submitter: Option<Vec<SubmitterKind>>,
    /// Several organizations, or a coalition.
    pub joint: Option<bool>,
    /// Consultative status with the Economic and Social Council.
    pub status: Option<Vec<Status>>,
    /// Stages of the procedure.
    pub stage: Option<Vec<String>>,
    /// Comprehensive or thematic.
    pub scope: Option<Scope>,
}

/// What an organization is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubmitterKind {
    /// A non-governmental organization.
    Ngo,
    /// A national human rights institution.
    Nhri,
    /// A coalition that writes under its own name.
    Coalition,
    /// Children writing for themselves.
    Child,
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

/// How much of a treaty a report covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// All of it.
    Comprehensive,
    /// Some themes.
    Thematic,
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

/// A way of making words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Emphasis {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined; this program never underlines.
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

/// A deadline that is known by date.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionDate {
    /// The session, as a report writes it.
    pub session: String,
    /// The last day, year-month-day.
    pub date: String,
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

/// Something asked for that is no figure.
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
