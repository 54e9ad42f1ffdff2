//! Makes the structure tree of the document, in reading order.

use super::anchors::Anchor;
use super::owner::{Owners, Slot};
use super::standard::Dialect;
use super::structure::{Child, Element, Node};
use crate::document::{
    Block, BookmarkId, Caption, Cell, ContentId, ContentsEntry, Document, Figure, Heading, Inline, ListItem, NoteId,
    NumberFormat, Paragraph, Quotation, Recommendations, Role, Table, plain_text,
};

/// A heading, for the outline.
#[derive(Debug)]
pub(super) struct OutlineEntry {
    /// Its depth, from 1, without gaps.
    pub(super) depth: usize,
    /// Its number and words.
    pub(super) text: String,
    /// The heading.
    pub(super) id: ContentId,
    /// Its bookmark.
    pub(super) bookmark: Option<BookmarkId>,
    /// Its element.
    pub(super) anchor: Anchor,
}

/// What the document says about structure.
#[derive(Debug, Default)]
pub(super) struct Structure {
    /// The tree.
    pub(super) children: Vec<Child>,
    /// The way back from the pages.
    pub(super) owners: Owners,
    /// The headings.
    pub(super) headings: Vec<OutlineEntry>,
}

/// The structure of a document, complete: [`super::structure::prune`] takes away what no page shows.
pub(super) fn structure(document: &Document, dialect: &'static Dialect) -> Structure {
    let mut builder =
        Builder { document, dialect, owners: Owners::default(), headings: Vec::new(), levels: Vec::new() };
    let children = document.parts.iter().map(|part| {
        let mut children = Vec::new();
        builder.blocks(&part.blocks, &mut children);
        Child::Node(Node::new(Element::Part, children))
    });
    let children = children.collect();
    Structure { children, owners: builder.owners, headings: builder.headings }
}

/// Walks the document once.
pub(super) struct Builder<'a> {
    pub(super) document: &'a Document,
    dialect: &'static Dialect,
    pub(super) owners: Owners,
    headings: Vec<OutlineEntry>,
    /// The levels, as written, of the headings that enclose this place.
    levels: Vec<u8>,
}

