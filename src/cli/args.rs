//! The arguments of the command line, as the contract names them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::input::Which;
use super::pdf_standard::pdf_standard;
use crate::Target;
use crate::diagnostic::{Code, Format};
use crate::read::DirectionControls;
use crate::write::pdf::PdfStandard;

/// Writes the Word and PDF files of a submission to a United Nations body from a report in YAML.
#[derive(Debug, Parser)]
#[command(
    name = "assemble",
    version,
    about,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    long_about = "Writes the Word file (and with --pdf an accessible PDF) of a submission to a United Nations body.\n\n\
                  The report is a YAML file with Markdown text. Paragraphs are numbered, the body's rules are applied, \
                  and every mistake is shown with its line and what to write instead.",
    after_help = "Examples:\n  \
                  assemble new report.yaml --to cescr               a report to fill in\n  \
                  assemble report.yaml --pdf                        report.docx and report.pdf\n  \
                  assemble reports/*.yaml --pdf --out-dir out       several reports; one failing report does not stop the others\n\n\
                  Exit status: 0 all was written; 1 a report has an error or breaks a binding rule (its files are not \
                  written); 2 the program could not run."
)]
pub(super) struct Arguments {
    /// Something other than a build.
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// What to build.
    #[command(flatten)]
    pub(super) build: BuildArguments,
}

/// The commands; without one of them reports are built.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check reports or Word files and write nothing; ends with what only the author can know
    Check(CheckArguments),
    /// Count the words part by part: what counts, what does not, what is left
    Count(ShownReports),
    /// Show headings, paragraph numbers, articles and recommendations as a tree
    Outline(ShownReports),
    /// List the bodies, or show what one of them asks for, each figure with its source
    Bodies(BodiesArguments),
    /// Explain a code, or list all of them
    Explain(ExplainArguments),
    /// Fix what a program can fix in reports and in the Markdown files that they name
    Fix(FixArguments),
    /// Write a report to fill in
    New(NewArguments),
    /// Make a report from a Word file, and list what is not carried
    Import(ImportArguments),
    /// Copy a Word file without authors, comments, tracked changes, hidden words and other traces of people
    Clean(CleanArguments),
    /// Write what changed between two texts, each a report or a Word file, as tracked changes in a Word file
    Compare(CompareArguments),
    /// Take the edits of a Word file, tracked or not, back into the report that it was built from
    Merge(MergeArguments),
    /// Rebuild whenever a report or a file it names is saved
    Watch(BuildArguments),
    /// List the codes and names of States
    States(StatesArguments),
    /// Print the version
    Version,
    /// Serve the page for writing reports to a browser on this machine only
    Serve(ServeArguments),
    /// Print the JSON Schema of the report format, for editors, or install it beside reports
    Schema(SchemaArguments),
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Show the manual page, of the program or of one of its commands; in a pipe, print it for `man`
    Man {
        /// The command
        command: Option<String>,
    },
}

/// The arguments of a build.
#[derive(Args, Debug)]
pub(super) struct BuildArguments {
    /// The reports; a folder stands for its *.yaml files, `-` for standard input
    #[arg(value_name = "REPORT", required = true)]
    pub(super) reports: Vec<PathBuf>,

    /// Also write an accessible PDF (PDF/UA-1, PDF/A-2a)
    #[arg(long)]
    pub(super) pdf: bool,

    /// Also write a PDF, to these standards: ua-1 (PDF/UA-1 and PDF/A-2a, as --pdf alone) or ua-2 (PDF/UA-2 and PDF/A-4, in
    /// PDF 2.0)
    #[arg(long, value_name = "STANDARD", value_parser = pdf_standard)]
    pub(super) pdf_standard: Option<PdfStandard>,

    /// Also write a copy for browsers and screen readers: one HTML file
    #[arg(long)]
    pub(super) html: bool,

    /// Also write a copy for e-book readers: an EPUB
    #[arg(long)]
    pub(super) epub: bool,

    /// Also write the plain text, for web forms and mail; `--text -` prints it and writes no Word file
    #[arg(long, value_enum, value_name = "-", num_args = 0..=1, require_equals = true, default_missing_value = "file")]
    pub(super) text: Option<TextTo>,

    /// Write the files into this folder instead of beside each report; it is made if it is missing
    #[arg(long, value_name = "DIR")]
    pub(super) out_dir: Option<PathBuf>,

    /// Number of reports to build in parallel [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,

