//! Writes a parsed drawing anew: what can be seen and nothing else, no text, names, styles, hidden layers
//! or shapes outside of it. What drawing it takes is counted on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use usvg::{BlendMode, Group, Image, ImageKind, Node, PaintOrder, Path, Rect, Text, Transform};

use super::clip::{Over, seen_through};
use super::cost::{Budget, SHEET};
use super::geometry::{crossings, largest, length, matrix, outline, overlaps};
use super::paint;
use super::svg::SVG;
use super::{Refusal, SAVE_PLAIN, SAVE_PNG, Written, crop, damaged, refused};

/// So many dashes or corners of a line are as much work as a shape.
const DASHES: f64 = 10.0;
pub(super) const CORNERS: f64 = 50.0;

/// Each row of pixels that a line crosses is work: so many lines from top to bottom are as much as a sheet.
const CROSSINGS: f64 = 20.0;

/// A group that is drawn by itself and then laid over the rest covers its area so many times.
pub(super) const LAYER: f64 = 4.0;

/// A pixel of a picture that is stretched is made of sixteen others.
const STRETCHED: f64 = 16.0;

/// How far a drawing may reach beyond itself, in its own sizes: numbers of any size stop the computer that draws.
const REACH: f32 = 10_000.0;

/// Writes what a drawing shows.
pub(super) fn write(tree: &usvg::Tree, budget: &mut Budget) -> Result<Written, Refusal> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let view = Rect::from_xywh(0.0, 0.0, width, height).ok_or_else(|| damaged("it has no size"))?;
    let mut writer = Writer::new(view, budget);
    let content = writer.group(tree.root(), &Place { scale: 1.0, visible: view, over: Vec::new() })?;
    let svg = document((width, height), &writer.definitions, &content);
    Ok(Written { svg, missing: writer.missing })
}

/// A whole drawing of these definitions and this content.
pub(super) fn document((width, height): (f32, f32), definitions: &str, content: &str) -> String {
    let defs = if definitions.is_empty() { String::new() } else { format!("<defs>{definitions}</defs>") };
    format!(
        "<svg xmlns=\"{SVG}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">{defs}{content}</svg>"
    )
}

/// Where in a drawing something stands.
#[derive(Clone)]
pub(super) struct Place<'t> {
    /// How much larger it is drawn than it says.
    pub(super) scale: f64,
    /// What can be seen, in the drawing's own measures.
    pub(super) visible: Rect,
    /// What lies over it, and in which measures.
    pub(super) over: Vec<(Transform, Over<'t>)>,
}

impl Place<'_> {
    /// A part with measures of its own, of which a rectangle can be seen.
    pub(super) fn inside<'n>(&self, scale: f64, rect: Rect) -> Place<'n> {
        Place { scale, visible: rect, over: Vec::new() }
    }
}

/// The parts of a new drawing.
pub(super) struct Writer<'b> {
    pub(super) budget: &'b mut Budget,
    /// Width times height.
    pub(super) area: f64,
    view: Rect,
    pub(super) definitions: String,
    /// The name of each definition that is written already, and what drawing it took.
    known: BTreeMap<usize, (String, f64)>,
    missing: BTreeSet<char>,
}

