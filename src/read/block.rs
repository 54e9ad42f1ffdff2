//! The blocks of a report, as the author wrote them, whichever of the three forms was used.

use super::Inline;
use crate::facts::article::Article;
use crate::facts::language::LanguageTag;
use crate::length::Length;
use crate::source::{Located, Span};
use crate::submission::Budget;

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        content: Vec<Inline>,
        /// Its id for references.
        id: Option<Located<String>>,
        /// Whether it has a number; `None`: the body's rule.
        numbered: Option<bool>,
        /// Its language.
        language: Option<LanguageTag>,
        /// The treaty articles it speaks of.
        articles: Vec<Located<Article>>,
        /// Where it stands.
        span: Span,
    },
    /// A heading.
    Heading {
        /// Its text.
        content: Vec<Inline>,
        /// 1 to 5.
        level: u8,
        /// Its id for references.
        id: Option<Located<String>>,
        /// Whether it has a number (`{-}` takes it away).
        numbered: bool,
        /// Its language.
        language: Option<LanguageTag>,
        /// The treaty articles that the text below it speaks of.
        articles: Vec<Located<Article>>,
        /// How long the author wants its section to be at most.
        budget: Option<Budget>,
        /// Where it stands.
        span: Span,
    },
    /// Sub-paragraphs or a list.
    List {
        /// How its items are marked.
        style: ListStyle,
        /// The items.
        items: Vec<Item>,
        /// The language of its items.
        language: Option<LanguageTag>,
        /// Where it stands.
        span: Span,
    },
    /// Recommendations.
    Recommendations {
        /// The sentence before them.
        lead_in: Option<Vec<Inline>>,
        /// The recommendations.
        items: Vec<Item>,
        /// The language of both.
        language: Option<LanguageTag>,
        /// Where the block stands.
        span: Span,
    },
    /// A quotation.
    Quotation(Quotation),
    /// A table.
    Table(Table),
    /// A figure.
    Figure(Figure),
    /// A page break.
    PageBreak(Span),
}

impl Block {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Block::Paragraph { span, .. }
            | Block::Heading { span, .. }
            | Block::List { span, .. }
            | Block::Recommendations { span, .. }
            | Block::Quotation(Quotation { span, .. })
            | Block::Table(Table { span, .. })
            | Block::Figure(Figure { span, .. })
            | Block::PageBreak(span) => *span,
        }
    }

    /// The language that all of its words are in. A quotation has none: it names the language of what it quotes, and its
    /// source is in that of the text around.
    pub fn language(&self) -> Option<&LanguageTag> {
        match self {
            Block::Paragraph { language, .. }
            | Block::Heading { language, .. }
            | Block::List { language, .. }
            | Block::Recommendations { language, .. }
            | Block::Table(Table { language, .. })
            | Block::Figure(Figure { language, .. }) => language.as_ref(),
            Block::Quotation(_) | Block::PageBreak(_) => None,
        }
    }

    /// Its own texts in reading order. Those of its items follow; they stand in the blocks of the items.
    pub fn texts(&self) -> Vec<&[Inline]> {
        match self {
            Block::Paragraph { content, .. } | Block::Heading { content, .. } => vec![content],
            Block::List { .. } | Block::PageBreak(_) => Vec::new(),
            Block::Recommendations { lead_in, .. } => lead_in.as_deref().into_iter().collect(),
            Block::Quotation(quotation) => {
                quotation.paragraphs.iter().chain(&quotation.source).map(Vec::as_slice).collect()
            }
            Block::Table(table) => {
                let cells = table.header.iter().chain(table.rows.iter().flatten()).map(|cell| &cell.content);
                table.caption.iter().chain(cells).chain(table.below.texts()).map(Vec::as_slice).collect()
            }
            Block::Figure(figure) => figure.caption.iter().chain(figure.below.texts()).map(Vec::as_slice).collect(),
        }
    }

    /// The items of a list or of recommendations.
    pub fn items(&self) -> &[Item] {
        match self {
            Block::List { items, .. } | Block::Recommendations { items, .. } => items,
            Block::Paragraph { .. }
            | Block::Heading { .. }
            | Block::Quotation(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::PageBreak(_) => &[],
        }
    }
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its blocks, at least one; the first is a paragraph.
    pub blocks: Vec<Block>,
    /// The mark as typed, `(c)`, where the author typed one.
    pub typed_mark: Option<Located<String>>,
    /// Where it stands.
    pub span: Span,
}

/// How list items are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListStyle {
    /// (a), (b), by the document's language.
    Letters,
    /// (i), (ii).
    Roman,
    /// 1., 2.
    Numbers,
    /// Bullets.
    Bullets,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<Inline>>,
    /// Where it is from.
    pub source: Option<Vec<Inline>>,
    /// The language of its words.
    pub language: Option<LanguageTag>,
    /// Where it stands.
    pub span: Span,
}

/// A table, from rows or from a CSV file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its caption.
    pub caption: Option<Vec<Inline>>,
    /// Its id for references.
    pub id: Option<Located<String>>,
    /// The header row.
    pub header: Vec<Cell>,
    /// The rows; each cell stands in the row where it begins.
    pub rows: Vec<Vec<Cell>>,
    /// Widths by column; empty: by the content.
    pub widths: Vec<TableWidth>,
    /// Alignments by column; empty: start.
    pub align: Vec<Alignment>,
    /// Where its figures are from, and what else is said under it.
    pub below: Below,
    /// Whether it is on a page of its own that is turned.
    pub landscape: bool,
    /// Whether it is set in small type.
    pub small: bool,
    /// The language of its caption and cells.
    pub language: Option<LanguageTag>,
    /// Where it stands.
    pub span: Span,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its words.
    pub content: Vec<Inline>,
    /// The column in which it begins, from 0.
    pub column: usize,
    /// Over how many columns it goes.
    pub columns: usize,
    /// Over how many rows it goes.
    pub rows: usize,
    /// Where it stands.
    pub span: Span,
}

impl Default for Cell {
    fn default() -> Cell {
        Cell { content: Vec::new(), column: 0, columns: 1, rows: 1, span: Span::default() }
    }
}

impl Table {
    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.header.iter().map(|cell| cell.columns).sum()
    }
}

/// What is printed under a table or figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Below {
    /// Its source.
    pub source: Option<Vec<Inline>>,
    /// A note to it.
    pub note: Option<Vec<Inline>>,
}

impl Below {
    /// Its texts as they are printed.
    fn texts(&self) -> impl Iterator<Item = &Vec<Inline>> {
        self.source.iter().chain(&self.note)
    }
}

/// The width of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableWidth {
    /// `3cm`.
    Fixed(Length),
    /// `2*`, in thousandths.
    Share(u32),
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// `left`: the start of the line.
    Left,
    /// `center`.
    Center,
    /// `right`: the end of the line.
    Right,
    /// `decimal`: by the decimal sign.
    Decimal,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The picture: an index into [`super::Spec::pictures`].
    pub picture: usize,
    /// What it shows, for those who do not see it; `None` was reported as an error.
    pub alt: Option<String>,
    /// Its caption.
    pub caption: Option<Vec<Inline>>,
    /// Its id for references.
    pub id: Option<Located<String>>,
    /// The width asked for.
    pub width: Option<Length>,
    /// Where it is from, and what else is said under it.
    pub below: Below,
    /// The language of its caption and of the words that say what it shows.
    pub language: Option<LanguageTag>,
    /// Where it stands.
    pub span: Span,
}
