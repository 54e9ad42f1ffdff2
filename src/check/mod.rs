//! The rules, in one list: they look at a resolved report and at what its body asks for.
//!
//! A rule is a file of code and a manual page beside it; the cases at the end of the page are its tests. What reading
//! finds already (an undefined reference, a note without mark, a missing alternative text, a sixth level of headings)
//! is not a rule here.

pub mod allow;
mod budget;
mod count;
mod holds;
pub mod outline;
mod report;
mod tally;
pub mod upload;
mod walk;

#[cfg(test)]
mod testing;

mod access;
mod length;
mod metadata;
mod structure;
mod text;

pub use budget::SectionBudget;
pub use count::{Count, PartCount, SectionCount, count, words};
pub(crate) use holds::page_limit;
pub use report::{ChecklistItem, CountReport, LimitReport, checklist, checklist_text, count_report};
pub use tally::{Tally, TallyRow, tally};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Document;
use crate::facts::profile::{Authority, Confidence, Figure, Measure, Need, Profile};
use crate::pages::Pages;
use crate::submission::Submission;
use walk::Visit;

/// What rules look at.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The report.
    pub document: &'a Document,
    /// Its pages, where they were laid out.
    pub pages: Option<&'a Pages>,
    /// What the body asks for.
    pub profile: &'a Profile,
    /// What else the author said.
    pub facts: &'a Submission,
    paragraphs: Vec<Visit<'a>>,
}

impl<'a> Subject<'a> {
    /// A report to judge.
    pub fn new(
        document: &'a Document,
        pages: Option<&'a Pages>,
        profile: &'a Profile,
        facts: &'a Submission,
    ) -> Subject<'a> {
        Subject { document, pages, profile, facts, paragraphs: walk::paragraphs(document) }
    }
}

/// What the rules found.
#[derive(Debug, Default)]
pub struct Findings(Vec<Diagnostic>);

impl Findings {
    fn add(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code, never used again for another: the letter tells the subject, L length, S structure, T text,
    /// A accessibility, M what the submission says of itself.
    pub code: Code,
    /// The gravest it can say; a figure that only recommends, or that we know badly, makes it milder.
    pub severity: Severity,
    /// Its manual page, in Markdown.
    pub manual: &'static str,
    /// Whether a body asks for what it looks at; `None`: the rule is general.
    pub asked: Option<fn(&Profile) -> bool>,
    /// How it looks.
    pub check: fn(&Subject, &mut Findings),
}

/// All rules, by subject and code.
pub const RULES: &[Rule] = &[
    length::too_many_words::RULE,
    length::too_many_pages::RULE,
    length::near_the_limit::RULE,
    length::section_over_budget::RULE,
    metadata::language_not_accepted::RULE,
    metadata::joint_without_status::RULE,
    metadata::submitter_order::RULE,
    metadata::confidential_not_possible::RULE,
    metadata::date_past_the_deadline::RULE,
    metadata::unknown_stage::RULE,
    metadata::supporters_not_named::RULE,
    metadata::missing_state::RULE,
    metadata::not_yet_written::RULE,
    metadata::other_language::RULE,
    structure::missing_part::RULE,
    structure::unnumbered_paragraph::RULE,
    structure::forbidden_part::RULE,
    structure::heading_jump::RULE,
    structure::single_subheading::RULE,
    structure::numbers_forbidden::RULE,
    structure::empty_section::RULE,
    structure::cannot_be_pasted::RULE,
    text::heading_punctuation::RULE,
    text::emphasis_forbidden::RULE,
    text::footnote_mark_place::RULE,
    text::mixed_note_marks::RULE,
    text::article_out_of_range::RULE,
    text::malformed_symbol::RULE,
    text::symbol_of_another_state::RULE,
    text::discouraged_term::RULE,
    text::unexplained_acronym::RULE,
    text::draft_report_reference::RULE,
    text::list_punctuation::RULE,
    text::mixed_percent::RULE,
    text::hyphen_in_range::RULE,
    text::date_form::RULE,
    text::thousands_form::RULE,
    text::note_without_stop::RULE,
    text::et_al::RULE,
    text::shortened_symbol::RULE,
    text::heading_capitals::RULE,
    text::short_united_nations::RULE,
    text::typed_reference::RULE,
    access::missing_language::RULE,
];

/// Looks at a report with every rule; the findings stand in the order of the author's file.
pub fn check(subject: &Subject) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    for rule in RULES.iter().filter(|rule| rule.asked.is_none_or(|asked| asked(subject.profile))) {
        (rule.check)(subject, &mut findings);
    }
    let mut found = findings.0;
    found.sort_by_key(|diagnostic| (diagnostic.span.file, diagnostic.span.start, diagnostic.code));
    found
}

