//! `assemble new`: writes a report to fill in.

use anyhow::bail;

use super::args::NewArguments;
use super::{Status, bodies, output, print};
use crate::diagnostic::visible_line;
use crate::report::new;

/// Writes the report; an existing file is left alone.
pub(super) fn run(arguments: &NewArguments) -> anyhow::Result<Status> {
    if !arguments.file.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
        let name = arguments.file.with_extension("yaml");
        bail!("a report is a YAML file: give it a name such as {}", name.display());
    }
    let profile = bodies::profile(&arguments.to)?;
    let name =
        arguments.file.file_name().map(|name| visible_line(&name.to_string_lossy()).into_owned()).unwrap_or_default();
    output::write_new(&arguments.file, new::report(&profile, &name).as_bytes())?;
    print::result(&format!("{}\n", arguments.file.display()));
    Ok(Status::Done)
}
