//! From the bytes of an SVG drawing to its size, or to the reason why it is not used: what it asks of the machine, and
//! of other files, is judged before any of it is drawn.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits::{self, Consumption};

/// Why a drawing is not used, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// What follows `the drawing x.svg`.
    pub(super) reason: String,
    pub(super) help: &'static str,
}

const SAVE_PLAIN: &str = "save it as plain SVG (in Inkscape: `Plain SVG`; in Illustrator: without `Preserve Illustrator Editing Capabilities`), or as PNG";
const SAVE_PNG: &str = "save it as PNG";
const EMBED: &str = "embed the picture in the drawing (in Inkscape: `Extensions`, `Images`, `Embed Images`), or save the drawing as PNG";

fn refused<T>(reason: impl Into<String>, help: &'static str) -> Result<T, Refusal> {
    Err(Refusal { reason: reason.into(), help })
}

/// The size of a drawing in user units.
pub(super) fn size(bytes: &[u8], consumption: &mut Consumption) -> Result<(u32, u32), Refusal> {
    if bytes.len() > limits::DRAWING {
        return refused("is larger than the 10 MB that are read of a drawing", SAVE_PNG);
    }
    let damaged = |reason: String| Refusal { reason: format!("is damaged: {reason}"), help: SAVE_PLAIN };
    let text = std::str::from_utf8(bytes).map_err(|_| damaged("it is not written in UTF-8".to_owned()))?;
    let drawing = Survey::of(text)?;
    if drawing.weight() > limits::SHAPES {
        return refused("draws more shapes than the 100,000 that are read", SAVE_PNG);
    }
    let mut options = usvg::Options::default();
    // Nothing that it points at outside itself is opened.
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|error| damaged(error.to_string()))?;
    embedded_pictures(tree.root(), consumption)?;
    // A drawing may be of any size, since it is scaled to the page.
    let whole = |value: f32| value.ceil().clamp(1.0, 1_000_000.0) as u32;
    Ok((whole(tree.size().width()), whole(tree.size().height())))
}

fn embedded_pictures(group: &usvg::Group, consumption: &mut Consumption) -> Result<(), Refusal> {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => embedded_pictures(group, consumption)?,
            usvg::Node::Image(image) => match image.kind() {
                usvg::ImageKind::PNG(bytes) | usvg::ImageKind::JPEG(bytes) => {
                    let size = imagesize::blob_size(bytes)
                        .map_err(|_| Refusal { reason: "holds a damaged picture".to_owned(), help: SAVE_PNG })?;
                    limits::admit_pixels(consumption, size.width as u64, size.height as u64).map_err(|reason| {
                        Refusal { reason: format!("holds a picture that {reason}"), help: SAVE_PNG }
                    })?;
                }
                usvg::ImageKind::GIF(_) | usvg::ImageKind::WEBP(_) | usvg::ImageKind::SVG(_) => {
                    return refused("holds a picture that is not PNG or JPEG", SAVE_PNG);
                }
            },
            usvg::Node::Path(_) | usvg::Node::Text(_) => {}
        }
    }
    Ok(())
}

/// What a part of a drawing holds: its own elements, and the parts it draws once more.
#[derive(Debug, Default)]
struct Part {
    elements: u64,
    repeats: Vec<(String, u64)>,
}

/// The elements of a drawing and what each part with an id repeats.
#[derive(Debug, Default)]
struct Survey {
    whole: Part,
    parts: BTreeMap<String, Part>,
}

