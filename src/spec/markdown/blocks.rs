//! From the events of a container to its blocks: paragraphs with their attributes, headings, lists, tables, figures.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag};

use super::Markdown;
use super::inlines::{push_text, raw_html};
use super::lists::{Flow, out_of_order};
use super::marks::{self, Mark};
use super::source::is_block;
use super::tokens::{Taken, Token, drop_start, first_words, lines, without_break};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::language::LanguageTag;
use crate::spec::codes::{
    BAD_ATTRIBUTE, BAD_FENCE, CAPTION_ALONE, CODE, HEADING_TOO_DEEP, HEADING_WITHOUT_SPACE, MARKS_OUT_OF_ORDER,
    MISPLACED_BLOCK, MISSING_ALT_TEXT, PASTED_BULLET, RULE, TYPED_NUMBERS, UNDERLINED_HEADING,
};
use crate::spec::{Block, Figure, Inline, Item, ListStyle, Located, Quotation, files, measures, plain_text};

/// An ordered list whose items are longer is taken for paragraphs numbered by hand.
const LONG_ITEM_WORDS: usize = 25;

/// Recommendations that are being read.
struct OpenFence {
    /// Index in the flow of the first block inside.
    from: usize,
    place: Range<usize>,
}

impl<'t> Markdown<'_, '_, 't> {
    /// The blocks of a container: the whole text (`is_top`) or an item.
    pub(super) fn read_blocks(&mut self, events: Range<usize>, is_top: bool) -> Vec<Block> {
        let mut flow = Flow::default();
        let mut fence = None;
        let mut index = events.start;
        while index < events.end {
            let (event, range) = &self.source.events[index];
            if !is_block(event) {
                let end = self.inline_end(index, events.end);
                let tokens = self.tokens(index..end);
                self.paragraph(tokens, is_top, &mut flow);
                index = end;
                continue;
            }
            let end = self.source.ends[index];
            match event {
                Event::Rule => self.rule(range.clone(), is_top, &mut flow, &mut fence),
                Event::Start(tag) => self.block(tag, index, is_top, &mut flow),
                _ => {}
            }
            index = end + 1;
        }
        if let Some(open) = fence {
            let span = self.span(open.place.clone());
            self.context.report(
                Diagnostic::error(BAD_FENCE, span, "the recommendations are opened but not closed")
                    .help("write a line `:::` after the last recommendation"),
            );
            self.close_fence(&open, open.place.end, &mut flow);
        }
        flow.blocks
    }

    fn block(&mut self, tag: &'t Tag<'t>, index: usize, is_top: bool, flow: &mut Flow) {
        let range = self.source.events[index].1.clone();
        let inner = index + 1..self.source.ends[index];
        match tag {
            Tag::Paragraph => {
                let tokens = self.tokens(inner);
                self.paragraph(tokens, is_top, flow);
            }
            Tag::Heading { level, .. } => self.heading(*level, index, flow),
            Tag::BlockQuote(_) => {
                if let Some(quotation) = self.deeper(range, |this| this.quotation(index)) {
                    flow.push(quotation);
                }
            }
            Tag::CodeBlock(kind) => self.code_block(kind, index, flow),
            Tag::HtmlBlock => {
                let html = self.source.text.get(range.clone()).unwrap_or("");
                let span = self.trimmed_span(range);
                self.context.report(raw_html(html, span));
            }
            Tag::List(first) => {
                let block = self.deeper(range, |this| this.list(*first, index, is_top));
                if let Some(Some(block)) = block {
                    flow.push(block);
                }
            }
            Tag::Table(alignments) => {
                let table = self.table(index, alignments);
                flow.push(table);
            }
            // Notes are read where their marks stand.
            Tag::FootnoteDefinition(_) => {}
            _ => {
                let tokens = self.tokens(inner);
                self.paragraph(tokens, is_top, flow);
            }
        }
    }

