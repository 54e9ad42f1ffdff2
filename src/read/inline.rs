//! Text inside a paragraph, as the author wrote it.

use crate::facts::language::LanguageTag;
use crate::source::{Located, Span};

/// One piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String, Span),
    /// `*words*`.
    Emphasis(Vec<Inline>, Span),
    /// `**words**`.
    Strong(Vec<Inline>, Span),
    /// `[words](address)` or `<address>`.
    Link {
        /// The address, checked: `https:`, `http:` or `mailto:`.
        address: String,
        /// The words shown.
        content: Vec<Inline>,
        /// Where it stands.
        span: Span,
    },
    /// `[^1]` with its text, or `^[text]`.
    Note {
        /// Its paragraphs, at least one.
        paragraphs: Vec<Vec<Inline>>,
        /// Where the mark stands.
        span: Span,
    },
    /// `[para. @water]`: words and targets in the order written.
    Reference {
        /// The pieces.
        pieces: Vec<ReferencePiece>,
        /// Where it stands, brackets included.
        span: Span,
    },
    /// `@key` in a sentence: the name of a source.
    Mention {
        /// The name that the references call it by.
        key: Located<String>,
        /// The place in it: `p. 3`.
        locator: String,
    },
    /// `[words]{lang=ar}`.
    Passage {
        /// The language.
        language: LanguageTag,
        /// The words.
        content: Vec<Inline>,
        /// Where it stands.
        span: Span,
    },
    /// `10^th^`.
    Superscript(String, Span),
    /// `H~2~O`.
    Subscript(String, Span),
    /// A new line asked for: a backslash or two spaces at the end of a line, `<br>`, or Word's own sign for it.
    LineBreak(Span),
}

/// A piece of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferencePiece {
    /// Words: `para. `, `–`.
    Text(String, Span),
    /// The id after `@`.
    Target(Located<String>),
}

/// The words of a row of pieces, without notes.
pub fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    collect_plain_text(content, &mut text);
    text
}

fn collect_plain_text(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(words, _) | Inline::Superscript(words, _) | Inline::Subscript(words, _) => {
                text.push_str(words)
            }
            Inline::Emphasis(content, _)
            | Inline::Strong(content, _)
            | Inline::Link { content, .. }
            | Inline::Passage { content, .. } => collect_plain_text(content, text),
            Inline::Reference { pieces, .. } => {
                for piece in pieces {
                    match piece {
                        ReferencePiece::Text(words, _) => text.push_str(words),
                        ReferencePiece::Target(id) => text.push_str(&id.value),
                    }
                }
            }
            Inline::Mention { key, .. } => text.push_str(&key.value),
            Inline::LineBreak(_) => text.push(' '),
            Inline::Note { .. } => {}
        }
    }
}
