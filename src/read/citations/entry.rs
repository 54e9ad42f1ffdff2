//! From `smith: {book: The Right to Housing, ...}` to a source.

use granit_parser::ScalarStyle;

use super::fitting;
use super::source::{Fact, Name, Source, SourceKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::read::context::Context;
use crate::read::fields::{self, Fields, Report};
use crate::read::node::{Kind, Node};
use crate::read::taken::same;
use crate::source::Located;

/// The keys of an entry: those of the kinds, then the others.
pub(in crate::read) const KEYS: [&str; 50] = keys();

/// The keys of a person.
pub(in crate::read) const NAME_KEYS: [&str; 2] = ["given", "family"];

/// Kinds with a fact whose key is that of another kind: the book of a chapter, the reports of a court.
const SHARED: [(SourceKind, SourceKind); 2] =
    [(SourceKind::Chapter, SourceKind::Book), (SourceKind::Case, SourceKind::Report)];

const fn keys() -> [&'static str; 50] {
    let mut keys = [""; 50];
    let mut at = 0;
    while at < SourceKind::ALL.len() {
        keys[at] = SourceKind::ALL[at].key();
        at += 1;
    }
    keys[at] = "author";
    keys[at + 1] = "editor";
    at += 2;
    let mut fact = 0;
    while fact < Fact::ALL.len() {
        if !matches!(Fact::ALL[fact], Fact::Book | Fact::CourtReport) {
            keys[at] = Fact::ALL[fact].key();
            at += 1;
        }
        fact += 1;
    }
    keys
}

/// Reads the entries of a group of keys.
pub(super) fn read(context: &mut Context<'_>, report: &Report<'_>, pairs: &[(Node<'_>, Node<'_>)]) -> Vec<Source> {
    if let Some(named) = named_by_id(context, pairs) {
        return read(context, report, &[named]);
    }
    let mut sources = Vec::new();
    for (key, value) in pairs {
        let Some(key) = fields::text(context, report, key, "the name of a source") else { continue };
        if !is_name(&key.value) {
            let message = format!("`{}` cannot be the name of a source", key.value);
            let help =
                "take a word without spaces, commas, semicolons, brackets, braces and `@`, for instance `survey-2025`";
            context.report(Diagnostic::error(Code::BadId, key.span, message).help(help));
            continue;
        }
        sources.extend(source(context, report, key, value));
    }
    sources
}

/// `{id: survey, type: report, title: No Roof}` as `survey: {report: No Roof}`: so other programs write sources, and only
/// this can be meant.
fn named_by_id<'s>(context: &mut Context<'_>, pairs: &[(Node<'s>, Node<'s>)]) -> Option<(Node<'s>, Node<'s>)> {
    let at = |name: &str| pairs.iter().position(|(key, _)| word(key) == Some(name));
    let id = at("id")?;
    let name = word(&pairs[id].1)?;
    let of_type = at("type").and_then(|at| same(word(&pairs[at].1)?, &SourceKind::ALL.map(SourceKind::key)));
    let mut facts = Vec::new();
    for (key, value) in pairs.iter().filter(|(key, _)| !matches!(word(key), Some("id" | "type"))) {
        let mut key = key.clone();
        if let (Some("title"), Some(kind)) = (word(&key), of_type) {
            key.kind = Kind::Scalar { text: kind.into(), style: ScalarStyle::Plain };
        }
        facts.push((key, value.clone()));
    }
    let range = facts.first()?.0.range.start..facts.last()?.1.range.end;
    let is_kind = |key: &str| SourceKind::ALL.iter().any(|kind| kind.key() == key);
    let titled = facts.iter().find_map(|(key, value)| Some((word(key).filter(|key| is_kind(key))?, word(value)?)));
    let (kind, title) = titled.unwrap_or(("report", "No Roof"));
    let message = format!("`{name}` is taken for the name of a source");
    let help =
        format!("a source stands under its name, and its title under its kind; write:\n{name}:\n  {kind}: {title}");
    context.report(Diagnostic::info(Code::Respelled, pairs[id].1.span(), message).help(help));
    Some((pairs[id].1.clone(), Node { kind: Kind::Mapping(facts), range }))
}

