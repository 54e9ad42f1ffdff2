//! What must hold on the pages of every report.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::document::text::{announces, words};
use crate::document::{Block, ContentId, Document, Inline, ListItem, Paragraph, Role, Table};
use crate::length::Length;
use crate::pages::{Artifact, Item, LinkEnd, Origin, Page, Pages, Placed};

/// Checks them all.
pub(super) fn check(document: &Document, pages: &Pages) {
    nothing_is_lost(document, pages);
    text_stays_in_its_block(document, pages);
    no_line_is_alone(document, pages);
    lines_of_a_paragraph_are_evenly_spaced(document, pages);
    no_page_ends_with_a_heading(document, pages);
    notes_follow_their_marks(document, pages);
    tables_are_cut_between_rows(document, pages);
    words_are_broken_rarely_and_never_over_a_page(document, pages);
    announced_lists_begin_on_the_page_that_announces_them(document, pages);
    every_bookmark_is_found(document, pages);
    figures_stand_at_their_place_or_begin_a_later_page(document, pages);
    numbers_count_on(pages);
}

fn glyph_text(placed: &Placed) -> Option<&str> {
    match &placed.item {
        Item::Glyphs(run) => Some(&run.text),
        Item::Rule { .. } | Item::Image { .. } | Item::Link { .. } => None,
    }
}

/// The words of repeated heads on a page.
pub(super) fn artifact_text(page: &Page) -> String {
    let layout = page.items.iter().filter(|placed| placed.origin == Origin::Artifact(Artifact::Layout));
    layout.filter_map(glyph_text).collect()
}

/// All paragraphs of the text in reading order, notes apart.
pub(super) fn paragraphs(document: &Document) -> Vec<&Paragraph> {
    let mut all = vec![];
    for part in &document.parts {
        walk(&part.blocks, &mut all);
    }
    all
}

fn walk<'d>(blocks: &'d [Block], all: &mut Vec<&'d Paragraph>) {
    let items = |items: &'d [ListItem], all: &mut Vec<&'d Paragraph>| {
        for item in items {
            walk(&item.blocks, all);
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => all.push(paragraph),
            Block::Heading(heading) => all.push(&heading.paragraph),
            Block::List(list) => items(&list.items, all),
            Block::Recommendations(recommendations) => {
                all.extend(&recommendations.lead_in);
                items(&recommendations.items, all);
            }
            Block::Quotation(quotation) => all.extend(quotation.paragraphs.iter().chain(&quotation.source)),
            Block::Table(table) => {
                all.extend(table.caption.iter().map(|caption| &caption.paragraph));
                all.extend(table.header.iter().chain(table.rows.iter().flatten()).map(|cell| &cell.paragraph));
                all.extend(&table.below);
            }
            Block::Figure(figure) => {
                all.extend(figure.caption.iter().map(|caption| &caption.paragraph).chain(&figure.below));
            }
            Block::Contents(contents) => all.extend(contents.entries.iter().map(|entry| &entry.paragraph)),
            Block::PageBreak(_) => {}
        }
    }
}

fn expected_text(document: &Document, paragraph: &Paragraph) -> String {
    let mut text = String::new();
    let mut after_note = false;
    for inline in &paragraph.content {
        match inline {
            Inline::Text { .. } | Inline::Reference { .. } => text.push_str(&inline.words()),
            Inline::Note { note, .. } => {
                // Two marks side by side would be read as one number.
                text.push_str(if after_note { "," } else { "" });
                text.push_str(&document.notes[note.0 as usize].number.to_string());
            }
            Inline::LineBreak => {}
        }
        after_note = matches!(inline, Inline::Note { .. });
    }
    text
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect()
}

