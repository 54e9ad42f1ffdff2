//! What drawings are refused for, and what is left of those that are kept.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::read;
use crate::picture::{Allowance, Refusal};

const MUCH: &str = "takes more work to draw than a drawing may";

fn judged(content: &str) -> Result<(u32, u32), String> {
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="80.2">{content}</svg>"#
    );
    match read(&svg, &mut Allowance::default()) {
        Ok(kept) => Ok((kept.width, kept.height)),
        Err(Refusal::Unsafe { reason, .. }) => Err(reason),
        Err(Refusal::Damaged(reason)) => Err(format!("is damaged: {reason}")),
        Err(refusal) => Err(format!("{refusal:?}")),
    }
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
        ("<image href=\"data:image/bmp;base64,AA\"/>", "holds a picture that is not PNG, JPEG, GIF or WebP"),
        ("<style>@import url(x.css);</style>", "takes its style from another file"),
        ("<rect style=\"fill:red; filter: blur(9px)\"/>", "has effects such as shadows or blur, which are not drawn"),
        ("<rect filter=\"blur(9px)\"/>", "has effects such as shadows or blur, which are not drawn"),
        ("<style>path { marker-mid: url(#m) }</style>", "sets marks on lines in a style sheet"),
        ("<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>", "holds a picture that is not PNG, JPEG, GIF or WebP"),
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
    assert_eq!(judged(&content), Err(MUCH.to_owned()));
    assert!(judged(&"<g>".repeat(70)).is_err());
}

#[test]
fn pictures_that_could_not_be_freed_of_camera_data_are_refused() {
    let coded = STANDARD.encode(b"\xFF\xD8\xFF\xE1\x00\x0AExif\0\0GP");
    let percent = coded.replace('/', "%2F");
    let other = "holds a picture that is not PNG, JPEG, GIF or WebP";
    let damaged = "is damaged: of a picture in it, ";
    for (address, reason) in [
        (format!("data:image/png;base64,{coded}"), damaged),
        (format!("data:image/jpeg;name=a.jpg;base64,{coded}"), other),
        (format!("data:image/jpeg;base64,{percent}"), damaged),
        (format!("data:image/jpeg;base64,{}", coded.trim_end_matches('=')), damaged),
        ("data:image/jpeg,%FF%D8%FF".to_owned(), other),
    ] {
        let judged = judged(&format!("<image width=\"9\" height=\"9\" href=\"{address}\"/>"));
        assert!(judged.as_ref().is_err_and(|said| said.starts_with(reason)), "{address}: {judged:?}");
    }
}

#[test]
fn repeats_cannot_be_hidden_behind_numbers_of_signs_long_lines_or_long_texts() {
    let many = MUCH.to_owned();
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
    let many = MUCH.to_owned();
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
        "<g/>".repeat(45_000)
    );
    let mut allowance = Allowance::default();
    for number in 0..4 {
        let read = read(&svg, &mut allowance);
        assert_eq!(read.is_ok(), number < 3, "drawing {number}: {read:?}");
    }
}

/// Patterns and markers that a group, the drawing or a use hands down are drawn with each shape and at each corner below it.
#[test]
fn what_is_handed_down_counts_for_each_shape() {
    let shapes = |count: usize| "<rect width=\"1\" height=\"1\"/>".repeat(count);
    let line = format!("<path id=\"l\" d=\"M0 0{}\"/>", "h1h-1".repeat(2_000));
    let parts =
        format!("<marker id=\"m\">{}</marker><pattern id=\"p\" width=\"1\" height=\"1\">{0}</pattern>", shapes(300));
    for refused in [
        format!("{parts}<g marker-mid=\"url(#m)\">{line}</g>"),
        format!("{parts}<g style=\"stroke:red;marker:url(#m)\"><g>{line}</g></g>"),
        format!("{parts}<defs>{line}</defs><use marker-end=\"url(#m)\" href=\"#l\"/>"),
        format!("{parts}<g fill=\"url(#p)\">{}</g>", shapes(600)),
        format!("{parts}<defs><g id=\"s\">{}</g></defs><g stroke=\"url(#p)\"><use href=\"#s\"/></g>", shapes(600)),
    ] {
        assert!(judged(&refused).is_err(), "{}", &refused[refused.len().saturating_sub(90)..]);
    }
    let own = format!("<g fill=\"red\">{}</g>", shapes(600));
    assert!(judged(&format!("{parts}<g fill=\"url(#p)\">{own}</g>")).is_ok());
}

