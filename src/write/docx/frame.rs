//! Writes what stands around the text: running header, footer, and the section's page.

use super::inline::{Line, field, text_runs};
use super::properties::{PPr, RPr, SectPr};
use super::styles::StyleId;
use super::xml::Xml;
use super::{NAMESPACE_R, NAMESPACE_W};
use crate::document::{Document, FooterPiece, Format, PartKind, Role};
use crate::facts::language::Direction;
use crate::look::measures::running_edge;

/// `word/header1.xml`: the title as far as there is room, marks such as DRAFT, State; nothing where all are empty.
pub(super) fn header(document: &Document, title: &str) -> Option<String> {
    let page = &document.page;
    if title.is_empty() && page.header_end.is_empty() && page.marks.is_empty() {
        return None;
    }
    let line = Line { direction: document.direction, language: None, document: document.language, italic: false };
    Some(running("w:hdr", Role::Header, document.direction, |xml| {
        let plain = Format::default();
        text_runs(title, &plain, line, xml);
        if !page.marks.is_empty() {
            text_runs("\t", &plain, line, xml);
            let strong = Format { strong: document.styles.has_bold(), ..Format::default() };
            text_runs(&page.marks.join(" · "), &strong, line, xml);
        }
        text_runs("\t", &plain, line, xml);
        text_runs(&page.header_end, &plain, line, xml);
    }))
}

/// `word/footer1.xml`: words and page numbers. `last_known` is the number of the last page that is known.
pub(super) fn footer(document: &Document, last_known: u32) -> Option<String> {
    if document.page.footer.is_empty() {
        return None;
    }
    let line = Line { direction: document.direction, language: None, document: document.language, italic: false };
    let plain = Format::default();
    // A cover is not counted.
    let pages = if has_cover(document) { "SECTIONPAGES" } else { "NUMPAGES" };
    Some(running("w:ftr", Role::Footer, document.direction, |xml| {
        for piece in &document.page.footer {
            match piece {
                FooterPiece::Text(text) => text_runs(text, &plain, line, xml),
                // Word counts both itself whenever it shows a page.
                FooterPiece::Page => field("PAGE", "1", &plain, line, xml),
                FooterPiece::Pages => field(pages, &last_known.to_string(), &plain, line, xml),
            }
        }
    }))
}

fn running(element: &str, role: Role, direction: Direction, content: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::part();
    xml.open(element, &[("xmlns:w", NAMESPACE_W), ("xmlns:r", NAMESPACE_R)]);
    xml.open("w:p", &[]);
    let rtl = (direction == Direction::RightToLeft).then_some(true);
    PPr { style: Some(StyleId::of(role)), mark: RPr { rtl, ..RPr::default() }, ..PPr::default() }.write(&mut xml);
    content(&mut xml);
    xml.close("w:p");
    xml.close(element);
    xml.into_string()
}

/// The page, with the relationships of header and footer.
pub(super) fn section(document: &Document, header: Option<String>, footer: Option<String>) -> SectPr {
    let page = &document.page;
    SectPr {
        header,
        footer,
        page: (page.width, page.height),
        margins: [page.margin_top, page.margin_right, page.margin_bottom, page.margin_left],
        header_at: running_edge(page.margin_top),
        footer_at: running_edge(page.margin_bottom),
        counts_anew: has_cover(document),
        centred: is_only_cover(document),
        bidi: document.direction == Direction::RightToLeft,
    }
}

/// Whether the document is a cover page and nothing else.
fn is_only_cover(document: &Document) -> bool {
    matches!(document.parts.as_slice(), [part] if part.kind == PartKind::Cover)
}

/// Whether the document begins with a cover and goes on after it.
pub(super) fn has_cover(document: &Document) -> bool {
    document.parts.len() > 1 && document.parts.first().is_some_and(|part| part.kind == PartKind::Cover)
}
