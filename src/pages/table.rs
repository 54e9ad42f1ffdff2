//! A table becomes a row of units: caption, head, and its rows, whole or, where they pass a page, line by line.

use super::columns::table_look;
use super::flow::Gatherer;
use super::inline::Column;
use super::line::Line;
use super::placed::{Artifact, Ink, Item, Origin, Placed, Point};
use super::unit::{Break, Head, Keep, Unit};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Align, BookmarkId, Cell, Orientation, Role, Style, Table};
use crate::facts::language::Direction;
use crate::length::Length;
use crate::look::TableLook;
use crate::look::measures::{BELOW_SPACE, SMALL_TABLE, TABLE_RULE, TABLE_SPACE};

/// What it costs to part the first row or the last from the others, where rows are so high that it may be.
const LONE_ROW: u64 = 1_000;

/// Where the columns stand.
struct Places<'l> {
    look: &'l TableLook,
    direction: Direction,
    /// The left edge of the table, from the left of the text block.
    x: Length,
}

/// Where the text of a cell stands.
struct Place {
    /// Its left edge, from the left of the text block.
    x: Length,
    /// Its width, without the white space beside it.
    width: Length,
    /// Where its lines are aligned.
    align: Align,
    /// Where its decimal sign is aligned, from its left edge.
    decimal: Option<Length>,
}

/// A cell, set.
struct SetCell {
    x: Length,
    /// White space above its lines.
    above: Length,
    lines: Vec<Line>,
    bookmark: Option<BookmarkId>,
    /// Over how many rows it goes.
    rows: usize,
}

impl<'d> Gatherer<'d, '_, '_> {
    /// A table with its caption.
    pub(super) fn table(&mut self, table: &'d Table) {
        let caption_height = match &table.caption {
            Some(caption) => {
                let own = self.document.styles.get(Role::TableCaption).space_after;
                let height = self.caption(caption, own);
                self.keep_last_with_next();
                height
            }
            None => Length::ZERO,
        };
        let room = self.width() - self.indent();
        let look = table_look(self.document, self.engine, table, room);
        if let Some(needed) = look.too_wide {
            let wider = self.document.page.oriented(Orientation::Landscape).text_width() - self.indent();
            self.flow.found.push(too_wide(table, needed, room, wider));
        }
        let width = look.width();
        let x = match self.document.direction {
            Direction::LeftToRight => self.indent(),
            Direction::RightToLeft => room - width,
        };
        let places = Places { look: &look, direction: table.direction.unwrap_or(self.document.direction), x };
        let (head_style, style) = match table.header.first().map(|cell| cell.paragraph.role) {
            Some(Role::SmallTableHead) => (Role::SmallTableHead, Role::SmallTableCell),
            _ => (Role::TableHead, Role::TableCell),
        };
        let (head_style, style) = (self.document.styles.get(head_style), self.document.styles.get(style));
        let page = self.page().text_height();
        let held = self.held();

        let mut head = self.cells(&table.header, &places);
        sink(&mut head);
        let mut units = row(head, head_style, page);
        rule_around(&mut units, x, width);
        let mut head = repeated(&units, x, width, page / 3);
        if let Some(continued) = table.continued.as_ref().filter(|_| head.height > Length::ZERO) {
            self.label(&mut head, continued);
        }
        let (index, at_top) = (self.flow.heads.len(), head.height);
        self.flow.heads.push(head);
        if let Some(last) = units.last_mut() {
            last.keep(Keep::Next);
        }
        let held = held + units.iter().map(|unit| unit.height).sum();
        let count = table.rows.len();
        let mut ends = Vec::with_capacity(count);
        let mut from = 0;
        while from < count {
            // Rows that a cell joins are one.
            let last = (from..count).find(|at| !table.is_joined_below(*at)).unwrap_or(count - 1);
            // Headings, caption, head and first row stay together, unless all but the row fills half a page.
            let room = page - if from == 0 { held.min(page / 2) } else { at_top };
            let rows = table.rows[from..=last].iter().map(|cells| self.cells(cells, &places)).collect();
            let mut pieces = joined(rows, style, room);
            for piece in &mut pieces {
                piece.head = Some(index);
                piece.at_top = at_top;
            }
            if last + 1 == count
                && let Some(last) = pieces.last_mut()
            {
                rule_below(last, x, width);
            }
            ends.push((last, units.len() + pieces.len()));
            units.extend(pieces);
            from = last + 1;
        }
        let height = caption_height + units.iter().map(|unit| unit.height).sum();
        let (whole, followed) = (count <= SMALL_TABLE && height <= page / 2, table.below.is_some());
        let look = TableLook { whole, followed, ..look };
        keep_rows(&mut units, &ends, count, &look, page);
        self.flow.measures.tables.insert(table.id(), look);
        // The caption's own space holds table and caption together.
        let space_before = if table.caption.is_some() { Length::ZERO } else { TABLE_SPACE };
        self.add(units, space_before, if followed { BELOW_SPACE } else { TABLE_SPACE }, None);
        self.below(table.below.as_ref());
    }

