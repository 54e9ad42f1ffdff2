//! Reads lines `:::` and the blocks between them as recommendations.

use std::ops::Range;

use super::Markdown;
use super::lists::Flow;
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::read::{Block, Item};

/// Recommendations that are being read.
pub(super) struct OpenFence {
    /// Index in the flow of the first block inside.
    from: usize,
    pub(super) place: Range<usize>,
}

impl<'t> Markdown<'_, '_, 't> {
    /// A thematic break: a line `:::`, or a line of hyphens that is left out.
    pub(super) fn rule(&mut self, range: Range<usize>, is_top: bool, flow: &mut Flow, fence: &mut Option<OpenFence>) {
        let fences = &self.source.fences;
        let found = fences.get(fences.partition_point(|fence| fence.range.start < range.start));
        let Some(found) = found.filter(|fence| fence.range.start < range.end) else {
            // Dashes below the names of columns are named as such.
            let is_table = self.source.text.get(range.clone()).is_some_and(|line| {
                let groups: Vec<&str> = line.split_whitespace().collect();
                groups.len() > 1 && groups.iter().all(|group| group.starts_with("--"))
            });
            let span = self.trimmed_span(range.clone());
            if is_table {
                return;
            }
            let length = self.source.text.get(range.clone()).map_or(0, |line| line.trim_end_matches('\n').len());
            let fix = self.fix(range.start..range.start + length, "");
            self.context.report(
                Diagnostic::warning(Code::HorizontalRule, span, "a horizontal line is left out")
                    .help("delete the line; for a new page, write `{page_break}` in a paragraph of its own")
                    .fix(fix),
            );
            return;
        };
        let place = found.range.clone();
        let word = found.word.to_lowercase();
        if !is_top {
            self.bad_fence(place, "recommendations cannot stand inside a list", "begin the line `:::` at the margin");
        } else if let Some(open) = fence.take() {
            self.close_fence(&open, place.end, flow);
            if !word.is_empty() {
                self.bad_fence(
                    place.clone(),
                    "recommendations begin inside recommendations",
                    "close the first with a line `:::`",
                );
                *fence = Some(OpenFence { from: flow.blocks.len(), place });
            }
        } else if did_you_mean(&word, ["recommendations"]).is_some() || word == "recommendation" {
            if word != "recommendations" {
                self.bad_fence(place.clone(), &format!("`::: {word}` is not known"), "write `::: recommendations`");
            }
            *fence = Some(OpenFence { from: flow.blocks.len(), place });
        } else if word.is_empty() && self.unknown_fences > 0 {
            self.unknown_fences -= 1;
        } else if word.is_empty() {
            self.bad_fence(
                place,
                "a line `:::` closes nothing that is open",
                "delete it; recommendations open with a line `::: recommendations`",
            );
        } else {
            self.unknown_fences += 1;
            self.bad_fence(
                place,
                &format!("`::: {word}` is not known"),
                "the only block of this kind is `::: recommendations`; delete this line and the line `:::` that closes it",
            );
        }
    }

    fn bad_fence(&mut self, place: Range<usize>, message: &str, help: &str) {
        let span = self.span(place);
        self.context.report(Diagnostic::error(Code::BadFence, span, message).help(help));
    }

    /// Makes recommendations of the blocks since the opening line.
    pub(super) fn close_fence(&mut self, open: &OpenFence, end: usize, flow: &mut Flow) {
        let inside: Vec<Block> = flow.blocks.drain(open.from.min(flow.blocks.len())..).collect();
        let has_list = inside.iter().any(|block| matches!(block, Block::List { .. }));
        let mut lead_in = None;
        let mut items: Vec<Item> = Vec::new();
        for block in inside {
            match block {
                Block::List { items: listed, .. } => items.extend(listed),
                Block::Paragraph { content, .. } if has_list && items.is_empty() && lead_in.is_none() => {
                    lead_in = Some(content);
                }
                Block::Paragraph { span, .. } => items.push(Item { blocks: vec![block], typed_mark: None, span }),
                other => self.context.report(
                    Diagnostic::error(
                        Code::MisplacedBlock,
                        other.span(),
                        "this block cannot stand among recommendations",
                    )
                    .help("`::: recommendations` contains a paragraph that leads in, and a list"),
                ),
            }
        }
        let span = self.span(open.place.start..end);
        if items.is_empty() {
            self.bad_fence(
                open.place.clone(),
                "the block of recommendations is empty",
                "write each recommendation as an item, `- ` or `(a) `",
            );
            return;
        }
        flow.push(Block::Recommendations { lead_in, items, language: None, span });
    }
}
