//! Writes the files to keep, the same bytes as the command line writes.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write as _};

use serde::Deserialize;
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{File, Message, ReadBeside};
use crate::check::upload::{PortalFile, portal_name};
use crate::read::DirectionControls;
use crate::{Request, Target, Tools};

/// Which files are wanted.
#[derive(Deserialize)]
pub(super) struct Wanted {
    /// The name of the report among the files.
    report: String,
    /// The files: an ending such as `docx`, or `zip` for all.
    kind: String,
    /// Whether they are written although rules are broken, with DRAFT on each page.
    #[serde(default)]
    draft: bool,
    /// Whether the findings stand in the Word file, as comments.
    #[serde(default)]
    comments: bool,
}

/// The kind of file that is a package of the report, the files that it names, and all that is built from it.
const PACKAGE: &str = "zip";

impl Wanted {
    /// The files that are built for it.
    fn targets(&self) -> Result<BTreeSet<Target>, String> {
        if self.kind == PACKAGE {
            return Ok(Target::ALL.into_iter().collect());
        }
        let target = Target::ALL.into_iter().find(|target| target.ending() == self.kind);
        target.map(|target| BTreeSet::from([target])).ok_or_else(|| format!("there is no kind of file `{}`", self.kind))
    }
}

/// Builds the files.
pub(super) fn files(
    wanted: &Wanted,
    controls: DirectionControls,
    tools: &mut Tools,
    read: ReadBeside<'_>,
) -> Result<Message, String> {
    let bytes = read(&wanted.report)?;
    let beside = RefCell::new(BTreeMap::new());
    let noted = |name: &str| {
        let content = read(name)?;
        beside.borrow_mut().insert(name.to_owned(), content.clone());
        Ok(content)
    };
    let request = Request {
        targets: wanted.targets()?,
        draft: wanted.draft,
        comments: wanted.comments,
        controls,
        ..Request::new(&wanted.report, &bytes, &noted)
    };
    let assembled = crate::assemble(&request, tools).map_err(|error| error.to_string())?;
    let Some(built) = assembled.files else {
        return Ok(Message::new(json!({ "refused": true }), Vec::new()));
    };
    let judged = &assembled.judged;
    let stem = wanted.report.trim_end_matches(".yaml").trim_end_matches(".yml");
    let name = portal_name(&judged.profile, &judged.facts, PortalFile::Main).unwrap_or_else(|| stem.to_owned());
    let mut files = Vec::new();
    files.extend(built.into_iter().map(|(target, bytes)| File { name: format!("{name}.{}", target.ending()), bytes }));
    if wanted.kind == PACKAGE {
        if let Some(bytes) = crate::cover_page(judged).map_err(|error| error.to_string())? {
            let cover = portal_name(&judged.profile, &judged.facts, PortalFile::CoverPage);
            let cover = cover.unwrap_or_else(|| format!("{stem}-cover"));
            files.push(File { name: format!("{cover}.docx"), bytes });
        }
        files.push(File { name: wanted.report.clone(), bytes });
        files.extend(beside.take().into_iter().map(|(name, bytes)| File { name, bytes }));
        let bytes = package(&files).map_err(|error| format!("the package cannot be written: {error}"))?;
        files = vec![File { name: format!("{name}.zip"), bytes }];
    }
    Ok(Message::new(json!({}), files))
}

/// A zip of the files, the same bytes for the same files.
fn package(files: &[File]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for file in files {
        archive.start_file(file.name.as_str(), options)?;
        archive.write_all(&file.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