impl Survey {
    fn of(text: &str) -> Result<Survey, Refusal> {
        let mut reader = Reader::from_str(text);
        let mut survey = Survey::default();
        // The ids of the elements that are open; empty where one has none.
        let mut open: Vec<String> = Vec::new();
        let mut letters = 0;
        let damaged = |error: quick_xml::Error| Refusal { reason: format!("is damaged: {error}"), help: SAVE_PLAIN };
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(start) => {
                    let id = survey.element(&start, &open)?;
                    open.push(id);
                    if open.len() > limits::DEPTH {
                        return refused(format!("has groups more than {} deep", limits::DEPTH), SAVE_PNG);
                    }
                }
                Event::Empty(start) => {
                    let id = survey.element(&start, &open)?;
                    if !id.is_empty() {
                        survey.parts.entry(id).or_default().elements += 1;
                    }
                }
                Event::End(_) => {
                    open.pop();
                }
                Event::DocType(doctype) if doctype.contains("ENTITY") => {
                    return refused("declares entities, which can hide anything", SAVE_PLAIN);
                }
                Event::PI(instruction) if instruction.contains("stylesheet") => {
                    return refused("takes its style from another file", SAVE_PLAIN);
                }
                Event::Text(text) => {
                    letters += text.trim().len();
                    if letters > limits::DRAWN_TEXT {
                        return refused("holds more than the 100,000 letters of text that are read", SAVE_PNG);
                    }
                    survey.style(&text)?;
                }
                Event::CData(style) => survey.style(&style)?,
                Event::Eof => return Ok(survey),
                Event::DocType(_) | Event::PI(_) | Event::Comment(_) | Event::Decl(_) | Event::GeneralRef(_) => {}
            }
        }
    }

    /// Judges and counts an element; gives its id.
    fn element(&mut self, start: &BytesStart<'_>, open: &[String]) -> Result<String, Refusal> {
        let name = start.local_name();
        match name.as_ref() {
            "script" => return refused("holds a script", SAVE_PLAIN),
            "foreignObject" => return refused("holds a piece of a web page", SAVE_PNG),
            "filter" => return refused("has effects such as shadows or blur, which are not drawn", SAVE_PNG),
            _ => {}
        }
        let (mut id, mut repeats, mut corners) = (String::new(), Vec::new(), 1_u64);
        for attribute in start.attributes().flatten() {
            let value: &str = &attribute.value;
            match attribute.key.local_name().as_ref() {
                "id" => value.clone_into(&mut id),
                "href" if matches!(name.as_ref(), "image" | "use" | "feImage" | "pattern" | "tref") => {
                    repeats.push((target(value)?.to_owned(), 1));
                }
                "d" | "points" => corners = (value.len() as u64 / 2).max(1),
                // Each use of a mask is a picture of its own for the computer.
                "mask" => style(value, &mut repeats, 20)?,
                _ => style(value, &mut repeats, 1)?,
            }
        }
        // A marker may stand at each corner of a line.
        repeats.iter_mut().for_each(|(_, times)| *times *= corners);
        self.add(open, 1, &repeats);
        if !id.is_empty() {
            let part = self.parts.entry(id.clone()).or_default();
            part.elements += 1;
            part.repeats.extend(repeats);
        }
        Ok(id)
    }

    /// A style sheet: each of its parts may be drawn by each element.
    fn style(&mut self, text: &str) -> Result<(), Refusal> {
        let mut repeats = Vec::new();
        style(text, &mut repeats, limits::SHAPES / 100)?;
        self.add(&[], 0, &repeats);
        Ok(())
    }

    fn add(&mut self, open: &[String], elements: u64, repeats: &[(String, u64)]) {
        let open = open.iter().filter(|id| !id.is_empty());
        self.whole.elements += elements;
        self.whole.repeats.extend_from_slice(repeats);
        for id in open {
            let part = self.parts.entry(id.clone()).or_default();
            part.elements += elements;
            part.repeats.extend_from_slice(repeats);
        }
    }

    /// How many shapes are drawn at most.
    fn weight(&self) -> u64 {
        self.weight_of(&self.whole, &mut BTreeMap::new(), 0)
    }

    fn weight_of<'s>(&'s self, part: &'s Part, known: &mut BTreeMap<&'s str, u64>, depth: usize) -> u64 {
        // A part that repeats itself draws nothing; a long chain of parts is as good as endless.
        if depth > limits::DEPTH {
            return u64::MAX;
        }
        let mut weight = part.elements;
        for (id, times) in &part.repeats {
            let one = match known.get(id.as_str()) {
                Some(one) => *one,
                None => {
                    known.insert(id, 0);
                    let one = self.parts.get(id).map_or(0, |part| self.weight_of(part, known, depth + 1));
                    known.insert(id, one);
                    one
                }
            };
            weight = weight.saturating_add(one.saturating_mul(*times));
        }
        weight
    }
}

