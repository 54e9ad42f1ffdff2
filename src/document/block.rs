//! The blocks of a report, a closed set: adding one makes the compiler name every place that must learn it.

use super::{BookmarkId, Column, ContentId, ImageId, Inline, Marker, Orientation, Role};
use crate::facts::article::Article;
use crate::facts::language::{Direction, LanguageTag};
use crate::length::Length;
pub use crate::picture::{Clean, ImageFormat};
use crate::source::Span;
use crate::submission::Budget;

/// One block.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph, numbered or not; also each line of the title block.
    Paragraph(Paragraph),
    /// A heading.
    Heading(Heading),
    /// Sub-paragraphs or a list.
    List(List),
    /// A visible block of recommendations.
    Recommendations(Recommendations),
    /// An indented quotation.
    Quotation(Quotation),
    /// A table.
    Table(Table),
    /// A picture with its caption.
    Figure(Figure),
    /// The table of contents.
    Contents(Contents),
    /// What follows begins on a new page.
    PageBreak(Span),
}

impl Block {
    /// The items of a list or of recommendations.
    pub fn items(&self) -> &[ListItem] {
        match self {
            Block::List(list) => &list.items,
            Block::Recommendations(recommendations) => &recommendations.items,
            Block::Paragraph(_)
            | Block::Heading(_)
            | Block::Quotation(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::Contents(_)
            | Block::PageBreak(_) => &[],
        }
    }
}

/// A piece of running text with one role: the unit of layout, of a `w:p` and of a structure element.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its id.
    pub id: ContentId,
    /// What it is, and so how it looks.
    pub role: Role,
    /// Its number, if it has one.
    pub marker: Option<Marker>,
    /// Its words.
    pub content: Vec<Inline>,
    /// Its language where it is not the document's.
    pub language: Option<LanguageTag>,
    /// The place others point at.
    pub bookmark: Option<BookmarkId>,
    /// The treaty articles it speaks of: its own, else those of the heading above it; a heading has only its own.
    pub articles: Vec<Article>,
    /// Where it stands in the author's file.
    pub span: Span,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 5.
    pub level: u8,
    /// Its text, number and bookmark. Role [`Role::Heading`], or [`Role::PartHeading`] for contents, summary and annexes.
    pub paragraph: Paragraph,
    /// How long the author wants its section to be at most.
    pub budget: Option<Budget>,
}

/// A list; items of nested lists are blocks of an item.
#[derive(Clone, Debug)]
pub struct List {
    /// The items. The marker stands on the first paragraph of each.
    pub items: Vec<ListItem>,
    /// How its items are counted, for the PDF's list tag and readers.
    pub format: super::NumberFormat,
    /// Where it stands in the author's file.
    pub span: Span,
}

/// An item: its first block is a paragraph with a marker.
#[derive(Clone, Debug)]
pub struct ListItem {
    /// Paragraphs (role [`Role::ListItem`], the later ones without marker), nested lists and other blocks.
    pub blocks: Vec<Block>,
}

/// Recommendations: a lead-in (a numbered paragraph) with lettered items, or items that are numbered paragraphs themselves.
#[derive(Clone, Debug)]
pub struct Recommendations {
    /// The sentence before them.
    pub lead_in: Option<Paragraph>,
    /// The recommendations; markers as in a list, or paragraph numbers where there is no lead-in.
    pub items: Vec<ListItem>,
    /// Where the block stands in the author's file.
    pub span: Span,
}

/// A quotation.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// What is quoted, role [`Role::Quotation`].
    pub paragraphs: Vec<Paragraph>,
    /// The source, with role [`Role::QuotationSource`].
    pub source: Option<Paragraph>,
    /// Where it stands in the author's file.
    pub span: Span,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its number in the document, where it has a caption.
    pub number: Option<u32>,
    /// `Table 1. ...` with the label and number as its first words, role [`Role::TableCaption`].
    pub caption: Option<Caption>,
    /// From which side its columns follow one another, where it is not the document's.
    pub direction: Option<Direction>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The header row; repeated on each page. Never empty.
    pub header: Vec<Cell>,
    /// The rows; each cell stands in the row where it begins. Each column of a row belongs to one cell.
    pub rows: Vec<Vec<Cell>>,
    /// Its source and a note to it, role [`Role::Source`].
    pub below: Option<Paragraph>,
    /// How its page is turned.
    pub orientation: Orientation,
    /// What is said above the part of it on a further page: `Table 1 (continued)`; nothing without a caption.
    pub continued: Option<String>,
    /// Where it stands in the author's file.
    pub span: Span,
}

