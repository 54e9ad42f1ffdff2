//! Numbers and notes that were typed by hand: taken away only where they run 1, 2, 3.

use crate::text::numerals::roman;
use std::collections::BTreeMap;

use super::tell::Finding;
use crate::diagnostic::{Code, counted};
use crate::read::word::{Draft, Item, Note, Paragraph, Piece, PlaceId, Position};

/// A number typed before a text, and how many characters it takes with the space after it.
pub(super) fn number(text: &str) -> Option<(u32, usize)> {
    let lead = text.len() - text.trim_start().len();
    let rest = &text[lead..];
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let number = rest[..digits].parse().ok()?;
    let after = rest[digits..].strip_prefix(['.', ')'])?;
    let space = after.chars().take_while(|c| c.is_whitespace() || *c == '\u{A0}').count();
    let is_end = after.is_empty();
    (space > 0 && !is_end).then(|| (number, text[..lead].chars().count() + digits + 1 + space))
}

/// The typed numbers of paragraphs that run 1, 2, 3 through the whole text: how much of each paragraph they take.
pub(super) fn numbers(paragraphs: &[&Paragraph], findings: &mut Vec<Finding>) -> BTreeMap<PlaceId, usize> {
    let typed: Vec<(PlaceId, u32, usize)> = paragraphs
        .iter()
        .filter(|paragraph| paragraph.number.is_none())
        .filter_map(|paragraph| number(&paragraph.text()).map(|(number, length)| (paragraph.place, number, length)))
        .collect();
    let mut run = BTreeMap::new();
    let mut next = 1;
    let mut odd = Vec::new();
    for (place, number, length) in &typed {
        if *number == next {
            run.insert(*place, *length);
            next += 1;
        } else {
            odd.push((*place, *number));
        }
    }
    // Two numbers in order can be chance, and lists begin anew again and again.
    if run.len() < 3 || odd.len() * 2 > run.len() {
        return BTreeMap::new();
    }
    let message = format!(
        "the numbers 1 to {} were typed before paragraphs; they are removed, because the program numbers paragraphs itself",
        next - 1
    );
    let first = run.keys().next().copied();
    findings.push(Finding::info(
        Code::WordTypedNumbers,
        first,
        message,
        "check that references to paragraphs are still right",
    ));
    for (place, number) in odd {
        let message = format!("the typed number {number} is out of order and stays as text");
        let help = "delete it, or check which number belongs there";
        findings.push(Finding::warning(Code::WordTypedNumbers, Some(place), message, help));
    }
    run
}

/// The typed numbers of headings, I., A., 1., if all headings of a level have the number that is due.
pub(super) fn headings(headings: &[&Paragraph], findings: &mut Vec<Finding>) -> BTreeMap<PlaceId, usize> {
    let mut due: Vec<u32> = vec![0; 10];
    let mut fits: BTreeMap<u8, bool> = BTreeMap::new();
    let mut found = Vec::new();
    for paragraph in headings {
        let level = paragraph.heading.map_or(1, |heading| heading.level).min(9);
        due.truncate(usize::from(level) + 1);
        due.resize(10, 0);
        due[usize::from(level)] += 1;
        let text = paragraph.text();
        let mark = if paragraph.number.is_none() { heading_mark(&text, due[usize::from(level)]) } else { None };
        *fits.entry(level).or_insert(true) &= mark.is_some();
        found.extend(mark.map(|length| (level, paragraph.place, length)));
    }
    let taken: BTreeMap<PlaceId, usize> = found
        .into_iter()
        .filter(|(level, ..)| fits.get(level) == Some(&true))
        .map(|(_, place, length)| (place, length))
        .collect();
    if let Some((first, _)) = taken.first_key_value() {
        let message = "the numbers typed before headings are removed, because the program numbers headings itself";
        let help = "check that references to sections are still right";
        findings.push(Finding::info(Code::WordTypedNumbers, Some(*first), message, help));
    }
    taken
}

/// What the number that is due takes at the start of a heading.
fn heading_mark(text: &str, due: u32) -> Option<usize> {
    let lead = text.len() - text.trim_start().len();
    let rest = &text[lead..];
    let mark: &str = rest.split(char::is_whitespace).next()?;
    let name = mark.trim_end_matches(['.', ')', ':']);
    if name.len() == mark.len() && !name.contains('.') {
        return None;
    }
    let last = name.rsplit('.').next().unwrap_or(name).trim_start_matches('(');
    let letter = char::from_u32(u32::from('A') + due.saturating_sub(1)).filter(char::is_ascii_uppercase);
    let is_due = last == due.to_string()
        || last == roman(due).to_uppercase()
        || letter.is_some_and(|letter| last.eq_ignore_ascii_case(&letter.to_string()))
        || last == roman(due);
    let space = rest[mark.len()..].chars().take_while(|c| c.is_whitespace()).count();
    is_due.then(|| text[..lead].chars().count() + mark.chars().count() + space)
}

/// The mark `[1]` of a note at the start of a text, and what it takes with the space after it.
fn note_number(text: &str) -> Option<(u32, usize)> {
    let rest = text.trim_start();
    let inner = rest.strip_prefix('[')?;
    let close = inner.find(']').filter(|at| *at <= 3)?;
    let number = inner[..close].parse().ok()?;
    let after = &inner[close + 1..];
    let space = after.len() - after.trim_start().len();
    Some((number, text.len() - rest.len() + close + 2 + after[..space].chars().count()))
}

