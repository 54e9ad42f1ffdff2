//! Writes the new text with tracked changes: paragraphs, tables, rows and cells.

use std::collections::BTreeMap;
use std::ops::Range;

use super::align::{Entry, Step, align};
use super::blocks::{Block, Row, Table};
use super::ends::{Moved, Plan, settled};
use super::pen::{Mark, Pen};
use super::text::Line;
use super::{Edit, EditKind, Moves};
use crate::read::word::Space;

/// A move is of a paragraph with at least so many words.
const MOVED_WORDS: usize = 5;

/// Writes the new text with changes.
pub(super) struct Merger<'p, 's> {
    pub(super) pen: &'p mut Pen<'s>,
    pub(super) moves: Moves,
    pub(super) edits: Vec<Edit>,
    moved: usize,
}

impl<'p, 's> Merger<'p, 's> {
    pub(super) fn new(pen: &'p mut Pen<'s>, moves: Moves) -> Merger<'p, 's> {
        Merger { pen, moves, edits: Vec::new(), moved: 0 }
    }

    /// What stands in the whole text.
    pub(super) fn body(&mut self, old: &[Block], new: &[Block], inner: Range<usize>) -> String {
        let (steps, end) = settled(self.pen.new, old, new, inner.end);
        let moved = if self.moves == Moves::Found { self.find_moves(old, new, &steps) } else { Moved::default() };
        self.write(old, new, &Plan { steps, end, moved, mark: Mark::Changed }, inner)
    }

    /// What stands in a cell or a note.
    pub(super) fn closed(&mut self, old: &[Block], new: &[Block], inner: Range<usize>) -> String {
        let (steps, end) = settled(self.pen.new, old, new, inner.end);
        self.write(old, new, &Plan { steps, end, moved: Moved::default(), mark: Mark::Changed }, inner)
    }

    fn find_moves(&mut self, old: &[Block], new: &[Block], steps: &[Step]) -> Moved {
        let mut gone: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for step in steps {
            if let Step::Old(at) = step
                && let Block::Line(line) = &old[*at]
                && line.is_plain()
                && line.entry.words.len() >= MOVED_WORDS
            {
                gone.entry(line.entry.hash).or_default().push(*at);
            }
        }
        let mut moved = Moved::default();
        for step in steps {
            if let Step::New(at) = step
                && let Block::Line(line) = &new[*at]
                && line.is_plain()
                && let Some(from) = gone.get_mut(&line.entry.hash).filter(|from| !from.is_empty())
            {
                self.moved += 1;
                moved.from.insert(from.remove(0), self.moved);
                moved.to.insert(*at, self.moved);
            }
        }
        moved
    }

    fn write(&mut self, old: &[Block], new: &[Block], plan: &Plan, inner: Range<usize>) -> String {
        let tree = &self.pen.new.tree;
        let mut out = String::new();
        let mut at = inner.start;
        for (index, step) in plan.steps.iter().enumerate() {
            let mark = plan.mark_at(index, old, new);
            match step {
                Step::Old(a) => match &old[*a] {
                    Block::Line(line) => match plan.moved.from.get(a) {
                        Some(number) => out += &self.pen.moved_from(line, mark, *number),
                        None => {
                            self.tell(EditKind::ParagraphRemoved, Some(line), None);
                            out += &self.pen.removed(line, mark);
                        }
                    },
                    Block::Table(table) => out += &self.table_removed(table),
                },
                Step::New(b) | Step::Pair(_, b) => {
                    let range = tree.range(new[*b].node());
                    out += tree.text().get(at..range.start).unwrap_or("");
                    at = range.end;
                    out += &match (step, &new[*b]) {
                        (Step::Pair(a, _), Block::Line(line)) => {
                            self.line_pair(&old[*a], line, plan.change_of_mark(index))
                        }
                        (Step::Pair(a, _), Block::Table(table)) => self.table_pair(&old[*a], table),
                        (_, Block::Line(line)) => match plan.moved.to.get(b) {
                            Some(number) => {
                                self.tell(EditKind::ParagraphMoved, None, Some(line));
                                self.pen.moved_to(line, mark, *number)
                            }
                            None => {
                                self.tell(EditKind::ParagraphAdded, None, Some(line));
                                self.pen.inserted(line, mark)
                            }
                        },
                        (_, Block::Table(table)) => self.table_added(table),
                    };
                }
            }
        }
        out + tree.text().get(at..inner.end).unwrap_or("")
    }

