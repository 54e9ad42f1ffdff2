//! Writes the parts and their blocks: paragraphs, headings, lists, quotations.

use std::ops::Range;

use super::comments::Cut;
use super::inline::Line;
use super::numbering;
use super::properties::{NumPr, PPr, RPr};
use super::script::{WordLanguage, paragraph_direction};
use super::styles::{StyleId, begins_page, continued_level};
use super::xml::Xml;
use super::{NAMESPACE_R, NAMESPACE_W, Writer};
use crate::document::text::announces;
use crate::document::{
    Block, Heading, List, ListItem, NumberPlace, Paragraph, PartKind, Quotation, Recommendations, Role,
};
use crate::error::Error;
use crate::facts::language::Direction;
use crate::length::Length;
use crate::look::measures::TABLE_SPACE;

/// Where a block stands: in an item of a list everything is indented with it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// The part of the report.
    pub(super) part: PartKind,
    /// Indent from the start margin.
    pub(super) indent: Length,
    /// Level of the item.
    pub(super) level: u8,
}

impl Writer<'_> {
    /// Writes `word/document.xml`.
    pub(super) fn body(&mut self) -> Result<String, Error> {
        self.xml = Xml::part();
        self.xml.open("w:document", &[("xmlns:w", NAMESPACE_W), ("xmlns:r", NAMESPACE_R)]);
        self.xml.open("w:body", &[]);
        let document = self.document;
        let has_cover = super::frame::has_cover(document);
        for (at, part) in document.parts.iter().enumerate() {
            self.blocks(&part.blocks, Surroundings { part: part.kind, ..Surroundings::default() })?;
            if at == 0 && has_cover && self.breaks.end_of_cover.is_none() {
                self.xml.open("w:p", &[]);
                PPr { section: Some(self.section.of_cover()), ..PPr::default() }.write(&mut self.xml);
                self.xml.close("w:p");
            }
        }
        if self.breaks.after_all {
            self.xml.raw("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
        }
        if has_cover {
            let last = self.bookmark_start(super::frame::LAST);
            self.bookmark_end(&last);
        }
        self.section.of(self.breaks.last).write(&mut self.xml);
        self.xml.close("w:body");
        self.xml.close("w:document");
        Ok(std::mem::take(&mut self.xml).into_string())
    }

    /// What is before a block whose pages are turned otherwise ends a section.
    fn end_section_before(&mut self, block: &Block) {
        let Some(section) = self.breaks.end_before(block) else { return };
        self.xml.open("w:p", &[]);
        let section = Some(self.section.of(section));
        PPr { style: Some(StyleId::SECTION_END), section, ..PPr::default() }.write(&mut self.xml);
        self.xml.close("w:p");
    }

    pub(super) fn blocks(&mut self, blocks: &[Block], around: Surroundings) -> Result<(), Error> {
        for (at, block) in blocks.iter().enumerate() {
            self.end_section_before(block);
            match (block, blocks.get(at + 1)) {
                (Block::Paragraph(paragraph), Some(Block::List(_))) => self.lead_in(paragraph, around)?,
                (Block::Table(table), Some(next)) if self.begins_with_room(next) => self.table(table, around)?,
                _ => self.block(block, around)?,
            }
        }
        Ok(())
    }

    /// Whether a block stands apart from a table before it by itself, so that no empty line need be between them.
    fn begins_with_room(&self, block: &Block) -> bool {
        let first = match block {
            Block::Heading(heading) => Some(heading.paragraph.role),
            Block::Figure(_) => Some(Role::Figure),
            Block::Table(table) => table.caption.as_ref().map(|caption| caption.paragraph.role),
            Block::Paragraph(_)
            | Block::List(_)
            | Block::Recommendations(_)
            | Block::Quotation(_)
            | Block::Contents(_)
            | Block::PageBreak(_) => None,
        };
        first.is_some_and(|role| self.document.styles.get(role).space_before >= TABLE_SPACE)
    }

    /// Writes a paragraph before a list; where it announces the list it stays on the page of its first item.
    fn lead_in(&mut self, paragraph: &Paragraph, around: Surroundings) -> Result<(), Error> {
        let mut properties = self.paragraph_properties(paragraph, around)?;
        if announces(paragraph) {
            properties.style = properties.style.map(StyleId::lead_in);
        }
        self.paragraph_with(paragraph, &properties)
    }

    fn block(&mut self, block: &Block, around: Surroundings) -> Result<(), Error> {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, around),
            Block::Heading(Heading { paragraph, .. }) => match &paragraph.marker {
                Some(marker) if paragraph.role == Role::AnnexHeading => self.annex_heading(paragraph, marker),
                _ => self.paragraph(paragraph, around),
            },
            Block::List(List { items, .. }) => self.items(items, around),
            Block::Recommendations(Recommendations { lead_in, items, .. }) => {
                lead_in.iter().try_for_each(|paragraph| self.lead_in(paragraph, around))?;
                self.items(items, around)
            }
            Block::Quotation(Quotation { paragraphs, source, .. }) => {
                paragraphs.iter().chain(source).try_for_each(|paragraph| self.paragraph(paragraph, around))
            }
            Block::Table(table) => {
                self.table(table, around)?;
                if table.below.is_none() {
                    self.spacer();
                }
                Ok(())
            }
            Block::Figure(figure) => self.figure(figure, around),
            Block::Contents(contents) => self.contents(contents),
            Block::PageBreak(_) => Ok(()),
        }
    }

    fn items(&mut self, items: &[ListItem], around: Surroundings) -> Result<(), Error> {
        for item in items {
            let mut inside = around;
            for block in &item.blocks {
                self.end_section_before(block);
                self.block(block, inside)?;
                if let Block::Paragraph(Paragraph { marker: Some(marker), .. }) = block {
                    inside = Surroundings {
                        indent: numbering::wrap_at(self.document, marker.list, marker.level),
                        level: marker.level,
                        ..around
                    };
                }
            }
        }
        Ok(())
    }

    /// Writes a paragraph with the look of its role.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, around: Surroundings) -> Result<(), Error> {
        let properties = self.paragraph_properties(paragraph, around)?;
        self.paragraph_with(paragraph, &properties)
    }

    /// Writes a paragraph with given properties.
    pub(super) fn paragraph_with(&mut self, paragraph: &Paragraph, properties: &PPr) -> Result<(), Error> {
        self.open_paragraph(properties);
        let mut cuts = self.comment_cuts(paragraph.id);
        let mut around = None;
        if let Some(bookmark) = paragraph.bookmark.filter(|bookmark| self.plan.pointed.contains(bookmark)) {
            let name = self.place_name(bookmark)?;
            match self.document.bookmarks.get(bookmark.0 as usize).map(|bookmark| &bookmark.number) {
                Some(NumberPlace::Words(number)) => cuts.extend(self.bookmark_cuts(number, name)),
                Some(NumberPlace::None | NumberPlace::Marker | NumberPlace::Label | NumberPlace::Paragraph) | None => {
                    around = Some(self.bookmark_start(name));
                }
            }
        }
        let closing = self.open_comments(paragraph.id);
        self.inlines(&paragraph.content, cuts, self.line(paragraph))?;
        self.xml.raw(&closing);
        around.iter().for_each(|mark| self.bookmark_end(mark));
        self.xml.close("w:p");
        Ok(())
    }

    /// Opens a paragraph with its properties; each ends with a plain `w:p`.
    pub(super) fn open_paragraph(&mut self, properties: &PPr) {
        self.styles.extend(properties.style);
        self.xml.open("w:p", &[]);
        properties.write(&mut self.xml);
    }

    /// What the runs of a paragraph share.
    pub(super) fn line<'p>(&self, paragraph: &'p Paragraph) -> Line<'p> {
        let language = paragraph.language.as_ref();
        Line {
            direction: paragraph_direction(language, self.document),
            language,
            document: self.document.language,
            italic: self.document.styles.get(paragraph.role).italic,
        }
    }

    /// The properties of a paragraph: its style, and what the style cannot say.
    pub(super) fn paragraph_properties(&mut self, paragraph: &Paragraph, around: Surroundings) -> Result<PPr, Error> {
        let mut style = self.style_of(paragraph, around);
        let direct = self.line(paragraph);
        let right_to_left = direct.direction == Direction::RightToLeft;
        let ends_cover = self.breaks.end_of_cover == Some(paragraph.id);
        let mut properties = PPr {
            page_break_before: self.breaks.begins_page(paragraph.id) && !begins_page(style, self.document),
            bidi: (direct.direction != self.document.direction).then_some(right_to_left),
            mark: RPr {
                rtl: right_to_left.then_some(true),
                language: direct.language.map(WordLanguage::of),
                ..RPr::default()
            },
            section: ends_cover.then(|| self.section.of_cover()),
            ..PPr::default()
        };
        match (&paragraph.marker, self.plan.numbered.level_of(style)) {
            (Some(marker), of_style) => {
                let num = self.numbers.next(marker)?;
                let by_style = of_style == Some((marker.list, marker.level)) && num == numbering::base(marker.list);
                properties.numbering = (!by_style).then_some(NumPr { num, level: marker.level });
            }
            (None, Some(_)) => style = style.unnumbered(),
            (None, None) => {
                let indent = self.item_indent(paragraph.role, style, around);
                style = indent.map_or(style, |indent| style.indented(indent));
            }
        }
        Ok(PPr { style: Some(style), ..properties })
    }

    /// The indent of a paragraph in an item, where its style does not have it.
    fn item_indent(&self, role: Role, style: StyleId, around: Surroundings) -> Option<Length> {
        let continued = continued_level(style)
            .map(|level| numbering::wrap_at(self.document, crate::document::ListId::PARAGRAPHS, level));
        let own = continued.unwrap_or(Length::ZERO);
        let wanted = around.indent;
        (wanted != own).then(|| wanted + self.document.styles.get(role).indent_start)
    }

    fn style_of(&self, paragraph: &Paragraph, around: Surroundings) -> StyleId {
        match (paragraph.role, &paragraph.marker) {
            (Role::ListItem, Some(marker)) if marker.list == crate::document::ListId::PARAGRAPHS => {
                StyleId::sub_paragraph(marker.level)
            }
            (Role::ListItem, None) => StyleId::list_continue(around.level),
            (Role::PartHeading, _) if around.part == PartKind::Contents => StyleId::CONTENTS_HEADING,
            (role, _) => StyleId::of(role),
        }
    }

    /// Opens a bookmark and gives the id that its end needs.
    pub(super) fn bookmark_start(&mut self, name: &str) -> String {
        let id = self.next_bookmark.to_string();
        self.next_bookmark += 1;
        self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", name)]);
        id
    }

    /// A bookmark around the number in the first piece of a paragraph.
    fn bookmark_cuts(&mut self, number: &Range<usize>, name: &str) -> [Cut; 2] {
        let around = std::mem::take(&mut self.xml);
        let id = self.bookmark_start(name);
        let start = std::mem::take(&mut self.xml).into_string();
        self.bookmark_end(&id);
        let end = std::mem::replace(&mut self.xml, around).into_string();
        [Cut { inline: 0, at: number.start, xml: start }, Cut { inline: 0, at: number.end, xml: end }]
    }

    /// Closes a bookmark.
    pub(super) fn bookmark_end(&mut self, id: &str) {
        self.xml.empty("w:bookmarkEnd", &[("w:id", id)]);
    }
}
