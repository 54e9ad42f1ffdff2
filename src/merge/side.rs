//! A Word file as it is merged: its paragraphs as rows of letters, in reading order, with tables and notes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use crate::compare::{Entry, words};
use crate::import::untied;
use crate::read::word::{
    Draft, Heading, HeadingBy, Item, NumberFormat, Paragraph, Piece, PlaceId, Position, RunLook, Table,
};
use crate::source::Span;

/// What a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    /// A letter, sign or space.
    Written,
    /// A letter of a number that Word counts.
    Counted,
    /// The mark of a note: an index into [`Side::notes`].
    Note(u32),
    /// A picture.
    Picture,
    /// A new line.
    Break,
}

impl Sort {
    /// The mark of the note with this index.
    pub(super) fn note(at: usize) -> Sort {
        Sort::Note(small(at))
    }
}

/// How a letter looks beside the others of its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Underlined, struck out, raised or lowered: what a report cannot have or writes in another way.
    pub(super) other: u8,
    /// The address it leads to: its number in [`Addresses`], or 0.
    pub(super) link: u32,
}

/// The smallest piece of a paragraph. Files have hundreds of thousands: it is kept small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) sign: char,
    pub(super) sort: Sort,
    pub(super) look: Look,
    pub(super) origin: Origin,
}

/// Where a letter of the report's own Word file comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// From no place of the report, or not from our file.
    #[default]
    Nowhere,
    /// It is typed there.
    Typed(Typed),
    /// It was made of what stands there, not letter by letter.
    Made(Span),
}

/// Where a letter is typed: a text of the report and bytes of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    text: u32,
    start: u32,
    end: u32,
}

impl Typed {
    /// The place `range` of the text with this index; offsets beyond 4 GiB saturate.
    pub(super) fn new(text: usize, range: Range<usize>) -> Typed {
        Typed { text: small(text), start: small(range.start), end: small(range.end) }
    }

    /// An index into the report's texts.
    pub(super) fn text(self) -> usize {
        self.text as usize
    }

    /// The bytes of the text's value.
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Letter {
    /// A letter from nowhere.
    pub(super) fn new(sign: char, sort: Sort, look: Look) -> Letter {
        Letter { sign, sort, look, origin: Origin::Nowhere }
    }

    /// The note whose mark it is: an index into [`Side::notes`].
    pub(super) fn note(&self) -> Option<usize> {
        match self.sort {
            Sort::Note(at) => Some(at as usize),
            Sort::Written | Sort::Counted | Sort::Picture | Sort::Break => None,
        }
    }

    /// Where it is typed.
    pub(super) fn typed(&self) -> Option<Typed> {
        match self.origin {
            Origin::Typed(typed) => Some(typed),
            Origin::Nowhere | Origin::Made(_) => None,
        }
    }

    /// What is compared: a note is a note whatever it says, and numbers that Word counts are not compared.
    pub(super) fn key(&self) -> char {
        match self.sort {
            // The program ties words with no-break spaces of its own.
            Sort::Written if self.sign == '\u{A0}' => ' ',
            Sort::Written => self.sign,
            Sort::Counted => COUNTED,
            Sort::Note(_) => NOTE,
            Sort::Picture => PICTURE,
            Sort::Break => '\n',
        }
    }
}

// Letters that no text holds: a report may not have them, and of a Word file they are left out.
pub(super) const COUNTED: char = '\u{F0000}';
const NOTE: char = '\u{F0001}';
const PICTURE: char = '\u{F0002}';

/// What a paragraph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A heading of this level.
    Heading(u8),
    /// A paragraph with a number, or an item of a list: the level in its list.
    Item { level: usize, format: NumberFormat, style: String },
    /// Another paragraph, by its style.
    Plain { style: String },
}

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) letters: Vec<Letter>,
    pub(super) class: Class,
    /// Where it stands in the Word file.
    pub(super) place: PlaceId,
    pub(super) entry: Entry,
}

impl Line {
    /// A paragraph that stands in no Word file.
    pub(super) fn of(letters: Vec<Letter>) -> Line {
        let class = Class::Plain { style: String::new() };
        Line { entry: entry(&letters), letters, class, place: PlaceId::default() }
    }

    /// Its words.
    pub(super) fn text(&self) -> String {
        text(&self.letters)
    }
}

