//! What the targets share: a report as bytes, with the one file that it names, taken through the program.

use std::cell::RefCell;
use std::io::{Cursor, Read as _};

use assemble::compare::{CompareError, Moves, compare};
use assemble::copy::{CopyError, clean, with_comments};
use assemble::diagnostic::{Code, Format, render};
use assemble::draft::{DraftRequest, judge, remarks};
use assemble::import::{Headings, Numbers, Options, Told, import, show};
use assemble::read::DirectionControls;
use assemble::read::word::{ChangesRead, read};
use assemble::source::Sources;
use assemble::{Files, Request, Target, Tools};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zip::write::SimpleFileOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::options::DecoderOptions;

thread_local! {
    static TOOLS: RefCell<Tools> = RefCell::new(Tools::new());
}

/// The first keys of a report that breaks no rule.
pub const HEAD: &str = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\n";

/// Reads a report whose files all hold `file`, and prints its findings.
pub fn parse(report: &[u8], file: &[u8]) {
    let mut sources = Sources::default();
    let read = |_: &str| Ok(file.to_vec());
    let decoded = assemble::read::decode("r.yaml", report, &mut sources);
    if decoded.value {
        let parsed = assemble::read::parse(&mut sources, &read, DirectionControls::Refused);
        render(&parsed.diagnostics, &sources, Format::Text, false);
        render(&parsed.diagnostics, &sources, Format::Json, false);
    }
}

/// Takes a report whose files all hold `file` to all formats, although rules are broken; what was written.
pub fn assemble(report: &[u8], file: &[u8]) -> Option<Files> {
    let read = |_: &str| Ok(file.to_vec());
    let request = Request {
        targets: assemble::Target::ALL.into(),
        draft: true,
        // Kept, so that layout and both files meet them.
        controls: DirectionControls::Kept,
        ..Request::new("r.yaml", report, &read)
    };
    TOOLS.with_borrow_mut(|tools| {
        // What the author is told is tested elsewhere: here only a panic, a hang or an `Error` of ours counts.
        let assembled = assemble::assemble(&request, tools).unwrap_or_else(|error| panic!("{error}"));
        render(&assembled.judged.diagnostics, &assembled.judged.sources, Format::Text, false);
        assembled.files
    })
}

/// Takes a figure of these bytes to all formats, and decodes the pictures of what was written.
pub fn figure(bytes: &[u8]) {
    let report = format!("{HEAD}body:\n  - figure: {{file: f, alt: A, caption: C}}\n");
    let Some(files) = assemble(report.as_bytes(), bytes) else { return };
    let mut package = zip::ZipArchive::new(Cursor::new(&files[&Target::Docx])).expect("a whole Word file");
    for at in 0..package.len() {
        let mut part = package.by_index(at).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("a whole part");
        if part.name().starts_with("word/media/") {
            decode(&content);
        }
    }
    for stream in streams(&files[&Target::Pdf]) {
        if stream.starts_with(b"\xFF\xD8") {
            decode(stream);
        } else if stream.starts_with(b"\x78") {
            flate2::read::ZlibDecoder::new(stream).read_to_end(&mut Vec::new()).expect("a whole stream");
        }
    }
}

/// The streams of a PDF as they stand in it.
fn streams(mut pdf: &[u8]) -> Vec<&[u8]> {
    let find = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).position(|window| window == word);
    let mut streams = Vec::new();
    while let Some(start) = find(pdf, b"stream\n") {
        let rest = &pdf[start + 7..];
        let Some(end) = find(rest, b"endstream") else { break };
        streams.push(&rest[..end]);
        pdf = &rest[end + 9..];
    }
    streams
}

