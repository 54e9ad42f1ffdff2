//! The lists of a report with the marks that their author typed: where an item is put in or taken out, the others count on.

use std::collections::BTreeMap;

use crate::read::{Block, Spec, following_mark};
use crate::source::{FileId, Located, Span};

/// All lists of a report.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: Vec<List>,
    /// Where an item begins: its list and its number in it.
    places: BTreeMap<(FileId, u32), (usize, usize)>,
}

/// A list.
#[derive(Clone, Debug, Default)]
struct List {
    items: Vec<Item>,
    /// How many items are put in before the first.
    before: usize,
}

/// An item of a list.
#[derive(Clone, Debug)]
struct Item {
    mark: Option<Located<String>>,
    /// How many items are put in after it.
    added: usize,
    is_removed: bool,
}

/// An item: its list and its number in it.
pub(super) type ItemId = (usize, usize);

impl Lists {
    pub(super) fn of(spec: &Spec) -> Lists {
        let mut lists = Lists::default();
        let parts = spec.summary.iter().chain(&spec.body).map(|part| &part.value);
        let profiles = spec.profiles.iter().map(|profile| &profile.text.value);
        parts
            .chain(profiles)
            .chain(spec.annexes.iter().map(|annex| &annex.body))
            .for_each(|blocks| lists.blocks(blocks));
        lists
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let (Block::List { items, .. } | Block::Recommendations { items, .. }) = block else { continue };
            let list = self.lists.len();
            self.lists.push(List::default());
            for item in items {
                if let Some(Block::Paragraph { span, .. }) = item.blocks.first() {
                    self.places.insert((span.file, span.start), (list, self.lists[list].items.len()));
                }
                let mark = item.typed_mark.clone();
                self.lists[list].items.push(Item { mark, added: 0, is_removed: false });
                self.blocks(&item.blocks);
            }
        }
    }

    /// The item that begins here.
    pub(super) fn at(&self, span: Span) -> Option<ItemId> {
        self.places.get(&(span.file, span.start)).copied()
    }

    /// The mark that is typed before an item.
    pub(super) fn mark(&self, (list, item): ItemId) -> Option<&Located<String>> {
        self.lists.get(list)?.items.get(item)?.mark.as_ref()
    }

    /// Whether another item of the list follows.
    pub(super) fn has_next(&self, (list, item): ItemId) -> bool {
        self.lists.get(list).is_some_and(|list| item + 1 < list.items.len())
    }

    /// Counts an item that is put in beside this one, and gives its mark.
    pub(super) fn add(&mut self, (at, item): ItemId, is_after: bool) -> Option<String> {
        let list = self.lists.get_mut(at)?;
        let like = list.items.get(item)?.mark.clone();
        let before = match (is_after, item.checked_sub(1)) {
            (true, _) => Some(item),
            (false, before) => before,
        };
        match before {
            Some(before) => list.items[before].added += 1,
            None => list.before += 1,
        }
        let kept = |items: &[Item]| -> usize { items.iter().map(|one| one.added + usize::from(!one.is_removed)).sum() };
        let ordinal = list.before + before.map_or(0, |before| kept(&list.items[..=before]));
        let first = list.items.first().and_then(|first| first.mark.clone());
        let like = like?;
        following_mark(&first.as_ref().unwrap_or(&like).value, &like.value, ordinal)
    }

    /// Takes an item out.
    pub(super) fn remove(&mut self, (list, item): ItemId) {
        if let Some(one) = self.lists.get_mut(list).and_then(|list| list.items.get_mut(item)) {
            one.is_removed = true;
        }
    }

    /// The marks that are others now, each with its place.
    pub(super) fn new_marks(&self) -> Vec<(Span, String)> {
        let is_changed =
            |list: &&List| list.before > 0 || list.items.iter().any(|item| item.added > 0 || item.is_removed);
        let mut marks = Vec::new();
        for list in self.lists.iter().filter(is_changed) {
            let Some(first) = list.items.first().and_then(|item| item.mark.as_ref()) else { continue };
            let mut count = list.before;
            for item in &list.items {
                count += usize::from(!item.is_removed);
                let mark = item.mark.as_ref().filter(|_| !item.is_removed);
                let due = mark.and_then(|mark| Some((mark, following_mark(&first.value, &mark.value, count)?)));
                if let Some((mark, due)) = due.filter(|(mark, due)| mark.value != *due) {
                    marks.push((mark.span, due));
                }
                count += item.added;
            }
        }
        marks
    }
}
