//! What is kept of an assembled report: plain figures and texts for summaries, manifests and later builds.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::input::hex;
use super::output;
use crate::check::allow::Allowed;
use crate::check::{CountReport, count_report};
use crate::diagnostic::{Format, Severity, render};
use crate::{Judged, Verdict};

/// What is kept of a report, with names of files as they were typed. In a file it stands as [`Record::beside`] gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// The report's file.
    pub(super) report: String,
    /// What became of it.
    pub(super) status: Fate,
    /// The body's identifier.
    pub(super) body: Option<String>,
    /// The stage of the body's procedure.
    pub(super) stage: Option<String>,
    /// The State under review.
    pub(super) state: Option<String>,
    /// The session.
    pub(super) session: Option<String>,
    /// The submitting organizations.
    pub(super) submitters: Vec<Submitter>,
    /// The title.
    pub(super) title: Option<String>,
    /// The language.
    pub(super) language: Option<String>,
    /// Its words.
    pub(super) words: Words,
    /// Pages of the PDF, whether it was written or not.
    pub(super) pages: Option<usize>,
    /// How many errors were found.
    pub(super) errors: usize,
    /// How many warnings.
    pub(super) warnings: usize,
    /// Binding rules that are broken and that the author let pass.
    #[serde(default)]
    pub(super) allowed: Vec<Allowed>,
    /// The files that were written.
    pub(super) files: Vec<FileRecord>,
    /// What was found, where it is asked for.
    pub(super) findings: Vec<serde_json::Value>,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fate {
    /// Its files were written.
    Written,
    /// Its files are what they would be: nothing was written.
    UpToDate,
    /// It has an error.
    Refused,
    /// It could not be read, or its files could not be written.
    #[default]
    Failed,
}

/// A submitting organization.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Submitter {
    name: Option<String>,
    short_name: Option<String>,
    status: Option<crate::facts::profile::Status>,
    kind: Option<crate::facts::profile::SubmitterKind>,
}

/// Words of a report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Words {
    /// Those that count.
    pub(super) counted: usize,
    /// Those of which nobody wrote down whether they count.
    pub(super) uncertain: usize,
    /// Those that do not count.
    pub(super) not_counted: usize,
    /// How many the author may write, where a limit is known.
    pub(super) limit: Option<u32>,
}

impl From<CountReport> for Words {
    fn from(count: CountReport) -> Words {
        Words {
            counted: count.counted,
            uncertain: count.uncertain,
            not_counted: count.not_counted,
            limit: count.limit.map(|limit| limit.words.saturating_sub(limit.reserved)),
        }
    }
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRecord {
    /// Its name.
    pub(super) name: String,
    /// Its size in bytes.
    pub(super) size: usize,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub(super) sha256: String,
}

impl FileRecord {
    pub(super) fn new(path: &Path, bytes: &[u8]) -> FileRecord {
        FileRecord { name: path.display().to_string(), size: bytes.len(), sha256: sha256(bytes) }
    }
}

impl Record {
    /// What is kept of a judged report; its findings only where they are wanted.
    pub(super) fn new(report: &Path, judged: &Judged, with_findings: bool) -> Record {
        let facts = &judged.facts;
        // Words and pages of a part of a report would mislead.
        let whole = judged.verdict != Verdict::Unreadable;
        let count = whole.then(|| count_report(&judged.subject()));
        let of = |severity| judged.diagnostics.iter().filter(|found| found.severity == severity).count();
        let text = |located: &Option<crate::source::Located<String>>| located.as_ref().map(|text| text.value.clone());
        let submitter = |organization: &crate::submission::Organization| Submitter {
            name: text(&organization.name),
            short_name: text(&organization.short_name),
            status: organization.status.as_ref().map(|status| status.value),
            kind: organization.kind.as_ref().map(|kind| kind.value),
        };
        Record {
            report: report.display().to_string(),
            status: Fate::Refused,
            body: Some(judged.profile.id.clone()),
            stage: text(&facts.stage),
            state: text(&facts.state),
            session: text(&facts.session),
            submitters: facts.submitters.iter().map(submitter).collect(),
            title: text(&facts.title),
            language: facts.language.as_ref().map(|language| language.value.code().to_owned()),
            pages: count.as_ref().and_then(|count| count.pages),
            words: count.map_or_else(Words::default, Words::from),
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            allowed: judged.allowed.clone(),
            files: Vec::new(),
            findings: if with_findings { findings(judged) } else { Vec::new() },
        }
    }

    /// What is kept of a report that could not be read.
    pub(super) fn failed(report: &Path) -> Record {
        Record { report: report.display().to_string(), ..Record::default() }
    }

    /// As it stands in a file of this folder, which may be passed on: it names no folder but those between the two.
    pub(super) fn beside(&self, folder: &Path) -> Record {
        let mut record = self.named(&named(&self.report, folder));
        for file in &mut record.files {
            file.name = named(&file.name, folder);
        }
        record
    }

    /// With another name of the report, also in its findings.
    pub(super) fn named(&self, name: &str) -> Record {
        let mut record = self.clone();
        let rename = |value: &mut serde_json::Value| {
            if value["file"] == self.report.as_str() {
                value["file"] = name.into();
            }
        };
        for finding in &mut record.findings {
            rename(finding);
            let edits = finding.get_mut("fix").and_then(serde_json::Value::as_array_mut);
            edits.into_iter().flatten().for_each(rename);
        }
        record.report = name.to_owned();
        record
    }
}

fn findings(judged: &Judged) -> Vec<serde_json::Value> {
    let lines = render(&judged.diagnostics, &judged.sources, Format::Json, false);
    lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// A file's path from a folder, both as they were typed. Of a file that lies elsewhere only the name: a folder may name a
/// person.
fn named(path: &str, folder: &Path) -> String {
    let plain = |path: &Path| path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
    let path = plain(Path::new(path));
    let below = path.strip_prefix(plain(folder)).ok();
    let below = below.filter(|below| below.components().all(|part| matches!(part, Component::Normal(_))));
    let parts = below.or_else(|| path.file_name().map(Path::new)).map(Path::components).into_iter().flatten();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A manifest.
#[derive(Serialize)]
struct Manifest {
    program: &'static str,
    version: &'static str,
    reports: Vec<Record>,
}

/// Writes what a portal's form asks for, and what was made.
pub(super) fn write_manifest<'a>(path: &Path, records: impl Iterator<Item = &'a Record>) -> anyhow::Result<()> {
    let folder = output::folder_of(path);
    let reports = records.map(|record| record.beside(folder)).collect();
    let manifest = Manifest { program: "assemble", version: env!("CARGO_PKG_VERSION"), reports };
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    output::write_over(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::named;

    #[test]
    fn a_file_is_named_from_the_folder_of_the_manifest_and_elsewhere_by_its_name() {
        for (path, folder, expected) in [
            ("r.yaml", ".", "r.yaml"),
            ("./r.yaml", ".", "r.yaml"),
            ("case/r.yaml", ".", "case/r.yaml"),
            ("case/r.yaml", "case", "r.yaml"),
            ("case/r.yaml", "out", "r.yaml"),
            ("../home/maria/r.yaml", ".", "r.yaml"),
            ("/home/maria/r.yaml", ".", "r.yaml"),
            ("/home/maria/case/r.yaml", "/home/maria", "case/r.yaml"),
            ("case/../../maria/r.yaml", "case", "r.yaml"),
            ("<standard input>", "out", "<standard input>"),
        ] {
            assert_eq!(named(path, Path::new(folder)), expected, "{path} from {folder}");
        }
    }
}
