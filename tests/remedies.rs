//! The remedy of every bad input in tests/bad, followed to the letter: what was found is gone, nothing else has come, and no word
//! is lost that no finding names.
//!
//! What a program can do is done by program. Where something is left to the author, the case says under `>>> corrected` what the
//! author makes of the input by doing what the findings say.

use std::collections::BTreeMap;
use std::fs;

use assemble::diagnostic::{Code, Diagnostic};
use assemble::remedy::{Remedied, remedy};
use assemble::{Request, Tools};

use crate::bad::{Case, cases, group_name, groups, report};
use crate::support::root;

/// The files that stand beside a report after its author has seen to them.
fn beside(name: &str) -> Result<Vec<u8>, String> {
    match name {
        "map.png" => fs::read(root().join("specs/examples/every-block/burden.png")).map_err(|error| error.to_string()),
        "body.md" => Ok(b"Rents rose.\n".to_vec()),
        "cases.csv" => Ok(b"Year,Cases\n2024,5\n".to_vec()),
        _ => Err("there is no such file".to_owned()),
    }
}

fn remedied(text: &str, tools: &mut Tools) -> Remedied {
    remedy(&Request::new("r.yaml", text.as_bytes(), &beside), tools).expect("no input is our own fault")
}

fn found(remedied: &Remedied) -> Vec<String> {
    let judged = &remedied.judged;
    let line = |place: assemble::source::Span| judged.sources.line_column(place.file, place.start).0;
    let show = |found: &Diagnostic| {
        format!(
            "{} in line {}: {} ({})",
            found.code,
            line(found.span),
            found.message,
            found.help.as_deref().unwrap_or("")
        )
    };
    judged.diagnostics.iter().map(show).collect()
}

/// How often each word stands in a text. A single letter is not a word: it may be the number of a heading.
fn words(text: &str) -> BTreeMap<&str, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1) {
        *words.entry(word).or_insert(0) += 1;
    }
    words
}

/// The words of a text that are not in another, and that no message of what was remedied names.
fn lost<'t>(before: &'t str, after: &str, remedied: &Remedied) -> Vec<&'t str> {
    let kept = words(after);
    let is_kept = |word: &str, count: usize| kept.get(word).is_some_and(|found| *found >= count);
    // Letters in the wrong encoding make words of their own.
    let names =
        |found: &Diagnostic, word: &str| found.code == Code::WrongEncoding || words(&found.message).contains_key(word);
    let is_named = |word: &str| remedied.remedied.iter().any(|found| names(found, word));
    let before = words(before).into_iter();
    before.filter(|(word, count)| !is_kept(word, *count) && !is_named(word)).map(|(word, _)| word).collect()
}

/// What is wrong with the remedy of a case.
fn fault(group: &str, case: &Case, tools: &mut Tools) -> Option<String> {
    let text = report(group, &case.typed);
    let done = remedied(&text, tools);
    let after = done.files.first().map_or(text.as_str(), |changed| changed.after.as_str());
    let lost = lost(&text, after, &done);
    if !lost.is_empty() {
        return Some(format!("the words {lost:?} are lost:\n{after}"));
    }
    let left = found(&done);
    match (&case.corrected, left.is_empty()) {
        (None, true) => None,
        (None, false) => Some(format!("after its remedies the input has still {left:#?}:\n{after}")),
        (Some(_), true) => Some("what is `corrected` is not needed: the program does it".to_owned()),
        (Some(corrected), false) => {
            let left = found(&remedied(&report(group, corrected), tools));
            (!left.is_empty()).then(|| format!("what is `corrected` has {left:#?}"))
        }
    }
}

#[test]
fn the_remedy_of_every_bad_input_works() {
    let mut tools = Tools::new();
    let mut faults = Vec::new();
    let mut count = 0;
    for path in groups() {
        let group = group_name(&path);
        for case in cases(&fs::read_to_string(&path).expect("a group of cases")) {
            count += 1;
            faults.extend(fault(&group, &case, &mut tools).map(|fault| format!("{group}, {}: {fault}", case.name)));
        }
    }
    assert!(count >= 300, "there are only {count} bad inputs");
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n\n"));
}