#[test]
fn an_element_of_any_number_of_attributes_is_refused_in_no_time() {
    let attributes: String = (0..600_000).map(|number| format!("a{number}=\"1\" ")).collect();
    let expected = Err(MUCH.to_owned());
    assert_eq!(judged(&format!("<rect {attributes}/>")), expected);
}

#[test]
fn each_use_of_a_drawing_counts() {
    let mut allowance = Allowance::default();
    let content = "<g/>".repeat(45_000);
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"999\" height=\"999\">{content}</svg>");
    let drawing = read(&svg, &mut allowance).expect("it is small enough");
    assert_eq!([0; 3].map(|_| allowance.admit(drawing.cost)), [true, true, false]);
}

#[test]
fn nothing_leads_elsewhere_however_it_is_written() {
    for content in [
        "<style>@IMPORT url(x.css);</style>",
        "<style>@\\69mport url(x.css);</style>",
        "<style><x/>@import url(x.css);</style>",
        "<style>@font-face{font-family:a;src:url(file:///f.ttf)}</style>",
        "<style>rect{\\66 ilter:blur(5px)}</style>",
        "<rect style=\"FILTER:blur(9px)\"/>",
        "<rect style=\"fill:URL( 'http://e.org/a.svg#p' )\"/>",
        "<rect mask=\"url(http://e.org/m.svg#m)\"/>",
        "<set attributeName=\"href\" to=\"x\"/>",
        "<iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"x\"/>",
        "<use href=\"data:image/svg+xml,x\"/>",
    ] {
        assert!(judged(content).is_err(), "{content}");
    }
    assert_eq!(judged("<metadata><who>me</who></metadata><style>/* \\ @ */rect{fill:red}</style>"), Ok((120, 81)));
}

#[test]
fn what_is_hidden_in_lengths_and_lists_is_counted() {
    let text = format!("<text x=\"{}\">{}</text>", "0 ".repeat(20_000), "@".repeat(20_000));
    let stop = |at: u32| format!("<stop offset=\"{:.5}\"/>", f64::from(at) / 30_000.0);
    let stops: String = (0..30_000).map(stop).collect();
    for content in [
        "<path d=\"M0 0L9 9L5 5z\" stroke=\"red\" stroke-width=\"1e30\"/>".to_owned(),
        "<path d=\"M0 0L1e30 1e30L-1e30 5z\"/>".to_owned(),
        "<path d=\"M0 5H100\" stroke=\"red\" stroke-dasharray=\".00011\"/>".repeat(2),
        format!("<style>{}{{fill:red}}</style>{}", ["a"; 30_000].join(","), "<g/>".repeat(9_000)),
        format!("<style>*{{{}}}</style>{}", "r:1;".repeat(20_000), "<g/>".repeat(9_000)),
        format!(
            "<linearGradient id=\"p\">{stops}</linearGradient><rect width=\"120\" height=\"80\" fill=\"url(#p)\"/>"
        ),
        text,
    ] {
        assert!(judged(&content).is_err(), "{}", &content[..60]);
    }
}

/// What is left of a drawing.
fn left(content: &str) -> String {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"120\" height=\"80\">{content}</svg>"
    );
    let kept = read(&svg, &mut Allowance::default()).unwrap_or_else(|refusal| panic!("{content}: {refusal:?}"));
    String::from_utf8(kept.bytes.to_vec()).expect("UTF-8")
}

