//! What a drawing may hold, for the reader that judges it and for the cleaning that writes it into the files: the elements
//! of SVG that draw, told by their namespace, and style without comments.

use std::borrow::Cow;

/// The namespace of drawings.
pub const SVG: &str = "http://www.w3.org/2000/svg";

/// The namespace of their references.
pub const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The elements that draw, or hold what is drawn.
const DRAWING: [&str; 25] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "switch",
    "a",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "tref",
    "image",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "clipPath",
    "mask",
];

/// Whether an element of SVG draws.
pub fn draws(name: &str) -> bool {
    DRAWING.contains(&name) || matches!(name, "marker" | "style")
}

/// Whether an element of SVG holds words about the drawing, which programs fill with names of files and of themselves.
pub fn describes(name: &str) -> bool {
    matches!(name, "title" | "desc" | "metadata")
}

/// Whether an attribute without prefix is a program's own note, or runs something.
pub fn is_note(name: &str) -> bool {
    name.starts_with("data-") || name.starts_with("aria-") || name.starts_with("on")
}

/// A style without comments.
pub fn without_comments(style: &str) -> Cow<'_, str> {
    if !style.contains("/*") {
        return Cow::Borrowed(style);
    }
    let (mut clean, mut rest) = (String::with_capacity(style.len()), style);
    while let Some((before, comment)) = rest.split_once("/*") {
        clean.push_str(before);
        // What stands on its two sides must not become one word.
        clean.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    clean.push_str(rest);
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn a_style_loses_its_comments() {
        assert_eq!(without_comments("a{b:c}"), "a{b:c}");
        assert_eq!(without_comments("/* by me */a{b:/**/c}/* open"), " a{b: c} ");
    }
}
