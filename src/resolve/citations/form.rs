//! The notes of each kind of source, after chapters III and IV of the footnotes part of the United Nations Editorial Manual.
//!
//! Elements stand in a row with commas between; what an entry does not give is left out.

use crate::facts::language::{Labels, Language};
use crate::read::Source;

/// A piece of a note.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Plain(String),
    /// A title in italics.
    Title(String),
    /// A web address.
    Address(String),
}

impl Piece {
    pub(super) fn plain(words: impl Into<String>) -> Piece {
        Piece::Plain(words.into())
    }

    fn words(&self) -> &str {
        match self {
            Piece::Plain(words) | Piece::Title(words) | Piece::Address(words) => words,
        }
    }
}

/// The words of notes that a source shows for a language; the others are in English in all languages.
pub(super) struct Words {
    see: &'static str,
    pub(super) ibid: &'static str,
    number: &'static str,
    /// The word for one paragraph, and for several.
    paragraph: [&'static str; 2],
}

impl Words {
    /// French: CCPR/C/AUS/CO/6 and CRPD/C/GC/7. Spanish: the translation manual of New York, and CRPD/C/GC/7.
    pub(super) fn of(language: Language) -> Words {
        match language {
            Language::Fr => Words { see: "voir", ibid: "Ibid.", number: "nº", paragraph: ["par.", "par."] },
            Language::Es => Words { see: "véase", ibid: "Ibid.", number: "núm.", paragraph: ["párr.", "párrs."] },
            Language::En | Language::Ar | Language::Zh | Language::Ru => {
                Words { see: "see", ibid: "Ibid.", number: "No.", paragraph: ["para.", "paras."] }
            }
        }
    }

    /// The words before a source, `see` in the language.
    pub(super) fn prefix(&self, written: &str) -> String {
        match written.split_once(' ') {
            _ if written.eq_ignore_ascii_case("see") => self.see.to_owned(),
            Some((first, rest)) if first.eq_ignore_ascii_case("see") => format!("{} {rest}", self.see),
            _ => written.to_owned(),
        }
    }

    /// `paras. 3-4` with the word of the language and a dash.
    fn locator(&self, written: &str) -> String {
        let (word, rest) = written.split_once([' ', '\u{A0}']).unwrap_or((written, ""));
        let word = match word {
            "para." | "par." | "párr." => self.paragraph[0],
            "paras." | "pars." | "párrs." => self.paragraph[1],
            other => other,
        };
        let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mut text = word.to_owned();
        if !rest.is_empty() {
            text.push(if word.ends_with('.') { '\u{A0}' } else { ' ' });
        }
        for (at, c) in rest.char_indices() {
            let is_range = c == '-' && digits(rest[..at].chars().next_back()) && digits(rest[at + 1..].chars().next());
            text.push(if is_range { '–' } else { c });
        }
        text
    }
}

/// For each thing that the note of a kind needs, the keys that can give it.
pub(super) fn needed(kind: &str) -> &'static [&'static [&'static str]] {
    match kind {
        "resolution" => &[&["body"]],
        "case" => &[&["court", "report"], &["date", "year", "report"]],
        "chapter" => &[&["author"], &["book"], &["year", "date"]],
        "article" => &[&["journal"], &["date", "year"]],
        "newspaper" => &[&["journal"], &["date"]],
        "web" => &[&["date", "accessed", "year"]],
        "database" => &[&["url"]],
        "law" => &[&["country"]],
        "thesis" => &[&["author"], &["university"], &["year", "date"]],
        "book" => &[&["author", "editor"], &["year", "date"]],
        "report" | "paper" | "publication" => &[&["year", "date"]],
        "interview" | "letter" | "speech" | "video" => &[&["date", "year"]],
        _ => &[],
    }
}

/// Adds the place in the source.
pub(super) fn locate(pieces: &mut Vec<Piece>, locator: &str, words: &Words) {
    if !locator.is_empty() {
        pieces.push(Piece::Plain(format!(", {}", words.locator(locator))));
    }
}

/// A note ends with a full stop.
pub(super) fn end(pieces: &mut Vec<Piece>) {
    if pieces.last().is_some_and(|piece| !piece.words().ends_with('.')) {
        pieces.push(Piece::plain("."));
    }
}

/// A note begins with a capital; words in another note do not begin with one.
pub(super) fn begin_with_capital(pieces: &mut [Piece], is_inside: bool) {
    let Some(Piece::Plain(words)) = pieces.first_mut() else { return };
    let mut rest = words.chars();
    if let Some(first) = rest.next().filter(|_| !is_inside) {
        *words = first.to_uppercase().chain(rest).collect();
    }
}

/// The elements of a note, with commas between.
struct Row<'a> {
    pieces: Vec<Piece>,
    words: &'a Words,
    labels: &'a Labels,
    source: &'a Source,
}

