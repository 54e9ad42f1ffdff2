//! Word files from the descriptions in the pages: a line is a paragraph, `# ` and `**` make a heading, bars make a table,
//! and square brackets hold what Word would show in another way: `[hidden: words]`.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The spaces of names, as each part declares them.
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";

/// A file while it is made.
#[derive(Default)]
struct Word {
    body: String,
    rows: String,
    notes: String,
    comments: String,
    relationships: String,
    /// Relationships of the file as a whole.
    outer: String,
    parts: Vec<(String, Vec<u8>)>,
    /// What each run has of its own.
    run: String,
    /// Whether paragraphs have the numbers of editing sessions.
    has_sessions: bool,
    count: usize,
}

/// The Word file of a description.
pub(super) fn file(description: &str, picture: &[u8]) -> Vec<u8> {
    let mut word = Word::default();
    word.part("word/media/map.png", picture);
    word.lead_to("map", "image", "media/map.png", "");
    let style = |id: &str, name: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/></w:style>")
    };
    word.text_part("styles", &format!("{}{}", style("H", "heading 1"), style("T", "Title")));
    description.lines().for_each(|line| word.line(line));
    word.end_table();
    let (body, notes, comments) = (word.body.clone(), word.notes.clone(), word.comments.clone());
    word.text_part("footnotes", &notes);
    if !comments.is_empty() {
        word.text_part("comments", &comments);
    }
    word.part("word/document.xml", format!("<w:document {NAMES}><w:body>{body}</w:body></w:document>").as_bytes());
    let relationships = word.relationships.clone();
    word.part("word/_rels/document.xml.rels", relations(&relationships).as_bytes());
    let outer =
        format!("<Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>{}", word.outer);
    word.part("_rels/.rels", relations(&outer).as_bytes());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in word.parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part can be begun");
        zip.write_all(&bytes).expect("a part can be written");
    }
    zip.finish().expect("the file can be ended").into_inner()
}

fn relations(inside: &str) -> String {
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inside}</Relationships>")
}

/// `hidden: words` as its name and its words.
fn named(inside: &str) -> (&str, &str) {
    inside.split_once(": ").unwrap_or((inside, ""))
}

impl Word {
    fn part(&mut self, name: &str, bytes: &[u8]) {
        self.parts.push((name.to_owned(), bytes.to_vec()));
    }

    /// A part with text beside the main one.
    fn text_part(&mut self, kind: &str, xml: &str) {
        let root = if kind == "header" { "hdr" } else { kind };
        self.part(&format!("word/{kind}.xml"), format!("<w:{root} {NAMES}>{xml}</w:{root}>").as_bytes());
        self.lead_to(kind, kind, &format!("{kind}.xml"), "");
    }

    fn lead_to(&mut self, id: &str, kind: &str, target: &str, mode: &str) {
        let one = format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>");
        self.relationships += &one;
    }