    /// A paragraph of Markdown: a page break, a caption, a figure, marked items, or a paragraph.
    fn paragraph(&mut self, tokens: Vec<Token<'t>>, is_top: bool, flow: &mut Flow) {
        let typed = self.typed(&tokens);
        if matches!(typed, "{page_break}" | "{page-break}" | "{pagebreak}" | "{page break}") {
            let span = self.tokens_span(&tokens);
            flow.push(Block::PageBreak(span));
            return;
        }
        if typed.starts_with(": ") && first_words(&tokens).is_some() {
            let start = tokens_start(&tokens);
            if self.caption(tokens, start, &mut flow.blocks) {
                return;
            }
            return;
        }
        if let Some(Token::Node(index)) = tokens.first()
            && matches!(self.source.events[*index].0, Event::Start(Tag::Image { .. }))
            && self.figure(&tokens, flow)
        {
            return;
        }
        if is_top && typed.starts_with('#') {
            self.heading_without_space(typed, &tokens);
        }
        self.marked_lines(tokens, is_top, flow);
    }

    /// Cuts a paragraph at the lines that begin with a mark.
    fn marked_lines(&mut self, tokens: Vec<Token<'t>>, is_top: bool, flow: &mut Flow) {
        let mut group: Vec<Token<'t>> = Vec::new();
        let mut mark: Option<Mark<'t>> = None;
        let mut has_marks = false;
        for line in lines(tokens) {
            let found = first_words(&line).and_then(|words| marks::parse(words.text));
            let begins = found.filter(|mark| group.is_empty() || self.may_begin(mark, &group, has_marks));
            if let Some(found) = begins {
                if !group.is_empty() {
                    self.end_group(std::mem::take(&mut group), mark.take(), is_top, flow);
                }
                has_marks = true;
                mark = Some(found);
            }
            group.extend(line);
        }
        if !group.is_empty() {
            self.end_group(group, mark, is_top, flow);
        }
    }

