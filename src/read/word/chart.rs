//! The words of charts and diagrams, which are told and not carried.

use super::Unreadable;
use super::draft::{Loss, LossKind, PlaceId};
use super::package::Package;
use super::shared::Shared;
use super::tree::Space;

/// Tells the words of each chart and diagram that the text shows.
pub(super) fn words(
    package: &mut Package<'_>,
    parts: &[(LossKind, String, PlaceId)],
    shared: &mut Shared,
) -> Result<(), Unreadable> {
    for (kind, part, place) in parts {
        let mut words = Vec::new();
        if let Some(tree) = package.tree(part)? {
            for node in tree.all() {
                if matches!(tree.named(node), Some((Space::Drawing, "t") | (Space::Chart, "v"))) {
                    let text = tree.words(node).trim().to_owned();
                    if !text.is_empty() {
                        words.push(text);
                    }
                }
            }
        }
        shared.draft.losses.push(Loss { kind: *kind, place: *place, words: words.join(" ") });
    }
    Ok(())
}