    fn tell(&mut self, kind: EditKind, old: Option<&Line>, new: Option<&Line>) {
        let text = |line: Option<&Line>| line.map(|line| line.text.trim().to_owned());
        let edit = Edit { kind, old: text(old), new: text(new), place: None };
        if edit.old.as_deref().unwrap_or("").is_empty() && edit.new.as_deref().unwrap_or("").is_empty() {
            return;
        }
        let node = new.map(|line| (false, line.node)).or(old.map(|line| (true, line.node)));
        self.edits.push(Edit { place: node, ..edit });
    }

    fn line_pair(&mut self, old: &Block, new: &Line, mark: Option<&str>) -> String {
        let Block::Line(old) = old else { return self.pen.inserted(new, Mark::Changed) };
        if old.entry.hash == new.entry.hash {
            return self.pen.kept(old, new, mark);
        }
        self.tell(EditKind::ParagraphChanged, Some(old), Some(new));
        self.pen.changed(old, new, mark)
    }

    fn table_pair(&mut self, old: &Block, new: &Table) -> String {
        let Block::Table(old) = old else { return self.table_added(new) };
        let entries = |table: &Table| table.rows.iter().map(|row| row.entry.clone()).collect::<Vec<Entry>>();
        let steps = align(&entries(old), &entries(new));
        if !steps.iter().any(|step| matches!(step, Step::Pair(..))) {
            return self.table_removed(old) + &self.table_added(new);
        }
        let tree = &self.pen.new.tree;
        let whole = tree.range(new.node);
        let mut at = whole.start;
        let mut out = String::new();
        for step in steps {
            match step {
                Step::Old(a) => {
                    // A row cannot stand before the properties of the table.
                    if at == whole.start
                        && let Some(first) = new.rows.first()
                    {
                        out += &tree.text()[at..tree.range(first.node).start];
                        at = tree.range(first.node).start;
                    }
                    out += &self.row_removed(&old.rows[a]);
                }
                Step::New(b) | Step::Pair(_, b) => {
                    let range = tree.range(new.rows[b].node);
                    out += tree.text().get(at..range.start).unwrap_or("");
                    at = range.end;
                    out += &match step {
                        Step::Pair(a, _) => self.row_pair(&old.rows[a], &new.rows[b]),
                        _ => self.row_added(&new.rows[b]),
                    };
                }
            }
        }
        out + &tree.text()[at..whole.end]
    }

    fn row_pair(&mut self, old: &Row, new: &Row) -> String {
        let tree = &self.pen.new.tree;
        let whole = tree.range(new.node);
        let mut at = whole.start;
        let mut out = String::new();
        for ((_, old), (cell, new)) in old.cells.iter().zip(&new.cells) {
            let inner = tree.inner(*cell);
            out += tree.text().get(at..inner.start).unwrap_or("");
            at = inner.end;
            let before = self.edits.len();
            out += &self.closed(old, new, inner);
            self.in_cells(before);
        }
        out + &tree.text()[at..whole.end]
    }

    /// What was changed since then stands in a cell.
    fn in_cells(&mut self, before: usize) {
        for edit in &mut self.edits[before..] {
            edit.kind = EditKind::CellChanged;
        }
    }

