//! Makes a report in YAML from a Word file: what is sure is filled in, what is guessed is a comment to confirm.

mod blocks;
mod captions;
mod escape;
mod frame;
mod inline;
mod lists;
mod parts;
mod plan;
mod proof;
mod tables;
mod tell;
mod typed;
mod untie;
mod write;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub(crate) use escape::{Setting, escape, paragraph_start};
pub(crate) use proof::Parsed;
pub(crate) use tell::losses;
pub use tell::{Finding, Told, shortened, show};
pub(crate) use untie::untied;
pub(crate) use write::comment;

use crate::facts::language::Language;
use crate::read::word::{Draft, PlaceId};

/// What is asked of an import.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The body the report goes to, if it is said.
    pub body: Option<&'a str>,
    /// Which paragraphs are headings.
    pub headings: Headings,
    /// Whether paragraphs without a number in Word are numbered by the program.
    pub numbers: Numbers,
    /// The folder of the pictures, as the report names it.
    pub folder: &'a str,
    /// Lines of keys that the command line gives: `state: NOR`.
    pub keys: &'a [String],
    /// Who submits it, as lines of a report, where the file does not say so as our own files do.
    pub submitters: &'a [String],
}

/// Which paragraphs are headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Headings {
    /// Those by style, by outline level, and those that only look like one.
    #[default]
    All,
    /// Those by style and by outline level.
    Real,
}

/// What becomes of paragraphs without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// They stay without one where others have one.
    ByProgram,
    /// They have exactly the numbers that Word shows.
    AsInWord,
}

/// A report from a Word file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The report.
    pub yaml: String,
    /// Its pictures, each with its name as the report gives it.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// Which bytes of the report come from which place of the Word file, in order.
    pub places: Vec<(Range<usize>, PlaceId)>,
    /// What to say of it.
    pub findings: Vec<Finding>,
    /// The language it was taken to be in.
    pub language: Language,
    /// How many words the text of the Word file has, notes included.
    pub words: usize,
    /// How many of them stand in the report.
    pub carried: usize,
    /// Words that stand in comments, or that the program writes anew.
    kept: Vec<String>,
}

impl Imported {
    /// The place of the Word file that a byte of the report comes from; `None` for keys that the program wrote.
    pub fn place_of(&self, at: usize) -> Option<PlaceId> {
        let after = self.places.partition_point(|(range, _)| range.start <= at);
        let (range, place) = self.places.get(after.checked_sub(1)?)?;
        (at < range.end).then_some(*place)
    }
}

/// Makes a report of a Word file.
pub fn import(draft: &Draft, options: &Options<'_>) -> Imported {
    import_read(draft, options, "report.yaml").0
}

/// The same, with the report as it is read, for those that go on with it; it has this name in messages.
pub(crate) fn import_read(draft: &Draft, options: &Options<'_>, name: &str) -> (Imported, Parsed) {
    let mut import = write::Import::new(draft, options);
    let mut imported = import.report();
    let mut parsed = proof::parsed(&imported, name);
    // A picture that a report cannot have is named and left out.
    let refused = proof::refused_pictures(&imported, &parsed.spec);
    if !refused.is_empty() {
        import = write::Import::new(draft, options);
        import.without(&refused);
        imported = import.report();
        parsed = proof::parsed(&imported, name);
    }
    proof::prove(draft, &parsed.spec, &mut imported);
    tell::losses(draft, &mut imported.findings);
    imported.findings.dedup();
    imported.findings.sort_by_key(|finding| (finding.place.is_none(), finding.place, finding.code));
    (imported, parsed)
}
