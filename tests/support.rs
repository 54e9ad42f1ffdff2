//! What several tests need: the program as a process, and reports from the disk taken through the stages.

pub(crate) mod program;

use std::fs;
use std::path::{Path, PathBuf};

use assemble::{Judged, Request, Tools};

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Files and folders in a folder, in order.
pub(crate) fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// The names of files and folders in a folder, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    sorted(folder).iter().map(name).collect()
}

/// The example reports.
pub(crate) fn examples() -> Vec<PathBuf> {
    let mut paths = sorted(&root().join("specs/examples"));
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    assert!(paths.len() >= 2, "there are too few examples");
    paths
}

/// Calls `then` with the request for a report on the disk.
pub(crate) fn request<T>(path: &Path, then: impl FnOnce(&Request<'_>) -> T) -> T {
    let bytes = fs::read(path).expect("a report");
    let folder = path.parent().expect("a folder").to_owned();
    let read = |relative: &str| fs::read(folder.join(relative)).map_err(|error| error.to_string());
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    then(&Request { targets: assemble::Target::ALL.into(), ..Request::new(&name, &bytes, &read) })
}

/// A report taken through all stages but the writers.
pub(crate) fn judge(path: &Path) -> Judged {
    request(path, |request| assemble::judge(request, &mut Tools::new()).expect("our own files are whole"))
}

/// The two files of a report that has no errors.
pub(crate) fn files(path: &Path) -> assemble::Files {
    let assembled =
        request(path, |request| assemble::assemble(request, &mut Tools::new()).expect("our own files are whole"));
    let errors: Vec<&str> = assembled.judged.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assembled.files.unwrap_or_else(|| panic!("{} was refused: {errors:?}", path.display()))
}
