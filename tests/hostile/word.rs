//! Word files made to do harm. Each is a list of parts, or bytes, with the way in which `import` must end.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Numbers;
use crate::compare::word;

/// How the program must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// A report is made.
    Well,
    /// The file is refused with one message.
    Refused,
    /// Either: the damage may hit a part that matters or one that does not.
    Either,
}

/// A file with a name that says what is wrong with it.
pub(super) struct Hostile {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) ends: Ends,
}

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

type Parts = Vec<(String, Vec<u8>)>;

fn document(body: &str) -> String {
    format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>")
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn arrows(arrows: &[(&str, &str, &str, bool)]) -> String {
    let one = |(id, kind, target, is_external): &(&str, &str, &str, bool)| {
        let mode = if *is_external { " TargetMode=\"External\"" } else { "" };
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>")
    };
    let inside: String = arrows.iter().map(one).collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
    )
}

/// The parts of a file with this document and these arrows from it.
fn parts(document: impl Into<Vec<u8>>, from_text: &[(&str, &str, &str, bool)]) -> Parts {
    vec![
        ("_rels/.rels".to_owned(), arrows(&[("rId1", "officeDocument", "word/document.xml", false)]).into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), arrows(from_text).into_bytes()),
        ("word/document.xml".to_owned(), document.into()),
    ]
}

fn zipped(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip file").into_inner()
}

/// A file with one more part, to which an arrow of that kind leads.
fn with(kind: &str, part: impl Into<Vec<u8>>, body: &str) -> Vec<u8> {
    let target = format!("{kind}.xml");
    let mut parts = parts(document(body), &[("rId9", kind, &target, false)]);
    parts.push((format!("word/{target}"), part.into()));
    zipped(&parts)
}

fn root(name: &str, inside: &str) -> String {
    format!("<w:{name} {SPACES}>{inside}</w:{name}>")
}

/// All files.
pub(super) fn all() -> Vec<Hostile> {
    let mut all = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>, ends: Ends| {
        let name = format!("{:03}-{name}", all.len());
        all.push(Hostile { name, bytes, ends });
    };
    containers(&mut add);
    kinds(&mut add);
    markup(&mut add);
    depth(&mut add);
    outside(&mut add);
    missing(&mut add);
    cycles(&mut add);
    numbers(&mut add);
    crowds(&mut add);
    mutations(&mut add);
    all
}

type Add<'a> = dyn FnMut(&str, Vec<u8>, Ends) + 'a;

/// Containers that lie.
fn containers(add: &mut Add<'_>) {
    let good = zipped(&parts(document(&paragraph("Words.")), &[]));
    // A part of 210 MB that takes some hundred kilobytes.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    for (name, bytes) in parts(Vec::new(), &[]).iter().take(2) {
        zip.start_file(name.as_str(), options).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.start_file("word/document.xml", options).expect("a part");
    let spaces = vec![b' '; 1_000_000];
    (0..210).for_each(|_| zip.write_all(&spaces).expect("its bytes"));
    add("bomb", zip.finish().expect("a zip file").into_inner(), Ends::Refused);
    // Each entry of the directory tells the sizes: packed at byte 20, unpacked at 24.
    let entry = good.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory");
    for (at, value) in
        [(20, 0u32), (20, 7), (20, u32::MAX), (24, 0), (24, 7), (24, u32::MAX), (24, 0x7FFF_FFFF), (42, 9)]
    {
        let mut bytes = good.clone();
        bytes[entry + at..entry + at + 4].copy_from_slice(&value.to_le_bytes());
        add(&format!("size-{at}-{value}"), bytes, Ends::Either);
    }
    for (at, value) in [(8, 1u16), (8, 0xFFFF), (10, 99), (10, 12), (10, 0xFFFF)] {
        let mut bytes = good.clone();
        bytes[entry + at..entry + at + 2].copy_from_slice(&value.to_le_bytes());
        add(&format!("method-{at}-{value}"), bytes, Ends::Either);
    }
    // All entries lead to the bytes of the last one.
    let mut bytes = good.clone();
    let places: Vec<usize> =
        good.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x01\x02").map(|(at, _)| at).collect();
    let last = good[places[places.len() - 1] + 42..][..4].to_vec();
    places.iter().for_each(|at| bytes[at + 42..at + 46].copy_from_slice(&last));
    add("overlapping", bytes, Ends::Refused);
    let mut before = b"#!/bin/sh\necho not a Word file\n".to_vec();
    before.extend(&good);
    add("behind-a-script", before, Ends::Refused);
    let mut after = good.clone();
    after.extend(vec![0; 70_000]);
    add("zeros-behind", after, Ends::Either);
    for name in
        ["../../etc/passwd", "/etc/passwd", "C:\\x.xml", "word/\u{202E}xml", "word/document.xml/x", "WORD/Document.xml"]
    {
        let mut parts = parts(document(&paragraph("Words.")), &[]);
        parts.push((name.to_owned(), b"<x/>".to_vec()));
        add("name", zipped(&parts), Ends::Either);
    }
    let mut many = parts(document(&paragraph("Words.")), &[]);
    many.extend((0..10_001).map(|at| (format!("x/{at}"), Vec::new())));
    add("parts", zipped(&many), Ends::Refused);
    for share in 1..=30 {
        add("cut-off", good[..good.len() * share / 31].to_vec(), Ends::Refused);
    }
}