    /// Write the files although rules are broken, and mark every page DRAFT
    #[arg(long)]
    pub(super) draft: bool,

    /// Allow the report to break this binding rule, without DRAFT; the finding stays as a note. In the report:
    /// `allow: [{code: L01, reason: ...}]`
    #[arg(long, value_name = "CODE", value_parser = rule)]
    pub(super) allow: Vec<Code>,

    #[command(flatten)]
    pub(super) reading: ReadingArguments,

    /// Also put the findings into the Word file, as comments at the words they are about
    #[arg(long)]
    pub(super) comments: bool,

    /// Name the files as the body's upload expects them, or by submitter, body, State, session and language
    #[arg(long)]
    pub(super) portal_names: bool,

    /// Skip YAML files that are not reports: they have no `submitted_to`
    #[arg(long)]
    pub(super) only_reports: bool,

    /// Build only what would change; keeps a small hidden file beside the outputs
    #[arg(long)]
    pub(super) changed: bool,

    /// Write what a portal's form asks for, and what was made, into this file (JSON)
    #[arg(long, value_name = "FILE")]
    pub(super) manifest: Option<PathBuf>,

    #[command(flatten)]
    pub(super) output: OutputArguments,
}

impl BuildArguments {
    /// Which of the files that are named are built.
    pub(super) fn which(&self) -> Which {
        Which::new(self.only_reports)
    }

    /// Whether nothing is written: the plain text is printed, and no other file is wanted.
    pub(super) fn only_prints(&self) -> bool {
        self.text == Some(TextTo::Output) && self.targets().len() == 1
    }

    /// The files that are wanted of each report.
    pub(super) fn targets(&self) -> BTreeSet<Target> {
        let to_output = self.text == Some(TextTo::Output);
        let wanted = [
            (Target::Docx, !to_output),
            (Target::Pdf, self.pdf || self.pdf_standard.is_some()),
            (Target::Html, self.html),
            (Target::Epub, self.epub),
            (Target::Text, self.text.is_some()),
        ];
        wanted.into_iter().filter(|(_, wanted)| *wanted).map(|(target, _)| target).collect()
    }
}

/// Where the plain text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TextTo {
    /// Into a file beside the others
    File,
    /// To standard output
    #[value(name = "-")]
    Output,
}

/// How a report is read and laid out.
#[derive(Args, Debug)]
pub(super) struct ReadingArguments {
    /// A folder with fonts for characters that the program's own fonts lack; asked before the system's fonts
    #[arg(long, value_name = "DIR")]
    pub(super) font_dir: Option<PathBuf>,

    /// Keep controls of the text's direction (U+202A to U+202E, U+2066 to U+2069) with a warning; otherwise they
    /// are errors, because they can make a text look different from what it says
    #[arg(long)]
    direction_controls: bool,
}

impl ReadingArguments {
    pub(super) fn controls(&self) -> DirectionControls {
        if self.direction_controls { DirectionControls::Kept } else { DirectionControls::Refused }
    }
}

/// The arguments of `serve`.
#[derive(Args, Debug)]
pub(super) struct ServeArguments {
    /// The report, or a folder of reports; without it the page begins empty, with the reports of this folder
    #[arg(value_name = "REPORT")]
    pub(super) report: Option<PathBuf>,

    /// The port [default: any that is free]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) port: Option<u16>,

    /// Open the page in the browser
    #[arg(long)]
    pub(super) open: bool,

    #[command(flatten)]
    pub(super) reading: ReadingArguments,
}

/// The arguments of `check`.
#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    /// The reports or Word files; a folder stands for its *.yaml files, `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(super) reports: Vec<PathBuf>,

    /// Skip YAML files that are not reports: they have no `submitted_to`
    #[arg(long)]
    pub(super) only_reports: bool,

    /// Allow the report to break this binding rule: its finding is a note
    #[arg(long, value_name = "CODE", value_parser = rule)]
    pub(super) allow: Vec<Code>,

    #[command(flatten)]
    pub(super) draft: DraftArguments,

    /// For one Word file: write a copy with the findings as Word comments and no other change
    #[arg(long, value_name = "COPY")]
    pub(super) comments: Option<PathBuf>,

    #[command(flatten)]
    pub(super) reading: ReadingArguments,

    #[command(flatten)]
    pub(super) output: OutputArguments,
}

/// The arguments of `fix`.
#[derive(Args, Debug)]
pub(super) struct FixArguments {
    /// The reports; a folder stands for its *.yaml files, `-` (with --diff) for standard input
    #[arg(value_name = "REPORT", required = true)]
    pub(super) reports: Vec<PathBuf>,

