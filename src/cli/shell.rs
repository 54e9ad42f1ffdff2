//! `assemble completions` and `assemble man`: what shells and manual readers need, from the arguments themselves.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::{self, Stdio};

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

/// Shows the manual page of the program or of one of its commands to people; into a pipe it goes as `man` reads it.
pub(super) fn man(command: Option<&str>) -> anyhow::Result<Status> {
    let mut program = Arguments::command();
    program.build();
    let mut wanted = match command {
        None => program,
        Some(name) => {
            let found = program.find_subcommand(name).cloned();
            found.ok_or_else(|| anyhow!("there is no command `{name}`; `assemble --help` lists them"))?
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(wanted.clone()).render(&mut page).context("cannot make the manual page")?;
    if !io::stdout().is_terminal() {
        print::result(&String::from_utf8_lossy(&page));
    } else if !READERS.iter().any(|(program, arguments)| is_shown(program, arguments, &page)) {
        print::result(&format!("{}\n", wanted.render_long_help()));
    }
    Ok(Status::Done)
}

/// The programs that show a manual page from their standard input: those of Linux, and of macOS and the BSDs.
const READERS: [(&str, &[&str]); 2] = [("man", &["-l", "-"]), ("mandoc", &["-a"])];

/// Whether this program was there and showed the page.
fn is_shown(program: &str, arguments: &[&str], page: &[u8]) -> bool {
    // One that has no such option says so to people who did not ask it.
    let child = process::Command::new(program).args(arguments).stdin(Stdio::piped()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = child else { return false };
    // Who leaves before the end of the page closes the pipe; that is not a failure.
    let written = child.stdin.take().map(|mut input| input.write_all(page));
    drop(written);
    child.wait().is_ok_and(|status| status.success())
}
