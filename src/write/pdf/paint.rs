//! Paints placed items, each piece marked with the leaf of the structure tree it belongs to.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use krilla::color::{luma, rgb};
use krilla::geom::{PathBuilder, Quadrilateral, Rect, Size, Transform};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact as PdfArtifact, ArtifactType, ContentTag, Identifier, SpanTag};

use super::images::Images;
use super::links::{self, Area, Destinations};
use super::owner::{Owner, Owners, Slot};
use super::runs::Pen;
use super::structure::Present;
use crate::document::LINK_COLOUR;
use crate::error::Error;
use crate::length::Length;
use crate::pages::{Artifact, GlyphRun, Ink, Item, LinkEnd, Origin, Page, Placed, Point, stands_in_link};

/// What the pages gave to the structure tree.
#[derive(Debug, Default)]
pub(super) struct Leaves {
    /// The marked content of each leaf.
    pub(super) slots: BTreeMap<Slot, Vec<Identifier>>,
    /// The annotations of each link.
    pub(super) links: BTreeMap<Slot, Vec<Identifier>>,
    /// The place of each picture: index of the page, and rectangle.
    pub(super) boxes: BTreeMap<Slot, (usize, Rect)>,
}

/// Draws pages one after the other.
pub(super) struct Painter<'a> {
    pub(super) owners: &'a Owners,
    /// The leaves of the pruned tree: nothing else may be marked, for each mark must be in the tree once.
    pub(super) present: &'a Present,
    pub(super) destinations: Destinations<'a>,
    pub(super) images: Images<'a>,
    pub(super) leaves: Leaves,
    pub(super) pen: Pen<'a>,
}