impl<'b> Writer<'b> {
    pub(super) fn new(view: Rect, budget: &'b mut Budget) -> Writer<'b> {
        let area = f64::from(view.width()) * f64::from(view.height());
        Writer { budget, area, view, definitions: String::new(), known: BTreeMap::new(), missing: BTreeSet::new() }
    }

    pub(super) fn view(&self) -> Rect {
        self.view
    }

    /// The name of a part that others point at; it is written once and drawn each time.
    pub(super) fn definition(
        &mut self,
        part: usize,
        write: impl FnOnce(&mut Self, &str) -> Result<String, Refusal>,
    ) -> Result<String, Refusal> {
        if let Some((id, steps)) = self.known.get(&part).cloned() {
            self.budget.spend(steps)?;
            return Ok(id);
        }
        let before = self.budget.steps();
        let id = format!("p{}", self.known.len() + 1);
        // Its place is taken at once: parts inside it are named after it.
        self.known.insert(part, (id.clone(), 0.0));
        let text = write(self, &id)?;
        self.definitions.push_str(&text);
        let steps = (self.budget.steps() - before) as f64;
        self.known.insert(part, (id.clone(), steps));
        Ok(id)
    }

    /// A number for a part that nothing else points at.
    pub(super) fn unshared(&self) -> usize {
        self.known.len().wrapping_neg()
    }

    /// How often a piece covers the drawing.
    pub(super) fn covered(&self, bounds: Rect, scale: f64) -> f64 {
        (f64::from(bounds.width()) * f64::from(bounds.height()) * scale * scale / self.area).min(1.0)
    }

    pub(super) fn within(&self, bounds: Rect) -> Result<(), Refusal> {
        let most = REACH * self.view.width().max(self.view.height());
        let far = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()];
        if far.into_iter().all(|value| value.abs() <= most) {
            return Ok(());
        }
        refused("reaches more than 10,000 times its size beyond itself", SAVE_PLAIN)
    }

