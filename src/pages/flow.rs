//! Sets every block, line by line, into units in reading order: the flow.

use super::footnote::Footnotes;
use super::inline::{Column, Engine};
use super::line::Line;
use super::unit::{Break, Flow, Keep, Segment, Side, Unit, stacked};
use crate::document::text::announces;
use crate::document::{
    Block, BookmarkId, Caption, Document, Heading, ListItem, Orientation, PageSetup, Paragraph, Part, PartKind,
    Quotation, Recommendations, Role, Style,
};
use crate::facts::language::Direction;
use crate::length::Length;
use crate::look::measures::{SIDE_DISTANCE, SIDE_RULE};

/// What it costs to part a sentence from the list it introduces.
const LEAD_IN: u64 = 2_500;

/// Sets all blocks of a document.
pub(super) fn gather<'d>(document: &'d Document, engine: &mut Engine<'_>) -> Flow<'d> {
    let notes = Footnotes::new(document, engine);
    let mut gatherer = Gatherer {
        document,
        engine,
        flow: Flow { notes, ..Flow::default() },
        segment: Segment::default(),
        indent: Length::ZERO,
        side: None,
        waiting: vec![],
        blocks: 0,
        title_lines: 0,
    };
    for part in &document.parts {
        gatherer.part(part);
    }
    gatherer.finish()
}

/// Collects units.
pub(super) struct Gatherer<'d, 'e, 'f> {
    pub(super) document: &'d Document,
    pub(super) engine: &'e mut Engine<'f>,
    pub(super) flow: Flow<'d>,
    segment: Segment,
    /// Where blocks without a marker begin: inside list items at the text of the item.
    indent: Length,
    /// The rule beside what is being gathered.
    side: Option<Side>,
    /// Bookmarks of paragraphs without lines: they point at what follows.
    waiting: Vec<BookmarkId>,
    /// Blocks with a side rule so far.
    blocks: usize,
    /// Lines of a title block that stand right before.
    title_lines: usize,
}

impl<'d> Gatherer<'d, '_, '_> {
    fn part(&mut self, part: &'d Part) {
        let cover = part.kind == PartKind::Cover;
        if part.new_page || cover || self.segment.cover {
            self.new_page();
        }
        self.turn(part.orientation);
        self.segment.cover = cover;
        self.blocks(&part.blocks);
    }

