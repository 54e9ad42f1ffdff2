//! `assemble count`: the words of a report, part by part, and what is left of the limit.

use super::args::{OneReport, PrintFormat};
use super::{Status, judge, print};
use crate::check::count_report;

/// Counts one report.
pub(super) fn run(arguments: &OneReport) -> anyhow::Result<Status> {
    judge::show(arguments, |judged| {
        let count = count_report(&judged.subject());
        match arguments.print.format {
            PrintFormat::Text => print::result(&count.to_text()),
            PrintFormat::Json => print::json(&count),
        }
    })
}
