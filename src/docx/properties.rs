//! The property elements of WordprocessingML, each with one `write` that puts its children in the schema's order.
//!
//! ECMA-376 Part 1 makes the order of these children a sequence; Word calls a file with another order damaged.

use super::script::WordLanguage;
use super::styles::StyleId;
use super::xml::Xml;
use crate::document::Align;
use crate::length::Length;

/// Where lines stand, as `w:jc` of the transitional schema says it: `left` is the start of a right-to-left paragraph too.
pub(super) fn justification(align: Align) -> &'static str {
    match align {
        Align::Start | Align::Decimal => "left",
        Align::Center => "center",
        Align::End => "right",
        Align::Justify => "both",
    }
}

/// `w:pPr` (17.3.1.26): properties of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct PPr {
    pub(super) style: Option<StyleId>,
    pub(super) keep_next: Option<bool>,
    pub(super) keep_lines: Option<bool>,
    pub(super) page_break_before: bool,
    pub(super) widow_control: Option<bool>,
    pub(super) numbering: Option<NumPr>,
    pub(super) side_rule: Option<SideRule>,
    pub(super) tabs: Vec<TabStop>,
    pub(super) suppress_hyphens: Option<bool>,
    pub(super) bidi: Option<bool>,
    pub(super) spacing: Spacing,
    pub(super) indent: Indent,
    pub(super) align: Option<Align>,
    pub(super) outline_level: Option<u8>,
    pub(super) mark: RPr,
    pub(super) section: Option<SectPr>,
}

/// `w:numPr`: the list instance and level; instance 0 takes a style's number away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumPr {
    pub(super) num: u32,
    pub(super) level: u8,
}

/// The side on which a rule stands beside the text; Word's paragraph borders do not turn with the direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SideRule {
    Left,
    Right,
}

/// A tab stop, from the start margin.
#[derive(Clone, Copy, Debug)]
pub(super) struct TabStop {
    pub(super) kind: &'static str,
    pub(super) leader: Option<&'static str>,
    pub(super) at: Length,
}

/// `w:spacing` of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spacing {
    pub(super) before: Option<Length>,
    pub(super) after: Option<Length>,
    /// In 240ths of a line.
    pub(super) line: Option<u32>,
}

/// `w:ind`; a negative first line hangs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Indent {
    pub(super) start: Option<Length>,
    pub(super) end: Option<Length>,
    pub(super) first_line: Option<Length>,
}

impl PPr {
    /// Writes `w:pPr`, or nothing where there is nothing to say.
    pub(super) fn write(&self, xml: &mut Xml) {
        let mut inner = Xml::default();
        self.children(&mut inner);
        wrap(xml, "w:pPr", inner);
    }

    fn children(&self, xml: &mut Xml) {
        if let Some(style) = self.style {
            xml.val("w:pStyle", style.as_str());
        }
        xml.switch("w:keepNext", self.keep_next);
        xml.switch("w:keepLines", self.keep_lines);
        xml.switch("w:pageBreakBefore", self.page_break_before.then_some(true));
        xml.switch("w:widowControl", self.widow_control);
        if let Some(NumPr { num, level }) = self.numbering {
            xml.open("w:numPr", &[]);
            xml.val("w:ilvl", &level.to_string());
            xml.val("w:numId", &num.to_string());
            xml.close("w:numPr");
        }
        if let Some(side) = self.side_rule {
            let name = match side {
                SideRule::Left => "w:left",
                SideRule::Right => "w:right",
            };
            xml.open("w:pBdr", &[]);
            xml.empty(name, &[("w:val", "single"), ("w:sz", "12"), ("w:space", "6"), ("w:color", "808080")]);
            xml.close("w:pBdr");
        }
        if !self.tabs.is_empty() {
            xml.open("w:tabs", &[]);
            self.tabs.iter().for_each(|tab| tab.write(xml));
            xml.close("w:tabs");
        }
        xml.switch("w:suppressAutoHyphens", self.suppress_hyphens);
        xml.switch("w:bidi", self.bidi);
        self.spacing.write(xml);
        self.indent.write(xml);
        if let Some(align) = self.align {
            xml.val("w:jc", justification(align));
        }
        if let Some(level) = self.outline_level {
            xml.val("w:outlineLvl", &level.to_string());
        }
        self.mark.write(xml);
        if let Some(section) = &self.section {
            section.write(xml);
        }
    }
}

impl TabStop {
    fn write(self, xml: &mut Xml) {
        let at = self.at.to_twips().to_string();
        let mut attributes = vec![("w:val", self.kind)];
        attributes.extend(self.leader.map(|leader| ("w:leader", leader)));
        attributes.push(("w:pos", &at));
        xml.empty("w:tab", &attributes);
    }
}

