//! What is to be said about a report: values that the stages collect and the command line prints.

mod code;
mod fix;
mod pages;
mod render;
mod visible;

pub use code::Code;
pub use fix::{Edit, Fix, apply};
pub use render::{Format, render};
pub use visible::{escaped_json, is_control, visible, visible_line};

use crate::source::Span;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The files are not written (except as a draft).
    Error,
    /// The files are written.
    Warning,
    /// Good to know.
    Info,
}

/// One finding about the author's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// The fact and the measure: lower case, no full stop.
    pub message: String,
    /// Short text at the caret.
    pub label: Option<String>,
    /// What to write instead; may have several lines.
    pub help: Option<String>,
    /// Who says so: document, paragraph, date read.
    pub source: Option<String>,
    /// The remedy, where a program can apply it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            span,
            message: message.into(),
            label: None,
            help: None,
            source: None,
            fix: None,
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// Information at a place.
    pub fn info(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Info, ..Diagnostic::error(code, span, message) }
    }

    /// With a short text at the caret.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// With advice: what to write instead.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// With a remedy that a program can apply: `replacement` for what stands at `place`.
    pub fn replace(self, place: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix(Fix::one(place, replacement))
    }

    /// With a remedy that a program can apply.
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Diagnostic {
        self.fix = fix.into();
        self
    }

    /// With the authority behind it.
    pub fn source(mut self, source: impl Into<String>) -> Diagnostic {
        self.source = Some(source.into());
        self
    }
}

/// A value and what was found on the way to it.
#[derive(Clone, Debug)]
pub struct Warned<T> {
    /// What could be made, complete or not.
    pub value: T,
    /// The findings, in document order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A value with its findings.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Warned<T> {
        Warned { value, diagnostics }
    }

    /// Hands the findings to `all` and gives the value.
    pub fn collect_into(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

/// `1 word`, `2 words`, `3,120 words`: a count with the right plural and separators.
pub fn counted(count: usize, singular: &str, plural: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if count == 1 { singular } else { plural })
}

/// The candidate nearest to `word`, for a question, if one is near enough to be meant: one letter in three may differ, and
/// where more than one differs, the first letter may not. So `Ruritania` is not Mauritania.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Comparing takes time that grows with both lengths, and no name is so long.
    let is_name = |word: &str| word.len() <= 100;
    candidates
        .into_iter()
        .filter(|candidate| is_name(word) && is_name(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| is_near(*distance, word, candidate))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether two words that differ in so many letters are near.
fn is_near(distance: usize, word: &str, candidate: &str) -> bool {
    let first = |word: &str| word.chars().next().map(|c| c.to_lowercase().to_string());
    let shorter = word.chars().count().min(candidate.chars().count());
    distance <= 1 || (distance <= shorter / 3 && first(word) == first(candidate))
}

/// The gravest `most` findings in the order of the report, and one more that says how many are left out.
pub fn at_most(most: usize, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let left_out = findings.len().saturating_sub(most);
    if left_out > 0 {
        findings.sort_by_key(|finding| finding.severity);
        let gravest = findings.get(most).map_or(Severity::Info, |finding| finding.severity);
        findings.truncate(most);
        findings.sort_by_key(|finding| (finding.span.file, finding.span.start));
        let place = findings.last().map_or(Span::default(), |finding| finding.span);
        let message = format!("{} not shown", counted(left_out, "more finding is", "more findings are"));
        let help = "correct those above and run the program again";
        findings.push(Diagnostic { severity: gravest, ..Diagnostic::error(Code::TooLarge, place, message).help(help) });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::Code;
    use super::{Diagnostic, Severity, Span, at_most, counted, did_you_mean};

    #[test]
    fn of_many_findings_the_gravest_are_shown() {
        let warning = Diagnostic::warning(Code::NotYaml, Span::default(), "w");
        let error = Diagnostic::error(Code::ProseTakenForYaml, Span::default(), "e");
        let shown = at_most(1, vec![warning.clone(), error.clone(), warning]);
        assert_eq!(shown[0], error);
        assert_eq!(
            (shown[1].severity, shown[1].message.as_str()),
            (Severity::Warning, "2 more findings are not shown")
        );
        assert_eq!(shown.len(), 2);
    }

    #[test]
    fn names_of_any_length_are_compared_in_no_time() {
        let (long, other) = ("x".repeat(10_000_000), "y".repeat(10_000_000));
        assert_eq!(did_you_mean(&long, [other.as_str(), "title"]), None);
    }

    #[test]
    fn counts_have_separators_and_plurals() {
        assert_eq!(counted(1, "word", "words"), "1 word");
        assert_eq!(counted(1_203_120, "word", "words"), "1,203,120 words");
    }

    #[test]
    fn near_words_are_proposed_and_far_ones_are_not() {
        assert_eq!(did_you_mean("titel", ["title", "state"]), Some("title"));
        assert_eq!(did_you_mean("colour", ["title", "state"]), None);
        assert_eq!(did_you_mean("recomendatoins", ["recommendations"]), Some("recommendations"));
        assert_eq!(did_you_mean("Ruritania", ["Mauritania", "Romania"]), None);
        assert_eq!(did_you_mean("stage", ["state", "scope"]), Some("state"));
        assert_eq!(did_you_mean("annex", ["notes", "apex"]), None);
    }
}
