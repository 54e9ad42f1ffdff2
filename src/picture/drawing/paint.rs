//! Writes what fills shapes and lines: colours, runs of colours and patterns.

use std::fmt::Write as _;

use usvg::{Fill, Group, LineCap, LineJoin, Node, Paint, Path, Pattern, Rect, SpreadMethod, Stop, Stroke, Transform};

use super::clip::Over;
use super::cost::SHEET;
use super::geometry::{holds, largest, matrix, narrowed};
use super::write::{Place, Writer};
use super::{Refusal, SAVE_PNG, damaged, refused};

/// A pattern is drawn on a sheet of its own, which may be larger than the drawing so many times.
const PATTERN: f64 = 4.0;

/// Each colour of a run of colours is asked for at each pixel: so many are as much work as the area once more.
const COLOURS: f64 = 20.0;

/// A shape that is larger than the tile that fills it by less than this does not repeat it: numbers are rounded.
const LITTLE: f32 = 0.001;

/// The fill of a path, if it can be seen.
pub(super) fn fill(path: &Path) -> Option<&Fill> {
    path.fill().filter(|fill| fill.opacity().get() > 0.0 && shows(fill.paint()))
}

/// The line along a path, if it can be seen.
pub(super) fn stroke(path: &Path) -> Option<&Stroke> {
    path.stroke().filter(|stroke| stroke.opacity().get() > 0.0 && shows(stroke.paint()))
}

fn shows(paint: &Paint) -> bool {
    let any = |stops: &[Stop]| stops.iter().any(|stop| stop.opacity().get() > 0.0);
    match paint {
        Paint::Color(_) | Paint::Pattern(_) => true,
        Paint::LinearGradient(gradient) => any(gradient.stops()),
        Paint::RadialGradient(gradient) => any(gradient.stops()),
    }
}

