//! What lies over a part of a drawing and hides some of it: clips, masks, and the shapes that patterns fill.

use std::fmt::Write as _;

use usvg::{ClipPath, Group, Mask, MaskType, Node, Path, Transform};

use super::cost::SHEET;
use super::geometry::{matrix, narrowed, outline};
use super::write::{CORNERS, LAYER, Place, Writer};
use super::{Refusal, SAVE_PNG, refused};

/// What lies over a part of a drawing and hides some of it.
#[derive(Clone, Copy)]
pub(super) enum Over<'t> {
    Clip(&'t ClipPath),
    Mask(&'t Mask),
    /// A shape that a pattern fills.
    Shape(&'t Path),
}

impl Writer<'_> {
    /// The name of a clip. `before` is what its measures are turned by: where a shape inside a clip is clipped itself, all
    /// is written in the measures of the outer one.
    pub(super) fn clip<'t>(
        &mut self,
        clip: &'t ClipPath,
        before: Transform,
        place: &Place<'t>,
    ) -> Result<String, Refusal> {
        let part = std::ptr::from_ref(clip).addr();
        // The same clip may be used in different measures.
        let part = if before.is_identity() { part } else { self.unshared() };
        self.definition(part, |writer, id| {
            let mut shapes = String::new();
            writer.shapes(clip.root(), Transform::identity(), None, place, &mut shapes)?;
            let mut head = format!("<clipPath id=\"{id}\"");
            head.push_str(&matrix("transform", before.pre_concat(clip.transform())));
            if let Some(over) = clip.clip_path() {
                let _ = write!(head, " clip-path=\"url(#{})\"", writer.clip(over, before, place)?);
            }
            Ok(format!("{head}>{shapes}</clipPath>"))
        })
    }

    /// The name of a clip of the form of one shape.
    pub(super) fn shape(&mut self, path: &Path) -> Result<String, Refusal> {
        self.definition(std::ptr::from_ref(path).addr(), |_, id| {
            let data = outline(path.data(), Transform::identity(), None, 0.0)?;
            let rule = clip_rule(path);
            Ok(format!("<clipPath id=\"{id}\"><path{rule} d=\"{data}\"/></clipPath>"))
        })
    }

    /// The shapes of a clip, one after the other: a clip cannot hold groups.
    fn shapes<'t>(
        &mut self,
        group: &'t Group,
        turned: Transform,
        clipped: Option<&str>,
        place: &Place<'t>,
        shapes: &mut String,
    ) -> Result<(), Refusal> {
        self.budget.spend(1.0)?;
        let turned = turned.pre_concat(group.transform());
        let own = match (group.clip_path(), clipped) {
            (Some(_), Some(_)) => return refused("has a clip in a clip in a clip, which is not drawn", SAVE_PNG),
            (Some(clip), None) => Some(self.clip(clip, turned, place)?),
            (None, clipped) => clipped.map(str::to_owned),
        };
        for node in group.children() {
            match node {
                Node::Group(group) => self.shapes(group, turned, own.as_deref(), place, shapes)?,
                Node::Text(text) => self.shapes(text.flattened(), turned, own.as_deref(), place, shapes)?,
                Node::Image(_) => {}
                Node::Path(path) => {
                    self.within(path.abs_bounding_box())?;
                    self.budget.spend(1.0 + path.data().points().len() as f64 / CORNERS)?;
                    self.budget.spend(SHEET * self.covered(path.abs_bounding_box(), place.scale))?;
                    if !path.is_visible() {
                        continue;
                    }
                    let Some(data) = path.data().clone().transform(turned) else { continue };
                    let data = outline(&data, Transform::identity(), None, 0.0)?;
                    let rule = clip_rule(path);
                    let own = own.as_ref().map_or(String::new(), |id| format!(" clip-path=\"url(#{id})\""));
                    let _ = write!(shapes, "<path{rule}{own} d=\"{data}\"/>");
                }
            }
        }
        Ok(())
    }

    pub(super) fn mask<'t>(&mut self, mask: &'t Mask, place: &Place<'t>) -> Result<String, Refusal> {
        self.budget.spend(LAYER * SHEET)?;
        self.definition(std::ptr::from_ref(mask).addr(), |writer, id| {
            let rect = mask.rect();
            let content = writer.group(mask.root(), &place.inside(place.scale, rect.to_rect()))?;
            let mut head = format!(
                "<mask id=\"{id}\" maskUnits=\"userSpaceOnUse\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                rect.x(),
                rect.y(),
                rect.width(),
                rect.height()
            );
            if mask.kind() == MaskType::Alpha {
                head.push_str(" mask-type=\"alpha\"");
            }
            if let Some(over) = mask.mask() {
                let _ = write!(head, " mask=\"url(#{})\"", writer.mask(over, place)?);
            }
            Ok(format!("{head}>{content}</mask>"))
        })
    }
}

/// How the inside of a shape of a clip is found.
fn clip_rule(path: &Path) -> &'static str {
    let is_even_odd = path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
    if is_even_odd { " clip-rule=\"evenodd\"" } else { "" }
}

/// The place of what a group holds; none where clip and mask leave nothing of it.
pub(super) fn seen_through<'t>(group: &'t Group, place: &Place<'t>) -> Option<Place<'t>> {
    let mut inside = place.clone();
    let turned = group.abs_transform();
    if let Some(clip) = group.clip_path() {
        inside.over.push((turned, Over::Clip(clip)));
        let bounds = clip.root().abs_bounding_box().transform(turned.pre_concat(clip.transform()))?;
        inside.visible = narrowed(inside.visible, bounds)?;
    }
    if let Some(mask) = group.mask() {
        inside.over.push((turned, Over::Mask(mask)));
        inside.visible = narrowed(inside.visible, mask.rect().to_rect().transform(turned)?)?;
    }
    Some(inside)
}