impl Row<'_> {
    fn add(&mut self, piece: Piece) {
        if !piece.words().is_empty() {
            if !self.pieces.is_empty() {
                self.pieces.push(Piece::plain(", "));
            }
            self.pieces.push(piece);
        }
    }

    /// Adds words without a comma.
    fn join(&mut self, words: &str) {
        self.pieces.push(Piece::plain(words));
    }

    fn plain(&mut self, key: &str) {
        self.add(Piece::plain(self.source.get(key).unwrap_or_default()));
    }

    fn italic(&mut self, words: &str) {
        self.add(Piece::Title(words.to_owned()));
    }

    fn quoted(&mut self) {
        self.add(Piece::Plain(format!("“{}”", self.source.title())));
    }

    fn authors(&mut self) {
        self.add(Piece::Plain(people(self.source.all("author"))));
    }

    fn editors(&mut self) {
        let editors = self.source.all("editor");
        if !editors.is_empty() {
            let word = if editors.len() == 1 { "ed." } else { "eds." };
            self.add(Piece::Plain(format!("{}, {word}", people(editors))));
        }
    }

    fn volume(&mut self) {
        if let Some(volume) = self.source.get("volume") {
            self.add(Piece::Plain(format!("vol. {volume}")));
        }
        self.italic(self.source.get("volume_title").unwrap_or_default());
    }

    fn numbered(&mut self, key: &str) {
        if let Some(number) = self.source.get(key) {
            self.add(Piece::Plain(format!("{} {number}", self.words.number)));
        }
    }

    /// The date as the language writes it, or the year.
    fn date(&self) -> String {
        self.source
            .get("date")
            .or(self.source.get("year"))
            .map(|typed| written_date(typed, self.labels))
            .unwrap_or_default()
    }

    /// ` (City, Publisher, year)`.
    fn imprint(&mut self) {
        let publisher =
            self.source.get("publisher").filter(|publisher| !self.source.all("author").iter().any(|a| a == publisher));
        let date = self.date();
        let parts = [self.source.get("place"), publisher, Some(date.as_str())];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            self.join(&format!(" ({})", parts.join(", ")));
        }
    }

    fn page(&mut self, locator: &str) {
        if let Some(page) = self.source.get("page").filter(|_| locator.is_empty()) {
            let word = if page.contains(['-', '–']) { "pp." } else { "p." };
            self.add(Piece::Plain(self.words.locator(&format!("{word} {page}"))));
        }
    }
}

/// The whole note of a source.
pub(super) fn full(source: &Source, locator: &str, words: &Words, labels: &Labels) -> Vec<Piece> {
    let mut row = Row { pieces: Vec::new(), words, labels, source };
    match source.kind {
        "document" | "communication" | "resolution" | "treaty" | "case" | "law" => legal(&mut row, locator),
        "article" | "newspaper" | "chapter" | "paper" | "thesis" => part(&mut row, locator),
        "book" | "report" | "publication" => whole(&mut row, locator),
        _ => other(&mut row),
    }
    locate(&mut row.pieces, locator, words);
    // A communication is found in the database that its pattern names.
    if let Some(url) = source.get("url") {
        row.join(if source.kind == "communication" { ", available from " } else { ". Available at " });
        row.pieces.push(Piece::Address(url.to_owned()));
        let is_dated = source.get("date").or(source.get("year")).is_some();
        if let Some(accessed) = source.get("accessed").filter(|_| !is_dated) {
            row.join(&format!(" (accessed on {})", written_date(accessed, labels)));
        }
    }
    row.pieces
}

/// Documents, treaties, cases and laws.
fn legal(row: &mut Row<'_>, locator: &str) {
    let source = row.source;
    match source.kind {
        "communication" => row.add(Piece::Plain(format!("communication {}", source.title()))),
        "resolution" => {
            let body = source.get("body").map(|body| format!("{body} ")).unwrap_or_default();
            row.add(Piece::Plain(format!("{body}resolution {}", source.title())));
        }
        "treaty" if source.get("volume").is_some() => {
            row.add(Piece::plain(if row.labels.language == Language::Es {
                "Naciones Unidas"
            } else {
                "United Nations"
            }));
            row.italic("Treaty Series");
            row.volume();
            row.numbered("number");
        }
        "case" if source.get("report").is_some() => {
            let names = [Some(source.title()), source.get("kind"), source.get("report")];
            row.italic(&names.into_iter().flatten().collect::<Vec<_>>().join(", "));
            row.page(locator);
        }
        "case" => {
            row.plain("court");
            row.italic(source.title());
            row.plain("number");
            row.add(Piece::plain(source.get("kind").unwrap_or("Judgment")));
            row.add(Piece::Plain(row.date()));
        }
        "law" => {
            row.plain("country");
            row.add(Piece::plain(source.title()));
            row.plain("number");
            let date = row.date();
            if !date.is_empty() {
                row.join(&format!(" ({date})"));
            }
            gazette(row);
        }
        _ => row.add(Piece::plain(source.title())),
    }
}