impl Writer<'_> {
    /// The attributes of a fill.
    pub(super) fn fill<'t>(&mut self, path: &'t Path, place: &Place<'t>, own: f64) -> Result<String, Refusal> {
        let Some(fill) = fill(path) else { return Ok(" fill=\"none\"".to_owned()) };
        let mut text = format!(
            " fill=\"{}\"",
            self.paint(fill.paint(), &Area { path, bounds: path.abs_bounding_box(), place, is_filled: true }, own)?
        );
        if fill.opacity().get() < 1.0 {
            let _ = write!(text, " fill-opacity=\"{}\"", fill.opacity().get());
        }
        if fill.rule() == usvg::FillRule::EvenOdd {
            text.push_str(" fill-rule=\"evenodd\"");
        }
        Ok(text)
    }

    /// The attributes of a line.
    pub(super) fn stroke<'t>(&mut self, path: &'t Path, place: &Place<'t>, own: f64) -> Result<String, Refusal> {
        let Some(stroke) = stroke(path) else { return Ok(String::new()) };
        let mut text = format!(
            " stroke=\"{}\"",
            self.paint(
                stroke.paint(),
                &Area { path, bounds: path.abs_stroke_bounding_box(), place, is_filled: false },
                own
            )?
        );
        let _ = write!(text, " stroke-width=\"{}\"", stroke.width().get());
        if stroke.opacity().get() < 1.0 {
            let _ = write!(text, " stroke-opacity=\"{}\"", stroke.opacity().get());
        }
        match stroke.linecap() {
            LineCap::Butt => {}
            LineCap::Round => text.push_str(" stroke-linecap=\"round\""),
            LineCap::Square => text.push_str(" stroke-linecap=\"square\""),
        }
        match stroke.linejoin() {
            LineJoin::Miter => {}
            LineJoin::MiterClip => text.push_str(" stroke-linejoin=\"miter-clip\""),
            LineJoin::Round => text.push_str(" stroke-linejoin=\"round\""),
            LineJoin::Bevel => text.push_str(" stroke-linejoin=\"bevel\""),
        }
        let _ = write!(text, " stroke-miterlimit=\"{}\"", stroke.miterlimit().get());
        if let Some(dashes) = stroke.dasharray() {
            let dashes: Vec<String> = dashes.iter().map(f32::to_string).collect();
            let _ = write!(text, " stroke-dasharray=\"{}\"", dashes.join(" "));
            let _ = write!(text, " stroke-dashoffset=\"{}\"", stroke.dashoffset());
        }
        Ok(text)
    }

    fn paint<'t>(&mut self, paint: &'t Paint, area: &Area<'_, 't>, own: f64) -> Result<String, Refusal> {
        let id = match paint {
            Paint::Color(colour) => return Ok(hexadecimal(*colour)),
            Paint::LinearGradient(gradient) => {
                self.budget.spend(own * SHEET * (2.0 + gradient.stops().len() as f64 / COLOURS))?;
                self.definition(std::ptr::from_ref(&**gradient).addr(), |_, id| {
                    let (x1, y1, x2, y2) = (gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2());
                    let head = format!("<linearGradient id=\"{id}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"");
                    let (spread, turned) = (gradient.spread_method(), gradient.transform());
                    Ok(format!("{head}{}</linearGradient>", run(spread, turned, gradient.stops())))
                })?
            }
            Paint::RadialGradient(gradient) => {
                self.budget.spend(own * SHEET * (2.0 + gradient.stops().len() as f64 / COLOURS))?;
                self.definition(std::ptr::from_ref(&**gradient).addr(), |_, id| {
                    let (cx, cy, r) = (gradient.cx(), gradient.cy(), gradient.r().get());
                    let (fx, fy, fr) = (gradient.fx(), gradient.fy(), gradient.fr().get());
                    let head = format!("<radialGradient id=\"{id}\" cx=\"{cx}\" cy=\"{cy}\" r=\"{r}\" fx=\"{fx}\" fy=\"{fy}\" fr=\"{fr}\"");
                    let (spread, turned) = (gradient.spread_method(), gradient.transform());
                    Ok(format!("{head}{}</radialGradient>", run(spread, turned, gradient.stops())))
                })?
            }
            Paint::Pattern(pattern) => self.pattern(pattern, std::ptr::from_ref(paint).addr(), area)?,
        };
        Ok(format!("url(#{id})"))
    }

    /// The name of a pattern. `part` is the use of it: what is shown of a photograph is not the same in each.
    fn pattern<'t>(&mut self, pattern: &'t Pattern, part: usize, area: &Area<'_, 't>) -> Result<String, Refusal> {
        let scale = area.place.scale * f64::from(largest(area.path.abs_transform().pre_concat(pattern.transform())));
        let rect = pattern.rect();
        let sheets = f64::from(rect.width()) * f64::from(rect.height()) * scale * scale / self.area;
        if sheets.is_nan() || sheets > PATTERN {
            return refused("has a pattern more than four times as large as itself", SAVE_PNG);
        }
        self.budget.spend(sheets * SHEET)?;
        let part = if holds_picture(pattern.root()) { part } else { std::ptr::from_ref(pattern).addr() };
        // What stands in a pattern is measured from the corner of its tile.
        let tile = Rect::from_xywh(0.0, 0.0, rect.width(), rect.height());
        let wrapped = wrapped(pattern.root());
        let tile = tile.zip(wrapped.invert()).and_then(|(tile, unwrapped)| tile.transform(unwrapped));
        let tile = tile.ok_or_else(|| damaged("a pattern has no size"))?;
        let scale = scale * f64::from(largest(wrapped));
        self.definition(part, |writer, id| {
            let inside = area.of_tile(pattern, tile, wrapped, scale).unwrap_or_else(|| area.place.inside(scale, tile));
            let content = writer.children(pattern.root(), &inside)?;
            let head = format!(
                "<pattern id=\"{id}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" patternUnits=\"userSpaceOnUse\"",
                rect.x(),
                rect.y(),
                rect.width(),
                rect.height()
            );
            Ok(format!("{head}{}>{content}</pattern>", matrix("patternTransform", pattern.transform())))
        })
    }
}

