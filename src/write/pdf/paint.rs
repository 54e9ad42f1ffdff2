//! Paints placed items, each piece marked with the leaf of the structure tree it belongs to.

use std::collections::BTreeMap;

use super::anchors::Anchors;
use super::content::{Colour, Content};
use super::file::{File, Id};
use super::images::Images;
use super::links::{self, Area, Destinations, Places, Rectangle, Sheet};
use super::object::Object;
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
    /// The pages.
    pub(super) pages: Vec<Sheet>,
    /// The marked content of each leaf: index of the page, and number of the mark on it.
    pub(super) slots: BTreeMap<Slot, Vec<(usize, usize)>>,
    /// The annotations of each link: index of the page, number among all, and object.
    pub(super) links: BTreeMap<Slot, Vec<(usize, usize, Id)>>,
    /// How many annotations there are.
    pub(super) areas: usize,
    /// The edges of each picture.
    pub(super) boxes: BTreeMap<Slot, [Length; 4]>,
}

impl Leaves {
    /// The object of a page.
    pub(super) fn page(&self, index: usize) -> Id {
        self.pages[index].id
    }
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
    pub(super) file: File,
    /// The elements that links lead to.
    pub(super) anchors: Option<&'a Anchors>,
    /// The tree of pages, and what all pages use.
    pub(super) above: (Id, Id),
}

impl Painter<'_> {
    /// Draws a page.
    pub(super) fn page(&mut self, index: usize, page: &Page) -> Result<(), Error> {
        let setup = self.destinations.document.page.oriented(page.orientation);
        let mut marked = Marked { open: None, last: None, areas: Vec::new(), content: Content::new(setup.height) };
        self.items(index, page, &mut marked)?;
        if marked.open.is_some() {
            marked.content.end_mark();
        }
        let content = self.file.reserve();
        self.file.stream(content, &Object::default(), &marked.content.out.bytes);
        let (pages, resources) = self.above;
        let mut object = Object::new("<</Type/Page/Parent ");
        object.id(pages).say("/MediaBox[0 0 ").lengths([setup.width, setup.height]).say("]/Resources ").id(resources);
        // ISO 14289-1, 7.18.3: from link to link in the order of the structure.
        object.say("/Contents ").id(content).say("/StructParents ").count(index).say("/Tabs/S");
        self.areas(index, marked.areas, &mut object);
        self.file.put(self.leaves.page(index), object.say(">>"));
        Ok(())
    }

    /// Writes the links of a page.
    fn areas(&mut self, index: usize, areas: Vec<Area>, page: &mut Object) {
        let mut named = Object::default();
        for area in areas {
            let Some(destination) = self.destinations.find(area.to) else { continue };
            let places = Places { pages: &self.leaves.pages, anchors: self.anchors };
            let height = self.leaves.pages[index].height;
            let mut object = links::annotation(&area, destination, self.owners.words(area.link), height, &places);
            object.say("/StructParent ").count(self.leaves.pages.len() + self.leaves.areas).say(">>");
            let id = self.file.add(&object);
            named.id(id).say(" ");
            self.leaves.links.entry(area.link).or_default().push((index, self.leaves.areas, id));
            self.leaves.areas += 1;
        }
        if !named.bytes.is_empty() {
            page.say("/Annots[").bytes.append(&mut named.bytes);
            page.say("]");
        }
    }

    fn items(&mut self, index: usize, page: &Page, marked: &mut Marked) -> Result<(), Error> {
        for (at, placed) in page.items.iter().enumerate() {
            if let Item::Link { width, height, to } = &placed.item {
                if let Some(link) = self.link(placed).filter(|_| *width > Length::ZERO && *height > Length::ZERO) {
                    marked.add_area(link, *to, Rectangle { at: placed.point, width: *width, height: *height });
                }
                continue;
            }
            // Lines of one paragraph follow each other.
            let known = marked.open.filter(|_| marked.last == Some(placed.origin));
            let owner = known.map_or_else(|| self.owner(placed, index), Ok)?;
            marked.last = Some(placed.origin);
            if marked.open != Some(owner) {
                if marked.open.is_some() {
                    marked.content.end_mark();
                }
                let said = said_instead(&page.items[at..]);
                self.start(owner, said.as_deref(), index, &mut marked.content);
                marked.open = Some(owner);
            }
            match &placed.item {
                Item::Glyphs(run) if stands_in_link(&page.items[at..]) => {
                    let ends = !matches!(page.items.get(at + 1), Some(Placed { item: Item::Glyphs(_), .. }));
                    self.link_words(placed.point, run, ends, &mut marked.content)?;
                }
                Item::Glyphs(_) | Item::Rule { .. } | Item::Image { .. } | Item::Link { .. } => {
                    self.item(index, placed, owner, &mut marked.content)?;
                }
            }
        }
        Ok(())
    }

    /// Words of a link, blue and underlined as Word shows them.
    fn link_words(&mut self, at: Point, run: &GlyphRun, ends: bool, content: &mut Content) -> Result<(), Error> {
        content.colour(Colour::Rgb(LINK_COLOUR));
        self.pen.draw(at, run, content)?;
        if self.destinations.document.styles.underlines_links() {
            underline(at, run, ends, content);
        }
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
        owner.ok_or_else(|| {
            let reason = format!("{:?} on page {} has no place in the reading order", placed.origin, page + 1);
            Error::Pdf { reasons: vec![reason] }
        })
    }

    /// Opens the mark of a leaf, or of what nobody reads aloud (ISO 32000-1, 14.8.2.2).
    fn start(&mut self, owner: Owner, said: Option<&str>, index: usize, content: &mut Content) {
        match owner {
            Owner::Slot(slot) => {
                let sheet = &mut self.leaves.pages[index];
                let mut tag =
                    Object::new(if matches!(slot, Slot::Figure(_)) { "/Figure<</MCID " } else { "/Span<</MCID " });
                tag.count(sheet.marks);
                if let Some(said) = said {
                    tag.say("/ActualText").text(said);
                }
                content.mark(tag.say(">>"));
                self.leaves.slots.entry(slot).or_default().push((index, sheet.marks));
                sheet.marks += 1;
            }
            Owner::Artifact(kind) => {
                content.mark(&Object::new(match kind {
                    Artifact::Header => "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>",
                    Artifact::Footer => self.file.dialect.page_number,
                    Artifact::Layout => "/Artifact<</Type/Layout>>",
                }));
            }
        }
    }

    fn item(&mut self, page: usize, placed: &Placed, owner: Owner, content: &mut Content) -> Result<(), Error> {
        match &placed.item {
            Item::Glyphs(run) => {
                content.colour(Colour::Grey(0));
                self.pen.draw(placed.point, run, content)?;
            }
            Item::Rule { width, height, ink } => {
                content.colour(match ink {
                    Ink::Black => Colour::Grey(0),
                    // 808080, as the Word file says it.
                    Ink::Grey => Colour::Grey(128),
                });
                content.rectangle(placed.point, *width, *height);
            }
            Item::Image { image, width, height } => {
                let rectangle = Rectangle { at: placed.point, width: *width, height: *height };
                self.images.draw(*image, rectangle, content, &mut self.file)?;
                if let Owner::Slot(slot) = owner {
                    self.leaves.boxes.insert(slot, rectangle.edges(self.leaves.pages[page].height));
                }
            }
            Item::Link { .. } => {}
        }
        Ok(())
    }
}

