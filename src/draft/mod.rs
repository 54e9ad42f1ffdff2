//! Judges a Word file by the same stages as a report: it is imported, judged, and each finding goes back to its paragraph.

mod looks;
mod outline;
mod privacy;
#[cfg(test)]
mod tests;

pub use outline::outline;

use std::collections::{BTreeMap, BTreeSet};

use crate::copy::Remark;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::error::Error;
use crate::import::{Finding, Headings, Imported, Numbers, Options, Told, import_read, shortened};
use crate::read::word::{ChangesRead, Draft, LossKind, PartOfFile, PlaceId};
use crate::{Judged, Request, Tools, Verdict};

/// A Word file to judge.
pub struct DraftRequest<'a> {
    /// Its name in messages.
    pub name: &'a str,
    /// The body it goes to.
    pub body: &'a str,
    /// Keys that the file cannot say: `state: NOR`.
    pub keys: &'a [String],
    /// Who submits it, as lines of a report, where the file does not say so as our own files do.
    pub submitters: &'a [String],
}

/// A Word file that was judged.
pub struct JudgedDraft {
    /// The report that was made of it.
    pub imported: Imported,
    /// What the stages say of that report.
    pub judged: Judged,
    /// The findings on the Word file.
    pub findings: Vec<Finding>,
}

impl JudgedDraft {
    /// Whether a finding is an error.
    pub fn has_error(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Judges a Word file that was read.
pub fn judge(draft: &Draft, request: &DraftRequest<'_>, tools: &mut Tools) -> Result<JudgedDraft, Error> {
    let options = Options {
        body: Some(request.body),
        headings: Headings::All,
        numbers: Numbers::AsInWord,
        folder: "pictures",
        keys: request.keys,
        submitters: request.submitters,
    };
    let (imported, parsed) = import_read(draft, &options, request.name);
    let read = |name: &str| {
        let found = imported.pictures.iter().find(|(known, _)| known == name);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| "there is no such file".to_owned())
    };
    let report = Request::new(request.name, imported.yaml.as_bytes(), &read);
    let judged = crate::judge_read(parsed, &report, tools)?;
    let mut findings: Vec<Finding> =
        judged.diagnostics.iter().filter_map(|found| of_stage(found, &judged, &imported, draft)).collect();
    if judged.verdict == Verdict::Unreadable && !findings.iter().any(|finding| finding.severity == Severity::Error) {
        findings.extend(judged.diagnostics.iter().filter(|one| one.severity == Severity::Error).map(|found| {
            let place = imported.place_of(found.span.start as usize);
            Finding::error(
                found.code,
                place,
                found.message.clone(),
                "make it smaller, or import the file and see the report",
            )
        }));
    }
    findings.extend(imported.findings.iter().filter(|finding| concerns_word(finding.code)).cloned());
    losses(draft, &mut findings);
    looks::check(draft, &judged.profile, &judged.facts, &mut findings);
    privacy::check(draft, &mut findings);
    findings.sort_by_key(|finding| (finding.place.is_none(), finding.place, finding.code));
    Ok(JudgedDraft { imported, judged, findings })
}

/// What an import says that is true of the Word file too.
fn concerns_word(code: Code) -> bool {
    matches!(code, Code::WordAltText | Code::WordHeading | Code::WordLanguage)
}

/// A finding of the stages, at its paragraph; `None` for what concerns the keys or the marks of the report alone.
fn of_stage(found: &Diagnostic, judged: &Judged, imported: &Imported, draft: &Draft) -> Option<Finding> {
    let place = imported.place_of(found.span.start as usize);
    let code = found.code.as_str();
    let of_text = matches!(&code[..1], "L" | "S" | "T" | "M") || found.code == Code::MissingLanguage;
    let of_layout = matches!(
        found.code,
        Code::MissingGlyph | Code::UnstableContents | Code::TooManyLines | Code::TooManyPages | Code::SubmitterOrder
    );
    // What the first page says, only people can read.
    let of_first_page = found.code == Code::MissingPart && !sees_part(&found.message);
    if !of_text || of_layout || of_first_page {
        return None;
    }
    let words = judged.sources.text(found.span).trim().replace('\\', "");
    let is_in = |place: PlaceId| !words.contains('\n') && draft.place(place).text.contains(&words);
    let words = if place.is_some_and(is_in) { words } else { String::new() };
    let help = help_in_word(found.code).map(str::to_owned).or(found.help.clone()).unwrap_or_default();
    let (severity, message, source) = (found.severity, found.message.clone(), found.source.clone());
    Some(Finding { code: found.code, severity, place, words, message, help, source })
}

/// Whether a missing part is one that stands in the text: a summary, a contents, recommendations, annexes.
fn sees_part(message: &str) -> bool {
    ["summary", "contents", "recommendations", "annex"].iter().any(|part| message.contains(part))
}

/// What to do in Word, where the help for reports speaks of their marks.
fn help_in_word(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::UnnumberedParagraph => "select the paragraphs in Word, and number them as one list: 1., 2., 3.",
        Code::NumbersForbidden => "select the paragraphs in Word, and remove the numbering",
        Code::MissingPart => "write it, under a heading of its own",
        Code::ForbiddenPart => "remove it from the file",
        Code::EmphasisForbidden => "select the words in Word, and remove the emphasis (Ctrl+Space)",
        Code::MissingLanguage => "select the words in Word, and set their language: Review, Language",
        Code::HeadingJump => "give the heading the style of the level below the heading before it",
        Code::LanguageNotAccepted => "translate the text into a language that the body accepts",
        _ => return None,
    })
}