/// Each paragraph's words stand on the pages once, in order, and paragraphs begin in order; figures, which may move down,
/// have an order of their own.
fn nothing_is_lost(document: &Document, pages: &Pages) {
    let mut found: BTreeMap<ContentId, String> = BTreeMap::new();
    let mut first_seen = vec![];
    for placed in pages.pages.iter().flat_map(|page| &page.items) {
        let Some(id) = placed.origin.content() else { continue };
        if !found.contains_key(&id) {
            first_seen.push(id);
        }
        let text = found.entry(id).or_default();
        if let Origin::Inline(..) = placed.origin {
            text.push_str(glyph_text(placed).unwrap_or(""));
        }
    }
    let text = paragraphs(document);
    let notes = document.notes.iter().flat_map(|note| &note.paragraphs);
    for paragraph in text.iter().copied().chain(notes.clone()) {
        let expected = expected_text(document, paragraph);
        let found = found.get(&paragraph.id).map_or("", String::as_str);
        if document.direction == crate::facts::language::Direction::LeftToRight {
            assert_eq!(bare(found), bare(&expected), "{:?}", paragraph.id);
        } else {
            assert_eq!(bare(found).chars().count(), bare(&expected).chars().count(), "{:?}", paragraph.id);
        }
    }
    let (captions, text): (Vec<_>, Vec<_>) =
        text.iter().partition(|text| matches!(text.role, Role::FigureCaption | Role::Source));
    let ids = |row: &[&Paragraph]| row.iter().map(|paragraph| paragraph.id).collect::<Vec<_>>();
    for row in [ids(&text), ids(&captions), notes.map(|note| note.id).collect()] {
        let known: BTreeSet<ContentId> = row.iter().copied().collect();
        let seen: Vec<ContentId> = first_seen.iter().copied().filter(|id| known.contains(id)).collect();
        // A paragraph without words or number is not drawn.
        let row: Vec<ContentId> = row.into_iter().filter(|id| found.contains_key(id)).collect();
        assert_eq!(seen, row, "reading order");
    }
}

/// The room that is left on a page is never put inside a paragraph: on each page its lines have one distance.
fn lines_of_a_paragraph_are_evenly_spaced(document: &Document, pages: &Pages) {
    let notes = document.notes.iter().flat_map(|note| &note.paragraphs);
    let prose = paragraphs(document).into_iter().chain(notes);
    let sizes: BTreeMap<ContentId, Length> = prose
        .filter(|paragraph| !paragraph.role.is_table_head() && !paragraph.role.is_table_cell())
        .map(|paragraph| (paragraph.id, document.styles.get(paragraph.role).size))
        .collect();
    for (at, page) in pages.pages.iter().enumerate() {
        let mut lines: BTreeMap<ContentId, BTreeSet<Length>> = BTreeMap::new();
        for placed in &page.items {
            // The marks of notes are smaller, and stand higher.
            if let (Origin::Inline(id, _), Item::Glyphs(run)) = (placed.origin, &placed.item)
                && sizes.get(&id) == Some(&run.size)
            {
                lines.entry(id).or_default().insert(placed.point.y);
            }
        }
        for (id, lines) in lines {
            let lines: Vec<Length> = lines.into_iter().collect();
            let distances: BTreeSet<Length> = lines.windows(2).map(|pair| pair[1] - pair[0]).collect();
            assert!(distances.len() <= 1, "page {at}: {id:?} has lines {distances:?} apart");
        }
    }
}

/// Text lies inside the margins.
fn text_stays_in_its_block(document: &Document, pages: &Pages) {
    let upright = &document.page;
    let hair = Length::tenths_of_pt(1);
    for (at, page) in pages.pages.iter().enumerate() {
        let setup = upright.oriented(page.orientation);
        for placed in page.items.iter().filter(|placed| placed.origin.content().is_some()) {
            let (width, height) = match &placed.item {
                Item::Glyphs(run) => (ink_width(run), Length::ZERO),
                Item::Image { width, height, .. } => (*width, *height),
                Item::Rule { .. } | Item::Link { .. } => continue,
            };
            let (x, y) = (placed.point.x, placed.point.y);
            assert!(x + hair >= setup.margin_left, "page {at}: {placed:?}");
            assert!(x + width <= setup.width - setup.margin_right + hair, "page {at}: {placed:?}");
            assert!(y + hair >= setup.margin_top, "page {at}: {placed:?}");
            assert!(y + height <= setup.height - setup.margin_bottom + hair, "page {at}: {placed:?}");
        }
    }
}

/// The width of a run without the spaces at its end.
fn ink_width(run: &crate::pages::GlyphRun) -> Length {
    let end = run.text.trim_end().len() as u32;
    run.glyphs().filter(|glyph| glyph.start < end).map(|glyph| glyph.advance).sum()
}

