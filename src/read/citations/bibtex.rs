//! From a BibTeX or BibLaTeX file to sources.
//!
//! The library reads entries and the LaTeX in their values. What refers to something else (abbreviations, `crossref`, `xdata`) is
//! followed here, where circles and what grows without end are told.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{
    Bibliography, Chunk, ChunksExt as _, Field, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned, Token,
};

use super::entry::is_name;
use super::foreign::Foreign;
use super::latex;
use super::source::{Name, Source, SourceKind};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::read::context::Context;
use crate::read::{Located, limits};
use crate::source::{FileId, Span};

/// So many mistakes of a file are looked for: each is read past, from the start of the next entry.
const MISTAKES: usize = 20;

/// A value is followed through so many abbreviations, and a field through so many entries.
const STEPS: usize = 16;

/// A value has no more bytes, since a text of a note has no more letters.
const LONGEST: usize = 4 * limits::SHORT_TEXT;

/// Braces of a value: the library's work grows with their square.
const BRACES: usize = 500;

/// The file, as far as it could be read.
struct Library<'s> {
    file: FileId,
    entries: Vec<Entry<'s>>,
    by_key: BTreeMap<&'s str, usize>,
    /// By name in lower case.
    abbreviations: BTreeMap<String, Vec<Part<'s>>>,
}

/// An entry.
struct Entry<'s> {
    key: Spanned<&'s str>,
    /// In lower case.
    kind: String,
    /// By name in lower case.
    fields: BTreeMap<String, Vec<Part<'s>>>,
}

/// A part of a value, with its place.
#[derive(Clone)]
struct Part<'s> {
    chunk: RawChunk<'s>,
    place: Range<usize>,
}

/// Reads a file.
pub(super) fn read(context: &mut Context<'_>, file: FileId, text: &str) -> Vec<Source> {
    let text = without_comments(text);
    let mut library = Library { file, entries: Vec::new(), by_key: BTreeMap::new(), abbreviations: BTreeMap::new() };
    library.parse(context, &text);
    let mut sources = Vec::new();
    for at in 0..library.entries.len() {
        sources.extend(library.source(context, at));
    }
    sources
}

