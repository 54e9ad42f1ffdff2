//! Divides a Word file into the parts of a report: first page, who the submitters are, summary, body, annexes.

use super::captions::caption_of;
use super::frame::one_line;
use super::plan::counts_paragraphs;
use super::{Headings, Options};
use crate::facts::language::{Labels, Language};
use crate::read::word::{Draft, HeadingBy, Item, Loss, LossKind, NumberFormat, Paragraph};

/// The first page has fewer words in a line.
const WORDS: usize = 30;
/// And no more lines than this.
const LINES: usize = 40;

/// The parts, as items of the draft.
#[derive(Debug, Default)]
pub(super) struct Parts<'d> {
    pub(super) front: Vec<&'d Paragraph>,
    /// The heading of each profile, and its paragraphs.
    pub(super) profiles: Vec<(String, Vec<&'d Item>)>,
    pub(super) summary: Vec<&'d Item>,
    pub(super) body: Vec<&'d Item>,
    /// The title paragraph of each annex, and its items.
    pub(super) annexes: Vec<(&'d Paragraph, Vec<&'d Item>)>,
    /// Headings that the program writes anew.
    pub(super) known: Vec<String>,
}

enum State {
    Front,
    Profile,
    Summary(u8),
    Body,
    Annex,
}

/// Whether a paragraph is a heading for this import.
pub(super) fn heading(paragraph: &Paragraph, options: &Options<'_>) -> Option<u8> {
    let heading = paragraph.heading?;
    (heading.by != HeadingBy::Look || options.headings == Headings::All).then_some(heading.level)
}

pub(super) fn split<'d>(draft: &'d Draft, options: &Options<'_>) -> Parts<'d> {
    let all: Vec<&Labels> = Language::ALL.into_iter().filter_map(|language| Labels::load(language).ok()).collect();
    let mut parts = Parts::default();
    let mut state = State::Front;
    let counts = draft.properties.is_ours && draft.paragraphs().any(is_counted);
    for (at, item) in draft.items.iter().enumerate() {
        let Item::Paragraph(paragraph) = item else {
            if matches!(state, State::Front | State::Profile) {
                state = State::Body;
            }
            put(&mut parts, &state, item);
            continue;
        };
        let text = one_line(&paragraph.text());
        let level = heading(paragraph, options);
        let style = paragraph.style.as_str();
        if matches!(style, "toc heading" | "spacer") || is_contents_heading(draft, paragraph, &text, &all) {
            parts.known.push(text);
            continue;
        }
        if style == "part heading" && is_profile(draft, at) {
            parts.known.push(text.clone());
            parts.profiles.push((text, Vec::new()));
            state = State::Profile;
            continue;
        }
        let can_be_summary = match draft.properties.is_ours {
            true => style == "part heading",
            false => level.is_some() && !has_numbers(draft, at, options),
        };
        if can_be_summary && is_summary(&text, &all) {
            parts.known.push(text);
            state = State::Summary(level.unwrap_or(1));
            continue;
        }
        let is_annex = style == "annex heading" || level == Some(1) && is_annex(&text, &all);
        if is_annex && !matches!(state, State::Front) {
            parts.annexes.push((paragraph, Vec::new()));
            state = State::Annex;
            continue;
        }
        state = match state {
            State::Front if level.is_some() || !is_front(paragraph, &text) || parts.front.len() >= LINES => State::Body,
            State::Profile if style != "profile" => State::Body,
            State::Summary(own) if ends_summary(paragraph, level, own, counts) => State::Body,
            same => same,
        };
        if matches!(state, State::Front) {
            parts.front.push(paragraph);
        } else {
            put(&mut parts, &state, item);
        }
    }
    rescue(&mut parts, draft);
    parts
}

