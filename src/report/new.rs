//! A report to fill in, with notes on each line, that builds at once and without findings.

use crate::facts::language::Language;
use crate::facts::profile::{BodyKind, Need, PartName, Profile, language_names};

/// The report for a body, to be kept in a file of this name.
pub fn report(profile: &Profile, name: &str) -> String {
    [head(profile, name), keys(profile), submitter(profile), texts(profile)].concat()
}

fn head(profile: &Profile, name: &str) -> String {
    let languages = match profile.asks.languages.as_ref().and_then(|figure| figure.value.as_ref()) {
        Some(languages) => language_names(languages),
        None => "not known to us".to_owned(),
    };
    format!(
        "\
# To: {body}
# Length: {length}
# Languages: {languages}
# `assemble bodies {id}` shows all that is asked for, with sources, and what is not known to us.
#
# Write your own words in place of those below. What follows a # is a note to you; it is not printed.
# Remove the # from a line that you want to use.
#
#     assemble check {name}       shows mistakes, and what only you can know
#     assemble {name} --pdf       writes the Word file and the PDF

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

/// A line as a note, at its own indentation.
fn shown(line: &str) -> String {
    let words = line.trim_start();
    format!("{}# {words}", " ".repeat(line.len() - words.len()))
}

fn keys(profile: &Profile) -> String {
    let reviews_states = matches!(profile.kind, BodyKind::TreatyBody | BodyKind::PeriodicReview);
    let language = match profile.asks.languages.as_ref().and_then(|figure| figure.value.as_ref()) {
        Some(languages) if !languages.contains(&Language::En) => languages.first().copied().unwrap_or(Language::En),
        Some(_) | None => Language::En,
    };
    let mut text = line(&format!("submitted_to: {}", profile.id), "the body; `assemble bodies` lists all");
    if let Some(stage) = profile.stages.first() {
        text += &line(&format!("stage: {stage}"), &format!("or {}", profile.stages[1..].join(", ")));
    }
    if asks_for(profile, PartName::AgendaItem) {
        text += &line("agenda_item: 3", "the item of the agenda");
    }
    text += &line_if(
        reviews_states || asks_for(profile, PartName::State),
        "state: NOR",
        "the State under review: three letters, ISO 3166-1",
    );
    text += &line("session: 1", "the number of the session");
    text += &line_if(false, "date: 2026-01-31", "the date of the report: year-month-day");
    text += &line(&format!("language: {}", language.code()), "ar, zh, en, fr, ru or es");
    text += "title: Title of the report\n";
    text += "# subtitle: More on the subject\n";
    text += &line_if(asks_for(profile, PartName::Keywords), "keywords: [housing, education]", "what it is about");
    text += &line_if(asks_for(profile, PartName::Contents), "contents: true", "a table of contents");
    text += &line_if(false, "confidential: true", "the text must not be published");
    text
}

fn submitter(profile: &Profile) -> String {
    let limits = || profile.asks.limits.iter().flatten().map(|limit| &limit.when);
    let by_status = limits().any(|when| when.status.is_some()) || profile.asks.status_needed.is_some();
    let mut text = line("submitted_by:", "two or more organizations make a joint submission");
    text += "  - name: Name of your organization\n";
    text += &line("    short_name: NAME", "its short name");
    text += &line(
        &format!("    status: {}", if by_status { "special" } else { "none" }),
        "consultative status: general, special, roster or none",
    );
    text += &line(
        &format!("    kind: {}", profile.submitter.word()),
        "ngo, nhri (a national institution), coalition or child",
    );
    text += &line_if(
        asks_for(profile, PartName::Contact),
        "    contact: {email: office@example.org}",
        "only what you write is printed",
    );
    text + &used_or_shown(!is_statement(profile) || asks_for(profile, PartName::Profile), PROFILE)
}

fn texts(profile: &Profile) -> String {
    let summary = "\
summary: |
  What the report says, in one paragraph. It has no number.
";
    let annexes = "\
annexes:
  - title: Title of the annex
    body: |
      The text of the annex.
";
    format!(
        "{}
{NOTE_ON_TEXT}{BODY}
{}",
        used_or_shown(asks_for(profile, PartName::Summary), summary),
        used_or_shown(asks_for(profile, PartName::Annexes), annexes)
    )
}

const PROFILE: &str = "    profile: |
      Who you are, what you do and since when, in one or two paragraphs. They have no numbers.
";

const NOTE_ON_TEXT: &str = "\
# The text. An empty line begins a new paragraph, and the program numbers the paragraphs. In the text, # makes
# a heading, *words* emphasis, [^1] a footnote, {#rents} a name for references such as [para. @rents].
";

const BODY: &str = "\
body: |
  # Introduction

  What this report is about, and how you know what you say.

  # Facts

  What happened, to whom, when and where, and who says so.

  # Recommendations

  We recommend that the State:

  (a) do one thing;

  (b) do another.
";

/// The lines as they are, or as notes.
fn used_or_shown(used: bool, lines: &str) -> String {
    if used { lines.to_owned() } else { lines.lines().map(|line| shown(line) + "\n").collect() }
}

/// Short texts without parts of their own.
fn is_statement(profile: &Profile) -> bool {
    matches!(profile.kind, BodyKind::Council | BodyKind::EconomicAndSocial)
}

fn asks_for(profile: &Profile, part: PartName) -> bool {
    let rules = profile.asks.parts.iter().flatten().filter_map(|figure| figure.value);
    rules.into_iter().any(|rule| rule.part == part && matches!(rule.need, Need::Required | Need::Recommended))
}
