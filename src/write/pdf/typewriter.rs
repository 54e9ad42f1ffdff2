//! A layout for the tests: every block of a document, one word after the other, on as many pages as it takes.

use std::sync::Arc;

use harfrust::{Buffer, ClusterLevel, Direction, Font, ShapeOptions, ShaperFont, shape};

use crate::document::{Block, Caption, ContentId, Contents, Document, Figure, Inline, ListItem, NoteId, Paragraph};
use crate::fonts::{FaceId, Fonts};
use crate::length::Length;
use crate::pages::{
    Artifact, GlyphRun, Ink, Item, LinkEnd, Origin, Page, Pages, Placed, Point, Shape, ShapedGlyph, Target, Word,
};

const SIZE: Length = Length::pt(12);

/// Sets a document.
pub(super) fn pages(document: &Document) -> Pages {
    let page = Page { number: Some(1), ..Page::default() };
    let start = Point { x: document.page.margin_left, y: document.page.margin_top };
    let mut writer =
        Typewriter { document, fonts: Fonts::embedded(), pages: Pages::default(), page, at: start, notes: vec![] };
    writer.header();
    for part in &document.parts {
        writer.blocks(&part.blocks);
    }
    writer.new_page();
    writer.pages
}

/// One run of text in a face, from right to left where its first letter is Hebrew or Arabic.
pub(super) fn run(fonts: &Fonts, face: FaceId, size: Length, text: &str) -> GlyphRun {
    let data = fonts.face(face);
    let font = Font::new(data.file.shared(), data.index).expect("the face is sound");
    let shaper = ShaperFont::new(&font);
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    buffer.guess_segment_properties();
    let right_to_left = text.chars().next().is_some_and(|c| ('\u{590}'..'\u{700}').contains(&c));
    buffer.set_direction(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
    shape(&shaper, &mut buffer, ShapeOptions::new()).expect("the direction is set");
    let mut starts: Vec<u32> = buffer.glyph_infos().iter().map(|info| info.cluster).collect();
    starts.push(u32::try_from(text.len()).expect("the text is short"));
    starts.sort_unstable();
    starts.dedup();
    let glyphs: Vec<ShapedGlyph> = buffer
        .glyph_infos()
        .iter()
        .zip(buffer.glyph_positions())
        .map(|(info, position)| ShapedGlyph {
            id: u16::try_from(info.glyph_id).expect("glyph ids of a font file are short"),
            advance: position.x_advance,
            x_offset: position.x_offset,
            y_offset: position.y_offset,
            start: info.cluster,
            end: starts.iter().copied().find(|start| *start > info.cluster).expect("the last start is the end"),
        })
        .collect();
    let width = size.scale(glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum(), 2048);
    let length = u32::try_from(text.len()).expect("the text is short");
    let shape = Arc::new(Shape { units_per_em: 2048, length, glyphs });
    let word = Word { shape, start: 0, length, hyphen: false, gap: 0 };
    GlyphRun { face, size, width, text: text.to_owned(), words: vec![word] }
}

struct Typewriter<'a> {
    document: &'a Document,
    fonts: Fonts,
    pages: Pages,
    page: Page,
    at: Point,
    notes: Vec<NoteId>,
}