/// What the reader lost, where it concerns whoever uploads the Word file.
fn losses(draft: &Draft, findings: &mut Vec<Finding>) {
    for loss in &draft.losses {
        let words: String = loss.words.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
        let (code, message, help) = match loss.kind {
            LossKind::HiddenText => (
                Code::WordHiddenText,
                format!("the words “{words}” are hidden, but whoever gets the file can read them"),
                "delete them, or make them visible; `assemble clean` removes hidden words",
            ),
            LossKind::Placeholder => (
                Code::WordPlaceholder,
                format!("the prompt “{words}” of a form was not filled in"),
                "fill it in, or delete it",
            ),
            LossKind::UnusedNote => (
                Code::WordNote,
                format!("the footnote “{words}” has no mark in the text"),
                "put its mark where it belongs",
            ),
            LossKind::NotRead | LossKind::Chart | LossKind::Diagram | LossKind::OtherFile | LossKind::Object => (
                Code::WordNotRead,
                "what is here is not checked, and its words are not counted".to_owned(),
                "look at it yourself: charts, diagrams and files inside the Word file are not read",
            ),
            _ => continue,
        };
        findings.push(Finding::warning(code, Some(loss.place), message, help));
    }
}

/// The findings as comments of a copy, at the paragraphs they speak of; those on notes stand at their marks.
pub fn remarks(draft: &Draft, findings: &[Finding]) -> Vec<Remark> {
    let notes: BTreeMap<PlaceId, PlaceId> = draft
        .notes
        .iter()
        .flat_map(|note| note.paragraphs.iter().map(|paragraph| (paragraph.place, note.mark)))
        .collect();
    let paragraphs: BTreeSet<PlaceId> = draft.paragraphs().map(|paragraph| paragraph.place).collect();
    let at = |place: PlaceId| {
        let place = notes.get(&place).copied().unwrap_or(place);
        let found = draft.place(place);
        let in_text = matches!(found.part, PartOfFile::Text | PartOfFile::TextBox);
        // What is told of a table stands at its first paragraph.
        found.node.filter(|_| in_text && paragraphs.contains(&place))
    };
    let lines = |finding: &Finding| {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let mut lines = vec![format!("{severity} {}: {}", finding.code, finding.message)];
        lines.extend(finding.help.lines().map(str::to_owned));
        lines.extend(finding.source.iter().map(|source| format!("Source: {source}")));
        lines
    };
    shortened(findings, Told::ToPrograms)
        .iter()
        .map(|finding| Remark { at: finding.place.and_then(at), lines: lines(finding) })
        .collect()
}

/// How tracked changes are read for a judgement, where nobody said it: as if all were accepted.
pub const CHANGES: ChangesRead = ChangesRead::Accepted;
