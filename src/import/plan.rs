//! What is known of a whole Word file before its parts are written: numbers, typed numbers, ids of targets.

use std::collections::{BTreeMap, BTreeSet};

use super::captions::{caption_label, caption_of};
use super::parts::{Parts, annex_title, heading};
use super::tell::Finding;
use super::{Options, typed};
use crate::facts::language::Labels;
use crate::read::word::{Draft, Item, Number, NumberFormat, Paragraph, Piece, PlaceId, Section};

/// What is known of the whole text before its parts are written.
pub(super) struct Plan<'d> {
    pub(super) draft: &'d Draft,
    pub(super) options: &'d Options<'d>,
    pub(super) labels: &'static Labels,
    pub(super) all_labels: Vec<&'static Labels>,
    /// The list that numbers the paragraphs.
    pub(super) numbered: Option<String>,
    /// How much of a paragraph is a typed number.
    pub(super) typed: BTreeMap<PlaceId, usize>,
    /// How much of a heading is a typed number.
    pub(super) typed_headings: BTreeMap<PlaceId, usize>,
    /// Whether Word numbers headings: one without a number is meant to have none.
    pub(super) numbered_headings: bool,
    /// The level of the highest heading.
    pub(super) top: u8,
    /// The id of what references point at.
    pub(super) ids: BTreeMap<PlaceId, String>,
    /// Pictures that a report cannot have.
    pub(super) refused: BTreeSet<usize>,
    /// The first picture of each part: one that is shown twice is one file.
    first_of: BTreeMap<&'d str, usize>,
    /// The places of tables and paragraphs on turned pages, in a file whose other pages are not.
    pub(super) turned: BTreeSet<PlaceId>,
}

/// The list of our own files that counts the paragraphs, and below them their sub-paragraphs.
const OWN_PARAGRAPHS: &str = "1";

