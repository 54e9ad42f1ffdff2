//! Comments of partners become comments of YAML, above the text they speak of.

use super::paragraphs::FileChange;
use super::places::Places;
use super::plan::Plan;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::comment;
use crate::source::{FileId, Span};

/// The author of the comments that this program writes into its own files.
const OWN: &str = "assemble";

/// A comment that is carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Noted {
    span: Span,
    author: String,
    place: String,
    text: String,
}

impl Noted {
    pub(super) fn diagnostic(&self) -> Diagnostic {
        let Noted { span, author, place, text } = self;
        let message = format!("a comment of {author}, at {place}, is a comment in the report now: {text}");
        Diagnostic::info(Code::MergeComment, *span, message).help("answer it, and delete it")
    }
}

/// The comments of the edited file, and the lines that are put into the report.
pub(super) fn noted(plan: &Plan<'_>) -> (Vec<Noted>, Vec<FileChange>) {
    let Plan { theirs, compared, today, places, sources, .. } = plan;
    let edited = plan.request.edited;
    let report = sources.get(FileId(0)).map_or("", |file| file.text.as_str());
    let (mut noted, mut changes) = (Vec::new(), Vec::new());
    for one in edited.comments.iter().filter(|one| one.author != OWN && !one.text.trim().is_empty()) {
        let line = one.place.and_then(|place| theirs.lines.iter().position(|line| line.place == place));
        let ours = line.and_then(|line| {
            let of_line = |pair: &&(usize, usize)| pair.1 <= line;
            let (sent, _) = compared.pairs.iter().filter(of_line).max_by_key(|pair| pair.1)?;
            today.get(sent).map(|(ours, _)| *ours)
        });
        let source = ours.and_then(|ours| places.blocks[..=ours].iter().rev().flatten().next());
        let text = source.map(|source| &places.texts[source.text]);
        let above =
            text.filter(|text| text.file == FileId(0)).map_or_else(|| first_text(places), |text| text.scalar.above);
        let place = one.place.map_or_else(|| "the text".to_owned(), |place| edited.place(place).to_string());
        let about = line.map(|line| start(&theirs.lines[line].text())).unwrap_or_default();
        let (author, words) = (comment(&one.author), comment(&one.text));
        let margin: String = report[above..].chars().take_while(|c| *c == ' ').collect();
        let end_of_line = if report.contains("\r\n") { "\r\n" } else { "\n" };
        let words_of_comment = format!("# {author}, at {}{about}: {words}", comment(&place));
        noted.push(Noted { span: Span::new(FileId(0), above..above), author, place, text: words });
        // It was carried before.
        if !report.contains(&words_of_comment) {
            let words = format!("{margin}{words_of_comment}{end_of_line}");
            changes.push(FileChange { file: FileId(0), range: above..above, words });
        }
    }
    (noted, changes)
}

/// The line of the body, for comments on what stands in other files.
fn first_text(places: &Places) -> usize {
    let named = places.texts.iter().find(|text| text.file == FileId(0) && text.scalar.key.as_deref() == Some("file"));
    named.map_or(0, |text| text.scalar.above)
}

/// The first words of a paragraph.
fn start(words: &str) -> String {
    const SHOWN: usize = 50;
    let words = comment(words);
    match words.char_indices().nth(SHOWN) {
        Some((at, _)) => format!(" “{}…”", words[..at].trim_end()),
        None => format!(" “{words}”"),
    }
}
