//! Draws pages for the screen (SVG): sharp at any size, with text that can be selected and read aloud.
//!
//! Each page is a drawing of its own that refers to the shapes of words and to pictures by name. So a shape is sent once,
//! and a page only when something on it has moved.

mod content;
mod outline;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use content::Contents;
pub use shape::{ShapeName, Shapes};

use crate::document::{Document, LINK_COLOUR};
use crate::fonts::Fonts;
use crate::length::Length;
use crate::pages::{GlyphRun, Ink, Item, LinkEnd, Origin, Page, Pages, Placed, Point, stands_in_link};
use shape::Shape;

/// A page as a drawing, and the shapes that it refers to.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The drawing.
    pub svg: String,
    /// What it refers to.
    pub shapes: Vec<ShapeName>,
}

/// Draws all pages. Coordinates are hundredths of a point; where a piece of text comes from is written beside it:
/// `data-c` is the number of its paragraph or figure, `data-i` that of the piece in it, and `data-n` how many letters of
/// the piece stand on the lines before.
pub fn write<'d>(document: &'d Document, pages: &Pages, fonts: &'d Fonts) -> (Vec<Sheet>, Shapes<'d>) {
    let mut pen = Pen {
        document,
        contents: Contents::of(document),
        shapes: Shapes::new(document, fonts),
        letters: BTreeMap::new(),
        svg: String::new(),
        used: Vec::new(),
    };
    let sheets = pages.pages.iter().map(|page| pen.page(page)).collect();
    (sheets, pen.shapes)
}

/// Draws pages one after the other.
struct Pen<'d> {
    document: &'d Document,
    contents: Contents<'d>,
    shapes: Shapes<'d>,
    /// How many letters of each piece have been drawn.
    letters: BTreeMap<(u32, u32), usize>,
    /// The page being drawn, and what it refers to.
    svg: String,
    used: Vec<ShapeName>,
}

/// Hundredths of a point, the unit of the drawings.
fn units(length: Length) -> i64 {
    length.to_emu() / 127
}

/// A number with six decimals, from millionths.
fn decimal(millionths: i64) -> String {
    format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}

/// Text inside an element or an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}

