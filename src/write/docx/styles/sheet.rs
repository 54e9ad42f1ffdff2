//! The properties of each paragraph style, from the stylesheet: what it says otherwise than its parent.

use super::gallery::{PARAGRAPH_STYLES, ParagraphStyle, style};
use super::id::{StyleId, Variation};
use crate::document::{Align, Document, ListId, PartKind, Role, Style};
use crate::facts::language::Direction;
use crate::length::Length;
use crate::look::measures::BELOW_SPACE;
use crate::pages::Measures;
use crate::write::docx::frame::header_tabs;
use crate::write::docx::numbering;
use crate::write::docx::properties::{Fonts, Indent, NumPr, PPr, RPr, SideRule, Spacing, TabStop};
use crate::write::docx::script::WordLanguage;
use crate::write::docx::xml::Xml;

/// Which of the two lists this report uses: styles of the other carry no numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::write::docx) struct Numbered {
    pub(in crate::write::docx) headings: bool,
    pub(in crate::write::docx) paragraphs: bool,
}

impl Numbered {
    /// The list level that is part of a style in this report.
    pub(in crate::write::docx) fn level_of(self, id: StyleId) -> Option<(ListId, u8)> {
        let numbering = style(id)?.numbering;
        numbering.filter(|(list, _)| self.uses(*list) && !id.variation.unnumbered)
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
pub(in crate::write::docx) fn continued_level(id: StyleId) -> Option<u8> {
    style(id)?.continues
}

/// Whether paragraphs of this style always begin a page: annexes, where all of them do.
pub(in crate::write::docx) fn begins_page(id: StyleId, document: &Document) -> bool {
    let mut annexes = document.parts.iter().filter(|part| part.kind == PartKind::Annex);
    id == StyleId::of(Role::AnnexHeading) && annexes.all(|annex| annex.new_page)
}

/// A place as people read it in the name of a style; fine enough that no two places of Word's have one name.
fn millimetres(length: Length) -> String {
    let hundredths = length.to_emu() / (Length::mm(1).to_emu() / 100);
    format!("{}.{:02} mm", hundredths / 100, hundredths % 100)
}

/// The styles of one document.
pub(super) struct Sheet<'a> {
    pub(super) document: &'a Document,
    pub(super) numbered: Numbered,
    pub(super) measures: &'a Measures,
}

/// The first elements of a style.
struct Head<'a> {
    id: StyleId,
    name: &'a str,
    built_in: bool,
    based_on: &'a str,
    next: Option<&'a str>,
    priority: u8,
    /// Whether it stands in the gallery of the ribbon: what one chooses by hand, not what comes by itself.
    chosen: bool,
}

impl Head<'_> {
    fn open(&self, xml: &mut Xml) {
        let id = self.id.text();
        let mut attributes = vec![("w:type", "paragraph")];
        attributes.extend((!self.built_in).then_some(("w:customStyle", "1")));
        attributes.push(("w:styleId", &id));
        xml.open("w:style", &attributes);
        xml.val("w:name", self.name);
        xml.val("w:basedOn", self.based_on);
        if let Some(next) = self.next {
            xml.val("w:next", next);
        }
        xml.val("w:uiPriority", &self.priority.to_string());
        if self.chosen {
            xml.empty("w:qFormat", &[]);
        }
    }
}

