//! Reads the author's files as a [`Spec`]: the whole stage in one function.

use std::borrow::Cow;

use super::characters::{self, Fault};
use super::context::{Context, ReadFile};
use super::fields::Report;
use super::node::{Tree, read_tree};
use super::{DirectionControls, Spec, accidents, amounts, limits, mend, report_reader};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Warned};
use crate::picture::Known;
use crate::source::{FileId, Sources, Span};

/// Reads the report that is the first of `sources`; `read` gives the bytes of a file named relative to the report's
/// folder, or says why it cannot. Texts that are read on the way are added to `sources`.
pub fn parse(sources: &mut Sources, read: ReadFile<'_>, controls: DirectionControls) -> Warned<Spec> {
    parse_again(sources, read, controls, None)
}

/// The same for a report that is read again and again, with the pictures that are known from before.
pub fn parse_again(
    sources: &mut Sources,
    read: ReadFile<'_>,
    controls: DirectionControls,
    known: Option<&Known>,
) -> Warned<Spec> {
    let text = sources.get(FileId(0)).map(|file| file.text.clone()).unwrap_or_default();
    let mut context = Context::new(sources, read, controls);
    context.known = known;
    if !limits::admit_text(&mut context, text.len(), Span::default()) {
        return Warned::new(Spec::default(), context.into_findings());
    }
    let base = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let source = without_control_characters(&mut context, &text);
    let mut tree = read_tree(&source, base);
    let mended = mend::mistake(&source, &tree).and_then(|mistake| mend::mend(&source, base, mistake));
    if let Some(mended) = &mended {
        mended.found.iter().for_each(|found| context.report(found.clone()));
        tree = read_tree(&mended.text, base);
    }
    let before = context.diagnostics.len();
    // What is read in the mended text is told with its places in the author's.
    let authors = mended.as_ref().and_then(|mended| context.sources.replace(FileId(0), mended.text.clone()));
    let report = Report { source: mended.as_ref().map_or(&source, |mended| &mended.text), comments: &tree.comments };
    let mut spec = read_spec(&mut context, &report, &tree);
    if let (Some(mended), Some(authors)) = (&mended, authors) {
        context.sources.replace(FileId(0), authors);
        mended.place_back(&mut context.diagnostics[before..]);
        // Its files are not written, and its places are those of another text.
        spec = Spec::default();
    }
    amounts::check(&mut context, &mut spec);
    spec.pictures = std::mem::take(&mut context.pictures);
    Warned::new(spec, context.into_findings())
}

fn read_spec(context: &mut Context<'_>, report: &Report<'_>, tree: &Tree<'_>) -> Spec {
    for found in &tree.diagnostics {
        context.report(found.clone());
    }
    match &tree.root {
        Some(root) if !root.is_absent() => {
            accidents::keys_in_texts(report.source).into_iter().for_each(|found| context.report(found));
            report_reader::read(context, report, root)
        }
        _ if tree.broken => Spec::default(),
        _ => {
            context.report(
                Diagnostic::error(Code::MissingKey, Span::default(), "the report is empty")
                    .help("`assemble new report.yaml --to cescr` writes a report to fill in"),
            );
            Spec::default()
        }
    }
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
