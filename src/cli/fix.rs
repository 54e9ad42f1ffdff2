//! `assemble fix`: applies the remedies that a program can apply, and shows or writes what changes.

use std::path::PathBuf;

use anyhow::bail;
use similar::TextDiff;

use super::args::FixArguments;
use super::fonts::SystemFonts;
use super::input::{self, Input, Which};
use super::output::{self, Replaced};
use super::{Status, print};
use crate::diagnostic::{Severity, counted, visible_line};
use crate::remedy::{Changed, Remedied, remedy};
use crate::{Judged, Request};

/// Fixes each report; one that cannot be read does not stop the others.
pub(super) fn run(arguments: &FixArguments) -> anyhow::Result<Status> {
    let mut tools = SystemFonts::new(arguments.reading.font_dir.as_deref())?.tools();
    let mut status = Status::Done;
    for input in Input::all(&arguments.reports, Which::All)? {
        let one = match fix(&input, arguments, &mut tools) {
            Ok(judged) if judged.diagnostics.iter().any(|found| found.severity == Severity::Error) => Status::Refused,
            Ok(_) => Status::Done,
            Err(failure) => {
                print::complain(&failure);
                Status::Failed
            }
        };
        status = status.max(one);
    }
    Ok(status)
}

/// Fixes one report and gives it as it is judged afterwards.
fn fix(input: &Input, arguments: &FixArguments, tools: &mut crate::Tools) -> anyhow::Result<Judged> {
    if *input == Input::Standard && !arguments.diff {
        bail!("a report from standard input cannot be changed; add --diff, or name the file");
    }
    let bytes = input.read()?;
    let folder = input.folder();
    let read = |path: &str| input::read_beside(&folder, path).map_err(|failure| format!("{failure:#}"));
    let name = input.name();
    let request = Request { controls: arguments.reading.controls(), ..Request::new(&name, &bytes, &read) };
    let Remedied { files, remedied, judged } = remedy(&request, tools)?;
    let path = |changed: &Changed| changed.name.as_ref().map_or_else(|| input.path(), |name| folder.join(name));
    let text = match arguments.diff {
        true => files.iter().map(|changed| diff(changed, &path(changed))).collect(),
        false => {
            let replaced = files.iter().map(|changed| Replaced {
                path: path(changed),
                before: &changed.before,
                after: changed.after.as_bytes(),
            });
            output::replace_all(replaced)?;
            let lines = files.iter().map(|changed| format!("{}\n", shown(&path(changed))));
            lines.collect::<String>()
        }
    };
    // A diff may be given to `patch`.
    print::content(text.as_bytes());
    if !arguments.quiet {
        print::aside(&summary(&name, remedied.len(), &judged, arguments));
    }
    Ok(judged)
}

/// `r.yaml: 3 findings fixed; left: 1 error, 0 warnings`.
fn summary(name: &str, fixed: usize, judged: &Judged, arguments: &FixArguments) -> String {
    let of = |severity| judged.diagnostics.iter().filter(|found| found.severity == severity).count();
    let would = if arguments.diff { "can be fixed" } else { "fixed" };
    format!(
        "{}: {} {would}; left: {}, {}\n",
        visible_line(name),
        counted(fixed, "finding", "findings"),
        counted(of(Severity::Error), "error", "errors"),
        counted(of(Severity::Warning), "warning", "warnings")
    )
}

/// A unified diff of one file, as `diff -u` prints it.
pub(super) fn diff(changed: &Changed, path: &std::path::Path) -> String {
    let before = String::from_utf8_lossy(&changed.before);
    let name = shown(path);
    TextDiff::from_lines(before.as_ref(), changed.after.as_str())
        .unified_diff()
        .context_radius(3)
        .header(&name, &name)
        .to_string()
}

pub(super) fn shown(path: &std::path::Path) -> String {
    let path: PathBuf = path.strip_prefix(".").map_or(path.to_owned(), PathBuf::from);
    print::name(&path)
}
