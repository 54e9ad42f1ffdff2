//! `assemble count`: the words of reports, part by part, and what is left of the limit.

use super::args::{PrintFormat, ShownReports};
use super::{Status, judge, print};
use crate::check::count_report;

/// Counts each report.
pub(super) fn run(arguments: &ShownReports) -> anyhow::Result<Status> {
    judge::show(arguments, None, |judged| {
        let count = count_report(&judged.subject());
        match arguments.print.format {
            PrintFormat::Text => print::result(&count.to_text()),
            PrintFormat::Json => print::json(&count),
        }
    })
}
