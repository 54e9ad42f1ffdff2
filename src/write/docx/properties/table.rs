//! `w:tblPr`, `w:trPr` and `w:tcPr`: properties of a table, a row and a cell, in the order of the schema.

use super::wrap;
use crate::length::Length;
use crate::look::measures::TABLE_RULE;
use crate::write::docx::styles::StyleId;
use crate::write::docx::xml::Xml;

/// `w:tblPr` (17.4.60): properties of a table, or of a table style.
#[derive(Clone, Debug, Default)]
pub(in crate::write::docx) struct TblPr {
    pub(in crate::write::docx) style: Option<StyleId>,
    pub(in crate::write::docx) bidi_visual: bool,
    pub(in crate::write::docx) width: Option<Length>,
    pub(in crate::write::docx) indent: Option<Length>,
    pub(in crate::write::docx) bottom_rule: bool,
    pub(in crate::write::docx) fixed: bool,
    pub(in crate::write::docx) cell_margin: Option<Length>,
    pub(in crate::write::docx) first_row_look: bool,
    pub(in crate::write::docx) caption: Option<String>,
}

impl TblPr {
    /// Writes `w:tblPr`.
    pub(in crate::write::docx) fn write(&self, xml: &mut Xml) {
        xml.open("w:tblPr", &[]);
        if let Some(style) = self.style {
            xml.val("w:tblStyle", &style.text());
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
pub(in crate::write::docx) struct TrPr {
    pub(in crate::write::docx) cant_split: bool,
    pub(in crate::write::docx) header: bool,
}

impl TrPr {
    /// Writes `w:trPr`, or nothing where there is nothing to say.
    pub(in crate::write::docx) fn write(self, xml: &mut Xml) {
        let mut inner = Xml::default();
        inner.switch("w:cantSplit", self.cant_split.then_some(true));
        inner.switch("w:tblHeader", self.header.then_some(true));
        wrap(xml, "w:trPr", inner);
    }
}

/// `w:vMerge` (17.4.85): the part that a cell over several rows has in one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::write::docx) enum Merge {
    /// It begins here.
    Begins,
    /// It goes on here.
    GoesOn,
}

/// `w:tcPr` (17.4.70): properties of a cell, or of the cells of a part of a table style.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::write::docx) struct TcPr {
    pub(in crate::write::docx) width: Option<Length>,
    /// Over how many columns it goes; nothing is the same as one.
    pub(in crate::write::docx) columns: usize,
    pub(in crate::write::docx) merge: Option<Merge>,
    pub(in crate::write::docx) rules_above_and_below: bool,
    pub(in crate::write::docx) at_bottom: bool,
}

impl TcPr {
    /// Writes `w:tcPr`, or nothing where there is nothing to say.
    pub(in crate::write::docx) fn write(self, xml: &mut Xml) {
        let mut inner = Xml::default();
        if let Some(width) = self.width {
            inner.empty("w:tcW", &[("w:w", &width.to_twips().to_string()), ("w:type", "dxa")]);
        }
        if self.columns > 1 {
            inner.val("w:gridSpan", &self.columns.to_string());
        }
        match self.merge {
            Some(Merge::Begins) => inner.val("w:vMerge", "restart"),
            Some(Merge::GoesOn) => inner.val("w:vMerge", "continue"),
            None => {}
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

/// A rule of a table; its thickness is in eighths of a point.
fn rule(xml: &mut Xml, side: &str) {
    let thick = ((TABLE_RULE * 8).to_emu() / Length::pt(1).to_emu()).to_string();
    xml.empty(side, &[("w:val", "single"), ("w:sz", &thick), ("w:space", "0"), ("w:color", "auto")]);
}
