//! What a drawing may hold, for the reader that judges it and for the cleaning that writes it into the files: the elements
//! of SVG that draw, told by their namespace, and style without comments.

use std::borrow::Cow;

use quick_xml::name::{Namespace, NamespaceResolver, QName, ResolveResult};

use super::ImageFormat;

/// The namespace of drawings.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

/// The namespace of their references.
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";

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
pub(super) fn draws(name: &str) -> bool {
    DRAWING.contains(&name) || matches!(name, "marker" | "style")
}

/// Whether an element of SVG holds words about the drawing, which programs fill with names of files and of themselves.
pub(super) fn describes(name: &str) -> bool {
    matches!(name, "title" | "desc" | "metadata")
}

/// The name under which an attribute is kept; none for a program's own notes and for what runs something.
pub(super) fn kept_name<'n>(name: QName<'n>, names: &NamespaceResolver) -> Option<&'n str> {
    let local = name.local_name().into_inner();
    let is_note = ["data-", "aria-", "on"].iter().any(|start| local.starts_with(start));
    match name.prefix() {
        None => (local != "xmlns" && !is_note).then_some(local),
        Some(_) if matches!(name.0, "xml:space" | "xml:lang") => Some(name.0),
        Some(_) => {
            let is_reference = matches!(names.resolve_attribute(name).0, ResolveResult::Bound(Namespace(XLINK)));
            (is_reference && local == "href").then_some("xlink:href")
        }
    }
}

/// The kind of a picture that stands in an address itself, and its coded bytes: only what can be read here can be freed
/// of what its camera wrote into it.
pub(super) fn embedded(address: &str) -> Option<(ImageFormat, &str)> {
    let (kind, coded) = address.strip_prefix("data:image/")?.split_once(";base64,")?;
    match kind {
        "png" => Some((ImageFormat::Png, coded)),
        "jpeg" | "jpg" => Some((ImageFormat::Jpeg, coded)),
        _ => None,
    }
}

/// A style without comments.
pub(super) fn without_comments(style: &str) -> Cow<'_, str> {
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
