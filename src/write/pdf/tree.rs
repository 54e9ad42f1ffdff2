//! Makes the PDF library's tag tree from our structure tree and the pages' marks.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{
    BBox, ListNumbering, Node as PdfNode, Placement, TableHeaderScope, Tag, TagGroup, TagKind, TagTree, WritingMode,
};

use super::owner::Slot;
use super::paint::Leaves;
use super::structure::{Child, Element, Node};
use crate::document::{Document, NumberFormat};
use crate::facts::language::Direction;

/// The tag tree of a document.
pub(super) fn tree(children: Vec<Child>, leaves: &mut Leaves, document: &Document) -> TagTree {
    let mut converter = Converter { leaves, direction: document.direction };
    let children = converter.children(children);
    TagTree::from(children).with_lang(Some(document.language.code().to_owned()))
}

struct Converter<'a> {
    leaves: &'a mut Leaves,
    direction: Direction,
}

impl Converter<'_> {
    fn children(&mut self, children: Vec<Child>) -> Vec<PdfNode> {
        let mut nodes = Vec::with_capacity(children.len());
        for child in children {
            match child {
                Child::Node(node) => nodes.push(self.node(node)),
                // Taken away so that no mark can come into the tree twice.
                Child::Slot(slot) => {
                    let marks = self.leaves.slots.remove(&slot).unwrap_or_default();
                    nodes.extend(marks.into_iter().map(PdfNode::Leaf));
                }
                Child::Areas(link) => {
                    let marks = self.leaves.links.remove(&link).unwrap_or_default();
                    nodes.extend(marks.into_iter().map(PdfNode::Leaf));
                }
            }
        }
        nodes
    }

    fn node(&mut self, node: Node) -> PdfNode {
        let mut tag = self.tag(node.element, &node.children);
        if let Some(language) = &node.language {
            tag.as_any_mut().set_lang(Some(language.as_str().to_owned()));
        }
        TagGroup::with_children(tag, self.children(node.children)).into()
    }

    fn tag(&self, element: Element, children: &[Child]) -> TagKind {
        match element {
            Element::Part => match self.direction {
                Direction::LeftToRight => Tag::Part.into(),
                Direction::RightToLeft => Tag::Part.with_writing_mode(Some(WritingMode::RlTb)).into(),
            },
            Element::Title => Tag::Title.into(),
            Element::P => Tag::P.into(),
            Element::H { level, title } => {
                Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(title)).into()
            }
            Element::L(format) => Tag::L(numbering(format)).into(),
            Element::LI => Tag::LI.into(),
            Element::Lbl => Tag::Lbl.into(),
            Element::LBody => Tag::LBody.into(),
            Element::BlockQuote => Tag::BlockQuote.into(),
            Element::Div => Tag::Div.into(),
            Element::Table => Tag::Table.into(),
            Element::THead => Tag::THead.into(),
            Element::TBody => Tag::TBody.into(),
            Element::TR => Tag::TR.into(),
            Element::TH(columns) => Tag::TH(TableHeaderScope::Column).with_col_span(over(columns)).into(),
            Element::TD(columns, rows) => Tag::TD.with_col_span(over(columns)).with_row_span(over(rows)).into(),
            Element::Caption => Tag::Caption.into(),
            Element::Figure(alternative) => Tag::Figure(Some(alternative))
                .with_bbox(self.bounding_box(children))
                .with_placement(Some(Placement::Block))
                .into(),
            Element::Toc => Tag::TOC.into(),
            Element::Toci => Tag::TOCI.into(),
            Element::Reference => Tag::Reference.into(),
            Element::Link => Tag::Link.into(),
            Element::Note => Tag::Note.into(),
            Element::Span => Tag::Span.into(),
        }
    }

    /// Where a figure stands.
    fn bounding_box(&self, children: &[Child]) -> Option<BBox> {
        let (page, rect) = children.iter().find_map(|child| match child {
            Child::Slot(slot @ Slot::Figure(_)) => self.leaves.boxes.get(slot),
            Child::Slot(_) | Child::Node(_) | Child::Areas(_) => None,
        })?;
        Some(BBox::new(*page, *rect))
    }
}

/// What a cell goes over; one need not be said.
fn over(count: usize) -> Option<NonZeroU32> {
    u32::try_from(count).ok().filter(|count| *count > 1).and_then(NonZeroU32::new)
}

/// How a list is counted (ISO 32000-1, table 347): `None` where the standard has no name for it, as the labels say it.
fn numbering(format: NumberFormat) -> ListNumbering {
    match format {
        NumberFormat::Decimal => ListNumbering::Decimal,
        NumberFormat::UpperLetter => ListNumbering::UpperAlpha,
        NumberFormat::LowerLetter => ListNumbering::LowerAlpha,
        NumberFormat::UpperRoman => ListNumbering::UpperRoman,
        NumberFormat::LowerRoman => ListNumbering::LowerRoman,
        NumberFormat::Bullet('•') => ListNumbering::Disc,
        NumberFormat::Bullet('◦' | '○') => ListNumbering::Circle,
        NumberFormat::Bullet('▪' | '■') => ListNumbering::Square,
        NumberFormat::Chinese | NumberFormat::ArabicAlpha | NumberFormat::ArabicAbjad | NumberFormat::Bullet(_) => {
            ListNumbering::None
        }
    }
}
