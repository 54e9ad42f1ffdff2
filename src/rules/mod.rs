//! From a resolved report and what its body asks for to findings: every rule in one list.
//!
//! A rule is a file of code and a manual page beside it; the cases at the end of the page are its tests. What reading
//! finds already (an undefined reference, a note without mark, a missing alternative text, a sixth level of headings)
//! is no rule here.

mod count;
pub mod outline;
mod report;
mod tally;
pub mod upload;
mod walk;

#[cfg(test)]
mod testing;

mod article_out_of_range;
mod confidential_not_possible;
mod date_past_the_deadline;
mod discouraged_term;
mod draft_report_reference;
mod emphasis_forbidden;
mod empty_section;
mod footnote_mark_place;
mod forbidden_part;
mod heading_jump;
mod heading_punctuation;
mod joint_without_status;
mod language_not_accepted;
mod list_punctuation;
mod malformed_symbol;
mod missing_language;
mod missing_part;
mod mixed_note_marks;
mod near_the_limit;
mod numbers_forbidden;
mod single_subheading;
mod submitter_order;
mod symbol_of_another_state;
mod too_many_pages;
mod too_many_words;
mod unexplained_acronym;
mod unknown_stage;
mod unnumbered_paragraph;

pub use count::{Count, PartCount, SectionCount, count, words};
pub use report::{
    ChecklistItem, CountReport, LimitReport, RulePage, checklist, checklist_text, count_report, rule, rules_text,
    similar_rule,
};
pub use tally::{Tally, TallyRow, tally};

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Document, Submission};
use crate::layout::Pages;
use crate::profile::{Authority, Confidence, Figure, Measure, Need, Profile};
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
    pub code: &'static str,
    /// Its name, which says the fault.
    pub name: &'static str,
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
    too_many_words::RULE,
    too_many_pages::RULE,
    near_the_limit::RULE,
    language_not_accepted::RULE,
    joint_without_status::RULE,
    submitter_order::RULE,
    confidential_not_possible::RULE,
    date_past_the_deadline::RULE,
    unknown_stage::RULE,
    missing_part::RULE,
    unnumbered_paragraph::RULE,
    forbidden_part::RULE,
    heading_jump::RULE,
    single_subheading::RULE,
    numbers_forbidden::RULE,
    empty_section::RULE,
    heading_punctuation::RULE,
    emphasis_forbidden::RULE,
    footnote_mark_place::RULE,
    mixed_note_marks::RULE,
    article_out_of_range::RULE,
    malformed_symbol::RULE,
    symbol_of_another_state::RULE,
    discouraged_term::RULE,
    unexplained_acronym::RULE,
    draft_report_reference::RULE,
    list_punctuation::RULE,
    missing_language::RULE,
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
fn severity<T>(figure: &Figure<T>) -> Severity {
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
fn finding(code: &'static str, severity: Severity, span: crate::source::Span, message: String) -> Diagnostic {
    Diagnostic { severity, ..Diagnostic::error(code, span, message) }
}

#[cfg(test)]
mod tests {
    use super::{RULES, Subject, check};
    use crate::document::{Submission, sample};
    use crate::profile::Profile;

    #[test]
    fn every_rule_has_a_whole_manual_under_its_own_name() {
        let headings = ["## What it checks", "## Why", "## Example", "## How to fix", "## Source", "## Cases"];
        for rule in RULES {
            assert!(rule.manual.starts_with(&format!("# {} ({})\n", rule.name, rule.code)), "{}", rule.code);
            let found: Vec<&str> = rule.manual.lines().filter(|line| line.starts_with("## ")).collect();
            assert_eq!(found, headings, "{}", rule.code);
        }
    }

    #[test]
    fn codes_are_sorted_and_codes_and_names_are_given_once() {
        assert!(RULES.windows(2).all(|pair| order(pair[0].code) < order(pair[1].code)));
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }

    /// Length comes first, then what a submission says of itself, structure, text, accessibility.
    fn order(code: &str) -> (usize, &str) {
        ("LMSTA".find(&code[..1]).expect("the letter of a subject"), code)
    }

    #[test]
    fn every_rule_is_asked_for_by_a_body_or_is_general() {
        let profiles: Vec<Profile> =
            Profile::ids().map(|id| Profile::load(id).expect("it can be read").expect("it is there")).collect();
        for rule in RULES {
            let Some(asked) = rule.asked else { continue };
            assert!(profiles.iter().any(asked), "no body asks for {} {}", rule.code, rule.name);
            // What every body asks for is general.
            assert!(!profiles.iter().all(asked), "{} {} is general", rule.code, rule.name);
        }
        let general: Vec<&str> = RULES.iter().filter(|rule| rule.asked.is_none()).map(|rule| rule.code).collect();
        assert_eq!(general, ["S05", "S06", "S08", "T01", "T03", "T04", "T06", "T07", "T11", "A02"]);
    }

    #[test]
    fn a_rule_that_a_profile_names_exists() {
        for id in Profile::ids() {
            let profile = Profile::load(id).expect("it can be read").expect("it is there");
            for requirement in profile.asks.requirements.iter().filter_map(|figure| figure.value.as_ref()) {
                if let Some(code) = &requirement.rule {
                    assert!(RULES.iter().any(|rule| rule.code == code), "{id} names {code}");
                }
            }
        }
    }

    #[test]
    fn a_sound_report_is_left_in_peace_by_every_body_that_asks_for_nothing_else() {
        let (document, facts) = (sample::everything(), Submission::default());
        for id in ["generic", "cescr", "cat", "cedaw", "cerd", "crc", "emrip", "special-procedures"] {
            let profile = Profile::load(id).expect("it can be read").expect("it is there");
            let found = check(&Subject::new(&document, None, &profile, &facts));
            assert!(found.is_empty(), "{id}: {found:?}");
        }
    }
}
