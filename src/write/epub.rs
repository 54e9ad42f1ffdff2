//! The EPUB copy of a report: EPUB 3.3, the same content as the HTML copy, with the pages of the PDF as its page list.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::html::STYLE;
use super::html::body::{Body, Pictures, direction, file_name, media_type};
use super::html::places::{Entry, Places, entries};
use super::markup::{Markup, Syntax};
use crate::document::visit::{self, Place, Visitor};
use crate::document::{Block, ContentId, Document, ImageId, Paragraph, PartKind};
use crate::error::Error;
use crate::facts::language::Labels;

/// What a file without a date of its own says of its last change: the format asks for a date.
const NO_DATE: &str = "2000-01-01T00:00:00Z";

/// The file; `pages` are the numbers of the pages on which pieces of content begin in the PDF.
pub fn write(document: &Document, labels: &Labels, pages: &BTreeMap<ContentId, u32>) -> Result<Vec<u8>, Error> {
    let places = Places::new(document);
    let breaks = page_breaks(document, pages);
    let numbers: Vec<u32> = breaks.values().flatten().copied().collect();
    let mut body = Body::new(document, labels, &places, Pictures::Files, Syntax::Xhtml);
    body.page_breaks = breaks;
    body.header();
    body.main();
    let text = page(document, &document.metadata.title, &body.markup.into_string());
    let navigation = navigation(document, labels, &entries(document, &places), &numbers);
    let mut files = vec![
        ("META-INF/container.xml".to_owned(), CONTAINER.as_bytes().to_vec()),
        ("EPUB/package.opf".to_owned(), package(document, !numbers.is_empty()).into_bytes()),
        ("EPUB/nav.xhtml".to_owned(), navigation.into_bytes()),
        ("EPUB/text.xhtml".to_owned(), text.into_bytes()),
        ("EPUB/style.css".to_owned(), STYLE.as_bytes().to_vec()),
    ];
    for (at, image) in (0..).zip(&document.images) {
        files.push((format!("EPUB/{}", file_name(ImageId(at), image)), image.bytes.to_vec()));
    }
    zip(&files).map_err(|reason| Error::Epub { reason: reason.to_string() })
}

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";

/// Before which paragraphs and figures pages of the PDF begin. What stands later in the text and earlier in the PDF, because
/// a figure moved, is not on a page of its own; pages on which nothing begins go with the next.
fn page_breaks(document: &Document, pages: &BTreeMap<ContentId, u32>) -> BTreeMap<ContentId, Vec<u32>> {
    let marked = marked(document);
    // A cover page has no number, and page 1 begins after it.
    let mut last = u32::from(marked.first().is_some_and(|content| pages.contains_key(content)));
    let mut begins: Vec<(ContentId, u32)> =
        marked.into_iter().filter_map(|content| Some((content, *pages.get(&content)?))).collect();
    let mut earliest = u32::MAX;
    for (_, page) in begins.iter_mut().rev() {
        earliest = earliest.min(*page);
        *page = earliest;
    }
    let mut breaks = BTreeMap::new();
    for (content, page) in begins {
        if page > last {
            breaks.insert(content, (last + 1..=page).collect());
            last = page;
        }
    }
    breaks
}

/// The paragraphs and figures before which the text can have a mark of a page, in its order.
fn marked(document: &Document) -> Vec<ContentId> {
    let mut marked = Marked::default();
    for part in document.parts.iter().filter(|part| part.kind != PartKind::Contents) {
        visit::part(part, &mut marked);
    }
    marked.0
}

#[derive(Default)]
struct Marked(Vec<ContentId>);

impl Visitor<'_> for Marked {
    fn block(&mut self, block: &Block) {
        if let Block::Figure(figure) = block {
            self.0.push(figure.id);
        }
    }

    fn paragraph(&mut self, place: Place, paragraph: &Paragraph) {
        if place != Place::Table {
            self.0.push(paragraph.id);
        }
    }
}

/// A file of XHTML around a body.
fn page(document: &Document, title: &str, body: &str) -> String {
    let language = document.language.code();
    let mut text = Markup::new(Syntax::Xhtml);
    text.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
    text.open(
        "html",
        &[
            ("xmlns", "http://www.w3.org/1999/xhtml"),
            ("xmlns:epub", "http://www.idpf.org/2007/ops"),
            ("lang", language),
            ("dir", direction(document.direction)),
        ],
    );
    text.open("head", &[]);
    text.empty("meta", &[("charset", "utf-8")]);
    text.leaf("title", &[], title);
    text.empty("link", &[("rel", "stylesheet"), ("href", "style.css")]);
    text.close("head");
    text.end_line();
    text.open("body", &[]);
    text.raw(body);
    text.close("body");
    text.close("html");
    text.end_line();
    text.into_string()
}

fn navigation(document: &Document, labels: &Labels, entries: &[Entry], pages: &[u32]) -> String {
    let mut body = Markup::new(Syntax::Xhtml);
    body.open("nav", &[("epub:type", "toc"), ("role", "doc-toc"), ("id", "toc")]);
    body.leaf("h1", &[], &labels.contents);
    contents(&mut body, document, entries);
    body.close("nav");
    if !pages.is_empty() {
        body.open(
            "nav",
            &[("epub:type", "page-list"), ("role", "doc-pagelist"), ("id", "pages"), ("hidden", "hidden")],
        );
        body.open("ol", &[]);
        for page in pages {
            body.open("li", &[]);
            body.leaf("a", &[("href", &format!("text.xhtml#page{page}"))], &page.to_string());
            body.close("li");
        }
        body.close("ol");
        body.close("nav");
    }
    page(document, &document.metadata.title, &body.into_string())
}

