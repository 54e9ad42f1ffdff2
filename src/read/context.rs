//! What every room of reading shares: the files, the findings, the pictures and the ids met so far.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::limits::{self, Consumption};
use super::{DirectionControls, Picture, characters};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Severity, counted};
use crate::picture::Known;
use crate::source::{FileId, Located, Sources, Span};

/// Reads the bytes of a file named relative to the report's folder, or says why it cannot.
pub(super) type ReadFile<'a> = &'a dyn Fn(&str) -> Result<Vec<u8>, String>;

/// The state of one reading.
pub(super) struct Context<'a> {
    /// The author's files.
    pub(super) sources: &'a mut Sources,
    /// Reads another of them.
    pub(super) read: ReadFile<'a>,
    /// The findings.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Pictures that were read for an earlier report.
    pub(super) known: Option<&'a Known>,
    /// The pictures read.
    pub(super) pictures: Vec<Picture>,
    /// Whether pasted bullets were named already: once is enough.
    pub(super) pasted_bullet_reported: bool,
    /// What becomes of direction controls.
    controls: DirectionControls,
    /// What was read beside the report so far.
    pub(super) consumption: Consumption,
    /// How many findings were left out, and how grave the gravest of them is.
    left_out: Option<(usize, Severity)>,
    /// Signs of Word in the report that were not shown yet, with their places: the YAML parser read spaces for them.
    pub(super) word_signs: BTreeMap<usize, char>,
    /// The names of the sources, each with its place.
    pub(super) source_names: BTreeMap<String, Span>,
    ids: BTreeMap<String, Span>,
    /// Findings that are true only if the report has the id.
    waiting: Vec<(String, Diagnostic)>,
}

impl<'a> Context<'a> {
    pub(super) fn new(sources: &'a mut Sources, read: ReadFile<'a>, controls: DirectionControls) -> Context<'a> {
        Context {
            sources,
            read,
            diagnostics: Vec::new(),
            known: None,
            pictures: Vec::new(),
            pasted_bullet_reported: false,
            controls,
            consumption: Consumption::default(),
            left_out: None,
            word_signs: BTreeMap::new(),
            source_names: BTreeMap::new(),
            ids: BTreeMap::new(),
            waiting: Vec::new(),
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.has_room() {
            self.diagnostics.push(presentable(diagnostic));
        } else {
            let (count, gravest) = self.left_out.unwrap_or((0, Severity::Info));
            self.left_out = Some((count + 1, gravest.min(diagnostic.severity)));
        }
    }

    /// Reports a finding at the end, if something in the report has the id.
    pub(super) fn report_if_declared(&mut self, id: &str, diagnostic: Diagnostic) {
        if self.waiting.len() < limits::FINDINGS {
            self.waiting.push((id.to_owned(), diagnostic));
        }
    }

    /// Whether a further finding is shown, so that looking for advice is worth the time.
    pub(super) fn has_room(&self) -> bool {
        self.diagnostics.len() < limits::FINDINGS
    }

    /// All findings in the order of the report, and how many were left out.
    pub(super) fn into_findings(mut self) -> Vec<Diagnostic> {
        for (at, c) in std::mem::take(&mut self.word_signs) {
            let place = Span::new(FileId(0), at..at + c.len_utf8());
            self.report(characters::Fault::Forbidden.diagnostic(c, place));
        }
        for (id, diagnostic) in std::mem::take(&mut self.waiting) {
            if self.ids.contains_key(&id) {
                self.report(diagnostic);
            }
        }
        let mut findings = self.diagnostics;
        findings.sort_by_key(|found| (found.span.file, found.span.start));
        findings.dedup();
        if let (Some((count, severity)), Some(last)) = (self.left_out, findings.last()) {
            let message = format!("{} not shown", counted(count, "more finding is", "more findings are"));
            let help = "correct those above and run the program again";
            findings.push(Diagnostic { severity, ..Diagnostic::error(Code::TooLarge, last.span, message).help(help) });
        }
        findings
    }

    /// `line 12` or `line 12 of body.md`.
    pub(super) fn line(&self, span: Span) -> String {
        let (line, _) = self.sources.line_column(span.file, span.start);
        match self.sources.get(span.file) {
            Some(file) if span.file != FileId(0) => format!("line {line} of {}", file.name),
            Some(_) | None => format!("line {line}"),
        }
    }

