//! Any bytes as a Word file, and as the text of one: it is read, imported, cleaned, and its report read again.
#![no_main]

use std::io::{Cursor, Write as _};

use assemble::import::{Headings, Numbers, Options, import};
use assemble::read::word::{ChangesRead, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ARROW: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

/// A Word file with this text.
fn container(text: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("_rels/.rels", ARROW.as_bytes()), ("word/document.xml", text)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip file").into_inner()
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let file = if data.starts_with(b"PK") { data.to_vec() } else { container(data) };
    for changes in [ChangesRead::Accepted, ChangesRead::Rejected] {
        let Ok(draft) = read(&file, changes) else { continue };
        let numbers = Numbers::ByProgram;
        let options = Options { body: None, headings: Headings::All, numbers, folder: "p", keys: &[], submitters: &[] };
        let imported = import(&draft, &options);
        assemble_fuzz::parse(imported.yaml.as_bytes(), &[]);
        // A copy may be refused; it may not have other words, which is a mistake of ours.
        if let Err(error) = assemble::copy::clean(&file, changes) {
            assert!(error != assemble::copy::CopyError::OtherWords, "{error}");
        }
    }
});
