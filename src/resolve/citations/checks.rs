//! What is said of the sources as a whole: those that nothing cites, and what they lack.

use std::collections::BTreeSet;

use super::terms::Terms;
use super::{form, list, short, values};
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::facts::language::Language;
use crate::read::{Fact, Name, Source, SourceKind};
use crate::resolve::Builder;
use crate::source::{FileId, Span};

/// Put in the place of a value, to see whether it is printed.
const MARK: &str = "\u{E000}";

impl Builder<'_> {
    /// Reports names of people of whom nobody said which is the last.
    pub(super) fn check_names(&mut self, sources: &[&Source], place: Span) {
        let mut names: Vec<&str> = sources.iter().flat_map(|source| unsorted_names(source)).collect();
        names.dedup();
        let Some(first) = names.first() else { return };
        let (given, family) = first.rsplit_once(' ').unwrap_or(("", first));
        let more = match names.len() - 1 {
            0 => String::new(),
            more => format!(", and {} more", counted(more, "name is", "names are")),
        };
        let message = format!("in the list of sources, `{first}` stands as it was written{more}");
        let help = format!(
            "if it is a person, write `author: {{given: {given}, family: {family}}}`, and the list puts the last name first; the name of an organization stays"
        );
        self.diagnostics.push(Diagnostic::info(Code::NameNotInverted, place, message).help(help));
    }

    /// Reports entries that nothing cites, and entries that lack what their note needs.
    pub(in crate::resolve) fn check_references(&mut self) {
        let mut uncited: Vec<&Source> = Vec::new();
        for source in self.spec.references.all() {
            let is_own = source.key.span.file == FileId(0);
            let is_cited = self.cited.keys.contains(&source.key.value);
            match (is_cited, is_own) {
                (false, true) => self.uncited(source),
                (false, false) => uncited.push(source),
                (true, _) => {
                    if is_own {
                        self.check_printed(source);
                    }
                    self.check_kind(source);
                    self.diagnostics.extend(source.remarks.iter().cloned());
                }
            }
            if is_cited || is_own {
                self.check_facts(source);
            }
        }
        self.uncited_of_files(&uncited);
        let english = self.cited.terms.english();
        if let (false, Some(place)) = (english.is_empty() || self.labels.language == Language::En, self.cited.first) {
            let words: Vec<String> = english.iter().map(|word| format!("\"{word}\"")).collect();
            let message = format!("words of the notes that cite sources are in English: {}", words.join(", "));
            let help = "how the United Nations writes them in this language is not known; where they must not stand, write the footnote yourself: `^[...]`";
            self.diagnostics.push(Diagnostic::info(Code::CitationInEnglish, place, message).help(help));
        }
    }

    fn uncited(&mut self, source: &Source) {
        let key = &source.key.value;
        let message = format!("the source `{key}` is not cited");
        let help = format!("cite it where it is used: `[@{key}]`; or delete the entry");
        self.diagnostics.push(Diagnostic::info(Code::UncitedSource, source.key.span, message).help(help));
    }

    /// The file of a library serves many reports: one finding says how many of its sources this one does not cite.
    fn uncited_of_files(&mut self, sources: &[&Source]) {
        let files: BTreeSet<FileId> = sources.iter().map(|source| source.key.span.file).collect();
        for file in files {
            let of_file: Vec<&&Source> = sources.iter().filter(|source| source.key.span.file == file).collect();
            let Some(first) = of_file.first() else { continue };
            let named: Vec<String> = of_file.iter().take(5).map(|source| format!("`{}`", source.key.value)).collect();
            let more = if of_file.len() > named.len() { " and others" } else { "" };
            let count = counted(of_file.len(), "source of this file is", "sources of this file are");
            let message = format!("{count} not cited: {}{more}", named.join(", "));
            let help =
                "cite them where they are used; a file that serves several reports may have more than one report needs";
            self.diagnostics.push(Diagnostic::info(Code::UncitedSource, first.key.span, message).help(help));
        }
    }

    /// Reports a source of a file whose kind has no form of its own.
    fn check_kind(&mut self, source: &Source) {
        let Some(foreign) = &source.foreign_kind else { return };
        let (key, kind) = (&source.key.value, source.kind.key());
        let message = format!(
            "the source `{key}` is of the kind `{foreign}`, which has no form of its own; it is taken for `{kind}`"
        );
        let help = "read its note; where it is not what you need, write the source under `references` in the report, or the footnote yourself: `^[...]`";
        self.diagnostics.push(Diagnostic::warning(Code::SourceOfAnotherKind, source.key.span, message).help(help));
    }

    /// Reports what is given of a source and stands neither in its notes nor in the list. A file of another program has more
    /// than any report prints, and is let be.
    fn check_printed(&mut self, source: &Source) {
        let terms = Terms::new(self.labels);
        let given = source.facts();
        let is_printed = |source: &Source| {
            let entries = list::entries(&[source], &terms);
            let all = entries.iter().map(|entry| &entry.pieces);
            let notes = [form::full(source, "", &terms), short::short(source, "", &terms)];
            all.chain(&notes).flatten().any(|piece| piece.words().contains(MARK))
        };
        // What is forthcoming has no publisher yet, which is not a matter of its kind.
        let source = &if values::is_dated(source) { source.clone() } else { source.with(Fact::Date, "2000") };
        let mark = vec![Name::Whole(MARK.to_owned())];
        let (mut by_author, mut by_editor) = (source.clone(), source.clone());
        by_author.authors.clone_from(&mark);
        by_editor.editors = mark;
        let mut unprinted = Vec::new();
        if !source.authors.is_empty() && !is_printed(&by_author) {
            unprinted.push("author");
        }
        if !source.editors.is_empty() && !is_printed(&by_editor) {
            unprinted.push("editor");
        }
        // A shorter title is for later notes, the day of reading for a page without date, and a date has its year. A book or a
        // report beside another kind is told already.
        let has_place = |fact: &Fact| {
            matches!(fact, Fact::Short | Fact::Accessed | Fact::Book | Fact::CourtReport)
                || *fact == Fact::Year && source.get(Fact::Date).is_some()
                || is_printed(&source.with(*fact, MARK))
        };
        unprinted.extend(given.filter(|fact| !has_place(fact)).map(Fact::key));
        if unprinted.is_empty() {
            return;
        }
        let (key, kind) = (&source.key.value, source.kind.key());
        let are = if unprinted.len() > 1 { "are" } else { "is" };
        let message = format!(
            "`{}` of the source `{key}` {are} not printed: the note of a `{kind}` has no place for it",
            unprinted.join("` and `")
        );
        let help = "delete it, or choose the kind of source that has a place for it; where both are needed, write the footnote yourself: `^[...]`";
        self.diagnostics.push(Diagnostic::info(Code::UnprintedFact, source.key.span, message).help(help));
    }

    fn check_facts(&mut self, source: &Source) {
        let is_given = |fact: &Fact| source.get(*fact).is_some();
        let needed = needed(source).into_iter().filter(|facts| !facts.iter().any(is_given));
        let mut missing: Vec<&str> = needed.filter_map(|facts| facts.first().map(|fact| fact.key())).collect();
        if needs_author(source) {
            missing.insert(0, "author");
        }
        if missing.is_empty() {
            return;
        }
        let (key, span) = (&source.key.value, source.key.span);
        let message = format!("the source `{key}` has no {}", missing.join(", no "));
        let help = match span.file == FileId(0) {
            true => format!(
                "add `{}: ...`; the United Nations give it in the note of a source of this kind",
                missing.join(": ...` and `")
            ),
            false => format!(
                "add its {} in the program that wrote the file; the United Nations give it in the note of a source of this kind",
                missing.join(" and its ")
            ),
        };
        self.diagnostics.push(Diagnostic::warning(Code::IncompleteSource, span, message).help(help));
    }
}

