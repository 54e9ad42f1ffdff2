//! `assemble check`: the findings on reports, then what only their authors can know.

use std::io;

use serde::Serialize;

use super::advice::Advice;
use super::args::CheckArguments;
use super::fonts::SystemFonts;
use super::input::{Input, Which};
use super::{Status, judge, print};
use crate::check::{ChecklistItem, checklist, checklist_text};
use crate::diagnostic::{Diagnostic, Format, Severity, counted};
use crate::{Judged, Verdict};

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
    for input in inputs {
        let one = match judge::judge(&input, arguments.reading.controls(), &arguments.allow, &mut tools) {
            Ok(judged) => {
                // Of several reports each would say the same.
                let advice = if alone { Advice::new(&judged) } else { None };
                tell(&input.name(), &judged, advice.as_ref(), arguments);
                if judged.verdict == Verdict::Accepted { Status::Done } else { Status::Refused }
            }
            Err(failure) => {
                print::complain(&failure);
                Status::Failed
            }
        };
        status = status.max(one);
    }
    Ok(status)
}

/// What was asked for is the judgement, so findings for people go to standard output here.
fn tell(name: &str, judged: &Judged, advice: Option<&Advice>, arguments: &CheckArguments) {
    let output = &arguments.output;
    print::findings_result(&print::findings(judged, output, &io::stdout()));
    let of = |severity| judged.diagnostics.iter().filter(|found: &&Diagnostic| found.severity == severity).count();
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
            let verdict = format!("{name}: {}\n", verdict(&checked));
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