impl Painter<'_> {
    /// Draws a page.
    pub(super) fn page(&mut self, index: usize, page: &Page, pdf: &mut krilla::Document) -> Result<(), Error> {
        let setup = self.destinations.document.page.oriented(page.orientation);
        let settings = PageSettings::from_wh(setup.width.to_pt(), setup.height.to_pt())
            .ok_or_else(|| ours("the page has no size".into()))?;
        let mut pdf_page = pdf.start_page_with(settings.with_page_label(label(page)));
        let mut surface = pdf_page.surface();
        let mut marked = Marked { open: None, areas: Vec::new() };
        let drawn = catch_unwind(AssertUnwindSafe(|| self.items(index, page, &mut marked, &mut surface)));
        let drawn = match drawn {
            Ok(drawn) => drawn,
            Err(panic) => {
                // A surface that is dropped half drawn panics. During another panic that would end the process, and
                // every other report of a batch with it. So this one is not dropped.
                std::mem::forget(surface);
                resume_unwind(panic)
            }
        };
        // Whatever happened: the library panics when a surface goes away with a mark open.
        if marked.open.is_some() {
            surface.end_tagged();
        }
        surface.finish();
        drawn?;
        for area in marked.areas {
            let Some(destination) = self.destinations.find(area.to) else { continue };
            let annotation = links::annotation(area.quads, destination, self.owners.words(area.link));
            let identifier = pdf_page.add_tagged_annotation(annotation);
            self.leaves.links.entry(area.link).or_default().push(identifier);
        }
        pdf_page.finish();
        Ok(())
    }

    fn items(
        &mut self,
        index: usize,
        page: &Page,
        marked: &mut Marked,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        for (at, placed) in page.items.iter().enumerate() {
            if let Item::Link { width, height, to } = &placed.item {
                if let (Some(link), Some(rect)) = (self.link(placed), rect(placed, *width, *height)) {
                    marked.add_area(link, *to, rect.into());
                }
                continue;
            }
            let owner = self.owner(placed, index)?;
            if marked.open != Some(owner) {
                if marked.open.is_some() {
                    surface.end_tagged();
                }
                let said = said_instead(&page.items[at..]);
                self.start(owner, said.as_deref(), surface);
                marked.open = Some(owner);
            }
            match &placed.item {
                Item::Glyphs(run) if stands_in_link(&page.items[at..]) => {
                    let ends = !matches!(page.items.get(at + 1), Some(Placed { item: Item::Glyphs(_), .. }));
                    self.link_words(placed.point, run, ends, surface)?;
                }
                Item::Glyphs(_) | Item::Rule { .. } | Item::Image { .. } | Item::Link { .. } => {
                    self.item(index, placed, owner, surface)?;
                }
            }
        }
        Ok(())
    }

    /// Words of a link, blue and underlined as Word shows them.
    fn link_words(&mut self, at: Point, run: &GlyphRun, ends: bool, surface: &mut Surface<'_>) -> Result<(), Error> {
        let [red, green, blue] = LINK_COLOUR;
        surface.set_fill(Some(Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }));
        self.pen.draw(at, run, surface)?;
        if self.destinations.document.styles.underlines_links() {
            underline(at, run, ends, surface);
        }
        surface.set_fill(None);
        Ok(())
    }

    /// The link an active area belongs to, if it stands in the tree.
    fn link(&self, placed: &Placed) -> Option<Slot> {
        self.owners.link(placed.origin).filter(|link| self.present.links.contains(link))
    }

    fn owner(&self, placed: &Placed, page: usize) -> Result<Owner, Error> {
        let owner = self.owners.owner(placed.origin).filter(|owner| match owner {
            Owner::Slot(slot) => self.present.slots.contains(slot),
            Owner::Artifact(_) => true,
        });
        owner.ok_or_else(|| ours(format!("{:?} on page {} has no place in the reading order", placed.origin, page + 1)))
    }

    fn start(&mut self, owner: Owner, said: Option<&str>, surface: &mut Surface<'_>) {
        match owner {
            Owner::Slot(slot) => {
                let tag = match slot {
                    Slot::Figure(_) => ContentTag::Other,
                    Slot::Marker(_) | Slot::Words(..) | Slot::CaptionLabel(_) | Slot::ContentsPage(_) => {
                        ContentTag::Span(SpanTag::empty().with_actual_text(said))
                    }
                };
                let identifier = surface.start_tagged(tag);
                self.leaves.slots.entry(slot).or_default().push(identifier);
            }
            Owner::Artifact(kind) => {
                let kind = match kind {
                    Artifact::Header => ArtifactType::Header,
                    Artifact::Footer => ArtifactType::Footer,
                    Artifact::Layout => ArtifactType::Layout,
                };
                surface.start_tagged(ContentTag::Artifact(PdfArtifact::with_kind(kind)));
            }
        }
    }

    fn item(&mut self, page: usize, placed: &Placed, owner: Owner, surface: &mut Surface<'_>) -> Result<(), Error> {
        match &placed.item {
            Item::Glyphs(run) => self.pen.draw(placed.point, run, surface)?,
            Item::Rule { width, height, ink } => {
                surface.set_fill(fill(*ink));
                fill_rectangle(rect(placed, *width, *height), surface);
                surface.set_fill(None);
            }
            Item::Image { image, width, height } => {
                let Some(rect) = rect(placed, *width, *height) else { return Ok(()) };
                let Some(size) = Size::from_wh(rect.width(), rect.height()) else { return Ok(()) };
                surface.push_transform(&Transform::from_translate(rect.left(), rect.top()));
                let drawn = self.images.draw(*image, size, surface);
                surface.pop();
                drawn?;
                if let Owner::Slot(slot) = owner {
                    self.leaves.boxes.insert(slot, (page, rect));
                }
            }
            Item::Link { .. } => {}
        }
        Ok(())
    }
}

/// A line under the words of a link; it ends with the last letter.
fn underline(at: Point, run: &GlyphRun, ends: bool, surface: &mut Surface<'_>) {
    let width = if ends { run.width - gap_behind(run) } else { run.width };
    let below = Point { y: at.y + run.size / 10, ..at };
    let line = Rect::from_xywh(below.x.to_pt(), below.y.to_pt(), width.to_pt(), (run.size / 20).to_pt());
    fill_rectangle(line, surface);
}

/// The room between the last letter of a run and what follows, Chinese after Latin letters for instance.
fn gap_behind(run: &GlyphRun) -> Length {
    Length::emu(run.words.last().map_or(0, |word| i64::from(word.gap.max(0))))
}