#[test]
fn nothing_is_left_of_what_is_not_shown() {
    let nothing = left("");
    for hidden in [
        "<text y=\"9\" style=\"display:none\">Jane</text>",
        "<text y=\"9\" visibility=\"hidden\">Jane</text>",
        "<g opacity=\"0\"><text y=\"9\">Jane</text></g>",
        "<text y=\"9\" fill=\"none\">Jane</text>",
        "<text y=\"9\" fill-opacity=\"0\">Jane</text>",
        "<text y=\"900\">Jane</text>",
        "<text x=\"-200\" y=\"9\">Jane</text>",
        "<path d=\"M200 0h9v9z\"/>",
        "<clipPath id=\"c\"><rect width=\"5\" height=\"5\"/></clipPath><text x=\"60\" y=\"40\" clip-path=\"url(#c)\">Jane</text>",
        "<defs><text id=\"t\">Jane</text></defs>",
        "<!-- Jane --><title>Jane</title><desc>Jane</desc><metadata>Jane</metadata>",
    ] {
        assert_eq!(left(hidden), nothing, "{hidden}");
    }
    let words = left("<text id=\"Jane\" class=\"Jane\" target=\"Jane\" y=\"20\">Jane</text>");
    assert!(words.contains("<path") && !words.contains("Jane") && !words.contains("text"), "{words}");
}

#[test]
fn of_a_line_in_pieces_those_outside_go() {
    let both = left("<path d=\"M10 10h9v9zM300 300h9v9z\"/>");
    assert!(both.contains("M10 10") && !both.contains("300"), "{both}");
}

/// The pixels of the one picture in a drawing.
fn picture(svg: &str) -> image::RgbaImage {
    let coded = svg.split(";base64,").nth(1).and_then(|rest| rest.split('"').next()).expect("a picture");
    image::load_from_memory(&STANDARD.decode(coded).expect("base64")).expect("a whole picture").into_rgba8()
}

#[test]
fn the_part_of_a_photograph_that_is_cropped_away_is_lost() {
    let red = image::DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(40, 40, image::Rgba([200, 0, 0, 255])));
    let mut bytes = std::io::Cursor::new(Vec::new());
    red.write_to(&mut bytes, image::ImageFormat::Png).expect("it can be written");
    let coded = STANDARD.encode(bytes.into_inner());
    let image =
        |place: &str| format!("<image {place} width=\"40\" height=\"40\" href=\"data:image/png;base64,{coded}\"/>");
    let whole = picture(&left(&image("")));
    assert!(whole.pixels().all(|pixel| pixel.0 == [200, 0, 0, 255]));
    let clip = "<clipPath id=\"c\"><circle cx=\"20\" cy=\"20\" r=\"10\"/></clipPath>";
    let clipped = picture(&left(&format!("{clip}<g clip-path=\"url(#c)\">{}</g>", image(""))));
    assert_eq!(clipped.get_pixel(20, 20).0, [200, 0, 0, 255]);
    assert_eq!((clipped.get_pixel(2, 2).0, clipped.get_pixel(37, 20).0), ([0; 4], [0; 4]));
    let beyond = picture(&left(&image("x=\"100\"")));
    assert_eq!((beyond.get_pixel(10, 20).0, beyond.get_pixel(30, 20).0), ([200, 0, 0, 255], [0; 4]));
    let mask = "<mask id=\"m\"><rect width=\"20\" height=\"80\" fill=\"#fff\"/></mask>";
    let masked = picture(&left(&format!("{mask}<g mask=\"url(#m)\">{}</g>", image(""))));
    assert_eq!((masked.get_pixel(10, 20).0, masked.get_pixel(30, 20).0), ([200, 0, 0, 255], [0; 4]));
    // As the fill of a shape, which is how some programs write every picture.
    let units = "patternContentUnits=\"objectBoundingBox\" width=\"1\" height=\"1\"";
    let small = image("transform=\"scale(.025)\"");
    let pattern = format!("{clip}<pattern id=\"p\" {units}>{small}</pattern>");
    let square = "<rect width=\"40\" height=\"40\" fill=\"url(#p)\"/>";
    let whole = picture(&left(&format!("{pattern}{square}")));
    assert!(whole.pixels().all(|pixel| pixel.0 == [200, 0, 0, 255]));
    let round = "<circle cx=\"20\" cy=\"20\" r=\"20\" fill=\"url(#p)\"/>";
    for shown in [format!("<g clip-path=\"url(#c)\">{square}</g>"), round.to_owned()] {
        let filled = picture(&left(&format!("{pattern}{shown}")));
        assert_eq!((filled.get_pixel(20, 20).0, filled.get_pixel(1, 1).0), ([200, 0, 0, 255], [0; 4]), "{shown}");
    }
    let beyond = picture(&left(&format!("{pattern}{}", square.replace("<rect", "<rect x=\"-20\""))));
    assert_eq!((beyond.get_pixel(30, 20).0, beyond.get_pixel(10, 20).0), ([200, 0, 0, 255], [0; 4]));
    // Two shapes show more than one of them.
    let both = left(&format!("{pattern}<g clip-path=\"url(#c)\">{square}</g>{square}"));
    assert_eq!(both.matches("<pattern").count(), 2);
}

