//! Makes the bookmarks that readers show beside the pages, nested as the headings are.

use krilla::outline::{Outline, OutlineNode};

use super::links::xyz;
use crate::pages::Target;

/// A heading and its place.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// From 1.
    pub(super) depth: usize,
    /// Its number and words.
    pub(super) text: String,
    /// Where it stands.
    pub(super) target: Target,
}

/// The outline; ISO 14289-1 asks for one, so a report without headings has its title as the only entry.
pub(super) fn outline(entries: &[Entry], title: &str) -> Outline {
    let mut outline = Outline::new();
    for node in nodes(entries) {
        outline.push_child(node);
    }
    if entries.is_empty() {
        outline.push_child(OutlineNode::new(title.to_owned(), xyz(Target { page: 0, point: Default::default() })));
    }
    outline
}

/// The first entry's depth is taken as the top; deeper ones that follow an entry hang under it.
fn nodes(entries: &[Entry]) -> Vec<OutlineNode> {
    let mut nodes = Vec::new();
    let mut rest = entries;
    while let Some((entry, after)) = rest.split_first() {
        let deeper = after.iter().take_while(|next| next.depth > entry.depth).count();
        let (under, after) = after.split_at(deeper);
        let mut node = OutlineNode::new(entry.text.clone(), xyz(entry.target)).with_open(entry.depth == 1);
        for child in self::nodes(under) {
            node.push_child(child);
        }
        nodes.push(node);
        rest = after;
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::{Entry, nodes};
    use crate::pages::{Point, Target};

    #[test]
    fn deeper_headings_hang_under_the_one_before_them() {
        let target = Target { page: 0, point: Point::default() };
        let entries = [1, 2, 3, 2, 1].map(|depth| Entry { depth, text: format!("level {depth}"), target });
        let shown = format!("{:?}", nodes(&entries));
        assert_eq!(nodes(&entries).len(), 2);
        assert_eq!(shown.matches("level 2").count(), 2);
        assert!(shown.find("level 3") < shown.rfind("level 2"), "{shown}");
    }
}