/// What a paint covers.
struct Area<'p, 't> {
    path: &'t Path,
    /// In the drawing's own measures.
    bounds: Rect,
    place: &'p Place<'t>,
    is_filled: bool,
}

impl<'t> Area<'_, 't> {
    /// What is shown of the tile of a pattern, in the tile's measures; none where the tile is repeated.
    fn of_tile(&self, pattern: &Pattern, tile: Rect, wrapped: Transform, scale: f64) -> Option<Place<'t>> {
        let forth = self.path.abs_transform().pre_concat(pattern.transform());
        let forth = forth.pre_translate(pattern.rect().x(), pattern.rect().y());
        let back = forth.pre_concat(wrapped).invert()?;
        let (across, down) = (tile.width() * LITTLE, tile.height() * LITTLE);
        let around =
            Rect::from_ltrb(tile.left() - across, tile.top() - down, tile.right() + across, tile.bottom() + down)?;
        if !holds(around, self.bounds.transform(back)?) {
            return None;
        }
        let visible = narrowed(tile, narrowed(self.bounds, self.place.visible)?.transform(back)?)?;
        let mut over: Vec<_> = self.place.over.iter().map(|(turned, over)| (back.pre_concat(*turned), *over)).collect();
        if self.is_filled {
            over.push((back.pre_concat(self.path.abs_transform()), Over::Shape(self.path)));
        }
        Some(Place { scale, visible, over })
    }
}

/// What `usvg` has put around the content of a pattern, and not counted in the measures of the content: where these are parts of
/// the shape that is filled.
fn wrapped(root: &Group) -> Transform {
    let none = Transform::identity();
    let [Node::Group(around)] = root.children() else { return none };
    let all = around.abs_transform();
    let (whole, counted) = match around.children().first() {
        Some(Node::Group(group)) => (all.pre_concat(group.transform()), group.abs_transform()),
        Some(Node::Path(path)) => (all, path.abs_transform()),
        Some(Node::Image(image)) => (all, image.abs_transform()),
        Some(Node::Text(text)) => (all, text.abs_transform()),
        None => return none,
    };
    counted.invert().map_or(none, |back| whole.pre_concat(back))
}

/// Whether a photograph may stand in a pattern.
fn holds_picture(group: &Group) -> bool {
    let is_pattern = |paint: Option<&Paint>| matches!(paint, Some(Paint::Pattern(_)));
    group.children().iter().any(|node| match node {
        Node::Image(_) => true,
        Node::Group(group) => holds_picture(group),
        Node::Path(path) => is_pattern(path.fill().map(Fill::paint)) || is_pattern(path.stroke().map(Stroke::paint)),
        Node::Text(text) => holds_picture(text.flattened()),
    })
}

/// What both kinds of runs of colours share.
fn run(spread: SpreadMethod, turned: Transform, stops: &[Stop]) -> String {
    let spread = match spread {
        SpreadMethod::Pad => "",
        SpreadMethod::Reflect => " spreadMethod=\"reflect\"",
        SpreadMethod::Repeat => " spreadMethod=\"repeat\"",
    };
    let mut text = format!(" gradientUnits=\"userSpaceOnUse\"{spread}{}>", matrix("gradientTransform", turned));
    for stop in stops {
        let colour = hexadecimal(stop.color());
        let _ = write!(text, "<stop offset=\"{}\" stop-color=\"{colour}\"", stop.offset().get());
        if stop.opacity().get() < 1.0 {
            let _ = write!(text, " stop-opacity=\"{}\"", stop.opacity().get());
        }
        text.push_str("/>");
    }
    text
}

fn hexadecimal(colour: usvg::Color) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue)
}
