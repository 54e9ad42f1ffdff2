//! Puts the parts together: content types, relationships and the zip container, the same bytes for the same parts.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::Xml;
use crate::error::Error;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// A part of the package.
#[derive(Debug)]
pub(super) struct Part {
    /// Its name without the first slash.
    pub(super) name: String,
    pub(super) kind: PartType,
    pub(super) bytes: Vec<u8>,
    pub(super) relationships: Relationships,
}

/// What a part is: its content type and how it is pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartType {
    Document,
    Styles,
    Numbering,
    Settings,
    Fonts,
    Theme,
    Notes,
    Comments,
    Header,
    Footer,
    Core,
    Application,
    Picture,
}

impl PartType {
    /// The type of the relationship that points at it.
    fn relationship(self) -> String {
        let name = match self {
            PartType::Document => "officeDocument",
            PartType::Styles => "styles",
            PartType::Numbering => "numbering",
            PartType::Settings => "settings",
            PartType::Fonts => "fontTable",
            PartType::Theme => "theme",
            PartType::Notes => "footnotes",
            PartType::Comments => "comments",
            PartType::Header => "header",
            PartType::Footer => "footer",
            PartType::Core => return format!("{PACKAGE}relationships/metadata/core-properties"),
            PartType::Application => "extended-properties",
            PartType::Picture => "image",
        };
        format!("{OFFICE}{name}")
    }

    /// Its content type; pictures have theirs by the ending of their names.
    fn content_type(self) -> Option<String> {
        let name = match self {
            PartType::Document => "document.main",
            PartType::Styles => "styles",
            PartType::Numbering => "numbering",
            PartType::Settings => "settings",
            PartType::Fonts => "fontTable",
            PartType::Theme => return Some("application/vnd.openxmlformats-officedocument.theme+xml".into()),
            PartType::Notes => "footnotes",
            PartType::Comments => "comments",
            PartType::Header => "header",
            PartType::Footer => "footer",
            PartType::Core => return Some("application/vnd.openxmlformats-package.core-properties+xml".into()),
            PartType::Application => {
                return Some("application/vnd.openxmlformats-officedocument.extended-properties+xml".into());
            }
            PartType::Picture => return None,
        };
        Some(format!("{WORD}{name}+xml"))
    }
}

/// The relationships of one part: ids are given here and nowhere else, so each one that is written leads somewhere.
#[derive(Debug, Default)]
pub(super) struct Relationships(Vec<(String, String, bool)>);

impl Relationships {
    /// The id of the relationship to another part; `target` is relative to this part's folder.
    pub(super) fn part(&mut self, kind: PartType, target: &str) -> String {
        self.id(kind.relationship(), target.to_owned(), false)
    }

    /// The id of the relationship to an address outside.
    pub(super) fn address(&mut self, address: &str) -> String {
        self.id(format!("{OFFICE}hyperlink"), address.to_owned(), true)
    }

    fn id(&mut self, kind: String, target: String, external: bool) -> String {
        let wanted = (kind, target, external);
        let at = self.0.iter().position(|known| *known == wanted).unwrap_or_else(|| {
            self.0.push(wanted);
            self.0.len() - 1
        });
        format!("rId{}", at + 1)
    }

    fn write(&self) -> Vec<u8> {
        let mut xml = Xml::part();
        xml.open("Relationships", &[("xmlns", &format!("{PACKAGE}relationships"))]);
        for (at, (kind, target, external)) in self.0.iter().enumerate() {
            let id = format!("rId{}", at + 1);
            let mut attributes = vec![("Id", id.as_str()), ("Type", kind), ("Target", target)];
            attributes.extend(external.then_some(("TargetMode", "External")));
            xml.empty("Relationship", &attributes);
        }
        xml.close("Relationships");
        xml.into_string().into_bytes()
    }
}

/// Zips the parts in the order given, content types and the package's relationships first; `xml` is for all but pictures.
pub(super) fn zip(parts: &[Part], xml: CompressionMethod) -> Result<Vec<u8>, Error> {
    let mut package = Relationships::default();
    for part in parts.iter().filter(|part| !part.name.starts_with("word/") || part.kind == PartType::Document) {
        package.part(part.kind, &part.name);
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    add(&mut writer, "[Content_Types].xml", &content_types(parts), xml)?;
    add(&mut writer, "_rels/.rels", &package.write(), xml)?;
    for part in parts {
        // Pictures are compressed already, but for drawings, which are XML.
        let stored = part.kind == PartType::Picture && !part.name.ends_with(".svg");
        add(&mut writer, &part.name, &part.bytes, if stored { CompressionMethod::Stored } else { xml })?;
        if !part.relationships.0.is_empty() {
            let (folder, file) = part.name.rsplit_once('/').unwrap_or(("", &part.name));
            add(&mut writer, &format!("{folder}/_rels/{file}.rels"), &part.relationships.write(), xml)?;
        }
    }
    Ok(writer.finish().map_err(cannot)?.into_inner())
}

fn add(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    bytes: &[u8],
    method: CompressionMethod,
) -> Result<(), Error> {
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .compression_level((method == CompressionMethod::Deflated).then_some(6))
        // The first date a zip file knows, 1980-01-01: the clock is nobody's business.
        .last_modified_time(DateTime::default())
        // Word for Mac has been seen to refuse files whose attributes are all zero.
        .unix_permissions(0o644);
    writer.start_file(name, options).map_err(cannot)?;
    writer.write_all(bytes).map_err(cannot)
}

fn cannot(error: impl std::fmt::Display) -> Error {
    Error::Docx { reason: error.to_string() }
}

fn content_types(parts: &[Part]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}content-types"))]);
    let rels = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty("Default", &[("Extension", "rels"), ("ContentType", rels)]);
    xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    for (ending, kind) in [("jpeg", "image/jpeg"), ("png", "image/png"), ("svg", "image/svg+xml")] {
        if parts.iter().any(|part| part.kind == PartType::Picture && part.name.rsplit('.').next() == Some(ending)) {
            xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
        }
    }
    for part in parts {
        if let Some(kind) = part.kind.content_type() {
            xml.empty("Override", &[("PartName", &format!("/{}", part.name)), ("ContentType", &kind)]);
        }
    }
    xml.close("Types");
    xml.into_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{PartType, Relationships};

    #[test]
    fn the_same_target_has_one_relationship() {
        let mut relationships = Relationships::default();
        let first = relationships.address("https://example.org/");
        assert_eq!(relationships.part(PartType::Styles, "styles.xml"), "rId2");
        assert_eq!(relationships.address("https://example.org/"), first);
    }
}
