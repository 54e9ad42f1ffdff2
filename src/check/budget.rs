//! How long each section is whose heading has a budget.

use std::fmt;

use serde::Serialize;

use super::Subject;
use super::count::words;
use super::walk::{Place, Visit};
use crate::document::{ContentId, Document, Role};
use crate::pages::Pages;
use crate::source::Span;
use crate::submission::Budget;

/// A section with a budget.
#[derive(Clone, Debug, Serialize)]
pub struct SectionBudget {
    /// The heading.
    pub title: String,
    /// `words` or `pages`.
    pub unit: &'static str,
    /// How long it is, with its headings and footnotes. `None`: the pages were not laid out.
    pub used: Option<Amount>,
    /// How long it may be.
    pub budget: Amount,
    /// Where the heading stands in the author's file.
    #[serde(skip)]
    pub span: Span,
}

/// A number of words or pages, exact to a tenth: `420`, `2.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    tenths: usize,
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tenths % 10 {
            0 => f.pad(&(self.tenths / 10).to_string()),
            tenth => f.pad(&format!("{}.{tenth}", self.tenths / 10)),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.tenths % 10 {
            0 => serializer.serialize_u64((self.tenths / 10) as u64),
            _ => serializer.serialize_f64(self.tenths as f64 / 10.0),
        }
    }
}

impl SectionBudget {
    /// By how much it is too long.
    pub(super) fn over(&self) -> Option<Amount> {
        let over = self.used?.tenths.checked_sub(self.budget.tenths)?;
        (over > 0).then_some(Amount { tenths: over })
    }

    /// `420 words`, `2.5 pages`.
    pub(super) fn in_words(&self, amount: Amount) -> String {
        let unit = if amount.tenths == 10 { self.unit.trim_end_matches('s') } else { self.unit };
        format!("{amount} {unit}")
    }
}

/// A section that is not closed yet.
struct Open<'a> {
    level: u8,
    heading: &'a Visit<'a>,
    budget: Budget,
    words: usize,
}

/// The sections with a budget, in the order of the report.
pub(super) fn budgets(subject: &Subject) -> Vec<SectionBudget> {
    let mut closed = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (at, visit) in subject.paragraphs.iter().enumerate() {
        let level = level(visit);
        let new_part = at > 0 && subject.paragraphs[at - 1].part_index != visit.part_index;
        while let Some(last) = open.pop_if(|last| new_part || level.is_some_and(|level| level <= last.level)) {
            closed.push(close(subject, &last, Some(visit)));
        }
        if let (Some(level), Some(budget)) = (level, visit.budget) {
            open.push(Open { level, heading: visit, budget, words: 0 });
        }
        let length = if open.is_empty() { 0 } else { words(&visit.text.words) };
        open.iter_mut().for_each(|section| section.words += length);
    }
    closed.extend(open.iter().map(|section| close(subject, section, None)));
    closed.sort_by_key(|section| (section.span.file, section.span.start));
    closed
}

fn level(visit: &Visit) -> Option<u8> {
    match visit.paragraph.role {
        Role::Heading(level) => Some(level),
        _ if visit.place == Place::Heading => Some(1),
        _ => None,
    }
}

fn close(subject: &Subject, section: &Open, next: Option<&Visit>) -> SectionBudget {
    let in_pages = || pages(subject.document, subject.pages?, section.heading.paragraph.id, next);
    let (unit, used, budget) = match section.budget {
        Budget::Words(words) => ("words", Some(section.words.saturating_mul(10)), (words as usize).saturating_mul(10)),
        Budget::Pages(tenths) => ("pages", in_pages(), tenths as usize),
    };
    let (used, budget) = (used.map(|tenths| Amount { tenths }), Amount { tenths: budget });
    let title = section.heading.text.words.split_whitespace().collect::<Vec<_>>().join(" ");
    SectionBudget { title, unit, used, budget, span: section.heading.paragraph.span }
}

/// How many tenths of pages lie between two headings, or a heading and the end.
fn pages(document: &Document, pages: &Pages, from: ContentId, next: Option<&Visit>) -> Option<usize> {
    let from = place(document, pages, from)?;
    let to = match next {
        Some(next) => place(document, pages, next.paragraph.id)?,
        None => end(document, pages),
    };
    usize::try_from((to - from).max(1)).ok()
}

/// Where something begins, in tenths of pages.
fn place(document: &Document, pages: &Pages, id: ContentId) -> Option<i64> {
    pages.pages.iter().zip(0_i64..).find_map(|(page, number)| {
        let first = page.items.iter().find(|item| item.origin.content() == Some(id))?;
        Some(number * 10 + tenths(document, page, first.point.y))
    })
}

/// Where the text ends.
fn end(document: &Document, pages: &Pages) -> i64 {
    let Some(last) = pages.pages.last() else { return 0 };
    let lowest = last.items.iter().filter(|item| item.origin.content().is_some()).map(|item| item.point.y).max();
    let number = i64::try_from(pages.pages.len()).unwrap_or(i64::MAX) - 1;
    number * 10 + lowest.map_or(0, |y| tenths(document, last, y))
}

fn tenths(document: &Document, page: &crate::pages::Page, y: crate::length::Length) -> i64 {
    let setup = document.page.oriented(page.orientation);
    let (down, height) = ((y - setup.margin_top).to_emu(), setup.text_height().to_emu().max(1));
    ((down * 10 + height / 2) / height).clamp(0, 10)
}
