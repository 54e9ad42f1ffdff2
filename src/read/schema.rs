//! The JSON Schema of the report format, for editors, from plain structs that mirror the format.
//!
//! The readers do not use these structs: they read events, to answer each mistake at its place. A test holds the keys
//! here against theirs.

use std::collections::BTreeMap;

use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

use crate::facts::language::{Labels, Language};

/// The JSON Schema of a report; `bodies` are the values that `submitted_to` takes.
pub fn schema<'a>(bodies: impl Iterator<Item = &'a str>) -> Value {
    let mut schema = schema_for!(Report).to_value();
    if let Some(submitted_to) = schema.pointer_mut("/properties/submitted_to").and_then(Value::as_object_mut) {
        submitted_to.insert("enum".to_owned(), json!(bodies.collect::<Vec<_>>()));
    }
    if let Some(state) = schema.pointer_mut("/properties/state").and_then(Value::as_object_mut) {
        // Each code with its name, which editors show beside it.
        let named = |(code, name): (&str, String)| json!({"const": code, "title": name});
        let names = Labels::load(Language::En).map(|labels| labels.state_names()).unwrap_or_default();
        let values: Vec<Value> = names.into_iter().map(named).chain([json!({"type": "null"})]).collect();
        state.insert("oneOf".to_owned(), json!(values));
    }
    schema
}

/// A report to a United Nations body.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Report {
    /// The body whose rules apply; `assemble bodies` lists them.
    pub submitted_to: String,
    /// The stage of the body's procedure, such as session, loi, loipr or follow-up.
    pub stage: Option<String>,
    /// Whether the report covers the whole treaty or some themes.
    pub scope: Option<Scope>,
    /// The agenda item of a statement.
    pub agenda_item: Option<u32>,
    /// The State under review: three letters of ISO 3166-1, such as CHN or NOR.
    pub state: Option<String>,
    /// The session, most often its number.
    pub session: Option<Text>,
    /// The day the session opens: year-month-day; deadlines are counted from it.
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub session_opens: Option<String>,
    /// The date of the report: year-month-day.
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub date: Option<String>,
    /// The language of the report.
    pub language: Language,
    /// The title.
    pub title: Text,
    /// The title as it is in the running header, where the whole has no room.
    pub short_title: Option<Text>,
    /// The subtitle.
    pub subtitle: Option<Text>,
    /// The submitting organizations; two or more make a joint submission.
    pub submitted_by: OneOrMany<Submitter>,
    /// Organizations without consultative status that support the statement.
    pub supporters: Option<OneOrMany<Text>>,
    /// Whether the text must not be published: both files say so on each page.
    pub confidential: Option<bool>,
    /// Key words.
    pub keywords: Option<OneOrMany<Text>>,
    /// A cover page: as the body asks, or yes or no.
    pub cover: Option<Automatic>,
    /// A table of contents: as the body asks, or yes or no.
    pub contents: Option<Automatic>,
    /// An executive summary; its paragraphs have no numbers.
    pub summary: Option<Body>,
    /// The text; its paragraphs are numbered.
    pub body: Body,
    /// Annexes.
    pub annexes: Option<OneOrMany<Annex>>,
    /// The sources that notes cite: each under a name of its own, or in a file of BibTeX, CSL-JSON or YAML.
    pub references: Option<OneOrMany<References>>,
    /// Whether the sources that are cited are listed at the end.
    pub bibliography: Option<bool>,
    /// Binding rules that may pass, each with the reason.
    pub allow: Option<OneOrMany<Allowance>>,
}

/// Sources.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum References {
    /// A file in the report's folder or below it, such as sources.bib.
    File(String),
    /// Each source under the name that citations call it by.
    Entries(BTreeMap<String, Source>),
}

