//! The size of a picture that has no room at its own size.

use crate::length::Length;

/// A picture's size, made smaller in proportion where it is wider or higher than its room.
pub fn fit(size: (Length, Length), room: (Length, Length)) -> (Length, Length) {
    let (mut width, mut height) = size;
    let (most_width, most_height) = room;
    if width > most_width && width > Length::ZERO {
        height = height.scale(most_width.to_emu(), width.to_emu());
        width = most_width;
    }
    if height > most_height && height > Length::ZERO {
        width = width.scale(most_height.to_emu(), height.to_emu());
        height = most_height;
    }
    (width, height)
}

#[cfg(test)]
mod tests {
    use super::fit;
    use crate::length::Length;

    #[test]
    fn a_picture_without_room_is_made_smaller_in_proportion() {
        let mm = Length::mm;
        assert_eq!(fit((mm(40), mm(30)), (mm(160), mm(240))), (mm(40), mm(30)));
        assert_eq!(fit((mm(320), mm(100)), (mm(160), mm(240))), (mm(160), mm(50)));
        assert_eq!(fit((mm(100), mm(480)), (mm(160), mm(240))), (mm(50), mm(240)));
    }
}