/// The words of letters: a note is nothing, a picture and a new line are a space.
pub(super) fn text(letters: &[Letter]) -> String {
    let sign = |letter: &Letter| match letter.sort {
        Sort::Written | Sort::Counted => Some(letter.sign),
        Sort::Note(_) => None,
        Sort::Picture | Sort::Break => Some(' '),
    };
    letters.iter().filter_map(sign).collect()
}

/// What stands in a text.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A paragraph: an index into [`Side::lines`].
    Line(usize),
    /// A table: row by row, cell by cell the paragraphs.
    Table { rows: Vec<Vec<Vec<usize>>>, entry: Entry },
}

/// A Word file as it is merged.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    /// All paragraphs with words, in reading order, those of notes last.
    pub(super) lines: Vec<Line>,
    /// What stands in the text.
    pub(super) parts: Vec<Part>,
    /// The paragraphs of each note, in the order of the marks.
    pub(super) notes: Vec<Vec<usize>>,
    /// The words of text boxes.
    pub(super) boxes: Vec<(PlaceId, String)>,
}

/// Where the links of all files lead.
#[derive(Debug, Default)]
pub(super) struct Addresses(BTreeMap<String, u32>);

impl Addresses {
    fn number(&mut self, address: &str) -> u32 {
        let next = small(self.0.len() + 1);
        *self.0.entry(address.to_owned()).or_insert(next)
    }

    /// The address with this number.
    pub(super) fn get(&self, number: u32) -> Option<&str> {
        self.0.iter().find(|(_, known)| **known == number).map(|(address, _)| address.as_str())
    }
}

impl Side {
    pub(super) fn of(draft: &Draft, addresses: &mut Addresses) -> Side {
        let mut side = Side::default();
        let language = draft.properties.language.as_deref().unwrap_or_default();
        for item in &draft.items {
            match item {
                Item::Paragraph(paragraph) if paragraph.in_box => side.boxed(paragraph),
                Item::Paragraph(paragraph) => {
                    let line = line_of(paragraph, language, addresses);
                    if !line.letters.is_empty() {
                        side.lines.push(line);
                        side.parts.push(Part::Line(side.lines.len() - 1));
                    }
                }
                Item::Table(table) => side.table(table, language, addresses),
            }
        }
        for note in &draft.notes {
            let lines: Vec<Line> = note.paragraphs.iter().map(|one| line_of(one, language, addresses)).collect();
            let first = side.lines.len();
            side.lines.extend(lines.into_iter().filter(|line| !line.letters.is_empty()));
            side.notes.push((first..side.lines.len()).collect());
        }
        side
    }

    fn boxed(&mut self, paragraph: &Paragraph) {
        let words = paragraph.text().trim().to_owned();
        if !words.is_empty() {
            self.boxes.push((paragraph.place, words));
        }
    }

    fn table(&mut self, table: &Table, language: &str, addresses: &mut Addresses) {
        let paragraphs = || table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs);
        paragraphs().filter(|one| one.in_box).for_each(|one| self.boxed(one));
        if paragraphs().next().is_some() && paragraphs().all(|one| one.in_box) {
            return;
        }
        let mut rows = Vec::new();
        let mut hasher = DefaultHasher::new();
        let mut all = Vec::new();
        for row in &table.rows {
            let mut cells = Vec::new();
            for cell in &row.cells {
                let mut lines = Vec::new();
                for paragraph in cell.paragraphs.iter().filter(|one| !one.in_box) {
                    let line = line_of(paragraph, language, addresses);
                    line.entry.hash.hash(&mut hasher);
                    all.extend(&line.entry.words);
                    self.lines.push(line);
                    lines.push(self.lines.len() - 1);
                }
                cells.push(lines);
            }
            cells.len().hash(&mut hasher);
            rows.push(cells);
        }
        all.sort_unstable();
        self.parts.push(Part::Table { rows, entry: Entry { hash: hasher.finish(), kind: 2, words: all } });
    }
}