impl Builder<'_> {
    fn blocks(&mut self, blocks: &[Block], out: &mut Vec<Child>) {
        for block in blocks {
            self.block(block, out);
        }
    }

    fn block(&mut self, block: &Block, out: &mut Vec<Child>) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, out),
            Block::Heading(heading) => self.heading(heading, out),
            Block::List(list) => {
                let list = self.list(list.format, &list.items);
                out.push(list);
            }
            Block::Recommendations(recommendations) => self.recommendations(recommendations, out),
            Block::Quotation(quotation) => {
                let quotation = self.quotation(quotation);
                out.push(quotation);
            }
            Block::Table(table) => {
                let whole = self.table(table);
                out.push(whole);
                table.below.iter().for_each(|below| self.paragraph(below, out));
            }
            Block::Figure(figure) => {
                self.figure(figure, out);
            }
            Block::Contents(contents) => {
                let contents = self.contents(&contents.entries);
                out.push(contents);
            }
            Block::PageBreak(_) => {}
        }
    }

    /// A paragraph with its number, and after it the notes whose marks stand in it.
    fn paragraph(&mut self, paragraph: &Paragraph, out: &mut Vec<Child>) {
        let element = if paragraph.role == Role::Title { Element::Title } else { Element::P };
        let mut children = vec![label(paragraph.id)];
        children.extend(self.inlines(paragraph));
        out.push(part_of(paragraph, element, children));
        self.notes(&paragraph.content, out);
    }

    /// A paragraph whose number, if any, stands elsewhere in the tree.
    fn unlabelled(&mut self, paragraph: &Paragraph, out: &mut Vec<Child>) {
        let children = self.inlines(paragraph);
        out.push(part_of(paragraph, Element::P, children));
        self.notes(&paragraph.content, out);
    }

    /// An element that holds words and the notes of these words.
    fn holder(&mut self, element: Element, paragraph: &Paragraph, first: Option<Child>) -> Child {
        let mut children: Vec<Child> = first.into_iter().collect();
        children.extend(self.inlines(paragraph));
        self.notes(&paragraph.content, &mut children);
        part_of(paragraph, element, children)
    }

    fn heading(&mut self, heading: &Heading, out: &mut Vec<Child>) {
        let paragraph = &heading.paragraph;
        let title = title(self.document, paragraph);
        if title.is_empty() {
            return self.paragraph(paragraph, out);
        }
        let top = matches!(paragraph.role, Role::PartHeading | Role::AnnexHeading);
        let depth = self.depth(if top { 1 } else { heading.level });
        let level = u16::try_from(depth).unwrap_or(6).min(6);
        let mut children = vec![label(paragraph.id)];
        children.extend(self.inlines(paragraph));
        let element = Element::H { level, title: title.clone() };
        let (id, bookmark, anchor) = (paragraph.id, paragraph.bookmark, Anchor::of(paragraph));
        let node = Node::new(element, children).with_language(paragraph.language.clone());
        out.push(node.with_anchor(Some(anchor)).into());
        self.headings.push(OutlineEntry { depth, text: title, id, bookmark, anchor });
        self.notes(&paragraph.content, out);
    }

    /// The depth of a heading of this level. ISO 14289-1, 7.4.2: no level is skipped, and the first is 1; headings the
    /// author wrote at the same level stay at the same depth.
    fn depth(&mut self, level: u8) -> usize {
        while self.levels.last().is_some_and(|open| *open >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        self.levels.len()
    }

    fn list(&mut self, format: NumberFormat, items: &[ListItem]) -> Child {
        let items = items.iter().map(|item| self.list_item(item)).collect();
        Node::new(Element::L(format), items).into()
    }

    fn list_item(&mut self, item: &ListItem) -> Child {
        let mut children = Vec::new();
        let mut body = Vec::new();
        let mut rest = item.blocks.as_slice();
        if let Some((Block::Paragraph(first), others)) = item.blocks.split_first() {
            children.push(label(first.id));
            self.unlabelled(first, &mut body);
            rest = others;
        }
        self.blocks(rest, &mut body);
        children.push(Node::new(Element::LBody, body).into());
        Node::new(Element::LI, children).into()
    }

    fn recommendations(&mut self, recommendations: &Recommendations, out: &mut Vec<Child>) {
        if let Some(lead_in) = &recommendations.lead_in {
            self.paragraph(lead_in, out);
        }
        let format = recommendations.items.first().and_then(|item| self.format(item));
        let list = self.list(format.unwrap_or(NumberFormat::Decimal), &recommendations.items);
        out.push(list);
    }

    /// How an item is counted.
    fn format(&self, item: &ListItem) -> Option<NumberFormat> {
        let Some(Block::Paragraph(paragraph)) = item.blocks.first() else { return None };
        let marker = paragraph.marker.as_ref()?;
        let list = self.document.lists.get(usize::try_from(marker.list.0).ok()?)?;
        Some(list.levels.get(usize::from(marker.level))?.format)
    }

    fn quotation(&mut self, quotation: &Quotation) -> Child {
        let mut children = Vec::new();
        for paragraph in quotation.paragraphs.iter().chain(&quotation.source) {
            self.paragraph(paragraph, &mut children);
        }
        Node::new(Element::BlockQuote, children).into()
    }

    fn table(&mut self, table: &Table) -> Child {
        let mut children = Vec::new();
        if let Some(caption) = &table.caption {
            children.push(self.caption(caption));
        }
        let head = self.row(|cell| Element::TH(cell.columns), &table.header);
        // ISO 14289-1: a head stands only beside a body, so that a table without rows has its head in the body.
        let first = if table.rows.is_empty() { Element::TBody } else { Element::THead };
        children.push(Node::new(first, vec![head]).into());
        let rows: Vec<Child> =
            table.rows.iter().map(|row| self.row(|cell| Element::TD(cell.columns, cell.rows), row)).collect();
        if !rows.is_empty() {
            children.push(Node::new(Element::TBody, rows).into());
        }
        Node::new(Element::Table, children).into()
    }

    fn row(&mut self, element: impl Fn(&Cell) -> Element, cells: &[Cell]) -> Child {
        let cells = cells.iter().map(|cell| match cell.items.is_empty() {
            true => self.holder(element(cell), &cell.paragraph, None),
            false => self.cell_with_list(element(cell), cell),
        });
        let cells = cells.collect();
        Node::new(Element::TR, cells).into()
    }

    fn caption(&mut self, caption: &Caption) -> Child {
        let label = Child::Slot(Slot::CaptionLabel(caption.paragraph.id));
        self.holder(Element::Caption, &caption.paragraph, Some(label))
    }

    /// The caption stands beside the figure: many readers say a figure's alternative text and skip what is inside it.
    fn figure(&mut self, figure: &Figure, out: &mut Vec<Child>) {
        let content = vec![Child::Slot(Slot::Figure(figure.id))];
        let picture = Node::new(Element::Figure(figure.alternative_text.clone()), content);
        let mut children = vec![picture.with_language(figure.language.clone()).into()];
        if let Some(caption) = &figure.caption {
            children.push(self.caption(caption));
        }
        let mut below = Vec::new();
        figure.below.iter().for_each(|paragraph| self.paragraph(paragraph, &mut below));
        if !self.dialect.ends_with_caption {
            children.append(&mut below);
        }
        out.push(Node::new(Element::Div, children).into());
        out.append(&mut below);
    }

    /// The contents, deeper levels nested.
    fn contents(&mut self, entries: &[ContentsEntry]) -> Child {
        let mut children = Vec::new();
        let top = entries.first().map_or(1, level);
        let mut rest = entries;
        while let Some((entry, after)) = rest.split_first() {
            if level(entry) <= top {
                children.push(self.contents_entry(entry));
                rest = after;
            } else {
                let deeper = rest.iter().take_while(|entry| level(entry) > top).count();
                let (nested, after) = rest.split_at(deeper);
                children.push(self.contents(nested));
                rest = after;
            }
        }
        Node::new(Element::Toc, children).into()
    }

    fn contents_entry(&mut self, ContentsEntry { paragraph, target }: &ContentsEntry) -> Child {
        let id = paragraph.id;
        self.owners.add_contents_line(id, paragraph.content.len());
        self.owners.add_words(Slot::ContentsPage(id), title(self.document, paragraph));
        let line = vec![
            Child::Slot(Slot::Words(id, 0)),
            Child::Slot(Slot::ContentsPage(id)),
            Child::Areas(Slot::ContentsPage(id)),
        ];
        let reference = Node::new(Element::Reference, vec![Node::new(Element::Link, line).into()]);
        let children = vec![label(id), reference.into()];
        let line = Node::new(Element::Toci, children).with_language(paragraph.language.clone());
        line.referring_to(Anchor::Bookmark(*target)).into()
    }

    /// The notes whose marks stand in these words.
    fn notes(&mut self, content: &[Inline], out: &mut Vec<Child>) {
        for inline in content {
            match inline {
                Inline::Note { note, .. } => self.note(*note, out),
                Inline::Text { .. } | Inline::Reference { .. } | Inline::LineBreak => {}
            }
        }
    }

    pub(super) fn note(&mut self, id: NoteId, out: &mut Vec<Child>) {
        let Some(note) = self.document.notes.get(id.0 as usize) else { return };
        let mut children = Vec::new();
        if let Some(first) = note.paragraphs.first() {
            let marker = Slot::Marker(first.id);
            self.owners.add_words(marker, note.number.to_string());
            let back = Node::new(Element::Link, vec![Child::Slot(marker), Child::Areas(marker)]);
            children.push(Node::new(Element::Lbl, vec![back.into()]).into());
        }
        for paragraph in &note.paragraphs {
            self.unlabelled(paragraph, &mut children);
        }
        let whole = Node::new(Element::Note, children).with_anchor(Some(Anchor::Note(id)));
        out.push(whole.referring_to(Anchor::Mark(id)).into());
    }
}

/// The element of a paragraph.
fn part_of(paragraph: &Paragraph, element: Element, children: Vec<Child>) -> Child {
    let anchor = paragraph.bookmark.map(Anchor::Bookmark);
    Node::new(element, children).with_language(paragraph.language.clone()).with_anchor(anchor).into()
}

/// The number of a paragraph.
fn label(id: ContentId) -> Child {
    Node::new(Element::Lbl, vec![Child::Slot(Slot::Marker(id))]).into()
}

/// The level of a line of the contents.
fn level(entry: &ContentsEntry) -> u8 {
    if let Role::ContentsEntry(level) = entry.paragraph.role { level } else { 1 }
}

/// Number and words of a heading.
fn title(document: &Document, paragraph: &Paragraph) -> String {
    let words = plain_text(&paragraph.content);
    let words = words.trim();
    match &paragraph.marker {
        Some(marker) if !words.is_empty() => format!("{}{}{words}", marker.text, document.gap_after(marker)),
        Some(_) | None => words.to_owned(),
    }
}
