//! The facts of a submission: the body, the stage, the State, the session, the date and the language, each from what the
//! author typed.

use std::str::FromStr;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::facts::country::{self, Meant};
use crate::facts::language::Language;
use crate::facts::profile::Profile;
use crate::read::context::Context;
use crate::read::fields::{self, Report};
use crate::read::node::Node;
use crate::read::taken;
use crate::source::Located;

/// The body that is meant by an identifier, a name or a short name; what means none stays as typed, and is answered where
/// the rules are looked up.
pub(super) fn body(context: &mut Context<'_>, typed: Located<String>) -> Located<String> {
    let ids: Vec<&str> = Profile::ids().collect();
    if ids.contains(&typed.value.as_str()) {
        return typed;
    }
    let Some(meant) = taken::same(&typed.value, &ids).map(str::to_owned).or_else(|| Profile::named(&typed.value))
    else {
        return typed;
    };
    context.report(taken::note(&typed.value, &meant, "submitted_to", typed.span));
    Located { value: meant, span: typed.span }
}

/// The stage, spelt as the body's rules spell it.
pub(super) fn stage(context: &mut Context<'_>, typed: Located<String>, body: Option<&str>) -> Located<String> {
    let profile = body.and_then(|body| Profile::load(body).ok().flatten());
    let stages: Vec<&str> = profile.iter().flat_map(|profile| &profile.stages).map(String::as_str).collect();
    match taken::same(&typed.value, &stages) {
        Some(meant) if meant != typed.value => {
            context.report(taken::note(&typed.value, meant, "stage", typed.span));
            Located { value: meant.to_owned(), span: typed.span }
        }
        Some(_) | None => typed,
    }
}

/// The session: a number where one is meant, else as typed.
pub(super) fn session(
    context: &mut Context<'_>,
    typed: Located<String>,
    body: Option<&str>,
) -> Option<Located<String>> {
    let mut session = typed;
    if !session.value.chars().all(|c| c.is_ascii_digit())
        && let Some(number) = taken::session(&session.value, body)
    {
        context.report(taken::note(&session.value, &number.to_string(), "session", session.span));
        session.value = number.to_string();
    }
    if let Some(message) = impossible(&session.value, body) {
        context.report(
            Diagnostic::error(Code::AbsurdSession, session.span, message)
                .help("write the number of the session, for instance `session: 79`"),
        );
        return None;
    }
    // `XX` is answered as a place that is still to be filled in.
    let is_open = session.value.chars().all(|c| c.eq_ignore_ascii_case(&'x'));
    let is_numbered = is_open || session.value.chars().any(char::is_numeric);
    if !is_numbered && !body.is_some_and(|body| NAMED_BY_YEARS.contains(&body)) {
        let message = format!("`{}` has no number, by which the sessions of a body are called", session.value);
        context.report(
            Diagnostic::warning(Code::AbsurdSession, session.span, message)
                .help("write the number of the session, for instance `session: 79`"),
        );
    }
    Some(session)
}

/// Why a session cannot be the one that is meant.
fn impossible(session: &str, body: Option<&str>) -> Option<String> {
    if session.chars().all(|c| c == '0') {
        return Some(format!("there is no session {session}"));
    }
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    if session.strip_prefix(['-', '−']).is_some_and(digits) {
        return Some(format!("there is no session {session}"));
    }
    if RELATIVE.contains(&session.to_lowercase().as_str()) {
        return Some(format!("`{session}` does not say which session is meant"));
    }
    // The high-level segment names its sessions by years; elsewhere none has had so many.
    if body.is_some_and(|body| NAMED_BY_YEARS.contains(&body)) {
        return None;
    }
    if session.parse::<u32>().is_ok_and(|number| (1900..2200).contains(&number)) {
        return Some(format!("`{session}` is a year, but the sessions of this body have numbers"));
    }
    let parts: Vec<&str> =
        session.split(['-', '–', '/', ',']).flat_map(|part| part.split(" and ")).map(str::trim).collect();
    let are_several = parts.len() > 1 && parts.iter().all(|part| digits(part));
    are_several.then(|| format!("`{session}` names several sessions, but a report goes to one"))
}

/// What authors write for a session whose number they do not know.
const RELATIVE: [&str; 16] = [
    "next",
    "current",
    "coming",
    "upcoming",
    "this",
    "last",
    "next session",
    "the next session",
    "current session",
    "upcoming session",
    "tbc",
    "tbd",
    "todo",
    "unknown",
    "prochaine",
    "próxima",
];

/// Bodies whose sessions may be named by a year, or of which we do not know.
const NAMED_BY_YEARS: [&str; 4] = ["ecosoc-hls", "generic", "special-procedures", "minority-forum"];

/// The State under review.
pub(super) fn state(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Option<Located<String>> {
    let state = fields::text(context, report, node, "`state`")?;
    if country::is_alpha_3(&state.value) {
        return Some(state);
    }
    let meant = country::meant(&state.value);
    if let Some(Meant::Surely(code)) = meant {
        context.report(taken::note(&state.value, code, "state", state.span));
        return Some(Located { value: code.to_owned(), span: state.span });
    }
    let message = format!("`{}` is not the three-letter code of a State", state.value);
    let found = Diagnostic::error(Code::UnknownState, state.span, message).source("ISO 3166-1, alpha-3 codes");
    context.report(match meant {
        Some(Meant::Perhaps(code)) => found.help(format!("write `state: {code}`")).replace(state.span, code),
        Some(Meant::Surely(_)) | None => found
            .help("write the three letters of ISO 3166-1, for instance CHN, MEX or NOR; `assemble states` lists them"),
    });
    None
}

/// The date of the report.
pub(super) fn date(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Option<Located<Date>> {
    let typed = fields::text(context, report, node, "`date`")?;
    let is_plain = typed.value.len() == 10 && typed.value.chars().all(|c| c.is_ascii_digit() || c == '-');
    let value = Date::from_str(&typed.value).ok().filter(|_| is_plain).or_else(|| taken::date(&typed.value));
    if let Some(date) = value.filter(|date| !(1946..2100).contains(&date.year())) {
        let message = format!("the year {} cannot be that of a report", date.year());
        context.report(
            Diagnostic::error(Code::WrongValue, typed.span, message)
                .help("write year, month and day with hyphens, for instance 2023-01-16"),
        );
        return None;
    }
    if let Some(value) = Date::from_str(&typed.value).ok().filter(|_| is_plain) {
        return Some(Located { value, span: typed.span });
    }
    if let Some(value) = taken::date(&typed.value) {
        context.report(taken::note(&typed.value, &value.to_string(), "date", typed.span));
        return Some(Located { value, span: typed.span });
    }
    context.report(
        Diagnostic::error(Code::WrongValue, typed.span, format!("`{}` is not a date", typed.value))
            .help("write year, month and day with hyphens, for instance 2023-01-16"),
    );
    None
}

/// The language of the report.
pub(super) fn language(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Option<Located<Language>> {
    let typed = fields::text(context, report, node, "`language`")?;
    if let Some(value) = Language::ALL.into_iter().find(|language| language.code() == typed.value) {
        return Some(Located { value, span: typed.span });
    }
    if let Some(value) = taken::language(&typed.value) {
        context.report(taken::note(&typed.value, value.code(), "language", typed.span));
        return Some(Located { value, span: typed.span });
    }
    let codes = Language::ALL.map(Language::code).join(", ");
    context.report(
        Diagnostic::error(
            Code::WrongValue,
            typed.span,
            format!("`{}` is not a language that a report can be in", typed.value),
        )
        .help(format!("write one of {codes}, the official languages of the United Nations")),
    );
    None
}
