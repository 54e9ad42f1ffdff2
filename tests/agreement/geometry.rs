//! The Word file and the pages agree in their measures: columns, rules, indents, tab stops, spaces, figures, headers.
//!
//! What the Word file says is read from its XML, what the pages show from the places of glyphs, rules and pictures, so that
//! a measure that one of the two computes by itself is found.

use std::collections::BTreeMap;

use assemble::document::visit::{self, Place, Visitor};
use assemble::document::{Align, Block, ContentId, Document, Inline, ListItem, Orientation, Paragraph, Role, Table};
use assemble::facts::language::Direction;
use assemble::length::Length;
use assemble::pages::{Artifact, Item, Origin, Page, Pages, Placed};

use crate::word::{Element, Package};

/// Two measures are the same if they differ by less: Word writes whole twips.
const HAIR: Length = Length::twips(2);

/// Fails where a measure of the Word file is not that of the pages. Only documents that run from left to right are compared:
/// the others are mirrored by their readers.
pub(super) fn assert_geometry(document: &Document, pages: &Pages, package: &Package, name: &str) {
    if document.direction == Direction::RightToLeft {
        return;
    }
    let body = package.xml("word/document.xml");
    let styles = Styles::read(package);
    compare_tables(document, pages, &body, &styles, name);
    compare_figures(pages, &body, name);
    compare_paragraphs(document, pages, &body, &styles, name);
    compare_headers(document, pages, package, name);
}

/// Whether two measures are the same but for rounding.
fn same(one: Length, other: Length) -> bool {
    (one.to_emu() - other.to_emu()).abs() <= HAIR.to_emu()
}

fn twips(element: &Element, name: &str) -> Option<Length> {
    Some(Length::twips(element.attribute(name)?.parse().expect("a whole number of twips")))
}

/// All blocks, those of items too, in reading order.
fn blocks<'d>(list: &'d [Block], all: &mut Vec<&'d Block>) {
    for block in list {
        all.push(block);
        for ListItem { blocks: inner } in block.items() {
            blocks(inner, all);
        }
    }
}

fn all_blocks(document: &Document) -> Vec<&Block> {
    let mut all = Vec::new();
    document.parts.iter().for_each(|part| blocks(&part.blocks, &mut all));
    all
}

/// The width of what an item draws.
fn width(placed: &Placed) -> Length {
    match &placed.item {
        Item::Glyphs(run) => run.width,
        Item::Rule { width, .. } | Item::Image { width, .. } | Item::Link { width, .. } => *width,
    }
}

/// The glyphs of a paragraph, page by page.
fn glyphs(pages: &Pages, id: ContentId) -> impl Iterator<Item = (usize, &Placed)> {
    pages.pages.iter().enumerate().flat_map(move |(at, page)| {
        let own = move |placed: &&Placed| {
            matches!(placed.item, Item::Glyphs(_)) && matches!(placed.origin, Origin::Inline(of, _) if of == id)
        };
        page.items.iter().filter(own).map(move |placed| (at, placed))
    })
}

/// Left and right end of each line of a paragraph: by page and base line. The marks of notes are smaller, and stand higher.
fn lines(pages: &Pages, id: ContentId) -> BTreeMap<(usize, Length), (Length, Length)> {
    let size = glyphs(pages, id).filter_map(|(_, placed)| size(placed)).max();
    let mut lines: BTreeMap<(usize, Length), (Length, Length)> = BTreeMap::new();
    for (page, placed) in glyphs(pages, id).filter(|(_, placed)| self::size(placed) == size) {
        let (left, right) = (placed.point.x, placed.point.x + width(placed));
        let line = lines.entry((page, placed.point.y)).or_insert((left, right));
        *line = (line.0.min(left), line.1.max(right));
    }
    lines
}

/// The page on which a paragraph begins.
fn lines_page(pages: &Pages, id: ContentId) -> Option<usize> {
    glyphs(pages, id).next().map(|(page, _)| page)
}