/// The text with spaces for comments and preambles: they say nothing of sources, and the library does not read all of them.
fn without_comments(text: &str) -> String {
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
    text.match_indices('@').map(|(at, _)| at).find(|at| {
        let line = text[..*at].rfind('\n').map_or(0, |newline| newline + 1);
        let is_first = text[line..*at].trim().is_empty();
        let is = |name: &str| text[at + 1..].get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
        is_first && (is("comment") || is("preamble"))
    })
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

impl<'s> Library<'s> {
    fn span(&self, range: Range<usize>) -> Span {
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

    /// The source that an entry describes.
    fn source(&self, context: &mut Context<'_>, at: usize) -> Option<Source> {
        let entry = self.entries.get(at)?;
        if matches!(entry.kind.as_str(), "xdata" | "set" | "bibnote") {
            return None;
        }
        let place = self.span(entry.key.span.clone());
        let key = Located { value: entry.key.v.to_owned(), span: place };
        if !is_name(&key.value) {
            context.report(bad_key(&key));
            return None;
        }
        self.check_links(context, entry);
        let mut reader = Reader { library: self, context, at };
        let foreign = reader.foreign();
        let is_newspaper = reader.text("entrysubtype").eq_ignore_ascii_case("newspaper");
        let (kind, is_known) = kind(&entry.kind, is_newspaper, !foreign.url.is_empty());
        let kind = foreign.refined(kind);
        let foreign_kind = (!is_known).then(|| format!("@{}", entry.kind));
        let source = foreign.into_source(context, key.clone(), kind, foreign_kind, place);
        if source.is_none() {
            context.report(super::without_title(&key));
        }
        source
    }

    /// Says which entries that this one takes fields from are not there, and where it leads back to itself.
    fn check_links(&self, context: &mut Context<'_>, entry: &Entry<'s>) {
        let span = self.span(entry.key.span.clone());
        for name in ["crossref", "xdata"] {
            for other in self.links(entry, name).into_iter().filter(|other| !self.by_key.contains_key(other.as_str())) {
                let near = did_you_mean(&other, self.by_key.keys().copied().take(limits::CANDIDATES));
                let advice = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                let message =
                    format!("the entry `{}` takes fields from `{other}`, which the file does not have", entry.key.v);
                let help = format!("{advice}write the fields into the entry, or add the other");
                context.report(Diagnostic::warning(Code::BadReferences, span, message).help(help));
            }
        }
        let mut seen = vec![entry.key.v];
        let mut next = entry;
        while let Some(parent) = self.links(next, "crossref").first().and_then(|key| self.entry(key)) {
            if seen.contains(&parent.key.v) || seen.len() > STEPS {
                let message = format!("the entry `{}` takes its fields from itself, by way of `crossref`", entry.key.v);
                let help = "take `crossref` out of one of these entries";
                context.report(Diagnostic::warning(Code::BadReferences, span, message).help(help));
                return;
            }
            seen.push(parent.key.v);
            next = parent;
        }
    }

    fn entry(&self, key: &str) -> Option<&Entry<'s>> {
        self.by_key.get(key).and_then(|at| self.entries.get(*at))
    }

    /// The keys in a field that names other entries.
    fn links(&self, entry: &Entry<'s>, name: &str) -> Vec<String> {
        let Some(parts) = entry.fields.get(name) else { return Vec::new() };
        let words = parts.iter().map(|part| match part.chunk {
            RawChunk::Normal(words) | RawChunk::Abbreviation(words) => words,
        });
        let keys: String = words.collect();
        keys.split(',').map(str::trim).filter(|key| !key.is_empty()).take(STEPS).map(str::to_owned).collect()
    }

    /// A field of an entry, or of those that it takes fields from.
    fn field<'l>(&'l self, entry: &'l Entry<'s>, name: &'l str) -> Option<&'l Vec<Part<'s>>> {
        let mut name = name;
        let mut entry = entry;
        for _ in 0..STEPS {
            if let Some(parts) = entry.fields.get(name) {
                return Some(parts);
            }
            let data = self.links(entry, "xdata");
            if let Some(parts) = data.iter().find_map(|key| self.entry(key)?.fields.get(name)) {
                return Some(parts);
            }
            let parent = self.links(entry, "crossref").first().and_then(|key| self.entry(key))?;
            // The title of the whole is the book of its part.
            let is_part =
                entry.kind.starts_with("in") || matches!(entry.kind.as_str(), "conference" | "suppbook" | "bookinbook");
            name = match name {
                "booktitle" if is_part && !parent.fields.contains_key("booktitle") => "title",
                "booksubtitle" if is_part => "subtitle",
                "title" | "subtitle" | "shorttitle" | "author" if is_part => return None,
                other => other,
            };
            entry = parent;
        }
        None
    }

    /// A value without abbreviations: each is followed to its end.
    fn written(&self, context: &mut Context<'_>, parts: &[Part<'s>]) -> Vec<(String, Range<usize>)> {
        let mut written: Vec<(String, Range<usize>)> = Vec::new();
        let mut open: Vec<(Part<'s>, usize)> = parts.iter().rev().map(|part| (part.clone(), 0)).collect();
        let mut length = 0;
        while let Some((part, depth)) = open.pop() {
            match part.chunk {
                RawChunk::Normal(words) => {
                    length += words.len();
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
            if length > LONGEST || written.len() > LONGEST || open.len() > LONGEST {
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

/// Reads the fields of one entry.
struct Reader<'r, 'c, 's> {
    library: &'r Library<'s>,
    context: &'r mut Context<'c>,
    at: usize,
}

impl Reader<'_, '_, '_> {
    fn foreign(&mut self) -> Foreign {
        let kind = self.library.entries[self.at].kind.clone();
        let is_thesis = kind.ends_with("thesis");
        let publishers: &[&str] = match is_thesis {
            true => &["school", "institution", "publisher"],
            false => &["publisher", "institution", "organization", "school"],
        };
        let genre = self.text("type");
        let url = match self.text("url") {
            url if url.is_empty() => {
                Some(self.text("howpublished")).filter(|words| words.contains("://")).unwrap_or_default()
            }
            url => url,
        };
        let place = self.first(&["location", "address", "venue"]);
        // `and others` is how BibTeX writes that there are more.
        let mut authors = self.names("author");
        let has_more_authors = authors.last() == Some(&Name::Whole("others".to_owned())) && authors.pop().is_some();
        Foreign {
            title: self.titled("title", "subtitle"),
            short: self.text("shorttitle"),
            authors,
            has_more_authors,
            editors: self.names("editor"),
            container: match self.first(&["journaltitle", "journal"]) {
                journal if journal.is_empty() => match self.titled("booktitle", "booksubtitle") {
                    book if book.is_empty() => self.text("maintitle"),
                    book => book,
                },
                journal => journal,
            },
            publisher: self.first(publishers),
            place,
            date: self.date(),
            url: latex::address(&url),
            accessed: self.text("urldate"),
            volume: self.text("volume"),
            number: self.text("number"),
            issue: self.text("issue"),
            page: self.text("pages"),
            series: self.text("series"),
            edition: self.text("edition"),
            genre: genre_of(&kind, &genre),
            authority: self.first(&["institution", "organization", "publisher"]),
            country: self.text("country"),
            event: self.text("eventtitle"),
        }
    }

    /// `Title: Subtitle`.
    fn titled(&mut self, title: &str, subtitle: &str) -> String {
        let title = self.text(title);
        let subtitle = self.text(subtitle);
        if title.is_empty() || subtitle.is_empty() { title } else { format!("{title}: {subtitle}") }
    }

    /// The first of some fields that says something.
    fn first(&mut self, names: &[&str]) -> String {
        names.iter().map(|name| self.text(name)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The date, or the year with its month.
    fn date(&mut self) -> String {
        let date = self.text("date");
        if !date.is_empty() {
            return date.trim_end_matches(['~', '?', '%']).to_owned();
        }
        let year = self.text("year");
        let month = self.text("month");
        let number = month.trim_matches('.').parse().ok().or_else(|| self::month(month.trim_matches('.')));
        match number.filter(|number| (1..=12).contains(number)) {
            Some(number) if year.len() == 4 => format!("{year}-{number:02}"),
            Some(_) | None if month.is_empty() => year,
            Some(_) | None => format!("{month} {year}"),
        }
    }

    /// The words of a field.
    fn text(&mut self, name: &str) -> String {
        let Some((bibliography, _)) = self.parsed(name) else { return String::new() };
        let Some(chunks) = bibliography.iter().next().and_then(|entry| entry.get(name)) else { return String::new() };
        let mut words = String::new();
        for chunk in chunks {
            match &chunk.v {
                Chunk::Normal(text) | Chunk::Verbatim(text) => words.push_str(text),
                Chunk::Math(text) => words.push_str(&text.replace(['^', '_', '{', '}'], "")),
            }
        }
        if matches!(name, "url" | "howpublished") {
            return words;
        }
        self.plain(&words, name)
    }

    /// The words without LaTeX; what stays of it is told.
    fn plain(&mut self, words: &str, name: &str) -> String {
        let (words, unknown) = latex::plain(words);
        if let Some(command) = unknown {
            let entry = &self.library.entries[self.at];
            let message = format!(
                "in the entry `{}`, the command `{command}` of LaTeX stands in the `{name}` as it was typed",
                entry.key.v
            );
            let span = self.library.span(entry.key.span.clone());
            let help = "write the letter or the words that it stands for";
            self.context.report(Diagnostic::warning(Code::BadReferences, span, message).help(help));
        }
        words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The people of a field.
    fn names(&mut self, name: &str) -> Vec<Name> {
        let Some((bibliography, _)) = self.parsed(name) else { return Vec::new() };
        let Some(entry) = bibliography.iter().next() else { return Vec::new() };
        let people =
            entry.get(name).and_then(|chunks| chunks.parse::<Vec<biblatex::Person>>().ok()).unwrap_or_default();
        let mut names = Vec::new();
        for person in people {
            let family =
                [person.prefix, person.name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            let suffix = if person.suffix.is_empty() { String::new() } else { format!(" {}", person.suffix) };
            let family = self.plain(&format!("{family}{suffix}"), name);
            let given = self.plain(&person.given_name, name);
            names.extend(Name::of(given, family));
        }
        names
    }

    /// A field as the library reads it.
    fn parsed(&mut self, name: &str) -> Option<(Bibliography, Range<usize>)> {
        let library = self.library;
        let entry = &library.entries[self.at];
        let parts = library.field(entry, name)?;
        let written = library.written(self.context, parts);
        let place = written.first()?.1.clone();
        let length: usize = written.iter().map(|(words, _)| words.len()).sum();
        let braces: usize = written.iter().map(|(words, _)| words.matches('{').count()).sum();
        if length > LONGEST || braces > BRACES || written.iter().any(|(words, _)| depth(words) > limits::DEPTH) {
            let message = format!("the `{name}` of the entry `{}` is too long, or has too many braces", entry.key.v);
            let help = "shorten it: a note takes some hundred letters";
            self.context.report(Diagnostic::error(Code::TooLarge, library.span(place), message).help(help));
            return None;
        }
        let field: Field<'_> = written
            .iter()
            .map(|(words, place)| Spanned::new(RawChunk::Normal(words.as_str()), place.clone()))
            .collect();
        let pair = biblatex::Pair::new(Spanned::detached(name), Spanned::detached(field));
        let entry_of_one =
            RawEntry { key: Spanned::detached("key"), kind: Spanned::detached("book"), fields: vec![pair] };
        let raw = RawBibliography {
            preamble: String::new(),
            entries: vec![Spanned::detached(entry_of_one)],
            abbreviations: Vec::new(),
        };
        match Bibliography::from_raw(raw) {
            Ok(bibliography) => Some((bibliography, place)),
            Err(error) => {
                let message =
                    format!("the `{name}` of the entry `{}` cannot be read: {}", entry.key.v, said(&error.kind));
                let help = "correct it in the program that wrote the file; braces stand in pairs, and so do `$`";
                let diagnostic = Diagnostic::error(Code::BadReferences, library.span(place), message);
                self.context.report(diagnostic.help(help));
                None
            }
        }
    }
}

/// How deep braces stand in one another.
fn depth(words: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for byte in words.bytes() {
        match byte {
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// The kind of source of an entry type, and whether that is what it is and not only the nearest.
fn kind(kind: &str, is_newspaper: bool, has_address: bool) -> (SourceKind, bool) {
    let known = match kind {
        "article" if is_newspaper => SourceKind::Newspaper,
        "article" | "suppperiodical" | "review" => SourceKind::Article,
        "book" | "mvbook" | "booklet" | "manual" | "collection" | "mvcollection" | "reference" | "mvreference"
        | "proceedings" | "mvproceedings" => SourceKind::Book,
        "inbook" | "incollection" | "inproceedings" | "conference" | "inreference" | "bookinbook" | "suppbook"
        | "suppcollection" => SourceKind::Chapter,
        "thesis" | "phdthesis" | "mastersthesis" => SourceKind::Thesis,
        "report" | "techreport" => SourceKind::Report,
        "online" | "electronic" | "www" | "webpage" => SourceKind::Web,
        "misc" if has_address => SourceKind::Web,
        "dataset" => SourceKind::Database,
        "legislation" => SourceKind::Law,
        "jurisdiction" => SourceKind::Case,
        "letter" => SourceKind::Letter,
        "unpublished" | "preprint" => SourceKind::Paper,
        "video" | "movie" | "audio" | "music" => SourceKind::Video,
        own => match SourceKind::ALL.into_iter().find(|kind| kind.key() == own) {
            Some(kind) => kind,
            None => return (if has_address { SourceKind::Web } else { SourceKind::Report }, false),
        },
    };
    (known, true)
}

/// What a source is, in words, from the type of its entry.
fn genre_of(kind: &str, genre: &str) -> String {
    match (kind, genre.to_lowercase().as_str()) {
        ("mastersthesis", "") | (_, "mathesis") => "Master’s thesis".to_owned(),
        (_, "techreport" | "resreport") => String::new(),
        ("audio" | "music", "") => "audio".to_owned(),
        _ => genre.to_owned(),
    }
}

/// The number of a month from its name.
fn month(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = name.trim().to_lowercase();
    let is_name = name.len() >= 3 && name.chars().all(|c| c.is_ascii_alphabetic()) && name.len() <= 9;
    let at = MONTHS.iter().position(|month| is_name && name.starts_with(month))?;
    u32::try_from(at + 1).ok()
}

fn bad_key(key: &Located<String>) -> Diagnostic {
    let message = match key.value.is_empty() {
        true => "an entry has no key to cite it by".to_owned(),
        false => format!("`{}` cannot be cited: the key has a sign that ends a citation", short(&key.value)),
    };
    let help = "give it a key of letters, digits, hyphens and underscores, such as `smith-2020`";
    Diagnostic::warning(Code::BadReferences, key.span, message).help(help)
}

/// What the library found, in our words.
fn said(kind: &ParseErrorKind) -> String {
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
fn short(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}
