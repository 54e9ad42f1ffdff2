//! L01: from the words that count to whether they pass the body's limit.

use std::cmp::Reverse;

use crate::check::count::{Count, counted as counted_words};
use crate::check::holds::word_limit;
use crate::check::tally::{Tally, tally};
use crate::check::{Findings, Rule, Subject, finding, limits};
use crate::diagnostic::{Code, Severity, counted};
use crate::facts::profile::{Authority, Confidence, Limit, Measure};

const CODE: Code = Code::TooManyWords;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("too_many_words.md"),
    asked: Some(|profile| limits(profile, |measure| matches!(measure, Measure::Words(_)))),
    check,
};

/// A limit in words, and what the report has of it.
pub(in crate::check) struct Measured<'a> {
    pub(in crate::check) limit: &'a Limit,
    /// What the source says.
    pub(in crate::check) stated: usize,
    /// What the body adds itself.
    pub(in crate::check) reserved: usize,
    pub(in crate::check) count: Count,
    pub(in crate::check) tally: Tally,
}

impl Measured<'_> {
    /// What the author may write.
    pub(in crate::check) fn allowed(&self) -> usize {
        self.stated.saturating_sub(self.reserved)
    }
}

/// The report against the limit in words that holds for it, if one is known.
pub(in crate::check) fn measure<'a>(subject: &Subject<'a>) -> Option<Measured<'a>> {
    let limit = word_limit(subject.profile, subject.facts)?;
    let Some(Measure::Words(stated)) = limit.limit.value else { return None };
    let reserved = limit.reserved.as_ref().and_then(|reserved| reserved.value).unwrap_or(0);
    let count = counted_words(subject.document, &subject.paragraphs);
    let tally = tally(&count, subject.profile);
    Some(Measured { limit, stated: stated as usize, reserved: reserved as usize, count, tally })
}

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(measured) = measure(subject) else { return };
    let words = measured.tally.counted;
    if words <= measured.allowed() {
        return;
    }
    let over = words - measured.allowed();
    let message = format!(
        "the report has {}, {} more than the {} that {} accepts",
        counted(words, "word", "words"),
        grouped(over),
        grouped(measured.allowed()),
        subject.profile.short_name
    );
    let mut help = vec![longest(&measured.count)];
    if measured.reserved > 0 {
        help.push(format!(
            "the limit is {}, of which {} are kept for the cover page that the body adds",
            counted(measured.stated, "word", "words"),
            measured.reserved
        ));
    }
    if measured.tally.uncertain > 0 {
        help.push(format!(
            "{} more are not in this count, because no source says whether they count",
            counted(measured.tally.uncertain, "word", "words")
        ));
    }
    help.push("`assemble count` shows what counts, part by part".to_owned());
    findings.add(
        finding(CODE, gravity(&measured, words), subject.facts.span(), message)
            .label("limit set by this body")
            .help(help.join("\n"))
            .source(subject.profile.cite(&measured.limit.limit)),
    );
}

/// The only limit a body states is an error even where the page says "should"; one we know badly is a warning.
fn gravity(measured: &Measured, words: usize) -> Severity {
    let limit = &measured.limit.limit;
    let known = match (limit.authority, limit.confidence) {
        (Authority::Binding | Authority::Advisory | Authority::Unstated, Confidence::High | Confidence::Medium) => {
            Severity::Error
        }
        (Authority::Binding | Authority::Advisory | Authority::Unstated, Confidence::Low) => Severity::Warning,
        (Authority::Informative | Authority::Ours, _) => Severity::Info,
    };
    let only_by_the_reserve = words <= measured.stated;
    match &measured.limit.reserved {
        Some(reserved) if only_by_the_reserve && reserved.confidence == Confidence::Low => known.max(Severity::Warning),
        Some(_) | None => known,
    }
}

/// `3,120`.
pub(in crate::check) fn grouped(number: usize) -> String {
    counted(number, "", "").trim_end().to_owned()
}

/// `the longest sections are "Housing" (1,104 words) and "Water" (870 words)`.
pub(in crate::check) fn longest(count: &Count) -> String {
    let mut sections: Vec<_> = count.parts.iter().flat_map(|part| &part.sections).collect();
    sections.sort_by_key(|section| Reverse(section.words));
    let named: Vec<String> = sections
        .iter()
        .take(3)
        .map(|section| format!("“{}” ({})", section.title, counted(section.words, "word", "words")))
        .collect();
    match named.as_slice() {
        [] => "the body has no headings; shorten its paragraphs".to_owned(),
        [only] => format!("the longest section is {only}"),
        [rest @ .., last] => format!("the longest sections are {} and {last}", rest.join(", ")),
    }
}