impl Spacing {
    fn write(self, xml: &mut Xml) {
        let before = self.before.map(|length| length.to_twips().to_string());
        let after = self.after.map(|length| length.to_twips().to_string());
        let line = self.line.map(|line| line.to_string());
        let mut attributes = vec![];
        attributes.extend(before.as_deref().map(|value| ("w:before", value)));
        attributes.extend(after.as_deref().map(|value| ("w:after", value)));
        if let Some(line) = line.as_deref() {
            attributes.extend([("w:line", line), ("w:lineRule", "auto")]);
        }
        if !attributes.is_empty() {
            xml.empty("w:spacing", &attributes);
        }
    }
}

impl Indent {
    fn write(self, xml: &mut Xml) {
        let twips = |length: Length| length.to_twips().to_string();
        let start = self.start.map(twips);
        let end = self.end.map(twips);
        let first = self.first_line.map(|first| match first < Length::ZERO {
            true => ("w:hanging", twips(-first)),
            false => ("w:firstLine", twips(first)),
        });
        let mut attributes = vec![];
        attributes.extend(start.as_deref().map(|value| ("w:left", value)));
        attributes.extend(end.as_deref().map(|value| ("w:right", value)));
        attributes.extend(first.as_ref().map(|(name, value)| (*name, value.as_str())));
        if !attributes.is_empty() {
            xml.empty("w:ind", &attributes);
        }
    }
}

/// `w:rPr` (17.3.2.28): properties of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct RPr {
    pub(super) style: Option<StyleId>,
    pub(super) fonts: Option<Fonts>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) no_proof: bool,
    pub(super) color: Option<&'static str>,
    pub(super) size: Option<Length>,
    pub(super) underline: bool,
    pub(super) superscript: bool,
    pub(super) rtl: Option<bool>,
    pub(super) complex: bool,
    pub(super) language: Option<WordLanguage>,
}

/// `w:rFonts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fonts {
    /// The faces of the whole document.
    Named { latin: &'static str, east_asia: &'static str, complex: &'static str },
    /// Quotation marks and dashes, which Latin and Chinese share, come from the Chinese face.
    EastAsiaHint,
}

impl RPr {
    /// Writes `w:rPr`, or nothing where there is nothing to say.
    pub(super) fn write(&self, xml: &mut Xml) {
        let mut inner = Xml::default();
        self.children(&mut inner);
        wrap(xml, "w:rPr", inner);
    }

    fn children(&self, xml: &mut Xml) {
        if let Some(style) = self.style {
            xml.val("w:rStyle", style.as_str());
        }
        match self.fonts {
            Some(Fonts::Named { latin, east_asia, complex }) => xml.empty(
                "w:rFonts",
                &[("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", east_asia), ("w:cs", complex)],
            ),
            Some(Fonts::EastAsiaHint) => xml.empty("w:rFonts", &[("w:hint", "eastAsia")]),
            None => {}
        }
        xml.switch("w:b", self.bold);
        xml.switch("w:bCs", self.bold);
        xml.switch("w:i", self.italic);
        xml.switch("w:iCs", self.italic);
        xml.switch("w:noProof", self.no_proof.then_some(true));
        if let Some(color) = self.color {
            xml.val("w:color", color);
        }
        if let Some(size) = self.size {
            let half_points = size.to_half_points().to_string();
            xml.val("w:sz", &half_points);
            xml.val("w:szCs", &half_points);
        }
        if self.underline {
            xml.val("w:u", "single");
        }
        if self.superscript {
            xml.val("w:vertAlign", "superscript");
        }
        xml.switch("w:rtl", self.rtl);
        xml.switch("w:cs", self.complex.then_some(true));
        if let Some(language) = &self.language {
            language.write("w:lang", xml);
        }
    }
}

/// `w:tblPr` (17.4.60): properties of a table, or of a table style.
#[derive(Clone, Debug, Default)]
pub(super) struct TblPr {
    pub(super) style: Option<StyleId>,
    pub(super) bidi_visual: bool,
    pub(super) width: Option<Length>,
    pub(super) indent: Option<Length>,
    pub(super) bottom_rule: bool,
    pub(super) fixed: bool,
    pub(super) cell_margin: Option<Length>,
    pub(super) first_row_look: bool,
    pub(super) caption: Option<String>,
}

