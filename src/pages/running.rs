//! Running headers and footers, set for each page with a number.

use super::inline::Engine;
use super::line::Line;
use super::placed::{Artifact, Origin, Page, Placed, Point};
use crate::document::{Document, FooterPiece, Role, Style};
use crate::facts::language::Direction;
use crate::length::Length;

/// White space kept between the pieces of a header.
const GAP: Length = Length::mm(5);

/// Distance of the header from the upper edge of the sheet, and of the footer from the lower: half an inch as in Word,
/// but never in the text.
fn edge(margin: Length) -> Length {
    (margin / 2).min(Length::pt(36))
}

/// Adds header and footer to each page that has a number.
pub(super) fn run(document: &Document, engine: &mut Engine<'_>, pages: &mut [Page]) {
    let header = header(document, engine);
    let count = pages.iter().filter(|page| page.number.is_some()).count();
    for page in pages {
        if let Some(number) = page.number {
            page.items.extend(header.iter().cloned());
            footer(document, engine, number, count, &mut page.items);
        }
    }
}

/// The header's items, in place.
fn header(document: &Document, engine: &mut Engine<'_>) -> Vec<Placed> {
    let setup = &document.page;
    let style = document.styles.get(Role::Header);
    let bold = Style { bold: document.styles.has_bold(), ..style.clone() };
    let full = setup.text_width();
    let mut set = |text: &str, style: &Style, most: Length| fitted(document, engine, text, style, most);
    let marks = set(&setup.marks.join(" · "), &bold, full / 2);
    let end = set(&setup.header_end, style, full / 3);
    // Marks stand in the middle, so the start ends before the middle.
    let beside = match (&marks, &end) {
        (Some((_, marks)), _) => (full - *marks) / 2 - GAP,
        (None, Some((_, end))) => full - *end - GAP,
        (None, None) => full,
    };
    let start = set(&setup.header_start, style, beside);
    let mut items = vec![];
    let mut put = |piece: Option<(Line, Length)>, from_start: fn(Length, Length) -> Length| {
        if let Some((line, width)) = piece {
            let x = from_left(document.direction, from_start(full, width), width, full);
            items.extend(at(line, setup.margin_left + x, |line| edge(setup.margin_top) + line.ascent));
        }
    };
    put(start, |_, _| Length::ZERO);
    put(marks, |full, width| (full - width) / 2);
    put(end, |full, width| full - width);
    items
}

fn footer(document: &Document, engine: &mut Engine<'_>, number: u32, count: usize, items: &mut Vec<Placed>) {
    let setup = &document.page;
    let text: String = setup.footer.iter().map(|piece| footer_text(piece, number, count)).collect();
    if text.is_empty() {
        return;
    }
    let (line, width) =
        engine.words(document, &text, document.styles.get(Role::Footer), Origin::Artifact(Artifact::Footer));
    let x = setup.margin_left + (setup.text_width() - width) / 2;
    items.extend(at(line, x, |line| setup.height - edge(setup.margin_bottom) - line.descent));
}

fn footer_text(piece: &FooterPiece, number: u32, count: usize) -> String {
    match piece {
        FooterPiece::Text(text) => text.clone(),
        FooterPiece::Page => number.to_string(),
        FooterPiece::Pages => count.to_string(),
    }
}

/// Words for the header, cut with an ellipsis where they are wider than `most`; nothing for no words.
fn fitted(
    document: &Document,
    engine: &mut Engine<'_>,
    text: &str,
    style: &Style,
    most: Length,
) -> Option<(Line, Length)> {
    let mut set = |text: &str| engine.words(document, text, style, Origin::Artifact(Artifact::Header));
    if text.is_empty() {
        return None;
    }
    let whole = set(text);
    if whole.1 <= most {
        return Some(whole);
    }
    // The longest beginning that fits: between `fits` characters and `too_many`.
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let cut = |count: usize| format!("{}…", text[..ends[count]].trim_end());
    let (mut fits, mut too_many) = (0, ends.len());
    while too_many - fits > 1 {
        let middle = (fits + too_many) / 2;
        if set(&cut(middle)).1 <= most { fits = middle } else { too_many = middle }
    }
    Some(set(&cut(fits)))
}

/// From the left, what is counted from the start.
fn from_left(direction: Direction, from_start: Length, width: Length, full: Length) -> Length {
    match direction {
        Direction::LeftToRight => from_start,
        Direction::RightToLeft => full - from_start - width,
    }
}

/// The items of a line with its base line at this place.
fn at(line: Line, x: Length, base: impl Fn(&Line) -> Length) -> impl Iterator<Item = Placed> {
    let y = base(&line);
    line.items
        .into_iter()
        .map(move |placed| Placed { point: Point { x: placed.point.x + x, y: placed.point.y + y }, ..placed })
}

#[cfg(test)]
mod tests {
    use super::{fitted, from_left};
    use crate::document::Role;
    use crate::document::sample::everything;
    use crate::facts::language::Direction;
    use crate::fonts::Fonts;
    use crate::length::Length;
    use crate::pages::inline::Engine;
    use crate::pages::placed::Item;

    #[test]
    fn words_too_long_for_the_header_end_in_an_ellipsis() {
        let (document, fonts) = (everything(), Fonts::embedded());
        let mut engine = Engine::new(&fonts);
        let style = document.styles.get(Role::Header);
        let long = "a very long title ".repeat(20);
        let (line, width) = fitted(&document, &mut engine, &long, style, Length::mm(60)).expect("there are words");
        let text: String = line
            .items
            .iter()
            .filter_map(|placed| match &placed.item {
                Item::Glyphs(run) => Some(run.text.as_str()),
                Item::Rule { .. } | Item::Image { .. } | Item::Link { .. } => None,
            })
            .collect();
        assert!(width <= Length::mm(60) && width > Length::mm(50), "{width:?}");
        assert!(text.ends_with('…'), "{text}");
    }

    #[test]
    fn the_start_is_at_the_right_in_arabic() {
        let mm = Length::mm;
        assert_eq!(from_left(Direction::RightToLeft, mm(0), mm(40), mm(160)), mm(120));
    }
}
