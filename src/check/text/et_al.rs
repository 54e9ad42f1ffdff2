//! T17: from the footnotes to those that shorten a list of authors by et al.

use crate::check::text::prose::{add_once, english_notes};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity, counted};

const CODE: Code = Code::EtAl;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("et_al.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let mut places = Vec::new();
    for visit in english_notes(subject) {
        let text = visit.text.words.as_str();
        // Names of cases keep it: `Muster et al. v. Exampleland`.
        if text.contains(" v. ") || text.contains(" v ") || text.contains(" vs") {
            continue;
        }
        places.extend(text.match_indices("et al").map(|(at, found)| visit.span(at..at + found.len())));
    }
    let message = |count| format!("{} “et al.” for further authors", counted(count, "note has", "notes have"));
    add_once(
        findings,
        CODE,
        &places,
        message,
        "write “and others” after the first name",
        "United Nations Editorial Manual, footnotes, chapter IV: more than three authors are “and others”",
    );
}
