//! Tells what was lost or guessed, with the places that people find in Word.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity, counted};
use crate::read::word::{Draft, Loss, LossKind, PlaceId};
use crate::source::{PlaceInWord, Sources, Span};

/// A finding on a Word file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// Where; `None`: the file as a whole.
    pub place: Option<PlaceId>,
    /// The words of that place it speaks of; empty for all of them.
    pub words: String,
    /// The fact.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Who says so.
    pub source: Option<String>,
}

impl Finding {
    /// A warning.
    pub fn warning(code: Code, place: Option<PlaceId>, message: impl Into<String>, help: impl Into<String>) -> Finding {
        let (message, help) = (message.into(), help.into());
        Finding { code, severity: Severity::Warning, place, words: String::new(), message, help, source: None }
    }

    /// Information.
    pub fn info(code: Code, place: Option<PlaceId>, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { severity: Severity::Info, ..Finding::warning(code, place, message, help) }
    }

    /// An error.
    pub fn error(code: Code, place: Option<PlaceId>, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { severity: Severity::Error, ..Finding::warning(code, place, message, help) }
    }
}

/// How many findings of a kind are told one by one; the others are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// As many as people read.
    ToPeople,
    /// As many as a program takes.
    ToPrograms,
}

impl Told {
    fn most(self) -> usize {
        match self {
            Told::ToPeople => 20,
            Told::ToPrograms => 1_000,
        }
    }
}

/// The findings on the Word file itself, of each kind the first ones and how many more there are.
pub fn shortened(findings: &[Finding], told: Told) -> Vec<Finding> {
    let is_of_word = |finding: &Finding| finding.code.as_str().starts_with('I');
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    findings
        .iter()
        .filter(|finding| is_of_word(finding))
        .for_each(|finding| *counts.entry(finding.code).or_default() += 1);
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for finding in findings {
        if !is_of_word(finding) {
            shown.push(finding.clone());
            continue;
        }
        let seen = seen.entry(finding.code).or_default();
        *seen += 1;
        let more = counts[&finding.code].saturating_sub(told.most());
        if *seen <= told.most() || more == 1 {
            shown.push(finding.clone());
        } else if *seen == told.most() + 1 {
            let message = format!(
                "and {} of this kind; this is the first of them",
                counted(more, "more finding", "more findings")
            );
            shown.push(Finding { message, words: String::new(), ..finding.clone() });
        }
    }
    shown
}

/// Findings as they are printed, each at the words of its paragraph.
pub fn show(name: &str, draft: &Draft, findings: &[Finding], told: Told) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let mut files = BTreeMap::new();
    let mut shown = Vec::new();
    for finding in &shortened(findings, told) {
        let file = *files.entry(finding.place).or_insert_with(|| match finding.place {
            Some(id) => {
                let place = draft.place(id);
                let in_word = PlaceInWord {
                    paragraph: place.paragraph,
                    number: place.number.clone(),
                    heading: place.heading.clone(),
                    words: place.to_string(),
                };
                sources.add_of_word(name, place.text.replace(['\n', '\r'], " "), Some(in_word))
            }
            None => sources.add_of_word(name, "", None),
        });
        let text = sources.get(file).map_or("", |file| file.text.as_str());
        let range = match text.find(&finding.words).filter(|_| !finding.words.is_empty()) {
            Some(at) => at..at + finding.words.len(),
            None => 0..text.len(),
        };
        shown.push(Diagnostic {
            code: finding.code,
            severity: finding.severity,
            span: Span::new(file, range),
            message: finding.message.clone(),
            label: None,
            help: Some(finding.help.clone()).filter(|help| !help.is_empty()),
            source: finding.source.clone(),
            fix: None,
        });
    }
    (sources, shown)
}

/// Says what the reader lost.
pub(crate) fn losses(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut looks: BTreeMap<LossKind, Vec<PlaceId>> = BTreeMap::new();
    for loss in &draft.losses {
        match loss.kind {
            LossKind::Underline | LossKind::Strike => {
                looks.entry(loss.kind).or_default().push(loss.place);
            }
            _ => findings.push(loss_finding(draft, loss)),
        }
    }
    for (kind, places) in looks {
        let (what, help) = match kind {
            LossKind::Underline => ("underlined words", "write `*words*` where they should stand out"),
            _ => ("words that are struck out", "delete them in the report if they were meant to go"),
        };
        let paragraphs = counted(places.len(), "paragraph has", "paragraphs have");
        let first = if places.len() > 1 { "; this is the first" } else { "" };
        let message = format!("{paragraphs} {what}, which are carried as plain words{first}");
        findings.push(Finding::warning(Code::WordLook, places.first().copied(), message, help));
    }
}

/// Says where raised or lowered letters stand on the line.
pub(super) fn on_the_line(places: &[PlaceId]) -> Option<Finding> {
    let first = places.first()?;
    let paragraphs: std::collections::BTreeSet<&PlaceId> = places.iter().collect();
    let count = counted(paragraphs.len(), "paragraph has", "paragraphs have");
    let more = if paragraphs.len() > 1 { "; this is the first" } else { "" };
    let message = format!("{count} raised or lowered signs that stand on the line now{more}");
    let help = "check that they read well; a report has `m^2^` and `H~2~O` right after a letter or figure";
    Some(Finding::warning(Code::WordRaised, Some(*first), message, help))
}

