//! Writing: where the files go, and how they get there whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use tempfile::NamedTempFile;
use unicode_normalization::UnicodeNormalization as _;

use super::input::{IS_CHANGING, Input, plain, read_record};
use crate::Target;

/// Where the files of one report go: a folder and a name without ending.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Destination {
    folder: PathBuf,
    stem: String,
    /// The name of the cover page, where it is a file of its own.
    cover_page: Option<String>,
}

impl Destination {
    /// The place of a report's files; `None` for standard input, whose name is the report's title.
    pub(super) fn of_file(input: &Input, out_dir: Option<&Path>) -> Option<Destination> {
        let Input::File(path) = input else { return None };
        let stem = path.file_stem()?.to_string_lossy().into_owned();
        Some(Destination { folder: out_dir.map_or_else(|| input.folder(), Path::to_owned), stem, cover_page: None })
    }

    /// The place of the files of a report from standard input.
    pub(super) fn of_title(title: &str, out_dir: &Path) -> Destination {
        Destination { folder: out_dir.to_owned(), stem: stem_of_title(title), cover_page: None }
    }

    /// The place of files with a given name, and of a cover page with another.
    pub(super) fn named(out_dir: &Path, stem: String, cover_page: Option<String>) -> Destination {
        let cover_page = cover_page.map(allowed);
        Destination { folder: out_dir.to_owned(), stem: allowed(stem), cover_page }
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file with this ending.
    pub(super) fn file(&self, ending: &str) -> PathBuf {
        self.path(&self.stem, ending)
    }

    /// The Word file of the cover page, where it is a file of its own.
    pub(super) fn cover_page(&self) -> Option<PathBuf> {
        self.cover_page.as_ref().map(|stem| self.path(stem, "docx"))
    }

    fn path(&self, stem: &str, ending: &str) -> PathBuf {
        let name = format!("{stem}.{ending}");
        // The folder the program runs in goes without saying.
        if self.folder == Path::new(".") { PathBuf::from(name) } else { self.folder.join(name) }
    }

    /// The names, without endings, under which files are written.
    fn stems(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.stem).chain(&self.cover_page)
    }

    /// Writes files of this place, and what is kept of the build beside them. All of them are written whole to temporary
    /// files first, so that a full disk leaves the old ones as they were; then each is renamed to its name.
    pub(super) fn write(&self, files: &[(PathBuf, Vec<u8>)]) -> anyhow::Result<()> {
        make_folder(&self.folder)?;
        let mut ready = Vec::new();
        for (path, bytes) in files {
            may_replace(path).with_context(|| format!("cannot write {}", path.display()))?;
            let file = temporary(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
            ready.push((file, path));
        }
        let mut written: Vec<&Path> = Vec::new();
        for (file, path) in ready {
            file.persist(path).map_err(|error| plain(error.error)).with_context(|| only_some(path, &written))?;
            written.push(path);
        }
        Ok(())
    }

    /// Every file that a build can write for this place, without what is kept for later builds.
    pub(super) fn all_files(&self) -> impl Iterator<Item = PathBuf> {
        Target::ALL.map(|target| self.file(target.ending())).into_iter().chain(self.cover_page())
    }

    /// The file that `--changed` keeps beside the outputs.
    pub(super) fn kept(&self) -> PathBuf {
        self.path(&format!(".{}.assemble", self.stem), "json")
    }
}

/// That a file could not be written after others of the same report were.
fn only_some(path: &Path, written: &[&Path]) -> String {
    let new: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
    match new.as_slice() {
        [] => format!("cannot write {}", path.display()),
        new => {
            format!("cannot write {}, which is still the old file; these are new: {}", path.display(), new.join(", "))
        }
    }
}

/// Makes a folder, and those above it, where they are missing.
pub(super) fn make_folder(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).map_err(plain).with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// The bytes of a file in a temporary file beside it, on the disk.
fn temporary(path: &Path, bytes: &[u8]) -> anyhow::Result<NamedTempFile> {
    let mut file = temporary_in(folder_of(path)).map_err(plain)?;
    file.write_all(bytes).map_err(plain)?;
    // What only its owner may read stays so.
    if let Ok(old) = fs::metadata(path) {
        file.as_file().set_permissions(old.permissions()).map_err(plain)?;
    }
    file.as_file().sync_all().map_err(plain)?;
    Ok(file)
}

/// Writes a file, whole or not at all, in place of one that may be there.
pub(super) fn write_over(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    may_replace(path).with_context(context)?;
    let file = temporary(path, bytes).with_context(context)?;
    file.persist(path).map_err(|failure| plain(failure.error)).with_context(context)?;
    Ok(())
}

/// A file that is there and gets another content.
pub(super) struct Replaced<'a> {
    pub(super) path: PathBuf,
    /// What it held when it was read.
    pub(super) before: &'a [u8],
    pub(super) after: &'a [u8],
}

