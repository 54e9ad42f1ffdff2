//! Where each paragraph and figure stands, on the pages and in the author's text: the way from the one to the other.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::offsets::Offsets;
use crate::document::{Block, ContentId, Document, Inline, Paragraph};
use crate::pages::Pages;
use crate::source::Span;

/// For each paragraph and figure on the pages: its number, its file, the first and last unit of its text, the page it
/// begins on and how far down (in points), and the places of its pieces.
pub(super) fn places(document: &Document, pages: &Pages, offsets: &Offsets<'_>) -> Vec<Value> {
    let mut first = BTreeMap::new();
    for (index, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            if let Some(id) = placed.origin.content() {
                first.entry(id).or_insert((index, placed.point.y.to_pt().round()));
            }
        }
    }
    let mut places = Vec::new();
    let mut add = |id: ContentId, span: Span, pieces: Vec<Value>| {
        if let Some((page, down)) = first.get(&id) {
            let (from, to) = offsets.range(span);
            places.push(json!([id.0, span.file.0, from, to, page, down, pieces]));
        }
    };
    let mut paragraph = |paragraph: &Paragraph| {
        let pieces = paragraph.content.iter().map(|inline| piece(inline, offsets)).collect();
        add(paragraph.id, paragraph.span, pieces);
    };
    let mut figures = Vec::new();
    let mut blocks: Vec<&Block> = document.parts.iter().rev().flat_map(|part| part.blocks.iter().rev()).collect();
    while let Some(block) = blocks.pop() {
        if let Block::Figure(figure) = block {
            figures.push((figure.id, figure.span));
        }
        block.paragraphs().into_iter().for_each(&mut paragraph);
        blocks.extend(block.items().iter().rev().flat_map(|item| item.blocks.iter().rev()));
    }
    document.notes.iter().flat_map(|note| &note.paragraphs).for_each(&mut paragraph);
    figures.into_iter().for_each(|(id, span)| add(id, span, Vec::new()));
    places
}

fn piece(inline: &Inline, offsets: &Offsets<'_>) -> Value {
    match inline {
        Inline::Text { span, .. } | Inline::Note { span, .. } | Inline::Reference { span, .. } => {
            let (from, to) = offsets.range(*span);
            json!([from, to])
        }
        Inline::LineBreak => Value::Null,
    }
}