    fn finish(mut self) -> Flow<'d> {
        self.new_page();
        let last = self.flow.segments.last_mut().and_then(|segment| segment.units.last_mut());
        if let Some(unit) = last {
            unit.targets.extend(self.waiting.into_iter().map(|bookmark| (bookmark, Length::ZERO)));
        }
        self.flow
    }

    /// Ends the segment, unless nothing stands in it yet.
    fn new_page(&mut self) {
        if !self.segment.units.is_empty() {
            let Segment { cover, orientation, .. } = self.segment;
            self.flow
                .segments
                .push(std::mem::replace(&mut self.segment, Segment { cover, orientation, units: vec![] }));
        }
    }

    /// Goes on on pages that are turned like this.
    pub(super) fn turn(&mut self, orientation: Orientation) -> Orientation {
        if self.segment.orientation != orientation {
            self.new_page();
        }
        std::mem::replace(&mut self.segment.orientation, orientation)
    }

    /// The page of what is being gathered.
    pub(super) fn page(&self) -> PageSetup {
        self.document.page.oriented(self.segment.orientation)
    }

    fn blocks(&mut self, blocks: &'d [Block]) {
        for (at, block) in blocks.iter().enumerate() {
            self.block(block);
            if let (Block::Paragraph(paragraph), Some(Block::List(_))) = (block, blocks.get(at + 1)) {
                self.lead_in(paragraph);
            }
        }
    }

    fn block(&mut self, block: &'d Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Heading(heading) => self.heading(heading),
            Block::List(list) => self.items(&list.items),
            Block::Recommendations(recommendations) => self.recommendations(recommendations),
            Block::Quotation(quotation) => self.quotation(quotation),
            Block::Table(table) if table.orientation == Orientation::Landscape => {
                let around = self.turn(Orientation::Landscape);
                self.table(table);
                self.turn(around);
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Contents(contents) => self.contents(contents),
            Block::PageBreak(_) => self.new_page(),
        }
    }

    fn heading(&mut self, heading: &'d Heading) {
        self.paragraph(&heading.paragraph);
    }

    fn paragraph(&mut self, paragraph: &'d Paragraph) {
        let style = self.document.styles.get(paragraph.role);
        let own = if style.side_rule && self.side.is_none() { Some(self.new_side(Some(paragraph))) } else { None };
        // A marker's level brings its own indents, counted from the margin of the text.
        let indent = if paragraph.marker.is_some() { Length::ZERO } else { self.indent };
        let column = Column { width: self.width() - indent, align: None, decimal: None };
        let lines = self.engine.paragraph(self.document, paragraph, column);
        let mut units = units(lines, style, self.start(indent));
        if paragraph.role == Role::Title
            && let Some(first) = units.first_mut()
        {
            first.at_top = style.space_before;
        }
        self.title_line(paragraph.role, &mut units);
        if own.is_some() {
            self.side = own;
        }
        self.add(units, style.space_before, style.space_after, paragraph.bookmark);
        if own.is_some() {
            self.side = None;
        }
    }

    /// Where a title block is higher than a page, the names of many organizations go on on the next one; its title stays
    /// whole, and so do the words before the first name.
    fn title_line(&mut self, role: Role, units: &mut [Unit]) {
        let is_line = role == Role::TitleLine;
        if is_line
            && self.title_lines > 1
            && let Some(before) = self.segment.units.last_mut()
        {
            before.after = Break::Avoided(Keep::Names);
        }
        self.title_lines = if is_line { self.title_lines + 1 } else { 0 };
        if matches!(role, Role::Title | Role::Subtitle) || is_line {
            units.iter_mut().for_each(|unit| unit.keep(Keep::Next));
        }
    }

    /// The source of a table or figure that was added last, on its page.
    pub(super) fn below(&mut self, below: Option<&'d Paragraph>) {
        if let Some(below) = below {
            self.keep_last_with_next();
            self.paragraph(below);
        }
    }

    /// A caption with this space after it; gives its height with that space.
    pub(super) fn caption(&mut self, caption: &'d Caption, space_after: Length) -> Length {
        let style = self.document.styles.get(caption.paragraph.role);
        let column = Column { width: self.width() - self.indent, align: None, decimal: None };
        let lines = self.engine.caption(self.document, caption, column);
        let height = lines.iter().map(Line::height).sum::<Length>() + space_after;
        let units = units(lines, style, self.start(self.indent));
        self.add(units, style.space_before, space_after, caption.paragraph.bookmark);
        height
    }

    fn items(&mut self, items: &'d [ListItem]) {
        for item in items {
            let outer = self.indent;
            if let Some(Block::Paragraph(first)) = item.blocks.first() {
                self.indent = self.wrap_at(first).unwrap_or(outer);
            }
            self.blocks(&item.blocks);
            self.indent = outer;
        }
    }

    /// Where the following lines of a paragraph with a marker begin.
    fn wrap_at(&self, paragraph: &Paragraph) -> Option<Length> {
        Some(self.level(paragraph)?.wrap_at)
    }

    fn level(&self, paragraph: &Paragraph) -> Option<&'d crate::document::ListLevel> {
        let marker = paragraph.marker.as_ref()?;
        let list = self.document.lists.get(marker.list.0 as usize)?;
        list.levels.get(usize::from(marker.level)).or(list.levels.last())
    }

    fn recommendations(&mut self, recommendations: &'d Recommendations) {
        if let Some(lead_in) = &recommendations.lead_in {
            self.paragraph(lead_in);
            self.lead_in(lead_in);
        }
        if self.document.styles.get(Role::Recommendation).side_rule {
            let first = recommendations.items.first().and_then(|item| match item.blocks.first() {
                Some(Block::Paragraph(paragraph)) => Some(paragraph),
                Some(
                    Block::Heading(_)
                    | Block::List(_)
                    | Block::Recommendations(_)
                    | Block::Quotation(_)
                    | Block::Table(_)
                    | Block::Figure(_)
                    | Block::Contents(_)
                    | Block::PageBreak(_),
                )
                | None => None,
            });
            self.side = Some(self.new_side(first));
        }
        self.items(&recommendations.items);
        self.side = None;
    }

    /// The rule beside a block that begins with this paragraph.
    fn new_side(&mut self, first: Option<&Paragraph>) -> Side {
        let level = first.and_then(|paragraph| self.level(paragraph));
        let text = level.map_or(self.indent, |level| level.marker_at.min(level.wrap_at).min(level.text_at));
        let from_start = text - SIDE_DISTANCE;
        self.blocks += 1;
        let x = match self.document.direction {
            Direction::LeftToRight => from_start,
            Direction::RightToLeft => self.width() - from_start - SIDE_RULE,
        };
        Side { x, block: self.blocks }
    }

    fn quotation(&mut self, quotation: &'d Quotation) {
        for paragraph in &quotation.paragraphs {
            self.paragraph(paragraph);
        }
        if let Some(source) = &quotation.source {
            self.keep_last_with_next();
            self.paragraph(source);
        }
    }

    /// The width of the text block.
    pub(super) fn width(&self) -> Length {
        self.page().text_width()
    }

    /// The indent of blocks without a marker.
    pub(super) fn indent(&self) -> Length {
        self.indent
    }

    /// The left edge, from that of the text block, of something indented at the start and reaching to the end.
    pub(super) fn start(&self, indent: Length) -> Length {
        match self.document.direction {
            Direction::LeftToRight => indent,
            Direction::RightToLeft => Length::ZERO,
        }
    }

    /// Adds the units of a block with the space around it.
    pub(super) fn add(
        &mut self,
        mut units: Vec<Unit>,
        space_before: Length,
        space_after: Length,
        bookmark: Option<BookmarkId>,
    ) {
        self.waiting.extend(bookmark);
        let Some(first) = units.first_mut() else { return };
        first.wants_before = Some(space_before);
        first.targets.extend(self.waiting.drain(..).map(|bookmark| (bookmark, Length::ZERO)));
        if let Some(last) = units.last_mut() {
            last.wants_after = space_after;
        }
        let side = self.side;
        self.segment.units.extend(units.into_iter().map(|unit| Unit { side, ..unit }));
    }

    /// How many units stand in the segment.
    pub(super) fn count(&self) -> usize {
        self.segment.units.len()
    }

    /// Lets the figure that begins with this unit, and was added last, move down to the next page; not out of a list, and
    /// not with notes, whose numbers would then be out of order.
    pub(super) fn let_move(&mut self, first: usize) {
        let figure = &mut self.segment.units[first..];
        let count = figure.len();
        let noted = figure.iter().any(|unit| !unit.notes.is_empty());
        if let Some(picture) = figure.first_mut().filter(|picture| !noted && picture.side.is_none()) {
            picture.figure = if self.indent == Length::ZERO { count } else { 0 };
        }
    }

    /// Keeps what was added last on one page with what it belongs to.
    pub(super) fn keep_last_with_next(&mut self) {
        self.keep_last(Keep::Next);
    }

    /// The height of what stands on the page of what comes next: a caption, and the headings above it.
    pub(super) fn held(&self) -> Length {
        let units = &self.segment.units;
        let free = units.iter().rposition(|unit| matches!(unit.after, Break::Allowed(_)));
        stacked(&units[free.map_or(0, |free| free + 1)..])
    }

    /// Keeps what was added last on one page with what comes next.
    pub(super) fn keep_last(&mut self, keep: Keep) {
        if let Some(unit) = self.segment.units.last_mut() {
            unit.keep(keep);
        }
    }

    /// Holds what was added last, and introduces a list, to the first item.
    fn lead_in(&mut self, paragraph: &Paragraph) {
        if announces(paragraph) { self.keep_last(Keep::Lead) } else { self.cost_after_last(LEAD_IN) }
    }

    /// Makes it dearer to end a page after what was added last.
    fn cost_after_last(&mut self, cost: u64) {
        if let Some(unit) = self.segment.units.last_mut() {
            unit.after = unit.after.max(Break::Allowed(cost));
        }
    }
}

/// The units of a paragraph, with the keeps of its style; `x` is the left edge of its column.
pub(super) fn units(lines: Vec<Line>, style: &Style, x: Length) -> Vec<Unit> {
    let count = lines.len();
    let mut units: Vec<Unit> = lines.into_iter().map(|line| Unit::line(line, x)).collect();
    for (at, unit) in units.iter_mut().enumerate() {
        let last = at + 1 == count;
        if last && style.keep_with_next {
            unit.keep(Keep::Lead);
        }
        if !last && style.keep_together {
            unit.keep(Keep::Paragraph);
        }
        // Two lines at least stay at the foot of a page, and two go to the next.
        if !last && (at == 0 || at + 2 == count) {
            unit.keep(Keep::Lines);
        }
    }
    units
}
