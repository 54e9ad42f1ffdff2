//! Edits of the table of contents, which the program makes from the headings: they are told.

use std::collections::BTreeSet;

use super::plan::Plan;
use super::side::{is_space, is_unseen};
use super::tell::of_contents;
use crate::compare::segments;
use crate::diagnostic::Diagnostic;
use crate::read::word::{ContentsLine, Draft};
use crate::source::Span;

/// A line of the contents without its page number.
struct Entry {
    /// As it is shown.
    words: String,
    /// As it is compared.
    key: String,
    line: ContentsLine,
}

impl Plan<'_> {
    /// The lines of the contents that somebody edited. A line that says what a heading says was only brought up to date.
    pub(super) fn contents(&mut self) -> Vec<Diagnostic> {
        // Tracked changes in the contents do not say what was sent.
        let sent = self.request.sent.filter(|_| !self.request.is_guessed).unwrap_or(&self.base);
        let (old, new) = (entries(sent), entries(self.request.edited));
        if new.is_empty() {
            return self.without_contents(&old).into_iter().collect();
        }
        let (headings, own) = (headings(self.request.edited), headings(self.request.sent.unwrap_or(&self.base)));
        let known: BTreeSet<&str> = entries_and(&old, headings.iter().chain(&own));
        let listed: BTreeSet<&str> = new.iter().map(|entry| entry.key.as_str()).collect();
        let mut found = Vec::new();
        let keys = |entries: &[Entry]| entries.iter().map(|entry| entry.key.clone()).collect::<Vec<_>>();
        for segment in segments(&keys(&old), &keys(&new)).into_iter().filter(|segment| !segment.is_equal) {
            let is_odd = |entry: &&Entry| !known.contains(entry.key.as_str());
            let come: Vec<&Entry> = new[segment.new].iter().filter(is_odd).collect();
            let is_left = |entry: &&Entry| headings.contains(&entry.key) && !listed.contains(entry.key.as_str());
            let gone: Vec<&Entry> = old[segment.old].iter().filter(is_left).collect();
            for at in 0..come.len().max(gone.len()) {
                found.push((gone.get(at).copied(), come.get(at).copied()));
            }
        }
        let told = |(gone, come): (Option<&Entry>, Option<&Entry>)| {
            let place = come.map(|entry| entry.line.place);
            let span = gone.and_then(|gone| self.span_of_heading(gone));
            let span = span.unwrap_or_else(|| self.in_word(place));
            of_contents(gone.map(|gone| gone.words.as_str()), come.map(|come| come.words.as_str()), span)
        };
        found.into_iter().map(told).collect()
    }

    fn without_contents(&mut self, old: &[Entry]) -> Option<Diagnostic> {
        (!old.is_empty()).then(|| of_contents(None, None, self.in_word(None)))
    }

    /// Where the heading of a line of our contents is typed.
    fn span_of_heading(&self, entry: &Entry) -> Option<Span> {
        let is_own = |text: String| !text.is_empty() && entry.key.ends_with(&key(&text));
        let heading = |line: &super::side::Line| matches!(line.class, super::side::Class::Heading(_));
        let found = self.ours.lines.iter().position(|line| heading(line) && is_own(line.text()))?;
        self.span(found)
    }
}

fn entries_and<'e>(entries: &'e [Entry], headings: impl Iterator<Item = &'e String>) -> BTreeSet<&'e str> {
    entries.iter().map(|entry| entry.key.as_str()).chain(headings.map(String::as_str)).collect()
}

fn entries(draft: &Draft) -> Vec<Entry> {
    let entry = |line: &ContentsLine| {
        let is_page = |after: &str| after.chars().all(|c| c.is_numeric() || is_space(c) || is_unseen(c));
        let text = match line.text.rsplit_once('\t') {
            Some((before, after)) if is_page(after) => before,
            _ => line.text.as_str(),
        };
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Entry { key: key(text), words, line: line.clone() }
    };
    draft.contents.iter().map(entry).filter(|entry| !entry.key.is_empty()).collect()
}

/// The headings of a Word file with their numbers, as they stand in its contents.
fn headings(draft: &Draft) -> BTreeSet<String> {
    let headings = draft.paragraphs().filter(|paragraph| paragraph.heading.is_some());
    let text = headings.map(|heading| {
        let number = heading.number.as_ref().map_or("", |number| number.text.as_str());
        key(&format!("{number}{}", heading.text()))
    });
    text.collect()
}

/// What is seen of words, without spaces.
fn key(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && !is_unseen(*c)).collect()
}