/// Whether a figure is known, and such that a rule looks at it.
fn knows<T>(figure: &Option<Figure<T>>, looked_at: impl Fn(&T) -> bool) -> bool {
    figure.as_ref().and_then(|figure| figure.value.as_ref()).is_some_and(looked_at)
}

/// Whether a body has a limit of this kind.
fn limits(profile: &Profile, kind: impl Fn(Measure) -> bool) -> bool {
    profile.asks.limits.iter().flatten().any(|limit| limit.limit.value.is_some_and(&kind))
}

/// Whether a body says so of a part.
fn has_part(profile: &Profile, need: Need) -> bool {
    profile.asks.parts.iter().flatten().any(|figure| figure.value.is_some_and(|rule| rule.need == need))
}

/// How grave it is to break a figure: binding and well known, an error; recommended or badly known, a warning.
pub(crate) fn severity<T>(figure: &Figure<T>) -> Severity {
    match (figure.authority, figure.confidence) {
        (Authority::Binding, Confidence::High | Confidence::Medium) => Severity::Error,
        (Authority::Binding, Confidence::Low) | (Authority::Advisory | Authority::Unstated, _) => Severity::Warning,
        (Authority::Informative | Authority::Ours, _) => Severity::Info,
    }
}

/// As [`severity`], but never an error: for what a program sees only by signs.
fn at_most_warning<T>(figure: &Figure<T>) -> Severity {
    severity(figure).max(Severity::Warning)
}

/// A finding of a given gravity.
fn finding(code: Code, severity: Severity, span: crate::source::Span, message: String) -> Diagnostic {
    Diagnostic { severity, ..Diagnostic::error(code, span, message) }
}

#[cfg(test)]
mod tests {
    use super::{RULES, Subject, check};
    use crate::diagnostic::Code;
    use crate::document::sample;
    use crate::facts::profile::Profile;
    use crate::submission::Submission;

    #[test]
    fn every_rule_has_a_whole_manual_under_its_own_name() {
        let headings = ["## What it checks", "## Why", "## Example", "## How to fix", "## Source", "## Cases"];
        for rule in RULES {
            assert!(rule.manual.starts_with(&format!("# {} ({})\n", rule.code.name(), rule.code)), "{}", rule.code);
            let found: Vec<&str> = rule.manual.lines().filter(|line| line.starts_with("## ")).collect();
            assert_eq!(found, headings, "{}", rule.code);
        }
    }

    #[test]
    fn rules_are_sorted() {
        assert!(RULES.windows(2).all(|pair| order(pair[0].code) < order(pair[1].code)));
    }

    /// Length comes first, then what a submission says of itself, structure, text, accessibility.
    fn order(code: Code) -> (usize, Code) {
        ("LMSTA".find(&code.as_str()[..1]).expect("the letter of a subject"), code)
    }

    #[test]
    fn every_rule_is_asked_for_by_a_body_or_is_general() {
        let profiles: Vec<Profile> =
            Profile::ids().map(|id| Profile::load(id).expect("it can be read").expect("it is there")).collect();
        for rule in RULES {
            let Some(asked) = rule.asked else { continue };
            assert!(profiles.iter().any(asked), "no body asks for {} {}", rule.code, rule.code.name());
            // What every body asks for is general.
            assert!(!profiles.iter().all(asked), "{} {} is general", rule.code, rule.code.name());
        }
        let general: Vec<Code> = RULES.iter().filter(|rule| rule.asked.is_none()).map(|rule| rule.code).collect();
        assert_eq!(
            general,
            [
                "L04", "M09", "M22", "M23", "S05", "S06", "S08", "T01", "T03", "T04", "T06", "T07", "T11", "T12",
                "T13", "T14", "T15", "T16", "T17", "T18", "T19", "T20", "T21", "A02"
            ]
        );
    }

    #[test]
    fn a_rule_that_a_profile_names_exists() {
        for id in Profile::ids() {
            let profile = Profile::load(id).expect("it can be read").expect("it is there");
            for requirement in profile.asks.requirements.iter().filter_map(|figure| figure.value.as_ref()) {
                if let Some(code) = &requirement.rule {
                    assert!(RULES.iter().any(|rule| rule.code == code.as_str()), "{id} names {code}");
                }
            }
        }
    }

    #[test]
    fn a_sound_report_is_left_in_peace_by_every_body_that_asks_for_nothing_else() {
        let (document, facts) = (sample::everything(), Submission { given: vec!["state"], ..Submission::default() });
        for id in ["generic", "cat", "cedaw", "crc", "emrip", "special-procedures"] {
            let profile = Profile::load(id).expect("it can be read").expect("it is there");
            let found = check(&Subject::new(&document, None, &profile, &facts));
            assert!(found.is_empty(), "{id}: {found:?}");
        }
    }
}
