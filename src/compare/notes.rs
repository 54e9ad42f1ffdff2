//! The notes of a comparison: changed ones are marked word by word, and notes that are gone stay with their old words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::blocks::{Block, blocks};
use super::merger::Merger;
use super::pen::{NotePair, Pen};
use super::properties::rewritten;
use super::text::Side;
use super::{Edit, EditKind, Moves};
use crate::read::word::{NodeId, Space, Tree};

/// What came of the notes of one kind.
pub(super) struct Notes {
    /// The part as it is written; `None` if it stays as it is.
    pub(super) xml: Option<String>,
    pub(super) edits: Vec<Edit>,
    pub(super) words_out: usize,
    pub(super) words_in: usize,
    pub(super) next_id: u64,
}

/// Writes the notes of one kind. `kept` and `gone` are pairs of ids of this kind.
pub(super) fn notes(
    old: &Side,
    new: &Side,
    kept: &[&NotePair],
    gone: &[&NotePair],
    main: &Pen<'_>,
    date: Option<String>,
    next_id: u64,
) -> Notes {
    let mut pen = Pen::new(old, new, date, next_id);
    pen.styles.clone_from(&main.styles);
    pen.same_numbering.clone_from(&main.same_numbering);
    let mut merger = Merger::new(&mut pen, Moves::Off);
    let (old_tree, new_tree) = (&old.tree, &new.tree);
    let (old_notes, new_notes) = (by_id(old_tree), by_id(new_tree));
    let mut pieces: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for (_, old_id, new_id) in kept {
        let (Some(a), Some(b)) = (old_notes.get(old_id.as_str()), new_notes.get(new_id.as_str())) else {
            continue;
        };
        let before = merger.edits.len();
        let inner = new_tree.inner(*b);
        let written = merger.closed(&blocks(old, *a), &blocks(new, *b), inner.clone());
        for edit in &mut merger.edits[before..] {
            edit.kind = EditKind::NoteChanged;
            edit.place = None;
        }
        if written != new_tree.text()[inner.clone()] {
            pieces.push((inner, written));
        }
    }
    let p = &new.prefix;
    let mut added = String::new();
    for (is_endnote, old_id, new_id) in gone {
        let Some(&node) = old_notes.get(old_id.as_str()) else { continue };
        let name = if *is_endnote { "endnote" } else { "footnote" };
        let mut content = merger.gone_note(&blocks(old, node));
        if !matches!(blocks(old, node).last(), Some(Block::Line(_))) {
            content += &format!("<{p}p/>");
        }
        added += &format!("<{p}{name} {p}id=\"{new_id}\">{content}</{p}{name}>");
    }
    let edits = std::mem::take(&mut merger.edits);
    let xml = (!pieces.is_empty() || !added.is_empty()).then(|| {
        let root = new_tree.root();
        if new_tree.is_empty_tag(root) {
            let whole = new_tree.text();
            let start = whole[..new_tree.range(root).end].trim_end_matches("/>");
            return format!("{start}>{added}</{p}{}>", new_tree.name(root));
        }
        let end = new_tree.inner(root).end;
        pieces.push((end..end, added));
        crate::copy::edited(new_tree.text(), pieces)
    });
    Notes { xml, edits, words_out: pen.words_out, words_in: pen.words_in, next_id: pen.next_id }
}

/// A part of notes with the rules above notes alone, for a file that has no such part.
pub(super) fn empty_part(old: &Tree) -> String {
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let root = old.name(old.root());
    let rules = old.children(old.root()).filter(|node| old.word(*node, "type").is_some_and(|kind| kind != "normal"));
    let rules: String = rules.map(|node| rewritten(old, node, "w:", &|_| false)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{root} xmlns:w=\"{WORD}\">{rules}</w:{root}>"
    )
}

/// The notes of a part.
fn by_id(tree: &Tree) -> BTreeMap<Cow<'_, str>, NodeId> {
    let mut notes = BTreeMap::new();
    for node in tree.children(tree.root()).filter(|node| tree.space(*node) == Some(Space::Word)) {
        if let Some(id) = tree.word(node, "id") {
            notes.entry(id).or_insert(node);
        }
    }
    notes
}

/// How many words notes have.
pub(super) fn words_of(side: &Side, ids: &[&str]) -> usize {
    let notes = by_id(&side.tree);
    let blocks_of = |id: &&str| notes.get(*id).map(|node| blocks(side, *node)).unwrap_or_default();
    ids.iter().flat_map(blocks_of).map(|block| block.words()).sum()
}
