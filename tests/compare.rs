//! Comparing: accepting all changes gives the new text, rejecting all gives the old one, and only what changed is marked.

use std::io::{Cursor, Read as _};

use assemble::compare::{Comparison, EditKind, Moves, compare};
use assemble::read::word::{ChangesRead, read};
use assemble::{Request, Target, Tools};
use zip::ZipArchive;

use crate::support::{examples, files};

const REPORT: &str = "\
submitted_to: generic
language: en
title: Housing
date: 2026-01-16
submitted_by:
  - name: Example Network
body: |
  # Renting

  Many tenants pay more than half of their income for rent, and wait for years.[^1]

  The State party has built few homes in the north of the country since then.

  Nobody knows how many people live without a home in the two largest cities.

  | City | Homes |
  |---|---|
  | North | 12 |
  | South | 30 |
  | East | 44 |

  : Homes by city

  The last paragraph asks for more homes.

  [^1]: See the annual report, page 12.
";

/// The Word file of a report.
pub(crate) fn word(yaml: &str) -> Vec<u8> {
    let read = |_: &str| Err(String::new());
    let request = Request { draft: true, ..Request::new("r.yaml", yaml.as_bytes(), &read) };
    let assembled = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
    let found = &assembled.judged.diagnostics;
    assembled.files.unwrap_or_else(|| panic!("{found:?}"))[&Target::Docx].clone()
}

