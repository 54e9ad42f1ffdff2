//! Measures without fonts, for a Word file of which only the words are read.

use super::Measures;
use crate::document::visit::{Place, Visitor};
use crate::document::{Block, Document, Paragraph, visit};
use crate::length::Length;
use crate::look::{Room, lay_out};

/// Something that a column and a figure can have.
const WIDTH: Length = Length::mm(100);

/// Measures with which a Word file can be written; its columns and figures have no sensible width.
pub fn rough_measures(document: &Document) -> Measures {
    let mut rough = Rough { document, measures: Measures::default() };
    visit::document(document, &mut rough);
    rough.measures
}

struct Rough<'d> {
    document: &'d Document,
    measures: Measures,
}

impl<'d> Visitor<'d> for Rough<'d> {
    fn paragraph(&mut self, _: Place, _: &'d Paragraph) {}

    fn block(&mut self, block: &'d Block) {
        match block {
            Block::Table(table) => {
                let direction = table.direction.unwrap_or(self.document.direction);
                let look = lay_out(&table.columns, &[], Room { width: WIDTH, direction });
                self.measures.tables.insert(table.id(), look);
            }
            Block::Figure(figure) => {
                self.measures.figures.insert(figure.id, (WIDTH, WIDTH));
            }
            _ => {}
        }
    }
}
