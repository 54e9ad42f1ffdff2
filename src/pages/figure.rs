//! A figure becomes one unit with the picture, kept with the caption below it.

use super::flow::Gatherer;
use super::placed::{Item, Origin, Placed, Point};
use super::unit::{Keep, Unit};
use crate::document::{Figure, Role};
use crate::length::Length;
use crate::look::fit;
use crate::look::measures::BELOW_SPACE;

/// Height kept free for the caption of a picture that must be shrunk to fit a page.
const CAPTION_ROOM: Length = Length::mm(25);

impl<'d> Gatherer<'d, '_, '_> {
    /// A picture in the middle of the column, and its caption.
    pub(super) fn figure(&mut self, figure: &'d Figure) {
        let style = self.document.styles.get(Role::Figure);
        let page = self.page().text_height();
        let room = if figure.caption.is_some() { page - CAPTION_ROOM.min(page / 4) } else { page };
        let indent = self.indent();
        let (width, height) = fit((figure.width, figure.height), (self.width() - indent, room));
        self.flow.measures.figures.insert(figure.id, (width, height));
        let item = Item::Image { image: figure.image, width, height };
        let mut unit = Unit {
            height,
            origin: Point { x: self.start(indent) + (self.width() - indent - width) / 2, y: Length::ZERO },
            items: vec![Placed { point: Point::default(), item, origin: Origin::Figure(figure.id) }],
            ..Unit::default()
        };
        if figure.caption.is_some() {
            unit.keep(Keep::Next);
        }
        let first = self.count();
        self.add(vec![unit], style.space_before, style.space_after, None);
        if let Some(caption) = &figure.caption {
            let own = self.document.styles.get(Role::FigureCaption).space_after;
            self.caption(caption, if figure.below.is_some() { BELOW_SPACE } else { own });
        }
        self.below(figure.below.as_ref());
        self.let_move(first);
    }
}