/// Files of other kinds.
fn kinds(add: &mut Add<'_>) {
    let mut numbers = Numbers::new(7);
    let mut noise = |length: usize| -> Vec<u8> { (0..length).map(|_| numbers.below(256) as u8).collect() };
    add("empty", Vec::new(), Ends::Refused);
    for (name, head) in [
        ("old-word", &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..]),
        ("with-a-password", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00EncryptedPackage"),
        ("rtf", b"{\\rtf1\\ansi "),
        ("pdf", b"%PDF-1.7\n"),
        ("png", b"\x89PNG\r\n\x1A\n"),
        ("html", b"<html><body>text</body></html>"),
        ("text", b"Dear colleague, the text is in the mail. "),
        ("yaml", b"submitted_to: generic\n"),
        ("zip-head", b"PK\x03\x04"),
        ("empty-zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        ("gzip", b"\x1F\x8B\x08\x00"),
        ("seven-zip", b"7z\xBC\xAF\x27\x1C"),
        ("noise", b""),
    ] {
        for length in [0, 3_000] {
            let mut bytes = head.to_vec();
            bytes.extend(noise(length));
            add(name, bytes, Ends::Refused);
        }
    }
    for (name, part) in [
        ("odt", "mimetype"),
        ("epub", "META-INF/container.xml"),
        ("excel", "xl/workbook.xml"),
        ("powerpoint", "ppt/presentation.xml"),
        ("archive", "letter.txt"),
    ] {
        let target = arrows(&[("rId1", "officeDocument", part, false)]).into_bytes();
        let parts = vec![("_rels/.rels".to_owned(), target), (part.to_owned(), b"<workbook/>".to_vec())];
        add(name, zipped(&parts), Ends::Refused);
    }
}

/// Markup that no Word file has.
fn markup(add: &mut Add<'_>) {
    let laughs: String = (1..10).map(|at| format!("<!ENTITY e{at} \"&e{0};&e{0};&e{0};&e{0};\">", at - 1)).collect();
    let bomb = format!("<!DOCTYPE x [<!ENTITY e0 \"ha\">{laughs}]>");
    let outside = "<!DOCTYPE x [<!ENTITY e9 SYSTEM \"file:///etc/passwd\">]>";
    let remote = "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">";
    for (name, head) in [("entities", bomb.as_str()), ("entity-of-a-file", outside), ("dtd", remote)] {
        let own = format!("{head}{}", document(&paragraph("&e9;")));
        add(name, zipped(&parts(own, &[])), Ends::Refused);
        for kind in ["styles", "numbering", "footnotes", "comments", "settings", "header"] {
            let part = format!("{head}{}", root(if kind == "header" { "hdr" } else { kind }, ""));
            add(&format!("{name}-in-{kind}"), with(kind, part, &paragraph("Words.")), Ends::Either);
        }
    }
    for (name, body) in [
        ("unknown-entity", paragraph("&nothing;")),
        ("zero", paragraph("a&#0;b")),
        ("no-character", paragraph("a&#xFFFF;b")),
        ("surrogate", paragraph("a&#xD800;b")),
        ("too-large-a-number", paragraph("a&#99999999999;b")),
        ("open-tag", "<w:p><w:r><w:t>words".to_owned()),
        ("wrong-end", "<w:p><w:r></w:p></w:r>".to_owned()),
        ("half-a-tag", "<w:p <w:r>".to_owned()),
        ("attribute-twice", "<w:p w:rsidR=\"1\" w:rsidR=\"2\"/>".to_owned()),
        ("no-prefix", "<q:p><q:r/></q:p>".to_owned()),
    ] {
        add(name, zipped(&parts(document(&body), &[])), Ends::Either);
    }
    for (name, body) in [
        ("cdata", "<w:p><w:r><w:t><![CDATA[<w:p>words</w:p>]]></w:t></w:r></w:p>".to_owned()),
        ("instruction", format!("<?xml-stylesheet href=\"http://127.0.0.1:9/x\"?>{}", paragraph("Words."))),
        ("comment-of-xml", format!("<!-- <w:p> -->{}", paragraph("Words."))),
        ("turned-words", paragraph("\u{202E}sdrow\u{202C} \u{2066}x\u{2069}")),
        ("fields-without-end", "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>x</w:t></w:r></w:p>".repeat(3_000)),
        ("fields-without-start", "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/><w:t>x</w:t></w:r></w:p>".repeat(3_000)),
        ("deleted-in-inserted", format!("<w:p>{}<w:r><w:delText>x</w:delText></w:r>{}</w:p>", "<w:ins><w:del>".repeat(50), "</w:del></w:ins>".repeat(50))),
        ("move-without-partner", "<w:p><w:moveFromRangeStart w:id=\"1\" w:name=\"m\"/><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p>".to_owned()),
        ("row-outside", "<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>".to_owned()),
        ("no-cells", "<w:tbl><w:tr/><w:tr/></w:tbl><w:tbl/>".to_owned()),
    ] {
        add(name, zipped(&parts(document(&body), &[])), Ends::Well);
    }
    let text = document(&paragraph("Words."));
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    add("wide", zipped(&parts(wide.clone(), &[])), Ends::Well);
    add("half-a-letter", zipped(&parts(wide[..wide.len() - 1].to_vec(), &[])), Ends::Refused);
    let mut bytes = text.clone().into_bytes();
    bytes[text.find("Words").expect("the words")] = 0xFF;
    add("no-utf-8", zipped(&parts(bytes, &[])), Ends::Refused);
    for encoding in ["UTF-7", "EBCDIC-CP-US", "x"] {
        let head = format!("<?xml version=\"1.1\" encoding=\"{encoding}\"?>{text}");
        add("encoding", zipped(&parts(head, &[])), Ends::Either);
    }
}

/// Elements in elements.
fn depth(add: &mut Add<'_>) {
    let nested = |open: &str, close: &str, times: usize| {
        format!("{}{}{}", open.repeat(times), paragraph("x"), close.repeat(times))
    };
    for times in [10, 60, 100, 300, 5_000, 100_000] {
        let ends = if times > 250 { Ends::Refused } else { Ends::Either };
        for (name, open, close) in [
            ("tables", "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
            ("controls", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            (
                "boxes",
                "<w:p><w:r><w:pict><v:textbox><w:txbxContent>",
                "</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
            ),
            ("alternatives", "<mc:AlternateContent><mc:Fallback>", "</mc:Fallback></mc:AlternateContent>"),
        ] {
            add(&format!("{name}-{times}"), zipped(&parts(document(&nested(open, close, times)), &[])), ends);
        }
    }
}

/// Arrows to other places.
fn outside(add: &mut Add<'_>) {
    let body = format!(
        "<w:p><w:hyperlink r:id=\"rId9\"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p><w:altChunk r:id=\"rId9\"/>\
         <w:p><w:subDoc r:id=\"rId9\"/><w:r><w:drawing><a:blip r:embed=\"rId9\" r:link=\"rId9\"/></w:drawing></w:r></w:p>{}",
        paragraph("Words.")
    );
    for address in [
        "file:///etc/passwd",
        "/etc/passwd",
        "../../../../etc/passwd",
        "\\\\127.0.0.1\\share\\x",
        "http://127.0.0.1:9/x",
        "https://127.0.0.1:9/x.dotm",
        "javascript:alert(1)",
        "mhtml:http://127.0.0.1:9/x!x-usc:x",
        "data:text/html;base64,PGI+",
        "",
    ] {
        for kind in ["hyperlink", "image", "attachedTemplate", "footnotes", "styles", "aFChunk", "oleObject"] {
            let is_external = kind != "footnotes" || address.starts_with("http");
            add(kind, zipped(&parts(document(&body), &[("rId9", kind, address, is_external)])), Ends::Well);
        }
    }
    add(
        "long-address",
        zipped(&parts(
            document(&body),
            &[("rId9", "hyperlink", &format!("https://x.org/{}", "a".repeat(500_000)), true)],
        )),
        Ends::Well,
    );
    let mut macros = parts(document(&paragraph("Words.")), &[("rId9", "vbaProject", "vbaProject.bin", false)]);
    macros.push(("word/vbaProject.bin".to_owned(), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1Shell".to_vec()));
    add("macros", zipped(&macros), Ends::Well);
}

/// Parts that are not there.
fn missing(add: &mut Add<'_>) {
    let all = parts(document(&paragraph("Words.")), &[("rId9", "footnotes", "nothing.xml", false)]);
    add("arrow-to-nothing", zipped(&all), Ends::Well);
    for gone in 0..all.len() {
        let rest: Parts = all.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, part)| part.clone()).collect();
        add(&format!("without-{gone}"), zipped(&rest), if gone == 2 { Ends::Refused } else { Ends::Well });
    }
    for (name, text) in
        [("no-body", root("document", "")), ("empty-part", String::new()), ("other-root", root("styles", ""))]
    {
        add(name, zipped(&parts(text, &[])), Ends::Either);
    }
    let note = "<w:p><w:r><w:footnoteReference w:id=\"77\"/><w:t>x</w:t></w:r><w:r><w:commentReference w:id=\"8\"/></w:r></w:p>";
    add("mark-without-note", with("footnotes", root("footnotes", ""), note), Ends::Well);
    add(
        "notes-without-id",
        with("footnotes", root("footnotes", "<w:footnote><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>"), note),
        Ends::Well,
    );
}

/// Things that lead to themselves.
fn cycles(add: &mut Add<'_>) {
    let style = |id: &str, based: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/><w:basedOn w:val=\"{based}\"/><w:link w:val=\"{based}\"/></w:style>"
        )
    };
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    for (name, styles) in [
        ("style-of-itself", style("A", "A")),
        ("two-styles", style("A", "B") + &style("B", "A")),
        ("three-styles", style("A", "B") + &style("B", "C") + &style("C", "B")),
        (
            "long-chain",
            style("A", "S0")
                + &(0..20_000).map(|at| style(&format!("S{at}"), &format!("S{}", at + 1))).collect::<String>(),
        ),
        ("style-twice", style("A", "B").repeat(500)),
    ] {
        add(name, with("styles", root("styles", &styles), styled), Ends::Well);
    }
    let numbered = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let link = |id: u32, to: &str, own: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:numStyleLink w:val=\"{to}\"/><w:styleLink w:val=\"{own}\"/></w:abstractNum>"
        )
    };
    for (name, lists) in [("list-of-itself", link(0, "L", "L")), ("two-lists", link(0, "L", "M") + &link(1, "M", "L"))]
    {
        let num = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
        add(name, with("numbering", root("numbering", &format!("{lists}{num}")), numbered), Ends::Well);
    }
    for kind in ["footnotes", "styles", "numbering", "comments", "header", "theme", "settings"] {
        let own = parts(document(&paragraph("Words.")), &[("rId9", kind, "document.xml", false)]);
        add(&format!("text-as-{kind}"), zipped(&own), Ends::Either);
    }
    let field = "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"me\"/><w:fldSimple w:instr=\" REF me \\h \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:bookmarkEnd w:id=\"1\"/></w:p>";
    add("reference-to-itself", zipped(&parts(document(field), &[])), Ends::Well);
}