    /// Checks an id and that it is new; gives it back if it can be used.
    pub(super) fn declare_id(&mut self, id: Located<String>) -> Option<Located<String>> {
        if !is_id(&id.value) {
            self.report(
                Diagnostic::error(Code::BadId, id.span, format!("`{}` cannot be an id", id.value))
                    .help("an id begins with a letter A to Z and goes on with letters, digits, hyphens and underscores, for instance `water-2`"),
            );
            return None;
        }
        if let Some(first) = self.ids.get(&id.value).copied() {
            let place = self.line(first);
            self.report(
                Diagnostic::error(Code::DuplicateId, id.span, format!("the id `{}` is given twice", id.value))
                    .help(format!("it was first given in {place}; choose another id for one of them")),
            );
            return None;
        }
        if let Some(source) = self.source_names.get(&id.value).copied() {
            let place = self.line(source);
            let message = format!("the name `{}` is given to a place of the report and to a source", id.value);
            let help = format!(
                "the source stands in {place}; choose another name for one of them, since both are called `@{}`",
                id.value
            );
            self.report(Diagnostic::error(Code::IdAndSource, id.span, message).help(help));
        }
        self.ids.insert(id.value.clone(), id.span);
        Some(id)
    }

    /// `text` with the signs of Word that the YAML parser read spaces for; `place` gives where a byte of it stands.
    pub(super) fn with_word_signs<'t>(&mut self, text: &'t str, place: impl Fn(usize) -> Span) -> Cow<'t, str> {
        if self.word_signs.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut sign = |at: usize| {
            let span = place(at);
            let is_report = span.file == FileId(0);
            usize::try_from(span.start).ok().filter(|_| is_report).and_then(|start| self.word_signs.remove(&start))
        };
        text.char_indices().map(|(at, c)| if c == ' ' { sign(at).unwrap_or(c) } else { c }).collect::<String>().into()
    }

    /// The code of a character, such as `\b`, at a place: most often the start of a name in a path of Windows.
    fn in_double_quotes(&self, place: Span) -> Option<String> {
        let typed = self.sources.text(place);
        let code = typed.strip_prefix('\\').filter(|code| code.len() == 1)?;
        code.starts_with(|c: char| c.is_ascii_alphanumeric()).then(|| typed.to_owned())
    }

    /// The place of a character: of a longer text that holds it as it is, only that part, so that a remedy touches no more.
    fn place_of(&self, c: char, place: Span) -> Span {
        let typed = self.sources.text(place);
        match typed.find(c).filter(|_| typed.chars().nth(1).is_some()) {
            Some(at) => {
                let start = place.start as usize + at;
                Span::new(place.file, start..start + c.len_utf8())
            }
            None => place,
        }
    }

    /// `text` without characters that may not stand in a report, each of which is reported at `place(range in text)`.
    pub(super) fn clean(&mut self, text: String, place: impl Fn(std::ops::Range<usize>) -> Span) -> String {
        if characters::CleanText::is_clean(&text) {
            return text;
        }
        let mut clean = characters::CleanText::new(self.controls);
        for (at, c) in text.char_indices() {
            if let Some(found) = clean.push(c) {
                let place = self.place_of(c, place(at..at + c.len_utf8()));
                let finding = found.diagnostic(c, place);
                let finding = self.in_double_quotes(place).map_or(finding.clone(), |escape| {
                    let help = format!(
                        "in double quotes, `{escape}` is a code: write `\\{escape}`, or put the text in single quotes"
                    );
                    finding.help(help).replace(place, format!("\\{escape}"))
                });
                self.report(finding);
            }
        }
        clean.text
    }
}

/// A finding as it can be shown: what it quotes of the author's file is shortened, and does not steer the terminal.
fn presentable(mut diagnostic: Diagnostic) -> Diagnostic {
    let present = |text: &mut String, most: usize| {
        if text.contains(|c: char| characters::is_invisible(c) && c != '\n') {
            *text = text.replace(|c: char| characters::is_invisible(c) && c != '\n', "\u{FFFD}");
        }
        if text.chars().count() > most {
            let start: String = text.chars().take(most / 2).collect();
            let end: Vec<char> = text.chars().rev().take(most / 2).collect();
            *text = format!("{start} … {}", end.iter().rev().collect::<String>());
        }
    };
    present(&mut diagnostic.message, 300);
    if let Some(help) = &mut diagnostic.help {
        present(help, 1_000);
    }
    diagnostic
}

/// Whether `text` is an id: a letter, then letters, digits, `-` and `_`.
pub(super) fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::{Context, DirectionControls};
    use crate::source::{FileId, Sources, Span};

    #[test]
    fn forbidden_characters_are_named_with_their_place_and_tabs_become_spaces() {
        let mut sources = Sources::default();
        let mut context = Context::new(&mut sources, &|_| Err(String::new()), DirectionControls::Refused);
        let clean = context.clean("a\tb\u{202E}c\u{200F}\u{1}".to_owned(), |range| Span::new(FileId(0), range));
        assert_eq!(clean, "a bc\u{200F}");
        let found: Vec<(u32, &str)> =
            context.diagnostics.iter().map(|found| (found.span.start, found.message.as_str())).collect();
        assert_eq!(
            found,
            [
                (3, "the text contains U+202E, a direction control"),
                (10, "the text contains U+0001, a control character")
            ]
        );
    }
}
