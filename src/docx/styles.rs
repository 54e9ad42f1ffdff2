//! Writes `word/styles.xml` from the stylesheet: each role a named style that Word shows in its gallery.

use super::numbering;
use super::properties::{Fonts, Indent, NumPr, PPr, RPr, SideRule, Spacing, TabStop, TblPr, TcPr};
use super::script::WordLanguage;
use super::xml::Xml;
use crate::document::{Align, Document, ListId, Role, Style};
use crate::language::Direction;
use crate::length::Length;

/// The id of a style that this module defines; there is no other way to get one, so none can dangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StyleId(&'static str);

impl StyleId {
    pub(super) const NORMAL: StyleId = StyleId("Normal");
    pub(super) const BODY_TEXT: StyleId = StyleId("BodyText");
    pub(super) const LIST_PARAGRAPH: StyleId = StyleId("ListParagraph");
    pub(super) const CONTENTS_HEADING: StyleId = StyleId("TOCHeading");
    pub(super) const SPACER: StyleId = StyleId("Spacer");
    pub(super) const HYPERLINK: StyleId = StyleId("Hyperlink");
    pub(super) const NOTE_MARK: StyleId = StyleId("FootnoteReference");
    pub(super) const COMMENT_TEXT: StyleId = StyleId("CommentText");
    pub(super) const COMMENT_MARK: StyleId = StyleId("CommentReference");
    pub(super) const TABLE: StyleId = StyleId("ReportTable");

    /// The id as written.
    pub(super) fn as_str(self) -> &'static str {
        self.0
    }

    /// The style of a role; an item of a list has further ones by its level.
    pub(super) fn of(role: Role) -> StyleId {
        StyleId(match role {
            Role::Title => "Title",
            Role::Subtitle => "Subtitle",
            Role::Addressee => "Addressee",
            Role::TitleLine => "TitleLine",
            Role::PartHeading => "PartHeading",
            Role::AnnexHeading => "AnnexHeading",
            Role::Heading(1) => "Heading1",
            Role::Heading(2) => "Heading2",
            Role::Heading(3) => "Heading3",
            Role::Heading(4) => "Heading4",
            Role::Heading(_) => "Heading5",
            Role::NumberedParagraph => "NumberedParagraph",
            Role::Paragraph => "BodyText",
            Role::Profile => "Profile",
            Role::ListItem => "ListParagraph",
            Role::Recommendation => "Recommendation",
            Role::Quotation => "Quote",
            Role::QuotationSource => "QuotationSource",
            Role::TableCaption => "Caption",
            Role::FigureCaption => "FigureCaption",
            Role::TableHead => "TableHead",
            Role::TableCell => "TableText",
            Role::Figure => "Figure",
            Role::ContentsEntry(1) => "TOC1",
            Role::ContentsEntry(2) => "TOC2",
            Role::ContentsEntry(_) => "TOC3",
            Role::Note => "FootnoteText",
            Role::Header => "Header",
            Role::Footer => "Footer",
        })
    }

    /// The style of an item of the numbered paragraphs' list at a level below the paragraphs.
    pub(super) fn sub_paragraph(level: u8) -> StyleId {
        match level {
            1 => StyleId("SubParagraph"),
            2 => StyleId("SubParagraph2"),
            3 => StyleId("SubParagraph3"),
            _ => StyleId::LIST_PARAGRAPH,
        }
    }

    /// The style of a later paragraph of an item, under its text.
    pub(super) fn list_continue(level: u8) -> StyleId {
        match level {
            0 | 1 => StyleId("ListContinue"),
            2 => StyleId("ListContinue2"),
            _ => StyleId("ListContinue3"),
        }
    }

    /// The style of a cell whose column is aligned.
    pub(super) fn cell(role: Role, align: Align) -> StyleId {
        let head = role == Role::TableHead;
        match align {
            Align::Start | Align::Justify => StyleId::of(role),
            Align::Center if head => StyleId("TableHeadCentred"),
            Align::Center => StyleId("TableTextCentred"),
            Align::End | Align::Decimal if head => StyleId("TableHeadEnd"),
            Align::End => StyleId("TableTextEnd"),
            // Its tab stop depends on the column, not on the style.
            Align::Decimal => StyleId::of(Role::TableCell),
        }
    }

    /// The list level that is part of the style.
    pub(super) fn numbering(self) -> Option<(ListId, u8)> {
        PARAGRAPH_STYLES.iter().find(|style| style.id == self).and_then(|style| style.numbering)
    }
}

