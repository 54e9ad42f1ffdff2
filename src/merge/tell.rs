//! What is told of a merge: what was carried, what was not and why, with the place in the report and in the Word file.

use super::differences::Difference;
use super::side::{Letter, Origin, Side};
use crate::diagnostic::{Code, Diagnostic, Severity, counted};
use crate::read::word::{Draft, PlaceId};
use crate::source::Span;

/// Why an edit is not carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// The program itself writes these words: numbers, labels, headings of parts.
    MadeByProgram,
    /// What the words come from has them in another form: where, and the file if it is not the report.
    OtherForm { from: Span, file: Option<String> },
    /// A number that follows its target.
    Counted,
    /// A picture.
    Picture,
    /// A note in a note.
    NoteInNote,
    /// Rows, columns and paragraphs of a table.
    Table,
    /// A heading became text, or the other way round.
    Class,
    /// Bold, italics and the like without other words.
    Look,
    /// Words in a text box.
    Box,
    /// There is no place in the report for it.
    NoPlace,
    /// The report changed there too.
    Conflict,
    /// It stands in a file that the report names.
    OtherFile(String),
    /// With it the report would not say what the Word file says.
    NotProven,
    /// With it the report could not be built: why.
    NotBuilt(String),
}

impl Reason {
    /// Why words that are typed nowhere letter by letter cannot be changed.
    pub(super) fn of_untyped(letter: Option<&Letter>) -> Reason {
        match letter.map(|letter| letter.origin) {
            Some(Origin::Made(from)) => Reason::OtherForm { from, file: None },
            _ => Reason::MadeByProgram,
        }
    }

    fn code(&self) -> Code {
        if *self == Reason::Conflict { Code::MergeConflict } else { Code::MergeNotCarried }
    }

    fn severity(&self) -> Severity {
        match self {
            Reason::Conflict => Severity::Error,
            Reason::Look => Severity::Info,
            _ => Severity::Warning,
        }
    }

    /// Why, as the end of a sentence.
    fn words(&self) -> String {
        match self {
            Reason::MadeByProgram => "the program itself writes these words".to_owned(),
            Reason::OtherForm { file: Some(name), .. } => {
                format!("the words come from {name}, which has them in another form")
            }
            Reason::OtherForm { file: None, .. } => "the report has these words in another form".to_owned(),
            Reason::Counted => "the program itself counts this number".to_owned(),
            Reason::Picture => "pictures are not carried".to_owned(),
            Reason::NoteInNote => "a footnote can hold no other".to_owned(),
            Reason::Table => "rows, columns and paragraphs of tables are not carried".to_owned(),
            Reason::Class => "what a paragraph is, a heading, text or an item, is not carried".to_owned(),
            Reason::Look => "bold, italic and the like are not carried without other words".to_owned(),
            Reason::Box => "the words of text boxes are not carried".to_owned(),
            Reason::NoPlace => "the report has no place where it could be written".to_owned(),
            Reason::Conflict => "the report has other words there than the file that was sent".to_owned(),
            Reason::OtherFile(name) => {
                format!("it stands in {name}, which is changed only with `--in-place`")
            }
            Reason::NotProven => "with it the report would say something else than the Word file".to_owned(),
            Reason::NotBuilt(why) => format!("with it the report could not be built: {why}"),
        }
    }
}

/// An edit, as people are told of it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Edit {
    /// Where it is in the Word file: `paragraph 12 (numbered 3 (a)), under “Housing”`.
    pub place: String,
    /// The words that stood there, if any.
    pub old: Option<String>,
    /// The words that stand there now, if any.
    pub new: Option<String>,
    /// Where it is in the report.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// An edit that is not carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) edit: Edit,
    pub(super) reason: Reason,
    /// What to type in the report, if somebody wants it there.
    pub(super) ready: Option<String>,
}

