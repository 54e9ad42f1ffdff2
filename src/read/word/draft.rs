//! What a Word file says: its paragraphs and tables in reading order, notes, comments, changes, and what was not carried.

use super::numbering::Number;
use super::tree::NodeId;

/// A Word file as read.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Paragraphs and tables in reading order; a text box follows the paragraph it is fixed to.
    pub items: Vec<Item>,
    /// Footnotes and endnotes in the order of their marks.
    pub notes: Vec<Note>,
    /// Comments, in the order of their places.
    pub comments: Vec<Comment>,
    /// Tracked changes, whichever way they were read.
    pub changes: Vec<Change>,
    /// Pictures, in the order of their places.
    pub pictures: Vec<Picture>,
    /// What was left out, or carried in another form, with its place.
    pub losses: Vec<Loss>,
    /// The lines of tables of contents, which are left out.
    pub contents: Vec<ContentsLine>,
    /// The places that paragraphs, notes and losses speak of.
    pub places: Vec<Place>,
    /// Page sizes and margins, in the order of the text.
    pub sections: Vec<Section>,
    /// What the file says of itself.
    pub properties: Properties,
    /// Words in the file, of text, notes, headers and the rest.
    pub words: usize,
}

/// An index into [`Draft::places`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub usize);

/// Where something stands, as people can find it in Word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which part of the file.
    pub part: PartOfFile,
    /// The how-manieth paragraph with words, counted through text and tables; of notes the how-manieth note.
    pub paragraph: usize,
    /// The number that Word shows before it.
    pub number: Option<String>,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// Whether it stands in a table.
    pub in_table: bool,
    /// Its words as carried.
    pub text: String,
    /// The paragraph in the tree of its part.
    pub node: Option<NodeId>,
}

/// A part of a file that has words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOfFile {
    /// The text.
    #[default]
    Text,
    /// A text box, at its place in the text.
    TextBox,
    /// A footnote.
    Footnote,
    /// An endnote.
    Endnote,
    /// A comment.
    Comment,
    /// The top or foot of the pages.
    Margin,
}

/// A paragraph or a table.
#[derive(Clone, Debug)]
pub enum Item {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Where it stands.
    pub place: PlaceId,
    /// The name of its style, as Word shows it, in small letters; empty for the usual one.
    pub style: String,
    /// What makes it a heading, if anything does.
    pub heading: Option<Heading>,
    /// Its number as Word shows it.
    pub number: Option<Number>,
    /// What stands in it.
    pub pieces: Vec<Piece>,
    /// How it is set.
    pub look: ParagraphLook,
    /// How its words look by its style alone.
    pub base: Box<RunLook>,
    /// Whether it stands in a text box.
    pub in_box: bool,
    /// The names of the bookmarks that begin in it.
    pub bookmarks: Vec<String>,
    /// The paragraph in the tree of its part.
    pub node: Option<NodeId>,
}

impl Paragraph {
    /// Its words, with a space for each tab and line break.
    pub fn text(&self) -> String {
        self.pieces.iter().map(Piece::text).collect()
    }

    /// Whether it shows nothing.
    pub fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Text { text, .. } | Piece::Reference { text, .. } => text.trim().is_empty(),
            Piece::LineBreak | Piece::PageBreak | Piece::Tab => true,
            Piece::Note(_) | Piece::Picture(_) => false,
        })
    }
}

/// A paragraph that heads others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its level from 1.
    pub level: u8,
    /// How we know.
    pub by: HeadingBy,
}

/// How a heading is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingBy {
    /// Its style, or the outline level of its style.
    Style,
    /// An outline level of its own.
    OutlineLevel,
    /// It only looks like one.
    Look,
}

/// How a paragraph is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParagraphLook {
    /// `left`, `center`, `right`, `both`, as Word names them; `decimal` for a tab stop of that kind.
    pub align: String,
    /// Twips from the margin where its lines begin.
    pub indent: i32,
    /// Line spacing in 240ths of a line, where it is a multiple of lines.
    pub line: Option<i32>,
    /// Whether it runs from the right.
    pub right_to_left: bool,
    /// Whether a new page begins before it.
    pub page_before: bool,
    /// The outline level that style or paragraph give, from 0.
    pub outline: Option<u8>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// How they look.
        look: RunLook,
        /// The address they lead to.
        link: Option<String>,
        /// The run in the tree of its part.
        node: Option<NodeId>,
    },
    /// A field that shows the number or words of another place.
    Reference {
        /// The bookmark of that place.
        bookmark: String,
        /// What it shows.
        text: String,
        /// How it looks.
        look: RunLook,
    },
    /// The mark of a note: an index into [`Draft::notes`].
    Note(usize),
    /// A picture: an index into [`Draft::pictures`].
    Picture(usize),
    /// A new line.
    LineBreak,
    /// A new page.
    PageBreak,
    /// A tab.
    Tab,
}

impl Piece {
    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Piece::Text { text, .. } | Piece::Reference { text, .. } => text,
            Piece::LineBreak | Piece::Tab => " ",
            Piece::Note(_) | Piece::Picture(_) | Piece::PageBreak => "",
        }
    }
}

