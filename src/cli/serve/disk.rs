//! The reports that are served: one, or those of a folder, and the files beside them; never anything outside the folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::answer::File;
use crate::cli::input::{Input, plain, read_beside};
use crate::cli::output::write_over;
use crate::cli::record::sha256;

/// What is served.
#[derive(Clone, Debug)]
pub(super) struct Site {
    folder: PathBuf,
    /// The report that the program was started with.
    report: Option<String>,
}

impl Site {
    /// From the argument: a report, a folder, or nothing.
    pub(super) fn new(path: Option<&Path>) -> anyhow::Result<Site> {
        let Some(path) = path else { return Ok(Site { folder: PathBuf::from("."), report: None }) };
        if path.is_dir() {
            return Ok(Site { folder: path.to_owned(), report: None });
        }
        let input = Input::new(path);
        if input == Input::Standard {
            bail!("standard input (`-`) cannot be served: the page reads the report again and again");
        }
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("{} has a name that is not Unicode", path.display()))?;
        let site = Site { folder: input.folder(), report: Some(name.to_owned()) };
        site.open(name).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(site)
    }

    /// The report that the program was started with.
    pub(super) fn single(&self) -> Option<&str> {
        self.report.as_deref()
    }

    /// The reports of the folder, by name.
    pub(super) fn reports(&self) -> anyhow::Result<Vec<String>> {
        if let Some(report) = &self.report {
            return Ok(vec![report.clone()]);
        }
        let mut names = Vec::new();
        let entries = fs::read_dir(&self.folder).map_err(plain);
        for entry in entries.with_context(|| format!("cannot read the folder {}", self.folder.display()))?.flatten() {
            let is_report = entry.path().extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
            if let Some(name) = entry.file_name().to_str().filter(|_| is_report && entry.path().is_file()) {
                names.push(name.to_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    /// The path of a file below the folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A file below the folder, by the rules of files that a report names.
    pub(super) fn read(&self, name: &str) -> anyhow::Result<Vec<u8>> {
        let is_below = Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !is_below {
            bail!("it is not in the report's folder");
        }
        read_beside(&self.folder, name)
    }

    /// A report and its version.
    pub(super) fn open(&self, name: &str) -> anyhow::Result<(File, String)> {
        self.refuse_others(name)?;
        let bytes = self.read(name)?;
        let version = sha256(&bytes);
        Ok((File { name: name.to_owned(), bytes }, version))
    }

    /// Writes a report, whole or not at all, and gives its new version; `None`: it is not the version that was expected.
    pub(super) fn write(&self, name: &str, expects: &str, bytes: &[u8]) -> anyhow::Result<Option<String>> {
        let (_, version) = self.open(name)?;
        if version != expects {
            return Ok(None);
        }
        // Behind a link, the file it leads to is written.
        let path = self.path(name).canonicalize().map_err(plain)?;
        let permissions = fs::metadata(&path).map_err(plain)?.permissions();
        write_over(&path, bytes)?;
        fs::set_permissions(&path, permissions).map_err(plain)?;
        Ok(Some(sha256(bytes)))
    }

    /// Only the reports that are offered are read and written.
    fn refuse_others(&self, name: &str) -> anyhow::Result<()> {
        let is_one = match &self.report {
            Some(report) => report == name,
            None => self.reports()?.iter().any(|report| report == name),
        };
        if !is_one {
            bail!("{name} is not one of the reports that are served");
        }
        Ok(())
    }
}