/// The start of words that are not carried, in quotation marks.
pub(super) fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(80) {
        Some((at, _)) => format!("“{}…”", words[..at].trim_end()),
        None => format!("“{words}”"),
    }
}

fn loss_finding(draft: &Draft, loss: &Loss) -> Finding {
    let words = quoted(&loss.words);
    let (code, message, help): (Code, String, &str) = match loss.kind {
        LossKind::HiddenText => (
            Code::WordHiddenText,
            format!("the words {words} are hidden in the Word file and are not carried"),
            "if they belong to the report, write them there; `assemble clean` removes them from the Word file",
        ),
        LossKind::Margin => (
            Code::WordMargin,
            format!("the words {words} at the top or foot of the pages are not carried"),
            "the program makes its own, from title and page numbers",
        ),
        LossKind::Contents => (
            Code::WordContents,
            "the table of contents or index is not carried".to_owned(),
            "the program makes a table of contents from the headings: `contents: true`",
        ),
        LossKind::PageField => (
            Code::WordField,
            format!("the page number {words} is not carried"),
            "refer to a paragraph instead: its number is the same in every file: `[para. @id]`",
        ),
        LossKind::Placeholder => (
            Code::WordPlaceholder,
            format!("the prompt {words} of a form that nobody filled in is not carried"),
            "fill it in",
        ),
        LossKind::NoteMark => (
            Code::WordNote,
            format!("the footnote has the mark {words}, which is not carried: the program numbers notes"),
            "check that nothing in the text mentions the mark",
        ),
        LossKind::UnusedNote => (
            Code::WordNote,
            format!("the footnote {words} has no mark in the text and is not carried"),
            "write it at its place: `^[text of the note]`",
        ),
        LossKind::Chart | LossKind::Diagram => (
            Code::WordObject,
            format!("a chart or diagram is not carried{}", said(&loss.words)),
            "save it as a picture (PNG), and write `![what it shows](picture.png)` at its place",
        ),
        LossKind::Object => (
            Code::WordObject,
            "an embedded file is not carried".to_owned(),
            "turn it into a picture or an annex, or leave it out",
        ),
        LossKind::LinkedPicture => (
            Code::WordObject,
            "a picture that is not in the Word file but somewhere else is not carried; no address is followed"
                .to_owned(),
            "save the picture beside the report, and write `![what it shows](picture.png)`",
        ),
        LossKind::OtherFile => (
            Code::WordObject,
            "the text of another file that Word would show here is not carried".to_owned(),
            "open the file in Word, save it again, and import it again",
        ),
        LossKind::NotRead => (
            Code::WordNotRead,
            format!("the words {words} are at a place that is not read, and are not carried"),
            "write them where they belong",
        ),
        LossKind::TextBox => (
            Code::WordTextBox,
            "a text box is carried as text after this paragraph".to_owned(),
            "check that it is where it belongs",
        ),
        LossKind::NestedTable => (
            Code::WordCells,
            "a table is inside a cell of a table; its words are carried in that cell".to_owned(),
            "make two tables of them, one after the other",
        ),
        LossKind::Formula => (
            Code::WordSign,
            "a formula is carried as plain characters, without its form".to_owned(),
            "write it in words, or as a picture with a description",
        ),
        LossKind::Symbol => (
            Code::WordSign,
            "a character of a symbol typeface is not carried: it is not a letter of any language".to_owned(),
            "type the character that was meant",
        ),
        LossKind::Ruby => (
            Code::WordSign,
            "small words above other words are carried in brackets after them".to_owned(),
            "remove them where readers do not need them",
        ),
        LossKind::Link => (
            Code::WordLink,
            "a link is carried without its address".to_owned(),
            "write `[words](https://example.org)` with the address of a web page",
        ),
        LossKind::Underline | LossKind::Strike => (Code::WordLook, "a format is not carried".to_owned(), ""),
    };
    let place = Some(loss.place).filter(|place| place.0 < draft.places.len());
    match loss.kind {
        LossKind::Margin | LossKind::Contents | LossKind::PageField => Finding::info(code, place, message, help),
        _ => Finding::warning(code, place, message, help),
    }
}

fn said(words: &str) -> String {
    if words.trim().is_empty() { String::new() } else { format!("; it has the words {}", quoted(words)) }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Told, shortened};
    use crate::diagnostic::Code;

    #[test]
    fn of_many_findings_of_a_kind_the_rest_is_counted() {
        let finding = |code| Finding::warning(code, None, "", "");
        let mut all: Vec<Finding> = (0..1_260).map(|_| finding(Code::WordHiddenText)).collect();
        all.extend((0..30).map(|_| finding(Code::UnknownBody)));
        let people = shortened(&all, Told::ToPeople);
        assert_eq!(people.len(), 20 + 1 + 30);
        assert!(people[20].message.starts_with("and 1,240 more"), "{:?}", people[20]);
        assert_eq!(shortened(&all, Told::ToPrograms).len(), 1_000 + 1 + 30);
        // One more is told as well as counted.
        assert_eq!(shortened(&all[..21], Told::ToPeople).len(), 21);
    }
}
