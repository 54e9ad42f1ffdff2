//! Reads the events of a container as blocks: headings, lists, quotations and the rest.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag};

use super::Markdown;
use super::inlines::push_text;
use super::links::raw_html;
use super::lists::Flow;
use super::source::is_block;
use super::tokens::{Taken, drop_start, first_words, lines};
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::facts::article::Article;
use crate::facts::language::LanguageTag;
use crate::read::{Block, Item, ListStyle, Quotation, plain_text, sections};
use crate::source::{Located, Span};
use crate::submission::Budget;

/// What the braces after a heading give besides its id.
#[derive(Default)]
struct HeadingValues {
    language: Option<LanguageTag>,
    articles: Vec<Located<Article>>,
    budget: Option<Budget>,
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
                // Recommendations are numbered by right, and long.
                Event::Start(tag) => self.block(tag, index, is_top && fence.is_none(), &mut flow),
                _ => {}
            }
            index = end + 1;
        }
        if let Some(open) = fence {
            let span = self.span(open.place.clone());
            self.context.report(
                Diagnostic::error(Code::BadFence, span, "the recommendations are opened but not closed")
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
                let block = self.deeper(range, |this| this.list(*first, index));
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

    fn heading(&mut self, level: HeadingLevel, index: usize, flow: &mut Flow) {
        let range = self.source.events[index].1.clone();
        let span = self.trimmed_span(range.clone());
        let whole = self.source.text.get(range.clone()).unwrap_or("");
        let typed = whole.trim_start();
        let start = range.start + (whole.len() - typed.len());
        let mut level = level as u8;
        if level > 5 {
            self.context.report(
                Diagnostic::error(
                    Code::HeadingTooDeep,
                    span,
                    "the heading has six number signs, and there are five levels",
                )
                .help("remove one `#`, or make the heading the first words of a paragraph, `**in bold.**`")
                .fix(self.fix(start..start + 1, "")),
            );
            level = 5;
        }
        if !typed.starts_with('#') {
            self.underlined_heading(level, start, typed.trim_end(), span);
        }
        let mut tokens = self.tokens(index + 1..self.source.ends[index]);
        let taken = self.take_attributes(&mut tokens);
        let is_numbered = taken.as_ref().is_none_or(|taken| !taken.attributes.unnumbered);
        if is_numbered {
            self.judge_heading_number(&tokens);
        }
        if taken.is_none() {
            self.judge_id_without_braces(&tokens);
        }
        let content = self.inlines(&tokens);
        let mut id = None;
        let mut numbered = true;
        let mut values = HeadingValues::default();
        if let Some(taken) = taken {
            id = self.attribute_id(&taken);
            numbered = !taken.attributes.unnumbered;
            values = self.heading_values(&taken);
            self.strange_words(&taken);
        }
        let HeadingValues { language, articles, budget } = values;
        flow.push(Block::Heading { content, level, id, numbered, language, articles, budget, span });
    }

    /// `lang=fr`, `articles=11` and `budget=400`.
    fn heading_values(&mut self, taken: &Taken) -> HeadingValues {
        let mut values = HeadingValues::default();
        for (key, value, range) in &taken.attributes.values {
            let span = self.span(taken.place(range));
            match key.as_str() {
                "lang" | "language" => values.language = self.language(value, span),
                "articles" | "article" => values.articles.extend(self.articles(value, span)),
                "budget" => {
                    values.budget = sections::budget(value);
                    if values.budget.is_none() {
                        let message = format!("`{value}` is not a budget");
                        let help = format!("write {}", sections::BUDGET_FORMS);
                        self.context.report(Diagnostic::error(Code::BadAttribute, span, message).help(help));
                    }
                }
                _ => self.unknown_attribute(key, span, &["#id", "-", "lang", "articles", "budget"]),
            }
        }
        values
    }

    /// A text with a line of `=` or `-` below it.
    fn underlined_heading(&mut self, level: u8, start: usize, typed: &str, span: Span) {
        let sign = if level == 1 { "=" } else { "-" };
        let signs = "#".repeat(usize::from(level));
        let fix = match typed.lines().collect::<Vec<_>>().as_slice() {
            [words, _] => self.fix(start..start + typed.len(), &format!("{signs} {}", words.trim())),
            _ => None,
        };
        self.context.report(
            Diagnostic::warning(
                Code::UnderlinedHeading,
                span,
                format!("the line of `{sign}` below makes this text a heading"),
            )
            .help(format!(
                "write `{signs} ` before a heading; if it is not a heading, put an empty line before the line of `{sign}`, or delete it"
            ))
            .fix(fix),
        );
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
        Block::Quotation(Quotation { paragraphs, source, language: None, span })
    }

    /// The start that belongs to an end.
    fn start_of(&self, end: usize) -> Option<usize> {
        (0..end).rev().find(|start| self.source.ends[*start] == end)
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, index: usize, flow: &mut Flow) {
        let span = self.trimmed_span(self.source.events[index].1.clone());
        let help = match kind {
            CodeBlockKind::Indented => {
                "the lines are indented by four spaces or more: remove the spaces before them; until then the text is set as ordinary text"
                    .to_owned()
            }
            CodeBlockKind::Fenced(label) if label.trim().is_empty() => {
                "delete the lines with ``` around it; until then the text is set as ordinary text".to_owned()
            }
            CodeBlockKind::Fenced(label) => format!(
                "delete the signs ``` around it; until then the text is set as ordinary text, without `{}`, which Markdown \
                 takes for the name of a programming language",
                label.trim()
            ),
        };
        self.context.report(
            Diagnostic::warning(Code::ProgramCode, span, "Markdown reads this text as program code").help(help),
        );
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
    fn list(&mut self, first: Option<u64>, index: usize) -> Option<Block> {
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
            self.judge_numbers(first.unwrap_or(1), index);
        }
        (!items.is_empty()).then_some(Block::List { style, items, language: None, span })
    }

    /// An item begins with a paragraph, by the contract with the next stage.
    fn begin_with_paragraph(&mut self, item: &mut Item) {
        if matches!(item.blocks.first(), Some(Block::Paragraph { .. })) {
            return;
        }
        self.context.report(
            Diagnostic::error(Code::MisplacedBlock, item.span, "an item of a list begins with a text")
                .help("write words before the list, table or picture of the item; to begin the text with a dash or number, put a backslash before it"),
        );
        let (content, articles) = (Vec::new(), Vec::new());
        let paragraph =
            Block::Paragraph { content, id: None, numbered: None, language: None, articles, span: item.span };
        item.blocks.insert(0, paragraph);
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

/// Whether a block announces a list.
pub(super) fn leads_in(block: &Block) -> bool {
    matches!(block, Block::Paragraph { content, .. } if plain_text(content).trim_end().ends_with([':', '：']))
}
