//! Where each paragraph and figure stands, on the pages and in the author's text: the way from the one to the other.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::offsets::Offsets;
use crate::document::visit::{self, Place, Visitor};
use crate::document::{Block, ContentId, Document, Figure, Inline, Paragraph};
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
    let mut gathered = Gathered { first, offsets, places: Vec::new(), figures: Vec::new() };
    visit::document(document, &mut gathered);
    for paragraph in document.notes.iter().flat_map(|note| &note.paragraphs) {
        gathered.paragraph(Place::Note, paragraph);
    }
    for figure in std::mem::take(&mut gathered.figures) {
        gathered.add(figure.id, figure.span, Vec::new());
    }
    gathered.places
}

struct Gathered<'d, 'o> {
    /// On which page each paragraph and figure begins, and how far down.
    first: BTreeMap<ContentId, (usize, f32)>,
    offsets: &'o Offsets<'o>,
    places: Vec<Value>,
    /// They follow the text.
    figures: Vec<&'d Figure>,
}

impl Gathered<'_, '_> {
    fn add(&mut self, id: ContentId, span: Span, pieces: Vec<Value>) {
        if let Some((page, down)) = self.first.get(&id) {
            let (from, to) = self.offsets.range(span);
            self.places.push(json!([id.0, span.file.0, from, to, page, down, pieces]));
        }
    }
}

impl<'d> Visitor<'d> for Gathered<'d, '_> {
    fn block(&mut self, block: &'d Block) {
        if let Block::Figure(figure) = block {
            self.figures.push(figure);
        }
    }

    fn paragraph(&mut self, _: Place, paragraph: &'d Paragraph) {
        let pieces = paragraph.content.iter().map(|inline| piece(inline, self.offsets)).collect();
        self.add(paragraph.id, paragraph.span, pieces);
    }
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
