//! The command line: arguments, files, the environment. The only part of the program that touches the machine.

mod advice;
mod args;
mod bodies;
mod build;
mod changed;
mod check;
mod count;
mod explain;
mod fonts;
mod input;
mod judge;
mod new;
mod outline;
mod output;
mod panic;
mod plan;
mod print;
mod record;
mod schema;
mod serve;
mod shell;
mod summary;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};

/// How a run ended; the highest of a batch counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// All was written, warnings or not.
    Done = 0,
    /// A report has an error or breaks a binding rule.
    Refused = 1,
    /// The program could not run.
    Failed = 2,
}

/// Runs the program with these arguments, the first its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    panic::keep_private();
    let status = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => panic::caught(|| obey(&arguments)).unwrap_or_else(|failure| {
            print::complain(&failure);
            Status::Failed
        }),
        Err(error) => {
            let failed = error.use_stderr();
            // A closed pipe is no reason to fail once more.
            let _ = error.print();
            if failed { Status::Failed } else { Status::Done }
        }
    };
    ExitCode::from(status as u8)
}

fn obey(arguments: &Arguments) -> anyhow::Result<Status> {
    match &arguments.command {
        None => build::run(&arguments.build),
        Some(Command::Check(arguments)) => check::run(arguments),
        Some(Command::Count(arguments)) => count::run(arguments),
        Some(Command::Outline(arguments)) => outline::run(arguments),
        Some(Command::Bodies(arguments)) => bodies::run(arguments),
        Some(Command::Explain(arguments)) => explain::run(arguments),
        Some(Command::New(arguments)) => new::run(arguments),
        Some(Command::Watch(arguments)) => watch::run(arguments),
        Some(Command::Serve(arguments)) => serve::run(arguments),
        Some(Command::Schema) => Ok(schema::run()),
        Some(Command::Completions { shell }) => Ok(shell::completions(*shell)),
        Some(Command::Man { command }) => shell::man(command.as_deref()),
    }
}