/// A source. The key with its title, number or symbol says what it is.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// A judgment or decision: the names of the parties.
    pub case: Option<Text>,
    /// A part of a book: its title.
    pub chapter: Option<Text>,
    /// A letter of special procedures: its code, number and year.
    pub communication: Option<Text>,
    /// A supplement of the Official Records: its number.
    pub supplement: Option<Text>,
    /// A document: its symbol.
    pub document: Option<Text>,
    /// A resolution: its number.
    pub resolution: Option<Text>,
    /// A treaty: its title.
    pub treaty: Option<Text>,
    /// An article of a periodical: its title.
    pub article: Option<Text>,
    /// An article of a newspaper: its title.
    pub newspaper: Option<Text>,
    /// A page on a website: its title.
    pub web: Option<Text>,
    /// A section of a database: its title.
    pub database: Option<Text>,
    /// A law: its title.
    pub law: Option<Text>,
    /// A thesis: its title.
    pub thesis: Option<Text>,
    /// A working paper, or another paper: its title.
    pub paper: Option<Text>,
    /// An interview: who was asked.
    pub interview: Option<Text>,
    /// A letter or an e-mail: its subject.
    pub letter: Option<Text>,
    /// A speech: what it was, such as statement to the Forum.
    pub speech: Option<Text>,
    /// A film or a recording: its title.
    pub video: Option<Text>,
    /// A publication of the United Nations: its title.
    pub publication: Option<Text>,
    /// A book: its title; with chapter, the book that the chapter is in.
    pub book: Option<Text>,
    /// A report of an organization or a ministry: its title; with case, the reports of the court, such as I.C.J. Reports 1996.
    pub report: Option<Text>,
    /// Who wrote it.
    pub author: Option<OneOrMany<Person>>,
    /// Who edited it.
    pub editor: Option<OneOrMany<Person>>,
    /// The title of a document, for the list of sources, or the exact title of a speech.
    pub title: Option<Text>,
    /// A shorter title for later notes.
    pub short: Option<Text>,
    /// The city.
    pub place: Option<OneOrMany<Text>>,
    /// The publisher; with several, each belongs to the city in the same place of its list.
    pub publisher: Option<OneOrMany<Text>>,
    /// The year; n.d. where none is known, forthcoming where there is none yet.
    pub year: Option<Text>,
    /// The date: year-month-day, or year-month.
    pub date: Option<Text>,
    /// The address on the web.
    pub url: Option<Text>,
    /// The day it was read there: year-month-day. It is given where the source has no date.
    pub accessed: Option<Text>,
    /// The volume.
    pub volume: Option<Text>,
    /// The title of the volume.
    pub volume_title: Option<Text>,
    /// The number of a treaty, case, law or paper.
    pub number: Option<Text>,
    /// The issue of a periodical or gazette.
    pub issue: Option<Text>,
    /// The pages of an article or chapter.
    pub page: Option<Text>,
    /// The periodical or newspaper.
    pub journal: Option<Text>,
    /// The series of a paper or book, or the name of the database.
    pub series: Option<Text>,
    /// The court.
    pub court: Option<Text>,
    /// What it is, in words, such as press release or PhD dissertation.
    pub kind: Option<Text>,
    /// The country of a law.
    pub country: Option<Text>,
    /// The university of a thesis.
    pub university: Option<Text>,
    /// Where a speech was given.
    pub event: Option<Text>,
    /// What the speaker is, such as Minister of Housing.
    pub role: Option<Text>,
    /// The body that adopted a resolution or received a document.
    pub body: Option<Text>,
    /// The session of the Official Records, such as Seventieth Session, or their year.
    pub session: Option<Text>,
    /// The symbol of a supplement.
    pub symbol: Option<Text>,
    /// The edition of a book, such as 2nd.
    pub edition: Option<Text>,
    /// The gazette in which a law was published.
    pub gazette: Option<Text>,
    /// The date of that gazette.
    pub gazette_date: Option<Text>,
}

/// The name of an author or editor.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Person {
    /// As it stands in a note; an organization too.
    Name(Text),
    /// A person, whom a list of sources puts under the last name.
    Names(Names),
}

/// The names of a person.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Names {
    /// First names.
    pub given: Option<Text>,
    /// The last name.
    pub family: Option<Text>,
}

/// A binding rule that may pass.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Allowance {
    /// The code of the rule, such as L01.
    #[schemars(regex(pattern = "^[LMSTAlmsta][0-9]{2}$"))]
    pub code: String,
    /// Why it may pass.
    pub reason: Text,
}

/// Plain words, or a number that is taken as typed.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Text {
    /// Words.
    Words(String),
    /// A number.
    Number(f64),
}

/// One, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum OneOrMany<T> {
    /// One.
    One(T),
    /// A list.
    Many(Vec<T>),
}

/// How much of a treaty a report covers.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Scope {
    /// All of it.
    Comprehensive,
    /// Some themes.
    Thematic,
}

/// `auto` (what the body asks for), true or false.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Automatic {
    /// Yes or no.
    Decided(bool),
    /// What the body asks for.
    Auto(Auto),
}

/// The word `auto`.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Auto {
    /// What the body asks for.
    Auto,
}

/// A submitting organization.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Submitter {
    /// Its full name.
    pub name: Text,
    /// Its short name.
    pub short_name: Option<Text>,
    /// Its consultative status with the Economic and Social Council.
    pub status: Option<Status>,
    /// What it is.
    pub kind: Option<Kind>,
    /// How to reach it; only what is written here is printed.
    pub contact: Option<Contact>,
    /// Who it is; its paragraphs have no numbers.
    pub profile: Option<Body>,
}

