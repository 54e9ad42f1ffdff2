//! Writes a clean drawing as a form (ISO 32000-1, 8.10): paths, runs of colours, pictures, clips and groups that shine
//! through. What few drawings have, such as masks and patterns, is not written so; those are painted as pixels.

use usvg::tiny_skia_path::{Path as Outline, PathSegment};
use usvg::{
    BlendMode, ClipPath, FillRule, Group, Image, ImageKind, LineCap, LineJoin, Node, Paint, PaintOrder, Path, Size,
    SpreadMethod, Stop, Stroke, Transform,
};

use super::file::{File, Id};
use super::images;
use super::object::Object;

/// How deep graphics states may be nested: ISO 19005-2, 6.1.13 allows 28, some of which are open around the drawing.
const DEEPEST: usize = 16;

/// So many shapes of one clip are compared with each other.
const COMPARED: usize = 50;

/// Writes a drawing; none if it cannot be written as shapes.
pub(super) fn write(tree: &usvg::Tree, file: &mut File) -> Option<Id> {
    let mut sketch = Sketch::new(tree.size(), 0, file);
    sketch.group(tree.root())?;
    // Drawings count from the top.
    let height = tree.size().height();
    Some(sketch.finish(Object::new("/Matrix[1 0 0 -1 0 ").reals(&[height]).say("]")))
}

/// A form on its way: all of it in the measures of the whole drawing.
struct Sketch<'f> {
    size: Size,
    depth: usize,
    file: &'f mut File,
    out: Object,
    /// Opacities in use; objects in use.
    states: Object,
    shadings: Object,
    objects: Object,
    names: usize,
}