/// A paragraph style: who it is, and the role whose look it has.
struct ParagraphStyle {
    id: StyleId,
    name: &'static str,
    /// Whether Word knows a style of this name by itself.
    built_in: bool,
    based_on: &'static str,
    next: Option<&'static str>,
    look: Role,
    align: Option<Align>,
    outline: Option<u8>,
    numbering: Option<(ListId, u8)>,
    /// The level of the item it goes on with.
    continues: Option<u8>,
    /// Its place in Word's gallery.
    priority: u8,
}

/// A style of a name that Word knows.
const fn built_in(id: &'static str, name: &'static str, based_on: &'static str, look: Role) -> ParagraphStyle {
    ParagraphStyle { built_in: true, ..custom(id, name, based_on, look) }
}

/// A style of our own.
const fn custom(id: &'static str, name: &'static str, based_on: &'static str, look: Role) -> ParagraphStyle {
    ParagraphStyle {
        id: StyleId(id),
        name,
        built_in: false,
        based_on,
        next: None,
        look,
        align: None,
        outline: None,
        numbering: None,
        continues: None,
        priority: 40,
    }
}

impl ParagraphStyle {
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
const PARAGRAPH_STYLES: &[ParagraphStyle] = &[
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
    custom("AnnexHeading", "Annex heading", "PartHeading", Role::AnnexHeading).outline(0).then("BodyText").at(10),
    built_in("Title", "Title", "Normal", Role::Title).then("Subtitle").at(11),
    built_in("Subtitle", "Subtitle", "Title", Role::Subtitle).then("TitleLine").at(11),
    custom("Addressee", "Addressee", "Normal", Role::Addressee).then("Title").at(11),
    custom("TitleLine", "Title block line", "Normal", Role::TitleLine).at(11),
    built_in("Caption", "caption", "Normal", Role::TableCaption).then("BodyText").at(35),
    custom("FigureCaption", "Figure caption", "Caption", Role::FigureCaption).then("BodyText").at(35),
    custom("Figure", "Figure", "Normal", Role::Figure).then("FigureCaption").at(35),
    custom("TableText", "Table text", "Normal", Role::TableCell).at(36),
    custom("TableTextCentred", "Table text centred", "TableText", Role::TableCell).aligned(Align::Center).at(36),
    custom("TableTextEnd", "Table text at end", "TableText", Role::TableCell).aligned(Align::End).at(36),
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

/// Writes the part.
pub(super) fn part(document: &Document, numbered: Numbered, with_comments: bool) -> String {
    let mut xml = Xml::part();
    xml.open("w:styles", &[("xmlns:w", super::NAMESPACE_W)]);
    let sheet = Sheet { document, numbered };
    sheet.defaults(&mut xml);
    latent(&mut xml);
    sheet.normal(&mut xml);
    PARAGRAPH_STYLES.iter().for_each(|style| sheet.paragraph(style, &mut xml));
    spacer(&mut xml);
    character_and_list_styles(document, &mut xml);
    if with_comments {
        comment_styles(&mut xml);
    }
    table_styles(&mut xml);
    xml.close("w:styles");
    xml.into_string()
}

/// Which of the two lists this report uses: styles of the other carry no numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbered {
    pub(super) headings: bool,
    pub(super) paragraphs: bool,
    /// The list of the annexes, where they are counted.
    pub(super) annexes: Option<ListId>,
}

impl Numbered {
    /// The list level that is part of a style in this report.
    pub(super) fn level_of(self, style: StyleId) -> Option<(ListId, u8)> {
        if style == StyleId::of(Role::AnnexHeading) {
            return self.annexes.map(|list| (list, 0));
        }
        style.numbering().filter(|(list, _)| self.uses(*list))
    }

    /// Whether styles carry the numbers of this list.
    fn uses(self, list: ListId) -> bool {
        match list {
            ListId::HEADINGS => self.headings,
            ListId::PARAGRAPHS => self.paragraphs,
            _ => false,
        }
    }
}

/// The level of the item that a style goes on with.
pub(super) fn continued_level(id: StyleId) -> Option<u8> {
    PARAGRAPH_STYLES.iter().find(|style| style.id == id).and_then(|style| style.continues)
}

struct Sheet<'a> {
    document: &'a Document,
    numbered: Numbered,
}

