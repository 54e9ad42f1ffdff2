//! Documents that between them use every part of a Word file.

use crate::document::sample::{self, Maker, words};
use crate::document::{
    Align, Block, Bookmark, BookmarkId, Clean, Column, ColumnWidth, Document, Figure, Format, Heading, Image,
    ImageFormat, ImageId, Inline, List, ListDefinition, ListId, ListItem, ListLevel, NumberFormat, NumberPlace,
    Paragraph, Part, PartKind, RefPiece, Role, Table,
};
use crate::facts::language::{Direction, Language, LanguageTag};
use crate::length::Length;
use crate::source::Span;

pub(super) const LISTS: ListId = ListId::PARAGRAPHS;

pub(super) fn part(kind: PartKind, blocks: Vec<Block>, new_page: bool) -> Part {
    Part { kind, blocks, new_page, orientation: crate::document::Orientation::Portrait, span: Span::default() }
}

pub(super) fn list(items: Vec<Vec<Block>>) -> Block {
    let items = items.into_iter().map(|blocks| ListItem { blocks }).collect();
    Block::List(List { items, format: NumberFormat::LowerLetter, span: Span::default() })
}

pub(super) fn reference(target: u32, text: &[RefPiece]) -> Inline {
    Inline::Reference {
        target: BookmarkId(target),
        text: text.to_vec(),
        format: Format::default(),
        span: Span::default(),
    }
}

pub(super) fn number(of: u32, shown: &str) -> RefPiece {
    RefPiece::Number { of: BookmarkId(of), shown: shown.into() }
}