/// The base lines of the text on a page, with the paragraph that stands on each; raised marks count with their line.
pub(super) fn body_lines(document: &Document, page: &Page) -> Vec<(Length, ContentId)> {
    // Less than two lines are apart, more than a mark is raised.
    let raised = Length::pt(7);
    let notes = document.notes.iter().flat_map(|note| &note.paragraphs);
    let notes: BTreeSet<ContentId> = notes.map(|paragraph| paragraph.id).collect();
    let mut lines: BTreeSet<(Length, ContentId)> = BTreeSet::new();
    for placed in &page.items {
        if let (Some(id), Some(words)) = (placed.origin.content().filter(|id| !notes.contains(id)), glyph_text(placed))
            && !words.trim().is_empty()
        {
            lines.insert((placed.point.y, id));
        }
    }
    let has_line_below = |(y, id): &(Length, ContentId)| {
        let mut near = lines.range((Bound::Excluded((*y, *id)), Bound::Excluded((*y + raised, *id))));
        near.any(|(_, other)| other == id)
    };
    lines.iter().copied().filter(|line| !has_line_below(line)).collect()
}

/// No paragraph leaves one line of itself on a page.
fn no_line_is_alone(document: &Document, pages: &Pages) {
    let mut by_paragraph: BTreeMap<ContentId, Vec<usize>> = BTreeMap::new();
    for page in &pages.pages {
        let mut count: BTreeMap<ContentId, usize> = BTreeMap::new();
        for (_, id) in body_lines(document, page) {
            *count.entry(id).or_default() += 1;
        }
        for (id, lines) in count {
            by_paragraph.entry(id).or_default().push(lines);
        }
    }
    for paragraph in paragraphs(document) {
        let lines = by_paragraph.get(&paragraph.id).map_or(&[][..], Vec::as_slice);
        assert!(lines.len() < 2 || lines.iter().all(|lines| *lines >= 2), "{:?}: {lines:?}", paragraph.id);
    }
}

/// A heading is never the last of a page, unless a picture as high as a page follows.
fn no_page_ends_with_a_heading(document: &Document, pages: &Pages) {
    let all = paragraphs(document);
    for pair in pages.pages.windows(2) {
        let too_high = document.page.oriented(pair[1].orientation).text_height() - Length::mm(60);
        let next_is_picture =
            pair[1].items.iter().any(|placed| matches!(placed.item, Item::Image { height, .. } if height > too_high));
        let Some((_, last)) = body_lines(document, &pair[0]).last().copied() else { continue };
        let place = all.iter().position(|paragraph| paragraph.id == last).expect("a line has a paragraph");
        let heading =
            matches!(all[place].role, Role::Heading(_) | Role::TableCaption | Role::TableHead | Role::SmallTableHead);
        let forced = document.parts.iter().any(|part| breaks_after(&part.blocks, last));
        assert!(!heading || next_is_picture || forced || place + 1 == all.len(), "{last:?} ends a page");
    }
}

/// Whether the author breaks the page after this heading.
fn breaks_after(blocks: &[Block], id: ContentId) -> bool {
    let is = |block: &Block| matches!(block, Block::Heading(heading) if heading.paragraph.id == id);
    let at = blocks.iter().position(is);
    at.and_then(|at| blocks.get(at + 1)).is_some_and(|next| matches!(next, Block::PageBreak(_)))
}

/// Notes stand on the page of their mark or later, in order, all of them.
fn notes_follow_their_marks(document: &Document, pages: &Pages) {
    assert_eq!(pages.notes.len(), document.notes.len());
    for (note, (text, mark)) in &pages.notes {
        assert!(text.page >= mark.page, "{note:?}");
    }
    let to_text = |placed: &Placed| match placed.item {
        Item::Link { to: LinkEnd::NoteText(to), .. } => Some(to),
        Item::Link { .. } | Item::Glyphs(_) | Item::Rule { .. } | Item::Image { .. } => None,
    };
    let mut links: Vec<_> = pages.pages.iter().flat_map(|page| &page.items).filter_map(to_text).collect();
    links.sort();
    assert_eq!(links, pages.notes.keys().copied().collect::<Vec<_>>(), "repeated heads do not lead to notes");
    let texts: Vec<(usize, Length)> = pages.notes.values().map(|(text, _)| (text.page, text.point.y)).collect();
    assert!(texts.is_sorted(), "{texts:?}");
}

