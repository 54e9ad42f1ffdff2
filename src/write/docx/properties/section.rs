//! `w:sectPr`: properties of a section, in the order of the schema.

use crate::document::Orientation;
use crate::length::Length;
use crate::write::docx::breaks::Section;
use crate::write::docx::xml::Xml;

/// `w:sectPr` (17.6.17): properties of a section.
#[derive(Clone, Debug, Default)]
pub(in crate::write::docx) struct SectPr {
    /// Relationship of the running header.
    pub(in crate::write::docx) header: Option<String>,
    /// Relationship of the running footer.
    pub(in crate::write::docx) footer: Option<String>,
    /// Relationship of the header of the first page, if that page has one of its own.
    pub(in crate::write::docx) first_header: Option<String>,
    /// The first page has a header of its own, or none.
    pub(in crate::write::docx) title_page: bool,
    /// Relationship of the running header of turned pages.
    pub(in crate::write::docx) turned_header: Option<String>,
    /// The page is wider than it is high.
    pub(in crate::write::docx) landscape: bool,
    pub(in crate::write::docx) page: (Length, Length),
    /// Top, right, bottom, left.
    pub(in crate::write::docx) margins: [Length; 4],
    pub(in crate::write::docx) header_at: Length,
    pub(in crate::write::docx) footer_at: Length,
    /// Pages are counted from 1 here.
    pub(in crate::write::docx) counts_anew: bool,
    /// The text stands in the middle between top and bottom.
    pub(in crate::write::docx) centred: bool,
    pub(in crate::write::docx) bidi: bool,
}

impl SectPr {
    /// A section of the text, of which this is the first: in those after it the numbers go on, and no page shows the title.
    pub(in crate::write::docx) fn of(&self, section: Section) -> SectPr {
        let mut own = if section.goes_on { self.next() } else { self.clone() };
        if section.orientation == Orientation::Landscape {
            own.header.clone_from(&self.turned_header);
            own.page = (self.page.1, self.page.0);
            own.landscape = true;
        }
        own
    }

    /// The cover before the text is a section of its own, without header and footer.
    pub(in crate::write::docx) fn of_cover(&self) -> SectPr {
        SectPr { header: None, footer: None, centred: true, ..self.next() }
    }

    fn next(&self) -> SectPr {
        SectPr { title_page: false, counts_anew: false, ..self.clone() }
    }

    /// Writes `w:sectPr`.
    pub(in crate::write::docx) fn write(&self, xml: &mut Xml) {
        let twips = |length: Length| length.to_twips().to_string();
        xml.open("w:sectPr", &[]);
        if let Some(id) = &self.header {
            xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", id)]);
        }
        if let Some(id) = self.first_header.as_ref().filter(|_| self.title_page) {
            xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", id)]);
        }
        if let Some(id) = &self.footer {
            xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", id)]);
            if self.title_page {
                xml.empty("w:footerReference", &[("w:type", "first"), ("r:id", id)]);
            }
        }
        xml.val("w:type", "nextPage");
        let (width, height) = (twips(self.page.0), twips(self.page.1));
        let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
        size.extend(self.landscape.then_some(("w:orient", "landscape")));
        xml.empty("w:pgSz", &size);
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
        xml.switch("w:titlePg", self.title_page.then_some(true));
        xml.switch("w:bidi", self.bidi.then_some(true));
        xml.close("w:sectPr");
    }
}
