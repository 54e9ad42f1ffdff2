//! `assemble count`: the words of reports, part by part, and what is left of the limit.

use serde::Serialize;

use super::args::{PrintFormat, ShownReports};
use super::{Status, judge, print};
use crate::check::{CountReport, count_report, words};
use crate::diagnostic::counted;
use crate::{Judged, plain_text};

/// The count of a report, and that of its plain text.
#[derive(Serialize)]
struct Counted {
    #[serde(flatten)]
    report: CountReport,
    text: TextCount,
}

/// How long the plain text of `--text` is, as a form counts it.
#[derive(Serialize)]
struct TextCount {
    words: usize,
    characters: usize,
}

/// Counts each report.
pub(super) fn run(arguments: &ShownReports) -> anyhow::Result<Status> {
    judge::show(arguments, None, |judged| match plain_text(judged) {
        Ok(text) => show(judged, &text, arguments.print.format),
        Err(failure) => print::complain(&failure.into()),
    })
}

fn show(judged: &Judged, text: &str, format: PrintFormat) {
    let report = count_report(&judged.subject());
    let text = TextCount { words: words(text), characters: text.trim_end().chars().count() };
    match format {
        PrintFormat::Text => {
            let words = counted(text.words, "word", "words");
            let characters = counted(text.characters, "character", "characters");
            print::result(&format!("{}plain text (--text): {words}, {characters}\n", report.to_text()));
        }
        PrintFormat::Json => print::json(&Counted { report, text }),
    }
}