/// Fills a rectangle, if it has a size.
fn fill_rectangle(rect: Option<Rect>, surface: &mut Surface<'_>) {
    let mut path = PathBuilder::new();
    rect.into_iter().for_each(|rect| path.push_rect(rect));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// What is read aloud instead of what the next items show: of the dots and page number of a line of the contents only the
/// number.
fn said_instead(items: &[Placed]) -> Option<String> {
    let origin = items.first()?.origin;
    let Origin::ContentsPage(_) = origin else { return None };
    let mut said = String::from(" ");
    for placed in items.iter().take_while(|placed| placed.origin == origin) {
        if let Item::Glyphs(run) = &placed.item {
            said.extend(run.text.chars().filter(|c| c.is_alphanumeric()));
        }
    }
    Some(said).filter(|said| said != " ")
}

/// What is known while a page is drawn.
struct Marked {
    /// The open mark: neighbouring items of one owner share it.
    open: Option<Owner>,
    /// The page's links.
    areas: Vec<Area>,
}

impl Marked {
    /// Puts a rectangle to the other rectangles of its link.
    fn add_area(&mut self, link: Slot, to: LinkEnd, quad: Quadrilateral) {
        match self.areas.iter_mut().rev().find(|area| area.link == link && area.to == to) {
            Some(area) => area.quads.push(quad),
            None => self.areas.push(Area { link, to, quads: vec![quad] }),
        }
    }
}

/// The page's number; the cover has no label.
fn label(page: &Page) -> PageLabel {
    match page.number.and_then(NonZeroU32::new) {
        Some(number) => PageLabel::new(Some(NumberingStyle::Arabic), None, Some(number)),
        None => PageLabel::default(),
    }
}

fn rect(placed: &Placed, width: Length, height: Length) -> Option<Rect> {
    Rect::from_xywh(placed.point.x.to_pt(), placed.point.y.to_pt(), width.to_pt(), height.to_pt())
}

/// A fault of the program.
fn ours(reason: String) -> Error {
    Error::Pdf { reasons: vec![reason] }
}

/// How a rule is filled; black is what is filled with where nothing is said.
fn fill(ink: Ink) -> Option<Fill> {
    match ink {
        Ink::Black => None,
        // 808080, as the Word file says it.
        Ink::Grey => Some(Fill { paint: luma::Color::new(128).into(), ..Fill::default() }),
    }
}

#[cfg(test)]
mod tests {
    use krilla::geom::{Quadrilateral, Rect};

    use super::{Marked, gap_behind, said_instead};
    use crate::document::{ContentId, LinkId, NoteId};
    use crate::fonts::{FaceId, Fonts};
    use crate::length::Length;
    use crate::pages::{Item, LinkEnd, Origin, Placed, Point};
    use crate::write::pdf::owner::Slot;
    use crate::write::pdf::typewriter::run;

    #[test]
    fn the_lines_of_a_link_are_one_area_and_other_links_are_others() {
        let quad = Quadrilateral::from(Rect::from_xywh(0.0, 0.0, 9.0, 9.0).expect("the rectangle has a size"));
        let mut marked = Marked { open: None, areas: Vec::new() };
        let link = LinkEnd::Link(LinkId(0));
        marked.add_area(Slot::Words(ContentId(1), 2), link, quad);
        marked.add_area(Slot::Words(ContentId(1), 4), LinkEnd::NoteText(NoteId(0)), quad);
        marked.add_area(Slot::Words(ContentId(1), 2), link, quad);
        marked.add_area(Slot::Words(ContentId(3), 0), link, quad);
        let lines: Vec<usize> = marked.areas.iter().map(|area| area.quads.len()).collect();
        assert_eq!(lines, [2, 1, 1]);
    }

    #[test]
    fn the_line_under_a_link_ends_with_its_last_letter() {
        let mut link = run(&Fonts::embedded(), FaceId(0), Length::pt(12), "WHO");
        assert_eq!(gap_behind(&link), Length::ZERO);
        let gap = Length::pt(3);
        link.words[0].gap = i32::try_from(gap.to_emu()).expect("the gap is narrow");
        assert_eq!(gap_behind(&link), gap);
        link.words[0].gap = -7;
        assert_eq!(gap_behind(&link), Length::ZERO);
    }

    #[test]
    fn the_dots_of_the_contents_are_not_read_aloud() {
        let fonts = Fonts::embedded();
        let placed = |text: &str, origin| Placed {
            point: Point::default(),
            item: Item::Glyphs(run(&fonts, FaceId(0), Length::pt(12), text)),
            origin,
        };
        let page = Origin::ContentsPage(ContentId(4));
        let line = [placed(" . . .", page), placed(" 12", page), placed("II.", Origin::Marker(ContentId(5)))];
        assert_eq!(said_instead(&line).as_deref(), Some(" 12"));
        assert_eq!(said_instead(&line[2..]), None);
    }
}
