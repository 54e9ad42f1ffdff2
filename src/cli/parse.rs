//! Reading the words of the command line: what they are taken for, and what is said of those that are not understood.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Parser as _};

use super::args::Arguments;
use crate::diagnostic::{did_you_mean, visible};

/// Why arguments were not taken, or the help that was asked for.
pub(super) struct Refused {
    /// Whether it is an error.
    pub(super) is_error: bool,
    /// What is printed.
    pub(super) text: String,
}

/// Reads the arguments. A command is also taken after options and reports, as in `assemble --quiet check r.yaml`, where no
/// file has its name.
pub(super) fn parse(arguments: &[OsString]) -> Result<Arguments, Refused> {
    let arguments = &joined(arguments);
    let parsed = Arguments::try_parse_from(arguments).map_err(|error| refused(&error, arguments))?;
    let commands = command_names();
    let meant =
        |path: &&PathBuf| path.to_str().is_some_and(|word| commands.iter().any(|name| name == word)) && !path.exists();
    let Some(command) = parsed.build.reports.iter().find(meant) else { return Ok(parsed) };
    let mut sorted = arguments.to_vec();
    if let Some(at) = sorted.iter().skip(1).position(|argument| argument == command.as_os_str()) {
        let word = sorted.remove(at + 1);
        sorted.insert(1, word);
    }
    Arguments::try_parse_from(&sorted).map_err(|error| refused(&error, arguments))
}

/// The arguments with `--text -` as one: else the `-` would be the report from standard input.
fn joined(arguments: &[OsString]) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    for argument in arguments {
        match joined.last_mut() {
            Some(last) if last == "--text" && argument == "-" => last.push("=-"),
            _ => joined.push(argument.clone()),
        }
    }
    joined
}

/// The names of the commands.
pub(super) fn command_names() -> Vec<String> {
    let program = Arguments::command();
    let names = program.get_subcommands().map(|command| command.get_name().to_owned());
    names.chain(std::iter::once("help".to_owned())).collect()
}

fn refused(error: &clap::Error, arguments: &[OsString]) -> Refused {
    let mut text = visible(&error.to_string()).into_owned();
    if error.kind() == ErrorKind::UnknownArgument
        && let Some(tip) = arguments.iter().find_map(with_one_dash).or_else(|| tip(error))
    {
        text = text.replacen("\n\n", &format!("\n\n  tip: {tip}\n\n"), 1);
    }
    Refused { is_error: error.use_stderr(), text }
}

/// What is said of `-pdf`, which is read as `-p`, `-d` and `-f`.
fn with_one_dash(argument: &OsString) -> Option<String> {
    let name = argument.to_str()?.strip_prefix('-')?.split('=').next().filter(|name| !name.starts_with('-'))?;
    let option = format!("--{name}");
    (nearest_option(&option)? == option).then(|| format!("did you mean `{option}`?"))
}

/// What is said of an option that is not known, where the parser itself says nothing.
fn tip(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidArg) else { return None };
    let near = nearest_option(typed).filter(|_| error.get(ContextKind::SuggestedArg).is_none())?;
    if near != *typed {
        return Some(format!("did you mean `{near}`?"));
    }
    let build =
        if is_option(near.trim_start_matches('-')) { format!(": `assemble REPORT {near}`") } else { String::new() };
    Some(format!("`{near}` belongs to another command{build}"))
}

/// Whether a word is the name of an option.
pub(super) fn is_option(word: &str) -> bool {
    Arguments::command().get_arguments().any(|argument| argument.get_long() == Some(word))
}

/// The option of any command that was probably meant.
fn nearest_option(typed: &str) -> Option<String> {
    let program = Arguments::command();
    let all = program.get_arguments().chain(program.get_subcommands().flat_map(clap::Command::get_arguments));
    let options: BTreeSet<String> = all.filter_map(|argument| Some(format!("--{}", argument.get_long()?))).collect();
    did_you_mean(typed, options.iter().map(String::as_str)).map(str::to_owned)
}