fn compare_tables(document: &Document, pages: &Pages, body: &Element, styles: &Styles, name: &str) {
    let blocks = all_blocks(document);
    let tables: Vec<&Table> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let written: Vec<&Element> = body.descendants().into_iter().filter(|element| element.name == "w:tbl").collect();
    assert_eq!(written.len(), tables.len(), "tables of {name}");
    for (table, written) in tables.into_iter().zip(written) {
        if table.direction.is_none_or(|direction| direction == Direction::LeftToRight) {
            compare_table(document, pages, table, written, styles, name);
        }
    }
}

fn compare_table(document: &Document, pages: &Pages, table: &Table, written: &Element, styles: &Styles, name: &str) {
    let properties = written.child("w:tblPr").expect("properties");
    let grid = written.child("w:tblGrid").expect("a grid");
    let widths: Vec<Length> = grid.elements().map(|column| twips(column, "w:w").expect("a width")).collect();
    assert_eq!(widths.len(), table.columns.len(), "columns of {name}");
    let indent = properties.child("w:tblInd").and_then(|indent| twips(indent, "w:w")).unwrap_or_default();
    let padding = properties.child("w:tblCellMar").and_then(|margins| twips(margins.child("w:left")?, "w:w"));
    let padding = padding.unwrap_or(styles.cell_margin);
    let start = document.page.margin_left + indent;
    let total: Length = widths.iter().copied().sum();
    assert!(same(properties.child("w:tblW").and_then(|width| twips(width, "w:w")).expect("a width"), total));
    for row in std::iter::once(&table.header).chain(&table.rows) {
        let edge = |column: usize| start + widths[..column].iter().copied().sum::<Length>();
        for cell in row {
            let column = table.columns[cell.column];
            let (left, right) = (edge(cell.column) + padding, edge(cell.column + cell.columns) - padding);
            let head = cell.paragraph.role.is_table_head();
            for (line_left, line_right) in lines(pages, cell.paragraph.id).into_values() {
                let fits = line_right - line_left <= right - left;
                assert!(!fits || (line_left + HAIR >= left && line_right <= right + HAIR), "a cell of {name}");
                match column.align {
                    _ if cell.columns > 1 => {}
                    Align::Start if fits => assert!(same(line_left, left), "start of a cell of {name}"),
                    Align::End if fits => assert!(same(line_right, right), "end of a cell of {name}"),
                    Align::Decimal if fits && head => assert!(same(line_right, right), "end of a head of {name}"),
                    _ => {}
                }
            }
        }
    }
    compare_rules(pages, table, total, styles, name);
}

/// The rule above the head of a table is as wide as the table and as thick as Word's.
fn compare_rules(pages: &Pages, table: &Table, total: Length, styles: &Styles, name: &str) {
    let Some((page, head)) = table.header.iter().find_map(|cell| glyphs(pages, cell.paragraph.id).next()) else {
        return;
    };
    let rules = pages.pages[page].items.iter().filter_map(|placed| match placed {
        Placed { item: Item::Rule { width, height, .. }, origin: Origin::Artifact(Artifact::Layout), point } => {
            (point.y < head.point.y).then_some((point.y, *width, *height))
        }
        _ => None,
    });
    let (_, width, height) = rules.max().expect("a rule above the head");
    assert!(same(width, total), "{name}: the rule is {width:?} wide, the table {total:?}");
    assert_eq!(height, styles.table_rule, "thickness of the rules of {name}");
}

fn compare_figures(pages: &Pages, body: &Element, name: &str) {
    let mut drawn: BTreeMap<ContentId, (i64, i64)> = BTreeMap::new();
    for placed in pages.pages.iter().flat_map(|page| &page.items) {
        if let (Origin::Figure(id), Item::Image { width, height, .. }) = (placed.origin, &placed.item) {
            drawn.insert(id, (width.to_emu(), height.to_emu()));
        }
    }
    let number =
        |element: &Element, name| element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(0_i64);
    let written: Vec<(i64, i64)> = body
        .descendants()
        .into_iter()
        .filter(|element| element.name == "wp:extent")
        .map(|extent| (number(extent, "cx"), number(extent, "cy")))
        .collect();
    assert_eq!(written, drawn.into_values().collect::<Vec<_>>(), "figures of {name}");
}

