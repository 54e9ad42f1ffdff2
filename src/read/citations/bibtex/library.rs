//! The entries of a BibTeX file, and what they take from one another.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Field, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned, Token};

use super::month;
use crate::diagnostic::{Code, Diagnostic, counted, did_you_mean};
use crate::read::context::Context;
use crate::read::limits;
use crate::source::{FileId, Span};

/// So many mistakes of a file are looked for: each is read past, from the start of the next entry.
const MISTAKES: usize = 20;

/// A value is followed through so many abbreviations, and a field through so many entries.
const STEPS: usize = 16;

/// Fields of a file, as many as it has signs `=`: a source has some twelve.
const FIELDS: usize = 500_000;

/// A value is made of no more parts.
const PARTS: usize = 200;

/// The file, as far as it could be read.
pub(super) struct Library<'s> {
    file: FileId,
    pub(super) entries: Vec<Entry<'s>>,
    by_key: BTreeMap<&'s str, usize>,
    /// By name in lower case.
    abbreviations: BTreeMap<String, Vec<Part<'s>>>,
}

/// An entry.
pub(super) struct Entry<'s> {
    pub(super) key: Spanned<&'s str>,
    /// In lower case.
    pub(super) kind: String,
    /// By name in lower case.
    fields: BTreeMap<String, Vec<Part<'s>>>,
}

/// A part of a value, with its place.
#[derive(Clone)]
pub(super) struct Part<'s> {
    chunk: RawChunk<'s>,
    place: Range<usize>,
}

/// The text with spaces for comments and preambles: they say nothing of sources, and the library does not read all of them.
pub(super) fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = comment(rest) {
        let length = rest[at..].find(['{', '(']).map_or(1, |open| open + balanced(&rest[at + open..]));
        kept.push_str(&rest[..at]);
        kept.extend(
            rest[at..at + length]
                .chars()
                .flat_map(|c| std::iter::repeat_n(if c == '\n' { c } else { ' ' }, c.len_utf8())),
        );
        rest = &rest[at + length..];
    }
    kept.push_str(rest);
    kept
}

/// Where a line begins with `@comment` or `@preamble`.
fn comment(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        let is = |name: &str| words.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
        if is("@comment") || is("@preamble") {
            return Some(start + line.len() - words.len());
        }
        start += line.len();
    }
    None
}

