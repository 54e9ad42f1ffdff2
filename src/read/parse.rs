//! From the author's files to a [`Spec`]: the whole stage in one function.

use std::borrow::Cow;

use super::characters::{self, Fault};
use super::context::{Context, ReadFile};
use super::fields::Report;
use super::node::read_tree;
use super::{DirectionControls, Spec, amounts, limits, report_reader};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Warned};
use crate::source::{FileId, Sources, Span};

/// Reads the report that is the first of `sources`; `read` gives the bytes of a file named relative to the report's
/// folder, or says why it cannot. Texts that are read on the way are added to `sources`.
pub fn parse(sources: &mut Sources, read: ReadFile<'_>, controls: DirectionControls) -> Warned<Spec> {
    let text = sources.get(FileId(0)).map(|file| file.text.clone()).unwrap_or_default();
    let mut context = Context::new(sources, read, controls);
    if !limits::admit_text(&mut context, text.len(), Span::default()) {
        return Warned::new(Spec::default(), context.into_findings());
    }
    let base = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let source = without_control_characters(&mut context, &text);
    let tree = read_tree(&source, base);
    for found in tree.diagnostics {
        context.report(found);
    }
    let report = Report { source: &source, comments: &tree.comments };
    let mut spec = Spec::default();
    match &tree.root {
        Some(root) if !root.is_absent() => spec = report_reader::read(&mut context, &report, root),
        _ if tree.broken => {}
        _ => context.report(
            Diagnostic::error(Code::MissingKey, Span::default(), "the report is empty")
                .help("`assemble new report.yaml --to cescr` writes a report to fill in"),
        ),
    }
    amounts::check(&mut context, &mut spec);
    spec.pictures = std::mem::take(&mut context.pictures);
    Warned::new(spec, context.into_findings())
}

/// The text with spaces of the same length for control characters, which the YAML parser would stop at.
fn without_control_characters<'t>(context: &mut Context<'_>, text: &'t str) -> Cow<'t, str> {
    let is_control =
        |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let may_be = |byte: u8| byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t') || matches!(byte, 0x7F | 0xC2 | 0xEF);
    if !text.bytes().any(may_be) || !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if is_control(c) && characters::is_of_word(c) {
            context.word_signs.insert(at, c);
            clean.push(' ');
        } else if is_control(c) {
            context.report(Fault::Forbidden.diagnostic(c, Span::new(FileId(0), at..at + c.len_utf8())));
            clean.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            clean.push(c);
        }
    }
    Cow::Owned(clean)
}
