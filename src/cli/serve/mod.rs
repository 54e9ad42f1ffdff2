//! `assemble serve`: the page in a browser with the reports of the disk, served on this machine only.

mod disk;
mod guard;
mod http;
mod library;
mod server;
mod watching;

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::Context as _;

use super::args::ServeArguments;
use super::{Status, print};
use disk::Site;
use guard::Guard;
use library::Library;
use server::Server;
use watching::Listeners;

/// Serves until the program is ended.
pub(super) fn run(arguments: &ServeArguments) -> anyhow::Result<Status> {
    let site = Site::new(arguments.report.as_deref())?;
    // Never another address: what is served here is read by this machine alone.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port.unwrap_or(0)))
        .map_err(super::input::plain)
        .with_context(|| format!("cannot serve on port {}", arguments.port.unwrap_or(0)))?;
    let port = listener.local_addr().map_err(super::input::plain)?.port();
    let guard = Guard::new(port).context("cannot make the secret part of the address")?;
    let address = guard.address();
    let listeners = Listeners::default();
    let watcher = watching::start(site.clone(), listeners.clone())?;
    let library = Library::start(site, arguments.reading.font_dir.clone(), arguments.reading.controls(), watcher)?;
    print::result(&format!("{address}\n"));
    print::aside("The page is for this machine only, and for whoever has the address. Ctrl-C ends it.\n");
    if arguments.open && !open(&address) {
        print::aside("No browser could be started; open the address in one.\n");
    }
    Arc::new(Server::new(guard, library, listeners)).run(&listener);
    Ok(Status::Done)
}

/// Opens an address in the user's browser; false if there is none to start.
fn open(address: &str) -> bool {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
