//! Writing: where the files go, and how they get there whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use tempfile::NamedTempFile;

use super::input::{IS_CHANGING, Input, plain, read_whole};

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
        Destination { folder: out_dir.to_owned(), stem, cover_page }
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name without ending.
    pub(super) fn stem(&self) -> &str {
        &self.stem
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

    /// Writes files of this place: all of them to temporary files in the folder first, then each is renamed to its name.
    pub(super) fn write(&self, files: &[(PathBuf, Vec<u8>)]) -> anyhow::Result<()> {
        fs::create_dir_all(&self.folder)
            .map_err(plain)
            .with_context(|| format!("cannot make the folder {}", self.folder.display()))?;
        let mut ready = Vec::new();
        for (path, bytes) in files {
            may_replace(path).with_context(|| format!("cannot write {}", path.display()))?;
            let file = temporary(&self.folder, bytes).with_context(|| format!("cannot write {}", path.display()))?;
            ready.push((file, path));
        }
        for (file, path) in ready {
            file.persist(path)
                .map_err(|error| plain(error.error))
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

/// The bytes in a temporary file, on the disk.
fn temporary(folder: &Path, bytes: &[u8]) -> anyhow::Result<NamedTempFile> {
    let mut file = temporary_in(folder).map_err(plain)?;
    file.write_all(bytes).map_err(plain)?;
    file.as_file().sync_all().map_err(plain)?;
    Ok(file)
}

/// Writes a file, whole or not at all, in place of one that may be there.
pub(super) fn write_over(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    may_replace(path).with_context(context)?;
    let file = temporary(folder_of(path), bytes).with_context(context)?;
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
        let file = temporary(folder_of(&real), after).with_context(context)?;
        let mode = fs::metadata(&real).map_err(plain).with_context(context)?.permissions();
        file.as_file().set_permissions(mode).map_err(plain).with_context(context)?;
        if read_whole(&real).map_err(plain).with_context(context)? != before {
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

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a file that may not be there yet, whole or not at all.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    let file = temporary(folder_of(path), bytes).with_context(context)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(failure) if failure.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(anyhow!("it is there already; choose another name")).with_context(context)
        }
        Err(failure) => Err(plain(failure.error)).with_context(context),
    }
}

const PREFIX: &str = ".assemble-";

/// Refuses to write over a file that is read or written as something else, also by way of a link.
pub(super) fn refuse_over(path: &Path, others: impl IntoIterator<Item = PathBuf>) -> anyhow::Result<()> {
    let real = |path: &Path| {
        let in_folder = || Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?));
        path.canonicalize().ok().or_else(in_folder)
    };
    let own = real(path);
    match others.into_iter().find(|other| own.is_some() && real(other) == own) {
        Some(other) => bail!("cannot write {}: it is {}, which is needed as it is", path.display(), other.display()),
        None => Ok(()),
    }
}

/// Whether the file that stands at an output's place may be replaced: the rename would not ask.
fn may_replace(path: &Path) -> anyhow::Result<()> {
    let Ok(old) = fs::metadata(path) else { return Ok(()) };
    if old.is_dir() {
        bail!("a folder has that name");
    }
    if !old.is_file() {
        bail!("what has that name is no file");
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
    builder.prefix(PREFIX);
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

/// Removes temporary files that a killed run has left in a folder. One that is locked belongs to a run that lives.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let Ok(file) = fs::OpenOptions::new().write(true).open(entry.path()) else { continue };
        if file.try_lock().is_ok() {
            // A file that cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
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
    if stem.is_empty() { "report".to_owned() } else { stem }
}

/// Refuses inputs that would write the same files, before anything is written.
pub(super) fn refuse_collisions<'a>(jobs: impl Iterator<Item = (&'a Input, &'a Destination)>) -> anyhow::Result<()> {
    let mut seen: BTreeMap<String, &Input> = BTreeMap::new();
    for (input, destination) in jobs {
        let folder = destination.folder.canonicalize().unwrap_or_else(|_| destination.folder.clone());
        for stem in destination.stems() {
            // File systems of Windows and macOS take names that differ in case only for one name.
            let key = folder.join(stem).to_string_lossy().to_lowercase();
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
    use super::stem_of_title;

    #[test]
    fn a_title_becomes_a_short_file_name() {
        assert_eq!(stem_of_title("Water & housing: E/C.12/73"), "Water-housing-E-C-12-73");
        assert_eq!(stem_of_title("…"), "report");
        assert!(stem_of_title(&"word ".repeat(40)).chars().count() <= 60);
    }
}
