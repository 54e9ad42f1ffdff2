//! Writes `docProps`: what the file says about itself, and nothing of the machine or its user.

use super::package::{Part, PartType, Relationships};
use super::script::word_tag;
use super::xml::Xml;
use crate::document::Document;

/// The core and the application properties.
pub(super) fn parts(document: &Document, words: usize) -> [Part; 2] {
    let part = |kind, name: &str, xml: String| Part {
        name: name.to_owned(),
        kind,
        bytes: xml.into_bytes(),
        relationships: Relationships::default(),
    };
    [
        part(PartType::Core, "docProps/core.xml", core(document)),
        part(PartType::Application, "docProps/app.xml", application(words)),
    ]
}

fn core(document: &Document) -> String {
    let metadata = &document.metadata;
    let mut xml = Xml::part();
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    let language = word_tag(&document.language.into());
    let texts = [
        ("dc:title", metadata.title.clone()),
        ("dc:subject", metadata.subject.clone()),
        ("dc:creator", metadata.authors.join("; ")),
        ("cp:keywords", metadata.keywords.join(", ")),
        ("dc:language", language),
    ];
    for (name, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
        xml.leaf(name, &[], text);
    }
    if let Some(date) = metadata.date {
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.leaf(name, &[("xsi:type", "dcterms:W3CDTF")], &format!("{date}T00:00:00Z"));
        }
    }
    xml.close("cp:coreProperties");
    xml.into_string()
}

fn application(words: usize) -> String {
    let mut xml = Xml::part();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", namespace)]);
    xml.leaf("Words", &[], &words.to_string());
    xml.leaf("Application", &[], "assemble");
    xml.close("Properties");
    xml.into_string()
}
