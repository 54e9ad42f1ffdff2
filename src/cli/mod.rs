//! The command line: arguments, files, the environment. The only part of the program that touches the machine.

mod args;
mod build;
mod input;
mod output;
mod panic;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::Arguments;

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
        Ok(arguments) => panic::caught(|| build::run(&arguments.build)).unwrap_or_else(|failure| {
            build::complain(&failure);
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
