//! Writes a tagged PDF that keeps PDF/UA-1 and PDF/A-2a.
//!
//! `tags` walks the document and gives the structure tree, `structure` takes away what no page shows, `paint` draws the
//! pages and marks each piece with its leaf, and `tree` puts marks and tree together.

mod fonts;
mod from_the_right;
mod images;
mod links;
mod metadata;
mod outline;
mod owner;
mod paint;
mod readings;
mod reasons;
mod runs;
mod structure;
mod tags;
#[cfg(test)]
mod tests;
mod tree;
#[cfg(test)]
mod typewriter;
mod words;

pub use fonts::{PdfFonts, can_draw};

use std::collections::BTreeMap;

use crate::document::{ContentId, Document};
use crate::error::Error;
use crate::length::Length;
use crate::pages::{Item, Origin, Pages, Placed, Point, Target};
use images::Images;
use links::{Destination, Destinations};
use owner::{Owner, Owners};
use paint::{Leaves, Painter};
use runs::Pen;
use structure::{Child, Present, Shown};
use tags::{OutlineEntry, Structure};

/// Writes the PDF of a document. An error is a fault of the program, or a picture or letter that no PDF can hold.
pub fn write(document: &Document, pages: &Pages, fonts: &PdfFonts) -> Result<Vec<u8>, Error> {
    if pages.pages.is_empty() {
        return Err(Error::Pdf { reasons: vec!["there are no pages".to_owned()] });
    }
    let destinations = Destinations { document, pages };
    let Structure { children, owners, headings } = tags::structure(document);
    let (children, present) = seen(children, &owners, destinations);
    let mut pdf = krilla::Document::new_with(metadata::settings()?);
    let mut painter = Painter {
        owners: &owners,
        present: &present,
        destinations,
        pen: Pen::new(fonts),
        images: Images::new(document),
        leaves: Leaves::default(),
    };
    for (index, page) in pages.pages.iter().enumerate() {
        painter.page(index, page, &mut pdf)?;
    }
    let mut leaves = painter.leaves;
    pdf.set_tag_tree(tree::tree(children, &mut leaves, document));
    pdf.set_outline(outline::outline(&outline_entries(&headings, destinations), &document.metadata.title));
    pdf.set_metadata(metadata::metadata(document));
    pdf.finish().map_err(reasons::error)
}

/// The structure tree of the PDF as indented text, one element a line, for tests and reviewers.
pub fn describe_tags(document: &Document, pages: &Pages) -> String {
    let destinations = Destinations { document, pages };
    let Structure { children, owners, .. } = tags::structure(document);
    let (children, _) = seen(children, &owners, destinations);
    structure::describe(&children, &shown(&owners, destinations))
}

/// The tree of what the pages show, and its leaves.
fn seen(children: Vec<Child>, owners: &Owners, destinations: Destinations<'_>) -> (Vec<Child>, Present) {
    let mut present = Present::default();
    for placed in items(destinations.pages) {
        if let Item::Link { width, height, to } = &placed.item {
            let has_size = *width > Length::ZERO && *height > Length::ZERO;
            if has_size && destinations.find(*to).is_some() {
                present.links.extend(owners.link(placed.origin));
            }
        } else if let Some(Owner::Slot(slot)) = owners.owner(placed.origin) {
            present.slots.insert(slot);
        }
    }
    let children = structure::prune(children, &present);
    let mut leaves = Present::default();
    structure::collect_leaves(&children, &mut leaves.slots, &mut leaves.links);
    (children, leaves)
}

/// What each leaf shows.
fn shown(owners: &Owners, destinations: Destinations<'_>) -> Shown {
    let mut shown = Shown::default();
    for placed in items(destinations.pages) {
        match &placed.item {
            Item::Glyphs(run) => {
                if let Some(Owner::Slot(slot)) = owners.owner(placed.origin) {
                    shown.words.entry(slot).or_default().push_str(&run.text);
                }
            }
            Item::Link { to, .. } => {
                if let (Some(link), Some(destination)) = (owners.link(placed.origin), destinations.find(*to)) {
                    shown.links.entry(link).or_insert_with(|| match destination {
                        Destination::Address(address) => address.to_owned(),
                        Destination::Place(target) => format!("page {}", target.page + 1),
                    });
                }
            }
            Item::Rule { .. } | Item::Image { .. } => {}
        }
    }
    shown
}

/// The headings that came to a page, with their places.
fn outline_entries(headings: &[OutlineEntry], destinations: Destinations<'_>) -> Vec<outline::Entry> {
    let mut first: BTreeMap<ContentId, Target> = BTreeMap::new();
    for (page, sheet) in destinations.pages.pages.iter().enumerate() {
        for placed in &sheet.items {
            if let (Item::Glyphs(run), Origin::Marker(id) | Origin::Inline(id, _)) = (&placed.item, placed.origin) {
                let point = Point { y: placed.point.y - run.size, ..placed.point };
                first.entry(id).or_insert(Target { page, point });
            }
        }
    }
    let place = |heading: &OutlineEntry| {
        heading.bookmark.and_then(|id| destinations.bookmark(id)).or_else(|| first.get(&heading.id).copied())
    };
    let entries = headings.iter().filter_map(|heading| {
        Some(outline::Entry { depth: heading.depth, text: heading.text.clone(), target: place(heading)? })
    });
    entries.collect()
}

fn items(pages: &Pages) -> impl Iterator<Item = &Placed> {
    pages.pages.iter().flat_map(|page| &page.items)
}
