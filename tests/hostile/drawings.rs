//! Drawings that ask for much, hide something, or hold damaged pictures.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::mutator::mutated;
use super::{Hostile, Numbers, rasters};

pub(crate) fn all() -> Vec<Hostile> {
    let mut drawings = Vec::new();
    for (name, content) in costly().into_iter().chain(hiding()).chain(holding()).chain(foreign()) {
        let svg = drawing(&content).into_bytes();
        drawings.push(Hostile { name: format!("{name}-{:03}", drawings.len()), bytes: svg });
    }
    let whole = std::fs::read(crate::support::root().join("specs/examples/every-block/wells.svg")).expect("a drawing");
    let mut numbers = Numbers::new(21);
    for number in 0..60 {
        let bytes = mutated(&whole, &mut numbers, &WORDS);
        drawings.push(Hostile { name: format!("changed-{number:03}"), bytes });
    }
    drawings
}

fn drawing(content: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"200\" height=\"100\">{content}</svg>"
    )
}

/// What is put into drawings by chance.
const WORDS: [&str; 24] = [
    "<g>",
    "</g>",
    "<g opacity=\".5\">",
    "<rect width=\"9\" height=\"9\"/>",
    "<text y=\"9\">Words</text>",
    "<use href=\"#a\"/>",
    "<defs>",
    "</defs>",
    " id=\"a\"",
    " fill=\"url(#a)\"",
    " transform=\"rotate(1e9)\"",
    " transform=\"scale(0)\"",
    " width=\"1e38\"",
    " width=\"-1\"",
    " viewBox=\"0 0 0 0\"",
    " style=\"fill:none\"",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&#x202e;",
    "\u{1f600}",
    "M0 0C1e30 1 1 1e30 1 1",
    "NaN",
];

/// What leads elsewhere, runs, or means something else to other programs.
fn foreign() -> Vec<(&'static str, String)> {
    let shown = "<rect width=\"50\" height=\"50\" fill=\"#246\"/>";
    [
        ("script", "<script>alert(1)</script>"),
        ("handler", "<rect width=\"9\" height=\"9\" onload=\"alert(1)\"/>"),
        ("page", "<foreignObject width=\"9\" height=\"9\"><p xmlns=\"http://www.w3.org/1999/xhtml\">Secret</p></foreignObject>"),
        ("file", "<image width=\"9\" height=\"9\" href=\"file:///etc/passwd\"/>"),
        ("address", "<image width=\"9\" height=\"9\" href=\"https://example.org/a.png\"/>"),
        ("beside", "<image width=\"9\" height=\"9\" href=\"../r.yaml\"/>"),
        ("inside", "<image width=\"9\" height=\"9\" href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>"),
        ("import", "<style>@import url(https://example.org/a.css);</style>"),
        ("face", "<style>@font-face{font-family:a;src:url(https://example.org/a.ttf)}</style>"),
        ("entity", "<text y=\"9\">&unknown;</text>"),
        ("instruction", "<?xml-stylesheet href=\"https://example.org/a.css\"?>"),
        ("other-drawing", "<use href=\"https://example.org/a.svg#a\"/>"),
        ("moving", "<animate attributeName=\"x\" to=\"9\" dur=\"1s\"/>"),
        ("blur", "<filter id=\"f\"><feGaussianBlur stdDeviation=\"9\"/></filter><rect filter=\"url(#f)\" width=\"9\" height=\"9\"/>"),
        ("override", "<text y=\"9\" unicode-bidi=\"bidi-override\" direction=\"rtl\">abc</text>"),
        ("address-of-link", "<a href=\"javascript:alert(1)\"><rect width=\"9\" height=\"9\"/></a>"),
    ]
    .into_iter()
    .map(|(name, content)| (name, format!("{shown}{content}")))
    .collect()
}

fn image(bytes: &[u8], kind: &str, attributes: &str) -> String {
    format!("<image {attributes} href=\"data:image/{kind};base64,{}\"/>", STANDARD.encode(bytes))
}

