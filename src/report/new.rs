//! A report to fill in, with notes on each line. Until it is filled in, the findings say what is still to be written.

use crate::error::Error;
use crate::facts::language::new_report::{NewReport, SESSION, STATE};
use crate::facts::language::{Labels, Language};
use crate::facts::profile::{BodyKind, Need, PartName, Profile, language_names};

/// A report to begin.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// The body it goes to.
    pub profile: &'a Profile,
    /// The name of its file.
    pub name: &'a str,
    /// Its language; without one, the first that the body takes, English if it can be.
    pub language: Option<Language>,
    /// The State under review.
    pub state: Option<&'a str>,
    /// The session.
    pub session: Option<&'a str>,
}

impl<'a> Beginning<'a> {
    /// Of which nothing is known but the body.
    pub fn new(profile: &'a Profile, name: &'a str) -> Beginning<'a> {
        Beginning { profile, name, language: None, state: None, session: None }
    }
}

/// The text of the report.
///
/// # Errors
///
/// [`Error::Data`] if a built-in file is damaged.
pub fn report(beginning: &Beginning<'_>) -> Result<String, Error> {
    let profile = beginning.profile;
    let language = beginning.language.unwrap_or_else(|| usual_language(profile));
    let words = &Labels::load(language)?.new_report;
    Ok([
        head(profile, beginning.name),
        keys(beginning, language, words),
        submitter(profile, words),
        texts(profile, words),
    ]
    .concat())
}

/// The language of a report of which none is said.
pub fn usual_language(profile: &Profile) -> Language {
    let languages = profile.asks.languages.as_ref().and_then(|figure| figure.value.as_ref());
    match languages {
        Some(languages) if !languages.contains(&Language::En) => languages.first().copied().unwrap_or(Language::En),
        Some(_) | None => Language::En,
    }
}

/// Notes have two number signs: who takes one of them away has a note still.
fn head(profile: &Profile, name: &str) -> String {
    let languages = match profile.asks.languages.as_ref().and_then(|figure| figure.value.as_ref()) {
        Some(languages) => language_names(languages),
        None => "not known to us".to_owned(),
    };
    format!(
        "\
## To: {body}
## Length: {length}
## Languages: {languages}
## `assemble bodies {id}` shows all that is asked for, with sources, and what is not known to us.
##
## Write your own words in place of those below. What follows a # is a note to you; it is not printed.
## A line that begins with one # is not used: take the # away to use it.
##
##     assemble check {name}       shows mistakes, what is still to be written, and what only you can know
##     assemble {name} --pdf       writes the Word file and the PDF

",
        body = profile.name(Language::En),
        length = profile.length("not known to us"),
        id = profile.id,
    )
}

/// A line with its note, in the column of the notes.
fn line(key: &str, note: &str) -> String {
    format!("{key:<36}  # {note}\n")
}

/// A line that is used or only shown.
fn line_if(used: bool, key: &str, note: &str) -> String {
    if used { line(key, note) } else { line(&shown(key), note) }
}

/// A line that is not used, at its own indentation: without its number sign it is.
fn shown(line: &str) -> String {
    let words = line.trim_start();
    format!("{}#{words}", " ".repeat(line.len() - words.len()))
}

fn keys(beginning: &Beginning<'_>, language: Language, words: &NewReport) -> String {
    let profile = beginning.profile;
    let mut text = line(&format!("submitted_to: {}", profile.id), "the body; `assemble bodies` lists all");
    if let Some(stage) = profile.stages.first() {
        text += &line(&format!("stage: {stage}"), &format!("or {}", profile.stages[1..].join(", ")));
    }
    if asks_for(profile, PartName::AgendaItem) {
        text += &line("agenda_item: 3", "the item of the agenda");
    }
    text += &line_if(
        beginning.state.is_some() || profile.reviews_states || asks_for(profile, PartName::State),
        &format!("state: {}", beginning.state.unwrap_or(STATE)),
        "the State under review: three letters; `assemble states` lists them",
    );
    text += &line_if(
        beginning.session.is_some() || has_sessions(profile),
        &format!("session: {}", beginning.session.unwrap_or(SESSION)),
        "the number of the session",
    );
    text += &line_if(false, "date: 2026-01-31", "the date of the report: year-month-day");
    text += &line(&format!("language: {}", language.code()), "ar, zh, en, fr, ru or es");
    text += &format!("title: {}\n", words.title);
    text += &format!("#subtitle: {}\n", words.subtitle);
    let key_words = format!("keywords: [{}]", words.key_words.join(", "));
    text += &line_if(asks_for(profile, PartName::Keywords), &key_words, "what it is about");
    text += &line_if(asks_for(profile, PartName::Contents), "contents: true", "a table of contents");
    text += &line_if(false, "confidential: true", "the text must not be published");
    text
}

