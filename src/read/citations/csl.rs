//! From a CSL-JSON file, which Zotero and Mendeley write, to sources.

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::entry::is_name;
use super::foreign::Foreign;
use super::source::{Name, Source, SourceKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::read::context::Context;
use crate::source::{FileId, Located, Span};

/// Reads a file.
pub(super) fn read(context: &mut Context<'_>, file: FileId, text: &str) -> Vec<Source> {
    let body = text.trim_start_matches('\u{FEFF}');
    let base = text.len() - body.len();
    let items: Vec<&RawValue> = match serde_json::from_str(body) {
        Ok(items) => items,
        Err(error) => {
            let at = base + offset(body, error.line(), error.column());
            context.report(not_read(file, at, &error));
            return Vec::new();
        }
    };
    let mut sources = Vec::new();
    for item in items {
        // The items are pieces of the text itself.
        let start = base + (item.get().as_ptr() as usize).saturating_sub(body.as_ptr() as usize);
        match serde_json::from_str::<Map<String, Value>>(item.get()) {
            Ok(item_read) => sources.extend(source(context, file, &item_read, item.get(), start)),
            Err(error) => {
                let at = start + offset(item.get(), error.line(), error.column());
                context.report(not_read(file, at, &error));
            }
        }
    }
    sources
}

fn not_read(file: FileId, at: usize, error: &serde_json::Error) -> Diagnostic {
    let said = error.to_string();
    let reason = said.split(" at line ").next().unwrap_or(&said);
    let message = format!("the file cannot be read as CSL-JSON, a list of sources in braces: {reason}");
    let help = "export it anew: in Zotero, `Export Library`, format `CSL JSON`";
    Diagnostic::error(Code::BadReferences, Span::new(file, at..at), message).help(help)
}

/// The byte of a line and a column, both from 1; the column counts bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

fn source(
    context: &mut Context<'_>,
    file: FileId,
    item: &Map<String, Value>,
    raw: &str,
    start: usize,
) -> Option<Source> {
    let at = raw.find("\"id\"").unwrap_or(0);
    let place = Span::new(file, start + at..start + at + if at > 0 { "\"id\"".len() } else { 1 });
    let id =
        ["citation-key", "id"].into_iter().map(|key| text(item, key)).find(|id| !id.is_empty()).unwrap_or_default();
    let key = Located { value: key(&id), span: place };
    if !is_name(&key.value) {
        let message = match id.is_empty() {
            true => "a source has no `id` to cite it by".to_owned(),
            false => format!("the source `{id}` cannot be cited: its `id` has a sign that ends a citation"),
        };
        let help = "give it an `id` of letters, digits, hyphens and underscores; in Zotero, a citation key";
        context.report(Diagnostic::info(Code::BadReferences, place, message).help(help));
        return None;
    }
    let foreign_type = text(item, "type");
    let (kind, is_known) = kind(&foreign_type, !text(item, "URL").is_empty());
    let foreign = foreign(item, &foreign_type);
    let kind = foreign.refined(kind);
    let foreign_kind =
        (!is_known).then(|| if foreign_type.is_empty() { "source without a type".to_owned() } else { foreign_type });
    let before = context.diagnostics.len();
    Some(foreign.into_source(context, key, kind, foreign_kind, before))
}

/// An id as a citation can write it: of an address, as Zotero writes where there is no citation key, the last part.
fn key(id: &str) -> String {
    let last = if id.contains("://") { id.rsplit('/').next().unwrap_or(id) } else { id };
    last.trim().to_owned()
}

fn foreign(item: &Map<String, Value>, kind: &str) -> Foreign {
    let either =
        |keys: &[&str]| keys.iter().map(|key| text(item, key)).find(|text| !text.is_empty()).unwrap_or_default();
    let mut authors = names(item, "author");
    let mut title = text(item, "title");
    let container = text(item, "container-title");
    match kind {
        // Whoever was asked is the title of an interview.
        "interview" if !authors.is_empty() => {
            title = authors.iter().map(Name::straight).collect::<Vec<_>>().join(" and ");
            authors = Vec::new();
        }
        // The organization of a website stands for an author who is not named.
        "webpage" | "post" | "post-weblog" if authors.is_empty() && !container.is_empty() => {
            authors = vec![Name::Whole(container.clone())];
        }
        _ => {}
    }
    Foreign {
        title,
        short: either(&["title-short", "shortTitle"]),
        authors,
        has_more_authors: false,
        editors: names(item, "editor"),
        container,
        publisher: text(item, "publisher"),
        place: either(&["publisher-place", "event-place"]),
        date: date(item, "issued"),
        url: text(item, "URL"),
        accessed: date(item, "accessed"),
        volume: text(item, "volume"),
        number: either(&["number", "collection-number"]),
        issue: text(item, "issue"),
        page: text(item, "page"),
        series: text(item, "collection-title"),
        edition: text(item, "edition"),
        genre: match kind {
            "song" => either(&["genre", "medium"]),
            "personal_communication" => either(&["genre", "medium"]).to_lowercase(),
            _ => text(item, "genre"),
        },
        authority: either(&["authority", "publisher"]),
        country: text(item, "jurisdiction"),
        event: either(&["event-title", "event"]),
    }
}

/// The words of a variable, without the marks of HTML that Zotero writes for italics and raised letters.
fn text(item: &Map<String, Value>, key: &str) -> String {
    match item.get(key) {
        Some(Value::String(words)) => without_marks(words),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn without_marks(words: &str) -> String {
    const MARKS: [&str; 12] =
        ["<i>", "</i>", "<b>", "</b>", "<sub>", "</sub>", "<sup>", "</sup>", "<em>", "</em>", "<strong>", "</strong>"];
    let mut words = words.to_owned();
    for mark in MARKS {
        if words.contains(mark) {
            words = words.replace(mark, "");
        }
    }
    while let Some(start) = words.find("<span") {
        let Some(end) = words[start..].find('>') else { break };
        words.replace_range(start..start + end + 1, "");
    }
    words.replace("</span>", "")
}

/// A date: year, year-month or year-month-day; two of them are from and until.
fn date(item: &Map<String, Value>, key: &str) -> String {
    let Some(date) = item.get(key).and_then(Value::as_object) else { return text(item, key) };
    let parts = date.get("date-parts").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let one = |parts: &Value| {
        let numbers = parts.as_array()?.iter().filter_map(number).take(3);
        let written: Vec<String> = numbers.zip([4, 2, 2]).map(|(number, width)| format!("{number:0width$}")).collect();
        (!written.is_empty()).then(|| written.join("-"))
    };
    let dates: Vec<String> = parts.iter().take(2).filter_map(one).collect();
    if dates.is_empty() {
        return ["raw", "literal"]
            .into_iter()
            .map(|key| text(date, key))
            .find(|text| !text.is_empty())
            .unwrap_or_default();
    }
    dates.join("/")
}

/// A number, which some programs write as a text.
fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn names(item: &Map<String, Value>, key: &str) -> Vec<Name> {
    let people = item.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let name = |person: &Value| {
        let person = person.as_object()?;
        let literal = text(person, "literal");
        if !literal.is_empty() {
            return Some(Name::Whole(literal));
        }
        let joined = |keys: &[&str]| {
            let parts = keys.iter().map(|key| text(person, key)).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(" ")
        };
        Name::of(joined(&["given", "dropping-particle"]), joined(&["non-dropping-particle", "family", "suffix"]))
    };
    people.iter().filter_map(name).collect()
}

/// The kind of source of a type, and whether that is what it is and not only the nearest.
fn kind(kind: &str, has_address: bool) -> (SourceKind, bool) {
    let known = match kind {
        "article-journal" | "article-magazine" | "review" | "review-book" => SourceKind::Article,
        "article-newspaper" => SourceKind::Newspaper,
        "article" | "manuscript" => SourceKind::Paper,
        "book" | "collection" | "classic" => SourceKind::Book,
        "chapter" | "paper-conference" | "entry" | "entry-dictionary" | "entry-encyclopedia" => SourceKind::Chapter,
        "thesis" => SourceKind::Thesis,
        "report" | "pamphlet" | "document" => SourceKind::Report,
        "webpage" | "post" | "post-weblog" => SourceKind::Web,
        "dataset" => SourceKind::Database,
        "legislation" | "bill" | "regulation" => SourceKind::Law,
        "legal_case" => SourceKind::Case,
        "treaty" => SourceKind::Treaty,
        "interview" => SourceKind::Interview,
        "personal_communication" => SourceKind::Letter,
        "speech" => SourceKind::Speech,
        "motion_picture" | "broadcast" | "song" => SourceKind::Video,
        _ => return (if has_address { SourceKind::Web } else { SourceKind::Report }, false),
    };
    (known, true)
}
