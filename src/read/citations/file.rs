//! From the name of a file of references to its sources.

use super::source::Source;
use super::{bibtex, csl, entry};
use crate::diagnostic::{Code, Diagnostic};
use crate::read::context::Context;
use crate::read::fields::Report;
use crate::read::files;
use crate::read::node::{Kind, read_tree};
use crate::source::{FileId, Located};

/// What the files are written in.
#[derive(Clone, Copy)]
enum Language {
    Bibtex,
    CslJson,
    Yaml,
}

/// Reads a file beside the report.
pub(super) fn read(context: &mut Context<'_>, name: &Located<String>) -> Vec<Source> {
    let ending = name.value.rsplit('.').next().unwrap_or("").to_lowercase();
    let language = match ending.as_str() {
        "bib" | "bibtex" => Language::Bibtex,
        "json" => Language::CslJson,
        "yaml" | "yml" => Language::Yaml,
        _ => {
            let message = format!("`{}` is not the name of a file of references", name.value);
            let help = "write the name of a file that ends in `.bib` (BibTeX), `.json` (CSL-JSON) or `.yaml`, or each source under a name of its own:\nreferences:\n  survey: {web: Rental survey, author: Tenants Union, date: 2025-12-01}";
            context.report(Diagnostic::error(Code::BadReferences, name.span, message).help(help));
            return Vec::new();
        }
    };
    let Some(text) = files::text(context, name) else { return Vec::new() };
    let file = context.sources.add(name.value.clone(), text.clone());
    match language {
        Language::Bibtex => bibtex::read(context, file, &text),
        Language::CslJson => csl::read(context, file, &text),
        Language::Yaml => yaml(context, file, &text),
    }
}

/// Entries as in the report, perhaps below the key `references`.
fn yaml(context: &mut Context<'_>, file: FileId, text: &str) -> Vec<Source> {
    let base = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    // The readers of YAML know one file, the report: for the time of reading, this one takes its place.
    let before = context.diagnostics.len();
    let report = context.sources.replace(FileId(0), text.to_owned());
    let tree = read_tree(text, base);
    tree.diagnostics.iter().for_each(|found| context.report(found.clone()));
    let mut sources = Vec::new();
    match tree.root.as_ref().map(|root| (root, &root.kind)) {
        Some((_, Kind::Mapping(pairs))) => {
            let below = pairs.iter().find_map(|(key, value)| match (&key.kind, &value.kind) {
                (Kind::Scalar { text, .. }, Kind::Mapping(pairs)) if text == "references" => Some(pairs),
                _ => None,
            });
            let source = Report { source: text, comments: &tree.comments };
            sources = entry::read(context, &source, below.unwrap_or(pairs));
        }
        Some((root, _)) if !root.is_absent() => {
            let message = format!("the file holds {}, not sources under their names", root.kind_name());
            let help = "write each source under a name of its own, for instance:\nsurvey: {web: Rental survey, author: Tenants Union, date: 2025-12-01}";
            context.report(Diagnostic::error(Code::BadReferences, root.span(), message).help(help));
        }
        Some(_) | None => {}
    }
    if let Some(report) = report {
        context.sources.replace(FileId(0), report);
    }
    let moved = |span: &mut crate::source::Span| {
        if span.file == FileId(0) {
            span.file = file;
        }
    };
    for found in context.diagnostics.iter_mut().skip(before) {
        moved(&mut found.span);
        found.fix.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| moved(&mut edit.span));
    }
    sources.iter_mut().for_each(|source| moved(&mut source.key.span));
    sources
}
