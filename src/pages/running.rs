//! Running headers and footers, set for each page with a number.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::inline::Engine;
use super::line::Line;
use super::placed::{Artifact, Origin, Page, Placed, Point};
use crate::document::text::for_each_paragraph;
use crate::document::{ContentId, Document, FooterPiece, Orientation, PageSetup, Role, Style};
use crate::facts::language::Direction;
use crate::length::Length;
use crate::look::measures::running_edge;

/// White space kept between the pieces of a header.
const GAP: Length = Length::mm(5);

/// Adds header and footer to each page that has a number, and gives the words of the header as far as there is room.
pub(super) fn run(document: &Document, engine: &mut Engine<'_>, pages: &mut [Page]) -> Words {
    let upright = document.page.oriented(Orientation::Portrait);
    let whole = Words { start: document.page.header_start.clone(), end: document.page.header_end.clone() };
    let (header, words) = header(document, engine, &upright, &whole);
    let untitled = Words { start: String::new(), ..words.clone() };
    let (untitled, _) = self::header(document, engine, &upright, &untitled);
    let turned = document.page.oriented(Orientation::Landscape);
    let (header_turned, _) = self::header(document, engine, &turned, &words);
    let titles = titles(document);
    let count = pages.iter().filter(|page| page.number.is_some()).count();
    for page in pages {
        if let Some(number) = page.number {
            let shows_title =
                page.items.iter().any(|placed| placed.origin.content().is_some_and(|id| titles.contains(&id)));
            let header = match page.orientation {
                Orientation::Portrait if shows_title => &untitled,
                Orientation::Portrait => &header,
                Orientation::Landscape => &header_turned,
            };
            page.items.extend(header.iter().cloned());
            let setup = document.page.oriented(page.orientation);
            footer(document, engine, &setup, (number, count), &mut page.items);
        }
    }
    words
}

/// The paragraphs that are the title: the header of a page that shows it does not repeat it.
fn titles(document: &Document) -> BTreeSet<ContentId> {
    let mut titles = BTreeSet::new();
    for_each_paragraph(document, |_, paragraph| titles.extend((paragraph.role == Role::Title).then_some(paragraph.id)));
    titles
}

/// What the header says at its start and its end: title and State.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) start: String,
    pub(super) end: String,
}

/// The header's items, in place, and its words as far as there is room for them.
fn header(document: &Document, engine: &mut Engine<'_>, setup: &PageSetup, words: &Words) -> (Vec<Placed>, Words) {
    let style = document.styles.get(Role::Header);
    let bold = Style { bold: document.styles.has_bold(), ..style.clone() };
    let full = setup.text_width();
    let mut set = |text: &str, style: &Style, most: Length| fitted(document, engine, text, style, most);
    let marks = set(&setup.marks.join(" · "), &bold, full / 2);
    // The State may take half of the line, or, beside marks, a third.
    let most = if setup.marks.is_empty() { full / 2 } else { full / 3 };
    let end = set(&words.end, style, most);
    let width = |piece: &Option<Fitted>| piece.as_ref().map_or(Length::ZERO, |piece| piece.width);
    // Marks are in the middle, so the start ends before the middle.
    let beside = match (&marks, &end) {
        (Some(marks), _) => (full - marks.width) / 2 - GAP,
        (None, Some(end)) => full - end.width - GAP,
        (None, None) => full,
    };
    let start = set(&words.start, style, beside);
    let text = |piece: &Option<Fitted>| piece.as_ref().map(|piece| piece.text.clone()).unwrap_or_default();
    let words = Words { start: text(&start), end: text(&end) };
    let places = [Length::ZERO, (full - width(&marks)) / 2, full - width(&end)];
    let mut items = vec![];
    for (piece, from_start) in [start, marks, end].into_iter().zip(places) {
        let Some(piece) = piece else { continue };
        let x = from_left(document.direction, from_start, piece.width, full);
        items.extend(at(piece.line, setup.margin_left + x, |line| running_edge(setup.margin_top) + line.ascent));
    }
    (items, words)
}

/// Words of the header, as far as there is room for them.
struct Fitted {
    text: String,
    line: Line,
    width: Length,
}

fn footer(
    document: &Document,
    engine: &mut Engine<'_>,
    setup: &PageSetup,
    (number, count): (u32, usize),
    items: &mut Vec<Placed>,
) {
    let text: String = setup.footer.iter().map(|piece| footer_text(piece, number, count)).collect();
    if text.is_empty() {
        return;
    }
    let (line, width) =
        engine.words(document, &text, document.styles.get(Role::Footer), Origin::Artifact(Artifact::Footer));
    let x = setup.margin_left + (setup.text_width() - width) / 2;
    items.extend(at(line, x, |line| setup.height - running_edge(setup.margin_bottom) - line.descent));
}

fn footer_text(piece: &FooterPiece, number: u32, count: usize) -> String {
    match piece {
        FooterPiece::Text(text) => text.clone(),
        FooterPiece::Page => number.to_string(),
        FooterPiece::Pages => count.to_string(),
    }
}

/// Words for the header, cut after a word with an ellipsis where they are wider than `most`; nothing for no words.
fn fitted(document: &Document, engine: &mut Engine<'_>, text: &str, style: &Style, most: Length) -> Option<Fitted> {
    let mut set = |text: String| {
        let (line, width) = engine.words(document, &text, style, Origin::Artifact(Artifact::Header));
        Fitted { text, line, width }
    };
    if text.is_empty() {
        return None;
    }
    // A little less than there is: Word sets letters without kerning, and what reaches a tab stop goes to the next.
    let most = most.scale(49, 50);
    let whole = set(text.to_owned());
    if whole.width <= most {
        return Some(whole);
    }
    let words: Vec<usize> = text.split_word_bound_indices().map(|(at, _)| at).skip(1).collect();
    let letters: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let mut longest = |ends: &[usize]| {
        let cut = |at: usize| format!("{}…", text[..at].trim_end_matches(ends_nothing));
        let fits = ends.partition_point(|&at| set(cut(at)).width <= most);
        fits.checked_sub(1).and_then(|last| ends.get(last)).map(|&at| set(cut(at)))
    };
    longest(&words).or_else(|| longest(&letters))
}

/// A sign that does not stand before an ellipsis.
fn ends_nothing(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '–' | '—' | '：' | '，' | '、')
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

    #[test]
    fn words_too_long_for_the_header_end_in_an_ellipsis() {
        let (document, fonts) = (everything(), Fonts::embedded());
        let mut engine = Engine::new(&fonts);
        let style = document.styles.get(Role::Header);
        let long = "a very long title ".repeat(20);
        let fitted = fitted(&document, &mut engine, &long, style, Length::mm(60)).expect("there are words");
        assert!(fitted.width <= Length::mm(60) && fitted.width > Length::mm(50), "{:?}", fitted.width);
        let words = fitted.text.strip_suffix('…').expect("an ellipsis");
        assert!(["a", "very", "long", "title"].iter().any(|word| words.ends_with(word)), "{words}");
    }

    #[test]
    fn the_start_is_at_the_right_in_arabic() {
        let mm = Length::mm;
        assert_eq!(from_left(Direction::RightToLeft, mm(0), mm(40), mm(160)), mm(120));
    }
}
