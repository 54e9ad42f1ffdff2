//! From one report on the disk to what is said of it, for the commands that write nothing.

use std::io;

use super::args::OneReport;
use super::input::{Input, read_beside};
use super::{Status, draft, fonts, print};

use crate::diagnostic::{Diagnostic, Format, Severity, render};
use crate::read::DirectionControls;
use crate::{Judged, Request, Tools, Verdict};

/// Judges a report that was read.
pub(super) fn judge_bytes(
    input: &Input,
    bytes: &[u8],
    controls: DirectionControls,
    tools: &mut Tools,
) -> anyhow::Result<Judged> {
    let folder = input.folder();
    let name = input.name();
    let read = |relative: &str| read_beside(&folder, relative).map_err(|error| format!("{error:#}"));
    let request = Request { controls, ..Request::new(&name, bytes, &read) };
    crate::judge(&request, tools).map_err(|error| anyhow::Error::new(error).context(input.name()))
}

/// Prints what `show` makes of a report; of one that cannot be read whole only the errors are printed, because a
/// count or an outline of a part of it would mislead.
pub(super) fn show(arguments: &OneReport, show: impl FnOnce(&Judged)) -> anyhow::Result<Status> {
    let mut tools = fonts::tools(arguments.reading.font_dir.as_deref())?;
    let input = Input::new(&arguments.report);
    let bytes = input.read()?;
    if draft::is_draft(&input, &bytes) {
        let name = input.name();
        let read = draft::read(&name, &bytes, draft::changes(arguments.draft.changes))?;
        let body = arguments.draft.to.as_deref().unwrap_or("generic");
        let body = super::bodies::profile(body)?.id;
        let judged = draft::judged(&name, &read, &body, &arguments.draft, &mut tools)?;
        show(&judged.judged);
        return Ok(Status::Done);
    }
    drop(tools);
    show_bytes(arguments, &input, &bytes, show)
}

/// As [`show`], of a report that was read.
pub(super) fn show_bytes(
    arguments: &OneReport,
    input: &Input,
    bytes: &[u8],
    show: impl FnOnce(&Judged),
) -> anyhow::Result<Status> {
    let mut tools = fonts::tools(arguments.reading.font_dir.as_deref())?;
    let judged = judge_bytes(input, bytes, arguments.reading.controls(), &mut tools)?;
    match judged.verdict {
        Verdict::Accepted | Verdict::RuleBroken => {
            show(&judged);
            Ok(Status::Done)
        }
        Verdict::Unreadable => {
            let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
            let errors: Vec<Diagnostic> = judged.diagnostics.iter().filter(is_error).cloned().collect();
            print::aside(&render(&errors, &judged.sources, Format::Text, io::IsTerminal::is_terminal(&io::stderr())));
            Ok(Status::Refused)
        }
    }
}
