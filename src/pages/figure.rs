//! A figure becomes one unit with the picture, kept with the caption below it.

use super::flow::Gatherer;
use super::placed::{Item, Origin, Placed, Point};
use super::unit::{Keep, Unit};
use crate::document::{Figure, Role};
use crate::length::Length;

/// Height kept free for the caption of a picture that must be shrunk to fit a page.
const CAPTION_ROOM: Length = Length::mm(25);

impl<'d> Gatherer<'d, '_, '_> {
    /// A picture in the middle of the column, and its caption.
    pub(super) fn figure(&mut self, figure: &'d Figure) {
        let style = self.document.styles.get(Role::Figure);
        let page = self.document.page.text_height();
        let room = if figure.caption.is_some() { page - CAPTION_ROOM.min(page / 4) } else { page };
        let indent = self.indent();
        let (width, height) = fit(figure.width, figure.height, self.width() - indent, room);
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
            self.caption(caption);
        }
        self.let_move(first);
    }
}

/// A picture's size, made smaller in proportion where there is no room for it.
fn fit(width: Length, height: Length, most_width: Length, most_height: Length) -> (Length, Length) {
    let (mut fitted_width, mut fitted_height) = (width, height);
    if fitted_width > most_width && fitted_width > Length::ZERO {
        fitted_height = fitted_height.scale(most_width.to_emu(), fitted_width.to_emu());
        fitted_width = most_width;
    }
    if fitted_height > most_height && fitted_height > Length::ZERO {
        fitted_width = fitted_width.scale(most_height.to_emu(), fitted_height.to_emu());
        fitted_height = most_height;
    }
    (fitted_width, fitted_height)
}

#[cfg(test)]
mod tests {
    use super::fit;
    use crate::length::Length;

    #[test]
    fn a_picture_without_room_is_made_smaller_in_proportion() {
        let mm = Length::mm;
        assert_eq!(fit(mm(40), mm(30), mm(160), mm(240)), (mm(40), mm(30)));
        assert_eq!(fit(mm(320), mm(100), mm(160), mm(240)), (mm(160), mm(50)));
        assert_eq!(fit(mm(100), mm(480), mm(160), mm(240)), (mm(50), mm(240)));
    }
}
