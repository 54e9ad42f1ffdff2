//! Writes what a page shows (ISO 32000-1, 7.8.2); what is set already is not set again.

use super::codes::Code;
use super::object::{Object, thousandths_of_pt};
use crate::fonts::FaceId;
use crate::length::Length;
use crate::pages::Point;

/// A colour that a page uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    /// Of this grey, 0 is black.
    Grey(u8),
    /// Red, green and blue.
    Rgb([u8; 3]),
}

/// The content of a page.
pub(super) struct Content {
    pub(super) out: Object,
    /// The page's, in thousandths of a point.
    height: i64,
    /// Whether a text object is open (9.4.1), and then where its line starts.
    line: Option<(i64, i64)>,
    font: Option<(FaceId, i64)>,
    colour: Colour,
    rise: i64,
    is_invisible: bool,
}

impl Content {
    /// That of a page of this height.
    pub(super) fn new(height: Length) -> Content {
        Content {
            out: Object::default(),
            height: thousandths_of_pt(height),
            line: None,
            font: None,
            colour: Colour::Grey(0),
            rise: 0,
            is_invisible: false,
        }
    }

    /// Opens a piece of marked content (14.6).
    pub(super) fn mark(&mut self, tag: &Object) {
        self.end_text();
        self.out.bytes.extend_from_slice(&tag.bytes);
        self.out.is_too_long |= tag.is_too_long;
        self.out.say("BDC\n");
    }

    /// Closes it.
    pub(super) fn end_mark(&mut self) {
        self.end_text();
        self.out.say("EMC\n");
    }

    fn end_text(&mut self) {
        if self.line.take().is_some() {
            self.out.say("ET\n");
        }
    }

    /// Sets what text and rules are filled with.
    pub(super) fn colour(&mut self, colour: Colour) {
        if self.colour == colour {
            return;
        }
        self.colour = colour;
        let part = |part: u8| (i64::from(part) * 1000 + 127) / 255;
        match colour {
            Colour::Grey(grey) => self.out.thousandths(part(grey)).say(" g\n"),
            Colour::Rgb([red, green, blue]) => {
                self.out.thousandths(part(red)).say(" ").thousandths(part(green)).say(" ");
                self.out.thousandths(part(blue)).say(" rg\n")
            }
        };
    }

    /// Whether what follows is there to be read and not to be seen (9.3.6).
    pub(super) fn invisible(&mut self, is_invisible: bool) {
        if self.is_invisible != is_invisible {
            self.is_invisible = is_invisible;
            self.out.say(if is_invisible { "3 Tr\n" } else { "0 Tr\n" });
        }
    }

    /// Begins a string on a base line, so many thousandths of a point from the left.
    pub(super) fn begin(&mut self, face: FaceId, size: i64, x: i64, y: Length) {
        if self.line.is_none() {
            self.out.say("BT\n");
        }
        if self.font != Some((face, size)) {
            self.font = Some((face, size));
            self.out.say("/F").int(face.0).say(" ").thousandths(size).say(" Tf\n");
        }
        let y = self.height - thousandths_of_pt(y);
        let (from_x, from_y) = self.line.unwrap_or_default();
        self.line = Some((x, y));
        self.out.thousandths(x - from_x).say(" ").thousandths(y - from_y).say(" Td[(");
    }

    /// Adds a glyph to the string.
    pub(super) fn glyph(&mut self, code: Code) {
        code.write(&mut self.out.bytes);
    }

    /// Moves the pen so many thousandths of an em to the left.
    pub(super) fn back(&mut self, thousandths: i64) {
        self.out.say(")").int(thousandths).say("(");
    }

    /// Moves the base line up (9.3.7), in thousandths of a point.
    pub(super) fn rise(&mut self, rise: i64) {
        if self.rise != rise {
            self.rise = rise;
            self.out.say(")]TJ ").thousandths(rise).say(" Ts[(");
        }
    }

    /// Opens or closes a piece of the string that is read as a text of its own (14.9.4).
    pub(super) fn said(&mut self, text: Option<&str>) {
        self.out.say(")]TJ");
        match text {
            Some(text) => self.out.say("/Span<</ActualText").text(text).say(">>BDC[("),
            None => self.out.say(" EMC[("),
        };
    }

    /// Ends the string.
    pub(super) fn end(&mut self) {
        self.rise(0);
        self.out.say(")]TJ\n");
    }

    /// Fills a rectangle, if it has a size.
    pub(super) fn rectangle(&mut self, at: Point, width: Length, height: Length) {
        if width > Length::ZERO && height > Length::ZERO {
            self.end_text();
            let [left, below] = [at.x, at.y + height].map(thousandths_of_pt);
            self.out.thousandths(left).say(" ").thousandths(self.height - below).say(" ");
            self.out.lengths([width, height]).say("re f\n");
        }
    }

    /// Draws an object of the resources so much larger, its origin at a place given in thousandths of a point.
    pub(super) fn draw(&mut self, name: &str, (x, y): (i64, Length), wide: f64, high: f64) {
        self.end_text();
        self.out.say("q ").reals(&[wide as f32]).say("0 0 ").reals(&[high as f32]);
        self.out.thousandths(x).say(" ").thousandths(self.height - thousandths_of_pt(y)).say(" cm/");
        self.out.say(name).say(" Do Q\n");
    }
}
