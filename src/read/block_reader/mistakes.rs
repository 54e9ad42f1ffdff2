//! What is said of a value that is no block, or no text where one must stand.

use granit_parser::ScalarStyle;

use super::{BLOCK_HELP, BLOCK_KEYS, BlockReader};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::read::node::{Kind, Node};
use crate::read::{accidents, fields};
use crate::source::{FileId, Span};

impl BlockReader<'_, '_, '_> {
    /// A list or mapping where a text should stand is most often a text that YAML misread.
    pub(super) fn not_a_text(&mut self, node: &Node<'_>, what: &str) {
        let source = self.report.source;
        let sign = source.get(node.range.start..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let found = match &node.kind {
            Kind::Mapping(_) if sign != '{' => accidents::colon_in_text(source, first_line_span(source, node)),
            Kind::Mapping(_) | Kind::Sequence(_) if matches!(sign, '[' | '{' | '-') => {
                accidents::sign_at_start(source, first_line_span(source, node), sign)
            }
            Kind::Mapping(_) | Kind::Sequence(_) | Kind::Scalar { .. } => Diagnostic::error(
                Code::WrongType,
                node.span(),
                format!("{what} is {}, but should be a text", node.kind_name()),
            )
            .help("write a text"),
        };
        self.context.report(found);
    }

    pub(super) fn empty_block(&mut self, node: &Node<'_>) {
        let before = self.context.diagnostics.len();
        fields::warn_of_swallowed_text(self.context, self.report, node, true);
        if self.context.diagnostics.len() == before {
            self.context.report(Diagnostic::error(Code::BadBlock, node.span(), "the block is empty").help(BLOCK_HELP));
        }
    }

    pub(super) fn no_kind(&self, node: &Node<'_>, first: &str) -> Diagnostic {
        let source = self.report.source;
        let is_flow = source.get(node.range.start..).is_some_and(|rest| rest.starts_with('{'));
        let is_bare = matches!(&node.kind, Kind::Mapping(pairs) if pairs.iter().all(|(_, value)| value.is_absent()));
        if is_flow && (first.contains(' ') || is_bare) {
            return accidents::sign_at_start(source, first_line_span(source, node), '{');
        }
        if first.contains(' ') || first.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()) {
            return accidents::colon_in_text(source, first_line_span(source, node));
        }
        let help = match did_you_mean(first, BLOCK_KEYS) {
            Some(near) => format!("did you mean `{near}`? {BLOCK_HELP}"),
            None => {
                format!(
                    "{BLOCK_HELP}; if it is a text with a colon, put it in quotes:\n{}",
                    accidents::rewritten(source, node.range.clone())
                )
            }
        };
        Diagnostic::error(Code::BadBlock, first_line_span(source, node), format!("`{first}` is no kind of block"))
            .help(help)
    }
}

/// `- [text]`: words in brackets behind a dash, which are a list to YAML. Programs write lists in brackets too, but
/// inside other brackets or with quotes.
pub(super) fn is_typed_bracket(source: &str, node: &Node<'_>) -> bool {
    let is_plain = |item: &Node<'_>| matches!(item.kind, Kind::Scalar { style: ScalarStyle::Plain, .. });
    let Kind::Sequence(items) = &node.kind else { return false };
    let before = source.get(..node.range.start).unwrap_or("");
    source.get(node.range.start..).is_some_and(|rest| rest.starts_with('['))
        && before.ends_with("- ")
        && items.iter().all(is_plain)
}

/// The first line of a value, to point at.
pub(super) fn first_line_span(source: &str, node: &Node<'_>) -> Span {
    let own = source.get(node.range.clone()).unwrap_or("");
    let is_flow = own.starts_with(['[', '{']) && own.ends_with([']', '}']);
    // Many flow values can stand on one line of megabytes: only their own text is searched.
    let text = if is_flow { own } else { source.get(node.range.start..).unwrap_or("") };
    let length = text.lines().next().unwrap_or("").trim_end().len();
    Span::new(FileId(0), node.range.start..node.range.start + length)
}
