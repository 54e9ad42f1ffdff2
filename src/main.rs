//! The program `assemble`: hands its arguments to the library and its result to the system.

use std::process::ExitCode;

/// The PDF library takes and frees large blocks page by page, which the system's leaves in pieces (docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    assemble::cli::run(std::env::args_os())
}
