//! What was probably meant by a word of the command line that names no file. Nothing is written before it is answered.

use std::fs;
use std::path::Path;

use anyhow::bail;

use super::input::without_dot;
use super::parse::{command_names, option_meant};
use crate::diagnostic::did_you_mean;

/// Dashes as word processors make them of hyphens.
const DASHES: [char; 4] = ['—', '–', '−', '‐'];

/// Refuses a word that is not a file and was probably meant as an option, another file or a command.
pub(super) fn refuse_word(path: &Path) -> anyhow::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(());
    }
    let typed = path.to_str().unwrap_or("");
    refuse_option(typed)?;
    refuse_name(path)?;
    let Some(word) = Some(typed).filter(|word| !word.contains(['.', '/', '\\']) && *word != "-") else {
        return Ok(());
    };
    if matches!(word, "build" | "make" | "compile" | "convert" | "run") {
        bail!("there is no command and no file named {word}: to build, write `assemble` and the name of the report");
    }
    if let Some(report) =
        [".yaml", ".yml"].iter().map(|end| format!("{word}{end}")).find(|name| Path::new(name).is_file())
    {
        bail!("there is no command and no file named {word}: did you mean {report}?");
    }
    let commands = command_names();
    if let Some(near) = did_you_mean(word, commands.iter().map(String::as_str)) {
        bail!("there is no command and no file named {word}: did you mean `assemble {near}`?");
    }
    match option_meant(word) {
        Some(option) => bail!("there is no file named {word}: did you mean the option `{option}`?"),
        None => bail!("there is no file named {word}; `assemble help` shows the commands"),
    }
}

/// Refuses an option as old systems had them, `/pdf`, or with a dash as word processors make them, `—pdf`.
pub(super) fn refuse_option(typed: &str) -> anyhow::Result<()> {
    let Some(word) = typed.strip_prefix('/').or_else(|| typed.strip_prefix(DASHES)) else { return Ok(()) };
    let word = word.trim_start_matches('-').trim_start_matches(DASHES);
    match option_meant(word) {
        Some(option) => bail!("there is no file named {typed}: did you mean the option `{option}`?"),
        None => Ok(()),
    }
}

/// Refuses the name of a file that is not there, where one file beside it has nearly the same name.
pub(super) fn refuse_name(path: &Path) -> anyhow::Result<()> {
    match near_file(path) {
        Some(near) if fs::symlink_metadata(path).is_err() => {
            bail!("there is no file named {}: did you mean {near}?", path.display())
        }
        Some(_) | None => Ok(()),
    }
}

/// The one file of the same folder whose name differs in its capitals or in its ending: `.yml` for `.yaml`, `.doc` for
/// `.docx`, or the `.txt` that some editors add and some systems do not show.
fn near_file(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = plain(path.file_name()?.to_str()?);
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let mut near = entries.filter(|entry| entry.file_name().to_str().is_some_and(|name| plain(name) == wanted));
    let found = near.next().filter(|entry| near.next().is_none() && entry.path().is_file())?;
    without_dot(folder.join(found.file_name())).to_str().map(str::to_owned)
}

/// A name of a file without what is often mistyped in it.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    let stem = |ending: &str| name.strip_suffix(ending);
    if let Some(stem) = stem(".yaml.txt").or(stem(".yml.txt")).or(stem(".yml")) {
        return format!("{stem}.yaml");
    }
    stem(".doc").map_or(name.clone(), |stem| format!("{stem}.docx"))
}
