//! The gallery: every paragraph style there is, its name, its parent and the role whose look it has.

use super::id::StyleId;
use crate::document::{Align, ListId, Role};

/// A paragraph style: who it is, and the role whose look it has.
pub(super) struct ParagraphStyle {
    pub(super) id: StyleId,
    pub(super) name: &'static str,
    /// Whether Word knows a style of this name by itself.
    pub(super) built_in: bool,
    pub(super) based_on: &'static str,
    pub(super) next: Option<&'static str>,
    pub(super) look: Role,
    pub(super) align: Option<Align>,
    pub(super) outline: Option<u8>,
    pub(super) numbering: Option<(ListId, u8)>,
    /// The level of the item it goes on with.
    pub(super) continues: Option<u8>,
    /// Its place in Word's gallery.
    pub(super) priority: u8,
}

/// The place in Word's gallery of styles that are applied automatically.
const BY_ITSELF: u8 = 40;

/// A style of a name that Word knows.
const fn built_in(id: &'static str, name: &'static str, based_on: &'static str, look: Role) -> ParagraphStyle {
    ParagraphStyle { built_in: true, ..custom(id, name, based_on, look) }
}

/// A style of our own.
const fn custom(id: &'static str, name: &'static str, based_on: &'static str, look: Role) -> ParagraphStyle {
    ParagraphStyle {
        id: StyleId::of_gallery(id),
        name,
        built_in: false,
        based_on,
        next: None,
        look,
        align: None,
        outline: None,
        numbering: None,
        continues: None,
        priority: BY_ITSELF,
    }
}

impl ParagraphStyle {
    /// Whether one chooses it by hand: contents, notes and running lines get their styles by themselves.
    pub(super) fn is_chosen(&self) -> bool {
        self.priority < BY_ITSELF
    }

    const fn at(self, priority: u8) -> ParagraphStyle {
        ParagraphStyle { priority, ..self }
    }

    const fn then(self, next: &'static str) -> ParagraphStyle {
        ParagraphStyle { next: Some(next), ..self }
    }

    const fn outline(self, level: u8) -> ParagraphStyle {
        ParagraphStyle { outline: Some(level), ..self }
    }

    const fn numbered(self, list: ListId, level: u8) -> ParagraphStyle {
        ParagraphStyle { numbering: Some((list, level)), ..self }
    }

    const fn continuing(self, level: u8) -> ParagraphStyle {
        ParagraphStyle { continues: Some(level), ..self }
    }

    const fn aligned(self, align: Align) -> ParagraphStyle {
        ParagraphStyle { align: Some(align), ..self }
    }
}

/// A numbered heading of Word's own name.
const fn heading(id: &'static str, name: &'static str, level: u8) -> ParagraphStyle {
    built_in(id, name, "Normal", Role::Heading(level)).numbered(ListId::HEADINGS, level - 1).outline(level - 1).at(9)
}

const PARAGRAPHS: ListId = ListId::PARAGRAPHS;

