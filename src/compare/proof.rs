//! The proof before a comparison is written: accepting all changes gives the new text, rejecting all gives the old one.

use super::text::PICTURE;
use crate::read::word::{ChangesRead, Draft, Item, Paragraph, Piece, Position, RunLook, Unreadable, read};

/// Which part of the proof did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// Both texts come out, words and looks.
    Holds,
    /// The words come out, but a bold or italic word would look otherwise.
    OtherLooks,
    /// The words do not come out: the first paragraph that differs, as it should be and as it is.
    Fails { wanted: String, found: String },
}

/// Reads a comparison both ways.
pub(super) fn prove(result: &[u8], old: &Draft, new: &Draft) -> Result<Proof, Unreadable> {
    let mut proof = Proof::Holds;
    for (changes, wanted) in [(ChangesRead::Accepted, new), (ChangesRead::Rejected, old)] {
        let found = read(result, changes)?;
        if let Some(fails) = difference(&said(wanted, Looks::Left), &said(&found, Looks::Left)) {
            return Ok(fails);
        }
        if said(wanted, Looks::Shown) != said(&found, Looks::Shown) {
            proof = Proof::OtherLooks;
        }
    }
    Ok(proof)
}

fn difference(wanted: &[String], found: &[String]) -> Option<Proof> {
    let at = (0..wanted.len().max(found.len())).find(|at| wanted.get(*at) != found.get(*at))?;
    let line = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
    Some(Proof::Fails { wanted: line(wanted), found: line(found) })
}

/// Whether looks are part of what is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    Shown,
    Left,
}

/// What a text says, paragraph by paragraph and row by row; paragraphs without words and text boxes are left out.
pub(super) fn said(draft: &Draft, looks: Looks) -> Vec<String> {
    let mut lines = Vec::new();
    for item in &draft.items {
        match item {
            Item::Paragraph(paragraph) if paragraph.in_box || paragraph.is_blank() => {}
            Item::Paragraph(paragraph) => lines.push(line(draft, paragraph, looks)),
            Item::Table(table) => {
                // A row without cells shows nothing, and holds no mark of a change.
                for row in table.rows.iter().filter(|row| !row.cells.is_empty()) {
                    let cells = row.cells.iter().map(|cell| {
                        let paragraphs = cell.paragraphs.iter().filter(|one| !one.is_blank() && !one.in_box);
                        paragraphs.map(|one| line(draft, one, looks)).collect::<Vec<_>>().join("\n")
                    });
                    lines.push(format!("| {}", cells.collect::<Vec<_>>().join(" | ")));
                }
            }
        }
    }
    lines
}

fn line(draft: &Draft, paragraph: &Paragraph, looks: Looks) -> String {
    let mut text = String::new();
    let mut look = 0;
    for (at, piece) in paragraph.pieces.iter().enumerate() {
        if is_between_notes(&paragraph.pieces, at) {
            continue;
        }
        match piece {
            Piece::Text { text: words, look: own, .. } | Piece::Reference { text: words, look: own, .. } => {
                let own = flags(own, &paragraph.base);
                // White space has no look.
                let start = words.len() - words.trim_start().len();
                text.push_str(&words[..start]);
                if looks == Looks::Shown && own != look && start < words.len() {
                    text.push_str(&format!("\u{1}{own}"));
                    look = own;
                }
                text.push_str(&words[start..]);
            }
            Piece::Note(at) => {
                let paragraphs = draft.notes.get(*at).map(|note| note.paragraphs.as_slice()).unwrap_or_default();
                let paragraphs = paragraphs.iter().filter(|one| !one.is_blank());
                let words: Vec<String> = paragraphs.map(|one| one.text().trim().to_owned()).collect();
                text.push_str(&format!("{{{}}}", words.join("\n")));
            }
            Piece::Picture(_) => text.push_str(PICTURE),
            Piece::Tab | Piece::LineBreak => text.push(' '),
            Piece::PageBreak => {}
        }
    }
    text.trim().to_owned()
}

/// Whether a piece is the comma that stands between the marks of two notes. It is read where it is not raised, as in a file
/// that does not have its style.
fn is_between_notes(pieces: &[Piece], at: usize) -> bool {
    let is_note = |at: Option<usize>| at.and_then(|at| pieces.get(at)).is_some_and(|one| matches!(one, Piece::Note(_)));
    let is_comma = |text: &str| matches!(text.trim(), "," | "،" | "、");
    matches!(&pieces[at], Piece::Text { text, .. } if is_comma(text))
        && is_note(at.checked_sub(1))
        && is_note(Some(at + 1))
}

/// How words look beside the others of their paragraph.
fn flags(look: &RunLook, base: &RunLook) -> u8 {
    let underline = look.underline != base.underline && !look.is_link_style;
    let all = [look.bold != base.bold, look.italic != base.italic, underline, look.strike != base.strike];
    let raised = look.position != Position::Line;
    all.iter().chain([&raised]).fold(0, |flags, is| flags * 2 + u8::from(*is))
}