    /// Show what would change, and write nothing
    #[arg(long)]
    pub(super) diff: bool,

    #[command(flatten)]
    pub(super) reading: ReadingArguments,

    /// Do not report how many findings were fixed and how many are left
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// What a Word file does not say of itself.
#[derive(Args, Debug)]
#[command(next_help_heading = "Of a Word file")]
pub(super) struct DraftArguments {
    /// The body it goes to; `assemble bodies` lists them
    #[arg(long, value_name = "BODY")]
    pub(super) to: Option<String>,

    /// The State under review: three letters, ISO 3166-1
    #[arg(long, value_name = "STATE")]
    pub(super) state: Option<String>,

    /// The number of the session
    #[arg(long, value_name = "N")]
    pub(super) session: Option<String>,

    /// The stage of the body's procedure
    #[arg(long, value_name = "STAGE")]
    pub(super) stage: Option<String>,

    /// The submitters' consultative status: general, special, roster or none
    #[arg(long, value_name = "STATUS")]
    pub(super) status: Option<String>,

    /// Two or more organizations submit it
    #[arg(long)]
    pub(super) joint: bool,

    /// Read tracked changes as if all were accepted (the default) or rejected
    #[arg(long, value_enum, value_name = "HOW")]
    pub(super) changes: Option<ChangesAsked>,
}

impl DraftArguments {
    /// The submitters as lines of a report.
    pub(super) fn submitters(&self) -> Vec<String> {
        let names: &[&str] =
            if self.joint { &["The first submitter", "The second submitter"] } else { &["The submitter"] };
        let status = self.status.as_deref().map(|status| format!("    status: {}", serde_json::Value::from(status)));
        names.iter().flat_map(|name| std::iter::once(format!("  - name: {name}")).chain(status.clone())).collect()
    }
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ChangesAsked {
    /// Refuse a file that has any
    #[default]
    Refuse,
    /// Read the file as if all were accepted
    Accept,
    /// Read the file as if all were rejected
    Reject,
}

/// The arguments of `import`.
#[derive(Args, Debug)]
pub(super) struct ImportArguments {
    /// The Word file; `-` reads it from standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,

    /// The body the report goes to; `assemble bodies` lists them
    #[arg(long, value_name = "BODY")]
    pub(super) to: Option<String>,

    /// The report to write instead of one beside the Word file; an existing file is left alone; `-` prints it
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// What to do with tracked changes [default: refuse]
    #[arg(long, value_enum, value_name = "HOW")]
    pub(super) changes: Option<ChangesAsked>,

    /// Which paragraphs are headings: all, including those that only look like one, or real ones, by style and outline level
    #[arg(long, value_enum, default_value = "all", value_name = "WHICH")]
    pub(super) headings: crate::import::Headings,

    #[command(flatten)]
    pub(super) print: PrintArguments,
}

/// The arguments of `compare`.
#[derive(Args, Debug)]
pub(super) struct CompareArguments {
    /// The old text: a report or a Word file; `-` reads one of the two from standard input
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,

    /// The new text
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,

    /// The Word file to write instead of `NEW.changes.docx`; an existing file is left alone
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// Show paragraphs that only moved as deleted and inserted, not as moves
    #[arg(long)]
    pub(super) no_moves: bool,

    /// What to do with tracked changes that the files already have [default: refuse]
    #[arg(long, value_enum, value_name = "HOW")]
    pub(super) changes: Option<ChangesAsked>,

    #[command(flatten)]
    pub(super) reading: ReadingArguments,

    #[command(flatten)]
    pub(super) print: PrintArguments,
}

/// The arguments of `merge`.
#[derive(Args, Debug)]
pub(super) struct MergeArguments {
    /// The report; `-` (with --out or --diff) reads it from standard input
    #[arg(value_name = "REPORT")]
    pub(super) report: PathBuf,

    /// The Word file of it as it came back
    #[arg(value_name = "EDITED")]
    pub(super) edited: PathBuf,

    /// The report to write instead of `NAME.merged.yaml`; a file that is there already is left alone
    #[arg(long, value_name = "FILE", conflicts_with_all = ["in_place", "diff"])]
    pub(super) out: Option<PathBuf>,

    /// Write over the report, and over the files that it names where the edits are in them
    #[arg(long, conflicts_with = "diff")]
    pub(super) in_place: bool,

