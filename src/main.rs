//! The program `assemble`: hands its arguments to the library and its result to the system.

use std::process::ExitCode;

/// Quicker, and returns more of what the PDF library takes, than the system's (docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    assemble::cli::run(std::env::args_os())
}
