//! From the bytes of an SVG drawing to its size, or to the reason why it is not used: what it asks of the machine, and
//! of other files, is judged before any of it is drawn.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::limits::{self, Consumption};
use super::{ImageFormat, raster};

/// Why a drawing is not used, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// What follows `the drawing x.svg`.
    pub(super) reason: String,
    pub(super) help: &'static str,
}

const SAVE_PLAIN: &str = "save it as plain SVG (in Inkscape: `Plain SVG`; in Illustrator: without `Preserve Illustrator Editing Capabilities`), or as PNG";
const SAVE_PNG: &str = "save it as PNG";
const EFFECTS: &str = "has effects such as shadows or blur, which are not drawn";
const EMBED: &str = "embed the picture in the drawing (in Inkscape: `Extensions`, `Images`, `Embed Images`), or save the drawing as PNG";

fn refused<T>(reason: impl Into<String>, help: &'static str) -> Result<T, Refusal> {
    Err(Refusal { reason: reason.into(), help })
}

fn damaged(reason: String) -> Refusal {
    Refusal { reason: format!("is damaged: {reason}"), help: SAVE_PLAIN }
}

/// The size of a drawing in user units.
pub(super) fn size(bytes: &[u8], consumption: &mut Consumption) -> Result<(u32, u32), Refusal> {
    if bytes.len() > limits::DRAWING {
        return refused("is larger than the 10 MB that are read of a drawing", SAVE_PNG);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| damaged("it is not written in UTF-8".to_owned()))?;
    let drawing = Survey::of(text)?;
    let shapes = drawing.weight();
    if shapes > limits::SHAPES {
        return refused("draws more shapes than the 100,000 that are read", SAVE_PNG);
    }
    let mut options = usvg::Options::default();
    // Nothing that it points at outside itself is opened.
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|error| damaged(error.to_string()))?;
    embedded_pictures(tree.root(), consumption)?;
    let sheets = sheets(tree.root(), tree.size());
    if sheets > limits::SHEETS {
        return refused("covers itself with shapes more than 1,000 times", SAVE_PNG);
    }
    if !limits::admit_drawing(consumption, shapes, sheets) {
        return refused("draws, with those before it, more than three times what one drawing may", SAVE_PNG);
    }
    // A drawing may be of any size, since it is scaled to the page.
    let whole = |value: f32| value.ceil().clamp(1.0, 1_000_000.0) as u32;
    Ok((whole(tree.size().width()), whole(tree.size().height())))
}

