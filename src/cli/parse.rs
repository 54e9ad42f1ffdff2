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
    if let Some(tip) = tip(error, arguments) {
        // Its own advice is how to name a file that begins with a hyphen.
        let lines: Vec<&str> = text.split("\n\n").filter(|part| !part.starts_with("  tip: to pass ")).collect();
        text = lines.join("\n\n").replacen("\n\n", &format!("\n\n  tip: {tip}\n\n"), 1);
    }
    Refused { is_error: error.use_stderr(), text }
}

/// What was probably meant by an argument that is not understood.
fn tip(error: &clap::Error, arguments: &[OsString]) -> Option<String> {
    if error.kind() == ErrorKind::TooManyValues {
        let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else { return None };
        return Some(format!("write `{}` alone", option.split([' ', '=']).next()?));
    }
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    // `-pdf` is taken for `-p`, `-d` and `-f`.
    let with_one_dash = |argument: &OsString| {
        let name = argument.to_str()?.strip_prefix('-').filter(|name| !name.starts_with('-'))?;
        let meant = option_meant(name)?;
        let meant = if meant == "--out-dir" && writes_one_file(arguments) { "--out" } else { &meant };
        Some(format!("did you mean `{meant}`?"))
    };
    if let Some(tip) = arguments.iter().find_map(with_one_dash) {
        return Some(tip);
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidArg) else { return None };
    if error.get(ContextKind::SuggestedArg).is_some() {
        return None;
    }
    let near = nearest_option(typed)?;
    if near != *typed {
        return Some(format!("did you mean `{near}`?"));
    }
    let build =
        if is_option(near.trim_start_matches('-')) { format!(": `assemble REPORT {near}`") } else { String::new() };
    Some(format!("`{near}` belongs to another command{build}"))
}

/// Whether the command writes one file, which `--out` names.
fn writes_one_file(arguments: &[OsString]) -> bool {
    let program = Arguments::command();
    let command = arguments.get(1).and_then(|word| program.find_subcommand(word));
    command.is_some_and(|command| command.get_arguments().any(|argument| argument.get_long() == Some("out")))
}

/// Whether a word is the name of an option of a build.
fn is_option(word: &str) -> bool {
    Arguments::command().get_arguments().any(|argument| argument.get_long() == Some(word))
}

/// The option of any command that a word without its hyphens means, whatever its capitals: `PDF`, `outdir=x`, `o`, `?`.
pub(super) fn option_meant(word: &str) -> Option<String> {
    let name = word.split(['=', ':']).next()?.to_lowercase();
    match name.as_str() {
        "?" | "h" | "help" => return Some("--help".to_owned()),
        "v" | "version" => return Some("--version".to_owned()),
        "o" | "out" | "output" => return Some("--out-dir".to_owned()),
        _ => {}
    }
    let bare = |name: &str| name.replace(['-', '_'], "");
    nearest_option(&format!("--{name}")).filter(|near| bare(near) == bare(&name))
}

/// The option of any command that was probably meant.
fn nearest_option(typed: &str) -> Option<String> {
    let program = Arguments::command();
    let all = program.get_arguments().chain(program.get_subcommands().flat_map(clap::Command::get_arguments));
    let options: BTreeSet<String> = all.filter_map(|argument| Some(format!("--{}", argument.get_long()?))).collect();
    did_you_mean(typed, options.iter().map(String::as_str)).map(str::to_owned)
}
