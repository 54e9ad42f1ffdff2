//! Reads what a report says of itself: to whom it goes, from whom, and when.

use granit_parser::ScalarStyle;

use super::{KEYS, ORGANIZATION, SUBMITTER_KEYS, blocks, contact, first_place, is_blank, values, word};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::profile::{PartName, Scope, Status, SubmitterKind};
use crate::read::context::Context;
use crate::read::fields::{self, Fields, Report};
use crate::read::node::{Kind, Node};
use crate::read::{Block, allow, taken};
use crate::source::Located;
use crate::submission::{Organization, Submission};

/// What the report says of itself, but for the submitters: their profiles may cite sources.
pub(super) fn read(context: &mut Context<'_>, report: &Report<'_>, fields: &Fields<'_, '_>) -> Submission {
    let submitted_to = word(context, report, fields, "submitted_to").map(|typed| values::body(context, typed));
    let body = submitted_to.as_ref().map(|body| body.value.as_str());
    let stage = word(context, report, fields, "stage").map(|typed| values::stage(context, typed, body));
    let session = word(context, report, fields, "session").and_then(|typed| values::session(context, typed, body));
    let scope = fields.get("scope").and_then(|node| fields::choice(context, report, node, "`scope`", &Scope::WORDS));
    let agenda_item = fields.get("agenda_item").and_then(|node| fields::number(context, node, "`agenda_item`"));
    let state = fields.get("state").and_then(|node| values::state(context, report, node));
    let read = [
        ("state", PartName::State, state.is_some()),
        ("session", PartName::Session, session.is_some()),
        ("agenda_item", PartName::AgendaItem, agenda_item.is_some()),
    ];
    let misread = read.into_iter().filter(|(key, _, is_read)| !is_read && fields.get(key).is_some());
    let has_value = |key: &&str| fields.get(key).is_some_and(|node| !is_blank(node));
    Submission {
        submitted_to,
        stage,
        scope,
        agenda_item,
        state,
        session,
        misread: misread.map(|(_, part, _)| part).collect(),
        session_opens: fields.get("session_opens").and_then(|node| values::date(context, report, node)),
        date: fields.get("date").and_then(|node| values::date(context, report, node)),
        language: fields.get("language").and_then(|node| values::language(context, report, node)),
        title: word(context, report, fields, "title"),
        subtitle: word(context, report, fields, "subtitle"),
        submitters: Vec::new(),
        supporters: fields.get("supporters").map(|node| supporters(context, report, node)).unwrap_or_default(),
        allow: fields.get("allow").map(|node| allow::read(context, report, node)).unwrap_or_default(),
        confidential: fields.get("confidential").and_then(|node| fields::boolean(context, node, "`confidential`")),
        keywords: fields.get("keywords").map(|node| keywords(context, report, node)).unwrap_or_default(),
        given: KEYS.into_iter().filter(has_value).collect(),
    }
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

/// An organization, and who it is in its own words.
pub(super) fn submitter(
    context: &mut Context<'_>,
    report: &Report<'_>,
    node: &Node<'_>,
) -> Option<(Organization, Option<Located<Vec<Block>>>)> {
    if let Kind::Scalar { .. } = &node.kind {
        return submitter_by_name(context, report, node).map(|organization| (organization, None));
    }
    let fields = fields::fields(context, node, &SUBMITTER_KEYS, ORGANIZATION)?;
    let name = match fields.get("name") {
        Some(list) if matches!(list.kind, Kind::Sequence(_)) => {
            let found =
                Diagnostic::error(Code::WrongType, list.span(), "`name` is a list, but an organization has one name");
            context
                .report(found.help("write each organization as an item of `submitted_by`:\n- name: ...\n- name: ..."));
            None
        }
        _ => word(context, report, &fields, "name"),
    };
    if let (Some(name), Some(node)) = (&name, fields.get("name")) {
        several_names(context, report, node, name);
    }
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
    let short_name = word(context, report, &fields, "short_name");
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
    if several_names(context, report, node, &name) {
        return Some(Organization { span: node.span(), name: Some(name), ..Organization::default() });
    }
    let message = format!("`{}` is taken for the name of the organization", name.value);
    let written = taken::scalar(&name.value);
    context.report(
        Diagnostic::info(Code::Respelled, name.span, message)
            .help(format!("write:\nsubmitted_by:\n  - name: {written}"))
            .replace(name.span, format!("{{name: {written}}}")),
    );
    Some(Organization { span: node.span(), name: Some(name), ..Organization::default() })
}

/// Warns of the names of several organizations in one name: lines after `|`, or semicolons. Whether it did.
fn several_names(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>, name: &Located<String>) -> bool {
    let typed = report.source.get(name.span.range()).unwrap_or("");
    let is_literal = matches!(node.kind, Kind::Scalar { style: ScalarStyle::Literal, .. });
    let lines = if is_literal { typed.lines().filter(|line| !line.trim().is_empty()).count() } else { 1 };
    let parts = name.value.split([';', '；']).filter(|part| !part.trim().is_empty()).count();
    let message = match (lines, parts) {
        (2.., _) => format!("the {lines} lines are joined to one name: `{}`", shortened(&name.value)),
        (_, 2..) => format!("`{}` is taken for one name, though it has a semicolon", shortened(&name.value)),
        _ => return false,
    };
    context.report(Diagnostic::warning(Code::SeveralNames, name.span, message).help(
        "if they are several organizations, begin each with a dash: `- name: ...`; if it is one, write its name on one line, without a semicolon",
    ));
    true
}

/// The beginning of a name, to show it.
fn shortened(name: &str) -> String {
    const SHOWN: usize = 100;
    let shown: String = name.chars().take(SHOWN).collect();
    if shown.len() < name.len() { shown + "…" } else { shown }
}
