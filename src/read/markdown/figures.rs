//! Reads a picture alone in a paragraph, and a caption line, as a figure; captions of tables too.

use pulldown_cmark::{Event, Tag};

use super::Markdown;
use super::captions;
use super::lists::Flow;
use super::tokens::{Taken, Token, drop_start, first_words, lines, tokens_start, without_break};
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::facts::language::LanguageTag;
use crate::length::Length;
use crate::read::{Below, Block, Figure, Inline, files, measures, plain_text};
use crate::source::Located;

impl<'t> Markdown<'_, '_, 't> {
    /// A figure: a picture alone on the first line, then perhaps a caption.
    pub(super) fn figure(&mut self, tokens: &[Token<'t>], flow: &mut Flow) -> bool {
        let mut lines = lines(tokens.to_vec());
        let caption_line = if lines.len() > 1 { lines.split_off(1).concat() } else { Vec::new() };
        let Some(mut first) = lines.pop() else { return false };
        let taken = self.take_attributes(&mut first);
        while matches!(first.last(), Some(Token::Soft(_) | Token::Hard(_))) {
            first.pop();
        }
        let [Token::Node(index)] = first.as_slice() else { return false };
        let has_caption = self.typed(&caption_line).starts_with(": ");
        let Event::Start(Tag::Image { dest_url, title, .. }) = &self.source.events[*index].0 else { return false };
        if !caption_line.is_empty() && !has_caption {
            return false;
        }
        let alt_tokens = self.tokens(*index + 1..self.source.ends[*index]);
        let alt_content = self.inlines(&alt_tokens);
        let alt = plain_text(&alt_content).trim().to_owned();
        let span = self.tokens_span(&first);
        let place = &self.source.events[*index].1;
        let path = Located { value: self.source.destination(place, dest_url).to_owned(), span };
        let title = self.context.clean(title.to_string(), |_| span);
        let caption = (!title.is_empty()).then(|| vec![Inline::Text(title, span)]);
        let (mut id, mut width, mut language) = (None, None, None);
        if let Some(taken) = &taken {
            id = self.attribute_id(taken);
            (width, language) = self.figure_values(taken);
            self.strange_words(taken);
        }
        if alt.is_empty() {
            self.context.report(missing_alt(span));
        }
        let Some(picture) = files::picture(self.context, path) else { return true };
        let alt = (!alt.is_empty()).then_some(alt);
        flow.push(Block::Figure(Figure { picture, alt, caption, id, width, below: Below::default(), language, span }));
        if has_caption {
            let start = tokens_start(&caption_line);
            self.caption(caption_line, start, &mut flow.blocks);
        }
        true
    }

    /// `width=12cm` and `lang=fr`.
    fn figure_values(&mut self, taken: &Taken) -> (Option<Length>, Option<LanguageTag>) {
        let (mut width, mut language) = (None, None);
        for (key, value, range) in &taken.attributes.values {
            let span = self.span(taken.place(range));
            if matches!(key.as_str(), "lang" | "language") {
                language = self.language(value, span);
                continue;
            }
            if key != "width" {
                self.unknown_attribute(key, span, &["width", "lang"]);
                continue;
            }
            width = measures::length(value);
            if width.is_none() {
                self.context.report(
                    Diagnostic::error(Code::BadAttribute, span, format!("`{value}` is not a width"))
                        .help(format!("write {}", measures::LENGTH_FORMS)),
                );
            }
        }
        (width, language)
    }

    /// Gives the caption `: text {#id}` to the table or figure before it.
    pub(super) fn caption(&mut self, mut tokens: Vec<Token<'t>>, start: usize, blocks: &mut [Block]) -> bool {
        let span = self.tokens_span(without_break(&tokens));
        let colon = self.source.text.get(start..).map_or(0, |text| {
            let after = text.strip_prefix(':').unwrap_or(text);
            1 + after.len() - after.trim_start_matches([' ', '\t']).len()
        });
        let is_open = match blocks.last() {
            Some(Block::Table(table)) => table.caption.is_none(),
            Some(Block::Figure(figure)) => figure.caption.is_none(),
            _ => false,
        };
        if !is_open {
            if self.judge_definition(start) {
                return false;
            }
            self.context.report(
                Diagnostic::error(
                    Code::CaptionAlone,
                    span,
                    "a line that begins with `: ` is a caption, but there is no table or picture before it",
                )
                .help("put it right after the table or picture; for a text, write `\\:`"),
            );
            return false;
        }
        drop_start(&mut tokens, colon);
        if let Some(words) = first_words(&tokens) {
            let line = self.source.text.get(words.range.start..).and_then(|rest| rest.lines().next()).unwrap_or("");
            if let Some(found) = captions::doubled_label(line, self.span(words.range.start..words.range.start + 1)) {
                let length = captions::label_length(line).unwrap_or(0);
                let fix = self.fix(words.range.start..words.range.start + length, "");
                let typed = line[..length].trim_end().len();
                let span = self.span(words.range.start..words.range.start + typed);
                self.context.report(Diagnostic { span, ..found }.fix(fix));
            }
        }
        let taken = self.take_attributes(&mut tokens);
        let content = self.inlines(&tokens);
        let id = taken.as_ref().and_then(|taken| self.attribute_id(taken));
        match blocks.last_mut() {
            Some(Block::Table(table)) => {
                table.caption = Some(content);
                table.id = id;
                table.span = table.span.to(span);
                if let Some(taken) = &taken {
                    self.caption_attributes(taken, table);
                }
            }
            Some(Block::Figure(figure)) => {
                figure.caption = Some(content);
                figure.id = id.or_else(|| figure.id.take());
                if let Some(taken) = &taken {
                    let (width, language) = self.figure_values(taken);
                    figure.width = width.or(figure.width);
                    figure.language = language.or(figure.language.take());
                }
                figure.span = figure.span.to(span);
            }
            _ => {}
        }
        if let Some(taken) = &taken {
            self.strange_words(taken);
        }
        true
    }
}

/// The finding for a picture without alternative text.
pub(in crate::read) fn missing_alt(span: crate::source::Span) -> Diagnostic {
    Diagnostic::error(Code::MissingAltText, span, "the picture has no alternative text")
        .help("describe in a sentence what it shows, for readers who do not see it: `![Map of the five districts](map.png)`, or `alt: Map of the five districts`")
}
