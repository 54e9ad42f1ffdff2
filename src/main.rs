//! The program `assemble`: hands its arguments to the library and its result to the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    assemble::cli::run(std::env::args_os())
}