/// The bytes from an opening brace to the one that closes it, or to the end.
fn balanced(text: &str) -> usize {
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' | '(' => open += 1,
            '}' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// An entry and those that it takes fields from, each with whether it stands above it, as a book above its chapter.
pub(super) struct Family<'l, 's> {
    members: Vec<(&'l Entry<'s>, bool)>,
}

impl<'l, 's> Family<'l, 's> {
    /// The parts of a field.
    pub(super) fn field(&self, name: &str) -> Option<&'l Vec<Part<'s>>> {
        let (own, _) = self.members.first()?;
        let is_part =
            own.kind.starts_with("in") || matches!(own.kind.as_str(), "conference" | "suppbook" | "bookinbook");
        self.members.iter().find_map(|(entry, is_above)| {
            let direct = entry.fields.get(name);
            // The title of the whole is the book of its part.
            match name {
                "booktitle" if is_part && *is_above => direct.or_else(|| entry.fields.get("title")),
                "booksubtitle" if is_part && *is_above => direct.or_else(|| entry.fields.get("subtitle")),
                "title" | "subtitle" | "shorttitle" | "author" if is_part && *is_above => None,
                _ => direct,
            }
        })
    }
}

impl<'s> Library<'s> {
    /// Reads the entries of a text.
    pub(super) fn read(context: &mut Context<'_>, file: FileId, text: &'s str) -> Library<'s> {
        let mut library =
            Library { file, entries: Vec::new(), by_key: BTreeMap::new(), abbreviations: BTreeMap::new() };
        if text.bytes().filter(|byte| *byte == b'=').count() > FIELDS {
            let message = format!("the file has more than {}", counted(FIELDS, "field", "fields"));
            let help = "keep the sources that the report cites";
            context.report(Diagnostic::error(Code::TooLarge, library.span(0..0), message).help(help));
        } else {
            library.parse(context, text);
        }
        library
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// Reads all entries; after a mistake, from the next entry on.
    fn parse(&mut self, context: &mut Context<'_>, text: &'s str) {
        let mut start = 0;
        for _ in 0..MISTAKES {
            match RawBibliography::parse(&text[start..]) {
                Ok(raw) => return self.take(raw, start),
                Err(error) => {
                    let place = start + error.span.start.min(text.len() - start);
                    // The mistake is in the last entry that begins before it.
                    let entry = text[start..place].rfind("\n@").map_or(start, |at| start + at + 1);
                    if let Ok(raw) = RawBibliography::parse(&text[start..entry]) {
                        self.take(raw, start);
                    }
                    let first = text[entry..].lines().next().unwrap_or("").trim();
                    let message =
                        format!("the entry that begins with `{}` cannot be read: {}", short(first), said(&error.kind));
                    context.report(
                        Diagnostic::error(Code::BadReferences, self.span(place..place), message)
                            .help("correct it in the program that wrote the file; an entry is written `@book{key, title = {...}, year = {2020}}`"),
                    );
                    match text[place..].find("\n@") {
                        Some(next) => start = place + next + 1,
                        None => return,
                    }
                }
            }
        }
    }

    fn take(&mut self, raw: RawBibliography<'s>, base: usize) {
        let parts = |field: Field<'s>| -> Vec<Part<'s>> {
            let part = |part: Spanned<RawChunk<'s>>| Part {
                chunk: part.v,
                place: part.span.start + base..part.span.end + base,
            };
            field.into_iter().map(part).collect()
        };
        for pair in raw.abbreviations {
            self.abbreviations.insert(pair.key.v.to_lowercase(), parts(pair.value.v));
        }
        for entry in raw.entries {
            let RawEntry { key, kind, fields } = entry.v;
            let fields = fields.into_iter().map(|pair| (pair.key.v.to_lowercase(), parts(pair.value.v))).collect();
            let key = Spanned::new(key.v, key.span.start + base..key.span.end + base);
            self.by_key.entry(key.v).or_insert(self.entries.len());
            self.entries.push(Entry { key, kind: kind.v.to_lowercase(), fields });
        }
    }

    /// The entries that an entry takes fields from, itself first, with what is not there or leads back told.
    pub(super) fn family(&self, context: &mut Context<'_>, at: usize) -> Family<'_, 's> {
        let mut members: Vec<(usize, bool)> = vec![(at, false)];
        let mut next = 0;
        while let Some((member, is_above)) = members.get(next).copied().filter(|_| members.len() < STEPS) {
            for (name, is_parent) in [("xdata", false), ("crossref", true)] {
                for key in self.links(member, name) {
                    let Some(other) = self.by_key.get(key.as_str()).copied() else {
                        self.unknown_entry(context, member, &key);
                        continue;
                    };
                    if other == at {
                        self.circle(context, at, name);
                    } else if !members.iter().any(|(member, _)| *member == other) {
                        members.push((other, is_above || is_parent));
                    }
                }
            }
            next += 1;
        }
        Family {
            members: members.into_iter().filter_map(|(at, is_above)| Some((self.entries.get(at)?, is_above))).collect(),
        }
    }

    fn unknown_entry(&self, context: &mut Context<'_>, at: usize, other: &str) {
        let Some(entry) = self.entries.get(at).filter(|_| context.has_room()) else { return };
        let near = did_you_mean(other, self.by_key.keys().copied().take(limits::CANDIDATES));
        let advice = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        let (key, other) = (entry.key.v, short(other));
        let message = format!("the entry `{key}` takes fields from `{other}`, which the file does not have");
        let help = format!("{advice}write the fields into the entry, or add the other");
        let span = self.span(entry.key.span.clone());
        context.report(Diagnostic::warning(Code::BadReferences, span, message).help(help));
    }

    fn circle(&self, context: &mut Context<'_>, at: usize, name: &str) {
        let Some(entry) = self.entries.get(at) else { return };
        let message = format!("the entry `{}` takes its fields from itself, by way of `{name}`", entry.key.v);
        let help = format!("take `{name}` out of one of these entries");
        let span = self.span(entry.key.span.clone());
        context.report(Diagnostic::warning(Code::BadReferences, span, message).help(help));
    }

    /// The keys in a field that names other entries.
    fn links(&self, at: usize, name: &str) -> Vec<String> {
        let Some(parts) = self.entries.get(at).and_then(|entry| entry.fields.get(name)) else { return Vec::new() };
        let words = parts.iter().map(|part| match part.chunk {
            RawChunk::Normal(words) | RawChunk::Abbreviation(words) => words,
        });
        let keys: String = words.collect();
        keys.split(',').map(str::trim).filter(|key| !key.is_empty()).take(STEPS).map(str::to_owned).collect()
    }

    /// A value without abbreviations: each is followed to its end.
    pub(super) fn written(&self, context: &mut Context<'_>, parts: &[Part<'s>]) -> Vec<(String, Range<usize>)> {
        let mut written: Vec<(String, Range<usize>)> = Vec::new();
        let mut open: Vec<(Part<'s>, usize)> = parts.iter().rev().map(|part| (part.clone(), 0)).collect();
        while let Some((part, depth)) = open.pop() {
            match part.chunk {
                RawChunk::Normal(words) => {
                    written.push((words.to_owned(), part.place.clone()));
                }
                RawChunk::Abbreviation(name) => {
                    let known = self.abbreviations.get(&name.to_lowercase()).filter(|_| depth < STEPS);
                    match known {
                        Some(parts) => open.extend(parts.iter().rev().map(|part| (part.clone(), depth + 1))),
                        None => {
                            let month = month(name);
                            if month.is_none() {
                                self.unknown_abbreviation(context, name, depth, part.place.clone());
                            }
                            written.push((month.map_or(name.to_owned(), |month| month.to_string()), part.place));
                        }
                    }
                }
            }
            // Abbreviations of abbreviations can double with each step.
            if written.len() + open.len() > PARTS {
                let message = format!("a value has more than {PARTS} parts, those of its abbreviations counted");
                let place = self.span(parts.first().map_or(0..0, |part| part.place.clone()));
                context.report(Diagnostic::error(Code::TooLarge, place, message).help("write the words themselves"));
                break;
            }
        }
        written
    }

    fn unknown_abbreviation(&self, context: &mut Context<'_>, name: &str, depth: usize, place: Range<usize>) {
        if !context.has_room() {
            return context.report(Diagnostic::warning(Code::BadReferences, self.span(place), ""));
        }
        let message = if depth >= STEPS {
            format!("the abbreviation `{}` leads back to itself, or through more than {STEPS} others", short(name))
        } else {
            format!("the file does not say what the abbreviation `{}` stands for", short(name))
        };
        let near = did_you_mean(name, self.abbreviations.keys().map(String::as_str).take(limits::CANDIDATES));
        let advice =
            near.filter(|near| *near != name).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        let help = format!(
            "{advice}put the words in braces, `{{{}}}`, or add `@string{{{} = {{...}}}}`",
            short(name),
            short(name)
        );
        context.report(Diagnostic::warning(Code::BadReferences, self.span(place), message).help(help));
    }
}

/// What the library found, in our words.
pub(super) fn said(kind: &ParseErrorKind) -> String {
    let sign = |token: &Token| match token {
        Token::Identifier => "a name".to_owned(),
        Token::OpeningBrace => "`{`".to_owned(),
        Token::ClosingBrace => "`}`".to_owned(),
        Token::Comma => "a comma".to_owned(),
        Token::QuotationMark => "`\"`".to_owned(),
        Token::Equals => "`=`".to_owned(),
        Token::DecimalPoint => "a decimal point".to_owned(),
    };
    match kind {
        ParseErrorKind::UnexpectedEof => "a brace or a quotation mark is not closed, or a value is missing".to_owned(),
        ParseErrorKind::Unexpected(token) => format!("{} stands where none belongs", sign(token)),
        ParseErrorKind::Expected(token) => format!("{} is missing", sign(token)),
        ParseErrorKind::MalformedCommand => "a backslash stands alone".to_owned(),
        other => other.to_string(),
    }
}

/// The beginning of a text, for messages.
pub(super) fn short(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}