impl<'f> Sketch<'f> {
    fn new(size: Size, depth: usize, file: &'f mut File) -> Sketch<'f> {
        let none = Object::default;
        Sketch { size, depth, file, out: none(), states: none(), shadings: none(), objects: none(), names: 0 }
    }

    fn finish(mut self, entries: &Object) -> Id {
        let mut head = Object::new("/Type/XObject/Subtype/Form/BBox[0 0 ");
        head.reals(&[self.size.width(), self.size.height()]).say("]/Resources<<");
        for (name, entries) in [("ExtGState", &self.states), ("Shading", &self.shadings), ("XObject", &self.objects)] {
            head.name(name).say("<<").bytes.extend_from_slice(&entries.bytes);
            head.say(">>");
        }
        head.say(">>").bytes.extend_from_slice(&entries.bytes);
        let id = self.file.reserve();
        self.file.stream(id, &head, &std::mem::take(&mut self.out.bytes));
        id
    }

    /// The number of the next thing that has a name.
    fn next(&mut self) -> usize {
        self.names += 1;
        self.names
    }

    /// Sets how much of what follows is seen.
    fn opacity(&mut self, opacity: f32) {
        if opacity < 1.0 {
            let name = self.next();
            self.states.say("/A").count(name).say("<</ca ").reals(&[opacity]).say("/CA ").reals(&[opacity]).say(">>");
            self.out.say("/A").count(name).say(" gs\n");
        }
    }

    fn place(&mut self, object: Id) {
        let name = self.next();
        self.objects.say("/X").count(name).say(" ").id(object);
        self.out.say("/X").count(name).say(" Do\n");
    }

    fn turn(&mut self, by: Transform) {
        let Transform { sx, ky, kx, sy, tx, ty } = by;
        self.out.reals(&[sx, ky, kx, sy, tx, ty]).say("cm\n");
    }

    fn group(&mut self, group: &Group) -> Option<()> {
        let opacity = group.opacity().get();
        if opacity <= 0.0 {
            return Some(());
        }
        let is_plain = group.filters().is_empty() && group.mask().is_none() && group.blend_mode() == BlendMode::Normal;
        if !is_plain || self.depth > DEEPEST {
            return None;
        }
        self.depth += 1;
        self.out.say("q\n");
        if let Some(clip) = group.clip_path() {
            self.clip(clip, group.abs_transform())?;
        }
        if opacity < 1.0 {
            let mut inner = Sketch::new(self.size, self.depth, self.file);
            inner.children(group)?;
            let inner = inner.finish(&Object::new("/Group<</S/Transparency/CS/DeviceRGB>>"));
            self.opacity(opacity);
            self.place(inner);
        } else {
            self.children(group)?;
        }
        self.out.say("Q\n");
        self.depth -= 1;
        Some(())
    }

    fn children(&mut self, group: &Group) -> Option<()> {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group)?,
                Node::Path(path) => self.path(path)?,
                Node::Image(image) => self.image(image)?,
                Node::Text(text) => self.group(text.flattened())?,
            }
        }
        Some(())
    }

    /// Narrows what is seen to what a clip shows (8.5.4).
    fn clip(&mut self, clip: &ClipPath, turned: Transform) -> Option<()> {
        if let Some(over) = clip.clip_path() {
            self.clip(over, turned)?;
        }
        let mut shapes = Vec::new();
        gather(clip.root(), turned.pre_concat(clip.transform()), &mut shapes)?;
        let rule = shapes.first().map_or(FillRule::NonZero, |(_, rule)| *rule);
        // Shapes that overlap could take each other away.
        let mut apart = shapes.iter().enumerate().map(|(at, (one, own))| {
            let one = one.bounds();
            *own == rule && shapes[at + 1..].iter().all(|(other, _)| one.intersect(&other.bounds()).is_none())
        });
        if shapes.len() > COMPARED || !apart.all(|is_apart| is_apart) {
            return None;
        }
        if shapes.is_empty() {
            self.out.say("0 0 0 0 re ");
        }
        shapes.iter().for_each(|(shape, _)| self.outline(shape));
        self.out.say(if rule == FillRule::EvenOdd { "W* n\n" } else { "W n\n" });
        Some(())
    }

    fn path(&mut self, path: &Path) -> Option<()> {
        if !path.is_visible() {
            return Some(());
        }
        match path.paint_order() {
            PaintOrder::FillAndStroke => self.fill(path).and_then(|()| self.stroke(path)),
            PaintOrder::StrokeAndFill => self.stroke(path).and_then(|()| self.fill(path)),
        }
    }

    fn fill(&mut self, path: &Path) -> Option<()> {
        let Some(fill) = path.fill() else { return Some(()) };
        let turned = path.abs_transform();
        let outline = path.data().clone().transform(turned)?;
        let star = if fill.rule() == FillRule::EvenOdd { "*" } else { "" };
        self.out.say("q\n");
        self.opacity(fill.opacity().get());
        let shading = match fill.paint() {
            Paint::Color(colour) => {
                self.out
                    .reals(&[colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0))
                    .say("rg\n");
                self.outline(&outline);
                self.out.say("f").say(star).say(" Q\n");
                return Some(());
            }
            Paint::LinearGradient(run) => {
                let mut shading = Object::new("<</ShadingType 2/Coords[");
                shading.reals(&[run.x1(), run.y1(), run.x2(), run.y2()]);
                colours(shading, run.spread_method(), run.stops()).map(|shading| (shading, run.transform()))
            }
            Paint::RadialGradient(run) => {
                let mut shading = Object::new("<</ShadingType 3/Coords[");
                shading.reals(&[run.fx(), run.fy(), run.fr().get(), run.cx(), run.cy(), run.r().get()]);
                colours(shading, run.spread_method(), run.stops()).map(|shading| (shading, run.transform()))
            }
            Paint::Pattern(_) => None,
        };
        let (shading, own) = shading?;
        self.outline(&outline);
        self.out.say("W").say(star).say(" n\n");
        self.turn(turned.pre_concat(own));
        let (name, shading) = (self.next(), self.file.add(&shading));
        self.shadings.say("/S").count(name).say(" ").id(shading);
        self.out.say("/S").count(name).say(" sh Q\n");
        Some(())
    }

    fn stroke(&mut self, path: &Path) -> Option<()> {
        let Some(stroke) = path.stroke() else { return Some(()) };
        let Paint::Color(colour) = stroke.paint() else { return None };
        self.out.say("q\n");
        self.opacity(stroke.opacity().get());
        self.out.reals(&[colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0)).say("RG\n");
        self.turn(path.abs_transform());
        self.line(stroke);
        self.outline(path.data());
        self.out.say("S Q\n");
        Some(())
    }

    /// Sets how a line is drawn (8.4.3).
    fn line(&mut self, stroke: &Stroke) {
        self.out.reals(&[stroke.width().get()]).say("w ").say(match stroke.linecap() {
            LineCap::Butt => "0 J ",
            LineCap::Round => "1 J ",
            LineCap::Square => "2 J ",
        });
        self.out.say(match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => "0 j ",
            LineJoin::Round => "1 j ",
            LineJoin::Bevel => "2 j ",
        });
        self.out.reals(&[stroke.miterlimit().get()]).say("M\n");
        if let Some(dashes) = stroke.dasharray() {
            self.out.say("[").reals(dashes).say("]").reals(&[stroke.dashoffset()]).say("d\n");
        }
    }

    fn outline(&mut self, outline: &Outline) {
        let mut at = (0.0, 0.0);
        for segment in outline.segments() {
            let end = match segment {
                PathSegment::MoveTo(end) => {
                    self.out.reals(&[end.x, end.y]).say("m\n");
                    end
                }
                PathSegment::LineTo(end) => {
                    self.out.reals(&[end.x, end.y]).say("l\n");
                    end
                }
                PathSegment::QuadTo(one, end) => {
                    self.out.quadratic(at, (one.x, one.y), (end.x, end.y));
                    end
                }
                PathSegment::CubicTo(one, two, end) => {
                    self.out.reals(&[one.x, one.y, two.x, two.y, end.x, end.y]).say("c\n");
                    end
                }
                PathSegment::Close => {
                    self.out.say("h\n");
                    continue;
                }
            };
            at = (end.x, end.y);
        }
    }

    fn image(&mut self, image: &Image) -> Option<()> {
        if !image.is_visible() {
            return Some(());
        }
        let (ImageKind::JPEG(bytes) | ImageKind::PNG(bytes)) = image.kind() else { return None };
        let pixels = images::pixels(bytes, self.file).ok()?;
        let (width, height) = (image.size().width(), image.size().height());
        self.out.say("q\n");
        // Pictures count from the bottom.
        self.turn(image.abs_transform().pre_concat(Transform::from_row(width, 0.0, 0.0, -height, 0.0, height)));
        self.place(pixels);
        self.out.say("Q\n");
        Some(())
    }
}

