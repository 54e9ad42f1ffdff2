//! The one walk over a document: every paragraph in reading order, each with what it is of its block. The same walk
//! changes a document while it is made.

use super::{Block, Caption, ContentsEntry, Document, Figure, Inline, ListItem, Note, Paragraph, Part, Table};

/// What a paragraph is of its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Running text.
    Text,
    /// An item of a list.
    Item,
    /// A recommendation.
    Recommendation,
    /// A quotation or its source.
    Quotation,
    /// A heading.
    Heading,
    /// A cell of a table.
    Table,
    /// The caption of a table or figure.
    Caption,
    /// The source of a table or figure and a note to it, printed below it.
    Below,
    /// A line of the contents.
    Contents,
    /// A footnote. The walk does not enter notes; [`notes_of`] leads from a paragraph to them.
    Note,
}

/// What wants to see the paragraphs of a document.
pub trait Visitor<'d> {
    /// A paragraph.
    fn paragraph(&mut self, place: Place, paragraph: &'d Paragraph);

    /// A caption, whose label and number are not inlines of its paragraph.
    fn caption(&mut self, caption: &'d Caption) {
        self.paragraph(Place::Caption, &caption.paragraph);
    }

    /// A block, before its paragraphs.
    fn block(&mut self, _: &'d Block) {}

    /// The end of a row of a table, after its last cell.
    fn end_of_row(&mut self) {}
}

/// Shows each paragraph of a document, part by part.
pub fn document<'d>(document: &'d Document, visitor: &mut impl Visitor<'d>) {
    document.parts.iter().for_each(|one| part(one, visitor));
}

/// Shows each paragraph of a part.
pub fn part<'d>(part: &'d Part, visitor: &mut impl Visitor<'d>) {
    blocks(&part.blocks, Place::Text, visitor);
}

/// The notes whose marks a paragraph holds.
pub fn notes_of<'d>(document: &'d Document, paragraph: &'d Paragraph) -> impl Iterator<Item = &'d Note> {
    paragraph.content.iter().filter_map(|inline| match inline {
        Inline::Note { note, .. } => document.notes.get(note.0 as usize),
        Inline::Text { .. } | Inline::Reference { .. } | Inline::LineBreak => None,
    })
}

fn blocks<'d>(all: &'d [Block], place: Place, visitor: &mut impl Visitor<'d>) {
    for block in all {
        visitor.block(block);
        match block {
            Block::Paragraph(paragraph) => visitor.paragraph(place, paragraph),
            Block::Heading(heading) => visitor.paragraph(Place::Heading, &heading.paragraph),
            Block::List(list) => {
                let place = if place == Place::Recommendation { place } else { Place::Item };
                items(&list.items, place, visitor);
            }
            Block::Recommendations(recommendations) => {
                recommendations.lead_in.iter().for_each(|paragraph| visitor.paragraph(Place::Text, paragraph));
                items(&recommendations.items, Place::Recommendation, visitor);
            }
            Block::Quotation(quotation) => {
                let paragraphs = quotation.paragraphs.iter().chain(&quotation.source);
                paragraphs.for_each(|paragraph| visitor.paragraph(Place::Quotation, paragraph));
            }
            Block::Table(table) => rows(table, visitor),
            Block::Figure(figure) => {
                figure.caption.iter().for_each(|caption| visitor.caption(caption));
                figure.below.iter().for_each(|below| visitor.paragraph(Place::Below, below));
            }
            Block::Contents(contents) => {
                contents.entries.iter().for_each(|entry| visitor.paragraph(Place::Contents, &entry.paragraph));
            }
            Block::PageBreak(_) => {}
        }
    }
}

fn items<'d>(items: &'d [ListItem], place: Place, visitor: &mut impl Visitor<'d>) {
    items.iter().for_each(|item| blocks(&item.blocks, place, visitor));
}

fn rows<'d>(table: &'d Table, visitor: &mut impl Visitor<'d>) {
    table.caption.iter().for_each(|caption| visitor.caption(caption));
    for row in std::iter::once(&table.header).chain(&table.rows) {
        row.iter().for_each(|cell| visitor.paragraph(Place::Table, &cell.paragraph));
        visitor.end_of_row();
    }
    table.below.iter().for_each(|below| visitor.paragraph(Place::Below, below));
}

/// What changes the paragraphs of a document that is being made.
pub trait Changer {
    /// A paragraph.
    fn paragraph(&mut self, paragraph: &mut Paragraph);

    /// A figure, before its paragraphs.
    fn figure(&mut self, _: &mut Figure) {}

    /// A line of the contents, after its paragraph.
    fn entry(&mut self, _: &mut ContentsEntry) {}
}

/// Lets each paragraph of blocks be changed, in reading order.
pub fn change(blocks: &mut [Block], changer: &mut impl Changer) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => changer.paragraph(paragraph),
            Block::Heading(heading) => changer.paragraph(&mut heading.paragraph),
            Block::List(list) => change_items(&mut list.items, changer),
            Block::Recommendations(recommendations) => {
                recommendations.lead_in.iter_mut().for_each(|paragraph| changer.paragraph(paragraph));
                change_items(&mut recommendations.items, changer);
            }
            Block::Quotation(quotation) => {
                let paragraphs = quotation.paragraphs.iter_mut().chain(&mut quotation.source);
                paragraphs.for_each(|paragraph| changer.paragraph(paragraph));
            }
            Block::Table(table) => {
                table.caption.iter_mut().for_each(|caption| changer.paragraph(&mut caption.paragraph));
                let cells = table.header.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.for_each(|cell| changer.paragraph(&mut cell.paragraph));
                table.below.iter_mut().for_each(|below| changer.paragraph(below));
            }
            Block::Figure(figure) => {
                changer.figure(figure);
                figure.caption.iter_mut().for_each(|caption| changer.paragraph(&mut caption.paragraph));
                figure.below.iter_mut().for_each(|below| changer.paragraph(below));
            }
            Block::Contents(contents) => {
                for entry in &mut contents.entries {
                    changer.paragraph(&mut entry.paragraph);
                    changer.entry(entry);
                }
            }
            Block::PageBreak(_) => {}
        }
    }
}

fn change_items(items: &mut [ListItem], changer: &mut impl Changer) {
    items.iter_mut().for_each(|item| change(&mut item.blocks, changer));
}