/// Makes footnotes of marks `[1]` in the text whose notes stand in a list at its end, if each mark has one note.
pub(super) fn notes(draft: &Draft, findings: &mut Vec<Finding>, removed: &mut Vec<String>) -> Option<Draft> {
    let list = list_of_notes(draft)?;
    let marks = marks(&draft.items[..list.start]);
    let is_whole = marks.len() == list.notes.len() && (1..).zip(&marks).all(|(due, mark)| *mark == due);
    if !is_whole {
        return None;
    }
    let mut changed = draft.clone();
    changed.items.truncate(list.start);
    let first = changed.notes.len();
    for (number, paragraph) in (1_u32..).zip(&list.notes) {
        let mut paragraph = (*paragraph).clone();
        let length = note_number(&paragraph.text()).map_or(0, |(_, length)| length);
        cut(&mut paragraph, length);
        let mark = paragraph.place;
        changed.notes.push(Note { is_endnote: true, paragraphs: vec![paragraph], mark, id: String::new() });
        // The number stands in the text and in the list.
        removed.extend([number.to_string(), number.to_string()]);
    }
    for item in &mut changed.items {
        if let Item::Paragraph(paragraph) = item {
            paragraph.pieces = with_notes(&paragraph.pieces, first);
        }
    }
    removed.extend(list.heading.split_whitespace().map(str::to_owned));
    let count = counted(list.notes.len(), "note was", "notes were");
    let message = format!("{count} typed by hand, with marks such as [1]; they are footnotes now");
    let place = list.notes.first().map(|note| note.place);
    findings.push(Finding::info(Code::WordTypedNotes, place, message, "check that each is at its mark"));
    Some(changed)
}

struct NoteList<'d> {
    /// Index of the first item that belongs to it.
    start: usize,
    heading: String,
    notes: Vec<&'d Paragraph>,
}

/// The list of notes at the end of a text, numbered from 1.
fn list_of_notes(draft: &Draft) -> Option<NoteList<'_>> {
    const NAMES: [&str; 12] = [
        "notes",
        "endnotes",
        "end notes",
        "footnotes",
        "references",
        "notes de fin",
        "notas",
        "notas finales",
        "примечания",
        "注释",
        "الحواشي",
        "sources",
    ];
    let mut notes = Vec::new();
    let mut start = draft.items.len();
    let mut heading = String::new();
    for (at, item) in draft.items.iter().enumerate().rev() {
        let Item::Paragraph(paragraph) = item else { break };
        let text = paragraph.text();
        if paragraph.is_blank() {
            continue;
        }
        if note_number(&text).is_some() {
            notes.push(paragraph);
            start = at;
        } else {
            let name = text.trim().trim_end_matches(':').to_lowercase();
            if !notes.is_empty() && NAMES.contains(&name.as_str()) {
                start = at;
                heading = text;
            }
            break;
        }
    }
    notes.reverse();
    let in_order =
        (1..).zip(&notes).all(|(due, note)| note_number(&note.text()).is_some_and(|(number, _)| number == due));
    (!notes.is_empty() && in_order).then_some(NoteList { start, heading, notes })
}

/// The numbers of the marks `[1]` in the order of the text.
fn marks(items: &[Item]) -> Vec<u32> {
    let mut found = Vec::new();
    for item in items {
        let Item::Paragraph(paragraph) = item else { continue };
        for piece in &paragraph.pieces {
            if let Piece::Text { text, .. } = piece {
                found.extend(text.match_indices('[').filter_map(|(at, _)| Some(note_number(&text[at..])?.0)));
            }
        }
    }
    found
}

fn with_notes(pieces: &[Piece], first: usize) -> Vec<Piece> {
    let mut changed = Vec::new();
    for piece in pieces {
        let Piece::Text { text, look, link, node } = piece else {
            changed.push(piece.clone());
            continue;
        };
        let mut rest = text.as_str();
        let mut from = 0;
        while let Some(found) = rest[from..].find('[').map(|at| from + at) {
            let Some((number, _)) = note_number(&rest[found..]) else {
                from = found + 1;
                continue;
            };
            let close = rest[found..].find(']').map_or(rest.len(), |at| found + at + 1);
            let before = rest[..found].trim_end();
            if !before.is_empty() {
                changed.push(Piece::Text {
                    text: before.to_owned(),
                    look: look.clone(),
                    link: link.clone(),
                    node: *node,
                });
            }
            changed.push(Piece::Note(first + number as usize - 1));
            rest = &rest[close..];
            from = 0;
        }
        if !rest.is_empty() {
            let mut look = look.clone();
            if changed.last().is_some_and(|last| matches!(last, Piece::Note(_))) {
                look.position = Position::Line;
            }
            changed.push(Piece::Text { text: rest.to_owned(), look, link: link.clone(), node: *node });
        }
    }
    changed
}

/// Takes characters from the start of a paragraph.
pub(super) fn cut(paragraph: &mut Paragraph, mut length: usize) {
    for piece in &mut paragraph.pieces {
        match piece {
            Piece::Text { text, .. } | Piece::Reference { text, .. } => {
                let count = text.chars().count().min(length);
                *text = text.chars().skip(count).collect();
                length -= count;
            }
            Piece::Tab | Piece::LineBreak if length > 0 => {
                *piece = Piece::Text { text: String::new(), look: Default::default(), link: None, node: None };
                length -= 1;
            }
            _ => {}
        }
        if length == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{note_number, number};

    #[test]
    fn years_and_decimals_are_not_numbers_of_paragraphs() {
        assert_eq!(number("12. The text"), Some((12, 4)));
        assert_eq!(number("3)\tThe text"), Some((3, 3)));
        assert_eq!(number("2024. was a year"), None);
        assert_eq!(number("3.5 per cent"), None);
        assert_eq!(number("7."), None);
        assert_eq!(note_number("[12] Source"), Some((12, 5)));
        assert_eq!(note_number("[sic] x"), None);
    }
}
