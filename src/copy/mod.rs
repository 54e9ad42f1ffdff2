//! From a Word file to a copy of it with a few parts changed; all others are copied as they are, byte for byte.

mod clean;
mod comments;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

pub use clean::{Cleaned, clean};
pub use comments::{Remark, with_comments};

/// Why there is no copy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] crate::read::word::Unreadable),
    /// The copy cannot be put together.
    #[error("the copy cannot be written: {0}")]
    Zip(String),
    /// The copy does not say what the file says; that is a mistake of this program.
    #[error(
        "the copy would not have the same words as the file, so it is not written; this is a mistake of the program"
    )]
    OtherWords,
}

impl From<zip::result::ZipError> for CopyError {
    fn from(error: zip::result::ZipError) -> CopyError {
        CopyError::Zip(error.to_string())
    }
}

/// The parts that are written anew; `None` leaves a part out.
pub(crate) type Parts = BTreeMap<String, Option<Vec<u8>>>;

/// Whether the dates of the parts that are copied stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dates {
    /// They do.
    Kept,
    /// They do not.
    Removed,
}

/// A copy with other parts.
pub(crate) fn copy(bytes: &[u8], mut parts: Parts, dates: Dates) -> Result<Vec<u8>, CopyError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at)?;
        match parts.remove(file.name()) {
            None if dates == Dates::Kept => writer.raw_copy_file(file)?,
            None => writer.raw_copy_file_touch(file, DateTime::default(), Some(0o644))?,
            Some(None) => {}
            Some(Some(new)) => add(&mut writer, file.name(), &new)?,
        }
    }
    for (name, new) in parts {
        if let Some(new) = new {
            add(&mut writer, &name, &new)?;
        }
    }
    Ok(writer.finish()?.into_inner())
}

fn add(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), CopyError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    writer.start_file(name, options)?;
    writer.write_all(bytes).map_err(|error| CopyError::Zip(error.to_string()))
}

/// A text with pieces put in or put in the place of others, by their bytes.
pub(crate) fn edited(text: &str, mut edits: Vec<(std::ops::Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut new = String::with_capacity(text.len() + 1_024);
    let mut at = 0;
    for (range, put) in edits {
        if range.start < at {
            continue;
        }
        new.push_str(&text[at..range.start]);
        new.push_str(&put);
        at = range.end;
    }
    new + &text[at..]
}
