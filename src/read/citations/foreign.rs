//! What files of other programs say of a source, and the source of ours that it is.

use super::fitting;
use super::source::{Fact, Name, Source, SourceKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::symbol;
use crate::read::context::Context;
use crate::source::Located;

/// A source as another program describes it. What is not given is empty.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    pub(super) title: String,
    pub(super) short: String,
    pub(super) authors: Vec<Name>,
    /// Whether there are more authors than these.
    pub(super) has_more_authors: bool,
    pub(super) editors: Vec<Name>,
    /// The periodical, book, website, database or reports that it is in.
    pub(super) container: String,
    pub(super) publisher: String,
    pub(super) place: String,
    /// Year, year-month or year-month-day.
    pub(super) date: String,
    pub(super) url: String,
    pub(super) accessed: String,
    pub(super) volume: String,
    pub(super) number: String,
    pub(super) issue: String,
    pub(super) page: String,
    pub(super) series: String,
    pub(super) edition: String,
    /// What it is, in words: `press release`.
    pub(super) genre: String,
    /// The court, or the body that adopted it.
    pub(super) authority: String,
    /// The country whose law it is.
    pub(super) country: String,
    pub(super) event: String,
}

/// `statement` for `Statement`, as it stands in a row; `UN briefing` stays.
fn uncapital(words: &str) -> String {
    let mut rest = words.chars();
    match (rest.next(), rest.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(rest).collect(),
        _ => words.to_owned(),
    }
}

impl Foreign {
    /// The kind that the words of the source show, where its file only calls it a report or a document.
    pub(super) fn refined(&self, kind: SourceKind) -> SourceKind {
        let is_loose = matches!(kind, SourceKind::Report | SourceKind::Book | SourceKind::Paper);
        let is_whole = |found: symbol::Symbol| found.filed.is_some() && found.range == (0..self.number.len());
        if is_loose && symbol::find(&self.number).into_iter().any(is_whole) {
            return SourceKind::Document;
        }
        let is_paper = [&self.genre, &self.series].into_iter().any(|words| words.to_lowercase().contains("paper"));
        if kind == SourceKind::Report && is_paper { SourceKind::Paper } else { kind }
    }

    /// The source that it is. What was found since there were `before` findings is kept with it.
    pub(super) fn into_source(
        self,
        context: &mut Context<'_>,
        key: Located<String>,
        kind: SourceKind,
        foreign_kind: Option<String>,
        before: usize,
    ) -> Source {
        let place = key.span;
        let of_key = key.value.clone();
        let mut clean = |value: String, what: &str| {
            let text = Located { value, span: place };
            fitting(context, text, &format!("{what} of the source `{of_key}`"))
        };
        let names = |names: Vec<Name>, clean: &mut dyn FnMut(String, &str) -> Option<String>| -> Vec<Name> {
            let mut cleaned = |part: String| clean(part, "a name").unwrap_or_default();
            let clean = |name| match name {
                Name::Whole(name) => Name::of(String::new(), cleaned(name)),
                Name::Person { given, family } => Name::of(cleaned(given), cleaned(family)),
            };
            names.into_iter().filter_map(clean).collect()
        };
        let (title, facts) = self.sorted(kind);
        let has_more_authors = self.has_more_authors;
        let authors = names(self.authors, &mut clean);
        let editors = names(self.editors, &mut clean);
        let mut kept = Vec::new();
        for (fact, text) in facts {
            if let Some(text) = Some(text).filter(|text| !text.is_empty()).and_then(|text| clean(text, fact.key())) {
                kept.push((fact, vec![text]));
            }
        }
        let title = clean(title, "the title").unwrap_or_default();
        if title.is_empty() && kind != SourceKind::Speech {
            context.report(without_title(&key));
        }
        let remarks = context.diagnostics.split_off(before);
        Source { key, kind, title, authors, has_more_authors, editors, foreign_kind, remarks, facts: kept }
    }