/// The styles of a Word file and what they say of measures.
struct Styles {
    by_id: BTreeMap<String, Element>,
    levels: BTreeMap<(String, usize), Element>,
    nums: BTreeMap<String, String>,
    cell_margin: Length,
    table_rule: Length,
}

/// The measures of a paragraph in the Word file.
#[derive(Clone, Copy, Debug, Default)]
struct Measures {
    left: Length,
    right: Length,
    /// Negative where it hangs.
    first: Length,
    before: Length,
    after: Length,
    /// The tab stop after its number.
    tab: Option<Length>,
    numbered: bool,
}

impl Styles {
    fn read(package: &Package) -> Styles {
        let owned = |part: &str, name: &str| -> Vec<Element> { package.xml(part).take_elements(name) };
        let id = |element: &Element, name: &str| element.attribute(name).expect("an id").to_owned();
        let by_id: BTreeMap<String, Element> =
            owned("word/styles.xml", "w:style").into_iter().map(|style| (id(&style, "w:styleId"), style)).collect();
        let mut levels = BTreeMap::new();
        for list in owned("word/numbering.xml", "w:abstractNum") {
            let of = id(&list, "w:abstractNumId");
            for (at, level) in list.take_elements("w:lvl").into_iter().enumerate() {
                levels.insert((of.clone(), at), level);
            }
        }
        let nums = owned("word/numbering.xml", "w:num");
        let nums =
            nums.iter().map(|num| (id(num, "w:numId"), num.value("w:abstractNumId").expect("a list").to_owned()));
        let table = by_id.get("ReportTable").expect("the style of tables").child("w:tblPr").expect("properties");
        let margin = table.child("w:tblCellMar").and_then(|margins| twips(margins.child("w:left")?, "w:w"));
        let rule = table.child("w:tblBorders").and_then(|borders| borders.child("w:bottom")?.attribute("w:sz"));
        let eighths: i64 = rule.and_then(|eighths| eighths.parse().ok()).expect("a rule");
        Styles {
            cell_margin: margin.expect("white space in cells"),
            table_rule: Length::pt(eighths) / 8,
            nums: nums.collect(),
            by_id,
            levels,
        }
    }

    /// What a paragraph's own properties say, then its style, the list of its style, and the styles below.
    fn measures(&self, paragraph: &Element) -> Measures {
        let own = paragraph.child("w:pPr");
        let style = own.and_then(|own| own.value("w:pStyle")).unwrap_or("Normal").to_owned();
        let mut chain: Vec<&Element> = own.into_iter().collect();
        let mut next = Some(style.as_str());
        while let Some(style) = next.and_then(|id| self.by_id.get(id)) {
            chain.extend(style.child("w:pPr"));
            next = style.value("w:basedOn");
        }
        let number = |name: &str| chain.iter().find_map(|properties| properties.child("w:numPr")?.value(name));
        let list = number("w:numId").and_then(|num| self.nums.get(num));
        let level = number("w:ilvl").map_or(0, |level| level.parse().expect("a level"));
        let level =
            list.and_then(|list| self.levels.get(&(list.clone(), level))).and_then(|level| level.child("w:pPr"));
        // The list stands behind what brings it: the properties or the style with `w:numPr`.
        let brings = chain.iter().position(|properties| properties.child("w:numPr").is_some());
        let mut sources = chain.clone();
        if let (Some(at), Some(level)) = (brings, level) {
            sources.insert(at + 1, level);
        }
        let indent = |name: &str| sources.iter().find_map(|source| twips(source.child("w:ind")?, name));
        let space = |name: &str| chain.iter().find_map(|source| twips(source.child("w:spacing")?, name));
        let hanging = |source: &&Element| {
            let indent = source.child("w:ind")?;
            twips(indent, "w:hanging").map(|hanging| -hanging).or_else(|| twips(indent, "w:firstLine"))
        };
        Measures {
            left: indent("w:left").unwrap_or_default(),
            right: indent("w:right").unwrap_or_default(),
            first: sources.iter().find_map(hanging).unwrap_or_default(),
            before: space("w:before").unwrap_or_default(),
            after: space("w:after").unwrap_or_default(),
            tab: level.and_then(|level| twips(level.child("w:tabs")?.child("w:tab")?, "w:pos")),
            numbered: level.is_some(),
        }
    }
}

