//! `assemble` turns a report written as YAML into the Word and PDF files of a submission to a United Nations body.

pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod docx;
pub mod error;
pub mod fonts;
pub mod language;
pub mod layout;
pub mod length;
pub mod pdf;
pub mod picture;
pub mod profile;
pub mod rules;
pub mod source;
pub mod spec;

use diagnostic::Diagnostic;
use error::Error;
use source::Sources;

/// A report to assemble.
pub struct Request<'a> {
    /// Its name in messages.
    pub name: &'a str,
    /// Its YAML.
    pub bytes: &'a [u8],
    /// Reads a file named in the report, relative to its folder, or says why not.
    pub read: &'a dyn Fn(&str) -> Result<Vec<u8>, String>,
    /// Whether a PDF is wanted too.
    pub pdf: bool,
    /// Whether the files are written although rules are broken, with DRAFT on each page.
    pub draft: bool,
    /// The date the files carry inside instead of the report's own.
    pub date: Option<jiff::civil::Date>,
}

/// What became of a report.
pub struct Assembled {
    /// Its files as read, for messages.
    pub sources: Sources,
    /// What is to be said of it, in its own order.
    pub diagnostics: Vec<Diagnostic>,
    /// Its title.
    pub title: String,
    /// The files, unless an error forbids them.
    pub files: Option<Files>,
}

/// The files of a submission.
pub struct Files {
    /// The Word file.
    pub docx: Vec<u8>,
    /// The PDF, if it was wanted.
    pub pdf: Option<Vec<u8>>,
}

/// What one thread needs for any number of reports.
pub struct Tools;
impl Tools {
    /// x
    pub fn new() -> Tools {
        Tools
    }
}
/// x
pub fn assemble(_request: &Request<'_>, _tools: &mut Tools) -> Result<Assembled, Error> {
    Err(Error::Docx { reason: "stub".into() })
}