/// The text of a value.
fn word<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.kind {
        Kind::Scalar { text, .. } if !node.is_absent() => Some(text),
        Kind::Scalar { .. } | Kind::Sequence(_) | Kind::Mapping(_) => None,
    }
}

/// Whether a citation can call a source so.
pub(super) fn is_name(key: &str) -> bool {
    let is_sign = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '[' | ']' | '{' | '}' | '@');
    let ends = |c: char| matches!(c, ':' | '.');
    !key.is_empty() && key.len() <= 200 && !key.contains(is_sign) && !key.ends_with(ends)
}

fn source(context: &mut Context<'_>, report: &Report<'_>, key: Located<String>, node: &Node<'_>) -> Option<Source> {
    let given = fields::fields(context, node, &KEYS, "a source")?;
    let kind = SourceKind::ALL.into_iter().find(|kind| given.get(kind.key()).is_some());
    let Some(kind) = kind else {
        let message = format!("the source `{}` does not say what it is", key.value);
        let kinds = SourceKind::ALL.map(SourceKind::key).join(", ");
        let help = format!("add its title under one of the keys {kinds}, for instance `report: No Roof`");
        context.report(Diagnostic::error(Code::SourceWithoutKind, key.span, message).help(help));
        return None;
    };
    let title = texts(context, report, &given, kind.key()).into_iter().next()?;
    let mut facts = Vec::new();
    for fact in Fact::ALL {
        let is_title = fact.key() == kind.key();
        let texts = if is_title { Vec::new() } else { texts(context, report, &given, fact.key()) };
        if !texts.is_empty() {
            facts.push((fact, texts));
        }
    }
    for other in SourceKind::ALL.into_iter().filter(|other| *other != kind && given.get(other.key()).is_some()) {
        if !SHARED.contains(&(kind, other)) {
            let message =
                format!("the source `{}` has the keys of two kinds, `{}` and `{}`", key.value, kind.key(), other.key());
            let span = given.key_span(other.key()).unwrap_or(key.span);
            let help = format!("delete `{}` or `{}`: each source is of one kind", kind.key(), other.key());
            context.report(Diagnostic::error(Code::WrongValue, span, message).help(help));
        }
    }
    let authors = names(context, report, &given, "author");
    let editors = names(context, report, &given, "editor");
    Some(Source {
        key,
        kind,
        title,
        authors,
        has_more_authors: false,
        editors,
        foreign_kind: None,
        remarks: Vec::new(),
        facts,
    })
}

/// The texts under a key.
fn texts(context: &mut Context<'_>, report: &Report<'_>, given: &Fields<'_, '_>, key: &str) -> Vec<String> {
    let Some(node) = given.get(key) else { return Vec::new() };
    let what = format!("`{key}`");
    let mut texts = Vec::new();
    for item in fields::items(node) {
        if let Some(text) = fields::text(context, report, item, &what) {
            texts.extend(fitting(context, text, &what));
        }
    }
    texts
}

/// The names under a key, each a text or a person with `given` and `family`.
fn names(context: &mut Context<'_>, report: &Report<'_>, given: &Fields<'_, '_>, key: &str) -> Vec<Name> {
    let Some(node) = given.get(key) else { return Vec::new() };
    let what = format!("`{key}`");
    let mut names = Vec::new();
    for item in fields::items(node) {
        if !matches!(item.kind, Kind::Mapping(_)) {
            let text = fields::text(context, report, item, &what);
            names.extend(text.and_then(|text| fitting(context, text, &what)).map(Name::Whole));
            continue;
        }
        let Some(person) = fields::fields(context, item, &NAME_KEYS, "a person") else { continue };
        let [first, last] =
            NAME_KEYS.map(|part| texts(context, report, &person, part).into_iter().next().unwrap_or_default());
        names.extend(Name::of(first, last));
    }
    names
}
