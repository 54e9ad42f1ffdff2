//! Printing: results to standard output, findings for people and complaints to standard error.

use std::io::{self, IsTerminal, Write as _};
use std::path::Path;

use super::args::{Colour, OutputArguments};
use crate::Judged;
use crate::diagnostic::{Diagnostic, Format, Severity, escaped_json, render, visible, visible_line};
use crate::source::Sources;

// Nothing sensible is left to do when the terminal or pipe is gone: results of writing are passed over here.

/// Prints a result. What comes from outside cannot command the terminal: its controls are shown as code points.
pub(super) fn result(text: &str) {
    let _ = io::stdout().lock().write_all(visible(text).as_bytes());
}

/// Prints the content of a file: as it is into another file or program, with its controls as code points on a terminal.
pub(super) fn content(text: &[u8]) {
    if io::stdout().is_terminal() {
        result(&String::from_utf8_lossy(text));
    } else {
        let _ = io::stdout().lock().write_all(text);
    }
}

/// A file's name on one line, whatever stands in it.
pub(super) fn name(path: &Path) -> String {
    visible_line(&path.display().to_string()).into_owned()
}

/// Prints a result for programs on one line.
pub(super) fn json(value: &impl serde::Serialize) {
    let json = serde_json::to_string(value).expect("our own values have text keys and always become JSON");
    let _ = io::stdout().lock().write_all((escaped_json(json) + "\n").as_bytes());
}

/// Prints what people should know beside the result.
pub(super) fn aside(text: &str) {
    let _ = io::stderr().lock().write_all(visible(text).as_bytes());
}

/// Prints findings as a result. They are rendered, and may have colours.
pub(super) fn findings_result(rendered: &str) {
    let _ = io::stdout().lock().write_all(rendered.as_bytes());
}

/// Prints findings beside the result. They are rendered, and may have colours.
pub(super) fn findings_aside(rendered: &str) {
    let _ = io::stderr().lock().write_all(rendered.as_bytes());
}

/// Begins a new screen, on a terminal.
pub(super) fn new_screen() {
    if io::stderr().is_terminal() {
        let _ = io::stderr().lock().write_all(b"\x1b[2J\x1b[H");
    }
}

/// Says what went wrong with the machine, on one line.
pub(super) fn complain(failure: &anyhow::Error) {
    aside(&format!("error: {}\n", visible_line(&format!("{failure:#}"))));
}

/// The findings on a report, ready to print; with `--quiet` only the errors.
pub(super) fn findings(judged: &Judged, output: &OutputArguments, terminal: &impl IsTerminal) -> String {
    rendered(&judged.diagnostics, &judged.sources, output, terminal)
}

/// Findings of any kind of file, ready to print; with `--quiet` only the errors.
pub(super) fn rendered(
    findings: &[Diagnostic],
    sources: &Sources,
    output: &OutputArguments,
    terminal: &impl IsTerminal,
) -> String {
    let wanted: Vec<Diagnostic> =
        findings.iter().filter(|diagnostic| !output.quiet || diagnostic.severity == Severity::Error).cloned().collect();
    render(&wanted, sources, output.format, use_colour(output, terminal))
}

fn use_colour(output: &OutputArguments, terminal: &impl IsTerminal) -> bool {
    match output.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            #[expect(
                clippy::disallowed_methods,
                reason = "the command line is the one place that reads the environment"
            )]
            let no_colour = std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty());
            output.format == Format::Text && !no_colour && terminal.is_terminal()
        }
    }
}
