//! Damaged pictures of pixels: PNG, JPEG, GIF and WebP.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};

use super::{Hostile, Numbers};

pub(crate) fn all() -> Vec<Hostile> {
    let mut pictures = Vec::new();
    jpegs(&mut pictures);
    pngs(&mut pictures);
    others(&mut pictures);
    pictures
}

fn add(pictures: &mut Vec<Hostile>, name: &str, bytes: Vec<u8>) {
    pictures.push(Hostile { name: format!("{name}-{:03}", pictures.len()), bytes });
}

/// A photograph of noise and slopes.
fn photograph(width: u32, height: u32) -> DynamicImage {
    let mut numbers = Numbers::new(7);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 4) as u8, (y * 5) as u8, numbers.below(256) as u8])
    }))
}

pub(crate) fn coded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("it can be coded");
    bytes.into_inner()
}

pub(crate) fn jpeg() -> Vec<u8> {
    coded(&photograph(64, 48), ImageFormat::Jpeg)
}

/// Where a marker of a JPEG stands, and how long its segment is with it.
fn segment(jpeg: &[u8], marker: u8) -> std::ops::Range<usize> {
    let start = jpeg.windows(2).position(|pair| pair == [0xFF, marker]).expect("the marker is there");
    start..start + 2 + usize::from(u16::from_be_bytes([jpeg[start + 2], jpeg[start + 3]]))
}

fn jpegs(pictures: &mut Vec<Hostile>) {
    let whole = jpeg();
    let mut numbers = Numbers::new(1);
    for _ in 0..50 {
        let mut bytes = whole.clone();
        for _ in 0..=numbers.below(3) {
            let at = 2 + numbers.below(bytes.len() - 2);
            bytes[at] ^= 1 << numbers.below(8);
        }
        add(pictures, "jpeg-bits", bytes);
    }
    for marker in [0xDB, 0xC4, 0xC0, 0xDA] {
        let mut bytes = whole.clone();
        bytes.drain(segment(&whole, marker));
        add(pictures, &format!("jpeg-without-{marker:x}"), bytes);
        let mut bytes = whole.clone();
        let range = segment(&whole, marker);
        bytes.splice(range.start..range.start, whole[range].to_vec());
        add(pictures, &format!("jpeg-twice-{marker:x}"), bytes);
    }
    let frame = segment(&whole, 0xC0).start;
    for (height, width) in [(1, 1), (0, 64), (48, 0), (65_535, 65_535), (49, 64), (48, 65)] {
        let mut bytes = whole.clone();
        bytes[frame + 5..frame + 9].copy_from_slice(&[
            (height >> 8) as u8,
            height as u8,
            (width >> 8) as u8,
            width as u8,
        ]);
        add(pictures, "jpeg-lying-size", bytes);
    }
    for interval in [1_u8, 2, 5, 255] {
        let mut bytes = whole.clone();
        bytes.splice(frame..frame, [0xFF, 0xDD, 0, 4, 0, interval]);
        add(pictures, "jpeg-restarts", bytes);
    }
    for end in [20, 200, whole.len() / 2, whole.len() - 2, whole.len() - 1] {
        add(pictures, "jpeg-cut", whole[..end].to_vec());
    }
    for passes in [2, 50, 500, 5_000] {
        add(pictures, "jpeg-passes", passes_of(passes));
    }
    let secret = b"Secret".repeat(20);
    let hidden = [&[0xFF, 0xDB, 0, 123, 3], &secret[..]].concat();
    let behind = [&whole[..], &whole, &secret].concat();
    let table = [&whole[..frame], &hidden, &whole[frame..]].concat();
    add(pictures, "jpeg-second", behind);
    add(pictures, "jpeg-text-in-table", table);
}

/// A grey pixel whose one value is sent again and again.
fn passes_of(count: usize) -> Vec<u8> {
    let code = |class: u8| [&[0xFF, 0xC4, 0, 20, class, 1][..], &[0; 15], &[0]].concat();
    let table = [&[0xFF, 0xDB, 0, 67, 0][..], &[1; 64]].concat();
    let frame = [0xFF, 0xC2, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0];
    let first = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 0x7F];
    let other = [0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 63, 0, 0x7F].repeat(count - 1);
    [&[0xFF, 0xD8][..], &table, &frame, &code(0), &code(0x10), &first, &other, &[0xFF, 0xD9]].concat()
}

