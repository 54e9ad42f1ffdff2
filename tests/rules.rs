//! Each rule's manual page is its test: a fenced `yaml` under "Cases" is a report, the fenced `diagnostics` after it what the rules say.
//!
//! `<<500 words>>` in a case stands for so many words. A line of `diagnostics` is the code, the severity and how the
//! message begins; findings of other rules must be listed as well, in the order of the report.

use std::collections::BTreeSet;

use assemble::check::RULES;
use assemble::diagnostic::{Code, Severity};
use assemble::{Request, Tools, Verdict, judge};

use crate::support::program::Folder;

struct Case {
    report: String,
    expected: Vec<String>,
}

#[test]
fn every_case_of_every_manual_holds() {
    let mut tools = Tools::new();
    let mut failures = String::new();
    for rule in RULES {
        let cases = cases(rule.manual);
        assert!(
            cases.len() > 1,
            "{} has {} cases; one that is found and one that is not are the least",
            rule.code,
            cases.len()
        );
        for (number, case) in cases.iter().enumerate() {
            let found = found(&case.report, &mut tools);
            let holds = found.len() == case.expected.len()
                && found.iter().zip(&case.expected).all(|(line, start)| line.starts_with(start.as_str()));
            if !holds {
                failures += &format!(
                    "{} {}, case {}:\n  expected {:#?}\n  found {:#?}\n",
                    rule.code,
                    rule.code.name(),
                    number + 1,
                    case.expected,
                    found
                );
            }
        }
        let shown = cases.iter().flat_map(|case| &case.expected).any(|line| line.starts_with(rule.code.as_str()));
        assert!(shown, "no case of {} shows what it finds", rule.code);
    }
    assert!(failures.is_empty(), "{failures}");
}

/// What the rules say of a report; whatever else is wrong with it is a fault of the case.
fn found(report: &str, tools: &mut Tools) -> Vec<String> {
    let read = |path: &str| Err(format!("there is no {path} in a case"));
    let request =
        Request { targets: assemble::Target::ALL.into(), ..Request::new("case.yaml", report.as_bytes(), &read) };
    let judged = judge(&request, tools).expect("a case can be judged");
    judged
        .diagnostics
        .iter()
        .filter(|diagnostic| {
            diagnostic.severity == Severity::Error || RULES.iter().any(|rule| rule.code == diagnostic.code)
        })
        .map(|diagnostic| {
            let severity = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            };
            format!("{} {severity}: {}", diagnostic.code, diagnostic.message)
        })
        .collect()
}

fn cases(manual: &str) -> Vec<Case> {
    let (_, text) = manual.split_once("## Cases").expect("a manual ends with cases");
    let mut cases = Vec::new();
    for piece in text.split("```yaml\n").skip(1) {
        let (report, rest) = piece.split_once("```\n").expect("a report ends");
        let (_, rest) = rest.split_once("```diagnostics\n").expect("diagnostics follow a report");
        let (expected, _) = rest.split_once("```").expect("diagnostics end");
        cases.push(Case { report: expanded(report), expected: expected.lines().map(str::to_owned).collect() });
    }
    cases
}

/// `<<500 words>>` as 500 words of the usual length.
fn expanded(report: &str) -> String {
    let mut text = String::new();
    let mut rest = report;
    while let Some((before, after)) = rest.split_once("<<") {
        let (count, after) = after.split_once(" words>>").expect("a number of words");
        let count: usize = count.parse().expect("a number");
        text += before;
        let words = ["the", "committee", "considered", "housing", "and", "water", "of", "families"];
        text += &words.into_iter().cycle().take(count).collect::<Vec<_>>().join(" ");
        rest = after;
    }
    text + rest
}

/// What must be looked at, by rules or while reading, laying out and building.
const SUBJECTS: [&str; 31] = [
    "too-many-words",
    "too-many-pages",
    "near-the-limit",
    "language-not-accepted",
    "missing-part",
    "forbidden-part",
    "heading-too-deep",
    "heading-jump",
    "single-subheading",
    "heading-punctuation",
    "unnumbered-paragraph",
    "numbers-forbidden",
    "joint-without-status",
    "submitter-order",
    "emphasis-forbidden",
    "footnote-mark-place",
    "mixed-note-marks",
    "article-out-of-range",
    "malformed-symbol",
    "symbol-of-another-state",
    "discouraged-term",
    "unexplained-acronym",
    "missing-alt-text",
    "missing-language",
    "confidential-not-possible",
    "draft-report-reference",
    "date-past-the-deadline",
    "list-punctuation",
    "undefined-reference",
    "unused-note",
    "empty-section",
];

#[test]
fn each_subject_is_looked_at_and_explained() {
    let listed = Folder::new().run(["explain"]).stdout;
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
    let missing: Vec<&str> = SUBJECTS.into_iter().filter(|name| !names.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The verdict on a report, where these rules may pass, and the codes that are errors.
fn judged(report: &str, allow: &[Code], tools: &mut Tools) -> (Verdict, BTreeSet<Code>) {
    let request = Request { allow, ..Request::new("case.yaml", report.as_bytes(), &|_| Err("no file".to_owned())) };
    let judged = judge(&request, tools).expect("our own data are whole");
    let errors = judged.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    (judged.verdict, errors.map(|found| found.code).collect())
}

#[test]
fn each_binding_rule_passes_where_the_author_allows_it_and_nowhere_else() {
    let mut tools = Tools::new();
    let mut tried = BTreeSet::new();
    let reports = RULES.iter().flat_map(|rule| cases(rule.manual));
    for report in reports.filter(|case| case.expected.iter().any(|line| line[4..].starts_with("error"))) {
        let report = report.report;
        let (verdict, errors) = judged(&report, &[], &mut tools);
        if verdict != Verdict::RuleBroken {
            continue;
        }
        let own: Vec<Code> = errors.iter().copied().collect();
        assert_eq!(judged(&report, &own, &mut tools), (Verdict::Accepted, BTreeSet::new()), "{errors:?}");
        let others: Vec<Code> = Code::ALL.iter().copied().filter(|code| !errors.contains(code)).collect();
        assert_eq!(judged(&report, &others, &mut tools), (Verdict::RuleBroken, errors.clone()));
        let entry = |code: &Code| format!("  - {{code: {code}, reason: the body agreed}}\n");
        let in_report = format!("{report}allow:\n{}", own.iter().map(entry).collect::<String>());
        assert_eq!(judged(&in_report, &[], &mut tools), (Verdict::Accepted, BTreeSet::new()), "{errors:?}");
        tried.extend(errors);
    }
    let binding: BTreeSet<Code> =
        RULES.iter().filter(|rule| rule.severity == Severity::Error).map(|rule| rule.code).collect();
    // These could be binding, and no body that we know makes them so.
    let nowhere = [Code::UnnumberedParagraph, Code::ForbiddenPart, Code::ArticleOutOfRange];
    tried.extend(nowhere);
    assert_eq!(tried, binding, "each rule that can be an error has a case in which it is one");
}
