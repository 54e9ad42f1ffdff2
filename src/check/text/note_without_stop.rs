//! T16: from the footnotes to those that do not end in a full stop.

use crate::check::text::prose::{add_once, english_notes};
use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Severity, counted};
use crate::document::NoteOrigin;

const CODE: Code = Code::NoteWithoutStop;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("note_without_stop.md"), asked: None, check };

fn check(subject: &Subject, findings: &mut Findings) {
    let mut places = Vec::new();
    // What the program writes into notes, such as the address of a link, is not the author's.
    let typed = subject.document.notes.iter().filter(|note| note.origin == NoteOrigin::Author);
    for note in typed {
        let Some(last) = note.paragraphs.last() else { continue };
        let Some(visit) = english_notes(subject).find(|visit| visit.paragraph.id == last.id) else { continue };
        let text = visit.text.words.trim_end();
        let closed = text.trim_end_matches(['”', '’', '"', ')', ']']);
        // A full stop after a bare address would seem to belong to it.
        let address = text.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains("://"));
        if !text.is_empty()
            && !address
            && !text.ends_with(['.', '?', '!', '…'])
            && !closed.ends_with(['.', '?', '!', '…'])
        {
            places.push(note.span);
        }
    }
    let message = |count| format!("{} without a full stop", counted(count, "footnote ends", "footnotes end"));
    add_once(
        findings,
        CODE,
        &places,
        message,
        "end each note with a full stop",
        "United Nations Editorial Manual, footnotes, chapter III: a note ends with a full stop",
    );
}
