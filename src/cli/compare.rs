//! `assemble compare`: a Word file with tracked changes from an old text to a new one.

use anyhow::{anyhow, bail};
use serde::Serialize;

use super::args::{CompareArguments, PrintFormat};
use super::fonts::SystemFonts;
use super::input::Input;
use super::word_side::{SideOptions, word_side};
use super::{Status, build, draft, output, print};
use crate::compare::{Comparison, Difference, EditKind, Given, Moves, compare_given};
use crate::diagnostic::counted;

/// What was found, for programs.
#[derive(Serialize)]
struct Told<'a> {
    old: String,
    new: String,
    file: Option<String>,
    words_added: usize,
    words_removed: usize,
    looks_are_proven: bool,
    programs_left_out: bool,
    differences: &'a [Difference],
}

/// Compares two files.
pub(super) fn run(arguments: &CompareArguments) -> anyhow::Result<Status> {
    let (old_input, new_input) = (Input::new(&arguments.old), Input::new(&arguments.new));
    let target = match (&arguments.out, &new_input) {
        (Some(out), _) => out.clone(),
        (None, Input::File(path)) => draft::beside(path, ".changes.docx"),
        (None, Input::Standard) => bail!("name the file to write with `--out`: the new text comes from standard input"),
    };
    output::refuse_over(&target, [old_input.path(), new_input.path()])?;
    let mut tools = SystemFonts::new(arguments.reading.font_dir.as_deref())?.tools();
    let date = build::source_date()?;
    let changes = arguments.changes.unwrap_or_default();
    let options = SideOptions { controls: arguments.reading.controls(), changes, date };
    let Some(old) = word_side(&old_input, &options, &mut tools)? else { return Ok(Status::Refused) };
    let Some(new) = word_side(&new_input, &options, &mut tools)? else { return Ok(Status::Refused) };
    let moves = if arguments.no_moves { Moves::Off } else { Moves::Found };
    let date = date.or(new.date).or(old.date).map(|date| date.to_string());
    let (old_name, new_name) = (old_input.name(), new_input.name());
    let (old, new) = (Given { bytes: &old.bytes, draft: old.draft }, Given { bytes: &new.bytes, draft: new.draft });
    let found = compare_given(old, new, moves, date.as_deref())
        .map_err(|error| anyhow!("cannot compare {old_name} with {new_name}: {error}"))?;
    if let Some(bytes) = &found.bytes {
        output::write_new(&target, bytes)?;
    }
    let file = found.bytes.is_some().then(|| target.display().to_string());
    match arguments.print.format {
        PrintFormat::Json => print::json(&Told {
            old: old_name,
            new: new_name,
            file,
            words_added: found.words_added,
            words_removed: found.words_removed,
            looks_are_proven: found.looks_are_proven,
            programs_left_out: found.programs_left_out,
            differences: &found.differences,
        }),
        PrintFormat::Text => {
            print::aside(&told(&found));
            if file.is_some() {
                print::result(&(print::name(&target) + "\n"));
            }
        }
    }
    Ok(Status::Done)
}

/// The summary for people.
fn told(found: &Comparison) -> String {
    if found.bytes.is_none() {
        return "the two texts have the same words\n".to_owned();
    }
    let mut text = String::new();
    for difference in &found.differences {
        text += &line(difference);
    }
    text += &format!(
        "{}; {} inserted, {} deleted\n",
        counted(found.differences.len(), "difference", "differences"),
        counted(found.words_added, "word", "words"),
        counted(found.words_removed, "word", "words"),
    );
    if !found.looks_are_proven {
        text += "the styles of the two files differ: rejecting all changes gives the old words, but not always their old format\n";
    }
    if found.programs_left_out {
        text += "the new file holds programs (macros), which are left out\n";
    }
    text
}

/// One difference on one line.
fn line(difference: &Difference) -> String {
    let what = match difference.kind {
        EditKind::ParagraphChanged => "changed",
        EditKind::ParagraphAdded => "added",
        EditKind::ParagraphRemoved => "removed",
        EditKind::ParagraphMoved => "moved here",
        EditKind::RowAdded => "row added",
        EditKind::RowRemoved => "row removed",
        EditKind::CellChanged => "cell changed",
        EditKind::NoteChanged => "note changed",
    };
    let number = difference.number.as_ref().map(|number| format!(" (numbered {number})")).unwrap_or_default();
    let place = difference.paragraph.map(|paragraph| format!("paragraph {paragraph}{number}: ")).unwrap_or_default();
    let words = difference.new.as_ref().or(difference.old.as_ref()).map(|words| start(words)).unwrap_or_default();
    format!("{place}{what}: {words}\n")
}

/// The first words of a text.
pub(super) fn start(words: &str) -> String {
    const SHOWN: usize = 70;
    if words.chars().count() <= SHOWN {
        return format!("“{words}”");
    }
    let shown: String = words.chars().take(SHOWN).collect();
    format!("“{} …”", shown.trim_end())
}
