//! Decodes every picture that stands in a Word file or a PDF, as a reader of the file would.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Both files of a report can be read: each XML part of the Word file is well formed, and neither holds what runs.
pub(crate) fn whole(name: &str, word: &[u8], pdf: &[u8]) {
    package(name, word);
    assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"), "{name}: the PDF is not whole");
    for runs in ["/JavaScript", "/OpenAction", "/Launch", "/EmbeddedFile"] {
        assert!(!pdf.windows(runs.len()).any(|window| window == runs.as_bytes()), "{name}: {runs}");
    }
}

/// Each XML part of a Word file is well formed.
pub(crate) fn package(name: &str, word: &[u8]) {
    let package = crate::word::open(word);
    assert!(package.names.iter().any(|part| part == "word/document.xml"), "{name}: no text");
    for part in package.names.iter().filter(|part| part.ends_with(".xml") || part.ends_with(".rels")) {
        package.xml(part);
    }
}

/// All pictures of a Word file, of which there is at least one.
pub(crate) fn word(name: &str, file: &[u8]) {
    assert!(pictures(name, file) > 0, "{name}: no picture");
}

/// All pictures of a Word file; how many there are.
pub(crate) fn pictures(name: &str, file: &[u8]) -> usize {
    let package = crate::word::open(file);
    let media: Vec<&String> = package.names.iter().filter(|part| part.contains("media/")).collect();
    for part in &media {
        let bytes = package.part(part);
        if part.ends_with(".svg") { drawing(name, &String::from_utf8_lossy(bytes)) } else { raster(name, bytes) }
    }
    media.len()
}

/// The photographs of a PDF, which stand in it as they are.
pub(crate) fn pdf(name: &str, file: &[u8]) {
    for stream in crate::privacy::streams(file).into_iter().filter(|stream| stream.starts_with(&[0xFF, 0xD8])) {
        raster(name, stream);
    }
}

fn raster(name: &str, bytes: &[u8]) {
    let kind = image::guess_format(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    image::load_from_memory_with_format(bytes, kind).unwrap_or_else(|error| panic!("{name}: {error}"));
    if kind == image::ImageFormat::Jpeg {
        let strict = DecoderOptions::default().set_strict_mode(true);
        let decoded = JpegDecoder::new_with_options(Cursor::new(bytes), strict).decode();
        assert!(decoded.is_ok(), "{name}: {decoded:?}");
    }
}

/// A drawing holds shapes and pictures, and no text, names, styles or scripts.
fn drawing(name: &str, svg: &str) {
    usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    for told in ["<text", "<style", "<script", "<!--", "<title", "class=", "display", "visibility", "Secret"] {
        assert!(!svg.contains(told), "{name}: {told} in {}", &svg[..svg.len().min(2_000)]);
    }
    for picture in svg.split(";base64,").skip(1) {
        let coded = picture.split('"').next().unwrap_or_default();
        raster(name, &STANDARD.decode(coded).expect("a coded picture"));
    }
}