/// Writes files in place of those that are there, with the modes of those: all of them to temporary files first, then
/// each is renamed to its name. Of a link, the file that it leads to is replaced. If one of the files is not what it was
/// when it was read, all stay as they are.
pub(super) fn replace_all<'a>(files: impl Iterator<Item = Replaced<'a>>) -> anyhow::Result<()> {
    let mut ready = Vec::new();
    for Replaced { path, before, after } in files {
        let context = || format!("cannot write {}", path.display());
        let real = path.canonicalize().map_err(plain).with_context(context)?;
        may_replace(&real).with_context(context)?;
        let file = temporary(&real, after).with_context(context)?;
        if read_record(&real).map_err(plain).with_context(context)? != before {
            return Err(anyhow!(IS_CHANGING)).with_context(context);
        }
        ready.push((file, real));
    }
    for (file, path) in ready {
        let context = || format!("cannot write {}", path.display());
        file.persist(&path).map_err(|failure| plain(failure.error)).with_context(context)?;
    }
    Ok(())
}

/// Whether a file can be written here later: what prevents it is told before anything else is written.
pub(super) fn check_place(path: &Path) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    if fs::symlink_metadata(path).is_ok_and(|old| old.file_type().is_symlink()) {
        return Err(anyhow!("it is a link; name the file itself")).with_context(context);
    }
    may_replace(path).with_context(context)?;
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(anyhow!("there is no folder {}", folder.display())).with_context(context);
    }
    temporary_in(folder).map_err(plain).with_context(context)?;
    Ok(())
}

/// The folder of a file, as it was typed.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a file that may not be there yet, whole or not at all.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    let folder = folder_of(path);
    fs::create_dir_all(folder)
        .map_err(plain)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let file = temporary(path, bytes).with_context(context)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(failure) if failure.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(anyhow!("it already exists; choose another name")).with_context(context)
        }
        Err(failure) => Err(plain(failure.error)).with_context(context),
    }
}

/// A temporary file is called `.assemble-`, twelve letters or digits, and `.part`.
const PREFIX: &str = ".assemble-";
const RANDOM: usize = 12;
const SUFFIX: &str = ".part";