/// The journal in which a law was published.
fn gazette(row: &mut Row<'_>) {
    let Some(gazette) = row.source.get("gazette") else { return };
    row.italic(gazette);
    row.volume();
    row.numbered("issue");
    if let Some(date) = row.source.get("gazette_date") {
        row.join(&format!(" ({})", written_date(date, row.labels)));
    }
}

/// What is published as a part of something else, and papers.
fn part(row: &mut Row<'_>, locator: &str) {
    let source = row.source;
    row.authors();
    row.quoted();
    match source.kind {
        "article" => {
            row.italic(source.get("journal").unwrap_or_default());
            row.volume();
            row.numbered("issue");
            let date = row.date();
            if !date.is_empty() {
                row.join(&format!(" ({date})"));
            }
            row.page(locator);
        }
        "newspaper" => {
            row.italic(source.get("journal").unwrap_or_default());
            if let Some(place) = source.get("place") {
                row.join(&format!(" ({place})"));
            }
            row.add(Piece::Plain(row.date()));
        }
        "chapter" => {
            row.join(", in ");
            row.pieces.push(Piece::Title(source.get("book").unwrap_or_default().to_owned()));
            row.volume();
            row.editors();
            row.imprint();
            row.page(locator);
        }
        "paper" => {
            row.plain("series");
            row.numbered("number");
            row.imprint();
        }
        _ => {
            row.add(Piece::plain(source.get("kind").unwrap_or("PhD dissertation")));
            row.plain("university");
            row.add(Piece::Plain(row.date()));
        }
    }
}

/// Books and reports.
fn whole(row: &mut Row<'_>, locator: &str) {
    let source = row.source;
    row.plain("country");
    row.authors();
    if source.all("author").is_empty() {
        row.editors();
    }
    row.italic(source.title());
    row.volume();
    if let Some(edition) = source.get("edition") {
        row.add(Piece::Plain(format!("{edition} ed.")));
    }
    if source.kind == "publication" {
        row.join(&format!(" (United Nations publication, {})", row.date()));
    } else {
        row.imprint();
    }
    row.page(locator);
}

/// Web pages and what is not published.
fn other(row: &mut Row<'_>) {
    let source = row.source;
    row.authors();
    match source.kind {
        "database" => {
            row.quoted();
            row.plain("series");
            return;
        }
        "interview" => {
            row.add(Piece::Plain(format!("Interview with {}", source.title())));
            row.plain("place");
        }
        "speech" => {
            row.plain("role");
            row.add(Piece::plain(source.title()));
            row.plain("event");
            row.plain("place");
        }
        "letter" => {
            row.plain("body");
            row.quoted();
            row.add(Piece::plain(source.get("kind").unwrap_or("letter to author")));
        }
        "video" => {
            row.quoted();
            row.add(Piece::plain(source.get("kind").unwrap_or("video")));
        }
        _ => {
            row.quoted();
            row.plain("kind");
        }
    }
    row.add(Piece::Plain(row.date()));
}

/// The shortened note of a source that was cited before. A document, a law or a treaty is named as before.
pub(super) fn short(source: &Source, locator: &str, words: &Words, labels: &Labels) -> Vec<Piece> {
    let mut row = Row { pieces: Vec::new(), words, labels, source };
    let title = source.title().split(": ").next().unwrap_or_default();
    match (source.get("short"), source.kind) {
        (_, "document" | "resolution" | "communication") => legal(&mut row, locator),
        (None, "treaty" | "law" | "interview" | "speech" | "database") => return full(source, locator, words, labels),
        (Some(name), "treaty" | "law" | "interview" | "speech" | "database") => row.add(Piece::plain(name)),
        (name, "case") => row.italic(name.unwrap_or(source.title())),
        (name, "book" | "report" | "publication") => {
            row.plain("country");
            row.authors();
            row.italic(name.unwrap_or(title));
        }
        (name, _) => {
            row.authors();
            row.add(Piece::Plain(format!("“{}”", name.unwrap_or(title))));
        }
    }
    locate(&mut row.pieces, locator, words);
    row.pieces
}

/// Up to three people by name; of more, the first.
fn people(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [first, ..] => format!("{first} and others"),
    }
}

/// `2098-12-02` as the language writes it, `2096-07` as month and year; other dates as typed.
fn written_date(typed: &str, labels: &Labels) -> String {
    if let Ok(date) = typed.parse::<jiff::civil::Date>() {
        return labels.date(date);
    }
    let month = typed
        .split_once('-')
        .and_then(|(year, month)| Some((year, labels.months.get(month.parse::<usize>().ok()?.wrapping_sub(1))?)));
    match month {
        Some((year, month)) if year.len() == 4 => format!("{month} {year}"),
        _ => typed.to_owned(),
    }
}
