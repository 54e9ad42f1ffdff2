//! `assemble check`: the findings on reports, then what only their authors can know.

use std::io;

use anyhow::{anyhow, bail};
use serde::Serialize;

use super::advice::Advice;
use super::args::CheckArguments;
use super::fonts::SystemFonts;
use super::input::{Input, Which};
use super::{Status, draft, judge, output, print};
use crate::check::{ChecklistItem, checklist, checklist_text};
use crate::copy::with_comments;
use crate::diagnostic::{Diagnostic, Format, Severity, counted, visible_line};
use crate::import::{Told, show};
use crate::{Judged, Tools, Verdict};

/// What is said of a report after its findings.
#[derive(Serialize)]
struct Checked<'a> {
    report: &'a str,
    body: &'a str,
    errors: usize,
    warnings: usize,
    checklist: Vec<ChecklistItem>,
}

/// Checks each report; one that cannot be read does not stop the others.
pub(super) fn run(arguments: &CheckArguments) -> anyhow::Result<Status> {
    let mut tools = SystemFonts::new(arguments.reading.font_dir.as_deref())?.tools();
    let mut status = Status::Done;
    let inputs = Input::all(&arguments.reports, Which::new(arguments.only_reports))?;
    let alone = inputs.len() == 1;
    if arguments.comments.is_some() && !alone {
        bail!("`--comments` takes one Word file and the name of its copy");
    }
    for input in inputs {
        let one = match one(&input, arguments, alone, &mut tools) {
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

fn one(input: &Input, arguments: &CheckArguments, alone: bool, tools: &mut Tools) -> anyhow::Result<Status> {
    let bytes = input.read()?;
    if draft::is_draft(input, &bytes) {
        return word_file(input, &bytes, arguments, tools);
    }
    if arguments.comments.is_some() {
        bail!("`--comments` is for Word files; of a report, `assemble {} --comments` writes them", input.name());
    }
    let judged = judge::judge_bytes(input, &bytes, arguments.reading.controls(), &arguments.allow, tools)?;
    // Of several reports each would say the same.
    let advice = if alone { Advice::new(&judged) } else { None };
    let findings = print::findings(&judged, &arguments.output, &io::stdout());
    tell(&input.name(), &judged, advice.as_ref(), (&judged.diagnostics, &findings), arguments);
    Ok(if judged.verdict == Verdict::Accepted { Status::Done } else { Status::Refused })
}

/// Judges a Word file, and writes the copy with comments.
fn word_file(input: &Input, bytes: &[u8], arguments: &CheckArguments, tools: &mut Tools) -> anyhow::Result<Status> {
    let name = input.name();
    let body = draft::body(arguments.draft.to.as_deref(), &name)?;
    let read = draft::read(&name, bytes, draft::changes(arguments.draft.changes))?;
    let judged = draft::judged(&name, &read, &body, &arguments.draft, tools)?;
    let told = if arguments.output.format == Format::Text { Told::ToPeople } else { Told::ToPrograms };
    let (sources, shown) = show(&name, &read, &judged.findings, told);
    let findings = print::rendered(&shown, &sources, &arguments.output, &io::stdout());
    tell(&name, &judged.judged, None, (&shown, &findings), arguments);
    if let Some(copy) = &arguments.comments {
        output::refuse_over(copy, [input.path()])?;
        let commented = with_comments(bytes, &crate::draft::remarks(&read, &judged.findings))
            .map_err(|error| anyhow!("cannot write {}: {error}", copy.display()))?;
        output::write_over(copy, &commented)?;
    }
    Ok(if judged.has_error() { Status::Refused } else { Status::Done })
}

/// What was asked for is the judgement, so findings for people go to standard output here.
fn tell(
    name: &str,
    judged: &Judged,
    advice: Option<&Advice>,
    (all, findings): (&[Diagnostic], &str),
    arguments: &CheckArguments,
) {
    let output = &arguments.output;
    print::findings_result(findings);
    let of = |severity| all.iter().filter(|found: &&Diagnostic| found.severity == severity).count();
    let checked = Checked {
        report: name,
        body: &judged.profile.id,
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        checklist: checklist(&judged.profile, &judged.facts),
    };
    match output.format {
        Format::Json => print::json(&checked),
        Format::Text if !output.quiet => {
            let list = checklist_text(&checked.checklist);
            let advice = advice.map_or(String::new(), Advice::to_text);
            let verdict = format!("{}: {}\n", visible_line(name), verdict(&checked));
            let blocks: Vec<String> = [list, advice, verdict].into_iter().filter(|block| !block.is_empty()).collect();
            print::result(&blocks.join("\n"));
        }
        Format::Text | Format::Github => {}
    }
}

/// `2 errors, 1 warning`.
fn verdict(checked: &Checked<'_>) -> String {
    let errors = counted(checked.errors, "error", "errors");
    let warnings = counted(checked.warnings, "warning", "warnings");
    match (checked.errors, checked.warnings) {
        (0, 0) => "no errors, no warnings".to_owned(),
        (0, _) => format!("no errors, {warnings}"),
        (_, 0) => errors,
        (_, _) => format!("{errors}, {warnings}"),
    }
}
