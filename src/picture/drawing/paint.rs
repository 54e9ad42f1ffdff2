//! Writes what fills shapes and lines: colours, runs of colours and patterns.

use std::fmt::Write as _;

use usvg::{Fill, LineCap, LineJoin, Paint, Path, Pattern, SpreadMethod, Stop, Stroke};

use super::cost::SHEET;
use super::write::{Place, Writer, largest, matrix};
use super::{Refusal, SAVE_PNG, refused};

/// A pattern is drawn on a sheet of its own, which may be larger than the drawing so many times.
const PATTERN: f64 = 4.0;

/// Each colour of a run of colours is asked for at each pixel: so many are as much work as the area once more.
const COLOURS: f64 = 20.0;

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
    pub(super) fn fill(&mut self, path: &Path, place: &Place, own: f64) -> Result<String, Refusal> {
        let Some(fill) = fill(path) else { return Ok(" fill=\"none\"".to_owned()) };
        let mut text = format!(" fill=\"{}\"", self.paint(fill.paint(), path, place, own)?);
        if fill.opacity().get() < 1.0 {
            let _ = write!(text, " fill-opacity=\"{}\"", fill.opacity().get());
        }
        if fill.rule() == usvg::FillRule::EvenOdd {
            text.push_str(" fill-rule=\"evenodd\"");
        }
        Ok(text)
    }

    /// The attributes of a line.
    pub(super) fn stroke(&mut self, path: &Path, place: &Place, own: f64) -> Result<String, Refusal> {
        let Some(stroke) = stroke(path) else { return Ok(String::new()) };
        let mut text = format!(" stroke=\"{}\"", self.paint(stroke.paint(), path, place, own)?);
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

    fn paint(&mut self, paint: &Paint, path: &Path, place: &Place, own: f64) -> Result<String, Refusal> {
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
            Paint::Pattern(pattern) => self.pattern(pattern, path, place)?,
        };
        Ok(format!("url(#{id})"))
    }

    fn pattern(&mut self, pattern: &Pattern, path: &Path, place: &Place) -> Result<String, Refusal> {
        let scale = place.scale * f64::from(largest(path.abs_transform().pre_concat(pattern.transform())));
        let rect = pattern.rect();
        let sheets = f64::from(rect.width()) * f64::from(rect.height()) * scale * scale / self.area;
        if sheets.is_nan() || sheets > PATTERN {
            return refused("has a pattern more than four times as large as itself", SAVE_PNG);
        }
        self.budget.spend(sheets * SHEET)?;
        self.definition(std::ptr::from_ref(pattern).addr(), |writer, id| {
            let inside = place.inside(scale, rect.to_rect());
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

/// What both kinds of runs of colours share.
fn run(spread: SpreadMethod, turned: usvg::Transform, stops: &[Stop]) -> String {
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