    /// Puts a line above a repeated head, which says what goes on here.
    fn label(&mut self, head: &mut Head, words: &str) {
        let style = self.document.styles.get(Role::TableCaption);
        let (line, line_width) = self.engine.words(self.document, words, style, Origin::Artifact(Artifact::Layout));
        let height = line.height() + style.space_after;
        for placed in &mut head.items {
            placed.point.y += height;
        }
        let x = match self.document.direction {
            Direction::LeftToRight => head.x,
            Direction::RightToLeft => head.x + head.width - line_width,
        };
        let base = line.ascent;
        head.items.extend(line.items.into_iter().map(|placed| moved(placed, x, base)));
        head.height += height;
    }

    fn cells(&mut self, cells: &'d [Cell], places: &Places<'_>) -> Vec<SetCell> {
        let document = self.document;
        let set = |cell: &'d Cell| {
            let place = places.of(cell);
            let column = Column { width: place.width, align: Some(place.align), decimal: place.decimal };
            let lines = self.engine.paragraph(document, &cell.paragraph, column);
            let (bookmark, rows) = (cell.paragraph.bookmark, cell.rows);
            SetCell { x: place.x, above: Length::ZERO, lines, bookmark, rows }
        };
        cells.iter().map(set).collect()
    }
}

impl Places<'_> {
    /// The place of a cell.
    fn of(&self, cell: &Cell) -> Place {
        let (look, column) = (self.look, cell.column);
        let whole = look.text_width(column, cell.columns) + look.padding * 2;
        let left = match self.direction {
            Direction::LeftToRight => look.start(column),
            Direction::RightToLeft => look.width() - look.start(column) - whole,
        };
        let align = look.align(column, cell.columns, cell.paragraph.role.is_table_head());
        let decimal = look.columns.get(column).and_then(|column| column.decimal);
        let decimal = decimal.filter(|_| align == Align::Decimal);
        Place { x: self.x + left + look.padding, width: look.text_width(column, cell.columns), align, decimal }
    }
}

/// The finding for a table whose longest words do not fit side by side.
fn too_wide(table: &Table, needed: Length, room: Length, wider: Length) -> Diagnostic {
    let mm = |length: Length| length.to_emu() / 36_000;
    let message = format!(
        "the table is too wide for the page, so that words in it are divided: its columns need {} mm, and there are {} mm",
        mm(needed) + 1,
        mm(room)
    );
    Diagnostic::warning(Code::TableTooWide, table.span, message)
        .help(match needed <= wider && room < wider {
            true => "write `landscape: true` in the table (in Markdown `{landscape=true}` after its caption), or give it fewer columns",
            false => "give it fewer columns, exchange rows and columns, or shorten the longest words of its head",
        })
}

/// Keeps rows on one page as the look of the table wants it, unless a row is high. `ends` are the rows that end a unit,
/// each with the units up to its end.
fn keep_rows(units: &mut [Unit], ends: &[(usize, usize)], count: usize, look: &TableLook, page: Length) {
    let pairs = ends.len().saturating_sub(1);
    for (pair, &(at, end)) in ends.iter().take(pairs).enumerate() {
        if !look.keeps_with_next(at, count) {
            continue;
        }
        let both_low = units.get(end - 1..=end).is_some_and(|both| both[0].height + both[1].height < page / 4);
        let Some(last) = units.get_mut(end - 1) else { continue };
        // Where a whole table is higher than what is left to it, its first and last two rows stay together all the same.
        let is_edge = pair == 0 || pair + 1 == pairs;
        last.after = last.after.max(match look.whole || both_low {
            true if look.whole && both_low && is_edge => Break::Avoided(Keep::Lines),
            true => Break::Avoided(Keep::Paragraph),
            false => Break::Allowed(LONE_ROW),
        });
    }
}

/// Rows that cells join, as one unit; if they are higher than `room`, each row by itself, and a cell over several in the first
/// of them.
fn joined(rows: Vec<Vec<SetCell>>, style: &Style, room: Length) -> Vec<Unit> {
    let around = style.space_before + style.space_after;
    let own = |cells: &[SetCell]| cells.iter().filter(|cell| cell.rows == 1).map(text_height).max().unwrap_or_default();
    let mut heights: Vec<Length> = rows.iter().map(|cells| own(cells).max(style.size) + around).collect();
    for (at, cells) in rows.iter().enumerate() {
        for cell in cells.iter().filter(|cell| cell.rows > 1) {
            let last = (at + cell.rows).min(heights.len()) - 1;
            let have: Length = heights[at..=last].iter().copied().sum();
            heights[last] += (text_height(cell) + around - have).max(Length::ZERO);
        }
    }
    let height: Length = heights.iter().copied().sum();
    if rows.len() < 2 || height + TABLE_RULE * 2 > room {
        return rows.into_iter().flat_map(|cells| row(cells, style, room)).collect();
    }
    let mut unit = Unit { height, ..Unit::default() };
    let mut top = style.space_before;
    for (cells, height) in rows.into_iter().zip(heights) {
        for cell in cells {
            unit.targets.extend(cell.bookmark.map(|bookmark| (bookmark, top)));
            let mut y = top + cell.above;
            for line in cell.lines {
                let line_height = line.height();
                put(&mut unit, line, cell.x, y);
                y += line_height;
            }
        }
        top += height;
    }
    vec![unit]
}

