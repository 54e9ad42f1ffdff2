//! Measures of rectangles and lines, and how lines and transformations are written.

use std::fmt::Write as _;

use usvg::tiny_skia_path::PathSegment;
use usvg::{Path, Rect, Transform};

use super::{Refusal, SAVE_PLAIN, refused};

/// Whether one rectangle holds another.
pub(super) fn holds(view: Rect, bounds: Rect) -> bool {
    bounds.left() >= view.left()
        && bounds.right() <= view.right()
        && bounds.top() >= view.top()
        && bounds.bottom() <= view.bottom()
}

/// What both rectangles show; none if nothing.
pub(super) fn narrowed(one: Rect, other: Rect) -> Option<Rect> {
    Rect::from_ltrb(
        one.left().max(other.left()),
        one.top().max(other.top()),
        one.right().min(other.right()),
        one.bottom().min(other.bottom()),
    )
}

pub(super) fn overlaps(view: Rect, bounds: Rect) -> bool {
    bounds.right() >= view.left()
        && bounds.left() <= view.right()
        && bounds.bottom() >= view.top()
        && bounds.top() <= view.bottom()
}

/// The pieces of an outline that can be seen, as they are written.
pub(super) fn outline(
    path: &usvg::tiny_skia_path::Path,
    turned: Transform,
    visible: Option<Rect>,
    around: f32,
) -> Result<String, Refusal> {
    let mut data = String::new();
    let mut piece = String::new();
    let mut bounds: Option<(f32, f32, f32, f32)> = None;
    let mut finish = |piece: &mut String, bounds: &mut Option<(f32, f32, f32, f32)>| {
        let seen = bounds.take().is_some_and(|(left, top, right, bottom)| {
            let rect = Rect::from_ltrb(left - around, top - around, right + around, bottom + around);
            rect.is_none_or(|rect| visible.is_none_or(|view| overlaps(view, rect)))
        });
        if seen {
            data.push_str(piece);
        }
        piece.clear();
    };
    for segment in path.segments() {
        let (letter, points): (char, &[usvg::tiny_skia_path::Point]) = match &segment {
            PathSegment::MoveTo(end) => ('M', &[*end]),
            PathSegment::LineTo(end) => ('L', &[*end]),
            PathSegment::QuadTo(one, end) => ('Q', &[*one, *end]),
            PathSegment::CubicTo(one, two, end) => ('C', &[*one, *two, *end]),
            PathSegment::Close => ('Z', &[]),
        };
        if letter == 'M' {
            finish(&mut piece, &mut bounds);
        }
        piece.push(letter);
        for (number, point) in points.iter().enumerate() {
            if !point.is_finite() {
                return refused("has a line without end", SAVE_PLAIN);
            }
            let space = if number == 0 { "" } else { " " };
            let _ = write!(piece, "{space}{} {}", point.x, point.y);
            let mut at = *point;
            turned.map_point(&mut at);
            let (left, top, right, bottom) = bounds.unwrap_or((at.x, at.y, at.x, at.y));
            bounds = Some((left.min(at.x), top.min(at.y), right.max(at.x), bottom.max(at.y)));
        }
    }
    finish(&mut piece, &mut bounds);
    Ok(data)
}

/// A transformation as an attribute; nothing where nothing is changed.
pub(super) fn matrix(name: &str, turned: Transform) -> String {
    if turned.is_identity() {
        return String::new();
    }
    let Transform { sx, ky, kx, sy, tx, ty } = turned;
    format!(" {name}=\"matrix({sx} {ky} {kx} {sy} {tx} {ty})\"")
}

/// How much longer a line may become at most.
pub(super) fn largest(transform: Transform) -> f32 {
    let (x, y) = transform.get_scale();
    x.abs().max(y.abs())
}

/// How often a line goes from the top of the drawing to its bottom or back, its ways added up.
pub(super) fn crossings(path: &Path, scale: f64, height: f64) -> f64 {
    let turned = path.abs_transform();
    let down = |point: &usvg::tiny_skia_path::Point| {
        (f64::from(turned.ky) * f64::from(point.x) + f64::from(turned.sy) * f64::from(point.y)) * scale
    };
    let points = path.data().points();
    points.windows(2).map(|pair| (down(&pair[1]) - down(&pair[0])).abs().min(height) / height).sum()
}

/// The length of a line in its own units, along its corners.
pub(super) fn length(path: &Path) -> f64 {
    let points = path.data().points();
    points.windows(2).map(|pair| f64::from(pair[0].distance(pair[1]))).sum()
}