/// Decodes a picture as the reader of a file does: it must be whole.
fn decode(picture: &[u8]) {
    match picture {
        [0x89, b'P', ..] => {
            image::load_from_memory_with_format(picture, image::ImageFormat::Png).expect("a whole PNG");
        }
        [0xFF, 0xD8, ..] => {
            let strict = DecoderOptions::default().set_strict_mode(true);
            JpegDecoder::new_with_options(Cursor::new(picture), strict).decode().expect("a whole JPEG");
        }
        drawing => {
            usvg::Tree::from_data(drawing, &usvg::Options::default()).expect("a whole drawing");
            let text = std::str::from_utf8(drawing).expect("a text");
            for inside in text.split(";base64,").skip(1).filter_map(|rest| rest.split('"').next()) {
                decode(&STANDARD.decode(inside).expect("a coded picture"));
            }
        }
    }
}

/// A Word file of parts that stand between form feeds: text, styles, lists, notes, comments. What is not a part is inside one.
pub fn word_file(data: &[u8]) -> Vec<u8> {
    const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    const KINDS: [&str; 5] = ["document", "styles", "numbering", "footnotes", "comments"];
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut part = |name: &str, bytes: &[u8]| {
        writer.start_file(name, options).expect("a part can be begun");
        std::io::Write::write_all(&mut writer, bytes).expect("a part can be written");
    };
    let relation = |kind: &str, target: &str| format!("<Relationship Id=\"{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
    part("_rels/.rels", format!("<R>{}</R>", relation("officeDocument", "word/document.xml")).as_bytes());
    let all: String = KINDS[1..].iter().map(|kind| relation(kind, &format!("{kind}.xml"))).collect();
    part("word/_rels/document.xml.rels", format!("<R>{all}</R>").as_bytes());
    for (kind, bytes) in KINDS.iter().zip(data.split(|byte| *byte == b'\x0C')) {
        let body = if *kind == "document" { ["<w:body>", "</w:body>"] } else { ["", ""] };
        let open = format!("<w:{kind} {SPACE}>{}", body[0]);
        let close = format!("{}</w:{kind}>", body[1]);
        let xml = if bytes.starts_with(b"<?xml") { bytes.to_vec() } else { [open.as_bytes(), bytes, close.as_bytes()].concat() };
        part(&format!("word/{kind}.xml"), &xml);
    }
    writer.finish().expect("the file can be ended").into_inner()
}

/// Does with a Word file all that the program does. Each word is carried or told, and what is written says the same.
pub fn judge_word(bytes: &[u8]) {
    for changes in [ChangesRead::Accepted, ChangesRead::Rejected] {
        let Ok(draft) = read(bytes, changes) else { return };
        let options = Options {
            body: None,
            headings: Headings::All,
            numbers: Numbers::ByProgram,
            folder: "p",
            keys: &[],
            submitters: &[],
        };
        let imported = import(&draft, &options);
        let is_told = imported.findings.iter().any(|finding| finding.code == Code::WordNotCarried);
        assert!(imported.carried == imported.words || is_told);
        let (sources, shown) = show("f.docx", &draft, &imported.findings, Told::ToPeople);
        render(&shown, &sources, Format::Text, false);
        let request = DraftRequest { name: "f.docx", body: "upr", keys: &[], submitters: &[] };
        let judged = TOOLS.with_borrow_mut(|tools| judge(&draft, &request, tools)).unwrap_or_else(|error| panic!("{error}"));
        let copy = with_comments(bytes, &remarks(&draft, &judged.findings));
        assert!(copy.is_err() || read(&copy.unwrap_or_default(), changes).is_ok());
        match clean(bytes, changes) {
            Ok(cleaned) => {
                let found = compare(&cleaned.bytes, &cleaned.bytes, Moves::Found, None);
                assert!(!matches!(found, Err(CompareError::NotProven { .. })), "{found:?}");
                let other = word_file(b"<w:p><w:r><w:t>Another text.</w:t></w:r></w:p>");
                let found = compare(&other, &cleaned.bytes, Moves::Found, None);
                assert!(!matches!(found, Err(CompareError::NotProven { .. })), "{found:?}");
            }
            Err(reason) => assert_ne!(reason, CopyError::OtherWords),
        }
    }
}