    fn row_added(&mut self, row: &Row) -> String {
        self.tell_row(EditKind::RowAdded, row);
        let sign = self.pen.sign("ins");
        let tree = &self.pen.new.tree;
        let whole = tree.range(row.node);
        let properties = tree.child(row.node, Space::Word, "trPr").filter(|node| !tree.is_empty_tag(*node));
        let p = &self.pen.new.prefix;
        let mut out = String::new();
        let mut at = match properties {
            Some(node) => {
                let end = tree.inner(node).end;
                out += &format!("{}{sign}", &tree.text()[whole.start..end]);
                end
            }
            None => {
                let exceptions = tree.child(row.node, Space::Word, "tblPrEx");
                let start = exceptions.map_or(tree.inner(row.node).start, |node| tree.range(node).end);
                out += &format!("{}<{p}trPr>{sign}</{p}trPr>", &tree.text()[whole.start..start]);
                start
            }
        };
        for (cell, blocks) in &row.cells {
            let inner = tree.inner(*cell);
            out += tree.text().get(at..inner.start).unwrap_or("");
            at = inner.end;
            let steps: Vec<Step> = (0..blocks.len()).map(Step::New).collect();
            let before = self.edits.len();
            out += &self.write(&[], blocks, &Plan::all(steps), inner);
            self.edits.truncate(before);
        }
        out + &tree.text()[at..whole.end]
    }

    fn table_added(&mut self, table: &Table) -> String {
        let tree = &self.pen.new.tree;
        let whole = tree.range(table.node);
        let mut at = whole.start;
        let mut out = String::new();
        for row in &table.rows {
            let range = tree.range(row.node);
            out += tree.text().get(at..range.start).unwrap_or("");
            at = range.end;
            out += &self.row_added(row);
        }
        out + &tree.text()[at..whole.end]
    }

    fn row_removed(&mut self, row: &Row) -> String {
        self.tell_row(EditKind::RowRemoved, row);
        let sign = self.pen.sign("del");
        let (old, p) = (&self.pen.old.tree, self.pen.new.prefix.clone());
        let mut out = format!("<{p}tr><{p}trPr>");
        if let Some(properties) = old.child(row.node, Space::Word, "trPr") {
            out.extend(old.children(properties).map(|child| self.pen.rewritten(child)));
        }
        out += &format!("{sign}</{p}trPr>");
        for (cell, blocks) in &row.cells {
            out += &format!("<{p}tc>");
            if let Some(properties) = old.child(*cell, Space::Word, "tcPr") {
                out += &self.pen.rewritten(properties);
            }
            let steps: Vec<Step> = (0..blocks.len()).map(Step::Old).collect();
            let before = self.edits.len();
            out += &self.write(blocks, &[], &Plan::all(steps), 0..0);
            self.edits.truncate(before);
            if !matches!(blocks.last(), Some(Block::Line(_))) {
                out += &format!("<{p}p/>");
            }
            out += &format!("</{p}tc>");
        }
        out + &format!("</{p}tr>")
    }

    fn table_removed(&mut self, table: &Table) -> String {
        let (old, p) = (&self.pen.old.tree, self.pen.new.prefix.clone());
        let mut out = format!("<{p}tbl>");
        for name in ["tblPr", "tblGrid"] {
            if let Some(node) = old.child(table.node, Space::Word, name) {
                out += &self.pen.rewritten(node);
            }
        }
        for row in &table.rows {
            out += &self.row_removed(row);
        }
        out + &format!("</{p}tbl>")
    }

    fn tell_row(&mut self, kind: EditKind, row: &Row) {
        let lines = |blocks: &[Block]| {
            let texts = blocks.iter().map(|block| match block {
                Block::Line(line) => line.text.trim().to_owned(),
                Block::Table(_) => String::new(),
            });
            texts.collect::<Vec<_>>().join(" ")
        };
        let text = row.cells.iter().map(|(_, blocks)| lines(blocks)).collect::<Vec<_>>().join(" | ");
        let is_old = kind == EditKind::RowRemoved;
        let first = row.cells.iter().flat_map(|(_, blocks)| blocks).next().map(Block::node);
        let place = first.map(|node| (is_old, node));
        let (old, new) = if is_old { (Some(text), None) } else { (None, Some(text)) };
        self.edits.push(Edit { kind, old, new, place });
    }

    /// A note that is gone: its paragraphs as they are written under a new id.
    pub(super) fn gone_note(&mut self, blocks: &[Block]) -> String {
        let steps: Vec<Step> = (0..blocks.len()).map(Step::Old).collect();
        let before = self.edits.len();
        let out = self.write(blocks, &[], &Plan::all(steps), 0..0);
        self.edits.truncate(before);
        out
    }
}