    /// Show what would change, and write nothing
    #[arg(long)]
    pub(super) diff: bool,

    /// What was sent, a Word file or a report, where the report has changed since
    #[arg(long, value_name = "SENT")]
    pub(super) base: Option<PathBuf>,

    /// How tracked changes are read [default: accept]
    #[arg(long, value_enum, value_name = "HOW")]
    pub(super) changes: Option<ChangesMerged>,

    #[command(flatten)]
    pub(super) reading: ReadingArguments,

    #[command(flatten)]
    pub(super) print: PrintArguments,
}

/// How tracked changes are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ChangesMerged {
    /// As if all were accepted
    Accept,
    /// As if all were rejected
    Reject,
}

/// The arguments of `clean`.
#[derive(Args, Debug)]
pub(super) struct CleanArguments {
    /// The Word file
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,

    /// The copy to write instead of `NAME.clean.docx`; an existing file is left alone
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// What to do with tracked changes [default: refuse]
    #[arg(long, value_enum, value_name = "HOW")]
    pub(super) changes: Option<ChangesAsked>,

    #[command(flatten)]
    pub(super) print: PrintArguments,
}

/// A rule by its code or name.
fn rule(text: &str) -> Result<Code, String> {
    match Code::find(text) {
        Some(code) if code.is_rule() => Ok(code),
        Some(code) => Err(format!("{code} is not a rule of a body, so it cannot be allowed")),
        None => Err("there is no such code; `assemble explain` lists all".to_owned()),
    }
}

/// Reports, and how to print what is said of each.
#[derive(Args, Debug)]
pub(super) struct ShownReports {
    /// The reports or Word files; a folder stands for its *.yaml files, `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(super) reports: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) draft: DraftArguments,

    #[command(flatten)]
    pub(super) reading: ReadingArguments,

    #[command(flatten)]
    pub(super) print: PrintArguments,
}

/// The arguments of `schema`.
#[derive(Args, Debug)]
pub(super) struct SchemaArguments {
    /// Write the schema as report.schema.json beside the reports, and name it in the first line of each
    #[arg(long)]
    pub(super) install: bool,

    /// The reports [default: those of this folder]
    #[arg(value_name = "REPORT", requires = "install")]
    pub(super) reports: Vec<PathBuf>,
}

/// The arguments of `states`.
#[derive(Args, Debug)]
pub(super) struct StatesArguments {
    /// The language of the names: ar, zh, en, fr, ru or es [default: en]
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) language: Option<String>,

    #[command(flatten)]
    pub(super) print: PrintArguments,
}

/// The arguments of `bodies`.
#[derive(Args, Debug)]
pub(super) struct BodiesArguments {
    /// The body, as `submitted_to` names it; all of them without it
    #[arg(value_name = "ID")]
    pub(super) id: Option<String>,

    /// Show what is known by date: deadlines and openings of sessions
    #[arg(long)]
    pub(super) dates: bool,

    #[command(flatten)]
    pub(super) print: PrintArguments,
}

/// The arguments of `explain`.
#[derive(Args, Debug)]
pub(super) struct ExplainArguments {
    /// A code such as L01, or its name; all of them without it
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,

    #[command(flatten)]
    pub(super) print: PrintArguments,
}

/// The arguments of `new`.
#[derive(Args, Debug)]
pub(super) struct NewArguments {
    /// The file to write; one that is there already is left alone, and folders are made. On a terminal, what is not said
    /// here is asked for
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,

    /// The body the report goes to; `assemble bodies` lists them
    #[arg(long, value_name = "BODY")]
    pub(super) to: Option<String>,

    /// The State under review: three letters, or its name
    #[arg(long, value_name = "STATE")]
    pub(super) state: Option<String>,

    /// The number of the session
    #[arg(long, value_name = "N")]
    pub(super) session: Option<String>,

    /// The language of the report and of what stands in it to begin with: ar, zh, en, fr, ru or es
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) language: Option<String>,
}

/// How a table or page is printed.
#[derive(Args, Debug)]
pub(super) struct PrintArguments {
    /// How it is printed: text for people, json for programs
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: PrintFormat,
}

/// How a table or page is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum PrintFormat {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON value
    Json,
}

/// How findings are printed.
#[derive(Args, Debug)]
pub(super) struct OutputArguments {
    /// How findings are printed: text for people, json for programs, github for its annotations
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,

    /// Print errors only
    #[arg(long, short)]
    pub(super) quiet: bool,

    /// Colour the findings
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Colour,
}

/// When findings are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