/// The paragraphs outside tables, figures and contents, in order.
fn prose(document: &Document) -> Vec<&Paragraph> {
    prose_and_gaps(document).into_iter().flatten().collect()
}

/// The same, with nothing where a table, a figure or the contents part two paragraphs.
fn prose_and_gaps(document: &Document) -> Vec<Option<&Paragraph>> {
    struct Prose<'d>(Vec<Option<&'d Paragraph>>);
    impl<'d> Visitor<'d> for Prose<'d> {
        fn block(&mut self, block: &'d Block) {
            if matches!(block, Block::Table(_) | Block::Contents(_) | Block::Figure(_) | Block::PageBreak(_)) {
                self.0.push(None);
            }
        }
        fn paragraph(&mut self, place: Place, paragraph: &'d Paragraph) {
            if !matches!(place, Place::Table | Place::Caption | Place::Below | Place::Contents) {
                self.0.push(Some(paragraph).filter(|paragraph| paragraph.role != Role::AnnexHeading));
            }
        }
    }
    let mut prose = Prose(Vec::new());
    visit::document(document, &mut prose);
    prose.0
}

/// Compares the lines of each paragraph with the indents and tab stops of the Word file, and the spaces between neighbours.
fn compare_paragraphs(document: &Document, pages: &Pages, body: &Element, styles: &Styles, name: &str) {
    let written = by_words(body);
    let mut last: Option<(&Paragraph, Measures)> = None;
    for paragraph in prose_and_gaps(document) {
        let Some(paragraph) = paragraph else {
            last = None;
            continue;
        };
        let words = bare(&assemble::document::text::words(paragraph));
        let Some(element) = written.get(&words).filter(|_| !words.is_empty()) else {
            last = None;
            continue;
        };
        let measures = styles.measures(element);
        compare_indents(document, pages, paragraph, measures, name);
        if let Some((above, above_measures)) = last.filter(|(above, _)| above.role == paragraph.role) {
            let wanted = above_measures.after.max(measures.before);
            compare_space(pages, above, paragraph, wanted, name);
        }
        last = Some((paragraph, measures));
    }
}

