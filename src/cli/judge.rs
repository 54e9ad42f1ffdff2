//! Judging reports on the disk, for the commands that write nothing.

use std::io;

use super::args::{PrintFormat, ShownReports};
use super::fonts::SystemFonts;
use super::input::{Input, Which, read_beside};
use super::{Status, draft, print};

use crate::diagnostic::{Code, Diagnostic, Format, Severity, render, visible_line};
use crate::read::DirectionControls;
use crate::read::word::Draft;
use crate::{Judged, Request, Tools, Verdict};

/// Judges a report that was read.
pub(super) fn judge_bytes(
    input: &Input,
    bytes: &[u8],
    controls: DirectionControls,
    allow: &[Code],
    tools: &mut Tools,
) -> anyhow::Result<Judged> {
    let folder = input.folder();
    let name = input.name();
    let read = |relative: &str| read_beside(&folder, relative).map_err(|error| format!("{error:#}"));
    let request = Request { controls, allow, ..Request::new(&name, bytes, &read) };
    crate::judge(&request, tools).map_err(|error| anyhow::Error::new(error).context(input.name()))
}

/// Prints what `show` makes of each report; of one that cannot be read whole only the errors are printed, because a
/// count or an outline of a part of it would mislead.
///
/// Of a Word file it prints what `of_word` makes of it, where that is another thing.
pub(super) fn show(
    arguments: &ShownReports,
    of_word: Option<&dyn Fn(&Draft)>,
    show: impl Fn(&Judged),
) -> anyhow::Result<Status> {
    let mut tools = SystemFonts::new(arguments.reading.font_dir.as_deref())?.tools();
    let inputs = Input::all(&arguments.reports, Which::All)?;
    let mut status = Status::Done;
    for input in &inputs {
        if inputs.len() > 1 && arguments.print.format == PrintFormat::Text {
            print::result(&format!("{}:\n", visible_line(&input.name())));
        }
        let one = match one(input, arguments, of_word, &show, &mut tools) {
            Ok(status) => status,
            Err(failure) => {
                print::complain(&failure);
                Status::Failed
            }
        };
        status = status.max(one);
    }
    Ok(status)
}

fn one(
    input: &Input,
    arguments: &ShownReports,
    of_word: Option<&dyn Fn(&Draft)>,
    show: &impl Fn(&Judged),
    tools: &mut Tools,
) -> anyhow::Result<Status> {
    let bytes = input.read()?;
    if !draft::is_draft(input, &bytes) {
        let judged = judge_bytes(input, &bytes, arguments.reading.controls(), &[], tools)?;
        return Ok(show_one(&judged, show));
    }
    let name = input.name();
    let read = draft::read(&name, &bytes, draft::changes(arguments.draft.changes))?;
    match of_word {
        Some(of_word) => of_word(&read),
        None => {
            let body = super::bodies::profile(arguments.draft.to.as_deref().unwrap_or("generic"))?.id;
            show(&draft::judged(&name, &read, &body, &arguments.draft, tools)?.judged);
        }
    }
    Ok(Status::Done)
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
