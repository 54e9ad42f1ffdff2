//! Copies a drawing (SVG) without what programs write into it, and makes the picture for readers that show no drawings.

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use resvg::{tiny_skia, usvg};

use super::xml::Xml;
use crate::error::Error;
use crate::length::Length;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The most pixels on a side: enough for a page at 300 to the inch.
const LARGEST: f32 = 4_000.0;

/// The drawing alone: no comments, metadata, scripts, references to other files, nor the elements and attributes of
/// drawing programs, which hold names of files and people.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let text = std::str::from_utf8(bytes).map_err(damaged)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut xml = Xml::part();
    let mut depth = 0_usize;
    // The depth at which a dropped element began.
    let mut dropped: Option<usize> = None;
    loop {
        let event = reader.read_event().map_err(damaged)?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                depth += 1;
                if dropped.is_none() && !keeps_element(start.name().0) {
                    dropped = Some(depth);
                }
                if dropped.is_none() {
                    element(&start, depth == 1, empty, &mut xml);
                }
                if empty {
                    leave(&mut depth, &mut dropped);
                }
            }
            Event::End(end) => {
                if dropped.is_none() {
                    xml.close(end.name().0);
                }
                leave(&mut depth, &mut dropped);
            }
            Event::Text(text) if dropped.is_none() && depth > 0 => xml.raw(&text.into_inner()),
            Event::CData(data) if dropped.is_none() => xml.text(&data.into_inner()),
            Event::GeneralRef(reference) if dropped.is_none() => {
                let written = format!("&{};", reference.into_inner());
                if unescape(&written).is_ok() {
                    xml.raw(&written);
                }
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {}
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    if depth > 0 {
        return Err(damaged("an element is not closed"));
    }
    Ok(xml.into_string().into_bytes())
}

fn leave(depth: &mut usize, dropped: &mut Option<usize>) {
    if *dropped == Some(*depth) {
        *dropped = None;
    }
    *depth = depth.saturating_sub(1);
}

fn keeps_element(name: &str) -> bool {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    matches!(prefix, "" | "svg") && !matches!(local, "metadata" | "script" | "foreignObject")
}

fn element(start: &BytesStart<'_>, root: bool, empty: bool, xml: &mut Xml) {
    let name = start.name();
    let mut written = format!("<{}", name.0);
    if root {
        let own = if name.0.starts_with("svg:") { "xmlns:svg" } else { "xmlns" };
        written.push_str(&format!(" {own}=\"{SVG}\" xmlns:xlink=\"{XLINK}\""));
    }
    for attribute in start.attributes().flatten() {
        // A value with an entity of the drawing's own DOCTYPE is left out with it.
        let Ok(value) = unescape(&attribute.value) else { continue };
        if keeps_attribute(attribute.key.0, &value) {
            written.push_str(&format!(" {}=\"{}\"", attribute.key.0, escape(value.as_ref())));
        }
    }
    written.push_str(if empty { "/>" } else { ">" });
    xml.raw(&written);
}

fn keeps_attribute(name: &str, value: &str) -> bool {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let known = matches!(prefix, "" | "xml" | "xlink") && local != "xmlns" && !local.starts_with("data-");
    let runs = prefix.is_empty() && local.starts_with("on");
    let inside = local != "href" || value.starts_with('#') || value.starts_with("data:");
    known && !runs && inside && name != "xml:base"
}

/// A PNG of the drawing, 192 pixels to the inch of its drawn width.
pub(super) fn picture(drawing: &[u8], width: Length) -> Result<Vec<u8>, Error> {
    let mut options = usvg::Options::default();
    // The library would read files that the drawing names.
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_data(drawing, &options).map_err(damaged)?;
    let size = tree.size();
    let largest = size.width().max(size.height());
    let scale = (width.to_pt() / 72.0 * 192.0 / size.width()).min(LARGEST / largest);
    let pixels = |length: f32| ((length * scale).ceil() as u32).clamp(1, LARGEST as u32);
    let mut pixmap =
        tiny_skia::Pixmap::new(pixels(size.width()), pixels(size.height())).ok_or_else(|| damaged("it has no size"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(damaged)
}

fn damaged(reason: impl std::fmt::Display) -> Error {
    Error::Docx { reason: format!("a drawing cannot be read: {reason}") }
}

#[cfg(test)]
mod tests {
    use super::{clean, picture};
    use crate::length::Length;

    const DRAWING: &str = r##"<?xml version="1.0"?><!-- by me --><!DOCTYPE svg [<!ENTITY ns "x">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/" inkscape:export-filename="/home/me/x.png"
 xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10" viewBox="0 0 20 10" onload="go()" data-owner="me">
<metadata><who>me</who></metadata><sodipodi:namedview id="v"><g/></sodipodi:namedview><script>go()</script>
<title>R&amp;D</title><rect width="20" height="10" fill="#f00"/><image xlink:href="file:///home/me/a.png"/>
<use xlink:href="#v" id="&ns;"/></svg>"##;

    #[test]
    fn a_drawing_loses_what_tells_of_its_author_and_keeps_what_draws() {
        let clean = String::from_utf8(clean(DRAWING.as_bytes()).expect("a whole drawing")).expect("UTF-8");
        for told in ["me", "inkscape", "sodipodi", "script", "go()", "ns;", "ENTITY"] {
            assert!(!clean.replace("namedview", "").contains(told), "{told} in {clean}");
        }
        for kept in ["<title>R&amp;D</title>", "fill=\"#f00\"", "<use xlink:href=\"#v\"/>", "viewBox=\"0 0 20 10\""] {
            assert!(clean.contains(kept), "{kept} not in {clean}");
        }
    }

    #[test]
    fn the_picture_has_two_pixels_for_each_ninety_sixth_of_an_inch() {
        let drawing = clean(DRAWING.as_bytes()).expect("a whole drawing");
        let png = picture(&drawing, Length::pt(36)).expect("it has a size");
        assert_eq!(&png[16..24], [0, 0, 0, 96, 0, 0, 0, 48]);
    }

    #[test]
    fn a_damaged_drawing_is_an_error() {
        assert!(clean(b"<svg><g></svg>").is_err());
        assert!(clean(b"<svg><g>").is_err());
        assert!(clean(&[0xff, 0xfe]).is_err());
        assert!(picture(b"<p>", Length::pt(36)).is_err());
    }
}
