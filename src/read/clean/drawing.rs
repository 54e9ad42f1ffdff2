//! From a drawing (SVG) to one without what programs write into it, down to the photographs inside it.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::NsReader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, QName, ResolveResult};

use super::Clean;
use crate::read::ImageFormat;
use crate::read::svg::{self, SVG, XLINK};

/// The drawing alone: no comments, descriptions, scripts, references to other files, nor the elements and attributes of
/// drawing programs, which hold names of files and people. Both files show what is left.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut depth = 0_usize;
    // The depth at which a dropped element began.
    let mut dropped: Option<usize> = None;
    // A style sheet, which is written whole.
    let mut sheet: Option<String> = None;
    loop {
        let event = reader.read_event().ok()?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                depth += 1;
                if dropped.is_none() && !keeps_element(start.name(), reader.resolver()) {
                    dropped = Some(depth);
                }
                if dropped.is_none() {
                    element(&start, reader.resolver(), depth == 1, empty, &mut xml)?;
                    sheet = (!empty && start.local_name().as_ref() == "style").then(String::new);
                }
                if empty {
                    leave(&mut depth, &mut dropped);
                }
            }
            Event::End(end) => {
                if dropped.is_none() {
                    if let Some(sheet) = sheet.take() {
                        xml.push_str(&escape(svg::without_comments(&sheet).trim()));
                    }
                    xml.push_str(&format!("</{}>", end.local_name().as_ref()));
                }
                leave(&mut depth, &mut dropped);
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if dropped.is_some() || depth == 0 => {}
            Event::Text(text) => match &mut sheet {
                Some(sheet) => sheet.push_str(&text.into_inner()),
                None => xml.push_str(&text.into_inner()),
            },
            Event::CData(data) => match &mut sheet {
                Some(sheet) => sheet.push_str(&data.into_inner()),
                None => xml.push_str(&escape(data.into_inner())),
            },
            Event::GeneralRef(reference) => {
                let written = format!("&{};", reference.into_inner());
                if let Ok(sign) = unescape(&written) {
                    match &mut sheet {
                        Some(sheet) => sheet.push_str(&sign),
                        None => xml.push_str(&written),
                    }
                }
            }
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

/// Whether an element is one of SVG that draws, whatever prefix it has.
fn keeps_element(name: QName<'_>, names: &NamespaceResolver) -> bool {
    let (namespace, local) = names.resolve_element(name);
    matches!(namespace, ResolveResult::Bound(Namespace(SVG))) && svg::draws(local.as_ref())
}

/// Writes an element by its name alone: the only namespace left is that of SVG. `None` if a picture in it cannot be cleaned.
fn element(start: &BytesStart<'_>, names: &NamespaceResolver, root: bool, empty: bool, xml: &mut String) -> Option<()> {
    let element = start.local_name();
    xml.push_str(&format!("<{}", element.as_ref()));
    if root {
        xml.push_str(&format!(" xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\""));
    }
    for attribute in start.attributes().with_checks(false).flatten() {
        // A value with an entity of the drawing's own DOCTYPE is left out with it.
        let Ok(value) = unescape(&attribute.value) else { continue };
        let Some(name) = svg::kept_name(attribute.key, names) else { continue };
        let value = match name {
            "href" | "xlink:href" => match address(element.as_ref(), &value)? {
                Some(address) => address,
                None => continue,
            },
            "style" => svg::without_comments(&value),
            _ => value,
        };
        xml.push_str(&format!(" {name}=\"{}\"", escape(value.as_ref())));
    }
    xml.push_str(if empty { "/>" } else { ">" });
    Some(())
}

/// An address inside the drawing, or a picture in the address itself, if it is kept; `None` if that picture cannot be
/// cleaned.
fn address<'v>(element: &str, value: &'v str) -> Option<Option<Cow<'v, str>>> {
    let value = value.trim();
    if value.starts_with('#') {
        return Some(Some(Cow::Borrowed(value)));
    }
    if element == "image" && value.starts_with("data:") { clean_inside(value).map(Some) } else { Some(None) }
}

/// A picture inside the drawing, without what its camera wrote into it; `None` if it cannot be cleaned.
fn clean_inside(address: &str) -> Option<Cow<'_, str>> {
    let (format, coded) = svg::embedded(address)?;
    let packed: String = coded.split_whitespace().collect();
    let clean = Clean::new(format, &STANDARD.decode(packed).ok()?).ok()?;
    let kind = if format == ImageFormat::Png { "png" } else { "jpeg" };
    Some(Cow::Owned(format!("data:image/{kind};base64,{}", STANDARD.encode(&*clean))))
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
        for told in ["me", "R&amp;D", "inkscape", "sodipodi", "script", "go()", "ns;", "ENTITY"] {
            assert!(!clean.replace("namedview", "").contains(told), "{told} in {clean}");
        }
        for kept in ["fill=\"#f00\"", "<use xlink:href=\"#v\"/>", "viewBox=\"0 0 20 10\""] {
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
        assert!(clean(b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>").is_none());
        assert!(clean(b"<svg><g>").is_none());
        assert!(clean(&[0xff, 0xfe]).is_none());
    }

    #[test]
    fn elements_are_told_by_their_namespace_and_comments_in_styles_go() {
        let drawing =
            b"<svg xmlns='http://www.w3.org/2000/svg'><s:rect xmlns:s='http://www.w3.org/2000/svg' width='9'/>\
            <x xmlns='http://e.org'/><desc>by me</desc><style>/* me */a{b:c}</style></svg>";
        let clean = String::from_utf8(clean(drawing).expect("a whole drawing")).expect("UTF-8");
        assert!(clean.ends_with("<rect width=\"9\"/><style>a{b:c}</style></svg>"), "{clean}");
    }
}
