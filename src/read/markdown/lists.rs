//! Reads marks typed before paragraphs, `(a)`, `(i)`, as lists inside lists.

use super::Markdown;
use super::marks::{self, Alphabet, Mark, Reading, written};
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::read::context::Context;
use crate::read::{Block, Item, ListStyle};
use crate::source::Span;

/// The blocks of one container, and the lists that are still open at its end.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    /// Index of the outermost open list.
    list_at: usize,
    /// The open lists, the outermost first; each inner one ends the last item of the one around it.
    levels: Vec<Level>,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    style: ListStyle,
    alphabet: Alphabet,
    last: u32,
}

impl Level {
    fn takes(self, reading: &Reading) -> bool {
        self.style == reading.style && self.alphabet == reading.alphabet
    }
}

/// Where an item goes.
struct Place {
    /// How many of the open lists stay open.
    depth: usize,
    /// Whether a list begins there.
    is_new: bool,
    reading: Reading,
    /// The number that was due, where another was typed.
    due: Option<u32>,
}

impl Flow {
    /// Adds a block. A list or quotation may belong to the item before it, which shows when the next mark comes.
    pub(super) fn push(&mut self, block: Block) {
        if !matches!(block, Block::List { .. } | Block::Quotation(_)) {
            self.levels.clear();
        }
        self.blocks.push(block);
    }

    /// Adds an item with its mark. Gives the mark that was due, if another was typed.
    pub(super) fn push_item(&mut self, mark: &Mark<'_>, item: Item) -> Option<String> {
        let place = self.place(mark)?;
        let level = Level { style: place.reading.style, alphabet: place.reading.alphabet, last: place.reading.ordinal };
        let is_new = place.is_new;
        if is_new && place.depth == 0 {
            self.blocks.push(Block::List { style: level.style, items: Vec::new(), language: None, span: item.span });
            self.list_at = self.blocks.len() - 1;
        } else {
            self.attach_following_blocks();
        }
        self.levels.truncate(place.depth);
        let span = item.span;
        if let Some(items) = self.items_at(place.depth, span, is_new.then_some(level.style)) {
            items.push(item);
        }
        self.levels.push(level);
        place.due.map(|due| written(place.reading, due))
    }

    fn place(&self, mark: &Mark<'_>) -> Option<Place> {
        let find = |wanted: &dyn Fn(&Level, &Reading) -> bool| {
            self.levels.iter().enumerate().rev().find_map(|(depth, level)| {
                let reading = mark.readings.iter().find(|reading| wanted(level, reading))?;
                Some((depth, *level, *reading))
            })
        };
        let follows = |level: &Level, reading: &Reading| {
            level.takes(reading) && (reading.ordinal == level.last + 1 || reading.style == ListStyle::Bullets)
        };
        if let Some((depth, _, reading)) = find(&follows) {
            return Some(Place { depth, is_new: false, reading, due: None });
        }
        if let Some(first) = mark.readings.iter().rev().find(|reading| reading.ordinal <= 1) {
            // The same marks begin again: most probably a mark typed twice.
            let again = self.again(*first);
            let new = Place { depth: self.depth_of_new(first), is_new: true, reading: *first, due: None };
            return again.or(Some(new));
        }
        if let Some((depth, level, reading)) = find(&|level, reading| level.takes(reading)) {
            return Some(Place { depth, is_new: false, reading, due: Some(level.last + 1) });
        }
        let reading = *mark.readings.first()?;
        Some(Place { depth: self.depth_of_new(&reading), is_new: true, reading, due: Some(1) })
    }

    /// A new list stands inside the innermost open one, but letters do not stand inside pasted bullets.
    fn depth_of_new(&self, reading: &Reading) -> usize {
        let is_bullet = |style: ListStyle| style == ListStyle::Bullets;
        let outer = self.levels.iter().take_while(|level| !is_bullet(level.style)).count();
        if is_bullet(reading.style) { self.levels.len() } else { outer }
    }

    /// `(a)` after `(b)`: most probably a mark typed twice.
    fn again(&self, reading: Reading) -> Option<Place> {
        let (depth, level) = self.levels.iter().enumerate().rev().find(|(_, level)| level.takes(&reading))?;
        let due = level.last + 1;
        Some(Place { depth, is_new: false, reading: Reading { ordinal: due, ..reading }, due: Some(due) })
    }