    fn line(&mut self, line: &str) {
        if line.starts_with("| ") {
            return self.row(line);
        }
        self.end_table();
        let whole = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|rest| !rest.contains(']'));
        if whole.is_some_and(|inside| self.of_file(inside)) {
            return;
        }
        if let Some(words) = line.strip_prefix("# ") {
            self.paragraph("<w:pPr><w:pStyle w:val=\"H\"/></w:pPr>", words);
        } else if let Some(words) = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) {
            let before = std::mem::replace(&mut self.run, "<w:b/>".to_owned());
            self.paragraph("", words);
            self.run = before;
        } else {
            self.paragraph("", line);
        }
    }

    /// What stands alone on a line and concerns the file as a whole; `false` if it does not.
    fn of_file(&mut self, inside: &str) -> bool {
        let (name, words) = named(inside);
        match name {
            "header" => self.text_part("header", &paragraph(words)),
            "title" => self.paragraph("<w:pPr><w:pStyle w:val=\"T\"/></w:pPr>", words),
            "contents" => {
                let gallery = "<w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>";
                self.body += &control(gallery, &paragraph(words));
            }
            "author" => {
                let core = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
                let xml = format!("<p {core}><dc:creator>{words}</dc:creator></p>");
                self.properties("core", &format!("{PACKAGE}/relationships/metadata/core-properties"), &xml);
            }
            "pages" => {
                let kind = format!("{OFFICE}/extended-properties");
                self.properties("app", &kind, &format!("<p><Pages>{words}</Pages></p>"));
            }
            "macros" => self.part("word/vbaProject.bin", b"macros"),
            "editing sessions" => self.has_sessions = true,
            "typeface" => self.run = format!("<w:rFonts w:ascii=\"{words}\" w:hAnsi=\"{words}\"/>"),
            "size" => self.run = format!("<w:sz w:val=\"{}\"/>", 2 * words.parse::<u32>().expect("a size")),
            "language" => self.run = format!("<w:lang w:val=\"{words}\"/>"),
            _ => return false,
        }
        true
    }

    fn properties(&mut self, name: &str, kind: &str, xml: &str) {
        self.part(&format!("docProps/{name}.xml"), xml.as_bytes());
        self.outer += &format!("<Relationship Id=\"{name}\" Type=\"{kind}\" Target=\"docProps/{name}.xml\"/>");
    }

    fn paragraph(&mut self, properties: &str, words: &str) {
        let content = self.content(words);
        let sessions = if self.has_sessions { " w:rsidR=\"00A1B2C3\"" } else { "" };
        let _ = write!(self.body, "<w:p{sessions}>{properties}{content}</w:p>");
    }

    fn row(&mut self, line: &str) {
        let mut cells = String::new();
        for cell in line.trim_matches('|').split('|') {
            let merged = cell.trim().strip_prefix("[merged: ").and_then(|rest| rest.strip_suffix(']'));
            let span = if merged.is_some() { "<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" } else { "" };
            cells += &format!("<w:tc>{span}{}</w:tc>", paragraph(merged.unwrap_or(cell.trim())));
        }
        self.rows += &format!("<w:tr>{cells}</w:tr>");
    }

    fn end_table(&mut self) {
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            let _ = write!(self.body, "<w:tbl>{rows}</w:tbl>");
        }
    }

    /// The runs of a line.
    fn content(&mut self, line: &str) -> String {
        let mut content = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('[') {
            content += &self.run(before);
            let (inside, after) = after.split_once(']').expect("a closed bracket");
            let link = after.strip_prefix('(').and_then(|after| after.split_once(')'));
            rest = link.map_or(after, |(_, after)| after);
            content += &match link {
                Some((address, _)) => self.link(inside, address),
                None => self.special(inside),
            };
        }
        content + &self.run(rest)
    }

    fn run(&self, words: &str) -> String {
        if words.is_empty() { String::new() } else { run(&self.run, words) }
    }

    fn link(&mut self, words: &str, address: &str) -> String {
        self.lead_to("link", "hyperlink", address, " TargetMode=\"External\"");
        format!("<w:hyperlink r:id=\"link\">{}</w:hyperlink>", run("", words))
    }

    fn special(&mut self, inside: &str) -> String {
        let (name, words) = named(inside);
        self.count += 1;
        let id = self.count;
        match name {
            "hidden" => run("<w:vanish/>", words),
            "underlined" => run("<w:u w:val=\"single\"/>", words),
            "raised" => run("<w:vertAlign w:val=\"superscript\"/>", words),
            "page number" => format!("<w:fldSimple w:instr=\" PAGEREF rents \">{}</w:fldSimple>", run("", words)),
            "prompt" => control("<w:showingPlcHdr/>", &run("", words)),
            "formula" => format!("<m:oMath><m:r><m:t>{words}</m:t></m:r></m:oMath>"),
            "text box" => {
                let inside = format!("<w:txbxContent>{}</w:txbxContent>", paragraph(words));
                format!("<w:r><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></w:r>")
            }
            "embedded file" => "<w:r><w:object/></w:r>".to_owned(),
            "chart" => {
                let xml = format!("<c:chart {NAMES}><a:t>{words}</a:t></c:chart>");
                self.part("word/chart.xml", xml.as_bytes());
                self.lead_to("chart", "chart", "chart.xml", "");
                "<w:r><w:drawing><c:chart r:id=\"chart\"/></w:drawing></w:r>".to_owned()
            }
            "picture" => format!(
                "<w:r><w:drawing><wp:inline><wp:docPr descr=\"{words}\"/><a:blip r:embed=\"map\"/></wp:inline></w:drawing></w:r>"
            ),
            "note" | "note *" => {
                let _ = write!(self.notes, "<w:footnote w:id=\"{id}\">{}</w:footnote>", paragraph(words));
                let own = if name == "note *" { (" w:customMarkFollows=\"1\"", "<w:t>*</w:t>") } else { ("", "") };
                format!("<w:r><w:footnoteReference{} w:id=\"{id}\"/>{}</w:r>", own.0, own.1)
            }
            _ => self.of_people(name, words, id),
        }
    }

    fn of_people(&mut self, name: &str, words: &str, id: usize) -> String {
        if let Some(author) = name.strip_prefix("comment by ") {
            let attributes = format!("w:id=\"{id}\" w:author=\"{author}\"");
            let _ = write!(self.comments, "<w:comment {attributes}>{}</w:comment>", paragraph(words));
            return format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>");
        }
        if let Some(author) = name.strip_prefix("inserted by ") {
            return format!("<w:ins w:id=\"{id}\" w:author=\"{author}\">{}</w:ins>", run("", words));
        }
        // Anything else is words in brackets.
        let colon = if words.is_empty() { "" } else { ": " };
        self.run(&format!("[{name}{colon}{words}]"))
    }
}

fn run(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn paragraph(words: &str) -> String {
    format!("<w:p>{}</w:p>", run("", words))
}

fn control(properties: &str, content: &str) -> String {
    format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
}
