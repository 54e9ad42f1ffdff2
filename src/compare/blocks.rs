//! The paragraphs and tables of a Word file as they are compared.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::align::Entry;
use super::text::{Line, Side, line};
use crate::read::word::{NodeId, Space, Tree, alternative};

/// A paragraph or a table.
pub(super) enum Block {
    Line(Line),
    Table(Table),
}

/// A table as it is compared.
pub(super) struct Table {
    pub(super) node: NodeId,
    pub(super) rows: Vec<Row>,
    entry: Entry,
}

/// A row as it is compared.
pub(super) struct Row {
    pub(super) node: NodeId,
    pub(super) cells: Vec<(NodeId, Vec<Block>)>,
    pub(super) entry: Entry,
}

impl Block {
    pub(super) fn entry(&self) -> &Entry {
        match self {
            Block::Line(line) => &line.entry,
            Block::Table(table) => &table.entry,
        }
    }

    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        self.entry().words.len()
    }

    pub(super) fn node(&self) -> NodeId {
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