/// A line under the words of a link; it ends with the last letter.
fn underline(at: Point, run: &GlyphRun, ends: bool, content: &mut Content) {
    let width = if ends { run.width - gap_behind(run) } else { run.width };
    content.rectangle(Point { y: at.y + run.size / 10, ..at }, width, run.size / 20);
}

/// The room between the last letter of a run and what follows, Chinese after Latin letters for instance.
fn gap_behind(run: &GlyphRun) -> Length {
    Length::emu(run.words.last().map_or(0, |word| i64::from(word.gap.max(0))))
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
    /// What was drawn last.
    last: Option<Origin>,
    /// The page's links.
    areas: Vec<Area>,
    /// What the page shows.
    content: Content,
}

impl Marked {
    /// Puts a rectangle to the other rectangles of its link.
    fn add_area(&mut self, link: Slot, to: LinkEnd, part: Rectangle) {
        match self.areas.iter_mut().rev().find(|area| area.link == link && area.to == to) {
            Some(area) => area.parts.push(part),
            None => self.areas.push(Area { link, to, parts: vec![part] }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Marked, gap_behind, said_instead};
    use crate::document::{ContentId, LinkId, NoteId};
    use crate::fonts::{FaceId, Fonts};
    use crate::length::Length;
    use crate::pages::{Item, LinkEnd, Origin, Placed, Point};
    use crate::write::pdf::content::Content;
    use crate::write::pdf::links::Rectangle;
    use crate::write::pdf::owner::Slot;
    use crate::write::pdf::typewriter::run;

    #[test]
    fn the_lines_of_a_link_are_one_area_and_other_links_are_others() {
        let quad = Rectangle { at: Point::default(), width: Length::pt(9), height: Length::pt(9) };
        let mut marked = Marked { open: None, last: None, areas: Vec::new(), content: Content::new(Length::pt(99)) };
        let link = LinkEnd::Link(LinkId(0));
        marked.add_area(Slot::Words(ContentId(1), 2), link, quad);
        marked.add_area(Slot::Words(ContentId(1), 4), LinkEnd::NoteText(NoteId(0)), quad);
        marked.add_area(Slot::Words(ContentId(1), 2), link, quad);
        marked.add_area(Slot::Words(ContentId(3), 0), link, quad);
        let lines: Vec<usize> = marked.areas.iter().map(|area| area.parts.len()).collect();
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