/// Whether a file has the name of a temporary file of this program.
fn is_temporary(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Refuses to write over a file that is read or written as something else, also by way of a link.
pub(super) fn refuse_over(path: &Path, others: impl IntoIterator<Item = PathBuf>) -> anyhow::Result<()> {
    let own = real(path);
    match others.into_iter().find(|other| own.is_some() && real(other) == own) {
        Some(other) => bail!("cannot write {}: it is {}, an input or another output", path.display(), other.display()),
        None => Ok(()),
    }
}

/// The path without links; of a file that is not there yet, its folder's.
pub(super) fn real(path: &Path) -> Option<PathBuf> {
    let in_folder = || Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(in_folder)
}

/// Whether the file that stands at an output's place may be replaced: the rename would not ask.
fn may_replace(path: &Path) -> anyhow::Result<()> {
    let Ok(old) = fs::metadata(path) else { return Ok(()) };
    if old.is_dir() {
        bail!("a folder has that name");
    }
    if !old.is_file() {
        bail!("something other than a file has that name");
    }
    if old.permissions().readonly() {
        bail!("the old file is read-only, and stays as it was");
    }
    Ok(())
}

/// A temporary file that takes the usual permissions of a new file, not those of a secret.
///
/// It is locked as long as this program lives: what is not locked belongs to nobody (see [`sweep`]). Where a file
/// system has no locks, none is taken and nothing is swept.
fn temporary_in(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(RANDOM).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    loop {
        let file = builder.tempfile_in(folder)?;
        let locked = file.as_file().lock().is_ok();
        // Another run may have swept it away before it was locked.
        if !locked || file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes temporary files that a killed run has left in a folder. One that is locked belongs to a run that is alive,
/// and one that is an input of this run belongs to the author.
pub(super) fn sweep(folder: &Path, inputs: &[PathBuf]) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_ours = is_temporary(&entry.file_name().to_string_lossy());
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        if inputs.iter().any(|input| real(input) == real(&path)) {
            continue;
        }
        let Ok(file) = fs::OpenOptions::new().write(true).open(&path) else { continue };
        if file.try_lock().is_ok() {
            // A file that cannot be removed does no harm.
            let _ = fs::remove_file(&path);
        }
    }
}

/// A file name from a title: its letters and digits, joined by hyphens, at most 60 characters.
fn stem_of_title(title: &str) -> String {
    let mut stem = String::new();
    for word in title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if stem.chars().count() + word.chars().count() > 60 {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.push_str(word);
    }
    if stem.is_empty() { "report".to_owned() } else { allowed(stem) }
}

/// The name, or another where Windows keeps it for a device (Microsoft, Naming Files, Paths, and Namespaces).
fn allowed(stem: String) -> String {
    let before_dot = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |name: &str| {
        let number = before_dot.strip_prefix(name).unwrap_or_default();
        matches!(number, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "\u{b9}" | "\u{b2}" | "\u{b3}")
    };
    let is_kept = matches!(before_dot.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT");
    if is_kept { format!("report-{stem}") } else { stem }
}

/// Refuses inputs that would write the same files, before anything is written.
pub(super) fn refuse_collisions<'a>(jobs: impl Iterator<Item = (&'a Input, &'a Destination)>) -> anyhow::Result<()> {
    let mut seen: BTreeMap<String, &Input> = BTreeMap::new();
    for (input, destination) in jobs {
        let folder = destination.folder.canonicalize().unwrap_or_else(|_| destination.folder.clone());
        for stem in destination.stems() {
            // File systems of Windows and macOS take names that differ in case only, or in the way their accents are
            // coded, for one name.
            let key: String = folder.join(stem).to_string_lossy().to_lowercase().nfc().collect();
            if let Some(first) = seen.insert(key, input) {
                bail!(
                    "{} and {} would both write {}; give one of them another name",
                    first.name(),
                    input.name(),
                    destination.path(stem, "docx").display()
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{allowed, is_temporary, stem_of_title};

    #[test]
    fn only_names_that_this_program_makes_are_its_own() {
        assert!(is_temporary(".assemble-a1B2c3d4E5f6.part"));
        for name in
            [".assemble-notes.md", ".assemble-config", ".assemble-a1B2c3d4E5f6", ".assemble-a1B2c3.part", "x.part"]
        {
            assert!(!is_temporary(name), "{name}");
        }
    }

    #[test]
    fn names_that_windows_keeps_for_devices_are_not_used() {
        for name in ["CON", "nul", "Com1", "lpt9", "aux.x"] {
            assert_eq!(allowed(name.to_owned()), format!("report-{name}"));
        }
        for name in ["CONTEXT", "COM", "COM10", "report"] {
            assert_eq!(allowed(name.to_owned()), name);
        }
    }

    #[test]
    fn a_title_becomes_a_short_file_name() {
        assert_eq!(stem_of_title("Water & housing: E/C.12/73"), "Water-housing-E-C-12-73");
        assert_eq!(stem_of_title("…"), "report");
        assert!(stem_of_title(&"word ".repeat(40)).chars().count() <= 60);
    }
}
