//! `assemble outline`: headings, paragraph numbers, articles and recommendations as a tree.

use super::args::{PrintFormat, ShownReports};
use super::{Status, judge, print};
use crate::check::outline::{Outline, outline};
use crate::read::word::Draft;

/// Shows the outline of each report.
pub(super) fn run(arguments: &ShownReports) -> anyhow::Result<Status> {
    let tell = |outline: &Outline| match arguments.print.format {
        PrintFormat::Text => print::result(&outline.to_text()),
        PrintFormat::Json => print::json(outline),
    };
    // Of a Word file the numbers are those that Word shows.
    let of_word = |read: &Draft| tell(&crate::draft::outline(read));
    judge::show(arguments, Some(&of_word), |judged| tell(&outline(&judged.document)))
}
