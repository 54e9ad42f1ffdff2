//! Numbers the footnotes.

use super::Builder;
use super::blocks::paragraph;
use super::inlines::{Setting, push_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Format, Inline, Note, NoteId, NoteOrigin, Paragraph, Role};
use crate::read;
use crate::source::Span;

impl Builder<'_> {
    /// The author's note: a footnote, or words in parentheses inside another note.
    pub(super) fn note(
        &mut self,
        paragraphs: &[Vec<read::Inline>],
        span: Span,
        format: &Format,
        setting: Setting,
        row: &mut Vec<Inline>,
    ) {
        match setting {
            Setting::Note => {
                self.diagnostics.push(
                    Diagnostic::warning(Code::NoteInNote, span, "a note inside a note is set in parentheses")
                        .help("write its words into the note around it"),
                );
                push_text(row, " (", format, span);
                for (at, content) in paragraphs.iter().enumerate() {
                    if at > 0 {
                        push_text(row, " ", format, span);
                    }
                    push_text(row, &read::plain_text(content), format, span);
                }
                push_text(row, ")", format, span);
            }
            Setting::Running | Setting::Tight | Setting::Heading => {
                let contents = paragraphs.iter().map(|content| self.inlines(content, Setting::Note)).collect();
                self.push_note(NoteOrigin::Author, contents, span, row);
            }
        }
    }

    /// Adds a footnote and its mark.
    pub(super) fn push_note(
        &mut self,
        origin: NoteOrigin,
        contents: Vec<Vec<Inline>>,
        span: Span,
        row: &mut Vec<Inline>,
    ) {
        let index = u32::try_from(self.notes.len()).unwrap_or(u32::MAX);
        let language = self.language();
        let of = |content| Paragraph { language: language.clone(), ..paragraph(Role::Note, content, span) };
        let mut paragraphs: Vec<Paragraph> = contents.into_iter().map(of).collect();
        if paragraphs.is_empty() {
            paragraphs.push(of(Vec::new()));
        }
        self.notes.push(Note { number: index.saturating_add(1), paragraphs, span, origin });
        row.push(Inline::Note { note: NoteId(index), span });
    }
}
