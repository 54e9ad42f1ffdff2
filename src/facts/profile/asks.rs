//! What a body asks for, figure by figure, as the files in `specs/bodies` write it; one profile inherits from another.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::figure::Figure;
use super::values::{
    AccessibleCopies, Acronyms, Articles, Counted, Deadline, Discouraged, Emphasis, FileFormat, FileName, Footnotes,
    Numbers, PartRule, Requirement, Scope, SessionDate, Status, SubmitterKind, SubmitterOrder, SupporterPlace, Term,
};
use crate::facts::language::Language;

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
    /// Copies for persons with disabilities.
    pub accessible_copies: Option<Figure<AccessibleCopies>>,
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
    /// Where organizations without consultative status are named.
    pub supporters: Option<Figure<SupporterPlace>>,
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
    /// Whether the articles of the treaty are named in the text.
    pub named_articles: Option<Figure<bool>>,
    /// By when; the first whose condition holds is the one that counts.
    pub deadlines: Option<Vec<StageDeadline>>,
    /// Deadlines and openings of sessions that are known by date.
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
            accessible_copies: self.accessible_copies.or(parent.accessible_copies),
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
            supporters: self.supporters.or(parent.supporters),
            acronyms: self.acronyms.or(parent.acronyms),
            terms: self.terms.or(parent.terms),
            draft_report_references: self.draft_report_references.or(parent.draft_report_references),
            confidential: self.confidential.or(parent.confidential),
            publication: self.publication.or(parent.publication),
            articles: self.articles.or(parent.articles),
            named_articles: self.named_articles.or(parent.named_articles),
            deadlines: self.deadlines.or(parent.deadlines),
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

/// A deadline and when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageDeadline {
    /// For which submissions.
    #[serde(default)]
    pub when: Condition,
    /// By when.
    pub by: Figure<Deadline>,
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
