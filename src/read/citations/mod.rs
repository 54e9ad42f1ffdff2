//! Reads the key `references`: the sources that the report cites.

use super::Located;
use super::context::Context;
use super::fields::{self, Report};
use super::node::{Kind, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What kind of source an entry is: the key that holds its title, number or symbol.
///
/// An entry such as a chapter also has the key of another kind (`book`); the kind that stands first here counts.
const KINDS: [&str; 20] = [
    "case",
    "chapter",
    "communication",
    "document",
    "resolution",
    "treaty",
    "article",
    "newspaper",
    "web",
    "database",
    "law",
    "thesis",
    "paper",
    "interview",
    "letter",
    "speech",
    "video",
    "publication",
    "book",
    "report",
];

/// The other keys of an entry.
const FACTS: [&str; 26] = [
    "author",
    "editor",
    "place",
    "publisher",
    "year",
    "date",
    "url",
    "accessed",
    "volume",
    "volume_title",
    "number",
    "issue",
    "page",
    "journal",
    "series",
    "court",
    "kind",
    "country",
    "university",
    "event",
    "role",
    "body",
    "short",
    "edition",
    "gazette",
    "gazette_date",
];

/// A source that the report cites.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that citations call it by.
    pub key: Located<String>,
    /// What kind of source it is, for instance `book`.
    pub kind: &'static str,
    /// Its values by key; the key that is its kind holds its title.
    values: Vec<(&'static str, Vec<String>)>,
}

impl Source {
    /// The values of a key, such as the authors.
    pub fn all(&self, key: &str) -> &[String] {
        self.values.iter().find(|(name, _)| *name == key).map_or(&[], |(_, values)| values.as_slice())
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.all(key).first().map(String::as_str)
    }

    /// Its title, number or symbol.
    pub fn title(&self) -> &str {
        self.get(self.kind).unwrap_or_default()
    }
}

/// Reads all entries.
pub(super) fn read(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>, place: Span) -> Vec<Source> {
    let Kind::Mapping(pairs) = &node.kind else {
        let help = "write each source under a name of its own, for instance:\nreferences:\n  survey: {web: Rental survey, author: Tenants Union, date: 2025-12-01}";
        context.report(
            Diagnostic::error(Code::CitationsNotBuilt, place, "files and lists of references are not read yet")
                .help(help),
        );
        return Vec::new();
    };
    let mut sources: Vec<Source> = Vec::new();
    for (key, value) in pairs {
        let Some(key) = fields::text(context, report, key, "the name of a source") else { continue };
        if let Some(first) = sources.iter().find(|source| source.key.value == key.value) {
            let message = format!("the source `{}` is given twice", key.value);
            let help = format!("it was first given in {}; keep one of them", context.line(first.key.span));
            context.report(Diagnostic::error(Code::DuplicateKey, key.span, message).help(help));
            continue;
        }
        sources.extend(source(context, report, key, value));
    }
    sources
}

fn source(context: &mut Context<'_>, report: &Report<'_>, key: Located<String>, node: &Node<'_>) -> Option<Source> {
    let keys = [KINDS.as_slice(), &FACTS].concat();
    let fields = fields::fields(context, node, &keys, "a source")?;
    let mut values = Vec::new();
    for name in keys {
        let Some(node) = fields.get(name) else { continue };
        let what = format!("`{name}`");
        let read = |item| fields::text(context, report, item, &what).map(|text| text.value);
        let texts: Vec<String> = fields::items(node).iter().filter_map(read).collect();
        if !texts.is_empty() {
            values.push((name, texts));
        }
    }
    let Some(kind) = KINDS.into_iter().find(|kind| values.iter().any(|(name, _)| name == kind)) else {
        let message = format!("the source `{}` does not say what it is", key.value);
        let help = format!("add its title under one of the keys {}, for instance `report: No Roof`", KINDS.join(", "));
        context.report(Diagnostic::error(Code::SourceWithoutKind, key.span, message).help(help));
        return None;
    };
    Some(Source { key, kind, values })
}