fn compared(old: &str, new: &str, moves: Moves) -> Comparison {
    compare(&word(old), &word(new), moves, Some("2026-01-16")).expect("it is proven")
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The words of all paragraphs of the text, and of all notes.
fn words(bytes: &[u8], changes: ChangesRead) -> Vec<String> {
    let draft = read(bytes, changes).expect("it is a Word file");
    let notes = draft.notes.iter().flat_map(|note| &note.paragraphs);
    let all = draft.paragraphs().chain(notes).map(|paragraph| paragraph.text().trim().to_owned());
    all.filter(|text| !text.is_empty()).collect()
}

#[track_caller]
fn holds(old: &str, new: &str) -> (Comparison, Vec<EditKind>) {
    let found = compared(old, new, Moves::Found);
    let bytes = found.bytes.as_ref().expect("there are differences");
    assert_eq!(words(bytes, ChangesRead::Accepted), words(&word(new), ChangesRead::Accepted));
    assert_eq!(words(bytes, ChangesRead::Rejected), words(&word(old), ChangesRead::Accepted));
    assert!(found.looks_are_proven);
    let kinds = found.differences.iter().map(|one| one.kind).collect();
    (found, kinds)
}

#[test]
fn words_are_marked_one_by_one() {
    let (found, kinds) = holds(REPORT, &REPORT.replace("more than half", "nearly half"));
    assert_eq!(kinds, [EditKind::ParagraphChanged]);
    assert_eq!((found.words_added, found.words_removed), (1, 2));
    let text = part(&found.bytes.expect("there is a difference"), "word/document.xml");
    assert_eq!(text.matches("<w:del ").count(), 1, "{text}");
    assert_eq!(text.matches("<w:ins ").count(), 1, "{text}");
    assert!(text.contains("w:author=\"assemble\" w:date=\"2026-01-16T00:00:00Z\""), "{text}");
    assert!(text.contains("<w:delText xml:space=\"preserve\">more than</w:delText>"), "{text}");
}

#[test]
fn paragraphs_rows_cells_and_notes_are_marked() {
    let added =
        REPORT.replace("  Nobody knows", "  A new paragraph stands here, and nothing like it did.\n\n  Nobody knows");
    assert_eq!(holds(REPORT, &added).1, [EditKind::ParagraphAdded]);
    assert_eq!(holds(&added, REPORT).1, [EditKind::ParagraphRemoved]);
    let row = REPORT.replace("  | South | 30 |\n", "");
    assert_eq!(holds(REPORT, &row).1, [EditKind::RowRemoved]);
    assert_eq!(holds(&row, REPORT).1, [EditKind::RowAdded]);
    assert_eq!(holds(REPORT, &REPORT.replace("| 30 |", "| 31 |")).1, [EditKind::CellChanged]);
    assert_eq!(holds(REPORT, &REPORT.replace("page 12", "page 14")).1, [EditKind::NoteChanged]);
    let heading = holds(REPORT, &REPORT.replace("# Renting", "# Renting and waiting"));
    assert!(heading.1.contains(&EditKind::ParagraphChanged), "{:?}", heading.1);
}

#[test]
fn a_note_that_is_gone_keeps_its_old_words() {
    let without = REPORT.replace("[^1]\n", "\n").replace("  [^1]: See the annual report, page 12.\n", "");
    let (gone, kinds) = holds(REPORT, &without);
    assert_eq!((kinds, gone.words_removed, gone.words_added), (vec![EditKind::ParagraphChanged], 6, 0));
    let (new, kinds) = holds(&without, REPORT);
    assert_eq!((kinds, new.words_removed, new.words_added), (vec![EditKind::ParagraphChanged], 0, 6));
}

#[test]
fn a_table_that_is_gone_or_new_is_marked_row_by_row() {
    let (start, rest) = REPORT.split_once("  | City").expect("a table");
    let (_, end) = rest.split_once("city\n").expect("a caption");
    let without = format!("{start}{}", end.trim_start_matches('\n'));
    assert!(holds(REPORT, &without).1.contains(&EditKind::RowRemoved));
    assert!(holds(&without, REPORT).1.contains(&EditKind::RowAdded));
}

#[test]
fn a_paragraph_that_stands_elsewhere_is_moved() {
    let paragraph = "  The State party has built few homes in the north of the country since then.\n\n";
    let moved = REPORT.replace(paragraph, "").replace("  The last", &format!("{paragraph}  The last"));
    let (found, kinds) = holds(REPORT, &moved);
    assert_eq!(kinds, [EditKind::ParagraphMoved]);
    let text = part(&found.bytes.expect("there is a difference"), "word/document.xml");
    for sign in ["<w:moveFromRangeStart ", "<w:moveFromRangeEnd ", "<w:moveToRangeStart ", "<w:moveToRangeEnd "] {
        assert_eq!(text.matches(sign).count(), 1, "{sign} in {text}");
    }
    let plain = compared(REPORT, &moved, Moves::Off);
    assert!(!part(&plain.bytes.expect("there is a difference"), "word/document.xml").contains("w:move"));
}

#[test]
fn the_same_text_has_no_difference_and_the_same_bytes_come_each_time() {
    let found = compared(REPORT, REPORT, Moves::Found);
    assert!(found.bytes.is_none() && found.differences.is_empty());
    let new = REPORT.replace("few homes", "many homes");
    assert_eq!(compared(REPORT, &new, Moves::Found).bytes, compared(REPORT, &new, Moves::Found).bytes);
}

#[test]
fn all_ids_of_changes_are_different() {
    let new = REPORT.replace("few homes", "many homes").replace("page 12", "page 13").replace("| 44 |", "| 45 |");
    let bytes = compared(REPORT, &new, Moves::Found).bytes.expect("there are differences");
    let both = part(&bytes, "word/document.xml") + &part(&bytes, "word/footnotes.xml");
    let changes = both.split("<w:ins ").skip(1).chain(both.split("<w:del ").skip(1));
    let mut ids: Vec<&str> = changes.map(|rest| rest.split('"').nth(1).expect("an id")).collect();
    assert_eq!(ids.len(), 6);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 6);
}

#[test]
fn any_two_examples_can_be_compared() {
    let all: Vec<Vec<u8>> = examples().iter().map(|path| files(path)[&Target::Docx].clone()).collect();
    for pair in all.windows(2) {
        let there = compare(&pair[0], &pair[1], Moves::Found, None).expect("it is proven");
        let back = compare(&pair[1], &pair[0], Moves::Found, None).expect("it is proven");
        assert!(there.bytes.is_some() && back.bytes.is_some());
    }
}