/// The shapes of a clip; none if some of them are clipped themselves.
fn gather(group: &Group, turned: Transform, shapes: &mut Vec<(Outline, FillRule)>) -> Option<()> {
    let turned = turned.pre_concat(group.transform());
    if group.clip_path().is_some() {
        return None;
    }
    for node in group.children() {
        match node {
            Node::Group(group) => gather(group, turned, shapes)?,
            Node::Text(text) => gather(text.flattened(), turned, shapes)?,
            Node::Path(path) if path.is_visible() => {
                let rule = path.fill().map_or(FillRule::NonZero, |fill| fill.rule());
                shapes.push((path.data().clone().transform(turned)?, rule));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
    Some(())
}

/// Adds the colours to a run of colours (8.7.4.5); none if it repeats or shines through.
fn colours(mut shading: Object, spread: SpreadMethod, stops: &[Stop]) -> Option<Object> {
    if spread != SpreadMethod::Pad || stops.iter().any(|stop| stop.opacity().get() < 1.0) {
        return None;
    }
    let (first, last) = (stops.first()?, stops.last()?);
    let colour =
        |stop: &Stop| [stop.color().red, stop.color().green, stop.color().blue].map(|part| f32::from(part) / 255.0);
    let inner = stops.iter().map(|stop| (stop.offset().get(), colour(stop)));
    let points: Vec<(f32, [f32; 3])> =
        std::iter::once((0.0, colour(first))).chain(inner).chain([(1.0, colour(last))]).collect();
    // Two colours at one place are a sharp edge between the runs before and after it.
    let runs: Vec<_> = points.windows(2).filter(|pair| pair[1].0 - pair[0].0 > 0.000_01).collect();
    shading.say("]/ColorSpace/DeviceRGB/Extend[true true]/Function<</FunctionType 3/Domain[0 1]/Functions[");
    for run in &runs {
        shading.say("<</FunctionType 2/N 1/Domain[0 1]/C0[").reals(&run[0].1).say("]/C1[").reals(&run[1].1).say("]>>");
    }
    shading.say("]/Bounds[");
    runs.iter().skip(1).for_each(|run| {
        shading.reals(&[run[0].0]);
    });
    shading.say("]/Encode[").say(&"0 1 ".repeat(runs.len())).say("]>>>>");
    Some(shading)
}