impl Told {
    /// The finding. What has no place in the report has the one in the Word file.
    pub(super) fn diagnostic(&self, in_word: impl FnOnce() -> Span) -> Diagnostic {
        let Edit { place, old, new, span } = &self.edit;
        let at = if span.is_some() { format!(" in the Word file, at {place},") } else { String::new() };
        let what = match (old, new) {
            (Some(old), Some(new)) if old == new => format!("{} looks otherwise", quoted(new)),
            (Some(old), Some(new)) => format!("{} became {}", quoted(old), quoted(new)),
            (Some(old), None) => format!("{} was taken out", quoted(old)),
            (None, Some(new)) => format!("{} was put in", quoted(new)),
            (None, None) => "something was changed".to_owned(),
        };
        let message = format!("not carried:{at} {what}; {}", self.reason.words());
        let help = match (&self.reason, &self.ready, new) {
            (Reason::Conflict, Some(ready), _) => {
                format!("choose one of them; to take that of the Word file, type: {ready}")
            }
            (Reason::OtherFile(_), _, _) => "look at it with `--diff`, then run it with `--in-place`".to_owned(),
            (Reason::OtherForm { file: Some(name), .. }, Some(ready), _) => {
                format!("if it is meant, change it in {name}, in its own form: {ready}")
            }
            (Reason::OtherForm { .. }, Some(ready), _) => {
                format!("if it is meant, change it there, in its own form: {ready}")
            }
            (_, Some(ready), _) => format!("if it is meant, type it in the report: {ready}"),
            (_, None, None) => "if it is meant, take it out of the report".to_owned(),
            (_, None, Some(_)) => "if it is meant, change the report".to_owned(),
        };
        let code = self.reason.code();
        let span = span.unwrap_or_else(in_word);
        Diagnostic { severity: self.reason.severity(), ..Diagnostic::error(code, span, message) }.help(help)
    }
}

/// Says that somebody edited a line of the contents; `span` is the heading in the report, or else the Word file.
pub(super) fn of_contents(old: Option<&str>, new: Option<&str>, span: Span) -> Diagnostic {
    let (what, help) = match (old, new) {
        (Some(old), Some(new)) => (
            format!("{} became {}", quoted(old), quoted(new)),
            format!("if it is meant, change the heading in the report: {new}"),
        ),
        (Some(old), None) => (
            format!("{} was taken out", quoted(old)),
            "if it is meant, take the heading out of the report, with its text".to_owned(),
        ),
        (None, Some(new)) => {
            (format!("{} was put in", quoted(new)), format!("if it is meant, put a heading in the report: {new}"))
        }
        (None, None) => {
            ("all lines were taken out".to_owned(), "if it is meant, write `contents: false` in the report".to_owned())
        }
    };
    let message =
        format!("not carried: in the contents of the Word file, {what}; the program makes them from the headings");
    Diagnostic::warning(Code::MergeNotCarried, span, message).help(help)
}

/// Says of paragraphs that are neither as they were sent nor tracked.
pub(super) fn untold(
    since: &[Difference],
    sent: &Side,
    ours: &Side,
    draft: &Draft,
    span: impl Fn(usize) -> Option<Span>,
) -> Diagnostic {
    let lines = since.iter().map(|difference| match difference {
        Difference::Changed { old, new, .. } | Difference::Look { old, new, .. } | Difference::Class { old, new } => {
            (Some(*old), Some(*new))
        }
        Difference::Added { new, .. } => (None, Some(*new)),
        Difference::Removed { old } => (Some(*old), None),
        Difference::Table { old, new } => (old.first().copied(), new.first().copied()),
    });
    let mut places: Vec<String> = Vec::new();
    let mut first = None;
    for (old, new) in lines {
        first = first.or_else(|| new.and_then(&span));
        places.push(match (old, new) {
            (Some(old), _) => format!("{} ({})", place(draft, sent.lines[old].place), quoted(&sent.lines[old].text())),
            (None, Some(new)) => format!("without {}", quoted(&ours.lines[new].text())),
            (None, None) => "a table".to_owned(),
        });
    }
    places.dedup();
    const SHOWN: usize = 5;
    let count = counted(places.len(), "place", "places");
    let more = if places.len() > SHOWN { format!("; and {} more", places.len() - SHOWN) } else { String::new() };
    places.truncate(SHOWN);
    let message = format!(
        "the Word file without its tracked changes is not the report of today, at {count}: {}{more}",
        places.join("; ")
    );
    let help = "the report has changed since it was sent, or somebody changed the Word file without tracking; the words of the \
                report stay there. Name what was sent with `--base sent.docx`, or the report itself if it has not changed: \
                `--base report.yaml`";
    Diagnostic::warning(Code::MergeNotCarried, first.unwrap_or_default(), message).help(help)
}

/// Where a paragraph stands in a Word file.
pub(super) fn place(draft: &Draft, id: PlaceId) -> String {
    draft.places.get(id.0).map(ToString::to_string).unwrap_or_else(|| "the text".to_owned())
}

/// The start of words, in quotation marks.
fn quoted(words: &str) -> String {
    const SHOWN: usize = 120;
    let words = words.trim();
    match words.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("“{} …”", words[..at].trim_end()),
        None => format!("“{words}”"),
    }
}
