//! `assemble bodies`: the bodies in a table, or what one of them asks for, each figure with its source.

use anyhow::{Context as _, anyhow};

use super::args::{BodiesArguments, PrintFormat};
use super::{Status, print};
use crate::diagnostic::did_you_mean;
use crate::facts::profile::{BodySummary, DateRow, Profile, bodies_table, dates_table};

/// Shows all bodies or one.
pub(super) fn run(arguments: &BodiesArguments) -> anyhow::Result<Status> {
    if arguments.dates {
        return dates(arguments);
    }
    let Some(id) = &arguments.id else { return all(arguments.print.format) };
    let profile = profile(id)?;
    match arguments.print.format {
        PrintFormat::Text => print::result(&profile.to_text()),
        PrintFormat::Json => print::json(&profile.details()),
    }
    Ok(Status::Done)
}

/// Shows what is known by date, of one body or of all.
fn dates(arguments: &BodiesArguments) -> anyhow::Result<Status> {
    let profiles = match &arguments.id {
        Some(id) => vec![profile(id)?],
        None => Profile::ids().map(profile).collect::<anyhow::Result<Vec<Profile>>>()?,
    };
    let rows: Vec<DateRow> = profiles.iter().flat_map(Profile::date_rows).collect();
    match arguments.print.format {
        PrintFormat::Text => print::result(&dates_table(&rows)),
        PrintFormat::Json => print::json(&rows),
    }
    Ok(Status::Done)
}

fn all(format: PrintFormat) -> anyhow::Result<Status> {
    let summaries =
        Profile::ids().map(|id| Ok(profile(id)?.summary())).collect::<anyhow::Result<Vec<BodySummary>>>()?;
    match format {
        PrintFormat::Text => print::result(&bodies_table(&summaries)),
        PrintFormat::Json => print::json(&summaries),
    }
    Ok(Status::Done)
}

/// The body of that name, or what to write instead.
pub(super) fn profile(id: &str) -> anyhow::Result<Profile> {
    Profile::load(id)?
        .ok_or_else(|| {
            let ids: Vec<&str> = Profile::ids().collect();
            // `hrc` is the beginning of two bodies, and only by chance near to a third.
            let begin: Vec<&str> =
                ids.iter().copied().filter(|known| !id.is_empty() && known.starts_with(id)).collect();
            let near = match begin.as_slice() {
                [] => did_you_mean(id, ids.iter().copied()).map(|near| format!("`{near}`")),
                begin => Some(begin.iter().map(|near| format!("`{near}`")).collect::<Vec<_>>().join(" or ")),
            };
            let near = near.map(|near| format!("did you mean {near}? "));
            anyhow!("{}the bodies are {}", near.unwrap_or_default(), ids.join(", "))
        })
        .with_context(|| format!("there is no body `{id}`"))
}
