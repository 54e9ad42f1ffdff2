//! Lays a [`Document`] out as [`Pages`]: every glyph, rule and picture at its place.
//!
//! Set every block into units (`flow`, with `table`, `figure`, `footnote`; paragraphs in `inline`), plan the pages, an
//! order of the units and the ends of pages (`order`, `chunk`, `breaks`, `floats`, `contents`), put the units on pages
//! (`page`), add headers and footers (`running`).

mod breaks;
mod chunk;
mod columns;
mod contents;
mod dump;
mod figure;
mod floats;
mod flow;
mod footnote;
mod inline;
mod line;
mod order;
mod page;
mod placed;
mod rough;
mod run;
mod running;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod unit;

pub use dump::describe;
pub use inline::missing_glyphs;
pub(crate) use placed::stands_in_link;
pub use placed::{
    Artifact, Ink, Item, LinkEnd, Measures, Origin, Page, Pages, Placed, Point, Target, contents_pages, first_pages,
};
pub use rough::rough_measures;
pub use run::{Glyph, GlyphRun, Shape, ShapedGlyph, Word};

use crate::diagnostic::Warned;
use crate::document::Document;
use crate::fonts::Fonts;

/// Lays a document out on pages.
pub fn layout(document: &Document, fonts: &Fonts) -> Warned<Pages> {
    let mut engine = inline::Engine::new(fonts);
    let mut flow = flow::gather(document, &mut engine);
    let found = std::mem::take(&mut flow.found);
    let (plan, unstable) = contents::plan_with_contents(document, &mut engine, &mut flow);
    let mut pages = page::place(document, flow, &plan);
    let running::Words { start, end } = running::run(document, &mut engine, &mut pages.pages);
    (pages.measures.header_start, pages.measures.header_end) = (start, end);
    pages.missing = engine.take_missing();
    let mut diagnostics = engine.take_diagnostics();
    diagnostics.extend(unstable);
    diagnostics.extend(found);
    Warned::new(pages, diagnostics)
}