/// For each thing that the note of a kind needs, the facts that can give it.
fn needed(source: &Source) -> Vec<&'static [Fact]> {
    const DATE: &[Fact] = &[Fact::Date, Fact::Year];
    match source.kind {
        SourceKind::Resolution => vec![&[Fact::Body]],
        SourceKind::Supplement => vec![&[Fact::Body], &[Fact::Session], &[Fact::Symbol]],
        SourceKind::Case => vec![&[Fact::Court, Fact::CourtReport], &[Fact::Date, Fact::Year, Fact::CourtReport]],
        SourceKind::Chapter => vec![&[Fact::Book], DATE],
        SourceKind::Article => vec![&[Fact::Journal], DATE],
        SourceKind::Newspaper => vec![&[Fact::Journal], DATE],
        SourceKind::Web => vec![&[Fact::Date, Fact::Accessed, Fact::Year]],
        SourceKind::Database => vec![&[Fact::Url]],
        SourceKind::Law => vec![&[Fact::Country]],
        SourceKind::Thesis => vec![&[Fact::University], DATE],
        SourceKind::Book
        | SourceKind::Report
        | SourceKind::Paper
        | SourceKind::Publication
        | SourceKind::Interview
        | SourceKind::Letter
        | SourceKind::Speech
        | SourceKind::Video => vec![DATE],
        SourceKind::Communication | SourceKind::Document | SourceKind::Treaty => vec![],
    }
}

/// Whether the note of a kind begins with a person, so that an entry without author lacks one.
fn needs_author(source: &Source) -> bool {
    match source.kind {
        SourceKind::Chapter | SourceKind::Thesis => source.authors.is_empty(),
        SourceKind::Book => source.authors.is_empty() && source.editors.is_empty(),
        _ => false,
    }
}

/// Names that a list cannot invert, although their source is one that people write.
fn unsorted_names(source: &Source) -> impl Iterator<Item = &str> {
    let is_by_people = matches!(
        source.kind,
        SourceKind::Book | SourceKind::Chapter | SourceKind::Article | SourceKind::Newspaper | SourceKind::Thesis
    );
    let publishers = source.all(Fact::Publisher);
    let leading = source.authors.first().or(source.editors.first()).filter(|_| is_by_people);
    leading.into_iter().filter_map(move |name| match name {
        Name::Whole(name) if looks_like_person(name) && !publishers.contains(name) => Some(name.as_str()),
        Name::Whole(_) | Name::Person { .. } => None,
    })
}

/// Two to four words that all begin with a capital.
fn looks_like_person(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase) && !word.chars().all(char::is_uppercase))
}