/// What must be known of the whole text before any of it is written.
pub(super) fn plan<'d>(
    draft: &'d Draft,
    options: &'d Options<'d>,
    labels: &'static Labels,
    all_labels: Vec<&'static Labels>,
    parts: &Parts<'d>,
    refused: BTreeSet<usize>,
    findings: &mut Vec<Finding>,
) -> Plan<'d> {
    let texts = parts.body.iter().chain(parts.annexes.iter().flat_map(|(_, items)| items));
    let texts: Vec<&Paragraph> = texts
        .filter_map(|item| match item {
            Item::Paragraph(paragraph) => Some(paragraph),
            Item::Table(_) => None,
        })
        .collect();
    let (headings, texts): (Vec<&Paragraph>, Vec<&Paragraph>) =
        texts.into_iter().partition(|paragraph| heading(paragraph, options).is_some());
    let numbered = if draft.properties.is_ours { own_paragraphs(&texts) } else { numbered_list(&texts) };
    let typed = if numbered.is_some() { BTreeMap::new() } else { typed::numbers(&texts, findings) };
    // Our own files have the levels of their reports.
    let levels = headings.iter().filter_map(|paragraph| heading(paragraph, options));
    let top = if draft.properties.is_ours { 1 } else { levels.min().unwrap_or(1) };
    let mut plan = Plan {
        draft,
        options,
        labels,
        all_labels,
        numbered,
        typed,
        typed_headings: super::typed::headings(&headings, findings),
        numbered_headings: headings.iter().any(|heading| heading.number.is_some()),
        top,
        ids: BTreeMap::new(),
        refused,
        turned: turned(draft),
        first_of: draft.pictures.iter().enumerate().rev().map(|(at, picture)| (picture.part.as_str(), at)).collect(),
    };
    let pointed_at: BTreeSet<&str> = draft
        .paragraphs()
        .chain(draft.notes.iter().flat_map(|note| &note.paragraphs))
        .flat_map(|paragraph| &paragraph.pieces)
        .filter_map(|piece| match piece {
            Piece::Reference { bookmark, .. } => Some(bookmark.as_str()),
            _ => None,
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for paragraph in draft.paragraphs() {
        if paragraph.bookmarks.iter().any(|bookmark| pointed_at.contains(bookmark.as_str())) {
            let kind = match (caption_of(paragraph), paragraph.style.as_str()) {
                (Some(kind), _) => kind,
                (None, "annex heading") => "annex",
                (None, _) if paragraph.heading.is_some() => "section",
                (None, _) => "para",
            };
            let count = counts.entry(kind).or_default();
            *count += 1;
            plan.ids.insert(paragraph.place, format!("{kind}-{count}"));
        }
    }
    plan
}

/// What stands on pages that are wider than high, where not all are.
fn turned(draft: &Draft) -> BTreeSet<PlaceId> {
    let is_turned = |section: &Section| section.width > section.height;
    if draft.sections.iter().all(is_turned) {
        return BTreeSet::new();
    }
    let mut found = BTreeSet::new();
    let mut from = 0;
    for section in &draft.sections {
        let to = section.items.clamp(from, draft.items.len());
        if is_turned(section) {
            found.extend(draft.items[from..to].iter().map(|item| match item {
                Item::Paragraph(paragraph) => paragraph.place,
                Item::Table(table) => table.place,
            }));
        }
        from = to;
    }
    found
}

/// The list that numbers the paragraphs of the text: of decimal numbers, and with most words.
fn numbered_list(texts: &[&Paragraph]) -> Option<String> {
    let mut words: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for paragraph in texts {
        let Some(number) = paragraph.number.as_ref() else { continue };
        if number.format == NumberFormat::Decimal && number.level == 0 {
            let count = words.entry(&number.list).or_default();
            count.0 += paragraph.text().split_whitespace().count()
                + paragraph.text().chars().filter(|c| ('\u{3400}'..='\u{9FFF}').contains(c)).count() / 2;
            count.1 += 1;
        }
    }
    let (list, (words, count)) = words.into_iter().max_by_key(|(_, (words, _))| *words)?;
    (words >= count * 10).then(|| list.to_owned())
}

/// The list that numbers the paragraphs of one of our own files, if any has a number.
fn own_paragraphs(texts: &[&Paragraph]) -> Option<String> {
    let counts = |text: &&Paragraph| text.number.as_ref().is_some_and(counts_paragraphs);
    texts.iter().any(counts).then(|| OWN_PARAGRAPHS.to_owned())
}

/// Whether a number of one of our own files is that of a paragraph of the text.
pub(super) fn counts_paragraphs(number: &Number) -> bool {
    number.list == OWN_PARAGRAPHS && number.level == 0
}

/// How deep an item of a list of our own files stands.
pub(super) fn own_depth(number: &Number) -> usize {
    number.level.saturating_sub(usize::from(number.list == OWN_PARAGRAPHS))
}

/// A number without the signs after it, which references leave out: `5` of `5.` or `5-`.
pub(super) fn bare_number(text: &str) -> &str {
    text.trim().trim_end_matches(['.', '-', ':', '：', '．', '、', ' '])
}

/// What references can point at: of each bookmark the id of its paragraph, and the number that Word shows for it.
pub(super) fn targets(draft: &Draft, plan: &Plan<'_>) -> BTreeMap<String, (String, String)> {
    let mut targets = BTreeMap::new();
    for paragraph in draft.paragraphs() {
        let Some(id) = plan.ids.get(&paragraph.place) else { continue };
        let by_program = |number: &crate::read::word::Number| {
            heading(paragraph, plan.options).is_some() || plan.numbered.as_ref() == Some(&number.list)
        };
        let number = match &paragraph.number {
            Some(number) if by_program(number) => bare_number(&number.text).to_owned(),
            Some(_) => continue,
            None => {
                let text = paragraph.text();
                let annex = plan.all_labels.iter().find_map(|labels| {
                    let title = annex_title(&text, labels)?;
                    text[..text.len() - title.len()].strip_prefix(labels.annex.as_str())
                });
                match annex {
                    Some(rest) => rest.trim().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_owned(),
                    None => caption_label(&text, &plan.all_labels).map(|label| label.number).unwrap_or_default(),
                }
            }
        };
        if !number.is_empty() {
            for bookmark in &paragraph.bookmarks {
                targets.insert(bookmark.clone(), (id.clone(), number.clone()));
            }
        }
    }
    targets
}

impl Plan<'_> {
    /// The name of a picture's file in the report; `None` if reports cannot have it.
    pub(super) fn file_of(&self, picture: usize) -> Option<String> {
        let found = self.draft.pictures.get(picture).filter(|_| !self.refused.contains(&picture))?;
        let first = self.first_of.get(found.part.as_str()).copied().unwrap_or(picture);
        file_name(first, &found.bytes, self.options.folder)
    }
}

/// The name of a picture by what it is.
pub(super) fn file_name(at: usize, bytes: &[u8], folder: &str) -> Option<String> {
    let ending = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        "png"
    } else if bytes.starts_with(b"\xFF\xD8\xFF") {
        "jpg"
    } else if bytes.get(..1_000.min(bytes.len())).is_some_and(|start| String::from_utf8_lossy(start).contains("<svg")) {
        "svg"
    } else {
        return None;
    };
    Some(format!("{folder}/picture-{}.{ending}", at + 1))
}