/// Drawings that took minutes, or would.
fn costly() -> Vec<(&'static str, String)> {
    let pixel = std::fs::read(crate::support::root().join("tests/pictures/author.png")).expect("a picture");
    let pixel = image(&pixel, "png", "width=\"200\" height=\"100\" preserveAspectRatio=\"none\"");
    let rect = "<rect width=\"200\" height=\"100\" fill=\"#123\" fill-opacity=\".5\"/>";
    let deep = |open: &str, depth: usize, inner: &str| format!("{}{inner}{}", open.repeat(depth), "</g>".repeat(depth));
    let stops: String =
        (0..500).map(|at| format!("<stop offset=\"{}\" stop-color=\"#{at:03}\"/>", f64::from(at) / 500.0)).collect();
    let mut uses = "<g id=\"u0\"><rect width=\"1\" height=\"1\"/></g>".to_owned();
    for level in 1..9 {
        let again = format!("<use href=\"#u{}\"/>", level - 1).repeat(10);
        uses.push_str(&format!("<g id=\"u{level}\">{again}</g>"));
    }
    vec![
        ("stretched", pixel.repeat(490)),
        ("layers", deep("<g opacity=\".9\">", 55, rect).repeat(17)),
        ("settings", format!("<rect style=\"{}\"/>", "fill:red;".repeat(50_000))),
        ("letters", format!("<text y=\"9\">{}</text>", "x".repeat(99_000))),
        ("brackets", format!("<text y=\"9\">{}</text>", "]".repeat(90_000))),
        ("gradients", format!("<linearGradient id=\"g\">{stops}</linearGradient>{}", rect.replace("#123", "url(#g)").repeat(240))),
        ("uses", uses),
        ("patterns", format!("<pattern id=\"p\" width=\".01\" height=\".01\">{}</pattern>{}", rect.repeat(90), rect.replace("#123", "url(#p)").repeat(90))),
        ("masks", format!("<mask id=\"m\">{rect}</mask>{}", "<g mask=\"url(#m)\"><rect width=\"200\" height=\"100\"/></g>".repeat(900))),
        ("dashes", "<path d=\"M0 50H200\" stroke=\"red\" stroke-dasharray=\".0001\"/>".repeat(9)),
        ("far", "<rect x=\"1e30\" width=\"1e30\" height=\"9\"/>".to_owned()),
        ("endless", "<path d=\"M0 0L1e38 1e38 -1e38 9z\" stroke=\"red\" stroke-width=\"1e30\"/>".to_owned()),
        ("itself", "<g id=\"a\"><use href=\"#a\"/></g><pattern id=\"b\" width=\"9\" height=\"9\"><rect fill=\"url(#b)\" width=\"9\" height=\"9\"/></pattern><rect fill=\"url(#b)\" width=\"9\" height=\"9\"/>".to_owned()),
        ("clips", format!("<clipPath id=\"c\"><rect clip-path=\"url(#c)\" width=\"9\" height=\"9\"/></clipPath>{}", rect.replace("<rect", "<rect clip-path=\"url(#c)\""))),
        ("classes", format!("<style>{}</style>{}", (0..300).map(|n| format!(".c{n}{{fill:red}}")).collect::<String>(), format!("<rect class=\"{}\" width=\"9\" height=\"9\"/>", "c1 ".repeat(2_000)).repeat(200))),
    ]
}

/// Words that nobody sees.
fn hiding() -> Vec<(&'static str, String)> {
    let shown = "<rect width=\"50\" height=\"50\" fill=\"#246\"/>";
    let hidden = |attributes: &str| format!("{shown}<text y=\"40\" {attributes}>Secret</text>");
    vec![
        ("display", hidden("style=\"display:none\"")),
        ("visibility", hidden("visibility=\"hidden\"")),
        ("opacity", hidden("opacity=\"0\"")),
        ("no-fill", hidden("fill=\"none\"")),
        ("outside", hidden("x=\"900\"")),
        ("comment", format!("{shown}<!-- Secret --><!-- <text>Secret</text>")),
        ("names", "<rect id=\"Secret\" class=\"Secret\" target=\"Secret\" width=\"50\" height=\"50\"/>".to_owned()),
        ("unused", format!("{shown}<defs><text id=\"t\">Secret</text></defs>")),
        (
            "clipped",
            format!(
                "{shown}<clipPath id=\"c\"><rect width=\"1\" height=\"1\"/></clipPath><g clip-path=\"url(#c)\"><text x=\"90\" y=\"40\">Secret</text></g>"
            ),
        ),
    ]
}

/// Damaged photographs inside drawings.
fn holding() -> Vec<(&'static str, String)> {
    let whole = rasters::jpeg();
    let mut numbers = Numbers::new(11);
    let place = "width=\"64\" height=\"48\"";
    let mut drawings = vec![
        ("whole", image(&whole, "jpeg", place)),
        (
            "cropped",
            format!(
                "<clipPath id=\"c\"><circle cx=\"20\" cy=\"20\" r=\"9\"/></clipPath><g clip-path=\"url(#c)\">{}</g>",
                image(&whole, "jpeg", place)
            ),
        ),
        ("beyond", image(&whole, "jpeg", "x=\"180\" y=\"80\" width=\"64\" height=\"48\"")),
    ];
    for _ in 0..15 {
        let mut bytes = whole.clone();
        let at = 2 + numbers.below(bytes.len() - 2);
        bytes[at] ^= 1 << numbers.below(8);
        drawings.push(("bits", image(&bytes, "jpeg", place)));
    }
    drawings
}
