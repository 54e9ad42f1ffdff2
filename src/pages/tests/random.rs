//! Makes reports of any shape.

use proptest::prelude::{Just, Strategy, any, prop_oneof};

use crate::document::sample::{Maker, document as plain, pixel, words};
use crate::document::{
    Align, Block, Bookmark, BookmarkId, Caption, Cell, Column, ColumnWidth, Contents, ContentsEntry, Document, Figure,
    Heading, Image, ImageFormat, ImageId, Inline, List, ListId, ListItem, Note, NoteId, NoteOrigin, NumberFormat,
    NumberPlace, Paragraph, Part, PartKind, Recommendations, Role, Table,
};
use crate::length::Length;
use crate::source::Span;

/// A block to be made.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Paragraph {
        words: usize,
        notes: Vec<usize>,
    },
    Heading,
    List {
        items: usize,
        words: usize,
    },
    Recommendations {
        items: usize,
        words: usize,
    },
    Table {
        rows: usize,
        columns: usize,
        words: usize,
        note: bool,
    },
    /// Height in millimetres.
    Figure {
        height: i64,
    },
    PageBreak,
    Contents,
}

/// Any row of blocks.
pub(super) fn kinds() -> impl Strategy<Value = Vec<Kind>> {
    let notes = proptest::collection::vec(prop_oneof![8 => 1..40usize, 1 => 100..1500usize], 0..3);
    let kind = prop_oneof![
        6 => (1..250usize, notes).prop_map(|(words, notes)| Kind::Paragraph { words, notes }),
        3 => Just(Kind::Heading),
        2 => (1..6usize, 1..60usize).prop_map(|(items, words)| Kind::List { items, words }),
        1 => (1..5usize, 1..60usize).prop_map(|(items, words)| Kind::Recommendations { items, words }),
        2 => (1..60usize, 1..5usize, 1..12usize, any::<bool>())
            .prop_map(|(rows, columns, words, note)| Kind::Table { rows, columns, words, note }),
        1 => (10..180i64).prop_map(|height| Kind::Figure { height }),
        1 => Just(Kind::PageBreak),
        1 => Just(Kind::Contents),
    ];
    proptest::collection::vec(kind, 0..40)
}

/// Figures of any height between paragraphs, as in a report with many charts.
pub(super) fn charts() -> impl Strategy<Value = Vec<Kind>> {
    let kind = prop_oneof![
        4 => (20..250usize).prop_map(|words| Kind::Paragraph { words, notes: vec![] }),
        1 => Just(Kind::Heading),
        2 => (30..170i64).prop_map(|height| Kind::Figure { height }),
    ];
    proptest::collection::vec(kind, 10..50)
}

/// A report with these blocks.
pub(super) fn document(kinds: &[Kind]) -> Document {
    let mut builder = Builder::default();
    for kind in kinds {
        builder.add(kind);
    }
    builder.finish()
}

/// Makes the blocks and keeps what they need.
#[derive(Default)]
pub(super) struct Builder {
    make: Maker,
    blocks: Vec<Block>,
    notes: Vec<Note>,
    bookmarks: Vec<Bookmark>,
    numbered: u32,
    captions: u32,
}

impl Builder {
    fn add(&mut self, kind: &Kind) {
        let block = match kind {
            Kind::Paragraph { words, notes } => {
                let number = self.number();
                let mut paragraph = self.marked(Role::NumberedParagraph, 0, number, *words);
                for note in notes {
                    self.note(&mut paragraph, *note);
                }
                Block::Paragraph(paragraph)
            }
            Kind::Heading => self.heading(),
            Kind::List { items, words } => Block::List(List {
                items: self.items(Role::ListItem, *items, *words),
                format: NumberFormat::LowerLetter,
                span: Span::default(),
            }),
            Kind::Recommendations { items, words } => {
                let number = self.number();
                Block::Recommendations(Recommendations {
                    lead_in: Some(self.marked(Role::NumberedParagraph, 0, number, 5)),
                    items: self.items(Role::Recommendation, *items, *words),
                    span: Span::default(),
                })
            }
            Kind::Table { rows, columns, words, note } => self.table(*rows, *columns, *words, *note),
            Kind::Figure { height } => self.figure(*height),
            Kind::PageBreak => Block::PageBreak(Span::default()),
            Kind::Contents => self.contents(),
        };
        self.blocks.push(block);
    }

    pub(super) fn finish(self) -> Document {
        let part = Part {
            kind: PartKind::Body,
            blocks: self.blocks,
            new_page: false,
            orientation: crate::document::Orientation::Portrait,
            span: Span::default(),
        };
        Document {
            notes: self.notes,
            bookmarks: self.bookmarks,
            images: vec![Image { format: ImageFormat::Png, bytes: pixel(), width: 1, height: 1 }],
            ..plain(self.make, vec![part])
        }
    }

