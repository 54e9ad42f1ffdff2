//! Makes document symbols in a row of pieces links to the documents.

use std::ops::Range;

use super::Builder;
use super::inlines::push_text;
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::document::{Format, Inline, LinkId};
use crate::facts::symbol;
use crate::source::Span;

/// No report names so many documents; each link is an object in both files.
const MOST_LINKED: usize = 5_000;

impl Builder<'_> {
    /// Makes a link of each symbol that names a document, unless the author's own link stands there.
    pub(super) fn link_symbols(&mut self, row: Vec<Inline>) -> Vec<Inline> {
        let words = words(&row);
        if !words.contains('/') || self.linked_symbols > MOST_LINKED {
            return row;
        }
        let mut links: Vec<(Range<usize>, LinkId)> = Vec::new();
        for found in symbol::find(&words) {
            let Some(filed) = found.filed.filter(|_| is_free(&row, &found.range)) else { continue };
            self.linked_symbols += 1;
            if self.linked_symbols > MOST_LINKED {
                self.too_many_symbols(&row);
                break;
            }
            let address = symbol::address(&filed);
            links.push((found.range, self.link(&address)));
        }
        if links.is_empty() { row } else { split(row, &links) }
    }

    /// Says that the symbols from here on are not links.
    fn too_many_symbols(&mut self, row: &[Inline]) {
        let span = row.iter().find_map(|inline| match inline {
            Inline::Text { span, .. } => Some(*span),
            Inline::Note { .. } | Inline::Reference { .. } | Inline::LineBreak => None,
        });
        let most = counted(MOST_LINKED, "document symbol is a link", "document symbols are links");
        let message = format!("only the first {most}; those from here on are plain text");
        self.diagnostics.push(Diagnostic::info(Code::SymbolsNotLinked, span.unwrap_or_default(), message).help(
            "nothing is lost; make a link by hand where you need one: `[E/C.12/GC/4](https://docs.un.org/E/C.12/GC/4)`",
        ));
    }
}

/// The words of a row; what is not text ends a symbol.
fn words(row: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Note { .. } | Inline::Reference { .. } | Inline::LineBreak => "\n".to_owned(),
    };
    row.iter().map(text).collect()
}

/// The bytes that a piece takes in [`words`].
fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Text { text, .. } => text.len(),
        Inline::Note { .. } | Inline::Reference { .. } | Inline::LineBreak => 1,
    }
}

/// Whether no piece of a range is a link already.
fn is_free(row: &[Inline], range: &Range<usize>) -> bool {
    let mut start = 0;
    row.iter().all(|inline| {
        let own = start..start + length(inline);
        start = own.end;
        let linked = matches!(inline, Inline::Text { format: Format { link: Some(_), .. }, .. });
        !linked || own.end <= range.start || own.start >= range.end
    })
}

/// The row with its text cut at the links.
fn split(row: Vec<Inline>, links: &[(Range<usize>, LinkId)]) -> Vec<Inline> {
    let mut pieces = Vec::with_capacity(row.len() + 2 * links.len());
    let mut start = 0;
    for inline in row {
        let end = start + length(&inline);
        let Inline::Text { text, format, span } = inline else {
            pieces.push(inline);
            start = end;
            continue;
        };
        let mut at = start;
        for (range, link) in links.iter().filter(|(range, _)| range.start < end && range.end > start) {
            let (from, to) = (range.start.max(start), range.end.min(end));
            let mut push = |part: Range<usize>, format: &Format| {
                let part = part.start - start..part.end - start;
                push_text(&mut pieces, &text[part.clone()], format, place(span, &text, part));
            };
            push(at..from, &format);
            push(from..to, &Format { link: Some(*link), ..format.clone() });
            at = to;
        }
        let rest = at - start..text.len();
        push_text(&mut pieces, &text[rest.clone()], &format, place(span, &text, rest));
        start = end;
    }
    pieces
}

/// Where a part of a piece stands: exactly, if the piece was written letter by letter as it stands.
pub(super) fn place(span: Span, text: &str, part: Range<usize>) -> Span {
    let offset = |at: usize| span.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    if span.range().len() == text.len() {
        Span { start: offset(part.start), end: offset(part.end), ..span }
    } else {
        span
    }
}
