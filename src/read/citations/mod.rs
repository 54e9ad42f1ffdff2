//! Reads the key `references`: the sources that the report cites, as entries in the report and as files of them.

mod bibtex;
mod csl;
mod entry;
mod file;
mod foreign;
mod latex;
mod source;

use std::collections::BTreeMap;

#[cfg(test)]
pub(super) use self::entry::{KEYS, NAME_KEYS};
pub use self::source::{Fact, Name, Source, SourceKind};
use super::context::Context;
use super::fields::{self, Report};
use super::limits;
use super::node::{Kind, Node};
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::source::Located;

/// The sources of a report, each found by its name.
#[derive(Clone, Debug, Default)]
pub struct References {
    sources: Vec<Source>,
    by_key: BTreeMap<String, usize>,
}

impl References {
    /// All, in the order written.
    pub fn all(&self) -> &[Source] {
        &self.sources
    }

    /// The source of a name.
    pub fn get(&self, key: &str) -> Option<&Source> {
        self.by_key.get(key).and_then(|at| self.sources.get(*at))
    }

    /// Adds a source, unless there is one of its name or there are too many.
    fn add(&mut self, context: &mut Context<'_>, source: Source) {
        if let Some(first) = self.get(&source.key.value) {
            let message = format!("the source `{}` is given twice", source.key.value);
            let help = format!("it was first given in {}; keep one of them", context.line(first.key.span));
            context.report(Diagnostic::error(Code::DuplicateKey, source.key.span, message).help(help));
            return;
        }
        if self.sources.len() == limits::SOURCES {
            let most = counted(limits::SOURCES, "source", "sources");
            let message = format!("the references have more than {most}");
            let help = "keep those that the report cites";
            context.report(Diagnostic::error(Code::TooLarge, source.key.span, message).help(help));
        }
        if self.sources.len() <= limits::SOURCES {
            self.by_key.insert(source.key.value.clone(), self.sources.len());
            self.sources.push(source);
        }
    }
}

/// Reads all sources: entries under their names, the name of a file, or a list of both.
pub(super) fn read(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> References {
    let mut references = References::default();
    for item in fields::items(node) {
        let found = match &item.kind {
            Kind::Mapping(pairs) => entry::read(context, report, pairs),
            Kind::Scalar { .. } => match fields::text(context, report, item, "the name of a file of references") {
                Some(name) => file::read(context, &name),
                None => Vec::new(),
            },
            Kind::Sequence(_) => {
                let expected = "the name of a file such as `sources.bib`, or sources under their names";
                fields::wrong_type(context, item, "an item of `references`", expected);
                Vec::new()
            }
        };
        for source in found {
            references.add(context, source);
        }
    }
    references
}

/// A text of a source as it can stand in a note: without characters that may not stand in a report, with single spaces, and
/// not longer than a title may be.
fn fitting(context: &mut Context<'_>, text: Located<String>, what: &str) -> Option<String> {
    let letters = text.value.chars().count();
    if letters > limits::SHORT_TEXT {
        let message = format!(
            "{what} has {}, more than the {} of a note",
            counted(letters, "letter", "letters"),
            counted(limits::SHORT_TEXT, "letter", "letters")
        );
        context.report(Diagnostic::error(Code::TooLarge, text.span, message).help("shorten it"));
        return None;
    }
    let clean = context.clean(text.value, |_| text.span);
    let words = clean.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