fn submitter(profile: &Profile, words: &NewReport) -> String {
    let limits = || profile.asks.limits.iter().flatten().map(|limit| &limit.when);
    let by_status = limits().any(|when| when.status.is_some()) || profile.asks.status_needed.is_some();
    let mut text = line("submitted_by:", "two or more organizations make a joint submission");
    text += &format!("  - name: {}\n", words.name);
    text += &line(&format!("    short_name: {}", words.short_name), "its short name");
    text += &line(
        &format!("    status: {}", if by_status { "special" } else { "none" }),
        "consultative status: general, special, roster or none",
    );
    text += &line(
        &format!("    kind: {}", profile.submitter.word()),
        "ngo, nhri (a national institution), coalition or child",
    );
    let contact = format!("    contact: {{email: {}}}", words.email);
    text += &line_if(asks_for(profile, PartName::Contact), &contact, "only what you write is printed");
    let used = !is_statement(profile) || asks_for(profile, PartName::Profile);
    text + &text_if(used, "    profile", &words.profile.join(sentence_gap(words)))
}

fn texts(profile: &Profile, words: &NewReport) -> String {
    let summary = text_if(asks_for(profile, PartName::Summary), "summary", &words.summary.join(sentence_gap(words)));
    let annexes = if asks_for(profile, PartName::Annexes) {
        format!("annexes:\n  - title: {}\n    body: |\n      {}\n", words.annex_title, words.annex)
    } else {
        format!("#annexes: [{{title: {}, body: {}}}]\n", words.annex_title, words.annex)
    };
    format!("{summary}\n{NOTE_ON_TEXT}{}\n{annexes}", body(words))
}

const NOTE_ON_TEXT: &str = "\
## The text. An empty line begins a new paragraph, and the paragraphs are numbered by themselves. In the text, # makes
## a heading, *words* emphasis, [^1] a footnote, {#rents} a name for references such as [para. @rents].
";

/// The first line is not a heading: without its sign, it would be a space further in than the lines below, and they would not
/// belong to the text.
fn body(words: &NewReport) -> String {
    let NewReport { about, facts, happened, recommendations, lead_in, first, second, .. } = words;
    format!(
        "\
body: |
  {about}

  # {facts}

  {happened}

  # {recommendations}

  {lead_in}

  (a) {first}

  (b) {second}
"
    )
}

/// A text as a block of its own, or on one line that is not used.
fn text_if(used: bool, key: &str, words: &str) -> String {
    if used {
        let indent = " ".repeat(key.len() - key.trim_start().len() + 2);
        format!("{key}: |\n{indent}{words}\n")
    } else {
        shown(&format!("{key}: {words}")) + "\n"
    }
}

/// Between two sentences: Chinese sets nothing there.
fn sentence_gap(words: &NewReport) -> &'static str {
    if words.about.ends_with('。') { "" } else { " " }
}

/// Short texts without parts of their own.
fn is_statement(profile: &Profile) -> bool {
    matches!(profile.kind, BodyKind::Council | BodyKind::EconomicAndSocial)
}

/// Whether a text belongs to a session.
fn has_sessions(profile: &Profile) -> bool {
    profile.reviews_states
        || profile.kind == BodyKind::EconomicAndSocial
        || profile.asks.dates.is_some()
        || asks_for(profile, PartName::Session)
}

fn asks_for(profile: &Profile, part: PartName) -> bool {
    let rules = profile.asks.parts.iter().flatten().filter_map(|figure| figure.value);
    rules.into_iter().any(|rule| rule.part == part && matches!(rule.need, Need::Required | Need::Recommended))
}