    fn attach_following_blocks(&mut self) {
        if self.blocks.len() <= self.list_at + 1 {
            return;
        }
        let following: Vec<Block> = self.blocks.drain(self.list_at + 1..).collect();
        let depth = self.levels.len().saturating_sub(1);
        if let Some(item) = self.items_at(depth, Span::default(), None).and_then(|items| items.last_mut()) {
            item.blocks.extend(following);
        }
    }

    /// The items of the open list at `depth`, which is begun if `new` says how; lists on the way grow to `span`.
    fn items_at(&mut self, depth: usize, span: Span, new: Option<ListStyle>) -> Option<&mut Vec<Item>> {
        let mut block = self.blocks.get_mut(self.list_at)?;
        for level in 0..=depth {
            let Block::List { items, span: whole, .. } = block else { return None };
            if span != Span::default() {
                *whole = whole.to(span);
            }
            if level == depth {
                return Some(items);
            }
            let inner = items.last_mut()?;
            if level + 1 == depth
                && let Some(style) = new
            {
                inner.blocks.push(Block::List { style, items: Vec::new(), language: None, span });
            }
            if span != Span::default() {
                inner.span = inner.span.to(span);
            }
            block = inner.blocks.last_mut()?;
        }
        None
    }
}

/// The finding for a mark that is not the next.
pub(super) fn out_of_order(typed: &str, due: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(Code::MarksOutOfOrder, span, format!("the mark `{typed}` is typed where {due} is expected"))
        .help(
            "the program numbers the items itself, so readers see another mark than you typed; check references to it",
        )
}

impl Markdown<'_, '_, '_> {
    /// Numbers that do not begin at one would be lost without a word.
    pub(super) fn judge_numbers(&mut self, first: u64, index: usize) {
        let start = self.source.events[index].1.start;
        let text = self.source.text.get(start..).unwrap_or("");
        let mark: &str = text.split_whitespace().next().unwrap_or("");
        let span = self.span(start..start + mark.len());
        if first != 1 {
            let escaped = mark.replace('.', "\\.").replace(')', "\\)");
            self.context.report(
                Diagnostic::warning(
                    Code::MarksOutOfOrder,
                    span,
                    format!("the list begins with `{mark}`, but the program counts from 1"),
                )
                .help(format!("if the number belongs to the text, write `{escaped}`")),
            );
        }
        self.judge_run(index);
    }

    /// Markdown counts on from the first number: 1, 2, 4 is printed as 1, 2, 3. The same number throughout is meant so.
    fn judge_run(&mut self, index: usize) {
        let mut typed: Vec<(usize, &str, u64)> = Vec::new();
        let mut at = index + 1;
        while at < self.source.ends[index] {
            let start = self.source.events[at].1.start;
            let text = self.source.text.get(start..).unwrap_or("");
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let mark = text.get(..digits + 1).unwrap_or("");
            typed.extend(text[..digits].parse().ok().map(|number| (start, mark, number)));
            at = self.source.ends[at] + 1;
        }
        if typed.windows(2).all(|pair| pair[0].2 == pair[1].2) {
            return;
        }
        for pair in typed.windows(2) {
            let ((_, _, last), (start, mark, number)) = (pair[0], pair[1]);
            if number != last + 1 {
                let due = format!("{}{}", last + 1, mark.trim_start_matches(|c: char| c.is_ascii_digit()));
                let span = self.span(start..start + mark.len());
                self.context.report(out_of_order(mark, &due, span));
            }
        }
    }
}

/// Judges the marks typed before items of a list of blocks: a gap in them is most often a missing item.
pub(in crate::read) fn judge_marks(context: &mut Context<'_>, items: &[Item]) {
    let mut last: Option<u32> = None;
    for typed in items.iter().filter_map(|item| item.typed_mark.as_ref()) {
        let text = format!("{} x", typed.value);
        let Some(mark) = marks::parse(&text) else { continue };
        let due = last.map_or(1, |last| last + 1);
        let reading = mark.readings.iter().find(|reading| reading.ordinal == due);
        if let (None, Some(first)) = (reading, mark.readings.first()) {
            context.report(out_of_order(&typed.value, &written(*first, due), typed.span));
        }
        last = Some(reading.or(mark.readings.first()).map_or(due, |reading| reading.ordinal));
    }
}
