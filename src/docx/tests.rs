//! Whole packages: what holds for every file, and documents whose lists, directions and pages are hard.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Comment, Given, Place};
use crate::document::sample::{self, Maker, words};
use crate::document::{
    Align, Block, Bookmark, BookmarkId, Cell, Clean, Column, ColumnWidth, Document, Figure, Format, Heading, Image,
    ImageFormat, ImageId, Inline, LinkId, List, ListDefinition, ListId, ListItem, ListLevel, NoteId, NumberFormat,
    Paragraph, Part, PartKind, Role, Table,
};
use crate::error::Error;
use crate::fonts::Fonts;
use crate::language::{Direction, Language, LanguageTag};
use crate::length::Length;
use crate::picture::Drawings;
use crate::source::Span;

const LISTS: ListId = ListId::PARAGRAPHS;

fn write(document: &Document, pages: &BTreeMap<BookmarkId, u32>) -> Result<Vec<u8>, Error> {
    let drawings = Drawings::new(&Fonts::embedded());
    super::write(document, &Given { contents_pages: pages, words: 123, comments: &[], drawings: &drawings })
}

fn package(document: &Document) -> ZipArchive<Cursor<Vec<u8>>> {
    let bytes = write(document, &[(BookmarkId(0), 3)].into()).expect("a sound document");
    ZipArchive::new(Cursor::new(bytes)).expect("a zip file")
}

fn read(document: &Document, name: &str) -> String {
    let mut text = String::new();
    package(document).by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

/// The values of an attribute of an element, in order.
fn values<'a>(xml: &'a str, element: &str, attribute: &str) -> Vec<&'a str> {
    let open = format!("<{element} ");
    let key = format!("{attribute}=\"");
    xml.split(open.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('>').next()?.split(key.as_str()).nth(1)?.split('"').next())
        .collect()
}

fn part(kind: PartKind, blocks: Vec<Block>, new_page: bool) -> Part {
    Part { kind, blocks, new_page, span: Span::default() }
}

fn list(items: Vec<Vec<Block>>) -> Block {
    let items = items.into_iter().map(|blocks| ListItem { blocks }).collect();
    Block::List(List { items, format: NumberFormat::LowerLetter, span: Span::default() })
}

fn restarted(mut paragraph: Paragraph) -> Paragraph {
    paragraph.marker.iter_mut().for_each(|marker| marker.restart = true);
    paragraph
}

fn reference(target: u32, text: &str) -> Inline {
    Inline::Reference {
        target: BookmarkId(target),
        text: text.into(),
        format: Format::default(),
        span: Span::default(),
    }
}