impl Table {
    /// What its measures are filed under: the paragraph of its first cell.
    pub fn id(&self) -> ContentId {
        self.header.first().map(|cell| cell.paragraph.id).unwrap_or_default()
    }

    /// The cells of a row and those that go over it from above, by column.
    pub fn row_with_above(&self, row: usize) -> Vec<RowCell<'_>> {
        let mut cells: Vec<RowCell<'_>> = Vec::new();
        for (at, above) in self.rows.iter().enumerate().take(row + 1) {
            let reaches = |cell: &&Cell| at + cell.rows > row;
            cells.extend(above.iter().filter(reaches).map(|cell| RowCell { cell, begins: at == row }));
        }
        cells.sort_by_key(|one| one.cell.column);
        cells
    }

    /// Whether a cell goes over this row and the next.
    pub fn is_joined_below(&self, row: usize) -> bool {
        self.rows.iter().enumerate().take(row + 1).any(|(at, cells)| cells.iter().any(|cell| at + cell.rows > row + 1))
    }
}

/// A cell that has a part in a row.
#[derive(Clone, Copy, Debug)]
pub struct RowCell<'t> {
    /// The cell.
    pub cell: &'t Cell,
    /// Whether it begins in this row.
    pub begins: bool,
}

/// A caption: label, number, text.
#[derive(Clone, Debug)]
pub struct Caption {
    /// `Table` or `Figure` in the document's language.
    pub label: String,
    /// The number after it.
    pub number: u32,
    /// The text after both; its [`Paragraph::bookmark`] marks label and number. Read aloud and drawn as `Table 1. Text`.
    pub paragraph: Paragraph,
    /// What stands between number and text: `. `.
    pub separator: String,
}

impl Caption {
    /// What stands before its text: `Table 1. `.
    pub fn lead(&self) -> String {
        format!("{} {}{}", self.label, self.number, self.separator)
    }
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its words, role [`Role::TableHead`] or [`Role::TableCell`]; may be empty.
    pub paragraph: Paragraph,
    /// The places in its words of the marks of items, where a list stands in it.
    pub items: Vec<usize>,
    /// The column in which it begins, from 0.
    pub column: usize,
    /// Over how many columns it goes, at least one.
    pub columns: usize,
    /// Over how many rows it goes, at least one.
    pub rows: usize,
}

impl Cell {
    /// A cell of one column and one row.
    pub fn new(column: usize, paragraph: Paragraph) -> Cell {
        Cell { paragraph, items: Vec::new(), column, columns: 1, rows: 1 }
    }
}

/// A picture with its caption.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its id.
    pub id: ContentId,
    /// The picture.
    pub image: ImageId,
    /// What it shows, for those who do not see it.
    pub alternative_text: String,
    /// The language of that text where it is not the document's.
    pub language: Option<LanguageTag>,
    /// Its caption, below it, role [`Role::FigureCaption`].
    pub caption: Option<Caption>,
    /// Its source and a note to it, below the caption, role [`Role::Source`].
    pub below: Option<Paragraph>,
    /// Drawn width, at most the text width.
    pub width: Length,
    /// Drawn height, in proportion.
    pub height: Length,
    /// Where it stands in the author's file.
    pub span: Span,
}

/// A picture as read; shared, never copied.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its kind.
    pub format: ImageFormat,
    /// Its bytes.
    pub bytes: Clean,
    /// Width in pixels (user units for SVG).
    pub width: u32,
    /// Height in pixels (user units for SVG).
    pub height: u32,
}

/// The table of contents.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The entries in order.
    pub entries: Vec<ContentsEntry>,
}

/// A line of the contents.
#[derive(Clone, Debug)]
pub struct ContentsEntry {
    /// Number and words of the heading; role [`Role::ContentsEntry`]; the marker's text is the heading's number.
    pub paragraph: Paragraph,
    /// The heading's place: the page number is asked there.
    pub target: BookmarkId,
}

/// A footnote.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its number, from 1.
    pub number: u32,
    /// Its paragraphs, role [`Role::Note`], at least one.
    pub paragraphs: Vec<Paragraph>,
    /// Where it stands in the author's file.
    pub span: Span,
    /// Who wrote it.
    pub origin: NoteOrigin,
}

/// Who wrote a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteOrigin {
    /// The author.
    Author,
    /// The program: it shows the address of a link, and its mark stands where the link ends.
    Link,
    /// The program, for a citation of a source.
    Citation,
}