/// Numbers that are none, or too large.
fn numbers(add: &mut Add<'_>) {
    for value in ["-1", "0", "99999999999999999999", "4294967295", "2147483648", "NaN", "1e9", "", "٣"] {
        let body = format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{value}\"/><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"{value}\"/>\
             <w:ind w:left=\"{value}\"/><w:spacing w:line=\"{value}\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"{value}\"/></w:rPr><w:t>x</w:t></w:r></w:p>\
             <w:tbl><w:tblGrid><w:gridCol w:w=\"{value}\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"{value}\"/></w:tcPr><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
             <w:p><w:r><w:sym w:font=\"Symbol\" w:char=\"{value}\"/></w:r></w:p><w:sectPr><w:pgSz w:w=\"{value}\" w:h=\"{value}\"/></w:sectPr>"
        );
        let level = format!(
            "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"{value}\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"{value}\"><w:startOverride w:val=\"{value}\"/></w:lvlOverride></w:num>",
            "%1%9%0%%".repeat(50)
        );
        add("number", with("numbering", root("numbering", &level), &body), Ends::Well);
    }
}

/// Very many of one thing.
fn crowds(add: &mut Add<'_>) {
    let run = "<w:r><w:t>x</w:t></w:r>";
    for (name, body) in [
        ("empty-paragraphs", "<w:p/>".repeat(100_000)),
        ("runs", format!("<w:p>{}</w:p>", run.repeat(30_000))),
        (
            "bold-and-plain",
            format!("<w:p>{}</w:p>", format!("{run}<w:r><w:rPr><w:b/></w:rPr><w:t>y</w:t></w:r>").repeat(5_000)),
        ),
        (
            "bookmarks",
            format!(
                "<w:p>{}{run}</w:p>",
                (0..20_000).map(|at| format!("<w:bookmarkStart w:id=\"{at}\" w:name=\"b{at}\"/>")).collect::<String>()
            ),
        ),
        (
            "columns",
            format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>".repeat(2_000)),
        ),
        (
            "rows",
            format!(
                "<w:tbl>{}</w:tbl>",
                "<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>".repeat(3_000)
            ),
        ),
        ("one-word", paragraph(&"x".repeat(1_000_000))),
        ("asterisks", paragraph(&"*".repeat(100_000))),
        ("brackets", paragraph(&"[".repeat(100_000))),
        ("marks-on-a-letter", paragraph(&format!("a{}", "\u{301}".repeat(10_000)))),
        ("breaks", format!("<w:p>{}</w:p>", "<w:r><w:t>x</w:t><w:br/></w:r>".repeat(30_000))),
        ("spaces", paragraph(&" \u{A0}".repeat(200_000))),
    ] {
        add(name, zipped(&parts(document(&body), &[])), Ends::Well);
    }
    let comments: String = (0..5_000)
        .map(|at| format!("<w:comment w:id=\"{at}\" w:author=\"A\">{}</w:comment>", paragraph("x")))
        .collect();
    let marks: String =
        (0..5_000).map(|at| format!("<w:p>{run}<w:r><w:commentReference w:id=\"{at}\"/></w:r></w:p>")).collect();
    add("comments", with("comments", root("comments", &comments), &marks), Ends::Well);
    let notes: String =
        (0..5_000).map(|at| format!("<w:footnote w:id=\"{at}\">{}</w:footnote>", paragraph("x"))).collect();
    let marks: String =
        (0..5_000).map(|at| format!("<w:p>{run}<w:r><w:footnoteReference w:id=\"{at}\"/></w:r></w:p>")).collect();
    add("notes", with("footnotes", root("footnotes", &notes), &marks), Ends::Well);
    let one = format!("<w:p>{run}{}</w:p>", "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".repeat(5_000));
    add("one-note", with("footnotes", root("footnotes", &notes), &one), Ends::Well);
}