impl TblPr {
    /// Writes `w:tblPr`.
    pub(super) fn write(&self, xml: &mut Xml) {
        xml.open("w:tblPr", &[]);
        if let Some(style) = self.style {
            xml.val("w:tblStyle", style.as_str());
        }
        xml.switch("w:bidiVisual", self.bidi_visual.then_some(true));
        if let Some(width) = self.width {
            xml.empty("w:tblW", &[("w:w", &width.to_twips().to_string()), ("w:type", "dxa")]);
        }
        if let Some(indent) = self.indent {
            xml.empty("w:tblInd", &[("w:w", &indent.to_twips().to_string()), ("w:type", "dxa")]);
        }
        if self.bottom_rule {
            xml.open("w:tblBorders", &[]);
            rule(xml, "w:bottom");
            xml.close("w:tblBorders");
        }
        if self.fixed {
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        }
        if let Some(margin) = self.cell_margin {
            let twips = margin.to_twips().to_string();
            xml.open("w:tblCellMar", &[]);
            for (side, width) in [("w:top", "0"), ("w:left", &twips), ("w:bottom", "0"), ("w:right", &twips)] {
                xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
            }
            xml.close("w:tblCellMar");
        }
        if self.first_row_look {
            // The old bit mask beside the attributes: readers from before 2010 know only the mask.
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", "0620"),
                    ("w:firstRow", "1"),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", "0"),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ],
            );
        }
        if let Some(caption) = &self.caption {
            xml.val("w:tblCaption", caption);
            xml.val("w:tblDescription", caption);
        }
        xml.close("w:tblPr");
    }
}

/// `w:trPr` (17.4.82): properties of a row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TrPr {
    pub(super) cant_split: bool,
    pub(super) header: bool,
}

impl TrPr {
    /// Writes `w:trPr`, or nothing where there is nothing to say.
    pub(super) fn write(self, xml: &mut Xml) {
        let mut inner = Xml::default();
        inner.switch("w:cantSplit", self.cant_split.then_some(true));
        inner.switch("w:tblHeader", self.header.then_some(true));
        wrap(xml, "w:trPr", inner);
    }
}

/// `w:tcPr` (17.4.70): properties of a cell, or of the cells of a part of a table style.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TcPr {
    pub(super) width: Option<Length>,
    pub(super) rules_above_and_below: bool,
    pub(super) at_bottom: bool,
}

impl TcPr {
    /// Writes `w:tcPr`, or nothing where there is nothing to say.
    pub(super) fn write(self, xml: &mut Xml) {
        let mut inner = Xml::default();
        if let Some(width) = self.width {
            inner.empty("w:tcW", &[("w:w", &width.to_twips().to_string()), ("w:type", "dxa")]);
        }
        if self.rules_above_and_below {
            inner.open("w:tcBorders", &[]);
            rule(&mut inner, "w:top");
            rule(&mut inner, "w:bottom");
            inner.close("w:tcBorders");
        }
        if self.at_bottom {
            inner.val("w:vAlign", "bottom");
        }
        wrap(xml, "w:tcPr", inner);
    }
}

/// `w:sectPr` (17.6.17): properties of a section.
#[derive(Clone, Debug, Default)]
pub(super) struct SectPr {
    /// Relationship of the running header.
    pub(super) header: Option<String>,
    /// Relationship of the running footer.
    pub(super) footer: Option<String>,
    pub(super) page: (Length, Length),
    /// Top, right, bottom, left.
    pub(super) margins: [Length; 4],
    pub(super) header_at: Length,
    pub(super) footer_at: Length,
    /// Pages are counted from 1 here.
    pub(super) counts_anew: bool,
    /// The text stands in the middle between top and bottom.
    pub(super) centred: bool,
    pub(super) bidi: bool,
}

impl SectPr {
    /// Writes `w:sectPr`.
    pub(super) fn write(&self, xml: &mut Xml) {
        let twips = |length: Length| length.to_twips().to_string();
        xml.open("w:sectPr", &[]);
        if let Some(id) = &self.header {
            xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", id)]);
        }
        if let Some(id) = &self.footer {
            xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", id)]);
        }
        xml.val("w:type", "nextPage");
        xml.empty("w:pgSz", &[("w:w", &twips(self.page.0)), ("w:h", &twips(self.page.1))]);
        let [top, right, bottom, left] = self.margins.map(twips);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &top),
                ("w:right", &right),
                ("w:bottom", &bottom),
                ("w:left", &left),
                ("w:header", &twips(self.header_at)),
                ("w:footer", &twips(self.footer_at)),
                ("w:gutter", "0"),
            ],
        );
        if self.counts_anew {
            xml.empty("w:pgNumType", &[("w:start", "1")]);
        }
        if self.centred {
            xml.val("w:vAlign", "center");
        }
        xml.switch("w:bidi", self.bidi.then_some(true));
        xml.close("w:sectPr");
    }
}

/// A half-point rule of a table.
fn rule(xml: &mut Xml, side: &str) {
    xml.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")]);
}

fn wrap(xml: &mut Xml, name: &str, inner: Xml) {
    let inner = inner.into_string();
    if !inner.is_empty() {
        xml.open(name, &[]);
        xml.raw(&inner);
        xml.close(name);
    }
}

