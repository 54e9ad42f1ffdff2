//! From the bytes of a JPEG to what would make it look wrong on the page: a mark to turn it, or a printer's colours.

/// Why a JPEG cannot be used as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It lies on its side and only a mark in the camera's data, which is not passed on, tells viewers to turn it.
    Turned,
    /// Its four colours are those of a printing press.
    FourColours,
}

/// The first fault of a JPEG. One that ends before its picture begins is judged by what there is of it.
pub(super) fn fault(jpeg: &[u8]) -> Option<Fault> {
    let mut rest = jpeg.get(2..)?;
    let mut turned = false;
    while let [0xFF, marker, after @ ..] = rest {
        if *marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let Some(segment) = segment(after) else { break };
        match marker {
            0xE1 => turned |= segment.strip_prefix(b"Exif\0\0").and_then(orientation).is_some_and(|turn| turn > 1),
            // The frame: precision, height, width, then the number of colours.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF if segment.get(5) == Some(&4) => {
                return Some(Fault::FourColours);
            }
            0xDA => break,
            _ => {}
        }
        rest = &after[segment.len() + 2..];
    }
    turned.then_some(Fault::Turned)
}

/// The content of a segment, which begins with its length.
fn segment(bytes: &[u8]) -> Option<&[u8]> {
    let length = usize::from(u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]));
    bytes.get(2..length)
}

/// The tag of the orientation in the first directory of the camera's data (Exif 2.3, 4.6.4): 1 is upright.
const ORIENTATION: u16 = 0x0112;

/// The orientation that a camera has written.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let bytes: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let directory = usize::try_from(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()?;
    // An entry has a tag, a type, a count and its value: twelve bytes after the number of entries.
    let entry = |at: usize| directory.checked_add(2 + 12 * at);
    let entries = (0..usize::from(short(directory)?)).map_while(entry);
    let found = entries.map(|at| (short(at), at)).find(|(tag, _)| *tag == Some(ORIENTATION) || tag.is_none());
    found.and_then(|(tag, at)| tag.and(short(at.checked_add(8)?)))
}

#[cfg(test)]
mod tests {
    use super::{Fault, fault};

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).expect("the segments are short").to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    }

    /// The camera's data with this orientation, in either order of bytes.
    fn exif(orientation: u8, little: bool) -> Vec<u8> {
        let head: &[u8] = if little { b"Exif\0\0II*\0\x08\0\0\0\x02\0" } else { b"Exif\0\0MM\0*\0\0\0\x08\0\x02" };
        let maker: &[u8] = if little { b"\x0f\x01\x02\0\x01\0\0\0A\0\0\0" } else { b"\x01\x0f\0\x02\0\0\0\x01A\0\0\0" };
        let entry: &[u8] = if little { b"\x12\x01\x03\0\x01\0\0\0" } else { b"\x01\x12\0\x03\0\0\0\x01" };
        let value = if little { [orientation, 0, 0, 0] } else { [0, orientation, 0, 0] };
        segment(0xE1, &[head, maker, entry, &value, &[0; 4]].concat())
    }

    fn jpeg(camera: &[u8], colours: u8) -> Vec<u8> {
        let frame = segment(0xC0, &[8, 0, 1, 0, 1, colours, 1, 0x11, 0]);
        [&[0xFF, 0xD8], camera, &frame, &segment(0xDA, &[1]), &[7, 0xFF, 0xD9]].concat()
    }

    #[test]
    fn a_photograph_that_lies_on_its_side_is_noticed_in_either_order_of_bytes() {
        for little in [true, false] {
            assert_eq!(fault(&jpeg(&exif(6, little), 3)), Some(Fault::Turned));
            assert_eq!(fault(&jpeg(&exif(1, little), 3)), None);
        }
        assert_eq!(fault(&jpeg(&[], 3)), None);
    }

    #[test]
    fn colours_of_a_printing_press_are_noticed() {
        assert_eq!(fault(&jpeg(&[], 4)), Some(Fault::FourColours));
    }
}