impl Sheet<'_> {
    fn defaults(&self, xml: &mut Xml) {
        xml.open("w:docDefaults", &[]);
        xml.open("w:rPrDefault", &[]);
        RPr {
            // Word users have these; Times New Roman has the metrics of the face the PDF is set in.
            fonts: Some(Fonts::Named { latin: "Times New Roman", east_asia: "SimSun", complex: "Times New Roman" }),
            size: Some(self.normal_look().size),
            language: Some(WordLanguage::of_document(self.document.language)),
            ..RPr::default()
        }
        .write(xml);
        xml.close("w:rPrDefault");
        xml.empty("w:pPrDefault", &[]);
        xml.close("w:docDefaults");
    }

    /// Plain text at the start margin: what every style begins from.
    fn normal_look(&self) -> Style {
        Style {
            size: self.document.styles.get(Role::Paragraph).size,
            bold: false,
            italic: false,
            align: Align::Start,
            space_before: Length::ZERO,
            space_after: Length::ZERO,
            line_spacing: 1000,
            indent_start: Length::ZERO,
            indent_end: Length::ZERO,
            first_line: Length::ZERO,
            keep_with_next: false,
            keep_together: false,
            hyphenate: true,
            side_rule: false,
        }
    }

    fn normal(&self, xml: &mut Xml) {
        xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", StyleId::NORMAL.as_str())]);
        xml.val("w:name", "Normal");
        xml.val("w:uiPriority", "0");
        xml.empty("w:qFormat", &[]);
        let bidi = (self.document.direction == Direction::RightToLeft).then_some(true);
        PPr { widow_control: Some(true), bidi, align: Some(Align::Start), ..PPr::default() }.write(xml);
        xml.close("w:style");
    }

    fn paragraph(&self, style: &ParagraphStyle, xml: &mut Xml) {
        let mut attributes = vec![("w:type", "paragraph")];
        attributes.extend((!style.built_in).then_some(("w:customStyle", "1")));
        attributes.push(("w:styleId", style.id.as_str()));
        xml.open("w:style", &attributes);
        xml.val("w:name", style.name);
        xml.val("w:basedOn", style.based_on);
        if let Some(next) = self.next(style) {
            xml.val("w:next", next);
        }
        xml.val("w:uiPriority", &style.priority.to_string());
        xml.empty("w:qFormat", &[]);
        self.paragraph_properties(style).write(xml);
        let (own, parent) = (self.look(style), self.parent_look(style));
        RPr {
            bold: (own.bold != parent.bold).then_some(own.bold),
            italic: (own.italic != parent.italic).then_some(own.italic),
            size: (own.size != parent.size).then_some(own.size),
            ..RPr::default()
        }
        .write(xml);
        xml.close("w:style");
    }

    /// After a heading comes a numbered paragraph, where this report numbers them.
    fn next(&self, style: &ParagraphStyle) -> Option<&'static str> {
        if !matches!(style.look, Role::Heading(_)) {
            return style.next;
        }
        Some(if self.numbered.paragraphs { "NumberedParagraph" } else { "BodyText" })
    }

    fn look(&self, style: &ParagraphStyle) -> Style {
        let look = self.document.styles.get(style.look);
        Style { align: style.align.unwrap_or(look.align), ..look.clone() }
    }

    fn parent(style: &ParagraphStyle) -> Option<&'static ParagraphStyle> {
        PARAGRAPH_STYLES.iter().find(|other| other.id.as_str() == style.based_on)
    }

    fn parent_look(&self, style: &ParagraphStyle) -> Style {
        Sheet::parent(style).map_or_else(|| self.normal_look(), |parent| self.look(parent))
    }

    /// What the style says otherwise than the one it is based on.
    fn paragraph_properties(&self, style: &ParagraphStyle) -> PPr {
        let (own, parent) = (self.look(style), self.parent_look(style));
        let differs = |pick: fn(&Style) -> Length| (pick(&own) != pick(&parent)).then(|| pick(&own));
        let switch = |pick: fn(&Style) -> bool| (pick(&own) != pick(&parent)).then(|| pick(&own));
        let side = match self.document.direction {
            Direction::LeftToRight => SideRule::Left,
            Direction::RightToLeft => SideRule::Right,
        };
        let mut properties = PPr {
            keep_next: switch(|look| look.keep_with_next),
            keep_lines: switch(|look| look.keep_together),
            suppress_hyphens: switch(|look| !look.hyphenate),
            side_rule: own.side_rule.then_some(side),
            numbering: self.numbering(style),
            spacing: Spacing {
                before: differs(|look| look.space_before),
                after: differs(|look| look.space_after),
                line: (own.line_spacing != parent.line_spacing).then_some(own.line_spacing * 240 / 1000),
            },
            indent: Indent {
                start: differs(|look| look.indent_start),
                end: differs(|look| look.indent_end),
                first_line: differs(|look| look.first_line),
            },
            align: (own.align != parent.align).then_some(own.align),
            outline_level: style.outline,
            ..PPr::default()
        };
        self.place(style, &own, &mut properties);
        properties
    }

    /// Indents and tab stops that come from the lists and the page, not from the stylesheet.
    fn place(&self, style: &ParagraphStyle, own: &Style, properties: &mut PPr) {
        let page = &self.document.page;
        // Rounded down: a tab stop a hair beyond the margin loses its text in LibreOffice.
        let end = Length::twips(page.text_width().to_emu() / Length::twips(1).to_emu());
        let tab = |kind, leader, at| TabStop { kind, leader, at };
        if style.look == Role::Header {
            if !page.marks.is_empty() {
                properties.tabs.push(tab("center", None, page.text_width() / 2));
            }
            properties.tabs.push(tab("right", None, end));
        }
        if let Role::ContentsEntry(level) = style.look {
            // For the same reason there is no indent at the end, where the page numbers stand.
            properties.indent.end = None;
            let number = super::contents::number_width(self.document, level);
            if self.numbered.headings && number > Length::ZERO {
                properties.indent.start = Some(own.indent_start + number);
                properties.indent.first_line = Some(-number);
                properties.tabs.push(tab("left", None, own.indent_start + number));
            }
            properties.tabs.push(tab("right", Some("dot"), end));
        }
        if let Some(level) = style.continues {
            properties.indent.start = Some(numbering::wrap_at(self.document, PARAGRAPHS, level));
        }
    }

    fn level(&self, list: ListId, level: u8) -> Option<&crate::document::ListLevel> {
        self.document.lists.get(list.0 as usize)?.levels.get(usize::from(level))
    }

    fn numbering(&self, style: &ParagraphStyle) -> Option<NumPr> {
        let (list, level) = self.numbered.level_of(style.id)?;
        self.level(list, level)?;
        Some(NumPr { num: numbering::base(list), level })
    }
}

