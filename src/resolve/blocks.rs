//! Resolves the author's blocks: numbered paragraphs, headings, lists, recommendations and quotations.

use super::contents::Entry;
use super::inlines::{Setting, push_text};
use super::references::{Own, TargetKind};
use super::{Builder, HeadingAbove};
use crate::document::{
    Block, BookmarkId, ContentId, Format, Heading, Inline, List, ListId, ListItem, Marker, NumberFormat, NumberPlace,
    Paragraph, PartKind, Quotation, Recommendations, RefPiece, Role, plain_text,
};
use crate::facts::article::Article;
use crate::facts::language::LanguageTag;
use crate::read::{self, Item, ListStyle};
use crate::source::{Located, Span};

/// A counted place for the next item.
struct Next {
    list: ListId,
    level: u8,
    number: u32,
}

/// A number that was counted: the marker, and the place that references to the number follow.
struct Counted {
    marker: Marker,
    place: Option<BookmarkId>,
}

impl Counted {
    /// The number as references show it.
    fn number(&self) -> Option<RefPiece> {
        let shown = without_stop(&self.marker.text).to_owned();
        self.place.map(|of| RefPiece::Number { of, shown })
    }
}

impl Builder<'_> {
    /// Builds a row of blocks at the current place.
    pub(super) fn blocks(&mut self, blocks: &[read::Block]) -> Vec<Block> {
        let mut built = Vec::with_capacity(blocks.len());
        for block in blocks {
            if !self.said_below(block, &mut built) {
                built.extend(self.block(block));
            }
        }
        built
    }

    /// Builds a block; what stands in it is in its language.
    fn block(&mut self, block: &read::Block) -> Option<Block> {
        let Some(language) = block.language() else { return self.block_here(block) };
        let around = self.place.language.replace(language.clone());
        let block = self.block_here(block);
        self.place.language = around;
        block
    }

    fn block_here(&mut self, block: &read::Block) -> Option<Block> {
        Some(match block {
            read::Block::Paragraph { .. } => Block::Paragraph(self.paragraph(block)?),
            read::Block::Heading { .. } => Block::Heading(self.heading(block)?),
            read::Block::List { style, items, span, .. } => Block::List(self.list(*style, items, *span)),
            read::Block::Recommendations { lead_in, items, span, .. } => {
                Block::Recommendations(self.recommendations(lead_in.as_deref(), items, *span))
            }
            read::Block::Quotation(quotation) => Block::Quotation(self.quotation(quotation)),
            read::Block::Table(table) => self.table(table)?,
            read::Block::Figure(figure) => self.figure(figure)?,
            read::Block::PageBreak(span) => Block::PageBreak(*span),
        })
    }

    /// A paragraph with its number, where paragraphs have one here.
    fn paragraph(&mut self, block: &read::Block) -> Option<Paragraph> {
        let read::Block::Paragraph { numbered, .. } = block else { return None };
        let number =
            self.place.item.is_none() && self.place.numbers() && numbered.unwrap_or(self.profile.number_paragraphs);
        let counted = number.then(|| self.next_paragraph());
        let role = self.role(counted.as_ref());
        self.marked(block, role, counted)
    }

    /// The role of a paragraph at the current place.
    fn role(&self, counted: Option<&Counted>) -> Role {
        match (counted, self.place.item) {
            (Some(_), _) => Role::NumberedParagraph,
            (None, Some(role)) => role,
            (None, None) if self.place.kind == PartKind::Profile => Role::Profile,
            (None, None) => Role::Paragraph,
        }
    }

    /// The paragraph `block` in a role, with a marker. In an item, later paragraphs are referred to by the item.
    fn marked(&mut self, block: &read::Block, role: Role, counted: Option<Counted>) -> Option<Paragraph> {
        let read::Block::Paragraph { content, id, articles, span, .. } = block else { return None };
        let (marker, bookmark) = match counted {
            Some(Counted { marker, place }) => {
                if let (Some(id), Some(place)) = (id, place) {
                    self.refer_to(place, TargetKind::Paragraph, Some(id), self.reference_text());
                }
                (Some(marker), place)
            }
            None => {
                let text = if self.place.item.is_some() { self.reference_text() } else { Vec::new() };
                let number = if text.is_empty() { Own::None } else { Own::Below(text) };
                (None, self.define(TargetKind::Paragraph, id.as_ref(), number))
            }
        };
        Some(Paragraph {
            marker,
            bookmark,
            articles: if articles.is_empty() { self.place.articles() } else { values(articles) },
            ..self.unmarked(role, content, *span)
        })
    }

    /// Counts a numbered paragraph.
    fn next_paragraph(&mut self) -> Counted {
        self.place.paragraph = self.place.paragraph.saturating_add(1);
        let counted = self.count(ListId::PARAGRAPHS, 0, self.place.paragraph);
        self.place.paragraph_number = counted.number();
        counted
    }

    /// The marker of a number, and the place that references to the number follow.
    fn count(&mut self, list: ListId, level: u8, number: u32) -> Counted {
        Counted { marker: self.counters.mark(list, level, number), place: self.define_marked() }
    }

    /// How the current paragraph or item is referred to: `24`, `24 (a)`, `24 (a) (i)`.
    fn reference_text(&self) -> Vec<RefPiece> {
        let mut text: Vec<RefPiece> = self.place.paragraph_number.iter().cloned().collect();
        for mark in &self.place.marks {
            let bare = mark.as_str().starts_with(char::is_numeric) && mark.as_str().ends_with(char::is_numeric);
            match (text.is_empty(), bare) {
                (true, _) => text.push(mark.clone()),
                (false, false) => text.extend([self.join(), mark.clone()]),
                // A bare figure after a figure would read as one number.
                (false, true) => {
                    let open = RefPiece::Words(format!("{}(", self.labels.marks.join));
                    text.extend([open, mark.clone(), RefPiece::Words(")".to_owned())]);
                }
            }
        }
        text
    }

    /// What stands between two numbers of a reference.
    fn join(&self) -> RefPiece {
        RefPiece::Words(self.labels.marks.join.clone())
    }

    fn heading(&mut self, block: &read::Block) -> Option<Heading> {
        let read::Block::Heading { content, level, id, numbered, articles, budget, span, .. } = block else {
            return None;
        };
        let (level, id, span) = ((*level).clamp(1, 5), id.as_ref(), *span);
        let numbered = *numbered && self.profile.number_headings && self.place.numbers();
        let counted = numbered.then(|| self.next_heading(level));
        let articles = values(articles);
        let mut words = self.inlines(content, Setting::Heading);
        push_text(&mut words, &self.articles_after(content, &articles), &Format::default(), span);
        self.name_articles(level, articles.clone());
        let (marker, bookmark) = match counted {
            Some(Counted { marker, place }) => {
                place.iter().for_each(|place| self.refer_to(*place, TargetKind::Heading, id, self.heading_number()));
                (Some(marker), place)
            }
            None => {
                let shown = plain_text(&words);
                let only_words = words.iter().all(|inline| matches!(inline, Inline::Text { .. }));
                let number = match (shown.is_empty(), only_words) {
                    (true, _) => Own::None,
                    (false, true) => Own::Number { shown, at: NumberPlace::Paragraph },
                    // A field would bring the notes and links of the heading with its words.
                    (false, false) => Own::Below(vec![RefPiece::Words(shown)]),
                };
                (None, self.define(TargetKind::Heading, id, number))
            }
        };
        let content = words;
        let language = self.language();
        // Those of summary and annexes too: Word finds them all when it updates its contents.
        if let Some(target) = bookmark {
            let words = passage(&content, language.as_ref());
            self.entries.push(Entry::new(level, marker.clone(), &words, target, span));
        }
        let words = Paragraph { language, articles, ..paragraph(Role::Heading(level), content, span) };
        Some(Heading { level, paragraph: Paragraph { marker, bookmark, ..words }, budget: *budget })
    }

    /// Remembers the articles that a heading names, for what is below it.
    fn name_articles(&mut self, level: u8, articles: Vec<Article>) {
        let at = usize::from(level - 1);
        self.place.articles[at..].fill(Vec::new());
        self.place.articles[at] = articles;
    }

    /// ` (articles 5 and 7)` after a heading, where the body asks that articles are named and the heading's words do not.
    fn articles_after(&self, content: &[read::Inline], articles: &[Article]) -> String {
        let shown = self.labels.articles(articles).filter(|_| self.profile.names_articles && !articles.is_empty());
        let text = read::plain_text(content);
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        let is_named = articles.iter().all(|article| words.any(|word| word == article.numbers().start().to_string()));
        shown.filter(|_| !is_named).map_or(String::new(), |shown| format!(" ({shown})"))
    }

    /// Counts a heading; inner levels begin anew.
    fn next_heading(&mut self, level: u8) -> Counted {
        let at = usize::from(level - 1);
        let count = self.place.headings[at].count.saturating_add(1);
        let counted = self.count(ListId::HEADINGS, level - 1, count);
        self.place.headings[at] = HeadingAbove { count, number: counted.number() };
        self.place.headings[at + 1..].fill(HeadingAbove::default());
        counted
    }

    /// How the last numbered heading is referred to, from the outermost: `II.A`, `II.A.1 (a)`.
    fn heading_number(&self) -> Vec<RefPiece> {
        let mut text = Vec::new();
        for number in self.place.headings.iter().filter_map(|above| above.number.as_ref()) {
            if !text.is_empty() {
                let bare = number.as_str().chars().all(char::is_alphanumeric);
                text.push(if bare { RefPiece::Words(".".to_owned()) } else { self.join() });
            }
            text.push(number.clone());
        }
        text
    }

    fn list(&mut self, style: ListStyle, items: &[Item], span: Span) -> List {
        let role = self.place.item.unwrap_or(Role::ListItem);
        let (items, format) = self.items(style, items, role);
        List { items, format, span }
    }

    /// The items of a list inside the lists around it.
    fn items(&mut self, style: ListStyle, items: &[Item], role: Role) -> (Vec<ListItem>, NumberFormat) {
        self.place.lists.push(style);
        let (list, level) = self.counters.place(&self.place.lists, &self.labels.marks);
        let format = self.counters.format(list, level);
        let items = (1..).zip(items).map(|(number, item)| self.item(item, Next { list, level, number }, role));
        let items = items.collect();
        self.place.lists.pop();
        (items, format)
    }

    fn item(&mut self, item: &Item, next: Next, role: Role) -> ListItem {
        let counted = self.count(next.list, next.level, next.number);
        let bullet = matches!(self.counters.format(next.list, next.level), NumberFormat::Bullet(_));
        let depth = self.place.marks.len();
        self.place.marks.extend(counted.number().filter(|_| !bullet));
        let item = self.item_blocks(item, counted, role);
        self.place.marks.truncate(depth);
        item
    }

    /// The blocks of an item, the marker on the first paragraph.
    fn item_blocks(&mut self, item: &Item, counted: Counted, role: Role) -> ListItem {
        let around = self.place.item.replace(role);
        let mut counted = Some(counted);
        let mut blocks = Vec::with_capacity(item.blocks.len());
        for block in &item.blocks {
            if let read::Block::Paragraph { language, .. } = block {
                let around = self.place.language.clone();
                self.place.language = language.clone().or(self.place.language.take());
                blocks.extend(self.marked(block, role, counted.take()).map(Block::Paragraph));
                self.place.language = around;
                continue;
            }
            blocks.extend(counted.take().map(|counted| empty_item(role, counted, item.span)));
            blocks.extend(self.block(block));
        }
        blocks.extend(counted.take().map(|counted| empty_item(role, counted, item.span)));
        self.place.item = around;
        ListItem { blocks }
    }

    fn recommendations(&mut self, lead_in: Option<&[read::Inline]>, items: &[Item], span: Span) -> Recommendations {
        let in_item = self.place.item.is_some();
        let number = !in_item && self.place.numbers() && self.profile.number_paragraphs;
        let lead_in = lead_in.map(|content| {
            let counted = number.then(|| self.next_paragraph());
            let role = self.role(counted.as_ref());
            let (marker, bookmark) = counted.map(|counted| (counted.marker, counted.place)).unzip();
            Paragraph { marker, bookmark: bookmark.flatten(), ..self.unmarked(role, content, span) }
        });
        let items = if number && lead_in.is_none() {
            items.iter().map(|item| self.numbered_recommendation(item)).collect()
        } else {
            let style = if in_item { self.inner_style() } else { ListStyle::Letters };
            self.items(style, items, Role::Recommendation).0
        };
        Recommendations { lead_in, items, span }
    }

    /// A recommendation that is a numbered paragraph itself.
    fn numbered_recommendation(&mut self, item: &Item) -> ListItem {
        let counted = self.next_paragraph();
        self.item_blocks(item, counted, Role::Recommendation)
    }

    /// The style that follows the lists around: (a), then (i), then bullets.
    fn inner_style(&self) -> ListStyle {
        match self.place.lists.last() {
            None => ListStyle::Letters,
            Some(ListStyle::Letters | ListStyle::Numbers) => ListStyle::Roman,
            Some(ListStyle::Roman | ListStyle::Bullets) => ListStyle::Bullets,
        }
    }

    fn quotation(&mut self, quotation: &read::Quotation) -> Quotation {
        let span = quotation.span;
        // The language of the words quoted; their source, and notes on them, are the report's own.
        let quoted = quotation.language.clone().map(|language| self.unless_main(language));
        let paragraphs = quotation.paragraphs.iter().map(|content| {
            let paragraph = self.unmarked(Role::Quotation, content, span);
            Paragraph { language: quoted.clone().unwrap_or(paragraph.language), ..paragraph }
        });
        let paragraphs = paragraphs.collect();
        let source = quotation.source.as_ref().map(|content| self.unmarked(Role::QuotationSource, content, span));
        Quotation { paragraphs, source, span }
    }

    /// A paragraph of running text that is never numbered.
    fn unmarked(&mut self, role: Role, content: &[read::Inline], span: Span) -> Paragraph {
        let content = self.inlines(content, Setting::Running);
        Paragraph { language: self.language(), ..paragraph(role, content, span) }
    }

    /// The language of the block around, where it is not the report's.
    pub(super) fn language(&self) -> Option<LanguageTag> {
        self.place.language.clone().and_then(|language| self.unless_main(language))
    }

    fn unless_main(&self, language: LanguageTag) -> Option<LanguageTag> {
        (language != LanguageTag::from(self.labels.language)).then_some(language)
    }
}

