//! `w:rPr` and its children: properties of a run, in the order of the schema.

use super::wrap;
use crate::document::VerticalPosition;
use crate::length::Length;
use crate::write::docx::script::WordLanguage;
use crate::write::docx::styles::StyleId;
use crate::write::docx::xml::Xml;

/// `w:rPr` (17.3.2.28): properties of a run.
#[derive(Clone, Debug, Default)]
pub(in crate::write::docx) struct RPr {
    pub(in crate::write::docx) style: Option<StyleId>,
    pub(in crate::write::docx) fonts: Option<Fonts>,
    pub(in crate::write::docx) bold: Option<bool>,
    pub(in crate::write::docx) italic: Option<bool>,
    pub(in crate::write::docx) no_proof: bool,
    pub(in crate::write::docx) color: Option<[u8; 3]>,
    pub(in crate::write::docx) size: Option<Length>,
    pub(in crate::write::docx) underline: bool,
    pub(in crate::write::docx) position: VerticalPosition,
    pub(in crate::write::docx) rtl: Option<bool>,
    pub(in crate::write::docx) complex: bool,
    pub(in crate::write::docx) language: Option<WordLanguage>,
}

/// `w:rFonts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::write::docx) enum Fonts {
    /// The faces of the whole document.
    Named { latin: &'static str, east_asia: &'static str, complex: &'static str },
    /// Quotation marks and dashes, which Latin and Chinese share, come from the Chinese face.
    EastAsiaHint,
}

impl RPr {
    /// Writes `w:rPr`, or nothing where there is nothing to say.
    pub(in crate::write::docx) fn write(&self, xml: &mut Xml) {
        let mut inner = Xml::default();
        self.children(&mut inner);
        wrap(xml, "w:rPr", inner);
    }

    fn children(&self, xml: &mut Xml) {
        if let Some(style) = self.style {
            xml.val("w:rStyle", &style.text());
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
        if let Some([red, green, blue]) = self.color {
            xml.val("w:color", &format!("{red:02X}{green:02X}{blue:02X}"));
        }
        if let Some(size) = self.size {
            let half_points = size.to_half_points().to_string();
            xml.val("w:sz", &half_points);
            xml.val("w:szCs", &half_points);
        }
        if self.underline {
            xml.val("w:u", "single");
        }
        match self.position {
            VerticalPosition::Baseline => {}
            VerticalPosition::Superscript => xml.val("w:vertAlign", "superscript"),
            VerticalPosition::Subscript => xml.val("w:vertAlign", "subscript"),
        }
        xml.switch("w:rtl", self.rtl);
        xml.switch("w:cs", self.complex.then_some(true));
        if let Some(language) = &self.language {
            language.write("w:lang", xml);
        }
    }
}