/// The paragraphs of the Word file by their words, where only one has them.
fn by_words(body: &Element) -> BTreeMap<String, &Element> {
    let mut found: BTreeMap<String, Vec<&Element>> = BTreeMap::new();
    for element in body.descendants().into_iter().filter(|element| element.name == "w:p") {
        found.entry(bare(&element.words())).or_default().push(element);
    }
    found
        .into_iter()
        .filter_map(|(words, elements)| Some((words, *elements.first().filter(|_| elements.len() == 1)?)))
        .collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn compare_indents(document: &Document, pages: &Pages, paragraph: &Paragraph, measures: Measures, name: &str) {
    let style = document.styles.get(paragraph.role);
    // The raised mark of a note would count as the first words.
    let begins_raised = matches!(paragraph.content.first(), Some(Inline::Note { .. }));
    if begins_raised || !matches!(style.align, Align::Start | Align::Justify) {
        return;
    }
    let margin = document.page.margin_left;
    let words = assemble::document::text::words(paragraph);
    let context = || format!("{name}: “{}”", words.chars().take(40).collect::<String>());
    let lines: Vec<Length> = lines(pages, paragraph.id).into_values().map(|(left, _)| left - margin).collect();
    let Some((first, following)) = lines.split_first() else { return };
    for left in following {
        assert!(same(*left, measures.left), "{}: a line begins at {left:?}, in Word at {:?}", context(), measures.left);
    }
    if measures.numbered {
        let marker = pages
            .pages
            .iter()
            .flat_map(|page| &page.items)
            .find(|placed| placed.origin == Origin::Marker(paragraph.id) && matches!(placed.item, Item::Glyphs(_)));
        let marker_at = measures.left + measures.first;
        if let Some(marker) = marker {
            let left = marker.point.x - margin;
            assert!(same(left, marker_at), "{}: the number is at {left:?}, in Word at {marker_at:?}", context());
            let right = left + width(marker);
            // A long number pushes the words on.
            if let Some(tab) = measures.tab.filter(|tab| right + Length::pt(4) < *tab) {
                assert!(same(*first, tab), "{}: the words begin at {first:?}, in Word at {tab:?}", context());
            }
        }
    } else {
        let wanted = measures.left + measures.first;
        assert!(same(*first, wanted), "{}: it begins at {first:?}, in Word at {wanted:?}", context());
    }
    let page = lines_page(pages, paragraph.id).map(|page| document.page.oriented(pages.pages[page].orientation));
    let Some(page) = page else { return };
    let right = page.width - page.margin_right - measures.right;
    let most = self::lines(pages, paragraph.id).into_values().map(|(_, right)| right).max().unwrap_or_default();
    assert!(most <= right + HAIR, "{}: a line ends at {most:?}, in Word at {right:?}", context());
}

/// The space between two paragraphs of one role: what is between their base lines beside the distance of lines.
fn compare_space(pages: &Pages, above_p: &Paragraph, below_p: &Paragraph, wanted: Length, name: &str) {
    let (above_words, below_words) =
        (assemble::document::text::words(above_p), assemble::document::text::words(below_p));
    let (above, below) = (base_lines(pages, above_p.id), base_lines(pages, below_p.id));
    let (Some(last), Some(first)) = (above.last(), below.first()) else { return };
    let distance = |lines: &[(usize, Length)]| match lines {
        [one, two, ..] if one.0 == two.0 => Some(two.1 - one.1),
        _ => None,
    };
    let (Some(one), Some(other)) = (distance(&above), distance(&below)) else { return };
    if last.0 != first.0 || one != other {
        return;
    }
    let space = first.1 - last.1 - one;
    assert!(
        same(space, wanted),
        "{name}: the space between {above_words:?} and {below_words:?} is {space:?}, in Word {wanted:?}"
    );
}

/// The base lines of a paragraph in order, without raised marks.
fn base_lines(pages: &Pages, id: ContentId) -> Vec<(usize, Length)> {
    lines(pages, id).into_keys().collect()
}

fn size(placed: &Placed) -> Option<Length> {
    match &placed.item {
        Item::Glyphs(run) => Some(run.size),
        Item::Rule { .. } | Item::Image { .. } | Item::Link { .. } => None,
    }
}

/// The running header has the same words in both files, and stands inside the margin that Word gives it.
fn compare_headers(document: &Document, pages: &Pages, package: &Package, name: &str) {
    let shown = |page: &Page| -> String {
        let header = page.items.iter().filter(|placed| placed.origin == Origin::Artifact(Artifact::Header));
        let text = header.filter_map(|placed| match &placed.item {
            Item::Glyphs(run) => Some(run.text.as_str()),
            _ => None,
        });
        bare(&text.collect::<String>())
    };
    let Some(page) = pages.pages.iter().rev().find(|page| page.number.is_some()) else { return };
    let shown = shown(page);
    let titles: Vec<ContentId> =
        prose(document).into_iter().filter(|it| it.role == Role::Title).map(|it| it.id).collect();
    let shows_title = page.items.iter().any(|placed| placed.origin.content().is_some_and(|id| titles.contains(&id)));
    let part = match page.orientation {
        Orientation::Landscape => "word/header3.xml",
        Orientation::Portrait if shows_title => "word/header2.xml",
        Orientation::Portrait => "word/header1.xml",
    };
    if package.names.iter().any(|known| known == part) {
        assert_eq!(bare(&package.xml(part).words()), shown, "header of {name}");
    } else {
        assert_eq!(shown, "", "header of {name}");
    }
    assert!(document.page.margin_top > Length::ZERO);
}
