//! The structure tree before it is handed to the PDF library: small enough to read, to test and to prune.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::Anchor;
use super::file::Id;
use super::owner::Slot;
use crate::document::NumberFormat;
use crate::facts::language::LanguageTag;

/// The structure types in use (ISO 32000-1, 14.8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// A part of the report.
    Part,
    /// The report's title; a paragraph to readers that do not know the type.
    Title,
    /// A paragraph.
    P,
    /// A heading.
    H {
        /// 1 to 6, never skipping a level.
        level: u16,
        /// Its number and words.
        title: String,
    },
    /// A list.
    L(NumberFormat),
    /// A list item.
    LI,
    /// A number or mark.
    Lbl,
    /// What follows the mark of a list item.
    LBody,
    /// A quotation.
    BlockQuote,
    /// A figure and its caption.
    Div,
    /// A table.
    Table,
    /// The header rows.
    THead,
    /// The other rows.
    TBody,
    /// A row.
    TR,
    /// The header of so many columns.
    TH(usize),
    /// A cell over so many columns and rows.
    TD(usize, usize),
    /// A caption.
    Caption,
    /// A picture, with its alternative text.
    Figure(String),
    /// A table of contents or a level of it.
    Toc,
    /// A line of it.
    Toci,
    /// A reference to a place in the report.
    Reference,
    /// An active passage.
    Link,
    /// A footnote.
    Note,
    /// A passage in another language.
    Span,
}

impl Element {
    /// Its name in the file.
    fn name(&self) -> String {
        match self {
            Element::Part => "Part".into(),
            Element::Title => "Title".into(),
            Element::P => "P".into(),
            Element::H { level, .. } => format!("H{level}"),
            Element::L(format) => format!("L {format:?}"),
            Element::LI => "LI".into(),
            Element::Lbl => "Lbl".into(),
            Element::LBody => "LBody".into(),
            Element::BlockQuote => "BlockQuote".into(),
            Element::Div => "Div".into(),
            Element::Table => "Table".into(),
            Element::THead => "THead".into(),
            Element::TBody => "TBody".into(),
            Element::TR => "TR".into(),
            Element::TH(columns) => format!("TH{}", over("columns", *columns)),
            Element::TD(columns, rows) => format!("TD{}{}", over("columns", *columns), over("rows", *rows)),
            Element::Caption => "Caption".into(),
            Element::Figure(alternative) => format!("Figure alt={alternative:?}"),
            Element::Toc => "TOC".into(),
            Element::Toci => "TOCI".into(),
            Element::Reference => "Reference".into(),
            Element::Link => "Link".into(),
            Element::Note => "Note".into(),
            Element::Span => "Span".into(),
        }
    }

    /// Whether only PDF 1.7 has the type (ISO 32000-2, annex M).
    pub(super) fn is_of_pdf_1(&self) -> bool {
        matches!(self, Element::BlockQuote | Element::Toc | Element::Toci | Element::Reference)
    }

    /// Whether it stands in the tree although it holds nothing: an empty cell still counts as a column.
    fn stands_empty(&self) -> bool {
        matches!(self, Element::TH(_) | Element::TD(..))
    }
}

/// What a cell goes over, where it is more than one.
fn over(what: &str, count: usize) -> String {
    if count > 1 { format!(" {what}={count}") } else { String::new() }
}

/// A structure element.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its type.
    pub(super) element: Element,
    /// Its language, where it is not its parent's.
    pub(super) language: Option<LanguageTag>,
    /// What it is to those that lead to it.
    pub(super) anchor: Option<Anchor>,
    /// What it refers to.
    pub(super) refers_to: Option<Anchor>,
    /// Its number in the file, where that is known before it is written.
    pub(super) id: Option<Id>,
    /// What it holds, in reading order.
    pub(super) children: Vec<Child>,
}

/// What an element holds.
#[derive(Clone, Debug)]
pub(super) enum Child {
    /// Another element.
    Node(Node),
    /// Marked content.
    Slot(Slot),
    /// The active areas of the link named by this leaf.
    Areas(Slot),
}