/// Lists that begin anew, two annexes, references to numbers below numbers.
fn counted() -> Document {
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
        Heading { level, paragraph }
    };
    let mut first_heading = heading(&mut make, 1, 1, "I.", "One");
    first_heading.paragraph.bookmark = Some(BookmarkId(0));
    let mut target = item(&mut make, 2, "second, the target;");
    target.bookmark = Some(BookmarkId(1));
    let mut pointing = numbered(&mut make, 2, "");
    pointing.content = vec![
        words("See para. "),
        reference(1, "1 (b)"),
        words(", that is "),
        reference(1, "(b)"),
        words(", and annex "),
        reference(2, "II"),
    ];
    let deep = make.marked(Role::ListItem, LISTS, 2, 1, "(i)", "a deep one");
    let body = vec![
        Block::Heading(first_heading),
        Block::Paragraph(numbered(&mut make, 1, "First:")),
        list(vec![
            vec![
                Block::Paragraph(item(&mut make, 1, "first;")),
                Block::Paragraph(make.paragraph(Role::ListItem, "more of the first;")),
            ],
            vec![Block::Paragraph(target)],
        ]),
        Block::Paragraph(make.paragraph(Role::Paragraph, "Between two lists:")),
        list(vec![
            vec![Block::Paragraph(restarted(item(&mut make, 1, "anew;"))), list(vec![vec![Block::Paragraph(deep)]])],
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
        list(vec![vec![Block::Paragraph(restarted(make.marked(
            Role::ListItem,
            ListId(2),
            0,
            1,
            "1)",
            "own list anew.",
        )))]]),
    ];
    let annex = |make: &mut Maker, number: u32, mark: &str| {
        let mut title = make.marked(Role::AnnexHeading, ListId(3), 0, number, mark, "Cases");
        title.bookmark = (number == 2).then_some(BookmarkId(2));
        let blocks = vec![
            Block::Heading(Heading { level: 1, paragraph: title }),
            Block::Paragraph(restarted(numbered(make, 1, "First of the annex:"))),
            list(vec![vec![Block::Paragraph(item(make, 1, "in the annex."))]]),
            Block::Paragraph(make.paragraph(Role::Paragraph, "Between:")),
            list(vec![vec![Block::Paragraph(restarted(item(make, 1, "anew in the annex.")))]]),
            Block::Paragraph(numbered(make, 2, "Second of the annex.")),
        ];
        part(PartKind::Annex, blocks, true)
    };
    let summary = vec![
        Block::Heading(Heading { level: 1, paragraph: make.paragraph(Role::PartHeading, "Summary") }),
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
    document.bookmarks = ["_one", "_sub", "_annex"].map(|name| Bookmark { name: name.into() }).to_vec();
    document
}

/// An Arabic report with everything that turns round.
fn arabic() -> Document {
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
fn odd_pages() -> Document {
    let mut make = Maker::default();
    let cell = |make: &mut Maker, role, text: &str| Cell { paragraph: make.paragraph(role, text) };
    let table = |make: &mut Maker| {
        Block::Table(Table {
            number: None,
            caption: None,
            direction: None,
            columns: [Align::Start, Align::Center, Align::End]
                .map(|align| Column { width: ColumnWidth::Share(1000), align })
                .to_vec(),
            header: ["A", "B", "C"].map(|text| cell(make, Role::TableHead, text)).to_vec(),
            rows: vec![["one", "two", ""].map(|text| cell(make, Role::TableCell, text)).to_vec()],
            span: Span::default(),
        })
    };
    let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><circle cx="10" cy="10" r="9" fill="#369"/></svg>"##;
    let figure = |make: &mut Maker| {
        Block::Figure(Figure {
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
    let image = Image {
        format: ImageFormat::Svg,
        bytes: Clean::new(ImageFormat::Svg, svg).expect("a drawing"),
        width: 40,
        height: 20,
    };
    let mut document = sample::document(make, parts);
    document.images = vec![image];
    document.page.marks = vec!["DRAFT".into(), "CONFIDENTIAL".into()];
    document
}

fn all() -> [Document; 4] {
    [sample::everything(), counted(), arabic(), odd_pages()]
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in all() {
        let first = write(&document, &[].into()).expect("a sound document");
        assert_eq!(first, write(&document, &[].into()).expect("a sound document"));
    }
}

#[test]
fn the_container_tells_nothing_of_time_and_has_attributes_and_types_first() {
    for document in all() {
        let mut zip = package(&document);
        for at in 0..zip.len() {
            let file = zip.by_index(at).expect("a file");
            assert_eq!(file.unix_mode(), Some(0o100_644), "{}", file.name());
            assert_eq!(file.last_modified(), Some(zip::DateTime::default()));
            assert_eq!(at == 0, file.name() == "[Content_Types].xml");
        }
    }
}

#[test]
fn every_style_list_note_place_and_relationship_that_is_used_exists() {
    for document in all() {
        let styles = read(&document, "word/styles.xml");
        let numbering = read(&document, "word/numbering.xml");
        let defined: BTreeSet<&str> = values(&styles, "w:style", "w:styleId").into_iter().collect();
        let nums: BTreeSet<&str> = values(&numbering, "w:num", "w:numId").into_iter().collect();
        let body = read(&document, "word/document.xml");
        let relationships = read(&document, "word/_rels/document.xml.rels");
        let ids = values(&relationships, "Relationship", "Id");
        for element in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
            for style in values(&body, element, "w:val") {
                assert!(defined.contains(style), "{style}");
            }
        }
        for based in values(&styles, "w:basedOn", "w:val").into_iter().chain(values(&styles, "w:next", "w:val")) {
            assert!(defined.contains(based), "{based}");
        }
        for num in values(&body, "w:numId", "w:val").into_iter().chain(values(&styles, "w:numId", "w:val")) {
            assert!(num == "0" || nums.contains(num), "{num}");
        }
        let names = values(&body, "w:bookmarkStart", "w:name");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        let mut starts = values(&body, "w:bookmarkStart", "w:id");
        let mut ends = values(&body, "w:bookmarkEnd", "w:id");
        starts.sort_unstable();
        ends.sort_unstable();
        assert_eq!(starts, ends);
        for anchor in values(&body, "w:hyperlink", "w:anchor") {
            assert!(names.contains(&anchor), "{anchor}");
        }
        for field in body.split("REF ").skip(1) {
            assert!(names.contains(&field.split(' ').next().unwrap_or_default()), "{field:.30}");
        }
        for attribute in ["r:id", "r:embed"] {
            for element in ["w:hyperlink", "w:headerReference", "w:footerReference", "a:blip", "asvg:svgBlip"] {
                assert!(values(&body, element, attribute).iter().all(|id| ids.contains(id)), "{element}");
            }
        }
    }
}

#[test]
fn notes_begin_after_the_separators_and_each_mark_has_its_note() {
    let document = sample::everything();
    let notes = read(&document, "word/footnotes.xml");
    assert_eq!(values(&notes, "w:footnote", "w:id"), ["-1", "0", "1"]);
    assert_eq!(values(&read(&document, "word/document.xml"), "w:footnoteReference", "w:id"), ["1"]);
}

#[test]
fn a_place_note_or_list_that_does_not_exist_is_refused() {
    let mut make = Maker::default();
    let mut refused = |inline: Inline| {
        let mut paragraph = make.paragraph(Role::Paragraph, "");
        paragraph.content = vec![inline];
        let body = part(PartKind::Body, vec![Block::Paragraph(paragraph)], false);
        write(&sample::document(Maker::default(), vec![body]), &[].into()).is_err()
    };
    assert!(refused(reference(0, "1")));
    assert!(refused(Inline::Note { note: NoteId(0), span: Span::default() }));
    assert!(refused(sample::formatted("x", Format { link: Some(LinkId(0)), ..Format::default() })));
    assert!(!refused(words("x")));
}

#[test]
fn a_number_below_a_number_is_a_field_for_each() {
    let body = read(&counted(), "word/document.xml");
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r><w:r><w:fldChar \
             w:fldCharType=\"separate\"/></w:r><w:r><w:t xml:space=\"preserve\">{result}</w:t>"
        )
    };
    let above = values(&body, "w:bookmarkStart", "w:name").into_iter().find(|name| name.starts_with("_number_"));
    let above = above.expect("the paragraph above is marked");
    assert!(body.contains(&field(&format!("REF {above} \\n \\h"), "1")));
    assert!(body.contains(&field("REF _sub \\n \\h", "(b)")));
    assert!(body.contains(&field("REF _annex \\h", "II")));
}

#[test]
fn an_annex_is_counted_by_a_field_that_references_can_take_alone() {
    let body = read(&counted(), "word/document.xml");
    assert_eq!(body.matches(" SEQ Annex \\* ROMAN ").count(), 2);
    let number = body.split("w:name=\"_annex\"/>").nth(1).and_then(|rest| rest.split("<w:bookmarkEnd").next());
    assert!(number.is_some_and(|number| number.contains(" SEQ ") && number.contains(">II</w:t>")), "{number:?}");
    assert_eq!(body.matches("w:name=\"_annex\"").count(), 1);
}

#[test]
fn a_place_that_nothing_points_at_is_not_marked() {
    let body = read(&counted(), "word/document.xml");
    assert!(!body.contains("_one") && body.contains("_sub"));
}

#[test]
fn no_paragraph_has_formatting_of_its_own() {
    // Style, number, page break, direction and language, the mark's direction, section: none of them is a look.
    let allowed = [
        "w:pStyle",
        "w:numPr",
        "w:ilvl",
        "w:numId",
        "w:pageBreakBefore",
        "w:bidi",
        "w:rPr",
        "w:rtl",
        "w:lang",
        "w:sectPr",
    ];
    for document in all() {
        for part in ["word/document.xml", "word/footnotes.xml"] {
            if part.contains("notes") && document.notes.is_empty() {
                continue;
            }
            let xml = read(&document, part);
            for properties in xml.split("<w:pPr>").skip(1) {
                let own = properties.split("</w:pPr>").next().unwrap_or_default();
                let own = own.split("<w:sectPr>").next().unwrap_or_default();
                for element in own.split('<').skip(1).filter(|element| !element.starts_with('/')) {
                    let name = element.split([' ', '/', '>']).next().unwrap_or_default();
                    assert!(allowed.contains(&name), "{name} in {own}");
                }
            }
        }
    }
}

#[test]
fn what_a_style_of_the_gallery_does_not_say_is_a_style_based_on_it() {
    let mut make = Maker::default();
    let numbered = |make: &mut Maker, text: &str| make.marked(Role::NumberedParagraph, LISTS, 0, 1, "1.", text);
    let mut heading = |level: u8, number: Option<u32>| {
        let paragraph = match number {
            Some(number) => make.marked(Role::Heading(level), ListId::HEADINGS, level - 1, number, "I.", "With"),
            None => make.paragraph(Role::Heading(level), "Without"),
        };
        Block::Heading(Heading { level, paragraph })
    };
    let mut blocks = vec![heading(1, Some(1)), heading(1, None)];
    blocks.push(Block::Paragraph(numbered(&mut make, "It follows:")));
    blocks.push(list(vec![vec![Block::Paragraph(make.marked(Role::ListItem, LISTS, 1, 1, "(a)", "one"))]]));
    let document = sample::document(make, vec![part(PartKind::Body, blocks, false)]);
    let (styles, body) = (read(&document, "word/styles.xml"), read(&document, "word/document.xml"));
    let used = values(&body, "w:pStyle", "w:val");
    assert_eq!(used, ["Heading1", "Heading1Unnumbered", "NumberedParagraphLeadIn", "SubParagraph"]);
    let style = |id: &str| {
        let found = styles.split("<w:style ").find(|style| style.contains(&format!("w:styleId=\"{id}\"")));
        found.unwrap_or_else(|| panic!("{id} is not defined"))
    };
    let unnumbered = style("Heading1Unnumbered");
    assert!(!unnumbered.contains("w:numPr") && unnumbered.contains("<w:outlineLvl w:val=\"0\"/>"), "{unnumbered}");
    let lead_in = style("NumberedParagraphLeadIn");
    assert!(lead_in.contains("<w:basedOn w:val=\"NumberedParagraph\"/>") && lead_in.contains("<w:keepNext/>"));
    assert!(!styles.contains("BodyTextLeadIn"), "what is not used is not written");
}

#[test]
fn a_reference_to_a_heading_with_its_number_in_words_takes_it_from_there() {
    let mut make = Maker::default();
    let mut title = make.paragraph(Role::AnnexHeading, "Annex II. Part I");
    title.bookmark = Some(BookmarkId(0));
    let mut pointing = make.paragraph(Role::Paragraph, "see annex ");
    pointing.content.push(reference(0, "II"));
    let blocks = vec![Block::Paragraph(pointing), Block::Heading(Heading { level: 1, paragraph: title })];
    let mut document = sample::document(make, vec![part(PartKind::Annex, blocks, false)]);
    document.bookmarks = vec![Bookmark { name: "_annex".into() }];
    let body = read(&document, "word/document.xml");
    let word = body.split("w:name=\"_number_0\"/>").nth(1).and_then(|rest| rest.split("<w:bookmarkEnd").next());
    assert_eq!(word, Some("<w:r><w:t xml:space=\"preserve\">II</w:t></w:r>"));
    assert!(body.contains(" REF _number_0 \\h "));
}

#[test]
fn each_list_that_begins_anew_has_an_instance_with_its_start() {
    let numbering = read(&counted(), "word/numbering.xml");
    let overrides = values(&numbering, "w:startOverride", "w:val");
    let levels = values(&numbering, "w:lvlOverride", "w:ilvl");
    assert!(overrides.iter().all(|start| *start == "1"));
    // The first paragraph after a list that came before it; the second list; the own list; twice in each annex.
    assert_eq!(levels, ["0", "1", "0", "0", "1", "0", "1"]);
    assert_eq!(values(&numbering, "w:abstractNum", "w:abstractNumId"), ["0", "1", "2"], "a field counts the annexes");
}

#[test]
fn a_cover_has_no_header_and_its_page_is_not_counted() {
    let document = odd_pages();
    let body = read(&document, "word/document.xml");
    let sections: Vec<&str> = body.split("<w:sectPr>").skip(1).collect();
    let [cover, text] = sections[..] else { panic!("two sections") };
    assert!(!cover.split("</w:sectPr>").next().unwrap_or_default().contains("Reference"));
    assert!(text.contains("<w:headerReference") && text.contains("<w:pgNumType w:start=\"1\"/>"));
    assert!(read(&document, "word/footer1.xml").contains(" SECTIONPAGES "));
    assert_eq!(body.matches("<w:pageBreakBefore/>").count(), 1);
}

#[test]
fn every_cell_ends_in_a_paragraph_and_every_table_is_followed_by_one() {
    for document in all() {
        let body = read(&document, "word/document.xml");
        assert_eq!(body.matches("</w:tc>").count(), body.matches("</w:p></w:tc>").count());
        assert!(body.split("</w:tbl>").skip(1).all(|after| after.starts_with("<w:p>")));
    }
}

#[test]
fn a_heading_after_a_table_needs_no_empty_line_between_them() {
    let empty = "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Spacer\"/>";
    let spacers = |document: &Document| read(document, "word/document.xml").matches(empty).count();
    let mut document = odd_pages();
    assert_eq!(spacers(&document), 2, "between two tables and at the end, but not before a figure");
    let mut make = Maker::default();
    let heading = Heading { level: 1, paragraph: make.paragraph(Role::Heading(1), "After a table") };
    document.parts[1].blocks.insert(3, Block::Heading(heading));
    assert_eq!(spacers(&document), 1);
}

#[test]
fn decimals_of_an_arabic_table_stand_in_line_at_the_end_of_their_column() {
    let mut document = arabic();
    let mut make = Maker::default();
    let mut cell = |role, text: &str| Cell { paragraph: make.paragraph(role, text) };
    let table = Table {
        number: None,
        caption: None,
        direction: None,
        columns: vec![Column { width: ColumnWidth::Fixed(Length::mm(40)), align: Align::Decimal }],
        header: vec![cell(Role::TableHead, "الحصة")],
        rows: ["8.5", "91.25", "غير معروف", "–"].map(|text| vec![cell(Role::TableCell, text)]).to_vec(),
        span: Span::default(),
    };
    document.parts[0].blocks.push(Block::Table(table));
    let body = read(&document, "word/document.xml");
    let cells = body.split("الحصة").next().expect("a head").len();
    let styles: Vec<&str> = values(&body[cells..], "w:pStyle", "w:val").into_iter().take(4).collect();
    let [first, second, words, dash] = styles.as_slice() else { panic!("four cells") };
    let from_right = |style: &str| style.strip_prefix("TableTextEnding").and_then(|at| at.parse::<i64>().ok());
    // A digit of 11 pt is 5.5 pt wide.
    let difference = |one: &str, two: &str| from_right(one).zip(from_right(two)).map(|(one, two)| one - two);
    assert_eq!(difference(first, second), Some(110), "{styles:?}");
    assert_eq!(difference(dash, first), Some(165), "it ends where the decimal signs stand: {styles:?}");
    assert!(from_right(second).is_some_and(|right| right > 1000), "{styles:?}");
    assert_eq!(*words, "TableTextEnd");
    assert!(body.contains("<w:pStyle w:val=\"TableHeadEnd\"/>"));
}

#[test]
fn arabic_is_right_to_left_in_styles_paragraphs_tables_and_section() {
    let document = arabic();
    assert!(read(&document, "word/styles.xml").contains("<w:widowControl/><w:bidi/>"));
    let body = read(&document, "word/document.xml");
    assert!(body.contains("<w:bidiVisual/>") && body.contains("<w:bidi/></w:sectPr>"));
    assert!(body.contains("<w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">نشر الإيجارات؛</w:t>"));
    assert!(read(&document, "word/numbering.xml").contains("arabicAlpha"));
}

#[test]
fn the_file_says_what_the_report_says_and_nothing_else() {
    let mut document = sample::everything();
    let core = read(&document, "docProps/core.xml");
    for told in ["<dc:creator>Example Rights Network<", ">2026-01-16T00:00:00Z<", "<dc:language>en-GB<"] {
        assert!(core.contains(told), "{told}");
    }
    document.metadata.date = None;
    assert!(!read(&document, "docProps/core.xml").contains("dcterms:W3CDTF"));
}

/// The parts of the sample with comments.
fn commented(comments: &[Comment]) -> Result<(String, String), Error> {
    let drawings = Drawings::new(&Fonts::embedded());
    let pages = BTreeMap::new();
    let given = Given { contents_pages: &pages, words: 1, comments, drawings: &drawings };
    let bytes = super::write(&sample::everything(), &given)?;
    let mut package = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut read = |name: &str| {
        let mut text = String::new();
        package.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
        text
    };
    Ok((read("word/document.xml"), read("word/comments.xml")))
}

#[test]
fn comments_stand_around_the_words_they_speak_of_and_carry_no_date() {
    let sample = sample::everything();
    let mut ids = vec![];
    crate::document::text::for_each_paragraph(&sample, |_, paragraph| {
        if paragraph
            .content
            .first()
            .is_some_and(|inline| matches!(inline, Inline::Text { text, .. } if text.starts_with("Prices")))
        {
            ids.push(paragraph.id);
        }
    });
    let comment =
        |words| Comment { place: Place { content: ids[0], words }, lines: vec!["One.".into(), "Two.".into()] };
    let (body, part) = commented(&[comment(Some((0, 7..11))), comment(None)]).expect("both have their place");
    let word = body
        .split("<w:commentRangeStart w:id=\"0\"/>")
        .nth(1)
        .and_then(|rest| rest.split("<w:commentRangeEnd w:id=\"0\"/>").next());
    assert_eq!(word, Some("<w:r><w:t xml:space=\"preserve\">rose</w:t></w:r>"));
    for id in ["0", "1"] {
        for element in ["w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"] {
            assert_eq!(
                values(&body, element, "w:id").iter().filter(|known| **known == id).count(),
                1,
                "{element} {id}"
            );
        }
    }
    assert_eq!(values(&part, "w:comment", "w:author"), ["assemble", "assemble"]);
    assert!(!part.contains("w:date"));
    let nowhere = Place { content: crate::document::ContentId(9_999), words: None };
    assert!(commented(&[Comment { place: nowhere, lines: vec![] }]).is_err());
}

#[test]
fn the_file_says_how_many_words_it_has() {
    assert!(read(&sample::everything(), "docProps/app.xml").contains("<Words>123</Words>"));
}
