//! Writes `word/comments.xml`, and the marks in the text between which the words of a comment stand.

use std::ops::Range;

use super::inline::{Line, text_runs};
use super::package::{Part, PartType};
use super::properties::{PPr, RPr};
use super::styles::StyleId;
use super::xml::Xml;
use super::{NAMESPACE_W, Writer};
use crate::document::{ContentId, Format};
use crate::error::Error;
use crate::facts::language::{Direction, Language};

/// What is said in the margin about a place in the text, in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The words it speaks of.
    pub place: Place,
    /// What it says, paragraph by paragraph.
    pub lines: Vec<String>,
}

/// Words of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The paragraph or figure.
    pub content: ContentId,
    /// A piece of the paragraph, and in it the bytes of these words; `None`: all of the paragraph.
    pub words: Option<(u32, Range<usize>)>,
}

/// A mark inside a piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    /// The piece.
    pub(super) inline: u32,
    /// Before this byte of it.
    pub(super) at: usize,
    /// What is written there.
    pub(super) xml: String,
}

/// The author of all comments: the program, not whoever runs it.
const AUTHOR: &str = "assemble";

impl Writer<'_> {
    /// The marks of the comments on single words of a paragraph.
    pub(super) fn comment_cuts(&mut self, content: ContentId) -> Vec<Cut> {
        let mut cuts = vec![];
        for (id, comment) in self.given.comments.iter().enumerate() {
            if let (true, Some((inline, words))) = (comment.place.content == content, &comment.place.words) {
                self.placed_comments.insert(id);
                cuts.push(Cut { inline: *inline, at: words.end, xml: end(id) });
                cuts.push(Cut { inline: *inline, at: words.start, xml: start(id) });
            }
        }
        cuts
    }

    /// Opens the comments on a whole paragraph or figure; gives the marks that close them.
    pub(super) fn open_comments(&mut self, content: ContentId) -> String {
        let mut close = String::new();
        for (id, comment) in self.given.comments.iter().enumerate() {
            if comment.place.content == content && comment.place.words.is_none() {
                self.placed_comments.insert(id);
                self.xml.raw(&start(id));
                close.push_str(&end(id));
            }
        }
        close
    }

    /// Writes the part, if there are comments.
    pub(super) fn comments(&self) -> Result<Option<Part>, Error> {
        let comments = self.given.comments;
        if comments.is_empty() {
            return Ok(None);
        }
        if self.placed_comments.len() < comments.len() {
            return Err(Error::Docx { reason: "a comment speaks of words that are not in the text".into() });
        }
        let mut xml = Xml::part();
        xml.open("w:comments", &[("xmlns:w", NAMESPACE_W)]);
        for (id, comment) in comments.iter().enumerate() {
            // Without `w:date`: it could only be that of the clock.
            xml.open("w:comment", &[("w:id", &id.to_string()), ("w:author", AUTHOR), ("w:initials", "a")]);
            for (at, line) in comment.lines.iter().enumerate() {
                self.comment_line(line, at == 0, &mut xml);
            }
            xml.close("w:comment");
        }
        xml.close("w:comments");
        Ok(Some(super::part(PartType::Comments, "comments.xml", xml.into_string())))
    }

    fn comment_line(&self, line: &str, first: bool, xml: &mut Xml) {
        xml.open("w:p", &[]);
        let turned = (self.document.direction == Direction::RightToLeft).then_some(false);
        PPr { style: Some(StyleId::COMMENT_TEXT), bidi: turned, ..PPr::default() }.write(xml);
        if first {
            xml.open("w:r", &[]);
            RPr { style: Some(StyleId::COMMENT_MARK), ..RPr::default() }.write(xml);
            xml.empty("w:annotationRef", &[]);
            xml.close("w:r");
        }
        let english = Language::En.into();
        let shared = Line {
            direction: Direction::LeftToRight,
            language: Some(&english),
            document: self.document.language,
            italic: false,
        };
        text_runs(line, &Format::default(), shared, xml);
        xml.close("w:p");
    }
}

fn start(id: usize) -> String {
    let mut xml = Xml::default();
    xml.empty("w:commentRangeStart", &[("w:id", &id.to_string())]);
    xml.into_string()
}

fn end(id: usize) -> String {
    let id = id.to_string();
    let mut xml = Xml::default();
    xml.empty("w:commentRangeEnd", &[("w:id", &id)]);
    xml.open("w:r", &[]);
    RPr { style: Some(StyleId::COMMENT_MARK), ..RPr::default() }.write(&mut xml);
    xml.empty("w:commentReference", &[("w:id", &id)]);
    xml.close("w:r");
    xml.into_string()
}
