//! Reads the tree of a report as a [`Spec`], key by key.

mod contact;
mod submission;
mod values;

use std::borrow::Cow;

use super::block_reader::BlockReader;
use super::citations;
use super::context::Context;
use super::fields::{self, Fields, Report};
use super::node::{Kind, Node};
use super::{Annex, Automatic, Block, Spec, SubmitterProfile, plain, taken};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Severity};
use crate::source::{FileId, Located, Span};

pub(super) const KEYS: [&str; 24] = [
    "submitted_to",
    "stage",
    "scope",
    "agenda_item",
    "state",
    "session",
    "session_opens",
    "date",
    "language",
    "title",
    "short_title",
    "subtitle",
    "submitted_by",
    "supporters",
    "confidential",
    "keywords",
    "cover",
    "contents",
    "summary",
    "body",
    "annexes",
    "references",
    "bibliography",
    "allow",
];

/// What each of the submitters is called in messages.
pub(super) const ORGANIZATION: &str = "an organization";

pub(super) const SUBMITTER_KEYS: [&str; 6] = ["name", "short_name", "status", "kind", "contact", "profile"];

pub(super) const CONTACT_KEYS: [&str; 5] = ["person", "email", "phone", "address", "website"];

pub(super) const ANNEX_KEYS: [&str; 4] = ["title", "id", "landscape", "body"];

/// Keys that every report has, with an example of each.
const REQUIRED: [(&str, &str); 5] = [
    ("submitted_to", "submitted_to: cescr"),
    ("language", "language: en"),
    ("title", "title: Parallel report on the right to housing"),
    ("submitted_by", "submitted_by:\n  - name: Example Rights Network"),
    ("body", "body: |\n  # Introduction\n\n  First paragraph."),
];

/// Reads the whole report.
pub(super) fn read(context: &mut Context<'_>, report: &Report<'_>, root: &Node<'_>) -> Spec {
    if !matches!(root.kind, Kind::Mapping(_)) {
        let message = format!("a report is written as keys with values, not as {}", root.kind_name());
        context.report(Diagnostic::error(Code::WrongType, root.span(), message).help(
            "its first line is for instance `submitted_to: cescr`; `assemble new report.yaml --to cescr` writes a report to fill in",
        ));
        return Spec::default();
    }
    let lost = report_submitter_keys(context, report, root);
    let root = &without(root, &lost);
    let Some(fields) = fields::fields(context, root, &KEYS, "a report") else { return Spec::default() };
    require(context, &fields, root, !lost.is_empty());
    let mut spec = Spec { submission: submission::read(context, report, &fields), ..Spec::default() };
    spec.short_title = word(context, report, &fields, "short_title");
    let plain = [
        (&spec.submission.title, "the title"),
        (&spec.short_title, "the short title"),
        (&spec.submission.subtitle, "the subtitle"),
    ];
    for (text, what) in plain {
        text.iter().for_each(|text| plain::check(context, text, what));
    }
    spec.cover = fields.get("cover").map_or(Automatic::Auto, |node| fields::automatic(context, node, "`cover`"));
    spec.contents =
        fields.get("contents").map_or(Automatic::Auto, |node| fields::automatic(context, node, "`contents`"));
    // Before the texts, which tell names of sources from other words after `@`.
    if let Some(node) = fields.get("references") {
        spec.references = citations::read(context, report, node);
    }
    let names = spec.references.all().iter().map(|source| (source.key.value.clone(), source.key.span));
    context.source_names = names.collect();
    spec.bibliography = fields.get("bibliography").and_then(|node| fields::boolean(context, node, "`bibliography`"));
    if let Some(node) = fields.get("submitted_by") {
        for item in fields::items(node) {
            let Some((organization, profile)) = submission::submitter(context, report, item) else { continue };
            let submitter = spec.submission.submitters.len();
            spec.submission.submitters.push(organization);
            spec.profiles.extend(profile.map(|text| SubmitterProfile { submitter, text }));
        }
    }
    spec.summary = blocks(context, report, &fields, "summary");
    spec.body = blocks(context, report, &fields, "body");
    require_text(context, spec.body.as_ref());
    if let Some(node) = fields.get("annexes") {
        spec.annexes = annexes(context, report, node);
    }
    spec
}

/// The text of a key.
fn word(context: &mut Context<'_>, report: &Report<'_>, fields: &Fields<'_, '_>, key: &str) -> Option<Located<String>> {
    if fields.get(key).is_none() {
        fields.report_lost(context, report, key);
    }
    fields.get(key).and_then(|node| fields::text(context, report, node, &format!("`{key}`")))
}

/// The keys that no report is without; `at_margin` says that those of the submitter were found too far left.
fn require(context: &mut Context<'_>, fields: &Fields<'_, '_>, root: &Node<'_>, at_margin: bool) {
    for (key, example) in REQUIRED {
        let is_found = key == "submitted_by" && at_margin;
        if is_found || fields.get(key).is_some_and(|node| !is_blank(node)) {
            continue;
        }
        let (place, message) = match fields.key_span(key) {
            Some(place) => (place, format!("the key `{key}` has no value")),
            None => (Span::new(FileId(0), root.range.start..root.range.start), format!("the key `{key}` is missing")),
        };
        context.report(Diagnostic::error(Code::MissingKey, place, message).help(format!("for instance:\n{example}")));
    }
}