#[cfg(test)]
mod tests {
    use super::{Align, Fonts, Indent, Length, NumPr, PPr, RPr, SectPr, SideRule, Spacing, TabStop, TblPr, TcPr, TrPr};
    use crate::docx::script::WordLanguage;
    use crate::docx::styles::StyleId;
    use crate::docx::xml::Xml;

    /// The names of the element's own children, in the order written.
    fn children(write: impl FnOnce(&mut Xml)) -> Vec<String> {
        let mut xml = Xml::default();
        write(&mut xml);
        let xml = xml.into_string();
        let mut depth = 0;
        let mut names = vec![];
        for tag in xml.split('<').skip(1) {
            let closing = tag.starts_with('/');
            if closing {
                depth -= 1;
                continue;
            }
            if depth == 1 {
                names.push(tag.split([' ', '>', '/']).next().unwrap_or_default().to_owned());
            }
            if !tag.split('>').next().unwrap_or_default().ends_with('/') {
                depth += 1;
            }
        }
        names
    }

    #[test]
    fn paragraph_properties_stand_in_schema_order() {
        let properties = PPr {
            style: Some(StyleId::BODY_TEXT),
            keep_next: Some(true),
            keep_lines: Some(true),
            page_break_before: true,
            widow_control: Some(true),
            numbering: Some(NumPr { num: 1, level: 0 }),
            side_rule: Some(SideRule::Left),
            tabs: vec![TabStop { kind: "left", leader: None, at: Length::mm(1) }],
            suppress_hyphens: Some(true),
            bidi: Some(true),
            spacing: Spacing { before: Some(Length::ZERO), after: None, line: None },
            indent: Indent { start: Some(Length::ZERO), end: None, first_line: None },
            align: Some(Align::Center),
            outline_level: Some(0),
            mark: RPr { rtl: Some(true), ..RPr::default() },
            section: Some(SectPr::default()),
        };
        let order = "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:widowControl w:numPr w:pBdr w:tabs \
                     w:suppressAutoHyphens w:bidi w:spacing w:ind w:jc w:outlineLvl w:rPr w:sectPr";
        assert_eq!(children(|xml| properties.write(xml)).join(" "), order);
    }

    #[test]
    fn run_properties_stand_in_schema_order() {
        let properties = RPr {
            style: Some(StyleId::HYPERLINK),
            fonts: Some(Fonts::EastAsiaHint),
            bold: Some(true),
            italic: Some(false),
            no_proof: true,
            color: Some("000000"),
            size: Some(Length::pt(9)),
            underline: true,
            superscript: true,
            rtl: Some(true),
            complex: true,
            language: Some(WordLanguage::default()),
        };
        let order =
            "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:noProof w:color w:sz w:szCs w:u w:vertAlign w:rtl w:cs w:lang";
        assert_eq!(children(|xml| properties.write(xml)).join(" "), order);
    }

    #[test]
    fn table_row_cell_and_section_properties_stand_in_schema_order() {
        let table = TblPr {
            style: Some(StyleId::TABLE),
            bidi_visual: true,
            width: Some(Length::mm(1)),
            indent: Some(Length::ZERO),
            bottom_rule: true,
            fixed: true,
            cell_margin: Some(Length::mm(1)),
            first_row_look: true,
            caption: Some("x".into()),
        };
        let order = "w:tblStyle w:bidiVisual w:tblW w:tblInd w:tblBorders w:tblLayout w:tblCellMar w:tblLook w:tblCaption \
                     w:tblDescription";
        assert_eq!(children(|xml| table.write(xml)).join(" "), order);
        let row = TrPr { cant_split: true, header: true };
        assert_eq!(children(|xml| row.write(xml)).join(" "), "w:cantSplit w:tblHeader");
        let cell = TcPr { width: Some(Length::mm(1)), rules_above_and_below: true, at_bottom: true };
        assert_eq!(children(|xml| cell.write(xml)).join(" "), "w:tcW w:tcBorders w:vAlign");
        let section = SectPr {
            header: Some("a".into()),
            footer: Some("b".into()),
            counts_anew: true,
            centred: true,
            bidi: true,
            ..SectPr::default()
        };
        let order = "w:headerReference w:footerReference w:type w:pgSz w:pgMar w:pgNumType w:vAlign w:bidi";
        assert_eq!(children(|xml| section.write(xml)).join(" "), order);
    }

    #[test]
    fn properties_that_say_nothing_are_not_written() {
        assert_eq!(children(|xml| PPr::default().write(xml)), Vec::<String>::new());
        let mut xml = Xml::default();
        PPr::default().write(&mut xml);
        RPr::default().write(&mut xml);
        assert_eq!(xml.into_string(), "");
    }
}