    fn number(&mut self) -> u32 {
        self.numbered += 1;
        self.numbered
    }

    fn bookmark(&mut self) -> BookmarkId {
        let name = format!("_mark_{}", self.bookmarks.len());
        self.bookmarks.push(Bookmark { name, number: NumberPlace::Marker });
        BookmarkId(self.bookmarks.len() as u32 - 1)
    }

    fn marked(&mut self, role: Role, level: u8, number: u32, words: usize) -> Paragraph {
        let mark = if level == 0 { format!("{number}.") } else { format!("({number})") };
        self.make.marked(role, ListId::PARAGRAPHS, level, number, &mark, &text(words))
    }

    fn note(&mut self, paragraph: &mut Paragraph, length: usize) {
        let id = NoteId(self.notes.len() as u32);
        paragraph.content.push(Inline::Note { note: id, span: Span::default() });
        paragraph.content.push(words(" and more words after the mark of the note."));
        let text = self.make.paragraph(Role::Note, &text(length));
        self.notes.push(Note {
            number: id.0 + 1,
            paragraphs: vec![text],
            span: Span::default(),
            origin: NoteOrigin::Author,
        });
    }

    fn heading(&mut self) -> Block {
        let mut paragraph = self.make.marked(Role::Heading(1), ListId::HEADINGS, 0, 1, "I.", &text(4));
        paragraph.bookmark = Some(self.bookmark());
        Block::Heading(Heading { level: 1, paragraph, budget: None })
    }

    fn items(&mut self, role: Role, count: usize, words: usize) -> Vec<ListItem> {
        (0..count as u32)
            .map(|at| {
                let first = self.marked(role, 1, at + 1, words);
                let second = self.make.paragraph(role, &text(words / 2 + 1));
                ListItem { blocks: vec![Block::Paragraph(first), Block::Paragraph(second)] }
            })
            .collect()
    }

    fn caption(&mut self, role: Role, label: &str) -> Caption {
        self.captions += 1;
        let bookmark = Some(self.bookmark());
        let paragraph = Paragraph { bookmark, ..self.make.paragraph(role, &text(6)) };
        Caption { label: label.into(), number: self.captions, paragraph, separator: ". ".into() }
    }

    fn table(&mut self, rows: usize, columns: usize, words: usize, note: bool) -> Block {
        let caption = Some(self.caption(Role::TableCaption, "Table"));
        let mut header: Vec<Cell> =
            (0..columns).map(|at| Cell::new(at, self.make.paragraph(Role::TableHead, &format!("head{at}")))).collect();
        if let (true, Some(first)) = (note, header.first_mut()) {
            self.note(&mut first.paragraph, 9);
        }
        let mut cells = |row: usize| -> Vec<Cell> {
            let mut cell = |at: usize| {
                let words = if at == 0 { words } else { 1 };
                let mut paragraph = self.make.paragraph(Role::TableCell, &text(words));
                if note && row == 0 {
                    self.note(&mut paragraph, 12);
                }
                Cell::new(at, paragraph)
            };
            (0..columns).map(&mut cell).collect()
        };
        let rows = (0..rows).map(&mut cells).collect();
        let column = Column { width: ColumnWidth::Share(1000), align: Align::Start };
        Block::Table(Table {
            number: Some(1),
            caption,
            direction: None,
            columns: vec![column; columns],
            header,
            rows,
            continued: Some("Table 1 (continued)".into()),
            ..Table::default()
        })
    }

    fn figure(&mut self, height: i64) -> Block {
        Block::Figure(Figure {
            id: self.make.id(),
            image: ImageId(0),
            alternative_text: "A grey square".into(),
            language: None,
            caption: Some(self.caption(Role::FigureCaption, "Figure")),
            below: Some(self.make.paragraph(Role::Source, &text(5))),
            width: Length::mm(100),
            height: Length::mm(height),
            span: Span::default(),
        })
    }

    fn contents(&mut self) -> Block {
        let targets = self.bookmarks.len() as u32;
        let entry = |target| ContentsEntry {
            paragraph: self.make.marked(Role::ContentsEntry(1), ListId::HEADINGS, 0, target + 1, "I.", &text(3)),
            target: BookmarkId(target),
        };
        Block::Contents(Contents { entries: (0..targets).map(entry).collect() })
    }
}

/// So many words, all short enough for any column.
fn text(words: usize) -> String {
    const WORDS: [&str; 7] = ["housing", "is", "not", "affordable", "in", "the", "districts"];
    let mut text: String = (0..words).map(|at| format!("{} ", WORDS[(at * 5 + words) % WORDS.len()])).collect();
    text.truncate(text.trim_end().len());
    text + "."
}
