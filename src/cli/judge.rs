//! Judging reports on the disk, for the commands that write nothing.

use std::io;

use super::args::{PrintFormat, ShownReports};
use super::fonts::SystemFonts;
use super::input::{Input, Which, read_beside};
use super::{Status, print};

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

/// Prints what `show` makes of each report; of one that cannot be read whole only the errors are printed, because a
/// count or an outline of a part of it would mislead.
pub(super) fn show(arguments: &ShownReports, show: impl Fn(&Judged)) -> anyhow::Result<Status> {
    let mut tools = SystemFonts::new(arguments.reading.font_dir.as_deref())?.tools();
    let inputs = Input::all(&arguments.reports, Which::All)?;
    let mut status = Status::Done;
    for input in &inputs {
        if inputs.len() > 1 && arguments.print.format == PrintFormat::Text {
            print::result(&format!("{}:\n", input.name()));
        }
        let one = match judge(input, arguments.reading.controls(), &[], &mut tools) {
            Ok(judged) => show_one(&judged, &show),
            Err(failure) => {
                print::complain(&failure);
                Status::Failed
            }
        };
        status = status.max(one);
    }
    Ok(status)
}

fn show_one(judged: &Judged, show: &impl Fn(&Judged)) -> Status {
    match judged.verdict {
        Verdict::Accepted | Verdict::RuleBroken => {
            show(judged);
            Status::Done
        }
        Verdict::Unreadable => {
            let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
            let errors: Vec<Diagnostic> = judged.diagnostics.iter().filter(is_error).cloned().collect();
            let colour = io::IsTerminal::is_terminal(&io::stderr());
            print::findings_aside(&render(&errors, &judged.sources, Format::Text, colour));
            Status::Refused
        }
    }
}