/// The tables of a document, those in lists too.
fn tables(document: &Document) -> Vec<&Table> {
    fn walk<'d>(blocks: &'d [Block], all: &mut Vec<&'d Table>) {
        for block in blocks {
            if let Block::Table(table) = block {
                all.push(table);
            }
            block.items().iter().for_each(|item| walk(&item.blocks, all));
        }
    }
    let mut all = vec![];
    document.parts.iter().for_each(|part| walk(&part.blocks, &mut all));
    all
}

/// Lines of a paragraph on each page where it has any.
type LinesByPage = BTreeMap<ContentId, BTreeMap<usize, usize>>;

fn lines_by_page(document: &Document, pages: &Pages) -> LinesByPage {
    let mut lines = LinesByPage::new();
    for (at, page) in pages.pages.iter().enumerate() {
        for (_, id) in body_lines(document, page) {
            *lines.entry(id).or_default().entry(at).or_default() += 1;
        }
    }
    lines
}

/// Low rows stand on one page; a page that goes on with a table begins with its head; no page has one row alone.
fn tables_are_cut_between_rows(document: &Document, pages: &Pages) {
    let lines = lines_by_page(document, pages);
    let (low, high) = (3, 20);
    for table in tables(document) {
        let mut rows_on: BTreeMap<usize, usize> = BTreeMap::new();
        let mut highest = 0;
        for row in &table.rows {
            let cells: Vec<_> = row.iter().filter_map(|cell| lines.get(&cell.paragraph.id)).collect();
            let on: BTreeSet<usize> = cells.iter().flat_map(|cell| cell.keys().copied()).collect();
            let height = cells.iter().map(|cell| cell.values().sum::<usize>()).max().unwrap_or(0);
            assert!(on.len() < 2 || height >= high, "a row of {height} lines is torn: {on:?}");
            highest = highest.max(height);
            on.iter().for_each(|page| *rows_on.entry(*page).or_default() += 1);
        }
        let head: String = table.header.iter().map(|cell| expected_text(document, &cell.paragraph)).collect();
        for page in rows_on.keys().skip(1) {
            let drawn = bare(&artifact_text(&pages.pages[*page]));
            // Heads of one column of many lines are not repeated.
            assert!(head.chars().count() > 200 || drawn.contains(&bare(&head)), "{head:?} is not in {drawn:?}");
        }
        if highest <= low && rows_on.len() > 1 {
            assert!(rows_on.values().all(|rows| *rows >= 2), "a row is alone: {rows_on:?}");
        }
    }
}

/// Not three hyphens in a row, none that is not typed at the end of a page, none in titles and headings.
fn words_are_broken_rarely_and_never_over_a_page(document: &Document, pages: &Pages) {
    let text = paragraphs(document);
    let whole = |role: Role| !document.styles.get(role).hyphenate;
    let whole: BTreeSet<ContentId> = text.iter().filter(|text| whole(text.role)).map(|text| text.id).collect();
    let cells: BTreeSet<ContentId> = text.iter().filter(|text| text.role.is_table_cell()).map(|text| text.id).collect();
    // A word wider than the page is cut as often as it must be.
    let wide = |text: &Paragraph| words(text).split([' ', '-', '/']).any(|word| word.chars().count() > 60);
    let wide: BTreeSet<ContentId> = text.iter().filter(|text| wide(text)).map(|text| text.id).collect();
    let mut in_a_row: BTreeMap<ContentId, usize> = BTreeMap::new();
    for (at, page) in pages.pages.iter().enumerate() {
        // A line's last run is the one that is drawn last.
        let mut ends: BTreeMap<(Length, ContentId), bool> = BTreeMap::new();
        for placed in &page.items {
            if let (Some(id), Some(drawn)) = (placed.origin.content(), glyph_text(placed)) {
                ends.insert((placed.point.y, id), drawn.ends_with('\u{AD}'));
            }
        }
        let lines = body_lines(document, page);
        for line in &lines {
            let hyphen = ends.get(line).copied().unwrap_or(false);
            let row = in_a_row.entry(line.1).or_default();
            *row = if hyphen { *row + 1 } else { 0 };
            assert!(*row < 3 || wide.contains(&line.1), "three hyphens in a row on page {at}");
            assert!(!hyphen || !whole.contains(&line.1), "a hyphen in a heading on page {at}");
        }
        let last = lines.last().filter(|last| !cells.contains(&last.1));
        let broken = last.is_some_and(|last| ends.get(last).copied().unwrap_or(false));
        assert!(!broken, "page {at} ends in the middle of a word");
    }
}

