//! A report or a Word file as the bytes of a Word file, for the commands that compare.

use anyhow::anyhow;
use jiff::civil::Date;

use super::args::ChangesAsked;
use super::input::{Input, read_beside};
use super::{draft, print};
use crate::copy::clean;
use crate::diagnostic::{Diagnostic, Format, Severity, counted, render, visible_line};
use crate::read::DirectionControls;
use crate::read::word::Draft;
use crate::{Assembled, Request, Tools, Verdict};

/// What was made of an input.
pub(super) struct WordSide {
    /// The Word file.
    pub(super) bytes: Vec<u8>,
    /// What it says, if it was read.
    pub(super) draft: Option<Draft>,
    /// The date of the report.
    pub(super) date: Option<Date>,
}

/// How inputs are read.
pub(super) struct SideOptions {
    pub(super) controls: DirectionControls,
    pub(super) changes: ChangesAsked,
    pub(super) date: Option<Date>,
}

/// The Word file of an input; `None` if it is refused, which has been said.
pub(super) fn word_side(input: &Input, options: &SideOptions, tools: &mut Tools) -> anyhow::Result<Option<WordSide>> {
    let bytes = input.read()?;
    let name = input.name();
    if !draft::is_draft(input, &bytes) {
        let Some(assembled) = built(input, &bytes, options, tools)? else { return Ok(None) };
        let date = assembled.judged.document.metadata.date;
        let file = assembled.files.and_then(|mut files| files.remove(&crate::Target::Docx));
        let bytes = file.ok_or_else(|| anyhow!("{name}: no Word file was made"))?;
        return Ok(Some(WordSide { bytes, draft: None, date }));
    }
    let changes = draft::changes(Some(options.changes));
    let read = draft::read(&name, &bytes, changes)?;
    if read.changes.is_empty() {
        return Ok(Some(WordSide { bytes, draft: Some(read), date: None }));
    }
    if options.changes == ChangesAsked::Refuse {
        refuse_changes(&name, read.changes.len());
        return Ok(None);
    }
    let cleaned = clean(&bytes, changes).map_err(|error| anyhow!("cannot read {name}: {error}"))?;
    Ok(Some(WordSide { bytes: cleaned.bytes, draft: None, date: None }))
}

/// Says that a file holds tracked changes, and both ways to go on.
pub(super) fn refuse_changes(name: &str, count: usize) {
    print::aside(&format!(
        "error: {} holds {}: say which text is meant, `--changes accept` for the text with the changes, \
         `--changes reject` for the text as it was before\n",
        visible_line(name),
        counted(count, "tracked change", "tracked changes")
    ));
}

/// A report with its Word file, also where it breaks rules; `None` if it cannot be read whole, which has been said.
pub(super) fn built(
    input: &Input,
    bytes: &[u8],
    options: &SideOptions,
    tools: &mut Tools,
) -> anyhow::Result<Option<Assembled>> {
    let folder = input.folder();
    let name = input.name();
    let read = |relative: &str| read_beside(&folder, relative).map_err(|error| format!("{error:#}"));
    let request = Request { controls: options.controls, date: options.date, ..Request::new(&name, bytes, &read) };
    let first = crate::assemble(&request, tools)?;
    let assembled = match first.judged.verdict {
        Verdict::RuleBroken => crate::assemble(&Request { draft: true, ..request }, tools)?,
        Verdict::Accepted | Verdict::Unreadable => first,
    };
    if assembled.judged.verdict == Verdict::Unreadable {
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        let errors: Vec<Diagnostic> = assembled.judged.diagnostics.iter().filter(is_error).cloned().collect();
        print::findings_aside(&render(&errors, &assembled.judged.sources, Format::Text, false));
        return Ok(None);
    }
    Ok(Some(assembled))
}