fn put<'d>(parts: &mut Parts<'d>, state: &State, item: &'d Item) {
    match state {
        State::Profile => {
            if let Some((_, items)) = parts.profiles.last_mut() {
                items.push(item);
            }
        }
        State::Summary(_) => parts.summary.push(item),
        State::Annex => {
            if let Some((_, items)) = parts.annexes.last_mut() {
                items.push(item);
            }
        }
        State::Front | State::Body => parts.body.push(item),
    }
}

/// A file that is nothing but short lines has no first page, only a title.
fn rescue<'d>(parts: &mut Parts<'d>, draft: &'d Draft) {
    let is_text = |item: &&Item| !matches!(item, Item::Paragraph(paragraph) if paragraph.is_blank());
    if draft.properties.is_ours {
        // A report has a text: its last block is one, where nothing tells it from the summary.
        if !parts.body.iter().any(is_text) {
            let last = last_block(&parts.summary);
            if parts.summary[..last].iter().any(is_text) {
                parts.body = parts.summary.split_off(last);
            }
        }
        return;
    }
    if parts.body.iter().any(is_text) || !parts.annexes.is_empty() && parts.front.len() < 3 {
        return;
    }
    let titles: Vec<_> =
        parts.front.iter().filter(|one| matches!(one.style.as_str(), "title" | "subtitle")).copied().collect();
    let keep = if titles.is_empty() && parts.front.len() > 1 { parts.front[..1].to_vec() } else { titles };
    let kept: Vec<_> = keep.iter().map(|one| one.place).collect();
    let moved: Vec<_> = parts.front.iter().filter(|one| !kept.contains(&one.place)).map(|one| one.place).collect();
    let is_moved = |item: &&Item| matches!(item, Item::Paragraph(paragraph) if moved.contains(&paragraph.place));
    let mut body: Vec<&Item> = draft.items.iter().filter(is_moved).collect();
    body.append(&mut parts.body);
    parts.body = body;
    parts.front = keep;
}

/// Where the last block begins: a table with its caption, a picture with what stands below it, a whole list.
fn last_block(items: &[&Item]) -> usize {
    let paragraph = |at: usize| match items.get(at) {
        Some(Item::Paragraph(paragraph)) => Some(paragraph),
        _ => None,
    };
    let has_style = |at: usize, styles: &[&str]| {
        paragraph(at).is_some_and(|one| styles.iter().any(|style| one.style.starts_with(style)))
    };
    let is_item = |at: usize| paragraph(at).is_some_and(|one| one.number.is_some() && one.heading.is_none());
    let is_above = |at: usize| paragraph(at).is_some_and(|one| caption_of(one) == Some("table"));
    let below = ["figure caption", "source", "quotation source", "list continue"];
    let is_below = |at: usize| has_style(at, &below) || paragraph(at).is_some_and(|one| one.is_blank());
    let mut at = items.len().saturating_sub(1);
    while at > 0 && (is_below(at) || is_above(at - 1) || is_item(at) && is_item(at - 1)) {
        at -= 1;
    }
    at
}

/// A line of a first page: short, and of no list.
fn is_front(paragraph: &Paragraph, text: &str) -> bool {
    let own = paragraph.style.starts_with("title block")
        || matches!(paragraph.style.as_str(), "title" | "subtitle" | "addressee");
    let words = text.split_whitespace().count();
    let is_sentence = words > 12 && text.ends_with(['.', '。', '؛', ';']);
    use crate::read::word::Piece;
    // A title has no room for these.
    let has_picture = paragraph.pieces.iter().any(|piece| matches!(piece, Piece::Picture(_) | Piece::Note(_)));
    own || paragraph.number.is_none()
        && !has_picture
        && words < WORDS
        && !is_sentence
        && super::typed::number(text).is_none()
        && text.chars().count() < 250
}

