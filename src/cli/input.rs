//! Reading: the report's bytes, and the files beside it that it names, never from outside its folder.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

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

    /// Its name in messages.
    pub(super) fn name(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Standard => "<standard input>".to_owned(),
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
    pub(super) fn read(&self) -> Result<Vec<u8>, String> {
        match self {
            Input::File(path) => {
                read_limited(path).map_err(|reason| format!("cannot read {}: {reason}", path.display()))
            }
            Input::Standard => {
                let mut bytes = Vec::new();
                io::stdin()
                    .lock()
                    .take(LARGEST_FILE + 1)
                    .read_to_end(&mut bytes)
                    .map_err(|error| format!("cannot read standard input: {}", reason(&error)))?;
                if bytes.len() as u64 > LARGEST_FILE {
                    return Err("cannot read standard input: it is larger than 50 MiB".to_owned());
                }
                Ok(bytes)
            }
        }
    }
}

/// The bytes of a file that a report names, relative to the report's folder. Symbolic links are followed; what they
/// lead to must be inside the folder too.
pub(super) fn read_beside(folder: &Path, relative: &str) -> Result<Vec<u8>, String> {
    let wanted = folder.join(relative);
    let real = wanted.canonicalize().map_err(|error| reason(&error))?;
    let real_folder = folder.canonicalize().map_err(|error| reason(&error))?;
    if !real.starts_with(&real_folder) {
        return Err("it is a link that leads out of the report's folder".to_owned());
    }
    read_limited(&real)
}

#[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads files")]
fn read_limited(path: &Path) -> Result<Vec<u8>, String> {
    let metadata = fs::metadata(path).map_err(|error| reason(&error))?;
    if metadata.is_dir() {
        return Err("it is a folder, not a file".to_owned());
    }
    if metadata.len() > LARGEST_FILE {
        return Err("it is larger than 50 MiB".to_owned());
    }
    fs::read(path).map_err(|error| reason(&error))
}

/// An error of the system in plain words, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
