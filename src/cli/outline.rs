//! `assemble outline`: headings, paragraph numbers, articles and recommendations as a tree.

use super::args::{OneReport, PrintFormat};
use super::input::Input;
use super::{Status, draft, judge, print};
use crate::check::outline::{Outline, outline};

/// Shows the outline of one report.
pub(super) fn run(arguments: &OneReport) -> anyhow::Result<Status> {
    let tell = |outline: &Outline| match arguments.print.format {
        PrintFormat::Text => print::result(&outline.to_text()),
        PrintFormat::Json => print::json(outline),
    };
    let input = Input::new(&arguments.report);
    // Of a Word file the numbers are those that Word shows.
    let bytes = input.read()?;
    if draft::is_draft(&input, &bytes) {
        let read = draft::read(&input.name(), &bytes, draft::changes(arguments.draft.changes))?;
        tell(&crate::draft::outline(&read));
        return Ok(Status::Done);
    }
    judge::show_bytes(arguments, &input, &bytes, |judged| tell(&outline(&judged.document)))
}
