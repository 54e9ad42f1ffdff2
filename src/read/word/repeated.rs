//! Bounds the text of notes that several marks point at: a report has each note once for every mark.

use super::Unreadable;
use super::draft::{Draft, Paragraph, Piece};

/// The most letters that notes may have more than once, as in a report.
const MOST: usize = 1 << 20;

/// Notes stand in notes so deep at most.
const DEEPEST: usize = 4;

/// Refuses a file whose notes, written at each of their marks, are longer than anybody writes.
pub(super) fn admit(draft: &Draft) -> Result<(), Unreadable> {
    let notes = &draft.notes;
    let own: Vec<usize> = notes.iter().map(|note| note.paragraphs.iter().map(letters).sum()).collect();
    let marks: Vec<Vec<usize>> = notes.iter().map(|note| note.paragraphs.iter().flat_map(marked).collect()).collect();
    let in_text: Vec<usize> = draft.paragraphs().flat_map(marked).collect();
    let all = in_text.len() + marks.iter().map(Vec::len).sum::<usize>();
    if all <= notes.len() {
        return Ok(());
    }
    // Each round goes one note deeper.
    let mut whole = own.clone();
    for _ in 0..DEEPEST {
        let inside = |marks: &Vec<usize>| sum(&whole, marks);
        let next: Vec<usize> = own.iter().zip(&marks).map(|(own, marks)| own.saturating_add(inside(marks))).collect();
        if next == whole {
            break;
        }
        whole = next;
    }
    let written = sum(&whole, &in_text);
    if written.saturating_sub(own.iter().sum()) > MOST {
        return Err(Unreadable::limit(format!(
            "the footnotes that several marks point at have more than {MOST} letters, written at each mark"
        )));
    }
    Ok(())
}

fn sum(whole: &[usize], marks: &[usize]) -> usize {
    marks.iter().filter_map(|mark| whole.get(*mark)).fold(0, |all: usize, length| all.saturating_add(*length))
}

fn letters(paragraph: &Paragraph) -> usize {
    paragraph.pieces.iter().map(|piece| piece.text().chars().count()).sum()
}

fn marked(paragraph: &Paragraph) -> impl Iterator<Item = usize> + '_ {
    paragraph.pieces.iter().filter_map(|piece| match piece {
        Piece::Note(note) => Some(*note),
        _ => None,
    })
}