/// The headings as lists in lists; a report without headings has its title as the one entry.
fn contents(body: &mut Markup, document: &Document, entries: &[Entry]) {
    body.open("ol", &[]);
    if entries.is_empty() {
        body.open("li", &[]);
        body.leaf("a", &[("href", "text.xhtml")], &document.metadata.title);
        body.close("li");
    }
    let mut open: Vec<u8> = Vec::new();
    for entry in entries {
        match open.last() {
            // Only one step deeper, whatever level was left out.
            Some(last) if entry.level > *last => body.open("ol", &[]),
            _ => {
                while open.last().is_some_and(|last| *last >= entry.level) {
                    body.close("li");
                    if open.pop().is_some() && open.last().is_some_and(|last| *last >= entry.level) {
                        body.close("ol");
                    }
                }
            }
        }
        open.push(entry.level);
        body.open("li", &[]);
        body.leaf("a", &[("href", &format!("text.xhtml#{}", entry.id))], &entry.words);
    }
    for (at, _) in open.iter().enumerate().rev() {
        body.close("li");
        if at > 0 {
            body.close("ol");
        }
    }
    body.close("ol");
}

fn package(document: &Document, has_pages: bool) -> String {
    let metadata = &document.metadata;
    let language = document.language.code();
    let mut text = Markup::new(Syntax::Xhtml);
    text.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let attributes = [
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "id"),
        ("xml:lang", language),
        ("dir", direction(document.direction)),
    ];
    text.open("package", &attributes);
    text.end_line();
    text.open("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")]);
    text.leaf("dc:identifier", &[("id", "id")], &uuid(&metadata.identifier));
    text.leaf("dc:title", &[], &metadata.title);
    text.leaf("dc:language", &[], language);
    for author in &metadata.authors {
        text.leaf("dc:creator", &[], author);
    }
    for keyword in &metadata.keywords {
        text.leaf("dc:subject", &[], keyword);
    }
    if !metadata.subject.is_empty() {
        text.leaf("dc:description", &[], &metadata.subject);
    }
    let date = metadata.date.map(|date| date.to_string());
    if let Some(date) = &date {
        text.leaf("dc:date", &[], date);
    }
    let modified = date.map_or_else(|| NO_DATE.to_owned(), |date| format!("{date}T00:00:00Z"));
    text.leaf("meta", &[("property", "dcterms:modified")], &modified);
    accessibility(&mut text, !document.images.is_empty(), has_pages);
    text.close("metadata");
    text.end_line();
    manifest(&mut text, document);
    text.open("spine", &[]);
    text.empty("itemref", &[("idref", "text")]);
    text.close("spine");
    text.close("package");
    text.end_line();
    text.into_string()
}

/// What readers of the file can expect (EPUB Accessibility 1.1, section 2).
fn accessibility(text: &mut Markup, has_images: bool, has_pages: bool) {
    let mut known = vec![
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "structuralNavigation"),
        ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityFeature", "readingOrder"),
        ("schema:accessibilityHazard", "none"),
    ];
    if has_images {
        known.push(("schema:accessMode", "visual"));
        known.push(("schema:accessibilityFeature", "alternativeText"));
    }
    if has_pages {
        known.push(("schema:accessibilityFeature", "pageBreakMarkers"));
        known.push(("schema:accessibilityFeature", "pageNavigation"));
        known.push(("pageBreakSource", "PDF"));
    }
    for (property, value) in known {
        text.leaf("meta", &[("property", property)], value);
    }
}

fn manifest(text: &mut Markup, document: &Document) {
    text.open("manifest", &[]);
    let xhtml = "application/xhtml+xml";
    for (id, file, kind, properties) in [
        ("nav", "nav.xhtml", xhtml, Some("nav")),
        ("text", "text.xhtml", xhtml, None),
        ("style", "style.css", "text/css", None),
    ] {
        let mut attributes = vec![("id", id), ("href", file), ("media-type", kind)];
        attributes.extend(properties.map(|properties| ("properties", properties)));
        text.empty("item", &attributes);
    }
    for (at, image) in (0..).zip(&document.images) {
        let (id, file) = (format!("image{}", at + 1), file_name(ImageId(at), image));
        text.empty("item", &[("id", &id), ("href", &file), ("media-type", media_type(image.format))]);
    }
    text.close("manifest");
    text.end_line();
}

/// The report's identifier as a URN.
fn uuid(identifier: &str) -> String {
    let part = |from: usize, to: usize| identifier.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

/// Zips the files; the first says what kind of file this is, and is stored as it is (Open Container Format 3.3, 4.3).
fn zip(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The first date a zip file knows: the clock is nobody's business.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    archive.start_file("mimetype", options.compression_method(CompressionMethod::Stored))?;
    archive.write_all(b"application/epub+zip")?;
    for (name, bytes) in files {
        let packed = name.ends_with(".png") || name.ends_with(".jpeg");
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(name.as_str(), options.compression_method(method))?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
