//! `assemble new`: writes a report to fill in.

use super::args::NewArguments;
use super::{Status, bodies, output, print};
use crate::report::new;

/// Writes the report; a file that is there already is left alone.
pub(super) fn run(arguments: &NewArguments) -> anyhow::Result<Status> {
    let profile = bodies::profile(&arguments.to)?;
    let name = arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    output::write_new(&arguments.file, new::report(&profile, &name).as_bytes())?;
    print::result(&format!("{}\n", arguments.file.display()));
    Ok(Status::Done)
}