/// Lists that begin anew, two annexes, references to numbers below numbers.
pub(super) fn counted() -> Document {
    let mut make = Maker::default();
    let numbered = |make: &mut Maker, number: u32, text: &str| {
        make.marked(Role::NumberedParagraph, LISTS, 0, number, &format!("{number}."), text)
    };
    let item = |make: &mut Maker, number: u32, text: &str| {
        let mark = format!("({})", char::from(b'a' + number as u8 - 1));
        make.marked(Role::ListItem, LISTS, 1, number, &mark, text)
    };
    let heading = |make: &mut Maker, level: u8, number: u32, mark: &str, text: &str| {
        let paragraph = make.marked(Role::Heading(level), ListId::HEADINGS, level - 1, number, mark, text);
        Heading { level, paragraph, budget: None }
    };
    let mut first_heading = heading(&mut make, 1, 1, "I.", "One");
    first_heading.paragraph.bookmark = Some(BookmarkId(0));
    let mut target = item(&mut make, 2, "second, the target;");
    target.bookmark = Some(BookmarkId(1));
    let mut pointing = numbered(&mut make, 2, "");
    pointing.content = vec![
        words("See para. "),
        reference(1, &[number(3, "1"), RefPiece::Words(" ".into()), number(1, "(b)")]),
        words(", that is "),
        reference(1, &[number(1, "(b)")]),
        words(", and annex "),
        reference(2, &[number(2, "II")]),
    ];
    let deep = make.marked(Role::ListItem, LISTS, 2, 1, "(i)", "a deep one");
    let mut above = numbered(&mut make, 1, "First:");
    above.bookmark = Some(BookmarkId(3));
    let body = vec![
        Block::Heading(first_heading),
        Block::Paragraph(above),
        list(vec![
            vec![
                Block::Paragraph(item(&mut make, 1, "first;")),
                Block::Paragraph(make.paragraph(Role::ListItem, "more of the first;")),
            ],
            vec![Block::Paragraph(target)],
        ]),
        Block::Paragraph(make.paragraph(Role::Paragraph, "Between two lists:")),
        list(vec![
            vec![Block::Paragraph(item(&mut make, 1, "anew;")), list(vec![vec![Block::Paragraph(deep)]])],
            vec![Block::Paragraph(item(&mut make, 2, "goes on."))],
        ]),
        Block::Paragraph(pointing),
        list(vec![vec![Block::Paragraph(item(&mut make, 1, "a third list."))]]),
        Block::Heading(heading(&mut make, 2, 1, "A.", "Below one")),
        Block::Paragraph(numbered(&mut make, 3, "Third.")),
        Block::Heading(heading(&mut make, 1, 2, "II.", "Two")),
        Block::Heading(heading(&mut make, 2, 1, "A.", "Below two")),
        list(vec![
            vec![Block::Paragraph(make.marked(Role::ListItem, ListId(2), 0, 1, "1)", "own list;"))],
            vec![Block::Paragraph(make.marked(Role::ListItem, ListId(2), 0, 2, "2)", "goes on;"))],
        ]),
        Block::Paragraph(numbered(&mut make, 4, "Fourth.")),
        list(vec![vec![Block::Paragraph(make.marked(Role::ListItem, ListId(2), 0, 1, "1)", "own list anew."))]]),
    ];
    let annex = |make: &mut Maker, number: u32, mark: &str| {
        let mut title = make.marked(Role::AnnexHeading, ListId(3), 0, number, mark, "Cases");
        title.bookmark = (number == 2).then_some(BookmarkId(2));
        let blocks = vec![
            Block::Heading(Heading { level: 1, paragraph: title, budget: None }),
            Block::Paragraph(numbered(make, 1, "First of the annex:")),
            list(vec![vec![Block::Paragraph(item(make, 1, "in the annex."))]]),
            Block::Paragraph(make.paragraph(Role::Paragraph, "Between:")),
            list(vec![vec![Block::Paragraph(item(make, 1, "anew in the annex."))]]),
            Block::Paragraph(numbered(make, 2, "Second of the annex.")),
        ];
        part(PartKind::Annex, blocks, true)
    };
    let summary = vec![
        Block::Heading(Heading { level: 1, paragraph: make.paragraph(Role::PartHeading, "Summary"), budget: None }),
        list(vec![vec![Block::Paragraph(item(&mut make, 1, "a list before any number."))]]),
    ];
    let annexes = [annex(&mut make, 1, "Annex I."), annex(&mut make, 2, "Annex II.")];
    let mut parts = vec![part(PartKind::Summary, summary, false), part(PartKind::Body, body, false)];
    parts.extend(annexes);
    let mut document = sample::document(make, parts);
    let level = |format, prefix: &str, suffix: &str, at: i64| ListLevel {
        format,
        prefix: prefix.into(),
        suffix: suffix.into(),
        marker_at: Length::mm(at),
        text_at: Length::mm(if at > 0 { at + 10 } else { 0 }),
        wrap_at: Length::mm(if at > 0 { at + 10 } else { 0 }),
    };
    document.lists.push(ListDefinition { levels: vec![level(NumberFormat::Decimal, "", ")", 12)] });
    document.lists.push(ListDefinition { levels: vec![level(NumberFormat::UpperRoman, "Annex ", ".", 0)] });
    let places = [
        ("_one", NumberPlace::Marker),
        ("_sub", NumberPlace::Marker),
        ("_annex", NumberPlace::Label),
        ("_above", NumberPlace::Marker),
    ];
    document.bookmarks = places.map(|(name, number)| Bookmark { name: name.into(), number }).to_vec();
    document
}

/// An Arabic report with everything that turns round.
pub(super) fn arabic() -> Document {
    let mut document = sample::everything();
    document.language = Language::Ar;
    document.direction = Direction::RightToLeft;
    document.page.header_start = "تقرير مواز".into();
    document.page.header_end = "الصين".into();
    document.page.marks = vec!["مسودة".into()];
    let translate = |text: &str| match text {
        "Housing and water" => "السكن والمياه".to_owned(),
        "Contents" => "المحتويات".to_owned(),
        "The State party should:" => {
            "ينبغي للدولة الطرف أن تقوم بما يلي، وفقا للمادة 11 من العهد E/C.12/CHN/CO/3 والفقرة 47 (ب):".to_owned()
        }
        "Publish rents;" => "نشر الإيجارات؛".to_owned(),
        "In towns;" => "في المدن؛".to_owned(),
        "District" => "المنطقة".to_owned(),
        "Rent" => "الإيجار".to_owned(),
        "Rents by district" => "الإيجارات حسب المنطقة".to_owned(),
        other => other.to_owned(),
    };
    each_paragraph(&mut document, &mut |paragraph| {
        for inline in &mut paragraph.content {
            if let Inline::Text { text, .. } = inline {
                *text = translate(text);
            }
        }
        if let Some(marker) = &mut paragraph.marker {
            marker.text = marker.text.replace("(a)", "(أ)").replace("(b)", "(ب)");
        }
    });
    document.lists[1].levels[1].format = NumberFormat::ArabicAlpha;
    document
}

