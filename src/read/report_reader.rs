//! From the tree of a report to a [`Spec`], key by key.

use std::str::FromStr;

use super::allow;
use super::block_reader::BlockReader;
use super::context::Context;
use super::fields::{self, Fields, Report};
use super::node::{Kind, Node};
use super::{Annex, Automatic, Block, Contact, Located, Spec, Submitter, plain};
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::facts::country;
use crate::facts::language::Language;
use crate::facts::profile::{Scope, Status, SubmitterKind};
use crate::source::{FileId, Span};

pub(super) const KEYS: [&str; 22] = [
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
    "allow",
];

pub(super) const SUBMITTER_KEYS: [&str; 6] = ["name", "short_name", "status", "kind", "contact", "profile"];

pub(super) const CONTACT_KEYS: [&str; 5] = ["person", "email", "phone", "address", "website"];

pub(super) const ANNEX_KEYS: [&str; 3] = ["title", "id", "body"];

/// Keys that every report has, with an example of each.
const REQUIRED: [(&str, &str); 5] = [
    ("submitted_to", "submitted_to: cescr"),
    ("language", "language: en"),
    ("title", "title: Parallel report on the right to housing"),
    ("submitted_by", "submitted_by:\n  - name: Name of your organization"),
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
    let Some(fields) = fields::fields(context, root, &KEYS, "a report") else { return Spec::default() };
    require(context, &fields, root);
    let word = |context: &mut Context<'_>, key: &str| {
        fields.get(key).and_then(|node| fields::text(context, report, node, &format!("`{key}`")))
    };
    let mut spec = Spec {
        submitted_to: word(context, "submitted_to"),
        stage: word(context, "stage"),
        session: word(context, "session"),
        title: word(context, "title"),
        subtitle: word(context, "subtitle"),
        ..Spec::default()
    };
    for (text, what) in [(&spec.title, "the title"), (&spec.subtitle, "the subtitle")] {
        text.iter().for_each(|text| plain::check(context, text, what));
    }
    spec.scope = fields.get("scope").and_then(|node| fields::choice(context, report, node, "`scope`", &Scope::WORDS));
    spec.agenda_item = fields.get("agenda_item").and_then(|node| fields::number(context, node, "`agenda_item`"));
    spec.state = fields.get("state").and_then(|node| state(context, report, node));
    spec.date = fields.get("date").and_then(|node| date(context, report, node));
    spec.session_opens = fields.get("session_opens").and_then(|node| date(context, report, node));
    spec.language = fields.get("language").and_then(|node| language(context, report, node));
    spec.confidential = fields.get("confidential").and_then(|node| fields::boolean(context, node, "`confidential`"));
    spec.keywords = fields.get("keywords").map(|node| keywords(context, report, node)).unwrap_or_default();
    spec.cover = fields.get("cover").map_or(Automatic::Auto, |node| fields::automatic(context, node, "`cover`"));
    spec.contents =
        fields.get("contents").map_or(Automatic::Auto, |node| fields::automatic(context, node, "`contents`"));
    if let Some(node) = fields.get("submitted_by") {
        spec.submitted_by = fields::items(node).iter().filter_map(|item| submitter(context, report, item)).collect();
    }
    spec.supporters = fields.get("supporters").map(|node| supporters(context, report, node)).unwrap_or_default();
    spec.allow = fields.get("allow").map(|node| allow::read(context, report, node)).unwrap_or_default();
    spec.summary = blocks(context, report, &fields, "summary");
    spec.body = blocks(context, report, &fields, "body");
    if let Some(node) = fields.get("annexes") {
        spec.annexes = annexes(context, report, node);
    }
    if fields.get("references").is_some() {
        let span = fields.key_span("references").unwrap_or(root.span());
        context.report(
            Diagnostic::error(Code::CitationsNotBuilt, span, "lists of references are not built yet")
                .help("delete the key, and write footnotes: `^[author, title, place, year, page]`"),
        );
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

fn state(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Option<Located<String>> {
    let state = fields::text(context, report, node, "`state`")?;
    if country::is_alpha_3(&state.value) {
        return Some(state);
    }
    let help = match country::meant(&state.value) {
        Some(code) => format!("write `state: {code}`"),
        None => "write the three letters of ISO 3166-1, for instance CHN, MEX or NOR".to_owned(),
    };
    context.report(
        Diagnostic::error(
            Code::UnknownState,
            state.span,
            format!("`{}` is not the three-letter code of a State", state.value),
        )
        .help(help)
        .source("ISO 3166-1, alpha-3 codes"),
    );
    None
}

fn date(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Option<Located<jiff::civil::Date>> {
    let typed = fields::text(context, report, node, "`date`")?;
    let is_plain = typed.value.len() == 10 && typed.value.chars().all(|c| c.is_ascii_digit() || c == '-');
    match jiff::civil::Date::from_str(&typed.value) {
        Ok(value) if is_plain => Some(Located { value, span: typed.span }),
        _ => {
            context.report(
                Diagnostic::error(Code::WrongValue, typed.span, format!("`{}` is not a date", typed.value))
                    .help("write year, month and day with hyphens, for instance 2023-01-16"),
            );
            None
        }
    }
}

fn language(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Option<Located<Language>> {
    let typed = fields::text(context, report, node, "`language`")?;
    if let Some(value) = Language::ALL.into_iter().find(|language| language.code() == typed.value) {
        return Some(Located { value, span: typed.span });
    }
    let names = [
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("english", "en"),
        ("french", "fr"),
        ("russian", "ru"),
        ("spanish", "es"),
        ("العربية", "ar"),
        ("中文", "zh"),
        ("français", "fr"),
        ("русский", "ru"),
        ("español", "es"),
        ("cn", "zh"),
    ];
    let lower = typed.value.to_lowercase();
    let meant = names
        .into_iter()
        .find(|(name, _)| *name == lower)
        .map(|(_, code)| code)
        .or_else(|| Language::from_code(&lower).map(Language::code));
    let help = match meant {
        Some(code) => format!("write `language: {code}`"),
        None => {
            let codes = Language::ALL.map(Language::code).join(", ");
            format!("write one of {codes}, the official languages of the United Nations")
        }
    };
    context.report(
        Diagnostic::error(
            Code::WrongValue,
            typed.span,
            format!("`{}` is not a language reports can be made in", typed.value),
        )
        .help(help),
    );
    None
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

fn submitter(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Option<Submitter> {
    if let Kind::Scalar { text, .. } = &node.kind {
        context.report(
            Diagnostic::error(
                Code::WrongType,
                node.span(),
                "an organization is written as keys with values, not as a text",
            )
            .help(format!("write:\nsubmitted_by:\n  - name: {text}")),
        );
        return None;
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
            .help("add `name: Name of your organization`"),
        );
    }
    let short_name = word(context, "short_name");
    let status =
        fields.get("status").and_then(|node| fields::choice(context, report, node, "`status`", &Status::WORDS));
    let kind =
        fields.get("kind").and_then(|node| fields::choice(context, report, node, "`kind`", &SubmitterKind::WORDS));
    let contact = fields.get("contact").map(|node| contact(context, report, node)).unwrap_or_default();
    let profile = blocks(context, report, &fields, "profile");
    Some(Submitter { name, short_name, status, kind, contact, profile, span: node.span() })
}

/// The start of a mapping, to point at what it lacks.
fn first_place(node: &Node<'_>) -> Span {
    match &node.kind {
        Kind::Mapping(pairs) => pairs.first().map_or(node.span(), |(key, _)| key.span()),
        Kind::Scalar { .. } | Kind::Sequence(_) => node.span(),
    }
}

fn contact(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Contact {
    let Some(fields) = fields::fields(context, node, &CONTACT_KEYS, "a contact") else { return Contact::default() };
    let mut word =
        |key: &str| fields.get(key).and_then(|node| fields::text(context, report, node, &format!("`{key}`")));
    Contact {
        person: word("person"),
        email: word("email"),
        phone: word("phone"),
        address: word("address"),
        website: word("website"),
    }
}

fn annexes(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Vec<Annex> {
    let mut annexes = Vec::new();
    for item in fields::items(node) {
        let Some(fields) = fields::fields(context, item, &ANNEX_KEYS, "an annex") else { continue };
        let mut reader = BlockReader { context, report, depth: 0 };
        let title = reader.title(&fields, first_place(item));
        let id = reader.id(&fields);
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
        annexes.push(Annex { title, id, body, span: item.span() });
    }
    annexes
}
