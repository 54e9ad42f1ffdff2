//! The HTML copy of a report: one file for browsers and screen readers, without script and without outside addresses.

pub(crate) mod body;
pub(crate) mod places;

use base64::Engine as _;
use sha2::{Digest as _, Sha256};

use super::markup::{Markup, Syntax};
use crate::document::Document;
use crate::facts::language::Labels;
use body::{Body, Pictures, direction};
use places::Places;

/// How it looks: on a screen, in the dark, in forced colours, on paper.
pub(crate) const STYLE: &str = include_str!("style.css");

/// The file.
pub fn write(document: &Document, labels: &Labels) -> String {
    let places = Places::new(document);
    let mut body = Body::new(document, labels, &places, Pictures::Inside, Syntax::Html);
    body.markup.leaf("a", &[("class", "skip"), ("href", "#text")], &labels.copies.skip);
    body.markup.end_line();
    body.header();
    body.main();
    let language = document.language.code();
    let mut page = Markup::new(Syntax::Html);
    page.open("html", &[("lang", language), ("dir", direction(document.direction))]);
    page.end_line();
    head(&mut page, document);
    page.open("body", &[]);
    page.end_line();
    format!("<!DOCTYPE html>\n{}{}</body>\n</html>\n", page.into_string(), body.markup.into_string())
}

fn head(page: &mut Markup, document: &Document) {
    let metadata = &document.metadata;
    page.open("head", &[]);
    page.end_line();
    page.empty("meta", &[("charset", "utf-8")]);
    // Nothing is loaded from anywhere, whoever changes the file on its way.
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!("default-src 'none'; img-src data:; style-src 'sha256-{hash}'");
    page.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
    page.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    page.leaf("title", &[], &metadata.title);
    for author in &metadata.authors {
        page.empty("meta", &[("name", "author"), ("content", author)]);
    }
    if !metadata.subject.is_empty() {
        page.empty("meta", &[("name", "description"), ("content", &metadata.subject)]);
    }
    if !metadata.keywords.is_empty() {
        page.empty("meta", &[("name", "keywords"), ("content", &metadata.keywords.join(", "))]);
    }
    page.open("style", &[]);
    // A style sheet of our own: it has no sign that would need an escape.
    page.raw(STYLE);
    page.close("style");
    page.end_line();
    page.close("head");
    page.end_line();
}
