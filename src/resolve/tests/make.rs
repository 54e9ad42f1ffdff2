//! Makes reports and builds them, for the tests.

use crate::diagnostic::Warned;
use crate::document::text::{for_each_paragraph, text};
use crate::document::{Document, Marker, Role};
use crate::facts::language::{Labels, Language};
use crate::facts::profile::Profile;
use crate::read::{Annex, Block, Cell, Inline, Item, ListStyle, ReferencePiece, Spec, Table};
use crate::resolve::{BuildOptions, build};
use crate::source::{FileId, Located, Span};
use crate::submission::Submission;

pub(super) const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

pub(super) fn located<T>(value: T) -> Located<T> {
    Located { value, span: NOWHERE }
}

pub(super) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into(), NOWHERE)]
}

pub(super) fn paragraph_of(content: Vec<Inline>, id: Option<&str>) -> Block {
    Block::Paragraph {
        content,
        id: id.map(|id| located(id.to_owned())),
        numbered: None,
        language: None,
        articles: vec![],
        span: NOWHERE,
    }
}

pub(super) fn paragraph(text: &str) -> Block {
    paragraph_of(words(text), None)
}

pub(super) fn heading(level: u8, text: &str, id: Option<&str>) -> Block {
    let id = id.map(|id| located(id.to_owned()));
    Block::Heading {
        content: words(text),
        level,
        id,
        numbered: true,
        language: None,
        articles: vec![],
        budget: None,
        span: NOWHERE,
    }
}

pub(super) fn item(blocks: Vec<Block>) -> Item {
    Item { blocks, typed_mark: None, span: NOWHERE }
}

pub(super) fn list(style: ListStyle, items: Vec<Vec<Block>>) -> Block {
    Block::List { style, items: items.into_iter().map(item).collect(), language: None, span: NOWHERE }
}

/// `[word @id]`.
pub(super) fn reference(word: &str, id: &str) -> Inline {
    let pieces = vec![ReferencePiece::Text(word.into(), NOWHERE), ReferencePiece::Target(located(id.to_owned()))];
    Inline::Reference { pieces, span: NOWHERE }
}

pub(super) fn link(text: &str, address: &str) -> Inline {
    Inline::Link { address: address.into(), content: words(text), span: NOWHERE }
}

pub(super) fn note(text: &str) -> Inline {
    Inline::Note { paragraphs: vec![words(text)], span: NOWHERE }
}

pub(super) fn table(caption: Option<&str>, id: &str, rows: &[&[&str]]) -> Table {
    let cell = |(column, text): (usize, &&str)| Cell { content: words(text), column, ..Cell::default() };
    let row = |row: &&[&str]| row.iter().enumerate().map(cell).collect::<Vec<_>>();
    Table {
        caption: caption.map(words),
        id: Some(located(id.to_owned())),
        header: rows.first().map(row).unwrap_or_default(),
        rows: rows.iter().skip(1).map(row).collect(),
        widths: vec![],
        align: vec![],
        below: crate::read::Below::default(),
        landscape: false,
        small: false,
        language: None,
        span: NOWHERE,
    }
}

pub(super) fn spec(body: Vec<Block>) -> Spec {
    let submission = Submission { title: Some(located("A report".to_owned())), ..Submission::default() };
    Spec { submission, body: Some(located(body)), ..Spec::default() }
}

pub(super) fn annex(title: &str, id: &str, body: Vec<Block>) -> Annex {
    Annex { landscape: false, title: words(title), id: Some(located(id.to_owned())), body, span: NOWHERE }
}

pub(super) fn profile() -> Profile {
    let cescr = Profile::load("cescr").expect("the built-in file is whole").expect("cescr is registered");
    Profile { annexes_restart: true, contents_from_headings: None, ..cescr }
}

pub(super) fn labels(language: Language) -> &'static Labels {
    Labels::load(language).expect("the built-in file is whole")
}

pub(super) fn built(spec: &Spec) -> Warned<Document> {
    build(spec, &profile(), labels(Language::En), &BuildOptions::default())
}

/// The lines of the plain text, without the title that [`spec`] gives.
pub(super) fn lines(spec: &Spec) -> Vec<String> {
    let Warned { value, diagnostics } = built(spec);
    assert_eq!(diagnostics, vec![]);
    text(&value).lines().filter(|line| *line != "A report").map(str::to_owned).collect()
}

pub(super) fn codes(spec: &Spec) -> Vec<(&'static str, String)> {
    let diagnostics = built(spec).diagnostics;
    diagnostics.into_iter().map(|found| (found.code.as_str(), found.help.unwrap_or_default())).collect()
}

pub(super) fn markers(document: &Document) -> Vec<Marker> {
    let mut markers = vec![];
    for_each_paragraph(document, |_, paragraph| {
        if !matches!(paragraph.role, Role::ContentsEntry(_)) {
            markers.extend(paragraph.marker.clone());
        }
    });
    markers
}
