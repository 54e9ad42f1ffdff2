//! Writes a tagged PDF that keeps PDF/UA-1 and PDF/A-2a, or PDF/UA-2 and PDF/A-4.
//!
//! `tags` walks the document and gives the structure tree, `structure` takes away what no page shows, `paint` draws the
//! pages and marks each piece with its leaf, and `tree` puts marks and tree together. Each puts its objects into a `file`. How the
//! two kinds of file differ is a table in `standard`.

mod anchors;
mod codes;
mod content;
mod drawing;
mod embed;
mod file;
mod fonts;
mod from_the_right;
mod images;
mod links;
mod metadata;
mod object;
mod outline;
mod owner;
mod paint;
mod runs;
mod shapes;
mod standard;
mod structure;
mod tags;
#[cfg(test)]
mod tests;
mod tree;
#[cfg(test)]
mod typewriter;
mod words;

pub use fonts::{PdfFonts, can_draw};
pub use standard::PdfStandard;

use std::collections::BTreeMap;

use crate::document::{ContentId, Document};
use crate::error::Error;
use crate::facts::language::Direction;
use crate::length::Length;
use crate::pages::{Item, Origin, Page, Pages, Placed, Point, Target};
use anchors::Anchors;
use file::{File, Id};
use images::Images;
use links::{Destination, Destinations, Places, Sheet};
use object::Object;
use owner::{Owner, Owners};
use paint::{Leaves, Painter};
use runs::Pen;
use structure::{Child, Present, Shown};
use tags::{OutlineEntry, Structure};

/// Writes the PDF of a document. An error is a fault of the program, or a picture or letter that no PDF can hold.
pub fn write(document: &Document, pages: &Pages, fonts: &PdfFonts, standard: PdfStandard) -> Result<Vec<u8>, Error> {
    if pages.pages.is_empty() {
        return Err(Error::Pdf { reasons: vec!["there are no pages".to_owned()] });
    }
    let destinations = Destinations { document, pages };
    let dialect = standard.dialect();
    let Structure { children, owners, headings } = tags::structure(document, dialect);
    let (mut children, present) = seen(children, &owners, destinations);
    let mut file = File::new(dialect);
    let anchors = dialect.leads_to_elements.then(|| Anchors::new(&mut children, &mut file));
    let anchors = anchors.as_ref();
    let above = (file.reserve(), file.reserve());
    let sheet = |page: &Page| {
        let height = document.page.oriented(page.orientation).height;
        Sheet { id: file.reserve(), height, marks: 0 }
    };
    let leaves = Leaves { pages: pages.pages.iter().map(sheet).collect(), ..Leaves::default() };
    let (pen, images) = (Pen::new(fonts), Images::new(document));
    let mut painter =
        Painter { owners: &owners, present: &present, destinations, pen, images, leaves, file, anchors, above };
    for (index, page) in pages.pages.iter().enumerate() {
        painter.page(index, page)?;
    }
    let Painter { pen, images, leaves, mut file, .. } = painter;
    resources(above.1, &pen, &images, &mut file)?;
    let outline = outline::outline(
        outline_entries(&headings, destinations),
        &document.metadata.title,
        &Places { pages: &leaves.pages, anchors },
        &mut file,
    );
    let mut object = Object::new("<</Type/Pages/Count ");
    object.count(leaves.pages.len()).say("/Kids[");
    leaves.pages.iter().for_each(|sheet| {
        object.id(sheet.id).say(" ");
    });
    file.put(above.0, object.say("]>>"));
    let tree = tree::tree(children, leaves, document, anchors, &mut file);
    let catalog = catalog(document, &pages.pages, (above.0, tree, outline), &mut file);
    let information = dialect.has_information.then(|| metadata::information(document, &mut file));
    file.finish(catalog, information, &document.metadata.identifier)
}

/// Writes what all pages use: fonts and pictures.
fn resources(id: Id, pen: &Pen<'_>, images: &Images<'_>, file: &mut File) -> Result<(), Error> {
    let mut object = Object::new("<</Font<<");
    for (number, codes) in pen.faces.iter().enumerate() {
        if let Some(codes) = codes.as_ref().filter(|codes| !codes.readings.is_empty()) {
            let font = embed::embed(codes, file)?;
            object.say("/F").count(number).say(" ").id(font);
        }
    }
    object.say(">>/XObject<<");
    for (face, glyph) in &pen.shapes {
        let shape = shapes::write(pen.fonts.get(*face)?.0, *glyph, file);
        object.name(&shapes::name(*face, *glyph)).say(" ").id(shape);
    }
    images.name(&mut object);
    file.put(id, object.say(">>>>"));
    Ok(())
}

/// Writes the root of the file (ISO 32000-1, 7.7.2).
fn catalog(document: &Document, pages: &[Page], (kids, tree, outline): (Id, Id, Id), file: &mut File) -> Id {
    let (metadata, intent) = (metadata::metadata(document, file), metadata::output_intent(file));
    let mut object = Object::new("<</Type/Catalog/Pages ");
    object.id(kids).say("/StructTreeRoot ").id(tree).say("/Outlines ").id(outline).say("/Metadata ").id(metadata);
    object.say("/OutputIntents[").id(intent).say("]/MarkInfo<</Marked true>>/Lang").text(document.language.code());
    object.say("/ViewerPreferences<</DisplayDocTitle true/Direction").say(match document.direction {
        Direction::LeftToRight => "/L2R",
        Direction::RightToLeft => "/R2L",
    });
    // 12.4.2: the numbers that are printed; the cover has no label.
    object.say(">>/PageLabels<</Nums[");
    let mut before = None;
    for (index, page) in pages.iter().enumerate() {
        let goes_on = index > 0 && page.number == before;
        match page.number.filter(|number| *number > 0) {
            _ if goes_on => {}
            Some(number) => {
                object.count(index).say("<</S/D/St ").int(number).say(">>");
            }
            None => {
                object.count(index).say("<<>>");
            }
        }
        before = page.number.map(|number| number + 1);
    }
    file.add(object.say("]>>>>"))
}

/// The structure tree of the PDF as indented text, one element a line, for tests and reviewers.
pub fn describe_tags(document: &Document, pages: &Pages) -> String {
    let destinations = Destinations { document, pages };
    let Structure { children, owners, .. } = tags::structure(document, PdfStandard::default().dialect());
    let (children, _) = seen(children, &owners, destinations);
    structure::describe(&children, &shown(&owners, destinations))
}

/// The tree of what the pages show, and its leaves.
fn seen(children: Vec<Child>, owners: &Owners, destinations: Destinations<'_>) -> (Vec<Child>, Present) {
    let mut present = Present::default();
    let mut last = None;
    for placed in items(destinations.pages) {
        if let Item::Link { width, height, to } = &placed.item {
            let has_size = *width > Length::ZERO && *height > Length::ZERO;
            if has_size && destinations.find(*to).is_some() {
                present.links.extend(owners.link(placed.origin));
            }
        } else if last != Some(placed.origin) {
            last = Some(placed.origin);
            if let Some(Owner::Slot(slot)) = owners.owner(placed.origin) {
                present.slots.insert(slot);
            }
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
                        Destination::Place(target, _) => format!("page {}", target.page + 1),
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
        let (text, anchor) = (heading.text.clone(), Some(heading.anchor));
        Some(outline::Entry { depth: heading.depth, text, target: place(heading)?, anchor })
    });
    entries.collect()
}

fn items(pages: &Pages) -> impl Iterator<Item = &Placed> {
    pages.pages.iter().flat_map(|page| &page.items)
}
