//! Writes what stands around the text: running header, footer, and the section's page.

use super::inline::{Line, field, text_runs};
use super::properties::{PPr, RPr, SectPr, TabStop};
use super::styles::StyleId;
use super::xml::Xml;
use super::{NAMESPACE_R, NAMESPACE_W};
use crate::document::{Block, Document, FooterPiece, Format, Orientation, PartKind, Role};
use crate::facts::language::Direction;
use crate::length::Length;
use crate::look::measures::running_edge;
use crate::pages::Measures;

/// The running headers of a document: title, marks such as DRAFT, State; nothing where all are empty.
pub(super) struct Headers {
    /// On most pages.
    pub(super) usual: Option<String>,
    /// On the page that shows the title: without it.
    pub(super) first: Option<String>,
    /// On turned pages, if there are any: their end is further away than the tab stops of the style are.
    pub(super) turned: Option<String>,
}

/// Writes `word/header1.xml` to `word/header3.xml`.
pub(super) fn headers(document: &Document, measures: &Measures) -> Headers {
    let (title, state) = (measures.header_start.as_str(), measures.header_end.as_str());
    let marked = !document.page.marks.is_empty();
    let upright = header_tabs(document.page.text_width(), marked);
    let cleared = upright.into_iter().map(|tab| TabStop { kind: "clear", ..tab });
    let turned = header_tabs(document.page.oriented(Orientation::Landscape).text_width(), marked);
    let tabs = cleared.chain(turned).collect();
    Headers {
        usual: header(document, title, state, vec![]),
        first: header(document, "", state, vec![]),
        turned: has_turned_pages(document).then(|| header(document, title, state, tabs)).flatten(),
    }
}

/// The tab stops of a header in a text of this width: the middle for marks such as DRAFT, the end for the State.
pub(super) fn header_tabs(width: Length, marked: bool) -> Vec<TabStop> {
    let tab = |kind, at| TabStop { kind, leader: None, at };
    // Rounded down: a tab stop a hair beyond the margin loses its text in LibreOffice.
    let end = Length::twips(width.to_emu() / Length::twips(1).to_emu());
    let middle = marked.then(|| tab("center", width / 2));
    middle.into_iter().chain([tab("right", end)]).collect()
}

/// Whether a table or an annex is on turned pages.
fn has_turned_pages(document: &Document) -> bool {
    fn has(blocks: &[Block]) -> bool {
        blocks.iter().any(|block| match block {
            Block::Table(table) => table.orientation == Orientation::Landscape,
            _ => block.items().iter().any(|item| has(&item.blocks)),
        })
    }
    document.parts.iter().any(|part| part.orientation == Orientation::Landscape || has(&part.blocks))
}

fn header(document: &Document, title: &str, state: &str, tabs: Vec<TabStop>) -> Option<String> {
    let page = &document.page;
    if title.is_empty() && state.is_empty() && page.marks.is_empty() {
        return None;
    }
    let line = Line { direction: document.direction, language: None, document: document.language, italic: false };
    Some(running("w:hdr", Role::Header, document.direction, tabs, |xml| {
        let plain = Format::default();
        text_runs(title, &plain, line, xml);
        if !page.marks.is_empty() {
            text_runs("\t", &plain, line, xml);
            let strong = Format { strong: document.styles.has_bold(), ..Format::default() };
            text_runs(&page.marks.join(" · "), &strong, line, xml);
        }
        text_runs("\t", &plain, line, xml);
        text_runs(state, &plain, line, xml);
    }))
}

/// `word/footer1.xml`: words and page numbers. `last_known` is the number of the last page that is known.
pub(super) fn footer(document: &Document, last_known: u32) -> Option<String> {
    if document.page.footer.is_empty() {
        return None;
    }
    let line = Line { direction: document.direction, language: None, document: document.language, italic: false };
    let plain = Format::default();
    // A cover is not counted, and a report may have several sections: the number of its last page is the total.
    let total = format!("PAGEREF {LAST}");
    let pages = if has_cover(document) { total.as_str() } else { "NUMPAGES" };
    Some(running("w:ftr", Role::Footer, document.direction, vec![], |xml| {
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

fn running(
    element: &str,
    role: Role,
    direction: Direction,
    tabs: Vec<TabStop>,
    content: impl FnOnce(&mut Xml),
) -> String {
    let mut xml = Xml::part();
    xml.open(element, &[("xmlns:w", NAMESPACE_W), ("xmlns:r", NAMESPACE_R)]);
    xml.open("w:p", &[]);
    let rtl = (direction == Direction::RightToLeft).then_some(true);
    PPr { style: Some(StyleId::of(role)), tabs, mark: RPr { rtl, ..RPr::default() }, ..PPr::default() }.write(&mut xml);
    content(&mut xml);
    xml.close("w:p");
    xml.close(element);
    xml.into_string()
}

/// The place at the end of the text.
pub(super) const LAST: &str = "_last";

/// The relationships of headers and footer.
pub(super) struct Running {
    pub(super) header: Option<String>,
    /// The same without the title, for the page that shows it.
    pub(super) first_header: Option<String>,
    /// The same on turned pages.
    pub(super) turned_header: Option<String>,
    pub(super) footer: Option<String>,
}

/// The page, with the relationships of header and footer.
pub(super) fn section(document: &Document, running: Running) -> SectPr {
    let Running { header, first_header, turned_header, footer } = running;
    let page = &document.page;
    SectPr {
        title_page: header.is_some(),
        header,
        first_header,
        turned_header,
        landscape: false,
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