    /// Whether a mark at the start of a later line is one: a wrapped line of prose may begin with `(a)` by chance.
    fn may_begin(&self, mark: &Mark<'_>, before: &[Token<'t>], has_marks: bool) -> bool {
        let typed = self.typed(before);
        let ends_clause = typed.ends_with([':', ';', '.', ',', '!', '?', '：', '；', '。', '，', '؛', '،', '؟']);
        let last_word = typed.rsplit([' ', '\n']).next().unwrap_or("");
        let joins = matches!(last_word, "and" | "or" | "et" | "ou" | "y" | "o" | "e" | "u" | "и" | "или" | "و" | "أو");
        let is_dash = mark.typed == "–";
        if is_dash {
            return has_marks || typed.ends_with([':', ';', '：']);
        }
        let is_bullet = mark.readings.first().is_some_and(|reading| reading.style == ListStyle::Bullets);
        is_bullet || (ends_clause || joins) && (has_marks || mark.readings.iter().any(|reading| reading.ordinal == 1))
    }

    fn end_group(&mut self, mut tokens: Vec<Token<'t>>, mark: Option<Mark<'t>>, is_top: bool, flow: &mut Flow) {
        let span = self.tokens_span(without_break(&tokens));
        let Some(mark) = mark else {
            let paragraph = self.plain_paragraph(tokens);
            flow.push(paragraph);
            return;
        };
        let start = tokens_start(&tokens);
        let mark_span = self.span(start..start + mark.typed.len());
        drop_start(&mut tokens, mark.length);
        let is_bullet = mark.readings.first().is_some_and(|reading| reading.style == ListStyle::Bullets);
        if is_bullet && !self.context.pasted_bullet_reported {
            self.context.pasted_bullet_reported = true;
            let code = mark.typed.chars().next().map_or(0, u32::from);
            self.context.report(
                Diagnostic::warning(
                    PASTED_BULLET,
                    mark_span,
                    format!(
                        "the line begins with the bullet `{}` (U+{code:04X}), probably pasted from Word",
                        mark.typed
                    ),
                )
                .help("it is read as an item of a list; in the report, write `- ` instead (this is said once only)"),
            );
        }
        let paragraph = self.plain_paragraph(tokens);
        let typed_mark = (!is_bullet).then(|| Located { value: mark.typed.to_owned(), span: mark_span });
        let is_first_of_item = !is_top && flow.blocks.is_empty();
        let due = flow.push_item(&mark, Item { blocks: vec![paragraph], typed_mark, span });
        if let Some(due) = due.filter(|_| !is_first_of_item) {
            self.context.report(out_of_order(mark.typed, &due, mark_span));
        }
    }

    /// An item that stands on one line.
    pub(super) fn short_item(&mut self, events: Range<usize>) -> Item {
        let end = match self.source.events.first() {
            Some((Event::Start(Tag::Paragraph), _)) => self.source.ends[0],
            _ => events.end,
        };
        let mut tokens = self.tokens((events.start + 1).min(end)..end);
        let span = self.tokens_span(&tokens);
        let start = tokens_start(&tokens);
        let mark = first_words(&tokens).and_then(|words| marks::parse(words.text));
        let typed_mark = mark.and_then(|mark| {
            drop_start(&mut tokens, mark.length);
            let is_bullet = mark.readings.iter().any(|reading| reading.style == ListStyle::Bullets);
            (!is_bullet)
                .then(|| Located { value: mark.typed.to_owned(), span: self.span(start..start + mark.typed.len()) })
        });
        Item { blocks: vec![self.plain_paragraph(tokens)], typed_mark, span }
    }

    fn plain_paragraph(&mut self, mut tokens: Vec<Token<'t>>) -> Block {
        let span = self.tokens_span(without_break(&tokens));
        let taken = self.take_attributes(&mut tokens);
        let content = self.inlines(&tokens);
        let mut id = None;
        let mut numbered = None;
        let mut language = None;
        let mut articles = Vec::new();
        if let Some(taken) = taken {
            if content.is_empty() {
                let span = self.span(taken.range.clone());
                self.context.report(
                    Diagnostic::error(BAD_ATTRIBUTE, span, "the words in braces stand alone")
                        .help("write them at the end of the paragraph or heading they belong to, on its last line"),
                );
            }
            id = self.attribute_id(&taken);
            numbered = taken.attributes.unnumbered.then_some(false);
            (language, articles) = self.paragraph_values(&taken);
            self.strange_words(&taken);
        }
        Block::Paragraph { content, id, numbered, language, articles, span }
    }

    /// `lang=fr` and `articles=11,12`.
    fn paragraph_values(&mut self, taken: &Taken) -> (Option<LanguageTag>, Vec<Located<u32>>) {
        let mut language = None;
        let mut articles = Vec::new();
        for (key, value, range) in &taken.attributes.values {
            let span = self.span(taken.place(range));
            match key.as_str() {
                "lang" | "language" => language = self.language(value, span),
                "articles" | "article" => {
                    let numbers: Option<Vec<u32>> = value.split(',').map(|part| part.trim().parse().ok()).collect();
                    match numbers {
                        Some(numbers) => articles.extend(numbers.into_iter().map(|value| Located { value, span })),
                        None => self.context.report(
                            Diagnostic::error(BAD_ATTRIBUTE, span, format!("`{value}` are not numbers of articles"))
                                .help("write whole numbers, separated by commas: `articles=11,12`"),
                        ),
                    }
                }
                _ => self.unknown_attribute(key, span, &["lang", "articles"]),
            }
        }
        (language, articles)
    }

    /// Words in braces that are neither ids nor values.
    fn strange_words(&mut self, taken: &Taken) {
        for (word, range) in &taken.attributes.strange {
            let span = self.span(taken.place(range));
            self.context.report(
                Diagnostic::error(BAD_ATTRIBUTE, span, format!("the word `{word}` in braces is not understood"))
                    .help("an id is written `#water`, a paragraph without number `-`, a value `lang=fr`"),
            );
        }
    }

    fn heading(&mut self, level: HeadingLevel, index: usize, flow: &mut Flow) {
        let range = self.source.events[index].1.clone();
        let span = self.trimmed_span(range.clone());
        let typed = self.source.text.get(range).unwrap_or("").trim_start();
        let mut level = level as u8;
        if level > 5 {
            self.context.report(
                Diagnostic::error(
                    HEADING_TOO_DEEP,
                    span,
                    "the heading has six number signs, and there are five levels",
                )
                .help("take one `#` away, or make the heading the first words of a paragraph, `**in bold.**`"),
            );
            level = 5;
        }
        if !typed.starts_with('#') {
            let sign = if level == 1 { "=" } else { "-" };
            self.context.report(
                Diagnostic::warning(UNDERLINED_HEADING, span, format!("the line of `{sign}` below makes this text a heading"))
                    .help(format!("write `{} ` before a heading; if it is none, put an empty line before the line of `{sign}`, or delete it", "#".repeat(usize::from(level)))),
            );
        }
        let mut tokens = self.tokens(index + 1..self.source.ends[index]);
        let taken = self.take_attributes(&mut tokens);
        let content = self.inlines(&tokens);
        let mut id = None;
        let mut numbered = true;
        if let Some(taken) = taken {
            id = self.attribute_id(&taken);
            numbered = !taken.attributes.unnumbered;
            for (key, _, range) in &taken.attributes.values {
                let span = self.span(taken.place(range));
                self.unknown_attribute(key, span, &["#id", "-"]);
            }
            self.strange_words(&taken);
        }
        flow.push(Block::Heading { content, level, id, numbered, span });
    }

    fn heading_without_space(&mut self, typed: &str, tokens: &[Token<'t>]) {
        let words = typed.trim_start_matches('#');
        let signs = typed.len() - words.len();
        let is_short = words.split_whitespace().count() <= 12 && !typed.contains('\n') && !words.ends_with('.');
        if (1..=6).contains(&signs) && is_short && words.starts_with(char::is_alphanumeric) {
            let span = self.tokens_span(tokens);
            self.context.report(
                Diagnostic::warning(
                    HEADING_WITHOUT_SPACE,
                    span,
                    "no space follows the number sign, so this is a paragraph",
                )
                .help(format!("for a heading, write `{} {words}`; for a text, `\\{typed}`", "#".repeat(signs))),
            );
        }
    }

    fn quotation(&mut self, index: usize) -> Block {
        let range = self.source.events[index].1.clone();
        let mut end = self.source.ends[index];
        let mut source = None;
        // The last line of the last paragraph may say whence the words are.
        let last = end.checked_sub(1).filter(|last| *last > index).and_then(|last| self.start_of(last));
        let mut rest = None;
        if let Some(last) = last.filter(|last| matches!(self.source.events[*last].0, Event::Start(Tag::Paragraph))) {
            let mut lines = lines(self.tokens(last + 1..self.source.ends[last]));
            let dash = lines.last().and_then(|line| first_words(line)).and_then(|words| source_dash(words.text));
            if let (Some(length), Some(mut line)) = (dash, if dash.is_some() { lines.pop() } else { None }) {
                drop_start(&mut line, length);
                source = Some(self.inlines(&line));
                rest = Some(lines.concat());
                end = last;
            }
        }
        let mut paragraphs = self.flat_paragraphs(index + 1..end, "in a quotation");
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            let words = self.inlines(&rest);
            paragraphs.push(words);
        }
        let span = self.trimmed_span(range);
        Block::Quotation(Quotation { paragraphs, source, span })
    }

    /// The start that belongs to an end.
    fn start_of(&self, end: usize) -> Option<usize> {
        (0..end).rev().find(|start| self.source.ends[*start] == end)
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, index: usize, flow: &mut Flow) {
        let span = self.trimmed_span(self.source.events[index].1.clone());
        let help = match kind {
            CodeBlockKind::Indented => {
                "the lines are indented by four spaces or more: remove the spaces before them; the text is set as typed until then"
            }
            CodeBlockKind::Fenced(_) => "delete the lines with ``` around it; the text is set as typed until then",
        };
        self.context.report(Diagnostic::warning(CODE, span, "Markdown takes this text for program code").help(help));
        let mut content = Vec::new();
        for inner in index + 1..self.source.ends[index] {
            if let (Event::Text(text), range) = &self.source.events[inner] {
                let place = self.span(range.clone());
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let words = self.context.clean(words, |_| place);
                if !content.is_empty() {
                    push_text(&mut content, " ", place);
                }
                push_text(&mut content, &words, place);
            }
        }
        super::inlines::trim(&mut content);
        flow.push(Block::Paragraph { content, id: None, numbered: None, language: None, articles: Vec::new(), span });
    }

    /// A list of Markdown: `1.` or `-`.
    fn list(&mut self, first: Option<u64>, index: usize, is_top: bool) -> Option<Block> {
        let range = self.source.events[index].1.clone();
        let mut items = Vec::new();
        let mut at = index + 1;
        while at < self.source.ends[index] {
            let end = self.source.ends[at];
            let span = self.trimmed_span(self.source.events[at].1.clone());
            let blocks = self.read_blocks(at + 1..end, false);
            if !blocks.is_empty() {
                items.push(Item { blocks, typed_mark: None, span });
            }
            at = end + 1;
        }
        let span = self.trimmed_span(range);
        let mut style = if first.is_some() { ListStyle::Numbers } else { ListStyle::Bullets };
        style = hoist_marked_items(&mut items).unwrap_or(style);
        for item in &mut items {
            self.begin_with_paragraph(item);
        }
        if style == ListStyle::Numbers {
            self.judge_numbers(first.unwrap_or(1), &items, is_top, index);
        }
        (!items.is_empty()).then_some(Block::List { style, items, span })
    }

    /// An item begins with a paragraph, by the contract with the next stage.
    fn begin_with_paragraph(&mut self, item: &mut Item) {
        if matches!(item.blocks.first(), Some(Block::Paragraph { .. })) {
            return;
        }
        self.context.report(
            Diagnostic::error(MISPLACED_BLOCK, item.span, "an item of a list begins with a text")
                .help("write words before the list, table or picture of the item; to begin the text with a dash or number, put a backslash before it"),
        );
        let (content, articles) = (Vec::new(), Vec::new());
        let paragraph =
            Block::Paragraph { content, id: None, numbered: None, language: None, articles, span: item.span };
        item.blocks.insert(0, paragraph);
    }

    /// Numbers typed before paragraphs, and numbers that do not begin at one, would be lost without a word.
    fn judge_numbers(&mut self, first: u64, items: &[Item], is_top: bool, index: usize) {
        let start = self.source.events[index].1.start;
        let text = self.source.text.get(start..).unwrap_or("");
        let mark: &str = text.split_whitespace().next().unwrap_or("");
        let span = self.span(start..start + mark.len());
        if is_top && items.iter().any(is_long_prose) {
            self.context.report(
                Diagnostic::warning(
                    TYPED_NUMBERS,
                    span,
                    "the paragraphs begin with typed numbers, so they are set as a list",
                )
                .help(
                    "the program numbers paragraphs by itself: remove the typed number at the start of each paragraph",
                ),
            );
        } else if first != 1 {
            let escaped = mark.replace('.', "\\.").replace(')', "\\)");
            self.context.report(
                Diagnostic::warning(
                    MARKS_OUT_OF_ORDER,
                    span,
                    format!("the list begins with `{mark}`, but the program counts from 1"),
                )
                .help(format!("if the number belongs to the text, write `{escaped}`")),
            );
        }
    }

    /// A figure: a picture alone on the first line, then perhaps a caption.
    fn figure(&mut self, tokens: &[Token<'t>], flow: &mut Flow) -> bool {
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
        let path = Located { value: dest_url.to_string(), span };
        let caption = (!title.is_empty()).then(|| vec![Inline::Text(title.to_string(), span)]);
        let (mut id, mut width) = (None, None);
        if let Some(taken) = &taken {
            id = self.attribute_id(taken);
            width = self.figure_width(taken);
            self.strange_words(taken);
        }
        if alt.is_empty() {
            self.context.report(missing_alt(span));
        }
        let Some(picture) = files::picture(self.context, path) else { return true };
        flow.push(Block::Figure(Figure { picture, alt: (!alt.is_empty()).then_some(alt), caption, id, width, span }));
        if has_caption {
            let start = tokens_start(&caption_line);
            self.caption(caption_line, start, &mut flow.blocks);
        }
        true
    }

    fn figure_width(&mut self, taken: &Taken) -> Option<crate::length::Length> {
        let mut width = None;
        for (key, value, range) in &taken.attributes.values {
            let span = self.span(taken.place(range));
            if key != "width" {
                self.unknown_attribute(key, span, &["width"]);
                continue;
            }
            width = measures::length(value);
            if width.is_none() {
                self.context.report(
                    Diagnostic::error(BAD_ATTRIBUTE, span, format!("`{value}` is not a width"))
                        .help(format!("write {}", measures::LENGTH_FORMS)),
                );
            }
        }
        width
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
            self.context.report(
                Diagnostic::error(
                    CAPTION_ALONE,
                    span,
                    "a line that begins with `: ` is a caption, and no table or picture stands before it",
                )
                .help("put it right after the table or picture; for a text, write `\\:`"),
            );
            return false;
        }
        drop_start(&mut tokens, colon);
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
                if let Some(width) = taken.as_ref().and_then(|taken| self.figure_width(taken)) {
                    figure.width = Some(width);
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

    /// A thematic break: a line `:::`, or a line of hyphens that is left out.
    fn rule(&mut self, range: Range<usize>, is_top: bool, flow: &mut Flow, fence: &mut Option<OpenFence>) {
        let found =
            self.source.fences.iter().find(|fence| fence.range.start >= range.start && fence.range.start < range.end);
        let Some(found) = found else {
            let span = self.trimmed_span(range);
            self.context.report(
                Diagnostic::warning(RULE, span, "a horizontal line is left out")
                    .help("for a new page, write `{page_break}` in a paragraph of its own; else delete the line"),
            );
            return;
        };
        let place = found.range.clone();
        let word = found.word.to_lowercase();
        if !is_top {
            self.bad_fence(place, "recommendations cannot stand inside a list", "begin the line `:::` at the margin");
        } else if let Some(open) = fence.take() {
            self.close_fence(&open, place.end, flow);
            if !word.is_empty() {
                self.bad_fence(
                    place.clone(),
                    "recommendations begin inside recommendations",
                    "close the first with a line `:::`",
                );
                *fence = Some(OpenFence { from: flow.blocks.len(), place });
            }
        } else if did_you_mean(&word, ["recommendations"]).is_some() || word == "recommendation" {
            if word != "recommendations" {
                self.bad_fence(place.clone(), &format!("`::: {word}` is not known"), "write `::: recommendations`");
            }
            *fence = Some(OpenFence { from: flow.blocks.len(), place });
        } else if word.is_empty() {
            self.bad_fence(
                place,
                "a line `:::` closes nothing",
                "recommendations open with a line `::: recommendations`",
            );
        } else {
            self.bad_fence(
                place,
                &format!("`::: {word}` is not known"),
                "the only block of this kind is `::: recommendations`",
            );
        }
    }

    fn bad_fence(&mut self, place: Range<usize>, message: &str, help: &str) {
        let span = self.span(place);
        self.context.report(Diagnostic::error(BAD_FENCE, span, message).help(help));
    }

    /// Makes recommendations of the blocks since the opening line.
    fn close_fence(&mut self, open: &OpenFence, end: usize, flow: &mut Flow) {
        let inside: Vec<Block> = flow.blocks.drain(open.from.min(flow.blocks.len())..).collect();
        let has_list = inside.iter().any(|block| matches!(block, Block::List { .. }));
        let mut lead_in = None;
        let mut items: Vec<Item> = Vec::new();
        for block in inside {
            match block {
                Block::List { items: listed, .. } => items.extend(listed),
                Block::Paragraph { content, .. } if has_list && items.is_empty() && lead_in.is_none() => {
                    lead_in = Some(content);
                }
                Block::Paragraph { span, .. } => items.push(Item { blocks: vec![block], typed_mark: None, span }),
                Block::Heading { span, .. }
                | Block::Recommendations { span, .. }
                | Block::Quotation(Quotation { span, .. })
                | Block::Table(crate::spec::Table { span, .. })
                | Block::Figure(Figure { span, .. })
                | Block::PageBreak(span) => self.context.report(
                    Diagnostic::error(MISPLACED_BLOCK, span, "this block cannot stand among recommendations")
                        .help("inside `::: recommendations` stand a paragraph that leads in and a list"),
                ),
            }
        }
        let span = self.span(open.place.start..end);
        if items.is_empty() {
            self.bad_fence(
                open.place.clone(),
                "the block of recommendations is empty",
                "write each recommendation as an item, `- ` or `(a) `",
            );
            return;
        }
        flow.push(Block::Recommendations { lead_in, items, span });
    }
}

/// The finding for a picture without alternative text.
pub(in crate::spec) fn missing_alt(span: crate::source::Span) -> Diagnostic {
    Diagnostic::error(MISSING_ALT_TEXT, span, "the picture has no alternative text")
        .help("say in a sentence what it shows, for readers who do not see it: `![Map of the five districts](map.png)`, or `alt: Map of the five districts`")
}

fn tokens_start(tokens: &[Token<'_>]) -> usize {
    match tokens.first() {
        Some(Token::Text(words)) => words.range.start,
        Some(Token::Soft(range) | Token::Hard(range)) => range.start,
        Some(Token::Node(_)) | None => 0,
    }
}

/// Length of the dash before the source of a quotation.
fn source_dash(line: &str) -> Option<usize> {
    ["-- ", "— ", "– ", "--- "].into_iter().find(|dash| line.starts_with(dash)).map(str::len)
}

/// `- (a) text`: the typed mark counts, the dash does not. Gives the style of the marks if all items have such.
fn hoist_marked_items(items: &mut [Item]) -> Option<ListStyle> {
    let mut styles = Vec::new();
    for item in items.iter_mut() {
        let Some(Block::List { style, items: inner, .. }) = item.blocks.first_mut() else { continue };
        if inner.len() != 1 || inner[0].typed_mark.is_none() {
            continue;
        }
        styles.push(*style);
        if let Some(inner) = inner.pop() {
            item.typed_mark = inner.typed_mark;
            item.blocks.splice(0..1, inner.blocks);
        }
    }
    let style = *styles.first()?;
    (styles.len() == items.len() && styles.iter().all(|other| *other == style)).then_some(style)
}

/// Whether an item is a whole paragraph: a sentence of many words.
fn is_long_prose(item: &Item) -> bool {
    let Some(Block::Paragraph { content, .. }) = item.blocks.first() else { return false };
    let text = plain_text(content);
    text.split_whitespace().count() > LONG_ITEM_WORDS && text.trim_end().ends_with(['.', '!', '?', '؟', '”', '"'])
}