fn each_paragraph(document: &mut Document, change: &mut impl FnMut(&mut Paragraph)) {
    fn blocks(list: &mut [Block], change: &mut impl FnMut(&mut Paragraph)) {
        for block in list {
            match block {
                Block::Paragraph(paragraph) => change(paragraph),
                Block::Heading(heading) => change(&mut heading.paragraph),
                Block::List(list) => list.items.iter_mut().for_each(|item| blocks(&mut item.blocks, change)),
                Block::Recommendations(list) => {
                    list.lead_in.iter_mut().for_each(&mut *change);
                    list.items.iter_mut().for_each(|item| blocks(&mut item.blocks, change));
                }
                Block::Quotation(quotation) => quotation.paragraphs.iter_mut().for_each(&mut *change),
                Block::Table(table) => {
                    table.caption.iter_mut().for_each(|caption| change(&mut caption.paragraph));
                    let cells = table.header.iter_mut().chain(table.rows.iter_mut().flatten());
                    cells.for_each(|cell| change(&mut cell.paragraph));
                }
                Block::Contents(contents) => {
                    contents.entries.iter_mut().for_each(|entry| change(&mut entry.paragraph));
                }
                Block::Figure(_) | Block::PageBreak(_) => {}
            }
        }
    }
    document.parts.iter_mut().for_each(|part| blocks(&mut part.blocks, change));
}

/// A cover, marks, a drawing, a table after a table, a paragraph in another direction.
pub(super) fn odd_pages() -> Document {
    let mut make = Maker::default();
    let table = |make: &mut Maker| {
        Block::Table(Table {
            number: None,
            caption: None,
            direction: None,
            columns: [Align::Start, Align::Center, Align::End]
                .map(|align| Column { width: ColumnWidth::Share(1000), align })
                .to_vec(),
            header: make.row(Role::TableHead, &["A", "B", "C"]),
            rows: vec![make.row(Role::TableCell, &["one", "two", ""])],
            ..Table::default()
        })
    };
    let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><circle cx="10" cy="10" r="9" fill="#369"/></svg>"##;
    let figure = |make: &mut Maker| {
        Block::Figure(Figure {
            below: None,
            id: make.id(),
            image: ImageId(0),
            alternative_text: "A disc".into(),
            language: None,
            caption: None,
            width: Length::mm(60),
            height: Length::mm(30),
            span: Span::default(),
        })
    };
    let cover = vec![
        Block::Paragraph(make.paragraph(Role::Title, "A report with a cover")),
        Block::Paragraph(make.paragraph(Role::TitleLine, "16 January 2026")),
    ];
    let mut arabic = make.paragraph(Role::Paragraph, "لكل شخص الحق في السكن (المادة 11)، وفي المياه.");
    arabic.language = LanguageTag::parse("ar");
    let mut mixed = make.paragraph(Role::Paragraph, "In Arabic: ");
    mixed.content.push(sample::formatted(
        "الحق في السكن، 11",
        Format { language: LanguageTag::parse("ar"), ..Format::default() },
    ));
    mixed.content.push(words(" and in Chinese: “住房权”。"));
    let body = vec![
        Block::Paragraph(arabic),
        Block::Paragraph(mixed),
        table(&mut make),
        table(&mut make),
        figure(&mut make),
        figure(&mut make),
        Block::PageBreak(Span::default()),
        table(&mut make),
    ];
    let parts = vec![part(PartKind::Cover, cover, false), part(PartKind::Body, body, true)];
    let image = Image { format: ImageFormat::Svg, bytes: Clean::new(svg).expect("a drawing"), width: 40, height: 20 };
    let mut document = sample::document(make, parts);
    document.images = vec![image];
    document.page.marks = vec!["DRAFT".into(), "CONFIDENTIAL".into()];
    document
}

pub(super) fn all() -> [Document; 4] {
    [sample::everything(), counted(), arabic(), odd_pages()]
}
