//! Reading: the report's bytes, and the files beside it that it names, never from outside its folder.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use sha2::{Digest as _, Sha256};

use super::mistyped;
use crate::read::LARGEST_TEXT;

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

    /// From all arguments: a folder stands for the reports in it, by name; folders in it are not looked into. A pattern
    /// such as `reports/*.yaml` stands for the files it fits, where the shell did not replace it.
    pub(super) fn all(paths: &[PathBuf], which: Which) -> anyhow::Result<Vec<Input>> {
        let mut inputs = Vec::new();
        for path in paths {
            if path.is_dir() {
                let context = || format!("cannot read the folder {}", path.display());
                let mut found = reports_in(path).with_context(context)?;
                if found.is_empty() {
                    bail!("the folder {} has no reports: their names end in .yaml or .yml", path.display());
                }
                found.sort();
                inputs.extend(found.into_iter().map(Input::File));
            } else if let Some(found) = fitting(path)? {
                inputs.extend(found.into_iter().map(Input::File));
            } else {
                mistyped::refuse_word(path)?;
                inputs.push(Input::new(path));
            }
        }
        if which == Which::OnlyReports {
            inputs.retain(Input::may_be_report);
        }
        Ok(inputs)
    }

    /// Whether it has the key that every report has. What cannot be read is left to those who say why.
    fn may_be_report(&self) -> bool {
        let Input::File(path) = self else { return true };
        let Ok(bytes) = read_limited(path) else { return true };
        let text = String::from_utf8_lossy(&bytes);
        text.lines().any(|line| {
            let key = line.split_once(':').map_or("", |(key, _)| key.trim_matches(['"', '\'', ' ', '\u{FEFF}']));
            key.eq_ignore_ascii_case("submitted_to")
        })
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
        let read = match self {
            Input::File(path) => {
                mistyped::refuse_name(path)?;
                read_limited(path)
            }
            Input::Standard => read_standard(),
        };
        // What is larger than all texts may be is refused anyway, or is a Word file, which is mostly pictures.
        let enough = |bytes: Vec<u8>| match super::has_memory(bytes.len().min(LARGEST_TEXT)) {
            true => Ok(bytes),
            false => Err(anyhow!("the system gives this program too little memory for it")),
        };
        read.and_then(enough).with_context(|| format!("cannot read {}", self.name()))
    }
}

/// Which of the files that are named are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// All.
    All,
    /// Those that are reports: other YAML files are passed over.
    OnlyReports,
}

impl Which {
    /// From the option `--only-reports`.
    pub(super) fn new(only_reports: bool) -> Which {
        if only_reports { Which::OnlyReports } else { Which::All }
    }
}

fn reports_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(plain)? {
        let path = entry.map_err(plain)?.path();
        if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") && path.is_file() {
            found.push(without_dot(path));
        }
    }
    Ok(found)
}

/// The folder that the program runs in goes without saying.
pub(super) fn without_dot(path: PathBuf) -> PathBuf {
    path.strip_prefix(".").map_or(path.clone(), Path::to_owned)
}

/// The files that a pattern fits, by name; `None` if the path is a file or not a pattern.
fn fitting(path: &Path) -> anyhow::Result<Option<Vec<PathBuf>>> {
    let Some(pattern) = path.to_str().filter(|text| text.contains(['*', '?', '['])) else { return Ok(None) };
    if fs::symlink_metadata(path).is_ok() {
        return Ok(None);
    }
    let Ok(paths) = glob::glob(pattern) else { return Ok(None) };
    let found: Vec<PathBuf> = paths.filter_map(Result::ok).filter(|path| path.is_file()).map(without_dot).collect();
    if found.is_empty() {
        mistyped::refuse_option(pattern)?;
        bail!("no file matches {pattern}");
    }
    Ok(Some(found))
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

/// The largest font file that is read: 100 MB.
const LARGEST_FONT: u64 = 100_000_000;

/// The bytes of a font file.
pub(super) fn read_font(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path, LARGEST_FONT)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a small file that an earlier run has left.
pub(super) fn read_record(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path, LARGEST_FILE)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The largest file whose content is compared: 1 GB.
const LARGEST_COMPARED: u64 = 1_000_000_000;

/// The SHA-256 of a file's bytes, in hexadecimal digits. The file is not held in memory.
pub(super) fn hash_of(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut open_regular(path, LARGEST_COMPARED)?, &mut Hashing(&mut hasher))?;
    Ok(hex(&hasher.finalize()))
}

/// Feeds a hash.
struct Hashing<'a>(&'a mut Sha256);

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file that is neither a pipe nor a device, which could be waited for without end, nor larger than this.
fn open_regular(path: &Path, largest: u64) -> io::Result<io::Take<fs::File>> {
    let before = fs::metadata(path)?;
    if !before.is_file() || before.len() > largest {
        return Err(io::Error::from(io::ErrorKind::Unsupported));
    }
    #[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads files")]
    let file = fs::File::open(path)?;
    Ok(file.take(largest))
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