fn values(articles: &[Located<Article>]) -> Vec<Article> {
    articles.iter().map(|article| article.value.clone()).collect()
}

/// A paragraph without number, id or language of its own.
pub(super) fn paragraph(role: Role, content: Vec<Inline>, span: Span) -> Paragraph {
    Paragraph {
        id: ContentId::default(),
        role,
        marker: None,
        content,
        language: None,
        bookmark: None,
        articles: Vec::new(),
        span,
    }
}

/// Gives the language to each inline that has none of its own.
fn passage(content: &[Inline], language: Option<&LanguageTag>) -> Vec<Inline> {
    let mut content = content.to_vec();
    for inline in &mut content {
        if let Inline::Text { format, .. } | Inline::Reference { format, .. } = inline {
            format.language = format.language.take().or(language.cloned());
        }
    }
    content
}

/// A paragraph with a marker and no words, for an item that begins with another block.
fn empty_item(role: Role, counted: Counted, span: Span) -> Block {
    let Counted { marker, place } = counted;
    Block::Paragraph(Paragraph { marker: Some(marker), bookmark: place, ..paragraph(role, Vec::new(), span) })
}

/// The mark without the final full stop or dash, as references write it.
fn without_stop(mark: &str) -> &str {
    mark.trim_end_matches(['.', '-', ' '])
}