    /// The title, number or symbol of a source of this kind, and its facts.
    fn sorted(&self, kind: SourceKind) -> (String, Vec<(Fact, String)>) {
        let text = String::clone;
        let either = |first: &String, second: &String| if first.is_empty() { second.clone() } else { first.clone() };
        let is_year = self.date.len() == 4 && self.date.bytes().all(|byte| byte.is_ascii_digit());
        let mut facts = vec![
            (if is_year { Fact::Year } else { Fact::Date }, text(&self.date)),
            (Fact::Short, text(&self.short)),
            (Fact::Url, text(&self.url)),
            (Fact::Accessed, text(&self.accessed)),
        ];
        let imprint = [
            (Fact::Place, text(&self.place)),
            (Fact::Publisher, text(&self.publisher)),
            (Fact::Volume, text(&self.volume)),
            (Fact::Edition, text(&self.edition)),
            (Fact::Series, text(&self.series)),
        ];
        let mut title = text(&self.title);
        match kind {
            SourceKind::Document | SourceKind::Resolution => {
                if !self.number.is_empty() {
                    title = text(&self.number);
                    facts.push((Fact::Title, text(&self.title)));
                }
                facts.push((Fact::Body, text(&self.authority)));
            }
            SourceKind::Treaty => {
                facts.extend([(Fact::Volume, text(&self.volume)), (Fact::Number, text(&self.number))]);
            }
            SourceKind::Case => {
                if self.container.starts_with("I.C.J.") {
                    facts.extend([(Fact::CourtReport, text(&self.container)), (Fact::Page, text(&self.page))]);
                }
                facts.extend([(Fact::Court, text(&self.authority)), (Fact::Number, text(&self.number))]);
                facts.push((Fact::Kind, text(&self.genre)));
            }
            SourceKind::Law => facts.extend([
                (Fact::Country, either(&self.country, &self.authority)),
                (Fact::Number, text(&self.number)),
                (Fact::Gazette, text(&self.container)),
                (Fact::Volume, text(&self.volume)),
            ]),
            SourceKind::Article | SourceKind::Newspaper => facts.extend([
                (Fact::Journal, text(&self.container)),
                (Fact::Volume, text(&self.volume)),
                (Fact::Issue, either(&self.issue, &self.number)),
                (Fact::Page, text(&self.page)),
                (Fact::Place, text(&self.place)),
            ]),
            SourceKind::Chapter => {
                facts.extend(imprint);
                facts.extend([(Fact::Book, text(&self.container)), (Fact::Page, text(&self.page))]);
            }
            SourceKind::Thesis => {
                // That is what a thesis is called where nothing else is said.
                let is_usual =
                    matches!(self.genre.to_lowercase().as_str(), "phd thesis" | "phdthesis" | "phd dissertation");
                let genre = if is_usual { String::new() } else { text(&self.genre) };
                facts.extend([(Fact::University, text(&self.publisher)), (Fact::Kind, genre)]);
            }
            SourceKind::Paper => {
                facts.extend(imprint.into_iter().filter(|(fact, _)| *fact != Fact::Series));
                facts.push((Fact::Series, either(&self.series, &self.genre)));
                facts.push((Fact::Number, text(&self.number)));
            }
            SourceKind::Database => facts.push((Fact::Series, text(&self.container))),
            SourceKind::Speech => {
                title = uncapital(&self.genre);
                facts.extend([(Fact::Title, text(&self.title)), (Fact::Event, text(&self.event))]);
                facts.push((Fact::Place, text(&self.place)));
            }
            SourceKind::Interview => facts.push((Fact::Place, text(&self.place))),
            SourceKind::Web | SourceKind::Letter | SourceKind::Video => facts.push((Fact::Kind, text(&self.genre))),
            SourceKind::Book | SourceKind::Report | SourceKind::Publication => facts.extend(imprint),
            SourceKind::Communication | SourceKind::Supplement => {}
        }
        (title, facts)
    }
}

fn without_title(key: &Located<String>) -> Diagnostic {
    let message = format!("the source `{}` has no title", key.value);
    Diagnostic::warning(Code::SourceWithoutKind, key.span, message)
        .help("add its title in the program that wrote the file")
}
