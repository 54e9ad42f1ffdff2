//! The law of the reader: every word of a part is carried or told. What no rule of reading has met is told here.

use std::collections::BTreeMap;

use super::draft::{LossKind, PlaceId};
use super::tree::{NodeId, Space};
use super::walk::Walker;

/// Tells the words that nothing has read.
pub(super) fn check(walker: &mut Walker<'_>) {
    let tree = walker.tree;
    let is_words = |node: &NodeId| {
        matches!(tree.named(*node), Some((Space::Word, "t" | "delText") | (Space::Drawing | Space::Math, "t")))
    };
    let unread: Vec<NodeId> = tree.all().filter(is_words).filter(|node| !walker.seen[node.index()]).collect();
    if unread.is_empty() {
        return;
    }
    // The places of this part; a walker of another part has the same numbers for other nodes.
    let in_part = |(at, place): (usize, &super::draft::Place)| {
        let same = place.part == walker.part || place.part == super::draft::PartOfFile::TextBox;
        place.node.filter(|_| same).map(|node| (node, PlaceId(at)))
    };
    let places: BTreeMap<NodeId, PlaceId> = walker.shared.draft.places.iter().enumerate().filter_map(in_part).collect();
    for node in unread {
        let words = tree.words(node);
        if words.trim().is_empty() {
            continue;
        }
        let before = places.range(..=node).next_back().map(|(_, place)| *place);
        let place = before.unwrap_or_else(|| walker.shared.new_place(walker.part, Some(node)));
        walker.shared.lose(LossKind::NotRead, place, words);
    }
}