/// A row as one unit or, if it is higher than `room`, as units of one line of each cell.
fn row(cells: Vec<SetCell>, style: &Style, room: Length) -> Vec<Unit> {
    let height = cells.iter().map(text_height).max().unwrap_or_default().max(style.size);
    let bookmarks: Vec<BookmarkId> = cells.iter().filter_map(|cell| cell.bookmark).collect();
    let mut units = if height + style.space_before + style.space_after + TABLE_RULE * 2 <= room {
        vec![whole(cells, height)]
    } else {
        torn(cells)
    };
    if let Some(first) = units.first_mut() {
        lower(first, style.space_before);
        first.targets.extend(bookmarks.into_iter().map(|bookmark| (bookmark, Length::ZERO)));
    }
    if let Some(last) = units.last_mut() {
        last.height += style.space_after;
    }
    units
}

fn text_height(cell: &SetCell) -> Length {
    cell.lines.iter().map(Line::height).sum()
}

/// Lets the lines of all cells end at the foot of the row, as heads do.
fn sink(cells: &mut [SetCell]) {
    let height = cells.iter().map(text_height).max().unwrap_or_default();
    for cell in cells {
        cell.above = height - text_height(cell);
    }
}

fn whole(cells: Vec<SetCell>, height: Length) -> Unit {
    let mut unit = Unit { height, ..Unit::default() };
    for cell in cells {
        let mut y = cell.above;
        for line in cell.lines {
            let line_height = line.height();
            put(&mut unit, line, cell.x, y);
            y += line_height;
        }
    }
    unit
}

fn torn(cells: Vec<SetCell>) -> Vec<Unit> {
    let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
    let mut units = vec![Unit { torn: true, ..Unit::default() }; count];
    for cell in cells {
        for (unit, line) in units.iter_mut().zip(cell.lines) {
            unit.height = unit.height.max(line.height());
            put(unit, line, cell.x, Length::ZERO);
        }
    }
    for (at, unit) in units.iter_mut().enumerate() {
        if at == 0 || at + 2 == count {
            unit.keep(Keep::Lines);
        }
    }
    if let Some(last) = units.last_mut() {
        last.after = Break::default();
    }
    units
}

/// Puts a line into a unit, its top left corner at this place.
fn put(unit: &mut Unit, line: Line, x: Length, y: Length) {
    let base = y + line.ascent;
    unit.items.extend(line.items.into_iter().map(|placed| moved(placed, x, base)));
    unit.notes.extend(line.notes);
}

/// Makes a unit higher by white space at its top.
fn lower(unit: &mut Unit, space: Length) {
    unit.height += space;
    for placed in &mut unit.items {
        placed.point.y += space;
    }
}

fn moved(placed: Placed, x: Length, y: Length) -> Placed {
    Placed { point: Point { x: placed.point.x + x, y: placed.point.y + y }, ..placed }
}

/// A rule of a table.
pub(super) fn rule(x: Length, y: Length, width: Length) -> Placed {
    Placed {
        point: Point { x, y },
        item: Item::Rule { width, height: TABLE_RULE, ink: Ink::Black },
        origin: Origin::Artifact(Artifact::Layout),
    }
}

fn rule_around(head: &mut [Unit], x: Length, width: Length) {
    if let Some(first) = head.first_mut() {
        lower(first, TABLE_RULE);
        first.items.insert(0, rule(x, Length::ZERO, width));
    }
    if let Some(last) = head.last_mut() {
        rule_below(last, x, width);
    }
}

fn rule_below(unit: &mut Unit, x: Length, width: Length) {
    unit.items.push(rule(x, unit.height, width));
    unit.height += TABLE_RULE;
}

/// The head as it is drawn again: all artifact, nothing to click; not at all if it is higher than `most`.
fn repeated(units: &[Unit], x: Length, width: Length, most: Length) -> Head {
    let empty = Head { height: Length::ZERO, items: vec![], x, width };
    match units {
        [unit] if unit.height <= most => {
            let items = unit.items.iter().filter(|placed| !matches!(placed.item, Item::Link { .. }));
            let items = items.map(|placed| Placed { origin: Origin::Artifact(Artifact::Layout), ..placed.clone() });
            Head { height: unit.height, items: items.collect(), ..empty }
        }
        _ => empty,
    }
}
