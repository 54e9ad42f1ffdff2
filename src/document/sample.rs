//! A small document with every block, for the unit tests of the stages that read documents.

use super::{
    Align, Block, Bookmark, BookmarkId, Caption, Cell, Clean, Column, ColumnWidth, ContentId, Contents, ContentsEntry,
    Document, Figure, FooterPiece, Format, Heading, Image, ImageFormat, ImageId, Inline, LinkId, LinkTarget, List,
    ListDefinition, ListId, ListItem, ListLevel, Marker, Metadata, Note, NoteId, NoteOrigin, NumberFormat, NumberPlace,
    PageSetup, Paragraph, Part, PartKind, Quotation, Recommendations, RefPiece, Role, StyleSheet, Table,
};
use crate::facts::language::{Direction, Language, LanguageTag, NoteMark};
use crate::facts::profile::Typography;
use crate::length::Length;
use crate::source::Span;

/// A PNG of one grey pixel.
pub(crate) const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0,
    0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// [`PIXEL`], ready to be written.
pub(crate) fn pixel() -> Clean {
    Clean::new(PIXEL).expect("a whole picture")
}

/// Makes paragraphs with fresh ids.
#[derive(Default)]
pub(crate) struct Maker {
    next: u32,
}

impl Maker {
    pub(crate) fn id(&mut self) -> ContentId {
        self.next += 1;
        ContentId(self.next - 1)
    }

    /// The cells of a row, one in each column.
    pub(crate) fn row(&mut self, role: Role, texts: &[&str]) -> Vec<Cell> {
        texts.iter().enumerate().map(|(column, text)| Cell::new(column, self.paragraph(role, text))).collect()
    }

    pub(crate) fn paragraph(&mut self, role: Role, text: &str) -> Paragraph {
        let content = if text.is_empty() { vec![] } else { vec![words(text)] };
        Paragraph {
            id: self.id(),
            role,
            marker: None,
            content,
            language: None,
            bookmark: None,
            articles: vec![],
            span: Span::default(),
        }
    }

    pub(crate) fn marked(
        &mut self,
        role: Role,
        list: ListId,
        level: u8,
        number: u32,
        mark: &str,
        text: &str,
    ) -> Paragraph {
        let marker = Some(Marker { list, level, number, text: mark.into() });
        Paragraph { marker, ..self.paragraph(role, text) }
    }
}

/// Words in the paragraph's own format.
pub(crate) fn words(text: &str) -> Inline {
    formatted(text, Format::default())
}

/// Words in a format.
pub(crate) fn formatted(text: &str, format: Format) -> Inline {
    Inline::Text { text: text.into(), format, span: Span::default() }
}

/// The two list definitions every document has.
pub(crate) fn lists() -> Vec<ListDefinition> {
    let level = |format, prefix: &str, suffix: &str, marker_at, text_at, wrap_at| ListLevel {
        format,
        prefix: prefix.into(),
        suffix: suffix.into(),
        marker_at: Length::mm(marker_at),
        text_at: Length::mm(text_at),
        wrap_at: Length::mm(wrap_at),
    };
    vec![
        ListDefinition {
            levels: vec![
                level(NumberFormat::UpperRoman, "", ".", 0, 12, 12),
                level(NumberFormat::UpperLetter, "", ".", 0, 12, 12),
                level(NumberFormat::Decimal, "", ".", 0, 12, 12),
                level(NumberFormat::LowerLetter, "(", ")", 0, 12, 12),
                level(NumberFormat::LowerRoman, "(", ")", 0, 12, 12),
            ],
        },
        ListDefinition {
            levels: vec![
                level(NumberFormat::Decimal, "", ".", 0, 12, 0),
                level(NumberFormat::LowerLetter, "(", ")", 12, 22, 22),
                level(NumberFormat::LowerRoman, "(", ")", 22, 32, 32),
                level(NumberFormat::Bullet('–'), "", "", 32, 40, 40),
            ],
        },
    ]
}

