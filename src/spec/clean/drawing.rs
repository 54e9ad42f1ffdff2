//! From a drawing (SVG) to one without what programs write into it, down to the photographs inside it.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};

use super::Clean;
use crate::spec::ImageFormat;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The drawing alone: no comments, metadata, scripts, references to other files, nor the elements and attributes of
/// drawing programs, which hold names of files and people.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut depth = 0_usize;
    // The depth at which a dropped element began.
    let mut dropped: Option<usize> = None;
    loop {
        let event = reader.read_event().ok()?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                depth += 1;
                if dropped.is_none() && !keeps_element(start.name().0) {
                    dropped = Some(depth);
                }
                if dropped.is_none() {
                    element(&start, depth == 1, empty, &mut xml)?;
                }
                if empty {
                    leave(&mut depth, &mut dropped);
                }
            }
            Event::End(end) => {
                if dropped.is_none() {
                    xml.push_str(&format!("</{}>", end.name().0));
                }
                leave(&mut depth, &mut dropped);
            }
            Event::Text(text) if dropped.is_none() && depth > 0 => xml.push_str(&text.into_inner()),
            Event::CData(data) if dropped.is_none() => xml.push_str(&escape(data.into_inner())),
            Event::GeneralRef(reference) if dropped.is_none() => {
                let written = format!("&{};", reference.into_inner());
                if unescape(&written).is_ok() {
                    xml.push_str(&written);
                }
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {}
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    // An element that is not closed cannot be judged, and what has no element is no drawing.
    (depth == 0 && xml.contains(SVG)).then(|| xml.into_bytes())
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

/// Writes the start of an element; `None` if a picture in it cannot be cleaned.
fn element(start: &BytesStart<'_>, root: bool, empty: bool, xml: &mut String) -> Option<()> {
    let name = start.name();
    xml.push_str(&format!("<{}", name.0));
    if root {
        let own = if name.0.starts_with("svg:") { "xmlns:svg" } else { "xmlns" };
        xml.push_str(&format!(" {own}=\"{SVG}\" xmlns:xlink=\"{XLINK}\""));
    }
    for attribute in start.attributes().flatten() {
        // A value with an entity of the drawing's own DOCTYPE is left out with it.
        let Ok(value) = unescape(&attribute.value) else { continue };
        if keeps_attribute(attribute.key.0, &value) {
            let value = clean_inside(&value)?;
            xml.push_str(&format!(" {}=\"{}\"", attribute.key.0, escape(value.as_ref())));
        }
    }
    xml.push_str(if empty { "/>" } else { ">" });
    Some(())
}

fn keeps_attribute(name: &str, value: &str) -> bool {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let known = matches!(prefix, "" | "xml" | "xlink") && local != "xmlns" && !local.starts_with("data-");
    let runs = prefix.is_empty() && local.starts_with("on");
    let inside = local != "href" || value.starts_with('#') || value.starts_with("data:");
    known && !runs && inside && name != "xml:base"
}

/// A picture inside the drawing, without what its camera wrote into it; `None` if it cannot be cleaned.
fn clean_inside(value: &str) -> Option<Cow<'_, str>> {
    let Some(data) = value.strip_prefix("data:") else { return Some(Cow::Borrowed(value)) };
    let (kind, coded) = data.split_once(";base64,")?;
    let format = match kind {
        "image/png" => ImageFormat::Png,
        "image/jpeg" | "image/jpg" => ImageFormat::Jpeg,
        _ => return None,
    };
    let packed: String = coded.split_whitespace().collect();
    let clean = Clean::new(format, &STANDARD.decode(packed).ok()?).ok()?;
    Some(Cow::Owned(format!("data:{kind};base64,{}", STANDARD.encode(&*clean))))
}

#[cfg(test)]
mod tests {
    use super::clean;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

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
    fn a_photograph_in_a_drawing_loses_its_camera_data() {
        let photograph = b"\xff\xd8\xff\xe1\x00\x0aExif\0\0GP\xff\xda\x00\x02\x07\xff\xd9";
        let drawing = |bytes: &[u8]| {
            let coded = STANDARD.encode(bytes);
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"data:image/jpeg;base64,{coded}\"/></svg>")
        };
        let clean = String::from_utf8(clean(drawing(photograph).as_bytes()).expect("a whole drawing")).expect("UTF-8");
        assert!(clean.contains(&STANDARD.encode(b"\xff\xd8\xff\xda\x00\x02\x07\xff\xd9")), "{clean}");
        assert!(!clean.contains(&STANDARD.encode(photograph)));
    }

    #[test]
    fn a_picture_in_a_drawing_that_cannot_be_cleaned_makes_the_drawing_useless() {
        let broken = STANDARD.encode(b"\xff\xd8\xff\xe1\x00\x0aExif\0\0GP");
        for address in
            [format!("data:image/jpeg;base64,{broken}"), "data:image/jpeg,GP".into(), "data:text/css,a".into()]
        {
            let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"{address}\"/></svg>");
            assert!(clean(drawing.as_bytes()).is_none(), "{address}");
        }
    }

    #[test]
    fn a_damaged_drawing_is_refused() {
        assert!(clean(b"<svg><g></svg>").is_none());
        assert!(clean(b"<svg><g>").is_none());
        assert!(clean(&[0xff, 0xfe]).is_none());
    }
}
