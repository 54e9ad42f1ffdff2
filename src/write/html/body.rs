//! The content of a report as elements, for HTML and EPUB.

use std::collections::BTreeMap;

use base64::Engine as _;

use super::super::markup::{Attribute, Markup, Syntax};
use super::places::{Places, depth};
use crate::document::{
    Align, Block, Caption, Cell, ContentId, Contents, Document, Figure, Format, Heading, Image, ImageFormat, ImageId,
    Inline, LinkId, LinkTarget, List, ListItem, NumberFormat, Paragraph, Part, PartKind, Quotation, Recommendations,
    Role, Table, VerticalPosition,
};
use crate::facts::language::{Direction, Labels, LanguageTag};

/// Where the pictures of a copy are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pictures {
    /// In the text itself.
    Inside,
    /// In files beside it, see [`file_name`].
    Files,
}

/// The file of a picture in an EPUB.
pub(crate) fn file_name(id: ImageId, image: &Image) -> String {
    let ending = match image.format {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpeg",
        ImageFormat::Svg => "svg",
    };
    format!("images/image{}.{ending}", id.0 + 1)
}

/// The media type of a picture.
pub(crate) fn media_type(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "image/png",
        ImageFormat::Jpeg => "image/jpeg",
        ImageFormat::Svg => "image/svg+xml",
    }
}

/// Writes the content of a report.
pub(crate) struct Body<'a> {
    pub(crate) document: &'a Document,
    pub(crate) labels: &'a Labels,
    pub(crate) places: &'a Places,
    pub(crate) pictures: Pictures,
    /// The paragraph that each page of the PDF after the first begins with, and the page's number.
    pub(crate) page_breaks: BTreeMap<ContentId, Vec<u32>>,
    pub(crate) markup: Markup,
    tables: usize,
    has_title: bool,
}

/// The value of `dir`.
pub(crate) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}

