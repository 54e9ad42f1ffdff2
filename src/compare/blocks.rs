//! Writes the new text with tracked changes: paragraphs, tables, rows and cells.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use super::align::{Entry, Step, align};
use super::pen::{Mark, Pen};
use super::text::{Line, Side, line};
use super::{Edit, EditKind, Moves};
use crate::read::word::{NodeId, Space, Tree, alternative};

/// A move is of a paragraph with at least so many words.
const MOVED_WORDS: usize = 5;

/// A paragraph or a table.
pub(super) enum Block {
    Line(Line),
    Table(Table),
}

/// A table as it is compared.
pub(super) struct Table {
    node: NodeId,
    rows: Vec<Row>,
    entry: Entry,
}

/// A row as it is compared.
pub(super) struct Row {
    node: NodeId,
    cells: Vec<(NodeId, Vec<Block>)>,
    entry: Entry,
}

impl Block {
    fn entry(&self) -> &Entry {
        match self {
            Block::Line(line) => &line.entry,
            Block::Table(table) => &table.entry,
        }
    }

    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        self.entry().words.len()
    }

    fn node(&self) -> NodeId {
        match self {
            Block::Line(line) => line.node,
            Block::Table(table) => table.node,
        }
    }
}

/// The paragraphs and tables in an element; a table of contents is made anew and is not among them.
pub(super) fn blocks(side: &Side, around: NodeId) -> Vec<Block> {
    let mut found = Vec::new();
    let mut contents = 0;
    collect(side, around, &mut contents, &mut found);
    found
}

fn collect(side: &Side, around: NodeId, contents: &mut i32, found: &mut Vec<Block>) {
    let tree = &side.tree;
    for node in tree.children(around) {
        match tree.named(node) {
            Some((Space::Word, "p")) if !is_in_contents(tree, node, contents) => {
                found.push(Block::Line(line(side, node)));
            }
            Some((Space::Word, "tbl")) => found.push(Block::Table(table(side, node))),
            Some((Space::Word, "sdt")) if !is_contents_or_prompt(tree, node) => collect(side, node, contents, found),
            Some((Space::Word, "sdtContent" | "customXml" | "smartTag")) => collect(side, node, contents, found),
            Some((Space::Compatibility, "AlternateContent")) => {
                if let Some(chosen) = alternative(tree, node) {
                    collect(side, chosen, contents, found);
                }
            }
            _ => {}
        }
    }
}

/// Whether a content control holds the table of contents, or a prompt that nobody filled in.
fn is_contents_or_prompt(tree: &Tree, node: NodeId) -> bool {
    let Some(properties) = tree.child(node, Space::Word, "sdtPr") else { return false };
    let gallery = tree.child(properties, Space::Word, "docPartObj");
    let gallery = gallery.and_then(|gallery| tree.value_of(gallery, "docPartGallery"));
    gallery.as_deref() == Some("Table of Contents") || tree.switch(properties, "showingPlcHdr") == Some(true)
}

/// Whether a paragraph belongs to a field of contents that goes over several; `open` is how many fields are open.
fn is_in_contents(tree: &Tree, paragraph: NodeId, open: &mut i32) -> bool {
    let was_open = *open > 0;
    let mut begins = was_open;
    let mut depth = *open;
    for inside in tree.within(paragraph) {
        match tree.named(inside) {
            Some((Space::Word, "fldChar")) => match tree.word(inside, "fldCharType").as_deref() {
                Some("begin") => depth += 1,
                Some("end") => depth -= 1,
                _ => {}
            },
            Some((Space::Word, "instrText")) => {
                let words = tree.words(inside);
                let name = words.split_whitespace().next().unwrap_or("");
                begins |= matches!(name, "TOC" | "INDEX" | "TOA");
            }
            _ => {}
        }
    }
    *open = if begins { depth.max(0) } else { 0 };
    begins
}