/// The part of the drawing that an address names; empty for a picture that stands in the address itself.
fn target(address: &str) -> Result<&str, Refusal> {
    let address = address.trim();
    if let Some(id) = address.strip_prefix('#') {
        return Ok(id);
    }
    let is_picture =
        ["data:image/png", "data:image/jpeg", "data:image/jpg"].iter().any(|kind| address.starts_with(kind));
    if address.is_empty() || is_picture {
        Ok("")
    } else if address.starts_with("data:") {
        refused("holds a picture that is not PNG or JPEG", SAVE_PNG)
    } else {
        let shown: String = address.chars().take(60).collect();
        refused(format!("takes a picture from another place, `{shown}`"), EMBED)
    }
}

/// The parts that a style draws: `url(#shadow)`.
fn style(text: &str, repeats: &mut Vec<(String, u64)>, times: u64) -> Result<(), Refusal> {
    if text.contains("@import") {
        return refused("takes its style from another file", SAVE_PLAIN);
    }
    for address in text.split("url(").skip(1) {
        let address = address.split(')').next().unwrap_or("").trim().trim_matches(['"', '\'']);
        // Fonts in style sheets are not used, wherever they are.
        if let Some(id) = address.strip_prefix('#') {
            repeats.push((id.to_owned(), times));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::size;
    use crate::spec::limits::Consumption;

    fn judged(content: &str) -> Result<(u32, u32), String> {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="80.2">{content}</svg>"#
        );
        size(svg.as_bytes(), &mut Consumption::default()).map_err(|refusal| refusal.reason)
    }

    #[test]
    fn the_size_of_a_drawing_is_read_in_user_units() {
        assert_eq!(judged(""), Ok((120, 81)));
        assert_eq!(judged(r##"<defs><g id="a"><rect/></g></defs><use href="#a"/>"##), Ok((120, 81)));
    }

    #[test]
    fn what_runs_or_leads_elsewhere_is_refused() {
        for (content, reason) in [
            ("<script>x</script>", "holds a script"),
            ("<foreignObject/>", "holds a piece of a web page"),
            ("<defs><filter id=\"a\"/></defs>", "has effects such as shadows or blur, which are not drawn"),
            ("<image href=\"file:///etc/passwd\"/>", "takes a picture from another place, `file:///etc/passwd`"),
            ("<image xlink:href=\"a.png\"/>", "takes a picture from another place, `a.png`"),
            ("<image href=\"data:image/gif;base64,AA\"/>", "holds a picture that is not PNG or JPEG"),
            ("<style>@import url(x.css);</style>", "takes its style from another file"),
            ("<use href=\"other.svg#a\"/>", "takes a picture from another place, `other.svg#a`"),
        ] {
            assert_eq!(judged(content), Err(reason.to_owned()), "{content}");
        }
    }

    #[test]
    fn parts_that_repeat_parts_are_counted_as_drawn() {
        let mut content = "<defs><g id=\"a0\"><rect/></g>".to_owned();
        for level in 1..12 {
            let uses = format!("<use href=\"#a{}\"/>", level - 1).repeat(10);
            content.push_str(&format!("<g id=\"a{level}\">{uses}</g>"));
        }
        content.push_str("</defs><use href=\"#a11\"/>");
        assert_eq!(judged(&content), Err("draws more shapes than the 100,000 that are read".to_owned()));
        assert!(judged(&"<g>".repeat(70)).is_err());
    }
}