/// A whole file of our own with one thing changed at random.
fn mutations(add: &mut Add<'_>) {
    let report = include_str!("../judges/merge.yaml");
    let docx = word(report);
    let names = [
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "word/_rels/document.xml.rels",
    ];
    let mut numbers = Numbers::new(2026);
    for round in 0..60 {
        let name = names[round % names.len()];
        let text = crate::word_edits::part(&docx, name);
        let mut bytes = text.into_bytes();
        let at = numbers.below(bytes.len());
        match round % 4 {
            0 => bytes[at] = numbers.below(256) as u8,
            1 => {
                let end = (at + 1 + numbers.below(200)).min(bytes.len());
                bytes.drain(at..end);
            }
            2 => {
                let end = (at + 1 + numbers.below(2_000)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => bytes.truncate(at),
        }
        add("changed", with_bytes(&docx, name, bytes), Ends::Either);
    }
    for _ in 0..30 {
        let mut bytes = docx.clone();
        for _ in 0..=numbers.below(6) {
            let at = numbers.below(bytes.len());
            bytes[at] = numbers.below(256) as u8;
        }
        add("flipped", bytes, Ends::Either);
    }
}

fn with_bytes(docx: &[u8], name: &str, new: Vec<u8>) -> Vec<u8> {
    let package = crate::word::open(docx);
    let part = |other: &String| {
        let bytes = if other == name { new.clone() } else { package.part(other).to_vec() };
        (other.clone(), bytes)
    };
    zipped(&package.names.iter().map(part).collect())
}
