//! `assemble states`: the codes and names of States, as `state` in a report takes them.

use serde::Serialize;

use super::args::{PrintFormat, StatesArguments};
use super::{Status, new, print};
use crate::facts::language::{Labels, Language};

/// A State.
#[derive(Serialize)]
struct State {
    /// ISO 3166-1 alpha-3.
    code: &'static str,
    name: String,
}

/// Lists the States.
pub(super) fn run(arguments: &StatesArguments) -> anyhow::Result<Status> {
    let language = match arguments.language.as_deref() {
        None => Language::En,
        Some(code) => new::language(code)?,
    };
    let names = Labels::load(language)?.state_names();
    match arguments.print.format {
        PrintFormat::Text => {
            print::result(&names.iter().map(|(code, name)| format!("{code}  {name}\n")).collect::<String>());
        }
        PrintFormat::Json => {
            print::json(&names.into_iter().map(|(code, name)| State { code, name }).collect::<Vec<_>>());
        }
    }
    Ok(Status::Done)
}
