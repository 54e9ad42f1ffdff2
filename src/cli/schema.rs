//! `assemble schema`: the JSON Schema of the report format, for editors, and its installation beside reports.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde_json::Value;

use super::args::SchemaArguments;
use super::input::{Input, Which, read_record};
use super::output::{self, Replaced};
use super::{Status, print};
use crate::facts::profile::Profile;
use crate::read::schema::schema;

/// The file with the schema, beside the reports.
const NAME: &str = "report.schema.json";

/// What begins the line by which editors find the schema of a YAML file.
const LINE: &str = "# yaml-language-server: $schema=";

/// Prints the schema, or installs it.
pub(super) fn run(arguments: &SchemaArguments) -> anyhow::Result<Status> {
    if arguments.install {
        return install(&arguments.reports);
    }
    print::result(&text());
    Ok(Status::Done)
}

fn text() -> String {
    format!("{:#}\n", schema(Profile::ids()))
}

/// Writes the schema beside each report, and the line that names it into the report. Without reports, those of this folder
/// are meant.
fn install(named: &[PathBuf]) -> anyhow::Result<Status> {
    let inputs = match named {
        [] => Input::all(&[PathBuf::from(".")], Which::OnlyReports)?,
        named => Input::all(named, Which::All)?,
    };
    let mut reports: BTreeMap<PathBuf, Vec<(PathBuf, Vec<u8>)>> = BTreeMap::new();
    for input in inputs {
        let Input::File(path) = &input else { bail!("a report from standard input has no place for a schema") };
        reports.entry(input.folder()).or_default().push((path.clone(), input.read()?));
    }
    if reports.is_empty() {
        bail!("this folder has no reports; name one: `assemble schema --install report.yaml`");
    }
    // What cannot be replaced is told before anything is written.
    for folder in reports.keys() {
        refuse_other(&folder.join(NAME))?;
    }
    for (folder, reports) in reports {
        let path = folder.join(NAME);
        output::write_over(&path, text().as_bytes())?;
        print::result(&format!("{}\n", shown(&path)));
        for (report, bytes) in reports {
            let Some(with_line) = with_line(&bytes) else {
                print::result(&format!("{}: names a schema already\n", report.display()));
                continue;
            };
            let replaced = Replaced { path: report.clone(), before: &bytes, after: &with_line };
            output::replace_all(std::iter::once(replaced))?;
            print::result(&format!("{}: its first line names the schema\n", report.display()));
        }
    }
    print::aside(
        "Open the report in VS Code with the extension YAML (by Red Hat), or in another editor that knows JSON Schema.\n",
    );
    Ok(Status::Done)
}

/// A file of that name that is not a schema of ours stays.
fn refuse_other(path: &Path) -> anyhow::Result<()> {
    if std::fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    let context = || format!("cannot read {}", path.display());
    let bytes = read_record(path).with_context(context)?;
    let title = |schema: &Value| schema.get("description").cloned();
    let old = serde_json::from_slice::<Value>(&bytes).ok();
    if old.as_ref().and_then(title) != title(&schema(Profile::ids())) {
        bail!("{} is there already, and is not a schema of reports; nothing was written", shown(path));
    }
    Ok(())
}

/// The report with the line as its first, by the line ends that it has; `None` if it has such a line.
fn with_line(report: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(report);
    if text.lines().any(|line| line.trim_start_matches('\u{FEFF}').starts_with(LINE.trim_end_matches("$schema="))) {
        return None;
    }
    let mark = "\u{FEFF}".as_bytes();
    let (mark, rest) = if report.starts_with(mark) { report.split_at(mark.len()) } else { report.split_at(0) };
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Some([mark, LINE.as_bytes(), NAME.as_bytes(), end.as_bytes(), rest].concat())
}

/// The folder that the program runs in goes without saying.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::with_line;

    #[test]
    fn the_line_comes_first_and_once_with_the_line_ends_of_the_report() {
        let line = "# yaml-language-server: $schema=report.schema.json";
        for (before, after) in [
            ("title: T\n", format!("{line}\ntitle: T\n")),
            ("title: T\r\n", format!("{line}\r\ntitle: T\r\n")),
            ("\u{FEFF}title: T\n", format!("\u{FEFF}{line}\ntitle: T\n")),
            ("", format!("{line}\n")),
        ] {
            let once = with_line(before.as_bytes()).expect("it had none");
            assert_eq!(String::from_utf8(once.clone()).expect("text"), after);
            assert_eq!(with_line(&once), None);
        }
    }
}
