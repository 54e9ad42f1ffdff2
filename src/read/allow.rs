//! Reads the key `allow`: the binding rules that the author lets pass, each with its reason.

use super::context::Context;
use super::fields::{self, Report};
use super::node::{Kind, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Located;
use crate::submission::Allowance;

/// The keys of one entry.
pub(super) const ALLOW_KEYS: [&str; 2] = ["code", "reason"];

const EXAMPLE: &str = "write:\nallow:\n  - code: L01\n    reason: the secretariat agreed on 3 March";

pub(super) fn read(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Vec<Allowance> {
    fields::items(node).iter().filter_map(|item| allowance(context, report, item)).collect()
}

fn allowance(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Option<Allowance> {
    if !matches!(node.kind, Kind::Mapping(_)) {
        let message = "an entry of `allow` has a code and a reason";
        context.report(Diagnostic::error(Code::WrongType, node.span(), message).help(EXAMPLE));
        return None;
    }
    let fields = fields::fields(context, node, &ALLOW_KEYS, "an entry of `allow`")?;
    let mut word =
        |key: &str| fields.get(key).and_then(|node| fields::text(context, report, node, &format!("`{key}`")));
    let (code, reason) = (word("code"), word("reason"));
    let Some(code) = code else {
        missing(context, node, fields.key_span("code"), "the entry of `allow` has no code");
        return None;
    };
    // Only rules of a body can be let pass: what cannot be read cannot be written.
    let Some(found) = Code::find(&code.value).filter(|code| code.is_rule()) else {
        let message = match Code::find(&code.value) {
            Some(_) => format!("`{}` is not a rule of a body, so it cannot be allowed", code.value),
            None => format!("there is no code `{}`", code.value),
        };
        let help = "write the code of a rule as the finding shows it, for instance `code: L01`";
        context.report(Diagnostic::error(Code::WrongValue, code.span, message).help(help));
        return None;
    };
    let Some(reason) = reason.filter(|reason| !reason.value.trim().is_empty()) else {
        missing(context, node, fields.key_span("reason"), "the entry of `allow` has no reason");
        return None;
    };
    Some(Allowance { code: Located { value: found, span: code.span }, reason: reason.value })
}

fn missing(context: &mut Context<'_>, node: &Node<'_>, key: Option<crate::source::Span>, message: &str) {
    let place = key.unwrap_or_else(|| node.span());
    context.report(Diagnostic::error(Code::MissingKey, place, message).help(EXAMPLE));
}
