//! Writes findings as comments in the Word file, at the words they speak of, for partners who have only Word.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::visit::{self, Visitor};
use crate::document::{Block, ContentId, Document, Inline, NoteId, Paragraph, PartKind, Role};
use crate::source::{Sources, Span};
use crate::write::docx::{Comment, Place};

/// The findings as comments; those that speak of no words of the text stand at its title.
pub fn comments(document: &Document, sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<Comment> {
    let mut spots = Spots { document, found: vec![], title: None };
    for part in document.parts.iter().filter(|part| part.kind != PartKind::Contents) {
        visit::part(part, &mut spots);
    }
    let Some(title) = spots.title.or(spots.found.first().map(|spot| spot.place.content)) else { return vec![] };
    let place = |diagnostic: &Diagnostic| match spots.nearest(diagnostic.span) {
        Some(spot) => spot.narrowed(diagnostic.span, sources),
        None => Place { content: title, words: None },
    };
    diagnostics.iter().map(|diagnostic| Comment { place: place(diagnostic), lines: lines(diagnostic) }).collect()
}

/// What a comment says: the finding, then its help and its source.
fn lines(diagnostic: &Diagnostic) -> Vec<String> {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let mut lines = vec![format!("{severity} {}: {}", diagnostic.code, diagnostic.message)];
    lines.extend(diagnostic.help.iter().flat_map(|help| help.lines()).map(str::to_owned));
    lines.extend(diagnostic.source.iter().map(|source| format!("Source: {source}")));
    lines
}

/// A place in the text and where it stands in the author's file.
struct Spot<'d> {
    span: Span,
    place: Place,
    /// The words of a piece of text.
    text: Option<&'d str>,
}

impl Spot<'_> {
    /// The very words a finding speaks of, where they stand in the piece as the author wrote them.
    fn narrowed(&self, span: Span, sources: &Sources) -> Place {
        let exact = || {
            let text = self.text?;
            let (inline, _) = self.place.words.as_ref()?;
            let words = sources.text(span).trim();
            let before = Span { end: span.start, ..self.span };
            let same = if words.is_empty() { 0 } else { sources.text(before).matches(words).count() };
            let (at, _) = text.match_indices(words).nth(same).filter(|_| !words.is_empty())?;
            Some(Place { words: Some((*inline, at..at + words.len())), ..self.place.clone() })
        };
        exact().unwrap_or_else(|| self.place.clone())
    }
}

/// All places of the text in reading order.
struct Spots<'d> {
    document: &'d Document,
    found: Vec<Spot<'d>>,
    title: Option<ContentId>,
}

impl<'d> Visitor<'d> for Spots<'d> {
    fn block(&mut self, block: &'d Block) {
        if let Block::Figure(figure) = block {
            self.whole(figure.id, figure.span);
        }
    }

    fn paragraph(&mut self, _: visit::Place, paragraph: &'d Paragraph) {
        self.text(paragraph);
    }
}