    /// What can be seen of a group; nothing if nothing can.
    pub(super) fn group<'t>(&mut self, group: &'t Group, place: &Place<'t>) -> Result<String, Refusal> {
        self.budget.spend(1.0)?;
        if group.opacity().get() <= 0.0 {
            return Ok(String::new());
        }
        if !group.filters().is_empty() {
            return refused(super::EFFECTS, SAVE_PNG);
        }
        let Some(inside) = seen_through(group, place) else { return Ok(String::new()) };
        let content = self.children(group, &inside)?;
        if content.is_empty() {
            return Ok(content);
        }
        let mut head = "<g".to_owned();
        head.push_str(&matrix("transform", group.transform()));
        if let Some(clip) = group.clip_path() {
            let _ = write!(head, " clip-path=\"url(#{})\"", self.clip(clip, Transform::identity(), place)?);
        }
        if let Some(mask) = group.mask() {
            let _ = write!(head, " mask=\"url(#{})\"", self.mask(mask, place)?);
        }
        if group.opacity().get() < 1.0 {
            let _ = write!(head, " opacity=\"{}\"", group.opacity().get());
        }
        if group.blend_mode() != BlendMode::Normal || group.isolate() {
            let isolation = if group.isolate() { "isolate" } else { "auto" };
            let _ = write!(head, " style=\"mix-blend-mode:{};isolation:{isolation}\"", group.blend_mode());
        }
        if group.should_isolate() {
            let bounds = group.abs_layer_bounding_box().to_rect();
            self.budget.spend(self.covered(bounds, place.scale) * LAYER * SHEET)?;
        }
        // A group that changes nothing is not written.
        Ok(if head == "<g" { content } else { format!("{head}>{content}</g>") })
    }

    pub(super) fn children<'t>(&mut self, group: &'t Group, place: &Place<'t>) -> Result<String, Refusal> {
        let mut content = String::new();
        for node in group.children() {
            content.push_str(&match node {
                Node::Group(group) => self.group(group, place)?,
                Node::Path(path) => self.path(path, place)?,
                Node::Image(image) => self.image(image, place)?,
                Node::Text(text) => self.text(text, place)?,
            });
        }
        Ok(content)
    }

    fn path<'t>(&mut self, path: &'t Path, place: &Place<'t>) -> Result<String, Refusal> {
        let points = path.data().points();
        self.budget.spend(1.0 + points.len() as f64 / CORNERS)?;
        if !path.is_visible() || (paint::fill(path).is_none() && paint::stroke(path).is_none()) {
            return Ok(String::new());
        }
        self.within(path.abs_bounding_box())?;
        self.within(path.abs_stroke_bounding_box())?;
        let own = self.covered(path.abs_stroke_bounding_box(), place.scale);
        let crossed = crossings(path, place.scale, f64::from(self.view.height()));
        self.budget.spend(SHEET * (own + crossed / CROSSINGS))?;
        let mut around = 0.0;
        if let Some(stroke) = paint::stroke(path) {
            let miter = stroke.miterlimit().get().max(1.5);
            around = stroke.width().get() * largest(path.abs_transform()) * miter;
            if let Some(dashes) = stroke.dasharray() {
                let round: f64 = dashes.iter().map(|dash| f64::from(*dash)).sum();
                self.budget.spend(length(path) / round * dashes.len() as f64 / DASHES)?;
            }
        }
        let data = outline(path.data(), path.abs_transform(), Some(place.visible), around)?;
        if data.is_empty() {
            return Ok(String::new());
        }
        let (fill, stroke) = (self.fill(path, place, own)?, self.stroke(path, place, own)?);
        let order = if path.paint_order() == PaintOrder::StrokeAndFill { " paint-order=\"stroke\"" } else { "" };
        let sharp = if path.rendering_mode().use_shape_antialiasing() { "" } else { " shape-rendering=\"crispEdges\"" };
        Ok(format!("<path{fill}{stroke}{order}{sharp} d=\"{data}\"/>"))
    }

    /// The outlines of the letters that can be seen.
    fn text<'t>(&mut self, text: &'t Text, place: &Place<'t>) -> Result<String, Refusal> {
        self.within(text.abs_bounding_box())?;
        let scale = place.scale * f64::from(largest(text.abs_transform()));
        for span in text.layouted() {
            let side = f64::from(span.font_size.get()) * scale;
            let glyphs = span.positioned_glyphs.len() as f64;
            self.budget.spend((side * side / self.area).min(1.0) * glyphs * SHEET)?;
        }
        let content = self.group(text.flattened(), place)?;
        if overlaps(place.visible, text.abs_stroke_bounding_box()) {
            let spans = text.layouted().iter().filter(|span| span.visible);
            let lost = spans.flat_map(|span| &span.positioned_glyphs).filter(|glyph| glyph.id.0 == 0);
            let shown = |sign: &char| !sign.is_whitespace() && !sign.is_control() && !is_joiner(*sign);
            self.missing.extend(lost.flat_map(|glyph| glyph.text.chars()).filter(shown));
        }
        Ok(content)
    }

    fn image(&mut self, image: &Image, place: &Place) -> Result<String, Refusal> {
        self.within(image.abs_bounding_box())?;
        self.budget.spend(1.0)?;
        if !image.is_visible() || !overlaps(place.visible, image.abs_bounding_box()) {
            return Ok(String::new());
        }
        use usvg::ImageRendering::{CrispEdges, HighQuality, OptimizeQuality, OptimizeSpeed, Pixelated, Smooth};
        let (rendering, each) = match image.rendering_mode() {
            OptimizeQuality | HighQuality | Smooth => ("", STRETCHED),
            OptimizeSpeed | CrispEdges | Pixelated => (" image-rendering=\"optimizeSpeed\"", 2.0),
        };
        let size = image.size();
        let pixels = f64::from(size.width()) * f64::from(size.height());
        let covered = self.covered(image.abs_bounding_box(), place.scale);
        // Its own pixels are decoded each time, and what covers some of them is drawn once more over all of them.
        self.budget.spend(covered * each * SHEET + pixels / 20_000.0)?;
        let (kind, bytes) = match image.kind() {
            ImageKind::PNG(bytes) => ("png", bytes),
            ImageKind::JPEG(bytes) => ("jpeg", bytes),
            ImageKind::GIF(_) | ImageKind::WEBP(_) | ImageKind::SVG(_) => {
                return refused("holds a picture that is not PNG, JPEG, GIF or WebP", SAVE_PNG);
            }
        };
        let cut = crop::cut(image, bytes, kind, place, self)?;
        let data = STANDARD.encode(cut.as_deref().unwrap_or(bytes));
        let (width, height) = (size.width(), size.height());
        Ok(format!(
            "<image width=\"{width}\" height=\"{height}\"{rendering} href=\"data:image/{kind};base64,{data}\"/>"
        ))
    }
}

/// Characters that join others, or choose how they look, and have no shape of their own.
fn is_joiner(sign: char) -> bool {
    matches!(sign, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