#[test]
fn a_drawing_in_other_units_keeps_its_form() {
    let size = |view: &str| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {view}\"><rect width=\"1\" height=\"1\"/></svg>"
        );
        let kept = read(&svg, &mut Allowance::default()).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        (kept.width, kept.height)
    };
    assert_eq!(size("1 0.5"), (1_000, 500));
    assert_eq!(size("1.5 0.5"), (1_000, 334));
    assert_eq!(size("4000000 1000000"), (1_000_000, 250_000));
    assert_eq!(size("300 100"), (300, 100));
}

#[test]
fn letters_without_a_glyph_are_named() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99\" height=\"20\"><text y=\"9\">a 😀 b</text></svg>";
    let refusal = read(svg, &mut Allowance::default()).expect_err("no face has it");
    assert_eq!(refusal, Refusal::MissingGlyphs(['😀'].into()));
}

#[test]
fn what_would_be_drawn_otherwise_than_it_is_meant_is_refused() {
    for content in [
        "<rect fill=\"oklch(0.6 0.2 150)\"/>",
        "<rect style=\"fill:var(--x, #080)\"/>",
        "<rect fill=\"rgb(0 128 0 / 50%)\"/>",
        "<rect fill=\"color(display-p3 0 1 0)\"/>",
        "<style>rect{width:calc(9px + 9px)}</style><rect/>",
        "<style>circle{r:20px}</style><circle/>",
        "<rect style=\"transform:rotate(45deg)\"/>",
        "<style>:is(rect,circle){fill:green}</style><rect/>",
        "<style>rect:nth-child(2){fill:green}</style><rect/>",
        "<style>a ~ rect{fill:green}</style><rect/>",
        "<text style=\"font-size:2rem\">a</text>",
        "<text direction=\"rtl\">a</text>",
        "<text style=\"text-transform:uppercase\">a</text>",
        "<text>&#x202e;a</text>",
        "<text>&nothing;a</text>",
        "<rect clip-path=\"inset(5px)\"/>",
        "<rect width=\"calc(5px)\"/>",
    ] {
        assert!(judged(content).is_err(), "{content}");
    }
    for content in [
        "<rect fill=\"currentColor\" stroke=\"inherit\"/>",
        "<rect style=\"fill:#00800080;width:auto;transform:none\" fill=\"\"/>",
        "<style>a:hover rect{fill:red} svg{width:100%} :root{--c:#080}</style><rect/>",
        "<text direction=\"ltr\" style=\"unicode-bidi:normal;text-transform:none;font-size:150%\">a</text>",
        "<rect transform=\"translate(5 5) rotate(45)\" fill=\"hsl(120deg 100% 25%)\"/>",
    ] {
        assert_eq!(judged(content), Ok((120, 81)), "{content}");
    }
}