impl Typewriter<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Heading(heading) => self.paragraph(&heading.paragraph),
            Block::List(list) => self.items(&list.items),
            Block::Recommendations(recommendations) => {
                recommendations.lead_in.iter().for_each(|lead_in| self.paragraph(lead_in));
                self.items(&recommendations.items);
            }
            Block::Quotation(quotation) => {
                quotation.paragraphs.iter().chain(&quotation.source).for_each(|paragraph| self.paragraph(paragraph));
            }
            Block::Table(table) => {
                table.caption.iter().for_each(|caption| self.caption(caption));
                self.rule();
                for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                    self.paragraph(&cell.paragraph);
                }
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Contents(contents) => self.contents(contents),
            Block::PageBreak(_) => self.new_page(),
        }
    }

    fn items(&mut self, items: &[ListItem]) {
        for item in items {
            self.blocks(&item.blocks);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.bookmark(paragraph);
        if let Some(marker) = &paragraph.marker {
            self.words(&format!("{} ", marker.text), Origin::Marker(paragraph.id), FaceId(0), None);
        }
        self.inlines(paragraph);
        self.new_line();
    }

    fn bookmark(&mut self, paragraph: &Paragraph) {
        if let Some(bookmark) = paragraph.bookmark {
            self.pages.targets.insert(bookmark, self.target());
        }
    }

    fn target(&self) -> Target {
        Target { page: self.pages.pages.len(), point: self.at }
    }

    fn inlines(&mut self, paragraph: &Paragraph) {
        for (inline, index) in paragraph.content.iter().zip(0..) {
            let origin = Origin::Inline(paragraph.id, index);
            match inline {
                Inline::Text { text, format, .. } => {
                    let face = FaceId(u16::from(format.strong) + 2 * u16::from(format.emphasis));
                    self.words(text, origin, face, format.link.map(LinkEnd::Link));
                }
                Inline::Note { note, .. } => {
                    let mark = self.target();
                    self.pages.notes.insert(*note, (mark, mark));
                    let number = (note.0 + 1).to_string();
                    self.words(&number, origin, FaceId(0), Some(LinkEnd::NoteText(*note)));
                    self.notes.push(*note);
                }
                Inline::Reference { target, .. } => {
                    self.words(&inline.words(), origin, FaceId(0), Some(LinkEnd::Bookmark(*target)));
                }
                Inline::LineBreak => self.new_line(),
            }
        }
    }

    /// Sets words, a run for each line they take.
    fn words(&mut self, text: &str, origin: Origin, face: FaceId, link: Option<LinkEnd>) {
        let end = self.document.page.width - self.document.page.margin_right;
        let mut line = String::new();
        for word in text.split_inclusive(' ') {
            let longer = format!("{line}{word}");
            let width: Length = run(&self.fonts, face, SIZE, &longer).width;
            if self.at.x + width > end && !line.is_empty() {
                self.set(&line, origin, face, link);
                self.new_line();
                line = word.to_owned();
            } else {
                line = longer;
            }
        }
        self.set(&line, origin, face, link);
    }

    fn set(&mut self, text: &str, origin: Origin, face: FaceId, link: Option<LinkEnd>) {
        let run = run(&self.fonts, face, SIZE, text);
        let width = run.width;
        let base_line = Point { y: self.at.y + SIZE, ..self.at };
        self.page.items.push(Placed { point: base_line, item: Item::Glyphs(run), origin });
        if let Some(to) = link {
            self.page.items.push(Placed { point: self.at, item: Item::Link { width, height: SIZE, to }, origin });
        }
        self.at.x += width;
    }

    fn rule(&mut self) {
        let item =
            Item::Rule { width: self.document.page.text_width(), height: Length::tenths_of_pt(5), ink: Ink::Black };
        self.page.items.push(Placed { point: self.at, item, origin: Origin::Artifact(Artifact::Layout) });
    }

    fn new_line(&mut self) {
        let page = &self.document.page;
        self.at = Point { x: page.margin_left, y: self.at.y + Length::pt(15) };
        if self.at.y > page.height - page.margin_bottom - Length::pt(80) {
            self.new_page();
        }
    }

    fn caption(&mut self, caption: &Caption) {
        self.bookmark(&caption.paragraph);
        let label = caption.lead();
        self.words(&label, Origin::CaptionLabel(caption.paragraph.id), FaceId(1), None);
        self.inlines(&caption.paragraph);
        self.new_line();
    }

    fn figure(&mut self, figure: &Figure) {
        let item = Item::Image { image: figure.image, width: figure.width, height: figure.height };
        self.page.items.push(Placed { point: self.at, item, origin: Origin::Figure(figure.id) });
        self.at.y += figure.height;
        figure.caption.iter().for_each(|caption| self.caption(caption));
    }

    fn contents(&mut self, contents: &Contents) {
        for entry in &contents.entries {
            let id = entry.paragraph.id;
            let link = Some(LinkEnd::Bookmark(entry.target));
            if let Some(marker) = &entry.paragraph.marker {
                self.words(&format!("{} ", marker.text), Origin::Marker(id), FaceId(0), link);
            }
            for (inline, index) in entry.paragraph.content.iter().zip(0..) {
                if let Inline::Text { text, .. } = inline {
                    self.words(text, Origin::Inline(id, index), FaceId(0), link);
                }
            }
            self.words(" … 1", Origin::ContentsPage(id), FaceId(0), link);
            self.new_line();
        }
    }

    /// The notes of the page, the footer, and a fresh page with its header.
    fn new_page(&mut self) {
        for id in std::mem::take(&mut self.notes) {
            let note = self.document.notes[id.0 as usize].clone();
            let text = self.target();
            self.pages.notes.entry(id).and_modify(|ends| ends.0 = text);
            let first: ContentId = note.paragraphs[0].id;
            self.words(&format!("{} ", note.number), Origin::Marker(first), FaceId(0), Some(LinkEnd::NoteMark(id)));
            for paragraph in &note.paragraphs {
                self.inlines(paragraph);
                self.at = Point { x: self.document.page.margin_left, y: self.at.y + Length::pt(15) };
            }
        }
        let footer = Point { x: self.document.page.margin_left, y: self.document.page.height - Length::pt(30) };
        self.at = footer;
        self.set("Page", Origin::Artifact(Artifact::Footer), FaceId(0), None);
        let number = self.page.number.map(|number| number + 1);
        let page = std::mem::replace(&mut self.page, Page { number, ..Page::default() });
        self.pages.pages.push(page);
        self.header();
    }

    fn header(&mut self) {
        self.at = Point { x: self.document.page.margin_left, y: Length::pt(30) };
        self.set(&self.document.page.header_start.clone(), Origin::Artifact(Artifact::Header), FaceId(0), None);
        self.at = Point { x: self.document.page.margin_left, y: self.document.page.margin_top };
    }
}
