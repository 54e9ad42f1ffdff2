//! `assemble outline`: headings, paragraph numbers, articles and recommendations as a tree.

use super::args::{PrintFormat, ShownReports};
use super::{Status, judge, print};
use crate::check::outline::outline;

/// Shows the outline of each report.
pub(super) fn run(arguments: &ShownReports) -> anyhow::Result<Status> {
    judge::show(arguments, |judged| {
        let outline = outline(&judged.document);
        match arguments.print.format {
            PrintFormat::Text => print::result(&outline.to_text()),
            PrintFormat::Json => print::json(&outline),
        }
    })
}