/// How words look, after all styles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunLook {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Struck out.
    pub strike: bool,
    /// Raised or lowered.
    pub position: Position,
    /// Not shown.
    pub hidden: bool,
    /// Size in half points.
    pub size: Option<u32>,
    /// Typeface.
    pub font: Option<String>,
    /// Language as Word writes it, `fr-FR`.
    pub language: Option<String>,
    /// Language of words that are set from the right.
    pub bidi_language: Option<String>,
    /// Set as of a script from the right.
    pub right_to_left: bool,
    /// Whether the style is that of links.
    pub is_link_style: bool,
}

impl RunLook {
    /// The language of the words, by their direction.
    pub fn tag(&self) -> Option<&str> {
        if self.right_to_left { self.bidi_language.as_deref() } else { self.language.as_deref() }
    }
}

/// Raised, lowered or on the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Position {
    /// On the line.
    #[default]
    Line,
    /// Raised.
    Raised,
    /// Lowered.
    Lowered,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Where its first paragraph stands.
    pub place: PlaceId,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The widths of its columns in twips.
    pub widths: Vec<u32>,
    /// The table in the tree of its part.
    pub node: Option<NodeId>,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its cells, those that only go on from above included.
    pub cells: Vec<Cell>,
    /// Whether it is repeated on each page.
    pub is_header: bool,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Over how many columns it goes.
    pub span: usize,
    /// Whether it goes on from the cell above.
    pub goes_on: bool,
}

/// A footnote or endnote.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// Whether it stands at the end of the file.
    pub is_endnote: bool,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Where its mark stands.
    pub mark: PlaceId,
    /// Its id in its part.
    pub id: String,
}

/// A line of a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsLine {
    /// Where it stands: all lines of a block made by Word have one place.
    pub place: PlaceId,
    /// Its words, with a tab where it has one.
    pub text: String,
}

/// A comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// Its id in the part of comments.
    pub id: String,
    /// Who wrote it.
    pub author: String,
    /// Its words.
    pub text: String,
    /// Where it stands; `None` if it is fixed to nothing.
    pub place: Option<PlaceId>,
}

/// A tracked change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was changed.
    pub kind: ChangeKind,
    /// By whom.
    pub author: String,
    /// Where.
    pub place: PlaceId,
    /// The words put in or taken out.
    pub words: String,
}

/// What a tracked change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Words put in or moved here.
    Insertion,
    /// Words taken out or moved away.
    Deletion,
    /// Another look.
    Format,
}

/// Which way tracked changes are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChangesRead {
    /// Read the file as if all were accepted.
    #[default]
    Accepted,
    /// Read the file as if all were rejected.
    Rejected,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The name of its part.
    pub part: String,
    /// Its bytes as they are in the file.
    pub bytes: Vec<u8>,
    /// What it shows, if the file says so.
    pub alt: String,
    /// How wide it is shown, in English Metric Units.
    pub width: Option<i64>,
    /// Where it stands.
    pub place: PlaceId,
}

/// Something that was left out or carried in another form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What.
    pub kind: LossKind,
    /// Where.
    pub place: PlaceId,
    /// The words that are not carried; empty where only a look or form is lost.
    pub words: String,
}

/// What was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LossKind {
    /// Words that are not shown.
    HiddenText,
    /// The words at the top or foot of pages.
    Margin,
    /// A table of contents or an index, which is made anew.
    Contents,
    /// A field that shows a page number or the like.
    PageField,
    /// The prompt of a form that nobody filled in.
    Placeholder,
    /// The mark of a note that is not a number.
    NoteMark,
    /// A note that no mark points at.
    UnusedNote,
    /// A chart.
    Chart,
    /// A diagram.
    Diagram,
    /// An embedded file.
    Object,
    /// A picture on the internet or in another file.
    LinkedPicture,
    /// A part of another file that Word would read in.
    OtherFile,
    /// Words at a place that is not read.
    NotRead,
    /// A text box, whose words stand after their paragraph now.
    TextBox,
    /// A table in a table, whose words stand in its cell now.
    NestedTable,
    /// A formula, whose signs are text now.
    Formula,
    /// Underlining.
    Underline,
    /// Words struck out.
    Strike,
    /// A sign of a symbol typeface that has no letter.
    Symbol,
    /// Words above other words, in brackets now.
    Ruby,
    /// The address of a link that is too long to be one.
    Link,
}

/// A stretch of pages of one size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Width in twips.
    pub width: i32,
    /// Height in twips.
    pub height: i32,
    /// Margins in twips: top, right, bottom, left.
    pub margins: [i32; 4],
    /// How many of [`Draft::items`] stand before its end.
    pub items: usize,
}

/// What a file says of itself and of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// Its title.
    pub title: Option<String>,
    /// The language that it names.
    pub language: Option<String>,
    /// Whether this program wrote it.
    pub is_ours: bool,
    /// Each value about people, machines or other files, with its name: `author`, `last modified by`, `company`.
    pub personal: Vec<(String, String)>,
    /// Whether it holds programs.
    pub has_macros: bool,
    /// Whether runs and paragraphs carry the numbers of editing sessions.
    pub has_revision_ids: bool,
    /// The page count that was saved with the file, which can be out of date.
    pub pages: Option<u32>,
}
