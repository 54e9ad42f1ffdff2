//! From one report on the disk to what is said of it, for the commands that write nothing.

use std::io;

use super::args::OneReport;
use super::input::{Input, read_beside};
use super::{Status, fonts, print};

use crate::diagnostic::{Code, Diagnostic, Format, Severity, render};
use crate::read::DirectionControls;
use crate::{Judged, Request, Tools, Verdict};

/// Judges a report.
pub(super) fn judge(
    input: &Input,
    controls: DirectionControls,
    allow: &[Code],
    tools: &mut Tools,
) -> anyhow::Result<Judged> {
    let bytes = input.read()?;
    let folder = input.folder();
    let name = input.name();
    let read = |relative: &str| read_beside(&folder, relative).map_err(|error| format!("{error:#}"));
    let request = Request { controls, allow, ..Request::new(&name, &bytes, &read) };
    crate::judge(&request, tools).map_err(|error| anyhow::Error::new(error).context(input.name()))
}

/// Prints what `show` makes of a report; of one that cannot be read whole only the errors are printed, because a
/// count or an outline of a part of it would mislead.
pub(super) fn show(arguments: &OneReport, show: impl FnOnce(&Judged)) -> anyhow::Result<Status> {
    let mut tools = fonts::tools(arguments.reading.font_dir.as_deref())?;
    let judged = judge(&Input::new(&arguments.report), arguments.reading.controls(), &[], &mut tools)?;
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