fn embedded_pictures(group: &usvg::Group, consumption: &mut Consumption) -> Result<(), Refusal> {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => embedded_pictures(group, consumption)?,
            usvg::Node::Image(image) => match image.kind() {
                kind @ (usvg::ImageKind::PNG(bytes) | usvg::ImageKind::JPEG(bytes)) => {
                    let size = imagesize::blob_size(bytes)
                        .map_err(|_| Refusal { reason: "holds a damaged picture".to_owned(), help: SAVE_PNG })?;
                    limits::admit_pixels(consumption, size.width as u64, size.height as u64).map_err(|reason| {
                        Refusal { reason: format!("holds a picture that {reason}"), help: SAVE_PNG }
                    })?;
                    let is_png = matches!(kind, usvg::ImageKind::PNG(_));
                    let format = if is_png { ImageFormat::Png } else { ImageFormat::Jpeg };
                    raster::check(bytes, format).map_err(|reason| Refusal {
                        reason: format!("holds a damaged picture: {reason}"),
                        help: SAVE_PNG,
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

/// What a part of a drawing holds: its own shapes, and the parts it draws once more.
#[derive(Debug, Default)]
struct Part {
    /// Elements that draw, letters, and one more for each [`CORNERS`] of a line.
    shapes: u64,
    repeats: Vec<(String, u64)>,
}

/// How often a group covers a drawing of this size; patterns and masks are drawn where they are used.
fn sheets(group: &usvg::Group, size: usvg::Size) -> f64 {
    let area = f64::from(size.width()) * f64::from(size.height());
    let mut covered = 0.0;
    for node in group.children() {
        let bounds = node.abs_layer_bounding_box();
        let own = bounds.map_or(0.0, |bounds| f64::from(bounds.width()) * f64::from(bounds.height()) / area);
        covered += own.min(1.0);
        match node {
            usvg::Node::Group(group) => covered += sheets(group, size),
            // Each row of pixels that a line crosses is work: twenty lines from top to bottom are as much as a sheet.
            usvg::Node::Path(path) => covered += crossings(path, f64::from(size.height())) / 20.0,
            usvg::Node::Image(_) | usvg::Node::Text(_) => {}
        }
        node.subroots(|root| covered += sheets(root, size));
    }
    covered
}

/// How often a line goes from the top of the drawing to its bottom or back, its ways added up.
fn crossings(path: &usvg::Path, height: f64) -> f64 {
    let turned = path.abs_transform();
    let down = |point: &usvg::tiny_skia_path::Point| {
        f64::from(turned.ky) * f64::from(point.x) + f64::from(turned.sy) * f64::from(point.y)
    };
    let points = path.data().points();
    points.windows(2).map(|pair| (down(&pair[1]) - down(&pair[0])).abs().min(height) / height).sum()
}

/// So many corners of a line are as much work as a shape.
const CORNERS: u64 = 50;

/// The shapes of a drawing and what each part with an id repeats.
#[derive(Debug, Default)]
struct Survey {
    whole: Part,
    parts: BTreeMap<String, Part>,
    /// What style sheets draw: each may do so with each element.
    sheets: Vec<(String, u64)>,
    /// The rules of style sheets: each is compared with each element.
    rules: u64,
    letters: usize,
}

impl Survey {
    fn of(text: &str) -> Result<Survey, Refusal> {
        let mut reader = Reader::from_str(text);
        let mut survey = Survey::default();
        // The ids of the elements that are open; empty where one has none.
        let mut open: Vec<String> = Vec::new();
        let mut in_style = false;
        let mut sheet = String::new();
        loop {
            match reader.read_event().map_err(|error| damaged(error.to_string()))? {
                Event::Start(start) => {
                    in_style = start.local_name().as_ref() == "style";
                    let id = survey.element(&start, &open)?;
                    open.push(id);
                    if open.len() > limits::DEPTH {
                        return refused(format!("has groups more than {} deep", limits::DEPTH), SAVE_PNG);
                    }
                }
                Event::Empty(start) => {
                    survey.element(&start, &open)?;
                }
                Event::End(_) => {
                    if in_style {
                        survey.sheet(&std::mem::take(&mut sheet))?;
                    }
                    in_style = false;
                    open.pop();
                }
                Event::DocType(doctype) if doctype.contains("ENTITY") => {
                    return refused("declares entities, which can hide anything", SAVE_PLAIN);
                }
                Event::PI(instruction) if instruction.contains("stylesheet") => {
                    return refused("takes its style from another file", SAVE_PLAIN);
                }
                // A style sheet is judged whole: what it says must not be hidden by dividing it.
                Event::Text(text) if in_style => sheet.push_str(&text),
                Event::CData(text) if in_style => sheet.push_str(&text),
                Event::GeneralRef(sign) if in_style && &*sign != "gt" => {
                    return refused("writes signs of its style sheet as numbers or names", SAVE_PLAIN);
                }
                Event::Text(text) => survey.text(text.trim(), &open)?,
                Event::CData(text) => survey.text(text.trim(), &open)?,
                Event::GeneralRef(_) => survey.text("x", &open)?,
                Event::Eof => return Ok(survey),
                Event::DocType(_) | Event::PI(_) | Event::Comment(_) | Event::Decl(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str, open: &[String]) -> Result<(), Refusal> {
        self.letters(text)?;
        self.add(open, text.len() as u64, &[]);
        Ok(())
    }

    fn sheet(&mut self, text: &str) -> Result<(), Refusal> {
        self.letters(text.trim())?;
        self.rules += text.matches('{').count() as u64;
        if text.contains("marker") && text.contains("url(") {
            return refused("sets marks on lines in a style sheet", SAVE_PLAIN);
        }
        style(text, &mut self.sheets, 1)
    }

    fn letters(&mut self, text: &str) -> Result<(), Refusal> {
        self.letters += text.len();
        if self.letters > limits::DRAWN_TEXT {
            return refused("holds more than the 100,000 letters of text that are read", SAVE_PNG);
        }
        Ok(())
    }

    /// Judges and counts an element; gives its id.
    fn element(&mut self, start: &BytesStart<'_>, open: &[String]) -> Result<String, Refusal> {
        let name = start.local_name();
        match name.as_ref() {
            "script" => return refused("holds a script", SAVE_PLAIN),
            "foreignObject" => return refused("holds a piece of a web page", SAVE_PNG),
            "filter" => return refused(EFFECTS, SAVE_PNG),
            _ => {}
        }
        let (mut id, mut repeats, mut corners) = (String::new(), Vec::new(), 1_u64);
        // Their names are compared by the reader that draws; here it would be done for any number of them.
        for (number, attribute) in start.attributes().with_checks(false).flatten().enumerate() {
            if number == limits::ATTRIBUTES {
                return refused(format!("has an element with more than {} attributes", limits::ATTRIBUTES), SAVE_PNG);
            }
            // Signs written as numbers, `&#35;` for `#`, must not hide what an address names.
            let value: Cow<'_, str> = unescape(&attribute.value).map_err(|error| damaged(error.to_string()))?;
            match attribute.key.local_name().as_ref() {
                "id" => value.as_ref().clone_into(&mut id),
                "href" if matches!(name.as_ref(), "image" | "use" | "feImage" | "pattern" | "tref") => {
                    repeats.push((target(&value)?.to_owned(), 1));
                }
                "filter" if value.trim() != "none" => return refused(EFFECTS, SAVE_PNG),
                "d" | "points" => corners = (value.len() as u64 / 2).max(1),
                // Each use of a mask is a picture of its own for the computer.
                "mask" => style(&value, &mut repeats, 20)?,
                _ => style(&value, &mut repeats, 1)?,
            }
        }
        // A marker may stand at each corner of a line.
        repeats.iter_mut().for_each(|(_, times)| *times = times.saturating_mul(corners));
        // Colours that run into each other are one fill, however often they are used.
        let is_paint = matches!(name.as_ref(), "linearGradient" | "radialGradient" | "stop");
        let shapes = if is_paint { 0 } else { 1 + corners / CORNERS };
        self.add(open, shapes, &repeats);
        if !id.is_empty() {
            let part = self.parts.entry(id.clone()).or_default();
            part.shapes += shapes;
            part.repeats.extend(repeats);
        }
        Ok(id)
    }

    fn add(&mut self, open: &[String], shapes: u64, repeats: &[(String, u64)]) {
        let open = open.iter().filter(|id| !id.is_empty());
        self.whole.shapes += shapes;
        self.whole.repeats.extend_from_slice(repeats);
        for id in open {
            let part = self.parts.entry(id.clone()).or_default();
            part.shapes += shapes;
            part.repeats.extend_from_slice(repeats);
        }
    }

    /// How many shapes are drawn at most.
    fn weight(&self) -> u64 {
        let sheets = self.sheets.iter().map(|(id, _)| (id.clone(), self.whole.shapes)).collect();
        let sheets = Part { shapes: 0, repeats: sheets };
        // A thousand comparisons are as much work as a shape.
        let compared = self.rules.saturating_mul(self.whole.shapes) / 1_000;
        let weight = self.weight_of(&self.whole, &mut BTreeMap::new(), 0).saturating_add(compared);
        weight.saturating_add(self.weight_of(&sheets, &mut BTreeMap::new(), 0))
    }

    fn weight_of<'s>(&'s self, part: &'s Part, known: &mut BTreeMap<&'s str, u64>, depth: usize) -> u64 {
        // A part that repeats itself draws nothing; a long chain of parts is as good as endless.
        if depth > limits::DEPTH {
            return u64::MAX;
        }
        let mut weight = part.shapes;
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
    if let Some(id) = address.trim().strip_prefix('#') {
        return Ok(id);
    }
    if let Some(picture) = address.strip_prefix("data:") {
        // Only what can be read here can be freed of what its camera wrote into it.
        return if is_picture(picture) { Ok("") } else { refused("holds a picture that is not PNG or JPEG", SAVE_PNG) };
    }
    if address.trim().is_empty() {
        return Ok("");
    }
    let shown: String = address.trim().chars().take(60).collect();
    refused(format!("takes a picture from another place, `{shown}`"), EMBED)
}

/// Whether what follows `data:` is a PNG or JPEG picture, coded as such pictures are and by its right name.
fn is_picture(address: &str) -> bool {
    let Some((kind, coded)) = address.split_once(";base64,") else { return false };
    let start: &[u8] = match kind {
        "image/png" => b"\x89PNG",
        "image/jpeg" | "image/jpg" => b"\xFF\xD8\xFF",
        _ => return false,
    };
    let packed: String = coded.split_whitespace().collect();
    STANDARD.decode(packed).is_ok_and(|bytes| bytes.starts_with(start))
}

/// The parts that a style draws: `url(#shadow)`.
fn style(text: &str, repeats: &mut Vec<(String, u64)>, times: u64) -> Result<(), Refusal> {
    if text.contains("@import") {
        return refused("takes its style from another file", SAVE_PLAIN);
    }
    let is_effect = |rule: &str| {
        let value = rule.trim_start().strip_prefix("filter").and_then(|rest| rest.trim_start().strip_prefix(':'));
        value.is_some_and(|value| !value.trim_start().starts_with("none"))
    };
    if text.split(['{', ';']).any(is_effect) {
        return refused(EFFECTS, SAVE_PNG);
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
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

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
        assert_eq!(judged(r##"<g class="filter-1" style="fill:red;filter:none" filter="none"/>"##), Ok((120, 81)));
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
            (
                "<rect style=\"fill:red; filter: blur(9px)\"/>",
                "has effects such as shadows or blur, which are not drawn",
            ),
            ("<rect filter=\"blur(9px)\"/>", "has effects such as shadows or blur, which are not drawn"),
            ("<style>path { marker-mid: url(#m) }</style>", "sets marks on lines in a style sheet"),
            ("<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>", "holds a picture that is not PNG or JPEG"),
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

    #[test]
    fn pictures_that_could_not_be_freed_of_camera_data_are_refused() {
        let coded = STANDARD.encode(b"\xFF\xD8\xFF\xE1\x00\x0AExif\0\0GP");
        let percent = coded.replace('/', "%2F");
        for address in [
            format!("data:image/png;base64,{coded}"),
            format!("data:image/jpeg;name=a.jpg;base64,{coded}"),
            format!("data:image/jpeg;base64,{percent}"),
            format!("data:image/jpeg;base64,{}", coded.trim_end_matches('=')),
            "data:image/jpeg,%FF%D8%FF".to_owned(),
        ] {
            let expected = Err("holds a picture that is not PNG or JPEG".to_owned());
            assert_eq!(judged(&format!("<image href=\"{address}\"/>")), expected, "{address}");
        }
    }

    #[test]
    fn repeats_cannot_be_hidden_behind_numbers_of_signs_long_lines_or_long_texts() {
        let many = "draws more shapes than the 100,000 that are read".to_owned();
        let rects = "<rect/>".repeat(400);
        let uses = |address: &str| format!("<use href=\"{address}\"/>").repeat(400);
        assert_eq!(judged(&format!("<g id=\"&#97;\">{rects}</g>{}", uses("#a"))), Err(many.clone()));
        assert_eq!(judged(&format!("<g id=\"a\">{rects}</g>{}", uses("&#35;a"))), Err(many.clone()));
        let line = format!("<path id=\"a\" d=\"M0 0{}\"/>", " L5 6".repeat(20_000));
        assert_eq!(judged(&format!("{line}{}", uses("#a"))), Err(many.clone()));
        for letters in ["x".repeat(2_000), format!("<![CDATA[{}]]>", "x".repeat(2_000)), "&#97;".repeat(2_000)] {
            assert_eq!(judged(&format!("<text id=\"a\">{letters}</text>{}", uses("#a"))), Err(many.clone()));
        }
        let rules = format!("<style>{}</style>", ".a{}".repeat(5_000));
        assert_eq!(judged(&format!("{rules}{}", "<rect/>".repeat(30_000))), Err(many.clone()));
        let sheet = "<style>rect { fill: url(#a) }</style>";
        let pattern = format!("<pattern id=\"a\">{rects}</pattern>");
        assert_eq!(judged(&format!("{sheet}{pattern}")), Err(many));
        let divided = "<style>rect { fill: url(<![CDATA[#a) }]]></style>";
        assert_eq!(judged(&format!("{divided}{pattern}")), judged(&format!("{sheet}{pattern}")));
        for sign in ["&#35;", "&#x23;"] {
            let hidden = sheet.replace('#', sign);
            let expected = Err("writes signs of its style sheet as numbers or names".to_owned());
            assert_eq!(judged(&format!("{hidden}{pattern}")), expected);
        }
        assert_eq!(judged("<style>g &gt; rect { fill: red }</style>"), Ok((120, 81)));
        let colours = format!("<linearGradient id=\"a\">{}</linearGradient>", "<stop/>".repeat(400));
        assert_eq!(judged(&format!("{sheet}{colours}{rects}")), Ok((120, 81)));
    }

    #[test]
    fn shapes_that_cover_the_drawing_again_and_again_are_refused() {
        let many = "covers itself with shapes more than 1,000 times".to_owned();
        assert_eq!(judged(&"<rect width=\"120\" height=\"80\"/>".repeat(1_100)), Err(many.clone()));
        assert_eq!(judged(&"<rect width=\"3\" height=\"2\"/>".repeat(20_000)), Ok((120, 81)));
        let zigzag = " L60 80 L60 0".repeat(11_000);
        assert_eq!(judged(&format!("<path d=\"M0 0{zigzag}\"/>")), Err(many.clone()));
        assert_eq!(judged(&format!("<path d=\"M0 0{}\"/>", " L60 2 L60 0".repeat(11_000))), Ok((120, 81)));
        let large = "<rect width=\"120\" height=\"80\"/>".repeat(40);
        let uses = |kind: &str| format!("<rect width=\"9\" height=\"9\" {kind}=\"url(#a)\"/>").repeat(40);
        let pattern = format!("<pattern id=\"a\" width=\"1\" height=\"1\">{large}</pattern>");
        assert_eq!(judged(&format!("{pattern}{}", uses("fill"))), Err(many.clone()));
        assert_eq!(judged(&format!("<mask id=\"a\">{large}</mask>{}", uses("mask"))), Err(many));
    }

    #[test]
    fn what_many_drawings_draw_is_added_up() {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"999\" height=\"999\">{}</svg>",
            "<g/>".repeat(90_000)
        );
        let mut consumption = Consumption::default();
        for number in 0..4 {
            let read = size(svg.as_bytes(), &mut consumption);
            assert_eq!(read.is_ok(), number < 3, "drawing {number}: {read:?}");
        }
    }

    #[test]
    fn an_element_of_any_number_of_attributes_is_refused_in_no_time() {
        let attributes: String = (0..600_000).map(|number| format!("a{number}=\"1\" ")).collect();
        let expected = Err("has an element with more than 250 attributes".to_owned());
        assert_eq!(judged(&format!("<rect {attributes}/>")), expected);
    }
}