impl Pen<'_> {
    fn page(&mut self, page: &Page) -> Sheet {
        let setup = &self.document.page;
        let language = self.document.language.code();
        let (width, height) = (units(setup.width), units(setup.height));
        self.add(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" lang=\"{language}\">"
        ));
        let mut rest = page.items.as_slice();
        while let Some(first) = rest.first() {
            let content = first.origin.content();
            let many = rest.iter().take_while(|placed| placed.origin.content() == content).count();
            let (group, others) = rest.split_at(many);
            self.group(group);
            rest = others;
        }
        self.svg.push_str("</svg>");
        self.used.sort_unstable();
        self.used.dedup();
        Sheet { svg: std::mem::take(&mut self.svg), shapes: std::mem::take(&mut self.used) }
    }

    /// Writing into a string does not fail.
    fn add(&mut self, piece: std::fmt::Arguments<'_>) {
        let _ = self.svg.write_fmt(piece);
    }

    /// The items of one paragraph or figure, or of none.
    fn group(&mut self, items: &[Placed]) {
        let Some(first) = items.first() else { return };
        match first.origin.content() {
            Some(id) => {
                let role = self.contents.role(id);
                self.add(format_args!("<g data-c=\"{}\"{role}>", id.0));
            }
            None => self.svg.push_str("<g aria-hidden=\"true\">"),
        }
        for at in 0..items.len() {
            self.item(&items[at..]);
        }
        self.svg.push_str("</g>");
    }

    /// The first of the items.
    fn item(&mut self, items: &[Placed]) {
        let Some(Placed { point, item, origin }) = items.first() else { return };
        match item {
            Item::Glyphs(run) => {
                let colour = if stands_in_link(items) { LINK_COLOUR } else { [0; 3] };
                self.run(*point, run, colour);
                if colour != [0; 3] && self.document.styles.underlines_links() {
                    let below = Point { y: point.y + run.size / 10, ..*point };
                    self.rule(below, run.width, run.size / 20, colour);
                }
                self.text(*point, run, *origin);
            }
            Item::Rule { width, height, ink } => {
                let colour = match ink {
                    Ink::Black => [0; 3],
                    Ink::Grey => [128; 3],
                };
                self.rule(*point, *width, *height, colour);
            }
            Item::Image { image, width, height } => {
                let name = self.shapes.name(Shape::Picture(*image));
                self.used.push(name);
                let (x, y, width, height) = (units(point.x), units(point.y), units(*width), units(*height));
                self.add(format_args!(
                    "<use href=\"#{name}\" transform=\"translate({x} {y}) scale({width} {height})\"/>"
                ));
            }
            // Nothing on the screen leads out of the page; the author's own text is one press away.
            Item::Link {
                to: LinkEnd::Link(_) | LinkEnd::Bookmark(_) | LinkEnd::NoteText(_) | LinkEnd::NoteMark(_),
                ..
            } => {}
        }
    }

    fn rule(&mut self, at: Point, width: Length, height: Length, [red, green, blue]: [u8; 3]) {
        // A line thinner than half a point is drawn half a point thick, so that every screen shows it.
        let (x, y, width, height) = (units(at.x), units(at.y), units(width).max(50), units(height).max(50));
        self.add(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"#{red:02x}{green:02x}{blue:02x}\"/>"
        ));
    }

    /// The shapes of a run, word by word, in the units of the face.
    fn run(&mut self, at: Point, run: &GlyphRun, [red, green, blue]: [u8; 3]) {
        let size = run.size.to_emu().max(1);
        let Some(units_per_em) = run.words.first().map(|word| word.shape.units_per_em) else { return };
        let scale = decimal(size * 1_000_000 / 127 / units_per_em.max(1));
        let fill = match [red, green, blue] {
            [0, 0, 0] => String::new(),
            _ => format!(" fill=\"#{red:02x}{green:02x}{blue:02x}\""),
        };
        let (x, y) = (units(at.x), units(at.y));
        self.add(format_args!("<g aria-hidden=\"true\"{fill} transform=\"translate({x} {y}) scale({scale})\">"));
        let mut glyphs = run.glyphs();
        let mut pen = 0;
        for word in &run.words {
            let end = (word.start + word.length) as usize;
            let letters = run.text.get(word.start as usize..end).unwrap_or_default();
            if word.hyphen || !letters.trim().is_empty() {
                let name = self.shapes.name(Shape::Word(run.face, &word.shape));
                self.used.push(name);
                let x = pen * units_per_em / size;
                self.add(format_args!("<use href=\"#{name}\" x=\"{x}\"/>"));
            }
            pen += glyphs.by_ref().take(word.shape.glyphs.len()).map(|glyph| glyph.advance.to_emu()).sum::<i64>();
        }
        self.svg.push_str("</g>");
    }

    /// The words of a run, unseen over its shapes: what is selected, copied and read aloud.
    fn text(&mut self, at: Point, run: &GlyphRun, origin: Origin) {
        let place = match origin {
            Origin::Inline(id, piece) => {
                let letters = self.letters.entry((id.0, piece)).or_default();
                let before = *letters;
                *letters += run.text.chars().filter(|letter| *letter != '\u{ad}').count();
                format!(" data-i=\"{piece}\" data-n=\"{before}\"")
            }
            Origin::Marker(_)
            | Origin::CaptionLabel(_)
            | Origin::ContentsPage(_)
            | Origin::Figure(_)
            | Origin::Artifact(_) => String::new(),
        };
        let from_the_right = is_from_the_right(&run.text);
        let x = units(if from_the_right { at.x + run.width } else { at.x });
        let direction = if from_the_right { " direction=\"rtl\"" } else { "" };
        let (y, size, width, text) = (units(at.y), units(run.size), units(run.width), escaped(&run.text));
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" textLength=\"{width}\" \
             lengthAdjust=\"spacingAndGlyphs\"{direction}{place}>{text}</text>"
        ));
    }
}

/// Whether the first letter that has a direction is read from the right.
fn is_from_the_right(text: &str) -> bool {
    use unicode_bidi::BidiClass::{AL, L, R};
    let strong = text.chars().map(unicode_bidi::bidi_class).find(|class| matches!(class, L | R | AL));
    matches!(strong, Some(R | AL))
}