fn line_of(paragraph: &Paragraph, language: &str, addresses: &mut Addresses) -> Line {
    // Letters are large, and rows of them would be copied as they grow.
    let mut letters = Vec::with_capacity(paragraph.pieces.iter().map(|piece| piece.text().len().max(1)).sum());
    for piece in untied(Cow::Borrowed(&paragraph.pieces), language).iter() {
        let (text, look, link, sort) = match piece {
            Piece::Text { text, look, link, .. } => (text.as_str(), Some(look), link.as_deref(), Sort::Written),
            Piece::Reference { text, look, .. } => (text.as_str(), Some(look), None, Sort::Counted),
            Piece::Note(at) => ("\u{FFFC}", None, None, Sort::note(*at)),
            Piece::Picture(_) => ("\u{FFFC}", None, None, Sort::Picture),
            Piece::LineBreak => ("\n", None, None, Sort::Break),
            Piece::Tab => (" ", None, None, Sort::Written),
            Piece::PageBreak => continue,
        };
        let link = link.map_or(0, |link| addresses.number(link));
        let look = look.map_or(Look::default(), |look| Look { link, ..seen(look, &paragraph.base) });
        letters.extend(text.chars().map(|sign| Letter::new(sign, sort, look)));
    }
    Line { class: class(paragraph), place: paragraph.place, ..Line::of(tidy(letters)) }
}

/// What alignment looks at.
fn entry(letters: &[Letter]) -> Entry {
    let mut hasher = DefaultHasher::new();
    let mut keys: Vec<char> = letters.iter().map(Letter::key).collect();
    // However many figures a number has now.
    keys.dedup_by(|next, last| *next == COUNTED && *last == COUNTED);
    let keys: String = keys.into_iter().collect();
    keys.hash(&mut hasher);
    let of_word = |word: &str| {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        hasher.finish()
    };
    let mut found: Vec<u64> =
        words(&keys).into_iter().filter(|word| word.chars().any(char::is_alphanumeric)).map(of_word).collect();
    found.sort_unstable();
    Entry { hash: hasher.finish(), kind: 1, words: found }
}

/// Whether two paragraphs have the same letters, however they look.
pub(super) fn are_alike(one: &[Letter], two: &[Letter]) -> bool {
    one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.key() == two.key())
}

/// Letters without signs that are not seen, with one space for several, and none at the ends.
pub(super) fn tidy(letters: Vec<Letter>) -> Vec<Letter> {
    let mut tidy: Vec<Letter> = Vec::with_capacity(letters.len());
    for letter in letters {
        let is_written = letter.sort == Sort::Written;
        if is_written && is_unseen(letter.sign) {
            continue;
        }
        let ends_in_space = |last: &Letter| matches!(last.sort, Sort::Written | Sort::Break) && is_space(last.sign);
        if is_written && is_space(letter.sign) {
            if tidy.last().is_none_or(ends_in_space) {
                continue;
            }
            tidy.push(Letter { sign: ' ', look: Look { link: letter.look.link, ..Look::default() }, ..letter });
            continue;
        }
        if letter.sort == Sort::Break && tidy.last().is_some_and(|last| last.sign == ' ') {
            tidy.pop();
        }
        tidy.push(letter);
    }
    while tidy.last().is_some_and(|last| matches!(last.sort, Sort::Written | Sort::Break) && is_space(last.sign)) {
        tidy.pop();
    }
    tidy
}

/// Spaces between which no reader sees a difference.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Signs that show nothing, which programs add and take away.
pub(super) fn is_unseen(c: char) -> bool {
    if matches!(c, ' '..='~') {
        return false;
    }
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' | '\u{FFFC}')
        || c.is_control() && !is_space(c)
}

fn seen(look: &RunLook, base: &RunLook) -> Look {
    let underline = look.underline && !base.underline && !look.is_link_style;
    let raised = match look.position {
        Position::Line => 0,
        Position::Raised => 1,
        Position::Lowered => 2,
    };
    let other = u8::from(underline) + 2 * u8::from(look.strike && !base.strike) + 4 * raised;
    Look { bold: look.bold != base.bold, italic: look.italic != base.italic, other, link: 0 }
}

fn class(paragraph: &Paragraph) -> Class {
    if let Some(Heading { level, .. }) = paragraph.heading.filter(|heading| heading.by != HeadingBy::Look) {
        return Class::Heading(level);
    }
    let style = paragraph.style.clone();
    match &paragraph.number {
        Some(number) if number.format != NumberFormat::Nothing => {
            Class::Item { level: number.level, format: number.format, style }
        }
        _ => Class::Plain { style },
    }
}