impl<'d> Spots<'d> {
    /// The smallest place around a span; else the first that begins inside it.
    fn nearest(&self, span: Span) -> Option<&Spot<'d>> {
        let around = |spot: &&Spot<'_>| {
            spot.span.file == span.file && spot.span.start <= span.start && span.end <= spot.span.end
        };
        let inside = |spot: &&Spot<'_>| spot.span.file == span.file && span.range().contains(&spot.span.range().start);
        // The last of equals: the piece, not the paragraph that is nothing else.
        let smallest = self.found.iter().rev().filter(around).min_by_key(|spot| spot.span.end - spot.span.start);
        smallest.or_else(|| self.found.iter().filter(inside).min_by_key(|spot| spot.span.start))
    }

    fn whole(&mut self, content: ContentId, span: Span) {
        self.found.push(Spot { span, place: Place { content, words: None }, text: None });
    }

    fn text(&mut self, paragraph: &'d Paragraph) {
        if paragraph.role == Role::Title {
            self.title = self.title.or(Some(paragraph.id));
        }
        self.whole(paragraph.id, paragraph.span);
        for (at, inline) in (0..).zip(&paragraph.content) {
            let piece = |bytes, span, text| Spot {
                span,
                place: Place { content: paragraph.id, words: Some((at, 0..bytes)) },
                text,
            };
            match inline {
                Inline::Text { text, span, .. } => self.found.push(piece(text.len(), *span, Some(text))),
                Inline::Reference { span, .. } => self.found.push(piece(inline.words().len(), *span, None)),
                Inline::Note { note, span } => {
                    self.found.push(piece(1, *span, None));
                    // What is said of a note is said at its mark: not every reader shows comments inside notes.
                    let texts = self.note(*note).map(|span| piece(1, span, None));
                    self.found.extend(texts.collect::<Vec<_>>());
                }
                Inline::LineBreak => {}
            }
        }
    }

    fn note(&self, id: NoteId) -> impl Iterator<Item = Span> + use<'d> {
        let note = usize::try_from(id.0).ok().and_then(|at| self.document.notes.get(at));
        // The words of a note may stand far from its mark in the author's file.
        let words = |inline: &Inline| match inline {
            Inline::Text { span, .. } | Inline::Reference { span, .. } => Some(*span),
            Inline::Note { .. } | Inline::LineBreak => None,
        };
        note.into_iter().flat_map(move |note| {
            let texts = note.paragraphs.iter();
            texts.flat_map(move |text| text.content.iter().filter_map(words).chain([text.span])).chain([note.span])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::comments;
    use crate::diagnostic::Code;
    use crate::diagnostic::Diagnostic;
    use crate::document::sample::{everything, report, resolved};
    use crate::document::text::{for_each_paragraph, words};
    use crate::source::{FileId, Sources, Span};

    const TEXT: &str = r"the term and *the* term \& more";

    /// The paragraph, the inline and its bytes that a comment on words of the report marks.
    fn place(words_of: &str, after: &str) -> (String, Option<(u32, std::ops::Range<usize>)>) {
        let yaml = report("generic", "en", TEXT);
        let from = yaml.find(after).expect("the place is there");
        let start = from + yaml[from..].find(words_of).expect("the words stand there");
        let of = Span::new(FileId(0), start..start + words_of.len());
        let mut sources = Sources::default();
        sources.add("report.yaml", &yaml);
        let document = resolved(&yaml);
        let finding = Diagnostic::warning(Code::HeadingPunctuation, of, "x");
        let found = comments(&document, &sources, &[finding]).remove(0).place;
        let mut marked = None;
        for_each_paragraph(&document, |_, paragraph| {
            if paragraph.id == found.content {
                marked = Some(words(paragraph));
            }
        });
        (marked.expect("a comment stands at a paragraph"), found.words)
    }

    #[test]
    fn a_comment_marks_the_words_it_speaks_of() {
        let text = "the term and the term & more".to_owned();
        assert_eq!(place("term", "the term"), (text.clone(), Some((0, 4..8))));
        assert_eq!(place("term", "the* term"), (text.clone(), Some((2, 1..5))));
        assert_eq!(place("the* term", "the* term"), (text, None));
    }

    #[test]
    fn a_comment_on_what_holds_a_paragraph_stands_there_and_any_other_at_the_title() {
        assert_eq!(place(&format!("body: |2\n  {TEXT}"), "body").0, "the term and the term & more");
        assert_eq!(place("generic", "submitted_to"), ("A sample".into(), None));
    }

    #[test]
    fn each_finding_has_its_comment_with_help_and_source() {
        let finding = Diagnostic::error(Code::HeadingPunctuation, Span::default(), "too long")
            .help("cut\nmore")
            .source("Guidelines");
        let found = comments(&everything(), &Sources::default(), &[finding.clone(), finding]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].lines, ["error T01: too long", "cut", "more", "Source: Guidelines"]);
    }
}
