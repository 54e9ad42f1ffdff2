//! From the bytes of an SVG drawing to its size, or to the reason why it is not used: what it asks of the machine, and
//! of other files, is judged before any of it is drawn.

mod survey;

use self::survey::Survey;
use super::limits::{self, Consumption};
use super::{Clean, ImageFormat, raster};

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
                    let damaged =
                        |reason| Refusal { reason: format!("holds a damaged picture: {reason}"), help: SAVE_PNG };
                    let clean = Clean::new(format, bytes).map_err(|reason| damaged(reason.to_owned()))?;
                    raster::check(&clean, format).map_err(damaged)?;
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
