//! From a BibTeX or BibLaTeX file to sources.
//!
//! The library reads entries and the LaTeX in their values. What refers to something else (abbreviations, `crossref`, `xdata`) is
//! followed by us, where circles and what grows without end are told.

mod library;

use std::ops::Range;

use biblatex::{Bibliography, Chunk, ChunksExt as _, Field, RawBibliography, RawChunk, RawEntry, Spanned};

use self::library::{Entry, Family, Library, said, short};
use super::entry::is_name;
use super::foreign::Foreign;
use super::latex;
use super::source::{Name, Source, SourceKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::read::context::Context;
use crate::read::limits;
use crate::source::{FileId, Located};

/// A value has no more bytes, since a text of a note has no more letters.
const LONGEST: usize = 4 * limits::SHORT_TEXT;

/// Braces of a value: the library's work grows with their square.
const BRACES: usize = 500;

/// No more people of an entry are read: a note names three.
const PEOPLE: usize = 20;

/// Reads a file.
pub(super) fn read(context: &mut Context<'_>, file: FileId, text: &str) -> Vec<Source> {
    let text = library::without_comments(text);
    let library = Library::read(context, file, &text);
    let mut sources = Vec::new();
    for at in 0..library.entries.len() {
        sources.extend(source(context, &library, at));
    }
    sources
}

/// The source that an entry describes.
fn source(context: &mut Context<'_>, library: &Library<'_>, at: usize) -> Option<Source> {
    let entry = library.entries.get(at)?;
    if matches!(entry.kind.as_str(), "xdata" | "set" | "bibnote") {
        return None;
    }
    let place = library.span(entry.key.span.clone());
    let key = Located { value: entry.key.v.to_owned(), span: place };
    if !is_name(&key.value) {
        context.report(bad_key(&key));
        return None;
    }
    let before = context.diagnostics.len();
    let family = library.family(context, at);
    let mut reader = Reader { library, context, entry, family, has_more_people: false };
    let foreign = reader.foreign();
    let is_newspaper = reader.text("entrysubtype").eq_ignore_ascii_case("newspaper");
    let (kind, is_known) = kind(&entry.kind, is_newspaper, !foreign.url.is_empty());
    let kind = foreign.refined(kind);
    let foreign_kind = (!is_known).then(|| format!("@{}", short(&entry.kind)));
    Some(foreign.into_source(context, key, kind, foreign_kind, before))
}

/// Reads the fields of one entry.
struct Reader<'r, 'c, 's> {
    library: &'r Library<'s>,
    context: &'r mut Context<'c>,
    entry: &'r Entry<'s>,
    family: Family<'r, 's>,
    /// Whether a list of people was cut.
    has_more_people: bool,
}

impl Reader<'_, '_, '_> {
    fn foreign(&mut self) -> Foreign {
        let kind = self.entry.kind.clone();
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
        let has_others = authors.last() == Some(&Name::Whole("others".to_owned())) && authors.pop().is_some();
        let has_more_authors = has_others || self.has_more_people;
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
        let Some(bibliography) = self.parsed(name) else { return String::new() };
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
            let entry = self.entry;
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
        let Some(bibliography) = self.parsed(name) else { return Vec::new() };
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

    /// Cuts a list of people after the first: some papers have thousands.
    fn few_people(&mut self, written: &mut Vec<(String, Range<usize>)>) {
        let (mut open, mut people) = (0_usize, 1);
        for at in 0..written.len() {
            let mut start = 0;
            for word in written[at].0.split_inclusive(char::is_whitespace) {
                people += usize::from(open == 0 && word.trim_end().eq_ignore_ascii_case("and"));
                if people > PEOPLE {
                    written[at].0.truncate(start);
                    written.truncate(at + 1);
                    self.has_more_people = true;
                    return;
                }
                open = (open + word.matches('{').count()).saturating_sub(word.matches('}').count());
                start += word.len();
            }
        }
    }

    /// A field as the library reads it.
    fn parsed(&mut self, name: &str) -> Option<Bibliography> {
        let (library, entry) = (self.library, self.entry);
        let parts = self.family.field(name)?;
        let mut written = library.written(self.context, parts);
        if matches!(name, "author" | "editor") {
            self.few_people(&mut written);
        }
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
            Ok(bibliography) => Some(bibliography),
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
    Diagnostic::info(Code::BadReferences, key.span, message).help(help)
}