impl<'a> Body<'a> {
    pub(crate) fn new(
        document: &'a Document,
        labels: &'a Labels,
        places: &'a Places,
        pictures: Pictures,
        syntax: Syntax,
    ) -> Body<'a> {
        let (page_breaks, markup) = (BTreeMap::new(), Markup::new(syntax));
        Body { document, labels, places, pictures, page_breaks, markup, tables: 0, has_title: false }
    }

    /// The title block.
    pub(crate) fn header(&mut self) {
        self.markup.open("header", &[]);
        if !self.document.page.marks.is_empty() {
            self.markup.leaf("p", &[("class", "mark")], &self.document.page.marks.join(" · "));
        }
        for part in &self.document.parts {
            if matches!(part.kind, PartKind::Cover | PartKind::Title) {
                self.blocks(&part.blocks);
            }
        }
        self.markup.close("header");
        self.markup.end_line();
    }

    /// The parts after the title block.
    pub(crate) fn main(&mut self) {
        self.markup.open("main", &[("id", "text")]);
        self.markup.end_line();
        for part in &self.document.parts {
            match part.kind {
                PartKind::Cover | PartKind::Title => {}
                // An EPUB has its contents in a file of its own.
                PartKind::Contents if self.markup.syntax() == Syntax::Xhtml => {}
                PartKind::Contents => self.contents(part),
                PartKind::Profile => self.section(part, &[("class", "profile")]),
                PartKind::Summary | PartKind::Body | PartKind::Annex => self.section(part, &[]),
                PartKind::Sources => self.section(part, &[("class", "sources")]),
            }
        }
        self.notes();
        self.markup.close("main");
        self.markup.end_line();
    }

    fn section(&mut self, part: &Part, attributes: &[Attribute<'_>]) {
        // A section without a heading is not one for readers who jump from heading to heading.
        let name = if matches!(part.blocks.first(), Some(Block::Heading(_))) { "section" } else { "div" };
        self.markup.open(name, attributes);
        self.markup.end_line();
        self.blocks(&part.blocks);
        self.markup.close(name);
        self.markup.end_line();
    }

    fn contents(&mut self, part: &Part) {
        self.markup.open("nav", &[("aria-label", &self.labels.contents)]);
        self.blocks(&part.blocks);
        self.markup.close("nav");
        self.markup.end_line();
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph("p", paragraph),
                Block::Heading(heading) => self.heading(heading),
                Block::List(list) => self.list(list),
                Block::Recommendations(recommendations) => self.recommendations(recommendations),
                Block::Quotation(quotation) => self.quotation(quotation),
                Block::Table(table) => self.table(table),
                Block::Figure(figure) => self.figure(figure),
                Block::Contents(contents) => self.entries(contents),
                Block::PageBreak(_) => {}
            }
        }
    }

    fn heading(&mut self, heading: &Heading) {
        // The title is h1.
        let level = (depth(heading.level, heading.paragraph.role) + 1).min(6);
        self.paragraph(&format!("h{level}"), &heading.paragraph);
    }

    fn list(&mut self, list: &List) {
        let name = if matches!(list.format, NumberFormat::Bullet(_)) { "ul" } else { "ol" };
        self.items(name, &list.items);
    }

    fn items(&mut self, name: &str, items: &[ListItem]) {
        self.markup.open(name, &[]);
        self.markup.end_line();
        for item in items {
            self.markup.open("li", &[]);
            self.blocks(&item.blocks);
            self.markup.close("li");
            self.markup.end_line();
        }
        self.markup.close(name);
        self.markup.end_line();
    }

    fn recommendations(&mut self, recommendations: &Recommendations) {
        self.markup.open("div", &[("class", "recommendations")]);
        if let Some(lead_in) = &recommendations.lead_in {
            self.paragraph("p", lead_in);
        }
        self.items("ol", &recommendations.items);
        self.markup.close("div");
        self.markup.end_line();
    }

    fn quotation(&mut self, quotation: &Quotation) {
        self.markup.open("blockquote", &[]);
        for paragraph in &quotation.paragraphs {
            self.paragraph("p", paragraph);
        }
        if let Some(source) = &quotation.source {
            self.markup.open("footer", &[]);
            self.paragraph("p", source);
            self.markup.close("footer");
        }
        self.markup.close("blockquote");
        self.markup.end_line();
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        // A table that is wider than the screen is scrolled by itself, also from the keyboard; so it needs a name.
        let name = match &table.caption {
            Some(caption) => format!("{} {}", caption.label, caption.number),
            None => format!("{} {}", self.labels.table, self.tables),
        };
        self.page_break(table.caption.as_ref().map(|caption| &caption.paragraph));
        self.markup.open("div", &[("class", "scroll"), ("role", "region"), ("aria-label", &name), ("tabindex", "0")]);
        let side = table.direction.map(direction);
        let attributes: Vec<Attribute<'_>> = side.map(|side| ("dir", side)).into_iter().collect();
        self.markup.open("table", &attributes);
        self.caption("caption", table.caption.as_ref());
        self.markup.open("thead", &[]);
        self.row(table, &table.header, "th");
        self.markup.close("thead");
        if !table.rows.is_empty() {
            self.markup.open("tbody", &[]);
            for row in &table.rows {
                self.row(table, row, "td");
            }
            self.markup.close("tbody");
        }
        self.markup.close("table");
        self.markup.close("div");
        self.markup.end_line();
        if let Some(below) = &table.below {
            self.paragraph("p", below);
        }
    }

    fn row(&mut self, table: &Table, cells: &[Cell], name: &str) {
        self.markup.open("tr", &[]);
        for cell in cells {
            let mut attributes = Vec::new();
            if name == "th" {
                attributes.push(("scope", if cell.columns > 1 { "colgroup" } else { "col" }));
            }
            let (columns, rows) = (cell.columns.to_string(), cell.rows.to_string());
            if cell.columns > 1 {
                attributes.push(("colspan", &columns));
            }
            if cell.rows > 1 {
                attributes.push(("rowspan", &rows));
            }
            let align = table.columns.get(cell.column).map(|column| column.align).unwrap_or_default();
            match align {
                _ if cell.columns > 1 && name == "th" => attributes.push(("class", "center")),
                _ if cell.columns > 1 => {}
                Align::End | Align::Decimal => attributes.push(("class", "end")),
                Align::Center => attributes.push(("class", "center")),
                Align::Start | Align::Justify => {}
            }
            attributes.extend(self.language(cell.paragraph.language.as_ref()));
            self.markup.open(name, &attributes);
            self.content(&cell.paragraph);
            self.markup.close(name);
        }
        self.markup.close("tr");
        self.markup.end_line();
    }

    fn caption(&mut self, name: &str, caption: Option<&Caption>) {
        let Some(caption) = caption else { return };
        let mut attributes: Vec<Attribute<'_>> = Vec::new();
        attributes.extend(self.places.of(&caption.paragraph).map(|id| ("id", id)));
        attributes.extend(self.language(caption.paragraph.language.as_ref()));
        self.markup.open(name, &attributes);
        self.markup.words(&caption.lead());
        self.content(&caption.paragraph);
        self.markup.close(name);
    }

    fn figure(&mut self, figure: &Figure) {
        let Some(image) = self.document.images.get(figure.image.0 as usize) else { return };
        self.page_break_at(figure.id);
        self.markup.open("figure", &[]);
        let source = match self.pictures {
            Pictures::Inside => {
                let data = base64::engine::general_purpose::STANDARD.encode(&*image.bytes);
                format!("data:{};base64,{data}", media_type(image.format))
            }
            Pictures::Files => file_name(figure.image, image),
        };
        let width = format!("{:.0}", figure.width.to_pt() / 72.0 * 96.0);
        let mut attributes = vec![("src", source.as_str()), ("alt", &figure.alternative_text), ("width", &width)];
        attributes.extend(self.language(figure.language.as_ref()));
        self.markup.empty("img", &attributes);
        if figure.caption.is_some() || figure.below.is_some() {
            self.markup.open("figcaption", &[]);
            self.caption("p", figure.caption.as_ref());
            if let Some(below) = &figure.below {
                self.paragraph("p", below);
            }
            self.markup.close("figcaption");
        }
        self.markup.close("figure");
        self.markup.end_line();
    }

    fn entries(&mut self, contents: &Contents) {
        self.markup.open("ol", &[]);
        self.markup.end_line();
        for entry in &contents.entries {
            let level = match entry.paragraph.role {
                Role::ContentsEntry(level) => level,
                _ => 1,
            };
            self.markup.open("li", &[("class", &format!("level{level}"))]);
            let to = self.places.of_bookmark(entry.target).map(|id| format!("#{id}"));
            if let Some(to) = &to {
                self.markup.open("a", &[("href", to)]);
            }
            self.number(&entry.paragraph);
            let words = crate::document::text::words(&entry.paragraph);
            self.markup.words(&words);
            if to.is_some() {
                self.markup.close("a");
            }
            self.markup.close("li");
            self.markup.end_line();
        }
        self.markup.close("ol");
    }

    fn notes(&mut self) {
        if self.document.notes.is_empty() {
            return;
        }
        self.markup.open("section", &[("class", "notes"), ("role", "doc-endnotes"), ("aria-labelledby", "notes")]);
        self.markup.leaf("h2", &[("id", "notes")], &self.labels.copies.notes);
        self.markup.open("ol", &[]);
        self.markup.end_line();
        for note in &self.document.notes {
            let number = note.number.to_string();
            self.markup.open("li", &[("id", &format!("n{number}"))]);
            for (at, paragraph) in note.paragraphs.iter().enumerate() {
                let attributes: Vec<Attribute<'_>> = self.language(paragraph.language.as_ref()).collect();
                self.markup.open("p", &attributes);
                if at == 0 {
                    self.markup.leaf("span", &[("class", "number")], &number);
                    self.markup.words(" ");
                }
                self.content(paragraph);
                if at + 1 == note.paragraphs.len() {
                    self.back(&number);
                }
                self.markup.close("p");
            }
            self.markup.close("li");
            self.markup.end_line();
        }
        self.markup.close("ol");
        self.markup.close("section");
        self.markup.end_line();
    }

    /// The link from a note to its mark.
    fn back(&mut self, number: &str) {
        self.markup.words(" ");
        let to = format!("#r{number}");
        self.markup.open("a", &[("class", "back"), ("role", "doc-backlink"), ("href", &to)]);
        self.markup.words(&self.labels.copies.back);
        self.markup.leaf("span", &[("class", "hidden")], &format!(" ({number})"));
        self.markup.close("a");
    }

    fn paragraph(&mut self, name: &str, paragraph: &Paragraph) {
        let is_title = paragraph.role == Role::Title && !self.has_title;
        self.has_title |= is_title;
        let name = if is_title { "h1" } else { name };
        self.page_break(Some(paragraph));
        let mut attributes: Vec<Attribute<'_>> = Vec::new();
        attributes.extend(self.places.of(paragraph).map(|id| ("id", id)));
        attributes.extend(self.language(paragraph.language.as_ref()));
        self.markup.open(name, &attributes);
        self.number(paragraph);
        self.content(paragraph);
        self.markup.close(name);
        self.markup.end_line();
    }

    /// The number of a paragraph is text, so that it is copied, searched and read aloud with it.
    fn number(&mut self, paragraph: &Paragraph) {
        let Some(marker) = &paragraph.marker else { return };
        let level =
            self.document.lists.get(marker.list.0 as usize).and_then(|list| list.levels.get(usize::from(marker.level)));
        let is_bullet = level.is_some_and(|level| matches!(level.format, NumberFormat::Bullet(_)));
        let mut attributes = vec![("class", "number")];
        if is_bullet {
            // The list itself says that this is an item.
            attributes.push(("aria-hidden", "true"));
        }
        self.markup.leaf("span", &attributes, &marker.text);
        self.markup.words(self.document.gap_after(marker));
    }

    fn content(&mut self, paragraph: &Paragraph) {
        let mut open: Option<LinkId> = None;
        let mut after_note = false;
        for inline in &paragraph.content {
            let is_note = matches!(inline, Inline::Note { .. });
            if is_note && after_note {
                self.markup.leaf("sup", &[], ",");
            }
            after_note = is_note;
            let link = inline.format().and_then(|format| format.link);
            if open.is_some() && open != link {
                self.markup.close("a");
                open = None;
            }
            if let Some(link) = link.filter(|_| open.is_none())
                && let Some(to) = self.target(link)
            {
                self.markup.open("a", &[("href", &to)]);
                open = Some(link);
            }
            self.inline(inline);
        }
        if open.is_some() {
            self.markup.close("a");
        }
    }

    fn target(&self, link: LinkId) -> Option<String> {
        match self.document.links.get(link.0 as usize)? {
            LinkTarget::Address(address) => Some(address.clone()),
            LinkTarget::Bookmark(bookmark) => self.places.of_bookmark(*bookmark).map(|id| format!("#{id}")),
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, format, .. } => self.formatted(format, |markup| markup.words(text)),
            Inline::Reference { target, format, .. } => {
                let words = inline.words();
                match self.places.of_bookmark(*target).map(|id| format!("#{id}")) {
                    Some(to) => self.formatted(format, |markup| markup.leaf("a", &[("href", &to)], &words)),
                    None => self.formatted(format, |markup| markup.words(&words)),
                }
            }
            Inline::Note { note, .. } => {
                let number = (note.0 + 1).to_string();
                let (id, to) = (format!("r{number}"), format!("#n{number}"));
                self.markup.open("sup", &[]);
                self.markup.leaf("a", &[("id", &id), ("href", &to), ("role", "doc-noteref")], &number);
                self.markup.close("sup");
            }
            Inline::LineBreak => self.markup.empty("br", &[]),
        }
    }

    fn formatted(&mut self, format: &Format, write: impl FnOnce(&mut Markup)) {
        let mut closing = Vec::new();
        if format.language.is_some() {
            let attributes: Vec<Attribute<'_>> = self.language(format.language.as_ref()).collect();
            self.markup.open("span", &attributes);
            closing.push("span");
        }
        for (name, wanted) in [("strong", format.strong), ("em", format.emphasis)] {
            if wanted {
                self.markup.open(name, &[]);
                closing.push(name);
            }
        }
        let position = match format.position {
            VerticalPosition::Baseline => None,
            VerticalPosition::Superscript => Some("sup"),
            VerticalPosition::Subscript => Some("sub"),
        };
        if let Some(name) = position {
            self.markup.open(name, &[]);
            closing.push(name);
        }
        write(&mut self.markup);
        for name in closing.into_iter().rev() {
            self.markup.close(name);
        }
    }

    /// The attributes of a passage in another language.
    fn language<'t>(&self, language: Option<&'t LanguageTag>) -> impl Iterator<Item = Attribute<'t>> + use<'t> {
        let own = self.document.direction;
        language.into_iter().flat_map(move |tag| {
            let side = (tag.direction() != own).then(|| ("dir", direction(tag.direction())));
            std::iter::once(("lang", tag.as_str())).chain(side)
        })
    }

    fn page_break(&mut self, paragraph: Option<&Paragraph>) {
        if let Some(paragraph) = paragraph {
            self.page_break_at(paragraph.id);
        }
    }

    /// A mark where a page of the PDF begins.
    fn page_break_at(&mut self, id: ContentId) {
        for page in self.page_breaks.remove(&id).unwrap_or_default() {
            let (id, label) = (format!("page{page}"), page.to_string());
            self.markup.leaf("span", &[("role", "doc-pagebreak"), ("id", &id), ("aria-label", &label)], "");
        }
    }
}