/// A document of the given parts, with the lists of [`lists`] and a plain page.
pub(crate) fn document(maker: Maker, parts: Vec<Part>) -> Document {
    Document {
        language: Language::En,
        note_mark: NoteMark::After,
        direction: Direction::LeftToRight,
        metadata: Metadata {
            title: "A sample".into(),
            authors: vec!["Example Rights Network".into()],
            subject: "Committee on Economic, Social and Cultural Rights".into(),
            keywords: vec!["housing".into()],
            date: Some(jiff::civil::date(2026, 1, 16)),
            identifier: "00112233445566778899aabbccddeeff".into(),
        },
        page: PageSetup {
            width: Length::mm(210),
            height: Length::mm(297),
            margin_top: Length::mm(25),
            margin_bottom: Length::mm(25),
            margin_left: Length::mm(25),
            margin_right: Length::mm(25),
            header_start: "A sample".into(),
            header_end: "China".into(),
            marks: vec![],
            footer: vec![
                FooterPiece::Text("Page ".into()),
                FooterPiece::Page,
                FooterPiece::Text(" of ".into()),
                FooterPiece::Pages,
            ],
        },
        parts,
        notes: vec![],
        links: vec![],
        bookmarks: vec![],
        images: vec![],
        lists: lists(),
        styles: StyleSheet::new(Typography { size: Length::pt(12), note_size: Length::pt(9), line_spacing: 1000 }),
        content_count: maker.next,
    }
}