fn is_contents_heading(draft: &Draft, paragraph: &Paragraph, text: &str, all: &[&Labels]) -> bool {
    let name = text.to_lowercase();
    let named = all.iter().any(|labels| labels.contents.to_lowercase() == name)
        || matches!(name.as_str(), "table of contents" | "sommaire" | "table des matières");
    let is_contents = |loss: &Loss| loss.kind == LossKind::Contents && loss.place >= paragraph.place;
    named && draft.losses.iter().any(is_contents)
}

/// Whether the paragraphs under a heading of a part say who the submitters are.
fn is_profile(draft: &Draft, at: usize) -> bool {
    matches!(draft.items.get(at + 1), Some(Item::Paragraph(next)) if next.style == "profile")
}

fn is_summary(text: &str, all: &[&Labels]) -> bool {
    let name = text.trim_end_matches(['.', ':']).to_lowercase();
    let named = all.iter().any(|labels| labels.summary.to_lowercase() == name);
    named || matches!(name.as_str(), "executive summary" | "résumé analytique" | "synthèse" | "resumen ejecutivo")
}

/// Whether the text begins after the summary: where paragraphs and headings are counted, with the first that is.
fn ends_summary(paragraph: &Paragraph, level: Option<u8>, own: u8, counts: bool) -> bool {
    if counts { is_counted(paragraph) } else { level.is_some_and(|level| level <= own) }
}

/// Whether a paragraph of one of our own files has the number of a heading or of the text.
fn is_counted(paragraph: &Paragraph) -> bool {
    paragraph.number.as_ref().is_some_and(|number| paragraph.heading.is_some() || counts_paragraphs(number))
}

/// Whether the paragraphs under a heading have numbers: then they belong to the body, whose paragraphs have.
fn has_numbers(draft: &Draft, at: usize, options: &Options<'_>) -> bool {
    for item in &draft.items[at + 1..] {
        let Item::Paragraph(paragraph) = item else { continue };
        if heading(paragraph, options).is_some() {
            return false;
        }
        let is_decimal = paragraph.number.as_ref().is_some_and(|number| number.format == NumberFormat::Decimal);
        if is_decimal || super::typed::number(&paragraph.text()).is_some() {
            return true;
        }
    }
    false
}

fn is_annex(text: &str, all: &[&Labels]) -> bool {
    all.iter().any(|labels| annex_title(text, labels).is_some())
}

/// The title of an annex without its label and number: `Annex II. List of cases`.
pub(super) fn annex_title<'t>(text: &'t str, labels: &Labels) -> Option<&'t str> {
    let start =
        text.chars().zip(labels.annex.chars()).take_while(|(a, b)| a.to_lowercase().eq(b.to_lowercase())).count();
    if start < labels.annex.chars().count() {
        return None;
    }
    let at = text.char_indices().nth(start).map_or(text.len(), |(at, _)| at);
    let rest = &text[at..];
    if rest.starts_with(char::is_alphabetic) && !rest.starts_with(|c| ('\u{3400}'..='\u{9FFF}').contains(&c)) {
        return None;
    }
    let mut rest = rest.trim_start();
    let mark =
        rest.split(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '–' | '—' | '-' | '：')).next().unwrap_or("");
    let is_number =
        |mark: &str| mark.chars().all(|c| c.is_ascii_digit() || "IVXLC".contains(c)) || mark.chars().count() == 1;
    let words = labels.annex_numbers.iter().find(|number| rest.starts_with(number.as_str()));
    if let Some(number) = words {
        rest = &rest[number.len()..];
    } else if !mark.is_empty() && is_number(mark) {
        rest = &rest[mark.len()..];
    }
    const DASHES: [char; 3] = ['–', '—', '-'];
    let after = rest.trim_start();
    // A dash after a full stop and a space is the title's own; in `Anexo I.- Lista` it is not.
    let title = match after.strip_prefix(['.', ':', '：', '．']) {
        Some(title) => title.strip_prefix(DASHES).unwrap_or(title),
        None => after.strip_prefix(DASHES).unwrap_or(after),
    };
    Some(title.trim_start())
}
