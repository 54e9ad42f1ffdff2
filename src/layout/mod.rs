//! From the [`Document`](crate::document::Document) to [`Pages`]: every glyph, rule and picture at its place.

mod inline;
mod line;
mod pages;

pub use pages::{Artifact, Glyph, GlyphRun, Item, LinkEnd, Origin, Page, Pages, Placed, Point, Target, contents_pages};