/// Reports keys of an organization that stand at the margin below `submitted_by`, and takes them out of `root`, where they
/// would be unknown keys.
fn report_submitter_keys(context: &mut Context<'_>, report: &Report<'_>, root: &Node<'_>) -> Vec<usize> {
    let Kind::Mapping(pairs) = &root.kind else { return Vec::new() };
    let name = |at: usize| match pairs.get(at).map(|(key, _)| &key.kind) {
        Some(Kind::Scalar { text, .. }) => text.as_ref(),
        _ => "",
    };
    let mut lost = Vec::new();
    for at in 0..pairs.len() {
        if name(at) != "submitted_by" {
            continue;
        }
        let Some(first) = fields::items(&pairs[at].1).last() else { continue };
        let is_open = first.is_absent();
        let column = if is_open { 2 } else { context.sources.line_column(FileId(0), first_place(first).start).1 - 1 };
        for at in (at + 1..pairs.len()).take_while(|at| SUBMITTER_KEYS.contains(&name(*at))) {
            lost.push(at);
            let (key, value) = &pairs[at];
            let message = format!("`{}` belongs to an organization, but is at the margin", name(at));
            let help =
                format!("indent it like the keys of the organization above:\n{}{}:", " ".repeat(column), name(at));
            let found = Diagnostic::error(Code::UnknownKey, key.span(), message).help(help);
            context.report(found.fix(indented(report, key.range.start..value.range.end, column)));
        }
    }
    lost
}

/// A group of keys without some of them.
fn without<'n, 's>(root: &'n Node<'s>, left_out: &[usize]) -> Cow<'n, Node<'s>> {
    let Kind::Mapping(pairs) = &root.kind else { return Cow::Borrowed(root) };
    if left_out.is_empty() {
        return Cow::Borrowed(root);
    }
    let pairs = pairs.iter().enumerate().filter(|(at, _)| !left_out.contains(at)).map(|(_, pair)| pair.clone());
    Cow::Owned(Node { kind: Kind::Mapping(pairs.collect()), range: root.range.clone() })
}

/// Reports a body that was read without a fault and yet holds nothing to read: page breaks, or notes alone.
fn require_text(context: &mut Context<'_>, body: Option<&Located<Vec<Block>>>) {
    let Some(body) = body else { return };
    let says_nothing = |block: &Block| match block {
        Block::PageBreak(_) => true,
        Block::Paragraph { content, .. } => content.is_empty(),
        _ => false,
    };
    let is_empty = body.value.iter().all(says_nothing);
    let is_reported = context.diagnostics.iter().any(|found| found.severity == Severity::Error);
    if is_empty && !is_reported {
        context.report(
            Diagnostic::error(Code::MissingText, body.span, "the body has no text")
                .help("write at least one paragraph under `body:`"),
        );
    }
}

/// The remedy that indents the lines of a range.
fn indented(report: &Report<'_>, range: std::ops::Range<usize>, by: usize) -> Option<Fix> {
    let text = report.source.get(range.clone())?;
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let has_words = |at: &usize| text[*at..].lines().next().is_some_and(|line| !line.trim().is_empty());
    let edit = |at: usize| Edit::new(Span::new(FileId(0), range.start + at..range.start + at), " ".repeat(by));
    Some(Fix::new(starts.filter(has_words).map(edit).collect()))
}

/// Whether a value is written out and yet says nothing: `''`, `[]`.
fn is_blank(node: &Node<'_>) -> bool {
    match &node.kind {
        Kind::Scalar { text, .. } => text.trim().is_empty(),
        Kind::Sequence(items) => items.is_empty(),
        Kind::Mapping(_) => false,
    }
}

fn blocks(
    context: &mut Context<'_>,
    report: &Report<'_>,
    fields: &Fields<'_, '_>,
    key: &str,
) -> Option<Located<Vec<Block>>> {
    let node = fields.get(key)?;
    let value = BlockReader { context, report, depth: 0 }.body(node, &format!("`{key}`"));
    Some(Located { value, span: fields.key_span(key).unwrap_or(node.span()) })
}

/// The start of a mapping, to point at what it lacks.
fn first_place(node: &Node<'_>) -> Span {
    match &node.kind {
        Kind::Mapping(pairs) => pairs.first().map_or(node.span(), |(key, _)| key.span()),
        Kind::Scalar { .. } | Kind::Sequence(_) => node.span(),
    }
}

fn annexes(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Vec<Annex> {
    let mut annexes = Vec::new();
    for item in fields::items(node) {
        let Some(fields) = fields::fields(context, item, &ANNEX_KEYS, "an annex") else { continue };
        let mut reader = BlockReader { context, report, depth: 0 };
        let title = reader.title(&fields, first_place(item));
        let id = reader.id(&fields);
        let landscape = reader.landscape(&fields);
        let body = match fields.get("body") {
            Some(body) => reader.body(body, "`body`"),
            None => {
                let place = fields.key_span("body").unwrap_or(first_place(item));
                reader.context.report(
                    Diagnostic::error(Code::MissingKey, place, "the annex has no text")
                        .help("add `body: |` with the text below it"),
                );
                Vec::new()
            }
        };
        annexes.push(Annex { landscape, title, id, body, span: item.span() });
    }
    annexes
}
