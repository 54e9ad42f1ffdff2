//! Reads the tree of a report as a [`Spec`], key by key.

mod contact;
mod values;

use std::borrow::Cow;

use super::allow;
use super::block_reader::BlockReader;
use super::citations;
use super::context::Context;
use super::fields::{self, Fields, Report};
use super::node::{Kind, Node};
use super::{Annex, Automatic, Block, Spec, SubmitterProfile, plain, taken};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::facts::profile::{PartName, Scope, Status, SubmitterKind};
use crate::source::{FileId, Located, Span};
use crate::submission::{Organization, Submission};

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
    require(context, &fields, root);
    let word = |context: &mut Context<'_>, key: &str| {
        fields.get(key).and_then(|node| fields::text(context, report, node, &format!("`{key}`")))
    };
    let submitted_to = word(context, "submitted_to").map(|typed| values::body(context, typed));
    let body = submitted_to.as_ref().map(|body| body.value.as_str());
    let submission = Submission {
        stage: word(context, "stage").map(|typed| values::stage(context, typed, body)),
        session: word(context, "session").and_then(|typed| values::session(context, typed, body)),
        title: word(context, "title"),
        subtitle: word(context, "subtitle"),
        submitted_to,
        ..Submission::default()
    };
    let mut spec = Spec { submission, short_title: word(context, "short_title"), ..Spec::default() };
    let has_value = |key: &&str| fields.get(key).is_some_and(|node| !is_blank(node));
    spec.submission.given = KEYS.into_iter().filter(has_value).collect();
    let plain = [
        (&spec.submission.title, "the title"),
        (&spec.short_title, "the short title"),
        (&spec.submission.subtitle, "the subtitle"),
    ];
    for (text, what) in plain {
        text.iter().for_each(|text| plain::check(context, text, what));
    }
    spec.submission.scope =
        fields.get("scope").and_then(|node| fields::choice(context, report, node, "`scope`", &Scope::WORDS));
    spec.submission.agenda_item =
        fields.get("agenda_item").and_then(|node| fields::number(context, node, "`agenda_item`"));
    spec.submission.state = fields.get("state").and_then(|node| values::state(context, report, node));
    let read = [
        ("state", PartName::State, spec.submission.state.is_some()),
        ("session", PartName::Session, spec.submission.session.is_some()),
        ("agenda_item", PartName::AgendaItem, spec.submission.agenda_item.is_some()),
    ];
    let misread = read.into_iter().filter(|(key, _, is_read)| !is_read && fields.get(key).is_some());
    spec.submission.misread = misread.map(|(_, part, _)| part).collect();
    spec.submission.date = fields.get("date").and_then(|node| values::date(context, report, node));
    spec.submission.session_opens = fields.get("session_opens").and_then(|node| values::date(context, report, node));
    spec.submission.language = fields.get("language").and_then(|node| values::language(context, report, node));
    spec.submission.confidential =
        fields.get("confidential").and_then(|node| fields::boolean(context, node, "`confidential`"));
    spec.submission.keywords = fields.get("keywords").map(|node| keywords(context, report, node)).unwrap_or_default();
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
            let Some((organization, profile)) = submitter(context, report, item) else { continue };
            let submitter = spec.submission.submitters.len();
            spec.submission.submitters.push(organization);
            spec.profiles.extend(profile.map(|text| SubmitterProfile { submitter, text }));
        }
    }
    spec.submission.supporters =
        fields.get("supporters").map(|node| supporters(context, report, node)).unwrap_or_default();
    spec.submission.allow = fields.get("allow").map(|node| allow::read(context, report, node)).unwrap_or_default();
    spec.summary = blocks(context, report, &fields, "summary");
    spec.body = blocks(context, report, &fields, "body");
    require_text(context, spec.body.as_ref());
    if let Some(node) = fields.get("annexes") {
        spec.annexes = annexes(context, report, node);
    }
    spec
}

fn require(context: &mut Context<'_>, fields: &Fields<'_, '_>, root: &Node<'_>) {
    for (key, example) in REQUIRED {
        if fields.get(key).is_some_and(|node| !is_blank(node)) {
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
        let column = context.sources.line_column(FileId(0), first_place(first).start).1 - 1;
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

fn keywords(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Vec<Located<String>> {
    if let Kind::Mapping(_) = node.kind {
        fields::wrong_type(context, node, "`keywords`", "a list of texts such as `[housing, education]`");
        return Vec::new();
    }
    fields::items(node).iter().filter_map(|item| fields::text(context, report, item, "a key word")).collect()
}

fn supporters(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Vec<Located<String>> {
    if let Kind::Mapping(_) = node.kind {
        fields::wrong_type(context, node, "`supporters`", "a list of names such as `[Local Group, Tenants Union]`");
        return Vec::new();
    }
    fields::items(node).iter().filter_map(|item| fields::text(context, report, item, "a supporter")).collect()
}

fn submitter(
    context: &mut Context<'_>,
    report: &Report<'_>,
    node: &Node<'_>,
) -> Option<(Organization, Option<Located<Vec<Block>>>)> {
    if let Kind::Scalar { .. } = &node.kind {
        return submitter_by_name(context, report, node).map(|organization| (organization, None));
    }
    let fields = fields::fields(context, node, &SUBMITTER_KEYS, "an organization")?;
    let word = |context: &mut Context<'_>, key: &str| {
        fields.get(key).and_then(|node| fields::text(context, report, node, &format!("`{key}`")))
    };
    let name = word(context, "name");
    if name.is_none() && fields.get("name").is_none() {
        context.report(
            Diagnostic::error(
                Code::MissingKey,
                fields.key_span("name").unwrap_or(first_place(node)),
                "the organization has no name",
            )
            .help("add `name: Example Rights Network`"),
        );
    }
    let short_name = word(context, "short_name");
    let status =
        fields.get("status").and_then(|node| fields::choice(context, report, node, "`status`", &Status::WORDS));
    let kind =
        fields.get("kind").and_then(|node| fields::choice(context, report, node, "`kind`", &SubmitterKind::WORDS));
    let contact = fields.get("contact").map(|node| contact::read(context, report, node)).unwrap_or_default();
    let profile = blocks(context, report, &fields, "profile");
    Some((Organization { name, short_name, status, kind, contact, span: node.span() }, profile))
}

/// `submitted_by: Example Rights Network`: only the name can be meant.
fn submitter_by_name(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Option<Organization> {
    let name = fields::text(context, report, node, "`submitted_by`")?;
    let message = format!("`{}` is taken for the name of the organization", name.value);
    let written = taken::scalar(&name.value);
    context.report(
        Diagnostic::info(Code::Respelled, name.span, message)
            .help(format!("write:\nsubmitted_by:\n  - name: {written}"))
            .replace(name.span, format!("{{name: {written}}}")),
    );
    Some(Organization { span: node.span(), name: Some(name), ..Organization::default() })
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
