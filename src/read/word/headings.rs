//! Headings: of a style or a level, and those that were made by hand, a short line in bold without a full stop. The latter is
//! a guess, and always told.

use std::collections::BTreeSet;

use super::draft::{Draft, Heading, HeadingBy, Item, Paragraph, Piece};
use super::numbering::NumberFormat;
use super::styles::ParagraphChange;

/// A heading has fewer letters.
const LETTERS: usize = 160;

/// What makes a paragraph a heading.
pub(super) fn of_style(names: &[&str], own: &ParagraphChange, style: &ParagraphChange) -> Option<Heading> {
    // The level 9 says that it is text.
    let level = |outline: Option<u8>| outline.filter(|level| *level < 9).map(|level| level + 1);
    if own.outline.is_some_and(|level| level >= 9) {
        return None;
    }
    let is_title = names.iter().any(|name| matches!(*name, "title" | "subtitle"));
    if is_title || names.iter().any(|name| name.starts_with("toc ") || *name == "toc heading") {
        return None;
    }
    let named = names.iter().find_map(|name| name.strip_prefix("heading ")?.trim().parse::<u8>().ok());
    if let Some(level) = named.filter(|level| (1..=9).contains(level)) {
        return Some(Heading { level, by: HeadingBy::Style });
    }
    let own = level(own.outline).map(|level| Heading { level, by: HeadingBy::OutlineLevel });
    own.or(level(style.outline).map(|level| Heading { level, by: HeadingBy::Style }))
}

/// Finds the paragraphs that look like headings, in a file that has none, or one at most, by style.
pub(super) fn by_look(draft: &mut Draft) {
    let real =
        draft.items.iter().filter(|item| matches!(item, Item::Paragraph(paragraph) if paragraph.heading.is_some()));
    if real.count() > 1 {
        return;
    }
    // Nothing is under the last paragraph.
    let last = draft.items.iter().rposition(|item| match item {
        Item::Paragraph(paragraph) => !paragraph.is_blank(),
        Item::Table(_) => true,
    });
    let mut found: Vec<(usize, Option<Kind>, u32)> = Vec::new();
    for (at, item) in draft.items.iter().enumerate() {
        let Item::Paragraph(paragraph) = item else { continue };
        let text_follows = last.is_some_and(|last| at < last);
        if text_follows && paragraph.heading.is_none() && looks_like_heading(paragraph) {
            found.push((at, kind(paragraph), size(paragraph)));
        }
    }
    // A line that stands alone in bold may be anything; lists of bold names are not headings either.
    let text_between = |pair: &[(usize, Option<Kind>, u32)]| pair[1].0 - pair[0].0 > 1;
    if found.len() > 2 && !found.windows(2).any(text_between) {
        return;
    }
    let kinds: Vec<Kind> = [Kind::Roman, Kind::Capital, Kind::Number]
        .into_iter()
        .filter(|kind| found.iter().any(|(_, found, _)| *found == Some(*kind)))
        .collect();
    let sizes: BTreeSet<u32> = found.iter().filter(|(_, kind, _)| kind.is_none()).map(|(_, _, size)| *size).collect();
    let sizes: Vec<u32> = sizes.into_iter().rev().collect();
    for (at, kind, size) in found {
        let level = match kind.and_then(|kind| kinds.iter().position(|known| *known == kind)) {
            Some(level) => level + 1,
            None => sizes.iter().position(|known| *known == size).unwrap_or(0).min(2) + 1,
        };
        if let Item::Paragraph(paragraph) = &mut draft.items[at] {
            paragraph.heading = Some(Heading { level: level as u8, by: HeadingBy::Look });
        }
    }
}

fn looks_like_heading(paragraph: &Paragraph) -> bool {
    let text = paragraph.text();
    let text = text.trim();
    let is_title =
        matches!(paragraph.style.as_str(), "title" | "subtitle" | "caption") || paragraph.style.contains("quote");
    let ends_as_text = text.ends_with(['.', ';', ',', ':', '!', '。', '；', '،', '؛']) && !is_numbered_only(text);
    let is_bullet = paragraph.number.as_ref().is_some_and(|number| number.format == NumberFormat::Bullet);
    let bold = paragraph.pieces.iter().all(|piece| match piece {
        Piece::Text { text, look, .. } => look.bold || !text.chars().any(char::is_alphanumeric),
        Piece::Reference { look, .. } => look.bold,
        Piece::Picture(_) => false,
        Piece::Note(_) | Piece::LineBreak | Piece::PageBreak | Piece::Tab => true,
    });
    let has_letters = text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    bold && has_letters
        && !is_title
        && !ends_as_text
        && !is_bullet
        && !paragraph.in_box
        && text.chars().count() < LETTERS
}

fn is_numbered_only(text: &str) -> bool {
    text.split_whitespace().count() < 2
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Roman,
    Capital,
    Number,
}

/// The kind of the number before a heading, shown or typed.
fn kind(paragraph: &Paragraph) -> Option<Kind> {
    let text = paragraph.text();
    let mark = match &paragraph.number {
        Some(number) => number.text.clone(),
        None => text.split_whitespace().next().filter(|mark| mark.ends_with(['.', ')']))?.to_owned(),
    };
    let name = mark.trim_matches(['.', '(', ')', ' ']);
    if name.is_empty() {
        return None;
    }
    if name.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Some(Kind::Number);
    }
    if name.chars().all(|c| "IVXLC".contains(c)) && (name.len() > 1 || name == "I" || name == "V" || name == "X") {
        return Some(Kind::Roman);
    }
    (name.chars().count() == 1 && name.chars().all(char::is_uppercase)).then_some(Kind::Capital)
}

fn size(paragraph: &Paragraph) -> u32 {
    let sizes = paragraph.pieces.iter().filter_map(|piece| match piece {
        Piece::Text { look, .. } => look.size,
        _ => None,
    });
    sizes.max().unwrap_or(0)
}
