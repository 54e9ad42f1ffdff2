//! M22: from the words of a report to those that a new report had to begin with.

use std::collections::BTreeSet;

use memchr::memmem::Finder;

use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::facts::language::new_report::{NewReport, SESSION};
use crate::facts::language::{Labels, Language};
use crate::source::{Located, Span};

const CODE: Code = Code::NotYetWritten;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Error, manual: include_str!("not_yet_written.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let mut left = Left { findings, seen: BTreeSet::new() };
    left.value(&subject.facts.session, SESSION, "write the number of the session, or delete the line if there is none");
    // Who changes the language of a report that is not begun has the English words in it.
    let languages = BTreeSet::from([subject.document.language, Language::En]);
    for labels in languages.into_iter().filter_map(|language| Labels::load(language).ok()) {
        left.values(subject, &labels.new_report);
        left.texts(subject, &labels.new_report);
    }
}

/// What is left of a new report.
struct Left<'a> {
    findings: &'a mut Findings,
    /// Where: some words are printed twice.
    seen: BTreeSet<Span>,
}

impl Left<'_> {
    fn values(&mut self, subject: &Subject, new: &NewReport) {
        let facts = subject.facts;
        self.value(&facts.title, &new.title, "write the title of the report");
        self.value(&facts.subtitle, &new.subtitle, "write a subtitle, or delete the line");
        for word in &facts.keywords {
            if new.key_words.contains(&word.value) {
                self.add(word.span, &word.value, "write what the report is about, or delete the key word");
            }
        }
        for submitter in &facts.submitters {
            self.value(&submitter.name, &new.name, "write the name of the organization");
            self.value(&submitter.short_name, &new.short_name, "write its short name, or delete the line");
        }
    }

    fn value(&mut self, value: &Option<Located<String>>, new: &str, help: &str) {
        if let Some(value) = value.as_ref().filter(|value| value.value == new) {
            self.add(value.span, new, help);
        }
    }

    fn texts(&mut self, subject: &Subject, new: &NewReport) {
        const HELP: &str = "write your own words in their place, or delete them";
        let sentences: Vec<Finder<'_>> = new.sentences().map(Finder::new).collect();
        for visit in &subject.paragraphs {
            let words = &visit.text.words;
            for sentence in &sentences {
                for at in sentence.find_iter(words.as_bytes()) {
                    let range = at..at + sentence.needle().len();
                    self.add(visit.span(range.clone()), &words[range], HELP);
                }
            }
            if new.whole_paragraphs().contains(&words.trim()) {
                self.add(visit.span(0..words.len()), words.trim(), HELP);
            }
        }
    }

    fn add(&mut self, span: Span, words: &str, help: &str) {
        if self.seen.insert(span) {
            let message = format!("`{words}` stands where your own words belong");
            self.findings.add(Diagnostic::error(CODE, span, message).help(help));
        }
    }
}