/// All paragraph styles but Normal, each after the one it is based on.
pub(super) const PARAGRAPH_STYLES: &[ParagraphStyle] = &[
    built_in("BodyText", "Body Text", "Normal", Role::Paragraph).at(2),
    custom("Profile", "Profile", "BodyText", Role::Profile).at(8),
    custom("NumberedParagraph", "Numbered paragraph", "BodyText", Role::NumberedParagraph)
        .numbered(PARAGRAPHS, 0)
        .at(1),
    built_in("ListParagraph", "List Paragraph", "BodyText", Role::ListItem).at(4),
    custom("SubParagraph", "Sub-paragraph", "ListParagraph", Role::ListItem).numbered(PARAGRAPHS, 1).at(3),
    custom("SubParagraph2", "Sub-paragraph 2", "ListParagraph", Role::ListItem).numbered(PARAGRAPHS, 2).at(3),
    custom("SubParagraph3", "Sub-paragraph 3", "ListParagraph", Role::ListItem).numbered(PARAGRAPHS, 3).at(3),
    built_in("ListContinue", "List Continue", "ListParagraph", Role::ListItem).continuing(1).at(5),
    built_in("ListContinue2", "List Continue 2", "ListParagraph", Role::ListItem).continuing(2).at(5),
    built_in("ListContinue3", "List Continue 3", "ListParagraph", Role::ListItem).continuing(3).at(5),
    custom("Recommendation", "Recommendation", "BodyText", Role::Recommendation).at(6),
    built_in("Quote", "Quote", "BodyText", Role::Quotation).then("BodyText").at(7),
    custom("QuotationSource", "Quotation source", "Quote", Role::QuotationSource).then("BodyText").at(7),
    heading("Heading1", "heading 1", 1),
    heading("Heading2", "heading 2", 2),
    heading("Heading3", "heading 3", 3),
    heading("Heading4", "heading 4", 4),
    heading("Heading5", "heading 5", 5),
    custom("PartHeading", "Part heading", "Normal", Role::PartHeading).outline(0).then("BodyText").at(10),
    built_in("TOCHeading", "TOC Heading", "Normal", Role::PartHeading).then("BodyText").at(39),
    custom("AnnexHeading", "Annex heading", "PartHeading", Role::AnnexHeading).then("BodyText").at(10),
    built_in("Title", "Title", "Normal", Role::Title).then("Subtitle").at(11),
    built_in("Subtitle", "Subtitle", "Title", Role::Subtitle).then("TitleLine").at(11),
    custom("Addressee", "Addressee", "Normal", Role::Addressee).then("Title").at(11),
    custom("TitleLine", "Title block line", "Normal", Role::TitleLine).at(11),
    custom("TitleEnd", "Title block end", "TitleLine", Role::TitleEnd).then("BodyText").at(11),
    built_in("Caption", "caption", "Normal", Role::TableCaption).then("BodyText").at(35),
    custom("FigureCaption", "Figure caption", "Caption", Role::FigureCaption).then("BodyText").at(35),
    custom("Figure", "Figure", "Normal", Role::Figure).then("FigureCaption").at(35),
    custom("Source", "Source of table or figure", "Normal", Role::Source).then("BodyText").at(35),
    built_in("Bibliography", "Bibliography", "Normal", Role::ListedSource).at(37),
    custom("TableText", "Table text", "Normal", Role::TableCell).at(36),
    custom("TableTextCentred", "Table text centred", "TableText", Role::TableCell).aligned(Align::Center).at(36),
    custom("TableTextEnd", "Table text at end", "TableText", Role::TableCell).aligned(Align::End).at(36),
    custom("SmallTableText", "Small table text", "TableText", Role::SmallTableCell).at(36),
    custom("SmallTableTextCentred", "Small table text centred", "SmallTableText", Role::SmallTableCell)
        .aligned(Align::Center)
        .at(36),
    custom("SmallTableTextEnd", "Small table text at end", "SmallTableText", Role::SmallTableCell)
        .aligned(Align::End)
        .at(36),
    custom("SmallTableHead", "Small table head", "SmallTableText", Role::SmallTableHead).at(36),
    custom("SmallTableHeadCentred", "Small table head centred", "SmallTableHead", Role::SmallTableHead)
        .aligned(Align::Center)
        .at(36),
    custom("SmallTableHeadEnd", "Small table head at end", "SmallTableHead", Role::SmallTableHead)
        .aligned(Align::End)
        .at(36),
    custom("TableHead", "Table head", "TableText", Role::TableHead).at(36),
    custom("TableHeadCentred", "Table head centred", "TableHead", Role::TableHead).aligned(Align::Center).at(36),
    custom("TableHeadEnd", "Table head at end", "TableHead", Role::TableHead).aligned(Align::End).at(36),
    built_in("TOC1", "toc 1", "Normal", Role::ContentsEntry(1)),
    built_in("TOC2", "toc 2", "Normal", Role::ContentsEntry(2)),
    built_in("TOC3", "toc 3", "Normal", Role::ContentsEntry(3)),
    built_in("FootnoteText", "footnote text", "Normal", Role::Note),
    built_in("Header", "header", "Normal", Role::Header),
    // The page number stands in the middle whatever the stylesheet says of running lines.
    built_in("Footer", "footer", "Normal", Role::Footer).aligned(Align::Center),
];

/// The style of the gallery with this id, whatever varies in it.
pub(super) fn style(id: StyleId) -> Option<&'static ParagraphStyle> {
    PARAGRAPH_STYLES.iter().find(|style| style.id.base == id.base)
}
