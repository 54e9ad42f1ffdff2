//! Copies a Word file with a few parts changed; all others are copied as they are, byte for byte.

mod clean;
mod comments;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::read::word::{UNPACKED, Unreadable};

pub(crate) use clean::without_programs;
pub use clean::{Cleaned, clean};
pub use comments::{Remark, with_comments};

/// Why there is no copy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The copy cannot be put together.
    #[error("the copy cannot be written: {0}")]
    Zip(String),
    /// The copy does not say what the file says.
    #[error(
        "the copy would not have the same words as the file, so it is not written: the file has words where Word does not write any; open it in Word, save it, and try again"
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
    let mut left = UNPACKED;
    for at in 0..archive.len() {
        let name = archive.by_index_raw(at)?.name().to_owned();
        let Some(change) = parts.remove(&name) else {
            let content = unpacked(&mut archive, at, &name, left)?;
            left -= content.len() as u64;
            match dates {
                Dates::Kept => writer.raw_copy_file(archive.by_index_raw(at)?)?,
                // Written anew, so that the container's own fields and comments do not come along either.
                Dates::Removed => add(&mut writer, &name, &content)?,
            }
            continue;
        };
        if let Some(new) = change {
            add(&mut writer, &name, &new)?;
        }
    }
    for (name, new) in parts {
        if let Some(new) = new {
            add(&mut writer, &name, &new)?;
        }
    }
    Ok(writer.finish()?.into_inner())
}

/// A part that is copied, which must be whole: a copy is not to carry damage on.
fn unpacked(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, name: &str, most: u64) -> Result<Vec<u8>, CopyError> {
    let damaged = || Unreadable::Damaged(format!("{name}: it cannot be unpacked"));
    let mut content = Vec::new();
    let file = archive.by_index(at).map_err(|_| damaged())?;
    file.take(most + 1).read_to_end(&mut content).map_err(|_| damaged())?;
    if content.len() as u64 > most {
        return Err(Unreadable::Limit("the file unpacks to more than 200 MB".to_owned()).into());
    }
    Ok(content)
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
