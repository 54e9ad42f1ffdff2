//! Word files for tests: the parts that a test cares about, in a container like Word's.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A Word file of these parts; what is not given is left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    parts: Vec<(String, Vec<u8>)>,
    relationships: Vec<(String, String, String, bool)>,
    /// What the file itself leads to, besides its text.
    of_file: Vec<(String, String, String, bool)>,
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";

impl Sample {
    /// A file with this body.
    pub(crate) fn body(xml: &str) -> Sample {
        Sample::default().raw("word/document.xml", format!("<w:document {W}><w:body>{xml}</w:body></w:document>"))
    }

    /// A file whose paragraphs have these words.
    pub(crate) fn paragraphs(words: &[&str]) -> Sample {
        let paragraph = |words: &&str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>");
        Sample::body(&words.iter().map(paragraph).collect::<String>())
    }

    /// With a part beside the text: `styles`, `numbering`, `footnotes`, `comments`.
    pub(crate) fn with(self, kind: &str, xml: &str) -> Sample {
        let root = if kind.starts_with("header") { "hdr" } else { kind };
        let part = format!("<w:{root} {W}>{xml}</w:{root}>");
        self.raw(&format!("word/{kind}.xml"), part).leading_to(kind, &format!("{kind}.xml"), false)
    }

    /// With a part as it is.
    pub(crate) fn raw(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Sample {
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    /// With a relationship of the text; its id is its kind.
    pub(crate) fn leading_to(mut self, kind: &str, target: &str, is_external: bool) -> Sample {
        self.relationships.push((kind.to_owned(), kind.to_owned(), target.to_owned(), is_external));
        self
    }

    /// With a part that says something of the file: `core`, `extended`, `custom`.
    pub(crate) fn saying(mut self, kind: &str, xml: impl Into<Vec<u8>>) -> Sample {
        let name = format!("docProps/{kind}.xml");
        self.of_file.push((kind.to_owned(), format!("{kind}-properties"), name.clone(), false));
        self.raw(&name, xml)
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let one = |(id, kind, target, external): &(String, String, String, bool)| {
            let mode = if *external { " TargetMode=\"External\"" } else { "" };
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>")
        };
        let all = |inside: String| {
            let space = "http://schemas.openxmlformats.org/package/2006/relationships";
            format!("<Relationships xmlns=\"{space}\">{inside}</Relationships>").into_bytes()
        };
        let main = ("rId1".to_owned(), "officeDocument".to_owned(), "word/document.xml".to_owned(), false);
        let mut parts = vec![
            ("_rels/.rels".to_owned(), all(std::iter::once(&main).chain(&self.of_file).map(one).collect())),
            ("word/_rels/document.xml.rels".to_owned(), all(self.relationships.iter().map(one).collect())),
        ];
        parts.extend(self.parts.iter().cloned());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(name, SimpleFileOptions::default()).expect("a part can be begun");
            zip.write_all(&bytes).expect("a part can be written");
        }
        zip.finish().expect("the file can be ended").into_inner()
    }
}