fn table(side: &Side, node: NodeId) -> Table {
    let tree = &side.tree;
    let mut rows = Vec::new();
    for row in parts(tree, node, "tr") {
        let cells: Vec<(NodeId, Vec<Block>)> =
            parts(tree, row, "tc").into_iter().map(|cell| (cell, blocks(side, cell))).collect();
        let inside: Vec<&Entry> = cells.iter().flat_map(|(_, blocks)| blocks.iter().map(Block::entry)).collect();
        let entry = joined(10 + cells.len(), &inside);
        rows.push(Row { node: row, cells, entry });
    }
    let inside: Vec<&Entry> = rows.iter().map(|row| &row.entry).collect();
    Table { node, entry: joined(2, &inside), rows }
}

/// Rows of a table or cells of a row, those in content controls too.
fn parts(tree: &Tree, around: NodeId, name: &str) -> Vec<NodeId> {
    let mut found = Vec::new();
    for node in tree.children(around) {
        match tree.named(node) {
            Some((Space::Word, this)) if this == name => found.push(node),
            Some((Space::Word, "sdt" | "sdtContent" | "customXml")) => found.extend(parts(tree, node, name)),
            _ => {}
        }
    }
    found
}

fn joined(kind: usize, inside: &[&Entry]) -> Entry {
    let mut hasher = DefaultHasher::new();
    let mut words = Vec::new();
    for entry in inside {
        (entry.kind, entry.hash).hash(&mut hasher);
        words.extend(&entry.words);
    }
    words.sort_unstable();
    Entry { hash: hasher.finish(), kind, words }
}

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
        let steps = steps(old, new);
        let moved = if self.moves == Moves::Found { self.find_moves(old, new, &steps) } else { Moved::default() };
        self.write(old, new, &steps, inner, &moved, Mark::Changed)
    }

    /// What stands in a cell or a note: its last paragraph stays.
    pub(super) fn closed(&mut self, old: &[Block], new: &[Block], inner: Range<usize>) -> String {
        let steps = match (old.split_last(), new.split_last()) {
            (Some((Block::Line(_), old_start)), Some((Block::Line(_), new_start))) => {
                let mut steps = steps(old_start, new_start);
                steps.push(Step::Pair(old_start.len(), new_start.len()));
                steps
            }
            _ => steps(old, new),
        };
        self.write(old, new, &steps, inner, &Moved::default(), Mark::Changed)
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

    fn write(
        &mut self,
        old: &[Block],
        new: &[Block],
        steps: &[Step],
        inner: Range<usize>,
        moved: &Moved,
        mark: Mark,
    ) -> String {
        let tree = &self.pen.new.tree;
        let mut out = String::new();
        let mut at = inner.start;
        for step in steps {
            match step {
                Step::Old(a) => match &old[*a] {
                    Block::Line(line) => match moved.from.get(a) {
                        Some(number) => out += &self.pen.moved_from(line, *number),
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
                        (Step::Pair(a, _), Block::Line(line)) => self.line_pair(&old[*a], line),
                        (Step::Pair(a, _), Block::Table(table)) => self.table_pair(&old[*a], table),
                        (_, Block::Line(line)) => match moved.to.get(b) {
                            Some(number) => {
                                self.tell(EditKind::ParagraphMoved, None, Some(line));
                                self.pen.moved_to(line, *number)
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

    fn line_pair(&mut self, old: &Block, new: &Line) -> String {
        let Block::Line(old) = old else { return self.pen.inserted(new, Mark::Changed) };
        if old.entry.hash == new.entry.hash {
            return self.pen.kept(old, new);
        }
        self.tell(EditKind::ParagraphChanged, Some(old), Some(new));
        self.pen.changed(old, new)
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
            out += &self.write(&[], blocks, &steps, inner, &Moved::default(), Mark::Kept);
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
            out += &self.write(blocks, &[], &steps, 0..0, &Moved::default(), Mark::Kept);
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
        let out = self.write(blocks, &[], &steps, 0..0, &Moved::default(), Mark::Kept);
        self.edits.truncate(before);
        out
    }
}

/// The paragraphs that only stand elsewhere: old or new index to the number of the move.
#[derive(Default)]
struct Moved {
    from: BTreeMap<usize, usize>,
    to: BTreeMap<usize, usize>,
}

fn steps(old: &[Block], new: &[Block]) -> Vec<Step> {
    let entries = |blocks: &[Block]| blocks.iter().map(|block| block.entry().clone()).collect::<Vec<Entry>>();
    align(&entries(old), &entries(new))
}
