//! Takes the edits of a Word file that this program built back into the report: only what changed is typed anew.
//!
//! The edited file is compared with our own Word file of the report, so that both are read in the same way. Each letter of our
//! file knows where it is typed. Before anything is given out, the merged report is built again, and must say what the
//! edited file says, but for what is told.

mod carry;
mod comments;
mod contents;
mod differences;
mod finish;
mod lists;
mod paragraphs;
mod places;
mod plan;
mod proof;
mod side;
mod tell;
mod words;

#[cfg(test)]
mod tests;

pub use tell::Edit;

use crate::Request;
use crate::Tools;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::read::word::{ChangesRead, Draft, Unreadable, read};
use crate::remedy::Changed;
use crate::source::Sources;

use plan::Plan;

/// What is merged.
pub struct MergeRequest<'a> {
    /// The report as it is today.
    pub report: &'a Request<'a>,
    /// The Word file as it came back.
    pub edited: &'a Draft,
    /// Its name in messages.
    pub edited_name: &'a str,
    /// The Word file as it was sent, if it is known; without it, that of the report as it is today.
    pub sent: Option<&'a Draft>,
    /// Whether the file that was sent is only guessed: it is the edited one without its tracked changes.
    pub is_guessed: bool,
    /// Whether files that the report names may change.
    pub others: OtherFiles,
}

/// What becomes of edits in files that the report names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherFiles {
    /// They are told.
    Kept,
    /// They are carried.
    Changed,
}

/// A report with the edits of a Word file.
#[derive(Debug)]
pub struct Merged {
    /// The files that change.
    pub files: Vec<Changed>,
    /// The edits that were carried, in reading order.
    pub carried: Vec<Edit>,
    /// What was not carried, and comments.
    pub findings: Vec<Diagnostic>,
    /// The files of the report as they were, for the findings.
    pub sources: Sources,
}

/// Why nothing is merged.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// The report cannot be read whole.
    #[error("the report cannot be read whole")]
    Report {
        /// What is wrong with it.
        findings: Vec<Diagnostic>,
        /// Its files.
        sources: Sources,
    },
    /// It is another text.
    #[error("it is not a Word file of this report: hardly a paragraph is the same")]
    Stranger,
    /// The report's own Word file cannot be made or read.
    #[error(transparent)]
    Build(#[from] Error),
    /// The same.
    #[error(transparent)]
    Word(#[from] Unreadable),
}

/// Merges the edits of a Word file into a report.
pub fn merge(request: &MergeRequest<'_>, tools: &mut Tools) -> Result<Merged, MergeError> {
    // Words need no pages.
    let built = crate::unpaged(request.report)?;
    let Some(docx) = &built.docx else {
        return Err(MergeError::Report { findings: built.findings, sources: built.sources });
    };
    let base = read(docx, ChangesRead::Accepted)?;
    let mut plan = Plan::new(request, built, base)?;
    loop {
        let round = plan.round();
        if round.texts.is_empty() {
            return Ok(plan.finished(round));
        }
        let read = |name: &str| match round.texts.iter().find(|text| text.name.as_deref() == Some(name)) {
            Some(text) => Ok(text.after.clone().into_bytes()),
            None => (request.report.read)(name),
        };
        let own = round.texts.iter().find(|text| text.name.is_none());
        let bytes = own.map_or(request.report.bytes, |text| text.after.as_bytes());
        let again = Request { bytes, read: &read, targets: [].into(), ..*request.report };
        let again = crate::unpaged(&again)?;
        let found = match &again.docx {
            None => plan.blame_error(&round, &again.findings),
            Some(docx) => {
                let draft = self::read(docx, ChangesRead::Accepted)?;
                // What came in may have letters that no font has.
                plan.blame_words(&round, &draft).or_else(|| plan.new_letters(&round, tools, &again))
            }
        };
        match found {
            None => return Ok(plan.finished(round)),
            Some(difference) => plan.drop(difference),
        }
    }
}
