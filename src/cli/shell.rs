//! `assemble completions` and `assemble man`: what shells and manual readers need, from the arguments themselves.

use anyhow::{Context as _, anyhow};
use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Arguments;
use super::{Status, print};

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "assemble", &mut script);
    print::result(&String::from_utf8_lossy(&script));
    Status::Done
}

/// Prints the version.
pub(super) fn version() -> Status {
    print::result(concat!("assemble ", env!("CARGO_PKG_VERSION"), "\n"));
    Status::Done
}

/// Prints the manual page of the program or of one of its commands.
pub(super) fn man(command: Option<&str>) -> anyhow::Result<Status> {
    let mut program = Arguments::command();
    program.build();
    let wanted = match command {
        None => program,
        Some(name) => {
            let found = program.find_subcommand(name).cloned();
            found.ok_or_else(|| anyhow!("there is no command `{name}`; `assemble --help` lists them"))?
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(wanted).render(&mut page).context("cannot make the manual page")?;
    print::result(&String::from_utf8_lossy(&page));
    Ok(Status::Done)
}
