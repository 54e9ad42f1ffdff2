//! Makes the bookmarks that readers show beside the pages, nested as the headings are (ISO 32000-1, 12.3.3).

use super::anchors::Anchor;
use super::file::{File, Id};
use super::links::Places;
use super::object::Object;
use crate::pages::{Point, Target};

/// A heading and its place.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// From 1.
    pub(super) depth: usize,
    /// Its number and words.
    pub(super) text: String,
    /// Where it stands.
    pub(super) target: Target,
    /// Its element.
    pub(super) anchor: Option<Anchor>,
}

/// The outline; ISO 14289-1 asks for one, so a report without headings has its title as the only entry.
pub(super) fn outline(mut entries: Vec<Entry>, title: &str, places: &Places<'_>, file: &mut File) -> Id {
    if entries.is_empty() {
        let target = Target { page: 0, point: Point::default() };
        entries.push(Entry { depth: 1, text: title.to_owned(), target, anchor: None });
    }
    let root = file.reserve();
    let mut outline = Object::new("<</Type/Outlines");
    let shown = children(&entries, root, &mut outline, places, file);
    file.put(root, outline.say("/Count ").count(shown).say(">>"));
    root
}

/// Writes the entries below one, or below the outline itself; how many of them are shown if it is open. The first entry's
/// depth is taken as the top; deeper ones that follow an entry hang under it.
fn children(entries: &[Entry], parent: Id, above: &mut Object, places: &Places<'_>, file: &mut File) -> usize {
    let tops = tops(entries);
    let ids: Vec<Id> = tops.iter().map(|_| file.reserve()).collect();
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return 0 };
    above.say("/First ").id(*first).say("/Last ").id(*last);
    let mut shown = tops.len();
    for (at, (entry, under)) in tops.into_iter().enumerate() {
        let mut item = Object::new("<</Title");
        item.text(&entry.text).say("/Parent ").id(parent);
        places.write(entry.target, entry.anchor, &mut item);
        if let Some(before) = at.checked_sub(1).and_then(|before| ids.get(before)) {
            item.say("/Prev ").id(*before);
        }
        if let Some(next) = ids.get(at + 1) {
            item.say("/Next ").id(*next);
        }
        let below = children(under, ids[at], &mut item, places, file);
        if entry.depth == 1 {
            shown += below;
        }
        if below > 0 {
            // A count below zero is that of an entry which is closed.
            item.say(if entry.depth == 1 { "/Count " } else { "/Count -" }).count(below);
        }
        file.put(ids[at], item.say(">>"));
    }
    shown
}

/// The top entries, each with those under it.
fn tops(entries: &[Entry]) -> Vec<(&Entry, &[Entry])> {
    let mut tops = Vec::new();
    let mut rest = entries;
    while let Some((entry, after)) = rest.split_first() {
        let deeper = after.iter().take_while(|next| next.depth > entry.depth).count();
        let (under, after) = after.split_at(deeper);
        tops.push((entry, under));
        rest = after;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::{Entry, tops};
    use crate::pages::{Point, Target};

    #[test]
    fn deeper_headings_hang_under_the_one_before_them() {
        let target = Target { page: 0, point: Point::default() };
        let entries =
            [1, 2, 3, 2, 1].map(|depth| Entry { depth, text: format!("level {depth}"), target, anchor: None });
        let under: Vec<usize> = tops(&entries).iter().map(|(_, under)| under.len()).collect();
        assert_eq!(under, [3, 0]);
        assert_eq!(tops(tops(&entries)[0].1).len(), 2);
    }
}
