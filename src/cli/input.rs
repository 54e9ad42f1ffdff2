//! Reading: the report's bytes, and the files beside it that it names, never from outside its folder.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};

/// The largest file that is read: 50 MiB.
pub(super) const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// A report to build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Standard,
}

impl Input {
    /// From an argument: `-` is standard input.
    pub(super) fn new(path: &Path) -> Input {
        if path.as_os_str() == "-" { Input::Standard } else { Input::File(path.to_owned()) }
    }

    /// From all arguments: a folder stands for the reports in it, by name; folders in it are not looked into.
    pub(super) fn all(paths: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
        let mut inputs = Vec::new();
        for path in paths {
            if path.is_dir() {
                let context = || format!("cannot read the folder {}", path.display());
                let mut found = reports_in(path).with_context(context)?;
                if found.is_empty() {
                    bail!("the folder {} has no reports: their names end in .yaml", path.display());
                }
                found.sort();
                inputs.extend(found.into_iter().map(Input::File));
            } else {
                inputs.push(Input::new(path));
            }
        }
        Ok(inputs)
    }

    /// Its name in messages.
    pub(super) fn name(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Standard => "<standard input>".to_owned(),
        }
    }

    /// Its path; of standard input the name in messages.
    pub(super) fn path(&self) -> PathBuf {
        match self {
            Input::File(path) => path.clone(),
            Input::Standard => PathBuf::from(self.name()),
        }
    }

    /// The folder its files are looked for in.
    pub(super) fn folder(&self) -> PathBuf {
        match self {
            Input::File(path) => match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
                Some(_) | None => PathBuf::from("."),
            },
            Input::Standard => PathBuf::from("."),
        }
    }

    /// Its bytes.
    pub(super) fn read(&self) -> anyhow::Result<Vec<u8>> {
        match self {
            Input::File(path) => read_limited(path),
            Input::Standard => read_standard(),
        }
        .with_context(|| format!("cannot read {}", self.name()))
    }
}

fn reports_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(plain)? {
        let path = entry.map_err(plain)?.path();
        if path.extension().is_some_and(|ending| ending == "yaml") && path.is_file() {
            // The folder the program runs in goes without saying.
            found.push(path.strip_prefix(".").map_or(path.clone(), Path::to_owned));
        }
    }
    Ok(found)
}

fn read_standard() -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(plain)?;
    if bytes.len() as u64 > LARGEST_FILE {
        bail!("it is larger than 50 MB");
    }
    Ok(bytes)
}

/// The bytes of a file that a report names, relative to the report's folder. Symbolic links are followed; what they
/// lead to must be inside the folder too.
pub(super) fn read_beside(folder: &Path, relative: &str) -> anyhow::Result<Vec<u8>> {
    let real = folder.join(relative).canonicalize().map_err(plain)?;
    let real_folder = folder.canonicalize().map_err(plain)?;
    if !real.starts_with(&real_folder) {
        bail!("it is a link that leads out of the report's folder");
    }
    read_limited(&real)
}

/// The bytes of a file of the program or of an earlier run, however large.
#[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads files")]
pub(super) fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// How often a file that changes while it is read is read again.
const ATTEMPTS: usize = 3;

/// Why a file that changes all the time is not used.
pub(super) const IS_CHANGING: &str = "another program is writing it; save it and run this again";

fn read_limited(path: &Path) -> anyhow::Result<Vec<u8>> {
    for _ in 0..ATTEMPTS {
        let before = fs::metadata(path).map_err(plain)?;
        if before.is_dir() {
            bail!("it is a folder, not a file");
        }
        // Opening a pipe or a device can wait for ever.
        if !before.is_file() {
            bail!("it is a pipe or a device, not a file; `-` reads a report from standard input");
        }
        if before.len() > LARGEST_FILE {
            bail!("it is larger than 50 MB");
        }
        #[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads files")]
        let file = fs::File::open(path).map_err(plain)?;
        let mut bytes = Vec::new();
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(plain)?;
        if bytes.len() as u64 > LARGEST_FILE {
            bail!("it is larger than 50 MB");
        }
        let after = fs::metadata(path).map_err(plain)?;
        if before.modified().ok() == after.modified().ok() && before.len() == after.len() {
            return Ok(bytes);
        }
    }
    bail!(IS_CHANGING)
}

/// An error of the system in plain words, without its number.
pub(super) fn plain(error: io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::NotFound => anyhow!("there is no such file"),
        io::ErrorKind::PermissionDenied => anyhow!("permission denied"),
        io::ErrorKind::StorageFull => anyhow!("the disk is full"),
        io::ErrorKind::ReadOnlyFilesystem => anyhow!("the disk is read-only"),
        _ => {
            let text = error.to_string();
            anyhow!("{}", text.split(" (os error").next().unwrap_or(&text).to_lowercase())
        }
    }
}
