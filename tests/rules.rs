//! Each rule's manual page is its test: a fenced `yaml` under "Cases" is a report, the fenced `diagnostics` after it what the rules say.
//!
//! `<<500 words>>` in a case stands for so many words. A line of `diagnostics` is the code, the severity and how the
//! message begins; findings of other rules must be listed as well, in the order of the report.

use assemble::diagnostic::Severity;
use assemble::profile::{Condition, Measure, Profile, Scope, Status};
use assemble::rules::RULES;
use assemble::{Request, Tools, judge};

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
                    rule.name,
                    number + 1,
                    case.expected,
                    found
                );
            }
        }
        let shown = cases.iter().flat_map(|case| &case.expected).any(|line| line.starts_with(rule.code));
        assert!(shown, "no case of {} shows what it finds", rule.code);
    }
    assert!(failures.is_empty(), "{failures}");
}

/// What the rules say of a report; whatever else is wrong with it is a fault of the case.
fn found(report: &str, tools: &mut Tools) -> Vec<String> {
    let read = |path: &str| Err(format!("there is no {path} in a case"));
    let request = Request {
        name: "case.yaml",
        bytes: report.as_bytes(),
        read: &read,
        pdf: true,
        draft: false,
        comments: false,
        date: None,
    };
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

/// Every limit of every body: at the limit nothing is said, one word over it is.
#[test]
fn every_limit_holds_to_the_word() {
    let mut tools = Tools::new();
    let mut limits = 0;
    for id in Profile::ids() {
        let profile = Profile::load(id).expect("it can be read").expect("it is registered");
        for limit in profile.asks.limits.iter().flatten() {
            let Some(Measure::Words(words)) = limit.limit.value else { continue };
            let reserved = limit.reserved.as_ref().and_then(|reserved| reserved.value).unwrap_or(0);
            let allowed = words - reserved;
            let mut over = |words: u32| {
                let found = found(&report_for(id, &limit.when, words), &mut tools);
                found.into_iter().find(|line| line.starts_with("L01"))
            };
            assert_eq!(over(allowed), None, "{id}: {allowed} words are accepted");
            let message = over(allowed + 1).unwrap_or_else(|| panic!("{id}: {} words are too many", allowed + 1));
            assert!(message.contains(", 1 more than "), "{id}: {message}");
            limits += 1;
        }
    }
    assert!(limits > 15, "the profiles have {limits} limits in words");
}

/// A report that meets a condition and whose body has so many words.
fn report_for(id: &str, when: &Condition, words: u32) -> String {
    let status = when.status.as_ref().and_then(|statuses| statuses.last()).map_or("general", |status| match status {
        Status::General => "general",
        Status::Special => "special",
        Status::Roster => "roster",
        Status::None => "none",
    });
    let mut submitters = format!("  - {{name: Example Rights Network, kind: ngo, status: {status}}}\n");
    if when.joint == Some(true) {
        submitters += &format!("  - {{name: Tenants Example, kind: ngo, status: {status}}}\n");
    }
    let scope = if when.scope == Some(Scope::Thematic) { "thematic" } else { "comprehensive" };
    let report = format!(
        "submitted_to: {id}\nstate: KGZ\nlanguage: en\ntitle: Report\nscope: {scope}\nsubmitted_by:\n{submitters}body: |\n  <<{words} words>>\n"
    );
    expanded(&report)
}
