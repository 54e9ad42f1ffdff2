//! The properties of paragraphs that a comparison writes: those of the new file, with the old ones beside them.

use super::pen::Pen;
use super::text::{Line, style};
use crate::read::word::{NodeId, Space, Tree};

impl Pen<'_> {
    /// The properties of a paragraph of the new text. `mark` is the change of its mark, `before` what stood there in the
    /// old text.
    pub(super) fn properties(&mut self, node: NodeId, mark: Option<&str>, before: Option<String>) -> String {
        let p = self.new.prefix.clone();
        let change = before.map(|before| {
            let change = self.change();
            format!("<{p}pPrChange {change}><{p}pPr>{before}</{p}pPr></{p}pPrChange>")
        });
        let sign = mark.map(|name| self.sign(name));
        let tree = &self.new.tree;
        with(tree, tree.child(node, Space::Word, "pPr"), &p, sign.as_deref(), change.as_deref())
    }

    /// The old properties of a changed paragraph, where its style was another.
    pub(super) fn old_style(&self, old: &Line, new: &Line) -> Option<String> {
        let is_other = style(&self.old.tree, old.node) != style(&self.new.tree, new.node);
        is_other.then(|| self.properties_before(old.node))
    }

    /// The properties of a paragraph of the old text, where those of one of the new text are others.
    pub(super) fn other_properties(&self, old: NodeId, new: NodeId) -> Option<String> {
        let before = self.properties_before(old);
        let tree = &self.new.tree;
        let now = tree.child(new, Space::Word, "pPr").map(|properties| {
            let kept = tree.children(properties).filter(|node| !is_apart(tree.name(*node)));
            kept.map(|node| rewritten(tree, node, &self.new.prefix, &|_| true)).collect::<String>()
        });
        (now.unwrap_or_default() != before).then_some(before)
    }

    /// What stands in the properties of an old paragraph, as far as it means the same in the new file.
    pub(super) fn properties_before(&self, paragraph: NodeId) -> String {
        let tree = &self.old.tree;
        let keeps = |node: &NodeId| {
            let is_word = tree.space(*node) == Some(Space::Word);
            let name = tree.name(*node);
            let numbering = tree.value_of(*node, "numId").filter(|_| name == "numPr");
            let is_known = numbering.is_none_or(|id| self.same_numbering.get(id.as_ref()) == Some(&true));
            is_word && is_known && !is_apart(name)
        };
        let Some(properties) = tree.child(paragraph, Space::Word, "pPr") else { return String::new() };
        tree.children(properties).filter(keeps).map(|node| self.rewritten(node)).collect()
    }

    /// An element of the old file as it stands in the new one; see [`rewritten`].
    pub(super) fn rewritten(&self, node: NodeId) -> String {
        rewritten(&self.old.tree, node, &self.new.prefix, &|style| self.styles.contains(style))
    }
}

/// What a change of properties does not hold.
fn is_apart(name: &str) -> bool {
    matches!(name, "rPr" | "sectPr" | "pPrChange")
}

/// Properties with the change of the mark, and with what they were before.
fn with(tree: &Tree, node: Option<NodeId>, p: &str, mark: Option<&str>, change: Option<&str>) -> String {
    let text = node.map_or("", |node| &tree.text()[tree.range(node)]);
    if mark.is_none() && change.is_none() {
        return text.to_owned();
    }
    let change = change.unwrap_or("").to_owned();
    let Some(node) = node.filter(|node| !tree.is_empty_tag(*node)) else {
        let mark = mark.map(|mark| format!("<{p}rPr>{mark}</{p}rPr>")).unwrap_or_default();
        return format!("<{p}pPr>{mark}{change}</{p}pPr>");
    };
    let (start, end) = (tree.range(node).start, tree.inner(node).end);
    let mut pieces = Vec::new();
    if let Some(mark) = mark {
        let whole = format!("<{p}rPr>{mark}</{p}rPr>");
        let later = |child: &NodeId| matches!(tree.name(*child), "sectPr" | "pPrChange");
        pieces.push(match tree.child(node, Space::Word, "rPr") {
            Some(run) if tree.is_empty_tag(run) => (tree.range(run), whole),
            Some(run) => (tree.inner(run).start..tree.inner(run).start, mark.to_owned()),
            None => {
                let at = tree.children(node).find(later).map_or(end, |child| tree.range(child).start);
                (at..at, whole)
            }
        });
    }
    pieces.push((end..end, change));
    let pieces = pieces.into_iter().map(|(range, piece)| (range.start - start..range.end - start, piece));
    crate::copy::edited(text, pieces.collect())
}

/// An element of the old file as it stands in the new one: WordprocessingML only, with the prefix of the new file, and
/// without styles that the new file does not have.
pub(super) fn rewritten(tree: &Tree, node: NodeId, p: &str, has_style: &dyn Fn(&str) -> bool) -> String {
    let name = tree.name(node);
    let is_style = matches!(name, "pStyle" | "rStyle" | "tblStyle");
    if is_style && !tree.word(node, "val").is_some_and(|style| has_style(&style)) {
        return String::new();
    }
    if tree.space(node) != Some(Space::Word) || name.ends_with("Change") || matches!(name, "ins" | "del") {
        return String::new();
    }
    let mut out = format!("<{p}{name}");
    for (space, name, range) in tree.attributes(node) {
        let raw = tree.text()[range].to_owned();
        let value = raw.find(['"', '\'']).map_or("", |at| &raw[at..]);
        if space == Space::Word && !name.starts_with("rsid") && !value.is_empty() {
            out.push_str(&format!(" {p}{name}={value}"));
        }
    }
    out.push('>');
    for child in tree.children(node) {
        out.push_str(&rewritten(tree, child, p, has_style));
    }
    out.push_str(&format!("</{p}{name}>"));
    out
}