/// What ends in a colon before a list stands on the page of the first item.
fn announced_lists_begin_on_the_page_that_announces_them(document: &Document, pages: &Pages) {
    fn first(items: &[ListItem]) -> Option<ContentId> {
        match items.first()?.blocks.first()? {
            Block::Paragraph(paragraph) => Some(paragraph.id),
            Block::Heading(_)
            | Block::List(_)
            | Block::Recommendations(_)
            | Block::Quotation(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::Contents(_)
            | Block::PageBreak(_) => None,
        }
    }
    let lines = lines_by_page(document, pages);
    for blocks in document.parts.iter().map(|part| &part.blocks) {
        let pairs = blocks.windows(2).filter_map(|pair| match pair {
            [Block::Paragraph(paragraph), Block::List(list)] => Some((paragraph, first(&list.items)?)),
            _ => None,
        });
        for (paragraph, item) in pairs.filter(|(paragraph, _)| announces(paragraph)) {
            let last = lines.get(&paragraph.id).and_then(|lines| lines.keys().next_back());
            let next = lines.get(&item).and_then(|lines| lines.keys().next());
            assert!(next.is_none() || last == next, "{:?} is parted from its list", paragraph.id);
        }
    }
}

fn every_bookmark_is_found(document: &Document, pages: &Pages) {
    for paragraph in paragraphs(document) {
        if let Some(bookmark) = paragraph.bookmark {
            let target = pages.targets.get(&bookmark).expect("every bookmark has a target");
            let page = &pages.pages[target.page];
            assert!(page.items.iter().any(|placed| placed.origin.content() == Some(paragraph.id)));
            assert!(target.point.y >= document.page.margin_top);
        }
    }
}

/// The figures that have a caption, those in lists too, with the caption's id.
fn figures(document: &Document) -> BTreeMap<ContentId, ContentId> {
    fn walk(blocks: &[Block], all: &mut BTreeMap<ContentId, ContentId>) {
        for block in blocks {
            if let Block::Figure(figure) = block {
                all.extend(figure.caption.iter().map(|caption| (figure.id, caption.paragraph.id)));
            }
            block.items().iter().for_each(|item| walk(&item.blocks, all));
        }
    }
    let mut all = BTreeMap::new();
    document.parts.iter().for_each(|part| walk(&part.blocks, &mut all));
    all
}

/// No text from behind a figure stands above it on its page, none from before it below; its caption is on its page.
fn figures_stand_at_their_place_or_begin_a_later_page(document: &Document, pages: &Pages) {
    let order: BTreeMap<ContentId, usize> =
        paragraphs(document).iter().enumerate().map(|(at, paragraph)| (paragraph.id, at)).collect();
    let captions = figures(document);
    for (at, page) in pages.pages.iter().enumerate() {
        let lines = body_lines(document, page);
        for placed in page.items.iter().filter(|placed| matches!(placed.item, Item::Image { .. })) {
            let Some(caption) = placed.origin.content().and_then(|figure| captions.get(&figure)) else { continue };
            assert!(lines.iter().any(|(_, id)| id == caption), "page {at} has a figure without its caption");
            for (y, id) in &lines {
                let (above, earlier) = (*y < placed.point.y, order[id] < order[caption]);
                assert!(above == earlier, "page {at}: {id:?} is not in order with its figure");
            }
        }
    }
}

fn numbers_count_on(pages: &Pages) {
    let numbers: Vec<u32> = pages.pages.iter().filter_map(|page| page.number).collect();
    assert_eq!(numbers, (1..=numbers.len() as u32).collect::<Vec<_>>());
}
