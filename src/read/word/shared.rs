//! What is kept while the parts of a file are read one after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{ChangesRead, Draft, Loss, LossKind, PartOfFile, Place, PlaceId};
use super::numbering::Numbering;
use super::styles::Styles;
use super::tree::NodeId;

/// Marks in the parts of a file.
pub(super) type Stray = BTreeSet<(PartOfFile, NodeId)>;

/// What all parts of a file share.
pub(super) struct Shared {
    pub(super) draft: Draft,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) changes: ChangesRead,
    /// The notes whose marks were seen: endnote or not, and id.
    pub(super) notes: BTreeMap<(bool, String), usize>,
    /// Where comments are fixed.
    pub(super) comment_places: BTreeMap<String, PlaceId>,
    /// The marks that begin a field which nothing ends, as an earlier reading found them: they begin nothing.
    pub(super) stray: Stray,
    /// More of them, as this reading finds them.
    pub(super) unclosed: Stray,
}

impl Shared {
    pub(super) fn new(styles: Styles, numbering: Numbering, changes: ChangesRead, stray: Stray) -> Shared {
        Shared {
            draft: Draft::default(),
            styles,
            numbering,
            changes,
            notes: BTreeMap::new(),
            comment_places: BTreeMap::new(),
            stray,
            unclosed: Stray::new(),
        }
    }

    pub(super) fn new_place(&mut self, part: PartOfFile, node: Option<NodeId>) -> PlaceId {
        self.draft.places.push(Place { part, node, ..Place::default() });
        PlaceId(self.draft.places.len() - 1)
    }

    pub(super) fn lose(&mut self, kind: LossKind, place: PlaceId, words: impl Into<String>) {
        let words = words.into();
        // What is told once for a paragraph is not told again for each of its runs.
        let is_one = |last: &&mut Loss| last.kind == kind && (last.place == place || kind == LossKind::Contents);
        if let Some(last) = self.draft.losses.last_mut().filter(is_one) {
            if last.place != place {
                last.words.push(' ');
            }
            last.words += &words;
            return;
        }
        self.draft.losses.push(Loss { kind, place, words });
    }
}
