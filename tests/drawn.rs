//! Pictures that several tests need, made here.

use std::fs;
use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma};

use crate::support::root;

/// A grey picture of that size.
pub(crate) fn grey(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageLuma8(GrayImage::from_pixel(width, height, Luma([128])))
}

/// A picture in that format.
pub(crate) fn coded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    // Not every format has greys.
    DynamicImage::ImageRgb8(image.to_rgb8()).write_to(&mut bytes, format).expect("it can be coded");
    bytes.into_inner()
}

/// The head of a PNG with sides of so many pixels, and nothing after it.
pub(crate) fn huge(side: u32) -> Vec<u8> {
    let size = [side.to_be_bytes(), side.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR", &size[..], &[8, 2, 0, 0, 0, 0, 0, 0, 0]].concat()
}

/// A photograph that the camera's data turn: one entry, orientation 6, a quarter turn (Exif 2.3, 4.6.4).
pub(crate) fn turned_photograph() -> Vec<u8> {
    photograph_with(b"\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0")
}

/// The photograph of `tests/pictures` with this inserted after its first marker.
fn photograph_with(segment: &[u8]) -> Vec<u8> {
    let whole = fs::read(root().join("tests/pictures/place.jpg")).expect("a photograph");
    [&whole[..2], segment, &whole[2..]].concat()
}

/// A photograph of one block in the four colours of a printing press.
pub(crate) fn printed() -> Vec<u8> {
    let code = |class: u8| [&[0xFF, 0xC4, 0, 20, class, 1][..], &[0; 15], &[0]].concat();
    let table = [&[0xFF, 0xDB, 0, 67, 0][..], &[1; 64]].concat();
    let frame = [0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0];
    let scan = [0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0, 0, 0xFF, 0xD9];
    let adobe = [0xFF, 0xEE, 0, 14, b'A', b'd', b'o', b'b', b'e', 0, 100, 0, 0, 0, 0, 0];
    [&[0xFF, 0xD8][..], &adobe, &table, &frame, &code(0), &code(0x10), &scan].concat()
}