/// Consultative status with the Economic and Social Council.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Status {
    /// General status.
    General,
    /// Special status.
    Special,
    /// On the roster.
    Roster,
    /// No status.
    None,
}

/// What an organization is.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Kind {
    /// A non-governmental organization.
    Ngo,
    /// A national human rights institution.
    Nhri,
    /// A coalition that writes under its own name.
    Coalition,
    /// Children writing for themselves.
    Child,
}

/// How to reach an organization.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Contact {
    /// A person.
    pub person: Option<Text>,
    /// An e-mail address.
    pub email: Option<Text>,
    /// A telephone number.
    pub phone: Option<Text>,
    /// A postal address.
    pub address: Option<Text>,
    /// A website.
    pub website: Option<Text>,
}

/// An annex.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Annex {
    /// Its title.
    pub title: Text,
    /// Its id for references such as `[annex @method]`.
    pub id: Option<Id>,
    /// Whether its pages are turned, for wide tables.
    pub landscape: Option<bool>,
    /// Its text.
    pub body: Body,
}

/// An id: a letter, then letters, digits, hyphens and underscores.
#[derive(JsonSchema)]
pub struct Id(#[schemars(regex(pattern = "^#?[A-Za-z][A-Za-z0-9_-]*$"))] pub String);

/// A text: Markdown, a list of blocks, or a Markdown file.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Body {
    /// Markdown.
    Markdown(Text),
    /// Blocks.
    Blocks(Vec<Block>),
    /// A Markdown file.
    File(File),
}

/// A Markdown file in the report's folder or below it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct File {
    /// Its name, from the report's folder.
    pub file: Text,
}

/// A block of the text.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Block {
    /// A paragraph, as Markdown.
    Markdown(Text),
    /// A paragraph of which more is said.
    Paragraph(Paragraph),
    /// A heading.
    Heading(Heading),
    /// Sub-paragraphs or a list.
    List(List),
    /// Recommendations.
    Recommendations(Recommendations),
    /// A quotation.
    Quotation(Quotation),
    /// A table.
    Table(TableBlock),
    /// A figure.
    Figure(FigureBlock),
    /// A new page.
    PageBreak(PageBreak),
}

/// A paragraph.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Paragraph {
    /// Its text.
    pub paragraph: Text,
    /// Its id for references such as `[para. @water]`.
    pub id: Option<Id>,
    /// Whether it has a number.
    pub numbered: Option<bool>,
    /// Its language, such as fr or zh-Hans.
    pub language: Option<String>,
    /// The articles of the treaty it speaks of: 11, "5 (a)" or "1-3".
    pub articles: Option<OneOrMany<Text>>,
}

/// A heading.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Heading {
    /// Its text.
    pub heading: Text,
    /// Its level: 1 to 5.
    #[schemars(range(min = 1, max = 5))]
    pub level: Option<u32>,
    /// Its id for references such as `[section @housing]`.
    pub id: Option<Id>,
    /// Whether it has a number.
    pub numbered: Option<bool>,
    /// Its language, such as fr or zh-Hans.
    pub language: Option<String>,
    /// The articles of the treaty that the text below it speaks of: 11, "5 (a)" or "1-3".
    pub articles: Option<OneOrMany<Text>>,
    /// How long its section may be: 400 (words) or "2 pages".
    pub budget: Option<Text>,
}

/// Sub-paragraphs or a list.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct List {
    /// Its items.
    pub list: Vec<Item>,
    /// How they are marked.
    pub style: Option<ListStyle>,
    /// Its language, such as fr or zh-Hans.
    pub language: Option<String>,
}

/// How items are marked.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum ListStyle {
    /// (a), (b).
    Letters,
    /// (i), (ii).
    Roman,
    /// 1., 2.
    Numbers,
    /// Bullets.
    Bullets,
}

/// An item: a text, or blocks of which the first is a text.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Item {
    /// One block.
    Block(Box<Block>),
    /// Several.
    Blocks(Vec<Block>),
}

/// Recommendations.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Recommendations {
    /// The recommendations.
    pub recommendations: Vec<Item>,
    /// The sentence before them.
    pub lead_in: Option<Text>,
    /// Its language, such as fr or zh-Hans.
    pub language: Option<String>,
}

/// A quotation.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Quotation {
    /// Its text, or its paragraphs.
    pub quote: OneOrMany<Text>,
    /// Whence it is.
    pub source: Option<Text>,
    /// Its language, such as fr or zh-Hans.
    pub language: Option<String>,
}

/// A block with a table.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct TableBlock {
    /// The table.
    pub table: Table,
}

