//! `assemble clean`: a copy of a Word file without what it says of people and machines.

use anyhow::{anyhow, bail};
use serde::Serialize;

use super::args::{ChangesAsked, CleanArguments, PrintFormat};
use super::input::Input;
use super::word_side::refuse_changes;
use super::{Status, draft, output, print};
use crate::copy::{Cleaned, clean};
use crate::read::word::ChangesRead;

/// What was made, for programs.
#[derive(Serialize)]
struct Made<'a> {
    file: String,
    taken: &'a std::collections::BTreeMap<&'static str, usize>,
    left: &'a [String],
}

/// Cleans one file.
pub(super) fn run(arguments: &CleanArguments) -> anyhow::Result<Status> {
    let input = Input::new(&arguments.file);
    let name = input.name();
    let bytes = input.read()?;
    let read = draft::read(&name, &bytes, ChangesRead::Accepted)?;
    let target = match (&arguments.out, &input) {
        (Some(out), _) => out.clone(),
        (None, Input::File(path)) => draft::beside(path, ".clean.docx"),
        (None, Input::Standard) => {
            bail!("name the file to write with `--out`: the Word file comes from standard input")
        }
    };
    if !read.changes.is_empty() && arguments.changes.unwrap_or_default() == ChangesAsked::Refuse {
        refuse_changes(&name, read.changes.len());
        return Ok(Status::Refused);
    }
    output::refuse_over(&target, [input.path()])?;
    let cleaned =
        clean(&bytes, draft::changes(arguments.changes)).map_err(|error| anyhow!("cannot clean {name}: {error}"))?;
    output::write_new(&target, &cleaned.bytes)?;
    let file = target.display().to_string();
    match arguments.print.format {
        PrintFormat::Json => print::json(&Made { file, taken: &cleaned.taken, left: &cleaned.left }),
        PrintFormat::Text => {
            print::aside(&told(&cleaned));
            print::result(&(print::name(&target) + "\n"));
        }
    }
    Ok(Status::Done)
}

fn told(cleaned: &Cleaned) -> String {
    let mut text = String::new();
    if cleaned.taken.is_empty() {
        text += "nothing to remove\n";
    }
    for (what, count) in &cleaned.taken {
        text += &format!("removed: {what} ({count})\n");
    }
    for what in &cleaned.left {
        text += &format!("still there: {what}\n");
    }
    text
}
