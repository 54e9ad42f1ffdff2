//! Writes figures: a drawing in the line, its alternative text, and each picture once in the package.

use std::collections::BTreeMap;

use super::Writer;
use super::block::Surroundings;
use super::caption::Followed;
use super::package::{Part, PartType, Relationships};
use super::properties::PPr;
use super::styles::StyleId;
use crate::document::{Figure, Image, ImageFormat, ImageId, Role};
use crate::error::Error;
use crate::length::Length;
use crate::picture;

const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const INLINE: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

/// The pictures that are used, each once.
#[derive(Debug, Default)]
pub(super) struct Media(BTreeMap<ImageId, Files>);

/// The files of one picture.
#[derive(Debug)]
struct Files {
    /// What every reader can show: name and bytes.
    plain: (String, Vec<u8>),
    /// The drawing it was made from.
    vector: Option<(String, Vec<u8>)>,
}

/// How finely drawings are painted for programs that show none, in pixels to the inch.
const FINE: f32 = 192.0;

impl Media {
    fn files(&mut self, id: ImageId, image: &Image, width: Length) -> Result<&Files, Error> {
        use std::collections::btree_map::Entry;
        match self.0.entry(id) {
            Entry::Occupied(entry) => Ok(entry.into_mut()),
            Entry::Vacant(entry) => Ok(entry.insert(files(id, image, width)?)),
        }
    }

    /// The parts of the package.
    pub(super) fn into_parts(self) -> impl Iterator<Item = Part> {
        self.0.into_values().flat_map(|files| std::iter::once(files.plain).chain(files.vector)).map(|(name, bytes)| {
            Part {
                name: format!("word/{name}"),
                kind: PartType::Picture,
                bytes,
                relationships: Relationships::default(),
            }
        })
    }
}

fn files(id: ImageId, image: &Image, width: Length) -> Result<Files, Error> {
    let name = |ending: &str| format!("media/image{}.{ending}", id.0 + 1);
    let bytes = image.bytes.to_vec();
    match image.format {
        ImageFormat::Png => Ok(Files { plain: (name("png"), bytes), vector: None }),
        ImageFormat::Jpeg => Ok(Files { plain: (name("jpeg"), bytes), vector: None }),
        ImageFormat::Svg => {
            let damaged = |reason| Error::Docx { reason: format!("drawing {} cannot be used: {reason}", id.0 + 1) };
            let picture = picture::pixels(&image.bytes, width, FINE).map_err(damaged)?;
            Ok(Files { plain: (name("png"), picture), vector: Some((name("svg"), bytes)) })
        }
    }
}

impl Writer<'_> {
    /// Writes the figure's paragraph and its caption below.
    pub(super) fn figure(&mut self, figure: &Figure, around: Surroundings) -> Result<(), Error> {
        let image = self.image(figure.image)?;
        let size = self.given.measures.figures.get(&figure.id).copied();
        let (width, height) =
            size.ok_or_else(|| Error::Docx { reason: format!("figure {} is not measured", figure.id.0) })?;
        let files = self.media.files(figure.image, image, width)?;
        let plain = self.relationships.part(PartType::Picture, &files.plain.0);
        let vector = files.vector.as_ref().map(|(name, _)| self.relationships.part(PartType::Picture, name));
        let id = self.next_drawing.to_string();
        self.next_drawing += 1;
        let mut style = StyleId::of(Role::Figure);
        if figure.caption.is_none() && figure.below.is_none() {
            style = style.alone();
        }
        if around.indent != Length::ZERO {
            style = style.indented(around.indent);
        }
        let page_break_before = self.breaks.begins_page(figure.id);
        self.open_paragraph(&PPr { style: Some(style), page_break_before, ..PPr::default() });
        let closing = self.open_comments(figure.id);
        self.drawing(figure, (width, height), &id, &plain, vector.as_deref());
        self.xml.raw(&closing);
        self.xml.close("w:p");
        if let Some(caption) = &figure.caption {
            self.caption(caption, if figure.below.is_some() { Followed::Yes } else { Followed::No }, around)?;
        }
        figure.below.iter().try_for_each(|below| self.paragraph(below, around))
    }

    fn drawing(
        &mut self,
        figure: &Figure,
        (width, height): (Length, Length),
        id: &str,
        plain: &str,
        vector: Option<&str>,
    ) {
        let (width, height) = (width.to_emu().to_string(), height.to_emu().to_string());
        let name = format!("Figure {id}");
        let described = [("id", id), ("name", name.as_str()), ("descr", figure.alternative_text.as_str())];
        let size = [("cx", width.as_str()), ("cy", height.as_str())];
        let xml = &mut self.xml;
        xml.raw("<w:r><w:rPr><w:noProof/></w:rPr><w:drawing>");
        xml.open("wp:inline", &[("xmlns:wp", INLINE), ("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
        xml.empty("wp:extent", &size);
        xml.empty("wp:docPr", &described);
        xml.open("wp:cNvGraphicFramePr", &[]);
        xml.empty("a:graphicFrameLocks", &[("xmlns:a", DRAWING), ("noChangeAspect", "1")]);
        xml.close("wp:cNvGraphicFramePr");
        xml.open("a:graphic", &[("xmlns:a", DRAWING)]);
        xml.open("a:graphicData", &[("uri", PICTURE)]);
        xml.open("pic:pic", &[("xmlns:pic", PICTURE)]);
        xml.open("pic:nvPicPr", &[]);
        xml.empty("pic:cNvPr", &described);
        xml.empty("pic:cNvPicPr", &[]);
        xml.close("pic:nvPicPr");
        xml.open("pic:blipFill", &[]);
        xml.open("a:blip", &[("r:embed", plain)]);
        if let Some(vector) = vector {
            // [MS-ODRAWXML] 2.3.16: the drawing itself, for readers that can show it.
            xml.open("a:extLst", &[]);
            xml.open("a:ext", &[("uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}")]);
            let namespace = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
            xml.empty("asvg:svgBlip", &[("xmlns:asvg", namespace), ("r:embed", vector)]);
            xml.close("a:ext");
            xml.close("a:extLst");
        }
        xml.close("a:blip");
        xml.raw("<a:stretch><a:fillRect/></a:stretch>");
        xml.close("pic:blipFill");
        xml.open("pic:spPr", &[]);
        xml.open("a:xfrm", &[]);
        xml.empty("a:off", &[("x", "0"), ("y", "0")]);
        xml.empty("a:ext", &size);
        xml.close("a:xfrm");
        xml.raw("<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
        xml.close("pic:spPr");
        xml.close("pic:pic");
        xml.close("a:graphicData");
        xml.close("a:graphic");
        xml.close("wp:inline");
        xml.raw("</w:drawing></w:r>");
    }
}
