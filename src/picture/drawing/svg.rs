//! What a drawing may hold: the elements of SVG that draw, told by their namespace, and style without comments.

use std::borrow::Cow;

use quick_xml::name::{Namespace, NamespaceResolver, QName, ResolveResult};

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

/// Whether an attribute may bear on what is drawn; a program's own notes do not, nor what runs something.
pub(super) fn may_draw(name: QName<'_>, names: &NamespaceResolver) -> bool {
    let local = name.local_name().into_inner();
    let is_note = ["data-", "aria-", "on"].iter().any(|start| local.starts_with(start));
    match name.prefix() {
        None => local != "xmlns" && !is_note,
        Some(_) => {
            let is_reference = matches!(names.resolve_attribute(name).0, ResolveResult::Bound(Namespace(XLINK)));
            is_reference && local == "href"
        }
    }
}

/// Whether an address is itself a picture of a kind that is read.
pub(super) fn is_embedded(address: &str) -> bool {
    let kind = address.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
    kind.is_some_and(|(kind, _)| matches!(kind, "png" | "jpeg" | "jpg" | "gif" | "webp"))
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
