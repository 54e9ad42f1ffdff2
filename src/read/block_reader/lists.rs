//! Reads the items of `list` and `recommendations`.

use granit_parser::ScalarStyle;

use super::BlockReader;
use super::mistakes::is_typed_bracket;
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::read::fields::{self, Fields};
use crate::read::node::{Kind, Node};
use crate::read::{Block, Inline, Item, ListStyle, limits, markdown};
use crate::source::Located;

impl BlockReader<'_, '_, '_> {
    pub(super) fn list_style(&mut self, fields: &Fields<'_, '_>) -> ListStyle {
        let Some(node) = fields.get("style") else { return ListStyle::Letters };
        const STYLES: [(&str, ListStyle); 4] = [
            ("letters", ListStyle::Letters),
            ("roman", ListStyle::Roman),
            ("numbers", ListStyle::Numbers),
            ("bullets", ListStyle::Bullets),
        ];
        let style = fields::choice(self.context, self.report, node, "`style`", &STYLES);
        style.map_or(ListStyle::Letters, |style| style.value)
    }

    pub(super) fn items(&mut self, node: Option<&Node<'_>>, what: &str, block: &Node<'_>) -> Vec<Item> {
        let is_empty = |node: &&Node<'_>| matches!(&node.kind, Kind::Sequence(items) if items.is_empty());
        let Some(node) = node.filter(|node| !is_empty(node)) else {
            self.context.report(
                Diagnostic::error(Code::BadBlock, block.span(), format!("{what} has no items"))
                    .help("write each item as a line that begins with `- `"),
            );
            return Vec::new();
        };
        let Kind::Sequence(typed) = &node.kind else {
            fields::wrong_type(self.context, node, what, "a list of items, each beginning with `- `");
            return Vec::new();
        };
        if self.depth >= limits::DEPTH / 2 {
            return Vec::new();
        }
        self.depth += 1;
        let items: Vec<Item> = typed.iter().filter_map(|item| self.item(item)).collect();
        self.depth -= 1;
        markdown::judge_marks(self.context, &items);
        items
    }

    pub(super) fn item(&mut self, node: &Node<'_>) -> Option<Item> {
        let mut typed_mark = None;
        let blocks = match &node.kind {
            Kind::Scalar { .. } if node.is_absent() => {
                self.empty_block(node);
                return None;
            }
            Kind::Scalar { text, style } if !text.trim_end().contains('\n') => {
                let (mark, block) = self.short_item(node, text, *style);
                typed_mark = mark;
                vec![block]
            }
            Kind::Scalar { text, style } => self.markdown(node, text, *style),
            Kind::Sequence(blocks) if !is_typed_bracket(self.report.source, node) => {
                blocks.iter().flat_map(|block| self.block(block)).collect()
            }
            Kind::Sequence(_) => {
                self.not_a_text(node, "an item");
                return None;
            }
            Kind::Mapping(_) => self.block(node),
        };
        if blocks.is_empty() {
            return None;
        }
        if !matches!(blocks.first(), Some(Block::Paragraph { .. })) {
            self.context.report(
                Diagnostic::error(Code::MisplacedBlock, node.span(), "an item of a list begins with a text")
                    .help("write a text as the first block of the item, then the list, table or picture"),
            );
            return None;
        }
        Some(Item { blocks, typed_mark, span: node.span() })
    }

    /// An item of one line: all of it is text, but for a mark typed at its start.
    pub(super) fn short_item(
        &mut self,
        node: &Node<'_>,
        text: &str,
        style: ScalarStyle,
    ) -> (Option<Located<String>>, Block) {
        fields::warn_of_swallowed_text(self.context, self.report, node, true);
        let offsets = self.offsets(node, text, style);
        let mut paragraphs = markdown::item(self.context, text, &offsets);
        let block = if paragraphs.blocks.is_empty() {
            let (content, articles) = (Vec::new(), Vec::new());
            Block::Paragraph { content, id: None, numbered: None, language: None, articles, span: node.span() }
        } else {
            paragraphs.blocks.swap_remove(0)
        };
        (paragraphs.typed_mark, block)
    }

    /// Paragraphs and nothing else.
    pub(super) fn paragraphs(&mut self, node: &Node<'_>, what: &str) -> Vec<Vec<Inline>> {
        match &node.kind {
            Kind::Scalar { text, style } => {
                fields::warn_of_swallowed_text(self.context, self.report, node, true);
                let offsets = self.offsets(node, text, *style);
                markdown::paragraphs(self.context, text, &offsets)
            }
            Kind::Sequence(items) if !is_typed_bracket(self.report.source, node) => {
                items.iter().map(|item| self.inlines(item, what)).collect()
            }
            Kind::Sequence(_) | Kind::Mapping(_) => {
                self.not_a_text(node, what);
                Vec::new()
            }
        }
    }
}
