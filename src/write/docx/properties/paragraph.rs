//! `w:pPr` and its children: properties of a paragraph, in the order of the schema.

use super::{RPr, SectPr, wrap};
use crate::document::Align;
use crate::length::Length;
use crate::look::measures::{SIDE_DISTANCE, SIDE_RULE};
use crate::write::docx::styles::StyleId;
use crate::write::docx::xml::Xml;

/// `w:pPr` (17.3.1.26): properties of a paragraph.
#[derive(Clone, Debug, Default)]
pub(in crate::write::docx) struct PPr {
    pub(in crate::write::docx) style: Option<StyleId>,
    pub(in crate::write::docx) keep_next: Option<bool>,
    pub(in crate::write::docx) keep_lines: Option<bool>,
    pub(in crate::write::docx) page_break_before: bool,
    pub(in crate::write::docx) widow_control: Option<bool>,
    pub(in crate::write::docx) numbering: Option<NumPr>,
    pub(in crate::write::docx) side_rule: Option<SideRule>,
    pub(in crate::write::docx) tabs: Vec<TabStop>,
    pub(in crate::write::docx) suppress_hyphens: Option<bool>,
    pub(in crate::write::docx) bidi: Option<bool>,
    pub(in crate::write::docx) spacing: Spacing,
    pub(in crate::write::docx) indent: Indent,
    pub(in crate::write::docx) align: Option<Align>,
    pub(in crate::write::docx) outline_level: Option<u8>,
    pub(in crate::write::docx) mark: RPr,
    pub(in crate::write::docx) section: Option<SectPr>,
}

/// `w:numPr`: the list instance and level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::write::docx) struct NumPr {
    pub(in crate::write::docx) num: u32,
    pub(in crate::write::docx) level: u8,
}

/// The side on which a rule stands beside the text; Word's paragraph borders do not turn with the direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::write::docx) enum SideRule {
    Left,
    Right,
}

/// A tab stop, from the start margin.
#[derive(Clone, Copy, Debug)]
pub(in crate::write::docx) struct TabStop {
    pub(in crate::write::docx) kind: &'static str,
    pub(in crate::write::docx) leader: Option<&'static str>,
    pub(in crate::write::docx) at: Length,
}

/// `w:spacing` of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::write::docx) struct Spacing {
    pub(in crate::write::docx) before: Option<Length>,
    pub(in crate::write::docx) after: Option<Length>,
    /// In 240ths of a line.
    pub(in crate::write::docx) line: Option<u32>,
    /// The height of a line, whatever it holds.
    pub(in crate::write::docx) exact: Option<Length>,
}

/// `w:ind`; a negative first line hangs.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::write::docx) struct Indent {
    pub(in crate::write::docx) start: Option<Length>,
    pub(in crate::write::docx) end: Option<Length>,
    pub(in crate::write::docx) first_line: Option<Length>,
}

impl PPr {
    /// Writes `w:pPr`, or nothing where there is nothing to say.
    pub(in crate::write::docx) fn write(&self, xml: &mut Xml) {
        let mut inner = Xml::default();
        self.children(&mut inner);
        wrap(xml, "w:pPr", inner);
    }

    fn children(&self, xml: &mut Xml) {
        if let Some(style) = self.style {
            xml.val("w:pStyle", &style.text());
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
            // The rule in eighths of a point; the space between text and rule in points.
            let thick = (SIDE_RULE * 8).to_emu() / Length::pt(1).to_emu();
            let space = (SIDE_DISTANCE - SIDE_RULE).to_emu() / Length::pt(1).to_emu();
            let (thick, space) = (thick.to_string(), space.to_string());
            xml.empty(name, &[("w:val", "single"), ("w:sz", &thick), ("w:space", &space), ("w:color", "808080")]);
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

/// Where lines stand, as `w:jc` of the transitional schema says it: `left` is the start of a right-to-left paragraph too.
fn justification(align: Align) -> &'static str {
    match align {
        Align::Start | Align::Decimal => "left",
        Align::Center => "center",
        Align::End => "right",
        Align::Justify => "both",
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
        let exact = self.exact.map(|length| length.to_twips().to_string());
        if let Some(line) = line.as_deref() {
            attributes.extend([("w:line", line), ("w:lineRule", "auto")]);
        } else if let Some(line) = exact.as_deref() {
            attributes.extend([("w:line", line), ("w:lineRule", "exact")]);
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