/// A table: its rows are written here or in a CSV file.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Table {
    /// Its caption.
    pub caption: Option<Text>,
    /// Its id for references such as `[table @requests]`.
    pub id: Option<Id>,
    /// The name of each column.
    pub header: Option<Vec<Cell>>,
    /// The rows, each with one cell for each column.
    pub rows: Option<Vec<Vec<Cell>>>,
    /// A CSV file in the report's folder; its first line is the header, unless one is written here.
    pub csv: Option<Text>,
    /// The widths of the columns: lengths such as 3cm, or shares such as 2*.
    pub widths: Option<OneOrMany<String>>,
    /// Where the cells of each column stand.
    pub align: Option<OneOrMany<Alignment>>,
    /// Where its figures are from; printed under it.
    pub source: Option<Text>,
    /// A note to it; printed under it.
    pub note: Option<Text>,
    /// Whether it is on a page of its own that is turned.
    pub landscape: Option<bool>,
    /// The size of its type.
    pub size: Option<TableSize>,
    /// Its language, such as fr or zh-Hans.
    pub language: Option<String>,
}

/// The size of the type of a table.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum TableSize {
    /// As usual.
    Normal,
    /// 8 points, for tables of many columns.
    Small,
}

/// What stands in a cell; it is shown as typed.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Cell {
    /// Words or a number.
    Text(Text),
    /// The word true or false.
    Truth(bool),
    /// Words over several columns or rows.
    Merged(MergedCell),
    /// Nothing.
    Empty(()),
}

/// A cell over several columns or rows; the columns that it goes over are left out of the rows.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct MergedCell {
    /// Its words.
    pub text: Option<Text>,
    /// Over how many columns it goes.
    #[schemars(range(min = 1, max = 10_000))]
    pub span: Option<u32>,
    /// Over how many rows it goes.
    #[schemars(range(min = 1, max = 10_000))]
    pub rows: Option<u32>,
}

/// Where the cells of a column stand.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Alignment {
    /// At the start of the line.
    Left,
    /// In the middle.
    Center,
    /// At the end of the line.
    Right,
    /// By the decimal sign.
    Decimal,
}

/// A block with a figure.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FigureBlock {
    /// The figure.
    pub figure: Figure,
}

/// A figure.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Figure {
    /// A PNG, JPEG or SVG picture in the report's folder.
    pub file: Text,
    /// What the picture shows, for those who do not see it.
    pub alt: Text,
    /// Its caption.
    pub caption: Option<Text>,
    /// Its id for references such as `[figure @map]`.
    pub id: Option<Id>,
    /// Its width, such as 12cm.
    pub width: Option<String>,
    /// Where it is from; printed under it.
    pub source: Option<Text>,
    /// A note to it; printed under it.
    pub note: Option<Text>,
    /// The language of its caption and alternative text, such as fr or zh-Hans.
    pub language: Option<String>,
}

/// A new page.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PageBreak {
    /// Whether a new page begins here.
    pub page_break: bool,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::schema;
    use crate::read::{allow, block_reader, citations, report_reader, table_reader};

    fn keys(value: &Value) -> Vec<&str> {
        let mut keys: Vec<&str> =
            value["properties"].as_object().expect("an object").keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }

    fn sorted<'a>(keys: &[&'a str]) -> Vec<&'a str> {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn the_keys_are_those_that_the_readers_accept() {
        let schema = schema(["cescr"].into_iter());
        assert_eq!(keys(&schema), sorted(&report_reader::KEYS));
        let readers: [(&str, &[&str]); 16] = [
            ("Allowance", &allow::ALLOW_KEYS),
            ("Source", &citations::KEYS),
            ("Names", &citations::NAME_KEYS),
            ("Submitter", &report_reader::SUBMITTER_KEYS),
            ("Contact", &report_reader::CONTACT_KEYS),
            ("Annex", &report_reader::ANNEX_KEYS),
            ("File", &block_reader::FILE_KEYS),
            ("Paragraph", &block_reader::PARAGRAPH_KEYS),
            ("Heading", &block_reader::HEADING_KEYS),
            ("List", &block_reader::LIST_KEYS),
            ("Recommendations", &block_reader::RECOMMENDATION_KEYS),
            ("Quotation", &block_reader::QUOTATION_KEYS),
            ("Figure", &block_reader::FIGURE_KEYS),
            ("Table", &table_reader::KEYS),
            ("TableBlock", &["table"]),
            ("FigureBlock", &["figure"]),
        ];
        for (name, accepted) in readers {
            assert_eq!(keys(&schema["$defs"][name]), sorted(accepted), "{name}");
        }
        let kinds = schema["$defs"]["Block"]["anyOf"].as_array().expect("the kinds of blocks").len();
        assert_eq!(kinds, block_reader::BLOCK_KEYS.len() + 1, "a kind of block is missing");
    }
}