/// A document with every block and inline.
pub(crate) fn everything() -> Document {
    let mut make = Maker::default();
    let part = |kind, blocks, new_page| Part {
        kind,
        blocks,
        new_page,
        orientation: crate::document::Orientation::Portrait,
        span: Span::default(),
    };
    let title = vec![
        Block::Paragraph(make.paragraph(Role::Addressee, "Committee on Economic, Social and Cultural Rights")),
        Block::Paragraph(make.paragraph(Role::Title, "A sample of every block")),
        Block::Paragraph(make.paragraph(Role::Subtitle, "For the tests")),
        Block::Paragraph(make.paragraph(Role::TitleLine, "Submitted by Example Rights Network")),
    ];
    let contents = vec![
        Block::Heading(Heading { level: 1, paragraph: make.paragraph(Role::PartHeading, "Contents"), budget: None }),
        Block::Contents(Contents {
            entries: vec![ContentsEntry {
                paragraph: make.marked(Role::ContentsEntry(1), ListId::HEADINGS, 0, 1, "I.", "Housing and water"),
                target: BookmarkId(0),
            }],
        }),
    ];
    let mut heading = make.marked(Role::Heading(1), ListId::HEADINGS, 0, 1, "I.", "Housing and water");
    heading.bookmark = Some(BookmarkId(0));
    let mut first = make.marked(Role::NumberedParagraph, ListId::PARAGRAPHS, 0, 1, "1.", "");
    first.bookmark = Some(BookmarkId(1));
    first.content = vec![
        words("Prices rose in all districts that were visited, and the rise was "),
        formatted("steepest", Format { strong: true, ..Format::default() }),
        words(" where rents are "),
        formatted("de facto", Format { emphasis: true, ..Format::default() }),
        words(" free; see "),
        formatted("the survey", Format { link: Some(LinkId(0)), ..Format::default() }),
        words("."),
        Inline::Note { note: NoteId(0), span: Span::default() },
        words(" The word "),
        formatted("logement", Format { language: LanguageTag::parse("fr"), ..Format::default() }),
        words(" is French, and para. "),
        Inline::Reference {
            target: BookmarkId(2),
            text: vec![RefPiece::Number { of: BookmarkId(2), shown: "2".into() }],
            format: Format::default(),
            span: Span::default(),
        },
        words(" says more."),
        Inline::LineBreak,
        words("A new line."),
    ];
    let mut second = make.marked(Role::NumberedParagraph, ListId::PARAGRAPHS, 0, 2, "2.", "The State party should:");
    second.bookmark = Some(BookmarkId(2));
    let nested = Block::List(List {
        items: vec![ListItem {
            blocks: vec![Block::Paragraph(make.marked(Role::ListItem, ListId::PARAGRAPHS, 2, 1, "(i)", "In towns;"))],
        }],
        format: NumberFormat::LowerRoman,
        span: Span::default(),
    });
    let items = vec![
        ListItem {
            blocks: vec![
                Block::Paragraph(make.marked(Role::ListItem, ListId::PARAGRAPHS, 1, 1, "(a)", "Publish rents;")),
                nested,
            ],
        },
        ListItem {
            blocks: vec![Block::Paragraph(make.marked(Role::ListItem, ListId::PARAGRAPHS, 1, 2, "(b)", "Limit them."))],
        },
    ];
    let list = Block::List(List { items, format: NumberFormat::LowerLetter, span: Span::default() });
    let recommendations = Block::Recommendations(Recommendations {
        lead_in: Some(make.marked(Role::NumberedParagraph, ListId::PARAGRAPHS, 0, 3, "3.", "We recommend that it:")),
        items: vec![ListItem {
            blocks: vec![Block::Paragraph(make.marked(
                Role::Recommendation,
                ListId::PARAGRAPHS,
                1,
                1,
                "(a)",
                "Build houses.",
            ))],
        }],
        span: Span::default(),
    });
    let quotation = Block::Quotation(Quotation {
        paragraphs: vec![make.paragraph(Role::Quotation, "Everyone has the right to adequate housing.")],
        source: Some(make.paragraph(Role::QuotationSource, "General comment No. 4")),
        span: Span::default(),
    });
    let mut caption = make.paragraph(Role::TableCaption, "Rents by district");
    caption.bookmark = Some(BookmarkId(3));
    let table = Block::Table(Table {
        number: Some(1),
        caption: Some(Caption { label: "Table".into(), number: 1, paragraph: caption, separator: ". ".into() }),
        direction: None,
        columns: vec![
            Column { width: ColumnWidth::Share(2000), align: Align::Start },
            Column { width: ColumnWidth::Fixed(Length::mm(30)), align: Align::Decimal },
        ],
        header: make.row(Role::TableHead, &["District", "Rent"]),
        rows: [["North", "12.5"], ["South", "9.25"]].map(|row| make.row(Role::TableCell, &row)).to_vec(),
        ..Table::default()
    });
    let figure = Block::Figure(Figure {
        id: make.id(),
        image: ImageId(0),
        alternative_text: "A grey square".into(),
        language: None,
        caption: Some(Caption {
            label: "Figure".into(),
            number: 1,
            paragraph: make.paragraph(Role::FigureCaption, "A square"),
            separator: ". ".into(),
        }),
        below: None,
        width: Length::mm(40),
        height: Length::mm(40),
        span: Span::default(),
    });
    let plain = Block::Paragraph(make.paragraph(Role::Paragraph, "A paragraph without a number."));
    let body = vec![
        Block::Heading(Heading { level: 1, paragraph: heading, budget: None }),
        Block::Paragraph(first),
        Block::Paragraph(second),
        list,
        recommendations,
        quotation,
        table,
        figure,
        Block::PageBreak(Span::default()),
        plain,
    ];
    let note = Note {
        number: 1,
        paragraphs: vec![make.paragraph(Role::Note, "E/C.12/CHN/CO/3, para. 47.")],
        span: Span::default(),
        origin: NoteOrigin::Author,
    };
    let annex = vec![
        Block::Heading(Heading {
            level: 1,
            paragraph: make.paragraph(Role::AnnexHeading, "Annex. List of cases"),
            budget: None,
        }),
        Block::Paragraph(make.marked(Role::NumberedParagraph, ListId::PARAGRAPHS, 0, 1, "1.", "A case.")),
    ];
    let parts = vec![
        part(PartKind::Title, title, false),
        part(PartKind::Contents, contents, false),
        part(PartKind::Body, body, false),
        part(PartKind::Annex, annex, true),
    ];
    Document {
        notes: vec![note],
        links: vec![LinkTarget::Address("https://example.org/survey".into())],
        bookmarks: ["_heading_1", "_paragraph_1", "_paragraph_2", "_table_1"]
            .map(|name| Bookmark { name: name.into(), number: NumberPlace::Marker })
            .to_vec(),
        images: vec![Image { format: ImageFormat::Png, bytes: pixel(), width: 1, height: 1 }],
        ..document(make, parts)
    }
}