/// The parts of a PNG: the kind and content of each chunk.
type Chunks = Vec<([u8; 4], Vec<u8>)>;

fn png(chunks: &Chunks) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in chunks {
        bytes.extend((content.len() as u32).to_be_bytes());
        let mut sum = flate2::Crc::new();
        sum.update(kind);
        sum.update(content);
        bytes.extend(kind);
        bytes.extend(content);
        bytes.extend(sum.sum().to_be_bytes());
    }
    bytes
}

/// A picture of 8 by 8 pixels of this kind, with rows of this many bytes.
fn small(depth: u8, kind: u8, row: usize, extra: &[([u8; 4], Vec<u8>)]) -> Chunks {
    let head = [&8_u32.to_be_bytes()[..], &8_u32.to_be_bytes(), &[depth, kind, 0, 0, 0]].concat();
    let rows: Vec<u8> = (0..8_u8).flat_map(|y| [&[0][..], &vec![y.wrapping_mul(37); row]].concat()).collect();
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, &rows).expect("it is packed");
    let mut chunks = vec![(*b"IHDR", head)];
    chunks.extend_from_slice(extra);
    chunks.push((*b"IDAT", packed.finish().expect("it is packed")));
    chunks.push((*b"IEND", Vec::new()));
    chunks
}

fn pngs(pictures: &mut Vec<Hostile>) {
    for length in [0, 1, 3, 4, 5, 7, 255, 766, 767, 768, 769, 771] {
        add(pictures, "png-palette", png(&small(8, 3, 8, &[(*b"PLTE", vec![9; length])])));
        let clear = [(*b"PLTE", vec![9; 12]), (*b"tRNS", vec![0; length])];
        add(pictures, "png-transparent", png(&small(8, 3, 8, &clear)));
    }
    for (depth, kind, row) in
        [(1, 0, 1), (16, 0, 16), (8, 2, 24), (16, 6, 64), (8, 4, 16), (3, 0, 3), (8, 5, 8), (4, 2, 12)]
    {
        add(pictures, "png-kind", png(&small(depth, kind, row, &[])));
        add(pictures, "png-palette-too-many", png(&small(depth, kind, row, &[(*b"PLTE", b"Secret".to_vec())])));
    }
    let whole = png(&small(8, 2, 24, &[(*b"tEXt", b"Author\0Secret".to_vec())]));
    let mut numbers = Numbers::new(3);
    for _ in 0..20 {
        let mut bytes = whole.clone();
        let at = 8 + numbers.below(bytes.len() - 8);
        bytes[at] ^= 1 << numbers.below(8);
        add(pictures, "png-bits", bytes);
    }
    let mut twice = small(8, 2, 24, &[]);
    twice.insert(1, twice[0].clone());
    add(pictures, "png-two-heads", png(&twice));
    let mut huge = small(8, 2, 24, &[]);
    huge[0].1[..8].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    add(pictures, "png-lying-size", png(&huge));
}

fn others(pictures: &mut Vec<Hostile>) {
    let mut numbers = Numbers::new(5);
    let small = DynamicImage::ImageRgba8(RgbaImage::from_fn(9, 9, |x, y| image::Rgba([x as u8, y as u8, 0, 255])));
    for format in [ImageFormat::Gif, ImageFormat::WebP] {
        let whole = coded(&small, format);
        let name = if format == ImageFormat::Gif { "gif" } else { "webp" };
        add(pictures, name, whole.clone());
        for _ in 0..10 {
            let mut bytes = whole.clone();
            let at = 6 + numbers.below(bytes.len() - 6);
            bytes[at] ^= 1 << numbers.below(8);
            add(pictures, name, bytes);
        }
        add(pictures, name, whole[..whole.len() / 2].to_vec());
    }
}