/// Shows in Word's lists what this report uses and hides the hundreds of other built-in styles until asked for.
fn latent(xml: &mut Xml) {
    let all = [
        ("w:defLockedState", "0"),
        ("w:defUIPriority", "99"),
        ("w:defSemiHidden", "1"),
        ("w:defUnhideWhenUsed", "1"),
        ("w:defQFormat", "0"),
        ("w:count", "376"),
    ];
    xml.open("w:latentStyles", &all);
    for style in PARAGRAPH_STYLES.iter().filter(|style| style.built_in) {
        latent_exception(style.name, &style.priority.to_string(), xml);
    }
    for (name, priority) in [("Normal", "0"), ("Hyperlink", "42"), ("footnote reference", "42")] {
        latent_exception(name, priority, xml);
    }
    xml.close("w:latentStyles");
}

fn latent_exception(name: &str, priority: &str, xml: &mut Xml) {
    let shown = [
        ("w:name", name),
        ("w:semiHidden", "0"),
        ("w:uiPriority", priority),
        ("w:unhideWhenUsed", "0"),
        ("w:qFormat", "1"),
    ];
    xml.empty("w:lsdException", &shown);
}

/// The small empty line below a table and the contents: Word wants a paragraph between two tables and after the last one.
fn spacer(xml: &mut Xml) {
    open(xml, "paragraph", StyleId::SPACER, "Spacer", Kind::Custom);
    xml.val("w:basedOn", StyleId::NORMAL.as_str());
    xml.val("w:next", StyleId::BODY_TEXT.as_str());
    xml.val("w:uiPriority", "37");
    RPr { size: Some(Length::pt(6)), ..RPr::default() }.write(xml);
    xml.close("w:style");
}

fn character_and_list_styles(document: &Document, xml: &mut Xml) {
    open(xml, "character", StyleId("DefaultParagraphFont"), "Default Paragraph Font", Kind::Default);
    hidden(xml);
    xml.close("w:style");
    open(xml, "numbering", StyleId("NoList"), "No List", Kind::Default);
    hidden(xml);
    xml.close("w:style");
    open(xml, "character", StyleId::HYPERLINK, "Hyperlink", Kind::BuiltIn);
    xml.val("w:basedOn", "DefaultParagraphFont");
    xml.val("w:uiPriority", "42");
    xml.empty("w:qFormat", &[]);
    RPr { color: Some(LINK_COLOUR), underline: document.styles.underlines_links(), ..RPr::default() }.write(xml);
    xml.close("w:style");
    open(xml, "character", StyleId::NOTE_MARK, "footnote reference", Kind::BuiltIn);
    xml.val("w:basedOn", "DefaultParagraphFont");
    xml.val("w:uiPriority", "42");
    xml.empty("w:qFormat", &[]);
    RPr { superscript: true, ..RPr::default() }.write(xml);
    xml.close("w:style");
}