impl Node {
    /// An element in its parent's language.
    pub(super) fn new(element: Element, children: Vec<Child>) -> Node {
        Node { element, language: None, anchor: None, refers_to: None, id: None, children }
    }

    /// The same element in another language.
    pub(super) fn with_language(self, language: Option<LanguageTag>) -> Node {
        Node { language, ..self }
    }

    /// The same element, which something may lead to.
    pub(super) fn with_anchor(self, anchor: Option<Anchor>) -> Node {
        Node { anchor, ..self }
    }

    /// The same element, which refers to another.
    pub(super) fn referring_to(self, to: Anchor) -> Node {
        Node { refers_to: Some(to), ..self }
    }
}

impl From<Node> for Child {
    fn from(node: Node) -> Child {
        Child::Node(node)
    }
}

/// What the pages really hold.
#[derive(Debug, Default)]
pub(super) struct Present {
    /// The leaves with content.
    pub(super) slots: BTreeSet<Slot>,
    /// The links with an active area, by the leaf that names them.
    pub(super) links: BTreeSet<Slot>,
}

/// The tree without what never came to a page; a link without active area gives way to its words.
pub(super) fn prune(children: Vec<Child>, present: &Present) -> Vec<Child> {
    let mut kept = Vec::with_capacity(children.len());
    for child in children {
        match child {
            Child::Slot(slot) if present.slots.contains(&slot) => kept.push(child),
            Child::Areas(link) if present.links.contains(&link) => kept.push(child),
            Child::Slot(_) | Child::Areas(_) => {}
            Child::Node(mut node) => {
                node.children = prune(node.children, present);
                let areas = |child: &Child| matches!(child, Child::Areas(_));
                let bare_link = node.element == Element::Link && !node.children.iter().any(areas);
                if bare_link {
                    kept.extend(node.children);
                } else if node.element.stands_empty() || !node.children.is_empty() {
                    kept.push(Child::Node(node));
                }
            }
        }
    }
    kept
}

/// Adds the leaves of the tree to a set.
pub(super) fn collect_leaves(children: &[Child], slots: &mut BTreeSet<Slot>, links: &mut BTreeSet<Slot>) {
    for child in children {
        match child {
            Child::Node(node) => collect_leaves(&node.children, slots, links),
            Child::Slot(slot) => {
                slots.insert(*slot);
            }
            Child::Areas(link) => {
                links.insert(*link);
            }
        }
    }
}

/// What the leaves show, for [`describe`].
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The words of each leaf, line after line.
    pub(super) words: BTreeMap<Slot, String>,
    /// Where each link leads.
    pub(super) links: BTreeMap<Slot, String>,
}

/// The tree as indented text, one element a line.
pub(super) fn describe(children: &[Child], shown: &Shown) -> String {
    let mut text = String::new();
    describe_at(children, shown, 0, &mut text);
    text
}

fn describe_at(children: &[Child], shown: &Shown, depth: usize, text: &mut String) {
    for child in children {
        text.push_str(&"  ".repeat(depth));
        match child {
            Child::Slot(slot) => text.push_str(&quoted(shown, *slot)),
            Child::Areas(link) => {
                text.push_str("-> ");
                text.push_str(shown.links.get(link).map_or("nowhere", String::as_str));
            }
            Child::Node(node) => {
                text.push_str(&node.element.name());
                if let Some(language) = &node.language {
                    text.push_str(" lang=");
                    text.push_str(language.as_str());
                }
                if let [Child::Slot(slot)] = node.children.as_slice() {
                    text.push(' ');
                    text.push_str(&quoted(shown, *slot));
                } else {
                    text.push('\n');
                    describe_at(&node.children, shown, depth + 1, text);
                    continue;
                }
            }
        }
        text.push('\n');
    }
}

/// What a leaf shows: its words between quotation marks, or that it is a picture.
fn quoted(shown: &Shown, slot: Slot) -> String {
    match slot {
        Slot::Figure(_) => "(picture)".into(),
        Slot::Marker(_) | Slot::Words(..) | Slot::CaptionLabel(_) | Slot::ContentsPage(_) => {
            format!("{:?}", shown.words.get(&slot).map_or("", String::as_str))
        }
    }
}
