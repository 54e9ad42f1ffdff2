//! Pages as text, line by line: what tests compare and reviewers read.

use std::fmt::Write;

use super::placed::{Item, LinkEnd, Page, Pages, Placed};
use super::run::GlyphRun;
use crate::document::{BookmarkId, ContentId, Document, LinkTarget, NoteId};
use crate::length::Length;

/// Lists every page: of each line its base line from the top and its start from the left in points, and its text.
///
/// Items are listed in reading order. Artifacts are in brackets.
pub fn describe(pages: &Pages, document: &Document) -> String {
    let mut text = String::new();
    for (at, page) in pages.pages.iter().enumerate() {
        let number = page.number.map_or("no number".to_owned(), |number| format!("number {number}"));
        let _ = writeln!(text, "page {} ({number})", at + 1);
        for line in page_lines(page, document) {
            let _ = writeln!(text, "{line}");
        }
    }
    for (bookmark, target) in &pages.targets {
        let name = bookmark_name(document, *bookmark);
        let _ = writeln!(text, "target {name}: page {} at {}", target.page + 1, points(target.point.y));
    }
    for (note, (place, mark)) in &pages.notes {
        let (number, place, mark) = (note_number(document, *note), place.page + 1, mark.page + 1);
        let _ = writeln!(text, "note {number}: text on page {place}, mark on page {mark}");
    }
    text
}

/// Glyphs that follow each other on one base line.
struct Row {
    x: Length,
    y: Length,
    /// The paragraph; nothing for artifacts.
    content: Option<ContentId>,
    words: String,
    left: Length,
    right: Length,
}

impl Row {
    fn new(placed: &Placed, run: &GlyphRun) -> Row {
        let (x, y) = (placed.point.x, placed.point.y);
        Row { x, y, content: placed.origin.content(), words: run.text.clone(), left: x, right: x + run.width }
    }

    /// Whether a run belongs to this row: of the same paragraph, and at most raised as a note mark is.
    fn takes(&self, placed: &Placed, run: &GlyphRun) -> bool {
        let raised = self.y - placed.point.y;
        placed.origin.content() == self.content && raised < run.size && -raised < run.size
    }

    /// Adds a run; where white space lies between, so it does in the text.
    fn add(&mut self, placed: &Placed, run: &GlyphRun) {
        let (left, right) = (placed.point.x, placed.point.x + run.width);
        let gap = (left - self.right).max(self.left - right);
        if gap > run.size / 8 && !self.words.ends_with(char::is_whitespace) {
            self.words.push(' ');
        }
        self.words.push_str(&run.text);
        (self.left, self.right) = (self.left.min(left), self.right.max(right));
        self.x = self.left;
    }

    fn text(&self) -> String {
        let words = self.words.replace('\u{AD}', "-");
        let words = match self.content {
            None => format!("[{}]", words.trim_end()),
            Some(_) => words.trim_end().to_owned(),
        };
        format!("{} {} {words}", points(self.y), points(self.x))
    }
}

fn page_lines(page: &Page, document: &Document) -> Vec<String> {
    let mut lines = vec![];
    let mut row: Option<Row> = None;
    // Links lie over the words just drawn, so they are listed after their line.
    let mut links = vec![];
    for placed in &page.items {
        if let (Item::Glyphs(run), Some(open)) = (&placed.item, &mut row)
            && open.takes(placed, run)
        {
            open.add(placed, run);
            continue;
        }
        match &placed.item {
            Item::Glyphs(run) => {
                lines.extend(row.replace(Row::new(placed, run)).map(|row| row.text()));
                lines.append(&mut links);
            }
            Item::Link { to, .. } => links.push(format!("{:15}link to {}", "", link_end(document, *to))),
            Item::Rule { width, height, .. } => {
                lines.extend(row.take().map(|row| row.text()));
                lines.append(&mut links);
                lines.push(format!("{} [rule {} by {}]", place(placed), points(*width).trim(), points(*height).trim()));
            }
            Item::Image { image, width, height } => {
                lines.extend(row.take().map(|row| row.text()));
                lines.append(&mut links);
                let (width, height) = (points(*width), points(*height));
                lines.push(format!("{} image {} {} by {}", place(placed), image.0, width.trim(), height.trim()));
            }
        }
    }
    lines.extend(row.map(|row| row.text()));
    lines.append(&mut links);
    lines
}

fn place(placed: &Placed) -> String {
    format!("{} {}", points(placed.point.y), points(placed.point.x))
}

/// In points, to the nearest tenth.
fn points(length: Length) -> String {
    let tenths = length.scale(1, 1_270).to_emu();
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{:>7}", format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10))
}

fn link_end(document: &Document, end: LinkEnd) -> String {
    match end {
        LinkEnd::Link(link) => match document.links.get(link.0 as usize) {
            Some(LinkTarget::Address(address)) => address.clone(),
            Some(LinkTarget::Bookmark(bookmark)) => bookmark_name(document, *bookmark).to_owned(),
            None => "?".to_owned(),
        },
        LinkEnd::Bookmark(bookmark) => bookmark_name(document, bookmark).to_owned(),
        LinkEnd::NoteText(note) => format!("note {}", note_number(document, note)),
        LinkEnd::NoteMark(note) => format!("mark of note {}", note_number(document, note)),
    }
}

fn bookmark_name(document: &Document, bookmark: BookmarkId) -> &str {
    document.bookmarks.get(bookmark.0 as usize).map_or("?", |bookmark| bookmark.name.as_str())
}

fn note_number(document: &Document, note: NoteId) -> u32 {
    document.notes.get(note.0 as usize).map_or(0, |note| note.number)
}