impl Sheet<'_> {
    pub(super) fn defaults(&self, xml: &mut Xml) {
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

    pub(super) fn normal(&self, xml: &mut Xml) {
        xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", &StyleId::NORMAL.text())]);
        xml.val("w:name", "Normal");
        xml.val("w:uiPriority", "0");
        xml.empty("w:qFormat", &[]);
        let bidi = (self.document.direction == Direction::RightToLeft).then_some(true);
        PPr { widow_control: Some(true), bidi, align: Some(Align::Start), ..PPr::default() }.write(xml);
        xml.close("w:style");
    }

    /// Writes a style of the gallery.
    pub(super) fn paragraph(&self, style: &ParagraphStyle, xml: &mut Xml) {
        let &ParagraphStyle { id, name, built_in, based_on, priority, .. } = style;
        Head { id, name, built_in, based_on, next: self.next(style), priority, chosen: style.is_chosen() }.open(xml);
        self.paragraph_properties(style).write(xml);
        self.run_properties(style).write(xml);
        xml.close("w:style");
    }

    /// Writes a style that varies one of the gallery.
    pub(super) fn varied(&self, id: StyleId, xml: &mut Xml) {
        let Some(style) = style(id) else { return };
        let Variation { keep_next, followed, unnumbered, indent, decimal, ending } = id.variation;
        let mut name = style.name.to_owned();
        name.push_str(match keep_next {
            Some(true) => " kept with next",
            Some(false) => " alone",
            None => "",
        });
        name.push_str(if followed { " above a source" } else { "" });
        name.push_str(if unnumbered { " without number" } else { "" });
        name.extend(indent.map(|at| format!(" in a list at {}", millimetres(at))));
        name.extend(decimal.map(|at| format!(" decimal at {}", millimetres(at))));
        name.extend(ending.map(|at| format!(" ending at {}", millimetres(at))));
        let based_on = if unnumbered { style.based_on } else { style.id.base };
        let next = if unnumbered { self.next(style) } else { style.next.or(Some(style.id.base)) };
        let priority = style.priority;
        Head { id, name: &name, built_in: false, based_on, next, priority, chosen: false }.open(xml);
        // Word takes a number away by a list that does not exist, which programs read in many ways: a style without
        // number is a whole style beside the one with it.
        let whole = if unnumbered { self.paragraph_properties(style) } else { PPr::default() };
        PPr {
            keep_next: keep_next.or(whole.keep_next),
            numbering: None,
            spacing: Spacing { after: followed.then_some(BELOW_SPACE).or(whole.spacing.after), ..whole.spacing },
            indent: Indent { start: indent.or(ending).or(whole.indent.start), ..whole.indent },
            tabs: decimal.map_or(whole.tabs, |at| vec![TabStop { kind: "decimal", leader: None, at }]),
            ..whole
        }
        .write(xml);
        if unnumbered {
            self.run_properties(style).write(xml);
        }
        xml.close("w:style");
    }

    fn run_properties(&self, style: &ParagraphStyle) -> RPr {
        let (own, parent) = (self.look(style), self.parent_look(style));
        RPr {
            bold: (own.bold != parent.bold).then_some(own.bold),
            italic: (own.italic != parent.italic).then_some(own.italic),
            size: (own.size != parent.size).then_some(own.size),
            ..RPr::default()
        }
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
        PARAGRAPH_STYLES.iter().find(|other| other.id.base == style.based_on)
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
            page_break_before: begins_page(style.id, self.document),
            suppress_hyphens: switch(|look| !look.hyphenate),
            side_rule: own.side_rule.then_some(side),
            numbering: self.numbering(style),
            spacing: Spacing {
                before: differs(|look| look.space_before),
                after: differs(|look| look.space_after),
                line: (own.line_spacing != parent.line_spacing).then_some(own.line_spacing * 240 / 1000),
                exact: None,
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
            properties.tabs = header_tabs(page.text_width(), !page.marks.is_empty());
        }
        if let Role::ContentsEntry(level) = style.look {
            // For the same reason there is no indent at the end, where the page numbers stand.
            properties.indent.end = None;
            let words_at = crate::write::docx::contents::number_tab(self.document, self.measures, level);
            if let Some(at) = words_at.filter(|_| self.numbered.headings) {
                properties.indent.start = Some(at);
                properties.indent.first_line = Some(own.indent_start - at);
                properties.tabs.push(tab("left", None, at));
            }
            properties.tabs.push(tab("right", Some("dot"), end));
        }
        if let Some(level) = style.continues {
            properties.indent.start = Some(numbering::wrap_at(self.document, ListId::PARAGRAPHS, level));
        }
    }

    fn numbering(&self, style: &ParagraphStyle) -> Option<NumPr> {
        let (list, level) = self.numbered.level_of(style.id)?;
        numbering::level(self.document, list, level)?;
        Some(NumPr { num: numbering::base(list), level })
    }
}