/// The styles of Word's comments: small, in the margin.
fn comment_styles(xml: &mut Xml) {
    open(xml, "paragraph", StyleId::COMMENT_TEXT, "annotation text", Kind::BuiltIn);
    xml.val("w:basedOn", StyleId::NORMAL.as_str());
    xml.val("w:uiPriority", "99");
    RPr { size: Some(Length::pt(10)), ..RPr::default() }.write(xml);
    xml.close("w:style");
    open(xml, "character", StyleId::COMMENT_MARK, "annotation reference", Kind::BuiltIn);
    xml.val("w:basedOn", "DefaultParagraphFont");
    xml.val("w:uiPriority", "99");
    RPr { size: Some(Length::pt(8)), ..RPr::default() }.write(xml);
    xml.close("w:style");
}

/// Dark enough for a contrast of 7:1 on white (WCAG 2.2, 1.4.6).
const LINK_COLOUR: &str = "1F4E8C";

fn table_styles(xml: &mut Xml) {
    open(xml, "table", StyleId("TableNormal"), "Normal Table", Kind::Default);
    hidden(xml);
    TblPr { indent: Some(Length::ZERO), cell_margin: Some(Length::twips(108)), ..TblPr::default() }.write(xml);
    xml.close("w:style");
    open(xml, "table", StyleId::TABLE, "Report table", Kind::Custom);
    xml.val("w:basedOn", "TableNormal");
    xml.val("w:uiPriority", "36");
    xml.empty("w:qFormat", &[]);
    TblPr { bottom_rule: true, cell_margin: Some(CELL_MARGIN), ..TblPr::default() }.write(xml);
    xml.open("w:tblStylePr", &[("w:type", "firstRow")]);
    TcPr { rules_above_and_below: true, at_bottom: true, ..TcPr::default() }.write(xml);
    xml.close("w:tblStylePr");
    xml.close("w:style");
}

/// Space between a cell's edge and its text.
pub(super) const CELL_MARGIN: Length = Length::mm(2);

/// What kind of style an element opens.
#[derive(Clone, Copy)]
enum Kind {
    Default,
    BuiltIn,
    Custom,
}

fn open(xml: &mut Xml, family: &str, id: StyleId, name: &str, kind: Kind) {
    let mut attributes = vec![("w:type", family)];
    match kind {
        Kind::Default => attributes.push(("w:default", "1")),
        Kind::BuiltIn => {}
        Kind::Custom => attributes.push(("w:customStyle", "1")),
    }
    attributes.push(("w:styleId", id.as_str()));
    xml.open("w:style", &attributes);
    xml.val("w:name", name);
}

fn hidden(xml: &mut Xml) {
    xml.val("w:uiPriority", "99");
    xml.empty("w:semiHidden", &[]);
    xml.empty("w:unhideWhenUsed", &[]);
}

#[cfg(test)]
mod tests {
    use super::{Numbered, PARAGRAPH_STYLES, StyleId, part};
    use crate::document::{Align, Role, sample};

    #[test]
    fn every_role_and_variant_has_a_defined_style() {
        let defined = |id: StyleId| PARAGRAPH_STYLES.iter().any(|style| style.id == id);
        for role in Role::ALL {
            assert!(defined(StyleId::of(*role)), "{role:?}");
            for align in [Align::Start, Align::Center, Align::End, Align::Justify, Align::Decimal] {
                assert!(defined(StyleId::cell(*role, align)), "{role:?} {align:?}");
            }
        }
        for level in 0..9 {
            assert!(defined(StyleId::sub_paragraph(level)) && defined(StyleId::list_continue(level)), "{level}");
        }
    }

    #[test]
    fn a_style_comes_after_the_one_it_is_based_on() {
        for (at, style) in PARAGRAPH_STYLES.iter().enumerate() {
            let before = PARAGRAPH_STYLES[..at].iter().any(|other| other.id.as_str() == style.based_on);
            assert!(before || style.based_on == "Normal", "{}", style.name);
        }
    }

    #[test]
    fn headings_carry_no_number_in_a_report_that_numbers_none() {
        let document = sample::everything();
        let numbered = part(&document, Numbered { headings: true, paragraphs: true, annexes: None }, false);
        let plain = part(&document, Numbered::default(), true);
        assert!(numbered.contains("<w:numId w:val=\"1\"/>"));
        assert!(!plain.contains("<w:numPr>"));
    }
}
